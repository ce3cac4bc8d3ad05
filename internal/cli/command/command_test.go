package command

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
)

func TestArgs(t *testing.T) {
	cmd := &cobra.Command{Use: "try"}
	for _, test := range []struct {
		name string
		args cobra.PositionalArgs
		in   []string
		want string
	}{
		{"none", NoArgs, nil, ""},
		{"none allowed", NoArgs, []string{"a b", "c"}, `try takes no arguments, but got "a b" "c"`},
		{"one", MaxArgs(1), []string{"a"}, ""},
		{"one too many", MaxArgs(1), []string{"a", "b"}, `try takes at most 1 argument, but also got "b"`},
		{"two too many", MaxArgs(2), []string{"a", "b", "c", "d"}, `try takes at most 2 arguments, but also got "c" "d"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := "", test.args(cmd, test.in)
			if err != nil {
				got = err.Error()
				if usage := new(UsageError); !errors.As(err, &usage) {
					t.Errorf("the error is no UsageError but %T", err)
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestOptional(t *testing.T) {
	var target string
	cmd := &cobra.Command{Use: "try"}
	AddDeployment(cmd, &target)
	flags := cmd.Flags()
	if target != "development" {
		t.Errorf("the default is %q", target)
	}
	want := "  -d, --deployment [target]   deployment target, as the config file names it (default development)\n"
	if diff := cmp.Diff(want, flags.FlagUsages()); diff != "" {
		t.Error(diff)
	}
	if err := flags.Parse([]string{"-d", "production"}); err != nil || target != "production" {
		t.Errorf("got %q, %v", target, err)
	}
}

func TestComplete(t *testing.T) {
	var kind string
	cmd := &cobra.Command{Use: "try"}
	AddOptional(cmd.Flags(), &kind, "kind", "k", "kind", "kind")
	Complete(cmd, "kind", "one", "two")
	complete, ok := cmd.GetFlagCompletionFunc("kind")
	if !ok {
		t.Fatal("nothing completes the option")
	}
	got, directive := complete(cmd, nil, "")
	if diff := cmp.Diff([]string{"one", "two"}, got); diff != "" || directive != cobra.ShellCompDirectiveNoFileComp {
		t.Errorf("%d %s", directive, diff)
	}
	defer func() {
		if recover() == nil {
			t.Error("an option that does not exist is completed")
		}
	}()
	Complete(cmd, "missing")
}

func TestPaths(t *testing.T) {
	root, err := filepath.Abs("/")
	if err != nil {
		t.Fatal(err)
	}
	e := &Env{Dir: filepath.Join(root, "home", "project", "litexa")}
	for _, test := range []struct{ in, abs, rel string }{
		{"main.litexa", "home/project/litexa/main.litexa", "main.litexa"},
		{"../skill.json", "home/project/skill.json", "../skill.json"},
		{".", "home/project/litexa", "."},
		{filepath.Join(root, "x"), "x", filepath.Join(root, "x")},
		{filepath.Join(root, "home", ".", "x"), "home/x", filepath.Join(root, "home", "x")},
	} {
		abs := e.Abs(filepath.FromSlash(test.in))
		if want := filepath.Join(root, filepath.FromSlash(test.abs)); abs != want {
			t.Errorf("Abs(%q) = %q, want %q", test.in, abs, want)
		}
		if rel := e.Rel(abs); rel != filepath.FromSlash(test.rel) {
			t.Errorf("Rel(%q) = %q, want %q", abs, rel, test.rel)
		}
	}
}

func TestMapFiles(t *testing.T) {
	list := diag.List{
		{Code: "no-file", Related: []diag.Related{{Message: "no file"}}},
		{File: "a", Related: []diag.Related{{File: "b"}}},
	}
	got := MapFiles(list, func(file string) string { return "x/" + file })
	want := diag.List{
		{Code: "no-file", Related: []diag.Related{{Message: "no file"}}},
		{File: "x/a", Related: []diag.Related{{File: "x/b"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if list[1].File != "a" || list[1].Related[0].File != "b" {
		t.Error("the list itself was changed")
	}
}

// failing is a writer that fails.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestReportFails(t *testing.T) {
	e := &Env{Streams: &iostreams.Streams{Out: new(bytes.Buffer), Err: failing{}}}
	if err := e.Report("", diag.List{{Message: "wrong"}}); err == nil {
		t.Error("no error although nothing can be written")
	}
}
