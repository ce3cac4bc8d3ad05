package model_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
)

// FuzzGenerate builds programs of two files, one of which German replaces, and
// generates their models.
func FuzzGenerate(f *testing.F) {
	files, err := filepath.Glob("../program/testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for chunk := range strings.SplitSeq(string(text), "\n===\n") {
			archive := txtar.Parse([]byte(chunk))
			f.Add(string(archive.Comment), "launch\n", "")
			for n := range archive.Files {
				other := archive.Files[(n+1)%len(archive.Files)]
				f.Add(string(archive.Files[n].Data), "global\n  when AMAZON.NoIntent\n", string(other.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, a, b, german string) {
		if len(a)+len(b)+len(german) > 4096 {
			t.Skip()
		}
		p, diags := program.Build(t.Context(), program.Input{
			Languages: []string{program.Default, "de"},
			Sources: []program.Source{
				{Language: program.Default, Name: "a.litexa", Path: "a.litexa", Text: a},
				{Language: program.Default, Name: "b.litexa", Path: "b.litexa", Text: b},
				{Language: "de", Name: "a.litexa", Path: "de/a.litexa", Text: german},
			},
			Deploy:       map[string]any{"on": true},
			Builder:      builders{"slots.build.js:f": `{"name":"F","values":["LANG"]}`},
			Localization: program.Localization{Speech: map[string]map[string]string{"x": {"de": "y|<z"}}},
		})
		for _, d := range diags {
			if d.Code == "" || d.Message == "" {
				t.Errorf("incomplete diagnostic: %+v", d)
			}
		}
		for _, locale := range []string{"en-US", "de-DE"} {
			m, more := model.Generate(p, model.Options{Name: "fuzz", Locale: locale})
			if m == nil {
				t.Fatal("no model")
			}
			if diags.HasErrors() || more.HasErrors() {
				continue
			}
			if _, err := m.JSON(); err != nil {
				t.Error(err)
			}
		}
		model.Interfaces(p)
	})
}
