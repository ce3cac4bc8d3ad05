package model

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// The length of an invocation name in characters.
const (
	minInvocation = 2
	maxInvocation = 50
)

// ValidateInvocationName warns of what Amazon's requirements for invocation
// names forbid in a locale. The diagnostics have no file. Whether a name
// infringes somebody's rights, or is that of a person or a place, nobody but
// Amazon can say.
func ValidateInvocationName(name, locale string) diag.List {
	v := &invocation{name: name, language: language(locale), locale: locale, words: strings.Fields(name)}
	v.characters()
	v.length()
	v.forbidden()
	return v.list
}

type invocation struct {
	name, language, locale string
	words                  []string
	list                   diag.List
}

func (v *invocation) warn(code, hint, format string, args ...any) {
	v.list.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: code, Hint: hint,
		Message: fmt.Sprintf("the invocation name %q for %s ", v.name, v.locale) + fmt.Sprintf(format, args...),
	})
}

func (v *invocation) characters() {
	for i, r := range v.name {
		switch {
		case unicode.IsDigit(r):
			v.warn("invocation-digit", "write numbers as words, such as \"twenty one\"", "has the digit %q", r)
			return
		case unicode.IsUpper(r):
			v.warn("invocation-upper-case", "write it in lower case", "has the capital letter %q", r)
			return
		case i == 0 && !unicode.IsLetter(r):
			v.warn("invocation-character", "begin with a letter", "begins with %q", r)
			return
		case unicode.IsLetter(r), unicode.IsMark(r), r == ' ', r == '\'', r == '’', r == '.':
		default:
			v.warn("invocation-character", "use letters, blanks, apostrophes, and full stops in abbreviations", "has the character %q", r)
			return
		}
		if v.language == "en" && r >= utf8.RuneSelf && r != '’' {
			v.warn("invocation-character", "use the letters a to z", "has the character %q, which English names cannot have", r)
			return
		}
	}
}

func (v *invocation) length() {
	if n := utf8.RuneCountInString(v.name); n < minInvocation || n > maxInvocation {
		v.warn("invocation-length", "", "has %d characters, and Alexa takes %d to %d", n, minInvocation, maxInvocation)
	}
	if len(v.words) == 1 && !oneWordLanguages[v.language] {
		v.warn("invocation-one-word", "add a word, unless the name is your brand", "is a single word")
	}
	if len(v.words) != 2 {
		return
	}
	for _, w := range v.words {
		if minorWords[v.language][strings.ToLower(w)] {
			v.warn("invocation-minor-word", "add a further word", "has only one word beside %q", w)
			return
		}
	}
}

func (v *invocation) forbidden() {
	for _, w := range v.words {
		w = strings.ToLower(w)
		switch {
		case wakeWords[w]:
			v.warn("invocation-wake-word", "leave it out", "has the word %q, which is Alexa's own", w)
		case launchPhrases[v.language][w]:
			v.warn("invocation-launch-phrase", "leave it out", "has the word %q, with which users open skills", w)
		case connectingWords[v.language][w]:
			v.warn("invocation-connecting-word", "leave it out", "has the word %q, with which users go on to their request", w)
		}
	}
}
