package syntax

import "strings"

// node prints what a line says.
func (p *printer) node(l *printLine) {
	switch n := l.node.(type) {
	case *State:
		p.words(n.Name.Name)
	case *Test:
		p.words("TEST ", n.Name)
	case *Define:
		p.words("define @", &n.Name, " as ", &n.Type)
	case *Pronounce:
		p.words("pronounce ", n.From, " as ", n.To)
	case *ExcludeFile:
		p.words("exclude file")
		p.qualifier(n.Condition)
	case *Table:
		p.words("TABLE ", &n.Name, " = ")
		for i := range n.Columns {
			p.comma(i)
			p.ident(&n.Columns[i])
		}
	case *TableRow:
		p.words(strings.TrimFunc(strings.Join(n.Cells, " | "), isBlank))
	case *Branch:
		if l.kind == elseLine {
			p.words("else")
			p.qualifier(n.Condition)
		} else {
			p.words(conditionKeyword(n.Condition), " ", n.Condition.Expr)
		}
	case *Case:
		p.switchCase(n)
	case *SayAlternate:
		p.words("or ", n.Text)
	case *AssetAlternate:
		p.words("or ", n.Asset)
	case *Attribute:
		p.words(n.Key.Name, ": ", n.Value)
	case Stmt:
		p.stmt(n)
	case TestStmt:
		p.testStmt(n)
	}
}

func (p *printer) stmt(s Stmt) {
	switch s := s.(type) {
	case *Handler:
		p.handler(s)
	case *Alternative:
		p.words("or ", oneOf(s.Name, s.Utterance))
	case *SlotType:
		p.slotType(s)
	case *Say:
		p.words(sayKeywords[s.To], " ", s.Text)
	case *SoundEffect:
		p.words("soundEffect ", s.Asset)
	case *PlayMusic:
		p.words("playMusic ", s.Asset)
	case *StopMusic:
		p.words("stopMusic")
	case *Card:
		p.card(s)
	case *Directive:
		p.words("directive ", s.Expr)
	case *Metric:
		p.words("metric ", s.Name.Name)
	case *ResponseSpacing:
		p.words("setResponseSpacing = ", s.Milliseconds)
	case *Setting:
		p.words("set ", &s.Name, " = ", boolText(s.Value))
	case *Log:
		p.words("log ", s.Expr)
	case *End:
		p.words("END")
	case *Listen:
		p.listen(s.Kinds)
	case *Transition:
		p.words(transitionKeywords[s.Kind], " ", &s.Target)
	case *Local:
		p.words("local ", &s.Name, " = ", s.Value)
	case *Wrap:
		p.words("local ", &s.Name, " = @", &s.Source, " as ", &s.Class)
	case *Assign:
		if s.Target.Scope == LocalScope && s.Target.Name.Name == "when" {
			p.checked = s.Target
		}
		p.words(s.Target, " = ", s.Value)
	case *Call:
		p.words(s.Call)
	case *Product:
		p.words(productKeywords[s.Action], " ", s.Name)
	case *For:
		p.words("for ")
		if s.Key != nil {
			p.words(s.Key, ", ")
		}
		p.words(&s.Value, " in ", s.Source)
	case *Switch:
		p.switchStmt(s)
	}
}

var (
	sayKeywords        = [...]string{ToSpeech: "say", ToReprompt: "reprompt", ToBoth: "say reprompt"}
	transitionKeywords = [...]string{Goto: "->", StopAndGoto: "|->", Handoff: "..."}
	productKeywords    = [...]string{Buy: "buyInSkillProduct", Cancel: "cancelInSkillProduct", Upsell: "upsellInSkillProduct"}
)

func (p *printer) handler(h *Handler) {
	if h.Otherwise {
		p.words("otherwise")
		return
	}
	p.words("when ", oneOf(h.Name, h.Utterance))
	if h.Filter != nil {
		p.words(" ", h.Filter)
	}
	p.qualifier(h.Qualifier)
}

// qualifier prints the condition of a handler, a branch or a file, if there is
// one.
func (p *printer) qualifier(q *Qualifier) {
	if q != nil {
		p.words(" ", conditionKeyword(q), " ", q.Expr)
	}
}

func conditionKeyword(q *Qualifier) string {
	if q.Unless {
		return "unless"
	}
	return "if"
}

