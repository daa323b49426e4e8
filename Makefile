# Every target works with Python (3.11 or later) and make alone; where uv is installed it is used, because it is faster.
# try and test start from nothing each time; the others share one environment that is made once.

PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
VENV := .venv
RUN := $(VENV)/bin/python
SOURCES := src tests evaluation docs examples

# $(call make_venv,FOLDER): a new, empty environment
make_venv = rm -rf $(1) && $(if $(UV),$(UV) venv --quiet --python $(PYTHON) $(1),$(PYTHON) -m venv $(1))
# $(call install,FOLDER) WHAT: install into it
install = $(if $(UV),$(UV) pip install --quiet --python $(1)/bin/python,$(1)/bin/python -m pip install --quiet --quiet --disable-pip-version-check)

.DEFAULT_GOAL := help
.PHONY: help try test check format gate errors bench bench-archive bench-desk train docs golden lock clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

try:  ## install into a new environment and read the example report
	@$(call make_venv,.venv-try)
	@$(call install,.venv-try) .
	@.venv-try/bin/dragoman read examples/report.txt

test:  ## install into a new environment, with pinned dependencies, and run all fast tests
	@$(call make_venv,.venv-test)
	@$(call install,.venv-test) --require-hashes -r requirements-dev.txt
	@$(call install,.venv-test) --no-deps .
	.venv-test/bin/python -m pytest -m "not slow" -n auto

check: $(VENV)/ready  ## format, lint, types, tests with the slow ones, shape
	$(VENV)/bin/ruff format --check $(SOURCES)
	$(VENV)/bin/ruff check $(SOURCES) training
	$(RUN) -m mypy
	$(RUN) -m pytest -n auto

format: $(VENV)/ready  ## put the source into its form
	$(VENV)/bin/ruff check --fix $(SOURCES) training
	$(VENV)/bin/ruff format $(SOURCES)

gate: $(VENV)/ready  ## measure the reader on reports with gold and hold it to its floors
	$(RUN) -m evaluation.gate

errors: $(VENV)/ready  ## sort the reader's errors on real reports by class, the biggest first
	$(RUN) -m evaluation.errors

bench: $(VENV)/ready  ## measure speed and memory
	$(RUN) -m evaluation.bench

bench-archive: $(VENV)/ready  ## measure an archive that grows to 10,000 reports (half an hour or more)
	$(RUN) -m evaluation.bench.archive

bench-desk: $(VENV)/ready  ## measure the desk over 10,000 reports (a quarter of an hour)
	$(RUN) -m evaluation.bench.desk

train: $(VENV)/ready  ## make the weights anew, from data to package (an hour or more; see training/README.md)
	$(call install,$(VENV)) -r training/requirements.txt
	$(RUN) training/train.py
	$(RUN) training/export.py
	$(RUN) training/evaluate.py
	$(RUN) training/card.py

docs: $(VENV)/ready  ## write the pages that are made from the source
	$(RUN) docs/generate.py
	$(RUN) docs/picture.py

golden: $(VENV)/ready  ## accept what is read now as the golden readings; look at the difference before you commit
	$(RUN) -m tests.golden.rewrite

lock:  ## resolve the dependencies anew (needs uv)
	uv lock --upgrade
	uv export --locked --no-emit-project --group dev --format requirements-txt --quiet --output-file requirements-dev.txt

clean:  ## remove environments and caches
	rm -rf $(VENV) .venv-try .venv-test .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/ready: requirements-dev.txt pyproject.toml
	$(call make_venv,$(VENV))
	$(call install,$(VENV)) --require-hashes -r requirements-dev.txt
	$(call install,$(VENV)) --no-deps --editable .
	@touch $@
