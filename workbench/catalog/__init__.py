"""What a design is made of: kinds of component, their traits, and the products that fill them."""

from __future__ import annotations

from workbench.catalog.glyphs import glyph, glyphs
from workbench.catalog.icons import icon_file
from workbench.catalog.kinds import SECTIONS, Kind, kinds, traits
from workbench.catalog.products import Product, product, products, products_for, providers
from workbench.catalog.sections import SectionRow, sections
from workbench.catalog.words import nearest_kind, nearest_product

__all__ = [
    "SECTIONS",
    "Kind",
    "SectionRow",
    "sections",
    "Product",
    "kinds",
    "traits",
    "product",
    "products",
    "products_for",
    "providers",
    "nearest_kind",
    "nearest_product",
    "icon_file",
    "glyph",
    "glyphs",
]
