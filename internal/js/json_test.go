package js

import (
	"encoding/json"
	"strings"
	"testing"
)

var jsonTexts = []string{
	`{}`, ` [ ] `, `null`, `true`, `false`, `0`, `-0`, `-12.5e+3`, `1e400`, `12345678901234567890`, `0.1`, `9007199254740993`,
	`"plain"`, `"ümlaut 😀"`, `"a\n\"b\"\\\/"`, `"\u00e9"`, `"\ud83d\ude00"`, `"\ud83d"`, `{"__proto__":{"x":1},"y":2}`,
	`{"a":1,"b":[1,2,{"c":null}],"a":3}`, `{"2":"two","1":"one","z":0}`, "[1,\n\t2]",
	``, `{`, `[1,]`, `{"a"}`, `{"a":}`, `{a:1}`, `01`, `+1`, `-`, `1.`, `.5`, `1e`, `tru`, `nulll`, `"open`, "\"a\tb\"", `"\x"`, `[1 2]`, `{} {}`, "\"\xff\"",
	strings.Repeat("[", 300) + strings.Repeat("]", 300),
}

// TestFromJSON: the value and the error are those of JSON.parse.
func TestFromJSON(t *testing.T) {
	for _, text := range jsonTexts {
		checkJSON(t, text)
	}
}

func FuzzFromJSON(f *testing.F) {
	for _, text := range jsonTexts {
		f.Add(text)
	}
	f.Fuzz(checkJSON)
}

func checkJSON(t *testing.T, text string) {
	vm, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Close()
	scope, err := vm.NewScope(t.Context(), Source{Params: []string{"parse"}, Result: `(mine, text) => {
		const same = (a, b) => {
			if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
			if (Array.isArray(a) !== Array.isArray(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
			const keys = Object.keys(a);
			return JSON.stringify(keys) === JSON.stringify(Object.keys(b)) && keys.every((k) => same(a[k], b[k]));
		};
		return same(mine, JSON.parse(text));
	}`}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(text) == "" {
		return // stands for undefined
	}
	_, theirs := vm.NewScope(t.Context(), Source{Params: []string{"text"}, Result: "JSON.parse(text)"}, map[string]any{"text": text})
	if theirs != nil && strings.Contains(theirs.Error(), "cannot unmarshal number") {
		return // out of range
	}
	same, err := scope.Result().Call(t.Context(), json.RawMessage(text), text)
	if err == nil && !same.Bool() {
		t.Errorf("%q is not read as JSON.parse does", text)
	}
	if (err == nil) != (theirs == nil) {
		t.Errorf("%q: the error is %v, that of JSON.parse %v", text, err, theirs)
	}
}
