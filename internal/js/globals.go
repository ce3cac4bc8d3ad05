package js

import (
	"path/filepath"
	"runtime"
	"strings"

	"github.com/dop251/goja"
)

// globals says which module of Node, and which of its members, a global name
// stands for. They are loaded when the name is first used.
var globals = map[string][2]string{
	"console": {"console", ""}, "process": {"process", ""},
	"Buffer": {"buffer", "Buffer"}, "atob": {"buffer", "atob"}, "btoa": {"buffer", "btoa"},
	"URL": {"url", "URL"}, "URLSearchParams": {"url", "URLSearchParams"},
	"TextEncoder": {"util", "TextEncoder"}, "TextDecoder": {"util", "TextDecoder"},
	"setTimeout": {"timers", "setTimeout"}, "clearTimeout": {"timers", "clearTimeout"},
	"setInterval": {"timers", "setInterval"}, "clearInterval": {"timers", "clearInterval"},
	"setImmediate": {"timers", "setImmediate"}, "clearImmediate": {"timers", "clearImmediate"},
	"queueMicrotask":  {"timers", "queueMicrotask"},
	"structuredClone": {"internal/web", "structuredClone"}, "DOMException": {"internal/web", "DOMException"},
	"AbortController": {"internal/web", "AbortController"}, "AbortSignal": {"internal/web", "AbortSignal"},
	"Event": {"internal/web", "Event"}, "CustomEvent": {"internal/web", "CustomEvent"}, "EventTarget": {"internal/web", "EventTarget"},
	"MessageChannel": {"internal/web", "MessageChannel"}, "MessagePort": {"internal/web", "MessagePort"}, "MessageEvent": {"internal/web", "MessageEvent"},
	"fetch": {"internal/fetch", "fetch"}, "Headers": {"internal/fetch", "Headers"},
	"Request": {"internal/fetch", "Request"}, "Response": {"internal/fetch", "Response"},
	"FormData": {"internal/fetch", "FormData"}, "Blob": {"internal/fetch", "Blob"}, "File": {"internal/fetch", "File"}, "ReadableStream": {"internal/fetch", "ReadableStream"},
	"crypto": {"crypto", "webcrypto"}, "performance": {"perf_hooks", "performance"},
	"Intl":    {"internal/intl", "Intl"},
	"WeakRef": {"internal/polyfill", "WeakRef"}, "FinalizationRegistry": {"internal/polyfill", "FinalizationRegistry"},
}

// installGlobals makes the global object find what globals names.
func (vm *VM) installGlobals() {
	global := vm.rt.GlobalObject()
	must(global.DefineDataProperty("global", global, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	getting := map[string]bool{}
	must(global.SetPrototype(vm.rt.NewDynamicObject(&members{
		has: func(name string) bool { _, ok := globals[name]; return ok },
		get: func(name string) goja.Value {
			at, ok := globals[name]
			if !ok || getting[name] {
				return nil
			}
			getting[name] = true // so that the module does not find itself
			defer delete(getting, name)
			v, err := vm.builtin(at[0])
			if err != nil {
				vm.rethrow(err)
			}
			if at[1] != "" {
				v = v.(*goja.Object).Get(at[1])
			}
			must(global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
			return v
		},
	})))
}

// members is the prototype of an object of which it makes the members that are
// asked for.
type members struct {
	has func(name string) bool
	get func(name string) goja.Value
}

// Get is part of goja.DynamicObject.
func (m *members) Get(name string) goja.Value { return m.get(name) }

// Has is part of goja.DynamicObject.
func (m *members) Has(name string) bool { return m.has(name) }

// Set is part of goja.DynamicObject. It is not called for a prototype that says
// what it has.
func (m *members) Set(string, goja.Value) bool { return false }

// Delete is part of goja.DynamicObject.
func (m *members) Delete(string) bool { return true }

// Keys is part of goja.DynamicObject. What is not there yet is not listed.
func (m *members) Keys() []string { return nil }

// function makes a function of code of one of Go, with a name that stacks
// show.
func (vm *VM) function(name string, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o, _ := vm.rt.ToValue(f).(*goja.Object)
	vm.setName(o, name)
	return o
}

func (vm *VM) setName(f *goja.Object, name string) {
	must(f.DefineDataProperty("name", vm.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// feature is something that the engine lacks and that is put in when code
// mentions it.
type feature struct {
	mention string
	// part is the member of internal/polyfill that puts it in.
	part string
}

// features are put in in this order.
var features = []feature{
	{`\p{`, "properties"}, {`\P{`, "properties"},
	{"groupBy", "groupBy"}, {"withResolvers", "promises"}, {"Promise.try", "promises"},
	{"ellFormed", "wellFormed"}, {"captureStackTrace", "stacks"}, {"stackTraceLimit", "stacks"}, {"prepareStackTrace", "stacks"},
	{"asyncIterator", "asyncIterator"}, {"asyncDispose", "asyncIterator"}, {"Symbol.dispose", "asyncIterator"},
	{"8Array(", "sizes"}, {"16Array(", "sizes"}, {"32Array(", "sizes"}, {"64Array(", "sizes"}, {"ClampedArray(", "sizes"}, {"ArrayBuffer(", "sizes"},
	{"__define", "legacy"}, {"__lookup", "legacy"}, {"toGMTString", "legacy"}, {"tYear(", "legacy"},
	{"fromAsync", "fromAsync"}, {"toLocale", "locale"}, {"localeCompare", "locale"},
}

// mentioned returns the features that a source mentions, as a set of bits.
func mentioned(text string) uint32 {
	var set uint32
	for i, f := range features {
		if strings.Contains(text, f.mention) {
			set |= 1 << i
		}
	}
	return set
}

// install puts in the features of a set.
func (vm *VM) install(set uint32) error {
	for i, f := range features {
		if set&(1<<i) == 0 || vm.installed[f.part] {
			continue
		}
		if vm.installed == nil {
			vm.installed = map[string]bool{}
		}
		vm.installed[f.part] = true
		if err := vm.callBuiltin("internal/polyfill", f.part); err != nil {
			return err
		}
	}
	return nil
}

// fileURL returns the URL of a path.
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	var b strings.Builder
	b.WriteString("file://")
	const hex = "0123456789ABCDEF"
	for i := range len(path) {
		c := path[i]
		if c == '/' || c == ':' || c == '@' || c == '-' || c == '.' || c == '~' || c == '+' || isWord(c) && c < 0x80 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}
