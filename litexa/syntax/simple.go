package syntax

import "github.com/litexa-go/litexa/litexa/diag"

// This file has the productions of statements that are a line by themselves.

func (p *parser) end() {
	p.off = p.start + len("END")
	p.code(&End{p.since(p.begin)}, "END")
}

func (p *parser) stopMusic() {
	p.off = p.start + len("stopMusic")
	p.code(&StopMusic{p.since(p.begin)}, "stopMusic")
}

func (p *parser) listen() {
	s := &Listen{}
	s.Kinds, s.at = p.listenKinds(p.start + len("LISTEN"))
	p.code(s, "LISTEN")
}

// listenKinds parses the kinds after a "LISTEN" that ends at end.
func (p *parser) listenKinds(end int) (kinds []Ident, at diag.Span) {
	at.Start = p.begin
	p.off = end
	if !p.blanks() || p.atEnd(p.off) || p.peek() == '#' {
		p.off = end
		at.End = p.here()
		return nil, at
	}
	for {
		start := p.here()
		off := p.off
		if !p.accept("events") && !p.accept("microphone") {
			p.expectedHint(`"microphone" or "events"`, p.suggestion([]string{"microphone", "events"}))
		}
		kinds = append(kinds, Ident{p.since(start), p.src[off:p.off]})
		at.End = p.here()
		if p.blanks(); !p.accept(",") {
			p.off = at.End.Offset
			return kinds, at
		}
		p.blanks()
	}
}

func (p *parser) log() {
	p.off += len("log")
	p.blanks()
	e := p.parseExpr()
	p.code(&Log{extent{diag.Span{Start: p.begin, End: e.Span().End}}, e}, "log")
}

func (p *parser) directive() {
	e := p.parseExpr()
	p.code(&Directive{extent{diag.Span{Start: p.begin, End: e.Span().End}}, e}, "directive")
}

func (p *parser) metric() {
	end := p.off
	for p.is(end, classSlot|classDigit) {
		end++
	}
	if end == p.off {
		p.expectedHint("the name of a metric", metricHint)
	}
	start := p.here()
	name := p.src[p.off:end]
	p.off = end
	id := Ident{p.since(start), name}
	p.code(&Metric{p.since(p.begin), id}, "metric")
}

func (p *parser) responseSpacing() {
	p.literal("=")
	p.blanks()
	end := p.number(p.off, false)
	if end == p.off {
		p.expected("a number of milliseconds")
	}
	n := p.numberLit(end)
	p.code(&ResponseSpacing{p.since(p.begin), n}, "setResponseSpacing")
}

func (p *parser) setting() {
	name := p.identifier("the name of a setting")
	p.blanks()
	if !p.accept("=") {
		p.expectedHint(`"="`, "write: set "+name.Name+" = true")
	}
	p.blanks()
	value := p.accept("true")
	if !value && !p.accept("false") {
		p.expected(`"true" or "false"`)
	}
	p.code(&Setting{p.since(p.begin), name, value}, "set")
}

func (p *parser) transition(arrow string, kind TransitionKind) {
	p.off += len(arrow)
	p.blanks()
	target := p.stateName("the name of a state")
	p.code(&Transition{p.since(p.begin), kind, target}, arrow)
}

// stateName parses a reference to a state. Reserved words are no names of
// states but launch and global.
func (p *parser) stateName(what string) Ident {
	if p.peek() == '"' || p.peek() == '\'' {
		p.expectedHint(what, "states are named without quotes")
	}
	off := p.off
	id := p.freeName(what)
	if id.Name != "launch" && id.Name != "global" {
		p.checkReserved(off, p.off)
	}
	return id
}

func (p *parser) local() {
	name := p.identifier("the name of a variable")
	end := p.off
	p.blanks()
	if p.peek() != '=' || p.has("==") {
		hint := "write for example: local " + name.Name + " = 0"
		if p.peek() == '=' {
			hint = assignHint
		}
		p.fail(failure{
			off: p.start, end: end, code: "local-without-value", hint: hint,
			message: "a local variable needs a value when it is created",
		})
	}
	p.off++
	p.blanks()
	value := p.parseExpr()
	if source, ok := p.wrapped(value); ok {
		class := p.identifier("the name of a class")
		p.code(&Wrap{p.since(p.begin), name, source, class}, "local")
		return
	}
	p.code(&Local{extent{diag.Span{Start: p.begin, End: value.Span().End}}, name, value}, "local")
}

// wrapped parses the "as" of "local name = @source as Class", if it is there,
// and returns the source.
func (p *parser) wrapped(value Expr) (source Ident, ok bool) {
	ref, ok := value.(*Ref)
	if !ok || ref.Scope != DatabaseScope {
		return source, false
	}
	for _, a := range ref.Path {
		if a.Member == "" {
			return source, false
		}
	}
	end := p.off
	if !p.blanks() || !p.accept("as") || !p.blanks() || p.width(p.off, classStart) == 0 {
		p.off = end
		return source, false
	}
	source.at = diag.Span{Start: ref.Name.at.Start, End: ref.at.End}
	source.Name = p.src[source.at.Start.Offset:source.at.End.Offset]
	return source, true
}

func (p *parser) buy()    { p.product(Buy) }
func (p *parser) cancel() { p.product(Cancel) }
func (p *parser) upsell() { p.product(Upsell) }

func (p *parser) product(action ProductAction) {
	name := p.quoted("the name of a product in double quotes")
	s := &Product{extent: p.since(p.begin), Action: action, Name: name}
	level := p.code(s, p.src[p.start:p.name(p.start)])
	if action == Upsell {
		p.opens(level, owner{node: s, ends: [2]*diag.Pos{&s.at.End}})
	}
}
