# Two commands: `make site` builds the example site, `make test` runs every check.
# They set up everything that they need in .venv and .tools, in the versions that constraints/ gives. Debian's packages
# (browsers, fonts) have none: Debian keeps only the newest of each.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test test-long test-fonts test-latest pins bench clean

site: $(VENV)/installed
	$(BIN)/hearten build

# Python keeps what it has compiled, whatever the shell says: the tests start many processes, which need it again.
test: export PYTHONDONTWRITEBYTECODE :=
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

# The browser tests in one family of fonts after the other; `make test` measures lines in each, and the rest in the first.
test-fonts: $(VENV)/tested .tools/ready
	$(BIN)/python scripts/browser.py
	set -e; for family in DejaVu Liberation Noto; do $(BIN)/pytest tests/browser -n auto --fonts $$family; done

# The same checks with the newest versions that pip finds, in an environment of its own.
test-latest:
	rm -rf .venv-latest
	$(MAKE) test VENV=.venv-latest VERSIONS=--latest

# Writes constraints/ anew, with the newest versions.
pins: $(VENV)/tested
	$(BIN)/python scripts/pins.py

# Times builds beside other generators': make bench CORPUS=make_corpus.py PEERS=folder
bench: $(VENV)/tested
	$(BIN)/python -m bench.build $(CORPUS) $(PEERS)

clean:
	rm -rf $(VENV) .venv-latest .tools public

$(VENV)/installed: pyproject.toml constraints/python.txt scripts/install.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python scripts/install.py $(VERSIONS)
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python scripts/install.py $(VERSIONS) test
	touch $@

.tools/ready: $(VENV)/tested constraints/package-lock.json scripts/checkers.py
	$(BIN)/python scripts/checkers.py
	touch $@
