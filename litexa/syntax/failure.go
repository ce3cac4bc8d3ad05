package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// failure is an error that ends a statement.
type failure struct {
	// off and end are the place.
	off, end int
	// line is an offset in the line that is reported. It differs from that of
	// off where an expression with strings over several lines is cut short.
	line    int
	code    string
	message string
	hint    string
	related []diag.Related
	// swallowed is set if the failure is the end of the file within a string.
	swallowed bool
}

// try calls a production and returns its failure, or nil. The cursor is where
// the production left it.
func (p *parser) try(production func()) (f *failure) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *failure:
			f = r
			p.expression.active = false
		default:
			panic(r)
		}
	}()
	production()
	return nil
}

// fail ends the statement, or the production that try called.
func (p *parser) fail(f failure) {
	f.line = f.off
	if p.expression.active {
		f.line = p.expression.prefix
	}
	panic(&f)
}

// failAt fails at the token at an offset.
func (p *parser) failAt(off int, code, format string, args ...any) {
	_, end := p.token(off)
	p.fail(failure{off: off, end: end, code: code, message: fmt.Sprintf(format, args...)})
}

// expected fails because there is something else than what at the cursor.
func (p *parser) expected(what string) { p.expectedHint(what, "") }

func (p *parser) expectedHint(what, hint string) { p.expectedCode("syntax", what, hint) }

func (p *parser) expectedCode(code, what, hint string) {
	found, end := p.token(p.off)
	p.fail(failure{
		off: p.off, end: end, code: code, hint: hint,
		message: fmt.Sprintf("expected %s, found %s", what, found),
	})
}

// fault reports a failure.
func (p *parser) fault(f *failure) {
	d := diag.Diagnostic{
		Code: f.code, File: p.filename, Span: p.span(f.off, f.end),
		Message: f.message, Hint: f.hint, Related: f.related,
	}
	if line := p.at(f.line); line.Line != d.Span.Start.Line {
		d.Related = append(d.Related, diag.Related{File: p.filename, Span: d.Span, Message: "the error is here"})
		start := p.afterBlanks(f.line)
		_, end := p.token(start)
		d.Span = p.span(start, end)
	} else if start := p.at(p.start); len(d.Related) == 0 && d.Span.Start.Line > start.Line {
		if quote := strings.LastIndexByte(p.src[p.start:p.endOfLine(p.start)], '"'); quote >= 0 {
			d.Related = append(d.Related, diag.Related{
				File: p.filename, Span: p.span(p.start+quote, p.start+quote+1),
				Message: "the string that begins here goes on over several lines: is a closing quote missing?",
			})
		}
	}
	p.add(d)
}

// report reports an error that does not keep the statement from being parsed.
func (p *parser) report(span diag.Span, code, hint, format string, args ...any) {
	p.add(diag.Diagnostic{
		Code: code, File: p.filename, Span: span, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// add appends an error, unless it has been reported: text that could be one of
// two things is parsed twice.
func (p *parser) add(d diag.Diagnostic) {
	if d.Span.Start.Offset <= p.quiet {
		return
	}
	if len(p.errs) >= maxErrors {
		p.failures = maxErrors
		return
	}
	for _, e := range p.errs[p.known:] {
		if e.Code == d.Code && e.Span == d.Span {
			return
		}
	}
	p.errs = append(p.errs, d)
}

// token describes what is at an offset, and returns its end.
func (p *parser) token(off int) (description string, end int) {
	if off >= len(p.src) {
		return "the end of the file", len(p.src)
	}
	if p.atEnd(off) {
		return "the end of the line", off
	}
	if end = p.name(off); end == off {
		end = p.number(off, true)
	}
	if end == off {
		_, size := utf8.DecodeRuneInString(p.src[off:])
		end = off + size
		for _, op := range [...]string{"...", "===", "!==", "->", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "=>"} {
			if strings.HasPrefix(p.src[off:], op) {
				end = off + len(op)
				break
			}
		}
	}
	text := p.src[off:end]
	switch {
	case end-off > 40:
		text = strings.ToValidUTF8(text[:40], "") + "..."
	case p.width(off, classBlank) > 0:
		return "a blank", end
	}
	if strings.ContainsAny(text, "\"") {
		return "'" + text + "'", end
	}
	return fmt.Sprintf("%q", text), end
}
