package diag

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

const (
	tabStop  = 4
	ellipsis = "..."
	// minExcerpt is how many columns of a source line are shown at least.
	minExcerpt = 20
)

// cell is what a terminal shows as one unit: a character with the combining
// characters after it.
type cell struct {
	text string
	// width is how many columns it takes.
	width int
	// marked is set if the cell is part of the span.
	marked bool
}

// excerptOf returns what to show of the line that a span starts on, at most
// width columns of it, and what to underline: how many columns after how many.
func excerptOf(line string, span Span, width int) (text string, before, under int) {
	width = max(width, minExcerpt)
	from, to := max(span.Start.Col-1, 0), span.End.Col-1
	if span.End.Line > span.Start.Line {
		to = utf8.RuneCountInString(strings.TrimRight(line, " \t"))
	}
	to = max(to, from+1)

	line, skipped, cutLeft, cutRight := around(line, from, width)
	cells := cellsOf(line, from-skipped, to-skipped)
	start := len(cells)
	position, total := 0, 0
	for i, c := range cells {
		if c.marked && start == len(cells) {
			start, position = i, total
		}
		total += c.width
	}
	if start == len(cells) {
		position = total
	}

	first := 0
	if cutLeft || total > width && position+min(total-position, width/2) > width-len(ellipsis) {
		// Keep a third of the width before the span.
		for dropped := 0; first < start && dropped < position-width/3; first++ {
			dropped += cells[first].width
		}
		cutLeft = cutLeft || first > 0
	}
	return layOut(cells[first:], width, cutLeft, cutRight)
}

// around cuts a long line down to the characters that may be shown with the
// character at the index from.
func around(line string, from, width int) (part string, skipped int, cutLeft, cutRight bool) {
	begin, end := 0, len(line)
	index := 0
	for i := range line {
		if index == from-width {
			begin, skipped = i, index
		}
		if index == from+2*width {
			end = i
			break
		}
		index++
	}
	return line[begin:end], skipped, begin > 0, end < len(line)
}

// cellsOf splits a line, tabs expanded. Cells that hold one of the characters
// with the indexes from up to, and without, to are marked.
func cellsOf(line string, from, to int) []cell {
	var cells []cell
	column, index := 0, 0
	add := func(text string, width, runes int) {
		cells = append(cells, cell{text: text, width: width, marked: index < to && index+runes > from})
		column += width
		index += runes
	}
	for g := displaywidth.StringGraphemes(line); g.Next(); {
		text, width := g.Value(), g.Width()
		if width > 0 && !strings.ContainsFunc(text, isUnprintable) && utf8.ValidString(text) {
			add(text, width, utf8.RuneCountInString(text))
			continue
		}
		for _, r := range text {
			switch width := displaywidth.Rune(r); {
			case r == '\t':
				blanks := tabStop - column%tabStop
				add(strings.Repeat(" ", blanks), blanks, 1)
			case width == 0 || isUnprintable(r):
				add(string(utf8.RuneError), 1, 1)
			default:
				add(string(r), width, 1)
			}
		}
	}
	return cells
}

// layOut joins cells to at most width columns.
func layOut(cells []cell, width int, cutLeft, cutRight bool) (text string, before, under int) {
	var b strings.Builder
	used := 0
	if cutLeft {
		b.WriteString(ellipsis)
		used = len(ellipsis)
	}
	rest := 0
	for _, c := range cells {
		rest += c.width
	}
	if cutRight || used+rest > width {
		cutRight = true
		width -= len(ellipsis)
	}
	before = -1
	for _, c := range cells {
		if used+c.width > width {
			break
		}
		if c.marked {
			if before < 0 {
				before = used
			}
			under += c.width
		}
		b.WriteString(c.text)
		used += c.width
	}
	if before < 0 {
		before = used
	}
	if cutRight {
		b.WriteString(ellipsis)
	}
	return strings.TrimRight(b.String(), " "), before, max(under, 1)
}
