package project

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
)

// The fragments of the interaction model that the config names, by locale.
func TestInteractionModel(t *testing.T) {
	const (
		config = `{"interactionModel": {"en-US": "models/us.json", "": "models/all.json", "en-GB": "models/nowhere.json", "en-AU": "litexa", "en-IN": "models/bad.json"}}`
		main   = "launch\n  when \"go on\"\n    say \"on\"\n"
	)
	fragment := func(level string) string {
		return `{"languageModel": {"modelConfiguration": {"fallbackIntentSensitivity": {"level": "` + level + `"}}}}`
	}
	p := newProject(t, config, "litexa/go.litexa", main, "models/us.json", fragment("LOW"), "models/all.json", fragment("HIGH"), "models/bad.json", "{\n  x}")
	prog, diags := p.Compile(t.Context())
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	tests := []struct{ locale, want, wrong string }{
		{locale: "en-US", want: `"level":"LOW"`},
		{locale: "en-CA", want: `"level":"HIGH"`},
		{locale: "en-GB", wrong: "litexa.config.json: error: interactionModel names models/nowhere.json, which does not exist"},
		{locale: "en-AU", wrong: "litexa: error: reading the file: is a directory"},
		{locale: "en-IN", wrong: "models/bad.json:2:3: error: "},
		{locale: "fr-FR", wrong: "cannot find language for region fr-FR"},
	}
	for _, tt := range tests {
		doc, diags := p.InteractionModel(t.Context(), prog, tt.locale, "my skill")
		if tt.wrong != "" {
			if doc != nil || !strings.Contains(shown(diags), tt.wrong) {
				t.Errorf("%s: got %s, want %s", tt.locale, shown(diags), tt.wrong)
			}
			continue
		}
		if doc == nil {
			t.Errorf("%s: %s", tt.locale, shown(diags))
			continue
		}
		text, err := json.Marshal(doc)
		if err != nil || !strings.Contains(string(text), tt.want) || !strings.Contains(string(text), `"invocationName":"my skill"`) {
			t.Errorf("%s: got %s, %v", tt.locale, text, err)
		}
	}

	plain := newProject(t, `{}`, "litexa/go.litexa", main)
	prog, _ = plain.Compile(t.Context())
	doc, diags := plain.InteractionModel(t.Context(), prog, "en-US", "")
	if doc == nil || doc.Model.InvocationName != "sample project" || doc.Configuration != nil {
		t.Errorf("without a fragment: %+v, %s", doc, shown(diags))
	}
}

// L-LOC-04, L-LOC-06, T-SRC-06: what languages the program has, and of which
// files.
func TestInput(t *testing.T) {
	p := newProject(t, `{"deployments": {"development": {"DEPLOY": {"A": [1]}}}}`,
		"litexa/b.litexa", "b", "litexa/a.litexa", "a", "litexa/x.js", "", "litexa/y.coffee", "",
		"litexa/languages/de/a.litexa", "A", "litexa/languages/de/x.js", "", "litexa/languages/de/own.js", "",
		"litexa/languages/fr/assets/x.png", "", "litexa/languages/it/own.json", "{}", "litexa/languages/it/own.coffee", "",
		"litexa/languages/ja/config.json", "{}", "litexa/typed.ts", "", "litexa/languages/de/typed.js", "",
	)
	in, diags := p.Input(t.Context())
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if diff := cmp.Diff([]string{"default", "de", "it"}, in.Languages); diff != "" {
		t.Errorf("languages:\n%s", diff)
	}
	want := []program.Source{
		{Language: "default", Name: "a.litexa", Path: "litexa/a.litexa", Text: "a"},
		{Language: "default", Name: "b.litexa", Path: "litexa/b.litexa", Text: "b"},
		{Language: "default", Name: "main.litexa", Path: "litexa/main.litexa", Text: ""},
		{Language: "de", Name: "a.litexa", Path: "litexa/languages/de/a.litexa", Text: "A"},
	}
	if diff := cmp.Diff(want, in.Sources); diff != "" {
		t.Errorf("sources:\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{"A": []any{1.0}}, in.Deploy); diff != "" {
		t.Errorf("DEPLOY:\n%s", diff)
	}

	names := func(language string, exts ...string) string {
		var names []string
		for _, f := range p.Code(language, Regular, exts...) {
			names = append(names, f.Shown)
		}
		return strings.Join(names, " ")
	}
	for _, tt := range []struct{ language, got, want string }{
		{"default", names("default", ".js", ".ts", ".coffee"), "litexa/typed.ts litexa/x.js litexa/y.coffee litexa/languages/it/own.coffee"},
		{"de", names("de", ".js", ".ts", ".coffee"), "litexa/languages/de/typed.js litexa/languages/de/x.js litexa/y.coffee litexa/languages/de/own.js litexa/languages/it/own.coffee"},
		{"it", names("it", ".js", ".ts", ".coffee", ".json"), "litexa/typed.ts litexa/x.js litexa/y.coffee litexa/languages/it/own.coffee litexa/languages/it/own.json"},
		{"default", names("default", ".json"), "litexa/languages/it/own.json"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.language, tt.got, tt.want)
		}
	}
}

// L-JS-04: inline code may call the library and set hooks when it loads, and its
// names are still known.
func TestInlineCodeUsesLibrary(t *testing.T) {
	p := newProject(t, `{}`,
		"litexa/a.litexa", "launch\n  say \"{first} {pick()}\"\n  log absent\n  END\n",
		"litexa/code.js", "const first = randomArrayItem(['a', 'b']);\nfunction pick() { return diceRoll(6); }\n"+
			"litexa.overridableFunctions.generateDBKey = (identity) => identity.userId;\n"+
			"const blink = litexa.gadgetAnimation.buildKey('#ff0000', 100);\n",
	)
	prog, diags := p.Compile(t.Context())
	if diags.HasErrors() {
		t.Fatal(shown(diags))
	}
	diags = p.Check(t.Context(), prog)
	if len(diags) != 1 || diags[0].Severity != diag.Error || !strings.Contains(diags[0].Message, "absent") {
		t.Errorf("want one error, about the name absent:\n%s", shown(diags))
	}
}

