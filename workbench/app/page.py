"""The page: Streamlit carries messages between the room and our script, and otherwise steps back."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import streamlit as st

from workbench.app.component import mount
from workbench.app.home import data_folder
from workbench.app.messages import said_of
from workbench.app.payload import icons, kit, payload
from workbench.app.room import Room
from workbench.app.store import Drafts
from workbench.exports import Look

ICON = Path(__file__).resolve().parent / "assets" / "icon.png"
ROOM, KEY = "workbench_room", "room"
LOOK_COOKIE = "workbench_look"
_HIDDEN = ("stHeader", "stToolbar", "stDecoration", "stStatusWidget")
_CHROME = f"""<style>
{", ".join(f'[data-testid="{name}"]' for name in _HIDDEN)} {{ display: none }}
[data-testid="stMainBlockContainer"] {{ padding: 0; max-width: none }}
[data-testid="stMain"], [data-testid="stAppViewContainer"] {{ overflow: hidden }}
[data-stale="true"] {{ opacity: 1 !important; transition: none !important }}
</style>"""
"""Streamlit's own look gives way: no header, no margins, and nothing pales while an answer is on its way."""


def main() -> None:
    """Show the page of this visitor."""
    st.set_page_config(page_title="Workbench", page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
    st.html(_CHROME)
    mount("kit", kit())
    _room_part()


@st.fragment
def _room_part() -> None:
    """Hear what the page said and show what came of it; only this part runs again for an edit."""
    room = _room()
    said = said_of((st.session_state.get(KEY) or {}).get("said"))
    if said is not None:
        room.hear(said)
    mount("icons", icons(room))
    mount(KEY, payload(room))
    if room.draft.id and st.query_params.get("draft") != room.draft.id:
        st.query_params["draft"] = room.draft.id


def _room() -> Room:
    if ROOM not in st.session_state:
        drafts = Drafts(data_folder(os.environ))
        today = date.today()  # the visitor's calendar is not known; the server's day is printed with every review
        st.session_state[ROOM] = Room(drafts, today, st.query_params.get("draft", ""), _remembered_look())
    room: Room = st.session_state[ROOM]
    return room


def _remembered_look() -> Look:
    """Return the look the page kept in a cookie, so that the first picture already has it."""
    kept = str(st.context.cookies.get(LOOK_COOKIE, ""))
    return Look("dark" if kept.startswith("dark-") else "light", kept.endswith("-frame"))
