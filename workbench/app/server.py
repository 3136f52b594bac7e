"""The server around the page: its settings, its headers, and starting it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).resolve().with_name("script.py")
SETTINGS: Mapping[str, object] = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.postScriptGC": False,  # a full collection after every message took half of the processor
    "server.address": "localhost",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,
    "server.maxMessageSize": 64,
    "global.disableWidgetStateDuplicationWarning": True,
}
"""Settings by name; .streamlit/config.toml says the same for `streamlit run`, and a test keeps the two equal."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
}
"""Headers of every answer: nothing is fetched from elsewhere, nobody else frames the page."""


class _Headers:
    """Add the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def middleware() -> list[Middleware]:
    """Return what wraps every request."""
    return [Middleware(_Headers)]


def warm_up() -> None:
    """Load what the first page needs, while server and browser are still starting."""
    from workbench.app import shelf  # here, so that the server need not wait for it
    from workbench.app.payload import kit
    from workbench.app.reviewing import reviewed
    from workbench.exports import Look

    try:
        kit()
        name, text = shelf.text_of(*shelf.FIRST)
        reviewed(text, name, date.today()).drawn(Look(frame=False))
    except Exception:  # the page meets the same fault where somebody can be told of it
        logging.getLogger(__name__).exception("the server could not be warmed up")


def serve(port: int = 8501, address: str = "localhost", *, open_browser: bool = True) -> None:
    """Serve the drafting room until it is stopped."""
    Thread(target=warm_up, daemon=True).start()
    app = st.App(SCRIPT, middleware=middleware())
    own = {"server.port": port, "server.address": address, "server.headless": not open_browser}
    app.run(config={**SETTINGS, **own})
