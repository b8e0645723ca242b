# Two commands: `make site` builds the example site, `make test` runs every check.
# They set up everything that they need in .venv and .tools.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test test-fonts bench clean

site: $(VENV)/installed
	$(BIN)/hearten build

test: $(VENV)/tested .tools/ready
	$(BIN)/python scripts/browser.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

# The browser tests in one family of fonts after the other; `make test` measures lines in each, and the rest in the first.
test-fonts: $(VENV)/tested .tools/ready
	$(BIN)/python scripts/browser.py
	set -e; for family in DejaVu Liberation Noto; do $(BIN)/pytest tests/browser -n auto --fonts $$family; done

# Times builds beside other generators': make bench CORPUS=make_corpus.py PEERS=folder
bench: $(VENV)/tested
	$(BIN)/python -m bench.build $(CORPUS) $(PEERS)

clean:
	rm -rf $(VENV) .tools public

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

.tools/ready: $(VENV)/tested scripts/checkers.py
	$(BIN)/python scripts/checkers.py
	touch $@
