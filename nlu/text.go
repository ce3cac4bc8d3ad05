package nlu

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A text is an utterance, sample or catalogue phrase split into words.
//
// Words are separated by blanks and punctuation. A sign of the Chinese or
// Japanese scripts is a word of its own, so that sentences without blanks can be
// matched like any other. A word is split further where people write it in more
// than one way: at an apostrophe (bob's, l'heure) and between letters and digits
// (7pm, 5th). Such parts are marked as joined to the one before.
type text struct {
	raw   string
	words []word
	key   string // the folded words, with a blank before each that is not joined
}

type word struct {
	start, end       int    // in text.raw
	keyStart, keyEnd int    // in text.key
	fold             string // lower case, without diacritics
	exact            string // lower case, with diacritics
	joined           bool   // to the word before
	comma            bool   // a comma or the like stands before the word
	ideograph        bool   // a sign of a script without blanks between words
}

// phrase returns the folded words from i to j in the form that phrase maps have
// as keys.
func (t *text) phrase(i, j int) string { return t.key[t.words[i].keyStart:t.words[j-1].keyEnd] }

// original returns the words from i to j as they were written, with each run of
// blanks made one.
func (t *text) original(i, j int) string {
	return strings.Join(strings.Fields(t.raw[t.words[i].start:t.words[j-1].end]), " ")
}

// newText splits s into words; ampersand is the word for "&".
func newText(s, ampersand string) *text {
	t := &text{raw: s, words: make([]word, 0, 1+len(s)/4)}
	var key strings.Builder
	key.Grow(len(s))
	comma := false
	add := func(start, end int, exact string, joined, ideograph bool) {
		w := word{
			start: start, end: end, exact: exact, fold: fold(exact),
			joined: joined && len(t.words) > 0, comma: comma, ideograph: ideograph,
		}
		if w.fold == "" { // a stray accent
			return
		}
		comma = false
		if key.Len() > 0 && !joined {
			key.WriteByte(' ')
		}
		w.keyStart = key.Len()
		key.WriteString(w.fold)
		w.keyEnd = key.Len()
		t.words = append(t.words, w)
	}
	joined := false // the next word continues the one before
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		class := classOf(r)
		switch class {
		case classOther:
			switch {
			case r == '&' && ampersand != "":
				add(i, i+size, ampersand, false, false)
			case isApostrophe(r) && i > 0 && len(t.words) > 0 && t.words[len(t.words)-1].end == i:
				next, _ := utf8.DecodeRuneInString(s[i+size:])
				joined = classOf(next) == classLetter
				i += size
				continue
			case isComma(r):
				comma = true
			}
			joined = false
			i += size
		case classIdeograph:
			end := i + size
			for end < len(s) {
				mark, n := utf8.DecodeRuneInString(s[end:])
				if !unicode.Is(unicode.Mn, mark) && mark != '\uff9e' && mark != '\uff9f' { // half-width voicing marks
					break
				}
				end += n
			}
			exact := lower(s[i:end])
			add(i, end, exact, false, true)
			joined = false
			i = end
		default:
			end := wordEnd(s, i, class)
			add(i, end, lower(s[i:end]), joined, false)
			next, _ := utf8.DecodeRuneInString(s[end:])
			joined = end < len(s) && (classOf(next) == classLetter || classOf(next) == classDigit)
			i = end
			if len(t.words) > 0 {
				if rest, ok := abbreviation(s, t.words[len(t.words)-1]); ok && t.words[len(t.words)-1].end == end {
					joined = true
					i = rest
				}
			}
		}
	}
	t.key = key.String()
	return t
}

// abbreviation reports whether w is a letter that a further letter of the same
// abbreviation follows ("p.m.", "a. b. c."), and where that letter starts.
func abbreviation(s string, w word) (int, bool) {
	if utf8.RuneCountInString(w.exact) != 1 || w.end >= len(s) || s[w.end] != '.' {
		return 0, false
	}
	next := w.end + 1
	for next < len(s) && s[next] == ' ' {
		next++
	}
	r, size := utf8.DecodeRuneInString(s[next:])
	if classOf(r) != classLetter {
		return 0, false
	}
	after := next + size
	if after < len(s) && s[after] == '.' {
		return next, true
	}
	last, _ := utf8.DecodeRuneInString(s[after:])
	return next, next == w.end+1 && (after == len(s) || classOf(last) != classLetter)
}

// wordEnd returns the end of the letters or digits that start at i.
func wordEnd(s string, i int, class runeClass) int {
	end := i
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		switch {
		case classOf(r) == class, unicode.Is(unicode.M, r) && end > i:
		case class == classDigit && strings.ContainsRune(".,:/-", r):
			next, _ := utf8.DecodeRuneInString(s[end+size:])
			if classOf(next) != classDigit {
				return end
			}
		case r == '\u200c' || r == '\u200d': // joiners, within Hindi words
			next, _ := utf8.DecodeRuneInString(s[end+size:])
			if classOf(next) != class {
				return end
			}
		default:
			return end
		}
		end += size
	}
	return end
}

type runeClass int

const (
	classOther runeClass = iota
	classLetter
	classDigit
	classIdeograph
)

func classOf(r rune) runeClass {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			return classLetter
		case '0' <= r && r <= '9':
			return classDigit
		}
		return classOther
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana), r == 'ー', r == '〇', r == '々', r == 'ｰ':
		return classIdeograph
	case unicode.IsLetter(r), unicode.Is(unicode.M, r):
		return classLetter
	case unicode.IsDigit(r):
		return classDigit
	}
	return classOther
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '\u2019', '\u02bc', '\u2018', '\u00b4', '`':
		return true
	}
	return false
}

func isComma(r rune) bool {
	switch r {
	case ',', ';', '、', '，', '؛', '،', '。', '.', '/', '+':
		return true
	}
	return false
}

// lower returns s in lower case and in one spelling of each letter and digit.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if '०' <= r && r <= '९' { // Hindi digits
			return '0' + r - '०'
		}
		return r
	}, norm.NFKC.String(strings.ToLower(norm.NFKC.String(s))))
}

// fold removes from s, which is in lower case, what writers often leave out:
// diacritics of the Latin script, the difference of Hiragana and Katakana, and
// the dots of Hindi consonants.
func fold(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case 0x300 <= r && r <= 0x36f, r == 0x93c, r == '\u200c', r == '\u200d': // accents, Nukta, joiners
		case 0x30a1 <= r && r <= 0x30f6: // Katakana
			b.WriteRune(r - 0x60)
		case r == 0x901: // Candrabindu
			b.WriteRune(0x902)
		default:
			if base, ok := ligatures[r]; ok {
				b.WriteString(base)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return norm.NFC.String(b.String())
}

var ligatures = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
