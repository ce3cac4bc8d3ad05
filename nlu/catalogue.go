package nlu

import (
	"slices"
	"strings"

	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// A catalogue holds the values of a slot type by what users say for them.
type catalogue struct {
	values  []interactionmodel.Value
	phrases map[string][]int // indexes of values
	numbers map[string][]int // the same, with numbers in digits
	words   int              // of the longest phrase
	longest int              // the same, with numbers in as many words as can be
}

func newCatalogue(l *language, values []interactionmodel.Value) *catalogue {
	c := &catalogue{values: values, phrases: make(map[string][]int, len(values)), numbers: make(map[string][]int)}
	for i, v := range values {
		c.add(l, v.Name.Value, i)
		for _, synonym := range v.Name.Synonyms {
			c.add(l, synonym, i)
		}
	}
	return c
}

func (c *catalogue) add(l *language, phrase string, index int) {
	t := newText(phrase, l.ampersand)
	if len(t.words) == 0 {
		return
	}
	c.words, c.longest = max(c.words, len(t.words)), max(c.longest, len(t.words))
	addIndex(c.phrases, t.key, index)
	if key, ok := l.inDigits(t, 0, len(t.words)); ok {
		addIndex(c.numbers, key, index)
		c.longest = max(c.longest, len(t.words)+2) // "21 pilots" may be said in more words
	}
}

func addIndex(m map[string][]int, key string, index int) {
	if !slices.Contains(m[key], index) {
		m[key] = append(m[key], index)
	}
}

// inDigits returns the words from i to j with number words replaced by digits,
// and whether there was a number.
func (l *language) inDigits(t *text, i, j int) (string, bool) {
	var b strings.Builder
	found, number := false, false // the word before was a number
	for i < j {
		end, value := l.longestNumber(t, i, j)
		if b.Len() > 0 && (!t.words[i].joined || number || end > i) {
			b.WriteByte(' ')
		}
		number = end > i
		if number {
			found = true
			b.WriteByte('#')
			b.WriteString(formatInt(value))
			i = end
			continue
		}
		b.WriteString(t.words[i].fold)
		i++
	}
	return b.String(), found
}

// longestNumber returns the longest whole number that starts at word i and ends
// before or at j. Without a number, end is 0.
func (l *language) longestNumber(t *text, i, j int) (end int, value int64) {
	for _, e := range l.numerals.cardinals(t, i) {
		if e.end <= j && e.end > end {
			end, value = e.end, e.value
		}
	}
	return end, value
}

// hit is how a phrase was found in a catalogue.
type hit int

const (
	miss    hit = iota
	variant     // with an article, or in the plural
	exact
)

// find returns the values that the words from i to j stand for, and the first
// word after an article.
func (c *catalogue) find(l *language, t *text, i, j int) (indexes []int, from int, how hit) {
	if j-i > c.longest+1 {
		return nil, i, miss
	}
	if indexes := c.lookup(l, t, i, j); indexes != nil {
		return indexes, i, exact
	}
	if j-i > 1 && l.articles[t.words[i].fold] {
		if indexes := c.lookup(l, t, i+1, j); indexes != nil {
			return indexes, i + 1, variant
		}
		i++
	}
	if l.plural == "" {
		return nil, i, miss
	}
	key := t.phrase(i, j)
	if singular, ok := strings.CutSuffix(key, l.plural); ok && singular != "" {
		if indexes := c.phrases[singular]; indexes != nil {
			return indexes, i, variant
		}
	}
	if indexes := c.phrases[key+l.plural]; indexes != nil {
		return indexes, i, variant
	}
	return nil, i, miss
}

func (c *catalogue) lookup(l *language, t *text, i, j int) []int {
	if indexes := c.phrases[t.phrase(i, j)]; indexes != nil {
		return indexes
	}
	if len(c.numbers) > 0 {
		if key, ok := l.inDigits(t, i, j); ok {
			return c.numbers[key]
		}
	}
	return nil
}
