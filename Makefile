# Every target works on a fresh clone: the environment is made when it is missing.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# The official client's original generation, for the tests: it cannot share an environment with today's.
ORIGINAL := .venv-original
ORIGINAL_STAMP := $(ORIGINAL)/.kugelaudio-1.0.0
# Pipecat and LiveKit Agents, for the tests of their plugins: Pipecat needs other releases of what the server is built on.
FRAMEWORKS := .venv-frameworks
FRAMEWORKS_STAMP := $(FRAMEWORKS)/.installed
FRAMEWORKS_PINS := tests/bridge/frameworks/constraints.txt
# TypeScript reads the types of the browser's part; nothing of it is served or shipped.
BROWSER := clients/browser
TYPESCRIPT_STAMP := $(BROWSER)/node_modules/.installed

.PHONY: install serve test test-fast check check-browser format bench clean

install: $(STAMP) $(ORIGINAL_STAMP) $(FRAMEWORKS_STAMP)

# constraints.txt keeps torch at one release; where a CPU build of it is offered (PIP_FIND_LINKS, PIP_EXTRA_INDEX_URL),
# pip takes it, and gigabytes of GPU libraries stay away.
$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[server,kokoro,zh,ja,bench,dev]"
	touch $@

$(ORIGINAL_STAMP):
	$(PYTHON) -m venv --clear $(ORIGINAL)
	$(ORIGINAL)/bin/python -m pip install --quiet --disable-pip-version-check kugelaudio==1.0.0
	touch $@

# Most of what they bring is never imported, and need not be compiled.
$(FRAMEWORKS_STAMP): pyproject.toml $(FRAMEWORKS_PINS)
	test -x $(FRAMEWORKS)/bin/python || $(PYTHON) -m venv $(FRAMEWORKS)
	$(FRAMEWORKS)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint $(FRAMEWORKS_PINS) --editable ".[pipecat,livekit]" pytest pytest-timeout
	touch $@

# The neural voice's files first, where a hub can be asked for them; without them the server starts all the same.
serve: $(STAMP)
	@$(BIN)/rhapsode models pull --if-reachable --for-serve $(ARGS)
	@$(BIN)/rhapsode serve $(ARGS)

# A test that kills its process is one failure: a new process would only be given the same file again.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0

test: install
	$(PYTEST) $(ARGS)

test-fast: install
	$(PYTEST) -m "not slow" $(ARGS)

check: $(STAMP) check-browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Node is needed for this alone, so that whoever has none checks everything else.
check-browser: $(if $(shell command -v npm),$(TYPESCRIPT_STAMP))
	@if command -v npm >/dev/null; then cd $(BROWSER) && node_modules/.bin/tsc --project tsconfig.json; \
	else echo "skipped: the types of $(BROWSER), as there is no npm (Debian: apt-get install nodejs npm)"; fi

$(TYPESCRIPT_STAMP): $(BROWSER)/package.json $(BROWSER)/package-lock.json
	cd $(BROWSER) && npm ci --no-audit --no-fund --ignore-scripts --silent
	touch $@

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)
	$(BIN)/python -m rhapsode_bench $(ARGS)

clean:
	rm -rf $(VENV) $(ORIGINAL) $(FRAMEWORKS) $(BROWSER)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
