package main

import (
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// What is measured must be a valid project of the size that is printed.
func TestSources(t *testing.T) {
	for _, lines := range []int{100, 5000} {
		files := sources(lines)
		got, err := once(t.Context(), files)
		if err != nil {
			t.Fatal(err)
		}
		if got.lines < lines || got.lines > lines+stateLines {
			t.Errorf("%d lines instead of about %d", got.lines, lines)
		}
		for _, f := range files {
			if n := strings.Count(f.Text, "\n"); n > linesPerFile+stateLines {
				t.Errorf("%s has %d lines", f.Name, n)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	files := sources(10_000)
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			b.SetBytes(int64(len(f.Text)))
			if _, list := syntax.Parse(f.Name, f.Text); list.HasErrors() {
				b.Fatal(list.Err())
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	in := program.Input{Languages: []string{program.Default}, Sources: sources(10_000)}
	p, list := program.Build(b.Context(), in)
	if list.HasErrors() {
		b.Fatal(list.Err())
	}
	b.ReportAllocs()
	for b.Loop() {
		if list := check.Check(p, check.Options{Symbols: none{}}); list.HasErrors() {
			b.Fatal(list.Err())
		}
	}
}
