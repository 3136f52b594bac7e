"""The drafting room as a person sees it: what can be read on the page and what can be done to it."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 10_000
"""Milliseconds after which a thing that does not come is a failure."""
FIRST = 30_000
"""The same for the first picture of a server, which has everything still to load."""
_VIEW = "const view = (e.cmView?.view ?? e.cmTile?.view);"
_WATCH = """stage => {
  window.drawn = false
  const seen = new MutationObserver(() => { window.drawn = true; seen.disconnect() })
  seen.observe(stage, { childList: true })
}"""
_PASTE = """(e, text) => {
  const held = new DataTransfer()
  held.setData("text/plain", text)
  e.dispatchEvent(new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true, composed: true }))
}"""


class Room:
    """One open page of the room."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def enter(self, draft: str = "") -> None:
        """Open the page, at a draft where one is named, and wait for its picture."""
        self.page.goto(f"{self.url}?draft={draft}" if draft else self.url)
        self.page.wait_for_selector(".stage svg", timeout=FIRST)

    def start(self, scenario: str = "card-fraud", which: str = "Weak draft") -> None:
        """Start a new draft from one that comes with a scenario, as from the dialog; wait until it is there."""
        before = self.draft
        self.page.get_by_role("button", name="Open", exact=True).click()
        row = self.page.locator(".scenarios li").filter(has_text=scenario)
        row.get_by_role("button", name=which, exact=True).click()
        self.until(lambda: self.draft != before)
        self.page.wait_for_selector(".gap .acts .main")

    def upload(self, name: str, data: bytes) -> None:
        """Choose a file in the dialog."""
        self.page.get_by_role("button", name="Open", exact=True).click()
        self.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})

    # ---- what is read

    @property
    def draft(self) -> str:
        """The id of the draft in the address."""
        found = re.search(r"[?&]draft=([^&]+)", self.page.url)
        return found[1] if found else ""

    @property
    def code(self) -> Locator:
        """The text field of the editor."""
        return self.page.locator(".cm-content")

    @property
    def text(self) -> str:
        """The whole text, also what is scrolled out of sight."""
        return str(self.code.evaluate(f"e => {{ {_VIEW} return view.state.doc.toString() }}"))

    @property
    def line(self) -> str:
        """The line the cursor is on."""
        get = "view.state.doc.lineAt(view.state.selection.main.head).text"
        return str(self.code.evaluate(f"e => {{ {_VIEW} return {get} }}"))

    @property
    def score(self) -> int:
        """The points on the strip."""
        return int(self.page.locator(".stats dd").first.inner_text().split()[0])

    @property
    def state(self) -> str:
        """The sentence beside the score."""
        return str(self.page.locator(".state").inner_text())

    @property
    def problems(self) -> list[str]:
        """The problems listed under the editor, with their lines."""
        rows = self.page.locator(".problems:not([hidden]) li").all_inner_texts()
        return [" ".join(row.split()) for row in rows]

    @property
    def picture(self) -> str:
        """The words and shapes of the picture, without what choosing and zooming change."""
        return str(self.page.locator(".stage svg").evaluate("e => [...e.children].map(c => c.textContent).join('|')"))

    @property
    def chosen(self) -> set[str]:
        """The ids that are outlined on the picture."""
        ids = self.page.locator(".stage .chosen").evaluate_all("all => all.map(e => e.dataset.id)")
        return set(ids)

    # ---- what is done

    def cursor(self, after: str) -> None:
        """Put the cursor behind the first place where the text says this."""
        assert after in self.text
        put = "const at = view.state.doc.toString().indexOf(after) + after.length"
        self.code.evaluate(
            f"(e, after) => {{ {_VIEW} {put}; view.dispatch({{ selection: {{ anchor: at }} }}); view.focus() }}", after
        )

    def replace(self, old: str, new: str) -> None:
        """Delete a word by hand and type another."""
        self.cursor(old)
        for _ in old:
            self.page.keyboard.press("Backspace")
        self.page.keyboard.type(new)

    def paste(self, text: str) -> None:
        """Paste a text at the end."""
        self.code.focus()
        self.page.keyboard.press("Control+End")
        self.code.evaluate(_PASTE, text)

    def download(self, suffix: str, to: pathlib.Path) -> bytes:
        """Choose a format in the menu and return what the browser was handed, named like the draft."""
        self.page.get_by_role("button", name="Download").click()
        with self.page.expect_download() as held:
            self.page.get_by_role("menuitem").filter(has=self.page.get_by_text(suffix, exact=True)).first.click()
        assert held.value.suggested_filename == self.draft + suffix
        held.value.save_as(to)
        return to.read_bytes()

    @contextmanager
    def new_picture(self) -> Iterator[None]:
        """Wait, after what is done inside, until another picture stands on the page."""
        self.page.locator(".stage").evaluate(_WATCH)
        yield
        self.page.wait_for_function("() => window.drawn")

    def until(self, holds: Callable[[], Any], patience: int = PATIENCE) -> None:
        """Wait until something holds. Raises AssertionError when it does not come to hold."""
        for _ in range(patience // 50):
            if holds():
                return
            self.page.wait_for_timeout(50)
        assert holds()

    def settled(self, server_text: Callable[[], str]) -> None:
        """Wait until what stands in the editor is what is kept."""
        self.until(lambda: server_text() == self.text)
