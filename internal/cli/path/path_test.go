package path

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/project"
)

const archive = `
-- litexa.config.json --
{"name":
-- package.json --
{}
-- litexa/main.litexa --
launch
  END
`

func TestPath(t *testing.T) {
	dir := clitest.Project(t, archive)
	for _, test := range []struct{ start, args, want string }{
		{"", "", ""},
		{"litexa", "", ""},
		{"litexa", "..", ""},
		{"", "-t root -l de", ""},
		{"", "-t litexa", "litexa"},
		{"", "-t assets", "litexa/assets"},
		{"", "-t litexa -l de", "litexa/languages/de"},
		{"", "-t assets -l de", "litexa/languages/de/assets"},
		{"litexa", "--type=litexa ../litexa.config.json", "litexa"},
	} {
		out, stderr, err := clitest.Run(t, New, filepath.Join(dir, test.start), strings.Fields(test.args)...)
		if err != nil || stderr != "" {
			t.Errorf("%s: %v, %q", test.args, err, stderr)
		}
		if want := filepath.Join(dir, filepath.FromSlash(test.want)) + "\n"; out != want {
			t.Errorf("%s: got %q, want %q", test.args, out, want)
		}
	}
}

func TestFailures(t *testing.T) {
	dir := clitest.Project(t, archive)
	for _, test := range []struct {
		args, want string
		usage      bool
	}{
		{args: "-t code", want: `unknown path type "code"`, usage: true},
		{args: "-l ../../elsewhere", want: "not the name of a language", usage: true},
		{args: "-l ..", want: "not the name of a language", usage: true},
		{args: "package.json", want: "doesn't appear to point to a Litexa config file."},
		{args: "missing/folder", want: "there is no " + filepath.Join("missing", "folder")},
	} {
		out, _, err := clitest.Run(t, New, dir, strings.Fields(test.args)...)
		if err == nil || !strings.Contains(err.Error(), test.want) || out != "" {
			t.Errorf("%s: got %v and %q, want %q", test.args, err, out, test.want)
		}
		if usage := new(command.UsageError); errors.As(err, &usage) != test.usage {
			t.Errorf("%s: usage error: %t, want %t", test.args, !test.usage, test.usage)
		}
	}
	_, _, err := clitest.Run(t, New, t.TempDir())
	if notFound := new(project.NotFoundError); !errors.As(err, &notFound) {
		t.Errorf("outside of a project: %v", err)
	}
}
