package ssml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap returns speech as Alexa wants it, in exactly one speak element. Speech
// may have a speak element already, see [Trim].
func Wrap(speech string) string { return "<speak>" + Trim(speech) + "</speak>" }

// Trim returns speech without its speak element, so that it can be joined to
// other speech, and without white space around it.
//
// The element is recognised in any case (<SPEAK>) and with attributes, and
// when speech was joined without Trim before, wherever it stands: a speak
// element inside another is not valid. The language that an attribute
// xml:lang gives stays in force, as a lang element around the content; other
// attributes have no meaning to Alexa.
func Trim(speech string) string {
	speech = strings.TrimFunc(speech, trimmed)
	if !strings.Contains(speech, "<") {
		return speech
	}
	var b strings.Builder
	var languages []string // of the open speak elements
	scan := scanner{source: speech}
	copied := 0 // what of speech is in b
	for {
		t, ok := scan.lenient()
		if !ok {
			break
		}
		replacement := ""
		switch {
		case (t.kind == startToken || t.kind == endToken) && strings.EqualFold(t.name, "speak"):
			if t.kind == startToken && !t.empty {
				language := Escape(t.attribute("xml:lang"))
				if language != "" {
					replacement = `<lang xml:lang="` + language + `">`
				}
				languages = append(languages, language)
			} else if n := len(languages); t.kind == endToken && n > 0 {
				if languages[n-1] != "" {
					replacement = "</lang>"
				}
				languages = languages[:n-1]
			}
		case t.kind == otherToken && strings.HasPrefix(speech[t.start:], "<?xml"):
		default:
			continue
		}
		b.WriteString(speech[copied:t.start])
		copied = t.end
		opening := strings.HasPrefix(replacement, "<lang")
		if !opening {
			b.WriteString(replacement)
		}
		separate(&b, speech[copied:])
		if opening {
			b.WriteString(replacement)
		}
	}
	b.WriteString(speech[copied:])
	for i := len(languages) - 1; i >= 0; i-- {
		if languages[i] != "" {
			b.WriteString("</lang>")
		}
	}
	return strings.TrimFunc(b.String(), trimmed)
}

// separate writes a space unless there is white space before or after, so that
// words do not run together where a tag was.
func separate(b *strings.Builder, after string) {
	before, _ := utf8.DecodeLastRuneInString(b.String())
	next, _ := utf8.DecodeRuneInString(after)
	if b.Len() > 0 && after != "" && !trimmed(before) && !trimmed(next) {
		b.WriteByte(' ')
	}
}

// trimmed reports whether r is white space or a byte order mark.
func trimmed(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }
