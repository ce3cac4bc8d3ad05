package js

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// natives makes the functions of Go that a module of lib builds on. A
// function that takes a goja.FunctionCall is faster to call than others.
func (vm *VM) natives(name string) map[string]any {
	switch name {
	case "console":
		return map[string]any{"out": vm.printer(vm.opts.Stdout), "err": vm.printer(vm.opts.Stderr)}
	case "process":
		return vm.processNatives()
	case "timers":
		return vm.timerNatives()
	case "buffer":
		return map[string]any{"encode": vm.encode, "decode": vm.decode, "compare": vm.compareBytes, "search": vm.searchBytes,
			"valid": vm.validText, "maxLength": maxBuffer}
	case "internal/encoding":
		return map[string]any{"encode": vm.encode, "decode": vm.decode, "valid": vm.validText, "complete": vm.completeText}
	case "internal/inspect":
		return map[string]any{"proxyTarget": vm.proxyTarget, "promise": vm.promiseState}
	case "internal/types":
		return map[string]any{"is": vm.classOf}
	case "internal/polyfill":
		return map[string]any{"expand": vm.expandPattern, "wellFormed": vm.wellFormedText}
	case "querystring":
		return map[string]any{"unescape": unescapeLeniently}
	case "url":
		return map[string]any{"ipv6": canonicalIPv6}
	case "crypto":
		return vm.cryptoNatives()
	case "fs":
		return vm.fileNatives()
	case "os":
		return map[string]any{"cpus": runtime.NumCPU()}
	case "module":
		return vm.moduleNatives()
	case "vm":
		return map[string]any{"check": vm.checkScript}
	case "perf_hooks":
		start := vm.now()
		return map[string]any{"start": milliseconds(start), "now": func() float64 {
			return float64(vm.now().Sub(start).Nanoseconds()) / 1e6
		}}
	case "async_hooks":
		vm.rt.SetAsyncContextTracker((*asyncContext)(vm))
		vm.asyncContext = goja.Undefined()
		return map[string]any{
			"get": func() goja.Value { return vm.asyncContext },
			"set": func(v goja.Value) { vm.asyncContext = v },
		}
	case "http", "internal/fetch":
		return map[string]any{"request": vm.request, "cancel": vm.cancelRequest}
	case "zlib":
		return map[string]any{"run": vm.compress, "crc32": vm.crc32}
	case "internal/intl":
		return vm.intlNatives()
	}
	return nil
}

// printer returns a function that writes to a stream; nil discards.
func (vm *VM) printer(w io.Writer) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		// An error of the stream is that of who gave it; code cannot help it.
		_, _ = io.WriteString(orDiscard(w), call.Argument(0).String())
		return goja.Undefined()
	}
}

func (vm *VM) now() time.Time {
	if vm.opts.Now != nil {
		return vm.opts.Now()
	}
	return time.Now()
}

func milliseconds(t time.Time) float64 { return float64(t.UnixNano()) / 1e6 }

// exitError ends code that called process.exit.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("process.exit(%d) was called", e.code) }
func (e *exitError) Unwrap() error { return ErrExit }

func (vm *VM) processNatives() map[string]any {
	env := vm.rt.NewObject()
	for _, e := range vm.opts.Env {
		if k, v, ok := strings.Cut(e, "="); ok && k != "" {
			must(env.Set(k, v))
		}
	}
	started := vm.now()
	return map[string]any{
		"out": vm.printer(vm.opts.Stdout), "err": vm.printer(vm.opts.Stderr),
		"env": func() goja.Value { return env }, "argv": vm.strings(vm.opts.Argv),
		"arch": nodeName(runtime.GOARCH), "platform": nodeName(runtime.GOOS),
		"version": "1", "execPath": "litexa", "pid": os.Getpid(), "cwd": vm.cwd(),
		"exit": func(call goja.FunctionCall) goja.Value {
			vm.exit = &exitError{code: int(call.Argument(0).ToInteger())}
			vm.rt.Interrupt(vm.exit)
			return goja.Undefined()
		},
		"now":      func() float64 { return milliseconds(vm.now()) },
		"nanotime": func() float64 { return float64(vm.now().Sub(started).Nanoseconds()) + 1e9 },
		"memory":   func() int64 { _, objects := heapSize(); return objects },
		"fail":     vm.failNative,
		"tick": func(call goja.FunctionCall) goja.Value {
			f, _ := goja.AssertFunction(call.Argument(0))
			vm.ticks = append(vm.ticks, tick{f, slices.Clone(call.Arguments[1:])})
			return goja.Undefined()
		},
	}
}

// nodeName turns names of Go's systems and processors into those of Node.
func nodeName(name string) string {
	switch name {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	case "windows":
		return "win32"
	}
	return name
}

// failNative takes an exception that nothing caught.
func (vm *VM) failNative(call goja.FunctionCall) goja.Value {
	vm.fail(call.Argument(0))
	return goja.Undefined()
}

// fail takes an exception that nothing caught: if the code does not listen for
// it, the call into the VM that is under way fails.
func (vm *VM) fail(v goja.Value) {
	if !vm.emit("uncaughtException", v, vm.rt.ToValue("uncaughtException")) && vm.loop.fatal == nil {
		vm.loop.fatal = vm.valueError(v, nil)
	}
}

func (vm *VM) timerNatives() map[string]any {
	handle := func(call goja.FunctionCall) *timer {
		t, _ := call.Argument(0).Export().(*timer)
		return t
	}
	begin := func(call goja.FunctionCall) *timer {
		fn, _ := goja.AssertFunction(call.Argument(0))
		context := vm.asyncContext
		return &timer{index: -1, call: func() error {
			if context != nil {
				vm.asyncContext = context
				defer func() { vm.asyncContext = goja.Undefined() }()
			}
			return vm.callback(fn)
		}}
	}
	throw := func(err error) {
		if err != nil {
			panic(vm.newError("RangeError", err.Error(), err))
		}
	}
	return map[string]any{
		"start": func(call goja.FunctionCall) goja.Value {
			t := begin(call)
			delay := time.Duration(call.Argument(1).ToInteger()) * time.Millisecond
			if call.Argument(2).ToBoolean() {
				t.repeat = delay
			}
			throw(vm.loop.add(t, delay))
			return vm.rt.ToValue(t)
		},
		"immediate": func(call goja.FunctionCall) goja.Value {
			t := begin(call)
			throw(vm.loop.addImmediate(t))
			return vm.rt.ToValue(t)
		},
		"stop": func(call goja.FunctionCall) goja.Value {
			vm.loop.stop(handle(call))
			return goja.Undefined()
		},
		"ref": func(call goja.FunctionCall) goja.Value {
			t := handle(call)
			switch {
			case !call.Argument(1).ToBoolean():
				vm.loop.release(t)
			case t.call != nil:
				vm.loop.hold(t)
			}
			return goja.Undefined()
		},
		"hasRef": func(call goja.FunctionCall) goja.Value { return vm.rt.ToValue(handle(call).held) },
		"refresh": func(call goja.FunctionCall) goja.Value {
			if t := handle(call); t.index >= 0 {
				held := t.held
				f := t.call
				vm.loop.stop(t)
				t.call = f
				throw(vm.loop.add(t, time.Duration(call.Argument(1).ToInteger())*time.Millisecond))
				if !held {
					vm.loop.release(t)
				}
			}
			return goja.Undefined()
		},
		"fail": vm.failNative,
	}
}

var (
	proxyType   = reflect.TypeFor[goja.Proxy]()
	promiseType = reflect.TypeFor[*goja.Promise]()
	bytesType   = reflect.TypeFor[[]byte]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
)

// promiseOf returns the promise that a value is, or nil.
func promiseOf(v goja.Value) *goja.Promise {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != promiseType {
		return nil
	}
	p, _ := o.Export().(*goja.Promise)
	return p
}

// proxyTarget returns what a proxy stands for: null if it was revoked, and
// undefined if the value is no proxy.
func (vm *VM) proxyTarget(call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok || o.ExportType() != proxyType {
		return goja.Undefined()
	}
	p, _ := o.Export().(goja.Proxy)
	if t := p.Target(); t != nil {
		return t
	}
	return goja.Null()
}

func (vm *VM) promiseState(call goja.FunctionCall) goja.Value {
	p := promiseOf(call.Argument(0))
	if p == nil {
		return vm.rt.NewArray("pending")
	}
	switch p.State() {
	case goja.PromiseStateFulfilled:
		return vm.rt.NewArray("fulfilled", p.Result())
	case goja.PromiseStateRejected:
		return vm.rt.NewArray("rejected", p.Result())
	}
	return vm.rt.NewArray("pending")
}

// classOf names what an object is by what it holds.
func (vm *VM) classOf(call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	switch o.ExportType() {
	case proxyType:
		return vm.rt.ToValue("Proxy")
	case promiseType:
		return vm.rt.ToValue("Promise")
	}
	return vm.rt.ToValue(o.ClassName())
}

// asyncContext makes the engine carry the context of async_hooks along.
type asyncContext VM

// Grab is part of goja.AsyncContextTracker.
func (c *asyncContext) Grab() any { return c.asyncContext }

// Resumed is part of goja.AsyncContextTracker.
func (c *asyncContext) Resumed(context any) { c.asyncContext, _ = context.(goja.Value) }

// Exited is part of goja.AsyncContextTracker.
func (c *asyncContext) Exited() { c.asyncContext = goja.Undefined() }

func (vm *VM) moduleNatives() map[string]any {
	return map[string]any{
		"names":     vm.strings(builtinNames()),
		"isBuiltin": func(name string) bool { return isBuiltin(name) },
		"cache":     func() goja.Value { return vm.requireCache() },
		"paths":     func(dir string) goja.Value { return vm.strings(vm.packageDirs(dir)) },
		"require": func(from string) goja.Value {
			m := vm.modules[from]
			if m == nil {
				m = vm.newModule(from, vm.mainModule())
			}
			return vm.requireFunction(filepath.Dir(from), m)
		},
	}
}

// checkScript throws if a text is not a script.
func (vm *VM) checkScript(call goja.FunctionCall) goja.Value {
	if _, err := goja.Compile("script", call.Argument(0).String(), false); err != nil {
		var syntax *goja.CompilerSyntaxError
		if errors.As(err, &syntax) {
			panic(vm.newError("SyntaxError", syntax.Message, nil))
		}
		panic(vm.newError("SyntaxError", err.Error(), nil))
	}
	return goja.Undefined()
}

// readableDirs are the directories below which code may read.
func (vm *VM) readableDirs() []string {
	var dirs []string
	if vm.root != "" {
		dirs = append(dirs, vm.root, realPath(vm.root))
	}
	dirs = append(dirs, vm.opts.NodePath...)
	seen := map[string]bool{}
	for path := range vm.modules {
		dir := filepath.Dir(path)
		if seen[dir] {
			continue
		}
		seen[dir] = true
		dirs = append(dirs, dir)
		if p, err := vm.packageOf(dir); err == nil && p != nil {
			dirs = append(dirs, p.dir)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// within reports whether a path is a directory or below it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// mayRead reports whether code may read a path.
func (vm *VM) mayRead(path string) bool {
	inside := func(path string) bool {
		return slices.ContainsFunc(vm.readableDirs(), func(dir string) bool { return within(path, dir) || within(path, realPath(dir)) })
	}
	return inside(path) && inside(realPath(path))
}
