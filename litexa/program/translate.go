package program

import (
	"fmt"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// SpeechKey returns the text by which the localization names a say statement:
// the source text of what it says, with its alternates joined by "|".
func SpeechKey(s *syntax.Say) string {
	keys := speechKeys(s)
	return keys[len(keys)-1]
}

// speechKeys returns the texts by which the localization may name a say
// statement: those of its text alone, with its first alternate, and so on.
func speechKeys(s *syntax.Say) []string {
	key := syntax.SourceText(s.Text)
	keys := []string{key}
	for _, a := range s.Alternates {
		key += "|" + syntax.SourceText(a.Text)
		keys = append(keys, key)
	}
	return keys
}

// Translation returns what a say statement says in a language in place of its
// own text and alternates, or nil if the localization has nothing for it.
func (p *Program) Translation(language string, s *syntax.Say) []*syntax.Template {
	if len(p.translations) == 0 || s.Text == nil {
		return nil
	}
	for _, key := range slices.Backward(speechKeys(s)) {
		if t := p.translations[key][language]; t != nil {
			return t
		}
	}
	return nil
}

// translate parses the translations of what the program says.
func (b *builder) translate() {
	if len(b.in.Localization.Speech) == 0 {
		return
	}
	b.program.translations = make(map[string]map[string][]*syntax.Template)
	seen := make(map[*syntax.State]bool)
	for _, state := range b.program.States {
		for _, l := range b.program.Languages {
			v := state.Versions[l.Name]
			if v == nil || v.Decl == nil || seen[v.Decl] {
				continue
			}
			seen[v.Decl] = true
			for n := range syntax.Preorder(v.Decl) {
				if s, ok := n.(*syntax.Say); ok && s.Text != nil {
					b.translateSay(v.File, s)
				}
			}
		}
	}
}

func (b *builder) translateSay(f *File, s *syntax.Say) {
	for _, key := range speechKeys(s) {
		translations := b.in.Localization.Speech[key]
		if translations == nil || b.program.translations[key] != nil {
			continue
		}
		parsed := make(map[string][]*syntax.Template)
		b.program.translations[key] = parsed
		for _, l := range b.program.Languages {
			if text := translations[l.Name]; text != "" {
				parsed[l.Name] = b.parseTranslation(f, s, l.Name, text)
			}
		}
	}
}

// parseTranslation parses the alternates of a translation, which "|" separates.
func (b *builder) parseTranslation(f *File, s *syntax.Say, language, text string) []*syntax.Template {
	var alternates []*syntax.Template
	for piece := range strings.SplitSeq(text, "|") {
		t, errs := syntax.ParseTemplate(syntax.SayForm, piece)
		for _, d := range errs {
			b.report(f, diag.Diagnostic{
				Severity: d.Severity, Code: "invalid-translation", Span: s.Text.Span(),
				Message: fmt.Sprintf("the translation %q of this text for %s: column %d: %s", piece, language, d.Span.Start.Col, d.Message),
				Hint:    "correct the text in the localization file",
			})
		}
		alternates = append(alternates, t)
	}
	return alternates
}
