# 広域連携ボード / Renkei Board. Needs python3 >= 3.11 and pip; everything else goes into $(VENV).
# Each target is one call that also works without make (README shows them).

PYTHON ?= python3
VENV   ?= .venv
PY     := $(VENV)/bin/python

# the pip inside the environment, or the machine's own where venv comes without one (Debian's python3)
PIP_INSTALL = if [ -x $(VENV)/bin/pip ]; then set -- $(PY) -m pip; \
	else set -- $(PYTHON) -m pip --python $(PY); fi; \
	"$$@" install --quiet --disable-pip-version-check --no-input --require-hashes

RUNTIME := $(VENV)/.installed-runtime
DEV     := $(VENV)/.installed-dev
# dbt, for bench-peers alone: it wants other versions of some packages
PEERS_VENV ?= .venv-peers
PEERS      := $(PEERS_VENV)/.installed
# Sphinx, for the documentation alone
SITE_VENV  ?= .venv-site
SITE       := $(SITE_VENV)/.installed

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-dev run demo test test-long refresh watch new-year check status builds bench bench-survey bench-national bench-peers install-peers site pictures install-site kills clean

help: ## この一覧を表示 | show this list
	@awk -F ' *## *| [|] ' '/^[a-z-]+:.* ## / { sub(/:.*/, "", $$1); \
		printf "  make %-14s %s\n  %-19s %s\n", $$1, $$2, "", $$3 }' Makefile

setup: $(RUNTIME) ## 実行環境を .venv に用意 | install what the board needs into .venv

setup-dev: $(DEV) ## 点検と試験の道具も用意 | the same, with the tools for checks and tests

run: $(RUNTIME) ## 初回はデータを構築し、ボードを開始（http://localhost:8501） | build the mart if there is none, serve the board
	$(PY) -m etl refresh --if-missing
	$(PY) -m dashboard

demo: $(RUNTIME) ## 見本データ（架空の調査）のボードを開始。data/mart には触れない | serve a board with an invented survey
	$(PY) -m etl refresh --samples
	$(PY) -m dashboard --samples

refresh: $(RUNTIME) ## data/sources を読み直し、検査に通れば公開 | read the sources again, publish if every check holds
	$(PY) -m etl refresh $(if $(ACCEPT),--accept $(ACCEPT))

watch: $(RUNTIME) ## sql と data/sources の変更のたびに作り直す（Ctrl-C で終わる） | rebuild as files change (Ctrl-C ends)
	$(PY) -m etl watch

new-year: $(RUNTIME) ## 新しい年度に要るものを示し、記入用の様式を作る（YEAR=2025） | tell what a year needs, lay out workbooks (YEAR=2025)
	$(PY) -m etl new-year $(YEAR)

status: $(RUNTIME) ## 公開中のデータの版と検査結果 | what is live and how its checks went
	$(PY) -m etl status

builds: $(RUNTIME) ## 残している版の一覧（docs/history.md） | the builds that are kept
	$(PY) -m etl builds

test: $(DEV) ## 試験をすべて実行 | run the tests
	$(PY) -m pytest -n 2

test-long: $(DEV) ## 長い試験（全画面・全悪例） | the long tests: every screen, every bad input
	$(PY) -m pytest -n 2 -m long

check: $(DEV) ## 書式・型・SQL・層の点検 | lint, format, types, SQL style, layers
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m sqlfluff lint sql
	$(VENV)/bin/lint-imports --no-cache

bench: $(DEV) ## 構築と画面の速さを最小のものと比較 | compare a refresh with a bare script, the board with bare apps
	$(PY) -m tests.bench
	$(PY) -m tests.bench.board
	$(PY) -m tests.bench.pack
	$(PY) -m tests.bench.offices
	$(PY) -m tests.bench.settle

bench-survey: $(DEV) ## 全国1,741市区町村の調査票の作成・点検・公開の速さ | forms and returns of all 1,741 municipalities
	$(PY) -m tests.bench.survey

bench-national: $(DEV) ## 1千万行の全国記録での更新を Polars だけの処理と比較 | a refresh with ten million rows against bare Polars
	$(PY) -m tests.bench.national

bench-peers: $(DEV) $(PEERS) ## 同じ表・ビュー・検査を dbt で作る時間と比較（dbt は .venv-peers に入る） | a refresh beside dbt build (dbt goes into .venv-peers)
	$(PY) -m tests.bench.peers $(PEERS_VENV)/bin/python

site: $(SITE) ## 説明書を site/ に作る（docs から。開けばネットワークなしで読める） | the documentation in site/, to be opened from the folder
	$(SITE_VENV)/bin/python docs/make_site.py site

pictures: $(DEV) ## 説明書の画面の絵を docs/pictures に撮る（Chromium が要る） | pictures of the board for the documentation (needs Chromium)
	$(PY) -m tests.documentation.pictures docs/pictures

kills: $(DEV) ## 更新を200回途中で止めても壊れないことを確認 | kill a refresh 200 times while readers click
	$(PY) -m tests.bench.kills

clean: ## 実行環境とキャッシュを削除（data/ は残す） | remove the environment and caches, never data/
	@for venv in $(VENV) $(PEERS_VENV) $(SITE_VENV); do if [ -f $$venv/pyvenv.cfg ]; then rm -rf $$venv; fi; done
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/.shots site docs/pictures
	find renkei etl dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo '$(PYTHON): Python 3.11 以上が必要です。make PYTHON=python3.12 のように指定できます。' >&2; \
		echo '$(PYTHON): Python 3.11 or newer is needed. Name one with make PYTHON=python3.12.' >&2; \
		exit 1; }
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	else $(PYTHON) -m venv --without-pip $(VENV); fi

$(RUNTIME): requirements.lock | $(PY)
	@echo '必要なパッケージを $(VENV) に入れています（数分） / installing into $(VENV), a few minutes …'
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

# requirements-dev.lock holds everything of requirements.lock in the same versions
$(DEV): requirements-dev.lock requirements.lock | $(PY)
	@echo '試験用のパッケージを $(VENV) に入れています（数分） / installing the tools for tests into $(VENV), a few minutes …'
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $(RUNTIME) $@

$(PEERS): requirements-peers.lock
	@echo '比較する dbt を $(PEERS_VENV) に入れています / installing dbt, to compare with, into $(PEERS_VENV) …'
	@$(MAKE) --no-print-directory VENV=$(PEERS_VENV) install-peers
	@touch $@

install-peers: | $(PY)
	@$(PIP_INSTALL) -r requirements-peers.lock

$(SITE): requirements-site.lock
	@echo '説明書を作る Sphinx を $(SITE_VENV) に入れています / installing Sphinx, for the documentation, into $(SITE_VENV) …'
	@$(MAKE) --no-print-directory VENV=$(SITE_VENV) install-site
	@touch $@

install-site: | $(PY)
	@$(PIP_INSTALL) -r requirements-site.lock
