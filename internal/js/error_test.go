package js

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestErrors(t *testing.T) {
	const files = `
-- throws.js --
// ünïcode
function thrower(x) { /* ü */ throw new RangeError("out: " + x) }
exports.call = () => thrower(5)
-- typed.ts --
type Long = {
  a: string, b: number
}
const value: Long | undefined = undefined
function reader(l?: Long): string {
  const sign = "ü"; return l!.a
}
export const call = () => reader(value)
-- esm.mjs --
import {call as inner} from "./typed.ts"

export function call() { return inner() }
-- minified.js --
exports.call=function(){"é";return missing.x};
-- async.js --
exports.call = async function outer() {
  await null
  throw new TypeError("later")
}
-- timer.js --
exports.call = () => new Promise(() => { setTimeout(function late() {
    throw new Error("in a timer") }, 1) })
-- reject.js --
exports.call = () => Promise.reject("a string")
-- primitive.js --
exports.call = () => {
  throw {code: 7, list: [1]} }
-- cause.js --
class Custom extends Error { constructor(m) { super(m); this.name = "Custom" } }
exports.call = () => {
  throw new Custom("own class")
}
-- fs.js --
exports.call = () => fs.readFileSync("x")
-- nonsettling.js --
exports.call = () => new Promise(() => {})
-- exit.js --
exports.call = () => { try { process.exit(3) } finally { exports.ran = true } }
-- deep.js --
exports.call = function deep() { return deep() + 1 }
-- getter.js --
exports.call = () => { const e = new Error("x"); Object.defineProperty(e, "message", {get() { throw 1 }}); throw e }
-- null.js --
exports.call = () => { throw null }
-- tick.js --
exports.call = () => new Promise(() => process.nextTick(() => { nowhere() }))
-- micro.js --
exports.call = () => new Promise(() => queueMicrotask(() => { nowhere() }))
`
	type want struct{ Place, Text, Line, Hint string }
	for _, test := range []struct {
		path string
		want want
	}{
		{"throws.js", want{"throws.js:2:37", "RangeError: out: 5", `function thrower(x) { /* ü */ throw new RangeError("out: " + x) }`, ""}},
		{"typed.ts", want{"typed.ts:6:31", "TypeError: Cannot read property 'a' of undefined", `  const sign = "ü"; return l!.a`, ""}},
		{"esm.mjs", want{"typed.ts:6:31", "TypeError: Cannot read property 'a' of undefined", `  const sign = "ü"; return l!.a`, ""}},
		{"minified.js", want{"minified.js:1:36", "ReferenceError: missing is not defined", `exports.call=function(){"é";return missing.x};`, ""}},
		{"async.js", want{"async.js:3:9", "TypeError: later", `  throw new TypeError("later")`, ""}},
		{"timer.js", want{"timer.js:2:11", "Error: in a timer", `    throw new Error("in a timer") }, 1) })`, ""}},
		{"reject.js", want{"", `uncaught "a string"`, "", ""}},
		{"primitive.js", want{"primitive.js:2:3", `uncaught {"code":7,"list":[1]}`, `  throw {code: 7, list: [1]} }`, ""}},
		{"cause.js", want{"cause.js:1:52", "Custom: own class", `class Custom extends Error { constructor(m) { super(m); this.name = "Custom" } }`, ""}},
		{"fs.js", want{"fs.js:1:22", "ReferenceError: fs is not defined", `exports.call = () => fs.readFileSync("x")`, `add: const fs = require("fs")`}},
		{"nonsettling.js", want{"", "the promise never settles: nothing is left to be done that could settle it", "", ""}},
		{"exit.js", want{"exit.js:1:42", "process.exit(3) was called", `exports.call = () => { try { process.exit(3) } finally { exports.ran = true } }`, "code runs within Litexa, which it must not end: throw an error instead"}},
		{"deep.js", want{"deep.js:1:45", "RangeError: calls are nested too deep", `exports.call = function deep() { return deep() + 1 }`, "a function probably calls itself without end"}},
		{"getter.js", want{"getter.js:1:34", "uncaught {}", `exports.call = () => { const e = new Error("x"); Object.defineProperty(e, "message", {get() { throw 1 }}); throw e }`, ""}},
		{"null.js", want{"null.js:1:24", "uncaught null", `exports.call = () => { throw null }`, ""}},
		{"tick.js", want{"tick.js:1:72", "ReferenceError: nowhere is not defined", `exports.call = () => new Promise(() => process.nextTick(() => { nowhere() }))`, ""}},
		{"micro.js", want{"micro.js:1:70", "ReferenceError: nowhere is not defined", `exports.call = () => new Promise(() => queueMicrotask(() => { nowhere() }))`, ""}},
	} {
		t.Run(test.path, func(t *testing.T) {
			f := open(t, files)
			v, err := f.RequireAll(t.Context(), test.path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = v.CallMethod(t.Context(), "call")
			if err == nil {
				t.Fatal("no error")
			}
			var e *Error
			if !errors.As(err, &e) {
				check(t, "error", err.Error(), test.want.Text)
				return
			}
			check(t, "error", want{place(e, f.dir), e.Text(), e.SourceLine, e.Hint}, test.want)
			// What went wrong did not spoil the VM.
			check(t, "afterwards", f.json(t, "null"), "{}")
		})
	}
}

func TestErrorStack(t *testing.T) {
	f := open(t, `
-- a.ts --
import {second} from "./b"
interface X {}
export function first() { second() }
-- b.js --
exports.second = () => { [1].forEach(function each() { new Thrower() }) }
class Thrower { constructor() { throw new Error("x") } }
`)
	v, err := f.RequireAll(t.Context(), "a.ts")
	if err != nil {
		t.Fatal(err)
	}
	_, err = v.CallMethod(t.Context(), "first")
	var got []string
	for _, frame := range failure(t, err).Stack {
		if !strings.HasPrefix(frame.File, "node:") {
			got = append(got, strings.ReplaceAll(frame.String(), f.dir+"/", ""))
		}
	}
	want := []string{"b.js:2:39", "each (b.js:1:56)", "b.js:1:37", "first (a.ts:3:27)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, test := range []struct{ name, text, place, message, hint string }{
		{"a.js", "let a = 1\nlet b = {\n  c: 1\n  d: 2\n}", "a.js:4:3", `Expected "}" but found "d"`, ""},
		{"b.js", "const x", "b.js:1:7", `The constant "x" must be initialized`, ""},
		{"c.ts", "let ü: number = 'a' as\n", "c.ts:3:1", "Unexpected end of file", ""},
		{"d.mjs", "export default await 5", "d.mjs:1:16", "await outside of an async function", "put the code into an async function"},
		{"e.json", "{\"a\": 1,\n \"b\": }", "e.json:2:7", "this is not JSON: invalid character '}' looking for beginning of value", ""},
		{"f.json", "{\n  // comment\n}", "f.json:2:3", "this is not JSON", "JSON has no comments"},
		{"g.json", "{'a': 1}", "g.json:1:2", "this is not JSON", "double quotes"},
		{"h.json", "[1, 2,]", "h.json:1:7", "this is not JSON", "remove the comma"},
		{"i.json", "{\"a\": [1, 2", "i.json:1:12", "the JSON ends too early", ""},
		{"j.json", " ", "j.json:1:1", "the file is empty, which is not JSON", ""},
		{"k.json", "{\"ü\": 1 \"b\": 2}", "k.json:1:9", "this is not JSON", "a comma may be missing"},
		{"l.json", "{a: 1}", "l.json:1:2", "this is not JSON", "double quotes"},
		{"m.js", strings.Repeat("(", 6000), "m.js:1:5001", "brackets are nested more than 5000 deep", ""},
		{"m2.js", "x = " + strings.Repeat("!", 6000) + "1", "m2.js:1:5005", "more than 5000 signs stand in a row", ""},
		{"n.js", "import x from 'y", "n.js:1:17", "Unterminated string literal", ""},
		{"o.js", "exports.a = /(/", "o.js:1:13", "Unterminated group", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, "-- "+test.name+" --\n"+test.text+"\n-- main.js --\nrequire('./"+test.name+"')\n")
			for _, path := range []string{test.name, "main"} {
				_, err := f.Require(t.Context(), path)
				e := failure(t, err)
				check(t, "place", place(e, f.dir), test.place)
				if !strings.Contains(e.Message, test.message) || !strings.Contains(e.Hint, test.hint) {
					t.Errorf("%s\nhint: %s", e.Message, e.Hint)
				}
				check(t, "name", e.Name, "SyntaxError")
			}
		})
	}
}

