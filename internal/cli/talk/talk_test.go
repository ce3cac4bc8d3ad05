package talk

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/ask/host/terminal"
	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
)

const sample = `
-- litexa.config.json --
{"name": "tea-house"}
-- litexa/main.litexa --
launch
  say "What would you like?"
  when TeaIntent
    or "$tea please"
    with $tea = "oolong", "mint"
    @tea = $tea
    say "One $tea."
-- request.json --
{"type": "System.ExceptionEncountered", "error": {"type": "INVALID_RESPONSE", "message": "no"}, "cause": {"requestId": "r"}}
`

func newEnv(dir, in string) (env *command.Env, out *bytes.Buffer, messages *clitest.Output) {
	streams, out, _ := iostreams.Test(in)
	messages = clitest.NewOutput()
	streams.Err = messages
	return &command.Env{Streams: streams, Dir: dir, Region: "en-US"}, out, messages
}

func talk(t *testing.T, env *command.Env, args ...string) error {
	t.Helper()
	cmd := New(env)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(args)
	return cmd.ExecuteContext(t.Context())
}

// What was stored in one conversation is known in the next.
func TestPiped(t *testing.T) {
	dir := clitest.Project(t, sample)
	for _, want := range []string{
		"User: open tea house\nAlexa: What would you like?\nUser: mint please\nAlexa: One mint.\nAttributes: {\"tea\":\"mint\"}\n",
		"User: open tea house\nAlexa: What would you like?\nUser: mint please\nAlexa: One mint.\nSession:",
	} {
		env, out, messages := newEnv(filepath.Dir(dir), "open tea house\nmint please\n")
		if err := talk(t, env, filepath.Base(dir)); err != nil {
			t.Fatalf("%v\n%s", err, messages)
		}
		if !strings.HasPrefix(out.String(), want) {
			t.Errorf("got\n%s\nwant\n%s", out, want)
		}
		if !strings.Contains(filepath.ToSlash(messages.String()), "kept in: sqlite:"+filepath.Base(dir)+"/.litexa/store.db\n") {
			t.Errorf("got %s", messages)
		}
	}
}

// The code changes in the middle of a session, which goes on.
func TestReload(t *testing.T) {
	dir := clitest.Project(t, sample)
	env, out, messages := newEnv(dir, "")
	in, input := io.Pipe()
	env.In = in
	out2 := clitest.NewOutput()
	env.Out = io.MultiWriter(out, out2)
	done := make(chan error, 1)
	go func() { done <- talk(t, env, "--store", "memory") }()
	say := func(line, answer string) {
		t.Helper()
		if _, err := io.WriteString(input, line+"\n"); err != nil {
			t.Fatal(err)
		}
		out2.Wait(t, answer, 1)
	}
	say("open tea house", "What would you like?")
	source := filepath.Join(dir, "litexa", "main.litexa")
	text := strings.NewReplacer("$tea please", "a cup of $tea", "One $tea", "One cup of $tea").Replace(clitest.Read(t, dir, "litexa/main.litexa"))
	if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	messages.Wait(t, "reloaded", 1)
	say("a cup of oolong", "Alexa: One cup of oolong.")
	if err := os.WriteFile(source, []byte("launch\n  -> nowhere\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	messages.Wait(t, "as it was before these errors", 1)
	say("a cup of mint", "Alexa: One cup of mint.")
	input.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// The conversations of the cafe in Go, held with the cafe in Litexa.
func TestCafe(t *testing.T) {
	env, out, messages := newEnv("../../../examples", "")
	if err := talk(t, env, "cafe-litexa", "--replay", "cafe/conversations.txt"); err != nil {
		t.Errorf("%v\n%s%s", err, messages, out)
	}
	if !strings.Contains(out.String(), "/attributes\nAttributes: {\"drink\":\"coffee\"}\n") {
		t.Errorf("got\n%s", out)
	}
	if _, err := os.Stat("../../../examples/cafe-litexa/.litexa"); err == nil {
		t.Error("the replay left a store behind")
	}
}

func TestReplay(t *testing.T) {
	dir := clitest.Project(t, sample+`-- talk.txt --
User: open tea house
Alexa: Good day.
User: mint please
Alexa: Two mints.
`)
	for _, args := range [][]string{{"--replay", "talk.txt"}, {"--replay", "talk.txt", "--keep-going"}} {
		env, out, _ := newEnv(dir, "")
		if err := talk(t, env, args...); !errors.Is(err, terminal.ErrMismatch) {
			t.Errorf("%q: got %v", args, err)
		}
		if n := strings.Count(out.String(), "differs"); n != len(args)-1 {
			t.Errorf("%q: got\n%s", args, out)
		}
	}
}

func TestEvent(t *testing.T) {
	env, out, _ := newEnv(clitest.Project(t, sample), "/event request.json\n/event none.json\n")
	if err := talk(t, env, "--store", "memory", "--device", "screen", "--user", "u"); err != nil {
		t.Fatal(err)
	}
	if strings.Count(out.String(), "Error:") != 1 || !strings.Contains(out.String(), "none.json") {
		t.Errorf("got\n%s", out)
	}
}

func TestErrors(t *testing.T) {
	dir := clitest.Project(t, sample)
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"no script":  {[]string{"--replay", "none.txt"}, "reading the conversation"},
		"keep going": {[]string{"--keep-going"}, "--keep-going needs --replay"},
		"device":     {[]string{"--device", "toaster", "--store", "memory"}, `unknown kind of device "toaster"`},
		"store":      {[]string{"--store", "floppy"}, "--store"},
		"arguments":  {[]string{"a", "b"}, "takes at most 1 argument"},
	} {
		t.Run(name, func(t *testing.T) {
			env, _, _ := newEnv(dir, "")
			if err := talk(t, env, test.args...); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestSay(t *testing.T) {
	env, _, messages := newEnv("", "")
	say(env, false)("reloaded\n")
	say(env, true)("reloaded\n")
	if got, want := messages.String(), "reloaded\n\r\x1b[Kreloaded\nUser: "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
