package js

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// File is a piece of source code.
type File struct {
	// Name is the base name, whose extension tells the language.
	Name string
	// Path is the file as messages show it; "" is Name.
	Path string
	Text string
}

// path returns how messages show the file.
func (f File) path() string {
	if f.Path != "" {
		return f.Path
	}
	return f.Name
}

func (f File) language() language { return languages[filepath.Ext(f.Name)] }

func (f File) isCoffee() bool { return f.language() == langCoffee || f.language() == langLiterate }

// Source is code that shares one function scope.
type Source struct {
	// Dir is the directory from which require resolves: that of the .litexa
	// files.
	Dir string
	// Prelude is JavaScript in a scope around that of the files, whose names
	// the files may define anew.
	Prelude []File
	// Files are JavaScript and CoffeeScript files in order. The JavaScript
	// ones come first, as they are; then the CoffeeScript ones, compiled as
	// one unit.
	Files []File
	// Params are the names of the values that a VM gives the code when it
	// runs it, besides exports, require, module, __filename and __dirname.
	Params []string
	// Result is an expression, evaluated in the scope after the code, whose
	// value is Scope.Result. It is "" if Scope.Eval and Scope.Defined are
	// used, which make the code slower.
	Result string
}

// Unit is compiled code. It does not change and may be used by any number of
// VMs at once.
type Unit struct {
	dir    string
	params []string
	code   *compiled
	result bool
}

// Scope is code that was run, with what it defines.
type Scope struct {
	vm     *VM
	result goja.Value
	eval   goja.Callable
}

// unitName is the name that the engine has for the code of a unit.
const unitName = "inline code" + generatedSuffix

// unitBuilder puts the code of a unit together.
type unitBuilder struct {
	// lower is set if code is transformed that the engine does not understand.
	lower bool
	// first is set before the first file of a function.
	first    bool
	code     strings.Builder
	line     int32
	mappings []mapping
	origins  []*origin
}

// add appends glue, which comes from no file and has no line ending.
func (b *unitBuilder) add(glue string) { b.code.WriteString(glue) }

// file appends JavaScript on lines of its own, as it is unless the engine does
// not understand it.
func (b *unitBuilder) file(f File) error {
	text := strings.TrimPrefix(f.Text, "\ufeff")
	o := &origin{path: f.path(), text: text}
	first := b.first
	b.first = false
	if b.lower {
		t, err := lowerScript(f.path(), text, first)
		if err != nil {
			return err
		}
		if t != nil {
			b.append(t, []*origin{o})
			return nil
		}
	}
	source := int32(len(b.origins))
	b.origins = append(b.origins, o)
	b.newLine()
	b.mappings = identity(b.mappings, text, b.line, source)
	b.lines(text)
	b.newLine()
	b.add(";")
	return nil
}

// lowerScript transforms a script if the engine does not understand it as it
// is; otherwise it returns nil. "use strict" only counts in the first script.
func lowerScript(path, text string, first bool) (*transformed, error) {
	tree, err := parser.ParseFile(nil, path, "(function(){"+text+"\n})", 0, parser.WithDisableSourceMaps)
	if err == nil && !needsLowering(tree) {
		return nil, nil
	}
	t, err := transformScript(path, text, first)
	if err != nil {
		return nil, err
	}
	if i := moduleSyntax.FindStringIndex(text); i != nil {
		return nil, placed(&Error{Name: "SyntaxError", File: path,
			Message: "import and export cannot be used in inline code, whose files share one scope",
			Hint:    "use require to load modules; what a file declares is visible in the others"}, text, i[0])
	}
	return t, nil
}

// generated appends code that was made from sources.
func (b *unitBuilder) generated(t *transformed, sources []*origin) error {
	if b.lower {
		again, err := lowerScript(t.name, t.code, false)
		if err != nil {
			return mapError(err, t, sources)
		}
		if again != nil {
			again.mappings = compose(again.mappings, t.mappings, t.code)
			t = again
		}
	}
	b.append(t, sources)
	return nil
}

