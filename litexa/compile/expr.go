package compile

import (
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/syntax"
)

// operator returns the operator of JavaScript.
func operator(op string) string {
	switch op {
	case "==":
		return "==="
	case "!=":
		return "!=="
	case "and":
		return "&&"
	case "or":
		return "||"
	default:
		return op
	}
}

// expr returns an expression that needs no parentheses around it in a
// statement or in a list of arguments.
func (g *generator) expr(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.BinaryExpr:
		return g.binary(e)
	case *syntax.NotExpr:
		return "!" + g.operand(e.X)
	case *syntax.ParenExpr:
		return g.expr(e.X)
	case *syntax.CallExpr:
		return "await " + g.ref(e.Fun) + "(" + g.args(e.Args) + ")"
	case *syntax.Ref:
		return g.ref(e)
	case *syntax.StringLit:
		return literal(e)
	case *syntax.NumberLit:
		return strconv.FormatFloat(e.Value, 'g', -1, 64)
	case *syntax.BoolLit:
		return strconv.FormatBool(e.Value)
	default:
		return "undefined"
	}
}

// operand returns an expression that is an operand of another.
func (g *generator) operand(e syntax.Expr) string {
	for {
		p, ok := e.(*syntax.ParenExpr)
		if !ok {
			break
		}
		e = p.X
	}
	switch e.(type) {
	case *syntax.BinaryExpr, *syntax.NotExpr:
		return "(" + g.expr(e) + ")"
	default:
		return g.expr(e)
	}
}

// binary returns a chain of operators. It leans to the left and may be long,
// so it is written without recursion on that side.
func (g *generator) binary(e *syntax.BinaryExpr) string {
	var chain []*syntax.BinaryExpr
	var left syntax.Expr = e
	for {
		b, ok := left.(*syntax.BinaryExpr)
		if !ok {
			break
		}
		chain = append(chain, b)
		left = b.X
	}
	var b strings.Builder
	for range len(chain) - 1 {
		b.WriteByte('(')
	}
	b.WriteString(g.operand(left))
	for i := len(chain) - 1; i >= 0; i-- {
		b.WriteString(" " + operator(chain[i].Op) + " " + g.operand(chain[i].Y))
		if i > 0 {
			b.WriteByte(')')
		}
	}
	return b.String()
}

func (g *generator) args(args []syntax.Expr) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = g.expr(a)
	}
	return strings.Join(parts, ", ")
}

// ref returns a reference to a variable or a part of it.
func (g *generator) ref(r *syntax.Ref) string {
	var b strings.Builder
	switch r.Scope {
	case syntax.DatabaseScope:
		b.WriteString("context.db.read(" + quote(r.Name.Name) + ")")
	case syntax.RequestScope:
		b.WriteString("context.slots" + member(r.Name.Name))
	case syntax.DeployScope:
		b.WriteString("litexa.DEPLOY" + member(r.Name.Name))
	default:
		b.WriteString(r.Name.Name)
	}
	for _, a := range r.Path {
		switch {
		case a.Member != "":
			b.WriteString(member(a.Member))
		case a.IsKey:
			b.WriteString("[" + quote(a.Key) + "]")
		default:
			b.WriteString("[" + strconv.Itoa(a.Index) + "]")
		}
	}
	return b.String()
}

// member returns the access to a member. Names of slots may have hyphens.
func member(name string) string {
	if strings.Contains(name, "-") {
		return "[" + quote(name) + "]"
	}
	return "." + name
}

// literal returns a string literal. Its escape sequences are those of
// JavaScript; a line break stands for a blank.
func literal(s *syntax.StringLit) string {
	raw := s.Raw
	if strings.Contains(raw, "\n") {
		lines := strings.Split(raw, "\n")
		for i, l := range lines {
			if i > 0 {
				l = strings.TrimLeft(l, " \t")
			}
			if i < len(lines)-1 {
				l = strings.TrimRight(l, " \t")
			}
			lines[i] = l
		}
		raw = strings.Join(lines, " ")
	}
	if n := len(raw) - len(strings.TrimRight(raw, `\`)); n%2 == 1 {
		raw += `\`
	}
	return string(s.Quote) + raw + string(s.Quote)
}
