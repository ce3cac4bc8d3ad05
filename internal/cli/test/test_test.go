package test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
)

const skill = `
-- litexa.config.json --
{"name": "tested", "deployments": {"development": {"validDirectivesList": ["Odd"]}}}
-- litexa/main.litexa --
launch
  say "Hello."
    or "Hi."
  card "Title", "text"
  -> room

room
  when "crash"
    crash()
  when AMAZON.NoIntent
    directive {odd()}

-- litexa/code.js --
function crash() { throw new Error("bang"); }
-- litexa/broken.json --
{
-- litexa/main.test.litexa --
TEST "hello"
  launch
  alexa: room, "Hello."
TEST "fails"
  launch
  alexa: launch
`

func TestCommand(t *testing.T) {
	archive := strings.Replace(skill, "  when AMAZON.NoIntent\n    directive {odd()}\n", "", 1)
	for _, test := range []struct {
		name     string
		args     []string
		reported bool     // the error is that of failed tests
		want     string   // in the error, unless that is reported
		out      []string // on the standard output
		files    []string
	}{
		{
			name: "T-CMD-17", args: []string{"hello"}, out: []string{"with filter: hello", "✔ test: hello", "[CARD 0] Title", "Error with file broken.json"},
			files: []string{"output.json", "output.log", "lambda.js", "model.json", "project-config.json"},
		},
		{name: "T-EXIT-04", reported: true, out: []string{"Failed tests were:\n  fails\n", "come again with --seed"}},
		{name: "T-EXIT-03", args: []string{"nothing"}, want: `no test matches the filter "nothing"`},
		{name: "json", args: []string{"--json", "hello"}, out: []string{`"passed": 1`}},
		{name: "coverage", args: []string{"--coverage", "hello"}, out: []string{"Coverage\n", "variations"}, files: []string{coveragePage, coverageLCOV}},
		{name: "junit", args: []string{"--junit", "junit.xml", "hello"}, files: []string{"../../junit.xml"}},
		{name: "random", args: []string{"--random", "100", "--seed", "1"}, reported: true, out: []string{"✘ crash: Error: bang", "user: CRASH"}},
		{name: "random json", args: []string{"--random", "100", "--seed", "1", "--json"}, reported: true, out: []string{`"kind": "crash"`}},
		{name: "bad seed", args: []string{"--seed", "x"}, want: "option --seed"},
		{name: "bad random", args: []string{"--random", "-1"}, want: "option --random"},
		{name: "watch and coverage", args: []string{"-w", "--coverage"}, want: "do not go together"},
		{name: "watch and random", args: []string{"-w", "--random", "5"}, want: "do not go together"},
		{name: "update with filter", args: []string{"--update", "hello"}, want: "takes no filter"},
		{name: "no folder for the report", args: []string{"--junit", "missing/junit.xml", "hello"}, want: "writing the JUnit report"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := clitest.Project(t, archive)
			out, stderr, err := clitest.Run(t, New, dir, test.args...)
			switch {
			case test.reported != errors.Is(err, command.ErrReported):
				t.Fatalf("the error is %v; on the error stream:\n%s", err, stderr)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Fatalf("the error is %v, want %q", err, test.want)
			case test.want == "" && !test.reported && err != nil:
				t.Fatalf("the error is %v; on the error stream:\n%s", err, stderr)
			}
			for _, want := range test.out {
				if !strings.Contains(out, want) {
					t.Errorf("the output lacks %q:\n%s", want, out)
				}
			}
			for _, name := range test.files {
				if _, err := os.Stat(filepath.Join(dir, ".test", "development", name)); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestRecorded shows what becomes of recorded transcripts.
func TestRecorded(t *testing.T) {
	dir := clitest.Project(t, "-- litexa.config.json --\n{\"name\": \"tested\"}\n-- litexa/main.litexa --\nlaunch\n  say \"Hello.\"\n    or \"Hi.\"\n  END\nTEST \"a\"\n  launch\n")
	run := func(args ...string) (string, error) {
		t.Helper()
		_, stderr, err := clitest.Run(t, New, dir, args...)
		return stderr, err
	}
	for range 2 {
		if stderr, err := run("--update"); err != nil {
			t.Fatal(err, stderr)
		}
	}
	if stderr, err := run(); err != nil {
		t.Fatal(err, stderr)
	}
	file := filepath.Join(dir, "transcripts", "main.litexa.txt")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text[:len(text)-20], 0o644); err != nil {
		t.Fatal(err)
	}
	stderr, err := run()
	if !errors.Is(err, command.ErrReported) || !strings.Contains(stderr, "transcripts/main.litexa.txt:") || !strings.Contains(stderr, "--update") {
		t.Errorf("a changed transcript gives %v:\n%s", err, stderr)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if stderr, err := run(); err != nil {
		t.Error("a file without a transcript fails:", err, stderr)
	}
}
