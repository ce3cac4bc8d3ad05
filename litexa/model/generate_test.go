package model_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
)

var update = flag.Bool("update", false, "rewrite golden files")

// builders are what slot builders return, by "file:function"; "LANG" in it is
// replaced by the language.
type builders map[string]string

func (b builders) Build(_ context.Context, file, function, language string) (json.RawMessage, error) {
	text, ok := b[file+":"+function]
	if !ok {
		return nil, fmt.Errorf("no function %s", function)
	}
	return json.RawMessage(strings.ReplaceAll(text, "LANG", language)), nil
}

// load builds a program from the files of a txtar archive: "main.litexa" is in
// the default language, "de/main.litexa" in German; "deploy.json",
// "localization.json" and "builders.json" are the further input.
func load(t testing.TB, archive *txtar.Archive) *program.Program {
	t.Helper()
	in := program.Input{Languages: []string{program.Default}, Events: []string{"ExtensionEvent"}}
	var b builders
	more := map[string]any{"deploy.json": &in.Deploy, "localization.json": &in.Localization, "builders.json": &b}
	for _, f := range archive.Files {
		if into, ok := more[f.Name]; ok {
			if err := json.Unmarshal(f.Data, into); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			continue
		}
		if !strings.HasSuffix(f.Name, ".litexa") {
			continue
		}
		language, name, ok := strings.Cut(f.Name, "/")
		if !ok {
			language, name = program.Default, language
		}
		if !slices.Contains(in.Languages, language) {
			in.Languages = append(in.Languages, language)
		}
		in.Sources = append(in.Sources, program.Source{Language: language, Name: name, Path: f.Name, Text: string(f.Data)})
	}
	in.Builder = b
	p, diags := program.Build(t.Context(), in)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	return p
}

func parse(t testing.TB, source string) *program.Program {
	t.Helper()
	return load(t, &txtar.Archive{Files: []txtar.File{{Name: "main.litexa", Data: []byte(source)}}})
}

// TestGolden generates the models of the archives in testdata/models, whose
// files LOCALE.json are what is expected. The diagnostics are in LOCALE.diag.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/models/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { checkGolden(t, file) })
	}
}

