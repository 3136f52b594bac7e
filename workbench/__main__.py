"""Run the command line with `python -m workbench`."""

from workbench.cli.main import entry

entry()
