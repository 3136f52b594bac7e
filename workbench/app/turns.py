"""Whose turn it is: what somebody waits for goes before what can wait, across all visitors of one server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """Counts the answers being made; lets work that can wait run one at a time, and only while nobody waits.

    Python runs one thread at a time: whatever one visitor's spare work takes, another one's key would wait for.
    """

    def __init__(self) -> None:
        self._counting, self._spare = Lock(), Lock()
        self._answers = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Make an answer somebody waits for."""
        with self._counting:
            self._answers += 1
        try:
            yield
        finally:
            with self._counting:
                self._answers -= 1

    @property
    def idle(self) -> bool:
        """True while nobody waits for an answer."""
        return self._answers == 0

    @contextmanager
    def spare(self) -> Iterator[bool]:
        """Do work that can wait; False when it is somebody else's turn for that."""
        got = self._spare.acquire(blocking=False)
        try:
            yield got
        finally:
            if got:
                self._spare.release()


TURNS = Turns()
"""The turns of this server."""
