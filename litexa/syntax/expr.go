package syntax

import (
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
)

// expressionState is what the parser knows of the expression that it parses.
type expressionState struct {
	// active is set within an expression.
	active bool
	// prefix is the end of the longest part that is an expression by itself.
	// Litexa 0.9 looks for what follows an expression there if the rest makes
	// no sense, and so reports errors there.
	prefix int
	// depth counts parentheses and calls around the cursor, terms all of them
	// and all operators.
	depth, terms int
	// calls are the offsets of the parentheses of calls that are open, or were
	// at the last failure.
	calls []int
}

// levelUnary is the level at which "not" stands, and that of * and /.
const levelUnary = 4

// operators are the binary operators and how strongly they bind. An operator
// comes before those that it begins with.
var operators = [...]struct {
	text  string
	level int
}{
	{"and", 1}, {"or", 1},
	{">=", 2}, {"<=", 2}, {"!=", 2}, {"==", 2}, {">", 2}, {"<", 2},
	{"+", 3}, {"-", 3},
	{"*", levelUnary}, {"/", levelUnary},
}

// parseExpr parses an expression.
func (p *parser) parseExpr() Expr {
	s := &p.expression
	s.active, s.prefix, s.depth, s.terms, s.calls = true, p.off, 0, 0, s.calls[:0]
	e := p.binary(1)
	s.active = false
	return e
}

// binary parses an expression whose operators bind at least as strongly as
// level.
func (p *parser) binary(level int) Expr {
	x := p.unary(level)
	for {
		end := p.off
		p.blanks()
		op, opLevel := p.operator()
		if op == "" || opLevel < level {
			p.off = end
			return x
		}
		if p.expression.depth == 0 {
			p.expression.prefix = end
		}
		p.term()
		p.off += len(op)
		p.blanks()
		y := p.binary(opLevel + 1)
		x = &BinaryExpr{extent{diag.Span{Start: x.Span().Start, End: y.Span().End}}, op, x, y}
	}
}

// operator returns the binary operator at the cursor, or "".
func (p *parser) operator() (op string, level int) {
	switch p.peek() {
	case 'a', 'o', '>', '<', '!', '=', '+', '-', '*', '/':
		for _, o := range operators {
			if p.has(o.text) {
				return o.text, o.level
			}
		}
	}
	return "", 0
}

// unary parses "not" or a value.
func (p *parser) unary(level int) Expr {
	if level > levelUnary || !p.has("not") {
		return p.value()
	}
	next := p.afterBlanks(p.off + len("not"))
	if next == p.off+len("not") || !p.startsValue(next) {
		return p.value() // a variable or function of that name
	}
	start := p.here()
	if p.expression.depth == 0 {
		p.expression.prefix = p.off + len("not")
	}
	p.enter()
	p.off = next
	x := p.binary(levelUnary)
	p.leave()
	return &NotExpr{extent{diag.Span{Start: start, End: x.Span().End}}, x}
}

// startsValue reports whether a value may begin at an offset.
func (p *parser) startsValue(off int) bool {
	switch c := p.peekAt(off); c {
	case '(', '@', '$', '"', '\'':
		return true
	case '-':
		return p.is(off+1, classDigit)
	default:
		return p.is(off, classDigit) || p.width(off, classStart) > 0
	}
}

// enter and leave surround what is within parentheses.
func (p *parser) enter() {
	p.term()
	p.expression.depth++
	if p.expression.depth > maxDepth {
		p.failAt(p.off, "nesting-too-deep", "there are more than %d parentheses within each other", maxDepth)
	}
}

func (p *parser) leave() { p.expression.depth-- }

// term counts an operator or a parenthesis.
func (p *parser) term() {
	p.expression.terms++
	if p.expression.terms > maxTerms {
		p.failAt(p.off, "expression-too-long", "the expression has more than %d operators and parentheses", maxTerms)
	}
}

// value parses an operand.
func (p *parser) value() Expr {
	switch c := p.peek(); {
	case c == '(':
		return p.paren()
	case c == '@':
		ref := p.databaseRef()
		return p.callOr(ref)
	case c == '$':
		return p.slotRef()
	case c == '"' || c == '\'':
		return p.stringLit()
	case p.width(p.off, classStart) > 0:
		return p.word()
	}
	if end := p.number(p.off, true); end > p.off {
		return p.numberLit(end)
	}
	p.expectedHint("a value", p.valueHint())
	return nil
}

