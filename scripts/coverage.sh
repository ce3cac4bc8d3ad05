#!/usr/bin/env bash
# Prints the coverage of groups of packages, each by its own tests, and fails if
# one is less than the given percentage.
# usage: scripts/coverage.sh PERCENT
set -euo pipefail
cd "$(dirname "$0")/.."
least=$1
profile=$(mktemp)
trap 'rm -f "$profile"' EXIT
failed=0

# group NAME PACKAGES... prints the coverage of the packages.
group() {
	local name=$1 list total
	shift
	list=$(IFS=,; echo "$*")
	go test -coverpkg="$list" -coverprofile="$profile" "$@" >/dev/null
	total=$(go tool cover -func="$profile" | awk '$1 == "total:" { sub("%", "", $3); print $3 }')
	echo "coverage of $name: $total % (at least $least % wanted)"
	awk -v got="$total" -v least="$least" 'BEGIN { exit !(got >= least) }' || failed=1
}

group "the SDK" ./ask/...
group "the language" ./litexa/...
group "projects" ./project/...
group "the JavaScript engine" ./internal/js/...
group "the commands" ./internal/cli/...
exit $failed
