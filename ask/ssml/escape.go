package ssml

import (
	"strings"
	"unicode/utf8"
)

// Escape makes text fit for SSML: the characters & < > " ' become references,
// and what XML does not allow at all (control characters, invalid UTF-8)
// becomes a space.
//
// References that text already has stay as they are (the five that XML names,
// and numeric ones), so that escaping twice does no harm.
func Escape(text string) string {
	i := 0
	for i < len(text) && plain(text[i]) {
		i++
	}
	if i == len(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 16)
	b.WriteString(text[:i])
	for i < len(text) {
		c := text[i]
		switch {
		case c == '&':
			if _, n := reference(text[i:]); n > 0 {
				b.WriteString(text[i : i+n])
				i += n
				continue
			}
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '"':
			b.WriteString("&quot;")
		case c == '\'':
			b.WriteString("&apos;")
		case c < utf8.RuneSelf && (c >= ' ' || isSpace(c)):
			b.WriteByte(c)
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if !isChar(r) || r == utf8.RuneError && n == 1 {
				r = ' '
			}
			b.WriteRune(r)
			i += n
			continue
		}
		i++
	}
	return b.String()
}

// plain reports whether Escape can pass over the byte.
func plain(c byte) bool {
	return c >= ' ' && c < utf8.RuneSelf && c != '&' && c != '<' && c != '>' && c != '"' && c != '\''
}

// isSpace reports whether c is white space in XML.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isChar reports whether XML allows r in a document.
func isChar(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// named are the references that XML knows without a document type.
var named = [...]struct {
	reference string
	char      rune
}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}

// reference reads the character reference that s starts with. It returns the
// character and the length of the reference, 0 if s starts with none.
func reference(s string) (rune, int) {
	for _, n := range named {
		if strings.HasPrefix(s, n.reference) {
			return n.char, len(n.reference)
		}
	}
	if !strings.HasPrefix(s, "&#") {
		return 0, 0
	}
	i, base := 2, rune(10)
	if i < len(s) && s[i] == 'x' {
		i, base = 3, 16
	}
	var r rune
	for start := i; i < len(s); i++ {
		switch c := s[i]; {
		case c == ';':
			if i == start || !isChar(r) {
				return 0, 0
			}
			return r, i + 1
		case c >= '0' && c <= '9':
			r = r*base + rune(c-'0')
		case base == 16 && c >= 'a' && c <= 'f':
			r = r*base + rune(c-'a'+10)
		case base == 16 && c >= 'A' && c <= 'F':
			r = r*base + rune(c-'A'+10)
		default:
			return 0, 0
		}
		if r > utf8.MaxRune {
			return 0, 0
		}
	}
	return 0, 0
}

// unescape replaces the references of s by the characters that they stand for.
// What is not a reference stays.
func unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i:]
		if r, n := reference(s); n > 0 {
			b.WriteRune(r)
			s = s[n:]
		} else {
			b.WriteByte('&')
			s = s[1:]
		}
	}
	b.WriteString(s)
	return b.String()
}
