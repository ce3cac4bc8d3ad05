package syntax

import (
	"strconv"
	"strings"
)

// NormalizeText applies the white space rules of templates to the text of one
// [Text]: lines are joined by one space, blank lines between them are line
// breaks, and runs of spaces and tabs are one space.
//
// closeTags is the byte offset in text at which tags are closed that are still
// open: where the first line ends. It is -1 if raw is a single line.
func NormalizeText(raw string) (text string, closeTags int) {
	first, rest, more := strings.Cut(raw, "\n")
	if !more {
		return squeeze(raw), -1
	}
	var b strings.Builder
	b.WriteString(squeeze(first))
	closeTags = b.Len()
	for more {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		b.WriteByte(' ')
		switch trimmed := strings.TrimFunc(line, isJSSpace); {
		case !more:
			b.WriteString(line)
		case trimmed == "":
			b.WriteByte('\n')
		default:
			b.WriteString(trimmed)
		}
	}
	text = squeeze(trimBreaks(b.String()))
	if end := strings.IndexByte(text, '\n'); end >= 0 && end < closeTags {
		closeTags = end // the blanks at the end of the first line are gone
	}
	return text, min(closeTags, len(text))
}

// isJSSpace reports whether JavaScript's trim drops a character.
func isJSSpace(r rune) bool {
	return r == '\r' || isBlank(r) || r == '\n' || r == '\u2028' || r == '\u2029'
}

// squeeze makes runs of two or more spaces and tabs one space.
func squeeze(s string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		if i-start > 1 {
			b.WriteString(s[done:start])
			b.WriteByte(' ')
			done = i
		}
		if i == start {
			i++
		}
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// trimBreaks drops the spaces and tabs around line breaks.
func trimBreaks(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if i > 0 {
			line = strings.TrimLeft(line, " \t")
		}
		if i < len(lines)-1 {
			line = strings.TrimRight(line, " \t")
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// SourceText returns the shorthand of a template, a part of one or an
// expression, by which translations name it: white space as NormalizeText has
// it, references as @x, $x, DEPLOY.x and {x}, tags without the text in them, of
// alternatives the first, and escapes as what they stand for, but \" as it is.
func SourceText(n Node) string {
	var b strings.Builder
	writeSource(&b, n)
	return b.String()
}

func writeSource(b *strings.Builder, n Node) {
	switch n := n.(type) {
	case *Template:
		writeParts(b, n.Parts)
	case *Text:
		text, _ := NormalizeText(n.Raw)
		b.WriteString(text)
	case *Escape:
		if n.Char == '"' {
			b.WriteByte('\\')
		}
		b.WriteByte(n.Char)
	case *Interpolation:
		if n.Braces {
			b.WriteByte('{')
		}
		writeSource(b, n.Expr)
		if n.Braces {
			b.WriteByte('}')
		}
	case *Tag:
		b.WriteString(tagSource(n))
	case *Group:
		writeParts(b, n.Branches[0])
	case Expr:
		writeExpr(b, n)
	}
}

func writeParts(b *strings.Builder, parts []Part) {
	for _, p := range parts {
		writeSource(b, p)
	}
}

func tagSource(t *Tag) string {
	switch t.Kind {
	case TagInterjection:
		return "<!" + t.Text + t.Punctuation + ">"
	case TagPause:
		return "<..." + t.Duration + ">"
	case TagSound:
		return "<sfx " + t.Asset.Name + ">"
	case TagFontSize:
		return "<fontsize>"
	case TagAsset:
		return "<" + t.Asset.Name + ">"
	default:
		return "<" + t.Code + ">"
	}
}

// writeExpr writes an expression without its parentheses, as in Litexa 0.9.
func writeExpr(b *strings.Builder, e Expr) {
	switch e := e.(type) {
	case *BinaryExpr:
		writeExpr(b, e.X)
		b.WriteString(" " + e.Op + " ")
		writeExpr(b, e.Y)
	case *NotExpr:
		b.WriteString("not")
		writeExpr(b, e.X)
	case *ParenExpr:
		writeExpr(b, e.X)
	case *CallExpr:
		writeExpr(b, e.Fun)
		b.WriteByte('(')
		for i, arg := range e.Args {
			if i > 0 {
				b.WriteString(", ")
			}
			writeExpr(b, arg)
		}
		b.WriteByte(')')
	case *Ref:
		writeRef(b, e)
	case *StringLit:
		b.WriteByte(e.Quote)
		b.WriteString(e.Raw)
		b.WriteByte(e.Quote)
	case *NumberLit:
		b.WriteString(strconv.FormatFloat(e.Value, 'f', -1, 64))
	case *BoolLit:
		b.WriteString(strconv.FormatBool(e.Value))
	}
}

// scopeSigns are what references begin with.
var scopeSigns = [...]string{LocalScope: "", DatabaseScope: "@", RequestScope: "$", DeployScope: "DEPLOY."}

func writeRef(b *strings.Builder, r *Ref) {
	b.WriteString(scopeSigns[r.Scope])
	b.WriteString(r.Name.Name)
	for i := range r.Path {
		switch a := &r.Path[i]; {
		case a.Member != "":
			b.WriteString("." + a.Member)
		case a.IsKey:
			b.WriteString("['" + a.Key + "']")
		default:
			b.WriteString("[" + strconv.Itoa(a.Index) + "]")
		}
	}
}

// IsStatic reports whether an expression has nothing but literals, DEPLOY
// references and operators, so that its value is known when a skill is built.
func IsStatic(e Expr) bool {
	switch e := e.(type) {
	case *BinaryExpr:
		return IsStatic(e.X) && IsStatic(e.Y)
	case *NotExpr:
		return IsStatic(e.X)
	case *ParenExpr:
		return IsStatic(e.X)
	case *Ref:
		return e.Scope == DeployScope
	case *StringLit, *NumberLit, *BoolLit:
		return true
	}
	return false
}
