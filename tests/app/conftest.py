"""A data folder of its own for every test, and rooms to work in."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from datetime import date

import pytest

from workbench.app.messages import Said
from workbench.app.room import Room
from workbench.app.store import Drafts

DAY = date(2026, 11, 23)
Say = Callable[..., None]


@pytest.fixture
def home(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Return the folder drafts are kept in during this test."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def drafts(home: pathlib.Path) -> Drafts:
    """Return an empty store."""
    return Drafts(home)


@pytest.fixture
def room(drafts: Drafts) -> Room:
    """Return the room of a newcomer."""
    return Room(drafts, DAY)


@pytest.fixture
def say(room: Room) -> Say:
    """Return a way to say something to the room as its page would."""

    def say(text: str | None = None, ask: dict[str, str] | None = None, **rest: object) -> None:
        message = {
            "page": "p", "seq": room.seq + 1, "epoch": room.epoch, "draft": room.draft.id,
            "version": room.draft.version, "text": text, "ask": ask,
        }  # fmt: skip
        room.hear(Said.model_validate(message | rest))

    return say
