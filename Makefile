# Every target sets up what it needs. `make` or `make help` lists them.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup runtime run test lint browser bench soak messages lock

PY := .venv/bin/python
UV := .venv/bin/uv
LOCKING := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# The first Python that is new enough; PYTHON=… names another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c '$(NEW_ENOUGH)' 2>/dev/null; then echo $$p; break; fi; done)
BOOTSTRAP = @python=$(PYTHON); $${python:-python3} tools/bootstrap.py

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: ## Make .venv with everything, the tools for tests included
	$(BOOTSTRAP) dev

runtime:
	$(BOOTSTRAP) runtime

run: runtime ## Serve the desk with demo data (PORT=8000); Ctrl-C stops it
	@$(PY) -m mediso.embedded

test: lint ## All checks and tests
	$(PY) -m mediso.embedded.translations
	$(PY) -m pytest -n 2 --dist worksteal

lint: setup ## Style, types, import contracts, migrations and translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --lint --quiet templates
	$(PY) -m mypy .
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) -m tools.messages check
	DJANGO_SETTINGS_MODULE=mediso.settings.test $(PY) manage.py makemigrations --check --dry-run

browser: ## Fetch chromium and fonts for the browser tests, by apt where it may
	@sh tools/browser.sh

bench: setup ## Measure, each figure against the plainest SQL in the same run
	$(PY) -m bench

soak: setup ## The long form of the tests
	$(PY) -m mediso.embedded.translations
	$(PY) -m pytest -n 2 -m soak

messages: setup ## Collect the texts to translate
	$(PY) -m tools.messages update

lock: setup ## Lock the dependencies again (UPGRADE=--upgrade for newer ones)
	$(UV) pip compile pyproject.toml --extra embedded $(LOCKING) $(UPGRADE) -o requirements/runtime.txt
	$(UV) pip compile pyproject.toml --extra s3 -c requirements/runtime.txt $(LOCKING) $(UPGRADE) -o requirements/s3.txt
	$(UV) pip compile pyproject.toml --extra embedded --extra s3 --group dev -c requirements/runtime.txt $(LOCKING) $(UPGRADE) -o requirements/dev.txt
	echo uv | $(UV) pip compile - $(LOCKING) $(UPGRADE) -o requirements/uv.txt
