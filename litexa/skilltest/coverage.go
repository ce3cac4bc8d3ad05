package skilltest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/compile"
)

// Coverage is which parts of a program the tests reached.
type Coverage struct {
	States     Share `json:"states"`
	Handlers   Share `json:"handlers"`
	Variations Share `json:"variations"`
	Lines      Share `json:"lines"`
	// Files are the files by path.
	Files []*FileCoverage `json:"files"`
	// MissedStates are states that no test entered or sent an intent to.
	MissedStates []string `json:"missedStates,omitempty"`
}

// Share is how many of the parts of a kind were reached.
type Share struct {
	Reached int `json:"reached"`
	Total   int `json:"total"`
}

// Percent returns the share in percent; that of nothing is 100.
func (s Share) Percent() float64 {
	if s.Total == 0 {
		return 100
	}
	return 100 * float64(s.Reached) / float64(s.Total)
}

func (s Share) String() string {
	return fmt.Sprintf("%5.1f%% (%d of %d)", s.Percent(), s.Reached, s.Total)
}

func (s *Share) count(reached bool) {
	s.Total++
	if reached {
		s.Reached++
	}
}

// FileCoverage is which parts of a file were reached.
type FileCoverage struct {
	Path  string `json:"path"`
	Lines Share  `json:"lines"`
	// Hits are how often the lines with code were reached.
	Hits map[int]int `json:"hits"`
	// Handlers and Variations are in order of their lines.
	Handlers   []Part `json:"handlers"`
	Variations []Part `json:"variations"`
}

// Part is a handler or a variation.
type Part struct {
	Name string `json:"name"`
	Line int    `json:"line"`
	Hits int    `json:"hits"`
}

// counter counts how often points are reached, in one worker.
type counter struct{ hits []int }

// globals adds what compiled code calls.
func (c *counter) globals(globals map[string]any) {
	reach := func(i int) {
		if i >= 0 && i < len(c.hits) {
			c.hits[i]++
		}
	}
	globals[compile.CoverFunc] = js.Func(func(_ context.Context, args []*js.Value) (any, error) {
		reach(int(args[0].Number()))
		return nil, nil
	})
	globals[compile.CoverChoiceFunc] = js.Func(func(_ context.Context, args []*js.Value) (any, error) {
		choice := int(args[0].Number())
		reach(int(args[1].Number()) + choice)
		return choice, nil
	})
}

// total adds up the counts of all workers.
type total struct {
	mu   sync.Mutex
	hits []int
}

func (t *total) add(c *counter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, n := range c.hits {
		t.hits[i] += n
	}
}

// coverage makes the report of what was reached.
func (r *runner) coverage(hits []int, tests []*Test) *Coverage {
	c := &Coverage{}
	files := make(map[string]*FileCoverage)
	parts := make(map[string]map[[3]any]int) // by file and kind: index of a part
	reached := make(map[string]bool)
	known := make(map[string]bool)
	for i, p := range r.Runtime.Image.Points {
		f := files[p.File]
		if f == nil {
			f = &FileCoverage{Path: p.File, Hits: make(map[int]int)}
			files[p.File] = f
			parts[p.File] = make(map[[3]any]int)
			c.Files = append(c.Files, f)
		}
		known[p.State] = true
		reached[p.State] = reached[p.State] || hits[i] > 0
		switch p.Kind {
		case compile.StatementPoint:
			f.Hits[p.Line] = max(f.Hits[p.Line], 0) + hits[i]
		case compile.HandlerPoint:
			f.Handlers = addPart(f.Handlers, parts[p.File], p, p.State+" "+p.Handler, hits[i])
		case compile.VariationPoint:
			f.Variations = addPart(f.Variations, parts[p.File], p, p.Text, hits[i])
		}
	}
	for _, t := range tests {
		for _, s := range t.Steps {
			for _, item := range s.Trace {
				state, _, _ := strings.Cut(item, ":")
				reached[state] = true
			}
		}
	}
	for _, s := range r.Program.States {
		if !known[s.Name] && (s.Name == "global" || s.Name == "launch" && s.Versions[r.language.Name] == nil) {
			continue
		}
		c.States.count(reached[s.Name])
		if !reached[s.Name] {
			c.MissedStates = append(c.MissedStates, s.Name)
		}
	}
	for _, f := range c.Files {
		for _, n := range f.Hits {
			f.Lines.count(n > 0)
		}
		c.Lines.Reached += f.Lines.Reached
		c.Lines.Total += f.Lines.Total
		byLine := func(a, b Part) int { return a.Line - b.Line }
		slices.SortStableFunc(f.Handlers, byLine)
		slices.SortStableFunc(f.Variations, byLine)
		for _, p := range f.Handlers {
			c.Handlers.count(p.Hits > 0)
		}
		for _, p := range f.Variations {
			c.Variations.count(p.Hits > 0)
		}
	}
	slices.SortFunc(c.Files, func(a, b *FileCoverage) int { return strings.Compare(a.Path, b.Path) })
	return c
}

// addPart adds the hits of a part. Languages that share a file share its parts.
func addPart(list []Part, index map[[3]any]int, p compile.Point, name string, hits int) []Part {
	key := [3]any{p.Kind, p.Line, name}
	i, ok := index[key]
	if !ok {
		i = len(list)
		index[key] = i
		list = append(list, Part{Name: name, Line: p.Line})
	}
	list[i].Hits += hits
	return list
}
