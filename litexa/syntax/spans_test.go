package syntax

import (
	"testing"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// checkSpans checks that all positions of a file are right, that nodes are
// within those they belong to and in the order of the source, and that
// comments are in order.
func checkSpans(t *testing.T, f *File) {
	t.Helper()
	type frame struct {
		node Node
		last int
	}
	var stack []frame
	lines := positions(f.Source)
	for _, c := range f.Comments {
		if got := f.Source[c.at.Start.Offset:c.at.End.Offset]; got != c.Text {
			t.Fatalf("comment %q covers %q", c.Text, got)
		}
	}
	Inspect(f, func(n Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		span := n.Span()
		for _, pos := range []diag.Pos{span.Start, span.End} {
			if pos.Offset < 0 || pos.Offset > len(f.Source) || lines[pos.Offset] != pos {
				t.Fatalf("%T has position %#v", n, pos)
			}
		}
		if span.End.Offset < span.Start.Offset {
			t.Fatalf("%T ends before it begins: %v", n, span)
		}
		if len(stack) > 0 {
			top := &stack[len(stack)-1]
			outer := top.node.Span()
			if span.Start.Offset < outer.Start.Offset || span.End.Offset > outer.End.Offset {
				t.Fatalf("%T %v is not within %T %v", n, span, top.node, outer)
			}
			if _, ok := n.(*Comment); ok && top.last >= 0 && len(f.Comments) > 0 && n == Node(f.Comments[0]) {
				top.last = -1 // comments come after the declarations
			}
			if span.Start.Offset < top.last {
				t.Fatalf("%T %v of %T comes too late", n, span, top.node)
			}
			top.last = span.Start.Offset
		}
		stack = append(stack, frame{n, -1})
		return true
	})
}

// positions returns the position of each offset at which a character begins.
func positions(source string) map[int]diag.Pos {
	found := make(map[int]diag.Pos)
	line, col := 1, 1
	for off := 0; ; {
		found[off] = diag.Pos{Offset: off, Line: line, Col: col}
		if off == len(source) {
			return found
		}
		_, size := utf8.DecodeRuneInString(source[off:])
		if source[off] == '\n' {
			line, col = line+1, 0
		}
		off += size
		col++
	}
}
