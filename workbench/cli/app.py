"""`workbench app`: the drafting room in the browser."""

from __future__ import annotations

import argparse
from importlib import import_module

from workbench.errors import WorkbenchError

_HIGHEST_PORT = 65_535


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--port", type=_port, default=8501, help="port to serve at (default: 8501)")
    parser.add_argument(
        "--address", default="localhost", help="address to serve at (default: localhost, this machine only)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port from 1 to {_HIGHEST_PORT}")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped. The app is a face beside this one, so it is reached by name and only when it is wanted."""
    try:
        server = import_module("workbench.app.server")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("streamlit", "starlette"):
            raise
        raise WorkbenchError("the app is not installed: pip install 'ml-design-workbench[app]'") from None
    server.serve(options.port, options.address, open_browser=not options.no_browser)
    return 0
