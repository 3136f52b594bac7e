"""Find the kind or product that a word was meant to be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from workbench.catalog.kinds import kinds
from workbench.catalog.products import products, providers
from workbench.catalog.rows import fold
from workbench.errors import nearest_word

# A bare word names no cloud, so where several have it the one that belongs to none is meant.
_NEUTRAL_FIRST = tuple(sorted(providers(), key=lambda name: name != "oss"))


def nearest_kind(word: str) -> str:
    """Return the id of the kind that a word most likely means, or an empty string when none is close."""
    return _pick(word, _kind_words())


def nearest_product(word: str) -> str:
    """Return the full id of the product that a word most likely means, or an empty string.

    `azure/eventhub` looks at Azure first; a bare word, or one that Azure does not know, looks everywhere.
    """
    provider, slash, name = word.partition("/")
    chosen = nearest_word(provider, providers()) if slash else ""
    if chosen:
        found = _pick(name, _product_words((chosen,)))
        if found:
            return found
    return _pick(name if slash else word, _product_words(_NEUTRAL_FIRST))


def _pick(word: str, meanings: Mapping[str, str]) -> str:
    near = nearest_word(fold(word), meanings)
    return meanings[near] if near else ""


@cache
def _kind_words() -> Mapping[str, str]:
    """Map every word people use for a kind to its id; ids win over titles, titles over aliases."""
    words = {fold(kind.id): kind.id for kind in kinds().values()}
    for kind in kinds().values():
        words.setdefault(fold(kind.title), kind.id)
    for kind in kinds().values():
        for alias in kind.aliases:
            words.setdefault(fold(alias), kind.id)
    return words


@cache
def _product_words(of: tuple[str, ...]) -> Mapping[str, str]:
    """Map every word people use for a product of these providers to its full id; the first provider wins."""
    items = [item for provider in of for item in products(provider).values()]
    words: dict[str, str] = {}
    for item in items:
        words.setdefault(fold(item.id.partition("/")[2]), item.id)
    for item in items:
        words.setdefault(fold(item.title), item.id)
    for item in items:
        for alias in item.aliases:
            words.setdefault(fold(alias), item.id)
    return words