// append appends code that was made from sources.
func (b *unitBuilder) append(t *transformed, sources []*origin) {
	first := int32(len(b.origins))
	b.origins = append(b.origins, sources...)
	b.newLine()
	for _, m := range t.mappings {
		m.genLine += b.line
		m.source += first
		b.mappings = append(b.mappings, m)
	}
	b.lines(t.code)
	b.newLine()
	b.add(";")
}

func (b *unitBuilder) newLine() {
	b.code.WriteByte('\n')
	b.line++
}

func (b *unitBuilder) lines(text string) {
	b.code.WriteString(text)
	b.line += int32(len(newLines(text).starts) - 1)
}

// NewScope compiles and runs a source. If it fails, the error has the place in
// the file.
func (vm *VM) NewScope(ctx context.Context, src Source, params map[string]any) (*Scope, error) {
	unit, err := vm.Compile(ctx, src)
	if err != nil {
		return nil, err
	}
	return vm.Run(ctx, unit, params)
}

// Compile prepares a source for running it in any number of VMs.
func (vm *VM) Compile(ctx context.Context, src Source) (*Unit, error) {
	var unit *Unit
	err := vm.enter(ctx, func() error {
		var err error
		unit, err = vm.compileUnit(src)
		return err
	})
	return unit, err
}

var identifier = regexp.MustCompile(`^[\pL_$][\pL\pN_$]*$`)

