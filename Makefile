# One word per daily task. `.ci/run` calls the same words.
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# UV_FIND_LINKS and PIP_* of the machine are respected; no index is named here.
ifdef UV
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif
RUN_STAMP := $(VENV)/.run-stamp
DEV_STAMP := $(VENV)/.dev-stamp

.PHONY: help setup dev run test core check fix map bench docs lock clean
help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/pyvenv.cfg:
	@echo "Tạo môi trường Python..."
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): $(VENV)/pyvenv.cfg requirements.lock pyproject.toml
	@echo "Cài các gói đã khóa phiên bản..."
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(RUN_STAMP) ## environment with the program in .venv/bin/thidua
dev: $(DEV_STAMP)

run: setup ## sample ward on http://127.0.0.1:8000 (PORT=, DATA=)
	@$(BIN)/thidua sample --data "$(DATA)"
	@$(BIN)/thidua serve --data "$(DATA)" --port $(PORT)

test: dev ## every test
	@$(BIN)/python -m pytest

core: dev ## the pure tests, in seconds
	@$(BIN)/python -m pytest tests/core -q

check: dev ## format, types, map, migrations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m pytest tests/house -q

fix: dev ## format and mend what can be mended by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

map: dev ## the river of rooms, from .importlinter
	@$(BIN)/python tools/print_map.py

bench: dev ## figures into build/bench.json
	@$(BIN)/python tools/bench.py

docs: dev ## pictures and printed reference
	@$(BIN)/python tools/make_docs.py

lock: ## renew the lock files (needs uv)
	@uv pip compile --generate-hashes --python-version 3.11 --universal --no-header --no-annotate -q --extra build pyproject.toml -o requirements.lock
	@uv pip compile --generate-hashes --python-version 3.11 --universal --no-header --no-annotate -q --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what was made (never the data folder)
	@rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
