// Package diag describes what is wrong with a project, and where: positions,
// spans, diagnostics, and how they are shown to people and to programs.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a source text. The zero value means that the place is not
// known.
type Pos struct {
	// Offset counts bytes from the start of the text, from 0.
	Offset int
	// Line counts lines, from 1.
	Line int
	// Col counts characters (Unicode code points) within the line, from 1.
	Col int
}

// IsValid reports whether the place is known.
func (p Pos) IsValid() bool { return p.Line > 0 }

// String returns "line:col", or "-" if the place is not known.
func (p Pos) String() string {
	if !p.IsValid() {
		return "-"
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Col)
}

// Span is the part of a text from Start up to, and without, End.
type Span struct {
	Start, End Pos
}

// Severity says how grave a diagnostic is.
type Severity int

// The severities. An Error keeps a project from being built; the others do not.
const (
	Error Severity = iota
	Warning
	Info
)

// String returns "error", "warning" or "info".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "info"
	}
}

// Diagnostic is one thing that is wrong, or questionable, in a project.
type Diagnostic struct {
	Severity Severity
	// Code names the kind of problem, for example "undefined-state". It is
	// stable: tools may filter by it.
	Code string
	// File is the path of the file, as it is shown; "" if the problem is in no
	// single file.
	File string
	// Span is where; its zero value means the file as a whole.
	Span Span
	// Message says what is wrong, without a final full stop.
	Message string
	// Hint says what to do next, or "".
	Hint string
	// Related are other places that explain the problem, such as an earlier
	// definition.
	Related []Related
}

// Related is a place that explains a diagnostic.
type Related struct {
	File    string
	Span    Span
	Message string
}

// Error returns the diagnostic as one line: "file:line:col: error: message".
func (d Diagnostic) Error() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(place(d.File, d.Span))
		b.WriteString(": ")
	}
	b.WriteString(d.Severity.String())
	b.WriteString(": ")
	b.WriteString(d.Message)
	return b.String()
}

// place returns "file:line:col", or "file" if the place is not known.
func place(file string, s Span) string {
	if !s.Start.IsValid() {
		return file
	}
	return file + ":" + s.Start.String()
}

// List collects diagnostics. Its zero value is ready to use.
type List []Diagnostic

// Add appends a diagnostic.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// HasErrors reports whether one of the diagnostics is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Count returns how many diagnostics have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders the diagnostics by file, place, severity and code, and drops
// those that say the same about the same place.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Span.Start.Line, b.Span.Start.Line),
			cmp.Compare(a.Span.Start.Col, b.Span.Start.Col),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.File == b.File && a.Span.Start == b.Span.Start && a.Severity == b.Severity &&
			a.Code == b.Code && a.Message == b.Message
	})
}

// Err returns the errors of the list as one error, or nil if it has none.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return &Errors{List: l}
}

// Errors is the error of a project that has at least one diagnostic of
// severity Error. List holds all diagnostics, warnings included.
type Errors struct {
	List List
}

// Error returns the first error, and how many others there are.
func (e *Errors) Error() string {
	n := e.List.Count(Error)
	for _, d := range e.List {
		if d.Severity != Error {
			continue
		}
		if n > 1 {
			return fmt.Sprintf("%s (and %d more)", d.Error(), n-1)
		}
		return d.Error()
	}
	return "no errors"
}
