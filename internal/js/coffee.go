package js

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
)

// ErrNoCoffee is the cause if CoffeeScript is to be compiled and its compiler
// is not installed.
var ErrNoCoffee = errors.New("the CoffeeScript compiler is not installed")

// coffeeCompiler is the coffeescript package in a VM of its own.
type coffeeCompiler struct {
	mu     sync.Mutex
	vm     *VM
	module *Value
}

// coffeeOutput is what the compiler made of a source.
type coffeeOutput struct {
	text            string
	code, sourceMap string
}

// coffeePackages are the names of the package, newest first, with the module
// that holds the compiler and not also the command-line tool.
var coffeePackages = [][2]string{
	{"coffeescript", "lib/coffeescript/coffeescript.js"},
	{"coffeescript", "lib/coffee-script/coffee-script.js"},
	{"coffee-script", "lib/coffee-script/coffee-script.js"},
}

// findCoffee returns the path of the compiler's main module.
func (vm *VM) findCoffee(dir string) (string, error) {
	var dirs []string
	if vm.root != "" {
		dirs = append(dirs, filepath.Join(vm.root, "litexa", "node_modules"))
	}
	dirs = append(dirs, vm.packageDirs(dir)...)
	if vm.root != "" {
		dirs = append(dirs, vm.packageDirs(vm.root)...)
	}
	dirs = append(dirs, vm.opts.CoffeePath...)
	for _, d := range dirs {
		for _, p := range coffeePackages {
			if path := filepath.Join(d, p[0], filepath.FromSlash(p[1])); isFile(path) {
				return realPath(path), nil
			}
		}
	}
	where := "the directory of the project"
	if vm.root != "" {
		where = vm.root
	}
	return "", &Error{Message: "this is CoffeeScript, and its compiler is not installed", Err: ErrNoCoffee,
		Hint: fmt.Sprintf("run \"npm install coffeescript\" in %s", where)}
}

func (c *Cache) getCoffee(key cacheKey, text string) (coffeeOutput, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	out, ok := c.coffee[key]
	return out, ok && out.text == text
}

func (c *Cache) putCoffee(key cacheKey, out coffeeOutput) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.coffee == nil {
		c.coffee = map[cacheKey]coffeeOutput{}
	}
	c.coffee[key] = out
}

// compiler returns the compiler whose main module has a path.
func (c *Cache) compiler(path string) *coffeeCompiler {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.compilers == nil {
		c.compilers = map[string]*coffeeCompiler{}
	}
	if c.compilers[path] == nil {
		c.compilers[path] = &coffeeCompiler{}
	}
	return c.compilers[path]
}

// coffee compiles CoffeeScript to JavaScript without a function around it.
func (vm *VM) coffee(path, text string, lang language) (*transformed, error) {
	out, err := vm.coffeeOutput(path, text, lang)
	if err != nil {
		return nil, err
	}
	t := &transformed{name: path + generatedSuffix, code: out.code}
	if t.mappings, err = readMappings([]byte(out.sourceMap)); err != nil {
		return nil, fmt.Errorf("compiling %s: %w", path, err)
	}
	toBytesAndChars(t.mappings, t.code, []string{text})
	return t, nil
}

// coffeeOutput compiles CoffeeScript, or takes the output from the cache.
func (vm *VM) coffeeOutput(path, text string, lang language) (coffeeOutput, error) {
	key := cacheKey{path, lang}
	if out, ok := vm.cache.getCoffee(key, text); ok {
		return out, nil
	}
	compiler, err := vm.findCoffee(filepath.Dir(path))
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			e.File = path
		}
		return coffeeOutput{}, err
	}
	out, ok := vm.cache.readCoffee(compiler, text, lang)
	if !ok {
		if out, err = vm.cache.compiler(compiler).compile(vm.context(), compiler, path, text, lang); err != nil {
			return coffeeOutput{}, err
		}
		vm.cache.writeCoffee(compiler, lang, out)
	}
	vm.cache.putCoffee(key, out)
	return out, nil
}

