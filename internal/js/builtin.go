package js

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// lib holds our own implementation of the modules of Node, in JavaScript.
// Each is a function body with exports, require, module and native, the
// functions of Go that it builds on.
//
//go:embed lib/*.js lib/intl.json
var lib embed.FS

// builtinAliases are modules that are a member of another module, or all of it.
var builtinAliases = map[string][2]string{
	"assert/strict": {"assert", "strict"}, "fs/promises": {"fs", "promises"},
	"path/posix": {"path", "posix"}, "path/win32": {"path", "win32"},
	"stream/promises": {"stream", "promises"}, "timers/promises": {"timers", "promises"},
	"sys": {"util", ""}, "util/types": {"util", "types"}, "https": {"http", "https"},
	"dns/promises": {"dns", "promises"}, "readline/promises": {"readline", "promises"},
	"stream/web": {"internal/fetch", "streams"},
}

// unavailable are the modules that cannot work here, with the reason.
// Requiring one works, as packages do it that never use it; its functions
// throw.
var unavailable = map[string]string{
	"child_process": "no other program is started", "cluster": "no other process is started",
	"dgram": "there are no sockets", "dns": "names are not looked up", "domain": "it is obsolete",
	"http2": "only http and https are there", "inspector": "there is no debugger of Node",
	"net": "there are no sockets", "readline": "there is no input", "repl": "there is no input",
	"test": "tests are written with litexa", "tls": "there are no sockets",
	"trace_events": "there is no tracing of Node", "v8": "this is not V8", "wasi": "there is no WebAssembly",
	"worker_threads": "there is one thread", "sqlite": "there is no database of Node",
}

// isBuiltin reports whether a module is part of Node, and not a file.
func isBuiltin(name string) bool {
	bare, prefixed := strings.CutPrefix(name, "node:")
	if strings.HasPrefix(bare, "internal/") {
		return false
	}
	if !prefixed && (bare == "test" || bare == "sqlite") {
		return false
	}
	if _, ok := builtinAliases[bare]; ok {
		return true
	}
	if _, ok := unavailable[bare]; ok {
		return true
	}
	return slices.Contains(libraryNames(), bare)
}

// builtinNames are the names of the modules that are part of Node, sorted.
func builtinNames() []string {
	var names []string
	for _, n := range libraryNames() {
		if !strings.HasPrefix(n, "internal/") {
			names = append(names, n)
		}
	}
	for n := range builtinAliases {
		names = append(names, n)
	}
	for n := range unavailable {
		if n != "test" && n != "sqlite" {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// libraryNames are the names of the modules in lib, sorted.
var libraryNames = sync.OnceValue(func() []string {
	entries, err := lib.ReadDir("lib")
	must(err)
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".js"); ok {
			names = append(names, strings.Replace(name, "internal_", "internal/", 1))
		}
	}
	slices.Sort(names)
	return names
})

// programs are the compiled modules of lib, which do not change.
var programs sync.Map // by name: *libraryProgram

type libraryProgram struct {
	once    sync.Once
	program *goja.Program
	err     error
}

func compileLibrary(name string) (*goja.Program, error) {
	e, _ := programs.LoadOrStore(name, &libraryProgram{})
	p := e.(*libraryProgram)
	p.once.Do(func() {
		text, err := lib.ReadFile("lib/" + strings.Replace(name, "/", "_", 1) + ".js")
		if err != nil {
			p.err = err
			return
		}
		source := "(function(exports,require,module,native){" + string(text) + "\n})"
		tree, err := parser.ParseFile(nil, "node:"+name, source, 0, parser.WithDisableSourceMaps)
		if err != nil {
			p.err = err
			return
		}
		p.program, p.err = goja.CompileAST(tree, true)
	})
	return p.program, p.err
}

// builtin returns what a module of Node exports.
func (vm *VM) builtin(name string) (goja.Value, error) {
	if v := vm.builtins[name]; v != nil {
		return v, nil
	}
	if at, ok := builtinAliases[name]; ok {
		v, err := vm.builtin(at[0])
		if err == nil && at[1] != "" {
			v = v.(*goja.Object).Get(at[1])
		}
		return v, err
	}
	if reason, ok := unavailable[name]; ok {
		return vm.unavailableModule(name, reason)
	}
	program, err := compileLibrary(name)
	if err != nil {
		return nil, fmt.Errorf("loading the built-in module %s: %w", name, err)
	}
	module, exports, native := vm.rt.NewObject(), vm.rt.NewObject(), vm.rt.NewObject()
	must(module.Set("exports", exports))
	for k, f := range vm.natives(name) {
		v := vm.rt.ToValue(f)
		if _, ok := goja.AssertFunction(v); ok {
			vm.setName(v.(*goja.Object), k)
		}
		must(native.Set(k, v))
	}
	// A module that is required by one it requires sees what is there so far.
	vm.builtins[name] = exports
	wrapper, err := vm.rt.RunProgram(program)
	if err == nil {
		call, _ := goja.AssertFunction(wrapper)
		_, err = call(goja.Undefined(), exports, vm.libraryRequire(), module, native)
	}
	if err != nil {
		delete(vm.builtins, name)
		return nil, err
	}
	vm.builtins[name] = module.Get("exports")
	return vm.builtins[name], nil
}

// libraryRequire is the function require of the modules in lib.
func (vm *VM) libraryRequire() goja.Value {
	if vm.libRequire == nil {
		vm.libRequire = vm.rt.ToValue(func(call goja.FunctionCall) goja.Value {
			v, err := vm.builtin(call.Argument(0).String())
			if err != nil {
				vm.rethrow(err)
			}
			return v
		})
	}
	return vm.libRequire
}

// unavailableModule makes the stand-in for a module that cannot work.
func (vm *VM) unavailableModule(name, reason string) (goja.Value, error) {
	v, err := vm.builtin("internal/unavailable")
	if err != nil {
		return nil, err
	}
	stand, _ := goja.AssertFunction(v)
	out, err := stand(goja.Undefined(), vm.rt.ToValue(name), vm.rt.ToValue(reason))
	if err == nil {
		vm.builtins[name] = out
	}
	return out, err
}

// callBuiltin calls a function that a module exports.
func (vm *VM) callBuiltin(name, function string, args ...goja.Value) error {
	v, err := vm.builtin(name)
	if err != nil {
		return err
	}
	f, ok := goja.AssertFunction(v.(*goja.Object).Get(function))
	if !ok {
		return fmt.Errorf("the built-in module %s has no function %s", name, function)
	}
	_, err = f(goja.Undefined(), args...)
	return err
}

// emit tells the listeners of process of an event. It reports whether there
// are any.
func (vm *VM) emit(event string, args ...goja.Value) bool {
	process, ok := vm.builtins["process"].(*goja.Object)
	if !ok {
		return false
	}
	emit, ok := goja.AssertFunction(process.Get("emit"))
	if !ok {
		return false
	}
	handled, err := emit(process, append([]goja.Value{vm.rt.ToValue(event)}, args...)...)
	return err == nil && handled.ToBoolean()
}

// uncaught gives the code a chance to handle an exception that nothing caught.
func (vm *VM) uncaught(err error) bool {
	var exception *goja.Exception
	if !asException(err, &exception) {
		return false
	}
	return vm.emit("uncaughtException", exception.Value(), vm.rt.ToValue("uncaughtException"))
}
