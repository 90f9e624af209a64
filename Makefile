# `make site` and `make test` need Python 3.11 or newer with its venv module, make, and a package index.
PYTHON ?= python3
BIN := .venv/bin
# Two processes. When one has done its half it takes tests from the end of the other's, so that tests of one module, which
# share what they made, stay together.
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The texts of the sources are not part of the repository; `briefings` looks for them in seeds/texts unless told otherwise.
ifneq ($(wildcard ../shared/seeds),)
export BRIEFINGS_TEXTS ?= $(abspath ../shared/seeds)
endif

# How `make check` shows findings, and what `make changes` compares: the branch, or NEW, with where it left OLD.
FORMAT ?= text
export OLD ?= main
export NEW ?=

.PHONY: site serve check registered report commits changes preview comment test quick lint bench growth mutation golden screenshots lock clean help

site: .venv/site ## Everything from nothing: the site in site/, PDFs included
	$(BIN)/briefings build

serve: .venv/site ## The site while you edit, at http://127.0.0.1:8000
	$(BIN)/briefings serve

check: .venv/site ## Hold the records against every rule
	$(BIN)/briefings check --format $(FORMAT)

registered: .venv/site ## Is every id in the register? It becomes a permanent link
	$(BIN)/briefings register --check

report: .venv/site ## The findings for GitLab, in dist/code-quality.json and dist/junit.xml
	mkdir -p dist
	-$(BIN)/briefings check --format junit > dist/junit.xml
	$(BIN)/briefings check --format gitlab > dist/code-quality.json

commits: ## Fetch the commit NEW from where this clone came from, to be compared
	git cat-file -e "$$NEW^{commit}" 2>/dev/null || git fetch --quiet origin "$$NEW"

changes: .venv/site ## What the branch changes in meaning since it left OLD (main), for its pull request, in dist/changes.md
	mkdir -p dist
	$(BIN)/briefings diff --format markdown --merge-base -- "$$OLD" $${NEW:+"$$NEW"} > dist/changes.md
	tee -a "$${GITHUB_STEP_SUMMARY:-/dev/null}" < dist/changes.md

preview: .venv/site ## The site as `make site` makes it, with what nobody has verified yet marked
	$(BIN)/briefings build --draft

comment: ## dist/changes.md as a comment under the pull request of a branch on GitHub, or in the place of the last one
	.ci/comment

test: .venv/test lint ## Style, types, floors and every test; those whose tools are missing say so
	$(PYTEST)

quick: .venv/test ## The quick tests alone, in about a minute
	$(PYTEST) -m "not slow"

lint: .venv/test ## Style, types and the floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/test ## What work costs and how that grows, as ratios, in .cache/bench; some twenty minutes
	$(BIN)/python -m tests.bench

growth: .venv/test ## The same up to 3,000 dossiers, with the page docs/editing/growth.md; some hours
	$(BIN)/python -m tests.bench --full --into docs/editing

mutation: .venv/test ## Change the program in thousands of small ways and see which changes no test notices; about 15 minutes
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/mutmut run
	$(BIN)/mutmut results

golden: .venv/test ## Write the golden files anew; read the difference before you commit it
	$(BIN)/pytest -q tests/test_golden.py tests/test_findings.py tests/test_mistakes.py tests/test_changes.py --golden

screenshots: .venv/test site ## The pictures in docs/images, from the real site and its PDFs
	$(BIN)/python -m tests.screenshots

lock: .venv/test ## Resolve the dependencies anew, with hashes and without naming an index
	$(BIN)/pip-compile -q $(LOCK) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile -q $(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

LOCK := --generate-hashes --strip-extras --allow-unsafe --build-deps-for editable --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate

.venv/site: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m generator.cli.install requirements.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation --no-index -e .
	touch $@

.venv/test: .venv/site requirements-dev.txt
	$(BIN)/python -m generator.cli.install requirements-dev.txt
	touch $@

clean: ## Delete all that was made
	rm -rf .venv .cache site mutants

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
