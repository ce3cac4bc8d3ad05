package project

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
	"github.com/litexa-go/litexa/project/internal/npm"
)

// engine runs the JavaScript of a project. It starts when it is needed.
type engine struct{ vm *js.VM }

// close ends the engine, if it has been started.
func (e *engine) close() {
	if e.vm != nil {
		_ = e.vm.Close() // nothing is left to be done about it
		e.vm = nil
	}
}

// start returns the virtual machine for the files of the project.
func (e *engine) start(p *Project) (*js.VM, error) {
	if e.vm != nil {
		return e.vm, nil
	}
	vm, err := js.New(p.engineOptions())
	if err != nil {
		return nil, fmt.Errorf("starting the JavaScript engine: %w", err)
	}
	e.vm = vm
	return vm, nil
}

// engineOptions returns the options of engines for the files of the project.
func (p *Project) engineOptions() js.Options {
	env := p.opts.Environ
	if env == nil {
		env = os.Environ()
	}
	opts := js.Options{
		Root:     p.Root,
		NodePath: []string{p.path(litexaFolder, "node_modules")},
		Env:      env,
		Stdout:   p.opts.Console,
		Stderr:   p.opts.Console,
	}
	if global := npm.GlobalModules(npm.NewEnviron(env)); global != "" {
		opts.CoffeePath = []string{global, filepath.Join(global, "@litexa", "core", "node_modules")}
	}
	return opts
}

// value returns the JSON of what a file exports, and the names that lead to
// the functions in it, which have no JSON.
func (e *engine) value(ctx context.Context, p *Project, path string) (v *jsontree.Value, functions [][]string, err error) {
	vm, err := e.start(p)
	if err != nil {
		return nil, nil, err
	}
	exported, err := vm.Require(ctx, path)
	if err == nil {
		exported, err = exported.Await(ctx)
	}
	if err != nil {
		return nil, nil, err
	}
	switch {
	case exported.IsFunction():
		return nil, nil, errors.New("the file exports a function instead of an object: export what the function returns")
	case exported.IsUndefined():
		return nil, nil, errors.New("the file exports nothing")
	}
	text, err := exported.JSON(ctx)
	if err != nil {
		return nil, nil, err
	}
	v, _, err = jsontree.Parse(text)
	if err != nil {
		return nil, nil, err
	}
	return v, functionsIn(exported, v, nil), nil
}

// functionsIn finds the functions in a value that its JSON lacks.
func functionsIn(v *js.Value, tree *jsontree.Value, path []string) [][]string {
	var found [][]string
	visit := func(name string, inner *jsontree.Value) {
		member, err := v.Get(name)
		if err != nil {
			return
		}
		path := append(path[:len(path):len(path)], name)
		switch {
		case member.IsFunction():
			found = append(found, path)
		case inner != nil:
			found = append(found, functionsIn(member, inner, path)...)
		}
	}
	switch tree.Kind {
	case jsontree.Object:
		names, err := v.Keys()
		if err != nil {
			return nil
		}
		for _, name := range names {
			visit(name, tree.Get(name))
		}
	case jsontree.Array:
		for i, item := range tree.Items {
			visit(fmt.Sprint(i), item)
		}
	}
	return found
}

// diagnose describes an error of the engine, or any other about a file.
func (p *Project) diagnose(err error, path string) diag.Diagnostic {
	d := diag.Diagnostic{Code: "script", File: p.shown(path), Message: err.Error()}
	e := (*js.Error)(nil)
	if !errors.As(err, &e) {
		return d
	}
	d.Message, d.Hint = e.Text(), e.Hint
	if e.Name == "SyntaxError" {
		d.Code = "script-syntax"
		if strings.HasPrefix(e.Message, `Expected "}" but found`) {
			d.Hint = "a comma or a closing brace may be missing before it"
		}
	}
	if e.File == "" {
		return d
	}
	read := d.File
	d.File, d.Span = p.shownAny(e.File), p.spanAt(e)
	if d.File != read {
		d.Related = []diag.Related{{File: read, Message: "while this file was run"}}
	}
	return d
}

// shownAny is like shown for a path that may be shown already.
func (p *Project) shownAny(path string) string {
	if filepath.IsAbs(path) {
		return p.shown(path)
	}
	return path
}

// spanAt returns the place of an error.
func (p *Project) spanAt(e *js.Error) diag.Span {
	if e.Line < 1 {
		return diag.Span{}
	}
	pos := diag.Pos{Line: e.Line, Col: max(e.Col, 1)}
	path := e.File
	if !filepath.IsAbs(path) {
		path = p.path(filepath.FromSlash(path))
	}
	if text, err := readFile(path); err == nil {
		pos.Offset = offsetOf(string(text), pos)
	}
	return diag.Span{Start: pos, End: pos}
}

// offsetOf returns the offset in bytes of a place of which line and column are
// known.
func offsetOf(text string, pos diag.Pos) int {
	offset := 0
	for range pos.Line - 1 {
		end := strings.IndexByte(text[offset:], '\n')
		if end < 0 {
			return len(text)
		}
		offset += end + 1
	}
	for range pos.Col - 1 {
		if offset >= len(text) || text[offset] == '\n' {
			break
		}
		_, size := utf8.DecodeRuneInString(text[offset:])
		offset += size
	}
	return offset
}
