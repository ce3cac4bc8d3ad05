package js

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// module is a file that was loaded, or is being loaded.
type module struct {
	vm       *VM
	path     string
	object   *goja.Object
	parent   *module
	children []*module
	loaded   bool
}

// exports is what the module exports so far.
func (m *module) exports() goja.Value { return m.object.Get("exports") }

// Require loads a file as require does and returns what it exports. The path
// is absolute or relative to Root; it may lack its extension and may name a
// directory. Of an ES module it returns the default export, if that is an
// object or a function, else an object with the exports.
func (vm *VM) Require(ctx context.Context, path string) (*Value, error) {
	v, err := vm.RequireAll(ctx, path)
	if err != nil {
		return nil, err
	}
	return v.unwrapped()
}

// unwrapped returns the default export of an ES module if that is an object,
// otherwise the value itself.
func (v *Value) unwrapped() (*Value, error) {
	esm, err := v.Get("__esModule")
	if err != nil || !esm.Truthy() {
		return v, err
	}
	d, err := v.Get("default")
	if err != nil || !d.IsObject() {
		return v, err
	}
	return d, nil
}

// RequireAll is like Require, but it returns all exports of an ES module, its
// default export as the member "default".
func (vm *VM) RequireAll(ctx context.Context, path string) (*Value, error) {
	found, err := vm.Resolve(path)
	if err != nil {
		return nil, err
	}
	var out *Value
	err = vm.enter(ctx, func() error {
		err := vm.outer(func() error {
			m, err := vm.load(found, vm.mainModule())
			if err == nil {
				out = vm.value(m.exports())
			}
			return err
		})
		vm.reportRejections()
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// mainModule is what require.main is: it stands for the program that loads
// the code, so that no file takes itself for the program.
func (vm *VM) mainModule() *module {
	if vm.main == nil {
		vm.main = vm.newModule(filepath.Join(vm.cwd(), "litexa"), nil)
		vm.main.loaded = true
	}
	return vm.main
}

// newModule makes the object of a module. Its own member is exports; the
// others, which few ask for, come from its prototype.
func (vm *VM) newModule(path string, parent *module) *module {
	m := &module{vm: vm, path: path, parent: parent, object: vm.rt.NewObject()}
	must(m.object.Set("exports", vm.rt.NewObject()))
	must(m.object.SetPrototype(vm.rt.NewDynamicObject(&members{has: isModuleMember, get: m.member})))
	if parent != nil {
		parent.children = append(parent.children, m)
	}
	return m
}

func isModuleMember(name string) bool {
	switch name {
	case "id", "path", "filename", "loaded", "children", "paths", "parent", "require":
		return true
	}
	return false
}

// member returns a member besides exports.
func (m *module) member(name string) goja.Value {
	vm := m.vm
	switch name {
	case "id", "filename":
		return vm.rt.ToValue(m.path)
	case "path":
		return vm.rt.ToValue(filepath.Dir(m.path))
	case "loaded":
		return vm.rt.ToValue(m.loaded)
	case "children":
		list := make([]any, len(m.children))
		for i, c := range m.children {
			list[i] = c.object
		}
		return vm.rt.NewArray(list...)
	case "paths":
		return vm.strings(vm.packageDirs(filepath.Dir(m.path)))
	case "parent":
		if m.parent == nil {
			return goja.Null()
		}
		return m.parent.object
	case "require":
		return vm.requireFunction(filepath.Dir(m.path), m)
	}
	return nil
}

func (vm *VM) strings(list []string) goja.Value {
	items := make([]any, len(list))
	for i, s := range list {
		items[i] = s
	}
	return vm.rt.NewArray(items...)
}

// load loads a file unless it is loaded.
func (vm *VM) load(path string, parent *module) (*module, error) {
	if m := vm.loaded(path); m != nil {
		return m, nil
	}
	if len(vm.modules) >= maxModules {
		return nil, fmt.Errorf("loading %s: more than %d modules", path, maxModules)
	}
	m := vm.newModule(path, parent)
	vm.setLoaded(path, m)
	if err := vm.runModule(m); err != nil {
		delete(vm.modules, path)
		if vm.cacheObject != nil {
			_ = vm.cacheObject.Delete(path)
		}
		return nil, err
	}
	m.loaded = true
	return m, nil
}

// loaded returns a module that code did not delete from require.cache.
func (vm *VM) loaded(path string) *module {
	m := vm.modules[path]
	if m != nil && vm.cacheObject != nil && vm.cacheObject.Get(path) == nil {
		return nil
	}
	return m
}

func (vm *VM) setLoaded(path string, m *module) {
	vm.modules[path] = m
	if vm.cacheObject != nil {
		must(vm.cacheObject.Set(path, m.object))
	}
}

// requireCache is the object require.cache.
func (vm *VM) requireCache() goja.Value {
	if vm.cacheObject == nil {
		vm.cacheObject = vm.rt.NewObject()
		for _, path := range slices.Sorted(maps.Keys(vm.modules)) {
			must(vm.cacheObject.Set(path, vm.modules[path].object))
		}
	}
	return vm.cacheObject
}

// languageOf returns the language of a file.
func (vm *VM) languageOf(path string) (language, error) {
	ext := filepath.Ext(path)
	lang, ok := languages[ext]
	if !ok || lang != langScript || ext == ".cjs" {
		return lang, nil
	}
	p, err := vm.packageOf(filepath.Dir(path))
	if err != nil {
		return 0, err
	}
	if p != nil && p.module {
		return langModule, nil
	}
	return langScript, nil
}

// runModule reads and runs the file of a module.
func (vm *VM) runModule(m *module) error {
	lang, err := vm.languageOf(m.path)
	if err != nil {
		return err
	}
	if lang == langNative {
		return &Error{Name: "Error", Err: ErrUnavailable,
			Message: fmt.Sprintf("%s is a compiled addon, which only Node itself can load", m.path),
			Hint:    "use a package that is written in JavaScript throughout"}
	}
	text, err := readSource(m.path)
	if err != nil {
		return fmt.Errorf("loading %s: %w", m.path, err)
	}
	if lang == langJSON {
		return vm.runJSON(m, text)
	}
	c, err := vm.compile(m.path, text, lang)
	if err != nil {
		return err
	}
	return vm.runCompiled(m, c, text)
}

func (vm *VM) runJSON(m *module, text string) error {
	if err := CheckJSON(m.path, []byte(text)); err != nil {
		return err
	}
	v, err := vm.parse(vm.rt.ToValue(text))
	if err != nil {
		return err
	}
	return vm.try(func() error { return m.object.Set("exports", v) })
}

// compile compiles a module, or takes it from the cache.
func (vm *VM) compile(path, text string, lang language) (*compiled, error) {
	if c := vm.cache.get(path, lang, text); c != nil {
		return c, nil
	}
	var (
		c   *compiled
		err error
	)
	switch {
	case lang == langCoffee || lang == langLiterate:
		c, err = vm.compileCoffeeModule(path, text, lang)
	case lang == langScript && hasSourceMap(path, text):
		c, err = compileWithMap(path, withoutHashbang(text))
	default:
		c, err = compileModule(path, withoutHashbang(text), lang)
	}
	if err != nil {
		return nil, err
	}
	c.text = text
	vm.cache.put(path, lang, c)
	return c, nil
}

// withoutHashbang makes a comment of a first line that begins with "#!".
func withoutHashbang(text string) string {
	if strings.HasPrefix(text, "#!") {
		return "//" + text[2:]
	}
	return text
}

// runCompiled runs the code of a module.
func (vm *VM) runCompiled(m *module, c *compiled, text string) error {
	if err := vm.use(c); err != nil {
		return err
	}
	wrapper, err := vm.rt.RunProgram(c.program)
	if err != nil {
		return err
	}
	call, ok := goja.AssertFunction(wrapper)
	if !ok {
		return errors.New("the text of " + m.path + " ends the function that modules are")
	}
	exports := m.exports()
	dir := filepath.Dir(m.path)
	meta := goja.Undefined()
	if strings.Contains(text, "import.meta") {
		meta = vm.importMeta(m)
	}
	_, err = call(exports, exports, vm.requireFunction(dir, m), m.object, vm.rt.ToValue(m.path), vm.rt.ToValue(dir), meta)
	if err != nil || !strings.Contains(text, "module.exports") {
		return err
	}
	return vm.try(func() error { return replaceExports(m) })
}

// replaceExports lets an ES module that has an export of the name
// "module.exports" say what require returns.
func replaceExports(m *module) error {
	o, ok := m.exports().(*goja.Object)
	if !ok {
		return nil
	}
	if v := o.Get("module.exports"); v != nil && !goja.IsUndefined(v) {
		return m.object.Set("exports", v)
	}
	return nil
}

// use makes ready what compiled code needs.
func (vm *VM) use(c *compiled) error {
	for name, o := range c.origins {
		vm.origins[name] = o
	}
	return vm.install(c.features)
}

// importMeta is import.meta of an ES module.
func (vm *VM) importMeta(m *module) goja.Value {
	o := vm.rt.NewObject()
	must(o.Set("url", fileURL(m.path)))
	must(o.Set("filename", m.path))
	must(o.Set("dirname", filepath.Dir(m.path)))
	must(o.Set("resolve", func(name string) (string, error) {
		if isBuiltin(name) {
			return "node:" + strings.TrimPrefix(name, "node:"), nil
		}
		p, err := vm.resolve(name, filepath.Dir(m.path), filepath.Ext(m.path))
		if err != nil {
			panic(vm.thrown(err))
		}
		return fileURL(p), nil
	}))
	return o
}

// requireFunction makes the function require of the modules in a directory.
func (vm *VM) requireFunction(dir string, m *module) *goja.Object {
	from := filepath.Ext(m.path)
	f := vm.function("require", func(call goja.FunctionCall) goja.Value {
		v, err := vm.require(vm.requestName(call.Argument(0)), dir, from, m)
		if err != nil {
			vm.rethrow(err)
		}
		return v
	})
	members := vm.rt.NewDynamicObject(&members{has: isRequireMember, get: func(name string) goja.Value {
		if !isRequireMember(name) {
			return nil
		}
		v := vm.requireMember(name, dir, from)
		must(f.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		return v
	}})
	must(members.SetPrototype(f.Prototype()))
	must(f.SetPrototype(members))
	return f
}

func isRequireMember(name string) bool {
	switch name {
	case "resolve", "cache", "main", "extensions":
		return true
	}
	return false
}

// requireMember returns a member of the function require, which few ask for.
func (vm *VM) requireMember(name, dir, from string) goja.Value {
	switch name {
	case "resolve":
		return vm.resolveFunction(dir, from)
	case "cache":
		return vm.requireCache()
	case "main":
		return vm.mainModule().object
	}
	o := vm.rt.NewObject()
	for _, ext := range extensions {
		must(o.Set(ext, func() {}))
	}
	return o
}

// requestName checks the argument of require.
func (vm *VM) requestName(v goja.Value) string {
	if !goja.IsString(v) || v.String() == "" {
		panic(vm.newError("TypeError", "require takes the name of a module, not "+vm.show(v), nil))
	}
	return v.String()
}

// resolveFunction makes require.resolve.
func (vm *VM) resolveFunction(dir, from string) goja.Value {
	f := vm.function("resolve", func(call goja.FunctionCall) goja.Value {
		name := vm.requestName(call.Argument(0))
		if isBuiltin(name) {
			return call.Argument(0)
		}
		dirs := []string{dir}
		if o, ok := call.Argument(1).(*goja.Object); ok {
			var paths []string
			if list := o.Get("paths"); list != nil && vm.rt.ExportTo(list, &paths) == nil && len(paths) > 0 {
				dirs = paths
			}
		}
		var first error
		for _, d := range dirs {
			p, err := vm.resolve(name, d, from)
			if err == nil {
				return vm.rt.ToValue(p)
			}
			if first == nil {
				first = err
			}
		}
		vm.rethrow(first)
		return nil
	})
	must(f.Set("paths", func(name string) goja.Value {
		if isBuiltin(name) {
			return goja.Null()
		}
		return vm.strings(vm.packageDirs(dir))
	}))
	return f
}

// require returns what the module of a name exports.
func (vm *VM) require(name, dir, from string, parent *module) (goja.Value, error) {
	if isBuiltin(name) {
		return vm.builtin(strings.TrimPrefix(name, "node:"))
	}
	if strings.HasPrefix(name, "node:") {
		return nil, &Error{Name: "Error", Message: fmt.Sprintf("No such built-in module: %s", name), Err: ErrNotFound}
	}
	path, err := vm.resolve(name, dir, from)
	if err != nil {
		return nil, err
	}
	if isBuiltin(path) {
		return vm.builtin(strings.TrimPrefix(path, "node:"))
	}
	m, err := vm.load(path, parent)
	if err != nil {
		return nil, err
	}
	return m.exports(), nil
}

// rethrow throws an error within code, as it is if it came from code.
func (vm *VM) rethrow(err error) {
	var exception *goja.Exception
	switch {
	case isUncatchable(err):
		panic(err)
	case errors.As(err, &exception):
		panic(exception.Value())
	}
	v := vm.thrown(err)
	if errors.Is(err, ErrNotFound) {
		must(v.(*goja.Object).Set("code", "MODULE_NOT_FOUND"))
	}
	panic(v)
}
