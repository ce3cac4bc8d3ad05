package litexa_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/litexa"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/runtime"
)

// files returns the files of a project.
func files(main string, more ...string) fstest.MapFS {
	fsys := fstest.MapFS{
		"litexa.config.json": {Data: []byte(`{"name":"sample","deployments":{"development":{},"other":{"DEPLOY":{"x":5},"overrideAssetsRoot":"https://a.b/c"}}}`)},
		"litexa/main.litexa": {Data: []byte(main)},
	}
	for i := 0; i < len(more); i += 2 {
		fsys[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return fsys
}

// launch returns the envelope of a launch request.
func request(body string) []byte {
	return []byte(`{"version":"1.0","session":{"new":true,"sessionId":"s","application":{"applicationId":"a"},"user":{"userId":"u"}},
		"context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"device":{"deviceId":"d"}}},
		"request":{"requestId":"r","timestamp":"2026-01-02T03:04:05Z","locale":"en-US",` + body + `}}`)
}

var launch = request(`"type":"LaunchRequest"`)

// said answers a request and returns what is said.
func said(t *testing.T, skill *ask.Skill, request []byte) string {
	t.Helper()
	answer, err := skill.InvokeJSON(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Response struct {
			OutputSpeech struct{ SSML string }
		}
	}
	if err := json.Unmarshal(answer, &r); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(r.Response.OutputSpeech.SSML, "<speak>"), "</speak>")
}

type point struct {
	X, Y  int
	Label string `json:"label,omitempty"`
}

type dice struct{ sides int }

func (d *dice) Sides() int            { return d.sides }
func (d *dice) Set(sides int)         { d.sides = sides }
func (d *dice) Fail() (string, error) { return "", errors.New("no dice") }

// TestFunc: Go functions are called with converted arguments.
func TestFunc(t *testing.T) {
	log := &strings.Builder{}
	for _, test := range []struct{ expr, want string }{
		{`add(1, 2)`, "3"},
		{`add(1, "2")`, `argument 2 of add must be a whole number of 64 bits, not string "2"`},
		{`add(1, 1.5)`, `argument 2 of add must be a whole number of 64 bits, not number 1.5`},
		{`add(1)`, "add takes 2 arguments, not 1"},
		{`add(1, 2, 3)`, "add takes 2 arguments, not 3"},
		{`add(1, null)`, "1"},
		{`join("-")`, ""},
		{`join("-", "a", "b")`, "a-b"},
		{`join()`, "join takes at least 1 argument, not 0"},
		{`JSON.stringify(move(origin()))`, `{"X":1,"Y":0,"label":"moved"}`},
		{`sum(list())`, "6"},
		{`sum("x")`, "argument 1 of sum must be an array, not string"},
		{`half(3)`, "1.5"},
		{`half(0)`, "cannot halve nothing"},
		{`isOpen(true)`, "false"},
		{`nothing()`, ""},
		{`where()`, "in time"},
		{`crash()`, "in the Go function crash: panic: oh no"},
		{`dice.sides()`, "6"},
		{`dice.fail()`, "no dice"},
		{`endless()`, "the result of endless has no JSON"},
		{`fromCode()`, "7"},
		{`any(1) + any("x")`, "float64string"},
	} {
		t.Run(test.expr, func(t *testing.T) {
			program, err := litexa.LoadFS(t.Context(), files("launch\n  local v = "+test.expr+"\n  say \"{v}\"\n",
				"litexa/code.js", "function list() { return [1, 2, 3]; }\nfunction fromCode() { return add(3, 4); }\nfunction origin() { return { X: 0, Y: 0 }; }\n"),
				litexa.Func("add", func(a, b int) int { return a + b }),
				litexa.Func("join", func(separator string, parts ...string) string { return strings.Join(parts, separator) }),
				litexa.Func("move", func(p point) *point { return &point{X: p.X + 1, Y: p.Y, Label: "moved"} }),
				litexa.Func("sum", func(list []float64) (total float64) {
					for _, n := range list {
						total += n
					}
					return total
				}),
				litexa.Func("half", func(n float64) (float64, error) {
					if n == 0 {
						return 0, errors.New("cannot halve nothing")
					}
					return n / 2, nil
				}),
				litexa.Func("isOpen", func(b bool) bool { return !b }),
				litexa.Func("nothing", func() {}),
				litexa.Func("where", func(ctx context.Context) string {
					if _, ok := ctx.Deadline(); !ok {
						return "no deadline"
					}
					return "in time"
				}),
				litexa.Func("crash", func() { panic("oh no") }),
				litexa.Func("endless", func() (any, error) { return make(chan int), nil }),
				litexa.Func("any", func(v any) string { return fmt.Sprintf("%T", v) }),
				litexa.Object("dice", &dice{6}),
				litexa.Store(new(runtime.MemoryStore)), litexa.Console(log),
				litexa.Logger(slog.New(slog.DiscardHandler)),
				litexa.Build(func(b *ask.SkillBuilder) {
					b.AddErrorHandlerFunc(ask.AnyError, func(_ context.Context, in *ask.HandlerInput, err error) (*alexa.Response, error) {
						return in.ResponseBuilder.SpeakPlainText("").Speak(strings.ReplaceAll(err.Error(), "&", "and")).Response(), nil
					})
				}))
			if err != nil {
				t.Fatal(err)
			}
			defer program.Close()
			skill, err := program.Skill(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got := said(t, skill, launch)
			if got != test.want && (test.want == "" || !strings.Contains(got, test.want)) {
				t.Errorf("said %q, want %q", got, test.want)
			}
			if strings.Contains(got, "panic") && said(t, skill, launch) != got {
				t.Error("after a panic the engine is not what it was")
			}
		})
	}
}

// TestRegistration: what cannot be registered is an error of Load.
func TestRegistration(t *testing.T) {
	good := func() int { return 1 }
	for _, test := range []struct {
		option litexa.Option
		want   string
	}{
		{litexa.Func("not a name", good), `"not a name" cannot be the name`},
		{litexa.Func("context", good), "the name context is taken"},
		{litexa.Func("f", 5), "f is not a function"},
		{litexa.Func("f", nil), "f is not a function"},
		{litexa.Func("f", func(chan int) {}), "parameter 1 of f is of type chan int"},
		{litexa.Func("f", func() (int, string) { return 0, "" }), "f has 2 results"},
		{litexa.Func("f", func() func() { return nil }), "the result of f is of type func()"},
		{litexa.Object("o", 5), "o has no exported methods"},
		{litexa.Object("o", nil), "o has no exported methods"},
	} {
		_, err := litexa.LoadFS(t.Context(), files("launch\n  say \"x\"\n"), test.option)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("the error is %v, want it to have %q", err, test.want)
		}
	}
	_, err := litexa.LoadFS(t.Context(), files("launch\n  say \"x\"\n"), litexa.Func("f", good), litexa.Func("f", good))
	if err == nil || !strings.Contains(err.Error(), "the name f is taken") {
		t.Errorf("a function registered twice: %v", err)
	}
}

// TestLoad: problems of a project are diagnostics; settings are those of the
// target.
func TestLoad(t *testing.T) {
	_, err := litexa.LoadFS(t.Context(), files("launch\n  say \"{missing()}\"\n"))
	var found *diag.Errors
	if !errors.As(err, &found) || found.List[0].File != "litexa/main.litexa" {
		t.Errorf("an unknown function: %v", err)
	}
	if _, err := litexa.Load(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder without a project is loaded")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files("launch\n  say \"{DEPLOY.x} <sfx a.mp3>\"\n", "litexa/assets/a.mp3", "x", "litexa/languages/de/main.litexa", "launch\n  say \"hallo\"\n")); err != nil {
		t.Fatal(err)
	}
	program, err := litexa.Load(t.Context(), dir, litexa.Target("other"))
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	if program.Name() != "sample" || program.Warnings().HasErrors() {
		t.Errorf("the program is %s with %v", program.Name(), program.Warnings())
	}
	skill, err := program.Skill(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := said(t, skill, launch); got != "5 <audio src='https://a.b/c/default/a.mp3'/>" {
		t.Errorf("said %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, ".litexa", "store")); err != nil {
		t.Errorf("there is no store: %v", err)
	}
	models, err := program.Models(t.Context())
	if err != nil || len(models) != 2 || !json.Valid(models["de-DE"]) || !json.Valid(models["en-US"]) {
		t.Errorf("the models are %v, %v", models, err)
	}
}

// TestStores: the config and options say where data are kept.
func TestStores(t *testing.T) {
	const count = "launch\n  if @n\n    @n = @n + 1\n  else\n    @n = 1\n  say \"{@n}\"\n"
	config := func(persistence string) []string {
		return []string{"litexa.config.json", `{"name":"sample","deployments":{"development":{}},"persistence":"` + persistence + `"}`}
	}
	adapter := memory.New()
	for _, test := range []struct {
		persistence, want string
		option            []litexa.Option
	}{
		{"memory", "2", nil}, {"file", "2", nil}, {"session", "1", nil},
		{"dynamodb", "2", []litexa.Option{litexa.Adapter(adapter)}},
		{"file", "1", []litexa.Option{litexa.Store(nil)}},
	} {
		program, err := litexa.LoadFS(t.Context(), files(count, config(test.persistence)...))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for range 2 { // skills of one program share its store
			skill, err := program.Skill(t.Context(), test.option...)
			if err != nil {
				t.Fatal(err)
			}
			got = said(t, skill, launch)
		}
		if got != test.want {
			t.Errorf("%s: the second request says %q, want %q", test.persistence, got, test.want)
		}
		if err := program.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, test := range []struct{ persistence, lambda, want string }{
		{"dynamodb", "", "ask/persistence/dynamodb"}, {"file", "function", "litexa.Adapter"},
	} {
		t.Setenv("AWS_LAMBDA_FUNCTION_NAME", test.lambda)
		program, err := litexa.LoadFS(t.Context(), files(count, config(test.persistence)...))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := program.Skill(t.Context()); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want it to have %q", test.persistence, err, test.want)
		}
		program.Close()
	}
}

// TestRun: a program hosts its skill.
func TestRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "event.json")
	if err := os.WriteFile(file, launch, 0o600); err != nil {
		t.Fatal(err)
	}
	fsys := files("launch\n  say \"hello\"\n")
	if code := litexa.Run(t.Context(), []string{"invoke", file}, litexa.Files(fsys), litexa.Store(nil)); code != 0 {
		t.Errorf("the exit code is %d", code)
	}
	if code := litexa.Run(t.Context(), nil, litexa.Files(fsys), litexa.Store(nil)); code != 2 {
		t.Errorf("without a command the exit code is %d", code)
	}
	for _, option := range []litexa.Option{litexa.Files(files("launch\n  -> nowhere\n")), litexa.Dir(t.TempDir()), litexa.Func("", nil)} {
		if code := litexa.Run(t.Context(), nil, option); code != 1 {
			t.Errorf("for a broken project the exit code is %d", code)
		}
	}
}

func ExampleLoad() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, files("launch\n  say \"Twice 21 is {twice(21)}.\"\n")); err != nil {
		panic(err)
	}
	program, err := litexa.Load(ctx, dir, litexa.Func("twice", func(n int) int { return 2 * n }))
	if err != nil {
		panic(err)
	}
	defer program.Close()
	skill, err := program.Runtime(ctx, litexa.Store(nil))
	if err != nil {
		panic(err)
	}
	result, err := skill.Handle(ctx, json.RawMessage(`{"request":{"type":"LaunchRequest"}}`))
	if err != nil {
		panic(err)
	}
	var envelope struct {
		Response struct{ OutputSpeech struct{ SSML string } }
	}
	if err := json.Unmarshal(result.Response, &envelope); err != nil {
		panic(err)
	}
	fmt.Println(envelope.Response.OutputSpeech.SSML)
	// Output: <speak>Twice 21 is 42.</speak>
}
