# Every verb installs what it needs. `make` lists them.
.DEFAULT_GOAL := help
.SUFFIXES:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PORT ?= 3000
# Of what is built; empty is this machine's.
ARCH ?=
WORKERS ?= auto
# Of a fuzz: bodies for each RPC that writes, and twenty times fewer requests for each operation of the API.
EXAMPLES ?= 10000
SYNCED := .venv/.synced
# One of the pages in web/dist, which are written together, and what they are made of.
PAGES := web/dist/kiosk/index.html
API_TYPES := web/shared/api.d.ts
PAGE_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print)
# A pyenv shim named uv may be there without a uv behind it: only one that answers counts.
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo $(CURDIR)/.tools/bin/uv)
RUN := $(UV) run --no-sync
NODE := .venv/bin/node
# Nothing here talks to AWS.
export AWS_DEFAULT_REGION := us-east-1
export AWS_EC2_METADATA_DISABLED := true
export SAM_CLI_TELEMETRY := 0
export PYTHONUNBUFFERED := 1
# What one process has compiled the others need not: a third of the time in which a worker of the tests starts.
unexport PYTHONDONTWRITEBYTECODE
# uv and npm bring their own lists of authorities, in which a workplace's own one is missing: use the machine's where it has one.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := 1
export NODE_EXTRA_CA_CERTS := /etc/ssl/certs/ca-certificates.crt
endif

.PHONY: help up test test-postgres-16 bench test-long fuzz test-docker check checkov generate build deploy lambda-image reset clean pgbouncer chromium fonts

help: ## list the verbs
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

up: $(PAGES) pgbouncer ## run everything until Ctrl-C; PORT=3000 moves it
	@exec .venv/bin/python -m local.up --port $(PORT)

test: $(PAGES) pgbouncer chromium ## run the tests on PostgreSQL 18; ARGS='-k name' picks some
	@.venv/bin/python -m tests.lanes $(ARGS)

test-postgres-16: $(SYNCED) pgbouncer ## what the other major version could run differently: SQL, and SQL at the same time
	@ORDAK_TEST_POSTGRES=16 .venv/bin/python -m pytest -q -n $(WORKERS) --dist loadfile tests/sql tests/concurrency $(ARGS)

test-long: $(PAGES) pgbouncer chromium ## long tests: 200 random sequences, a kill at every call, 100,000 SKUs, 5,000 orders, 500 scans in chaos
	@ORDAK_EXAMPLES=200 ORDAK_KIOSK_SCANS=500 .venv/bin/python -m pytest -n $(WORKERS) --maxschedchunk 1 $(LONG) \
	  -k 'sequence or killed or wrong_level or chaos or open_orders' $(ARGS)

# In the order in which they begin: the longest first, for no worker is to have one alone at the end.
LONG := tests/kiosk/test_offline.py tests/stateful/test_stock_machine.py tests/stateful/test_market_machine.py \
  tests/stateful/test_big_market.py tests/stateful/test_big_shop.py tests/concurrency/test_pantry_serially.py \
  tests/stateful/test_crashes.py tests/stateful/test_market_crashes.py tests/stateful/test_big_queue.py

fuzz: $(SYNCED) pgbouncer ## random requests to the API against its document, the stock ledger checked after; EXAMPLES=10000
	@ORDAK_EXAMPLES=$(EXAMPLES) .venv/bin/python -m pytest -n $(WORKERS) --show-capture=no tests/fuzz $(ARGS)

test-docker: $(SYNCED) pgbouncer lambda-image ## sam local with every event, where a Docker engine and the base image are
	@.venv/bin/python -m pytest tests/bundle/test_containers.py $(ARGS)

bench: $(PAGES) pgbouncer chromium ## ratios against a limit, each measured in one run; on a quiet machine
	@.venv/bin/python -m bench.access
	@.venv/bin/python -m bench.fan_out
	@.venv/bin/python -m bench.purge
	@.venv/bin/python -m bench.versions
	@.venv/bin/python -m bench.kiosk
	@.venv/bin/python -m bench.pantry
	@.venv/bin/python -m bench.calls

check: $(PAGES) ## style, types, import rules, template, pages, migrations, generated files
	@$(MAKE) --no-print-directory -j2 -Otarget $(CHECKS)

# Two at once, the longest first.
CHECKS := $(addprefix check-,types pages generated template sam style imports migrations)
.PHONY: $(CHECKS)
check-types:
	$(RUN) mypy
check-pages:
	$(NODE) web/node_modules/typescript/bin/tsc --project web
check-generated:
	$(RUN) python -m tools.generate.generate --check
	$(RUN) python -m tools.ship.build --requirements --check
check-template:
	$(RUN) cfn-lint --append-rules tools/cfn_rules -- template.yaml
check-sam:
	$(RUN) sam validate
check-style:
	$(RUN) ruff check
	$(RUN) ruff format --check
check-imports:
	$(RUN) lint-imports
