package js

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestScope(t *testing.T) {
	f := open(t, "-- litexa/node_modules/pkg/index.js --\nmodule.exports = 'package'\n-- litexa/part.js --\nmodule.exports = 'part'\n")
	dir := f.dir + "/litexa"
	src := Source{
		Dir:     dir,
		Prelude: []File{{Name: "library.js", Text: "function library() { return 'library ' + litexa.name }\nconst replaced = 'library'; var shadowed = 1"}},
		Params:  []string{"litexa", "jsonFiles", "missing"},
		Files: []File{
			{Name: "a.js", Text: "const fromB = later()\nvar hoisted = 1\nlet word = 'a'; const replaced = 'mine'"},
			{Name: "b.js", Text: "'use strict'\nfunction later() { return 'b' }\nundeclared = 5 // sloppy mode\nclass C {}\nif (true) { function inBlock() {} }\nlet nothing"},
		},
	}
	s, err := f.NewScope(t.Context(), src, map[string]any{"litexa": map[string]any{"name": "L"}, "jsonFiles": json.RawMessage(`{"z.json":1,"a.json":2}`)})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ expr, want string }{
		{"fromB", `"b"`}, {"hoisted", "1"}, {"word", `"a"`}, {"library()", `"library L"`}, {"replaced", `"mine"`}, {"shadowed", "1"},
		{"jsonFiles", `{"z.json":1,"a.json":2}`}, {"typeof missing", `"undefined"`}, {"require('pkg')", `"package"`},
		{"require('./part')", `"part"`}, {"typeof exports + typeof module + __dirname.slice(-6)", `"objectobjectlitexa"`},
		{"undeclared", "5"}, {"Promise.resolve(word)", `"a"`}, {"{a: 1}", `{"a":1}`}, {"(async () => { await null; return typeof inBlock })()", `"function"`},
	} {
		v, err := s.Eval(t.Context(), test.expr)
		if err != nil {
			t.Errorf("%s: %v", test.expr, err)
			continue
		}
		check(t, test.expr, toJSON(t, v), test.want)
	}
	for name, want := range map[string]bool{
		"fromB": true, "later": true, "C": true, "library": true, "undeclared": true, "inBlock": true, "litexa": true, "exports": true,
		"require": true, "escape": true, "fetch": true, "crypto": true, "process": true, "Math": true, "Intl": true,
		"nothing": false, "unknown": false, "missing": false, "path": false, "not-a-name": false, "a.b": false, "": false, "ünknown": false,
	} {
		got, err := s.Defined(name)
		if err != nil || got != want {
			t.Errorf("Defined(%q) = %v, %v", name, got, err)
		}
	}
	if !s.Result().IsUndefined() {
		t.Error("there is a result")
	}
}

func TestUnitsAreShared(t *testing.T) {
	cache := NewCache()
	first := open(t, "", func(o *Options) { o.Cache = cache })
	unit, err := first.Compile(t.Context(), Source{
		Dir: first.dir, Params: []string{"start"}, Result: "{next: () => ++count}",
		Files: []File{{Name: "a.js", Text: "let count = start"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		f := open(t, "", func(o *Options) { o.Cache = cache })
		s, err := f.Run(t.Context(), unit, map[string]any{"start": 10})
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.Result().CallMethod(t.Context(), "next")
		if err != nil {
			t.Fatal(err)
		}
		check(t, "count", toJSON(t, v), "11")
		if _, err := s.Eval(t.Context(), "1"); err == nil {
			t.Error("Eval works in a scope with a result")
		}
	}
}

func TestScopeErrors(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []File
		place string
		text  string
		line  string
	}{
		{"syntax", []File{{Name: "a.js", Text: "let a = 1"}, {Name: "b.js", Text: "let b = 2\nlet c = (1 +\n"}, {Name: "c.js", Text: "let d"}}, "b.js:3:1", "SyntaxError: Unexpected end of file", ""},
		{"throw", []File{{Name: "a.js", Text: "let a = 1\n"}, {Name: "b.js", Path: "litexa/b.js", Text: "\n  'ü'; nope()"}}, "litexa/b.js:2:12", "ReferenceError: nope is not defined", "  'ü'; nope()"},
		{"redeclared", []File{{Name: "a.js", Text: "let a = 1"}, {Name: "b.js", Text: "const b = 2; let a = 3"}}, "b.js:1:18", "SyntaxError: Identifier 'a' has already been declared", "const b = 2; let a = 3"},
		{"module", []File{{Name: "a.js", Text: "let b\n import x from 'y'"}}, "a.js:2:1", "SyntaxError: import and export cannot be used in inline code, whose files share one scope", " import x from 'y'"},
		{"lowered", []File{{Name: "a.js", Text: "let re = /\\p{L}/u\n"}, {Name: "b.js", Text: "async function* g() {}\n\tg.x.y()"}}, "b.js:2:4", "TypeError: Cannot read property 'y' of undefined or null", "\tg.x.y()"},
		{"crlf", []File{{Name: "a.js", Text: "let a\r\nlet b\r\n"}, {Name: "b.js", Text: "let c\r\n  d()\r\n"}}, "b.js:2:4", "ReferenceError: d is not defined", "  d()"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, "")
			_, err := f.NewScope(t.Context(), Source{Dir: f.dir, Files: test.files}, nil)
			e := failure(t, err)
			check(t, "place", place(e, f.dir), test.place)
			check(t, "text", e.Text(), test.text)
			check(t, "line", e.SourceLine, test.line)
		})
	}
	f := open(t, "")
	if _, err := f.NewScope(t.Context(), Source{Params: []string{"a-b"}}, nil); err == nil {
		t.Error("a parameter may have any name")
	}
	if _, err := f.NewScope(t.Context(), Source{Params: []string{"p"}}, map[string]any{"p": func() {}}); err == nil || !strings.Contains(err.Error(), "the value of p") {
		t.Errorf("a value that cannot be given: %v", err)
	}
}

