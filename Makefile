# The two commands of the README: `make demo` and `make test`. Each sets up what it needs.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

# Tests run in one process more than there are cores, for many of them wait for crawls.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')
READY = $(VENV)/.ready

# pywb is under the GPL and wants its own versions of things: an environment apart, for tests only.
export PYWB ?= $(CURDIR)/.cache/pywb
PYWB_NEEDS = tests/conformance/pywb-requirements.txt

# The WACZ tools bring a package under the AGPL: likewise.
export WACZ ?= $(CURDIR)/.cache/wacz
WACZ_NEEDS = tests/conformance/wacz-requirements.txt

# The readers that ours is measured beside bring a hundred packages: an environment apart as well.
PEERS ?= .cache/peers
PEERS_NEEDS = tests/benchmarks/peers.txt
OUT ?= .cache/report.html

.PHONY: demo test tests check bench bench-reading bench-speed bench-report bench-warcs bench-loading dist pywb wacz clean

demo: $(READY)
	$(BIN)/archiver demo demo-archive

test: check tests

# Compiled once, and not by each of the hundreds of processes that tests start; some of them cannot
# write a whole file.
tests: $(READY)
	$(BIN)/python -m compileall -q archiver spiders warcs tests
	PYTHONDONTWRITEBYTECODE=1 $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m tests.benchmarks.crawl $(if $(PAGES),--pages $(PAGES))

bench-warcs: $(READY)
	$(BIN)/python -m tests.benchmarks.warc_files $(PAGES) $(ARGS)

bench-reading: $(PEERS)/.ready
	$(PEERS)/bin/python -m tests.benchmarks.reading $(PAGES) $(ARGS)

bench-speed: $(PEERS)/.ready
	$(PEERS)/bin/python -m tests.benchmarks.speed $(PAGES) $(ARGS)

bench-loading: $(PEERS)/.ready
	$(PEERS)/bin/python -m tests.benchmarks.loading $(PAGES) $(ARGS)

bench-report: $(READY)
	$(BIN)/python -m tests.benchmarks.report $(PAGES) $(OUT) $(ARGS)

dist: $(READY)
	rm -rf dist
	$(BIN)/python -m build --quiet

pywb: $(PYWB)/.ready

wacz: $(WACZ)/.ready

clean:
	rm -rf $(VENV) $(PYWB) $(WACZ) $(PEERS) build dist

# Remade when the dependencies change. The pip that comes with Python 3.11 knows no --group.
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

$(PYWB)/.ready: $(PYWB_NEEDS)
	$(PYTHON) -m venv --clear $(PYWB)
	$(PYWB)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $(PYWB_NEEDS)
	touch $@

$(WACZ)/.ready: $(WACZ_NEEDS)
	$(PYTHON) -m venv --clear $(WACZ)
	$(WACZ)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $(WACZ_NEEDS)
	touch $@

$(PEERS)/.ready: $(PEERS_NEEDS) pyproject.toml
	$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --editable . --requirement $(PEERS_NEEDS)
	touch $@
