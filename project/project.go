// Package project knows the files of a Litexa project: its config and what
// that means, its languages with their code and assets, its extensions, its
// localization and its skill manifest. It puts them together into what the
// compiler needs.
package project

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// DefaultTarget is the deployment target if none is named.
const DefaultTarget = "development"

// Options say how to load a project. The zero value is ready to use.
type Options struct {
	// Target is the deployment target; "" is DefaultTarget. It need not be in
	// the config.
	Target string
	// Product begins the user agent, as "name/version"; "" is that of Litexa
	// 0.9.
	Product string
	// Environ has the environment variables as "name=value"; nil takes those
	// of the process. They say where npm keeps global packages, and are what
	// JavaScript files of the project see.
	Environ []string
	// Functions are the Go functions, and objects of such, that the program of
	// the project can call, by name: values as js.VM.Run takes them.
	Functions map[string]any
	// Console gets what JavaScript files of the project print; nil drops it.
	Console io.Writer
}

// Project is a project as loaded for one deployment target. Close it after
// use. It must not be used from several goroutines at once.
type Project struct {
	Location
	// Target is the deployment target.
	Target string
	Config *Config
	// Deployment is what the config says about the target; nil if it has no
	// such target.
	Deployment *Deployment
	// Languages has the default language first, then the folders of
	// litexa/languages by name.
	Languages []*Language
	// Extensions are in the order in which they apply.
	Extensions []*Extension
	// Localization is the content of localization.json or localization.js.
	Localization program.Localization
	// UserAgent is the product with the versions of all extensions.
	UserAgent string

	opts         Options
	localization *jsontree.Value
	engine       engine
}

// Load loads the project that a directory or file is in. The list has what is
// wrong or questionable, the error included if it is about the content of
// files; then it is a *diag.Errors. The project is nil if there is an error.
func Load(ctx context.Context, start string, opts Options) (*Project, diag.List, error) {
	loc, err := Find(start)
	if err != nil {
		return nil, nil, err
	}
	return Open(ctx, loc, opts)
}

// Open loads the project at a location, like Load.
func Open(ctx context.Context, loc Location, opts Options) (*Project, diag.List, error) {
	if opts.Target == "" {
		opts.Target = DefaultTarget
	}
	p := &Project{Location: loc, Target: opts.Target, opts: opts}
	l := &loader{Project: p, ctx: ctx, diags: append(diag.List(nil), loc.Notes...)}
	l.load()
	l.diags.Sort()
	err := ctx.Err()
	if err == nil {
		err = l.diags.Err()
	}
	if err != nil {
		p.Close()
		return nil, l.diags, err
	}
	return p, l.diags, nil
}

// Close frees what the project holds. It may be called more than once.
func (p *Project) Close() { p.engine.close() }

// Language returns the language of that name, or nil.
func (p *Project) Language(name string) *Language {
	for _, l := range p.Languages {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// SessionAttributes reports whether persistent data of the target are kept in
// session attributes.
func (p *Project) SessionAttributes() bool {
	if d := p.Deployment; d != nil && d.UseSessionAttributes != nil {
		return *d.UseSessionAttributes
	}
	return p.Config.UseSessionAttributes
}

// Persistence returns the store that the config names for the target, or "".
func (p *Project) Persistence() string {
	if d := p.Deployment; d != nil && d.Persistence != "" {
		return d.Persistence
	}
	return p.Config.Persistence
}

// TimeToLive returns when records of the target expire; nil: never.
func (p *Project) TimeToLive() *TimeToLive {
	if p.Deployment == nil {
		return nil
	}
	return p.Deployment.TimeToLive
}

// Deploy returns the DEPLOY object of the target; it is never nil.
func (p *Project) Deploy() json.RawMessage {
	if d := p.Deployment; d != nil && d.Deploy != nil {
		return d.Deploy
	}
	return json.RawMessage("{}")
}

// path returns the absolute path of a path relative to the root.
func (p *Project) path(parts ...string) string {
	return filepath.Join(append([]string{p.Root}, parts...)...)
}

// shown returns how diagnostics show an absolute path: relative to the root,
// with slashes.
func (p *Project) shown(path string) string {
	rel, err := filepath.Rel(p.Root, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// loader loads a project.
type loader struct {
	*Project
	ctx   context.Context
	diags diag.List
}

func (l *loader) load() {
	l.loadConfig()
	if l.diags.HasErrors() {
		return
	}
	l.loadExtensions()
	l.loadLanguages()
	l.loadLocalization()
}

// add reports something about a file, given by its absolute path, or "".
func (l *loader) add(severity diag.Severity, code, file, message, hint string) {
	if file != "" {
		file = l.shown(file)
	}
	l.diags.Add(diag.Diagnostic{Severity: severity, Code: code, File: file, Message: message, Hint: hint})
}
