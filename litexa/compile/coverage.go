package compile

import (
	"fmt"
	"strconv"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// The functions that code compiled with Options.Coverage calls. They have to
// be among the globals of the run-time.
const (
	// CoverFunc is called with the index of each point that is reached.
	CoverFunc = "__cover"
	// CoverChoiceFunc is called with the number of a choice and the index of
	// the point of the first one. It returns the number.
	CoverChoiceFunc = "__coverChoice"
)

// PointKind says what a point is.
type PointKind string

// The kinds of points.
const (
	StatementPoint PointKind = "statement"
	HandlerPoint   PointKind = "handler"
	VariationPoint PointKind = "variation"
)

// Point is a place in the source of which it is told whether it is reached.
type Point struct {
	Kind     PointKind `json:"kind"`
	Language string    `json:"language"`
	State    string    `json:"state"`
	// Handler is the name of an intent, "entry", "exit" or "otherwise".
	Handler string `json:"handler"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	// Text is what a variation says.
	Text string `json:"text,omitempty"`
}

// coverage collects points; nil collects none.
type coverage struct {
	points         []Point
	state, handler string
}

// enter begins the code of a handler.
func (g *generator) enter(state, handler string, at diag.Pos) {
	if g.coverage == nil {
		return
	}
	g.coverage.state, g.coverage.handler = state, handler
	g.cover(HandlerPoint, at, "")
}

// cover writes code that tells that a place is reached.
func (g *generator) cover(kind PointKind, at diag.Pos, text string) {
	if g.coverage != nil {
		g.line(CoverFunc, "(", strconv.Itoa(g.point(kind, at, text)), ");")
	}
}

// point adds a point and returns its index.
func (g *generator) point(kind PointKind, at diag.Pos, text string) int {
	c := g.coverage
	c.points = append(c.points, Point{
		Kind: kind, Language: g.language.Name, State: c.state, Handler: c.handler,
		File: g.file.Source.Path, Line: at.Line, Text: text,
	})
	return len(c.points) - 1
}

// covered returns a choice of texts whose points tell which was taken.
func (g *generator) covered(key string, p *syntax.Group, list string) string {
	first := len(g.coverage.points)
	for _, b := range p.Branches {
		text := ""
		at := p.Span().Start
		for i, part := range b {
			text += syntax.SourceText(part)
			if i == 0 {
				at = part.Span().Start
			}
		}
		g.point(VariationPoint, at, text)
	}
	return fmt.Sprintf("[%s][%s(pickSayString(context, %s, %d), %d)]", list, CoverChoiceFunc, key, len(p.Branches), first)
}
