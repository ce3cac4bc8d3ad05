package program

import (
	"fmt"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/internal/suggest"
)

// LanguageError reports a locale for which a program has no language.
type LanguageError struct {
	Locale string
	// Languages are the names of the languages that there are.
	Languages []string
}

func (e *LanguageError) Error() string {
	return fmt.Sprintf("cannot find language for region %s: the languages are %s%s", e.Locale,
		strings.Join(e.Languages, ", "), suggest.Question(e.Locale, slices.Values(e.Languages)))
}

// LanguageFor returns the language from which the interaction model of a locale
// is made: that of the locale's name, else that of its first two letters, else,
// for English, the default language. If there is none, the error is a
// [*LanguageError].
func (p *Program) LanguageFor(locale string) (*Language, error) {
	if l := p.Language(locale); l != nil {
		return l, nil
	}
	short := locale[:min(2, len(locale))]
	if l := p.Language(short); l != nil {
		return l, nil
	}
	if l := p.Language(Default); l != nil && short == "en" {
		return l, nil
	}
	var names []string
	for _, l := range p.Languages {
		names = append(names, l.Name)
	}
	return nil, &LanguageError{Locale: locale, Languages: names}
}

// TypeOf returns the name of the type that a slot has in the language, or "" if
// it is not known.
func (l *Language) TypeOf(s *Slot) string { return l.typeOf[s] }

// SlotType returns the custom slot type of that name, or nil.
func (l *Language) SlotType(name string) *SlotType { return l.custom[name] }
