# Two commands matter: `make demo` and `make test`. Both set up all they need; a second run finds it done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := bot/local_teams/web
ECHOES := stock agents teams
# Bytecode of what is imported, so that the second start is quick even where Python is told not to write any.
KEEPING_BYTECODE := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python
WARM := $(KEEPING_BYTECODE) -c "import bot.demo; from bot.dispatch.discovery import discover; discover()"

.PHONY: help demo test check fmt audit lock setup setup-test bench-setup
help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: setup ## Runs Local Teams, the bot and a sample directory; opens at the address it prints
	$(BIN)/kuntayhteys demo

test: setup-test ## Every check and every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy --num-workers 2
	$(KEEPING_BYTECODE) -m pytest -n 3 --dist loadgroup

fmt: setup-test ## Formats the code and sorts its imports
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

audit: setup ## Asks the advisory databases about every pinned package; needs the internet
	$(BIN)/uv tool run pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	npm audit --prefix $(WEB)

lock: ## Renews the lock files from pyproject.toml
	uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements.lock
	for one in $(ECHOES); do uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 bench/echo/$$one.in -o bench/echo/$$one.lock; done
	uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

bench-setup: setup-test $(ECHOES:%=bench/echo/.venv-%/.stamp) ## Environments of the echoes that bench.turns compares with

bench/echo/.venv-%/.stamp: bench/echo/%.lock
	test -x bench/echo/.venv-$*/bin/python || $(PYTHON) -m venv bench/echo/.venv-$*
	$(BIN)/uv pip install -q --python bench/echo/.venv-$*/bin/python --require-hashes -r $<
	@touch $@

setup: $(VENV)/demo.stamp $(WEB)/node_modules/.stamp
setup-test: $(VENV)/test.stamp $(WEB)/node_modules/.stamp $(VENV)/browser.stamp

$(BIN)/uv: requirements-setup.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-setup.lock
	@touch $@

$(VENV)/demo.stamp: $(BIN)/uv requirements.lock pyproject.toml
	test -e $(VENV)/test.stamp || $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	$(WARM)
	@touch $@

$(VENV)/test.stamp: $(BIN)/uv requirements-dev.lock pyproject.toml
	$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	$(WARM)
	@touch $@

$(WEB)/node_modules/.stamp: $(WEB)/package-lock.json
	npm ci --prefix $(WEB) --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/browser.stamp: $(VENV)/test.stamp
	bash tests/install-chromium.sh
	@touch $@
