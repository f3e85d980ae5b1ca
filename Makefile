# The few things a person does. `make help` lists them.
PYTHON ?= python3
SETUP = "$(PYTHON)" -B civic/setup

.PHONY: db db-test stop
db: ## start the site's private database in the background
	@$(SETUP) db
db-test: ## start the tests' database in the background, address in var/test-database-url
	@$(SETUP) db-test
stop: ## stop what runs in the background
	@$(SETUP) stop
