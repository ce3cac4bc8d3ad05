package diag

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiagnosticError(t *testing.T) {
	tests := []struct {
		d    Diagnostic
		want string
	}{
		{Diagnostic{File: "a.litexa", Span: span(3, 5, 6), Message: "no such state"}, "a.litexa:3:5: error: no such state"},
		{Diagnostic{File: "a.litexa", Severity: Warning, Message: "empty"}, "a.litexa: warning: empty"},
		{Diagnostic{Severity: Info, Message: "nothing to do"}, "info: nothing to do"},
	}
	for _, tt := range tests {
		if got := tt.d.Error(); got != tt.want {
			t.Errorf("Error() = %q, want %q", got, tt.want)
		}
	}
}

func TestPosString(t *testing.T) {
	if got := (Pos{Line: 2, Col: 7, Offset: 30}).String(); got != "2:7" {
		t.Errorf("String() = %q, want 2:7", got)
	}
	if got := (Pos{}).String(); got != "-" {
		t.Errorf("String() of no place = %q, want -", got)
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line, col int, code string) Diagnostic {
		return Diagnostic{File: file, Span: span(line, col, col+1), Code: code, Message: code}
	}
	warning := at("a", 1, 1, "y")
	warning.Severity = Warning
	list := List{
		at("b", 1, 1, "x"), at("a", 2, 1, "x"), at("a", 1, 9, "x"), warning,
		at("a", 1, 1, "z"), at("a", 1, 1, "x"), at("a", 2, 1, "x"),
	}
	list.Sort()
	want := List{
		at("a", 1, 1, "x"), at("a", 1, 1, "z"), warning,
		at("a", 1, 9, "x"), at("a", 2, 1, "x"), at("b", 1, 1, "x"),
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestErr(t *testing.T) {
	list := List{{Severity: Warning, Message: "w"}}
	if err := list.Err(); err != nil {
		t.Errorf("Err() = %v for a list without errors", err)
	}
	list.Add(Diagnostic{Message: "first"})
	if got := list.Err().Error(); got != "error: first" {
		t.Errorf("one error: %q", got)
	}
	list.Add(Diagnostic{Message: "second"})
	err := fmt.Errorf("building: %w", list.Err())
	if got, want := err.Error(), "building: error: first (and 1 more)"; got != want {
		t.Errorf("two errors: %q, want %q", got, want)
	}
	var errs *Errors
	if !errors.As(err, &errs) || len(errs.List) != 3 {
		t.Errorf("the error does not hold the list: %#v", errs)
	}
	if got := (&Errors{}).Error(); got != "no errors" {
		t.Errorf("no errors: %q", got)
	}
}
