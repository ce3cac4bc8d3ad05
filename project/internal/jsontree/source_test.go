package jsontree_test

import (
	"errors"
	"testing"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

func TestSpan(t *testing.T) {
	s := jsontree.Source{Text: "\ufeff{\n  \"ä\": 1}"}
	if got, want := s.Span(12, 13), (diag.Span{Start: diag.Pos{Offset: 12, Line: 2, Col: 7}, End: diag.Pos{Offset: 13, Line: 2, Col: 8}}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := s.Span(999, 999).Start.Line; got != 2 {
		t.Errorf("a place after the end is in line %d", got)
	}
	if got := (jsontree.Source{}).Span(1, 2); got != (diag.Span{}) {
		t.Errorf("without a text: %+v", got)
	}
}

func TestSyntaxError(t *testing.T) {
	tests := []struct{ text, where, hint string }{
		{"", "f", "a JSON file holds at least {}"},
		{"\ufeff \n", "f", "a JSON file holds at least {}"},
		{"{\n  // x\n}", "f:2:3", "JSON has no comments; delete them"},
		{"{\n# x\n}", "f:2:1", "JSON has no comments; delete them"},
		{"{'a': 1}", "f:1:2", "JSON has double quotes only"},
		{"{\"a\": 1,}", "f:1:9", "delete the comma before it"},
		{"[1,\n]", "f:2:1", "delete the comma before it"},
		{"{\"a\": 1 \"b\": 2}", "f:1:9", "a comma or a colon may be missing before it"},
		{"{\"a\" \"b\"}", "f:1:6", "a comma or a colon may be missing before it"},
		{"{a: 1}", "f:1:2", "names and strings need double quotes in JSON"},
		{"{\"a\": True}", "f:1:7", "names and strings need double quotes in JSON"},
		{"{\n<<<<<<< HEAD\n}", "f:2:1", "this may be left of a merge conflict"},
		{"{\"a\": 1", "f:1:8", ""},
		{"[1, 2", "f:1:6", ""},
		{"{\"a\": *}", "f:1:7", ""},
	}
	for _, tt := range tests {
		err := jsontree.Check([]byte(tt.text))
		d := jsontree.Source{File: "f", Text: tt.text}.SyntaxError(err)
		where := d.File
		if d.Span.Start.IsValid() {
			where += ":" + d.Span.Start.String()
		}
		if where != tt.where || d.Hint != tt.hint || d.Severity != diag.Error || d.Code != "json-syntax" {
			t.Errorf("%q: got %s %+v, want %s %q", tt.text, where, d, tt.where, tt.hint)
		}
	}
	other := jsontree.Source{File: "f"}.SyntaxError(errors.New("disk on fire"))
	if other.Message != "not valid JSON: disk on fire" || other.Span.Start.IsValid() {
		t.Errorf("got %+v", other)
	}
}
