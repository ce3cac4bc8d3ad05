package skilltest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/skilltest"
)

const explored = `launch
  say "Hello."
  -> room

room
  when "go to $place"
    with $place = "cellar", "attic"
    if $place == "cellar"
      -> cellar
    else
      -> attic
  when "wait"
    say "Fine."

cellar
  when "dig"
    -> pit
  when "break it"
    explode()

pit
  say "You fell."

attic
  when "leave"
    END

lonely
  when "never"
    END
`

func TestExplore(t *testing.T) {
	options := build(t, false, source(explored))
	options.Runtime.Image.Languages[0].Code.Files = []compile.File{
		{Name: "a.js", Path: "litexa/a.js", Text: `function explode() { throw new Error("bang"); }`},
	}
	x, err := skilltest.Explore(t.Context(), options, 2000)
	if err != nil {
		t.Fatal(err)
	}
	scripts := map[string]string{}
	for _, f := range x.Findings {
		_, steps, _ := strings.Cut(f.Script, "\n")
		scripts[string(f.Kind)+" "+f.State+" "+f.Message] = steps
	}
	cellar := "  launch\n  user: GO_TO_PLACE with $place = \"cellar\"\n"
	for key, want := range map[string]string{
		"crash cellar Error: bang": cellar + "  user: BREAK_IT\n",
		"dead end pit the state pit keeps the session open, but handles nothing that the user may say": cellar + "  user: DIG\n",
		"unhandled intent room unhandled intent DIG in state room":                                     "  launch\n  user: DIG\n",
	} {
		if diff := cmp.Diff(want, scripts[key]); diff != "" {
			t.Errorf("the script for %q differs (-want +got):\n%s", key, diff)
		}
	}
	if diff := cmp.Diff([]string{"lonely"}, x.Missed); diff != "" {
		t.Errorf("the states that were not reached differ (-want +got):\n%s", diff)
	}
	again, err := skilltest.Explore(t.Context(), options, 2000)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(x.Text(), again.Text()); diff != "" {
		t.Errorf("the same seed leads elsewhere (-first +second):\n%s", diff)
	}
}

func TestExploreFindsNothing(t *testing.T) {
	options := build(t, false, source("launch\n  say \"Hi.\"\n  -> room\n\nroom\n  when \"x\"\n    END\n  otherwise\n    say \"What?\"\n"))
	x, err := skilltest.Explore(t.Context(), options, 50)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Findings) > 0 || !strings.Contains(x.Text(), "nothing went wrong") || x.Steps != 50 {
		t.Error(x.Text())
	}
}
