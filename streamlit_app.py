"""The drafting room: `streamlit run streamlit_app.py`."""

import streamlit as st

from workbench.app.server import SCRIPT, middleware

app = st.App(SCRIPT, middleware=middleware())