// context is that of the call that is under way.
func (vm *VM) context() context.Context {
	if vm.ctx != nil {
		return vm.ctx
	}
	return context.Background()
}

// compile runs the compiler.
func (c *coffeeCompiler) compile(ctx context.Context, compiler, path, text string, lang language) (coffeeOutput, error) {
	if err := checkSource(path, text); err != nil {
		return coffeeOutput{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.vm == nil || c.vm.broken {
		vm, err := New(Options{Root: filepath.Dir(compiler), Timeout: -1})
		if err != nil {
			return coffeeOutput{}, err
		}
		module, err := vm.Require(ctx, compiler)
		if err != nil {
			return coffeeOutput{}, fmt.Errorf("loading the CoffeeScript compiler: %w", err)
		}
		c.vm, c.module = vm, module
	}
	result, err := c.module.CallMethod(ctx, "compile", text, map[string]any{
		"bare": true, "header": false, "sourceMap": true, "filename": path, "literate": lang == langLiterate,
	})
	if err != nil {
		return coffeeOutput{}, c.describe(err, path, text)
	}
	code, err := result.Get("js")
	if err != nil {
		return coffeeOutput{}, err
	}
	v3, err := result.Get("v3SourceMap")
	if err != nil {
		return coffeeOutput{}, err
	}
	return coffeeOutput{text: text, code: code.String(), sourceMap: v3.String()}, nil
}

// describe makes an error of the compiler one with a place in its source.
func (c *coffeeCompiler) describe(err error, path, text string) error {
	var e *Error
	if !errors.As(err, &e) || e.thrown == nil {
		return err
	}
	location := &Value{vm: c.vm, v: e.thrown}
	location, err = location.Get("location")
	if err != nil || !location.IsObject() {
		return e
	}
	number := func(name string) int {
		v, err := location.Get(name)
		if err != nil {
			return 0
		}
		return int(v.v.ToInteger())
	}
	line, col := number("first_line"), number("first_column")
	ls := newLines(text)
	columns := newColumns(text)
	_, chars := columns.at(int32(line), int32(col))
	return &Error{Name: "SyntaxError", Message: e.Message, File: path,
		Line: line + 1, Col: int(chars) + 1, SourceLine: ls.shown(line)}
}

// compileCoffeeModule compiles a CoffeeScript file.
func (vm *VM) compileCoffeeModule(path, text string, lang language) (*compiled, error) {
	t, err := vm.coffee(path, text, lang)
	if err != nil {
		return nil, err
	}
	return compileMapped(t, []*origin{{path: path, text: text}}, wrapperStart, wrapperEnd)
}

// compileMapped compiles JavaScript that was made of other sources, as it is if
// the engine understands it.
func compileMapped(t *transformed, origins []*origin, start, end string) (*compiled, error) {
	plain := *t
	plain.mappings = slices.Clone(t.mappings)
	if c, err := compileTransformed(&plain, origins, start, end); err == nil {
		return c, nil
	}
	again, err := transform(t.name, t.code, langScript)
	if err != nil {
		return nil, mapError(err, t, origins)
	}
	again.name = t.name
	again.mappings = compose(again.mappings, t.mappings, t.code)
	return compileTransformed(again, origins, start, end)
}

// mapError moves an error in generated code to where the code came from.
func mapError(err error, t *transformed, origins []*origin) error {
	var e *Error
	if !errors.As(err, &e) || e.Line == 0 {
		return err
	}
	m, ok := lookUp(t.mappings, int32(e.Line-1), byteColumn(t.code, e.Line-1, e.Col-1))
	if !ok || int(m.source) >= len(origins) {
		e.File, e.Line, e.Col, e.SourceLine = "", 0, 0, ""
		return e
	}
	o := origins[m.source]
	e.File, e.Line, e.Col = o.path, int(m.srcLine)+1, int(m.srcCol)+1
	e.SourceLine = newLines(o.text).shown(int(m.srcLine))
	return e
}
