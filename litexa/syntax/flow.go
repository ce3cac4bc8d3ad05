package syntax

import (
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
)

// ifStatement parses "if" or "unless" with its condition.
func (p *parser) ifStatement() {
	branch := &Branch{Condition: p.qualifier()}
	branch.extent = extent{diag.Span{Start: p.begin, End: branch.Condition.at.End}}
	s := &If{extent: branch.extent, Branches: []*Branch{branch}}
	level := p.code(s, p.src[p.start:p.name(p.start)])
	p.opens(level, owner{node: branch, body: &branch.Body, ends: [2]*diag.Pos{&branch.at.End, &s.at.End}})
}

// elseStatement parses "else", with or without a condition. Below a switch it
// is a case.
func (p *parser) elseStatement() {
	p.off += len("else")
	end := p.off
	branch := &Branch{}
	p.blanks()
	if branch.Condition = p.qualifier(); branch.Condition != nil {
		end = p.off
	}
	p.off = end
	branch.extent = extent{diag.Span{Start: p.begin, End: p.at(end)}}
	level, o := p.target()
	if o == nil {
		p.misplaced("misplaced-else", "there is no \"if\" that this \"else\" could belong to", "")
	}
	_, isSwitch := o.node.(*Switch)
	if isSwitch && branch.Condition == nil {
		p.addCase(&Case{extent: branch.extent, Kind: CaseElse})
		return
	}
	s := lastIf(o.body)
	broken := o.lost || p.blocks.levels[level].broken
	own := owner{node: branch, body: &branch.Body, ends: [2]*diag.Pos{&branch.at.End}}
	switch {
	case s == nil && isSwitch:
		p.misplaced("misplaced-else", "an \"else\" in a \"switch\" has no condition", "write a case instead, as in: x > 1 then")
	case s == nil && !broken:
		p.misplaced("misplaced-else", "this \"else\" does not follow an \"if\"", "an \"else\" comes right after the lines below its \"if\", and is indented like it")
	case s == nil || broken:
		own.lost = true
	case s.Branches[len(s.Branches)-1].Condition == nil:
		p.misplaced("misplaced-else", "this \"else\" follows one that has no condition", "use \"else if\" for the first of them")
	default:
		s.Branches = append(s.Branches, branch)
		s.at.End = branch.at.End
		own.ends[1] = &s.at.End
	}
	p.blocks.grow(level, branch.at.End)
	p.opens(level, own)
}

// conditionFollows reports whether "if" or "unless" and a blank come next.
func (p *parser) conditionFollows() bool {
	end := p.name(p.off)
	word := p.src[p.off:end]
	return (word == "if" || word == "unless") && p.width(end, classBlank) > 0
}

// lastIf returns the statement before an "else", if it is an If, or nil. The
// "or" and "with" lines of a handler do not count.
func lastIf(body *[]Stmt) *If {
	if body == nil {
		return nil
	}
	for i := len(*body) - 1; i >= 0; i-- {
		switch s := (*body)[i].(type) {
		case *If:
			return s
		case *Alternative, *SlotType:
		default:
			return nil
		}
	}
	return nil
}

func (p *parser) forStatement() {
	p.off += len("for")
	p.blanks()
	s := &For{Value: p.identifier("the name of a variable")}
	end := p.off
	p.blanks()
	if p.accept(",") {
		p.blanks()
		key := s.Value
		s.Key = &key
		s.Value = p.identifier("the name of a variable")
	} else {
		p.off = end
	}
	p.space("after the name", `"in" and a value`)
	if !p.accept("in") {
		p.expectedHint(`"in"`, `write: for value in list, or: for key, value in list`)
	}
	p.space(`after "in"`, "a value")
	s.Source = p.parseExpr()
	s.extent = extent{diag.Span{Start: p.begin, End: s.Source.Span().End}}
	level := p.code(s, "for")
	p.opens(level, owner{node: s, body: &s.Body, ends: [2]*diag.Pos{&s.at.End}})
}

