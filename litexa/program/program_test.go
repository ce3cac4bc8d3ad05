package program_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// builders are slot builders by "file:function".
type builders map[string]func(language string) (string, error)

func (b builders) Build(_ context.Context, file, function, language string) (json.RawMessage, error) {
	f, ok := b[file+":"+function]
	if !ok {
		return nil, fmt.Errorf("%s has no function %s", file, function)
	}
	text, err := f(language)
	return json.RawMessage(text), err
}

// input returns the input for the sources of a txtar archive: "main.litexa" is
// in the default language, "de/main.litexa" in German. A text without file
// marks is main.litexa. "deploy.json" is the DEPLOY object, "localization.json"
// the localization.
func input(t testing.TB, archive string) program.Input {
	t.Helper()
	in := program.Input{Languages: []string{program.Default}}
	a := txtar.Parse([]byte(archive))
	if len(a.Files) == 0 {
		a.Files = []txtar.File{{Name: "main.litexa", Data: []byte(archive)}}
	}
	for _, f := range a.Files {
		switch {
		case f.Name == "deploy.json":
			if err := json.Unmarshal(f.Data, &in.Deploy); err != nil {
				t.Fatal(err)
			}
		case f.Name == "localization.json":
			if err := json.Unmarshal(f.Data, &in.Localization); err != nil {
				t.Fatal(err)
			}
		default:
			language, name, ok := strings.Cut(f.Name, "/")
			if !ok {
				language, name = program.Default, language
			}
			if !slices.Contains(in.Languages, language) {
				in.Languages = append(in.Languages, language)
			}
			in.Sources = append(in.Sources, program.Source{Language: language, Name: name, Path: f.Name, Text: string(f.Data)})
		}
	}
	return in
}

// build builds a program that has no errors.
func build(t testing.TB, archive string) *program.Program {
	t.Helper()
	in := input(t, archive)
	in.Builder = builders{"slots.build.js:e": func(string) (string, error) { return `{"name":"Other.Type","values":[]}`, nil }}
	p, diags := program.Build(t.Context(), in)
	if diags.HasErrors() {
		t.Fatalf("unexpected errors: %v", diags)
	}
	return p
}

var expectation = regexp.MustCompile(`# (ERROR|WARNING) "(.*)"$`)

// TestDiagnostics builds the programs in testdata/*.txt, which are separated by
// lines of "===". A comment at the end of a line states the diagnostic that is
// expected there: its code and a part of its message.
func TestDiagnostics(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no test files", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for chunk := range strings.SplitSeq(string(text), "\n===\n") {
			title, archive, _ := strings.Cut(strings.TrimLeft(chunk, "\n"), "\n")
			name := strings.TrimSuffix(filepath.Base(file), ".txt") + "/" + strings.TrimPrefix(title, "# ")
			t.Run(name, func(t *testing.T) { checkChunk(t, archive) })
		}
	}
}

func checkChunk(t *testing.T, archive string) {
	in := input(t, archive)
	in.Builder = builders{
		"slots.build.js:colors":  func(string) (string, error) { return `{"name":"COLORS","values":["red"]}`, nil },
		"slots.build.js:same":    func(string) (string, error) { return `{"name":"COLORS","values":["blue"]}`, nil },
		"slots.build.js:broken":  func(string) (string, error) { return "", fmt.Errorf("TypeError: oops") },
		"slots.build.js:list":    func(string) (string, error) { return `["a"]`, nil },
		"slots.build.js:nothing": func(string) (string, error) { return "", nil },
		"slots.build.js:noname":  func(string) (string, error) { return `{"values":[]}`, nil },
		"slots.build.js:badname": func(string) (string, error) { return `{"name":5,"values":[]}`, nil },
		"slots.build.js:novals":  func(string) (string, error) { return `{"name":"X"}`, nil },
		"slots.build.js:badvals": func(string) (string, error) { return `{"name":"X","values":"a"}`, nil },
		"slots.build.js:badval":  func(string) (string, error) { return `{"name":"X","values":["a",5]}`, nil },
	}
	_, diags := program.Build(t.Context(), in)
	type line struct {
		file     string
		line     int
		severity string
	}
	got := make(map[line]string)
	for _, d := range diags {
		at := line{d.File, d.Span.Start.Line, strings.ToUpper(d.Severity.String())}
		got[at] += d.Code + ": " + d.Message + "\n"
		if d.Span.Start.Col < 1 && d.File != "" {
			t.Errorf("%v has no column", d)
		}
	}
	for _, s := range in.Sources {
		n := 0
		for text := range strings.Lines(s.Text) {
			n++
			m := expectation.FindStringSubmatch(strings.TrimSuffix(text, "\n"))
			if m == nil {
				continue
			}
			at := line{s.Path, n, m[1]}
			if !strings.Contains(got[at], m[2]) || strings.Count(got[at], "\n") != 1 {
				t.Errorf("%s:%d: got %q, want %s with %q", s.Path, n, got[at], m[1], m[2])
			}
			delete(got, at)
		}
	}
	for at, message := range got {
		t.Errorf("%s:%d: unexpected %s: %s", at.file, at.line, at.severity, message)
	}
}

// describe lists the states of a program with their intents, samples and slots
// in a language.
func describe(p *program.Program, language string) string {
	var b strings.Builder
	l := p.Language(language)
	for _, s := range p.States {
		v := s.In(language)
		if v == nil {
			fmt.Fprintf(&b, "%s -\n", s.Name)
			continue
		}
		fmt.Fprintf(&b, "%s (%s)\n", s.Name, v.Language)
		for _, i := range v.Intents {
			fmt.Fprintf(&b, "  %s", i.Name)
			if i.Name == "" {
				b.WriteString("otherwise")
			}
			if i.Reference != nil {
				fmt.Fprintf(&b, " -> %s", i.Reference.State.State.Name)
			}
			if i.Parent != nil {
				fmt.Fprintf(&b, " with %s", i.Parent.Name)
			}
			if n := len(i.Handlers); n != 1 {
				fmt.Fprintf(&b, " x%d", n)
			}
			for _, s := range i.Slots {
				fmt.Fprintf(&b, " $%s:%s", s.Name, l.TypeOf(s))
			}
			if i.Reference == nil {
				for _, u := range i.Utterances {
					fmt.Fprintf(&b, " %q", slices.Collect(program.Samples(u.Template)))
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func diff(t *testing.T, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// expression parses an expression.
func expression(t testing.TB, text string) syntax.Expr {
	t.Helper()
	tree, diags := syntax.Parse("x.litexa", "exclude file if "+text+"\n")
	if diags.HasErrors() {
		t.Fatalf("%s: %v", text, diags)
	}
	return tree.Decls[0].(*syntax.ExcludeFile).Condition.Expr
}
