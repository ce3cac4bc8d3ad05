package syntax

import (
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// blocks finds the block that a line belongs to. Blocks are known by the very
// string of blanks that the first line in them begins with; only the number of
// blanks decides whether a line is deeper than the one before it.
//
// A statement that may have lines below it is the owner of the first deeper
// line that follows, whatever stands between them, unless another such
// statement comes first.
type blocks struct {
	levels []level
	lead   string // of the line
	width  int    // of lead, in characters
}

// level is a block that the line may belong to. The first is that of the file;
// the last may not have begun.
type level struct {
	owner owner
	begun bool
	lead  string
	width int
	// broken is set if the last line of the block has an error.
	broken bool
}

// owner is a statement that lines can belong to.
type owner struct {
	// node is the *State, *Test, *Table, *Handler, *Branch, *For, *Switch,
	// *Case, *Say, *SoundEffect, *PlayMusic, *Card or *Product. It is nil for
	// a statement with errors: what is below it is parsed, but not kept.
	node Node
	// body is where code goes; nil if there cannot be code below the node.
	body *[]Stmt
	// ends are what the lines below make longer.
	ends [2]*diag.Pos
	// lost is set for an owner that takes any statement.
	lost bool
}

// reset begins a declaration that lines belong to, or, if it has none, ends the
// last one.
func (b *blocks) reset(o owner, has bool) {
	b.lead, b.width = "", 0
	b.levels = append(b.levels[:0], level{begun: true})
	if has {
		b.levels = append(b.levels, level{owner: o})
	}
}

// enter begins a line that begins with the blanks lead.
func (b *blocks) enter(lead string) {
	if lead == b.lead {
		return
	}
	width := utf8.RuneCountInString(lead)
	last := len(b.levels) - 1
	switch {
	case width > b.width:
		if l := &b.levels[last]; !l.begun {
			l.begun, l.lead, l.width = true, lead, width
		}
	case width < b.width:
		for !b.levels[last].begun || b.levels[last].width > width {
			last--
		}
		b.levels = b.levels[:last+1]
	}
	b.lead, b.width = lead, width
}

// top returns the declaration that the line is below, or nil.
func (b *blocks) top() *owner {
	if len(b.levels) < 2 {
		return nil
	}
	return &b.levels[1].owner
}

// find returns the index of the level that the line belongs to, or -1.
func (b *blocks) find() int {
	for i := range b.levels {
		if l := &b.levels[i]; l.begun && l.lead == b.lead {
			return i
		}
	}
	return -1
}

// open makes a statement at a level the owner of deeper lines.
func (b *blocks) open(at int, o owner) {
	b.levels = append(b.levels[:at+1], level{owner: o})
}

// adopt makes a block of the line and those below it at the same indentation
// that belongs to nothing, so that what is wrong with it is said once.
func (b *blocks) adopt(o owner) {
	keep := len(b.levels)
	for keep > 1 && (!b.levels[keep-1].begun || b.levels[keep-1].width >= b.width) {
		keep--
	}
	b.levels = append(b.levels[:keep], level{owner: o, begun: true, lead: b.lead, width: b.width})
}

// grow makes the owners of a line as long as the line.
func (b *blocks) grow(level int, end diag.Pos) {
	for i := range b.levels[:level+1] {
		for _, e := range b.levels[i].owner.ends {
			if e != nil && e.Offset < end.Offset {
				*e = end
			}
		}
	}
}
