# Needs only Python 3.11 and make. Everything is installed into $(VENV) from the lock files.
PYTHON ?= python3
VENV   ?= .venv
DATA   ?= data
PLANS  ?=
HOST   ?= 127.0.0.1
PORT   ?= 7860
BIN    := $(VENV)/bin
# what is judged: PLANS, else the five real plans where they lie beside the project, else the examples
FIELDS := evals/gold/other_fields
JUDGED := $(or $(PLANS),$(wildcard ../shared/plans),ingest/examples)

.PHONY: install install-dev install-ocr run test search check lint format types contracts bench eval gate lock clean

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev
install-ocr: $(VENV)/.installed-ocr  ## recognise scanned pages (300 MB)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-dev.lock
	touch $@

$(VENV)/.installed-ocr: requirements-ocr.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-ocr.lock
	touch $@

run: install  ## read PLANS (or the shipped examples into an empty library) and serve page and API
	$(BIN)/plan-assistant --data $(DATA) serve --host $(HOST) --port $(PORT) $(if $(PLANS),--plans $(PLANS))

test: install-dev
	$(BIN)/python -m pytest

search: install-dev  ## the tests whose input is free, each time with other examples than those of `make test`
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile search

lint: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: install-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: install-dev
	$(BIN)/mypy

contracts: install-dev
	$(BIN)/lint-imports

check: lint types contracts test

bench: install-dev  ## also: python -m evals.benchmarks ingest|latency|fuzz --help
	$(BIN)/python -m evals.benchmarks $(if $(PLANS),--plans $(PLANS))

eval: install-dev  ## every question of the gold; the report lies in report/
	$(BIN)/plan-assistant eval --plans $(JUDGED)

gate: install-dev  ## a part of every kind of question, and the reading; fails below evals/thresholds.toml
	$(BIN)/plan-assistant eval --plans $(JUDGED) --sample 240 --report report/gate
	$(BIN)/plan-assistant eval extraction --plans $(JUDGED) --report report/gate
	$(BIN)/plan-assistant eval --gold $(FIELDS) --plans $(FIELDS)/plans --report report/gate-fields

lock:  ## resolve the lock files anew (needs uv)
	uv pip compile --quiet --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    pyproject.toml -o requirements.lock
	uv pip compile --quiet --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --extra ocr -c requirements.lock pyproject.toml -o requirements-ocr.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache report