func (vm *VM) compileUnit(src Source) (*Unit, error) {
	unit, err := vm.assemble(src, func(b *unitBuilder) error {
		if src.Result != "" {
			b.add("return (" + src.Result + "\n);")
		} else {
			b.add("return function(){return eval(arguments[0])};")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	unit.result = src.Result != ""
	return unit, nil
}

// assemble compiles a source with something after its files.
func (vm *VM) assemble(src Source, end func(*unitBuilder) error) (*Unit, error) {
	for _, p := range src.Params {
		if !identifier.MatchString(p) {
			return nil, fmt.Errorf("%q cannot be the name of a parameter", p)
		}
	}
	for _, f := range src.Files {
		if err := checkSource(f.path(), f.Text); err != nil {
			return nil, err
		}
	}
	// Most code is understood as it is. The rest is transformed file by file,
	// which also finds the file that has an error.
	code, err := vm.assembleCode(src, end, false)
	if err != nil {
		lowered, e := vm.assembleCode(src, end, true)
		if e != nil {
			return nil, e
		}
		code = lowered
	}
	return &Unit{dir: src.Dir, params: src.Params, code: code}, nil
}

func (vm *VM) assembleCode(src Source, end func(*unitBuilder) error, lower bool) (*compiled, error) {
	b := &unitBuilder{lower: lower}
	b.add("(function(exports,require,module,__filename,__dirname")
	for _, p := range src.Params {
		b.add("," + p)
	}
	b.add("){")
	for _, f := range src.Prelude {
		if err := b.file(f); err != nil {
			return nil, err
		}
	}
	b.add("return (function(){")
	b.first = true
	var coffee []File
	for _, f := range src.Files {
		if f.isCoffee() {
			coffee = append(coffee, f)
		} else if err := b.file(f); err != nil {
			return nil, err
		}
	}
	if len(coffee) > 0 {
		t, sources, err := vm.coffeeUnit(src.Dir, coffee)
		if err != nil {
			return nil, err
		}
		if err := b.generated(t, sources); err != nil {
			return nil, err
		}
	}
	if err := end(b); err != nil {
		return nil, err
	}
	b.add("}).call(this)})")
	t := &transformed{name: unitName, code: b.code.String(), mappings: b.mappings, lowered: lower}
	return compileTransformed(t, b.origins, "", "")
}

var moduleSyntax = regexp.MustCompile(`(?m)^\s*(?:import\s*["'{*\w]|export\s+[\w{*])`)

// coffeeUnit compiles CoffeeScript files as one.
func (vm *VM) coffeeUnit(dir string, files []File) (*transformed, []*origin, error) {
	var (
		text    strings.Builder
		starts  []int // the first line of each file
		origins []*origin
		line    int
	)
	for _, f := range files {
		t := strings.TrimPrefix(f.Text, "\ufeff")
		origins = append(origins, &origin{path: f.path(), text: t})
		starts = append(starts, line)
		text.WriteString(t)
		text.WriteByte('\n')
		line += len(newLines(t).starts)
	}
	fileAt := func(line int) int {
		i := len(starts) - 1
		for i > 0 && starts[i] > line {
			i--
		}
		return i
	}
	t, err := vm.coffee(filepath.Join(dir, "inline code"), text.String(), langCoffee)
	var e *Error
	if errors.As(err, &e) {
		i := 0
		if e.Line > 0 {
			i = fileAt(e.Line - 1)
			e.Line -= starts[i]
		}
		e.File = origins[i].path
	}
	if err != nil {
		return nil, nil, err
	}
	for i := range t.mappings {
		m := &t.mappings[i]
		m.source = int32(fileAt(int(m.srcLine)))
		m.srcLine -= int32(starts[m.source])
	}
	return t, origins, nil
}

// Run runs a unit. The values of params are nil, booleans, numbers, strings,
// json.RawMessage, a *Value of the VM, a Func, slices and maps of such, or
// anything else that encoding/json can write.
func (vm *VM) Run(ctx context.Context, unit *Unit, params map[string]any) (*Scope, error) {
	s := &Scope{vm: vm}
	err := vm.enter(ctx, func() error {
		err := vm.outer(func() error {
			v, err := vm.runUnit(unit, params)
			if unit.result {
				s.result = v
			} else {
				s.eval, _ = goja.AssertFunction(v)
			}
			return err
		})
		vm.reportRejections()
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (vm *VM) runUnit(unit *Unit, params map[string]any) (goja.Value, error) {
	if err := vm.use(unit.code); err != nil {
		return nil, err
	}
	f, err := vm.rt.RunProgram(unit.code.program)
	if err != nil {
		return nil, err
	}
	call, ok := goja.AssertFunction(f)
	if !ok {
		return nil, errors.New("the inline code ends the function that it stands in")
	}
	m := vm.newModule(filepath.Join(unit.dir, "index.js"), vm.mainModule())
	exports := m.exports()
	args := make([]goja.Value, 0, 5+len(unit.params))
	args = append(args, exports, vm.requireFunction(unit.dir, m), m.object, vm.rt.ToValue(m.path), vm.rt.ToValue(unit.dir))
	for _, p := range unit.params {
		given, ok := params[p]
		if !ok {
			args = append(args, goja.Undefined())
			continue
		}
		v, err := vm.toValue(given)
		if err != nil {
			return nil, fmt.Errorf("the value of %s: %w", p, err)
		}
		args = append(args, v)
	}
	return call(goja.Undefined(), args...)
}

// Result is the value of Source.Result; undefined if there is none.
func (s *Scope) Result() *Value { return s.vm.value(s.result) }

// Eval evaluates an expression in the scope of a source without Result, and
// waits for the promise if it is one.
func (s *Scope) Eval(ctx context.Context, expr string) (*Value, error) {
	var out *Value
	err := s.vm.enter(ctx, func() error {
		v, err := s.evaluate("(" + expr + "\n)")
		if err != nil {
			return err
		}
		v, err = s.vm.settle(v)
		out = s.vm.value(v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (s *Scope) evaluate(code string) (goja.Value, error) {
	if s.eval == nil {
		return nil, errors.New("the source of the scope has a result, so that nothing else can be evaluated in it")
	}
	var v goja.Value
	err := s.vm.outer(func() error {
		var err error
		v, err = s.eval(goja.Undefined(), s.vm.rt.ToValue(code))
		return err
	})
	return v, err
}

// Defined reports whether code in the scope sees something of the name that is
// not undefined.
func (s *Scope) Defined(name string) (bool, error) {
	if !identifier.MatchString(name) {
		return false, nil
	}
	defined := false
	err := s.vm.enter(context.Background(), func() error {
		v, err := s.evaluate("typeof " + name + " != 'undefined'")
		if err != nil {
			return err
		}
		defined = v.ToBoolean()
		return nil
	})
	return defined, err
}
