# Each target is a line or two; the work is in the tools. Variables: PYTHON, and PORT, HOST and VAR for `make serve`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
MANAGE := DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py

.PHONY: serve test coverage check lint types templates migrations deployable translations format messages screenshots bench drill audit

serve: $(VENV)/.serving  ## the site on http://localhost:8000
	@$(BIN)/python -m compileall -q editions forumsite && $(BIN)/python -m forumsite.serve

test: $(VENV)/.testing  ## every test: on SQLite, on PostgreSQL, in a browser
	@$(BIN)/python -m tests.tiers

coverage: $(VENV)/.testing  ## which branches the tests on SQLite take; several times as long as the tests
	$(BIN)/coverage erase && $(BIN)/coverage run -m pytest -n 2 -m "not browser and not drill and not postgres_only"
	$(BIN)/coverage combine -q && $(BIN)/coverage report

check: lint types templates migrations deployable translations  ## everything that is proved without running the site

lint: $(VENV)/.testing
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.testing
	$(BIN)/mypy

templates: $(VENV)/.testing
	$(BIN)/djlint --lint --quiet templates

migrations: $(VENV)/.testing
	$(MANAGE) makemigrations --check --dry-run

deployable: $(VENV)/.testing
	$(BIN)/python -m tests.deployable

translations: $(VENV)/.testing
	$(BIN)/python -m forumsite.messages check

format: $(VENV)/.testing
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

messages: $(VENV)/.testing  ## gather the interface's words and compile their translations; needs gettext
	$(BIN)/python -m forumsite.messages gather

screenshots: $(VENV)/.testing  ## every kind of page in each language, light and dark, wide and narrow, into screenshots/
	$(BIN)/python -m tests.screenshots

audit: $(VENV)/.testing  ## licences, the list of parts in sbom.json, known weaknesses; says so when nobody could be asked
	@$(BIN)/python requirements/audit

bench: $(VENV)/.testing  ## everything that is measured, side by side; SHORT=1: under five minutes; RECORD=1: into benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks $(if $(SHORT),--short) $(if $(RECORD),--record)

drill: $(VENV)/.testing  ## faults made on purpose on a served site: kills, outages, crowds; a quarter of an hour; DRILL=name for one
	@$(BIN)/python -m tests.drills

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip uninstall -qq --yes --disable-pip-version-check setuptools && touch $@

$(VENV)/.serving: requirements.txt $(VENV)/.made
	@echo "Installing what serving needs" && $(INSTALL) $< && touch $@

$(VENV)/.testing: requirements/test.txt $(VENV)/.made
	@echo "Installing what the tests need" && $(INSTALL) $< && touch $@
