"""Find the picture of a product in the `diagrams` package, imported only here and only when asked."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from workbench.catalog.products import product


@cache
def icon_file(product_id: str) -> Path | None:
    """Return the PNG file of a product's logo.

    Returns `None` for an unknown product, for one without a logo of its own, and when `diagrams` is not
    installed or too old to hold the logo: a plain glyph is then drawn instead.
    """
    found = product(product_id)
    if found is None or not found.icon:
        return None
    module_name, _, class_name = found.icon.rpartition(".")
    try:
        package, module = import_module("diagrams"), import_module(module_name)
    except ModuleNotFoundError:
        return None
    icon = getattr(module, class_name, None)
    if icon is None or package.__file__ is None:
        return None
    # The package keeps its pictures beside itself and names them relative to the folder that holds both.
    path = Path(package.__file__).resolve().parent.parent / str(icon._icon_dir) / str(icon._icon)
    return path if path.is_file() else None
