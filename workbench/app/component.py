"""Our page as a Streamlit component: one script beside this module, mounted with data and heard by one message."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from workbench import __version__

FOLDER, SCRIPT = "assets", "room.js"
_PROJECT, _PART = "ml-design-workbench", "room"
NAME = f"{_PROJECT}.{_PART}"


def mount(key: str, data: dict[str, Any]) -> Any:
    """Mount one part of the page; return the last message of the page, or None. Streamlit must be running."""
    _announce()
    result = _renderer()(key=key, data=data, on_said_change=_heard)
    return result.get("said")


def _heard() -> None:
    """Being named is enough: Streamlit lets a component keep only values that something listens to."""


def _announce() -> None:
    """Tell the running server where the script is; a checkout has no installed package in which it could look."""
    manager = get_bidi_component_manager()
    if manager.get_component_path(NAME) is None:
        manifest = ComponentManifest(_PROJECT, __version__, [ComponentConfig(_PART, FOLDER)])
        manager.register_from_manifest(manifest, Path(__file__).resolve().parent)


@cache
def _renderer() -> Any:
    return st.components.v2.component(NAME, js=SCRIPT)
