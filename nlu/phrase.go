package nlu

import (
	"fmt"
	"slices"
	"strings"
)

// A pattern is a phrase with variable parts:
//
//	[this|next] {weekday}    square brackets are optional parts,
//	(half|quarter) past      round ones alternatives,
//	{hour}                   braces what a capture reads.
type pattern []element

type element struct {
	word    string    // a folded word, or
	choices []pattern // alternatives, or
	capture capture
}

// capture is the kind of a variable part of a pattern.
type capture int

const (
	noCapture     capture = iota
	captureNumber         // a whole number
	captureOrdinal
	captureDay  // of a month: an ordinal or a number up to 31
	captureHour // 0 to 24
	captureMinute
	captureClock // 7:30, as minutes after midnight
	captureYear
	captureMonth
	captureWeekday
	captureSeason
	captureUnit
	capturePart // of a day
	captureHalf // am, pm
	captureDecade
	captureName         // the invocation name
	captureRest         // any words
	captureListPosition // the slot of AMAZON.SelectIntent; left as it is by expand
	captures
)

var captureNames = map[string]capture{
	"num": captureNumber, "ord": captureOrdinal, "day": captureDay, "hour": captureHour, "min": captureMinute,
	"clock": captureClock, "year": captureYear, "month": captureMonth, "weekday": captureWeekday,
	"season": captureSeason, "unit": captureUnit, "part": capturePart, "half": captureHalf,
	"decade": captureDecade, "name": captureName, "rest": captureRest,
	"ListPosition": captureListPosition,
}

// parsePattern reads a pattern. The patterns are part of this package, so that
// a mistake in one is a panic that the tests find.
func parsePattern(s string) pattern {
	p, rest := parseSequence(s)
	if rest != "" {
		panic(fmt.Sprintf("nlu: pattern %q: unexpected %q", s, rest))
	}
	return p
}

func parseSequence(s string) (pattern, string) {
	var p pattern
	for s != "" {
		switch s[0] {
		case '(', '[':
			closing := byte(')')
			var choices []pattern
			if s[0] == '[' {
				closing = ']'
			}
			for s[0] != closing {
				choice, rest := parseSequence(s[1:])
				if rest == "" {
					panic(fmt.Sprintf("nlu: pattern %q: %q is not closed", s, string(closing)))
				}
				choices = append(choices, choice)
				s = rest
			}
			if closing == ']' {
				choices = append(choices, nil)
			}
			p = append(p, element{choices: choices})
			s = s[1:]
		case ')', ']', '|':
			return p, s
		case '{':
			name, rest, _ := strings.Cut(s[1:], "}")
			kind, ok := captureNames[name]
			if !ok {
				panic(fmt.Sprintf("nlu: pattern: no capture is called %q", name))
			}
			p = append(p, element{capture: kind})
			s = rest
		default:
			end := strings.IndexAny(s, "()[]{}|")
			if end < 0 {
				end = len(s)
			}
			for _, w := range newText(s[:end], "").words {
				p = append(p, element{word: w.fold})
			}
			s = s[end:]
		}
	}
	return p, ""
}

// expand returns the phrases that a pattern stands for.
func (p pattern) expand() []string {
	phrases := []string{""}
	for _, e := range p {
		options := []string{e.word}
		switch {
		case e.capture == captureListPosition:
			options = []string{"{ListPosition}"}
		case e.choices != nil:
			options = nil
			for _, choice := range e.choices {
				options = append(options, choice.expand()...)
			}
		}
		var longer []string
		for _, phrase := range phrases {
			for _, option := range options {
				longer = append(longer, strings.TrimSpace(phrase+" "+option))
			}
		}
		phrases = longer
	}
	return phrases
}

// firstWords adds the literal words that p may begin with to words. It reports
// whether p may begin with a capture, and whether it may be empty.
func (p pattern) firstWords(words map[string]bool) (captures, empty bool) {
	for _, e := range p {
		switch {
		case e.capture != noCapture:
			return true, false
		case e.choices == nil:
			words[e.word] = true
			return captures, false
		}
		skipped := false
		for _, choice := range e.choices {
			c, e := choice.firstWords(words)
			captures, skipped = captures || c, skipped || e
		}
		if !skipped {
			return captures, false
		}
	}
	return captures, true
}

