package js_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/litexa-go/litexa/internal/js"
)

// directory makes a directory with a file.
func directory(name, text string) string {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		panic(err)
	}
	return dir
}

func ExampleVM_Require() {
	dir := directory("litexa.config.ts", `
import {basename} from "path"
const name: string = basename("/skills/pirates")
export default {name, deployments: {dev: {module: process.env.DEPLOY}}}
`)
	defer os.RemoveAll(dir)
	vm, err := js.New(js.Options{Root: dir, Env: []string{"DEPLOY=@litexa/deploy-aws"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer vm.Close()
	config, err := vm.Require(context.Background(), "litexa.config.ts")
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := config.JSON(context.Background())
	fmt.Println(string(text), err)
	// Output: {"name":"pirates","deployments":{"dev":{"module":"@litexa/deploy-aws"}}} <nil>
}

// Errors have the place in the source that the user wrote.
func ExampleError() {
	dir := directory("litexa.config.ts", `
type Config = {
  name: string
}
const config: Config = makeConfig()
`)
	defer os.RemoveAll(dir)
	vm, err := js.New(js.Options{Root: dir})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer vm.Close()
	_, err = vm.Require(context.Background(), "litexa.config.ts")
	var e *js.Error
	if errors.As(err, &e) {
		fmt.Printf("%s:%d:%d: %s\n%s\n", filepath.Base(e.File), e.Line, e.Col, e.Text(), e.SourceLine)
	}
	// Output:
	// litexa.config.ts:5:24: ReferenceError: makeConfig is not defined
	// const config: Config = makeConfig()
}

// The files of inline code share one scope, in which names can be looked up.
func ExampleVM_NewScope() {
	vm, err := js.New(js.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer vm.Close()
	scope, err := vm.NewScope(context.Background(), js.Source{
		Prelude: []js.File{{Name: "library", Text: "function diceRoll() { return 4 }"}},
		Files: []js.File{
			{Name: "greet.js", Text: "function greet(name) { return polite + name + ' ' + diceRoll() }"},
			{Name: "words.js", Text: "const polite = 'Dear '"},
		},
		Params: []string{"litexa"},
	}, map[string]any{"litexa": map[string]any{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"greet", "polite", "diceRoll", "nothing"} {
		defined, err := scope.Defined(name)
		fmt.Println(name, defined, err)
	}
	v, err := scope.Eval(context.Background(), "greet('Ann')")
	fmt.Println(v, err)
	// Output:
	// greet true <nil>
	// polite true <nil>
	// diceRoll true <nil>
	// nothing false <nil>
	// Dear Ann 4 <nil>
}

func ExampleVM_Build() {
	vm, err := js.New(js.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer vm.Close()
	slot, err := vm.Build(context.Background(), js.Builder{
		File:      js.File{Name: "slots.build.js", Text: "exports.ships = (skill, language) => ({name: 'Ships', values: jsonFiles['ships.json'][language]})"},
		Function:  "ships",
		Skill:     map[string]any{"name": "pirates"},
		Language:  "default",
		JSONFiles: map[string]any{"ships.json": json.RawMessage(`{"default": ["brig", "sloop"]}`)},
	})
	fmt.Println(string(slot), err)
	// Output: {"name":"Ships","values":["brig","sloop"]} <nil>
}

// A unit is compiled once and runs in any number of VMs.
func ExampleVM_Run() {
	compiler, err := js.New(js.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer compiler.Close()
	unit, err := compiler.Compile(context.Background(), js.Source{
		Params: []string{"say"}, Result: "{handle}",
		Files: []js.File{{Name: "handle.js", Text: "async function handle(request) { await null; return say('Hello ' + request.name) }"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"Ann", "Bob"} {
		vm, err := js.New(js.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		scope, err := vm.Run(context.Background(), unit, map[string]any{
			"say": js.Func(func(_ context.Context, args []*js.Value) (any, error) { return args[0].String() + "!", nil }),
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		answer, err := scope.Result().CallMethod(context.Background(), "handle", map[string]any{"name": name})
		fmt.Println(answer, err)
		if err := vm.Close(); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// Hello Ann! <nil>
	// Hello Bob! <nil>
}

func ExampleVM_Bundle() {
	dir := directory("greet.js", "exports.greet = name => 'Hello ' + name")
	defer os.RemoveAll(dir)
	vm, err := js.New(js.Options{Root: dir})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer vm.Close()
	bundle, err := vm.Bundle(context.Background(), js.BundleOptions{
		Dir: dir, Entry: js.File{Name: "index.js", Text: "exports.handler = () => require('./greet').greet('you')"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range bundle.Files {
		fmt.Println(filepath.Base(file))
	}
	// Output: greet.js
}
