# Everything a newcomer needs: `make demo` and `make test`. Only Python 3.11+ and make are assumed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

.PHONY: demo test e2e check lint types floors bench bench-app goldens docs clean

$(VENV)/.draw: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[draw]'
	@touch $@

$(VENV)/.dev: $(VENV)/.draw
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

$(VENV)/.e2e: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[e2e]'
	@touch $@

demo: $(VENV)/.draw
	@$(BIN)/python -m workbench demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2

# In a headless Chromium, one after the other: they share a server per module.
e2e: $(VENV)/.e2e
	$(BIN)/python -m pytest -p no:xdist -m e2e -rs tests/e2e

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

floors: $(VENV)/.dev
	$(BIN)/lint-imports

check: lint types floors test

goldens: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --update-golden

docs: $(VENV)/.dev
	$(BIN)/python -m workbench.checks.reference docs
	$(BIN)/python tools/pages.py
	$(BIN)/python tools/readme.py
	$(BIN)/python -m workbench draw scenarios/card-fraud/weak.yaml --as-of 2026-11-23 -o docs/card-fraud-weak.svg

bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python bench/run.py

bench-app: $(VENV)/.e2e
	$(BIN)/python bench/app.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist out
