package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/program"
)

func build(t testing.TB, sources ...program.Source) *program.Program {
	t.Helper()
	in := program.Input{Languages: []string{program.Default}, Sources: sources}
	for i, s := range sources {
		if s.Language != program.Default {
			in.Languages = append(in.Languages, s.Language)
		}
		in.Sources[i].Path = s.Language + "/" + s.Name
	}
	p, list := program.Build(t.Context(), in)
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	return p
}

// TestStored checks which variables of a state outlive the code that declares
// them (L-VAR-10, 11, 14).
func TestStored(t *testing.T) {
	tests := []struct {
		name, code string
		// want has the variables of the state: "name", with "+" if it is
		// stored, "?" if it is nested, "<" if exit code declares it.
		want string
	}{
		{"not used", "  local a = 1", "a"},
		{"used where it is declared", "  local a = 1\n  log a", "a"},
		{"read by a handler", "  local a = 1\n  local b = 1\n  when \"go\"\n    log a", "a+ b"},
		{"assigned by a handler", "  local a = 1\n  when \"go\"\n    a = 2", "a+"},
		{"in order of declaration", "  local b = 1\n  local a = 1\n  when \"go\"\n    log a\n    log b", "b+ a+"},
		{"used in a loop", "  local a = 1\n  for x in @y\n    log a", "a+"},
		{"source of a loop", "  local a = 1\n  for x in a\n    log x", "a"},
		{"used in a switch", "  local a = 1\n  switch a\n    == 1 then\n      log 1", "a+"},
		{"used in an if", "  local a = 1\n  if a\n    log a", "a"},
		{"used in exit code", "  local a = 1\n  when \"go\"\n    log 1\n  log a", "a+"},
		{"declared in exit code", "  when \"go\"\n    log 1\n  local a = 1\n  for x in @y\n    log a", "a<"},
		{"declared in exit code, used by a handler", "  log 1\n  when \"go\"\n    log a\n  local a = 1", "a+<"},
		{"nested", "  if @x\n    local a = 1\n  when \"go\"\n    log a", "a+?"},
		{"a wrapped object", "  if @x\n    local a = @b as C\n  when \"go\"\n    log a", "a+"},
		{"in a text", "  local a = 1\n  when \"go\"\n    say \"(x|{a})\"\n      or \"y\"", "a+"},
		{"in an alternative", "  local a = 1\n  when \"go\"\n    say \"x\"\n      or \"{a}\"", "a+"},
		{"in a card", "  local a = 1\n  local b = 1\n  local c = 1\n  when \"go\"\n    card \"{a}\"\n      image: b\n      content: c", "a+ b+ c+"},
		{"replaced content of a card", "  local a = 1\n  when \"go\"\n    card \"t\", \"{a}\"\n      content: \"x\"", "a"},
		{"in a call", "  local a = 1\n  local b = 1\n  when \"go\"\n    a(b)", "a+ b+"},
		{"in a call of data", "  local a = 1\n  when \"go\"\n    say \"@x.f(a)\"", "a+"},
		{"in a chain", "  local a = 1\n  local b = 1\n  when \"go\"\n    log 1 + a - not (b)", "a+ b+"},
		{"of a handler", "  when \"go\"\n    local a = 1\n    for x in @y\n      log a", ""},
		{"in a directive", "  local a = 1\n  when \"go\"\n    directive a", "a+"},
		{"assigned to others", "  local a = 1\n  local b = 1\n  when \"go\"\n    @x = a\n    $x = b", "a+ b+"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := build(t, program.Source{Language: program.Default, Name: "main.litexa", Text: "launch\n" + tt.code + "\n"})
			var got []string
			for _, v := range check.Resolve(check.CodeOf(p.State("launch"), program.Default), nil, nil) {
				s := v.Name
				if v.Stored {
					s += "+"
				}
				if v.Nested {
					s += "?"
				}
				if v.Section == check.InExit {
					s += "<"
				}
				if !v.OfState || v.File == nil {
					t.Errorf("%s: %+v", v.Name, v)
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCodeOf checks which code a language runs (L-LOC-02, L-LOC-03).
func TestCodeOf(t *testing.T) {
	base := program.Source{Language: program.Default, Name: "main.litexa", Text: `launch
  log "default entry"
  when "one"
    log 1
  when "two"
    log 2
  log "default exit"

global
  otherwise
    log "default otherwise"

other
  when Connections.Response
    log 1
  when Connections.Response "Buy"
    log 2
  when Connections.Response "Buy"
    log 3
  when AMAZON.YesIntent
    or AMAZON.NoIntent
    log 4
`}
	german := program.Source{Language: "de", Name: "main.litexa", Text: `launch
  when "eins"
    log 1

global
  log "german entry"
`}
	p := build(t, base, german)
	describe := func(state, language string) string {
		c := check.CodeOf(p.State(state), language)
		from := func(b check.Block) string {
			if b.File == nil {
				return "-"
			}
			return fmt.Sprintf("%s:%d", b.File.Source.Language, len(b.Stmts))
		}
		s := "entry " + from(c.Entry) + " exit " + from(c.Exit)
		for _, b := range c.Bodies {
			s += fmt.Sprintf(" %s(%s)%s:%d", b.Intent.Name, b.Filter, b.File.Source.Language, len(b.Handlers))
		}
		return s
	}
	tests := []struct{ state, language, want string }{
		{"launch", "default", "entry default:1 exit default:1 ONE()default:1 TWO()default:1"},
		{"launch", "de", "entry default:1 exit default:1 EINS()de:1"},
		{"global", "default", "entry default:0 exit default:0 ()default:1"},
		{"global", "de", "entry de:1 exit default:0 ()default:1"},
		{"other", "de", "entry default:0 exit default:0 Connections.Response()default:1 Connections.Response(Buy)default:2 AMAZON.YesIntent()default:1"},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, describe(tt.state, tt.language)); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", tt.state, tt.language, diff)
		}
	}
	if c := check.CodeOf(&program.State{Name: "x"}, "de"); c.Bodies != nil || c.Entry.Stmts != nil {
		t.Errorf("a state without versions: %+v", c)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("launch\n  local a = b\n  for k, v in a\n    say \"{k + 1} @c\"\n  when \"x $y\"\n    with $y = AMAZON.NUMBER\n    -> z\nz\n  card \"t\"\n    image: a.png\n\nTEST \"t\"\n  launch\n  alexa: z, /a/\n")
	f.Add("launch\n  switch a = 1\n    match /(/ then\n      END\n    else\n      |-> b\n  soundEffect x.wav\n  set y = true\ndefine @q as R\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, _ := program.Build(t.Context(), program.Input{
			Languages: []string{program.Default, "de"},
			Sources:   []program.Source{{Language: program.Default, Name: "main.litexa", Path: "main.litexa", Text: text}},
		})
		for _, d := range check.Check(p, check.Options{Code: []string{text}}) {
			if d.Message == "" || d.Code == "" || d.File == "" || !d.Span.Start.IsValid() {
				t.Errorf("incomplete: %+v", d)
			}
		}
	})
}
