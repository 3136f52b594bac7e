"""Flows: what goes from where to where, in a chain, with what promises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, model_validator

from workbench.design.references import ComponentRef, Id, PayloadRef, RefTo
from workbench.design.scalars import Count, Duration, Flag, Fraction, Many, Name, Rate, complain
from workbench.design.spec import Spec, said, some
from workbench.design.words import Authn, OnMissing, Purpose, Trigger

ARROW = "->"
_STEP = re.compile(r"[a-z][a-z0-9_]*")
_HOW = "a chain such as: gateway -> decision, or auth_stream -> [lake, velocity] -> store"


def read_chain(text: str) -> tuple[tuple[str, ...], ...]:
    """Read `a -> [b, c] -> d` as steps; each step is one or several ids that stand in parallel.

    Raises a complaint when there is no arrow, an end is empty or a name is not an id.
    """
    parts = [part.strip() for part in text.split(ARROW)]
    if len(parts) < 2:
        raise complain(f"'{text[:40]}' is not a flow", _HOW)
    return tuple(_step(part, text) for part in parts)


def _step(part: str, text: str) -> tuple[str, ...]:
    if not part:
        raise complain(f"the flow '{text[:60]}' has an empty end", _HOW)
    names = part[1:-1].split(",") if part.startswith("[") and part.endswith("]") else [part]
    ids = tuple(name.strip() for name in names)
    for name in ids:
        if not _STEP.fullmatch(name):
            mended = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
            raise complain(
                f"'{name[:40]}' in a flow cannot be an id",
                "small letters, digits and _",
                mended if _STEP.fullmatch(mended) else "",
            )
    if len(set(ids)) != len(ids):
        raise complain(f"'{part[:40]}' names a component twice", _HOW)
    return ids


def _read_steps(value: object) -> tuple[tuple[str, ...], ...]:
    if isinstance(value, str):
        return read_chain(value)
    if isinstance(value, tuple):
        return value
    raise complain("this is not a flow", _HOW)


Steps = Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_read_steps), RefTo(("component",))]


class Flow(Spec):
    """A chain of steps and what holds for each arrow in it."""

    short: ClassVar[tuple[str, ...]] = ("gateway -> decision", "auth_stream -> [lake, velocity] -> store")

    steps: Steps | None = said(
        "The chain; usually written as the key itself, or as from and to.", "gateway -> decision"
    )
    id: Id | None = said("Name, where something refers to this flow.", "score_request")
    call: Literal["sync", "async", "batch", "stream"] | None = said(
        "How it is carried; told from the kinds when left out.", "sync"
    )
    carries: Many[PayloadRef] = some("What goes along.", "authorisations")
    returns: Many[PayloadRef] = some("What comes back.", "passages")
    through: Many[ComponentRef] = some("Filters that everything on this flow passes.", "[acl_filter]")
    calls: Count | None = said("How often it is called, one after another, for one request.", "3")
    share: Fraction | None = said("Share of requests that take it.", "20%")
    volume: Rate | None = said("How much goes along.", "5k/s")
    delay: Duration | None = said("Time on the way.", "0.5 ms")
    timeout: Duration | None = said("How long the caller waits.", "90 ms")
    retries: Count | None = said("How often it tries again.", "1")
    backoff: Duration | None = said("Pause before trying again.", "10 ms")
    need: Literal["hard", "soft"] | None = said(
        "Hard: the caller fails without it. Told from fallback when left out.", "hard"
    )
    fallback: ComponentRef | None = said("What is called instead.", "rules")
    on_missing: OnMissing | None = said("What the receiver does without it.", "last_known")
    cadence: Duration | None = said("Time between two runs.", "1 h")
    trigger: Trigger | None = said("What starts it.", "schedule")
    encrypted: Flag | None = said("Encrypted on the way.", "true")
    authn: Authn | None = said("How the caller proves who it is.", "managed_identity")
    purpose: Purpose | None = said("What the data is used for at the receiver.", "fraud_prevention")
    schema_version: Name | None = said("Version of what it carries.", "v4")
    kind: Literal["request", "data", "control", "feedback", "deploy"] | None = said(
        "What sort of arrow, where it is not plain.", "feedback"
    )

    @model_validator(mode="before")
    @classmethod
    def _from_shorthand(cls, value: Any) -> Any:
        return full_form(value)


def full_form(value: Any) -> Any:
    """Turn the short ways of writing a flow into its full form; anything else passes for pydantic to judge."""
    if isinstance(value, str):
        return {"steps": value}
    if not isinstance(value, Mapping):
        return value
    if len(value) == 1:
        ((key, facts),) = value.items()
        if isinstance(key, str) and ARROW in key:
            more = facts if isinstance(facts, Mapping) else {"carries": facts} if facts is not None else {}
            return {**more, "steps": key}
    if "from" in value or "to" in value:
        rest = {k: v for k, v in value.items() if k not in ("from", "to")}
        return {**rest, "steps": f"{_names(value.get('from'))} {ARROW} {_names(value.get('to'))}"}
    chain = next((key for key in value if isinstance(key, str) and ARROW in key), "")
    if chain and len(value) > 1:
        beside = next(key for key in value if key != chain)
        raise complain(f"'{str(beside)[:30]}' stands beside the chain '{chain[:40]}'", "it further in, below the chain")
    if not any(key == "steps" for key in value):
        raise complain("this flow does not say from where to where", _HOW)
    return value


def _names(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value or "")
