"""The drafting room under a stopwatch: last key to new picture, thirty people at once, memory, cold start."""

from __future__ import annotations

import os
import pathlib
import platform
import statistics
import sys
import tempfile
import time
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from forty import design_text  # noqa: E402 - this folder is no package

from tests.e2e.browsing import ABSENT, launched  # noqa: E402 - found through the line above
from tests.e2e.room import Room  # noqa: E402
from tests.e2e.serving import Server  # noqa: E402

COMPONENTS, EDITS, REST = 40, 20, 1200
PEOPLE, SECONDS, EVERY = 30, 40, 4.0
LOST = 10_000
"""Milliseconds after which an edit without a new picture counts as an error."""
AT = "replicas: 3"
_SHOWN = "requestAnimationFrame(() => setTimeout(() => { %s }))"  # the frame with the change has been painted
_CLOCK = """stage => {
  window.pressed = window.shown = null
  const code = stage.getRootNode().querySelector(".cm-content")
  code.addEventListener("keydown", () => { window.pressed = performance.now() }, { once: true, capture: true })
  const seen = new MutationObserver(() => { seen.disconnect(); SHOWN })
  seen.observe(stage, { childList: true })
}""".replace("SHOWN", _SHOWN % "window.shown = performance.now()")
_PERSON = """(e, { every, first, seconds, lost, at }) => {
  const view = (e.cmView?.view ?? e.cmTile?.view), stage = e.getRootNode().querySelector(".stage")
  const from = view.state.doc.toString().indexOf(at) + at.length, end = performance.now() + seconds * 1000
  const told = window.told = { times: [], errors: 0, done: false }
  let long = false
  const edit = () => {
    if (performance.now() > end) { told.done = true; return }
    const start = performance.now()
    const next = ms => { told.times.push(ms); setTimeout(edit, Math.max(0, every * 1000 - ms)) }
    const late = setTimeout(() => { seen.disconnect(); told.errors += 1; next(lost) }, lost)
    const seen = new MutationObserver(() => { seen.disconnect(); clearTimeout(late); SHOWN })
    seen.observe(stage, { childList: true })
    const changes = long ? { from, to: from + 1 } : { from, insert: "0" }
    view.dispatch({ changes, userEvent: long ? "delete.backward" : "input.type" })
    long = !long
  }
  setTimeout(edit, first * 1000)
}""".replace("SHOWN", _SHOWN % "next(performance.now() - start)")


