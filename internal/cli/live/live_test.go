package live

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project"
)

const sample = `
-- litexa.config.json --
{"name": "tea-house", "interactionModel": "models/fragment.json"}
-- models/fragment.json --
{}
-- litexa/main.litexa --
launch
  @visits = @visits + 1
  say "One."
  when Fail
    or "fail"
    fail()
-- litexa/code.js --
function fail() { throw new Error("broken cup") }
-- litexa/assets/leaf.txt --
leaf
-- litexa/assets/cup.txt --
cup
-- litexa/languages/de/assets/leaf.txt --
Blatt
`

// open opens the skill of a project, and returns what it prints.
func open(t *testing.T, dir string, change func(*Options)) (*Skill, *clitest.Output, error) {
	t.Helper()
	streams, _, _ := iostreams.Test("")
	messages := clitest.NewOutput()
	streams.Err = messages
	opts := Options{
		Env:    Shared(&command.Env{Streams: streams, Dir: dir, Region: "en-US"}),
		Target: project.DefaultTarget, Store: "memory",
	}
	if change != nil {
		change(&opts)
	}
	s, err := Open(t.Context(), opts)
	if s != nil {
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	return s, messages, err
}

func mustOpen(t *testing.T, dir string, change func(*Options)) (*Skill, *clitest.Output) {
	t.Helper()
	s, messages, err := open(t, dir, change)
	if err != nil {
		t.Fatalf("%v\n%s", err, messages)
	}
	return s, messages
}

// request returns a request of a user.
func request(r alexa.Request) *alexa.RequestEnvelope {
	h := r.Header()
	h.RequestID, h.Locale, h.Timestamp = "r", "en-US", "2026-01-02T03:04:05Z"
	app, user := alexa.Application{ApplicationID: "a"}, alexa.User{UserID: "u"}
	return &alexa.RequestEnvelope{
		Version: "1.0", Request: r,
		Session: &alexa.Session{New: true, SessionID: "s", Application: app, User: &user},
		Context: alexa.Context{System: alexa.System{Application: app, User: user, Device: &alexa.Device{DeviceID: "d"}}},
	}
}

// speech returns what the skill says when it is opened.
func speech(t *testing.T, s *Skill) string {
	t.Helper()
	response, err := s.Invoke(t.Context(), request(&alexa.LaunchRequest{}))
	if err != nil {
		t.Fatal(err)
	}
	return response.Response.OutputSpeech.(*alexa.SSMLOutputSpeech).SSML
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSkill(t *testing.T) {
	dir := clitest.Project(t, sample)
	s, _ := mustOpen(t, filepath.Join(dir, "litexa"), nil)
	envelope := request(&alexa.LaunchRequest{})
	if got, err := s.Variables(t.Context(), envelope); got != nil || err != nil {
		t.Errorf("before the first request: %v, %v", got, err)
	}
	write(t, dir, "litexa/main.litexa", "never read")
	if got := speech(t, s); got != "<speak>One.</speak>" {
		t.Errorf("got %s", got)
	}
	if got, err := s.Variables(t.Context(), envelope); len(got) != 1 || got["visits"] != nil && err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	_, err := s.Invoke(t.Context(), request(&alexa.IntentRequest{Intent: alexa.Intent{Name: "Fail"}}))
	if err == nil || !strings.Contains(err.Error(), "broken cup") {
		t.Errorf("got error %v", err)
	}
	response, err := s.InvokeJSON(t.Context(), []byte(`{"version": "1.0", "session": {"new": true, "sessionId": "s", "application": {"applicationId": "a"}, "user": {"userId": "u"}},
		"context": {"System": {"application": {"applicationId": "a"}, "user": {"userId": "u"}, "device": {"deviceId": "d"}}},
		"request": {"type": "IntentRequest", "requestId": "r", "timestamp": "2026-01-02T03:04:05Z", "locale": "en-US", "intent": {"name": "Fail"}}}`))
	if err != nil || !strings.Contains(string(response), "Sorry") {
		t.Errorf("got %s, %v", response, err)
	}

	v := s.Current()
	if diff := cmp.Diff([]string{"default", "de"}, v.Languages); diff != "" {
		t.Error(diff)
	}
	if v.Models != nil {
		t.Error("models that nobody asked for")
	}
	if s.Stored() != "memory" || s.Root() != dir {
		t.Errorf("got %s in %s", s.Stored(), s.Root())
	}
	var found []string
	for _, name := range []string{"de/leaf.txt", "de/cup.txt", "default/leaf.txt", "de/none.txt", "fr/leaf.txt", "de/../../main.litexa"} {
		language, asset, _ := strings.Cut(name, "/")
		rel := strings.TrimPrefix(v.Assets.Find(language, asset), dir)
		found = append(found, filepath.ToSlash(rel))
	}
	want := []string{"/litexa/languages/de/assets/leaf.txt", "/litexa/assets/cup.txt", "/litexa/assets/leaf.txt", "", "", ""}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"cup.txt", "leaf.txt"}, v.Assets.Names("default")); diff != "" {
		t.Error(diff)
	}
}

