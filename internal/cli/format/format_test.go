package format

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/project"
)

const (
	untidy = "launch\n    END\n"
	tidy   = "launch\n  END\n"
)

// format runs the command in a directory.
func format(t *testing.T, dir, in string, opts Options) (out, stderr string, err error) {
	t.Helper()
	streams, outBuf, errBuf := iostreams.Test(in)
	opts.Env = &command.Env{Streams: streams, Dir: dir}
	err = run(t.Context(), &opts)
	return outBuf.String(), errBuf.String(), err
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStdin(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"untidy", untidy, tidy},
		{"tidy", tidy, tidy},
		{"line ends of Windows stay", "launch\r\n    END\r\n", "launch\r\n  END\r\n"},
		{"mixed line ends do not", "launch\r\n    END\n", tidy},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, stderr, err := format(t, t.TempDir(), test.in, Options{Paths: []string{"-", "-"}})
			if err != nil || stderr != "" {
				t.Errorf("%v, %q", err, stderr)
			}
			if diff := cmp.Diff(test.want, out); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestErrorsInStdin(t *testing.T) {
	out, stderr, err := format(t, t.TempDir(), "launch\n  say hello\n", Options{Paths: []string{"-"}, List: true})
	if !errors.Is(err, command.ErrReported) || out != "" {
		t.Errorf("%v, %q", err, out)
	}
	if !strings.HasPrefix(stderr, "<standard input>:2:") || !strings.Contains(stderr, "   2 |   say hello\n") {
		t.Errorf("got %q", stderr)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	first := write(t, filepath.Join(dir, "first.litexa"), untidy)
	second := write(t, filepath.Join(dir, "second.litexa"), tidy)
	before, err := os.Stat(second)
	if err != nil {
		t.Fatal(err)
	}
	out, stderr, err := format(t, dir, "", Options{Paths: []string{".", first}, Write: true, List: true})
	if err != nil || stderr != "" || out != "first.litexa\n" {
		t.Errorf("%v, %q, %q", err, stderr, out)
	}
	got, err := os.ReadFile(first)
	if err != nil || string(got) != tidy {
		t.Errorf("got %q, %v", got, err)
	}
	if after, err := os.Stat(second); err != nil || !os.SameFile(before, after) {
		t.Errorf("a file that was tidy has been replaced (%v)", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("there are other files: %v, %v", entries, err)
	}
}

func TestDirectories(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"languages/de", "node_modules/x", ".hidden"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(folder)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"b.litexa", "a.test.litexa", "languages/de/c.litexa", "x.js", "node_modules/x/d.litexa", ".hidden/e.litexa", ".f.litexa"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), untidy)
	}
	out, stderr, err := format(t, dir, "", Options{Paths: []string{"."}, List: true})
	if err != nil || stderr != "" {
		t.Errorf("%v, %q", err, stderr)
	}
	want := filepath.FromSlash("a.test.litexa\nb.litexa\nlanguages/de/c.litexa\n")
	if diff := cmp.Diff(want, out); diff != "" {
		t.Error(diff)
	}
	if out, _, err = format(t, dir, "", Options{Paths: []string{".hidden"}, List: true}); err != nil || out == "" {
		t.Errorf("a hidden directory that is named: %q, %v", out, err)
	}
}

func TestColorDiff(t *testing.T) {
	t.Setenv("CLICOLOR_FORCE", "1")
	t.Setenv("NO_COLOR", "")
	streams := iostreams.System()
	out := new(bytes.Buffer)
	streams.In, streams.Out = strings.NewReader(untidy), out
	err := run(t.Context(), &Options{Env: &command.Env{Streams: streams}, Paths: []string{"-"}, Diff: true})
	if err != nil {
		t.Fatal(err)
	}
	want := "\x1b[31m--- <standard input>.orig\x1b[0m\n" +
		"\x1b[32m+++ <standard input>\x1b[0m\n" +
		"\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n" +
		" launch\n" +
		"\x1b[31m-    END\x1b[0m\n" +
		"\x1b[32m+  END\x1b[0m\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestCommand(t *testing.T) {
	dir := clitest.Project(t, "-- litexa.config.json --\n{\n-- litexa/a.litexa --\n"+untidy+"-- litexa/b.litexa --\n"+tidy+"-- other.js --\n")
	for _, test := range []struct {
		name, args string
		out        string
		fails      bool
	}{
		{name: "project", args: "--list", out: "litexa/a.litexa\n"},
		{name: "several files", args: "litexa/b.litexa litexa/a.litexa", out: tidy + tidy},
		{name: "check", args: "--check", out: "litexa/a.litexa\n", fails: true},
		{name: "check a tidy file", args: "--check litexa/b.litexa"},
		{name: "differences", args: "-d litexa/a.litexa", out: "--- litexa/a.litexa.orig\n+++ litexa/a.litexa\n@@ -1,2 +1,2 @@\n launch\n-    END\n+  END\n"},
		{name: "list and differences", args: "-ld litexa/b.litexa"},
		{name: "missing file", args: "-l missing.litexa litexa", out: "litexa/a.litexa\n", fails: true},
		{name: "other file", args: "other.js", fails: true},
		{name: "check and write", args: "--check -w", fails: true},
		{name: "write to the standard input", args: "-w -", fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, _, err := clitest.Run(t, New, dir, strings.Fields(test.args)...)
			if (err != nil) != test.fails {
				t.Errorf("the error is %v", err)
			}
			if diff := cmp.Diff(test.out, filepath.ToSlash(out)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := clitest.Read(t, dir, "litexa/a.litexa"); got != untidy {
		t.Errorf("a file was changed: %q", got)
	}
	_, _, err := clitest.Run(t, New, t.TempDir())
	if notFound := new(project.NotFoundError); !errors.As(err, &notFound) {
		t.Errorf("outside of a project: %v", err)
	}
}

func TestTooLarge(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "large.litexa"), "")
	if err := os.Truncate(path, maxSize+1); err != nil {
		t.Fatal(err)
	}
	_, stderr, err := format(t, filepath.Dir(path), "", Options{Paths: []string{path}})
	if want := "error: reading large.litexa: it is larger than 64 MiB\n"; stderr != want || !errors.Is(err, command.ErrReported) {
		t.Errorf("got %q, %v", stderr, err)
	}
}

func TestReplaceFailures(t *testing.T) {
	dir := t.TempDir()
	if err := replace(filepath.Join(dir, "missing.litexa"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if err := replace(dir, []byte("x")); err == nil {
		t.Error("a directory was replaced")
	}
	if os.Geteuid() == 0 {
		return // may write anything
	}
	path := write(t, filepath.Join(dir, "locked.litexa"), untidy)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := replace(path, []byte(tidy)); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a file that may not be written: %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != untidy {
		t.Errorf("it was changed: %q, %v", got, err)
	}
}
