package js

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// FuzzRequire: whatever a file holds, it is loaded or there is an error with a
// place in it.
func FuzzRequire(f *testing.F) {
	exts := []string{".js", ".mjs", ".ts", ".json"}
	for i, text := range []string{
		"module.exports = {a: [1, `${2}`, /x(?<n>y)/u]}", "export default class A { #x = 1; static { } }", "interface A<T> { a?: T }\nexport = (x: any) => x!.y",
		`{"a": [1, 2.5e3, "\u00e9", null]}`, "if (1) { function f() {} }\nasync function* g() { yield* g() }", "require('./x'); require('fs'); process.exit()",
		"throw {toString() { throw 1 }}", "'ü'\r\n  nope.x", "\ufeff#!x\nlet a;let a", "import x, {y as z} from './in.mjs'; export * from 'fs'; await 1",
		"//# sourceMappingURL=data:application/json;base64,e30=", "Promise.reject(new Proxy({}, {get() { throw 1 }}))", "})(function(){", "\\p{L} /\\p{Lu}/giu.test('x')",
	} {
		f.Add(text, i%len(exts))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string, ext int) {
		if ext < 0 {
			return
		}
		path := filepath.Join(dir, "in"+exts[ext%len(exts)])
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		vm, err := New(Options{Root: dir, Timeout: 200 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		v, err := vm.Require(t.Context(), path)
		if err == nil {
			_, err = v.JSON(t.Context())
		}
		if vm.Broken() {
			t.Fatalf("the engine failed: %v", err)
		}
		var e *Error
		if errors.As(err, &e) && e.File == path && e.Line < 0 {
			t.Errorf("the place is %d:%d", e.Line, e.Col)
		}
		if err := vm.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzScope: whatever the inline code is, it runs or there is an error.
func FuzzScope(f *testing.F) {
	f.Add("let a = 1", "function b() { return a }", "a")
	f.Add("'use strict'; var x", "{ function y() {} }", "y")
	f.Add("/*", "*/", "x")
	f.Add("return", "}})", "this")
	f.Fuzz(func(t *testing.T, a, b, name string) {
		vm, err := New(Options{Timeout: 200 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		s, err := vm.NewScope(t.Context(), Source{Files: []File{{Name: "a.js", Text: a}, {Name: "b.js", Text: b}}}, nil)
		if err == nil {
			_, err = s.Defined(name)
		}
		if vm.Broken() {
			t.Fatalf("the engine failed: %v", err)
		}
	})
}

// FuzzMappings: mappings that can be read are the same when they are written
// and read again.
func FuzzMappings(f *testing.F) {
	f.Add(";AASI,uBAAA")
	f.Add("AAAA,CAAC;;EAAE,SAASA")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := decodeMappings(text)
		if err != nil {
			return
		}
		for i, x := range m {
			if x.genLine > 1<<16 || i > 0 && (x.genLine < m[i-1].genLine) {
				return
			}
		}
		again, err := decodeMappings(encodeMappings(m))
		if err != nil || !slices.Equal(m, again) {
			t.Errorf("%v became %v, %v", m, again, err)
		}
	})
}

// FuzzCheckJSON: the check finds a mistake where the standard library does.
func FuzzCheckJSON(f *testing.F) {
	f.Add([]byte(`{"a": [1, 2,]}`))
	f.Add([]byte("\xef\xbb\xbf{}"))
	f.Add([]byte("{\n\"a\": tru"))
	f.Fuzz(func(t *testing.T, text []byte) {
		err := CheckJSON("a.json", text)
		if valid := json.Valid(trimMark(text)); valid != (err == nil) {
			t.Errorf("valid is %v, the error %v", valid, err)
		}
		if err == nil {
			if _, err := parseOrdered(string(trimMark(text))); err != nil {
				t.Errorf("parseOrdered: %v", err)
			}
		}
	})
}
