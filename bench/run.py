"""Times and findings beside what a user would pick instead: cold and warm apart, paired runs, medians with spread."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
PAIRS = 11
_MEMORY = (
    "import runpy, sys, resource\n"
    "sys.argv = sys.argv[1:]\n"
    "try:\n"
    "    run = runpy.run_path if sys.argv[0].endswith('.py') else runpy.run_module\n"
    "    run(sys.argv[0], run_name='__main__')\n"
    "except SystemExit:\n"
    "    pass\n"
    "sys.stderr.write(f'\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}')\n"
)


def timed(work: Callable[[], object]) -> float:
    """Return the wall time of one call in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def paired(
    ours: Callable[[], object], theirs: Callable[[], object], pairs: int = PAIRS
) -> tuple[list[float], list[float]]:
    """Return wall times of both, taken in turn after one warm-up of each."""
    ours()
    theirs()
    rows = [(timed(ours), timed(theirs)) for _ in range(pairs)]
    return [a for a, _ in rows], [b for _, b in rows]


def told(name: str, times: tuple[list[float], list[float]], aim: str) -> None:
    """Print one comparison: medians, the median ratio and its spread."""
    ratios = sorted(a / b for a, b in zip(*times, strict=True))
    middle = statistics.median(ratios)
    print(f"{name}")
    print(f"  ours {statistics.median(times[0]):8.1f} ms   theirs {statistics.median(times[1]):8.1f} ms")
    print(f"  ratio {middle:.3f}  (from {ratios[0]:.3f} to {ratios[-1]:.3f} over {len(ratios)} pairs); aim: {aim}")


def command(*words: str) -> Callable[[], object]:
    """Return a call that runs a command in a fresh Python of this environment."""
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True, env=clean)


def peak(*words: str) -> str:
    """Return the peak memory of one run in MB, where the platform can tell."""
    if importlib.util.find_spec("resource") is None:
        return "unknown on this platform"
    done = subprocess.run([sys.executable, "-c", _MEMORY, *words], check=True, capture_output=True, text=True)
    size = int(done.stderr.strip().splitlines()[-1])
    return f"{size / (1024 if platform.system() != 'Darwin' else 1024**2):.0f} MB"


def main() -> None:
    """Run every comparison."""
    import facts
    import items
    import pictures
    import pytm_forty
    import seven
    from forty import design_text

    from workbench.reading import read
    from workbench.review import review

    text, day = design_text(), date(2026, 11, 23)
    with tempfile.TemporaryDirectory() as folder:
        design = pathlib.Path(folder) / "forty.yaml"
        design.write_text(text, encoding="utf-8")
        ours, theirs = ("-m", "workbench", "check", str(design)), (str(HERE / "pytm_forty.py"),)
        print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores\n")
        told(
            "cold: `workbench check` of 40 components against a pytm run of 40 elements",
            paired(command(*ours), command(*theirs)),
            "under 0.5",
        )
        brief = (*ours, "--brief")
        told(
            "cold, without trying edits: `workbench check --brief`",
            paired(command(*brief), command(*theirs)),
            "under 0.5",
        )
        warm = paired(lambda: review(read(text), as_of=day), lambda: pytm_forty.process(pytm_forty.model()))
        told("warm: text to review of 40 components against pytm's check and resolve of 40 elements", warm, "under 0.1")
        print(
            f"\npeak memory: ours {peak('workbench', 'check', str(design))}, pytm {peak(str(HERE / 'pytm_forty.py'))}\n"
        )
    items.measure()
    print()
    facts.measure()
    facts.drills()
    print()
    seven.compare()
    print()
    pictures.compare()


if __name__ == "__main__":
    main()
