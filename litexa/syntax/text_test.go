package syntax

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func reflectValue(v any) reflect.Value { return reflect.ValueOf(v) }

func TestNormalizeText(t *testing.T) {
	// L-SAY-08; a "^" shows where tags are closed.
	tests := []struct{ raw, want string }{
		{"", ""},
		{"a", "a"},
		{" a  b\t\tc ", " a b c "},
		{"a\tb", "a\tb"},
		{"a\nb", "a^ b"},
		{"a \n  b  \n c", "a ^b c"},
		{"a\n\nb", "a^\nb"},
		{"a  \n \t\n  b", "a^\nb"},
		{"a\n\n\nb", "a^\n\nb"},
		{"\na", "^ a"},
		{"\n\na", "^\na"},
		{"a\n", "a^ "},
		{"a\n  ", "a^ "},
		{"a\n\n", "a^\n"},
		{"a\n\u00a0b\u00a0\nc", "a^ b c"},
		{"é\n\u00a0\n", "é^\n"},
	}
	for _, tt := range tests {
		text, at := NormalizeText(tt.raw)
		if at >= 0 {
			text = text[:at] + "^" + text[at:]
		}
		if text != tt.want {
			t.Errorf("NormalizeText(%q) = %q, want %q", tt.raw, text, tt.want)
		}
	}
}

func TestParseTemplate(t *testing.T) {
	tests := []struct {
		name string
		form TemplateForm
		text string
		want string
		errs []string
	}{
		{"L-LOC-12 say", SayForm, `Hi $name, \"you\" <!wow>! {f("x")}`, `say<"Hi " $name ", " \" "you" \" " " Tag( Kind=1 Text=wow Punctuation=!) " " {call f["x"]}>`, nil},
		{"say with alternatives", SayForm, "a|b", `say<<"a">|<"b">>`, nil},
		{"say with a quote", SayForm, "a \"b\"", `say<"a ">`, []string{`1:3 unexpected-text: expected more text or the end of the text, found '"' | a quote within the text is written \"`}},
		{"say without text", SayForm, "", `say<>`, []string{`1:1 empty-text: the text is empty`}},
		{"say with an open group", SayForm, "a (b", `say<>`, []string{`1:5 unexpected-text: expected more text or ")", found the end of the file | a parenthesis is not closed`}},
		{"say with a group that is closed twice", SayForm, "a)\nb", `say<"a">`, []string{`1:2 unexpected-text: expected more text or the end of the text, found ")" | a parenthesis that is not part of a group is written \)`}},
		{"say with an open tag", SayForm, "a <b", `say<>`, []string{`1:5 unclosed-tag: the tag <b has no ">" | a plain "<" in what is said is written \<`}},
		{"say with an open brace", SayForm, "a {b", `say<>`, []string{`1:5 syntax: expected an operator or "}", found the end of the file | a plain "{" is written \{`}},
		{"card", CardForm, "a <f3 b>", `card<"a " Tag( Kind=4 Text=b Size=3)>`, nil},
		{"card without text", CardForm, "", `card<>`, nil},
		{"utterance", UtteranceForm, "a ($b|c)", `utterance<"a " (<$b>|<"c">)>`, nil},
		{"expectation", ExpectForm, "a <b.mp3> @c", `expect<"a " Tag( Kind=5 Asset=file:b.mp3:mp3) " " @c>`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, list := ParseTemplate(tt.form, tt.text)
			if diff := cmp.Diff(tt.errs, describe(list)); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			if tree := inline(reflectValue(got)); tt.errs == nil && tree != tt.want {
				t.Errorf("got %s, want %s", tree, tt.want)
			}
			if got.Form != tt.form || got.Span().End.Offset > len(tt.text) {
				t.Errorf("form %v, span %v", got.Form, got.Span())
			}
		})
	}
	if _, list := ParseTemplate(SayForm, strings.Repeat("a", maxSource+1)); len(list) != 1 || list[0].Code != "file-too-large" {
		t.Errorf("errors: %v", list)
	}
}

func TestSourceText(t *testing.T) {
	// L-LOC-11
	tests := []struct{ text, want string }{
		{"a  b\n  c\n\n d", "a b c\nd"},
		{`\$ \@ \< \> \( \) \{ \\ \"`, `$ @ < > ( ) { \ \"`},
		{`$a.b @c[0] @d(1, "e") DEPLOY.f["g h"]`, `$a.b @c[0] @d(1, "e") DEPLOY.f['g h']`},
		{`{ a+b * (c - not d) } {f( 1.50,'x' )} {true}`, `{a + b * c - notd} {f(1.5, 'x')} {true}`},
		{"<!a b >, <...500ms> <sfx c.mp3> <sfx https://d/e.mp3> <b f> <center>", "<!a b ,> <...500ms> <sfx c.mp3> <sfx https://d/e.mp3> <b> <center>"},
		{"(a|b (c|)) d", "a d"},
		{"a|b|", "a"},
	}
	for _, tt := range tests {
		template, list := ParseTemplate(SayForm, tt.text)
		if len(list) > 0 {
			t.Errorf("%q: %v", tt.text, list)
			continue
		}
		if got := SourceText(template); got != tt.want {
			t.Errorf("SourceText(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
	card, _ := ParseTemplate(CardForm, "<f3 a> <b c>")
	if got := SourceText(card); got != "<fontsize> <b>" {
		t.Errorf("card: %q", got)
	}
	expect, _ := ParseTemplate(ExpectForm, "<a.mp3> @b")
	if got := SourceText(expect); got != "<a.mp3> @b" {
		t.Errorf("expectation: %q", got)
	}
}

func TestIsStatic(t *testing.T) {
	// L-EXP-14
	tests := []struct {
		expr string
		want bool
	}{
		{`DEPLOY.a.b == "c" and not (1 + 2.5 > DEPLOY.d) or true`, true},
		{`'a'`, true},
		{`DEPLOY`, false},
		{`DEPLOY.f(1)`, false},
		{`a`, false},
		{`@a`, false},
		{`$a`, false},
		{`not f()`, false},
		{`1 + a`, false},
		{`a + 1`, false},
		{`(a)`, false},
	}
	for _, tt := range tests {
		template, list := ParseTemplate(SayForm, "{"+tt.expr+"}")
		if len(list) > 0 {
			t.Errorf("%s: %v", tt.expr, list)
			continue
		}
		if got := IsStatic(template.Parts[0].(*Interpolation).Expr); got != tt.want {
			t.Errorf("IsStatic(%s) = %v", tt.expr, got)
		}
	}
}