func (p *parser) switchStatement() {
	s := &Switch{}
	p.off = p.start + len("switch")
	s.extent = p.since(p.begin)
	if p.blanks() && !p.atEnd(p.off) && p.peek() != '#' {
		for {
			a := p.switchAssignment()
			s.Assignments = append(s.Assignments, a)
			s.at.End = a.at.End
			if p.blanks(); !p.accept(",") {
				break
			}
			p.blanks()
		}
	}
	p.off = s.at.End.Offset
	level := p.code(s, "switch")
	p.opens(level, owner{node: s, ends: [2]*diag.Pos{&s.at.End}})
}

// switchAssignment parses "name = value", or just a value.
func (p *parser) switchAssignment() *SwitchAssignment {
	start := p.here()
	a := &SwitchAssignment{}
	if end := p.name(p.off); end > p.off {
		p.checkReserved(p.off, end)
		next := p.afterBlanks(end)
		if p.peekAt(next) == '=' && p.peekAt(next+1) != '=' {
			name := p.freeName("")
			a.Name = &name
			p.off = p.afterBlanks(next + 1)
		}
	}
	a.Value = p.parseExpr()
	a.extent = extent{diag.Span{Start: start, End: a.Value.Span().End}}
	return a
}

// comparisonCase parses "== value then".
func (p *parser) comparisonCase() {
	c := &Case{Kind: CaseCompare}
	for _, op := range [...]string{"==", "!=", "<=", ">=", "<", ">"} {
		if p.accept(op) {
			c.Op = op
			break
		}
	}
	if c.Op == "" {
		p.unknownStatement()
	}
	p.blanks()
	c.Expr = p.parseExpr()
	p.mustThen()
	p.addCase(c)
}

// mustThen parses "then" after a case.
func (p *parser) mustThen() {
	if end := p.off; !p.then() {
		p.off = end
		p.blanks()
		p.expectedHint("a blank and \"then\"", p.operatorHint())
	}
}

// matchCase parses "match /pattern/ then". If "then" is missing, the line is
// read once more as an expression.
func (p *parser) matchCase() {
	p.off += len("match")
	p.blanks()
	c := &Case{Kind: CaseMatch, Regex: p.regex()}
	p.mustThen()
	p.addCase(c)
}

// regexEnd returns the end of the pattern and flags at an offset, or 0.
func (p *parser) regexEnd(off int) int {
	first := off + 1
	for off = first; ; {
		switch {
		case p.peekAt(off) == '\\' && p.is(off+1, classEscape):
			off += 2
		case p.is(off, classRegex):
			off++
		case off == first || p.peekAt(off) != '/':
			return 0
		default:
			for off++; p.peekAt(off) == 'g' || p.peekAt(off) == 'i'; off++ {
			}
			return off
		}
	}
}

// regex parses /pattern/flags, which regexEnd found.
func (p *parser) regex() *Regex {
	end := p.regexEnd(p.off)
	text := p.src[p.off:end]
	slash := strings.LastIndexByte(text, '/')
	start := p.here()
	p.off = end
	return &Regex{p.since(start), text[1:slash], text[slash+1:]}
}

// addCase puts a case into its switch.
func (p *parser) addCase(c *Case) {
	if c.Kind != CaseElse {
		c.extent = p.since(p.begin)
	}
	level, o := p.target()
	own := owner{node: c, body: &c.Body, ends: [2]*diag.Pos{&c.at.End}}
	s, ok := (*Switch)(nil), false
	if o != nil {
		s, ok = o.node.(*Switch)
	}
	switch {
	case ok:
		p.checkElse(s, c, p.blocks.levels[level].broken)
		s.Cases = append(s.Cases, c)
	case o != nil && o.lost:
		own.lost = true
	default:
		p.misplaced("misplaced-case", "there is no \"switch\" that this case could belong to", "a case is indented one level more than its \"switch\"")
	}
	p.blocks.grow(level, c.at.End)
	p.opens(level, own)
}

// checkElse reports an "else" that is not the last of several cases. broken is
// set if the case before is not known.
func (p *parser) checkElse(s *Switch, c *Case, broken bool) {
	switch {
	case len(s.Cases) > 0 && s.Cases[len(s.Cases)-1].Kind == CaseElse:
		p.report(c.at, "misplaced-else", "put the \"else\" last", "no case can come after the \"else\" of a \"switch\"")
	case len(s.Cases) == 0 && c.Kind == CaseElse && !broken:
		p.report(c.at, "misplaced-else", "", "an \"else\" cannot be the only case of a \"switch\"")
	}
}
