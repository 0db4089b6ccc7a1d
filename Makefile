# Everything a person does here; `make` alone explains it. Needs Python 3.11 or newer, git and make.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# Checks read the settings too: let them not make a home (keys, database) in the work tree.
CHECK := MINNELIJK_HOME=.venv/check
PO := $(wildcard minnelijk/*/locale/*/LC_MESSAGES/django.po minnelijk/rooms/*/locale/*/LC_MESSAGES/django.po)
FONTS := $(wildcard minnelijk/rooms/parts/fonts.py)

.PHONY: help install demo demo-fresh test torture check mutants bench format docs lock

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

install: .venv/.installed .venv/.translations $(if $(FONTS),.venv/.fonts) ## make .venv with everything in it (a second when nothing changed)
	@echo "Everything is installed."

demo: install ## start the demo: invented people, every room, no set-up
	@$(BIN)/minnelijk demo

demo-fresh: install ## the same, after throwing the demo's own data away
	@$(BIN)/minnelijk demo --fresh

test: check ## the checks, then all tests on SQLite and again on PostgreSQL
	@$(BIN)/python -m tests.tools.suite

torture: install ## kill it 500 times on each database: nothing lost, nothing twice (docs/torture.md)
	@$(BIN)/python -m tests.torture

check: install ## format, style, types, floors, migrations (under a minute)
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --config pyproject.toml >.venv/floors.txt || { cat .venv/floors.txt; exit 1; }
	@$(CHECK) $(BIN)/minnelijk makemigrations --check --dry-run
	@$(CHECK) $(BIN)/mypy --no-error-summary
	@$(CHECK) $(BIN)/minnelijk docs --check
	@echo "The checks pass."

mutants: install ## break the law one small thing at a time: does a test of the law notice? (docs/mutation-testing.md)
	@$(BIN)/python -m tests.tools.mutants

bench: install ## how fast this machine does the work, and with how much memory (docs/benchmarks.md)
	@for name in $$($(BIN)/minnelijk bench --names); do $(BIN)/minnelijk bench $$name --json; done

format: install ## put the code in shape
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

docs: install ## write the generated pages in docs/ again
	@$(CHECK) $(BIN)/minnelijk docs

lock: .venv/bin/uv ## choose the newest allowed versions again and pin them with their hashes
	@$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --all-extras --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 pyproject.toml --output-file requirements.lock

.venv/bin/uv:
	@test -n "$(PYTHON)" || { echo "Minnelijk needs Python 3.11 or newer; none was found."; exit 1; }
	@echo "Making .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/.installed: .venv/bin/uv requirements.lock pyproject.toml
	@echo "Installing what requirements.lock pins ..."
	@VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet requirements.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --editable .
	@touch $@

.venv/.translations: .venv/.installed $(PO) minnelijk/site/translations.py
	@$(BIN)/python -m minnelijk.site.translations
	@touch $@

.venv/.fonts: .venv/.installed $(FONTS)
	@$(BIN)/python -m minnelijk.rooms.parts.fonts
	@touch $@