func TestClosed(t *testing.T) {
	s, _ := mustOpen(t, clitest.Project(t, sample), nil)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.InvokeJSON(t.Context(), nil); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Invoke(t.Context(), request(&alexa.LaunchRequest{})); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Variables(t.Context(), request(&alexa.LaunchRequest{})); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	for name, test := range map[string]struct {
		files  string
		change func(*Options)
		want   string // of the error and the messages
	}{
		"no project":     {files: "-- x --\n", want: "no Litexa config file"},
		"wrong code":     {files: "-- litexa.config.json --\n{\"name\": \"tea-house\"}\n-- litexa/main.litexa --\nlaunch\n  -> nowhere\n", want: "main.litexa:2:"},
		"throwing code":  {files: sample + "-- litexa/more.js --\nthrow new Error('no tea')\n", want: "no tea"},
		"no such store":  {files: sample, change: func(o *Options) { o.Store = "floppy" }, want: "option --store"},
		"no such folder": {files: sample, change: func(o *Options) { o.Dir = "nowhere" }, want: "nowhere"},
		"no such locale": {files: sample, change: func(o *Options) { o.Models = true; o.Env.Region = "xx" }, want: "xx"},
	} {
		t.Run(name, func(t *testing.T) {
			_, messages, err := open(t, clitest.Project(t, test.files), test.change)
			if err == nil || !strings.Contains(err.Error()+messages.String(), test.want) {
				t.Errorf("got error %v and\n%s", err, messages)
			}
		})
	}
}

