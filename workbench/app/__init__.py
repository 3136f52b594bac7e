"""The drafting room in the browser: the only package that imports streamlit."""
