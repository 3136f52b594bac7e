"""Colours: readable on their ground in both themes, and told apart by more than hue."""

from __future__ import annotations

import pytest

from workbench.diagram.drawing.assets import dark_icons
from workbench.diagram.theme import FAMILIES, THEMES, Theme


def _light(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(a: str, b: str) -> float:
    """The contrast of WCAG 2: 1 to 21."""
    high, low = sorted((_light(a), _light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_text_can_be_read(theme: Theme) -> None:
    """Every text has 4.5:1 on what it stands on, as WCAG AA asks."""
    pairs = [(c, g) for c in (theme.ink, theme.muted) for g in (theme.page, theme.card, theme.label)]
    pairs += [(theme.bad, theme.label), (theme.ghost, theme.ghost_fill), (theme.muted, theme.ghost_fill)]
    pairs += [(tint.strong, tint.soft) for tint in theme.tints.values()]
    pairs += [(theme.on_badge, theme.severity[s]) for s in ("blocker", "major")]
    pairs += [(theme.tone["good"], theme.page)]
    pairs += [(theme.tone["warn"], theme.page), (theme.tone["bad"], theme.page)]
    assert [p for p in pairs if _contrast(*p) < 4.5] == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_lines_and_marks_can_be_seen(theme: Theme) -> None:
    """Lines and badges have 3:1 on every ground, faint ones 2:1."""
    grounds = [theme.page, *(t.soft for t in theme.tints.values())]
    firm = (theme.strong, theme.flow, theme.bad, theme.ghost, *theme.severity.values())
    assert [(c, g) for c in firm for g in grounds if _contrast(c, g) < 3] == []
    assert [g for g in grounds if _contrast(theme.quiet, g) < 2] == []


def test_every_section_has_a_colour() -> None:
    """Known and unknown sections get colours, the same ones every time."""
    for theme in THEMES.values():
        assert all(theme.tint(s) for s in FAMILIES)
        assert theme.tint("something_else") == theme.tint("something_else")


def test_dark_logos_are_products() -> None:
    """The list of dark logos names products the catalogue has."""
    from workbench import catalog

    assert dark_icons() <= set(catalog.products())
