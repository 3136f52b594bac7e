"""`workbench schema`: the JSON Schema of the language, or the kinds and products it knows."""

from __future__ import annotations

import argparse
import json

from workbench import catalog
from workbench.cli.terminal import Terminal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--kinds", action="store_true", help="list the kinds of component instead")
    parser.add_argument(
        "--products", metavar="PROVIDER", help=f"list the products of one of {', '.join(catalog.providers())} instead"
    )


def run(options: argparse.Namespace) -> int:
    """Print the schema, or one of the lists."""
    out = Terminal()
    if options.kinds:
        for kind in catalog.kinds().values():
            out.line(f"{kind.id:<22} {kind.section:<16} {kind.summary}")
        return 0
    if options.products:
        for product in catalog.products(options.products).values():
            out.line(f"{product.id:<36} {product.title}  ({', '.join(product.kinds[:3])})")
        return 0
    from workbench.design.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
