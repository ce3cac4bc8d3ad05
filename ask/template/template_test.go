package template_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/ssml"
	"github.com/litexa-go/litexa/ask/template"
)

func TestLocaleNames(t *testing.T) { // A-TPL-02, A-TPL-03
	tests := []struct {
		locale string
		want   []string
	}{
		{"", []string{"t"}},
		{"en-US", []string{"t/en/US", "t/en_US", "t/en", "t_en_US", "t_en", "t"}},
	}
	for _, test := range tests {
		names, err := template.LocaleNames("t", test.locale)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, slices.Collect(names)); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", test.locale, diff)
		}
		for name := range names { // stops when told to
			if name != test.want[0] {
				t.Errorf("got %q", name)
			}
			break
		}
	}
	for _, locale := range []string{"en", "en_US", "EN-US", "en-us", "eng-US", "en-USA", "en-", "-US", "en-US-x", "../..", "é-US"} {
		if _, err := template.LocaleNames("t", locale); !errors.Is(err, template.ErrInvalidLocale) || !strings.Contains(err.Error(), locale) {
			t.Errorf("%q: got %v", locale, err)
		}
	}
}

func files(names ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for _, name := range names {
		m[name] = &fstest.MapFile{Data: []byte("content of " + name)}
	}
	return m
}

