package syntax

import (
	"slices"

	"github.com/litexa-go/litexa/litexa/diag"
)

// when parses what follows "when".
func (p *parser) when() {
	h := &Handler{}
	switch c := p.peek(); {
	case c == '"':
		h.Utterance = p.template(UtteranceForm)
	case !p.is(p.off, classStart) || c == '_':
		found, end := p.token(p.off)
		p.fail(failure{
			off: p.off, end: end, code: "intent-name", message: "expected an intent or an utterance, found " + found,
			hint: "an intent begins with a letter from a to z, an utterance is in double quotes",
		})
	default:
		name := p.intentName()
		h.Name = &name
	}
	end := p.off
	if h.Name != nil && h.Name.Name == connectionsResponse {
		if p.blanks() && p.peek() == '"' {
			h.Filter = p.quoted("")
			end = p.off
		}
	} else if p.blanks() {
		if h.Qualifier = p.qualifier(); h.Qualifier != nil {
			end = p.off
		}
	}
	p.off = end
	h.extent = p.since(p.begin)
	p.addHandler(h)
}

const connectionsResponse = "Connections.Response"

// intentName parses the name of an intent or event. In Litexa 0.9, nothing can
// follow that of a response to a connection but its filter.
func (p *parser) intentName() Ident {
	if !p.has(connectionsResponse) {
		return p.dotted("the name of an intent")
	}
	start := p.here()
	p.off += len(connectionsResponse)
	return Ident{p.since(start), connectionsResponse}
}

func (p *parser) otherwise() {
	p.off = p.start + len("otherwise")
	h := &Handler{extent: p.since(p.begin), Otherwise: true}
	_, o := p.target()
	if o == nil || !o.lost {
		if _, ok := stateOf(o); !ok {
			p.misplaced("misplaced-handler", "\"otherwise\" can only be directly below a state", "indent it like the other handlers of the state")
		}
	}
	p.addHandler(h)
}

// stateOf returns the state that an owner is.
func stateOf(o *owner) (s *State, ok bool) {
	if o != nil {
		s, ok = o.node.(*State)
	}
	return s, ok
}

// addHandler puts a handler into its state. Litexa 0.9 does not mind which
// blanks it is indented with, as long as it is not below another block.
func (p *parser) addHandler(h *Handler) {
	b := &p.blocks
	if len(b.levels) > 2 && b.levels[2].begun {
		if _, o := p.target(); o == nil || !o.lost {
			p.misplaced("misplaced-handler", "handlers can only be directly below a state", "indent it like the first line of the state")
		}
	}
	own := owner{node: h, body: &h.Body, ends: [2]*diag.Pos{&h.at.End}}
	s, ok := stateOf(b.top())
	if !ok { // below lines with errors
		level := max(b.find(), 1)
		p.opens(level, own)
		return
	}
	p.checkExit(s, h.at)
	p.handled = true
	s.Body = append(s.Body, h)
	b.levels[1].broken = false
	b.grow(1, h.at.End)
	p.opens(1, own)
}

// checkExit reports a handler, or an alternative that names one, after the exit
// code of its state.
func (p *parser) checkExit(s *State, at diag.Span) {
	if !p.handled || len(s.Body) == 0 {
		return
	}
	if _, ok := s.Body[len(s.Body)-1].(*Handler); !ok {
		p.report(at, "handler-after-exit", "put the handlers before the exit code, or check the indentation of the lines above",
			"no handler can come after the exit code of the state %q", s.Name.Name)
	}
}

// or parses what follows "or": an alternative of the statement it is below.
func (p *parser) or() {
	level, o := p.target()
	var node Node
	if o != nil {
		node = o.node
	}
	switch n := node.(type) {
	case *Handler:
		a := p.alternativeTo()
		if s, ok := stateOf(p.blocks.top()); ok && a.Name != nil {
			p.checkExit(s, a.at)
		}
		n.Body = append(n.Body, a)
		p.blocks.grow(level, a.at.End)
	case *Say:
		if p.peek() != '"' {
			p.expectedHint("a text in double quotes", p.quotesHint())
		}
		text := p.template(SayForm)
		a := &SayAlternate{p.since(p.begin), text}
		n.Alternates = append(n.Alternates, a)
		p.blocks.grow(level, a.at.End)
	case *SoundEffect:
		asset := (*Asset)(nil)
		if p.peek() != '"' {
			asset = p.assetFile()
		}
		if asset == nil {
			p.expectedHint("the name of a file without quotes", "alternatives of a soundEffect are files of the project; addresses cannot be alternatives")
		}
		a := &AssetAlternate{p.since(p.begin), asset}
		n.Alternates = append(n.Alternates, a)
		p.blocks.grow(level, a.at.End)
	default:
		if o == nil || !o.lost {
			p.misplaced("misplaced-alternative", "there is nothing above that this \"or\" could be an alternative of",
				"an \"or\" is indented one level more than the \"when\", \"say\", \"reprompt\" or \"soundEffect\" it belongs to")
		}
		p.alternativeTo()
	}
}

