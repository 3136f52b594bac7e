"""What reading the catalogue costs: no more files and packages than the question needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOOK = """
import sys
import workbench.catalog as catalog
{do}
from workbench.catalog.products import _file
print("diagrams" in sys.modules, "yaml" in sys.modules, _file.cache_info().currsize)
"""


@pytest.mark.parametrize(
    ("do", "seen"),
    [
        ("", "False False 0"),
        ("catalog.kinds(), catalog.nearest_kind('kafka')", "False True 0"),
        ("catalog.product('azure/event-hubs'), catalog.nearest_product('azure/eventhub')", "False True 1"),
        ("catalog.products_for('llm', 'gcp')", "False True 1"),
        ("catalog.products()", "False True 4"),
    ],
)
def test_nothing_is_read_before_it_is_asked_for(do: str, seen: str) -> None:
    """Kinds load no products, one cloud reads one file, and only icons import the diagrams package."""
    run = subprocess.run(
        [sys.executable, "-c", LOOK.format(do=do)], capture_output=True, text=True, timeout=30, check=True
    )
    assert run.stdout.strip() == seen
