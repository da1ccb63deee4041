# Each target calls one script or cargo; what they do is in scripts/.
.PHONY: help run test model bench check openapi docs fmt
.NOTPARALLEL:

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: ## install what is missing, build, and serve the demo on http://127.0.0.1:8080
	@scripts/run

test: ## every check and every test, with a PostgreSQL of its own
	@scripts/test

model: ## the model test with many seeds, and a storm of a minute: an hour and more
	@scripts/model

bench: ## measure against pgbench and a static answer; writes docs/benchmarks.md
	@scripts/bench

check: ## format, sizes, layers, lints, generated files: all that needs no database
	@scripts/check

openapi: docs ## the same as docs: the generated files belong together

docs: ## write openapi/ and the generated pages of docs/ again
	@scripts/generate

fmt: ## format the code
	@cargo fmt --all
