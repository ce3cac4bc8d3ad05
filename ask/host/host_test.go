package host_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/host"
	"github.com/litexa-go/litexa/ask/persistence/memory"
)

const (
	modelJSON  = `{"interactionModel":{"languageModel":{"invocationName":"my echo","intents":[{"name":"EchoIntent","slots":[{"name":"what","type":"AMAZON.SearchQuery"}],"samples":["say {what}"]},{"name":"AMAZON.StopIntent","samples":[]}],"types":[]}}}`
	launchJSON = `{"version":"1.0","context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"}}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"2026-01-01T00:00:00Z","locale":"en-US"}}`
)

var models = fstest.MapFS{"models/en-US.json": {Data: []byte(modelJSON)}}

func newSkill(t *testing.T) *ask.Skill {
	t.Helper()
	return ask.NewSkillBuilder().
		AddHandlerFunc(ask.OnLaunch, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Say something.").Reprompt("Well?").Response(), nil
		}).
		AddHandlerFunc(ask.OnIntent("EchoIntent"), func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			said := in.SlotValue("what")
			err := in.AttributesManager.Update(ctx, func(a ask.Attributes) error { a["said"] = said; return nil })
			return in.ResponseBuilder.Speak(said).WithShouldEndSession(true).Response(), err
		}).
		AddHandlerFunc(ask.OnSessionEnded, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { return nil, nil }).
		WithPersistenceAdapter(memory.New()).
		MustCreate()
}

// run runs a command and returns its exit code and what it wrote.
func run(t *testing.T, stdin string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = host.Run(t.Context(), newSkill(t), args,
		host.WithStreams(strings.NewReader(stdin), &o, &e), host.WithModels(models, "models"), host.WithName("prog"))
	return code, o.String(), e.String()
}

func writeFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const script = "User: ask my echo to say hello there\nAlexa: hello there\nSession: ended\nAttributes: {\"said\":\"hello there\"}\n"

func TestCommands(t *testing.T) {
	good, bad, malformed := writeFile(t, script), writeFile(t, "User: open my echo\nAlexa: Something else.\n"), writeFile(t, "Somebody: hi\n")
	request := writeFile(t, launchJSON)
	tests := map[string]struct {
		stdin string
		args  []string
		code  int
		out   string // part of standard output
		errs  string // part of standard error
	}{
		"none":               {args: nil, code: 2, errs: "Usage: prog COMMAND"},
		"help":               {args: []string{"help"}, code: 0, out: "replay  FILE..."},
		"-h":                 {args: []string{"-h"}, code: 0, out: "Usage: prog COMMAND"},
		"unknown":            {args: []string{"fly"}, code: 2, errs: `prog: unknown command "fly"`},
		"command help":       {args: []string{"serve", "-h"}, code: 0, out: "-unverified"},
		"unknown flag":       {args: []string{"talk", "-loud"}, code: 2, errs: "not defined: -loud"},
		"surplus argument":   {args: []string{"talk", "now"}, code: 2, errs: `takes no arguments, but got "now"`},
		"invoke":             {stdin: launchJSON, args: []string{"invoke"}, code: 0, out: "<speak>Say something.</speak>"},
		"invoke, dash":       {stdin: launchJSON, args: []string{"invoke", "-"}, code: 0, out: `"version":"1.0"`},
		"invoke, file":       {args: []string{"invoke", request}, code: 0, out: "Say something."},
		"invoke, two files":  {args: []string{"invoke", "a", "b"}, code: 2, errs: "one file"},
		"invoke, no file":    {args: []string{"invoke", request + ".missing"}, code: 1, errs: "reading the request"},
		"invoke, malformed":  {stdin: "{", args: []string{"invoke"}, code: 1, errs: "not an Alexa request"},
		"invoke, fails":      {stdin: strings.Replace(launchJSON, "LaunchRequest", "Other", 1), args: []string{"invoke"}, code: 1, errs: "unable to find a suitable request handler"},
		"talk":               {stdin: "open my echo\nsay hi you\n", args: []string{"talk"}, code: 0, out: "Alexa: hi you\nSession: ended\nAttributes: {\"said\":\"hi you\"}"},
		"talk, no models":    {args: []string{"talk", "-models", t.TempDir()}, code: 1, errs: "no interaction models"},
		"talk, bad device":   {args: []string{"talk", "-device", "toaster"}, code: 2, errs: "the kinds of devices are [speaker screen tv clock]"},
		"serve, no key":      {args: []string{"serve", "-cert", "c.pem"}, code: 2, errs: "-cert and -key go together"},
		"replay, empty":      {args: []string{"replay", os.DevNull}, code: 1, errs: "nothing to replay"},
		"talk, bad locale":   {args: []string{"talk", "-locale", "xx-XX"}, code: 1, errs: "xx-XX"},
		"replay":             {args: []string{"replay", good, good}, code: 0, out: "Alexa: hello there"},
		"replay, differs":    {args: []string{"replay", bad, good}, code: 1, out: "Something else.", errs: "file:2: the conversation differs"},
		"replay, keep going": {args: []string{"replay", "-keep-going", bad, good}, code: 1, out: "hello there", errs: "the conversation differs"},
		"replay, malformed":  {args: []string{"replay", malformed}, code: 1, errs: "file:1: "},
		"replay, no script":  {args: []string{"replay"}, code: 2, errs: "wants the scripts"},
		"replay, no file":    {args: []string{"replay", good + ".missing"}, code: 1, errs: "reading the script"},
		"serve, bad address": {args: []string{"serve", "-addr", "nowhere:-1"}, code: 1, errs: "web: "},
		"serve, surplus":     {args: []string{"serve", "x"}, code: 2, errs: "takes no arguments"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			code, out, errs := run(t, test.stdin, test.args...)
			if code != test.code || !strings.Contains(out, test.out) || !strings.Contains(errs, test.errs) {
				t.Errorf("exit code %d, want %d\nstandard output %q, want %q\nstandard error %q, want %q", code, test.code, out, test.out, errs, test.errs)
			}
			if code != 0 && errs == "" {
				t.Error("it failed silently")
			}
		})
	}
}

