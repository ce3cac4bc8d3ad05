package model

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/project"
)

const archive = `
-- litexa.config.json --
{"name": "hello-model", "deployments": {"live": {"DEPLOY": {"LIVE": true}}}}
-- litexa/main.litexa --
launch
  say "Hello"

  when "go live" if DEPLOY.LIVE
    END
-- litexa/assets/notes.xyz --
`

func TestModel(t *testing.T) {
	for _, test := range []struct {
		name string
		args []string
		// sample is set if the model has that of the target.
		sample bool
		// warning is part of what is said beside it.
		warning string
	}{
		{name: "default target", warning: "notes.xyz: warning: "},
		{name: "target", args: []string{"-d", "live"}, sample: true, warning: "notes.xyz: warning: "},
		{name: "unknown target", args: []string{"--deployment=test"}, warning: "hint: the targets are live\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := clitest.Project(t, archive)
			out, stderr, err := clitest.Run(t, New, dir, test.args...)
			if err != nil {
				t.Fatalf("%v\n%s", err, stderr)
			}
			if !json.Valid([]byte(out)) || !strings.HasPrefix(out, "{\n  \"languageModel\": {\n    \"invocationName\": \"hello model\",") {
				t.Errorf("this is no model: %s", out)
			}
			if got := strings.Contains(out, "go live"); got != test.sample {
				t.Errorf("has the sample of the target: %t, want %t", got, test.sample)
			}
			if !strings.Contains(stderr, test.warning) {
				t.Errorf("got %q, want %q", stderr, test.warning)
			}
			if clitest.Read(t, dir, ".deploy/litexaConfig.hash") == "" {
				t.Error("the state of the config is not noted")
			}
		})
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct{ name, archive, want string }{
		{"code", archive + "-- litexa/wrong.litexa --\nwrong\n  -> nowhere\n", "wrong.litexa:2:"},
		{"code that cannot be read", archive + "-- litexa/wrong.litexa --\nwrong\n  say hello\n", "wrong.litexa:2:"},
		{"config", "-- litexa.config.json --\n{\n", "litexa.config.json:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, stderr, err := clitest.Run(t, New, clitest.Project(t, test.archive))
			if !errors.Is(err, command.ErrReported) || out != "" {
				t.Errorf("%v, %q", err, out)
			}
			if !strings.Contains(stderr, test.want) {
				t.Errorf("got %q, want %q", stderr, test.want)
			}
		})
	}
}

func TestUnknownLocale(t *testing.T) {
	dir := clitest.Project(t, archive)
	out, stderr, err := clitest.Run(t, withRegion("ja-JP"), dir)
	if !errors.Is(err, command.ErrReported) || out != "" || !strings.Contains(stderr, "ja-JP") {
		t.Errorf("%v, %q, %q", err, out, stderr)
	}
}

// withRegion is New with --region.
func withRegion(locale string) func(*command.Env) *cobra.Command {
	return func(env *command.Env) *cobra.Command {
		env.Region = locale
		return New(env)
	}
}

func TestOutsideOfProjects(t *testing.T) {
	_, _, err := clitest.Run(t, New, t.TempDir())
	if notFound := new(project.NotFoundError); !errors.As(err, &notFound) {
		t.Errorf("got %v", err)
	}
}
