# The tasks of this repository. `make demo` and `make test` need nothing but
# what they say they need; both fetch the rest by themselves.

GO          ?= go
STATICCHECK  = honnef.co/go/tools/cmd/staticcheck@v0.8.2
MODULES      = . ask/persistence/blob
FUZZTIME    ?= 30s
# Packages whose tests run with the race detector as well.
RACE         = ./ask/... ./litexa/... ./project/... ./internal/js/... ./internal/cli/...

.PHONY: demo test race lint vet format staticcheck coverage examples bench fuzz tools clean

# Replays the three conversations of the sample skill: in Litexa, then in Go on
# an embedded store.
demo:
	$(GO) run ./cmd/litexa talk examples/cafe-litexa --replay examples/cafe/conversations.txt
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	$(GO) run ./examples/cafe -store sqlite:$$dir/cafe.sqlite replay examples/cafe/conversations.txt

# Runs all tests, with the servers that they talk to.
test: tools
	@set -e; for module in $(MODULES); do (cd $$module && $(GO) test ./...); done

# Installs the servers and packages that the tests use, below .tools.
tools:
	@./scripts/tools.sh

race: tools
	$(GO) test -race $(RACE)

lint: vet staticcheck format

vet:
	@set -e; for module in $(MODULES); do (cd $$module && $(GO) vet ./...); done

staticcheck:
	@set -e; for module in $(MODULES); do (cd $$module && $(GO) run $(STATICCHECK) ./...); done

format:
	@files=$$(gofmt -l .); if [ -n "$$files" ]; then echo "gofmt would change:"; echo "$$files"; exit 1; fi

# Checks that the tests reach at least 85 % of each part.
coverage: tools
	@./scripts/coverage.sh 85

# Compares speed, memory and size with the Node SDK, and the compiler of the
# language with Litexa 0.9 if LITEXA_UPSTREAM names a checkout of it.
bench: tools
	@./bench/run

# Fuzzes each target for $(FUZZTIME).
fuzz:
	@./scripts/fuzz.sh $(FUZZTIME)

clean:
	rm -rf .tools bin dist
