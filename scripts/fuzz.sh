#!/usr/bin/env bash
# Runs every fuzz target of the module for the given time each, or only those
# whose name matches the second argument, a regular expression.
# usage: scripts/fuzz.sh 30s [PATTERN]
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s}
pattern=${2:-.}

grep -rEl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u | while read -r dir; do
	for target in $(grep -hoE '^func Fuzz[A-Za-z0-9_]*' "$dir"/*_test.go | sed 's/^func //' | grep -E "$pattern" || true); do
		echo "== $dir $target"
		go test "$dir" -run '^$' -fuzz "^$target\$" -fuzztime "$time"
	done
done
