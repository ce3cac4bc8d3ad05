package ssml

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

type tokenKind int

const (
	textToken    tokenKind = iota
	startToken             // <name …> or <name …/>
	endToken               // </name>
	cdataToken             // <![CDATA[…]]>
	commentToken           // <!--…-->
	otherToken             // <?…?> and <!…>
)

// token is a piece of markup: source[start:end].
type token struct {
	kind       tokenKind
	start, end int
	name       string // of startToken and endToken
	attributes []attribute
	empty      bool // a startToken that ends with />
}

// attribute returns the value of an attribute, references resolved.
func (t *token) attribute(name string) string {
	for _, a := range t.attributes {
		if a.name == name {
			return unescape(a.value)
		}
	}
	return ""
}

type attribute struct {
	name, value   string // the value as written, without its quotes
	start, valued int    // the offsets of name and value
}

// maxAttributes bounds the work on one tag; SSML needs three.
const maxAttributes = 64

// syntaxError is markup that cannot be read.
type syntaxError struct {
	offset  int
	message string
}

func (e *syntaxError) Error() string { return e.message }

// scanner splits markup into tokens. It looks at tags only; what is between
// them is for the caller to judge.
type scanner struct {
	source string
	pos    int
}

// next returns the next token, and false at the end of the source.
func (s *scanner) next() (token, bool, error) {
	rest := s.source[s.pos:]
	if rest == "" {
		return token{}, false, nil
	}
	t := token{start: s.pos}
	var err error
	switch {
	case rest[0] != '<':
		t.end = len(s.source)
		if i := strings.IndexByte(rest, '<'); i >= 0 {
			t.end = s.pos + i
		}
	case strings.HasPrefix(rest, "</"):
		err = s.endTag(&t)
	case strings.HasPrefix(rest, "<!--"):
		t.kind = commentToken
		err = s.until(&t, "<!--", "-->", "the comment is not closed; --> is missing")
	case strings.HasPrefix(rest, "<![CDATA["):
		t.kind = cdataToken
		err = s.until(&t, "<![CDATA[", "]]>", "the CDATA section is not closed; ]]> is missing")
	case strings.HasPrefix(rest, "<?"):
		t.kind = otherToken
		err = s.until(&t, "<?", "?>", "the processing instruction is not closed; ?> is missing")
	case strings.HasPrefix(rest, "<!"):
		t.kind = otherToken
		err = s.until(&t, "<!", ">", "the declaration is not closed; > is missing")
	default:
		err = s.startTag(&t)
	}
	if err != nil {
		return token{}, false, err
	}
	s.pos = t.end
	return t, true, nil
}

// lenient is next for markup that must be read as well as can be: what is not
// a tag is text.
func (s *scanner) lenient() (token, bool) {
	t, ok, err := s.next()
	if err == nil {
		return t, ok
	}
	t = token{start: s.pos, end: s.pos + 1}
	if strings.HasPrefix(s.source[s.pos:], "<!") || strings.HasPrefix(s.source[s.pos:], "<?") {
		t.end = len(s.source) // looked for its end to the end already
	}
	s.pos = t.end
	return t, true
}

func (s *scanner) until(t *token, open, closing, missing string) error {
	i := strings.Index(s.source[s.pos+len(open):], closing)
	if i < 0 {
		return &syntaxError{s.pos, missing}
	}
	t.end = s.pos + len(open) + i + len(closing)
	return nil
}

func (s *scanner) endTag(t *token) error {
	t.kind = endToken
	i := s.pos + len("</")
	t.name = s.name(i)
	if t.name == "" {
		return &syntaxError{s.pos, "</ is not followed by the name of an element"}
	}
	i = s.space(i + len(t.name))
	if i == len(s.source) || s.source[i] != '>' {
		return &syntaxError{s.pos, fmt.Sprintf("</%s is not closed by >", t.name)}
	}
	t.end = i + 1
	return nil
}

func (s *scanner) startTag(t *token) error {
	t.kind = startToken
	i := s.pos + len("<")
	t.name = s.name(i)
	if t.name == "" {
		return &syntaxError{s.pos, "< does not start a tag; write &lt; for the character"}
	}
	i += len(t.name)
	for {
		at := s.space(i)
		if at == len(s.source) {
			return &syntaxError{s.pos, fmt.Sprintf("<%s is not closed by >", t.name)}
		}
		switch {
		case s.source[at] == '>':
			t.end = at + 1
			return nil
		case strings.HasPrefix(s.source[at:], "/>"):
			t.empty = true
			t.end = at + len("/>")
			return nil
		}
		a := attribute{name: s.name(at), start: at}
		if a.name == "" {
			return &syntaxError{at, fmt.Sprintf("%s does not belong inside <%s>; > is missing, or an attribute's quotes", quoteRune(s.source[at:]), t.name)}
		}
		if len(t.attributes) == maxAttributes {
			return &syntaxError{at, fmt.Sprintf("<%s> has more than %d attributes", t.name, maxAttributes)}
		}
		if at == i {
			return &syntaxError{at, fmt.Sprintf("white space is missing before the attribute %s", a.name)}
		}
		for _, other := range t.attributes {
			if other.name == a.name {
				return &syntaxError{at, fmt.Sprintf("<%s> has the attribute %s twice", t.name, a.name)}
			}
		}
		at = s.space(at + len(a.name))
		if at == len(s.source) || s.source[at] != '=' {
			return &syntaxError{a.start, fmt.Sprintf(`the attribute %s has no value; write %[1]s="…"`, a.name)}
		}
		at = s.space(at + 1)
		if at == len(s.source) || s.source[at] != '"' && s.source[at] != '\'' {
			return &syntaxError{a.start, fmt.Sprintf(`the value of %s is not in quotes; write %[1]s="…"`, a.name)}
		}
		a.valued = at + 1
		n := strings.IndexAny(s.source[a.valued:], s.source[at:at+1]+"<")
		if n < 0 || s.source[a.valued+n] == '<' {
			return &syntaxError{a.start, fmt.Sprintf("the value of %s lacks its closing quote, or has a < in it that must be written &lt;", a.name)}
		}
		a.value = s.source[a.valued : a.valued+n]
		t.attributes = append(t.attributes, a)
		i = a.valued + n + 1
	}
}

// name returns the XML name at offset i, "" if there is none.
func (s *scanner) name(i int) string {
	start := i
	for i < len(s.source) {
		c := s.source[i]
		if c < utf8.RuneSelf {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
			if !letter && (i == start || !(c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':')) {
				break
			}
		}
		i++
	}
	return s.source[start:i]
}

// space returns the offset of the first byte from i on that is not white space.
func (s *scanner) space(i int) int {
	for i < len(s.source) && isSpace(s.source[i]) {
		i++
	}
	return i
}

// quoteRune returns the first character of s in quotes.
func quoteRune(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	return fmt.Sprintf("%q", string(r))
}
