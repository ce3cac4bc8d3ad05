package extensions

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
)

const archive = `
-- litexa.config.json --
{"name": "hello-extensions"}
-- litexa/main.litexa --
launch
  END
-- node_modules/loud/package.json --
{"name": "loud", "version": "1.0.0"}
-- node_modules/loud/litexa.extension.js --
module.exports = function(options, lib) { return {}; };
`

func TestExtensions(t *testing.T) {
	dir := clitest.Project(t, archive)
	out, stderr, err := clitest.Run(t, New, dir)
	if err != nil || stderr != "" {
		t.Errorf("%v, %q", err, stderr)
	}
	want := "loud: " + filepath.Join(dir, "node_modules", "loud", "litexa.extension.js") + "\n"
	if out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

func TestFailure(t *testing.T) {
	dir := clitest.Project(t, "-- litexa.config.json --\n{\"name\": 5}")
	out, stderr, err := clitest.Run(t, New, dir)
	if !errors.Is(err, command.ErrReported) || out != "" || stderr == "" {
		t.Errorf("%v, %q, %q", err, out, stderr)
	}
}
