package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/litexa-go/litexa/internal/js"
)

// libraryName and unitPrefix name the generated sources in positions.
const (
	libraryName = "litexa:library"
	unitPrefix  = "litexa:"
)

// engine is a JavaScript engine with the code of a skill. One goroutine uses it
// at a time.
type engine struct {
	skill *Skill
	vm    *js.VM
	lib   functions
	langs map[string]*languageCode
	// code is that of the language of the request under way.
	code *languageCode
	// ctx is the context of the request under way, for what code calls.
	ctx context.Context
}

// languageCode are the functions of a language.
type languageCode struct {
	enter, exit, otherwise functions
	intents                *js.Value
	byState                map[string]functions
}

// functions are the members of an object, looked up once.
type functions struct {
	object *js.Value
	known  map[string]*js.Value
}

func newFunctions(object *js.Value) functions {
	return functions{object: object, known: make(map[string]*js.Value)}
}

// get returns a function, or nil if there is none of that name.
func (f functions) get(name string) *js.Value {
	if f.object == nil {
		return nil
	}
	if v := f.known[name]; v != nil {
		return v
	}
	v, err := f.object.Get(name)
	if err != nil || !v.IsFunction() {
		return nil // not noted: requests may name anything
	}
	f.known[name] = v
	return v
}

// intent returns the function of a state for an intent, or nil.
func (c *languageCode) intent(state, name string) *js.Value {
	f, ok := c.byState[state]
	if !ok {
		if v, err := c.intents.Get(state); err == nil && v.IsObject() {
			f = newFunctions(v)
		}
		c.byState[state] = f
	}
	return f.get(name)
}

// pool holds the engines of a skill.
type pool struct {
	skill   *Skill
	library *js.Unit
	units   []*js.Unit
	// busy holds a value for each engine in use.
	busy chan struct{}

	mu     sync.Mutex
	idle   []*engine // the last used at the end
	closed bool
}

// errClosed is the error of requests to a skill that has been closed.
var errClosed = errors.New("the skill is closed")

// newPool compiles the code and starts one engine.
func newPool(ctx context.Context, s *Skill) (*pool, error) {
	p := &pool{skill: s, busy: make(chan struct{}, s.config.MaxEngines)}
	e, err := p.get(ctx)
	if err != nil {
		return nil, err
	}
	p.put(e, true)
	return p, nil
}

// fork returns an empty pool with the same code.
func (p *pool) fork(s *Skill) *pool {
	return &pool{skill: s, library: p.library, units: p.units, busy: make(chan struct{}, s.config.MaxEngines)}
}

// get returns an engine for the caller's use. It waits while too many are in
// use.
func (p *pool) get(ctx context.Context) (*engine, error) {
	select {
	case p.busy <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for one of %d engines, which were all busy: %w", cap(p.busy), context.Cause(ctx))
	}
	e, err := p.take()
	if e == nil && err == nil {
		e, err = p.start(ctx)
	}
	if err != nil {
		<-p.busy
		return nil, err
	}
	return e, nil
}

// take returns an idle engine, or nil if there is none.
func (p *pool) take() (*engine, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	last := len(p.idle) - 1
	if last < 0 {
		return nil, nil
	}
	e := p.idle[last]
	p.idle[last] = nil
	p.idle = p.idle[:last]
	return e, nil
}

// put takes an engine back. One that must not be used again is replaced by a
// new one when that is needed.
func (p *pool) put(e *engine, good bool) {
	e.ctx, e.code = nil, nil
	p.mu.Lock()
	keep := good && !p.closed && !e.vm.Broken()
	if keep {
		p.idle = append(p.idle, e)
	}
	p.mu.Unlock()
	if !keep {
		e.vm.Close()
	}
	<-p.busy
}

func (p *pool) close() {
	p.mu.Lock()
	idle := p.idle
	p.closed, p.idle = true, nil
	p.mu.Unlock()
	for _, e := range idle {
		e.vm.Close()
	}
}

