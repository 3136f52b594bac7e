"""Write a picture as stable JSON: the graph with its flags, without any coordinate."""

from __future__ import annotations

import json
from dataclasses import asdict

from workbench.diagram.picture import Picture


def graph_json(picture: Picture) -> str:
    """Return the picture as indented JSON with sorted keys; order within lists is reading order."""
    return json.dumps(asdict(picture), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
