"""Write a picture as stable JSON: the graph with its flags, without any coordinate."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from workbench.diagram.picture import Picture

_ONLY_SOME: dict[str, object] = {
    "meter": None, "tone": "plain", "marked": False, "keys": (), "fate": "", "listed": "",
}  # fmt: skip
"""What only some views say, with what it is where they say nothing; it is left out there."""


def graph_json(picture: Picture) -> str:
    """Return the picture as indented JSON with sorted keys; order within lists is reading order."""
    return json.dumps(asdict(picture, dict_factory=_said), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _said(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    figure = "label" in data and "value" in data  # a figure of the strip always has its tone
    return {k: v for k, v in data.items() if figure or k not in _ONLY_SOME or v != _ONLY_SOME[k]}
