# Everything a developer runs. Each target sets up what it needs; `make run` is the place to start.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
RUN_HOME := .run/home
SCREENSHOTS := .run/screenshots
STRESS_SECONDS ?= 600
STRESS_SEED ?= $(shell date +%s)
QUERY ?= who pays when the washing machine breaks

.PHONY: help run terminal test stress check bench screenshots install-desktop translations format clean setup \
    system-libraries

help:
	@echo "make run              set up and open the window; without a display, search in the terminal"
	@echo "make terminal         index the sample documents and search them in the terminal"
	@echo "make install-desktop  put SparkBERT among the desktop's applications"
	@echo "make test             run the tests"
	@echo "make stress           kill it, cut its power, damage it, for STRESS_SECONDS=$(STRESS_SECONDS)"
	@echo "make check            run the linters and the type checker"
	@echo "make bench            measure speed, size and memory, beside the usual way"
	@echo "make screenshots      draw the window's states into $(SCREENSHOTS)"
	@echo "make translations gather the window's texts and compile their translations"
	@echo "make format           let ruff format the code"
	@echo "make clean            remove what the other targets made"

run: setup
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    echo "There is no display for the window. With Xvfb (apt-get install xvfb) it runs by:"; \
	    echo "    xvfb-run -a $(BIN)/sparkbert-desktop --home $(RUN_HOME)"; \
	    echo "Here is a search in the terminal instead."; \
	    echo; \
	    $(MAKE) --no-print-directory terminal; \
	else \
	    $(BIN)/sparkbert-desktop --home $(RUN_HOME); \
	fi

terminal: setup
	@$(BIN)/sparkbert index resources/samples --home $(RUN_HOME)
	@echo
	@$(BIN)/sparkbert search "$(QUERY)" --home $(RUN_HOME) --top-k 3
	@echo
	@echo "Ask your own:      $(BIN)/sparkbert search \"...\" --home $(RUN_HOME)"
	@echo "Your documents:    $(BIN)/sparkbert index FOLDER"
	@echo "The window:        $(BIN)/sparkbert-desktop FOLDER"

install-desktop: setup
	@sh packaging/install-desktop.sh $(abspath $(BIN))

translations: setup
	@sh packaging/translations.sh $(BIN)

screenshots: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/screenshots.py $(SCREENSHOTS)

test: setup
	$(BIN)/pytest -n 2 --dist loadfile --ignore tests/gui
	$(BIN)/pytest -n 2 --doctest-modules sparkbert app
	@if command -v xvfb-run >/dev/null; then \
	    echo "The window's tests, on a real display under Xvfb:"; \
	    QT_QPA_PLATFORM=xcb xvfb-run -a $(BIN)/pytest -n 2 --dist loadfile tests/gui; \
	else \
	    $(BIN)/pytest -n 2 --dist loadfile tests/gui; \
	fi

stress: setup
	$(BIN)/python -m tests.stress --seconds $(STRESS_SECONDS) --seed $(STRESS_SEED)

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