// literals adds all literal words of p to words.
func (p pattern) literals(words map[string]bool) {
	for _, e := range p {
		if e.word != "" {
			words[e.word] = true
		}
		for _, choice := range e.choices {
			choice.literals(words)
		}
	}
}

// phrases are alternative patterns.
type phrases struct {
	patterns []pattern
	first    map[string]bool // the words that they may begin with; nil for any
}

func newPhrases(patterns []pattern) phrases {
	p := phrases{patterns: patterns, first: make(map[string]bool)}
	for _, pattern := range patterns {
		if captures, empty := pattern.firstWords(p.first); captures || empty {
			p.first = nil
			break
		}
	}
	return p
}

// match calls found for every way in which one of the phrases matches the words
// from i on.
func (p *phrases) match(r *reader, t *text, i int, v *values, found func(end int)) {
	if p.first != nil && (i >= len(t.words) || !p.first[t.words[i].fold]) {
		return
	}
	for _, pattern := range p.patterns {
		r.match(pattern, t, i, v, found)
	}
}

// values are what the captures of a pattern have read. A pattern has at most one
// capture of a kind.
type values [captures]struct {
	ok         bool
	value      int64
	start, end int
}

func (v *values) get(kind capture) int { return int(v[kind].value) }

// has reports whether the pattern has read a capture of the kind.
func (v *values) has(kind capture) bool { return v[kind].ok }

// reader reads the captures of patterns.
type reader struct {
	language *language
	name     *text // the invocation name
}

// match calls found for every way in which p matches the words from i on.
func (r *reader) match(p pattern, t *text, i int, v *values, found func(end int)) {
	if len(p) == 0 {
		found(i)
		return
	}
	head, tail := p[0], p[1:]
	switch {
	case head.choices != nil:
		for _, choice := range head.choices {
			r.match(choice, t, i, v, func(end int) { r.match(tail, t, end, v, found) })
		}
	case head.capture != noCapture:
		for _, e := range r.read(head.capture, t, i) {
			before := v[head.capture]
			v[head.capture].ok, v[head.capture].value = true, e.value
			v[head.capture].start, v[head.capture].end = i, e.end
			r.match(tail, t, e.end, v, found)
			v[head.capture] = before
		}
	case i < len(t.words) && t.words[i].fold == head.word:
		r.match(tail, t, i+1, v, found)
	}
}

// read returns what a capture of the kind may be, starting at word i.
func (r *reader) read(kind capture, t *text, i int) []ending {
	if i >= len(t.words) {
		return nil
	}
	l := r.language
	switch kind {
	case captureNumber:
		return l.numerals.cardinals(t, i)
	case captureOrdinal:
		return l.ordinals(t, i)
	case captureDay:
		return between(append(l.ordinals(t, i), l.numerals.cardinals(t, i)...), 1, 31)
	case captureHour:
		return between(l.numerals.cardinals(t, i), 0, 24)
	case captureMinute:
		minutes := between(l.numerals.cardinals(t, i), 0, 59)
		if l.numerals.zero[t.words[i].fold] && i+1 < len(t.words) {
			minutes = append(minutes, between(l.numerals.cardinals(t, i+1), 0, 9)...)
		}
		return minutes
	case captureClock:
		if minutes, ok := clock(t.words[i].fold); ok {
			return []ending{{i + 1, minutes}}
		}
		return nil
	case captureYear:
		return between(l.numerals.years(t, i), 1000, 2999)
	case captureName:
		for end := i + 1; end <= min(len(t.words), i+len(r.name.words)+2); end++ {
			if t.phrase(i, end) == r.name.key {
				return []ending{{end: end}}
			}
		}
		return nil
	case captureRest:
		var rest []ending
		for end := len(t.words); end > i; end-- {
			rest = append(rest, ending{end: end})
		}
		return rest
	}
	return lookup(l.vocabulary(kind), t, i)
}

// lookup returns the phrases of the map that start at word i.
func lookup(phrases map[string]int, t *text, i int) []ending {
	var out []ending
	for end := min(i+6, len(t.words)); end > i; end-- {
		if value, ok := phrases[t.phrase(i, end)]; ok {
			out = append(out, ending{end, int64(value)})
		}
	}
	return out
}

func between(endings []ending, low, high int64) []ending {
	return slices.DeleteFunc(endings, func(e ending) bool { return e.value < low || e.value > high })
}
