package i18n_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/i18n"
	"github.com/litexa-go/litexa/ask/ssml"
)

type messages = map[string]map[string]any

func catalog(t *testing.T, defaultLocale string, m messages) *i18n.Catalog {
	t.Helper()
	c, err := i18n.New(defaultLocale, m)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSpeech(t *testing.T) {
	c := catalog(t, "en-US", messages{"en-US": {
		"plain":  "Hello",
		"named":  "Hello <emphasis>{name}</emphasis> and {{ other }}",
		"list":   []string{"zero {n}", "one {n}", "two {n}"},
		"points": map[string]any{"=0": "none", "one": "{count} point", "other": []any{"{count} points", "points: {count}"}},
		"help":   map[string]any{"main": "Help", "deep": map[string]string{"er": "More"}},
		"flat":   map[string]string{"other": "{count} things"},
	}}).WithRand(func(n int) int { return n - 1 })
	l := c.For("en-US")
	tests := []struct {
		key  string
		args []i18n.Args
		want ssml.Fragment
	}{
		{"plain", nil, "Hello"},
		{"named", []i18n.Args{{"name": "Tom & Jerry", "other": ssml.Mark("x")}}, `Hello <emphasis>Tom &amp; Jerry</emphasis> and <mark name="x"/>`},
		{"named", []i18n.Args{{"name": 1}, {"other": 2.5}}, `Hello <emphasis>1</emphasis> and 2.5`},
		{"list", []i18n.Args{{"n": 7}}, "two 7"},
		{"points", []i18n.Args{{"count": 0}}, "none"},
		{"points", []i18n.Args{{"count": 1}}, "1 point"},
		{"points", []i18n.Args{{"count": int64(2)}}, "points: 2"},
		{"points", []i18n.Args{{"count": json.Number("1")}}, "1 point"},
		{"points", []i18n.Args{{"count": "1.0"}}, "points: 1.0"},
		{"points", []i18n.Args{{"count": 1e30}}, "points: 1e+30"},
		{"help.main", nil, "Help"},
		{"help.deep.er", nil, "More"},
		{"flat", []i18n.Args{{"count": 1}}, "1 things"}, // has no form one
	}
	for _, test := range tests {
		got, err := l.Speech(test.key, test.args...)
		if err != nil || got != test.want {
			t.Errorf("Speech(%q, %v) = %q, %v, want %q", test.key, test.args, got, err, test.want)
		}
	}
	if got, err := l.Text("named", i18n.Args{"name": "Tom & Jerry", "other": "x"}); err != nil || got != "Hello Tom & Jerry and x" {
		t.Errorf("Text gives %q, %v", got, err)
	}
	if !l.Has("plain") || l.Has("nothing") {
		t.Error("Has is wrong")
	}
}

func TestVariationsAreAllPicked(t *testing.T) {
	l := catalog(t, "en", messages{"en": {"list": []string{"a", "b", "c"}}}).For("en")
	seen := map[ssml.Fragment]bool{}
	for range 1000 {
		s, err := l.Speech("list")
		if err != nil {
			t.Fatal(err)
		}
		seen[s] = true
	}
	if len(seen) != 3 { // missing one of three in a thousand throws: (2/3)^1000
		t.Errorf("picked only %v", seen)
	}
}

func TestPluralForms(t *testing.T) {
	forms := map[string]any{"zero": "zero", "one": "one", "two": "two", "few": "few", "many": "many", "other": "other"}
	m := messages{}
	for _, locale := range []string{"en-US", "fr-FR", "ar-SA", "ja-JP", "pl", "de", "hi-IN"} {
		m[locale] = map[string]any{"n": forms}
	}
	c := catalog(t, "en-US", m)
	tests := []struct {
		locale string
		count  any
		want   ssml.Fragment
	}{
		{"en-US", 0, "other"}, {"en-US", 1, "one"}, {"en-US", -1, "one"}, {"en-US", 1.5, "other"}, {"en-US", 2, "other"},
		{"fr-FR", 0, "one"}, {"fr-FR", 1.5, "one"}, {"fr-FR", 2, "other"},
		{"ar-SA", 0, "zero"}, {"ar-SA", 2, "two"}, {"ar-SA", 3, "few"}, {"ar-SA", 11, "many"}, {"ar-SA", 100, "other"},
		{"ja-JP", 1, "other"},
		{"pl", 22, "few"}, {"pl", 12345678901234567, "many"}, {"pl", "0.5", "other"},
		{"de", 1, "one"},
		{"hi-IN", 0, "one"},
	}
	for _, test := range tests {
		got, err := c.For(test.locale).Speech("n", i18n.Args{"count": test.count})
		if err != nil || got != test.want {
			t.Errorf("%s, %v: got %q, %v, want %q", test.locale, test.count, got, err, test.want)
		}
	}
}

func TestFallback(t *testing.T) {
	c := catalog(t, "en-US", messages{
		"en":     {"where": "en", "rest": "en"},
		"en_gb":  {"where": "en-GB"},
		"de-DE":  {"where": "de-DE"},
		"es-419": {"where": "es-419"},
		"es-ES":  {"where": "es-ES", "spain": "es-ES"},
		"fr-CA":  {"where": "fr-CA"},
		"fr-FR":  {"where": "fr-FR"},
	})
	if diff := cmp.Diff([]string{"de-DE", "en", "en-GB", "es-419", "es-ES", "fr-CA", "fr-FR"}, c.Locales()); diff != "" {
		t.Errorf("Locales: (-want +got)\n%s", diff)
	}
	tests := []struct{ locale, key, want string }{
		{"en-GB", "where", "en-GB"},
		{"en-GB", "rest", "en"},
		{"EN_gb", "where", "en-GB"},
		{"en-AU", "where", "en"},
		{"de-AT", "where", "de-DE"}, // another region of the language
		{"de-AT", "rest", "en"},     // the default
		{"es-MX", "where", "es-419"},
		{"es-MX", "spain", "es-ES"},
		{"fr-BE", "where", "fr-CA"},
		{"ja-JP", "where", "en"},
		{"", "where", "en"}, // A-USR-20: events have no locale
		{"nonsense!", "where", "en"},
		{"und", "where", "en"},
	}
	for _, test := range tests {
		if got, err := c.For(test.locale).Speech(test.key); err != nil || string(got) != test.want {
			t.Errorf("%q, %s: got %q, %v, want %q", test.locale, test.key, got, err, test.want)
		}
	}
	for locale, want := range map[string]string{"de-AT": "de-DE", "": "en", "en-GB": "en-GB"} {
		if got := c.For(locale).Locale(); got != want {
			t.Errorf("For(%q).Locale() = %q, want %q", locale, got, want)
		}
	}
}

func TestSpeechErrors(t *testing.T) {
	c := catalog(t, "en-US", messages{
		"en-US": {"welcome": "Hi {name}", "points": map[string]any{"one": "a", "other": "b"}},
		"de-DE": {"hallo": "Hallo"},
	})
	tests := []struct {
		locale, key string
		args        i18n.Args
		want        string
	}{
		{"de-AT", "wellcome", nil, `i18n: no message "wellcome" for locale de-AT (looked in de-DE, en-US); did you mean "welcome"?`},
		{"", "other", nil, `i18n: no message "other" for a request without locale (looked in en-US)`},
		{"de-DE", "welcome", i18n.Args{"nane": 1, "x": 2},
			`i18n: message "welcome" of locale en-US: the argument "name" is missing (did you mean "nane"?); given: nane, x`},
		{"en-US", "points", nil, `i18n: message "points" of locale en-US: the argument "count" is missing; given: `},
		{"en-US", "points", i18n.Args{"count": "many"}, `i18n: message "points" of locale en-US: the argument "count" is not a number`},
		{"en-US", "points", i18n.Args{"count": ""}, `i18n: message "points" of locale en-US: the argument "count" is not a number`},
	}
	for _, test := range tests {
		_, err := c.For(test.locale).Speech(test.key, test.args)
		if err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
	_, err := c.For("de-AT").Speech("wellcome")
	var missing *i18n.MissingError
	if !errors.As(err, &missing) {
		t.Fatalf("got %T", err)
	}
	want := &i18n.MissingError{Key: "wellcome", Locale: "de-AT", Chain: []string{"de-DE", "en-US"}, Suggestion: "welcome"}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	_, err = c.For("").Speech("welcome")
	var broken *i18n.MessageError
	if !errors.As(err, &broken) || broken.Key != "welcome" || broken.Unwrap() == nil {
		t.Errorf("got %#v", err)
	}
}

func TestNewErrors(t *testing.T) {
	deep := map[string]any{"x": "y"}
	for range 20 {
		deep = map[string]any{"g": deep}
	}
	tests := []struct {
		defaultLocale string
		messages      messages
		want          string
	}{
		{"en-US", messages{"english": {}}, `i18n: "english" is not a locale such as "de-DE" or a language such as "de"`},
		{"en-US", messages{"en-US": {}, "en_US": {}}, `i18n: the locale en-US is there twice`},
		{"", messages{"en": {}}, `i18n: the default locale "" is not a locale such as "en-US"`},
		{"ja-JP", messages{"en": {}, "de": {}}, `i18n: there are no messages for the default locale ja-JP; there are some for: de, en`},
		{"en", messages{"en": {"a": 1}}, `i18n: locale en: message "a": it is int; want a string, a list of strings or an object`},
		{"en", messages{"en": {"a": nil}}, `i18n: locale en: message "a": it is <nil>; want a string, a list of strings or an object`},
		{"en", messages{"en": {"a": []any{"x", true}}}, `i18n: locale en: message "a": a list has strings only, not bool`},
		{"en", messages{"en": {"a": []string{}}}, `i18n: locale en: message "a": the list is empty`},
		{"en", messages{"en": {"a": map[string]any{"other": "x", "oen": "y"}}},
			`i18n: locale en: message "a": there is no plural form "oen" (did you mean "one"?)`},
		{"en", messages{"en": {"a": map[string]any{"other": "x", "=many": "y"}}},
			`i18n: locale en: message "a": the plural form "=many" is not = and a whole number`},
		{"en", messages{"en": {"a": map[string]any{"other": 1}}},
			`i18n: locale en: message "a": plural form "other": it is int; want a string, a list of strings or an object`},
		{"en", messages{"en": {"a": map[string]any{"b": "{x"}}},
			`i18n: locale en: message "a.b": { at offset 0 of "{x" is not closed; write &#123; for the character`},
		{"en", messages{"en": {"a": "é{{x}"}}, `i18n: locale en: message "a": {{ at offset 2 of "é{{x}" is not closed; write &#123; for the character`},
		{"en", messages{"en": {"a": "x}"}}, `i18n: locale en: message "a": } at offset 1 of "x}" was not opened; write &#125; for the character`},
		{"en", messages{"en": {"a": "{}"}}, `i18n: locale en: message "a": "" at offset 0 of "{}" is not the name of an argument (letters, digits and _)`},
		{"en", messages{"en": {"a": "{a b}"}}, `i18n: locale en: message "a": "a b" at offset 0 of "{a b}" is not the name of an argument (letters, digits and _)`},
		{"en", messages{"en": {"a.b": "x", "a": map[string]any{"b": "y"}}},
			`i18n: locale en: message "a.b" is there twice, in a group and with a dot in its name`},
		{"en", messages{"en": {"": "x"}}, `i18n: locale en: group "": a message has no name`},
		{"en", messages{"en": deep}, `i18n: locale en: message "` + strings.TrimSuffix(strings.Repeat("g.", 17), ".") + `": more than 16 groups are inside one another`},
	}
	for _, test := range tests {
		_, err := i18n.New(test.defaultLocale, test.messages)
		if err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

func TestLoad(t *testing.T) {
	fsys := fstest.MapFS{
		"en-US.json":     {Data: []byte("\uFEFF" + `{"hi": "Hello {name}", "list": ["a", "a"], "n": {"other": "{count}"}, "g": {"x": "y"}}`)},
		"de.json":        {Data: []byte(`{"hi": "Hallo {name}"}`)},
		"README.md":      {Data: []byte("not messages")},
		"backup.json/x":  {Data: []byte("a directory")},
		"sub/fr-FR.json": {Data: []byte("{")},
	}
	c, err := i18n.Load(fsys, "en-US")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"de", "en-US"}, c.Locales()); diff != "" {
		t.Errorf("Locales: (-want +got)\n%s", diff)
	}
	got, err := c.For("de-DE").Speech("hi", i18n.Args{"name": "Ada"})
	if err != nil || got != "Hallo Ada" {
		t.Errorf("got %q, %v", got, err)
	}
	for _, key := range []string{"list", "g.x"} {
		if _, err := c.For("de-DE").Speech(key); err != nil {
			t.Error(err)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct {
		name string
		fsys fs.FS
		want string
	}{
		{"nothing", fstest.MapFS{"a.txt": {}}, "i18n: there are no messages: no file is named like de-DE.json"},
		{"no directory", broken{}, "i18n: looking for messages: open .: broken"},
		{"unreadable", broken{fstest.MapFS{"en.json": {}}}, "i18n: en.json: open en.json: broken"},
		{"breaks while read", broken{fstest.MapFS{"en.json": {}, "read": {}}}, "i18n: en.json: read: broken"},
		{"name", fstest.MapFS{"english.json": {Data: []byte("{}")}},
			`i18n: english.json: "english" is not a locale such as "de-DE" or a language such as "de"`},
		{"default", fstest.MapFS{"de.json": {Data: []byte("{}")}},
			"i18n: there are no messages for the default locale en; there are some for: de"},
		{"large", fstest.MapFS{"en.json": {Data: make([]byte, 8<<20+1)}}, "i18n: en.json: the file is larger than 8 MiB"},
		{"syntax", json1("{\n  \"a\": \"b\",\n  \"é\": }"), "i18n: en.json: line 3, column 8: invalid character '}' looking for beginning of value"},
		{"cut off", json1(`{"a": {`), "i18n: en.json: line 1, column 7: unexpected end of JSON input"},
		{"empty", json1(``), "i18n: en.json: line 1, column 1: unexpected end of JSON input"},
		{"more", json1(`{} {}`), "i18n: en.json: line 1, column 4: invalid character '{' after top-level value"},
		{"twice", json1("{\"a\": \"x\",\n\"a\": \"y\"}"), `i18n: en.json: line 2, column 3: the name "a" is there twice`},
		{"list", json1(`["a"]`), "i18n: en.json: the file does not hold a JSON object"},
		{"null", json1(`null`), "i18n: en.json: the file does not hold a JSON object"},
		{"broken list", json1(`{"a": ["x", }`), "i18n: en.json: line 1, column 13: invalid character '}' looking for beginning of value"},
		{"broken name", json1(`{1: 2}`), "i18n: en.json: line 1, column 2: invalid character '1' looking for beginning of object key string"},
		{"deep", json1(strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100)), "i18n: en.json: line 1, column 104: too many objects and lists are inside one another"},
		{"message", json1(`{"a": "{"}`), `i18n: en.json: locale en: message "a": { at offset 0 of "{" is not closed; write &#123; for the character`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := i18n.Load(test.fsys, "en")
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func json1(content string) fs.FS { return fstest.MapFS{"en.json": {Data: []byte(content)}} }

// broken is a file system that fails: for the whole directory if it is empty,
// else for its files, at opening or, if it has a file named read, at reading.
type broken struct{ fstest.MapFS }

func (b broken) Open(name string) (fs.File, error) {
	if b.MapFS == nil || name != "." {
		if b.MapFS["read"] != nil {
			f, err := b.MapFS.Open(name)
			return brokenFile{f}, err
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("broken")}
	}
	return b.MapFS.Open(name)
}

func (b broken) ReadDir(name string) ([]fs.DirEntry, error) {
	if b.MapFS == nil {
		_, err := b.Open(name)
		return nil, err
	}
	return b.MapFS.ReadDir(name)
}

type brokenFile struct{ fs.File }

func (brokenFile) Read([]byte) (int, error) { return 0, errors.New("read: broken") }

func TestCheck(t *testing.T) {
	c := catalog(t, "en-US", messages{
		"en-US": {"a": "{x}", "b": "b", "n": map[string]any{"one": "one", "other": "{count}"}},
		"en-GB": {"b": "B"},
		"de-DE": {"a": "{y}", "n": map[string]any{"other": "{count}"}, "bb": "x"},
		"de-AT": {"b": "b"},
	})
	err := c.Check()
	want := `i18n: de-DE: the message "a" takes the arguments ["y"], in the default locale ["x"]
i18n: de-DE has the message "bb", the default locale has not (did you mean "b"?)`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	c = catalog(t, "en-US", messages{"en-US": {"a": "a", "b": "b"}, "ja-JP": {"a": "a"}})
	if err := c.Check(); err == nil || err.Error() != `i18n: ja-JP lacks the message "b"` {
		t.Errorf("got %v", err)
	}
	c = catalog(t, "en-US", messages{"en-US": {"a": "a"}, "ja-JP": {"a": "a"}})
	if err := c.Check(); err != nil {
		t.Error(err)
	}
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{`{"a": "x {name}"}`, `{"a": {"one": "x", "other": ["{count}", "y"]}}`, `{"a": {"b": []}}`, `[`, "{{", `{"":"}"}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		c, err := i18n.Load(json1(content), "en")
		if err != nil {
			return
		}
		if !json.Valid([]byte(strings.TrimPrefix(content, "\uFEFF"))) {
			t.Errorf("took what is not JSON: %q", content)
		}
		if err := c.Check(); err != nil {
			t.Errorf("one locale cannot differ from itself: %v", err)
		}
		c.For("").Speech("a", i18n.Args{"name": "<", "count": 1})
	})
}

func BenchmarkSpeech(b *testing.B) {
	c, err := i18n.New("en-US", messages{"en-US": {"points": map[string]any{"one": "{name}, you have one point.", "other": "{name}, you have {count} points."}}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.For("de-DE").Speech("points", i18n.Args{"count": 3, "name": "Tom & Jerry"}); err != nil {
			b.Fatal(err)
		}
	}
}