func (p *parser) paren() Expr {
	start := p.here()
	p.enter()
	p.off++
	p.blanks()
	x := p.binary(1)
	p.blanks()
	if !p.accept(")") {
		p.expected(`an operator or ")"`)
	}
	p.leave()
	return &ParenExpr{p.since(start), x}
}

// word parses a value that begins with a name.
func (p *parser) word() Expr {
	start := p.here()
	end := p.name(p.off)
	name := p.src[p.off:end]
	p.off = end
	ref := &Ref{Name: Ident{p.since(start), name}}
	p.path(ref)
	ref.extent = p.since(start)
	e := p.callOr(ref)
	if e != Expr(ref) {
		return e
	}
	switch {
	case name == "true" || name == "false":
		p.off = end
		return &BoolLit{ref.Name.extent, name == "true"}
	case name == "DEPLOY" && len(ref.Path) > 0 && ref.Path[0].Member != "":
		member := ref.Path[0]
		member.at.Start.Offset++ // the dot
		member.at.Start.Col++
		ref.Scope = DeployScope
		ref.Name = Ident{member.extent, member.Member}
		ref.Path = ref.Path[1:]
	}
	return ref
}

// databaseRef parses "@name" with what follows it.
func (p *parser) databaseRef() *Ref {
	start := p.here()
	p.off++
	ref := &Ref{Scope: DatabaseScope, Name: p.freeName("a name after \"@\"")}
	p.path(ref)
	ref.extent = p.since(start)
	return ref
}

// freeName parses a name that may be a reserved word.
func (p *parser) freeName(what string) Ident {
	end := p.name(p.off)
	if end == p.off {
		p.expected(what)
	}
	start := p.here()
	name := p.src[p.off:end]
	p.off = end
	return Ident{p.since(start), name}
}

// slotRef parses "$name" with what follows it.
func (p *parser) slotRef() *Ref {
	start, first := p.here(), p.off
	p.off++
	end := p.run(p.off, classSlot)
	ref := &Ref{Scope: RequestScope}
	bad := end == p.off || p.is(end, classDigit)
	if bad {
		end = max(p.run(end, classPart), end)
	}
	name := p.src[p.off:end]
	begin := p.here()
	p.off = end
	ref.Name = Ident{p.since(begin), name}
	p.path(ref)
	ref.extent = p.since(start)
	if bad {
		text := p.src[first:p.off]
		hint := "a name has only letters (a-z, A-Z) and \"-\""
		if name == "" || p.is(first+1, classDigit) {
			hint += `; a plain dollar sign is written \$ in what is said`
		}
		p.report(ref.at, "invalid-slot-name", hint, "%q is not the name of a slot or request variable", text)
	}
	return ref
}

// path parses the members and indexes after a name. What does not look like one
// is not part of the reference.
func (p *parser) path(ref *Ref) {
	for {
		switch p.peek() {
		case '.':
			end := p.name(p.off + 1)
			if end == p.off+1 {
				return
			}
			start := p.here()
			p.off++
			p.checkReserved(p.off, end)
			member := p.src[p.off:end]
			p.off = end
			ref.Path = append(ref.Path, Accessor{extent: p.since(start), Member: member})
		case '[':
			a, ok := p.index()
			if !ok {
				return
			}
			ref.Path = append(ref.Path, a)
		default:
			return
		}
	}
}

// index parses "[number]" or `["key"]`, if it is there.
func (p *parser) index() (a Accessor, ok bool) {
	first := p.off
	off := p.afterBlanks(first + 1)
	if p.peekAt(off) == '"' {
		value, end, closed := p.quotedText(off)
		if !closed {
			return a, false
		}
		a.IsKey, a.Key = true, value
		off = end
	} else {
		end := p.run(off, classDigit)
		if end > off {
			n, err := strconv.ParseInt(p.src[off:end], 10, 32)
			if err != nil {
				p.failAt(off, "syntax", "the index %s is too large", p.src[off:end])
			}
			a.Index = int(n)
		} else if p.peekAt(p.afterBlanks(off)) == ']' {
			p.failAt(off, "syntax", "expected a number or a key in double quotes between \"[\" and \"]\"")
		}
		off = end
	}
	off = p.afterBlanks(off)
	if p.peekAt(off) != ']' {
		return a, false
	}
	start := p.here()
	p.off = off + 1
	a.extent = p.since(start)
	return a, true
}

// callOr parses the arguments after a reference, if there are any.
func (p *parser) callOr(ref *Ref) Expr {
	end := p.off
	p.blanks()
	if p.peek() != '(' {
		p.off = end
		return ref
	}
	if p.expression.depth == 0 {
		p.expression.prefix = end
	}
	args := p.arguments()
	return &CallExpr{extent{diag.Span{Start: ref.at.Start, End: p.here()}}, ref, args}
}

// arguments parses the arguments of a call from "(" to ")".
func (p *parser) arguments() []Expr {
	s := &p.expression
	s.calls = append(s.calls, p.off)
	p.enter()
	p.off++
	p.blanks()
	var args []Expr
	if p.peek() != ')' {
		for {
			args = append(args, p.binary(1))
			p.blanks()
			if !p.accept(",") {
				break
			}
			p.blanks()
		}
	}
	if !p.accept(")") {
		p.expected(`"," or ")"`)
	}
	p.leave()
	s.calls = s.calls[:len(s.calls)-1]
	return args
}

// stringLit parses a string in single or double quotes, in which there are no
// escapes for the quote.
func (p *parser) stringLit() *StringLit {
	quote := p.peek()
	n := strings.IndexByte(p.src[p.off+1:], quote)
	if n < 0 {
		p.unterminated(p.off)
	}
	start := p.here()
	raw := p.src[p.off+1 : p.off+1+n]
	p.off += n + 2
	return &StringLit{p.since(start), quote, raw}
}

// quotedText returns the value and the end of a quoted string at an offset, or
// false if it has no end.
func (p *parser) quotedText(off int) (value string, end int, closed bool) {
	start := p.afterBlanks(off + 1)
	for end = start; ; end++ {
		n := strings.IndexByte(p.src[end:], '"')
		if n < 0 {
			return "", len(p.src), false
		}
		end += n
		if end == start || p.src[end-1] != '\\' {
			break
		}
	}
	return strings.ReplaceAll(p.src[start:end], `\"`, `"`), end + 1, true
}

// notSingle fails if there is a single quote where double ones should be.
func (p *parser) notSingle(what string) {
	if p.peek() == '\'' {
		p.expectedHint(what, p.quotesHint())
	}
}

// quoted parses a string in double quotes without interpolation.
func (p *parser) quoted(what string) *Quoted {
	if p.peek() != '"' {
		p.expectedHint(what, p.quotesHint())
	}
	value, end, closed := p.quotedText(p.off)
	if !closed {
		p.unterminated(p.off)
	}
	start := p.here()
	p.off = end
	return &Quoted{p.since(start), value}
}

func (p *parser) numberLit(end int) *NumberLit {
	start := p.here()
	raw := p.src[p.off:end]
	p.off = end
	value, _ := strconv.ParseFloat(raw, 64) // out of range is infinite, as in JavaScript
	return &NumberLit{p.since(start), raw, value}
}

// reserved are the words that cannot be names where the language gives names.
// In Litexa 0.9, the other words of the language slip through.
var reserved = map[string]bool{
	"capture": true, "card": true, "define": true, "directive": true, "END": true, "for": true,
	"in": true, "if": true, "else": true, "global": true, "launch": true, "LISTEN": true,
	"microphone": true, "events": true, "local": true, "log": true, "metric": true, "or": true,
	"otherwise": true, "pronounce": true, "quit": true, "reprompt": true, "resume": true,
	"say": true, "set": true, "switch": true, "TEST": true, "then": true, "unless": true,
	"wait": true, "when": true, "with": true,
}

// checkReserved reports the name between two offsets if it is a reserved word.
// It counts only before a blank.
func (p *parser) checkReserved(off, end int) {
	if p.width(end, classBlank) > 0 && reserved[p.src[off:end]] {
		p.report(p.span(off, end), "reserved-word", "choose another name",
			"the word %q is reserved and cannot be a name here", p.src[off:end])
	}
}

// identifier parses a name that must not be a reserved word.
func (p *parser) identifier(what string) Ident {
	off := p.off
	id := p.freeName(what)
	p.checkReserved(off, p.off)
	return id
}

// dotted parses names joined by dots.
func (p *parser) dotted(what string) Ident {
	off := p.off
	id := p.identifier(what)
	for p.peek() == '.' && p.width(p.off+1, classStart) > 0 {
		start := p.off + 1
		p.off = p.name(start)
		p.checkReserved(start, p.off)
	}
	id.Name = p.src[off:p.off]
	id.at.End = p.here()
	return id
}
