"""What a message does: keeps the text, reviews it, and says what changed."""

from __future__ import annotations

import json

import pytest

from tests.app.conftest import DAY, Say
from workbench.app.messages import MOST_TEXT, Said, said_of
from workbench.app.room import Room
from workbench.app.store import Draft, Drafts, StoreError

GOOD = "title: A\nstage: sketch\ncomponents:\n  api: online_endpoint\nflows:\n  - api -> rules\n"
BROKEN = GOOD + "components: {a\nlevel: seniro\n"


def held(drafts: Drafts, draft_id: str) -> Draft:
    """Return a draft that has to be there."""
    found = drafts.get(draft_id)
    assert found is not None
    return found


def test_a_newcomer_finds_a_draft_with_much_to_find_in_it(room: Room) -> None:
    """The first thing anyone sees is a picture with gaps, not an empty page."""
    assert room.sound is not None
    assert room.sound.review.open
    assert room.draft.id == "card-fraud-weak"


def test_an_edit_is_saved_and_reviewed(room: Room, say: Say, drafts: Drafts) -> None:
    """One message: the text is on disk, the score is that of the new text, and what changed is told."""
    say(text=GOOD)
    assert held(drafts, room.draft.id).text == GOOD
    assert room.sound is not None
    assert room.sound.review.design.title == "A"
    assert room.change.points or room.change.opened or room.change.closed


def test_what_an_edit_helped_is_told(room: Room, say: Say) -> None:
    """An item that earns more but stays open is told apart from one that was closed."""
    say(ask={"do": "offers"})
    assert room.sound is not None
    for item in room.sound.offers or {}:
        say(text=room.draft.text, ask={"do": "insert", "what": item})
        if not room.notice:
            assert room.change.closed or room.change.better


def test_broken_text_keeps_the_last_review(room: Room, say: Say, drafts: Drafts) -> None:
    """Half-typed text is saved, its problems are all told, and review and change stay what they were."""
    say(text=GOOD)
    sound, change = room.sound, room.change
    say(text=BROKEN)
    assert room.sound is sound
    assert room.change is change
    assert room.problems
    assert held(drafts, room.draft.id).text == BROKEN
    say(text=GOOD)
    assert not room.problems


def test_a_reload_on_broken_text_still_shows_the_last_picture(room: Room, say: Say, drafts: Drafts) -> None:
    """A server that starts anew knows the broken text and the last sound one."""
    say(text=GOOD)
    say(text=BROKEN)
    again = Room(drafts, DAY, room.draft.id)
    assert again.draft.text == BROKEN
    assert again.problems
    assert again.sound is not None
    assert again.sound.review.design.title == "A"


def test_a_comment_does_not_wipe_what_the_last_edit_changed(room: Room, say: Say) -> None:
    """What changed stays in sight until something changes again."""
    say(text=GOOD)
    change = room.change
    say(text=GOOD + "# a thought\n")
    assert room.change is change


