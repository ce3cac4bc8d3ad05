package manifest

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
	bare = `
-- litexa.config.json --
{"name": "hello-manifest", "deployments": {"development": {"module": "aws"}}}
-- litexa/main.litexa --
launch
  playMusic "https://example.com/music.mp3"

  when "bye"
    END
-- litexa/assets/icon-108.png --
-- litexa/assets/icon-512.png --
`
	whole = bare + `
-- skill.json --
{"manifest": {"publishingInformation": {"locales": {
  "en-US": {"name": "Hello", "invocation": "hello there", "summary": "Says hello."}
}}}}
`
)

func TestManifest(t *testing.T) {
	dir := clitest.Project(t, whole)
	out, stderr, err := clitest.Run(t, New, dir)
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	if !strings.HasPrefix(stderr, "enabling interface AUDIO_PLAYER\n") {
		t.Errorf("said %q", stderr)
	}
	var printed any
	if err := json.Unmarshal([]byte(out), &printed); err != nil {
		t.Fatal(err)
	}
	var stored struct{ Manifest any }
	if err := json.Unmarshal([]byte(clitest.Read(t, dir, ".deploy/development/skill.json")), &stored); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(printed, stored.Manifest); diff != "" {
		t.Error(diff)
	}
}

func TestNoSkillFile(t *testing.T) {
	dir := clitest.Project(t, bare)
	out, stderr, err := clitest.Run(t, New, dir)
	if !errors.Is(err, command.ErrReported) || out != "" || !strings.Contains(stderr, "wrote skill.json to begin with") {
		t.Errorf("%v, %q, %q", err, out, stderr)
	}
	if !json.Valid([]byte(clitest.Read(t, dir, "skill.json"))) {
		t.Error("there is no skill.json")
	}
}

func TestNotDeployable(t *testing.T) {
	dir := clitest.Project(t, whole)
	out, stderr, err := clitest.Run(t, New, dir, "-d", "production")
	if !errors.Is(err, command.ErrReported) || out != "" || !strings.Contains(stderr, `"production"`) {
		t.Errorf("%v, %q, %q", err, out, stderr)
	}
	if clitest.Read(t, dir, ".deploy/production/skill.json") != "" {
		t.Error("a manifest was stored")
	}
}

func TestCannotStore(t *testing.T) {
	dir := clitest.Project(t, whole)
	if _, _, err := clitest.Run(t, New, dir); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, ".deploy", "development")
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, err := clitest.Run(t, New, dir)
	if err == nil || !strings.HasPrefix(err.Error(), "storing the manifest: ") || out != "" {
		t.Errorf("%v, %q", err, out)
	}
}
