package skilltest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/skilltest"
)

const remembering = `launch
  say "Hello."
  -> room

room
  say "Room."
  when "cellar"
    -> cellar
  when "attic"
    -> attic

cellar
  say "Cellar."
  when "back"
    say "Up."
    -> room

attic
  say "Attic."
  when "back"
    say "Down."
    -> room

TEST "cellar"
  launch
  user: "cellar"
  alexa: cellar, e"Cellar."

TEST "attic"
  launch
  user: "attic"
  alexa: attic, e"Attic."

TEST "texts"
  launch
  alexa: room, "Hello. Room."

TEST "base"
  launch
  capture base
`

// TestMemory shows which tests run again after a change.
func TestMemory(t *testing.T) {
	code := func(text string) func(*skilltest.Options) {
		return func(o *skilltest.Options) {
			for _, l := range o.Runtime.Image.Languages {
				l.Code.Files = []compile.File{{Name: "a.js", Path: "litexa/a.js", Text: text}}
			}
		}
	}
	for _, test := range []struct {
		name     string
		old, new string
		options  func(*skilltest.Options)
		want     []string
	}{
		{name: "nothing", want: []string{"base"}},
		{name: "code of a state", old: `    say "Up."`, new: `    say "Up!"`, want: []string{"cellar", "texts", "base"}},
		{name: "an entry", old: `  say "Attic."`, new: `  log 1`, want: []string{"attic", "texts", "base"}},
		{name: "a test", old: `alexa: attic, e"Attic."`, new: `alexa: attic`, want: []string{"attic", "base"}},
		{name: "an utterance", old: `when "attic"`, new: `when "the attic"`, want: []string{"cellar", "attic", "texts", "base"}},
		{name: "inline code", options: code("var a = 2;"), want: []string{"cellar", "attic", "texts", "base", "x.test.js"}},
		{name: "the salt", options: func(o *skilltest.Options) { o.Salt = "new" }, want: []string{"cellar", "attic", "texts", "base", "x.test.js"}},
		{name: "a code test", options: func(o *skilltest.Options) { o.Code[0].Text += " " }, want: []string{"base", "x.test.js"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			memory := new(skilltest.Memory)
			run := func(text string, change func(*skilltest.Options)) (ran []string, report *skilltest.Report) {
				options := build(t, false, source(text))
				code("var a = 1;")(&options)
				options.Code = []skilltest.CodeFile{{Name: "x.test.js", Path: "litexa/x.test.js", Text: `Test.expect("x", () => {});`}}
				if change != nil {
					change(&options)
				}
				options.Memory = memory
				options.Progress = func(p skilltest.Progress) { ran = append(ran, p.Name) }
				report, err := skilltest.Run(t.Context(), options)
				if err != nil {
					t.Fatal(err)
				}
				return ran, report
			}
			if first, _ := run(remembering, nil); len(first) != 5 {
				t.Fatalf("the first run ran %q", first)
			}
			text := remembering
			if test.new != "" {
				text = strings.Replace(text, test.old, test.new, 1)
			}
			got, report := run(text, test.options)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("what ran differs (-want +got):\n%s", diff)
			}
			if report.Passed+report.Failed != 5 {
				t.Errorf("the report has %d passed and %d failed tests", report.Passed, report.Failed)
			}
		})
	}
}
