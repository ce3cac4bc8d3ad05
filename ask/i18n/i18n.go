// Package i18n keeps what a skill says in several locales.
//
// A [Catalog] is read from JSON files, one a locale, usually embedded in the
// program:
//
//	en-US.json
//		{
//			"welcome": ["Welcome, {name}.", "Hello {name}!"],
//			"points": {"one": "You have {count} point.", "other": "You have {count} points."},
//			"help": {"main": "You can say <emphasis>play</emphasis>."}
//		}
//
// A message is a string, a list of strings of which one is picked at random,
// or an object of plural forms. Plural forms have the names that the Unicode
// CLDR gives them (zero, one, two, few, many and always other) or stand for
// one number ("=0"); the argument count chooses. An object without the form
// other is a group: its messages are named "help.main".
//
// Messages are SSML. {name}, or {{name}}, stands for an argument, which is
// escaped unless it is an [ssml.Fragment].
package i18n

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/litexa-go/litexa/ask/ssml"
	"github.com/litexa-go/litexa/internal/suggest"
)

// Catalog holds messages by locale. It does not change and is safe for
// concurrent use.
type Catalog struct {
	locales  map[string]map[string]*message
	fallback []string // the locales to look in last
	intN     func(n int) int
}

// New makes a catalogue of messages by locale and name. A message is a string,
// a []string, or a map[string]string or map[string]any of plural forms or of
// the messages of a group. The default locale is for requests whose locale has
// no messages, or that come without one; it must have messages itself, or its
// language must.
func New(defaultLocale string, messages map[string]map[string]any) (*Catalog, error) {
	c := &Catalog{locales: make(map[string]map[string]*message), intN: rand.IntN}
	for _, locale := range slices.Sorted(maps.Keys(messages)) {
		if err := c.add(locale, messages[locale]); err != nil {
			return nil, fmt.Errorf("i18n: %w", err)
		}
	}
	if err := c.setDefault(defaultLocale); err != nil {
		return nil, err
	}
	return c, nil
}

// add compiles the messages of a locale.
func (c *Catalog) add(locale string, messages map[string]any) error {
	tag, err := language.Parse(locale)
	if err != nil || tag == language.Und {
		return fmt.Errorf(`%q is not a locale such as "de-DE" or a language such as "de"`, locale)
	}
	name := tag.String()
	if c.locales[name] != nil {
		return fmt.Errorf("the locale %s is there twice", name)
	}
	compiled := make(map[string]*message)
	if err := compile(compiled, "", messages, 0); err != nil {
		return fmt.Errorf("locale %s: %w", name, err)
	}
	c.locales[name] = compiled
	return nil
}

func (c *Catalog) setDefault(locale string) error {
	tag, err := language.Parse(locale)
	if err != nil {
		return fmt.Errorf(`i18n: the default locale %q is not a locale such as "en-US"`, locale)
	}
	c.fallback = c.chain(tag)
	if len(c.fallback) == 0 {
		return fmt.Errorf("i18n: there are no messages for the default locale %s; there are some for: %s",
			tag, strings.Join(c.Locales(), ", "))
	}
	return nil
}

// chain returns the locales with messages that suit tag, best first: itself,
// what it descends from (es-MX: es-419, es), and the other locales of its
// language in alphabetical order.
func (c *Catalog) chain(tag language.Tag) []string {
	var chain []string
	for t := tag; t != language.Und; t = t.Parent() {
		if name := t.String(); c.locales[name] != nil {
			chain = append(chain, name)
		}
	}
	base, _ := tag.Base()
	for _, name := range c.Locales() {
		if languageOf(name) == base.String() && !slices.Contains(chain, name) {
			chain = append(chain, name)
		}
	}
	return chain
}

// WithRand returns the catalogue with another source of chance for picking
// among variations. The function returns a number from 0 to n-1; it is called
// from several goroutines if the catalogue is used by them.
func (c *Catalog) WithRand(intN func(n int) int) *Catalog {
	copied := *c
	copied.intN = intN
	return &copied
}

// Locales returns the locales with messages, in alphabetical order.
func (c *Catalog) Locales() []string { return slices.Sorted(maps.Keys(c.locales)) }