func checkGolden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := load(t, archive)
	changed := false
	for n, f := range archive.Files {
		locale, kind, _ := strings.Cut(f.Name, ".")
		if locale == strings.ToLower(locale) || kind != "json" && kind != "diag" {
			continue
		}
		m, diags := model.Generate(p, model.Options{Name: "My-Skill_9", Locale: locale})
		var got []byte
		if kind == "json" {
			if got, err = m.JSON(); err != nil {
				t.Fatal(err)
			}
		}
		if kind == "diag" {
			for _, d := range diags {
				got = fmt.Appendf(got, "%s: %s\n", d.Code, d.Error())
			}
		}
		if d := cmp.Diff(string(f.Data), string(got)); d != "" && !*update {
			t.Errorf("%s (-want +got)\n%s", f.Name, d)
		}
		changed = changed || string(got) != string(f.Data)
		archive.Files[n].Data = got
	}
	if changed && *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestInvocationName(t *testing.T) { // L-MOD-06
	for name, want := range map[string]string{
		"My-Skill_9": "my skill 9", "plain": "plain", "é!": "  ", "a\U0001F600b": "a  b", "": "",
	} {
		if got := model.InvocationName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestUnknownLanguage(t *testing.T) { // L-LOC-08, T-CMD-02
	m, diags := model.Generate(parse(t, "launch\n"), model.Options{Name: "x", Locale: "fr-FR"})
	if m != nil || len(diags) != 1 || diags[0].Code != "unknown-language" ||
		!strings.HasPrefix(diags[0].Message, "cannot find language for region fr-FR: the languages are default") {
		t.Error(m, diags)
	}
}

func TestConditions(t *testing.T) { // L-INT-04, L-EXP-16
	tests := map[string]struct{ condition, want string }{
		"database": {"if @x == 1", "not-static: main.litexa:2:15: error: the condition of an intent is evaluated when the skill is built: it cannot use the database variable @x"},
		"request":  {"if $x", "not-static: main.litexa:2:15: error: the condition of an intent is evaluated when the skill is built: it cannot use the request variable $x"},
		"local":    {"unless 1 == x", "not-static: main.litexa:2:24: error: the condition of an intent is evaluated when the skill is built: it cannot use the variable x"},
		"call":     {"unless f(2)", "not-static: main.litexa:2:19: error: the condition of an intent is evaluated when the skill is built: it cannot use a function call"},
		"member":   {"if DEPLOY.a.b", "static-evaluation: main.litexa:2:15: error: evaluating the condition of an intent: DEPLOY.a is undefined, so nothing can be read from it"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := parse(t, "launch\n  when Foo "+test.condition+"\n    or \"foo\"\n  when Silent if @nobody\nb\n  when AMAZON.StopIntent if @ignored\n")
			_, diags := model.Generate(p, model.Options{Name: "x", Locale: "en-US"})
			var got []string
			for _, d := range diags {
				if d.Severity == diag.Error {
					got = append(got, d.Code+": "+d.Error())
				}
			}
			if d := cmp.Diff([]string{test.want}, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestUnusualTypes(t *testing.T) {
	p := load(t, txtar.Parse([]byte(`
-- main.litexa --
launch
  when "i like $color"
    with $color = b.build.js:f
-- builders.json --
{"b.build.js:f": "{\"name\":\"C\",\"values\":[{\"id\":5,\"name\":\"b\"}]}"}
`)))
	m, diags := model.Generate(p, model.Options{Name: "colors", Locale: "en-US"})
	if len(diags) != 1 || diags[0].Code != "unusual-slot-type" || diags[0].Severity != diag.Warning {
		t.Error(diags)
	}
	if got := string(m.Type("C").JSON); got != `{"name":"C","values":[{"id":5,"name":"b"}]}` {
		t.Error(got)
	}
}

func TestPlaces(t *testing.T) {
	p := parse(t, `launch
  when Foo
    or "(one|two) $a"
    or "three $b"
    with $a = "x",
      "y"
    with $b = AMAZON.City
`)
	m, _ := model.Generate(p, model.Options{Name: "x", Locale: "en-US"})
	at := func(p model.Place) string { return p.File + ":" + p.Span.Start.String() }
	var got []string
	add := func(what string, p model.Place) { got = append(got, what+" "+at(p)) }
	foo := m.Intent("Foo")
	add("Foo", foo.Place)
	for _, s := range foo.Samples {
		add(s.Text, s.Place)
	}
	for _, s := range foo.Slots {
		add(s.Name+":"+s.Type, s.Place)
	}
	aType := m.Type("aType")
	add(aType.Name, aType.Place)
	for _, v := range aType.Values {
		add(v.Name, v.Place)
	}
	add("default", m.Intent("AMAZON.StopIntent").Place)
	add("appended", m.Intent("AMAZON.NavigateHomeIntent").Place)
	want := []string{
		"Foo main.litexa:2:3", "one {a} main.litexa:3:8", "two {a} main.litexa:3:8", "three {b} main.litexa:4:8",
		"a:aType main.litexa:3:19", "b:AMAZON.City main.litexa:4:15", "aType main.litexa:5:5",
		"x main.litexa:5:15", "y main.litexa:6:7", "default :-", "appended :-",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if m.Intent("Bar") != nil || m.Type("Bar") != nil {
		t.Error("found what is not there")
	}
	if m.Locale != "en-US" || m.Language != program.Default {
		t.Error(m.Locale, m.Language)
	}
}

func TestTooManySamples(t *testing.T) {
	tests := map[string]string{
		"in one utterance": `
  when "hello"
  when "x ` + strings.Repeat("(a|b|c|d|e|f|g|h|i|j)", 9) + `"
  when "y ` + strings.Repeat("(a|b|c|d|e|f|g|h|i|j)", 300) + `"
  when "bye"
`,
		"in all": strings.Repeat("\n  when \"KEY (a|b|c|d|e|f|g|h|i|j)(a|b|c|d|e|f|g|h|i|j)(a|b|c|d|e|f|g|h|i|j)(a|b|c|d|e|f|g|h|i|j)\"", 40),
		"in bytes": `
  when "` + strings.Repeat("(a|b)", 16) + strings.Repeat("long", 1000) + `"
`,
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			n := 0
			for strings.Contains(body, "KEY") {
				body = strings.Replace(body, "KEY", "u"+strings.Repeat("v", n), 1)
				n++
			}
			m, diags := model.Generate(parse(t, "launch"+body), model.Options{Name: "x", Locale: "en-US"})
			if m == nil || diags.Count(diag.Error) != 1 || diags[0].Code != "too-many-samples" {
				t.Fatal(diags)
			}
		})
	}
}

func TestInteractionModel(t *testing.T) {
	p := load(t, txtar.Parse([]byte(`
-- main.litexa --
launch
  when "i like $color"
    with $color = b.build.js:f
-- builders.json --
{"b.build.js:f": "{\"name\":\"C\",\"x\":1,\"values\":[\"a\",{\"id\":\"B\",\"name\":{\"value\":\"b\",\"synonyms\":[\"c\"]}}]}"}
`)))
	m, _ := model.Generate(p, model.Options{Name: "colors", Locale: "en-US"})
	got, err := m.InteractionModel()
	if err != nil {
		t.Fatal(err)
	}
	none := []string{}
	want := &interactionmodel.Model{LanguageModel: interactionmodel.LanguageModel{
		InvocationName: "colors",
		Types: []interactionmodel.Type{{Name: "C", Values: []interactionmodel.Value{
			{Name: interactionmodel.ValueName{Value: "a", Synonyms: none}},
			{ID: "B", Name: interactionmodel.ValueName{Value: "b", Synonyms: []string{"c"}}},
		}}},
		Intents: []interactionmodel.Intent{
			{Name: "I_LIKE_COLOR", Samples: []string{"i like {color}"}, Slots: []interactionmodel.Slot{{Name: "color", Type: "C"}}},
			{Name: "AMAZON.StopIntent", Samples: none},
			{Name: "AMAZON.CancelIntent", Samples: none},
			{Name: "AMAZON.StartOverIntent", Samples: none},
			{Name: "AMAZON.NavigateHomeIntent"},
		},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	m.Types[0].JSON = json.RawMessage(`{`)
	if _, err := m.InteractionModel(); err == nil {
		t.Error("a broken type converts")
	}
	if _, err := m.JSON(); err == nil {
		t.Error("a broken type is written")
	}
	m.Types[0].JSON = json.RawMessage(`{"name": 5}`)
	if _, err := m.InteractionModel(); err == nil {
		t.Error("a type without a name converts")
	}
}

func TestInterfaces(t *testing.T) { // T-MAN-22, L-MOD-05
	tests := map[string]struct {
		archive string
		want    []string
	}{
		"none":    {"-- main.litexa --\nlaunch\n  say \"x\"\n", []string{}},
		"entry":   {"-- main.litexa --\nlaunch\n  playMusic \"https://x.y/z.mp3\"\n", []string{"AUDIO_PLAYER"}},
		"switch":  {"-- main.litexa --\nlaunch\n  when Foo\n    switch 1\n      1 == 1 then\n        stopMusic\n", []string{"AUDIO_PLAYER"}},
		"exit":    {"-- main.litexa --\nlaunch\n  when Foo\n    say \"x\"\n  stopMusic\n", []string{"AUDIO_PLAYER"}},
		"filter":  {"-- main.litexa --\nlaunch\n  when Connections.Response \"Buy\"\n    if true\n      say \"x\"\n    else\n      stopMusic\n", []string{"AUDIO_PLAYER"}},
		"another": {"-- main.litexa --\nlaunch\n-- de/main.litexa --\nlaunch\n  stopMusic\n", []string{"AUDIO_PLAYER"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(test.want, model.Interfaces(load(t, txtar.Parse([]byte(test.archive))))); d != "" {
				t.Error(d)
			}
		})
	}
}

func BenchmarkGenerate(b *testing.B) {
	var source strings.Builder
	for n := range 3000 {
		fmt.Fprintf(&source, "state%[1]s\n  when Intent%[1]s\n    or \"(please|) (show|give|bring) me (the|a) %[1]s\"\n    or \"%[1]s\"\n",
			string([]byte{byte('a' + n%26), byte('a' + n/26%26), byte('a' + n/676)}))
	}
	p := parse(b, source.String())
	b.ReportAllocs()
	for b.Loop() {
		m, diags := model.Generate(p, model.Options{Name: "x", Locale: "en-US"})
		if len(diags) > 0 {
			b.Fatal(diags)
		}
		if _, err := m.JSON(); err != nil {
			b.Fatal(err)
		}
	}
}
