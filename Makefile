# Two commands: `make site` builds the example site, `make test` runs every check.
# They set up everything that they need in .venv and .tools.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test test-long bench clean

site: $(VENV)/installed
	$(BIN)/hearten build

test: $(VENV)/tested .tools/ready
	$(BIN)/python scripts/browser.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal -m "not long"

# What takes longer, and every property on fresh random examples: SEED=… for those of an earlier run, whose seed it printed.
test-long: $(VENV)/tested .tools/ready
	$(BIN)/python scripts/browser.py
	$(BIN)/pytest -n auto --dist worksteal -m "long or hypothesis" --timeout 3600 \
		--hypothesis-profile fresh $(if $(SEED),--hypothesis-seed $(SEED))

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
