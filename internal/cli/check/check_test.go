package check

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
)

const (
	sound = `
-- litexa.config.json --
{"name": "hello-check"}
-- litexa/main.litexa --
launch
  say "Hello"

  when "bye"
    END
`
	questionable = sound + `
-- litexa/assets/notes.xyz --
`
	wrong = sound + `
-- litexa/assets/notes.xyz --
-- litexa/languages/de/main.litexa --
launch
  -> nirgendwo
`
	// broken code does not hide what is wrong with the manifest.
	brokenTwice = sound + `
-- litexa/other.litexa --
other
  say hello
-- skill.json --
{"manifest": {}}
`
)

func TestText(t *testing.T) {
	for _, test := range []struct {
		name, archive string
		args          []string
		fails         bool
		want          []string
	}{
		{name: "sound", archive: sound, want: []string{"no problems found\n"}},
		{name: "strictly sound", archive: sound, args: []string{"--strict"}, want: []string{"no problems found\n"}},
		{name: "questionable", archive: questionable, want: []string{"litexa/assets/notes.xyz: warning: ", "\n1 warning\n"}},
		{name: "strictly questionable", archive: questionable, args: []string{"--strict"}, fails: true, want: []string{"\n1 warning\n"}},
		{name: "wrong", archive: wrong, fails: true, want: []string{"litexa/languages/de/main.litexa:2:", "notes.xyz", "\n1 error, 1 warning\n"}},
		{name: "broken twice", archive: brokenTwice, fails: true, want: []string{"litexa/other.litexa:2:", "skill.json:1:"}},
		{name: "broken config", archive: "-- litexa.config.json --\n{", fails: true, want: []string{"litexa.config.json:"}},
		{name: "no project", fails: true, want: []string{"error: no Litexa config file"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := clitest.Project(t, test.archive)
			out, stderr, err := clitest.Run(t, New, dir, test.args...)
			if errors.Is(err, command.ErrReported) != test.fails || !test.fails && err != nil {
				t.Errorf("the error is %v", err)
			}
			if out != "" {
				t.Errorf("printed %q", out)
			}
			for _, want := range test.want {
				if !strings.Contains("\n"+filepath.ToSlash(stderr), want) {
					t.Errorf("got %q, want %q", stderr, want)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, ".deploy")); err == nil {
				t.Error("something was written")
			}
		})
	}
}

// found is the part of a diagnostic in JSON that tests look at.
type found struct {
	Severity, File string
	Range          struct{ Start struct{ Line int } }
}

func TestJSON(t *testing.T) {
	dir := clitest.Project(t, wrong)
	out, stderr, err := clitest.Run(t, New, filepath.Join(dir, "litexa"), "--json")
	if !errors.Is(err, command.ErrReported) || stderr != "" {
		t.Errorf("%v, %q", err, stderr)
	}
	var got struct{ Diagnostics []found }
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	want := []found{{Severity: "warning", File: "assets/notes.xyz"}, {Severity: "error", File: "languages/de/main.litexa"}}
	want[1].Range.Start.Line = 2
	if diff := cmp.Diff(want, got.Diagnostics); diff != "" {
		t.Error(diff)
	}
}

func TestSARIF(t *testing.T) {
	top := t.TempDir()
	if err := os.Mkdir(filepath.Join(top, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(top, "skills", "one")
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(clitest.Project(t, wrong), dir); err != nil {
		t.Fatal(err)
	}
	out, stderr, err := clitest.Run(t, New, dir, "--sarif")
	if !errors.Is(err, command.ErrReported) || stderr != "" {
		t.Errorf("%v, %q", err, stderr)
	}
	for _, want := range []string{`"version": "1.2.3"`, `"uri": "skills/one/litexa/languages/de/main.litexa"`} {
		if !json.Valid([]byte(out)) || !strings.Contains(out, want) {
			t.Errorf("got %s, want %s", out, want)
		}
	}
}

func TestRepository(t *testing.T) {
	dir := t.TempDir()
	if got := repository(dir); got != dir {
		t.Errorf("outside of repositories: got %s", got)
	}
}

func TestFormatsExclude(t *testing.T) {
	_, _, err := clitest.Run(t, New, clitest.Project(t, sound), "--json", "--sarif")
	if usage := new(command.UsageError); !errors.As(err, &usage) {
		t.Errorf("got %v", err)
	}
}
