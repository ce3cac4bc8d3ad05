package js

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/litexa-go/litexa/internal/suggest"
)

// Builder is a call of a slot builder.
type Builder struct {
	// File is the file that exports the function. Its path in the file system
	// is Inline.Dir and its name.
	File File
	// Function is the name of the exported function.
	Function string
	// Skill and Language are its arguments. Skill is as the params of VM.Run.
	Skill    any
	Language string
	// JSONFiles are the JSON files by name, visible as jsonFiles; values are as
	// the params of VM.Run.
	JSONFiles map[string]any
	// Inline is the inline code, whose names the function sees. The builder's
	// own file is left out of it. If it fails to load, the function runs
	// without it.
	Inline Source
}

// Build runs a slot builder and returns what the function returned as JSON. An
// error has the file, and the name of the function in its message.
func (vm *VM) Build(ctx context.Context, b Builder) (json.RawMessage, error) {
	var out json.RawMessage
	err := vm.enter(ctx, func() error {
		var v goja.Value
		err := vm.outer(func() error {
			exports, err := vm.builderExports(b)
			if err != nil {
				return err
			}
			f, err := b.function(vm, exports)
			if err != nil {
				return err
			}
			skill, err := vm.toValue(b.Skill)
			if err != nil {
				return fmt.Errorf("the value of skill: %w", err)
			}
			v, err = f(exports, skill, vm.rt.ToValue(b.Language))
			return err
		})
		if err == nil {
			v, err = vm.settle(v)
		}
		if err != nil {
			return err
		}
		s, err := vm.stringify(v)
		if err != nil {
			return err
		}
		if goja.IsUndefined(s) {
			return &Error{Message: "it returned " + describeKind(v), File: b.File.path()}
		}
		out = json.RawMessage(s.String())
		return nil
	})
	if err != nil {
		return nil, b.describe(err)
	}
	return out, nil
}

// describe says which builder an error is of.
func (b Builder) describe(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return fmt.Errorf("running the slot builder %s of %s: %w", b.Function, b.File.Name, err)
	}
	if e.Err == errNoBuilder {
		return e
	}
	described := *e
	described.Name = ""
	described.Message = fmt.Sprintf("running the slot builder %s of %s: %s", b.Function, b.File.Name, e.Text())
	if described.File == "" {
		described.File = b.File.path()
	}
	return &described
}

func describeKind(v goja.Value) string {
	if _, ok := goja.AssertFunction(v); ok {
		return "a function"
	}
	return "nothing"
}

// builderExports loads the file of a builder in the scope of the inline code.
func (vm *VM) builderExports(b Builder) (*goja.Object, error) {
	src := b.Inline
	src.Files = slices.DeleteFunc(slices.Clone(src.Files), func(f File) bool { return f.Name == b.File.Name })
	loaded := false
	exports, err := vm.runBuilder(b, src, func() { loaded = true })
	if err != nil && !loaded && len(src.Files)+len(src.Prelude) > 0 {
		return vm.runBuilder(b, Source{Dir: src.Dir}, func() {})
	}
	return exports, err
}

// runBuilder loads the file of a builder within a source. It calls loaded
// when the source's own code has run.
func (vm *VM) runBuilder(b Builder, src Source, loaded func()) (*goja.Object, error) {
	f := b.File
	if err := checkSource(f.path(), f.Text); err != nil {
		return nil, err
	}
	var t *transformed
	var err error
	switch {
	case f.isCoffee():
		t, err = vm.coffee(filepath.Join(src.Dir, f.Name), f.Text, f.language())
	case f.language() == langTypeScript || moduleSyntax.MatchString(f.Text):
		t, err = transform(f.path(), f.Text, f.language())
	}
	if err != nil {
		return nil, err
	}
	src.Params = []string{"litexa", "jsonFiles", "__loaded"}
	unit, err := vm.assemble(src, func(u *unitBuilder) error {
		u.add("__loaded();return (function(m){(function(exports,module){")
		var err error
		if t != nil {
			err = u.generated(t, []*origin{{path: f.path(), text: f.Text}})
		} else {
			err = u.file(f)
		}
		u.add("}).call(m.exports,m.exports,m);return m.exports})({exports:{}});")
		return err
	})
	if err != nil {
		return nil, err
	}
	v, err := vm.runUnit(unit, map[string]any{
		"litexa": map[string]any{}, "jsonFiles": b.JSONFiles,
		"__loaded": Func(func(context.Context, []*Value) (any, error) { loaded(); return nil, nil }),
	})
	if err != nil {
		return nil, err
	}
	exports, ok := v.(*goja.Object)
	if !ok {
		return nil, b.missing(nil)
	}
	return exports, nil
}

// function returns the exported function.
func (b Builder) function(vm *VM, exports *goja.Object) (goja.Callable, error) {
	var (
		f     goja.Callable
		names []string
	)
	err := vm.try(func() error {
		if esm := exports.Get("__esModule"); esm != nil && esm.ToBoolean() && exports.Get(b.Function) == nil {
			if d, ok := exports.Get("default").(*goja.Object); ok {
				exports = d
			}
		}
		f, _ = goja.AssertFunction(exports.Get(b.Function))
		for _, k := range exports.Keys() {
			if _, ok := goja.AssertFunction(exports.Get(k)); ok {
				names = append(names, k)
			}
		}
		return nil
	})
	if err != nil || f != nil {
		return f, err
	}
	return nil, b.missing(names)
}

// errNoBuilder is the cause if a file does not export a builder.
var errNoBuilder = errors.New("no such slot builder")

// missing describes that the file does not export the function.
func (b Builder) missing(names []string) error {
	e := &Error{File: b.File.path(), Err: errNoBuilder}
	if len(names) == 0 {
		e.Message = fmt.Sprintf("%s exports no functions, so the slot builder %s is not there", b.File.Name, b.Function)
		e.Hint = fmt.Sprintf("write: exports.%s = function(skill, language) { return {name: ..., values: [...]} }", b.Function)
		return e
	}
	e.Message = fmt.Sprintf("there is no slot builder %s in %s, which exports [%s]", b.Function, b.File.Name, strings.Join(names, ", "))
	if n := suggest.Nearest(b.Function, slices.Values(names)); n != "" {
		e.Hint = fmt.Sprintf("did you mean %q?", n)
	}
	return e
}
