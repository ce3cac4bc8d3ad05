package nlu

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// A language is what this package knows of a language. The tables are written
// with [parsePattern]'s syntax and with lists as in [listed].
type language struct {
	and       map[string]bool // words between the items of a list
	ampersand string          // the word for "&"
	articles  map[string]bool // words before a value that are not part of it
	before    phrases         // what that may stand before any utterance, such as "please"
	after     phrases         // and after it
	weak      map[string]bool // the words of articles, before and after: they say little about the intent
	plural    string          // ending of plurals, if there is a common one

	numerals    numerals
	ordinalList map[string]int // 1 and up
	ordinalEnds phrases        // after a number they make an ordinal of it, such as "th"

	months, weekdays, seasons, units, parts, halves, decades map[string]int

	dates     []rule
	times     []rule
	durations []durationRule
	joins     phrases // between the parts of a duration

	intents     map[string][]string // patterns for built-in intents
	exits       phrases             // what closes any skill
	invocations []invocationRule
}

// vocabulary returns the phrases of a capture.
func (l *language) vocabulary(kind capture) map[string]int {
	switch kind {
	case captureMonth:
		return l.months
	case captureWeekday:
		return l.weekdays
	case captureSeason:
		return l.seasons
	case captureUnit:
		return l.units
	case capturePart:
		return l.parts
	case captureHalf:
		return l.halves
	case captureDecade:
		return l.decades
	}
	return nil
}

// ordinals returns the ordinal numbers that start at word i.
func (l *language) ordinals(t *text, i int) []ending {
	out := lookup(l.ordinalList, t, i)
	if len(l.ordinalEnds.patterns) == 0 {
		return out
	}
	var v values
	r := reader{language: l}
	for _, e := range l.numerals.cardinals(t, i) {
		l.ordinalEnds.match(&r, t, e.end, &v, func(end int) { out = append(out, ending{end, e.value}) })
	}
	return out
}

// languageOf returns what is known of the language of a locale.
func languageOf(locale string) *language {
	code, _, _ := strings.Cut(locale, "-")
	if l, ok := languages[code]; ok {
		return l()
	}
	return otherLanguage()
}

var languages = map[string]func() *language{
	"en": prepared(english),
	"de": prepared(german),
	"fr": prepared(french),
	"es": prepared(spanish),
	"it": prepared(italian),
	"pt": prepared(portuguese),
	"ja": prepared(japanese),
	"hi": prepared(hindi),
}

// prepared makes a language once, when it is first needed.
func prepared(build func() *language) func() *language {
	return sync.OnceValue(func() *language {
		l := build()
		l.weak = maps.Clone(l.articles)
		if l.weak == nil {
			l.weak = map[string]bool{}
		}
		for _, p := range slices.Concat(l.before.patterns, l.after.patterns) {
			p.literals(l.weak)
		}
		return l
	})
}

var otherLanguage = prepared(func() *language {
	return &language{
		numerals:    numerals{longest: 1},
		before:      anyOf(wakeWords),
		invocations: invocations(`{name}`, launch),
	}
})

// wakeWords are the words that devices listen for.
const wakeWords = "[hey|hi|ok|okay] (alexa|amazon|echo|computer|ziggy)"

// patterns reads patterns, one a line.
func patterns(lines string) []pattern {
	var out []pattern
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, parsePattern(line))
		}
	}
	return out
}

// anyOf reads alternative patterns, one a line.
func anyOf(lines string) phrases { return newPhrases(patterns(lines)) }

// table reads lines of a key and patterns, separated by a colon; the patterns
// by commas.
func table(lines string) map[string][]string {
	out := make(map[string][]string)
	for line := range strings.Lines(lines) {
		key, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for item := range strings.SplitSeq(list, ",") {
			out[key] = append(out[key], strings.TrimSpace(item))
		}
	}
	return out
}
