"""One visitor's drafting room: which draft is open, what is known of it, and what each message does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date

from workbench.app import shelf
from workbench.app.change import Change, change_between
from workbench.app.insert import with_puts
from workbench.app.messages import Ask, Said
from workbench.app.reviewing import Reviewed, reviewed
from workbench.app.store import Draft, Drafts, StoreError
from workbench.app.turns import TURNS
from workbench.diagram.graph import CLOUDS, END_TO_END, VIEWS
from workbench.errors import InputError, Problem, WorkbenchError
from workbench.exports import Look, exporters
from workbench.review import with_patch

_AT_ONCE = 4
"""Patches tried for one message, so that a key pressed meanwhile does not wait long."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file the page is to save; `number` tells it apart from the one before."""

    number: int
    name: str
    data: bytes


class Room:
    """What one open page works on. `epoch` counts the texts that did not come from its editor."""

    def __init__(self, drafts: Drafts, as_of: date, wanted: str = "", look: Look | None = None) -> None:
        self.drafts, self.as_of, self.look = drafts, as_of, look or Look(frame=False)
        self.page, self.seq, self.epoch, self.based_on = "", -1, 1, 0
        self.change, self.notice, self.unsaved = Change(), "", ""
        self.problems: tuple[Problem, ...] = ()
        self.sound: Reviewed | None = None
        self._seen: str | None = None
        self.parcel: Parcel | None = None
        self.draft = self._first(wanted)
        self._enter()

    def hear(self, said: Said) -> None:
        """Do what a message says, once: keep the text, review it, then what is asked for."""
        can_wait = said.ask is not None and said.ask.do == "offers" and said.text in (None, self._seen)
        with nullcontext() if can_wait else TURNS.answering():
            self._hear(said)

    def _hear(self, said: Said) -> None:
        new_page = said.page != self.page
        if not new_page and said.seq <= self.seq:
            return
        self.page, self.seq = said.page, said.seq
        self.notice, self.parcel = "", None
        # The page talked to a server that is gone: its text counts, but what it had asked for is not done twice.
        stranger = new_page and said.seq > 0
        if stranger:
            self._recognise(said)
        if said.text is not None and said.draft == self.draft.id and said.epoch == self.epoch:
            self._keep(said.text, said.version if new_page else self.draft.version)
        elif said.text is not None and said.draft != self.draft.id:
            self._keep_late(said)
        view = said.view if said.view in VIEWS else END_TO_END
        self._turn(Look(said.theme, said.frame, view, said.cloud if said.cloud in CLOUDS else ""))
        if said.ask is not None and not stranger:
            self._do(said.ask)

    def _first(self, wanted: str) -> Draft:
        """Return the draft to open: the one wanted, the last touched, or a first one for a newcomer."""
        name, text = shelf.text_of(*shelf.FIRST)
        try:
            last = next((i for i, _ in self.drafts.names()), "")
            found = (self.drafts.get(wanted) if wanted else None) or self.drafts.get(last)
            if wanted and (found is None or found.id != wanted):
                self.notice = f"There is no draft '{wanted[:80]}' any more; this is another."
            return found or self.drafts.new(name, text)
        except StoreError as error:
            self.unsaved = str(error)
            return Draft("", name, text, "", 0)

    def _recognise(self, said: Said) -> None:
        """Take a page over from a server that is gone, with the draft it was editing."""
        self.epoch = said.epoch
        held = self._stored(lambda: self.drafts.get(said.draft)) if said.draft != self.draft.id else None
        if held is not None:
            self.draft = held
            self._enter()

    def _enter(self) -> None:
        """Review the open draft; when its text is not sound, the last text of it that was."""
        self.sound, self.problems, self.change = None, (), Change()
        if not self._look_at(self.draft.text) and self.draft.sound:
            # It may have been written for an engine that knew other words; the present problems are the ones told.
            self.sound, _ = self._reviewed(self.draft.sound)

    def _look_at(self, text: str) -> bool:
        """Review a text; when it cannot be, note its problems and keep the last review. Tell whether it was sound."""
        self._seen = text
        fresh, self.problems = self._reviewed(text)
        if fresh is None:
            return False
        made = change_between(self.sound.review, fresh.review) if self.sound else Change()
        # Typing a comment changes nothing; what the edit before it changed stays in sight.
        self.change, self.sound = made or self.change, fresh
        self._stored(lambda: self.drafts.mark_sound(self.draft.id, text))
        return True

    def _turn(self, look: Look) -> None:
        """Show the picture in another look; one in which it cannot be drawn costs the author nothing but that."""
        if self.sound and look != self.look:
            try:
                self.sound.drawn(look)
            except Exception:  # the last fence, as for a text
                _LOG.exception("a picture could not be drawn")
                self.notice = "This is our fault, not yours: the picture cannot be drawn in this way; please report it."
                return
        self.look = look

    def _reviewed(self, text: str) -> tuple[Reviewed | None, tuple[Problem, ...]]:
        """Review and draw a text, or tell its problems."""
        try:
            fresh = reviewed(text, self.draft.id or "design", self.as_of)
            if self.sound:
                fresh.follow(self.sound)
            fresh.drawn(self.look)
        except InputError as error:
            return None, error.problems
        except Exception as error:  # the last fence: a fault of ours must not cost the author the page
            _LOG.exception("a text could not be reviewed")
            fault = f"this is our fault, not yours ({type(error).__name__}); the text is kept, please report it"
            return None, (Problem(fault),)
        return fresh, ()

    def _keep(self, text: str, version: int) -> None:
        """Save the text of the editor, beside the draft when someone else has changed that in the meantime."""
        self.unsaved = ""
        if text != self.draft.text or version != self.draft.version:
            saved = self._stored(lambda: self.drafts.save(self.draft.id, text, version))
            if saved is None and not self.unsaved:
                saved = self._stored(lambda: self.drafts.new(self.draft.name, text))
                self.notice = "This draft was changed in another window; what you typed is kept beside it."
                self._seen = None  # a review names the draft it is of
            self.draft = saved or replace(self.draft, text=text)
        # Most messages only ask for something: the review they ask about, with the patches weighed for it, stays.
        if text != self._seen:
            self._look_at(text)

    def _keep_late(self, said: Said) -> None:
        """Save the last keys typed into a draft that was left before they arrived."""
        text = said.text or ""
        if said.draft and not self._stored(lambda: self.drafts.save(said.draft, text, said.version)):
            self._stored(lambda: self.drafts.new(said.draft, text))

    def _stored(self, work: Callable[[], object]) -> Draft | None:
        """Do something with the store; when that fails, say so and go on without."""
        try:
            done = work()
        except StoreError as error:
            self.unsaved = str(error)
            return None
        return done if isinstance(done, Draft) else None

    def _do(self, ask: Ask) -> None:
        try:
            _DEEDS[ask.do](self, ask)
        except WorkbenchError as error:
            self.notice = str(error)
        except Exception as error:  # the last fence: the page waits for an answer
            _LOG.exception("what the page asked for could not be done")
            self.notice = f"This is our fault, not yours ({type(error).__name__}); please report it."

    def _turn_to(self, draft: Draft | None) -> None:
        if draft is None:
            self.notice = self.unsaved or "There is no such draft any more."
            return
        self.draft = draft
        self.epoch += 1
        self.based_on = 0
        self._enter()

    def _open(self, ask: Ask) -> None:
        name, text = shelf.text_of(ask.what, ask.which)
        self._turn_to(self.drafts.new(name, text))

    def _upload(self, ask: Ask) -> None:
        self._turn_to(self.drafts.new(ask.what.rpartition(".")[0] or ask.what, ask.text))

    def _switch(self, ask: Ask) -> None:
        self._turn_to(self.drafts.get(ask.what))

    def _rename(self, ask: Ask) -> None:
        self.drafts.rename(ask.what, ask.text)
        if ask.what == self.draft.id:
            self.draft = self.drafts.get(ask.what) or self.draft

    def _remove(self, ask: Ask) -> None:
        self.drafts.remove(ask.what)
        if ask.what == self.draft.id:
            self._turn_to(self._first(""))

    def _insert(self, ask: Ask) -> None:
        """Put a patch into the text; refused while that cannot be reviewed, since nothing could be promised of it."""
        if self.sound is None or self.problems:
            self.notice = "Mend the problems in the text first; then this can be inserted."
            return
        done = self.sound.review
        finding = next((f for f in done.open if f.item == ask.what), None)
        offered = with_patch(done, finding) if finding else None
        if offered is None or offered.patch is None:
            self.notice = "This edit would not help here any more."
            return
        text = with_puts(done.document, offered.patch.puts)
        self.based_on, self.epoch = self.seq, self.epoch + 1
        saved = self._stored(lambda: self.drafts.save(self.draft.id, text, self.draft.version))
        self.draft = saved or replace(self.draft, text=text)
        self._look_at(text)

    def _offers(self, _ask: Ask) -> None:
        with TURNS.spare() as ours:
            if self.sound and ours:
                self.sound.weigh(_AT_ONCE, lambda: TURNS.idle)

    def _download(self, ask: Ask) -> None:
        name = self.draft.id or "design"
        if ask.what == "yaml":
            self.parcel = Parcel(self.seq, f"{name}.yaml", self.draft.text.encode())
            return
        form = exporters().get(ask.what)
        if form is None or self.sound is None:
            self.notice = "There is nothing to download in this format yet."
            return
        made = form.render(self.sound.review, self.look)
        self.parcel = Parcel(self.seq, name + form.SUFFIX, made.encode() if isinstance(made, str) else made)

    def _here(self, _ask: Ask) -> None:
        """Nothing but to be heard: the page tells its look."""


_DEEDS: Mapping[str, Callable[[Room, Ask], None]] = {
    "open": Room._open, "upload": Room._upload, "switch": Room._switch, "rename": Room._rename,
    "remove": Room._remove, "insert": Room._insert, "offers": Room._offers, "download": Room._download,
    "here": Room._here,
}  # fmt: skip
