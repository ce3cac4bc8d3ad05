package jsontree

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// MostFindings is the number of findings of one kind in one text after which
// there is no use in more. Finding the place of each takes time.
const MostFindings = 100

// Source is where a value is from.
type Source struct {
	// File is the name of the file as diagnostics show it.
	File string
	// Text is what was parsed; "" if the value was computed, so that the
	// places of its parts are not known.
	Text string
	// Functions are the names that lead to functions in a computed value, which
	// have no JSON.
	Functions [][]string
}

// Span returns the part of the text between two offsets.
func (s Source) Span(start, end int) diag.Span {
	if s.Text == "" {
		return diag.Span{}
	}
	return diag.Span{Start: s.pos(start), End: s.pos(end)}
}

func (s Source) pos(offset int) diag.Pos {
	before := strings.TrimPrefix(s.Text[:min(offset, len(s.Text))], "\ufeff")
	return diag.Pos{
		Offset: offset,
		Line:   1 + strings.Count(before, "\n"),
		Col:    1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]),
	}
}

// SyntaxError describes an error of Parse or Check.
func (s Source) SyntaxError(err error) diag.Diagnostic {
	d := diag.Diagnostic{Code: "json-syntax", File: s.File, Message: fmt.Sprintf("not valid JSON: %v", err)}
	syntax := (*json.SyntaxError)(nil)
	if !errors.As(err, &syntax) {
		return d
	}
	if strings.TrimSpace(strings.TrimPrefix(s.Text, "\ufeff")) == "" {
		d.Message, d.Hint = "the file is empty", "a JSON file holds at least {}"
		return d
	}
	// The offset is that of the byte after the wrong one.
	at := max(int(syntax.Offset)-1, 0)
	if at >= len(s.Text)-1 && strings.Contains(err.Error(), "unexpected end") {
		d.Message, at = "not valid JSON: the file ends too early, an object, list or string is still open", len(s.Text)
	}
	d.Span = s.Span(at, at)
	if at < len(s.Text) {
		d.Hint = syntaxHint(s.Text[:at], s.Text[at])
	}
	return d
}

// syntaxHint guesses the mistake from what stands before and at the place of a
// syntax error.
func syntaxHint(before string, at byte) string {
	before = strings.TrimRight(before, " \t\r\n")
	var last byte
	if before != "" {
		last = before[len(before)-1]
	}
	switch {
	case at == '/' || at == '#':
		return "JSON has no comments; delete them"
	case at == '<' || at == '>':
		return "this may be left of a merge conflict"
	case at == '\'':
		return "JSON has double quotes only"
	case last == ',' && (at == '}' || at == ']'):
		return "delete the comma before it"
	case at == '"' && last != ',' && last != 0:
		return "a comma or a colon may be missing before it"
	case at == '_' || at >= 'a' && at <= 'z' || at >= 'A' && at <= 'Z':
		return "names and strings need double quotes in JSON"
	}
	return ""
}
