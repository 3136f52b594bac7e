"""What surrounds the page: settings, headers, and a script that is what its sources say and asks nobody."""

from __future__ import annotations

import asyncio
import hashlib
import pathlib
import re
import tomllib
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.app_discovery import discover_asgi_app

from workbench.app.lexicon import lexicon
from workbench.app.server import HEADERS, SCRIPT, SETTINGS, middleware, warm_up

ROOT = pathlib.Path(__file__).parents[2]
APP = ROOT / "workbench" / "app"


def test_both_ways_to_start_have_the_same_settings() -> None:
    """`workbench app` and `streamlit run` differ in nothing."""
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert {f"{part}.{name}": value for part, held in told.items() for name, value in held.items()} == dict(SETTINGS)


def test_the_traps_are_closed() -> None:
    """No statistics leave the machine, no collection after every message, no large upload."""
    assert SETTINGS["browser.gatherUsageStats"] is False
    assert SETTINGS["runner.postScriptGC"] is False
    assert SETTINGS["server.maxUploadSize"] == 1


def test_streamlit_finds_the_app() -> None:
    """`streamlit run streamlit_app.py` starts the server with our headers around it."""
    assert discover_asgi_app(ROOT / "streamlit_app.py").app_name == "app"
    assert SCRIPT.is_file()


def test_the_first_page_finds_everything_loaded(caplog: pytest.LogCaptureFixture) -> None:
    """Warming up reads the words of the language and draws the newcomer's draft, without a fault."""
    lexicon.cache_clear()
    warm_up()
    assert lexicon.cache_info().currsize == 1
    assert caplog.records == []


def test_every_answer_carries_the_headers() -> None:
    """Nobody else frames the page, and the browser fetches nothing from elsewhere."""
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("x"))], middleware=middleware())
    sent: list[Any] = []

    async def ask() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "root_path": ""}
        await app(scope, receive, send)

    asyncio.run(ask())
    given = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    assert {k.lower(): v for k, v in HEADERS.items()}.items() <= given.items()
    assert "default-src 'self'" in given["content-security-policy"]
    assert not re.search(r"https?:", given["content-security-policy"])


def test_the_script_is_built_from_the_sources_beside_it() -> None:
    """Whoever changes a source builds again (README beside the sources); a stale script is not shipped."""
    sources = sorted((APP / "web" / "src").iterdir(), key=lambda p: p.name)
    text = "\n".join(f"{p.name}\n{p.read_bytes().decode('utf-8').replace(chr(13) + chr(10), chr(10))}" for p in sources)
    mark = hashlib.sha256(text.encode("utf-8")).hexdigest()
    with (APP / "assets" / "room.js").open(encoding="utf-8") as file:
        assert file.readline().strip() == f"/* made from sources {mark} */"


def test_our_script_names_no_other_host_and_parses_no_markup() -> None:
    """Fonts and code come with it; text of a design is never given to anything that reads HTML."""
    script = (APP / "assets" / "room.js").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([\w.-]+)", script))
    assert hosts <= {"www.w3.org"}
    for path in (APP / "web" / "src").glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source), (
            path.name
        )
    assert (APP / "assets" / "room.licences.txt").read_text(encoding="utf-8").count("(MIT)") >= 10
