package runtime_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/internal/testenv"
	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/runtime"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// image compiles files by name: "main.litexa", "code.js", "data.json" of the
// default language, "de/main.litexa" of another.
func image(t testing.TB, files map[string]string) *compile.Image {
	t.Helper()
	in := program.Input{Languages: []string{program.Default}, Localization: program.Localization{}}
	code := map[string]compile.Code{}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		language, file := path.Split(name)
		language = strings.TrimSuffix(language, "/")
		if language == "" {
			language = program.Default
		} else if !slices.Contains(in.Languages, language) {
			in.Languages = append(in.Languages, language)
		}
		c := code[language]
		switch path.Ext(file) {
		case ".litexa":
			in.Sources = append(in.Sources, program.Source{Language: language, Name: file, Path: "litexa/" + name, Text: files[name]})
		case ".json":
			c.JSON = map[string]json.RawMessage{file: json.RawMessage(files[name])}
		default:
			c.Files = append(c.Files, compile.File{Name: file, Path: "litexa/" + name, Text: files[name]})
		}
		code[language] = c
	}
	for _, language := range in.Languages[1:] {
		if c := code[language]; c.Files == nil {
			c.Files = code[program.Default].Files
			code[language] = c
		}
	}
	prog, list := program.Build(t.Context(), in)
	if list.HasErrors() {
		t.Fatalf("building the program: %v", list)
	}
	return compile.Compile(prog, compile.Options{Name: "sample", Code: code})
}

// skill returns a skill that keeps its data in memory, unless change says
// otherwise.
func skill(t testing.TB, files map[string]string, change ...func(*runtime.Config)) *runtime.Skill {
	t.Helper()
	s, err := newSkill(t, files, change...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newSkill(t testing.TB, files map[string]string, change ...func(*runtime.Config)) (*runtime.Skill, error) {
	t.Helper()
	config := runtime.Config{Image: image(t, files), AssetsRoot: "test://", Store: new(runtime.MemoryStore)}
	for _, c := range change {
		c(&config)
	}
	s, err := runtime.New(t.Context(), config)
	if err == nil {
		t.Cleanup(func() { s.Close() })
	}
	return s, err
}

// event returns the envelope of a request: "launch", the name of an intent with
// slots as "name=value", or the JSON of a request.
func event(request string) json.RawMessage {
	body := map[string]any{"requestId": "r1", "timestamp": "2026-01-02T03:04:05Z", "locale": "en-US"}
	first, rest, _ := strings.Cut(request, " ")
	switch {
	case strings.HasPrefix(request, "{"):
		if err := json.Unmarshal([]byte(request), &body); err != nil {
			panic(err)
		}
	case request == "launch":
		body["type"] = "LaunchRequest"
	default:
		slots := map[string]any{}
		for _, field := range strings.Fields(rest) {
			name, value, _ := strings.Cut(field, "=")
			slots[name] = map[string]any{"name": name, "value": value}
		}
		body["type"] = "IntentRequest"
		body["intent"] = map[string]any{"name": first, "slots": slots}
	}
	text, err := json.Marshal(map[string]any{
		"version": "1.0",
		"session": map[string]any{"new": request == "launch", "sessionId": "s", "application": map[string]any{"applicationId": "app"}, "user": map[string]any{"userId": "user"}},
		"context": map[string]any{"System": map[string]any{
			"application": map[string]any{"applicationId": "app"},
			"user":        map[string]any{"userId": "user"},
			"device":      map[string]any{"deviceId": "device"},
		}},
		"request": body,
	})
	if err != nil {
		panic(err)
	}
	return text
}

// handle answers a request, which must succeed.
func handle(t testing.TB, s *runtime.Skill, request string) *runtime.Result {
	t.Helper()
	result, err := s.Handle(t.Context(), event(request))
	if err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	return result
}

// response is what tests look at in a response envelope.
type response struct {
	SessionAttributes map[string]any `json:"sessionAttributes"`
	Response          struct {
		ShouldEndSession *bool `json:"shouldEndSession"`
		OutputSpeech     struct {
			SSML string `json:"ssml"`
		} `json:"outputSpeech"`
		Reprompt struct {
			OutputSpeech struct {
				SSML string `json:"ssml"`
			} `json:"outputSpeech"`
		} `json:"reprompt"`
		Directives []map[string]any `json:"directives"`
		Card       map[string]any   `json:"card"`
	} `json:"response"`
	Trace []string `json:"__stateTrace"`
}

// said returns what a response says, without the outer element.
func (r response) said() string {
	return strings.TrimSuffix(strings.TrimPrefix(r.Response.OutputSpeech.SSML, "<speak>"), "</speak>")
}

func decode(t testing.TB, text []byte) response {
	t.Helper()
	var r response
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&r); err != nil {
		t.Fatalf("the response is no JSON: %v: %s", err, text)
	}
	return r
}

// say answers a request and returns what is said.
func say(t testing.TB, s *runtime.Skill, request string) string {
	t.Helper()
	return decode(t, handle(t, s, request).Response).said()
}

// brokenStore fails where it is told to.
type brokenStore struct {
	runtime.Store
	get, put error
}

func (b *brokenStore) Get(ctx context.Context, key string) (json.RawMessage, string, error) {
	if b.get != nil {
		return nil, "", b.get
	}
	return b.Store.Get(ctx, key)
}

func (b *brokenStore) Put(ctx context.Context, key string, record json.RawMessage, version string) error {
	if b.put != nil {
		return b.put
	}
	return b.Store.Put(ctx, key, record, version)
}

// stored returns the record of the device.
func stored(t testing.TB, store runtime.Store) map[string]any {
	t.Helper()
	text, _, err := store.Get(t.Context(), "device")
	if err != nil {
		t.Fatal(err)
	}
	if text == nil {
		return nil
	}
	var record map[string]any
	if err := json.Unmarshal(text, &record); err != nil {
		t.Fatalf("the record is no JSON: %v: %s", err, text)
	}
	return record
}

func decodeJSON(t testing.TB, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}
