"""The PNG: right size, in our font."""

from __future__ import annotations

import builtins
import struct

import pytest

from workbench.diagram import png
from workbench.errors import DrawError

from . import samples


def _size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", data[16:24])
    return wide, high


def test_scale_and_cap() -> None:
    """Two pixels a unit, but never wider or higher than asked."""
    once = _size(png(samples.sketch(), scale=1))
    assert _size(png(samples.sketch()))[0] == pytest.approx(2 * once[0], abs=2)
    assert max(_size(png(samples.sketch(), max_width=300))) == 300


def test_the_smallest_pictures_come_out() -> None:
    """Nothing and one box are pictures too."""
    assert _size(png(samples.empty()))[0] > 0
    assert _size(png(samples.one(), "dark"))[1] > 0


def test_letters_our_font_lacks_are_no_error() -> None:
    """Arabic, Chinese and emoji draw with what the machine has."""
    assert _size(png(samples.hostile(), scale=0.4))[0] > 0


def test_without_the_rasteriser_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing extra is named with the command that brings it."""
    real = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name == "resvg_py":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type] # handed through as it came

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(DrawError, match=r"pip install 'ml-design-workbench\[draw\]'"):
        png(samples.one())
