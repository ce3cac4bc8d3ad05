package syntax

import (
	"strings"
	"unicode/utf8"
)

// words prints keywords, punctuation and nodes, one after the other.
func (p *printer) words(list ...any) {
	for _, w := range list {
		switch w := w.(type) {
		case string:
			p.str(w)
		case *Ident:
			p.ident(w)
		case *Template:
			p.template(w)
		case Expr:
			p.expr(w)
		case Node:
			p.verbatim(w)
		}
	}
}

// str prints text. Its leading blank is left out after a word that Litexa 0.9
// accepts only without one.
func (p *printer) str(s string) {
	if p.glue() {
		s = strings.TrimPrefix(s, " ")
	}
	if s != "" {
		p.buf.WriteString(s)
		p.wordEnd = -1
	}
}

// verbatim prints a node as it stands in the source.
func (p *printer) verbatim(n Node) { p.str(p.text(n)) }

// text returns the text of a node in the source.
func (p *printer) text(n Node) string {
	span := n.Span()
	return p.source[span.Start.Offset:span.End.Offset]
}

// ident prints a name.
func (p *printer) ident(id *Ident) {
	p.str(id.Name)
	p.checkWord(id.Name, id)
}

// checkWord is called after a name, which may be dotted, and keeps the end of
// its node if it is a reserved word.
func (p *printer) checkWord(name string, n Node) {
	if reserved[name[strings.LastIndexByte(name, '.')+1:]] {
		p.wordEnd = n.Span().End.Offset
	}
}

// glue reports whether the text printed last ends in a reserved word that no
// blank follows in the source. Litexa 0.9 accepts such words as names only
// without one.
func (p *printer) glue() bool {
	if p.wordEnd < 0 {
		return false
	}
	r, size := utf8.DecodeRuneInString(p.source[p.wordEnd:])
	return size > 0 && !isBlank(r)
}

// expr prints an expression.
func (p *printer) expr(e Expr) {
	switch e := e.(type) {
	case *BinaryExpr:
		p.words(e.X, " ", e.Op, " ", e.Y)
	case *NotExpr:
		p.words("not ", e.X)
	case *ParenExpr:
		p.words("(", e.X, ")")
	case *CallExpr:
		p.ref(e.Fun)
		p.str("(")
		for i, arg := range e.Args {
			p.comma(i)
			p.expr(arg)
		}
		p.str(")")
	case *Ref:
		p.ref(e)
	default:
		p.verbatim(e)
	}
}

// ref prints a reference; the keys of its path stay as they are written.
func (p *printer) ref(r *Ref) {
	if len(r.Path) == 0 {
		p.verbatim(r)
		if r.Scope == DeployScope || r == p.checked {
			p.checkWord(r.Name.Name, r)
		}
		return
	}
	p.str(p.source[r.Span().Start.Offset:r.Path[0].Span().Start.Offset])
	for i := range r.Path {
		a := &r.Path[i]
		if a.Member != "" {
			p.words(".", a.Member)
			p.checkWord(a.Member, a)
			continue
		}
		index := strings.Trim(p.text(a), "[]")
		p.words("[", strings.TrimFunc(index, isBlank), "]")
	}
}

// comma prints what separates the i-th element of a list from the one before.
func (p *printer) comma(i int) {
	if i > 0 {
		p.str(", ")
	}
}

// template prints a template as it stands in the source, but for the blanks
// that its lines, from the second on, begin with: they mean nothing, and so
// these lines are indented one level more than the statement.
func (p *printer) template(t *Template) {
	at := t.Span().Start.Offset
	if strings.Contains(p.text(t), "\n") {
		at = p.templateParts(t.Parts, at)
	}
	p.str(p.source[at:t.Span().End.Offset])
}

// templateParts prints the source from an offset up to the last text of the
// parts that spans lines, and returns the offset up to which it printed.
func (p *printer) templateParts(parts []Part, at int) int {
	for _, part := range parts {
		switch part := part.(type) {
		case *Text:
			if strings.Contains(part.Raw, "\n") {
				p.str(p.source[at:part.Span().Start.Offset])
				p.textLines(p.text(part))
				at = part.Span().End.Offset
			}
		case *Group:
			for _, branch := range part.Branches {
				at = p.templateParts(branch, at)
			}
		}
	}
	return at
}

// textLines prints a text that spans lines.
func (p *printer) textLines(text string) {
	lines := strings.Split(text, "\n")
	p.str(lines[0])
	for i, line := range lines[1:] {
		line = strings.TrimLeft(line, " \t")
		p.buf.WriteByte('\n')
		// The last line goes on with another part or the closing quote.
		if line != "" || i == len(lines)-2 {
			p.indent(p.level + 1)
			p.buf.WriteString(line)
		}
	}
}
