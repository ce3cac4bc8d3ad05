package js

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeCoffee is a stand-in for the compiler, whose language is JavaScript in
// which a line "name = value" declares the name. It counts how often it is
// loaded, and "!" is a syntax error.
const fakeCoffee = `
-- node_modules/coffeescript/lib/coffeescript/coffeescript.js --
globalThis.loads = (globalThis.loads || 0) + 1
exports.compile = (source, {bare, sourceMap, filename, literate}) => {
  if (!bare || !sourceMap || !filename) throw new Error("unexpected options")
  const names = [], out = []
  source.split("\n").forEach((line, i) => {
    const bad = line.indexOf("!")
    if (bad >= 0) throw Object.assign(new SyntaxError("unexpected !"), {location: {first_line: i, first_column: bad}})
    const m = /^(\w+) = /.exec(line)
    if (m && !names.includes(m[1])) names.push(m[1])
    out.push((literate ? line.replace(/^[^ ].*$/, "") : line).trimStart() + ";")
  })
  const vlq = n => { let s = "", v = n < 0 ? -n << 1 | 1 : n << 1; do { let d = v & 31; v >>>= 5; if (v) d |= 32; s += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[d] } while (v); return s }
  let srcLine = 0, srcCol = 0, mappings = ""
  source.split("\n").forEach((line, i) => {
    const indent = line.length - line.trimStart().length
    let genCol = 0
    mappings += ";" + [...line.trimStart()].map((c, j) => {
      const s = vlq(j - genCol) + vlq(0) + vlq(i - srcLine) + vlq(indent + j - srcCol)
      genCol = j; srcLine = i; srcCol = indent + j
      return s
    }).join(",")
  })
  return {js: "var " + (names.join(", ") || "nothing") + ";\n" + out.join("\n"), v3SourceMap: JSON.stringify({version: 3, sources: [filename], names: [], mappings})}
}
`

func TestCoffee(t *testing.T) {
	f := open(t, fakeCoffee+`
-- config.coffee --
answer = 42
module.exports = {answer}
-- uses.coffee --
part = require("./config")
  module.exports = [part.answer, require("./lit")]
-- lit.litcoffee --
This is text.

    module.exports = "literate"
-- throws.coffee --
ok = 1
    ;"ü"; nowhere()
-- bad.coffee --
ok = 1
  a ! b
-- lowered.coffee --
module.exports = /\p{L}/u.test("ü")
-- generator.coffee --
g = async function* () { yield 1 }
    ;"ü"; nowhere()
-- broken.coffee --
ok = 1
   ok = (
`)
	check(t, "config", f.json(t, "config"), `{"answer":42}`)
	check(t, "uses", f.json(t, "uses"), `[42,"literate"]`)
	check(t, "lowered", f.json(t, "lowered"), `true`)
	for path, want := range map[string]string{
		"throws":    "throws.coffee:2:18: ReferenceError: nowhere is not defined",
		"generator": "generator.coffee:2:11: ReferenceError: nowhere is not defined",
		"bad":       "bad.coffee:2:5: SyntaxError: unexpected !",
	} {
		_, err := f.Require(t.Context(), path)
		e := failure(t, err)
		check(t, path, place(e, f.dir)+": "+e.Text(), want)
	}
	_, err := f.Require(t.Context(), "broken")
	if e := failure(t, err); e.File != filepath.Join(f.dir, "broken.coffee") || e.Name != "SyntaxError" {
		t.Errorf("broken output: %v", err)
	}
}