func TestFileLoader(t *testing.T) { // A-TPL-04..06
	all := []string{"t/en/US.json", "t/en_US.json", "t/en.json", "t_en_US.json", "t_en.json", "t.json"}
	for i := range all {
		loaded, err := template.NewFileLoader(files(all[i:]...), template.FileOptions{}).Load(t.Context(), "t", "en-US")
		if err != nil || loaded == nil {
			t.Fatalf("%v: got %v, %v", all[i:], loaded, err)
		}
		if want := (template.Template{Name: all[i], Content: "content of " + all[i]}); *loaded != want {
			t.Errorf("got %+v, want %+v", *loaded, want)
		}
	}
	tests := []struct {
		name    string
		files   fstest.MapFS
		options template.FileOptions
		ask     string
		locale  string
		want    string // "" for nothing
	}{
		{"nothing", files("other.json"), template.FileOptions{}, "t", "en-US", ""},
		{"without locale", files("t/en.json", "t.json"), template.FileOptions{}, "t", "", "t.json"},
		{"other locale", files("t/en.json", "t.json"), template.FileOptions{}, "t", "de-DE", "t.json"},
		{"in a directory", files("a/b/t/de.json"), template.FileOptions{}, "a/b/t", "de-DE", "a/b/t/de.json"},
		{"extension of the loader", files("t.tmpl", "t.json"), template.FileOptions{Extension: ".tmpl"}, "t", "", "t.tmpl"},
		{"extension in the name", files("t/de.txt", "t.json"), template.FileOptions{}, "t.txt", "de-DE", "t/de.txt"},
		{"hidden file", files("a/.t.json"), template.FileOptions{}, "a/.t", "", "a/.t.json"},
		{"a directory of that name", files("t/de/DE.json/x", "t.json"), template.FileOptions{}, "t", "de-DE", "t.json"},
		{"own names", files("x/t.json"), template.FileOptions{Enumerator: func(name, _ string) (iter.Seq[string], error) {
			return slices.Values([]string{"y/" + name, "x/" + name}), nil
		}}, "t", "anything", "x/t.json"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			loaded, err := template.NewFileLoader(test.files, test.options).Load(t.Context(), test.ask, test.locale)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if loaded != nil {
				got = loaded.Name
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFileLoaderErrors(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name    string
		ctx     context.Context
		files   fs.FS
		options template.FileOptions
		ask     string
		locale  string
		is      error
		want    string
	}{
		{"locale", t.Context(), files(), template.FileOptions{}, "t", "german", template.ErrInvalidLocale, ""},
		{"context", ended, files(), template.FileOptions{}, "t", "", context.Canceled, ""},
		{"cannot be opened", t.Context(), broken{open: fs.ErrPermission}, template.FileOptions{}, "t", "", fs.ErrPermission,
			"reading the template file t.json: open t.json: permission denied"},
		{"cannot be described", t.Context(), broken{stat: fs.ErrInvalid}, template.FileOptions{}, "t", "", fs.ErrInvalid, ""},
		{"cannot be read", t.Context(), broken{read: fs.ErrClosed}, template.FileOptions{}, "t", "", fs.ErrClosed, ""},
		{"large", t.Context(), fstest.MapFS{"t.json": {Data: make([]byte, 1<<20+1)}}, template.FileOptions{}, "t", "", template.ErrTooLarge,
			"reading the template file t.json: too large: more than 1024 KiB"},
		{"not UTF-8", t.Context(), fstest.MapFS{"t.json": {Data: []byte("\xff")}}, template.FileOptions{}, "t", "", nil,
			"reading the template file t.json: the file is not UTF-8"},
		{"enumerator", t.Context(), files(), template.FileOptions{Enumerator: func(string, string) (iter.Seq[string], error) {
			return slices.Values([]string{"../secret"}), nil
		}}, "t", "", template.ErrInvalidName, `invalid template name "../secret.json" from the enumerator`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			loaded, err := template.NewFileLoader(test.files, test.options).Load(test.ctx, test.ask, test.locale)
			if err == nil || loaded != nil {
				t.Fatalf("got %v, %v", loaded, err)
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("got %v, want %v", err, test.is)
			}
			if test.want != "" && err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
	for _, name := range []string{"..", ".", "../t", "/etc/passwd", "a/../../t", "a//b", `a\b`, "c:t", "t\x00", "t/", strings.Repeat("x", 513)} {
		if _, err := template.NewFileLoader(files(), template.FileOptions{}).Load(t.Context(), name, ""); !errors.Is(err, template.ErrInvalidName) {
			t.Errorf("%q: got %v", name, err)
		}
	}
}

// broken is a file system with a file t.json that fails.
type broken struct{ open, stat, read error }

func (b broken) Open(name string) (fs.File, error) {
	if b.open != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: b.open}
	}
	f, err := files("t.json").Open(name)
	return brokenFile{f, b}, err
}

type brokenFile struct {
	fs.File
	broken
}

func (f brokenFile) Stat() (fs.FileInfo, error) {
	if f.stat != nil {
		return nil, f.stat
	}
	return f.File.Stat()
}

func (f brokenFile) Read(p []byte) (int, error) { return 0, f.read }

func TestFileLoaderOnDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("in/t.x", "\uFEFFhello")
	write("in/t/de.x", "hallo")
	write("in/u.x/x", "") // u.x is a directory
	write("out.x", "secret")
	if err := os.Symlink("../out.x", filepath.Join(dir, "in", "link.x")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "in"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	l := template.NewFileLoader(root.FS(), template.FileOptions{Extension: ".x"})
	for _, test := range []struct{ name, locale, want string }{{"t", "en-US", "hello"}, {"t", "de-DE", "hallo"}} {
		if loaded, err := l.Load(t.Context(), test.name, test.locale); err != nil || loaded == nil || loaded.Content != test.want {
			t.Errorf("got %v, %v", loaded, err)
		}
	}
	// The enumerator asks for files inside what is a file.
	nested := template.NewFileLoader(os.DirFS(filepath.Join(dir, "in")), template.FileOptions{
		Enumerator: func(name, _ string) (iter.Seq[string], error) { return slices.Values([]string{"t.x/de", name}), nil },
		Extension:  ".x",
	})
	if loaded, err := nested.Load(t.Context(), "t", ""); err != nil || loaded == nil || loaded.Content != "hello" {
		t.Errorf("got %v, %v", loaded, err)
	}
	if loaded, err := l.Load(t.Context(), "u", ""); err != nil || loaded != nil {
		t.Errorf("a directory: got %v, %v", loaded, err)
	}
	if loaded, err := l.Load(t.Context(), "link", ""); err == nil {
		t.Errorf("a link led out of the root: got %v", loaded)
	}
}

func TestFileLoaderCache(t *testing.T) { // A-TPL-07, A-TPL-08
	now := time.Now()
	files := fstest.MapFS{"t.json": {Data: []byte("old")}}
	content := func(l *template.FileLoader) string {
		t.Helper()
		loaded, err := l.Load(t.Context(), "t", "")
		if err != nil || loaded == nil {
			t.Fatalf("got %v, %v", loaded, err)
		}
		return loaded.Content
	}
	cached := template.NewFileLoader(files, template.FileOptions{CacheTTL: time.Minute, Now: func() time.Time { return now }})
	fresh := template.NewFileLoader(files, template.FileOptions{NoCache: true})
	small := template.NewFileLoader(files, template.FileOptions{CacheBytes: 3})
	for _, l := range []*template.FileLoader{cached, fresh, small} {
		if got := content(l); got != "old" {
			t.Errorf("got %q", got)
		}
	}
	files["t.json"] = &fstest.MapFile{Data: []byte("new")}
	if got := content(cached); got != "old" {
		t.Errorf("from the cache: got %q", got)
	}
	for _, l := range []*template.FileLoader{fresh, small} {
		if got := content(l); got != "new" {
			t.Errorf("got %q", got)
		}
	}
	now = now.Add(time.Minute)
	if got := content(cached); got != "new" {
		t.Errorf("after its time: got %q", got)
	}
}

// texts is a loader of templates by name.
type texts map[string]string

func (l texts) Load(_ context.Context, name, _ string) (*template.Template, error) {
	content, ok := l[name]
	if !ok {
		return nil, nil
	}
	return &template.Template{Name: name + ".txt", Content: content}, nil
}

func render(t *testing.T, content string, data any) (string, error) {
	t.Helper()
	response, err := template.NewFactory(template.NewTextRenderer(template.TextOptions{}), texts{"t": content}).
		Render(t.Context(), "en-US", "t", data)
	if err != nil {
		return "", err
	}
	encoded, err := json.Marshal(response)
	return string(encoded), err
}

func TestRender(t *testing.T) { // A-TPL-10
	type user struct {
		Name   string
		Points int
		Done   bool
		Card   alexa.Card
		Tags   []string
		Sound  ssml.Fragment
	}
	data := user{`Tom & "Jerry" \ <b>` + "\n", 3, true, &alexa.SimpleCard{Title: `A "card"`}, []string{"x", `"y`}, ssml.Mark("m")}
	tests := []struct {
		name, content string
		want          string
	}{
		{"constant", `{"shouldEndSession": true}`, `{"shouldEndSession":true}`},
		{"white space around", "\n {}\n", `{}`},
		{
			"speech", `{"outputSpeech": {"type": "SSML", "ssml": "<speak>Hi {{.Name | ssml}}, {{.Points}}{{.Sound}}{{ssml .Sound}}.</speak>"}}`,
			`{"outputSpeech":{"type":"SSML","ssml":"<speak>Hi Tom &amp; &quot;Jerry&quot; \\ &lt;b&gt;\n, 3<mark name=\"m\"/><mark name=\"m\"/>.</speak>"}}`,
		},
		{
			"text", `{"outputSpeech": {"type": "PlainText", "text": "Hi {{.Name}}."}}`,
			`{"outputSpeech":{"type":"PlainText","text":"Hi Tom & \"Jerry\" \\ <b>\n."}}`,
		},
		{
			"outside strings", `{"shouldEndSession": {{.Done}}{{if .Card}}, "card": {{json .Card}}{{else}}{{.Nothing}}{{end}}}`,
			`{"card":{"type":"Simple","title":"A \"card\""},"shouldEndSession":true}`,
		},
		{
			"in branches and definitions",
			`{{define "tag"}}<{{.}}>{{end}}{"outputSpeech": {"type": "PlainText", "text": "{{range $i, $t := .Tags}}{{$i}}{{template "tag" $t}}{{end}}` +
				`{{with .Name}}{{$x := .}}{{printf "%.3s" $x}}{{end}}"}}`,
			`{"outputSpeech":{"type":"PlainText","text":"0<x>1<\"y>Tom"}}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := render(t, test.content, data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(canonical(t, test.want), canonical(t, got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func canonical(t *testing.T, s string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return v
}

func TestRenderErrors(t *testing.T) { // A-TPL-10
	tests := []struct {
		name, content string
		data          any
		want          string
	}{
		{"syntax", "{\n  {{if}}\n}", nil, `rendering: template: t.txt:2: missing value for if`},
		{"function", `{{nope}}`, nil, `rendering: template: t.txt:1: function "nope" not defined`},
		{"missing key", `{"a": "{{.Name}}"}`, map[string]any{}, `rendering: template: t.txt:1:9: executing "t.txt" at <.Name>: map has no entry for key "Name"`},
		{"nil", `{"a": "{{.Name}}"}`, map[string]any{"Name": nil}, `rendering: template: t.txt:1:9: executing "t.txt" at <_write>: error calling _write: the value is nil; ask for it with {{if}} or {{with}} first`},
		{"not JSON", "{\n  \"a\": x\n}", nil, `rendering: t.txt does not write a response in JSON at line 2, column 8 of its output: invalid character 'x' looking for beginning of value`},
		{"empty", "", nil, `rendering: t.txt does not write a response in JSON: unexpected end of JSON input`},
		{"list", " []", nil, `rendering: t.txt does not write a response in JSON at line 1, column 2 of its output: it is not an object`},
		{"more", "{}{}", nil, `rendering: t.txt does not write a response in JSON at line 1, column 3 of its output: invalid character '{' after top-level value`},
		{"mistyped", `{"outputSpech": {}}`, nil, `rendering: t.txt does not write a response in JSON: a response has no member "outputSpech" (did you mean "outputSpeech"?)`},
		{"large", `{{range 2000000}}x{{end}}`, nil, `rendering: template: t.txt:1:17: executing "t.txt" at <range>: `},
		{"JSON in vain", `{{json .}}`, map[string]any{"f": func() {}}, `rendering: template: t.txt:1:2: executing "t.txt" at <json .>: error calling json: json: unsupported type: func()`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := render(t, test.content, test.data)
			var typed *template.Error
			if !errors.As(err, &typed) || typed.Template != "t" || typed.Locale != "en-US" {
				t.Fatalf("got %#v", err)
			}
			if test.name == "large" {
				if !errors.Is(err, template.ErrTooLarge) {
					t.Errorf("got %v", err)
				}
				return
			}
			if want := `template "t" (locale en-US): ` + test.want; err.Error() != want && !strings.HasPrefix(err.Error(), want+":") {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
	// The types of the members are checked, too, and the output is at hand.
	_, err := render(t, `{"shouldEndSession": "{{.}}"}`, "no")
	var output *template.OutputError
	if !errors.As(err, &output) || output.Output != `{"shouldEndSession": "no"}` || output.Unwrap() == nil {
		t.Errorf("got %#v", err)
	}
	if strings.Contains(err.Error(), `"no"`) {
		t.Errorf("the message has data in it: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = template.NewFactory(template.NewTextRenderer(template.TextOptions{}), texts{"t": "{}"}).Render(ended, "", "t", nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestTextRendererOptions(t *testing.T) {
	calls := 0
	for _, noCache := range []bool{false, true} {
		r := template.NewTextRenderer(template.TextOptions{
			Funcs:   map[string]any{"called": func() int { calls++; return calls }},
			NoCache: noCache,
		})
		for _, content := range []string{`{"a": {{called}}}`, `{"a": {{called}}}`, `{"b": {{called}}}`} {
			response, err := r.Render(t.Context(), &template.Template{Name: "same", Content: content}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := response.Extra[content[2:3]]; string(got) != string(rune('0'+calls)) {
				t.Errorf("%s: got %s after %d calls", content, got, calls)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("took a function that is none")
		}
	}()
	template.NewTextRenderer(template.TextOptions{Funcs: map[string]any{"x": 1}})
}

// loaderFunc is a loader for one test.
type loaderFunc func(name, locale string) (*template.Template, error)

func (f loaderFunc) Load(_ context.Context, name, locale string) (*template.Template, error) {
	return f(name, locale)
}

func TestFactory(t *testing.T) { // A-TPL-09
	renderer := template.NewTextRenderer(template.TextOptions{})
	failing := loaderFunc(func(string, string) (*template.Template, error) { return nil, fs.ErrPermission })
	mark := func(s string) template.Loader { return texts{"t": `{"from": "` + s + `"}`} }
	tests := []struct {
		name    string
		factory *template.Factory
		ask     string
		want    string // which loader
		is      error
		err     string
	}{
		{"first", template.NewFactory(renderer, mark("a"), mark("b")), "t", "a", nil, ""},
		{"second", template.NewFactory(renderer, texts{}, mark("b"), failing), "t", "b", nil, ""},
		{"error ends the search", template.NewFactory(renderer, texts{}, failing, mark("b")), "t", "", fs.ErrPermission,
			`template "t" (no locale): loading: permission denied`},
		{"none found", template.NewFactory(renderer, texts{}, texts{}), "t", "", template.ErrNotFound,
			`template "t" (no locale): no loader has the template (2 loaders asked)`},
		{"no loader", template.NewFactory(renderer), "t", "", template.ErrNotFound, ""},
		{"no renderer", template.NewFactory(nil, mark("a")), "t", "", nil, `template "t" (no locale): the factory has no renderer`},
		{"no name", template.NewFactory(renderer, mark("a")), "", "", template.ErrInvalidName, `template "" (no locale): invalid template name: it is empty`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response, err := test.factory.Render(t.Context(), "", test.ask, nil)
			if test.want != "" {
				if err != nil || string(response.Extra["from"]) != `"`+test.want+`"` {
					t.Errorf("got %v, %v", response, err)
				}
				return
			}
			if err == nil || test.is != nil && !errors.Is(err, test.is) || test.err != "" && err.Error() != test.err {
				t.Errorf("got %v, want %v %s", err, test.is, test.err)
			}
		})
	}
}

func TestFactoryConcurrent(t *testing.T) {
	factory := template.NewFactory(template.NewTextRenderer(template.TextOptions{}), template.NewFileLoader(fstest.MapFS{
		"t.json":    {Data: []byte(`{"from": "{{.}}"}`)},
		"t/de.json": {Data: []byte(`{"from": "de {{.}}"}`)},
	}, template.FileOptions{}))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				for locale, want := range map[string]string{"en-US": `"x"`, "de-DE": `"de x"`} {
					response, err := factory.Render(t.Context(), locale, "t", "x")
					if err != nil || string(response.Extra["from"]) != want {
						t.Errorf("got %v, %v", response, err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

// FuzzData checks that data cannot change the structure of a response.
func FuzzData(f *testing.F) {
	for _, s := range []string{"", `"`, `\`, "\x00\xff", "</speak>", `", "x": "`, "\u2028"} {
		f.Add(s)
	}
	renderer := template.NewTextRenderer(template.TextOptions{})
	t := &template.Template{Name: "t", Content: `{"outputSpeech": {"type": "SSML", "ssml": "<speak>{{. | ssml}}</speak>"},
		"card": {"type": "Simple", "title": {{json .}}, "content": "{{.}}"}}`}
	f.Fuzz(func(tt *testing.T, data string) {
		response, err := renderer.Render(tt.Context(), t, data)
		if err != nil {
			tt.Fatal(err)
		}
		valid := strings.ToValidUTF8(data, "\uFFFD")
		card := response.Card.(*alexa.SimpleCard)
		speech := response.OutputSpeech.(*alexa.SSMLOutputSpeech)
		if speech.SSML != "<speak>"+ssml.Escape(data)+"</speak>" || len(response.Extra) > 0 || len(card.Extra) > 0 || card.Title != card.Content {
			tt.Errorf("%q: got %q, %+v", valid, speech.SSML, card)
		}
	})
}

// FuzzTemplate checks that no template crashes the renderer.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{`{"a": {{json .}}}`, `{{range .}}{{.}}{{end}}`, `{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`, "{{/* */}}", "{{- $x := 1 -}}{{$x = 2}}", `{{block "b" .}}{{break}}{{end}}`} {
		f.Add(s)
	}
	renderer := template.NewTextRenderer(template.TextOptions{NoCache: true})
	f.Fuzz(func(t *testing.T, content string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if response, err := renderer.Render(ctx, &template.Template{Name: "t", Content: content}, map[string]any{"a": []int{1}}); (response == nil) == (err == nil) {
			t.Errorf("got %v, %v", response, err)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	factory := template.NewFactory(template.NewTextRenderer(template.TextOptions{}), template.NewFileLoader(fstest.MapFS{
		"t/en.json": {Data: []byte(`{"outputSpeech": {"type": "SSML", "ssml": "<speak>Hello {{. | ssml}}.</speak>"}, "shouldEndSession": true}`)},
	}, template.FileOptions{}))
	for b.Loop() {
		if _, err := factory.Render(b.Context(), "en-US", "t", "Tom & Jerry"); err != nil {
			b.Fatal(err)
		}
	}
}
