"""The seven-element serving model: what we find beside what pytm finds, and where."""

from __future__ import annotations

import importlib.util
import pathlib
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from tests.designs.seven import FILE, MOST, reviewed, risks


def compare() -> None:
    """Print both lists."""
    ours = risks(reviewed(FILE.read_text(encoding="utf-8")))
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(r.kind for r in ours).items())
    print("findings for a serving model of seven elements: user, gateway, model server, two stores, LLM, vector store")
    print(f"  ours: {len(ours)} ({kinds}); aim: at most {MOST}, none on a plain server, every LLM risk that applies")
    for risk in ours:
        print(f"    {risk.kind:<13} {risk.name:<29} on {', '.join(risk.on):<19} {risk.says[:90]}")
    if importlib.util.find_spec("pytm") is None:
        print("  pytm: not installed here")
        return
    import pytm_seven

    theirs = pytm_seven.findings()
    print(f"  pytm: {sum(theirs.values())} ({', '.join(f'{n} on {name}' for name, n in theirs.most_common())})")


if __name__ == "__main__":
    compare()
