# Mỗi việc quen tay là một lệnh. `make demo` chạy thử, `make test` kiểm thử; `make help` kể hết.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
JOBS ?= 2
PYTEST := .venv/bin/python -m pytest
export PYTHON

.PHONY: help setup demo run test slow lint format types golden accuracy check messages reference lock pictures

help: ## the list of targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

# The installed state is a file: a second `make demo` only compares four dates.
.venv/base.stamp: requirements/base.txt pyproject.toml .ci/environment
	@.ci/environment base
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml .ci/environment
	@.ci/environment dev
	@touch .venv/base.stamp $@

setup: .venv/base.stamp ## make .venv with the locked dependencies and compile the messages
	@.venv/bin/python -m dondoc.config.messages compile

demo: setup ## load the demonstration province and serve it at http://127.0.0.1:8000
	@.venv/bin/dondoc demo

run: setup ## serve the database in ./data
	@.venv/bin/dondoc init
	@.venv/bin/dondoc serve

test: .venv/dev.stamp ## the suite without what is slow
	@$(PYTEST) -q -n $(JOBS) --dist loadfile -m "not slow"

slow: .venv/dev.stamp ## the tests marked slow
	@$(PYTEST) -q -m slow

lint: .venv/dev.stamp ## style, and the line of imports
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/lint-imports

format: .venv/dev.stamp ## let ruff mend what it can
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format

types: .venv/dev.stamp ## mypy: strict in core and packs
	@.venv/bin/mypy

golden: .venv/dev.stamp ## rewrite the golden files; review the diff like code
	@$(PYTEST) -q tests/core/test_reading.py tests/web/test_charts.py \
	  tests/flows/test_the_guide_tells_every_rule.py --rewrite-golden

accuracy: .venv/dev.stamp ## hold the reader against the gold readings, miss by miss
	@.venv/bin/dondoc gold score --misses gold
	@[ -z "$$DONDOC_GOLD" ] || $(PYTEST) -q -s tests/core/test_reading_gold.py

check: lint types test ## what CI runs before the slow tests

messages: .venv/dev.stamp ## bring locale/vi up to date with the source, and compile it
	@.venv/bin/python -m dondoc.config.messages update

reference: .venv/dev.stamp ## rewrite docs/reference from the code
	@.venv/bin/python -m dondoc.config.reference

lock: ## lock the dependencies with their hashes; needs uv on PATH
	@uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 \
	  --extra build pyproject.toml -o requirements/base.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 \
	  --extra build --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt

pictures: .venv/dev.stamp ## take the README's pictures anew, while `make demo` runs
	@.venv/bin/python docs/pictures/take.py