// The stack that code sees has the original places as well.
func TestScopeStack(t *testing.T) {
	f := open(t, "")
	s, err := f.NewScope(t.Context(), Source{Dir: f.dir, Result: "stack", Files: []File{
		{Name: "a.js", Text: "const x = 1"}, {Name: "b.js", Path: "litexa/b.js", Text: "function thrower() {\n  return new Error('e').stack }\nconst stack = thrower()"},
	}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	stack := s.Result().String()
	if !strings.Contains(stack, "thrower (litexa/b.js:2:10") || !strings.Contains(stack, "at litexa/b.js:3:22") {
		t.Errorf("the stack is %s", stack)
	}
}

func TestFunc(t *testing.T) {
	f := open(t, "")
	failed := errors.New("failed in Go")
	var got []string
	s, err := f.NewScope(t.Context(), Source{Params: []string{"host"}, Files: []File{{Name: "a.js", Text: `
function all() { return host.add(1, 'two', {three: 3}) }
function caught() { try { host.fail() } catch (e) { return e.name + ': ' + e.message } }
function uncaught() {
  host.fail() }
function nested() { return host.call(x => x + 1) }
function later() { return host.wait(new Promise(() => {})) }
`}}}, map[string]any{"host": map[string]any{
		"add": Func(func(_ context.Context, args []*Value) (any, error) {
			for _, a := range args {
				got = append(got, toJSON(t, a))
			}
			return []any{len(args), map[string]any{"n": nil, "raw": json.RawMessage(`{"b":1,"a":2}`)}, true, 1.5, struct{ X int }{7}}, nil
		}),
		"fail": func(context.Context, []*Value) (any, error) { return nil, failed },
		"call": Func(func(ctx context.Context, args []*Value) (any, error) { return args[0].Call(ctx, 41) }),
		"wait": Func(func(ctx context.Context, args []*Value) (any, error) { return args[0].Await(ctx) }),
	}})
	if err != nil {
		t.Fatal(err)
	}
	eval := func(expr string) (string, error) {
		v, err := s.Eval(t.Context(), expr)
		if err != nil {
			return "", err
		}
		return toJSON(t, v), nil
	}
	out, err := eval("all()")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "result", out, `[3,{"n":null,"raw":{"b":1,"a":2}},true,1.5,{"X":7}]`)
	check(t, "arguments", got, []string{"1", `"two"`, `{"three":3}`})
	out, err = eval("caught()")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "caught", out, `"Error: failed in Go"`)
	_, err = eval("uncaught()")
	if !errors.Is(err, failed) {
		t.Errorf("uncaught: %v", err)
	}
	check(t, "place", place(failure(t, err), ""), "a.js:5:12")
	out, err = eval("nested()")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "nested", out, "42")
	if _, err = eval("later()"); err == nil || !strings.Contains(err.Error(), "cannot wait for a promise") {
		t.Errorf("waiting within code: %v", err)
	}
}

