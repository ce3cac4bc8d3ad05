package syntax

import (
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
)

// testStatement parses a statement of a test.
func (p *parser) testStatement(t *Test) {
	s := p.testLine()
	if s == nil {
		return
	}
	switch s.(type) {
	case *TestAlexa, *TestListen, *TestEnd, *TestDirective, *TestCompare:
		if !p.stepped {
			p.report(s.Span(), "expectation-without-step", `begin the test with "launch", "user:" or "request:"`,
				"there is no step yet whose response this could be about")
		}
	case *TestLaunch, *TestUser, *TestRequest:
		p.stepped = true
	}
	t.Body = append(t.Body, s)
	p.blocks.grow(1, s.Span().End)
}

func (p *parser) testLine() TestStmt {
	if p.peek() == '@' {
		return p.testDatabase()
	}
	end := p.name(p.off)
	switch word := p.src[p.off:end]; {
	case word == "user" && p.peekAt(end) == ':':
		p.off = end + len(":")
		return p.testUser()
	case word == "alexa" && p.peekAt(end) == ':':
		p.off = end + len(":")
		return p.testAlexa()
	case word == "request" && p.peekAt(end) == ':':
		p.keyword(end + len(":"))
		file := p.assetFile()
		if file == nil {
			p.expected("the name of a JSON file")
		}
		return &TestRequest{p.since(p.begin), file}
	case word == "directive" && p.peekAt(end) == ':':
		p.off = end + len(":")
		p.blanks()
		typ := p.dotted("the type of a directive")
		return &TestDirective{p.since(p.begin), typ}
	default:
		return p.testWord(word, end)
	}
}

func (p *parser) testWord(word string, end int) TestStmt {
	switch word {
	case "launch":
		p.off = end
		return &TestLaunch{p.since(p.begin)}
	case "quit":
		p.off = end
		return &TestQuit{p.since(p.begin)}
	case "END":
		p.off = end
		return &TestEnd{p.since(p.begin)}
	case "LISTEN":
		s := &TestListen{}
		s.Kinds, s.at = p.listenKinds(end)
		return s
	case "wait":
		p.keyword(end)
		return p.testWait()
	case "setRegion":
		p.keyword(end)
		region := p.region()
		return &TestSetRegion{p.since(p.begin), region}
	case "capture":
		p.keyword(end)
		name := p.identifier("a name for the state of the test")
		return &TestCapture{p.since(p.begin), name}
	case "resume":
		p.keyword(end)
		name := p.identifier("a name that a \"capture\" line gives")
		return &TestResume{p.since(p.begin), name}
	case "logStateTraces":
		p.off = end
		p.blanks()
		p.literal("=")
		p.blanks()
		value := p.accept("true")
		if !value && !p.accept("false") {
			p.expected(`"true" or "false"`)
		}
		return &TestLogStateTraces{p.since(p.begin), value}
	case "or":
		p.misplaced("misplaced-alternative", "a test has no alternatives", "write a test for each, or expect the text with a regular expression: /.../")
	}
	p.unknownTestStatement()
	return nil
}

func (p *parser) testWait() TestStmt {
	end := p.number(p.off, false)
	if end == p.off {
		p.expected("a whole number")
	}
	s := &TestWait{Amount: p.numberLit(end)}
	p.space("after the number", "seconds, minutes, hours or days")
	units := []string{"second", "minute", "hour", "day"}
	for _, unit := range units {
		if p.accept(unit) {
			s.Unit = unit
			p.accept("s")
			s.extent = p.since(p.begin)
			return s
		}
	}
	p.expectedHint("seconds, minutes, hours or days", p.suggestion(units))
	return nil
}

// region parses a language with or without a country: de, de-DE.
func (p *parser) region() Ident {
	start, off := p.here(), p.off
	p.letters()
	if p.peek() == '-' {
		p.off++
		p.letters()
	}
	return Ident{p.since(start), p.src[off:p.off]}
}

// letters parses two letters.
func (p *parser) letters() {
	for i := range 2 {
		if !p.is(p.off+i, classSlot) || p.peekAt(p.off+i) == '-' {
			p.expected("a region such as de-DE")
		}
	}
	p.off += 2
}

