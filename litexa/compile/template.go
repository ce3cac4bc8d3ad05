package compile

import (
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/syntax"
)

// template returns the text of a template as an expression.
func (g *generator) template(t *syntax.Template) string {
	if t == nil || len(t.Parts) == 0 {
		return quote("")
	}
	return g.parts(t.Parts)
}

// piece is a part of a text: constant, or an expression.
type piece struct {
	text string
	expr string
}

// parts returns a sequence of parts as an expression. Tags without text stay
// open up to the first line break that follows, or to the end of the sequence,
// and are closed innermost first.
func (g *generator) parts(parts []syntax.Part) string {
	var pieces []piece
	var open []string
	closing := func() string {
		var b strings.Builder
		for i := len(open) - 1; i >= 0; i-- {
			b.WriteString(open[i])
		}
		open = nil
		return b.String()
	}
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Text:
			text, at := syntax.NormalizeText(p.Raw)
			if at >= 0 && len(open) > 0 {
				at = min(at, len(text))
				text = text[:at] + closing() + text[at:]
			}
			pieces = append(pieces, piece{text: text})
		case *syntax.Tag:
			if end := closer(p); end != "" {
				open = append(open, end)
			}
			pieces = append(pieces, g.tag(p))
		default:
			pieces = append(pieces, g.part(p))
		}
	}
	pieces = append(pieces, piece{text: closing()})
	return concat(pieces)
}

// part returns a part other than text or a tag.
func (g *generator) part(p syntax.Part) piece {
	switch p := p.(type) {
	case *syntax.Escape:
		return piece{text: string(p.Char)}
	case *syntax.Interpolation:
		return piece{expr: "escapeSpeech(" + g.expr(p.Expr) + ")"}
	case *syntax.Group:
		return piece{expr: g.group(p)}
	default:
		return piece{}
	}
}

// group returns a group in parentheses, or a random choice of its branches. A
// branch that is a single tag does not close it.
func (g *generator) group(p *syntax.Group) string {
	if len(p.Branches) == 1 {
		return g.branch(p.Branches[0])
	}
	key := g.key()
	branches := make([]string, len(p.Branches))
	for i, b := range p.Branches {
		branches[i] = g.branch(b)
	}
	if g.coverage != nil {
		return g.covered(key, p, strings.Join(branches, ", "))
	}
	return "pickSayFragment(context, " + key + ", [" + strings.Join(branches, ", ") + "])"
}

func (g *generator) branch(parts []syntax.Part) string {
	if len(parts) == 1 {
		if t, ok := parts[0].(*syntax.Tag); ok {
			return concat([]piece{g.tag(t)})
		}
	}
	return g.parts(parts)
}

// closer returns the end of a tag that stays open, or "".
func closer(t *syntax.Tag) string {
	name, _ := markup(t)
	if name == "" || strings.TrimSpace(t.Text) != "" {
		return ""
	}
	return "</" + name + ">"
}

// markup returns the SSML or display element of tags that enclose text.
func markup(t *syntax.Tag) (name, attributes string) {
	switch {
	case t.Kind == syntax.TagFontSize:
		return "font", " size='" + strconv.Itoa(t.Size) + "'"
	case t.Kind != syntax.TagNamed:
		return "", ""
	}
	switch t.Code {
	case "i", "b", "u":
		return t.Code, ""
	case "center":
		return "div", " align='center'"
	}
	return "", ""
}

// tag returns what a tag stands for.
func (g *generator) tag(t *syntax.Tag) piece {
	switch t.Kind {
	case syntax.TagInterjection:
		return piece{text: element("say-as", " interpret-as='interjection'", t.Text+t.Punctuation)}
	case syntax.TagPause:
		return piece{text: "<break time='" + t.Duration + "'/>"}
	case syntax.TagSound, syntax.TagAsset:
		return piece{expr: g.audio(t.Asset)}
	}
	name, attributes := markup(t)
	switch {
	case name == "":
		return piece{}
	case closer(t) != "":
		return piece{text: "<" + name + attributes + ">"}
	default:
		return piece{text: element(name, attributes, t.Text)}
	}
}

// element returns an element with text, or an empty one.
func element(name, attributes, text string) string {
	if text == "" {
		return "<" + name + attributes + "/>"
	}
	return "<" + name + attributes + ">" + text + "</" + name + ">"
}

// concat returns the expression that joins the pieces to a string.
func concat(pieces []piece) string {
	var terms []string
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			terms = append(terms, quote(text.String()))
			text.Reset()
		}
	}
	for _, p := range pieces {
		if p.expr == "" {
			text.WriteString(p.text)
			continue
		}
		flush()
		terms = append(terms, p.expr)
	}
	flush()
	if len(terms) == 0 {
		return quote("")
	}
	if len(terms) == 1 {
		return terms[0]
	}
	return strings.Join(terms, " + ")
}
