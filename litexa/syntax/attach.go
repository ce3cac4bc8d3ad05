package syntax

import (
	"fmt"
	"strings"
)

// target returns the block that the line belongs to and its level; nil if there
// is none.
func (p *parser) target() (level int, o *owner) {
	level = p.blocks.find()
	if level < 0 {
		return level, nil
	}
	return level, &p.blocks.levels[level].owner
}

// code puts a statement into the block it belongs to, and returns the level of
// the block. what names the statement.
func (p *parser) code(s Stmt, what string) (level int) {
	level, o := p.target()
	switch {
	case o == nil:
		p.misindented()
	case o.body == nil:
		p.notBelow(what, o)
	}
	if o.lost {
		*o.body = (*o.body)[:0]
	}
	*o.body = append(*o.body, s)
	p.blocks.levels[level].broken = false
	p.blocks.grow(level, s.Span().End)
	return level
}

// opens makes a statement at a level the owner of deeper lines.
func (p *parser) opens(level int, o owner) {
	if len(p.blocks.levels) > maxBlocks {
		p.failures = maxErrors
		p.report(p.span(p.start, p.name(p.start)), "nesting-too-deep", "move the inner blocks into states of their own",
			"there are more than %d blocks within each other", maxBlocks)
		return
	}
	p.blocks.open(level, o)
}

// misindented fails because the line belongs to no block.
func (p *parser) misindented() {
	b := &p.blocks
	deepest := &b.levels[len(b.levels)-1]
	message := "the indentation of this line is that of no block above"
	hint := "lines of a block begin with the same blanks"
	switch {
	case mixed(b):
		hint = mixedHint
	case b.width > deepest.width:
		message = "this line is indented, but the line above has no block"
		hint = "indent it like the line above"
	}
	p.misplaced("indentation", message, hint)
}

const mixedHint = "tabs and blanks are mixed: a tab counts as one blank, so indent with one of them only"

// mixed reports whether the line is indented with other characters than the
// blocks above.
func mixed(b *blocks) bool {
	for i := range b.levels {
		l := &b.levels[i]
		if !l.begun || l.lead == "" {
			continue
		}
		if !strings.HasPrefix(b.lead, l.lead) && !strings.HasPrefix(l.lead, b.lead) {
			return true
		}
	}
	return false
}

// misplacedStatement is the code of the error that a statement cannot be in a
// block.
const misplacedStatement = "misplaced-statement"

// notBelow fails because a statement cannot be in the block of the owner.
func (p *parser) notBelow(what string, o *owner) {
	below, hint := "", "indent it like the line above"
	switch n := o.node.(type) {
	case *Say:
		below, hint = sayWords[n.To], `the lines below can only begin with "or"`
	case *SoundEffect:
		below, hint = "soundEffect", `the lines below can only begin with "or"`
	case *PlayMusic:
		below = "playMusic"
	case *Card:
		below, hint = "card", "the lines below can only be content:, image: and repeatSpeech:"
	case *Product:
		below, hint = "upsellInSkillProduct", "the line below can only be message:"
	case *Switch:
		below, hint = "switch", `the lines below are cases such as: == 1 then`
	}
	if mixed(&p.blocks) {
		hint = mixedHint
	}
	p.misplaced(misplacedStatement, fmt.Sprintf("%s cannot be in the block of %q", article(what), below), hint)
}

// sayWords are the words of the statements that speak.
var sayWords = [...]string{ToSpeech: "say", ToReprompt: "reprompt", ToBoth: "say reprompt"}

// article quotes a keyword, and leaves a description as it is.
func article(what string) string {
	if strings.HasPrefix(what, "a ") || strings.HasPrefix(what, "an ") {
		return what
	}
	return fmt.Sprintf("%q", what)
}

// misplaced fails because the statement, or the line, is where it cannot be.
func (p *parser) misplaced(code, message, hint string) {
	_, end := p.token(p.start)
	p.fail(failure{off: p.start, end: end, code: code, message: message, hint: hint})
}

// lose makes the lines below one with an error belong to nothing, so that
// nothing is said about their place.
func (p *parser) lose(f *failure) {
	lost := owner{lost: true, body: &p.discarded}
	level, o := p.target()
	switch {
	case p.blocks.top() == nil:
		return
	case o == nil:
		p.blocks.adopt(lost)
		level = len(p.blocks.levels) - 1
	case f.code == misplacedStatement:
		p.blocks.levels[level].owner = owner{lost: true, body: &p.discarded, ends: o.ends}
	}
	p.blocks.levels[level].broken = true
	p.blocks.open(level, lost)
}
