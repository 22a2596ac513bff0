# make demo: the main job on a real calendar server.   make test: every check that CI runs.   Both do all set-up.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
UV ?= uv
WORKERS ?= 2
CODE := core desktop resources tests benchmarks packaging

.PHONY: help demo test check unit window oracle torture bench runs-score test-servers thunderbird screenshots words docs lock set-up set-up-demo clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

set-up:
	@VENV=$(VENV) packaging/prepare.sh test

set-up-demo:
	@VENV=$(VENV) packaging/prepare.sh demo

demo: set-up-demo  ## a real calendar in, strength sessions out; the window stays open where there is a display
	@$(BIN)/liftslot demo --dir build/demo

test: set-up check unit  ## every check that CI runs

check: set-up  ## style, types, arrows, caps
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit: set-up  ## the tests; with calendar servers from Debian's packages where these can be installed
	@VENV=$(VENV) WORKERS=$(WORKERS) packaging/run_tests.sh

oracle: set-up  ## the planner against a CP-SAT model, many instances
	$(BIN)/python -m pytest -m oracle --timeout 1800

bench:  ## figures as ratios: reading, planning, syncing
	@VENV=$(VENV) packaging/prepare.sh bench
	$(BIN)/python benchmarks/read_calendar.py
	$(BIN)/python benchmarks/solve_season.py
	$(BIN)/python benchmarks/sync_calendar.py
	$(BIN)/python benchmarks/window_feel.py
	$(BIN)/python benchmarks/start_up.py

torture: set-up  ## some thousand broken calendars of other projects, fetched at run time
	$(BIN)/python tests/torture/collect.py

test-servers: set-up  ## of the tests, those on CalDAV servers from Debian's packages and those that kill at system calls
	@VENV=$(VENV) WORKERS=$(WORKERS) packaging/run_tests.sh servers

thunderbird: set-up  ## beside Thunderbird from Debian's package (76 MB): it reads, edits, and is followed
	@VENV=$(VENV) WORKERS=1 packaging/run_tests.sh thunderbird

runs-score: set-up  ## how well entries are recognised: tables and worst errors
	$(BIN)/python benchmarks/runs_score.py

docs: set-up  ## write docs/rules.md from the rule table
	$(BIN)/python packaging/write_rules_page.py

words: set-up  ## compile resources/text/*.po
	@for d in resources/text/en/LC_MESSAGES/*.po; do $(BIN)/pybabel -q compile -D $$(basename $$d .po) -d resources/text; done

lock: ## write the three lock files anew (needs uv)
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url --extra demo --extra build --extra dev pyproject.toml -o requirements-dev.txt
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url --extra demo --extra build -c requirements-dev.txt pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url --group peers -o requirements-peers.txt

clean:  ## what can be made again
	rm -rf build dist .coverage .mypy_cache .ruff_cache .import_linter_cache
