SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST_FLAGS ?= -n 2 --dist worksteal

.PHONY: help setup demo up test lint format bench engines messages lock clean

help: ## List every command
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(STAMP) ## Install Amends and its tools into .venv
	@:

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Amends needs Python 3.11 or later: set PYTHON=python3.x")'
	@echo "Installing into $(VENV) (half a minute)"
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)
	@echo "Installed. To use it: . $(BIN)/activate, then amends --help; or make demo"

demo: setup ## Start everything with a small simulated retailer
	@exec $(BIN)/amends demo $(ARGS)

up: setup ## Start the database, the web server and the worker
	@exec $(BIN)/amends up $(ARGS)

test: setup ## Run the whole test suite
	@$(BIN)/python -m pytest $(PYTEST_FLAGS) $(ARGS)

lint: setup ## Check style, types, imports, templates and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint src --check --lint
	@$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --settings amends.app.config.settings

format: setup ## Write the code and the templates in the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint src --reformat --quiet

bench: setup ## Run the benchmarks
	@$(BIN)/python -m bench $(ARGS)

engines: setup ## Install the data engines and peers that some tests and benchmarks run against
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-engines.lock

messages: setup ## Collect and compile the texts that are translated
	@$(BIN)/python -m amends.app.locale

lock: setup ## Lock the latest compatible versions of all dependencies
	@command -v uv > /dev/null || { echo "make lock needs uv (pip install uv)"; exit 1; }
	@uv pip compile pyproject.toml --extra server --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --upgrade --quiet -o requirements.lock
	@uv pip compile pyproject.toml --extra engines --constraint requirements.lock --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet -o requirements-engines.lock

clean: ## Remove .venv and every cache
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
