package project

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
	"github.com/litexa-go/litexa/project/internal/shape"
)

// skillNames are the names of the file with the skill manifest. Of several the
// first counts, but for what choose says of TypeScript.
var skillNames = []string{"skill.js", "skill.json", "skill.coffee", "skill.ts"}

// NoSkillFile is the code of the diagnostic that says that a project has no
// file with the skill manifest.
const NoSkillFile = "no-skill-file"

// loadSkillFile returns the manifest that the skill file has for the target.
func (l *loader) loadSkillFile() (*jsontree.Value, jsontree.Source, bool) {
	file, notes, err := choose(l.Root, skillNames)
	if err != nil {
		l.add(diag.Error, "unreadable-file", l.path("skill.json"), plain(err).Error(), "")
		return nil, jsontree.Source{}, false
	}
	l.diags = append(l.diags, notes...)
	if file == "" {
		l.diags.Add(diag.Diagnostic{Code: NoSkillFile,
			Message: "the project has no skill manifest: there is no skill.json, skill.js, skill.ts or skill.coffee beside its config",
			Hint:    "write one, with the manifest of the skill as \"manifest\""})
		return nil, jsontree.Source{}, false
	}
	tree, src, ok := l.readValue(l.path(file))
	if !ok {
		return nil, src, false
	}
	for _, path := range src.Functions {
		l.add(diag.Warning, "manifest-type", l.path(file), fmt.Sprintf("%s is a function, and is dropped", shape.Name(path)), "")
	}
	for _, v := range []*jsontree.Value{tree.Path(l.Target, "manifest"), tree.Get("manifest")} {
		if v.IsNull() {
			continue
		}
		if v.Kind != jsontree.Object {
			l.diags.Add(diag.Diagnostic{Code: "manifest-type", File: src.File, Span: src.Span(v.Offset, v.End),
				Message: fmt.Sprintf("\"manifest\" must be an object, not %s", v.Kind)})
			return nil, src, false
		}
		return v, src, true
	}
	d := diag.Diagnostic{Code: "no-manifest", File: src.File,
		Message: fmt.Sprintf("the file has no manifest: neither a \"manifest\" nor, for the target, %q with a \"manifest\" inside", l.Target),
		Hint:    exportHint(file)}
	if tree.Get("publishingInformation") != nil {
		d.Hint = "put everything into an object \"manifest\""
	} else if near := suggest.Nearest("manifest", names(tree)); near != "" {
		d.Hint = fmt.Sprintf("is %q meant to be \"manifest\"?", near)
	}
	l.diags.Add(d)
	return nil, src, false
}

// names returns the names of the members of an object.
func names(v *jsontree.Value) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, m := range v.Members {
			if !yield(m.Name) {
				return
			}
		}
	}
}

// Title makes a name for people out of the name of a project: "Hello Litexa"
// of "hello-litexa".
func Title(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("_.- ", r) })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// Invocation makes an invocation name out of a title.
func Invocation(title string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '\'' {
			return r
		}
		return ' '
	}, strings.ToLower(title))
}

// WriteSkillFile writes a skill.json to begin with, and returns its path. It
// does not replace one that exists.
func (p *Project) WriteSkillFile() (path string, err error) {
	path = p.path("skill.json")
	title := Title(p.Config.Name)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return "", fmt.Errorf("writing a skill manifest: %w", err)
	}
	_, err = file.Write(DefaultSkillFile(title, Invocation(title)))
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", fmt.Errorf("writing a skill manifest: %w", err)
	}
	return path, nil
}

// DefaultSkillFile returns a skill.json to begin with.
func DefaultSkillFile(title, invocation string) []byte {
	object := func(members ...any) *jsontree.Value {
		v := jsontree.NewObject()
		for pair := range slices.Chunk(members, 2) {
			switch value := pair[1].(type) {
			case string:
				v.Set(pair[0].(string), jsontree.NewString(value))
			case bool:
				v.Set(pair[0].(string), jsontree.NewBool(value))
			case []string:
				v.Set(pair[0].(string), jsontree.NewStrings(value))
			case *jsontree.Value:
				v.Set(pair[0].(string), value)
			}
		}
		return v
	}
	file := object("manifest", object(
		"publishingInformation", object(
			"isAvailableWorldwide", false,
			"distributionCountries", []string{"US"},
			"distributionMode", "PUBLIC",
			"category", "GAMES",
			"testingInstructions", "Say what those who certify the skill should try.",
			"locales", object("en-US", object(
				"name", title,
				"invocation", invocation,
				"summary", "One line about the skill, of at most 160 characters",
				"description", "What the skill does and how to use it, as the skill store shows it.",
				"examplePhrases", []string{
					"Alexa, launch " + title,
					"Alexa, open " + title,
					"Alexa, play " + title,
				},
				"keywords", []string{"game", "fun", "single player", "change these"},
			)),
		),
		"privacyAndCompliance", object(
			"allowsPurchases", false,
			"usesPersonalInfo", false,
			"isChildDirected", false,
			"isExportCompliant", true,
			"containsAds", false,
			"locales", object("en-US", object(
				"privacyPolicyUrl", "https://www.example.com/privacy.html",
				"termsOfUseUrl", "https://www.example.com/terms.html",
			)),
		),
	))
	return append(file.Indented(), '\n')
}

// loaderFor returns a loader that reads further files of a loaded project.
func (p *Project) loaderFor(ctx context.Context) *loader { return &loader{Project: p, ctx: ctx} }