func TestBuild(t *testing.T) {
	const files = "-- litexa/node_modules/words/index.js --\nmodule.exports = ['a', 'b']\n"
	inline := []File{
		{Name: "main.js", Text: "const fromInline = 'inline'\nfunction twice(x) { return x + x }"},
		{Name: "slots.build.js", Text: "throw new Error('the file of the builder is not part of the inline code')"},
	}
	for _, test := range []struct {
		name, file, function, text string
		inline                     []File
		want                       string
	}{
		{"plain", "slots.build.js", "kinds", "exports.kinds = (skill, language) => ({values: ['x'], name: skill.name + language, z: 1, a: 2})", inline, `{"values":["x"],"name":"Skillde","z":1,"a":2}`},
		{"inline", "slots.build.js", "kinds", "exports.kinds = () => ({name: twice(fromInline), values: Object.keys(jsonFiles['list.json'])})", inline, `{"name":"inlineinline","values":["z","b"]}`},
		{"require", "slots.build.js", "kinds", "const words = require('words')\nmodule.exports = {kinds() { return {name: 'w', values: words} }}", inline, `{"name":"w","values":["a","b"]}`},
		{"async", "slots.build.js", "kinds", "exports.kinds = async () => { await null; return {name: 'later', values: []} }", inline, `{"name":"later","values":[]}`},
		{"module", "slots.build.js", "kinds", "export function kinds() { return {name: 'esm', values: []} }", inline, `{"name":"esm","values":[]}`},
		{"default", "slots.build.js", "kinds", "export default {kinds: () => ({name: 'esm', values: []})}", inline, `{"name":"esm","values":[]}`},
		{"typescript", "slots.build.ts", "kinds", "exports.kinds = (): {name: string} => ({name: 'ts' as string})", inline[:1], `{"name":"ts"}`},
		{"broken inline", "slots.build.js", "kinds", "exports.kinds = () => ({name: typeof fromInline, values: []})", []File{{Name: "main.js", Text: "const fromInline = litexa.a.b"}}, `{"name":"undefined","values":[]}`},
		{"return", "slots.build.js", "kinds", "exports.kinds = () => ({})\nreturn", inline, `{}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, files)
			got, err := f.Build(t.Context(), Builder{
				File: File{Name: test.file, Text: test.text}, Function: test.function,
				Skill: map[string]any{"name": "Skill"}, Language: "de",
				JSONFiles: map[string]any{"list.json": json.RawMessage(`{"z":1,"b":2}`)},
				Inline:    Source{Dir: f.dir + "/litexa", Files: test.inline},
			})
			if err != nil {
				t.Fatal(err)
			}
			check(t, "result", string(got), test.want)
		})
	}
	for _, test := range []struct{ name, text, want, hint string }{
		{"no exports", "const x = 1", "slots.build.js: slots.build.js exports no functions, so the slot builder kinds is not there", "exports.kinds = function"},
		{"other name", "exports.kind = () => 1; exports.other = () => 1; exports.n = 1", "slots.build.js: there is no slot builder kinds in slots.build.js, which exports [kind, other]", `did you mean "kind"?`},
		{"throws", "exports.kinds = () => {\n  return skill.x }", "slots.build.js:2:10: running the slot builder kinds of slots.build.js: ReferenceError: skill is not defined", ""},
		{"rejects", "exports.kinds = async () => {\n  throw new TypeError('no') }", "slots.build.js:2:9: running the slot builder kinds of slots.build.js: TypeError: no", ""},
		{"nothing", "exports.kinds = () => {}", "slots.build.js: running the slot builder kinds of slots.build.js: it returned nothing", ""},
		{"function", "exports.kinds = () => () => 1", "slots.build.js: running the slot builder kinds of slots.build.js: it returned a function", ""},
		{"load", "\n\nthrow new Error('loading')", "slots.build.js:3:7: running the slot builder kinds of slots.build.js: Error: loading", ""},
		{"syntax", "exports.kinds = (", "slots.build.js:1:18: running the slot builder kinds of slots.build.js: SyntaxError: Unexpected end of file", ""},
		{"not an object", "module.exports = 5", "slots.build.js: slots.build.js exports no functions, so the slot builder kinds is not there", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, files)
			_, err := f.Build(t.Context(), Builder{
				File: File{Name: "slots.build.js", Text: test.text}, Function: "kinds",
				Inline: Source{Dir: f.dir, Files: []File{{Name: "main.js", Text: "let a = 1\nlet b = 2"}}},
			})
			e := failure(t, err)
			check(t, "message", e.Error(), test.want)
			if !strings.Contains(e.Hint, test.hint) {
				t.Errorf("the hint is %q", e.Hint)
			}
		})
	}
}
