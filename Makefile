# The environment is made in .venv on first use, and again when requirements.txt or pyproject.toml change.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# jupyter-book, without the grammar of web addresses that jsonschema compiles on import and that nothing
# here uses: half the time of a build in which nothing changed.
JUPYTER_BOOK := $(BIN)/python -c "import sys; sys.modules['rfc3987_syntax'] = None; \
  from jupyter_book.cli.main import main; main()"

# Tests of the built pages.
BUILT := $(wildcard tests/test_built_*.py)
# Tests that take their time: they run chapters on other corpora, whole commands, clusters, and install, kill and break.
LONG := $(patsubst %,tests/test_%.py,claims corpus_large corpus_pages corpus_readers_fuzz corpus_slow_rules dependency examples \
  main project_adding project_archive project_hostile scale scale_cluster wheel)
# On every core; whoever is done takes over tests of others.
PYTEST := $(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist worksteal

# This environment's Jupyter kernel, whatever else is installed on the machine.
export JUPYTER_PREFER_ENV_PATH := 1
export PYTHONNOUSERSITE := 1
# What one process has compiled serves all of them: every chapter is a process, and many a test.
export PYTHONDONTWRITEBYTECODE :=
export PYDEVD_DISABLE_FILE_VALIDATION := 1

.PHONY: help writable book pdf check test reproducible lab lock clean

help:  ## list what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile

writable:
	@test -w . || { echo "Nothing can be written to $$(pwd); copy the project to a folder of your own."; exit 1; }

$(READY): requirements.txt pyproject.toml | writable
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | head -1)."; \
	  echo "Name another one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

book: $(READY)  ## build the book into _build/html; any warning is an error
	@$(JUPYTER_BOOK) build . -W -n --keep-going

pdf: book  ## print the book into _build/html/book.pdf
	@$(BIN)/python -m analysis.site.pdf _build/html

check: $(READY)  ## check style, types, spelling, the layers of imports and, but for the long ones, the units
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell analysis benchmarks book $(wildcard *.md *.yml *.toml)
	$(BIN)/lint-imports --no-logo --no-cache
	$(PYTEST) $(addprefix --ignore ,$(LONG) $(BUILT))

test: check book  ## check, build the book, open its pages in a browser, and run the long units
	$(PYTEST) $(LONG) $(BUILT)

reproducible: $(READY)  ## build the book twice from nothing: the pages are the same, byte for byte
	@rm -rf _build/twice
	@for build in first second; do \
	  $(JUPYTER_BOOK) build . -W -n --keep-going --path-output _build/twice/$$build || exit 1; done
	@diff -r _build/twice/first/_build/html _build/twice/second/_build/html && echo "The two builds are the same."

LAB_SETTINGS := .venv/share/jupyter/lab/settings
lab: $(READY)  ## open the chapters as notebooks in JupyterLab: 'Run all cells' puts the numbers into the prose
	@mkdir -p $(LAB_SETTINGS)
	@printf '{"@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Jupytext Notebook", "myst": "Jupytext Notebook"}}}\n' \
	  > $(LAB_SETTINGS)/overrides.json
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) --ServerApp.root_dir=. book/summary.md

lock: $(READY)  ## write requirements.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --universal --all-extras --python-version 3.11 --no-emit-index-url -q \
	  --custom-compile-command 'make lock' pyproject.toml -o requirements.txt

clean:  ## remove the built book and the tools' caches (not .venv)
	rm -rf _build build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
