"""What Streamlit runs for each visitor and each message."""

from workbench.app.page import main

main()
