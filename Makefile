PYTHON ?= python3

# The build is held to the same versions as Balie; pip from 25.3 on reads the second name for that.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

# Some machines forbid Python to keep what it compiled; each of the many processes here would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

bin = .venv/bin
pins = pyproject.toml constraints.txt package-lock.json portal/build_assets.py
catalogues = $(patsubst %.po,%.mo,$(wildcard portal/translations/*/LC_MESSAGES/messages.po))

.PHONY: demo test suite browser faults machines bench lint docs clean constraints

demo: .venv/.installed-demo $(catalogues)
	$(bin)/balie demo

test: suite
	BALIE_TEST_ENGINE=postgres $(bin)/pytest -m postgres

suite: lint
	$(bin)/pytest

lint: .venv/.installed-test $(catalogues)
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/pyright
	$(bin)/djlint templates --lint
	$(bin)/lint-imports

browser: .venv/.installed-browser $(catalogues)
	$(bin)/pytest -m browser tests/browser -n 2

# Each engine in turn; the page is written whatever comes out, and a miss is a failure.
faults: export FAULT_FIGURES = test-results/faults
faults: .venv/.installed-test $(catalogues)
	rm -rf $(FAULT_FIGURES)
	missed=0; for engine in sqlite postgres; do \
	BALIE_TEST_ENGINE=$$engine $(bin)/pytest -m faults tests/faults -n 0 -s -p no:randomly || missed=1; done; \
	$(bin)/python -m tests.faults.report $(FAULT_FIGURES) && exit $$missed

machines: .venv/.installed-test $(catalogues)
	BALIE_TEST_ENGINE=postgres $(bin)/pytest -m machines tests/machines -n 0 -s

bench: .venv/.installed-test $(catalogues)
	$(bin)/python -m benchmarks

docs: .venv/.installed-demo
	BALIE_ENV=demo $(bin)/balie docs

# instance/ stays: it may hold someone's data.
clean:
	rm -rf .venv portal/static/vendor build dist *.egg-info test-results
	rm -rf .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find portal tenants tests benchmarks migrations -name __pycache__ -prune -exec rm -rf {} +
	find portal -name '*.mo' -delete

# For whoever changes a dependency; the only place that needs uv.
constraints:
	$(PYTHON) -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['build-system']['requires'], sep='\n')" \
	| uv pip compile --universal --all-extras --no-header --no-annotate --quiet --upgrade pyproject.toml - -o constraints.txt

.venv/.installed-demo:    what = .
.venv/.installed-test:    what = .[test]
.venv/.installed-browser: what = .[test,browser]
.venv/.installed-%: $(pins) | $(bin)/python
	@echo "Installing Balie in .venv; the first time takes a minute."
	$(bin)/pip install --quiet --disable-pip-version-check --editable "$(what)"
	touch $@

$(bin)/python:
	$(PYTHON) -m venv .venv

%.mo: %.po
	$(bin)/pybabel compile --input-file=$< --output-file=$@
