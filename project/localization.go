package project

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// LocalizationFile is the name of the file that holds translations.
const LocalizationFile = "localization.json"

// loadLocalization reads localization.js or else localization.json.
func (l *loader) loadLocalization() {
	empty := jsontree.NewObject()
	empty.Set("intents", jsontree.NewObject())
	empty.Set("speech", jsontree.NewObject())
	l.localization = empty
	l.Localization = program.Localization{
		Intents: map[string]map[string][]string{}, Speech: map[string]map[string]string{},
	}
	name, notes, err := choose(l.Root, []string{"localization.js", LocalizationFile})
	if err != nil {
		l.add(diag.Error, "unreadable-file", l.path(LocalizationFile), plain(err).Error(), "")
		return
	}
	l.diags = append(l.diags, notes...)
	if name == "" {
		return
	}
	tree, src, ok := l.readValue(filepath.Join(l.Root, name))
	if !ok {
		return
	}
	r := &localizationReader{Source: src}
	r.read(tree, &l.Localization)
	l.diags = append(l.diags, r.diags...)
	l.localization = tree
}

type localizationReader struct {
	jsontree.Source
	diags diag.List
}

func (r *localizationReader) wrong(v *jsontree.Value, what string, path ...string) {
	if len(r.diags) >= jsontree.MostFindings {
		return
	}
	r.diags.Add(diag.Diagnostic{
		Code: "localization-type", File: r.File, Span: r.Span(v.Offset, v.End),
		Message: fmt.Sprintf("%s must be %s, not %s", strings.Join(path, " "), what, v.Kind),
	})
}

// each calls f with the members of an object; null has none.
func (r *localizationReader) each(v *jsontree.Value, path []string, f func(m jsontree.Member, path []string)) {
	if v.IsNull() {
		return
	}
	if v.Kind != jsontree.Object {
		r.wrong(v, "an object", path...)
		return
	}
	for _, m := range v.Members {
		if !m.Value.IsNull() {
			f(m, append(path[:len(path):len(path)], fmt.Sprintf("%q", m.Name)))
		}
	}
}

func (r *localizationReader) read(tree *jsontree.Value, out *program.Localization) {
	if tree.Kind != jsontree.Object {
		r.wrong(tree, "an object", "the localization")
		return
	}
	r.each(tree.Get("intents"), []string{"intents"}, func(intent jsontree.Member, path []string) {
		samples := map[string][]string{}
		r.each(intent.Value, path, func(lang jsontree.Member, path []string) {
			samples[lang.Name] = r.strings(lang.Value, path, []string{})
		})
		out.Intents[intent.Name] = samples
	})
	r.each(tree.Get("speech"), []string{"speech"}, func(text jsontree.Member, path []string) {
		translations := map[string]string{}
		r.each(text.Value, path, func(lang jsontree.Member, path []string) {
			if lang.Value.Kind != jsontree.String {
				r.wrong(lang.Value, "a string", path...)
				return
			}
			translations[lang.Name] = lang.Value.Text
		})
		out.Speech[text.Name] = translations
	})
}

// strings appends the strings of a list to another. Litexa 0.9 wrote lists of
// lists, of which the strings are taken.
func (r *localizationReader) strings(v *jsontree.Value, path []string, list []string) []string {
	switch v.Kind {
	case jsontree.String:
		return append(list, v.Text)
	case jsontree.Array:
		for _, item := range v.Items {
			list = r.strings(item, path, list)
		}
		return list
	}
	r.wrong(v, "a list of strings", path...)
	return list
}
