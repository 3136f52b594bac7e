"""The products of each provider that can fill a kind; one provider's file is read at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workbench.catalog.kinds import Kind, kinds, traits
from workbench.catalog.rows import FOLDER, Table
from workbench.errors import WorkbenchError, nearest_word

_PROVIDERS = ("azure", "aws", "gcp", "oss")
_OPTIONAL = ("icon", "traits", "aliases", "hosts")


@dataclass(frozen=True, slots=True)
class Product:
    """A product that can stand for a kind; `kinds[0]` is meant when an author names only the product.

    `icon` is a class of the `diagrams` package or empty, `traits` are added to those of the kind, and a
    product that `hosts` traits also runs any kind that has one of them.
    """

    id: str
    title: str
    kinds: tuple[str, ...]
    icon: str
    traits: frozenset[str]
    provider: str
    aliases: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()

    def fills(self, kind: Kind) -> bool:
        """Say whether this product can be a component of the kind: listed for it, or able to host it."""
        # What someone else runs by nature is not hosted by the author of the design.
        hosted = "third_party" not in kind.traits and not self.hosts.isdisjoint(kind.traits)
        return kind.id in self.kinds or hosted


def providers() -> tuple[str, ...]:
    """Return the providers whose products are known, in the order they are offered."""
    return _PROVIDERS


def product(product_id: str) -> Product | None:
    """Return the product of an id such as `azure/event-hubs`, under its present or a former name."""
    provider, _, name = product_id.partition("/")
    return _by_name(provider).get(name) if provider in _PROVIDERS else None


def products(provider: str | None = None) -> Mapping[str, Product]:
    """Return products by full id, of one provider or of all.

    Raises `WorkbenchError` for an unknown provider.
    """
    if provider is not None:
        return _file(_known(provider))
    return MappingProxyType({key: item for name in _PROVIDERS for key, item in _file(name).items()})


def products_for(kind: str, provider: str) -> tuple[Product, ...]:
    """Return what a provider offers for a kind, the most typical first and general hosts last.

    Raises `WorkbenchError` for an unknown provider; an unknown kind has no products.
    """
    wanted = kinds().get(kind)
    if wanted is None:
        return ()
    fitting = [item for item in products(provider).values() if item.fills(wanted)]
    # A product names its kinds in order of how typical they are; what it only hosts comes after all of them.
    return tuple(sorted(fitting, key=lambda p: p.kinds.index(kind) if kind in p.kinds else len(kinds())))


def load_products(path: Path) -> Mapping[str, Product]:
    """Read one provider's file (`<provider>.yaml`); raise `InputError` with all problems found in it."""
    table = Table(path)
    provider = path.stem
    found: dict[str, Product] = {}
    for row in table.rows:
        table.check_fields(row, ("title", "kinds"), _OPTIONAL)
        icon = row.text("icon")
        if icon and not icon.startswith("diagrams."):
            table.add(row, f"'{icon}' is no icon class", "icon", "such as diagrams.azure.analytics.EventHubs")
        found[row.id] = Product(
            id=f"{provider}/{row.id}",
            title=row.text("title"),
            kinds=table.words(row, "kinds", kinds()),
            icon=icon,
            traits=frozenset(table.words(row, "traits", traits())),
            provider=provider,
            aliases=tuple(row.text("aliases").split()),
            hosts=frozenset(table.words(row, "hosts", traits())),
        )
    table.check_names({name: item.aliases for name, item in found.items()})
    table.finish()
    return MappingProxyType({item.id: item for item in found.values()})


def _known(provider: str) -> str:
    if provider in _PROVIDERS:
        return provider
    near = nearest_word(provider, _PROVIDERS)
    hint = f"; did you mean '{near}'?" if near else ""
    raise WorkbenchError(f"there is no provider '{provider}'; expected one of {', '.join(_PROVIDERS)}{hint}")


@cache
def _file(provider: str) -> Mapping[str, Product]:
    return load_products(FOLDER / "products" / f"{provider}.yaml")


@cache
def _by_name(provider: str) -> Mapping[str, Product]:
    """Return one provider's products by id and by every alias, without the provider."""
    items = _file(provider).values()
    names = {alias: item for item in items for alias in item.aliases}
    return names | {item.id.partition("/")[2]: item for item in items}
