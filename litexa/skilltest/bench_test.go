package skilltest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/litexa/skilltest"
)

// large returns a skill with as many states, each with a handler, and tests
// that walk through it.
func large(states, tests int) string {
	var b strings.Builder
	b.WriteString("launch\n  say \"Welcome.\"\n  -> room0\n\n")
	for i := range states {
		next := (i + 1) % states
		fmt.Fprintf(&b, "room%d\n  say \"You are in room %d.\"\n    or \"This is room %d.\"\n  reprompt \"Where to now?\"\n", i, i, i)
		fmt.Fprintf(&b, "  when \"open door %s\"\n    or \"use the $tool%s on door %s\"\n    with $tool%s = \"key\", \"axe\"\n", word(i), word(i), word(i), word(i))
		fmt.Fprintf(&b, "    @doors = %d\n    say \"Through the door number %d.\"\n    -> room%d\n\n", i+1, i, next)
	}
	for i := range tests {
		at := i % states
		fmt.Fprintf(&b, "TEST \"walk %d\"\n  launch\n  alexa: room0, /Welcome/\n", i)
		fmt.Fprintf(&b, "  @__currentState = \"room%d\"\n  user: \"open door %s\"\n", at, word(at))
		fmt.Fprintf(&b, "  alexa: room%d, \"Through the door number %d. You are in room %d.\"\n", (at+1)%states, at, (at+1)%states)
		fmt.Fprintf(&b, "  @doors == %d\n\n", at+1)
	}
	return b.String()
}

// word spells a number with letters, as utterances have no digits.
func word(n int) string {
	var b strings.Builder
	for _, c := range fmt.Sprint(n) {
		b.WriteByte("abcdefghij"[c-'0'])
	}
	return b.String()
}

func build(tb testing.TB, coverage bool, sources ...program.Source) skilltest.Options {
	tb.Helper()
	languages := []string{program.Default}
	for _, s := range sources {
		if s.Language != program.Default && languages[len(languages)-1] != s.Language {
			languages = append(languages, s.Language)
		}
	}
	prog, list := program.Build(tb.Context(), program.Input{Languages: languages, Sources: sources})
	if list.HasErrors() {
		tb.Fatal(list[:min(len(list), 5)])
	}
	image := compile.Compile(prog, compile.Options{Name: "skill", Coverage: coverage})
	return skilltest.Options{
		Program: prog, Coverage: coverage, Seed: 1,
		Runtime: runtime.Config{Image: image, AssetsRoot: skilltest.AssetsRoot},
	}
}

func source(text string) program.Source {
	return program.Source{Language: program.Default, Name: "main.litexa", Path: "litexa/main.litexa", Text: text}
}

// BenchmarkRun compiles and tests a skill with 500 states and 1,000 tests.
func BenchmarkRun(b *testing.B) {
	text := large(500, 1000)
	b.ReportAllocs()
	for b.Loop() {
		options := build(b, false, source(text))
		report, err := skilltest.Run(b.Context(), options)
		if err != nil {
			b.Fatal(err)
		}
		if !report.OK() || report.Passed != 1000 {
			b.Fatal(report.Summary(), strings.Join(report.Transcript()[:4], "\n"))
		}
	}
}