// alternativeTo parses an "or" of a handler. A text is read like one that is
// said, with its escapes, if it can be, and else like an utterance.
func (p *parser) alternativeTo() *Alternative {
	a := &Alternative{}
	if p.peek() == '"' {
		ok, f := p.alternative(func() bool {
			a.Utterance = p.template(SayForm)
			return true
		})
		if !ok {
			if g := p.try(func() { a.Utterance = p.template(UtteranceForm) }); g != nil {
				if g.off < f.off {
					g = f
				}
				panic(g)
			}
		}
	} else {
		name := p.alternativeName()
		a.Name = &name
	}
	a.extent = p.since(p.begin)
	return a
}

// alternativeName parses the name of an intent after "or". Unlike elsewhere, a
// dotted name may have a reserved word before a blank; and quotes are ignored.
func (p *parser) alternativeName() Ident {
	if off := p.off; p.asset(off) > off && p.is(off, classStart) {
		end := p.name(off)
		for p.peekAt(end) == '.' && p.width(end+1, classStart) > 0 {
			end = p.name(end + 1)
		}
		start := p.here()
		p.off = end
		return Ident{p.since(start), p.src[off:end]}
	}
	p.notSingle("an utterance in double quotes, or the name of an intent")
	return p.dotted("the name of an intent, or an utterance in double quotes")
}

// with parses what follows "with": the type of a slot.
func (p *parser) with() {
	level, o := p.target()
	var h *Handler
	if o != nil {
		h, _ = o.node.(*Handler)
	}
	if h == nil && (o == nil || !o.lost) {
		p.misplaced("misplaced-slot-type", "\"with\" gives the type of a slot only directly below a \"when\"", "indent it like the other lines below the \"when\"")
	}
	s := p.slotType()
	if h != nil {
		h.Body = append(h.Body, s)
		p.blocks.grow(level, s.at.End)
	}
}

func (p *parser) slotType() *SlotType {
	if p.peek() != '$' {
		p.expected("a slot such as $name")
	}
	s := &SlotType{Slot: p.slotRef()}
	p.blanks()
	p.literal("=")
	p.blanks()
	switch {
	case p.peek() == '"':
		s.Values = p.stringList()
	default:
		if s.Builder = p.fileFunction(); s.Builder == nil {
			p.notSingle("texts in double quotes, or a type")
			typ := p.dotted("a type, a list of texts in double quotes, or a function of a code file")
			s.Type = &typ
		}
	}
	s.extent = p.since(p.begin)
	return s
}

// stringList parses strings separated by commas. There may be line ends after
// the commas.
func (p *parser) stringList() []*StringLit {
	var list []*StringLit
	for {
		if p.peek() != '"' {
			p.expectedHint("a text in double quotes", "a list goes on after a comma")
		}
		list = append(list, p.stringLit())
		end := p.off
		p.blanks()
		if !p.accept(",") {
			p.off = end
			return list
		}
		for p.blanks() || p.off < len(p.src) && p.width(p.off, classEnd) > 0 && p.peek() != '\x1a' {
			p.off += p.width(p.off, classEnd)
		}
	}
}

// fileFunction parses file.js:function, or returns nil.
func (p *parser) fileFunction() *FileFunction {
	end := p.asset(p.off)
	if end == p.off || p.peekAt(end) != ':' {
		return nil
	}
	file := p.src[p.off:end]
	if !slices.ContainsFunc([]string{".js", ".coffee"}, func(ext string) bool {
		return len(file) > len(ext) && file[len(file)-len(ext):] == ext
	}) {
		return nil
	}
	function := p.run(end+1, classAsset)
	if function == end+1 {
		return nil
	}
	start := p.here()
	p.off = function
	return &FileFunction{p.since(start), file, p.src[end+1 : function]}
}
