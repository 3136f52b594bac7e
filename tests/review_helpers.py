"""Shipped designs as plain data, and reviews of changed copies of them."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from workbench.library import scenarios_folder
from workbench.reading import read
from workbench.reading.files import read_file
from workbench.review import Review, review

AS_OF = date(2026, 11, 23)
SCENARIOS = ("card-fraud", "enterprise-copilot", "feed-ranking")


@cache
def _shipped(scenario: str, which: str) -> Any:
    return read_file(scenarios_folder() / scenario / f"{which}.yaml").data


def shipped(scenario: str, which: str = "reference") -> Any:
    """Return a fresh copy of a shipped design as plain data."""
    return deepcopy(_shipped(scenario, which))


def reviewed(data: Any) -> Review:
    """Review plain data as a design, on a fixed day."""
    return review(read(json.dumps(data), "design.json"), as_of=AS_OF)