def p95(times: list[float]) -> float:
    """Return the smallest time that at least 95 of 100 do not exceed."""
    return sorted(times)[max(0, -(-95 * len(times) // 100) - 1)]


def verdict(times: list[float], middle: float | None, high: float) -> str:
    """Return median and p95 in words, with the aim and whether it is met."""
    median, top = statistics.median(times), p95(times)
    met = (middle is None or median <= middle) and top <= high
    aim = f"p95 {high:.0f}" if middle is None else f"{middle:.0f} and {high:.0f}"
    told = f"median {median:.0f} ms, p95 {top:.0f} ms, slowest {max(times):.0f} ms ({len(times)} edits)"
    return f"{told}; aim {aim} ms: {'met' if met else 'MISSED'}"


def memory(pid: int) -> float | None:
    """Return the resident megabytes of a process and its children; None where the system has no /proc."""
    proc = pathlib.Path("/proc")
    if not (proc / str(pid)).is_dir():
        return None
    held, parents = {}, {}
    for status in proc.glob("[0-9]*/status"):
        try:
            rows = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
        except OSError:
            continue  # it ended while we looked
        own = int(rows["Pid"])
        held[own], parents[own] = int(rows.get("VmRSS", "0 kB").split()[0]) / 1024, int(rows["PPid"])
    family = {pid}
    while more := {p for p, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(held[p] for p in family)


def person(browser: Any, url: str, number: int, faults: list[str]) -> Room:
    """Return the room of one person, in a browser context of their own, with a forty-component draft open."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    room = Room(page, url)
    room.enter()
    text = design_text(COMPONENTS)
    room.upload(f"person {number}.yaml", text.encode())
    room.until(lambda: room.text == text, 60_000)
    page.locator(f'.wb-card[data-id="part_{COMPONENTS - 1}"]').wait_for()
    return room


def cold_start(server: Server, driver: Any) -> Any:
    """Start server and browser from nothing; print when the first picture stood there, and return the browser."""
    start = time.perf_counter()
    server.start()
    answered = time.perf_counter()
    browser = launched(driver)
    if browser is None:
        sys.exit(ABSENT)
    room = Room(browser.new_page(), server.url)
    room.enter()
    first = time.perf_counter()
    room.page.reload()
    room.page.wait_for_selector(".stage svg")
    again = time.perf_counter()
    room.page.close()
    print("cold start to first paint of a picture (the weak card-fraud draft)")
    print(
        f"  server answers after {answered - start:.2f} s; fresh browser and page {first - answered:.2f} s more; ",
        end="",
    )
    print(f"{first - start:.2f} s in all; reload {again - first:.2f} s")
    return browser


def alone(browser: Any, server: Server) -> None:
    """Print how long one person waits for the picture after a real key press."""
    faults: list[str] = []
    room = person(browser, server.url, 0, faults)
    room.page.wait_for_timeout(3000)
    room.cursor(AT)
    times = []
    for turn in range(EDITS):
        room.page.locator(".stage").evaluate(_CLOCK)
        room.page.keyboard.press("Backspace" if turn % 2 else "0")
        room.page.wait_for_function("() => window.shown", timeout=LOST)
        times.append(float(room.page.evaluate("() => window.shown - window.pressed")))
        room.page.wait_for_timeout(REST)
    room.page.context.close()
    print(f"last key to new picture on screen, {COMPONENTS} components, one person, wait for the next key included")
    print(f"  {verdict(times, 250, 500)}; page errors: {len(faults)}")


def together(browser: Any, server: Server) -> None:
    """Print how long thirty people wait who edit at once, and what each of them costs the server."""
    faults: list[str] = []
    before = memory(server.pid)
    rooms = [person(browser, server.url, n, faults) for n in range(1, PEOPLE + 1)]
    rooms[0].page.wait_for_timeout(3000)
    for number, room in enumerate(rooms):
        told = {"every": EVERY, "first": 1 + number * EVERY / PEOPLE, "seconds": SECONDS, "lost": LOST, "at": AT}
        room.code.evaluate(_PERSON, told)
    rooms[0].page.wait_for_timeout((SECONDS + EVERY) * 1000 + LOST)
    told = [room.page.evaluate("() => window.told") for room in rooms]
    times = [ms for one in told for ms in one["times"]]
    errors = sum(one["errors"] for one in told) + len(faults)
    unsaved = sum(room.text != server.saved(room.draft) for room in rooms)
    after = memory(server.pid)
    print(
        f"{PEOPLE} people editing at once: pages in {PEOPLE} contexts of one Chromium on this same machine, so browser"
    )
    print(f"and server share its cores; each edits a draft of its own, {COMPONENTS} components, every {EVERY:.0f} s")
    print(f"  {verdict(times, None, 1000)}; errors {errors}, drafts not saved {unsaved}; aim none")
    if before is not None and after is not None:
        print(f"memory of the server: {before:.0f} MB before, {after:.0f} MB with {PEOPLE} people: ", end="")
        print(f"{(after - before) / PEOPLE:.1f} MB per person")
    for room in rooms:
        room.page.context.close()


def main() -> None:
    """Measure on a fresh server with an empty data folder."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        sys.exit("Playwright is not installed: make bench-app installs it")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}, headless Chromium\n")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as driver:
        server = Server(pathlib.Path(folder))
        try:
            browser = cold_start(server, driver)
            alone(browser, server)
            together(browser, server)
            browser.close()
        finally:
            server.kill()


if __name__ == "__main__":
    main()
