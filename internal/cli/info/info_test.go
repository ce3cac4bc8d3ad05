package info

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/project"
)

func TestInfo(t *testing.T) {
	dir := clitest.Project(t, `
-- litexa.config.json --
{"name": "hello-info", "custom": true}
-- litexa/main.litexa --
launch
  END
-- litexa/assets/notes.xyz --
`)
	out, stderr, err := clitest.Run(t, New, filepath.Join(dir, "litexa", "assets"))
	if err != nil {
		t.Fatal(err)
	}
	// What is said about the project is not in the JSON (T-CLI-16).
	if !strings.Contains(stderr, "notes.xyz: warning: ") {
		t.Errorf("said %q", stderr)
	}
	var got struct {
		Variant, Name, Root string
		Custom              bool
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Variant != "development" || got.Name != "hello-info" || got.Root != dir || !got.Custom || !strings.HasSuffix(out, "\n}\n") {
		t.Errorf("got %s", out)
	}
}

func TestFailures(t *testing.T) {
	_, _, err := clitest.Run(t, New, t.TempDir())
	if notFound := new(project.NotFoundError); !errors.As(err, &notFound) {
		t.Errorf("outside of a project: %v", err)
	}
	_, _, err = clitest.Run(t, New, t.TempDir(), "more")
	if usage := new(command.UsageError); !errors.As(err, &usage) {
		t.Errorf("with an argument: %v", err)
	}
}
