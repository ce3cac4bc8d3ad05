package project

import (
	"context"
	"errors"
	"slices"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/project/internal/jsontree"
	"github.com/litexa-go/litexa/project/internal/manifest"
)

// ManifestOptions say how to build a skill manifest.
type ManifestOptions struct {
	// Program is the program of the project; nil compiles it.
	Program *program.Program
	// Artifacts are what the target's deployments made; nil reads them from
	// the project's artifacts.json.
	Artifacts *Artifacts
	// Stubs lets texts stand in for artifacts that do not exist yet. Without
	// it they are errors.
	Stubs bool
}

// Manifest is a skill manifest.
type Manifest struct {
	// Locales are the locales of the manifest in its order.
	Locales []ManifestLocale
	// Enabled are the interfaces that the code needs and the skill file does
	// not name.
	Enabled []string
	// IconsMD5 has the MD5 sums of the icons that come from assets, which tell
	// whether they have changed.
	IconsMD5 string

	tree *jsontree.Value
}

// ManifestLocale is a locale of a manifest.
type ManifestLocale struct {
	// Code is the locale, such as "en-US".
	Code string
	// Invocation is the invocation name.
	Invocation string
	// Model is the interaction model with that invocation name.
	Model *model.Document
}

// MarshalJSON returns the manifest, without an object "manifest" around it.
func (m *Manifest) MarshalJSON() ([]byte, error) { return m.tree.Raw(), nil }

// JSON returns the manifest, without an object "manifest" around it, indented
// by two blanks.
func (m *Manifest) JSON() []byte { return m.tree.Indented() }

// SkillJSON returns the manifest as the skill management API takes it: in an
// object "manifest", indented by two blanks.
func (m *Manifest) SkillJSON() []byte {
	whole := jsontree.NewObject()
	whole.Set("manifest", m.tree)
	return whole.Indented()
}

// Manifest builds the skill manifest for the target: what the skill file says,
// with what deployments and code add to it. The manifest is nil if the list
// has errors.
func (p *Project) Manifest(ctx context.Context, opts ManifestOptions) (*Manifest, diag.List) {
	b := &manifestBuilder{loader: p.loaderFor(ctx), opts: opts, Manifest: &Manifest{tree: jsontree.NewObject()}}
	b.build()
	b.diags.Sort()
	if b.diags.HasErrors() {
		return nil, b.diags
	}
	return b.Manifest, b.diags
}

// manifestBuilder builds a manifest.
type manifestBuilder struct {
	*loader
	*Manifest
	opts ManifestOptions
}

func (b *manifestBuilder) build() {
	if b.opts.Artifacts == nil {
		artifacts, err := b.loader.Artifacts()
		if err != nil {
			b.fail(err)
			return
		}
		b.opts.Artifacts = &artifacts
	}
	file, src, ok := b.loadSkillFile()
	if !ok {
		return
	}
	in := manifest.Input{
		File: file, Source: src, Target: b.Target,
		LambdaARN: b.opts.Artifacts.text("lambdaARN"),
		Icons:     icons{b.Project, *b.opts.Artifacts},
		Stubs:     b.opts.Stubs,
	}
	if d := b.Deployment; d != nil {
		in.Invocations, in.InvocationSuffix = d.Invocation, d.InvocationSuffix
	}
	built, diags := manifest.Build(in)
	b.tree, b.IconsMD5 = built.Tree, built.IconsMD5
	b.diags = append(b.diags, diags...)
	if !b.diags.HasErrors() {
		b.compile(built, src.File)
	}
}

// fail reports that the artifacts cannot be read.
func (b *manifestBuilder) fail(err error) {
	if found := (*diag.Errors)(nil); errors.As(err, &found) {
		b.diags = append(b.diags, found.List...)
		return
	}
	b.add(diag.Error, "unreadable-file", b.path(ArtifactsFile), err.Error(), "")
}

// icons are the icons of a project.
type icons struct {
	project   *Project
	artifacts Artifacts
}

// Deployed implements [manifest.Icons].
func (i icons) Deployed(language, file string) (url, md5 string, ok bool) {
	return i.artifacts.icon(language, file)
}

// Exists implements [manifest.Icons].
func (i icons) Exists(language, file string) bool {
	l := i.project.Language(language)
	return l != nil && (slices.Contains(l.Assets, file) || slices.Contains(l.Converted, file))
}

// compile adds the interfaces that the code needs, and makes the interaction
// model of every locale. file is the skill file.
func (b *manifestBuilder) compile(built manifest.Manifest, file string) {
	prog := b.opts.Program
	if prog == nil {
		var diags diag.List
		prog, diags = b.Compile(b.ctx)
		b.diags = append(b.diags, diags...)
		if diags.HasErrors() {
			return
		}
	}
	b.Enabled = built.Enable(model.Interfaces(prog))
	interfaces := built.Interfaces()
	for _, l := range built.Locales {
		doc, diags := b.InteractionModel(b.ctx, prog, l.Code, l.Invocation)
		if doc != nil {
			diags = append(diags, model.ValidateInterfaces(doc.Model, interfaces)...)
		}
		for _, d := range diags {
			if d.File == "" {
				d.File, d.Span = file, l.At
			}
			b.diags.Add(d)
		}
		b.Locales = append(b.Locales, ManifestLocale{Code: l.Code, Invocation: l.Invocation, Model: doc})
	}
}
