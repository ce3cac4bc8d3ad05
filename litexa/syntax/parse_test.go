package syntax

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
)

func TestParseNormalizes(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"L-SRC-06 CRLF", "a\r\n  say \"b\r\nc\"\r\n", "a\n  say \"b\nc\"\n"},
		{"L-SRC-06 CR", "a\r  log 1\r", "a\n  log 1\n"},
		{"byte order mark", "\uFEFFa\n  log 1\n", "a\n  log 1\n"},
		{"invalid UTF-8", "a\n  say \"\xff\"\n", "a\n  say \"\uFFFD\"\n"},
		{"control character that ends a file", "a\n  log 1\x1a", "a\n  log 1\x1a"},
		{"no line end", "a\n  log 1", "a\n  log 1"},
		{"empty", "", ""},
		{"blanks", " \n\t", " \n\t"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, list := Parse("b.litexa", tt.source)
			if len(list) > 0 {
				t.Fatal(list)
			}
			if f.Name != "b.litexa" || f.Source != tt.want {
				t.Errorf("got %q, %q", f.Name, f.Source)
			}
			checkSpans(t, f)
			if end := f.Span().End.Offset; end != len(f.Source) {
				t.Errorf("the file ends at %d", end)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	f, list := Parse("a.litexa", "été\n  say \"ß {über}\n  x\" # ü\n  -> été\n")
	if len(list) > 0 {
		t.Fatal(list)
	}
	checkSpans(t, f)
	var got []string
	Inspect(f, func(n Node) bool {
		if n != nil {
			span := n.Span()
			got = append(got, fmt.Sprintf("%T %s-%s", n, span.Start, span.End))
		}
		return true
	})
	want := []string{
		"*syntax.File 1:1-5:1",
		"*syntax.State 1:1-4:9",
		"*syntax.Ident 1:1-1:4",
		"*syntax.Say 2:3-3:5",
		"*syntax.Template 2:7-3:5",
		"*syntax.Text 2:8-2:10",
		"*syntax.Interpolation 2:10-2:16",
		"*syntax.Ref 2:11-2:15",
		"*syntax.Ident 2:11-2:15",
		"*syntax.Text 2:16-3:4",
		"*syntax.Transition 4:3-4:9",
		"*syntax.Ident 4:6-4:9",
		"*syntax.Comment 3:6-3:9",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestComments(t *testing.T) {
	const source = "# a\nb # c\n  # d # e\n  log \"#\" #f\n  say \"# g\"#\n"
	f, list := Parse("a.litexa", source)
	if len(list) > 0 {
		t.Fatal(list)
	}
	var got []string
	for _, c := range f.Comments {
		got = append(got, c.Span().Start.String()+" "+c.Text)
	}
	want := []string{"1:1 # a", "2:3 # c", "3:3 # d # e", "4:11 #f", "5:12 #"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSayTags(t *testing.T) {
	source := "a\n  say \"<shout b> <!c> <whisper d>\"\n"
	f, list := ParseWith("a.litexa", source, Options{SayTags: func(code string) bool { return code == "shout" }})
	want := []string{"2:23 unknown-tag: unknown tag <whisper>"}
	got := describe(list)
	for i := range got {
		got[i], _, _ = strings.Cut(got[i], " | ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	say := f.Decls[0].(*State).Body[0].(*Say)
	tag := say.Text.Parts[0].(*Tag)
	if tag.Kind != TagNamed || tag.Code != "shout" || tag.Text != "b" {
		t.Errorf("tag %+v", tag)
	}
}

// TestPartialFile has a file with errors, whose other parts are kept.
func TestPartialFile(t *testing.T) {
	source := `a
  say "one"
  say two
  if (
    say "lost"
  when three four
    say "lost"
  say "four"
b
  ->
  say "five"
`
	f, list := Parse("a.litexa", source)
	if len(list) != 4 {
		t.Errorf("errors: %v", list)
	}
	var got []string
	for _, d := range f.Decls {
		got = append(got, treeText(d))
	}
	want := []string{
		"State Name=a\n  Say Text=say<\"one\">\n  Handler Name=three\n  Say Text=say<\"four\">\n",
		"State Name=b\n  Say Text=say<\"five\">\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLimits(t *testing.T) {
	repeat := strings.Repeat
	nested := func(n int) string {
		var b strings.Builder
		b.WriteString("a\n")
		for i := range n {
			b.WriteString(repeat(" ", i+1) + "if x\n")
		}
		return b.String()
	}
	tests := []struct {
		name, source string
		codes        []string
	}{
		{"L-BLK-06 blocks", nested(maxBlocks - 1), nil},
		{"L-BLK-06 too many blocks", nested(maxBlocks + 1), []string{"nesting-too-deep", "too-many-errors"}},
		{"parentheses", "a\n  log " + repeat("(", maxDepth) + "1" + repeat(")", maxDepth), nil},
		{"too many parentheses", "a\n  log " + repeat("(", maxDepth+1), []string{"nesting-too-deep"}},
		{"too many calls", "a\n  log " + repeat("f(", maxDepth+1), []string{"nesting-too-deep"}},
		{"too many nots", "a\n  log " + repeat("not ", maxDepth+1) + "b", []string{"nesting-too-deep"}},
		{"groups", "a\n  say \"" + repeat("(", maxDepth) + "b" + repeat(")", maxDepth) + "\"", nil},
		{"too many groups", "a\n  say \"" + repeat("(", maxDepth+1), []string{"nesting-too-deep"}},
		{"operators", "a\n  log 1" + repeat("+1", maxTerms), nil},
		{"too many operators", "a\n  log 1" + repeat("+1", maxTerms+1), []string{"expression-too-long"}},
		{"file", repeat(" ", maxSource), nil},
		{"too large a file", repeat(" ", maxSource+1), []string{"file-too-large"}},
		{
			"too many errors in a line", "a\n  say \"" + repeat("<b c><x y>", 100_000) + "\"\n  b c\n",
			append(slices.Repeat([]string{"unknown-tag"}, maxErrors), "too-many-errors"),
		},
		{
			"too many errors", "a\n" + repeat("  b c\n", maxErrors+100),
			append(slices.Repeat([]string{"unknown-statement"}, maxErrors), "too-many-errors"),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, list := Parse("a.litexa", tt.source)
			if f == nil {
				t.Fatal("no file")
			}
			var codes []string
			for _, d := range list {
				codes = append(codes, d.Code)
			}
			if diff := cmp.Diff(tt.codes, codes); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestHostile parses what would take forever, or all of the stack, if texts
// were read again and again or without limits.
func TestHostile(t *testing.T) {
	const n = 20_000
	repeat := strings.Repeat
	sources := map[string]string{
		"parentheses":           "a\n  " + repeat("(", n),
		"calls":                 "a\n  " + repeat("f(", n),
		"calls in a text":       "a\n  say \"" + repeat("@f(", n) + "\"",
		"no calls in a text":    "a\n  say \"" + repeat("@f(@g(1), @h(2), ", 400) + "1" + repeat(")", 400) + repeat(" @f(@g(1), x y)", n) + "\"",
		"members":               "a\n  x = a" + repeat(".b", n),
		"indexes":               "a\n  x = a" + repeat("[1]", n),
		"open strings":          "a\n" + repeat("  say \"x\n", n),
		"open tags":             "a\n" + repeat("  say \"<b\n", n),
		"tags with a far end":   "a\n" + repeat("  say \"<b\n", n) + ">",
		"escaped quotes":        "a\n  say \"" + repeat(`\"`, n),
		"lines of quotes":       "a\n  say \"x" + repeat("\n  say \\\"", n),
		"keys":                  "a\n  say \"" + repeat(`@x["`, n),
		"lines with keys":       "a\n" + repeat("  say \"@x[\"\n", n),
		"alternatives":          "a\n  say \"a" + repeat("|", n) + "\"",
		"or lines":              "a\n  when x\n" + repeat("    or \"a {\"\n", n),
		"attributes":            "a\n  card \"x\"\n" + repeat("    b: \"a (\"\n", n),
		"elses":                 "a\n  if x\n" + repeat("  else if y\n", n),
		"a long word":           "a\n  " + repeat("x", n),
		"a long line":           "a\n  say \"" + repeat("é{x} ", n) + "\"",
		"a long list":           "a\n  when \"$x\"\n    with $x = " + repeat("\"a\",\n", n),
		"exclude lines":         repeat("exclude file\n", n),
		"regular expressions":   "a\n  switch\n" + repeat("    match /"+repeat("a", 50)+"\n", n/50),
		"calls or conditions":   "a\n" + repeat("  if ("+repeat("f(1, ", 50)+"\n", n/250),
		"ends of files":         repeat("\x1a", n),
		"zeros":                 repeat("\x00", n),
		"comments":              "a\n" + repeat("#", n) + "\n  log 1 " + repeat("#", n),
		"indentation":           "a\n" + repeat(repeat(" ", 300)+"log 1\n  log 2\n", n/300),
		"quotes":                repeat(`"`, n),
		"everything backwards":  repeat("\")}>]|\\\n", n),
		"strings to be closed":  "a\n" + repeat("  log f('\n", n),
		"names with too much":   "a\n" + repeat("  -> b c\n", n),
		"a test without end":    "TEST \"a\"\n" + repeat("  user: \"b\n", n),
		"tables":                "TABLE a = b\n" + repeat("  |||||\n", n),
		"unicode blanks":        "a\n" + repeat("\u3000\u2003log\u00a01\n", n),
		"nested alternatives":   "a\n  when \"" + repeat("(a|", 600),
		"keys with line breaks": "a\n  log x" + repeat("[\"\n\"]", n),
	}
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			f, _ := Parse("a.litexa", source)
			checkSpans(t, f)
			Exclusions("a.litexa", source)
			for form := SayForm; form <= ExpectForm; form++ {
				ParseTemplate(form, source)
			}
		})
	}
}

func TestExclusions(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
		errs         []string
	}{
		{name: "none", source: "a\n  say \"exclude this file\"\n"},
		{name: "L-EXC-01 indented", source: "a\n  exclude file if true\n"},
		{
			name:   "L-SRC-09 L-EXC-01 several, whatever else there is",
			source: "???\nexclude file if DEPLOY.a == \"b\" # c\na\r\n  say \"\rexclude file unless DEPLOY.d\r\n",
			want:   []string{"2:14 if (DEPLOY.a == \"b\")", "5:14 unless DEPLOY.d"},
		},
		{
			name:   "a string over lines",
			source: "exclude file if DEPLOY.a == \"\nexclude file if false\"\n",
			want:   []string{"1:14 if (DEPLOY.a == \"\nexclude file if false\")"},
		},
		{
			name:   "L-EXC-03",
			source: "exclude file\nexclude file if\nexclude file if a b\n\nexclude file if f(a.in )\nexclude file unless 1\n???\n",
			want:   []string{"6:14 unless 1"},
			errs: []string{
				`1:13 syntax: expected "if" or "unless" and a condition after "exclude file", found the end of the line`,
				`2:16 syntax: expected a condition after "if", found the end of the line`,
				`3:19 unexpected-text: expected the end of the statement, found "b"`,
				`5:21 reserved-word: the word "in" is reserved and cannot be a name here | choose another name`,
			},
		},
		{
			name:   "malformed within a string",
			source: "a\n  say \"\nexclude file\n\"\n",
		},
		{name: "not quite", source: "exclude filet\nexcluded\n", errs: []string{
			`1:13 syntax: expected a blank after "exclude file", found "t"`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			conditions, list := Exclusions("a.litexa", tt.source)
			var got []string
			for _, q := range conditions {
				word := "if"
				if q.Unless {
					word = "unless"
				}
				got = append(got, fmt.Sprintf("%s %s %s", q.Span().Start, word, inline(reflectValue(q.Expr))))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("conditions (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.errs, describe(list)); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
	if conditions, list := Exclusions("a", strings.Repeat("exclude file if true\n", maxSource/10)); conditions != nil || list != nil {
		t.Error("a file that is too large has conditions")
	}
}

// TestDeterministic parses a file twice.
func TestDeterministic(t *testing.T) {
	source := generate(200) + "b\n  say hello\n  foo bar\n"
	parse := func() (string, diag.List) {
		f, list := Parse("a.litexa", source)
		var b strings.Builder
		for _, d := range f.Decls {
			b.WriteString(treeText(d))
		}
		return b.String(), list
	}
	tree, list := parse()
	again, list2 := parse()
	if tree != again {
		t.Error("the trees differ")
	}
	if diff := cmp.Diff(list, list2); diff != "" {
		t.Errorf("the errors differ:\n%s", diff)
	}
}
