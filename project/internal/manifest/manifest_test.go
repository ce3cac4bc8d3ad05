package manifest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
	"github.com/litexa-go/litexa/project/internal/manifest"
)

// icons has only what its maps hold.
type icons struct {
	deployed map[string]string
	existing map[string]bool
}

func (i icons) Deployed(language, file string) (url, md5 string, ok bool) {
	url, ok = i.deployed[language+"/"+file]
	return url, "[" + language + file + "]", ok
}

func (i icons) Exists(language, file string) bool { return i.existing[language+"/"+file] }

// build builds the manifest of a skill file, with stubs.
func build(t *testing.T, file string, change func(in *manifest.Input)) (manifest.Manifest, diag.List) {
	t.Helper()
	tree, _, err := jsontree.Parse([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	in := manifest.Input{File: tree, Source: jsontree.Source{File: "skill.json", Text: file}, Target: "production", Icons: icons{}, Stubs: true}
	if change != nil {
		change(&in)
	}
	return manifest.Build(in)
}

// locale is a skill file with one locale and more members of it.
func locale(members string) string {
	return `{"publishingInformation": {"locales": {"en-US": {"name": "lost in translation", "summary": "s", "smallIconUri": "s.png", "largeIconUri": "l.png"` + members + `}}}}`
}

// What becomes of each part of a skill file.
func TestBuild(t *testing.T) {
	const us = "publishingInformation.locales.en-US."
	tests := []struct {
		name, file string
		change     func(in *manifest.Input)
		path, want string
	}{
		{"T-MAN-10 default", locale(``), nil, "manifestVersion", `"1.0"`},
		{"T-MAN-10", `{"manifestVersion": "2.0", ` + locale(``)[1:], nil, "manifestVersion", `"2.0"`},
		{"T-MANX-01", locale(``), func(in *manifest.Input) { in.Target = "development" }, us + "name", `"lost in translation (development)"`},
		{"T-MANX-02", locale(``), func(in *manifest.Input) { in.Target = "pre-production" }, us + "name", `"lost in translation"`},
		{"T-MANX-06", locale(`, "invocation": "hello britannia"`), nil, us + "examplePhrases",
			`["Alexa, launch hello britannia","Alexa, open hello britannia","Alexa, play hello britannia"]`},
		{"T-MAN-16", locale(`, "examplePhrases": ["Alexa, ask <Invocation> $1", "<x>"]`), nil, us + "examplePhrases", `["Alexa, ask lost in translation $1","<x>"]`},
		{"T-MAN-12", locale(`, "invocation": "x", "updatesDescription": {"a": 1}, "keywords": null`), nil, "publishingInformation.locales.en-US",
			`{"name":"lost in translation","summary":"s","examplePhrases":["Alexa, launch x","Alexa, open x","Alexa, play x"],"keywords":null,"smallIconUri":"s.png","largeIconUri":"l.png","updatesDescription":{"a":1}}`},
		{"T-MANX-07", `{"publishingInformation": {"distributionCountries": ["MX", "DE"], ` + locale(``)[27:], nil, "publishingInformation.distributionCountries", `["MX","DE"]`},
		{"T-MANX-08", locale(``), nil, "privacyAndCompliance",
			`{"allowsPurchases":false,"usesPersonalInfo":false,"isChildDirected":false,"isExportCompliant":true,"containsAds":false}`},
		{"T-MANX-09", `{"apis": {"custom": {"endpoint": {"uri": "x", "sslCertificateType": "Wildcard"}, "regions": {"EU": {"endpoint": {"uri": "eu"}}}, "interfaces": [{"type": "AUDIO_PLAYER"}]}}, ` + locale(``)[1:],
			func(in *manifest.Input) { in.LambdaARN = "arn" }, "apis",
			`{"custom":{"endpoint":{"uri":"arn"},"regions":{"NA":{"endpoint":{"uri":"arn"}},"EU":{"endpoint":{"uri":"eu"}}},"interfaces":[{"type":"AUDIO_PLAYER"}]}}`},
		{"T-MANX-11", `{"events": {"subscriptions": []}, "nothing": null, ` + locale(``)[1:], nil, "events", `{"subscriptions":[]}`},
		{"T-MAN-17 target", locale(`, "invocation": "x"`), func(in *manifest.Input) {
			in.Invocations = map[string]string{"en-US": "cloudy cats"}
			in.InvocationSuffix = "dev"
		}, us + "examplePhrases", `["Alexa, launch cloudy cats dev","Alexa, open cloudy cats dev","Alexa, play cloudy cats dev"]`},
	}
	for _, tt := range tests {
		m, diags := build(t, tt.file, tt.change)
		if diags.HasErrors() {
			t.Errorf("%s: %v", tt.name, diags)
			continue
		}
		got := m.Tree.Path(strings.Split(tt.path, ".")...)
		if diff := cmp.Diff(tt.want, string(got.Raw())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// T-MAN-26
func TestOrder(t *testing.T) {
	m, diags := build(t, `{"events": {}, "apis": {"music": {}}, "privacyAndCompliance": {"more": 1}, "zzz": null, `+locale(``)[1:], nil)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var got []string
	for _, member := range m.Tree.Members {
		got = append(got, member.Name)
	}
	want := []string{"manifestVersion", "publishingInformation", "privacyAndCompliance", "apis", "events", "zzz"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// T-MAN-15, T-MANX-05: a summary is counted, and cut, as JavaScript does it,
// but never within a character.
func TestSummary(t *testing.T) {
	x := strings.Repeat("x", 156)
	tests := []struct{ summary, want string }{
		{strings.Repeat("y", 160), strings.Repeat("y", 160)},
		{strings.Repeat("y", 161), strings.Repeat("y", 157) + "..."},
		{x + "😀yy", x + "😀yy"},
		{x + "y😀yy", x + "y..."},
		{x + "😀yyy", x + "..."},
	}
	for _, tt := range tests {
		text, err := json.Marshal(tt.summary)
		if err != nil {
			t.Fatal(err)
		}
		m, diags := build(t, strings.Replace(locale(``), `"s",`, string(text)+",", 1), nil)
		got := m.Tree.Path("publishingInformation", "locales", "en-US", "summary").Text
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Error(diff)
		}
		if cut := strings.Contains(messages(diags), "it is cut"); cut != (tt.want != tt.summary) {
			t.Errorf("%q: the warnings are %s", tt.summary, messages(diags))
		}
	}
}

func messages(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		b.WriteString(d.Error() + "\n")
	}
	return b.String()
}

// T-MAN-14, T-MANX-03, T-CMD-05
func TestIcons(t *testing.T) {
	const file = `{"publishingInformation": {"locales": {"en-GB": {"name": "the name", "summary": "s"}}}}`
	const small, large = "icon-108.png", "icon-512.png"
	tests := []struct {
		name         string
		icons        icons
		noStubs      bool
		small, large string
		md5, wrong   string
	}{
		{name: "default", icons: icons{deployed: map[string]string{"default/" + small: "a", "default/" + large: "b"}}, noStubs: true,
			small: "a", large: "b", md5: "[default" + small + "][default" + large + "]"},
		{name: "language", icons: icons{deployed: map[string]string{"default/" + small: "a", "default/" + large: "b", "en/" + small: "c", "de/" + large: "d"}}, noStubs: true,
			small: "c", large: "b", md5: "[en" + small + "][default" + large + "]"},
		{name: "locale", icons: icons{deployed: map[string]string{"en-GB/" + small: "a", "en/" + small: "x", "en-GB/" + large: "b"}}, noStubs: true,
			small: "a", large: "b", md5: "[en-GB" + small + "][en-GB" + large + "]"},
		{name: "not deployed", icons: icons{existing: map[string]bool{"en/" + small: true, "default/" + large: true}},
			small: "** STUB, deployedIconAssets not available yet **", large: "** STUB, deployedIconAssets not available yet **"},
		{name: "not deployed, without stubs", icons: icons{existing: map[string]bool{"default/" + small: true, "default/" + large: true}}, noStubs: true,
			wrong: "the locale en-GB has no smallIconUri, and icon-108.png has not been deployed with the assets yet"},
		{name: "none", wrong: "skill.json:1:40: error: the locale en-GB has no smallIconUri"},
	}
	for _, tt := range tests {
		m, diags := build(t, file, func(in *manifest.Input) { in.Icons, in.Stubs, in.LambdaARN = tt.icons, !tt.noStubs, "arn" })
		if tt.wrong != "" {
			if !strings.Contains(messages(diags), tt.wrong) {
				t.Errorf("%s: got %s, want %s", tt.name, messages(diags), tt.wrong)
			}
			continue
		}
		l := m.Tree.Path("publishingInformation", "locales", "en-GB")
		if l.Get("smallIconUri").Text != tt.small || l.Get("largeIconUri").Text != tt.large || m.IconsMD5 != tt.md5 || diags.HasErrors() {
			t.Errorf("%s: got %s, %q, %v", tt.name, l.Raw(), m.IconsMD5, diags)
		}
	}
}

// T-MAN-22
func TestEnable(t *testing.T) {
	m, _ := build(t, `{"apis": {"custom": {"interfaces": [{"type": "B"}, {"odd": 1}]}}, `+locale(``)[1:], nil)
	if diff := cmp.Diff([]string{"A", "C"}, m.Enable([]string{"A", "B", "C"})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"B", "A", "C"}, m.Interfaces()); diff != "" {
		t.Error(diff)
	}
	if got := m.Enable([]string{"C"}); got != nil {
		t.Errorf("added again: %q", got)
	}
}

func manyLocales() string {
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, `, "b%d": {}`, i)
	}
	return b.String()
}

func TestErrors(t *testing.T) {
	tests := []struct{ file, want string }{
		{`{}`, "skill.json:1:1: error: the manifest has no publishingInformation"},
		{`{"publishingInformation": []}`, "skill.json:1:27: error: publishingInformation must be an object, not a list"},
		{`{"publishingInformation": {}}`, "skill.json:1:27: error: publishingInformation has no locales"},
		{`{"publishingInformation": {"locales": {"a0": {}` + manyLocales() + `}}}`, "skill.json:1:27: error: publishingInformation has more than 200 locales"},
		{`{"publishingInformation": {"locales": []}}`, "skill.json:1:39: error: publishingInformation.locales must be an object, not a list"},
		{`{"publishingInformation": {"locales": {"en-US": 1}}}`, "skill.json:1:49: error: publishingInformation.locales.en-US must be an object, not a number"},
		{`{"publishingInformation": {"locales": {"en-US": {}}}}`, "skill.json:1:40: error: the locale en-US has no name"},
		{locale(`, "examplePhrases": [1]`), "error: each of publishingInformation.locales.en-US.examplePhrases must be a string, not a number"},
		{locale(`, "examplePhrases": true`), "error: publishingInformation.locales.en-US.examplePhrases must be a list of strings, not a boolean"},
		{`{"privacyAndCompliance": {"locales": {"en-US": 1}}, ` + locale(``)[1:], "error: privacyAndCompliance.locales.en-US must be an object, not a number"},
		{`{"apis": {"custom": {"interfaces": "x"}}, ` + locale(``)[1:], "error: apis.custom.interfaces must be a list of objects, not a string"},
	}
	for _, tt := range tests {
		_, diags := build(t, tt.file, nil)
		if !diags.HasErrors() || !strings.Contains(messages(diags), tt.want) {
			t.Errorf("%s: got %s, want %s", tt.file, messages(diags), tt.want)
		}
	}
	_, diags := build(t, locale(``), func(in *manifest.Input) { in.Stubs = false })
	if want := "skill.json: error: there is no Lambda function"; !strings.Contains(messages(diags), want) {
		t.Errorf("got %s, want %s", messages(diags), want)
	}
}
