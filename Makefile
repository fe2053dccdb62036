# Everything a fresh machine needs: Python 3.11 with pip, and these targets.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check

.DEFAULT_GOAL := digest
.PHONY: digest test venv lint format clean

digest: venv ## Run the main job: the articles of seeds/ to the digest in out/
	$(BIN)/nordigest run configs/default.yaml

# Two processes, and each file in one of them: its tests share models, clusters and browsers.
test: lint ## Check the style and the types, then run all tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(PYTEST_ARGS)

venv: $(STAMP) ## Make .venv with the locked dependencies and the package

# requirements.lock names torch's CPU version exactly, so that nobody downloads CUDA by accident.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Nordigest needs Python 3.11 or newer: make PYTHON=python3.11")'
	@echo 'Setting up $(VENV): about 1 GB of packages, a few minutes'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --requirement requirements.lock
	$(INSTALL) --no-deps --editable .
	touch $(STAMP)

$(DEV_STAMP): $(STAMP) requirements-dev.lock
	$(INSTALL) --requirement requirements-dev.lock
	touch $(DEV_STAMP)

lint: $(DEV_STAMP) ## What pre-commit and the tests run as well
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV_STAMP) ## Mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what was made
	rm -rf $(VENV) out .nordigest