func TestUserSourceMap(t *testing.T) {
	// compiled.js was made of src/a.txt: its line 2 comes from line 10.
	const files = `
-- src/a.txt --
1
2
3
4
5
6
7
8
9
    original()
-- compiled.js --
"use strict"
exports.call = () => { original() }
//# sourceMappingURL=compiled.js.map
-- compiled.js.map --
{"version": 3, "sources": ["src/a.txt"], "names": ["x"], "mappings": ";AASI,uBAAA"}
-- inline.js --
exports.call = () => { original() }
//# sourceMappingURL=data:application/json;charset=utf-8,{"version":3,"sources":["webpack:///src/a.txt"],"names":[],"mappings":"AASI"}
-- missing.js --
exports.call = () => { original() }
//# sourceMappingURL=nowhere.map
-- wrong.js --
exports.call = () => { original() }
//# sourceMappingURL=data:application/json,{"version":3,"sources":["a"],"mappings":"!!"}
`
	for path, want := range map[string]string{
		"compiled": "src/a.txt:10:5", "inline": "src/a.txt:10:5", "missing": "missing.js:1:32", "wrong": "wrong.js:1:32",
	} {
		f := open(t, files)
		v, err := f.Require(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = v.CallMethod(t.Context(), "call")
		check(t, path, place(failure(t, err), f.dir), want)
	}
}

func TestLimits(t *testing.T) {
	for _, test := range []struct {
		name, code string
		want       error
	}{
		{"loop", "for (;;) {}", ErrTimeout},
		{"promises", "const next = () => Promise.resolve().then(next); next()", ErrTimeout},
		{"timers", "exports.p = new Promise(() => setInterval(() => {}, 1))", ErrTimeout},
		{"ticks", "const next = () => process.nextTick(next); next()", ErrTimeout},
		{"immediates", "exports.p = new Promise(() => { const next = () => setImmediate(next); next() })", ErrTimeout},
		{"sleep", "exports.p = new Promise(() => setTimeout(() => {}, 1e6))", ErrTimeout},
		{"caught", "for (;;) { try { for (;;) {} } catch (e) {} finally { for (;;) {} } }", ErrTimeout},
		{"memory", "const list = []; for (;;) list.push(new Array(1000).fill(list.length))", ErrMemory},
		{"string", "let s = 'x'; for (;;) s += s.slice(0, 1e5) + s.length", ErrMemory},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, "-- code.js --\n"+test.code+"\n-- fine.js --\nmodule.exports = Promise.resolve(1)\n", func(o *Options) {
				o.Timeout = 100 * time.Millisecond
				if test.want == ErrMemory {
					o.Timeout, o.MemoryLimit = time.Minute, 30<<20
				}
			})
			v, err := f.Require(t.Context(), "code")
			if err == nil {
				v, err = v.Get("p")
				if err == nil {
					_, err = v.Await(t.Context())
				}
			}
			if !errors.Is(err, test.want) {
				t.Fatalf("the error is %v", err)
			}
			v, err = f.Require(t.Context(), "fine")
			if err == nil {
				v, err = v.Await(t.Context())
			}
			if err != nil {
				t.Fatalf("afterwards: %v", err)
			}
			check(t, "afterwards", toJSON(t, v), "1")
		})
	}
}

