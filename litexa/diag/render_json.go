package diag

import (
	"encoding/json"
	"fmt"
	"io"
)

type jsonDocument struct {
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
	Errors      int              `json:"errors"`
	Warnings    int              `json:"warnings"`
}

type jsonDiagnostic struct {
	Severity string        `json:"severity"`
	Code     string        `json:"code"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint,omitempty"`
	File     string        `json:"file,omitempty"`
	Range    *jsonRange    `json:"range,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	Message string     `json:"message"`
	File    string     `json:"file,omitempty"`
	Range   *jsonRange `json:"range,omitempty"`
}

type jsonRange struct {
	Start jsonPos `json:"start"`
	End   jsonPos `json:"end"`
}

type jsonPos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// WriteJSON writes diagnostics as one JSON object for programs to read. Its
// members are "diagnostics", an array of objects in the order of the list,
// "errors" and "warnings", their numbers.
//
// A diagnostic has "severity" (error, warning or info), "code" and "message",
// and, where they are known, "hint", "file", "range" and "related", an array of
// objects with "message", "file" and "range". A range has "start" and, just
// behind its last character, "end"; both have "line" and "column", which count
// from 1, columns in Unicode code points, and "offset", in bytes from 0 of the
// text as it was parsed: without byte order mark and with line ends of one byte.
func WriteJSON(w io.Writer, list List) error {
	doc := jsonDocument{
		Diagnostics: make([]jsonDiagnostic, 0, len(list)),
		Errors:      list.Count(Error),
		Warnings:    list.Count(Warning),
	}
	for _, d := range list {
		j := jsonDiagnostic{
			Severity: d.Severity.String(),
			Code:     d.Code,
			Message:  d.Message,
			Hint:     d.Hint,
			File:     d.File,
			Range:    jsonRangeOf(d.Span),
		}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonRelated{Message: r.Message, File: r.File, Range: jsonRangeOf(r.Span)})
		}
		doc.Diagnostics = append(doc.Diagnostics, j)
	}
	return writeJSON(w, doc)
}

func jsonRangeOf(s Span) *jsonRange {
	if !s.Start.IsValid() {
		return nil
	}
	return &jsonRange{Start: jsonPosOf(s.Start), End: jsonPosOf(endOf(s))}
}

func jsonPosOf(p Pos) jsonPos {
	return jsonPos{Line: p.Line, Column: p.Col, Offset: p.Offset}
}

// endOf returns the end of a span, which is its start if none is known.
func endOf(s Span) Pos {
	if !s.End.IsValid() {
		return s.Start
	}
	return s.End
}

func writeJSON(w io.Writer, doc any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return fmt.Errorf("writing diagnostics: %w", err)
	}
	return nil
}