// Check reports what translators have left out or mistyped, for use in tests:
// messages that a locale has to borrow from the default locale, messages that
// the default locale does not have, and messages that take other arguments
// than there.
func (c *Catalog) Check() error {
	var problems []string
	report := func(format string, args ...any) {
		problems = append(problems, fmt.Sprintf("i18n: "+format, args...))
	}
	defaults := &Localizer{catalog: c, chain: c.fallback}
	for _, locale := range c.Locales() {
		l := c.For(locale)
		for _, key := range l.keys() {
			got, where := l.find(key)
			want, _ := defaults.find(key)
			switch {
			case languageOf(where) != languageOf(locale):
				report("%s lacks the message %q", locale, key)
			case where != locale: // reported for that one
			case want == nil:
				report("%s has the message %q, the default locale has not%s", locale, key,
					suggest.Question(key, slices.Values(defaults.keys())))
			case !slices.Equal(got.arguments(), want.arguments()):
				report("%s: the message %q takes the arguments %q, in the default locale %q",
					locale, key, got.arguments(), want.arguments())
			}
		}
	}
	if problems == nil {
		return nil
	}
	return errors.New(strings.Join(problems, "\n"))
}

// languageOf returns the language of a locale that is in canonical form.
func languageOf(locale string) string {
	name, _, _ := strings.Cut(locale, "-")
	return name
}

// For returns the messages for a locale, that of a request. A message is
// looked for in the locale itself, in what it descends from (es-MX: es-419,
// es), in other locales of its language, and at last in the default locale. An
// empty or malformed locale stands for the default one: requests outside a
// session may have none.
func (c *Catalog) For(locale string) *Localizer {
	l := &Localizer{catalog: c, locale: locale}
	if tag, err := language.Parse(locale); err == nil && tag != language.Und {
		l.chain = c.chain(tag)
	}
	for _, name := range c.fallback {
		if !slices.Contains(l.chain, name) {
			l.chain = append(l.chain, name)
		}
	}
	return l
}

// Localizer gives messages in one locale.
type Localizer struct {
	catalog *Catalog
	locale  string   // as asked for
	chain   []string // where to look, best first
}

// Locale returns the locale that messages are looked for in first. It has
// messages, so that it may differ from the one asked for.
func (l *Localizer) Locale() string { return l.chain[0] }

// Args are the arguments of a message, by name.
type Args map[string]any

// Speech returns a message as SSML, with the arguments in place. The error is
// a [*MissingError] if there is no such message, else a [*MessageError].
func (l *Localizer) Speech(key string, args ...Args) (ssml.Fragment, error) {
	m, locale := l.find(key)
	if m == nil {
		return "", &MissingError{
			Key: key, Locale: l.locale, Chain: slices.Clone(l.chain),
			Suggestion: suggest.Nearest(key, slices.Values(l.keys())),
		}
	}
	speech, err := m.render(locale, merge(args), l.catalog.intN)
	if err != nil {
		return "", &MessageError{Key: key, Locale: locale, Err: err}
	}
	return speech, nil
}

// Text returns a message as plain text, for cards and screens. See [Localizer.Speech]
// for the errors.
func (l *Localizer) Text(key string, args ...Args) (string, error) {
	speech, err := l.Speech(key, args...)
	return ssml.PlainText(string(speech)), err
}

// Has reports whether there is a message of that name.
func (l *Localizer) Has(key string) bool {
	m, _ := l.find(key)
	return m != nil
}

// find returns a message and the locale that has it, nil if none has.
func (l *Localizer) find(key string) (*message, string) {
	for _, locale := range l.chain {
		if m := l.catalog.locales[locale][key]; m != nil {
			return m, locale
		}
	}
	return nil, ""
}

// keys returns the names of all messages, in order.
func (l *Localizer) keys() []string {
	all := make(map[string]bool)
	for _, locale := range l.chain {
		for key := range l.catalog.locales[locale] {
			all[key] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func merge(list []Args) Args {
	if len(list) == 1 {
		return list[0]
	}
	merged := Args{}
	for _, args := range list {
		maps.Copy(merged, args)
	}
	return merged
}

// MissingError says that there is no message of a name.
type MissingError struct {
	Key        string
	Locale     string   // that was asked for, "" if none
	Chain      []string // the locales that were looked in
	Suggestion string   // a message with a similar name, or ""
}

func (e *MissingError) Error() string {
	locale := "a request without locale"
	if e.Locale != "" {
		locale = "locale " + e.Locale
	}
	text := fmt.Sprintf("i18n: no message %q for %s (looked in %s)", e.Key, locale, strings.Join(e.Chain, ", "))
	if e.Suggestion != "" {
		text += fmt.Sprintf("; did you mean %q?", e.Suggestion)
	}
	return text
}

// MessageError says why a message could not be put together.
type MessageError struct {
	Key    string
	Locale string // that the message is from
	Err    error
}

func (e *MessageError) Error() string {
	return fmt.Sprintf("i18n: message %q of locale %s: %v", e.Key, e.Locale, e.Err)
}

func (e *MessageError) Unwrap() error { return e.Err }
