package js

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestValues(t *testing.T) {
	f := open(t, "")
	s, err := f.NewScope(t.Context(), Source{Result: `{
  text: "t", number: 1.5, yes: true, nothing: null, list: [1, [2]], fn(a) { return [this === values, a] }, object: {z: 1, a: {b: 2}, [Symbol("s")]: 3},
  date: new Date(0), bad: {toString() { throw new Error("no text") }, valueOf() { throw new Error("no number") }, get x() { throw new RangeError("no x") }},
  circle: (() => { const o = {}; o.o = o; return o })(), big: 10n, promise: Promise.resolve({p: 1}), thenable: {then(ok) { ok("then") }}, never: new Promise(() => {}),
  self() { return values },
}`, Prelude: []File{{Name: "p.js", Text: "let values"}}, Files: []File{{Name: "a.js", Text: "queueMicrotask(() => {})"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := s.Result()
	get := func(name string) *Value {
		t.Helper()
		v, err := all.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	type kind struct {
		Undefined, Null, Function, Object, String, Truthy bool
		Text                                              string
	}
	for name, want := range map[string]kind{
		"text":    {String: true, Truthy: true, Text: "t"},
		"number":  {Truthy: true, Text: "1.5"},
		"yes":     {Truthy: true, Text: "true"},
		"nothing": {Null: true, Text: "null"},
		"missing": {Undefined: true, Text: "undefined"},
		"list":    {Object: true, Truthy: true, Text: "1,2"},
		"fn":      {Function: true, Object: true, Truthy: true, Text: `fn(a) { return [this === values, a] }`},
		"bad":     {Object: true, Truthy: true},
	} {
		v := get(name)
		check(t, name, kind{v.IsUndefined(), v.IsNull(), v.IsFunction(), v.IsObject(), v.IsString(), v.Truthy(), v.String()}, want)
	}
	check(t, "number", get("number").Number(), 1.5)
	check(t, "date", get("date").Number(), 0.0)
	for _, name := range []string{"missing", "bad", "text"} {
		if n := get(name).Number(); !math.IsNaN(n) {
			t.Errorf("%s is %v", name, n)
		}
	}
	keys, err := get("object").Keys()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "keys", keys, []string{"z", "a"})
	keys, err = get("text").Keys()
	check(t, "keys of a text", keys, []string(nil))
	if err != nil {
		t.Fatal(err)
	}
	second, err := get("list").Index(1)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "element", toJSON(t, second), "[2]")
	check(t, "object", toJSON(t, get("object")), `{"z":1,"a":{"b":2}}`)
	check(t, "date", toJSON(t, get("date")), `"1970-01-01T00:00:00.000Z"`)
	for name, want := range map[string]string{"circle": "circular", "big": "BigInt"} {
		if _, err := get(name).JSON(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := get("bad").Get("x"); err == nil || failure(t, err).Text() != "RangeError: no x" {
		t.Errorf("a member that throws: %v", err)
	}
	for name, want := range map[string]string{"promise": `{"p":1}`, "thenable": `"then"`, "number": "1.5"} {
		v, err := get(name).Await(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		check(t, name, toJSON(t, v), want)
	}
	if _, err := get("never").Await(t.Context()); err == nil || !strings.Contains(err.Error(), "never settles") {
		t.Errorf("never: %v", err)
	}

	if err := get("object").Set("added", map[string]any{"n": json.RawMessage("[1]")}); err != nil {
		t.Fatal(err)
	}
	check(t, "object", toJSON(t, get("object")), `{"z":1,"a":{"b":2},"added":{"n":[1]}}`)
	if err := get("object").Set("x", func() {}); err == nil {
		t.Error("anything can be set")
	}
	if err := get("text").Set("x", 1); err != nil {
		t.Error(err)
	}

	for _, call := range []func() (*Value, error){
		func() (*Value, error) { return get("text").Call(t.Context()) },
		func() (*Value, error) { return all.CallMethod(t.Context(), "text") },
		func() (*Value, error) { return all.CallMethod(t.Context(), "missing") },
	} {
		if _, err := call(); err == nil || !strings.Contains(err.Error(), "is not a function") {
			t.Errorf("calling what is no function: %v", err)
		}
	}
	other := open(t, "")
	o, err := other.NewScope(t.Context(), Source{Result: "1"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := get("fn").Call(t.Context(), o.Result()); err == nil || !strings.Contains(err.Error(), "argument 1: the value is of another VM") {
		t.Errorf("a value of another VM: %v", err)
	}
	if _, err := get("fn").Call(t.Context(), []any{map[string]any{"f": make(chan int)}}); err == nil || !strings.Contains(err.Error(), "argument 1: [0]: f: ") {
		t.Errorf("a value that has no JSON: %v", err)
	}
	v, err := get("fn").Call(t.Context(), []any{nil, get("text"), "s", 1, int64(2), 2.5, true, []string{"x"}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "arguments", toJSON(t, v), `[false,[null,"t","s",1,2,2.5,true,["x"]]]`)
}
