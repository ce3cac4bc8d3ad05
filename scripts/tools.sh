#!/usr/bin/env bash
# Installs the programs that tests talk to into .tools/ at the root of the
# repository, each at a pinned version:
#
#   moto            AWS stand-in (S3, DynamoDB, ...); needs Python 3.11
#   dynamodb-local  Amazon's DynamoDB for one machine; needs Java 17 and Maven
#   versitygw       a second S3 server; built by the Go toolchain
#   node            the official Alexa SDK for Node, the CoffeeScript compiler; needs Node 18 and npm
#   azurite         Microsoft's Azure Storage for one machine; the same
#
# Usage: scripts/tools.sh [TOOL]...   (default: all; azurite, which is large, only with CI=true)
#
# What is there already at the pinned version is left alone. What cannot be
# installed is named with the reason, and tests that need it are skipped; with
# CI=true that is a failure.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
tools=$root/.tools
versitygw_version=v1.8.0
azurite_version=3.37.0
failures=0

say() { printf 'tools: %s\n' "$*"; }

# without TARGET REASON reports a tool that will not be there.
without() {
	say "$1: not installed: $2; tests that need it will be skipped" >&2
	failures=$((failures + 1))
}

# Two runs at once would install over each other, so the second waits.
lock() {
	mkdir -p "$tools"
	if command -v flock >/dev/null; then
		exec 9>"$tools/lock"
		flock --nonblock 9 || { say "waiting for another installation" && flock 9; }
		return
	fi
	until mkdir "$tools/lock.d" 2>/dev/null; do
		say "waiting for another installation (if there is none, remove $tools/lock.d)"
		sleep 5
	done
	trap 'rmdir "$tools/lock.d"' EXIT
	trap 'exit 130' INT TERM HUP
}

# pin FILE... prints what identifies an installation made from these files.
pin() { cat "$@" | cksum | tr ' ' '-'; }

# fresh TARGET PIN succeeds if the target is installed from that pin.
fresh() {
	[ "$(cat "$tools/$1/.pin" 2>/dev/null)" = "$2" ] || return 1
	say "$1: up to date"
}

# install TARGET PIN COMMAND... runs the command, which fills .tools/TARGET and
# whose output is shown only if it fails, and records the pin.
install() {
	local target=$1 pin=$2 start=$SECONDS log
	shift 2
	log=$tools/$target.log
	say "$target: installing"
	rm -rf "${tools:?}/$target"
	mkdir "$tools/$target"
	if "$@" >"$log" 2>&1; then
		echo "$pin" >"$tools/$target/.pin"
		say "$target: installed in $((SECONDS - start)) s"
	else
		tail -n 20 "$log" >&2
		without "$target" "the installation failed (its output is in $log)"
	fi
}

install_moto() {
	local list=$root/test/tools/moto/requirements.txt pin
	pin=$(pin "$list")
	fresh moto "$pin" && return
	if ! command -v python3 >/dev/null; then
		without moto "python3 is missing"
	elif ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
		without moto "$(python3 --version) is too old, 3.11 is needed"
	elif ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
		without moto "Python's venv module is missing (Debian: apt install python3-venv)"
	else
		install moto "$pin" moto_steps "$list"
	fi
}

moto_steps() {
	python3 -m venv "$tools/moto" &&
		"$tools/moto/bin/python" -m pip install --disable-pip-version-check --quiet -r "$1"
}

install_dynamodb_local() {
	local dir=$root/test/tools/dynamodb-local pin major
	pin=$(pin "$dir/pom.xml")
	fresh dynamodb-local "$pin" && return
	major=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p') || true
	if [ -z "$major" ]; then
		without dynamodb-local "java is missing"
	elif [ "$major" -lt 17 ]; then
		without dynamodb-local "Java $major is too old, 17 is needed"
	elif ! command -v mvn >/dev/null; then
		without dynamodb-local "mvn (Maven) is missing"
	else
		install dynamodb-local "$pin" dynamodb_local_steps "$dir/pom.xml"
	fi
}

dynamodb_local_steps() {
	mvn --batch-mode --quiet --file "$1" dependency:copy-dependencies \
		-DincludeScope=runtime -DoutputDirectory="$tools/dynamodb-local"
}

install_versitygw() {
	fresh versitygw "$versitygw_version" && return
	if ! command -v go >/dev/null; then
		without versitygw "go is missing"
	else
		install versitygw "$versitygw_version" versitygw_steps
	fi
}

# A build from the module cache takes a minute or two.
versitygw_steps() {
	GOBIN=$tools/versitygw GOFLAGS= CGO_ENABLED=0 \
		go install "github.com/versity/versitygw/cmd/versitygw@$versitygw_version"
}

install_node() {
	local dir=$root/test/interop pin
	pin=$(pin "$dir/package.json" "$dir/package-lock.json")
	fresh node "$pin" && return
	npm_there node && install node "$pin" node_steps "$dir"
}

node_steps() {
	cp "$1/package.json" "$1/package-lock.json" "$tools/node" &&
		npm ci --prefix "$tools/node" --ignore-scripts --no-audit --no-fund
}

install_azurite() {
	fresh azurite "$azurite_version" && return
	npm_there azurite && install azurite "$azurite_version" azurite_steps
}

azurite_steps() {
	npm install --prefix "$tools/azurite" --ignore-scripts --no-audit --no-fund "azurite@$azurite_version"
}

# npm_there TARGET fails if Node's package manager is missing.
npm_there() {
	local program
	for program in node npm; do
		command -v $program >/dev/null && continue
		without "$1" "$program is missing"
		return 1
	done
}

for target in "$@"; do
	case $target in
	moto | dynamodb-local | versitygw | node | azurite) ;;
	*)
		say "there is no tool $target; usage: scripts/tools.sh [moto|dynamodb-local|versitygw|node|azurite]..." >&2
		exit 2
		;;
	esac
done
if [ $# -eq 0 ]; then
	set -- moto dynamodb-local versitygw node
	[ "${CI:-}" != true ] || set -- "$@" azurite
fi

lock
for target in "$@"; do
	"install_${target//-/_}" || true # it has said why, and counted the failure
done
if [ $failures -gt 0 ] && [ "${CI:-}" = true ]; then
	exit 1
fi
