package js

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBundle(t *testing.T) {
	const files = fakeCoffee + `
-- litexa/local.js --
exports.local = "local"
-- litexa/data.json --
{"data": [1]}
-- litexa/typed.ts --
import {esm} from "esm-only"
export const typed: string = "typed " + esm
-- litexa/part.coffee --
answer = 42
module.exports = {answer, fail: () => nowhere()}
-- litexa/node_modules/dep/package.json --
{"main": "lib/main.js"}
-- litexa/node_modules/dep/lib/main.js --
exports.dep = require("./inner") + require("path").basename("/a/b")
try { require("not-there") } catch (e) { exports.optional = e.code }
-- litexa/node_modules/dep/lib/inner.js --
module.exports = "dep "
-- litexa/node_modules/esm-only/package.json --
{"type": "module", "exports": {"import": "./i.js"}}
-- litexa/node_modules/esm-only/i.js --
export const esm = "esm"
export async function* counted() { yield 1 }
-- litexa/node_modules/addon/index.js --
try { module.exports = require("./build/addon.node") } catch (e) { module.exports = e.message }
-- litexa/node_modules/addon/build/addon.node --
binary
-- node_modules/outer/index.js --
module.exports = "outer"
`
	const entry = `
const words = [require("./local").local, require("./data.json").data, require("dep"), require("outer"), require("addon")]
words.push(require("./typed").typed, require("./part").answer)
exports.words = words
exports.fail = () => require("./part").fail()
exports.dynamic = name => require(name)
`
	f := open(t, files)
	opts := BundleOptions{Dir: filepath.Join(f.dir, "litexa"), Entry: File{Name: "entry.js", Text: entry}}
	b, err := f.Bundle(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range b.Files {
		rel, err := filepath.Rel(f.dir, file)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.ToSlash(rel))
	}
	check(t, "files", names, []string{
		"litexa/data.json", "litexa/local.js", "litexa/node_modules/addon/build/addon.node", "litexa/node_modules/addon/index.js",
		"litexa/node_modules/dep/lib/inner.js", "litexa/node_modules/dep/lib/main.js", "litexa/node_modules/esm-only/i.js",
		"litexa/part.coffee", "litexa/typed.ts", "node_modules/outer/index.js",
	})
	if len(b.Warnings) != 1 || b.Warnings[0].File != "entry.js" || b.Warnings[0].Line != 6 {
		t.Errorf("the warnings are %v", b.Warnings)
	}
	if strings.Contains(string(b.Code), f.dir) {
		t.Error("the bundle names the directory it was made in")
	}
	again, err := f.Bundle(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "the second bundle", string(again.Code), string(b.Code))

	// It runs without any of the files.
	alone := open(t, "")
	code := string(b.Code) + "//# sourceMappingURL=bundle.js.map\n"
	if err := errors.Join(os.WriteFile(filepath.Join(alone.dir, "bundle.js"), []byte(code), 0o644),
		os.WriteFile(filepath.Join(alone.dir, "bundle.js.map"), b.SourceMap, 0o644)); err != nil {
		t.Fatal(err)
	}
	v, err := alone.Require(t.Context(), "bundle")
	if err != nil {
		t.Fatal(err)
	}
	words, err := v.Get("words")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "words", toJSON(t, words), `["local",[1],{"dep":"dep b","optional":"MODULE_NOT_FOUND"},"outer","addon.node is a compiled addon, which only Node itself can load","typed esm",42]`)
	_, err = v.CallMethod(t.Context(), "fail")
	if e := failure(t, err); !strings.HasSuffix(e.File, "part.coffee") || e.Line != 2 {
		t.Errorf("an error in the bundle: %v", err)
	}

	opts.Minify = true
	small, err := f.Bundle(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(small.Code) >= len(b.Code) {
		t.Errorf("the bundle has %d bytes, minified %d", len(b.Code), len(small.Code))
	}
}

func TestBundleEntries(t *testing.T) {
	f := open(t, fakeCoffee)
	for _, file := range []File{
		{Name: "entry.ts", Text: "export const value: number = 7"},
		{Name: "entry.coffee", Text: "exports.value = 7"},
		{Name: "entry.js", Text: "exports.value = 7"},
	} {
		b, err := f.Bundle(t.Context(), BundleOptions{Dir: f.dir, Entry: file})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(f.dir, file.Name+".bundle.js")
		if err := os.WriteFile(path, b.Code, 0o644); err != nil {
			t.Fatal(err)
		}
		check(t, file.Name, f.json(t, path), `{"value":7}`)
	}
}

func TestBundleErrors(t *testing.T) {
	const files = fakeCoffee + "-- bad.js --\nlet a = (\n-- bad.coffee --\nx = 1\n  !\n-- bad.json --\n{\n 'a': 1}\n"
	for _, test := range []struct{ name, text, place, message, hint string }{
		{"missing", "\nrequire('lodahs')", "entry.js:2:9", "Cannot find module 'lodahs'", "npm install lodahs"},
		{"file", "\n\nrequire('./bda')", "entry.js:3:9", "Cannot find module './bda'", `did you mean "bad"`},
		{"syntax", "let x = 'ü' 5", "entry.js:1:13", `Expected ";" but found "5"`, ""},
		{"in a file", "require('./bad.js')", "bad.js:2:1", "Unexpected end of file", ""},
		{"coffee", "require('./bad.coffee')", "bad.coffee:2:3", "unexpected !", ""},
		{"json", "require('./bad.json')", "bad.json:2:2", "this is not JSON", "double quotes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, files)
			_, err := f.Bundle(t.Context(), BundleOptions{Dir: f.dir, Entry: File{Name: "entry.js", Text: test.text}})
			e := failure(t, err)
			check(t, "place", place(e, f.dir), test.place)
			if !strings.Contains(e.Message, test.message) || !strings.Contains(e.Hint, test.hint) {
				t.Errorf("%s; hint: %s", e.Message, e.Hint)
			}
		})
	}
}