func TestCoffeeScope(t *testing.T) {
	f := open(t, fakeCoffee)
	src := Source{Dir: f.dir, Files: []File{
		{Name: "one.coffee", Text: "one = 1\nrun = () => two()"},
		{Name: "plain.js", Text: "function plain() { return typeof one }"},
		{Name: "two.coffee", Path: "litexa/two.coffee", Text: "\ntwo = () => {\n   return nowhere()\n}"},
	}}
	s, err := f.NewScope(t.Context(), src, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Eval(t.Context(), "[one, plain()]")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "values", toJSON(t, v), `[1,"number"]`)
	_, err = s.Eval(t.Context(), "run()")
	check(t, "place", place(failure(t, err), f.dir), "litexa/two.coffee:3:18")

	// Output that must be lowered keeps its places.
	src.Files[0].Text = "one = async function* () { yield 1 }"
	src.Files[2].Text = "\n\n   nowhere()"
	_, err = f.NewScope(t.Context(), src, nil)
	check(t, "place", place(failure(t, err), f.dir), "litexa/two.coffee:3:4")

	src.Files[2].Text = "two = 2\n  !"
	_, err = f.NewScope(t.Context(), src, nil)
	check(t, "place", place(failure(t, err), f.dir), "litexa/two.coffee:2:3")

	got, err := f.Build(t.Context(), Builder{
		File: File{Name: "slots.build.coffee", Text: "exports.kinds = () => ({name: one, values: []})"}, Function: "kinds",
		Inline: Source{Dir: f.dir, Files: []File{{Name: "a.coffee", Text: "one = 'coffee'"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "builder", string(got), `{"name":"coffee","values":[]}`)
}

func TestNoCoffee(t *testing.T) {
	f := open(t, "-- config.coffee --\nx = 1\n")
	_, err := f.Require(t.Context(), "config")
	e := failure(t, err)
	if !errors.Is(err, ErrNoCoffee) || !strings.Contains(e.Hint, "npm install coffeescript") {
		t.Errorf("%v; hint: %s", err, e.Hint)
	}
	check(t, "place", place(e, f.dir), "config.coffee")
}

func TestCoffeeCache(t *testing.T) {
	dir := write(t, fakeCoffee+"-- config.coffee --\nmodule.exports = 1\n")
	cacheDir := filepath.Join(t.TempDir(), "cache")
	load := func() {
		t.Helper()
		vm, err := New(Options{Root: dir, Cache: NewDiskCache(cacheDir)})
		if err != nil {
			t.Fatal(err)
		}
		v, err := vm.Require(t.Context(), "config")
		if err != nil {
			t.Fatal(err)
		}
		check(t, "config", toJSON(t, v), "1")
	}
	load()
	entries, err := os.ReadDir(cacheDir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("the cache holds %v, %v", entries, err)
	}
	// The compiler is not needed again, nor does a damaged file matter.
	file := filepath.Join(cacheDir, entries[0].Name())
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := filepath.Join(dir, "node_modules/coffeescript/lib/coffeescript/coffeescript.js")
	info, err := os.Stat(compiler)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Repeat("!", int(info.Size()))
	whole, err := os.ReadFile(compiler)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(text string) {
		if err := errors.Join(os.WriteFile(compiler, []byte(text), 0o644), os.Chtimes(compiler, info.ModTime(), info.ModTime())); err != nil {
			t.Fatal(err)
		}
	}
	replace(broken)
	load()
	replace(string(whole))
	if err := os.WriteFile(file, data[:10], 0o644); err != nil {
		t.Fatal(err)
	}
	load()

	for i := range maxCached + 10 {
		if err := os.WriteFile(filepath.Join(cacheDir, strings.Repeat("x", i%100)+string(rune('a'+i/100))), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	(&Cache{dir: cacheDir}).prune()
	if entries, _ = os.ReadDir(cacheDir); len(entries) > maxCached {
		t.Errorf("%d files are left", len(entries))
	}
	// A directory that cannot be made is no error.
	c := NewDiskCache(filepath.Join(file, "below a file"))
	c.writeCoffee(compiler, langCoffee, coffeeOutput{})
	if _, ok := c.readCoffee(compiler, "", langCoffee); ok {
		t.Error("something was read")
	}
}

// installed returns the directory of the packages that tests use.
func installed(t *testing.T, name string) string {
	dir := filepath.Join("..", "..", ".tools", "node", "node_modules")
	if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
		t.Skip("not installed: run scripts/tools.sh node")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

func TestRealCoffee(t *testing.T) {
	packages := installed(t, "coffeescript")
	f := open(t, `
-- config.coffee --
square = (x) -> x * x
class Named
  constructor: (@name) ->
  fail: -> throw new Error "ü #{@name}"
module.exports =
  list: (square n for n in [1..3] when n isnt 2)
  later: -> await Promise.resolve 5
  call: -> new Named("x").fail()
-- bad.coffee --
x = 1
y = (1 +
`, func(o *Options) { o.CoffeePath = []string{packages} })
	v, err := f.Require(t.Context(), "config")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "config", toJSON(t, v), `{"list":[1,9]}`)
	later, err := v.CallMethod(t.Context(), "later")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "later", toJSON(t, later), "5")
	_, err = v.CallMethod(t.Context(), "call")
	e := failure(t, err)
	check(t, "throws", place(e, f.dir)+": "+e.Text(), "config.coffee:4:18: Error: ü x")
	_, err = f.Require(t.Context(), "bad")
	e = failure(t, err)
	if e.Name != "SyntaxError" || !strings.HasPrefix(place(e, f.dir), "bad.coffee:2:") {
		t.Errorf("bad: %v", err)
	}
}

// The packages that many skills use work.
func TestRealPackages(t *testing.T) {
	packages := installed(t, "ask-sdk-core")
	f := open(t, `
-- skill.js --
const {SkillBuilders} = require("ask-sdk-core")
const skill = SkillBuilders.custom().addRequestHandlers({
  canHandle: () => true,
  handle: async input => { await null; return input.responseBuilder.speak("hello").getResponse() },
}).create()
exports.call = () => skill.invoke({version: "1.0", session: {new: true, attributes: {}}, context: {System: {}}, request: {type: "LaunchRequest"}})
`, func(o *Options) { o.NodePath = []string{packages} })
	v, err := f.Require(t.Context(), "skill")
	if err != nil {
		t.Fatal(err)
	}
	answer, err := v.CallMethod(t.Context(), "call")
	if err != nil {
		t.Fatal(err)
	}
	if got := toJSON(t, answer); !strings.Contains(got, "<speak>hello</speak>") {
		t.Errorf("the skill says %s", got)
	}
}
