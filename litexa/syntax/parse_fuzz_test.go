package syntax

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seeds are the chunks of the files in testdata.
func seeds(f *testing.F) []string {
	var found []string
	for _, pattern := range []string{"testdata/errors/*.litexa", "testdata/trees/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, files, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			for _, chunk := range strings.Split(string(text), "---\n") {
				source, _, _ := strings.Cut(chunk, "=>\n")
				var lines []string
				for _, line := range strings.Split(source, "\n") {
					line, _, _ = strings.Cut(line, " ### ")
					lines = append(lines, line)
				}
				found = append(found, strings.Join(lines, "\n"))
			}
		}
	}
	return found
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		file, list := Parse("a.litexa", source)
		checkSpans(t, file)
		lines := positions(file.Source)
		for _, d := range list {
			if d.Code == "" || d.Message == "" || d.File != "a.litexa" {
				t.Errorf("incomplete diagnostic: %+v", d)
			}
			if lines[d.Span.Start.Offset] != d.Span.Start || lines[d.Span.End.Offset] != d.Span.End || d.Span.End.Offset < d.Span.Start.Offset {
				t.Errorf("wrong position: %+v", d)
			}
		}
	})
}

func FuzzExclusions(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Add("exclude file if DEPLOY.a\n???")
	f.Fuzz(func(t *testing.T, source string) {
		conditions, list := Exclusions("a.litexa", source)
		if !strings.Contains(source, "exclude file") && (conditions != nil || list != nil) {
			t.Errorf("conditions %v, errors %v", conditions, list)
		}
		for _, q := range conditions {
			if q.Expr == nil || !q.Span().Start.IsValid() {
				t.Errorf("incomplete condition %+v", q)
			}
		}
		// A file that can be parsed has the same conditions, unless a line in
		// a string looks like one.
		file, errs := Parse("a.litexa", source)
		if len(errs) > 0 {
			return
		}
		n := 0
		for _, d := range file.Decls {
			if _, ok := d.(*ExcludeFile); ok {
				n++
			}
		}
		if n > len(conditions) {
			t.Errorf("%d conditions of %d", len(conditions), n)
		}
	})
}

func FuzzParseTemplate(f *testing.F) {
	f.Add(0, "a <b {c} $d (e|f) @g(1) \\\"")
	f.Add(1, "a <f3 b> {c}")
	f.Add(2, "a ($b|c|)")
	f.Add(3, "a <b.mp3> @c")
	f.Fuzz(func(t *testing.T, form int, text string) {
		form &= 3
		template, list := ParseTemplate(TemplateForm(form), text)
		if template == nil {
			t.Fatal("no template")
		}
		if len(list) > 0 {
			return
		}
		SourceText(template)
		// What can be parsed can be parsed within quotes.
		if TemplateForm(form) == SayForm {
			if _, list := Parse("a.litexa", "a\n  say \""+text+"\"\n"); len(list) > 0 {
				t.Errorf("%q: %v", text, list)
			}
		}
	})
}
