package ssml

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/litexa-go/litexa/internal/suggest"
)

// What Alexa accepts in the speech of one response.
const (
	MaxLength = 8000             // characters, with markup
	MaxAudio  = 5                // audio elements
	MaxBreak  = 10 * time.Second // length of a break
)

const (
	maxDepth    = 64 // elements inside one another that Validate follows
	maxProblems = 20 // that Validate reports
)

// Error is a problem in markup.
type Error struct {
	Offset  int    // in bytes, from 0
	Line    int    // from 1
	Column  int    // in characters, from 1
	Message string // what is wrong
	Snippet string // the markup at the offset, at most 40 characters of one line
}

func (e *Error) Error() string {
	message := fmt.Sprintf("ssml: line %d, column %d: %s", e.Line, e.Column, e.Message)
	if e.Snippet != "" {
		message += ": near " + e.Snippet
	}
	return message
}

// Errors are the problems in one piece of markup, in order.
type Errors []*Error

func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, problem := range e {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap makes the problems visible to errors.As.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, problem := range e {
		list[i] = problem
	}
	return list
}

// Validate checks whether Alexa accepts speech: that the markup is well-formed,
// that it has only elements, attributes and values that Alexa knows, in ranges
// and places where it takes them, and that the limits of a response are kept.
// Speech is a speak element or what goes into one. The error is of type
// [Errors]; it has the first twenty problems.
//
// What differs by locale (speaking styles, emotions, voices) and the sound
// files themselves are not checked.
func Validate(speech string) error {
	v := validator{source: speech}
	v.run()
	if len(v.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(v.problems, func(a, b *Error) int { return a.Offset - b.Offset })
	return v.problems
}

type validator struct {
	source   string
	problems Errors
	open     []openElement
	document bool // there is a speak element around everything
	closed   bool // and it has been closed
	content  bool // there was something before
	audio    int
}

// openElement is an open element.
type openElement struct {
	name  string
	start int
	rule  *rule // nil if unknown
}

func (v *validator) run() {
	if n := utf8.RuneCountInString(v.source); n > MaxLength {
		v.report(0, "the speech has %d characters; Alexa accepts %d", n, MaxLength)
		return
	}
	scan := scanner{source: v.source}
	for len(v.problems) < maxProblems {
		t, ok, err := scan.next()
		if syntax := (*syntaxError)(nil); errors.As(err, &syntax) {
			v.report(syntax.offset, "%s", syntax.message)
			return
		}
		if !ok {
			break
		}
		switch t.kind {
		case textToken:
			v.text(t.start, v.source[t.start:t.end])
		case startToken:
			if len(v.open) == maxDepth {
				v.report(t.start, "more than %d elements are inside one another", maxDepth)
				return
			}
			v.start(&t)
		case endToken:
			v.end(&t)
		case cdataToken:
			v.characters(t.start, strings.NewReplacer("&", " ", "]]>", "").Replace(v.source[t.start:t.end]))
			v.inside(t.start, "text")
		case commentToken:
			comment := v.source[t.start+len("<!--") : t.end-len("-->")]
			if strings.Contains(comment, "--") || strings.HasSuffix(comment, "-") {
				v.report(t.start, "a comment cannot have -- in it")
			}
			v.characters(t.start, strings.ReplaceAll(comment, "&", " "))
		default:
			if t.start > 0 || !isDeclaration(v.source[:t.end]) {
				v.report(t.start, `the only declaration that may be here is <?xml version="1.0" encoding="UTF-8"?> at the start`)
			}
		}
	}
	for _, e := range v.open {
		v.report(e.start, "<%s> is not closed; </%[1]s> is missing", e.name)
	}
}

// isDeclaration reports whether s is an XML declaration. Its encoding, if it
// has one, must be the encoding that JSON has.
func isDeclaration(s string) bool {
	s, ok := strings.CutPrefix(strings.TrimSuffix(s, "?>"), "<?xml ")
	parts := strings.Fields(strings.ToLower(strings.ReplaceAll(s, "'", `"`)))
	return ok && (slices.Equal(parts, []string{`version="1.0"`}) ||
		slices.Equal(parts, []string{`version="1.0"`, `encoding="utf-8"`}))
}

// text checks characters between tags.
func (v *validator) text(offset int, text string) {
	v.characters(offset, text)
	if i := strings.Index(text, "]]>"); i >= 0 {
		v.report(offset+i, "]]> must be written ]]&gt;")
	}
	if blank := len(text) - len(strings.TrimLeft(text, " \t\r\n")); blank < len(text) {
		v.inside(offset+blank, "text")
	}
}

// characters checks that text has only characters and references that XML
// allows.
func (v *validator) characters(offset int, text string) {
	for i := 0; i < len(text); {
		if text[i] == '&' {
			_, n := reference(text[i:])
			if n == 0 {
				v.report(offset+i, "%s", ampersand(text[i:]))
				return
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			v.report(offset+i, "the byte %#02x is not UTF-8", text[i])
			return
		case !isChar(r):
			v.report(offset+i, "XML does not allow the character %U", r)
			return
		}
		i += n
	}
}

// ampersand says what is wrong with an & that does not start a reference.
func ampersand(s string) string {
	end := strings.IndexByte(s, ';')
	if end > 1 && end < 12 && letters(strings.TrimPrefix(s[1:end], "#")) {
		return s[:end+1] + " is not a reference that XML knows; write the character itself"
	}
	return "& must be written &amp;"
}

// inside checks that what, an element or text, may stand where it does.
func (v *validator) inside(offset int, what string) {
	if v.closed {
		v.report(offset, "%s follows </speak>", what)
		return
	}
	v.content = true
	if len(v.open) == 0 {
		return
	}
	switch parent := v.open[len(v.open)-1]; {
	case parent.rule == nil:
	case parent.rule.contents == nothing:
		v.report(offset, "<%s> cannot have anything inside; write <%[1]s …/>", parent.name)
	case parent.rule.contents == textOnly && what != "text":
		v.report(offset, "<%s> takes text only, not %s", parent.name, what)
	}
}

func (v *validator) start(t *token) {
	if t.name == "speak" && !v.content && !v.closed {
		v.document = true
	} else if t.name == "speak" {
		v.report(t.start, "<speak> must be around all speech, once")
	}
	v.inside(t.start, "<"+t.name+">")
	r := rules[t.name]
	if r == nil {
		v.report(t.start, "Alexa does not know <%s>%s", t.name, suggest.Question(t.name, maps.Keys(rules)))
	} else {
		for _, e := range v.open {
			if slices.Contains(r.outside, e.name) {
				v.report(t.start, "<%s> does not work inside <%s>", t.name, e.name)
				break
			}
		}
		v.attributes(t, r)
	}
	if t.name == "audio" {
		if v.audio++; v.audio == MaxAudio+1 {
			v.report(t.start, "a response plays at most %d sounds", MaxAudio)
		}
	}
	if !t.empty {
		v.open = append(v.open, openElement{t.name, t.start, r})
	} else if len(v.open) == 0 && v.document {
		v.closed = true
	}
}

func (v *validator) attributes(t *token, r *rule) {
	for _, a := range t.attributes {
		v.characters(a.valued, a.value)
		check, ok := r.attributes[a.name]
		if !ok {
			if a.name != "xmlns" && !strings.HasPrefix(a.name, "xmlns:") {
				v.report(a.start, "<%s> has no attribute %s%s", t.name, a.name,
					suggest.Question(a.name, slices.Values(r.attributeNames())))
			}
			continue
		}
		value := unescape(a.value)
		if problem := check(value); problem != "" {
			v.report(a.valued, "<%s>: %s %q %s", t.name, a.name, shorten(value), problem)
		}
	}
	has := func(name string) bool {
		return slices.ContainsFunc(t.attributes, func(a attribute) bool { return a.name == name })
	}
	for _, name := range r.required {
		if !has(name) {
			v.report(t.start, "<%s> needs the attribute %s", t.name, name)
		}
	}
	if r.oneNeeded && !slices.ContainsFunc(r.attributeNames(), has) {
		v.report(t.start, "<%s> needs an attribute: %s", t.name, strings.Join(r.attributeNames(), ", "))
	}
	if t.name == "say-as" && has("format") && has("interpret-as") && t.attribute("interpret-as") != string(Date) {
		v.report(t.start, `<say-as>: format is for interpret-as "date" only`)
	}
}

func (v *validator) end(t *token) {
	i := len(v.open) - 1
	for i >= 0 && v.open[i].name != t.name {
		i--
	}
	if i < 0 {
		v.report(t.start, "</%s> closes nothing; <%[1]s> is missing", t.name)
		return
	}
	for _, e := range v.open[i+1:] {
		v.report(t.start, "</%s> is here, but <%s> is still open; </%[2]s> is missing", t.name, e.name)
	}
	v.open = v.open[:i]
	v.closed = i == 0 && v.document
}

func (v *validator) report(offset int, format string, arguments ...any) {
	if len(v.problems) == maxProblems {
		return
	}
	before := v.source[:offset]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	snippet, _, _ := strings.Cut(v.source[offset:], "\n")
	v.problems = append(v.problems, &Error{
		Offset:  offset,
		Line:    1 + strings.Count(before, "\n"),
		Column:  1 + utf8.RuneCountInString(before[lineStart:]),
		Message: fmt.Sprintf(format, arguments...),
		Snippet: shorten(strings.TrimSpace(snippet)),
	})
}

// shorten cuts s to forty characters.
func shorten(s string) string {
	n := 0
	for i := range s {
		if n++; n == 40 {
			return s[:i] + "…"
		}
	}
	return s
}
