# Everything a developer runs. Each target sets up what it needs; `make run` is the place to start.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
RUN_HOME := .run/home
QUERY ?= who pays when the washing machine breaks

.PHONY: help run test check bench format clean setup system-libraries

help:
	@echo "make run      set up, index the sample documents, search them in the terminal"
	@echo "make test     run the tests"
	@echo "make check    run the linters and the type checker"
	@echo "make bench    measure speed, size and memory, beside the usual way"
	@echo "make format   let ruff format the code"
	@echo "make clean    remove what the other targets made"

run: setup
	@$(BIN)/sparkbert index resources/samples --home $(RUN_HOME)
	@echo
	@$(BIN)/sparkbert search "$(QUERY)" --home $(RUN_HOME) --top-k 3
	@echo
	@echo "Ask your own:      $(BIN)/sparkbert search \"...\" --home $(RUN_HOME)"
	@echo "Your documents:    $(BIN)/sparkbert index FOLDER"

test: setup
	$(BIN)/pytest
	$(BIN)/pytest --doctest-modules sparkbert app

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/sparkbert bench --home $(RUN_HOME)

format: setup
	$(BIN)/ruff format .

setup: system-libraries $(STAMP)

system-libraries:
	@sh packaging/system-libraries.sh

$(STAMP): pyproject.toml packaging/make-venv.sh
	@sh packaging/make-venv.sh $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) .run build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
