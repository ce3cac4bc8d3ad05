package project

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// T-MAN-26
func TestManifestForms(t *testing.T) {
	p := newProject(t, `{}`)
	path, err := p.WriteSkillFile()
	if err != nil || path != filepath.Join(p.Root, "skill.json") {
		t.Fatal(path, err)
	}
	if _, err := p.WriteSkillFile(); !errors.Is(err, fs.ErrExist) {
		t.Error("WriteSkillFile replaced a file: ", err)
	}
	m, diags := p.Manifest(t.Context(), ManifestOptions{Stubs: true})
	if m != nil || !strings.Contains(shown(diags), "the locale en-US has no smallIconUri") {
		t.Errorf("without icons: %s", shown(diags))
	}
	p.Languages[0].Assets = append(p.Languages[0].Assets, "icon-108.png", "icon-512.png")
	m, diags = p.Manifest(t.Context(), ManifestOptions{Stubs: true})
	if m == nil {
		t.Fatal(diags)
	}
	inner, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var whole struct{ Manifest json.RawMessage }
	if err := json.Unmarshal(m.SkillJSON(), &whole); err != nil {
		t.Fatal(err)
	}
	for _, text := range [][]byte{inner, whole.Manifest} {
		var got, want any
		if json.Unmarshal(text, &got) != nil || json.Unmarshal(m.JSON(), &want) != nil {
			t.Fatal("not JSON")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	if !strings.HasPrefix(string(m.SkillJSON()), "{\n  \"manifest\": {\n    \"manifestVersion\": \"1.0\",\n    \"publishingInformation\"") || strings.HasSuffix(string(m.SkillJSON()), "\n") {
		t.Errorf("the form of the upload is wrong:\n%s", m.SkillJSON())
	}
	if got := m.Locales[0]; got.Code != "en-US" || got.Invocation != "sample project" || got.Model.Model.InvocationName != "sample project" {
		t.Errorf("the locale is %+v", got)
	}
}

// T-GEN-08
func TestTitle(t *testing.T) {
	for name, want := range map[string][2]string{
		"hello-litexa":     {"Hello Litexa", "hello litexa"},
		"Many__words.here": {"Many Words Here", "many words here"},
		"x9":               {"X9", "x9"},
	} {
		title := Title(name)
		if got := [2]string{title, Invocation(title)}; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := Invocation("It's 2 B!"); got != "it's 2 b " {
		t.Errorf("got %q", got)
	}
}

// T-ART-02, T-ART-03
func TestArtifacts(t *testing.T) {
	p := newProject(t, `{}`, "artifacts.json", `{"variants": {"development": {"versions": [{"a": 1}, {"a": {"z": 1, "b": 2}, "lambdaARN": "arn"}]},
		"qa": {"versions": []}}}`)
	a, err := p.Artifacts()
	if err != nil {
		t.Fatal(err)
	}
	if got := string(a.Get("a")); got != `{"z":1,"b":2}` {
		t.Errorf("a is %s", got)
	}
	if a.Get("b") != nil || a.text("a") != "" || a.text("lambdaARN") != "arn" {
		t.Error("the artifacts are wrong")
	}
	p.Target = "qa"
	if a, err := p.Artifacts(); err != nil || a.Get("a") != nil {
		t.Errorf("the artifacts of qa are %s, %v", a.Get("a"), err)
	}
	if a, err := newProject(t, `{}`).Artifacts(); err != nil || a.Get("a") != nil {
		t.Errorf("without a file: %s, %v", a.Get("a"), err)
	}
	again, err := NewArtifacts([]byte(`{"x": 1}`))
	if err != nil || string(again.Get("x")) != "1" {
		t.Errorf("NewArtifacts: %s, %v", again.Get("x"), err)
	}
	for _, text := range []string{`{"x": `, `[]`} {
		if _, err := NewArtifacts([]byte(text)); err == nil {
			t.Errorf("NewArtifacts(%s) worked", text)
		}
	}
}
