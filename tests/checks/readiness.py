"""The ids of the readiness items, from the list that the language tests keep."""

from __future__ import annotations

from pathlib import Path

from workbench.reading.files import read_file

_FILE = Path(__file__).parents[1] / "language" / "ids.yaml"
READINESS = {name for names in read_file(_FILE).data["items"].values() for name in names}
