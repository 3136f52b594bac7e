"""A server of the drafting room in a process of its own, which can be stopped dead and started again."""

from __future__ import annotations

import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from typing import IO

ROOT = pathlib.Path(__file__).parents[2]
START, STOP = 30.0, 10.0
"""Seconds a server may take to answer for the first time, and to be gone."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on just now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Server:
    """The drafting room on a port of this machine, with its drafts and its log in a folder."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.home = folder / "home"
        self.log = folder / "server.log"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._out: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the room is."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def pid(self) -> int:
        """The server's process; 0 when it is not running."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the server and wait until it answers. Raises AssertionError with its log when it does not."""
        self._out = self.log.open("ab")
        words = ["app", "--port", str(self.port), "--address", "127.0.0.1", "--no-browser"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "workbench", *words],
            cwd=ROOT, env={**os.environ, "WORKBENCH_HOME": str(self.home)}, stdin=subprocess.DEVNULL,
            stdout=self._out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        end = time.monotonic() + START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(self.log.read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.05)

    def freeze(self) -> None:
        """Let the server hear nothing more, as a machine that hangs; where a system cannot, it is killed."""
        assert self._process
        self._process.send_signal(getattr(signal, "SIGSTOP", signal.SIGTERM))

    def kill(self) -> None:
        """Stop the server without a word, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait(STOP)
            self._process = None
        if self._out:
            self._out.close()
            self._out = None

    def saved(self, draft: str) -> str:
        """Return what is kept on disk of a draft, read behind the server's back."""
        with closing(sqlite3.connect(self.home / "drafts.sqlite3", timeout=5)) as db:
            row = db.execute("select text from drafts where id = ?", (draft,)).fetchone()
        return str(row[0]) if row else ""

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=1) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
