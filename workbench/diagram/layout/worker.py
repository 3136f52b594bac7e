"""Graphviz kept in a child process, so that a crash, a hang or a leak never reaches the caller."""

from __future__ import annotations

import atexit
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from workbench.errors import DrawError

RECYCLE_AFTER = 1000
START_TIMEOUT = 20.0
START_AGAIN_AFTER = 60.0
_CHILD = Path(__file__).with_name("child.py")


class WorkerError(DrawError):
    """The layout process crashed, hung or answered nonsense; it is started anew on the next call."""


class WorkerMissingError(WorkerError):
    """The layout process cannot be started here; there is no point in asking again at once."""


class _Process:
    """One running child with a thread that reads its frames into a queue."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _bootstrap()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # On Windows a child would otherwise open a window of its own.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.renders = 0
        self.frames: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=self._read, name="layout-reader", daemon=True).start()

    def _read(self) -> None:
        stream = self.popen.stdout
        if stream is not None:
            while (frame := _frame(stream)) is not None:
                self.frames.put(frame)
        self.frames.put(None)

    def receive(self, deadline: float) -> bytes:
        try:
            frame = self.frames.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise WorkerError("the layout process took too long") from None
        if frame is None:
            raise WorkerError("the layout process stopped")
        return frame

    def send(self, data: bytes) -> None:
        stream = self.popen.stdin
        try:
            if stream is not None:
                stream.write(struct.pack(">I", len(data)) + data)
                stream.flush()
        except OSError:
            raise WorkerError("the layout process stopped") from None

    def kill(self) -> None:
        self.popen.kill()
        self.popen.wait()
        for stream in (self.popen.stdin, self.popen.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # a half-written frame cannot be flushed to a dead process
                    continue


def _bootstrap() -> str:
    """Return the child's command line: our own module search path, then the child program.

    The search path is handed over because an isolated interpreter does not see the caller's `sys.path`,
    which is where an app, a notebook or a test run may have put the libraries.
    """
    return f"import sys, runpy; sys.path[:] = {sys.path!r}; runpy.run_path({str(_CHILD)!r}, run_name='__main__')"


def _frame(stream: IO[bytes]) -> bytes | None:
    """Read one frame; None at the end of the stream."""
    try:
        head = stream.read(4)
        if len(head) < 4:
            return None
        size = struct.unpack(">I", head)[0]
        data = stream.read(size)
    except (OSError, ValueError):  # closed under our hands by kill()
        return None
    return data if len(data) == size else None


class Worker:
    """A child process that lays graphs out; thread-safe, one request at a time."""

    def __init__(self, recycle_after: int = RECYCLE_AFTER) -> None:
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._recycle_after = recycle_after
        self._not_before = 0.0
        self._owner = os.getpid()

    def close(self) -> None:
        """End the child process, if one runs."""
        with self._lock:
            self._stop()

    def plain(self, dots: list[str], timeout: float = 2.0) -> list[str | None]:
        """Return Graphviz's plain output for every DOT text, None where Graphviz refused one.

        Raises WorkerError when the process crashed, hung for `timeout` seconds or answered nonsense.
        """
        with self._lock:
            process = self._running()
            try:
                process.send(json.dumps(dots).encode())
                answer = json.loads(process.receive(time.monotonic() + timeout))
            except (WorkerError, ValueError) as error:
                self._stop()
                raise WorkerError(str(error)) from None
            process.renders += len(dots)
        return [a if isinstance(a, str) else None for a in answer]

    def _running(self) -> _Process:
        if self._owner != os.getpid():
            # A forked copy of us must not talk into the pipes of the process it was copied from.
            self._process, self._owner = None, os.getpid()
        old = self._process
        if old is not None and (old.popen.poll() is not None or old.renders >= self._recycle_after):
            self._stop()
        if self._process is None:
            self._process = self._started()
        return self._process

    def _started(self) -> _Process:
        if time.monotonic() < self._not_before:
            raise WorkerMissingError("the layout process did not start a moment ago")
        process = None
        try:
            process = _Process()
            process.receive(time.monotonic() + START_TIMEOUT)
        except (WorkerError, OSError):
            if process is not None:
                process.kill()
            self._not_before = time.monotonic() + START_AGAIN_AFTER
            raise WorkerMissingError("the layout process did not start; is pygraphviz installed?") from None
        return process

    def _stop(self) -> None:
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
        self._process = None


_shared: list[Worker] = []
_shared_lock = threading.Lock()


def shared() -> Worker:
    """Return the one worker of this process; it ends with the process."""
    with _shared_lock:
        if not _shared:
            _shared.append(Worker())
            atexit.register(_shared[0].close)
        return _shared[0]
