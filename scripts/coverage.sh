#!/usr/bin/env bash
# Prints the coverage of the packages below ask and fails if it is less than
# the given percentage.
# usage: scripts/coverage.sh PERCENT
set -euo pipefail
cd "$(dirname "$0")/.."
least=$1
profile=$(mktemp)
trap 'rm -f "$profile"' EXIT

go test -coverpkg=./ask/... -coverprofile="$profile" ./ask/... >/dev/null
total=$(go tool cover -func="$profile" | awk '$1 == "total:" { sub("%", "", $3); print $3 }')
echo "coverage of ./ask/...: $total % (at least $least % wanted)"
awk -v got="$total" -v least="$least" 'BEGIN { exit !(got >= least) }'
