"""The patch of a finding as the YAML to merge into the file."""

from __future__ import annotations

from workbench.checks import Finding
from workbench.checks.patches import applied
from workbench.reading.dump import dump


def patch_lines(finding: Finding) -> list[str]:
    """Return the patch of a finding as lines of YAML; none when it has no patch."""
    return dump(applied({}, finding.patch.puts)).splitlines() if finding.patch else []
