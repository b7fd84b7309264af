# Everything a newcomer needs: make demo, make test, make desk.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test test-browser test-office screenshots endurance check desk clean

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install -qq --upgrade pip
	$(RUN)/pip install -qq --constraint constraints.txt torch
	$(RUN)/pip install -qq --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/installed
	$(RUN)/translator translate examples/bekasi-izumisano.txt

check: $(VENV)/installed
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

test: check
	$(RUN)/pytest

# The desk in Chromium, which apt brings: nothing is downloaded from elsewhere.
test-browser: $(VENV)/installed
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -qq -y chromium fonts-noto-cjk)
	$(RUN)/pytest tests/browser/check_*.py

screenshots: $(VENV)/installed
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -qq -y chromium fonts-noto-cjk)
	$(RUN)/python -m tests.browser.screenshots docs/screenshots

# Documents through LibreOffice, which is not part of the installation: apt-get install libreoffice-writer-nogui fonts-noto-cjk
test-office: $(VENV)/installed
	$(RUN)/pytest tests/office/check_office.py

# Folders killed and resumed, and memory over many files: some twenty minutes.
endurance: $(VENV)/installed
	$(RUN)/python -m tests.batch.kill --files 1000 --kills 50
	$(RUN)/python -m tests.batch.memory --files 10000
	$(RUN)/python -m tests.batch.memory --records 10000

desk: $(VENV)/installed
	$(RUN)/python app.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
