"""The serving model of seven elements for pytm: user, gateway, model server, two stores, LLM, vector store."""

from __future__ import annotations

import sys
from collections import Counter

from pytm import LLM, TM, Actor, Boundary, Dataflow, Datastore, Server


def model() -> TM:
    """Return a fresh model of seven elements and six flows."""
    TM.reset()
    tm = TM("seven elements")
    tm.description = "A model server behind a gateway, with features, a registry, a rented LLM and a vector store."
    inside = Boundary("inside")
    user, gateway, server = Actor("user"), Server("gateway"), Server("model server")
    features, registry, vectors = Datastore("feature store"), Datastore("registry"), Datastore("vector store")
    llm = LLM("LLM")
    llm.isThirdParty = True
    for part in (gateway, server, features, registry, vectors):
        part.inBoundary = inside
    Dataflow(user, gateway, "ask").protocol = "HTTPS"
    Dataflow(gateway, server, "forward").protocol = "HTTPS"
    Dataflow(server, features, "look up")
    Dataflow(registry, server, "deploy")
    Dataflow(server, vectors, "retrieve")
    Dataflow(server, llm, "prompt").protocol = "HTTPS"
    return tm


def findings() -> Counter[str]:
    """Return how many findings pytm has for each element."""
    tm = model()
    tm.check()
    tm.resolve()
    return Counter(f.target for f in tm.findings)


if __name__ == "__main__":
    found = findings()
    print(sum(found.values()), dict(found), file=sys.stdout)
