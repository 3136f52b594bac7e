"""The contained layout process: whatever happens in there, the caller goes on."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench.diagram.layout import arrange, engine, worker
from workbench.diagram.layout.engine import Piece, piece_cells, piece_dot
from workbench.diagram.layout.worker import Worker, WorkerError, WorkerMissingError

from . import samples

READY = "import sys, struct, time, os\nout = sys.stdout.buffer\nout.write(struct.pack('>I', 2) + b'[]'); out.flush()\n"
CHAIN = Piece(("a", "b", "c"), (("a", "b"), ("b", "c")))


def _worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> Worker:
    """A worker whose child runs another program."""
    child = tmp_path / "child.py"
    child.write_text(program, encoding="utf-8")
    monkeypatch.setattr(worker, "_CHILD", child)
    return Worker()


def test_a_crash_is_contained_and_the_next_call_works() -> None:
    """When the process is killed under our hands, the call after that starts a new one."""
    use = Worker()
    dot = piece_dot(CHAIN)
    first = use.plain([dot])
    process = use._process
    assert process is not None
    process.popen.kill()
    process.popen.wait()
    assert use.plain([dot]) == first
    use.close()


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (READY + "sys.stdin.buffer.read(4); os._exit(139)", "stopped"),
        (READY + "time.sleep(30)", "too long"),
        (READY + "out.write(struct.pack('>I', 9) + b'not json!'); out.flush(); time.sleep(30)", "."),
    ],
)
def test_crash_hang_and_nonsense(program: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies, hangs or answers nonsense gives an error in time, and a picture all the same."""
    use = _worker(tmp_path, monkeypatch, program)
    with pytest.raises(WorkerError, match=words):
        use.plain(["digraph {}"], timeout=0.3)
    monkeypatch.setattr(engine, "TIMEOUT", 0.2)
    monkeypatch.setattr(engine, "TIMEOUT_ALONE", 0.2)
    assert len(piece_cells([CHAIN], use)[0]) == 3
    engine._hopeless.clear()
    use.close()


def test_a_process_that_cannot_start_is_not_tried_for_every_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without pygraphviz in the child, the first call says so and the next ones return at once."""
    use = _worker(tmp_path, monkeypatch, "raise SystemExit(1)")
    with pytest.raises(WorkerMissingError, match="pygraphviz"):
        use.plain(["digraph {}"])
    with pytest.raises(WorkerMissingError, match="a moment ago"):
        use.plain(["digraph {}"])
    laid = arrange(samples.fraud(), worker=use)
    assert len(laid.cards) == len(samples.fraud().nodes)


def test_what_hung_once_is_not_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that hung the process goes straight to the plain layout the next time."""
    use = _worker(tmp_path, monkeypatch, READY + "time.sleep(30)")
    monkeypatch.setattr(engine, "TIMEOUT", 0.1)
    monkeypatch.setattr(engine, "TIMEOUT_ALONE", 0.1)
    first = piece_cells([CHAIN], use)
    assert piece_dot(CHAIN) in engine._hopeless
    monkeypatch.setattr(use, "plain", lambda *_: pytest.fail("asked again"))
    assert piece_cells([CHAIN], use) == first
    engine._hopeless.clear()
    use.close()


def test_the_process_is_recycled() -> None:
    """After so many layouts a fresh process takes over, since Graphviz leaks."""
    use = Worker(recycle_after=3)
    dot = piece_dot(CHAIN)
    use.plain([dot] * 3)
    old = use._process
    use.plain([dot])
    assert use._process is not old
    use.close()


def test_threads_share_one_worker() -> None:
    """Eight threads get the answers they asked for."""
    use = Worker()
    pieces = [
        Piece(tuple(f"n{j}" for j in range(k)), tuple((f"n{j}", f"n{j + 1}") for j in range(k - 1))) for k in (2, 3, 5)
    ]
    alone = [piece_cells([p], use) for p in pieces]
    with ThreadPoolExecutor(8) as pool:
        asked = [pieces[i % 3] for i in range(48)]
        got = list(pool.map(lambda p: piece_cells([p], use), asked))
    assert got == [alone[i % 3] for i in range(48)]
    use.close()


def test_bad_dot_is_refused_and_the_process_lives_on() -> None:
    """Text that is no DOT gives None for that text alone."""
    use = Worker()
    good = piece_dot(CHAIN)
    assert [a is None for a in use.plain([good, "digraph {", good])] == [False, True, False]
    use.close()


def test_without_the_library_the_plain_layout_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """With pygraphviz gone, a picture still comes out."""
    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    assert len(arrange(samples.rag()).routes) == len(samples.rag().edges)


def test_the_child_has_no_posix_only_import_at_the_top() -> None:
    """The child program compiles and imports nothing at the top that Windows lacks."""
    text = Path(worker._CHILD).read_text(encoding="utf-8")
    compile(text, "child.py", "exec")
    assert "\nimport resource" not in text
    assert "import select" not in text
    assert sys.executable
