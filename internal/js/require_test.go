package js

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestRequire(t *testing.T) {
	const files = `
-- plain.js --
module.exports = {name: "plain", list: [1, 2], nested: {z: 1, a: 2}}
-- exports.js --
exports.a = 1; exports.f = function() {}
-- esm.mjs --
export default {name: "esm"}
-- named.mjs --
export const a = 1; export function f() {}
-- both.mjs --
export const helper = 1; export default {name: "both"}
-- esm.js --
import {a} from "./named.mjs"; import all, * as ns from "./named.mjs"
export default {a, keys: Object.keys(ns), all}
-- text.mjs --
export default "text"
-- types.ts --
import type {T} from "./nowhere"
enum E {A = 1, B}
interface I {a: number}
const i: I = {a: E.B}
export default {i, name: E[1]}
-- assign.ts --
import path = require("path")
const config: {name: string} = {name: path.basename("/x/y")}
export = config
-- typed/index.ts --
import {n} from "./part.js"
export default {n: n as number}
-- typed/part.ts --
export const n = 5
-- data.json --
{"b": 1, "a": [true, null], "__proto__": 2}
-- bom.json --
{"bom": 1}
-- hash.js --
#!/usr/bin/env node
module.exports = {hash: 1}
-- dir/index.js --
module.exports = {dir: __dirname.split(/[\\/]/).pop(), file: __filename.split(/[\\/]/).pop()}
-- main/package.json --
{"main": "lib/start"}
-- main/lib/start.js --
module.exports = require("..") === exports ? "self" : "main"
-- cycle/a.js --
exports.early = 1; const b = require("./b"); exports.late = b.seen
-- cycle/b.js --
const a = require("./a"); exports.seen = Object.keys(a)
-- cycle.mjs --
import {name} from "./cycle2.mjs"; export const own = "one"; export const other = name()
-- cycle2.mjs --
import {own} from "./cycle.mjs"; export function name() { try { return own } catch (e) { return e.name } }
-- computed.js --
module.exports = ["plain", "dir"].map(n => require("./" + n)).map(m => Object.keys(m)[0])
-- resolve.js --
const path = require("path")
module.exports = [require.resolve("./plain"), require.resolve("fs"), require.resolve.paths("x")[0], Object.keys(require.cache).find(p => p === __filename)].map(p => path.basename(p))
-- meta.mjs --
export default [import.meta.url.startsWith("file:///"), import.meta.url.endsWith("/meta.mjs"), import.meta.filename === __filename, import.meta.resolve("./plain.js").endsWith("plain.js"), import.meta.resolve("fs")]
-- parent.js --
module.exports = {parent: !!module.parent, main: require.main === module, id: module.id === __filename, this: this === module.exports, loaded: module.loaded, paths: module.paths[0].split(/[\\/]/).pop()}
-- args.js --
module.exports = typeof exports + typeof require + typeof module + typeof __filename + arguments.length; return
-- dynamic.js --
module.exports = import("./esm.mjs").then(m => m.default.name)
-- hoisted.js --
if (true) { function inner() { return "hoisted" } }
module.exports = inner()
-- strict.js --
"use strict"
module.exports = (function() { return this === undefined })()
-- generator.js --
async function* count() { yield 1; yield 2 }
module.exports = (async () => { let sum = 0; for await (const n of count()) sum += n; return sum })()
-- once.js --
globalThis.times = (globalThis.times || 0) + 1; module.exports = globalThis.times
-- twice.js --
require("./once"); require("./once.js"); delete require.cache[require.resolve("./once")]; module.exports = require("./once")
-- broken.js --
exports.a = 1; throw new Error("broken")
-- retry.js --
for (let i = 0; i < 2; i++) try { require("./broken") } catch (e) { exports["try" + i] = e.message }
`
	f := open(t, files)
	for _, test := range []struct{ path, want string }{
		{"plain.js", `{"name":"plain","list":[1,2],"nested":{"z":1,"a":2}}`},
		{"plain", `{"name":"plain","list":[1,2],"nested":{"z":1,"a":2}}`},
		{"exports", `{"a":1}`},
		{"esm.mjs", `{"name":"esm"}`},
		{"named.mjs", `{"a":1}`},
		{"both.mjs", `{"name":"both"}`},
		{"esm.js", `{"a":1,"keys":["a","f"]}`},
		{"text.mjs", `{"default":"text"}`},
		{"types.ts", `{"i":{"a":2},"name":"A"}`},
		{"assign", `{"name":"y"}`},
		{"typed", `{"n":5}`},
		{"data.json", `{"b":1,"a":[true,null],"__proto__":2}`},
		{"bom.json", `{"bom":1}`},
		{"hash.js", `{"hash":1}`},
		{"dir", `{"dir":"dir","file":"index.js"}`},
		{"./dir/", `{"dir":"dir","file":"index.js"}`},
		{"main", `"self"`},
		{"cycle/a", `{"early":1,"late":["early"]}`},
		{"cycle.mjs", `{"other":"one","own":"one"}`},
		{"computed", `["name","dir"]`},
		{"resolve", `["plain.js","fs","node_modules","resolve.js"]`},
		{"meta.mjs", `[true,true,true,true,"node:fs"]`},
		{"parent", `{"parent":true,"main":false,"id":true,"this":true,"loaded":false,"paths":"node_modules"}`},
		{"args", `"objectfunctionobjectstring6"`},
		{"hoisted", `"hoisted"`},
		{"strict", `true`},
		{"twice", `2`},
		{"retry", `{"try0":"broken","try1":"broken"}`},
	} {
		t.Run(test.path, func(t *testing.T) { check(t, "exports", f.json(t, test.path), test.want) })
	}
	for _, path := range []string{"dynamic", "generator"} {
		v, err := f.Require(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		v, err = v.Await(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		check(t, path, toJSON(t, v), map[string]string{"dynamic": `"esm"`, "generator": "3"}[path])
	}
}

func TestRequireAll(t *testing.T) {
	f := open(t, "-- both.mjs --\nexport const helper = 1; export default {name: 'both'}\n")
	v, err := f.RequireAll(t.Context(), "both.mjs")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "exports", toJSON(t, v), `{"default":{"name":"both"},"helper":1}`)
}

func TestPackages(t *testing.T) {
	const files = `
-- package.json --
{"name": "self", "exports": {".": "./index.js", "./sub": "./deep/sub.js"}, "imports": {"#own": "./deep/sub.js", "#dep": "cjs", "#fs": "fs", "#*": "./deep/*.js"}, "dependencies": {"absent": "1"}}
-- deep/sub.js --
module.exports = "sub"
-- node_modules/cjs/index.js --
module.exports = "cjs"
-- node_modules/main/package.json --
{"main": "./lib/main.js", "browser": "./lib/browser.js", "module": "./lib/module.mjs"}
-- node_modules/main/lib/main.js --
module.exports = "main"
-- node_modules/main/lib/other.js --
module.exports = "other"
-- node_modules/@scope/pkg/package.json --
{"main": "x.js"}
-- node_modules/@scope/pkg/x.js --
module.exports = "scoped"
-- node_modules/@scope/pkg/y/index.js --
module.exports = "scoped y"
-- node_modules/dual/package.json --
{"exports": {".": {"types": "./t.d.ts", "import": "./i.mjs", "require": "./r.cjs"}, "./feature/*": "./f/*.js", "./feature/*.json": "./f/*.json", "./dir/": "./f/", "./null": null, "./list": ["bad", "./f/a.js"], "./nested": {"browser": "./b.js", "node": {"require": "./r.cjs"}}}}
-- node_modules/dual/r.cjs --
module.exports = "require"
-- node_modules/dual/i.mjs --
export default "import"
-- node_modules/dual/f/a.js --
module.exports = "feature a"
-- node_modules/dual/f/d.json --
{"data": 1}
-- node_modules/only/package.json --
{"type": "module", "exports": {"import": "./i.js"}}
-- node_modules/only/i.js --
import cjs from "cjs"; import flagged from "flagged"; import own from "./own.js"
export default {cjs, flagged, own}; export const n = 1
-- node_modules/only/own.js --
export default "own default"
-- node_modules/flagged/index.js --
Object.defineProperty(exports, "__esModule", {value: true}); exports.default = "inner"; exports.x = 1
-- node_modules/named/package.json --
{"type": "module", "main": "i.js"}
-- node_modules/named/i.js --
function f() { return 1 }
export { f as default, f as "module.exports" }
-- node_modules/mainless/package.json --
{"main": "missing.js"}
-- node_modules/mainless/index.js --
module.exports = "fallback"
-- litexa/node_modules/deep/index.js --
module.exports = "deep " + require("cjs")
-- extra/away/index.js --
module.exports = "away"
`
	tests := []struct{ code, want string }{
		{`require("cjs")`, `"cjs"`},
		{`require("main")`, `"main"`},
		{`require("main/lib/other")`, `"other"`},
		{`require("@scope/pkg")`, `"scoped"`},
		{`require("@scope/pkg/y")`, `"scoped y"`},
		{`require("dual")`, `"require"`},
		{`require("dual/feature/a")`, `"feature a"`},
		{`require("dual/feature/d.json")`, `{"data":1}`},
		{`require("dual/dir/a.js")`, `"feature a"`},
		{`require("dual/list")`, `"feature a"`},
		{`require("dual/nested")`, `"require"`},
		{`({...require("only")})`, `{"default":{"cjs":"cjs","flagged":{"default":"inner","x":1},"own":"own default"},"n":1}`},
		{`require("named")()`, `1`},
		{`require("mainless")`, `"fallback"`},
		{`require("self/sub")`, `"sub"`},
		{`[require("#own"), require("#dep"), typeof require("#fs").readFileSync, require("#sub")]`, `["sub","cjs","function","sub"]`},
		{`require("away")`, `"away"`},
		{`require("./litexa/node_modules/deep")`, `"deep cjs"`},
	}
	for _, test := range tests {
		t.Run(test.code, func(t *testing.T) {
			f := open(t, files+"-- test.js --\nmodule.exports = "+test.code+"\n", func(o *Options) {
				o.NodePath = []string{filepath.Join(o.Root, "extra")}
			})
			check(t, "exports", f.json(t, "test"), test.want)
		})
	}

	for _, test := range []struct{ code, message, hint string }{
		{`require("dual/other")`, "does not export", "package.json says"},
		{`require("dual/null")`, "does not export", ""},
		{`require("absent")`, "Cannot find module 'absent'", "npm install\" in "},
		{`require("unheard-of")`, "Cannot find module 'unheard-of'", `install it with "npm install unheard-of"`},
		{`require("pth")`, "Cannot find module 'pth'", `did you mean "path"`},
		{`require("./dep/sub")`, "Cannot find module './dep/sub'", "there is no directory"},
		{`require("./deep/sup")`, "Cannot find module './deep/sup'", `did you mean "sub"?`},
		{`require("node:nothing")`, "No such built-in module: node:nothing", ""},
		{`require("")`, "require takes the name of a module", ""},
		{`require(5)`, "require takes the name of a module", ""},
		{`require("#none-of")`, "Cannot find module '#none-of'", ""},
	} {
		t.Run(test.code, func(t *testing.T) {
			f := open(t, files+"-- test.js --\n\n  "+test.code+"\n")
			_, err := f.Require(t.Context(), "test")
			e := failure(t, err)
			if !strings.Contains(e.Message, test.message) {
				t.Errorf("the message is %q", e.Message)
			}
			if !strings.Contains(e.Hint, test.hint) {
				t.Errorf("the hint is %q", e.Hint)
			}
			check(t, "place", place(e, f.dir), "test.js:2:10")
		})
	}
}

func TestRequireFromGo(t *testing.T) {
	f := open(t, "-- a.js --\nmodule.exports = 1\n-- bad/package.json --\n{\n  \"main\": x\n}\n-- addon.node --\n\n")
	for _, test := range []struct{ path, want string }{
		{"missing", "Cannot find module 'missing'"},
		{"aa.js", "Cannot find module 'aa.js'"},
		{"bad", "this is not JSON"},
		{"addon.node", "is a compiled addon"},
	} {
		_, err := f.Require(t.Context(), test.path)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Require(%q): %v", test.path, err)
		}
	}
	_, err := f.Require(t.Context(), "bad")
	check(t, "place", place(failure(t, err), f.dir), "bad/package.json:2:11")

	got, err := f.Resolve("a")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "path", got, filepath.Join(f.dir, "a.js"))

	none, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := none.Require(t.Context(), "a.js"); err == nil || !strings.Contains(err.Error(), "no root") {
		t.Errorf("without a root: %v", err)
	}
}

// Links lead to one module, and paths stay as the user knows them.
func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege on Windows")
	}
	f := open(t, `
-- lib/index.js --
module.exports = {file: __filename, count: globalThis.n = (globalThis.n || 0) + 1}
-- node_modules/.keep --
-- test.js --
require("./lib"); module.exports = require("linked")
`)
	if err := os.Symlink("../lib", filepath.Join(f.dir, "node_modules", "linked")); err != nil {
		t.Fatal(err)
	}
	check(t, "exports", f.json(t, "test"), `{"file":"`+filepath.Join(f.dir, "lib", "index.js")+`","count":1}`)

	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(f.dir, link); err != nil {
		t.Fatal(err)
	}
	vm, err := New(Options{Root: link})
	if err != nil {
		t.Fatal(err)
	}
	v, err := vm.Require(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "exports", toJSON(t, v), `{"file":"`+filepath.Join(link, "lib", "index.js")+`","count":1}`)
}
