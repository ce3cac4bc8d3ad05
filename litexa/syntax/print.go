package syntax

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// Format returns the canonical form of a .litexa file: two blanks for a level,
// one statement a line, one blank line between declarations, and blanks in
// their usual places. It never changes what the file means, the order of its
// statements, its comments or, but for the indentation of the lines that a
// template spans, what its strings say.
//
// A file with syntax errors comes back as it is, with the errors. Tags that the
// language does not define are none: extensions may.
func Format(name, source string) (string, diag.List) {
	if !utf8.ValidString(source) {
		return source, diag.List{{
			Code:    "not-utf-8",
			File:    name,
			Message: "the file has bytes that are not UTF-8, which formatting would lose",
			Hint:    "save the file in the encoding UTF-8",
		}}
	}
	file, list := ParseWith(name, source, formatOptions)
	if list.HasErrors() {
		return source, list
	}
	return printFile(file).String(), list
}

// formatOptions are those that Format parses with.
var formatOptions = Options{SayTags: func(string) bool { return true }}

// Fprint writes the canonical form of a file that Parse returned without
// errors; see Format.
func Fprint(w io.Writer, file *File) error {
	if _, err := printFile(file).WriteTo(w); err != nil {
		return fmt.Errorf("printing %s: %w", file.Name, err)
	}
	return nil
}

func printFile(file *File) *bytes.Buffer {
	p := &printer{source: file.Source, comments: file.Comments}
	p.buf.Grow(len(file.Source) + len(file.Source)/8)
	lines := linesOf(file)
	for i := range lines {
		p.line(&lines[i])
	}
	p.finish()
	return &p.buf
}

// indentation is that of one level.
const indentation = "  "

// printer writes the lines of a file. Statements write their own text; what
// lies between them, comments and blank lines, comes from the source.
type printer struct {
	source   string
	comments []*Comment // not yet printed
	buf      bytes.Buffer

	started bool
	level   int      // of the last line
	kind    lineKind // of the last line
	// wordEnd is where the word printed last ends in the source if it is one
	// after which Litexa 0.9 does not accept a blank; else it is -1.
	wordEnd int
	// checked is an operand whose name Litexa 0.9 takes for that of a new
	// variable at first.
	checked Expr
	// columns holds where the last statement, and those that enclose it, begin
	// in the source: one for each level.
	columns []int
	// opens says whether lines may stand below the last statement.
	opens bool
	// leadFrom is the offset of the first of the comments that directly
	// precede the next block, or -1.
	leadFrom int
}

// line prints a line, and the comments before it.
func (p *printer) line(l *printLine) {
	at := l.at()
	p.printComments(at, l.level, l.kind)
	p.newLine(at, l.level, l.kind)
	p.columns = append(p.columns[:min(l.level, len(p.columns))], p.column(at))
	p.opens = l.kind != leafLine
	p.node(l)
}

// newLine ends the last line, if any, and indents a new one for what is at an
// offset of the source, after a blank line if there is to be one.
func (p *printer) newLine(at, level int, kind lineKind) {
	if p.started {
		p.buf.WriteByte('\n')
		if p.wantsBlankLine(at, level, kind) {
			p.buf.WriteByte('\n')
		}
	}
	p.started, p.level, p.kind, p.wordEnd = true, level, kind, -1
	p.indent(level)
}

func (p *printer) indent(level int) {
	for range level {
		p.buf.WriteString(indentation)
	}
}

// wantsBlankLine says whether a blank line belongs before a new line.
func (p *printer) wantsBlankLine(at, level int, kind lineKind) bool {
	inSource := p.lineBreaksBefore(at) > 1
	switch {
	case level > p.level || kind == elseLine:
		return false
	case level > 0:
		return inSource
	case p.level > 0 || p.kind == blockLine:
		return true
	case p.kind == commentLine:
		return inSource
	default:
		return inSource || kind == blockLine || at == p.leadFrom
	}
}

// finish prints the comments that are left and ends the last line.
func (p *printer) finish() {
	p.printComments(len(p.source)+1, 0, leafLine)
	if p.started {
		p.buf.WriteByte('\n')
	}
}

// printComments prints the comments before an offset, where a line of the
// given level and kind follows.
func (p *printer) printComments(before, level int, kind lineKind) {
	n := 0
	for n < len(p.comments) && p.comments[n].Span().Start.Offset < before {
		n++
	}
	if n == 0 {
		return
	}
	comments := p.comments[:n]
	p.comments = p.comments[n:]
	p.leadFrom = -1
	if kind == blockLine {
		p.leadFrom = p.leadOf(comments, before)
	}
	for _, c := range comments {
		at := c.Span().Start.Offset
		switch {
		case p.beginsLine(at):
			p.newLine(at, p.commentLevel(at, level), commentLine)
		case !p.glue():
			p.buf.WriteString("  ")
		}
		p.buf.WriteString(strings.TrimRightFunc(c.Text, isBlank))
	}
}

// leadOf returns the offset of the first of the last comments that stand alone
// on their lines and are separated from what follows, and from each other, by
// no blank line. It returns -1 if there are none.
func (p *printer) leadOf(comments []*Comment, next int) int {
	first := -1
	for i := len(comments) - 1; i >= 0; i-- {
		at := comments[i].Span().Start.Offset
		if p.lineBreaksBefore(next) > 1 || !p.beginsLine(at) {
			break
		}
		first, next = at, at
	}
	return first
}

// commentLevel returns the level of a comment that gets a line of its own: that
// of the statement that follows or, where blocks end before that, that of the
// innermost block which the comment's indentation in the source reaches.
func (p *printer) commentLevel(at, next int) int {
	column, level := p.column(at), 0
	for l, c := range p.columns {
		if c < column {
			level = l + 1
		}
	}
	if !p.opens {
		level = min(level, len(p.columns)-1)
	}
	return max(level, next)
}

// column returns how many blanks precede an offset on its line.
func (p *printer) column(at int) int {
	n := 0
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(p.source[:at])
		if !isBlank(r) {
			break
		}
		at -= size
		n++
	}
	return n
}

// beginsLine reports whether only blanks precede an offset on its line.
func (p *printer) beginsLine(at int) bool {
	return at == 0 || p.lineBreaksBefore(at) > 0
}

// lineBreaksBefore counts the line breaks between an offset and what precedes
// it. The start of the source counts as one.
func (p *printer) lineBreaksBefore(at int) int {
	n := 0
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(p.source[:at])
		switch {
		case isLineEnd(r):
			n++
		case !isBlank(r):
			return n
		}
		at -= size
	}
	return n + 1
}

// isBlank reports whether a character is a blank.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[r]&classBlank != 0
	}
	return runeIs(r, classBlank)
}

// isLineEnd reports whether a character ends a line.
func isLineEnd(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[r]&classEnd != 0
	}
	return runeIs(r, classEnd)
}