check-migrations:
	$(RUN) squawk $(filter-out %.rollback.sql,$(wildcard migrations/versions/*.sql))

generate: $(SYNCED) ## write what is generated: schema, contract, routes from the database, alarms from alarms.yaml
	$(RUN) python -m tools.generate.generate
	@$(RUN) python -m tools.ship.build --requirements

build: $(PAGES) ## what is deployed, with its sizes, in .aws-sam/build; ARCH=arm64 or x86_64 for another machine
	@$(RUN) python -m tools.ship.build $(if $(ARCH),--arch $(ARCH))

deploy: $(PAGES) ## build, migrate, shift: ENV=dev, staging or prod; DRY_RUN=1 only prints the plan
	@env -u AWS_DEFAULT_REGION -u AWS_EC2_METADATA_DISABLED $(RUN) python -m tools.ship.deploy $(ENV) $(if $(DRY_RUN),--dry-run)

checkov: $(SYNCED) ## what checkov finds in the template against what is known
	@ORDAK_CHECKOV="$(UV) tool run --from checkov==3.3.30 checkov" $(RUN) pytest -q tests/rules/test_checkov.py

# AWS's base image, unless an engine has it already.
lambda-image:
	@if command -v docker >/dev/null && docker info >/dev/null 2>&1; then \
	  docker image inspect public.ecr.aws/lambda/python:3.13-x86_64 >/dev/null 2>&1 \
	    || docker pull --platform linux/amd64 public.ecr.aws/lambda/python:3.13-x86_64 \
	    || echo 'The base image cannot be had: what needs it is skipped.'; \
	else \
	  echo 'There is no Docker engine: what needs one is skipped.'; \
	fi

reset: $(SYNCED) ## forget the local stack's data, .local
	@$(RUN) python -m local.terminal.reset

clean: ## remove what can be made again: packages, caches, builds
	rm -rf .venv .tools local/node_modules web/node_modules web/dist $(API_TYPES) .aws-sam .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .screens

# Python's packages, then npm's with the Node among them, when a lock file has changed.
$(SYNCED): pyproject.toml uv.lock $(foreach folder,local web,$(addprefix $(folder)/,package.json package-lock.json .npmrc)) | $(UV)
	@$(UV) sync --quiet --locked
	@for folder in local web; do \
	  PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --prefix $$folder --silent \
	    || { echo "npm could not install the packages of $$folder/package-lock.json." >&2; exit 1; }; \
	done
	@touch $@

# What the API takes and answers, as types for the pages.
$(API_TYPES): openapi.json $(SYNCED)
	@$(NODE) web/node_modules/openapi-typescript/bin/cli.js $< --output $@ >/dev/null

# The pages, when what they are made of has changed.
$(PAGES): $(PAGE_SOURCES) $(API_TYPES) $(SYNCED)
	@$(NODE) web/build.mjs

$(CURDIR)/.tools/bin/uv:
	@echo 'Installing uv into .tools …'
	@mkdir -p .tools/bin
	@if python3 -m venv .tools/venv >/dev/null 2>&1; then \
	  .tools/venv/bin/python -m pip install --quiet --disable-pip-version-check uv; \
	  ln -sf ../venv/bin/uv $@; \
	elif python3 -m pip --version >/dev/null 2>&1; then \
	  python3 -m pip install --quiet --disable-pip-version-check --target .tools/lib uv; \
	  ln -sf ../lib/bin/uv $@; \
	else \
	  echo 'Neither uv nor python3-venv nor pip is there: install one of them.' >&2; exit 1; \
	fi

# A server for the tests and the stack, not a service of the machine: RUNLEVEL=1 keeps Debian from starting one.
pgbouncer:
	@if PATH=$$PATH:/usr/sbin command -v pgbouncer >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'Installing PgBouncer …'; \
	  apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
	    apt-get install -qq -y --no-install-recommends pgbouncer >/dev/null \
	    || echo 'apt-get could not install PgBouncer: the stack runs without a pooler.'; \
	else \
	  echo 'PgBouncer is missing and only root can install it with apt-get: the stack runs without a pooler.'; \
	fi

# What customers write on cakes: emoji, Chinese, Japanese, Korean, Hindi and Thai; DejaVu has Latin, Greek, Cyrillic, Arabic and
# Hebrew. A kiosk on Debian needs the same (docs/runbook.md).
FONTS := fonts-dejavu-core fonts-noto-color-emoji fonts-wqy-microhei fonts-lohit-deva fonts-tlwg-loma-otf
fonts:
	@if ! command -v dpkg-query >/dev/null || dpkg-query -W $(FONTS) >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ]; then \
	  echo 'Installing fonts …'; \
	  export DEBIAN_FRONTEND=noninteractive; apt-get update -qq; \
	  apt-get install -qq -y --no-install-recommends $(FONTS) >/dev/null \
	    || echo 'apt-get could not install the fonts: what customers write may be boxes.'; \
	else \
	  echo 'Fonts are missing and only root can install them with apt-get: what customers write may be boxes.'; \
	fi

# The browser that the tests look at pages with, the one without windows; Debian's has no fonts of its own.
chromium: fonts
	@if command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'Installing Chromium …'; \
	  export DEBIAN_FRONTEND=noninteractive; apt-get update -qq; \
	  apt-get install -qq -y --no-install-recommends chromium-headless-shell >/dev/null \
	    || apt-get install -qq -y --no-install-recommends chromium >/dev/null \
	    || echo 'apt-get could not install Chromium: what needs a browser is skipped.'; \
	else \
	  echo 'Chromium is missing and only root can install it with apt-get: what needs a browser is skipped.'; \
	fi