// A conversation is with the skill under the id that it answers for.
func TestTalkToSkillWithID(t *testing.T) {
	skill := ask.NewSkillBuilder().WithSkillID("amzn1.ask.skill.mine").
		AddHandlerFunc(ask.Always, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Hello from " + in.APIEndpoint()).WithShouldEndSession(true).Response(), nil
		}).MustCreate()
	var out, errs bytes.Buffer
	code := host.Run(t.Context(), skill, []string{"talk", "-api", "http://127.0.0.1:9"}, host.WithName("prog"),
		host.WithStreams(strings.NewReader("open my echo\n"), &out, &errs), host.WithModels(models, "models"))
	if code != 0 || !strings.Contains(out.String(), "Hello from http://127.0.0.1:9") {
		t.Errorf("exit code %d\n%s\n%s", code, out.String(), errs.String())
	}
}

// A command that waits for input ends with its context.
func TestInvokeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, writer := io.Pipe()
	defer writer.Close()
	var out, errs bytes.Buffer
	if code := host.Run(ctx, newSkill(t), []string{"invoke"}, host.WithStreams(in, &out, &errs)); code != 1 {
		t.Errorf("exit code %d\n%s", code, errs.String())
	}
}

// Without models, a skill can still be opened.
func TestTalkWithoutModels(t *testing.T) {
	var out, errs bytes.Buffer
	code := host.Run(t.Context(), newSkill(t), []string{"talk"}, host.WithName("my-skill"),
		host.WithStreams(strings.NewReader("open my skill\n"), &out, &errs), host.WithModels(fstest.MapFS{}, "models"))
	if code != 0 || !strings.Contains(out.String(), "Say something.") || !strings.Contains(errs.String(), `the skill is called "my skill"`) {
		t.Errorf("exit code %d\n%s\n%s", code, out.String(), errs.String())
	}
}

func TestInvokeHugeRequest(t *testing.T) {
	code, _, errs := run(t, strings.Repeat(" ", 7<<20), "invoke")
	if code != 1 || !strings.Contains(errs, "larger than") {
		t.Errorf("exit code %d, %q", code, errs)
	}
}

// syncBuffer is a buffer that may be read while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestServe(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
	}{
		{[]string{"serve", "-addr", "127.0.0.1:0"}, http.StatusBadRequest},
		{[]string{"serve", "-addr", "127.0.0.1:0", "-unverified"}, http.StatusOK},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		logged := &syncBuffer{}
		done := make(chan int, 1)
		go func() {
			done <- host.Run(ctx, newSkill(t), test.args, host.WithStreams(strings.NewReader(""), &bytes.Buffer{}, logged), host.WithName("prog"))
		}()
		address := listenAddress(t, logged)
		response, err := http.Post("http://"+address+"/", "application/json", strings.NewReader(launchJSON))
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != test.status {
			t.Errorf("%v: status %d, want %d", test.args, response.StatusCode, test.status)
		}
		cancel()
		if code := <-done; code != 0 {
			t.Errorf("%v: exit code %d\n%s", test.args, code, logged)
		}
	}
}

// listenAddress waits until a server has logged where it listens.
func listenAddress(t *testing.T, logged *syncBuffer) string {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if _, after, ok := strings.Cut(logged.String(), "127.0.0.1:"); ok {
			return "127.0.0.1:" + strings.FieldsFunc(after, func(r rune) bool { return r < '0' || r > '9' })[0]
		}
	}
	t.Fatalf("the server does not say where it listens: %s", logged)
	return ""
}