// testUser parses what follows "user:".
func (p *parser) testUser() TestStmt {
	s := &TestUser{}
	p.blanks()
	if p.peek() == '"' {
		s.Text = p.template(SayForm)
	} else {
		p.notSingle("what the user says in double quotes, or the name of an intent")
		intent := p.dotted("what the user says in double quotes, or the name of an intent")
		s.Intent = &intent
	}
	s.extent = p.since(p.begin)
	spaced := p.blanks()
	if !p.has("with") || s.Intent != nil && !spaced {
		p.off = s.at.End.Offset
		return s
	}
	p.off += len("with")
	p.space(`after "with"`, "a slot such as $name")
	for {
		s.Slots = append(s.Slots, p.testSlot())
		if !p.comma() {
			break
		}
	}
	s.extent = p.since(p.begin)
	return s
}

// testSlot parses "$name = value".
func (p *parser) testSlot() *TestSlot {
	start := p.here()
	if !p.accept("$") {
		p.expected("a slot such as $name")
	}
	slot := &TestSlot{Name: p.identifier("the name of a slot")}
	p.blanks()
	p.literal("=")
	p.blanks()
	if end := p.number(p.off, false); end > p.off {
		slot.Value = p.numberLit(end)
	} else {
		slot.Value = p.quoted("a text in double quotes or a whole number")
	}
	slot.extent = p.since(start)
	return slot
}

// testAlexa parses what follows "alexa:".
func (p *parser) testAlexa() TestStmt {
	p.blanks()
	s := &TestAlexa{State: p.stateName("the name of a state, or null")}
	s.extent = p.since(p.begin)
	if !p.comma() {
		return s
	}
	switch c := p.peek(); {
	case c == 'e' && p.peekAt(p.off+1) == '"':
		p.off++
		s.Exact = p.quoted("")
	case c == '"':
		s.Text = p.template(ExpectForm)
	case c == '/':
		if p.regexEnd(p.off) == 0 {
			p.badRegex()
		}
		s.Regex = p.regex()
	default:
		p.expectedHint(`what is said: "text", e"exact text" or /pattern/`, p.quotesHint())
	}
	s.extent = p.since(p.begin)
	return s
}

// testDatabase parses "@ref op value" or "@ref = value".
func (p *parser) testDatabase() TestStmt {
	ref := p.databaseRef()
	p.blanks()
	op := ""
	for _, o := range [...]string{"==", "!=", ">=", "<=", ">", "<", "="} {
		if p.accept(o) {
			op = o
			break
		}
	}
	if op == "" {
		p.expected("an operator: one of = == != >= <= > <")
	}
	p.blanks()
	value := p.remainder()
	if op == "=" {
		return &TestAssign{p.since(p.begin), ref, value}
	}
	return &TestCompare{p.since(p.begin), ref, op, value}
}

// remainder parses the rest of a line up to a comment, without the blanks at
// its end. A "#" within quotes begins no comment.
func (p *parser) remainder() string {
	line := p.src[p.off:p.endOfLine(p.off)]
	quote := byte(0)
	end := len(line)
	for i := 0; i < len(line) && end == len(line); i++ {
		switch c := line[i]; {
		case quote != 0 && c == '\\':
			i++
		case c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '#':
			end = i
		}
	}
	if quote != 0 {
		if i := strings.LastIndexByte(line, '#'); i >= 0 {
			end = i
		}
	}
	value := strings.TrimRightFunc(line[:end], isBlank)
	if value == "" {
		p.expected("a value")
	}
	p.off += len(value)
	return value
}

// badRegex fails at the first character that a regular expression cannot have.
func (p *parser) badRegex() {
	off := p.off + 1
	for ; p.is(off, classRegex) || p.peekAt(off) == '\\' && p.is(off+1, classEscape); off++ {
		if p.peekAt(off) == '\\' {
			off++
		}
	}
	found, end := p.token(off)
	message := "a regular expression cannot have " + found
	switch {
	case p.peekAt(off) == '/':
		message = "the regular expression is empty"
	case p.atEnd(off):
		message = "the regular expression has no \"/\" at its end"
	}
	p.fail(failure{
		off: off, end: end, code: "invalid-regex", message: message,
		hint:    `it can have letters, digits, blanks and these: | * + ( ) = - _ ' < > ! : ? ; , . ^ $ { } [ ]; "." stands for any other character`,
		related: []diag.Related{{File: p.filename, Span: p.span(p.off, p.off+1), Message: "the regular expression begins here"}},
	})
}