// Files that cannot be read are reported.
func TestUnreadable(t *testing.T) {
	p := newProject(t, `{}`, "litexa/gone.litexa", "", "litexa/gone.js", "")
	for _, name := range []string{"gone.litexa", "gone.js"} {
		if err := os.Remove(p.path("litexa", name)); err != nil {
			t.Fatal(err)
		}
	}
	prog, diags := p.Compile(t.Context())
	if prog != nil || shown(diags) != "litexa/gone.litexa: error: reading the file: no such file or directory\n" {
		t.Errorf("got %v, %s", prog, shown(diags))
	}
	if _, err := p.inlineCode(program.Default); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "litexa/gone.js") {
		t.Errorf("the inline code gives %v", err)
	}
	s := &symbols{project: p, ctx: t.Context()}
	for range 2 {
		if defined, known := s.Defined(program.Default, "x"); defined || known {
			t.Error("a name is known although the code cannot be read")
		}
	}
	if len(s.diags) != 1 {
		t.Errorf("got %s", shown(s.diags))
	}
	m, diags := p.Manifest(t.Context(), ManifestOptions{Stubs: true})
	if m != nil || !diags.HasErrors() {
		t.Errorf("the manifest is %v, %s", m, shown(diags))
	}
}

func TestRead(t *testing.T) {
	p := newProject(t, `{}`, "litexa/data/x.json", "1", "litexa/languages/de/x.json", "2")
	for _, tt := range []struct{ language, name, want string }{
		{"default", "data/x.json", "1"},
		{"de", "x.json", "2"},
		{"de", "data/x.json", ""},
		{"fr", "x.json", ""},
		{"default", "../litexa.config.json", ""},
	} {
		got, err := p.Read(tt.language, tt.name)
		if string(got) != tt.want || errors.Is(err, fs.ErrNotExist) != (tt.want == "") {
			t.Errorf("Read(%s, %s) = %q, %v", tt.language, tt.name, got, err)
		}
	}
}

func TestAssets(t *testing.T) {
	files := []string{"litexa/assets/a.png", "", "litexa/assets/sub/b.png", "", "litexa/languages/de/assets/a.png", "", "litexa/languages/de/assets/c.png", ""}
	a := newProject(t, `{}`, files...).Assets()
	for _, tt := range []struct{ language, name, want string }{
		{"default", "a.png", "default/a.png"},
		{"default", "sub/b.png", "default/sub/b.png"},
		{"de", "a.png", "de/a.png"},
		{"de", "sub/b.png", "default/sub/b.png"},
		{"default", "c.png", ""},
		{"fr", "a.png", "default/a.png"},
	} {
		if got, ok := a.Resolve(tt.language, tt.name); got != tt.want || ok != (tt.want != "") {
			t.Errorf("Resolve(%s, %s) = %q, %v", tt.language, tt.name, got, ok)
		}
	}
	names := slices.Sorted(a.Names())
	if diff := cmp.Diff([]string{"a.png", "a.png", "c.png", "sub/b.png"}, names); diff != "" {
		t.Error(diff)
	}
	for range a.Names() {
		break
	}
	all := newProject(t, `{"deployments": {"development": {"disableAssetReferenceValidation": true}}}`, files...).Assets()
	if got, ok := all.Resolve("de", "sub/b.png"); got != "de/sub/b.png" || !ok {
		t.Errorf("without validation: %q, %v", got, ok)
	}
}

func TestManyAssets(t *testing.T) {
	var files []string
	for i := range 9 {
		files = append(files, fmt.Sprintf("litexa/assets/%d/%d.png", i%3, i), "")
	}
	p := newProject(t, `{}`, files...)
	l := p.loaderFor(t.Context())
	lang := &Language{Name: program.Default, AssetsRoot: p.path("litexa", "assets")}
	(&assetScan{loader: l, lang: lang, exts: assetExtensions, seen: map[string]bool{}, most: 4}).dir("", nil)
	if got := shown(l.diags); len(lang.Assets) != 4 || got != "litexa/assets: error: the folder has more than 4 files\n" {
		t.Errorf("got %q, %s", lang.Assets, got)
	}
}

func TestFileContents(t *testing.T) {
	p := newProject(t, `{}`, "litexa/a.json", "\ufeff[1]", "litexa/bad.json", "{", "litexa/x.js", "1", "litexa/languages/de/a.json", "[2]")
	for _, tt := range []struct {
		name, language string
		want           any
	}{
		{"a.json", "default", json.RawMessage("[1]")},
		{"a.json", "de-DE", json.RawMessage("[2]")},
		{"a.json", "de", json.RawMessage("[2]")},
		{"bad.json", "default", json.RawMessage("{}")},
		{"x.js", "de", "1"},
		{"none.json", "default", nil},
	} {
		got, err := p.fileContents(tt.name, tt.language)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%s for %s: %v\n%s", tt.name, tt.language, err, diff)
		}
	}
}

func TestCancelled(t *testing.T) {
	root := writeFiles(t, "sample", "litexa.config.json", "{}", "litexa/main.litexa", "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if p, _, err := Load(ctx, root, Options{Environ: noEnviron}); !errors.Is(err, context.Canceled) || p != nil {
		t.Errorf("got %v, %v", p, err)
	}
}
