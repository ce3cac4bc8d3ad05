package skilltest

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
)

// WriteCoverage writes the coverage as text: the shares of all, and of each
// file with what its tests do not reach.
func WriteCoverage(w io.Writer, c *Coverage) error {
	var b strings.Builder
	b.WriteString("Coverage\n")
	for _, s := range c.shares() {
		fmt.Fprintf(&b, "  %-11s %s\n", s.Name, s.Share)
	}
	if len(c.MissedStates) > 0 {
		fmt.Fprintf(&b, "  states never reached: %s\n", strings.Join(c.MissedStates, ", "))
	}
	for _, f := range c.Files {
		fmt.Fprintf(&b, "  %s: lines %s\n", f.Path, f.Lines)
		if missed := f.missed(); len(missed) > 0 {
			fmt.Fprintf(&b, "    not reached: lines %s\n", strings.Join(missed, ", "))
		}
		for _, v := range f.Variations {
			if v.Hits == 0 {
				fmt.Fprintf(&b, "    never said: line %d, %q\n", v.Line, v.Name)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

type namedShare struct {
	Name string
	Share
}

func (c *Coverage) shares() []namedShare {
	return []namedShare{{"states", c.States}, {"handlers", c.Handlers}, {"variations", c.Variations}, {"lines", c.Lines}}
}

// lines returns the numbers of the lines with code.
func (f *FileCoverage) lines() []int { return slices.Sorted(maps.Keys(f.Hits)) }

// missed returns the lines that were not reached; neighbours, with nothing
// that was reached between them, are ranges.
func (f *FileCoverage) missed() []string {
	var ranges []string
	first, last := 0, 0
	flush := func() {
		switch {
		case first == 0:
		case first == last:
			ranges = append(ranges, fmt.Sprint(first))
		default:
			ranges = append(ranges, fmt.Sprintf("%d-%d", first, last))
		}
		first = 0
	}
	for _, line := range f.lines() {
		if f.Hits[line] > 0 {
			flush()
			continue
		}
		if first == 0 {
			first = line
		}
		last = line
	}
	flush()
	return ranges
}

// WriteLCOV writes the coverage in the format of lcov: handlers are functions,
// variations are branches.
func WriteLCOV(w io.Writer, c *Coverage) error {
	var b strings.Builder
	for _, f := range c.Files {
		fmt.Fprintf(&b, "TN:\nSF:%s\n", f.Path)
		reached := 0
		for _, h := range f.Handlers {
			fmt.Fprintf(&b, "FN:%d,%s\n", h.Line, h.Name)
		}
		for _, h := range f.Handlers {
			fmt.Fprintf(&b, "FNDA:%d,%s\n", h.Hits, h.Name)
			if h.Hits > 0 {
				reached++
			}
		}
		fmt.Fprintf(&b, "FNF:%d\nFNH:%d\n", len(f.Handlers), reached)
		reached = 0
		for i, v := range f.Variations {
			hits := "-"
			if v.Hits > 0 {
				hits = fmt.Sprint(v.Hits)
				reached++
			}
			fmt.Fprintf(&b, "BRDA:%d,0,%d,%s\n", v.Line, i, hits)
		}
		fmt.Fprintf(&b, "BRF:%d\nBRH:%d\n", len(f.Variations), reached)
		for _, line := range f.lines() {
			fmt.Fprintf(&b, "DA:%d,%d\n", line, f.Hits[line])
		}
		fmt.Fprintf(&b, "LF:%d\nLH:%d\nend_of_record\n", f.Lines.Total, f.Lines.Reached)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

//go:embed coverage.html
var coverageHTML string

var coveragePage = template.Must(template.New("coverage").Parse(coverageHTML))

type pageLine struct {
	Number int
	Text   string
	// Class is "hit", "miss" or "".
	Class string
	Hits  int
	// Missed are the variations of the line that were not said.
	Missed []string
}

type pageFile struct {
	*FileCoverage
	Source []pageLine
}

// WriteCoverageHTML writes the coverage as one page with all sources. source
// returns the text of a file.
func WriteCoverageHTML(w io.Writer, c *Coverage, source func(path string) (string, error)) error {
	var files []pageFile
	for _, f := range c.Files {
		text, err := source(f.Path)
		if err != nil {
			return fmt.Errorf("reading %s for the coverage report: %w", f.Path, err)
		}
		missed := make(map[int][]string)
		for _, v := range f.Variations {
			if v.Hits == 0 {
				missed[v.Line] = append(missed[v.Line], v.Name)
			}
		}
		page := pageFile{FileCoverage: f}
		for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			l := pageLine{Number: i + 1, Text: strings.TrimSuffix(line, "\r"), Missed: missed[i+1]}
			if hits, ok := f.Hits[i+1]; ok {
				l.Hits, l.Class = hits, "miss"
				if hits > 0 {
					l.Class = "hit"
				}
			}
			if l.Class != "miss" && len(l.Missed) > 0 {
				l.Class = "part"
			}
			page.Source = append(page.Source, l)
		}
		files = append(files, page)
	}
	err := coveragePage.Execute(w, map[string]any{"Shares": c.shares(), "Missed": c.MissedStates, "Files": files})
	if err != nil {
		return fmt.Errorf("writing the coverage report: %w", err)
	}
	return nil
}
