"""`python -m tests.mutations`: how many faults are caught where they are, how many harmless changes alarm."""

from __future__ import annotations

import sys

from tests.mutations.cases import faults, harmless
from tests.mutations.outcome import Outcome, before, outcome
from workbench.facts import Verdict


def report() -> str:
    """Return the rates and every miss."""
    seeded = [outcome(case) for case in faults()]
    quiet = [outcome(case) for case in harmless()]
    caught = [o for o in seeded if not o.missed]
    alarmed = [o for o in quiet if o.failing]
    noisy = sorted({case.design for case in faults() if _fails(case.design)})
    kinds = {kind for o in caught for kind in o.case.facts}
    return "\n".join(
        (
            f"faults      {len(caught)} of {len(seeded)} caught by the right fact at the right place "
            f"({_share(len(caught), len(seeded))}), by {len(kinds)} different facts",
            f"            {sum(o.noticed for o in seeded)} of {len(seeded)} noticed at all",
            f"harmless    {len(alarmed)} of {len(quiet)} raised an alarm ({_share(len(alarmed), len(quiet))})",
            f"references  {', '.join(noisy) or 'none'} with a failing fact of its own",
            *(f"missed      {o.case.name} ({o.case.design}): {', '.join(o.missed)}" for o in seeded if o.missed),
            *(f"alarm       {o.case.name} ({o.case.design}): {_told(o)}" for o in alarmed),
        )
    )


def _fails(design: str) -> bool:
    return any(Verdict.FAILS in verdicts for verdicts in before(design).values())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"


def _told(found: Outcome) -> str:
    return "; ".join(f"{f.id} ({f.subject}): {f.says}" for f in found.failing)


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
