"""Which patches help is found out when nobody waits for anything else."""

from __future__ import annotations

from tests.app.conftest import Say
from workbench.app.room import Room
from workbench.app.turns import TURNS


def test_patches_are_weighed_to_the_end(room: Room, say: Say) -> None:
    """The page sends its text with every message; as long as that is the same, what was weighed is not forgotten."""
    assert room.sound is not None
    sound, counts = room.sound, [0]
    while not sound.is_weighed:
        say(text=room.draft.text, ask={"do": "offers"})
        assert room.sound is sound
        counts.append(len(sound.offers))
        assert len(counts) <= len(sound.review.open)
    assert counts == sorted(counts)
    assert counts[-1] > counts[1]


def test_what_can_wait_lets_keys_go_first(room: Room, say: Say) -> None:
    """While somebody waits for an answer, or another visitor's patches are weighed, none are here."""
    assert room.sound is not None
    with TURNS.answering():
        say(text=room.draft.text, ask={"do": "offers"})
    with TURNS.spare() as ours:
        assert ours
        say(text=room.draft.text, ask={"do": "offers"})
    assert room.sound.weighed == 0
    assert room.sound.ready is None
    say(text=room.draft.text, ask={"do": "offers"})
    assert room.sound.weighed > 0
    assert room.sound.ready is not None