// start makes an engine. The first compiles the code for all.
func (p *pool) start(ctx context.Context) (*engine, error) {
	vm, err := js.New(p.skill.config.JS)
	if err != nil {
		return nil, err
	}
	e := &engine{skill: p.skill, vm: vm, langs: make(map[string]*languageCode)}
	if err := p.load(ctx, e); err != nil {
		vm.Close()
		return nil, err
	}
	return e, nil
}

func (p *pool) load(ctx context.Context, e *engine) error {
	c := p.skill.config
	if p.library == nil {
		if err := p.compile(ctx, e.vm); err != nil {
			return err
		}
	}
	if err := e.runLibrary(ctx, p.library); err != nil {
		return err
	}
	for i, l := range c.Image.Languages {
		files := l.Code.JSON
		if files == nil {
			files = map[string]json.RawMessage{}
		}
		scope, err := e.vm.Run(ctx, p.units[i], map[string]any{"jsonFiles": files, "dataTables": map[string]any{}})
		if err != nil {
			return p.skill.failure(err)
		}
		code := &languageCode{byState: make(map[string]functions)}
		result := scope.Result()
		for _, m := range []struct {
			name string
			to   *functions
		}{{"enter", &code.enter}, {"exit", &code.exit}, {"otherwise", &code.otherwise}} {
			v, err := result.Get(m.name)
			if err != nil {
				return err
			}
			*m.to = newFunctions(v)
		}
		if code.intents, err = result.Get("intents"); err != nil {
			return err
		}
		e.langs[l.Name] = code
	}
	return nil
}

// compile prepares the code, which all engines share.
func (p *pool) compile(ctx context.Context, vm *js.VM) error {
	c := p.skill.config
	lib, err := compileLibrary(ctx, vm, c.ModulesRoot)
	if err != nil {
		return err
	}
	for _, l := range c.Image.Languages {
		source := js.Source{Dir: c.ModulesRoot, Params: []string{"jsonFiles", "dataTables"}, Result: l.Unit.Result}
		if c.Prelude != "" {
			source.Prelude = append(source.Prelude, js.File{Name: "prelude.js", Path: libraryName, Text: c.Prelude})
		}
		source.Files = append(source.Files, js.File{Name: l.Name + ".js", Path: unitPrefix + l.Name, Text: l.Unit.Text})
		for _, f := range l.Code.Files {
			source.Files = append(source.Files, js.File{Name: f.Name, Path: f.Path, Text: f.Text})
		}
		unit, err := vm.Compile(ctx, source)
		if err != nil {
			return p.skill.failure(err)
		}
		p.units = append(p.units, unit)
	}
	p.library = lib
	return nil
}

// compileLibrary prepares the library, whose code requires modules from dir.
func compileLibrary(ctx context.Context, vm *js.VM, dir string) (*js.Unit, error) {
	unit, err := vm.Compile(ctx, js.Source{
		Dir:    dir,
		Files:  []js.File{{Name: "library.js", Path: libraryName, Text: library}},
		Params: []string{"__config", "__metric", "__products"},
		Result: libraryResult,
	})
	if err != nil {
		return nil, fmt.Errorf("compiling the run-time library: %w", err)
	}
	return unit, nil
}

// runLibrary makes the functions of the library global in the engine.
func (e *engine) runLibrary(ctx context.Context, unit *js.Unit) error {
	shared, err := e.vm.Run(ctx, unit, map[string]any{
		"__config":   e.skill.settings(),
		"__metric":   e.metric(),
		"__products": e.products(),
	})
	if err != nil {
		return fmt.Errorf("starting the run-time library: %w", err)
	}
	e.lib = newFunctions(shared.Result())
	return nil
}

// DefineLibrary makes litexa and the functions of the library global in an
// engine, as they are for the code of a skill with that configuration, so that
// inline code loads in it. Units of the image are not run.
func DefineLibrary(ctx context.Context, vm *js.VM, config Config) error {
	unit, err := compileLibrary(ctx, vm, config.ModulesRoot)
	if err != nil {
		return err
	}
	e := &engine{skill: &Skill{config: config}, vm: vm}
	return e.runLibrary(ctx, unit)
}