// slotType prints a "with" line. Its values may stand on several lines, broken
// after commas.
func (p *printer) slotType(s *SlotType) {
	p.words("with ", s.Slot, " = ")
	if len(s.Values) == 0 {
		p.words(oneOf(s.Type, s.Builder))
	}
	for i, v := range s.Values {
		if i > 0 && p.lineBreaksBefore(v.Span().Start.Offset) > 0 {
			p.words(",\n")
			p.indent(p.level + 1)
		} else {
			p.comma(i)
		}
		p.verbatim(v)
	}
}

func (p *printer) card(c *Card) {
	p.words("card ")
	printed := 0
	if c.Title != nil {
		p.words(c.Title)
		printed++
	}
	if c.Image != nil {
		p.comma(printed)
		p.words(oneOf(c.Image.Asset, c.Image.Ref))
		printed++
	}
	if c.Content != nil {
		p.comma(printed)
		p.words(c.Content)
	}
}

func (p *printer) switchStmt(s *Switch) {
	p.words("switch")
	for i, a := range s.Assignments {
		if i == 0 {
			p.words(" ")
		}
		p.comma(i)
		if a.Name != nil {
			p.words(a.Name, " = ")
		} else {
			p.checked = leftmost(a.Value)
		}
		p.words(a.Value)
	}
}

// leftmost returns the operand that an expression begins with.
func leftmost(e Expr) Expr {
	for {
		b, ok := e.(*BinaryExpr)
		if !ok {
			return e
		}
		e = b.X
	}
}

func (p *printer) switchCase(c *Case) {
	switch c.Kind {
	case CaseCompare:
		p.words(c.Op, " ", c.Expr, " then")
	case CaseMatch:
		p.words("match ", c.Regex, " then")
	case CaseExpr:
		p.words(c.Expr, " then")
	case CaseElse:
		p.words("else")
	}
}

func (p *printer) listen(kinds []Ident) {
	p.words("LISTEN")
	for i := range kinds {
		if i == 0 {
			p.words(" ")
		}
		p.comma(i)
		p.words(kinds[i].Name)
	}
}

// oneOf returns the one of two nodes that is there.
func oneOf[A, B any](a *A, b *B) any {
	if a != nil {
		return a
	}
	return b
}

func boolText(v bool) string {
	if v {
		return "true"
	}
	return "false"
}

func (p *printer) testStmt(s TestStmt) {
	switch s := s.(type) {
	case *TestLaunch:
		p.words("launch")
	case *TestUser:
		p.words("user: ")
		if s.Intent != nil {
			p.ident(s.Intent)
		} else {
			p.verbatim(s.Text)
		}
		p.testSlots(s.Slots)
	case *TestRequest:
		p.words("request: ", s.File)
	case *TestWait:
		unit := p.source[s.Amount.Span().End.Offset:s.Span().End.Offset]
		p.words("wait ", s.Amount, " ", strings.TrimFunc(unit, isBlank))
	case *TestQuit:
		p.words("quit")
	case *TestAlexa:
		p.testAlexa(s)
	case *TestEnd:
		p.words("END")
	case *TestListen:
		p.listen(s.Kinds)
	case *TestDirective:
		p.words("directive: ", &s.Type)
	case *TestCompare:
		p.words(s.Ref, " ", s.Op)
		p.remainder(s.Value)
	case *TestAssign:
		p.words(s.Ref, " =")
		p.remainder(s.Value)
	case *TestSetRegion:
		p.words("setRegion ", s.Region.Name)
	case *TestCapture:
		p.words("capture ", &s.Name)
	case *TestResume:
		p.words("resume ", &s.Name)
	case *TestLogStateTraces:
		p.words("logStateTraces = ", boolText(s.Value))
	}
}

// remainder prints the JavaScript that ends a line of a test.
func (p *printer) remainder(value string) {
	if value = strings.TrimFunc(value, isBlank); value != "" {
		p.words(" ", value)
	}
}

func (p *printer) testSlots(slots []*TestSlot) {
	for i, s := range slots {
		if i == 0 {
			p.words(" with ")
		}
		p.comma(i)
		p.words("$", &s.Name, " = ", s.Value)
	}
}

func (p *printer) testAlexa(s *TestAlexa) {
	p.words("alexa: ", &s.State)
	switch {
	case s.Exact != nil:
		p.words(", e", strings.TrimPrefix(p.text(s.Exact), "e"))
	case s.Regex != nil:
		p.words(", ", s.Regex)
	case s.Text != nil:
		p.words(", ")
		p.verbatim(s.Text)
	}
}
