package compile_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/program"
)

var update = flag.Bool("update", false, "write the golden files")

// assets has the files that a test names.
type assets map[string]string

func (a assets) Resolve(language, name string) (string, bool) {
	path, ok := a[language+":"+name]
	return path, ok
}

func build(t *testing.T, sources ...program.Source) *program.Program {
	t.Helper()
	in := program.Input{Languages: []string{program.Default}, Sources: sources}
	for _, s := range sources {
		if s.Language != program.Default && in.Languages[len(in.Languages)-1] != s.Language {
			in.Languages = append(in.Languages, s.Language)
		}
	}
	p, list := program.Build(t.Context(), in)
	if list.HasErrors() {
		t.Fatalf("building the program: %v", list)
	}
	return p
}

func source(language, text string) program.Source {
	return program.Source{Language: language, Name: "main.litexa", Path: language + "/main.litexa", Text: text}
}

// TestGolden: the code of every statement, and where each line comes from.
func TestGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/statements.litexa")
	if err != nil {
		t.Fatal(err)
	}
	image := compile.Compile(build(t, source(program.Default, string(text))), compile.Options{
		Name: "sample", Assets: assets{
			"default:a.mp3": "default/a.mp3", "default:song.mp3": "default/song.mp3",
			"default:pic.png": "default/pic.png", "default:pic-cardLarge.png": "default/pic-cardLarge.png",
		},
	})
	unit := image.Languages[0].Unit
	var b strings.Builder
	lines := strings.Split(strings.TrimSuffix(unit.Text, "\n"), "\n")
	if len(lines) != len(unit.Origins) {
		t.Fatalf("%d lines have %d origins", len(lines), len(unit.Origins))
	}
	for i, line := range lines {
		at := ""
		if o, ok := unit.Origin(i + 1); ok {
			at = fmt.Sprintf("%d:%d", o.Line, o.Col)
		}
		fmt.Fprintf(&b, "%-6s| %s\n", at, line)
	}
	fmt.Fprintf(&b, "result| %s\n", unit.Result)
	const golden = "testdata/statements.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the code (-golden +now); run with -update if that is right:\n%s", diff)
	}
	for _, place := range []struct {
		state, handler string
		line           int
	}{{"room", "entry", 9}, {"room", "GO_PLACE", 38}, {"room", "otherwise", 76}, {"room", "exit", 79}, {"global", "AMAZON.StopIntent", 82}} {
		if o, ok := unit.Place(place.state, place.handler); !ok || o.Line != place.line || o.File != "default/main.litexa" {
			t.Errorf("%s of %s begins at %+v, want line %d", place.handler, place.state, o, place.line)
		}
	}
	if _, ok := unit.Place("room", "NONE"); ok {
		t.Error("a handler that does not exist has a place")
	}
	if _, ok := unit.Origin(0); ok {
		t.Error("line 0 has an origin")
	}
}

// TestImage: an image is the same after a round trip through JSON.
func TestImage(t *testing.T) {
	image := compile.Compile(build(t,
		source(program.Default, "launch\n  say \"(a|b)\"\n"),
		source("de", "pronounce \"a\" as \"b\"\nlaunch\n  say \"(c|d)\"\n"),
	), compile.Options{
		Name: "sample", Deploy: json.RawMessage(`{"x":1}`),
		Code: map[string]compile.Code{program.Default: {Files: []compile.File{{Name: "a.js", Path: "litexa/a.js", Text: "let a;"}}}},
	})
	text, err := json.Marshal(image)
	if err != nil {
		t.Fatal(err)
	}
	var again *compile.Image
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(image, again); diff != "" {
		t.Errorf("after a round trip (-before +after):\n%s", diff)
	}
	if got := image.Languages[1]; got.Name != "de" || !cmp.Equal(got.Pronounce, []compile.Pronunciation{{From: "a", To: "b"}}) {
		t.Errorf("the second language is %+v", got)
	}
	// Random choices are numbered through the languages.
	for i, want := range []string{"pickSayFragment(context, 1,", "pickSayFragment(context, 2,"} {
		if !strings.Contains(image.Languages[i].Unit.Text, want) {
			t.Errorf("language %d lacks %q:\n%s", i, want, image.Languages[i].Unit.Text)
		}
	}
}