def test_an_edit_that_moves_nothing_draws_nothing(room: Room, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture is laid out again only when it shows something else."""
    assert room.sound is not None
    drawn = room.sound.drawn(room.look)
    monkeypatch.setattr("workbench.app.reviewing._draw", lambda *_: pytest.fail("drawn again"))
    say(text=room.draft.text + "# a thought\n")
    assert room.sound.drawn(room.look) is drawn


def test_a_message_counts_once(room: Room, say: Say, drafts: Drafts) -> None:
    """The same message again, as when Streamlit runs the page anew, does nothing."""
    say(ask={"do": "open", "what": "", "which": "start"})
    count = len(drafts.names())
    say(ask={"do": "open", "what": "", "which": "start"}, seq=room.seq)
    assert len(drafts.names()) == count


def test_two_windows_on_one_draft_lose_nothing(room: Room, say: Say, drafts: Drafts) -> None:
    """The window that saves second goes on in a draft of its own, and is told."""
    other = Room(drafts, DAY, room.draft.id)
    say(text=GOOD)
    other.hear(
        Said(page="q", seq=0, epoch=1, draft=other.draft.id, version=other.draft.version, text=GOOD + "# mine\n")
    )
    assert other.draft.id != room.draft.id
    assert other.notice
    assert held(drafts, room.draft.id).text == GOOD
    assert held(drafts, other.draft.id).text == GOOD + "# mine\n"


def test_a_page_outlives_its_server(room: Room, say: Say, drafts: Drafts) -> None:
    """A page whose server was killed goes on with its draft; what it had asked for is not done twice."""
    say(ask={"do": "open", "what": "card-fraud", "which": "start"})
    count = len(drafts.names())
    fresh = Room(drafts, DAY, "card-fraud-weak")
    ask = {"do": "open", "what": "card-fraud", "which": "start"}
    fresh.hear(
        Said.model_validate(
            {
                "page": "p",
                "seq": 7,
                "epoch": 2,
                "draft": room.draft.id,
                "version": room.draft.version,
                "text": GOOD,
                "ask": ask,
            }
        )
    )
    assert fresh.draft.id == room.draft.id
    assert fresh.epoch == 2
    assert held(drafts, room.draft.id).text == GOOD
    assert len(drafts.names()) == count


def test_keys_typed_into_a_draft_just_left_are_kept_there(room: Room, say: Say, drafts: Drafts) -> None:
    """An edit that crosses the change to another draft ends up in the draft it was typed into."""
    left = room.draft
    say(ask={"do": "open", "what": "", "which": "start"})
    now = room.draft
    say(text=GOOD, draft=left.id, version=left.version, epoch=1)
    assert held(drafts, left.id).text == GOOD
    assert room.draft == now


def test_an_offered_patch_can_be_inserted(room: Room, say: Say, drafts: Drafts) -> None:
    """Inserting gains the points that were offered, keeps the text around it, and is saved."""
    say(ask={"do": "offers"})
    assert room.sound is not None
    assert room.sound.offers
    before, score = room.draft.text, room.sound.review.score.points
    item, gain = max(room.sound.offers.items(), key=lambda o: o[1])
    say(text=before, ask={"do": "insert", "what": item})
    assert room.sound.review.score.points == pytest.approx(score + gain, abs=0.11)
    assert room.change.points == pytest.approx(gain, abs=0.11)
    assert held(drafts, room.draft.id).text == room.draft.text
    assert room.based_on == room.seq
    first = before.splitlines()[0]
    assert room.draft.text.splitlines()[0] == first


def test_a_picture_that_cannot_be_drawn_costs_only_its_look(
    room: Room, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one view is told, and the picture stays as it was."""

    def fail(*_: object) -> None:
        raise TypeError("oops")

    look = room.look
    monkeypatch.setattr("workbench.app.reviewing.picture_of", fail)
    say(view="serving")
    assert room.look == look
    assert "our fault" in room.notice


def test_a_wish_that_fails_is_answered(room: Room, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page waits for an answer to a download; a fault of ours must be one too."""

    def fail() -> None:
        raise TypeError("oops")

    monkeypatch.setattr("workbench.app.room.exporters", fail)
    say(ask={"do": "download", "what": "png"})
    assert "our fault" in room.notice
    assert room.parcel is None


def test_nothing_is_inserted_into_broken_text(room: Room, say: Say) -> None:
    """What a patch would do to text that cannot be read is unknown, so it is refused in words."""
    say(ask={"do": "offers"})
    assert room.sound is not None
    item = next(iter(room.sound.offers or {}))
    say(text=BROKEN, ask={"do": "insert", "what": item})
    assert room.notice
    assert room.draft.text == BROKEN


@pytest.mark.parametrize(
    "ask",
    [
        {"do": "open", "what": "no-such", "which": "start"}, {"do": "open", "what": "card-fraud", "which": "../x"},
        {"do": "switch", "what": "gone"}, {"do": "insert", "what": "cov-none"}, {"do": "download", "what": "exe"},
    ],
    ids=lambda a: str(a["do"] + " " + a["what"]),
)  # fmt: skip
def test_what_is_not_there_is_told_in_words(room: Room, say: Say, ask: dict[str, str]) -> None:
    """A wish for something unknown ends in a sentence, and the draft stays open."""
    draft = room.draft
    say(ask=ask)
    assert room.notice
    assert room.draft == draft


def test_drafts_can_be_named_switched_and_thrown_away(room: Room, say: Say, drafts: Drafts) -> None:
    """Several drafts live side by side."""
    first = room.draft.id
    say(ask={"do": "upload", "what": "mine.yaml", "text": GOOD})
    assert room.draft.name == "mine"
    say(ask={"do": "rename", "what": room.draft.id, "text": "ours"})
    assert room.draft.name == "ours"
    say(ask={"do": "switch", "what": first})
    assert room.draft.id == first
    say(ask={"do": "remove", "what": first})
    assert room.draft.name == "ours"
    assert [n for _, n in drafts.names()] == ["ours"]


def test_every_format_can_be_downloaded(room: Room, say: Say) -> None:
    """Each exporter's file is made when it is asked for, and the text itself is one of them."""
    for name, suffix in (("yaml", ".yaml"), ("json", ".json"), ("mermaid", ".mmd"), ("svg", ".svg")):
        say(ask={"do": "download", "what": name})
        assert room.parcel is not None
        assert room.parcel.name == f"card-fraud-weak{suffix}"
        assert room.parcel.data
    say(ask={"do": "here"})
    assert room.parcel is None


def test_a_store_that_fails_does_not_stop_the_work(room: Room, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review goes on, and it is said that nothing is saved."""

    def fail(*_: object) -> None:
        raise StoreError("drafts cannot be kept: the disk is full")

    monkeypatch.setattr(Drafts, "_do", fail)
    say(text=GOOD)
    assert room.sound is not None
    assert room.sound.review.design.title == "A"
    assert "disk is full" in room.unsaved


def test_a_fault_of_ours_costs_nobody_the_page(
    room: Room, say: Say, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is saved, the last review stays, and it is said whose fault it is."""

    def fail(*_: object) -> None:
        raise TypeError("oops")

    sound = room.sound
    monkeypatch.setattr("workbench.app.room.reviewed", fail)
    say(text=GOOD)
    assert held(drafts, room.draft.id).text == GOOD
    assert room.sound is sound
    assert "our fault" in room.problems[0].message


def test_a_paste_of_two_megabytes_is_kept_and_refused_in_words(room: Room, say: Say, drafts: Drafts) -> None:
    """It is saved, since it may be a slip; the reader says how large a design may be."""
    text = "a: b\n" * 400_000
    say(text=text)
    assert held(drafts, room.draft.id).text == text
    assert "larger than" in room.problems[0].message


@pytest.mark.parametrize(
    "message",
    [
        None, 3, "x", [], {}, {"page": "p"}, {"page": "p", "seq": -1}, {"page": "p", "seq": 0, "more": 1},
        {"page": "p" * 300, "seq": 0}, {"page": "p", "seq": 0, "theme": "red"},
        {"page": "p", "seq": 0, "ask": {"do": "run"}},
        {"page": "p", "seq": 0, "text": "x" * (MOST_TEXT + 1)}, {"page": "p", "seq": True},
    ],
    ids=lambda m: json.dumps(m)[:40],
)  # fmt: skip
def test_a_message_that_is_not_ours_is_not_heard(message: object) -> None:
    """Anything but a message of the right shape and size is dropped whole."""
    assert said_of(message) is None