func TestModels(t *testing.T) {
	const skill = "-- skill.json --\n" + `{"manifest": {"manifestVersion": "1.0", "publishingInformation": {"isAvailableWorldwide": true, "distributionCountries": [], "category": "NOVELTY", "testingInstructions": "t", "locales": {
		"en-US": {"name": "Tea House", "invocation": "the tea house", "smallIconUri": "https://example.com/s.png", "largeIconUri": "https://example.com/l.png", "summary": "s", "description": "d", "examplePhrases": ["Alexa, open the tea house"], "keywords": ["tea"]},
		"de-DE": {"name": "Teehaus", "invocation": "teehaus", "smallIconUri": "https://example.com/s.png", "largeIconUri": "https://example.com/l.png", "summary": "s", "description": "d", "examplePhrases": ["Alexa, öffne Teehaus"], "keywords": ["Tee"]}}}}}` + "\n"
	for name, test := range map[string]struct {
		files    string
		want     map[string]string
		messages string
	}{
		"no manifest":     {sample, map[string]string{"en-GB": "tea house"}, ""},
		"manifest":        {sample + skill + "-- litexa/languages/de/main.litexa --\nlaunch\n  say \"Eins.\"\n", map[string]string{"en-US": "the tea house", "de-DE": "teehaus", "en-GB": "tea house"}, ""},
		"broken manifest": {sample + "-- skill.json --\n{\"manifest\": 1}\n", map[string]string{"en-GB": "tea house"}, `so that the skill is called "tea house" here`},
	} {
		t.Run(name, func(t *testing.T) {
			s, messages := mustOpen(t, clitest.Project(t, test.files), func(o *Options) { o.Models = true; o.Env.Region = "en-GB" })
			got := map[string]string{}
			for locale, m := range s.Current().Models {
				got[locale] = m.LanguageModel.InvocationName
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(messages.String(), test.messages) || test.messages == "" && strings.Contains(messages.String(), "called") {
				t.Errorf("got %s", messages)
			}
		})
	}
}

func TestStore(t *testing.T) {
	for name, test := range map[string]struct {
		config, option, want string
		makes                bool
	}{
		"default":   {`{"name": "tea-house"}`, "", "sqlite:.litexa/store.db", true},
		"elsewhere": {`{"name": "tea-house", "persistence": "dynamodb"}`, "", "sqlite:.litexa/store.db", true},
		"config":    {`{"name": "tea-house", "persistence": "file"}`, "", "file:.litexa/store", true},
		"memory":    {`{"name": "tea-house", "persistence": "memory"}`, "", "memory", false},
		"session":   {`{"name": "tea-house", "useSessionAttributesForPersistentStore": true}`, "", "session", false},
		"option":    {`{"name": "tea-house", "persistence": "file"}`, "sqlite:here.db", "sqlite:here.db", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := clitest.Project(t, "-- litexa.config.json --\n"+test.config+"\n-- litexa/main.litexa --\nlaunch\n  @x = 1\n  say \"One.\"\n")
			for range 2 { // The second time the folder is there.
				s, _ := mustOpen(t, dir, func(o *Options) { o.Store = test.option })
				if got := filepath.ToSlash(s.Stored()); got != test.want {
					t.Errorf("got %s, want %s", got, test.want)
				}
				speech(t, s)
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
			if got := clitest.Read(t, dir, ".litexa/.gitignore"); (got == "*\n") != test.makes {
				t.Errorf("Git ignores %q", got)
			}
		})
	}
}

// Changes of all kinds, one after the other.
func TestFollow(t *testing.T) {
	dir := clitest.Project(t, sample)
	s, messages := mustOpen(t, dir, nil)
	// Between reading the files and following them, too.
	write(t, dir, "litexa/main.litexa", "launch\n  say \"Early.\"\n")
	err := s.Follow(t.Context(), func(text string) { messages.Write([]byte(text)) }, func(ctx context.Context) error {
		messages.Wait(t, "reloaded", 1)
		if got := speech(t, s); got != "<speak>Early.</speak>" {
			t.Errorf("got %s", got)
		}
		write(t, dir, "litexa/main.litexa", "launch\n  say \"Two.\"\n")
		messages.Wait(t, "reloaded", 2)
		if got := speech(t, s); got != "<speak>Two.</speak>" {
			t.Errorf("got %s", got)
		}

		write(t, dir, "litexa/main.litexa", "launch\n  -> nowhere\n")
		messages.Wait(t, "as it was before these errors", 1)
		write(t, dir, "litexa.config.json", "{")
		messages.Wait(t, "as it was before these errors", 2)
		if got := speech(t, s); got != "<speak>Two.</speak>" {
			t.Errorf("with errors: got %s", got)
		}

		write(t, dir, "litexa.config.json", `{"name": "tea-house"}`)
		messages.Wait(t, "as it was before these errors", 3)
		if err := os.MkdirAll(filepath.Join(dir, "litexa/languages/en"), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, dir, "litexa/main.litexa", "launch\n  say \"Three.\"\n")
		messages.Wait(t, "reloaded", 3)
		write(t, dir, "litexa/languages/en/main.litexa", "launch\n  say \"Four.\"\n")
		messages.Wait(t, "reloaded", 4)
		if got := speech(t, s); got != "<speak>Four.</speak>" {
			t.Errorf("got %s", got)
		}

		write(t, dir, "litexa/throw.js", "throw new Error('spilt')")
		if got := messages.Wait(t, "as it was before this error", 1); !strings.Contains(got, "spilt") {
			t.Errorf("got\n%s", got)
		}
		return errors.New("the end")
	})
	if err == nil || err.Error() != "the end" {
		t.Errorf("got %v", err)
	}
	if !strings.Contains(messages.String(), "litexa/main.litexa:2:") {
		t.Errorf("no place of the error in\n%s", messages)
	}
}

func TestMatters(t *testing.T) {
	dir := clitest.Project(t, sample)
	s, _ := mustOpen(t, dir, nil)
	w := &watch{Skill: s}
	for name, want := range map[string]bool{
		"litexa":                             true,
		"litexa/main.litexa":                 true,
		"litexa/assets/x.png":                true,
		"litexa/.main.litexa.swp":            false,
		"litexa/main.litexa~":                false,
		"litexa/node_modules/x/index.js":     false,
		"litexa.config.json":                 true,
		"skill.ts":                           true,
		"store.db":                           false,
		".litexa/store.db":                   false,
		".deploy/development/artifacts.json": false,
		"data/user.json":                     false,
		"models/fragment.json":               true,
		"../other.json":                      false,
	} {
		event := fsnotify.Event{Name: filepath.Join(dir, filepath.FromSlash(name)), Op: fsnotify.Write}
		if got := w.matters(event); got != want {
			t.Errorf("%s: got %v", name, got)
		}
		event.Op = fsnotify.Chmod
		if w.matters(event) {
			t.Errorf("%s: a change of mode matters", name)
		}
	}
}

// Where changes cannot be noticed, the command goes on without.
func TestUnnoticed(t *testing.T) {
	s, messages := mustOpen(t, clitest.Project(t, sample), nil)
	s.watch, s.watchErr = nil, errors.New("too many watches")
	called := false
	err := s.Follow(t.Context(), func(text string) { messages.Write([]byte(text)) }, func(context.Context) error {
		called = true
		return nil
	})
	if err != nil || !called || !strings.Contains(messages.String(), "changes will go unnoticed: too many watches") {
		t.Errorf("got %v, %v\n%s", err, called, messages)
	}
}

func TestReloadedWithoutDiagnostics(t *testing.T) {
	s, _ := mustOpen(t, clitest.Project(t, sample), nil)
	want := "error: no room\nthe skill goes on as it was before this error\n"
	if got := s.reloaded(diag.List{}, errors.New("no room")); got != want {
		t.Errorf("got %q", got)
	}
}
