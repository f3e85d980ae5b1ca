# The few things a person does; `make` lists them. PYTHON=... chooses another Python 3.11 or newer.
PYTHON ?= python3
SETUP = @exec "$(PYTHON)" -m civic.setup

.PHONY: help run test bench assets db db-test stop clean lock format

help: ## this list
	@sed -n 's/^\([a-z-]*\): ## /  make \1	/p' Makefile | expand -t 18
run: ## everything from nothing to a served sample city; PORT=... and DATABASE_URL=... if wanted
	$(SETUP) run
test: ## linters and the whole suite, with a database and a browser of its own
	$(SETUP) test
bench: ## the benchmarks, as ratios measured side by side
	$(SETUP) bench
assets: ## only the Python environment, the front-end files and the translations
	$(SETUP) assets
db: ## start the site's private database in the background
	$(SETUP) db
db-test: ## start the tests' database in the background, for pytest by hand
	$(SETUP) db-test
stop: ## stop what runs from this clone
	$(SETUP) stop
clean: ## remove what can be made anew; the data in var stay
	$(SETUP) clean
lock: ## write the lock files anew, with the newest versions that fit
	$(SETUP) lock
format: ## bring the code into its form and mend what ruff can
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .
