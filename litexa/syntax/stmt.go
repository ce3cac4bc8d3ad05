package syntax

import (
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
)

// indentedLine parses a line below a declaration.
func (p *parser) indentedLine() {
	top := p.blocks.top()
	if top == nil {
		p.outside()
		top = p.blocks.top()
	}
	switch d := top.node.(type) {
	case *Test:
		p.testStatement(d)
	case *Table:
		p.tableRow(d)
		return
	default:
		p.statement()
	}
	p.finish()
}

// outside reports a line that is below no declaration, and goes on as if it
// were below the last one.
func (p *parser) outside() {
	_, end := p.token(p.off)
	if !p.declared {
		p.report(p.span(p.off, end), "outside-state", "write the name of a state on a line of its own, without indentation, above this line",
			"this line is indented but below no state or test")
		p.blocks.adopt(owner{lost: true, body: &p.discarded})
		return
	}
	p.report(p.span(p.off, end), "indentation", "indent it like the first line",
		"this line is indented less than the first line below the state or test")
	p.blocks.adopt(p.decl)
}

// statement parses a statement of a state.
func (p *parser) statement() {
	switch c := p.peek(); {
	case p.width(p.off, classStart) > 0:
		p.wordStatement()
	case p.has("->"):
		p.transition("->", Goto)
	case p.has("|->"):
		p.transition("|->", StopAndGoto)
	case p.has("..."):
		p.transition("...", Handoff)
	case c == '=' || c == '!' || c == '<' || c == '>':
		p.comparisonCase()
	case c == '$' && p.assignsRequest():
		p.requestAssignment()
	case p.startsValue(p.off):
		p.valueStatement()
	default:
		p.unknownStatement()
	}
}

// valueStatement parses a statement that begins with a value: a case of a
// switch, a function call, or an assignment.
func (p *parser) valueStatement() {
	start := p.off
	e := p.caseOrCall()
	if e == nil {
		return
	}
	if ref, ok := e.(*Ref); ok && ref.Scope != LocalScope {
		if dash := strings.IndexByte(ref.Name.Name, '-'); ref.Scope == RequestScope && dash >= 0 {
			p.off = ref.Name.at.Start.Offset + dash // it is read as a minus sign
		}
		p.assign(ref)
		return
	}
	p.off = start
	p.strayExpression(e)
}

// caseOrCall parses an expression, and the rest of a case of a switch if "then"
// follows. If the expression begins with a call, that is a statement. Otherwise
// the expression is returned.
func (p *parser) caseOrCall() Expr {
	e := p.parseExpr()
	if end := p.off; !p.then() {
		p.off = end
	} else {
		p.addCase(&Case{Kind: CaseExpr, Expr: e})
		return nil
	}
	if call := leftmostCall(e); call != nil {
		p.off = call.at.End.Offset
		p.code(&Call{extent{diag.Span{Start: p.begin, End: call.at.End}}, call}, "a function call")
		return nil
	}
	return e
}

// then parses blanks and "then".
func (p *parser) then() bool { return p.blanks() && p.accept("then") }

// leftmostCall returns the call that an expression begins with, or nil.
func leftmostCall(e Expr) *CallExpr {
	for {
		switch x := e.(type) {
		case *BinaryExpr:
			e = x.X
		case *CallExpr:
			return x
		default:
			return nil
		}
	}
}

// assign parses what follows the target of an assignment.
func (p *parser) assign(target *Ref) {
	value := p.assigned()
	p.code(&Assign{extent{diag.Span{Start: p.begin, End: value.Span().End}}, target, value}, "an assignment")
}

const assignHint = `"=" gives a variable a value; "==" compares`

// assigned parses "=" and a value.
func (p *parser) assigned() Expr {
	p.blanks()
	if p.has("==") {
		p.expectedHint(`"="`, assignHint)
	}
	if !p.accept("=") {
		p.expectedHint(`"="`, p.targetHint())
	}
	p.blanks()
	return p.parseExpr()
}

// assignsRequest reports whether the line assigns to a request variable whose
// name has characters that a slot's cannot have.
func (p *parser) assignsRequest() bool {
	slot := p.run(p.off+1, classSlot)
	return slot > p.off+1 && !p.is(slot, classDigit) && p.name(p.off+1) > slot
}

func (p *parser) requestAssignment() {
	p.off++
	ref := &Ref{Scope: RequestScope, Name: p.freeName("a name")}
	p.path(ref)
	ref.extent = p.since(p.begin)
	p.assign(ref)
}

// alternative calls a production that may not fit. If it fails, or returns
// false, the cursor is where it was.
func (p *parser) alternative(production func() bool) (ok bool, f *failure) {
	off := p.off
	f = p.try(func() { ok = production() })
	if f != nil || !ok {
		p.off = off
		ok = false
	}
	return ok, f
}

// wordStatement parses a statement that begins with a word. In Litexa 0.9 the
// alternatives have an order, and the first that fits is taken; so a line that
// begins with a keyword may yet be something else.
func (p *parser) wordStatement() {
	end := p.name(p.off)
	word := p.src[p.off:end]
	next := p.afterBlanks(end)
	blank := next > end
	if parse := p.early(word, blank, next); parse != nil {
		if p.peekAt(next) != '(' {
			parse(p)
			return
		}
		// What looks like a group may be the arguments of a function.
		ok, f := p.alternative(func() bool { parse(p); return true })
		if ok {
			return
		}
		if ok, _ := p.alternative(func() bool { return p.caseOrCall() == nil }); !ok {
			panic(f)
		}
		return
	}
	var general *failure
	var stray Expr
	if p.beginsExpression(end, next) || word == "not" && blank && p.startsValue(next) {
		var ok bool
		ok, general = p.alternative(func() bool {
			stray = p.caseOrCall()
			return stray == nil
		})
		if ok {
			return
		}
	}
	assigns := p.peekAt(next) == '=' && p.peekAt(next+1) != '='
	parse, spaced := late(word)
	if parse != nil && (committed(word, blank) || p.peekAt(next) != ':' && !assigns) {
		if spaced {
			p.keyword(end)
		} else {
			p.off = next
		}
		parse(p)
		return
	}
	switch {
	case p.peekAt(next) == ':':
		p.attribute(word, end)
	case assigns:
		p.off = end
		name := Ident{p.since(p.begin), word}
		p.assign(&Ref{extent: name.extent, Name: name})
	case strings.HasPrefix(word, "directive") && word != "directive":
		p.off += len("directive") // a blank after it is not needed
		p.directive()
	case general != nil && slices.Contains(statementWords, word) && p.peekAt(next) != '(',
		stray != nil && slices.Contains(statementWords, word) && blank:
		p.incomplete(word, end)
	case general != nil:
		panic(general)
	case stray != nil && stray.Span().End.Offset > end:
		p.strayExpression(stray)
	default:
		p.unknownStatement()
	}
}

// beginsExpression reports whether a word that ends at end, and is followed by
// what is at next, may begin an expression of more than a word, or the
// condition of a case.
func (p *parser) beginsExpression(end, next int) bool {
	switch p.peekAt(end) {
	case '.', '[':
		return true
	}
	rest := p.src[next:]
	switch p.peekAt(next) {
	case '(', '+', '-', '*', '/', '<', '>':
		return true
	case '=':
		return strings.HasPrefix(rest, "==")
	case '!':
		return strings.HasPrefix(rest, "!=")
	case 'a':
		return strings.HasPrefix(rest, "and")
	case 'o':
		return strings.HasPrefix(rest, "or")
	case 't':
		return next > end && strings.HasPrefix(rest, "then")
	}
	return false
}

// early returns the production for a keyword that comes before all others, if
// it fits, or nil.
func (p *parser) early(word string, blank bool, next int) func(*parser) {
	switch word {
	case "if", "unless":
		if blank && p.startsValue(next) {
			return (*parser).ifStatement
		}
	case "log":
		if blank && p.startsValue(next) {
			return (*parser).log
		}
	case "else":
		return (*parser).elseStatement
	case "for":
		if blank && p.width(next, classStart) > 0 {
			return (*parser).forStatement
		}
	case "match":
		if blank && p.peekAt(next) == '/' && p.regexEnd(next) > 0 {
			return (*parser).matchCase
		}
	}
	return nil
}

// committed reports whether a keyword cannot be the name of a variable or an
// attribute at the start of a line.
func committed(word string, blank bool) bool {
	switch word {
	case "END", "LISTEN", "otherwise", "stopMusic", "switch", "setResponseSpacing":
		return true
	case "when":
		return blank
	}
	return false
}

// late returns the production for a keyword that is none if the line is a case
// or a function call, or nil. It begins after the keyword; spaced is set if
// there must be a blank between.
func late(word string) (parse func(*parser), spaced bool) {
	switch word {
	case "END":
		return (*parser).end, false
	case "LISTEN":
		return (*parser).listen, false
	case "otherwise":
		return (*parser).otherwise, false
	case "stopMusic":
		return (*parser).stopMusic, false
	case "switch":
		return (*parser).switchStatement, false
	case "setResponseSpacing":
		return (*parser).responseSpacing, false
	case "directive":
		return (*parser).directive, false
	case "buyInSkillProduct":
		return (*parser).buy, false
	case "cancelInSkillProduct":
		return (*parser).cancel, false
	case "upsellInSkillProduct":
		return (*parser).upsell, false
	case "metric":
		return (*parser).metric, true
	case "set":
		return (*parser).setting, true
	case "soundEffect":
		return (*parser).soundEffect, true
	case "playMusic":
		return (*parser).playMusic, true
	case "say":
		return (*parser).say, true
	case "reprompt":
		return (*parser).reprompt, true
	case "card":
		return (*parser).card, true
	case "when":
		return (*parser).when, true
	case "or":
		return (*parser).or, true
	case "with":
		return (*parser).with, true
	case "local":
		return (*parser).local, true
	}
	return nil, false
}
