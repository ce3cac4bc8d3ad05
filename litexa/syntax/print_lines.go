package syntax

import "slices"

// lineKind says what a line is, as far as blank lines and comments care.
type lineKind int

const (
	leafLine    lineKind = iota
	openLine             // other lines may stand below, one level deeper
	elseLine             // an else branch: like openLine, but no blank line goes before it
	blockLine            // a declaration that has lines below
	commentLine          // a comment alone on its line
)

// printLine is a node that begins a line, without what is on the lines below
// it.
type printLine struct {
	node  Node
	level int
	kind  lineKind
}

// at returns where the line begins in the source.
func (l *printLine) at() int { return l.node.Span().Start.Offset }

// linesOf returns the lines of a file in the order of the source. That of the
// tree differs where a statement owns lines that do not directly follow it:
//
//	say "a"
//	log 1
//	  or "b"
func linesOf(file *File) []printLine {
	var l lineList
	for _, d := range file.Decls {
		l.decl(d)
	}
	inOrder := func(a, b printLine) int { return a.at() - b.at() }
	if !slices.IsSortedFunc(l, inOrder) {
		slices.SortStableFunc(l, inOrder)
	}
	return l
}

type lineList []printLine

func (l *lineList) add(n Node, level int, kind lineKind) {
	*l = append(*l, printLine{n, level, kind})
}

// addLeaves adds lines that have none below.
func addLeaves[N Node](l *lineList, nodes []N, level int) {
	for _, n := range nodes {
		l.add(n, level, leafLine)
	}
}

func (l *lineList) decl(d Decl) {
	switch d := d.(type) {
	case *State:
		l.add(d, 0, blockLine)
		l.stmts(d.Body, 1)
	case *Test:
		l.add(d, 0, blockLine)
		addLeaves(l, d.Body, 1)
	case *Table:
		l.add(d, 0, blockLine)
		addLeaves(l, d.Rows, 1)
	default:
		l.add(d, 0, leafLine)
	}
}

func (l *lineList) stmts(stmts []Stmt, level int) {
	for _, s := range stmts {
		l.stmt(s, level)
	}
}

func (l *lineList) stmt(s Stmt, level int) {
	switch s := s.(type) {
	case *If:
		for i, b := range s.Branches {
			kind := openLine
			if i > 0 {
				kind = elseLine
			}
			l.add(b, level, kind)
			l.stmts(b.Body, level+1)
		}
	case *Handler:
		l.add(s, level, openLine)
		l.stmts(s.Body, level+1)
	case *For:
		l.add(s, level, openLine)
		l.stmts(s.Body, level+1)
	case *Switch:
		l.add(s, level, openLine)
		for _, c := range s.Cases {
			l.add(c, level+1, openLine)
			l.stmts(c.Body, level+2)
		}
	case *Say:
		l.add(s, level, openLine)
		addLeaves(l, s.Alternates, level+1)
	case *SoundEffect:
		l.add(s, level, openLine)
		addLeaves(l, s.Alternates, level+1)
	case *Card:
		l.add(s, level, openLine)
		addLeaves(l, s.Attributes, level+1)
	case *Product:
		kind := leafLine
		if s.Action == Upsell {
			kind = openLine
		}
		l.add(s, level, kind)
		addLeaves(l, s.Attributes, level+1)
	default:
		l.add(s, level, leafLine)
	}
}
