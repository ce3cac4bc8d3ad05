package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project"
)

// newProject writes a project to a new directory.
func newProject(t *testing.T, archive string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := txtar.Write(txtar.Parse([]byte(archive)), dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

const twoTargets = `
-- litexa.config.json --
{"name": "hello-command", "deployments": {"development": {}, "live": {}}}
-- litexa/main.litexa --
launch
  END
`

func TestWithProject(t *testing.T) {
	failure := errors.New("no such luck")
	problem := diag.Diagnostic{Code: "wrong", File: "litexa/main.litexa", Message: "this is wrong",
		Span: diag.Span{Start: diag.Pos{Line: 2, Col: 3, Offset: 9}, End: diag.Pos{Line: 2, Col: 6, Offset: 12}}}
	warning := problem
	warning.Severity = diag.Warning
	for _, test := range []struct {
		name, target string
		list         diag.List
		err          error
		want         error
		stderr       string
	}{
		{name: "success", target: "live"},
		{name: "failure", target: "live", err: failure, want: failure},
		{name: "warning", target: "live", list: diag.List{warning},
			stderr: "main.litexa:2:3: warning: this is wrong\n   2 |   END\n     |   ^^^\n1 warning\n"},
		{name: "error", target: "live", list: diag.List{problem}, want: ErrReported,
			stderr: "main.litexa:2:3: error: this is wrong\n   2 |   END\n     |   ^^^\n1 error\n"},
		{name: "error as an error", target: "live", err: &diag.Errors{List: diag.List{problem}}, want: ErrReported},
		{name: "target that does not exist", target: "staging",
			stderr: "../litexa.config.json: warning: there is no deployment target \"staging\" in the config\n" +
				"  hint: the targets are development, live\n1 warning\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := newProject(t, twoTargets)
			streams, _, stderr := iostreams.Test("")
			env := &Env{Streams: streams, Dir: filepath.Join(root, "litexa")}
			err := env.WithProject(t.Context(), test.target, func(p *project.Project) (diag.List, error) {
				if p.Root != root || p.Target != test.target {
					t.Errorf("got the project in %s for the target %s", p.Root, p.Target)
				}
				return test.list, test.err
			})
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if diff := cmp.Diff(test.stderr, filepath.ToSlash(stderr.String())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWithProjectThatCannotBeLoaded(t *testing.T) {
	root := newProject(t, "-- litexa.config.json --\n{}\n")
	streams, _, stderr := iostreams.Test("")
	env := &Env{Streams: streams, Dir: root}
	err := env.WithProject(t.Context(), "live", func(*project.Project) (diag.List, error) {
		t.Error("there is a project")
		return nil, nil
	})
	if !errors.Is(err, ErrReported) || !strings.Contains(stderr.String(), "error: ") {
		t.Errorf("%v, %q", err, stderr)
	}
}

func TestCaches(t *testing.T) {
	root := newProject(t, twoTargets+"-- .deploy/old --\n-- .test/old --\n")
	streams, _, stderr := iostreams.Test("")
	env := &Env{Streams: streams, Dir: root, Verbose: true}
	load := func() {
		t.Helper()
		err := env.WithProject(t.Context(), "live", func(*project.Project) (diag.List, error) { return nil, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	load()
	if _, err := os.Stat(filepath.Join(root, ".test")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf(".test is still there (%v)", err)
	}
	load()
	if want := "the config is new: cleared .deploy and .test\n"; stderr.String() != want {
		t.Errorf("got %q, want %q", stderr, want)
	}
	// A file where the directory belongs cannot be used, but does no harm.
	stderr.Reset()
	if err := os.RemoveAll(filepath.Join(root, ".deploy")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, ".deploy"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, ".deploy", "litexaConfig.hash"), 0o700); err != nil {
		t.Fatal(err)
	}
	load()
	if !strings.HasPrefix(stderr.String(), "warning: ") {
		t.Errorf("got %q", stderr)
	}
}

func TestUnknownTargetIsSaidOnce(t *testing.T) {
	root := newProject(t, twoTargets)
	streams, _, stderr := iostreams.Test("")
	env := &Env{Streams: streams, Dir: root}
	err := env.WithProject(t.Context(), "lvie", func(*project.Project) (diag.List, error) { return nil, nil })
	if err != nil || strings.Count(stderr.String(), "warning: ") != 1 || !strings.Contains(stderr.String(), `"live"`) {
		t.Errorf("%v, %q", err, stderr)
	}
}

func TestCompleteDeployment(t *testing.T) {
	var target string
	cmd := &cobra.Command{Use: "try"}
	AddDeployment(cmd, &target)
	complete, ok := cmd.GetFlagCompletionFunc("deployment")
	if !ok {
		t.Fatal("nothing completes the option")
	}
	cmd.SetContext(t.Context())
	t.Chdir(newProject(t, twoTargets))
	got, directive := complete(cmd, nil, "")
	if diff := cmp.Diff([]string{"development", "live"}, got); diff != "" || directive != cobra.ShellCompDirectiveNoFileComp {
		t.Errorf("%d %s", directive, diff)
	}
	t.Chdir(t.TempDir())
	if got, _ := complete(cmd, nil, ""); len(got) > 0 {
		t.Errorf("outside of a project: %q", got)
	}
}

func TestStat(t *testing.T) {
	dir := newProject(t, twoTargets)
	env := &Env{Dir: dir}
	if info, err := env.Stat(filepath.Join(dir, "litexa")); err != nil || !info.IsDir() {
		t.Errorf("got %v, %v", info, err)
	}
	if _, err := env.Stat(filepath.Join(dir, "missing")); err == nil || err.Error() != "there is no missing" {
		t.Errorf("got %v", err)
	}
	if _, err := env.Stat(filepath.Join(dir, "litexa.config.json", "x")); err == nil {
		t.Error("a file has a file below it")
	}
}

func TestAbsolute(t *testing.T) {
	root := t.TempDir()
	other := filepath.Join(t.TempDir(), "x")
	if got, want := Absolute(root, "litexa/main.litexa"), filepath.Join(root, "litexa", "main.litexa"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := Absolute(root, filepath.ToSlash(other)); got != other {
		t.Errorf("got %s, want %s", got, other)
	}
}