func TestContext(t *testing.T) {
	f := open(t, "-- loop.js --\nfor (;;) {}\n", func(o *Options) { o.Timeout = -1 })
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := f.Require(ctx, "loop"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := f.Require(ctx, "loop"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := f.Require(ctx, "loop"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("deadline: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Require(t.Context(), "loop"); err == nil {
		t.Error("a closed VM runs code")
	}
}

// Calls within Hold share one limit.
func TestHold(t *testing.T) {
	for _, test := range []struct {
		name, code string
		want       error
	}{
		{"time", "for (;;) {}", ErrTimeout},
		{"memory", "const list = []; for (;;) list.push(new Array(1000).fill(list.length))", ErrMemory},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, "", func(o *Options) {
				o.Timeout, o.MemoryLimit = 100*time.Millisecond, 1<<40
				if test.want == ErrMemory {
					o.Timeout, o.MemoryLimit = time.Minute, 30<<20
				}
			})
			s, err := f.NewScope(t.Context(), Source{Result: "{fine: async () => 1, fail() {" + test.code + "}}"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			err = f.Hold(t.Context(), func() error {
				for range 3 {
					v, err := s.Result().CallMethod(t.Context(), "fine")
					if err != nil {
						return err
					}
					check(t, "value", toJSON(t, v), "1")
				}
				return f.Hold(t.Context(), func() error {
					if _, err := s.Result().CallMethod(t.Context(), "fail"); !errors.Is(err, test.want) {
						t.Errorf("the first call: %v", err)
					}
					_, err := s.Result().CallMethod(t.Context(), "fine")
					return err
				})
			})
			if !errors.Is(err, test.want) {
				t.Errorf("the second call: %v", err)
			}
			if f.Broken() {
				t.Error("the engine is broken")
			}
			if _, err := s.Result().CallMethod(t.Context(), "fine"); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f := open(t, "")
	if err := f.Hold(ctx, func() error { t.Error("f was called"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
}
