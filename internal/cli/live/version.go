package live

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/project"
)

// newVersion notes what is known of a project before its code runs.
func newVersion(p *project.Project, image *compile.Image) *Version {
	v := &Version{Name: p.Config.Name, States: image.States, Assets: newAssets(p), sources: map[string]bool{}}
	for _, l := range p.Languages {
		v.Languages = append(v.Languages, l.Name)
	}
	fragments := []map[string]string{p.Config.InteractionModel}
	if p.Deployment != nil {
		fragments = append(fragments, p.Deployment.InteractionModel)
	}
	for _, byLocale := range fragments {
		for _, path := range byLocale {
			path = filepath.FromSlash(path)
			if !filepath.IsAbs(path) {
				path = filepath.Join(p.Root, path)
			}
			v.sources[filepath.Clean(path)] = true
		}
	}
	return v
}

// addModels makes the interaction models of the locales of the skill manifest,
// with its invocation names, and one for the locale that was asked for. Without
// a manifest, that is the only one, and the skill is called as its project.
func (v *Version) addModels(ctx context.Context, p *project.Project, locale string) (diag.List, error) {
	prog, list := p.Compile(ctx)
	if prog == nil || list.HasErrors() {
		return nil, ctx.Err() // reported before
	}
	v.Models = make(map[string]*interactionmodel.Model)
	add := func(locale string, doc *model.Document) error {
		m, err := doc.InteractionModel()
		v.Models[locale] = m
		return err
	}
	m, list := p.Manifest(ctx, project.ManifestOptions{Program: prog, Stubs: true})
	if m != nil {
		list = nil // for those who ask for the manifest
		for _, l := range m.Locales {
			if err := add(l.Code, l.Model); err != nil {
				return nil, err
			}
		}
	}
	if v.Models[locale] != nil {
		return nil, nil
	}
	doc, more := p.InteractionModel(ctx, prog, locale, "")
	if doc == nil {
		return more, nil
	}
	return append(more, called(doc.Model.InvocationName, list)...), add(locale, doc)
}

// called warns of an invocation name that is not that of the manifest because of
// what is wrong with that.
func called(name string, manifest diag.List) diag.List {
	if !manifest.HasErrors() || slices.ContainsFunc(manifest, func(d diag.Diagnostic) bool { return d.Code == project.NoSkillFile }) {
		return nil
	}
	return diag.List{{
		Severity: diag.Warning, Code: "manifest-unused",
		Message: fmt.Sprintf("the skill manifest has errors, so that the skill is called %q here", name),
		Hint:    "'litexa check' shows them",
	}}
}

// Assets finds the files of the assets of a project.
type Assets struct{ files map[string]map[string]string }

func newAssets(p *project.Project) Assets {
	a := Assets{files: make(map[string]map[string]string)}
	for _, l := range p.Languages {
		files := make(map[string]string)
		for _, of := range []struct {
			root  string
			names []string
		}{{l.ConvertedRoot, l.Converted}, {l.AssetsRoot, l.Assets}} {
			for _, name := range of.names {
				files[name] = filepath.Join(of.root, filepath.FromSlash(name))
			}
		}
		a.files[l.Name] = files
	}
	return a
}

// Find returns the file of an asset of a language, or else of the default
// language, or "".
func (a Assets) Find(language, name string) string {
	if file := a.files[language][name]; file != "" {
		return file
	}
	if _, ok := a.files[language]; !ok {
		return ""
	}
	return a.files[program.Default][name]
}

// Names returns the names of the assets that the folder of a language has.
func (a Assets) Names(language string) []string {
	return sortedKeys(a.files[language])
}
