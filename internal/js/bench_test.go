package js

import (
	"os"
	"path/filepath"
	"testing"
)

// smallUnit is code such as a request to a small skill runs.
var smallUnit = Source{
	Params: []string{"context"},
	Result: "async function handle() { const {slots} = context; await null; return say(slots.name, count + 1) }",
	Files: []File{{Name: "a.js", Text: `
let count = 0
const greetings = ["Hello", "Hi"]
function say(name, n) { return {speech: greetings[n % 2] + ", " + name, time: Math.floor(n)} }
class Helper { constructor(a) { this.a = a } get() { return this.a } }
const helper = new Helper({a: 1})
`}},
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vm, err := New(Options{})
		if err != nil {
			b.Fatal(err)
		}
		_ = vm
	}
}

// BenchmarkRun makes a VM, runs a compiled unit in it and calls a function.
func BenchmarkRun(b *testing.B) {
	first, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	unit, err := first.Compile(b.Context(), smallUnit)
	if err != nil {
		b.Fatal(err)
	}
	params := map[string]any{"context": map[string]any{"slots": map[string]any{"name": "x"}}}
	b.ReportAllocs()
	for b.Loop() {
		vm, err := New(Options{Cache: first.cache})
		if err != nil {
			b.Fatal(err)
		}
		s, err := vm.Run(b.Context(), unit, params)
		if err != nil {
			b.Fatal(err)
		}
		v, err := s.Result().Call(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := v.JSON(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCall calls an asynchronous function of a VM that stays.
func BenchmarkCall(b *testing.B) {
	vm, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	s, err := vm.NewScope(b.Context(), smallUnit, map[string]any{"context": map[string]any{"slots": map[string]any{"name": "x"}}})
	if err != nil {
		b.Fatal(err)
	}
	f := s.Result()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Call(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkConfig loads a config file in a new VM, as each command does.
func BenchmarkConfig(b *testing.B) {
	for name, text := range map[string]string{
		"js":  "module.exports = {name: 'bench', deployments: {dev: {module: 'x', s3Configuration: {bucketName: 'b'}}}}",
		"ts":  "interface C {name: string}\nconst c: C = {name: 'bench'}\nexport default c",
		"env": "const path = require('path')\nmodule.exports = {name: path.basename(process.env.HOME || '/x'), log: console.log('') }",
	} {
		b.Run(name, func(b *testing.B) {
			ext := ".js"
			if name == "ts" {
				ext = ".ts"
			}
			dir := b.TempDir()
			path := filepath.Join(dir, "litexa.config"+ext)
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				vm, err := New(Options{Root: dir})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := vm.Require(b.Context(), path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCompile compiles inline code of about 100 KB.
func BenchmarkCompile(b *testing.B) {
	text := ""
	for len(text) < 100_000 {
		text += "function name" + string(rune('a'+len(text)%26)) + "(a, b) { const list = [1, 2, 3].map(x => x * a + b); return {list, text: `value ${a}`} }\n"
	}
	vm, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	src := Source{Files: []File{{Name: "a.js", Text: text}}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vm.Compile(b.Context(), src); err != nil {
			b.Fatal(err)
		}
	}
}
