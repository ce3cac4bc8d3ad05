package project

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// Input reads the .litexa files of the project and returns what its program is
// made of.
func (p *Project) Input(ctx context.Context) (program.Input, diag.List) {
	in := program.Input{
		Localization: p.Localization,
		Builder:      &slotBuilder{project: p},
	}
	var diags diag.List
	if err := json.Unmarshal(p.Deploy(), &in.Deploy); err != nil {
		diags.Add(diag.Diagnostic{Code: "config-type", File: p.ConfigName, Message: fmt.Sprintf("reading DEPLOY: %v", err)})
	}
	for _, l := range p.Languages {
		if !l.hasCode() {
			continue
		}
		in.Languages = append(in.Languages, l.Name)
		for _, f := range l.Code {
			if f.Ext != ".litexa" || ctx.Err() != nil {
				continue
			}
			text, err := f.Read()
			if err != nil {
				diags.Add(diag.Diagnostic{Code: "unreadable-file", File: f.Shown, Message: fmt.Sprintf("reading the file: %v", plain(err))})
				continue
			}
			in.Sources = append(in.Sources, program.Source{
				Language: l.Name, Name: f.Name, Path: f.Shown, Text: string(text),
			})
		}
	}
	return in, diags
}

// Compile builds the program of the project. The program is nil if files could
// not be read; otherwise it holds what could be understood, even if the list
// has errors.
func (p *Project) Compile(ctx context.Context) (*program.Program, diag.List) {
	in, diags := p.Input(ctx)
	if diags.HasErrors() {
		return nil, diags
	}
	prog, more := program.Build(ctx, in)
	return prog, append(diags, more...)
}

// Check finds what is wrong with the program of the project beyond its
// structure: names, assets, data files, and the interaction model of every
// language.
func (p *Project) Check(ctx context.Context, prog *program.Program) diag.List {
	symbols := &symbols{project: p, ctx: ctx}
	opts := check.Options{Symbols: symbols, Files: p}
	if assets := p.Assets(); !assets.all {
		opts.Assets = assets
	}
	for _, e := range p.Extensions {
		if e.API != "" {
			opts.APIs = append(opts.APIs, e.API)
		}
	}
	opts.APIs = slices.AppendSeq(opts.APIs, maps.Keys(p.functions()))
	for _, l := range p.Languages {
		for _, f := range l.Code {
			switch f.Ext {
			case ".js", ".ts", ".coffee":
				if text, err := f.Read(); err == nil {
					opts.Code = append(opts.Code, string(text))
				}
			}
		}
	}
	diags := check.Check(prog, opts)
	diags = append(diags, symbols.diags...)
	diags = append(diags, p.checkData()...)
	diags.Sort()
	return diags
}

// checkData warns of JSON files of the skill that are not valid.
func (p *Project) checkData() diag.List {
	var diags diag.List
	for _, l := range p.Languages {
		for _, f := range l.Code {
			if f.Ext != ".json" || f.Category == Aside {
				continue
			}
			text, err := f.Read()
			if err == nil {
				err = jsontree.Check(text)
			}
			if err != nil {
				d := jsontree.Source{File: f.Shown, Text: string(text)}.SyntaxError(plain(err))
				d.Severity = diag.Warning
				d.Message += "; the skill sees an empty object"
				diags.Add(d)
			}
		}
	}
	return diags
}

// Read returns the content of a file of a language, by its path relative to the
// language's folder. It is what litexa/check asks for.
func (p *Project) Read(language, name string) ([]byte, error) {
	l := p.Language(language)
	if l == nil || !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, fmt.Errorf("reading %s: %w", name, fs.ErrNotExist)
	}
	return readFile(filepath.Join(l.Root, filepath.FromSlash(name)))
}

// Model returns the generated interaction model of a locale, with warnings of
// what Alexa is known to refuse in it. It is nil if there is no language for
// the locale, or if the list has errors.
func (p *Project) Model(ctx context.Context, prog *program.Program, locale string) (*model.Model, diag.List) {
	m, diags := model.Generate(prog, model.Options{Name: p.Config.Name, Locale: locale})
	if m == nil || diags.HasErrors() {
		return nil, diags
	}
	diags = append(diags, model.Validate(m, locale)...)
	diags.Sort()
	return m, diags
}

// InteractionModel returns the complete interaction model of a locale: the
// generated model, with the fragment that the config names merged into it, and
// the invocation name if that is not "". It is nil if the list has errors.
func (p *Project) InteractionModel(ctx context.Context, prog *program.Program, locale, invocation string) (*model.Document, diag.List) {
	m, diags := p.Model(ctx, prog, locale)
	if m == nil {
		return nil, diags
	}
	if invocation != "" {
		m.InvocationName = invocation
	}
	file, fragment, d := p.readFragment(locale)
	if d != nil {
		return nil, append(diags, *d)
	}
	doc, more := model.Merge(m, file, fragment)
	diags = append(diags, more...)
	if diags.HasErrors() {
		return nil, diags
	}
	return doc, diags
}

// ModelJSON returns the interaction model of a locale as the command model
// prints it: what the program generates, with the fragment that the config
// names merged into it.
func (p *Project) ModelJSON(ctx context.Context, prog *program.Program, locale string) ([]byte, diag.List) {
	var encode func() ([]byte, error)
	var diags diag.List
	if p.fragment(locale) == "" {
		var m *model.Model
		if m, diags = p.Model(ctx, prog, locale); m != nil {
			encode = m.JSON
		}
	} else {
		var doc *model.Document
		if doc, diags = p.InteractionModel(ctx, prog, locale, ""); doc != nil {
			encode = doc.BodyJSON
		}
	}
	if encode == nil {
		return nil, diags
	}
	text, err := encode()
	if err != nil {
		diags.Add(diag.Diagnostic{Code: "model-encoding", Message: err.Error()})
		return nil, diags
	}
	return text, diags
}

// fragment returns the path of the fragment of the interaction model for a
// locale, as the config has it, or "".
func (p *Project) fragment(locale string) string {
	var lists []map[string]string
	if p.Deployment != nil {
		lists = append(lists, p.Deployment.InteractionModel)
	}
	for _, paths := range append(lists, p.Config.InteractionModel) {
		if path := paths[locale]; path != "" {
			return path
		}
		if path := paths[""]; path != "" {
			return path
		}
	}
	return ""
}

// readFragment reads the fragment of the interaction model for a locale. An
// empty object stands for none.
func (p *Project) readFragment(locale string) (file string, text []byte, d *diag.Diagnostic) {
	path := p.fragment(locale)
	if path == "" {
		return "", []byte("{}"), nil
	}
	abs := filepath.FromSlash(path)
	if !filepath.IsAbs(abs) {
		abs = p.path(abs)
	}
	text, err := readFile(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, &diag.Diagnostic{Code: "model-fragment", File: p.ConfigName,
			Message: fmt.Sprintf("interactionModel names %s, which does not exist", path),
			Hint:    "the path is relative to the folder of the config"}
	case err != nil:
		return "", nil, &diag.Diagnostic{Code: "model-fragment", File: p.shown(abs),
			Message: fmt.Sprintf("reading the file: %v", plain(err))}
	}
	return p.shown(abs), text, nil
}
