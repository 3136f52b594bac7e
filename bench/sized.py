"""Designs of any multiple of ten components, the same every time: products with models of their own, and assistants.

Both are in `parts/`, as people would write them; a large design holds many of them, each calling the one before it.
"""

from __future__ import annotations

import pathlib
from typing import Any

from workbench.reading import read

UNIT = 10
PARTS = pathlib.Path(__file__).parent / "parts"
SHARED = PARTS / "shared.yaml"


def sized(components: int) -> dict[str, Any]:
    """Return a design with this many components, a multiple of ten, as plain data: three products to one assistant."""
    found: Any = read(SHARED.read_text(encoding="utf-8"), SHARED.name).data
    for n in range(components // UNIT):
        name = "assistant" if n % 4 == 3 else "product"
        text = (PARTS / f"{name}.yaml").read_text(encoding="utf-8").replace("_N", f"_{n}")
        found = _merged(found, read(text, name).data)
        if n and n % 4 != 3:
            before = n - 1 if (n - 1) % 4 != 3 else n - 2
            found["flows"].append({f"decision_{n} -> decision_{before}": {"call": "async"}})
    return found


def _merged(left: Any, right: Any) -> Any:
    if isinstance(left, dict) and isinstance(right, dict):
        return {key: _merged(left.get(key), right.get(key)) for key in (*left, *(k for k in right if k not in left))}
    if isinstance(left, list) and isinstance(right, list):
        return left + right
    return right if left is None else left
