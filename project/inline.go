package project

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// inlineParams are the names that inline code sees beside those of JavaScript
// and of the library.
var inlineParams = []string{"jsonFiles", "dataTables"}

// inlineCode returns the inline code of a language: its regular JavaScript,
// TypeScript and CoffeeScript files.
func (p *Project) inlineCode(language string) (js.Source, error) {
	src := js.Source{Dir: p.path(litexaFolder), Params: inlineParams}
	for _, f := range p.Code(language, Regular, ".js", ".ts", ".coffee") {
		text, err := f.Read()
		if err != nil {
			return src, fmt.Errorf("reading %s: %w", f.Shown, plain(err))
		}
		src.Files = append(src.Files, js.File{Name: f.Name, Path: f.Shown, Text: string(text)})
	}
	return src, nil
}

// jsonFiles returns the data files of a language as JSON text, package.json,
// from which code may read its version, included. Those that are not valid are
// empty objects.
func (p *Project) jsonFiles(language string) map[string]any {
	files := map[string]any{}
	list := p.Code(language, Regular, ".json")
	if f := p.code(language, "package.json"); f != nil {
		list = append(list, f)
	}
	for _, f := range list {
		files[f.Name] = json.RawMessage("{}")
		if text, err := f.Read(); err == nil && jsontree.Check(text) == nil {
			files[f.Name] = json.RawMessage(strings.TrimPrefix(string(text), "\ufeff"))
		}
	}
	return files
}

// symbols answers which names the inline code of a project defines. It runs the
// code of a language when it is first asked about it.
type symbols struct {
	project *Project
	ctx     context.Context
	// scopes are the languages that were asked about.
	scopes map[string]*run
	// diags say what failed.
	diags diag.List
}

// Defined implements the interface that litexa/check asks for.
func (s *symbols) Defined(language, name string) (defined, known bool) {
	r, ok := s.scopes[language]
	if !ok {
		r = &run{code: len(s.project.Code(language, Regular, ".js", ".ts", ".coffee")) > 0}
		if r.code {
			var err error
			if r.scope, err = s.run(language); err != nil {
				s.failed(err)
			}
		}
		if s.scopes == nil {
			s.scopes = map[string]*run{}
		}
		s.scopes[language] = r
	}
	if r.scope == nil {
		return false, !r.code
	}
	defined, err := r.scope.Defined(name)
	return defined, err == nil
}

// run is the inline code of a language, and its scope after it was run; nil if
// that failed.
type run struct {
	code  bool
	scope *js.Scope
}

// failed warns that the code could not be run.
func (s *symbols) failed(err error) {
	d := s.project.diagnose(err, s.project.path(litexaFolder))
	if d.Code != "script-syntax" {
		d.Severity = diag.Warning
		d.Message = "the inline code cannot be run to learn its names, so they are not checked: " + d.Message
	}
	d.Related = nil
	s.diags.Add(d)
}

func (s *symbols) run(language string) (*js.Scope, error) {
	src, err := s.project.inlineCode(language)
	if err != nil {
		return nil, err
	}
	vm, err := s.project.engine.start(s.project)
	if err != nil {
		return nil, err
	}
	if len(s.scopes) == 0 {
		if err := s.project.defineLibrary(s.ctx, vm); err != nil {
			return nil, err
		}
	}
	params := map[string]any{"jsonFiles": s.project.jsonFiles(language), "dataTables": map[string]any{}}
	for name, f := range s.project.functions() {
		src.Params = append(src.Params[:len(src.Params):len(src.Params)], name)
		params[name] = f
	}
	return vm.NewScope(s.ctx, src, params)
}

// defineLibrary gives an engine what inline code finds when the skill runs.
func (p *Project) defineLibrary(ctx context.Context, vm *js.VM) error {
	return runtime.DefineLibrary(ctx, vm, runtime.Config{
		Image:       &compile.Image{Name: p.Config.Name, Deploy: p.Deploy()},
		ModulesRoot: p.path(litexaFolder),
		AssetsRoot:  "test://",
		UserAgent:   p.UserAgent,
	})
}

// slotBuilder runs slot builders.
type slotBuilder struct{ project *Project }

// Build implements program.SlotBuilder.
func (b *slotBuilder) Build(ctx context.Context, file, function, language string) (json.RawMessage, error) {
	p := b.project
	f := p.code(language, file)
	if f == nil {
		return nil, fmt.Errorf("there is no file litexa/%s", file)
	}
	text, err := f.Read()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Shown, plain(err))
	}
	inline, err := p.inlineCode(language)
	if err != nil {
		return nil, err
	}
	vm, err := p.engine.start(p)
	if err != nil {
		return nil, err
	}
	return vm.Build(ctx, js.Builder{
		File:      js.File{Name: f.Name, Path: f.Shown, Text: string(text)},
		Function:  function,
		Skill:     b.skill(),
		Language:  language,
		JSONFiles: p.jsonFiles(language),
		Inline:    inline,
	})
}

// skill is the first argument of slot builders: what they use of the skill.
func (b *slotBuilder) skill() map[string]any {
	p := b.project
	return map[string]any{
		"name":        p.Config.Name,
		"projectInfo": json.RawMessage(p.Info()),
		"getFileContents": js.Func(func(_ context.Context, args []*js.Value) (any, error) {
			if len(args) == 0 {
				return nil, errors.New("getFileContents needs the name of a file")
			}
			language := program.Default
			if len(args) > 1 {
				language = args[1].String()
			}
			return p.fileContents(args[0].String(), language)
		}),
	}
}

// fileContents returns the content of a code file for a language or locale: the
// value of a JSON file, the text of others, nil if there is none.
func (p *Project) fileContents(name, language string) (any, error) {
	if p.Language(language) == nil {
		language = language[:min(2, len(language))]
	}
	f := p.code(language, name)
	if f == nil {
		return nil, nil
	}
	text, err := f.Read()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Shown, plain(err))
	}
	if f.Ext != ".json" {
		return string(text), nil
	}
	if jsontree.Check(text) != nil {
		return json.RawMessage("{}"), nil
	}
	return json.RawMessage(strings.TrimPrefix(string(text), "\ufeff")), nil
}
