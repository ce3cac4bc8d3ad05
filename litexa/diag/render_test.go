package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const mainSource = "launch\n" +
	"  say \"hello\"\n" +
	"\t-> nxet\n" +
	"\n" +
	"next\n" +
	"  say \"日本語 cafe\u0301 @nmae\"\n" +
	"  say \"first\n" +
	"    second\"   \n" +
	"  when \"hi\"\r\n" +
	"next\n"

// span returns a span on one line. The offsets are no real ones.
func span(line, from, to int) Span {
	return Span{
		Start: Pos{Line: line, Col: from, Offset: 100*line + from},
		End:   Pos{Line: line, Col: to, Offset: 100*line + to},
	}
}

func sampleList() List {
	return List{
		{
			Code: "undefined-state", File: "litexa/main.litexa", Span: span(3, 5, 9),
			Message: `there is no state "nxet"`, Hint: `did you mean "next"?`,
		},
		{
			Severity: Warning, Code: "unset-variable", File: "litexa/main.litexa", Span: span(6, 18, 23),
			Message: "@nmae is never set",
		},
		{
			Severity: Info, Code: "long-speech", File: "litexa/main.litexa",
			Span:    Span{Start: Pos{Line: 7, Col: 7, Offset: 707}, End: Pos{Line: 8, Col: 12, Offset: 812}},
			Message: "this takes long to say",
		},
		{
			Code: "duplicate-state", File: "litexa/main.litexa", Span: span(10, 1, 5),
			Message: `the state "next" is defined twice`, Hint: "rename one of them,\nor remove it",
			Related: []Related{
				{File: "litexa/main.litexa", Span: span(5, 1, 5), Message: "first defined here"},
				{File: "litexa/100% odd#name.litexa", Message: "the whole file"},
				{Message: "somewhere else"},
			},
		},
		{
			Code: "syntax", File: "litexa/main.litexa", Span: span(9, 12, 12),
			Message: "expected a statement, found the end of the line",
		},
		{Severity: Warning, Code: "no-tests", Message: "the project has no tests"},
		{Severity: Warning, Code: "syntax", File: "litexa/gone.litexa", Span: span(4, 1, 2), Message: "cannot show this"},
		{Code: "syntax", File: "litexa/main.litexa", Span: span(99, 1, 2), Message: "behind the end"},
		{Code: "unreadable", File: "litexa/main.litexa", Message: "cannot be read: \x1b[31mred"},
	}
}

func sampleSource(file string) (string, bool) {
	return mainSource, file == "litexa/main.litexa"
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file  string
		write func(io.Writer) error
	}{
		{"text.golden", func(w io.Writer) error {
			return WriteText(w, sampleList(), Options{Source: sampleSource})
		}},
		{"plain.golden", func(w io.Writer) error {
			return WriteText(w, sampleList(), Options{})
		}},
		{"color.golden", func(w io.Writer) error {
			return WriteText(w, sampleList(), Options{Source: sampleSource, Color: true})
		}},
		{"json.golden", func(w io.Writer) error {
			return WriteJSON(w, sampleList())
		}},
		{"sarif.golden", func(w io.Writer) error {
			return WriteSARIF(w, sampleList(), Tool{Name: "litexa", Version: "1.2.3", URL: "https://example.com/litexa"})
		}},
		{"empty.json.golden", func(w io.Writer) error {
			return WriteJSON(w, nil)
		}},
		{"empty.sarif.golden", func(w io.Writer) error {
			return WriteSARIF(w, nil, Tool{Name: "litexa"})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.write(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", tt.file)
			if *update {
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWriteTextEmpty(t *testing.T) {
	var b bytes.Buffer
	if err := WriteText(&b, nil, Options{Color: true}); err != nil {
		t.Fatal(err)
	}
	if b.Len() != 0 {
		t.Errorf("wrote %q for an empty list", b.String())
	}
}

func TestPrintable(t *testing.T) {
	const text = "a\x1b[31m\u202eb\u2028c\r👩\u200d👧\n\u0085"
	const want = "a\ufffd[31m\ufffdb\ufffdc\ufffd👩\u200d👧\n\ufffd"
	if got := printable(text); got != want {
		t.Errorf("printable(%+q) = %+q, want %+q", text, got, want)
	}
}

func TestSummary(t *testing.T) {
	tests := []struct {
		severities []Severity
		want       string
	}{
		{[]Severity{Error}, "1 error\n"},
		{[]Severity{Error, Warning, Error, Error}, "3 errors, 1 warning\n"},
		{[]Severity{Warning, Warning}, "2 warnings\n"},
		{[]Severity{Info}, ""},
	}
	for _, tt := range tests {
		var list List
		for _, s := range tt.severities {
			list.Add(Diagnostic{Severity: s, Message: "x"})
		}
		var b bytes.Buffer
		if err := WriteText(&b, list, Options{}); err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(b.String(), "\n")
		if got := strings.Join(lines[len(list):], ""); got != tt.want {
			t.Errorf("summary of %v = %q, want %q", tt.severities, got, tt.want)
		}
	}
}

// TestExcerpt checks what is shown of a line, and that the underline stands
// below the characters it is about.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("abcdefghi ", 30)
	tests := []struct {
		name      string
		line      string
		span      Span
		width     int
		text      string
		underline string
	}{
		{
			name: "word", line: "  -> next", span: span(1, 6, 10), width: 80,
			text:      "  -> next",
			underline: "     ^^^^",
		},
		{
			name: "tabs", line: "\t\tsay\tx", span: span(1, 3, 6), width: 80,
			text:      "        say x",
			underline: "        ^^^",
		},
		{
			name: "tab within", line: "a\tb", span: span(1, 1, 4), width: 80,
			text:      "a   b",
			underline: "^^^^^",
		},
		{
			name: "wide", line: `say "日本語" x`, span: span(1, 7, 8), width: 80,
			text:      `say "日本語" x`,
			underline: `       ^^`,
		},
		{
			name: "combining", line: "cafe\u0301 x", span: span(1, 7, 8), width: 80,
			text:      "cafe\u0301 x",
			underline: "     ^",
		},
		{
			name: "inside a cluster", line: "cafe\u0301 x", span: span(1, 5, 6), width: 80,
			text:      "cafe\u0301 x",
			underline: "   ^",
		},
		{
			name: "emoji", line: "👩‍👩‍👧 x", span: span(1, 7, 8), width: 80,
			text:      "👩‍👩‍👧 x",
			underline: "   ^",
		},
		{
			name: "end of line", line: "say", span: span(1, 4, 4), width: 80,
			text:      "say",
			underline: "   ^",
		},
		{
			name: "behind the end", line: "say", span: span(1, 20, 25), width: 80,
			text:      "say",
			underline: "   ^",
		},
		{
			name: "empty line", line: "", span: span(1, 1, 1), width: 80,
			text:      "",
			underline: "^",
		},
		{
			name: "no column", line: "say", span: Span{Start: Pos{Line: 1}}, width: 80,
			text:      "say",
			underline: "^",
		},
		{
			name: "several lines", line: `  say "one   `,
			span: Span{Start: Pos{Line: 1, Col: 7}, End: Pos{Line: 2, Col: 3}}, width: 80,
			text:      `  say "one`,
			underline: `      ^^^^`,
		},
		{
			name: "invisible", line: "a\u200bb\x1b[0m", span: span(1, 2, 3), width: 80,
			text:      "a\ufffdb\ufffd[0m",
			underline: " ^",
		},
		{
			name: "invalid UTF-8", line: "a\xff\xffb", span: span(1, 4, 5), width: 80,
			text:      "a\ufffd\ufffdb",
			underline: "   ^",
		},
		{
			name: "long, at the start", line: long, span: span(1, 1, 10), width: 30,
			text:      "abcdefghi abcdefghi abcdefg...",
			underline: "^^^^^^^^^",
		},
		{
			name: "long, in the middle", line: long, span: span(1, 151, 160), width: 30,
			text:      "...abcdefghi abcdefghi abcd...",
			underline: "             ^^^^^^^^^",
		},
		{
			name: "long, at the end", line: long, span: span(1, 291, 300), width: 30,
			text:      "...abcdefghi abcdefghi",
			underline: "             ^^^^^^^^^",
		},
		{
			name: "long span", line: long, span: span(1, 1, 300), width: 30,
			text:      "abcdefghi abcdefghi abcdefg...",
			underline: strings.Repeat("^", 27),
		},
		{
			name: "just fits", line: "abcdefghij abcdefghij", span: span(1, 12, 22), width: 21,
			text:      "abcdefghij abcdefghij",
			underline: "           ^^^^^^^^^^",
		},
		{
			name: "narrow", line: "abcdefghij", span: span(1, 1, 2), width: -5,
			text:      "abcdefghij",
			underline: "^",
		},
		{
			name: "wide at the cut", line: strings.Repeat("語", 30), span: span(1, 1, 2), width: 20,
			text:      strings.Repeat("語", 8) + "...",
			underline: "^^",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, before, under := excerptOf(tt.line, tt.span, tt.width)
			if text != tt.text {
				t.Errorf("text\n got %q\nwant %q", text, tt.text)
			}
			if got := strings.Repeat(" ", before) + strings.Repeat("^", under); got != tt.underline {
				t.Errorf("underline\n got %q\nwant %q", got, tt.underline)
			}
		})
	}
}

func TestWriteTextWidth(t *testing.T) {
	list := List{{File: "a", Span: span(1, 500, 504), Message: "x"}}
	source := func(string) (string, bool) { return "\ufeff" + strings.Repeat("word ", 200), true }
	for _, width := range []int{0, 40, 200} {
		var b bytes.Buffer
		if err := WriteText(&b, list, Options{Width: width, Source: source}); err != nil {
			t.Fatal(err)
		}
		limit := width
		if limit == 0 {
			limit = 120
		}
		for line := range strings.Lines(b.String()) {
			if n := len(strings.TrimSuffix(line, "\n")); n > limit {
				t.Errorf("width %d: a line of %d columns: %s", width, n, line)
			}
		}
	}
}

// TestWriteTextReadsOnce checks that a file is read once, whatever number of
// diagnostics it has.
func TestWriteTextReadsOnce(t *testing.T) {
	var list List
	for i := range 5 {
		list.Add(Diagnostic{File: "a", Span: span(i+1, 1, 2), Message: "x"})
		list.Add(Diagnostic{File: "b", Span: span(i+1, 1, 2), Message: "x"})
	}
	reads := map[string]int{}
	source := func(file string) (string, bool) {
		reads[file]++
		return "1\n2\r\n3\r4\n5", file == "a"
	}
	var b bytes.Buffer
	if err := WriteText(&b, list, Options{Source: source}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"a": 1, "b": 1}, reads); diff != "" {
		t.Errorf("reads (-want +got):\n%s", diff)
	}
	for i := range 5 {
		if want := fmt.Sprintf("\n   %d | %d\n", i+1, i+1); !strings.Contains(b.String(), want) {
			t.Errorf("line %d is not shown in\n%s", i+1, b.String())
		}
	}
}

// TestSARIFReferences checks the references within a log.
func TestSARIFReferences(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSARIF(&b, sampleList(), Tool{Name: "litexa"}); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, r := range run.Results {
		if r.RuleIndex == nil || run.Tool.Driver.Rules[*r.RuleIndex].ID != r.RuleID {
			t.Errorf("result %q: its rule index does not lead to its rule", r.RuleID)
		}
	}
	if got, want := len(run.Tool.Driver.Rules), 7; got != want {
		t.Errorf("%d rules, want %d", got, want)
	}
}

func TestSARIFWithoutCode(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSARIF(&b, List{{Message: "x"}}, Tool{Name: "litexa"}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "rule") && strings.Contains(b.String(), "ruleId") {
		t.Errorf("a rule for a diagnostic without code:\n%s", b.String())
	}
}

func TestFileURI(t *testing.T) {
	tests := []struct{ path, want string }{
		{"litexa/main.litexa", "litexa/main.litexa"},
		{"a b/c#d%.litexa", "a%20b/c%23d%25.litexa"},
		{"a:b.litexa", "./a:b.litexa"},
		{"/home/x/main.litexa", "file:///home/x/main.litexa"},
	}
	for _, tt := range tests {
		if got := fileURI(tt.path); got != tt.want {
			t.Errorf("fileURI(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrors(t *testing.T) {
	for name, err := range map[string]error{
		"text":  WriteText(brokenWriter{}, sampleList(), Options{}),
		"json":  WriteJSON(brokenWriter{}, sampleList()),
		"sarif": WriteSARIF(brokenWriter{}, sampleList(), Tool{}),
	} {
		if !errors.Is(err, errBroken) {
			t.Errorf("%s: error %v, want one that wraps the writer's", name, err)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("  -> next", 6, 10, 1, 80)
	f.Add(strings.Repeat("日本\t語e\u0301 ", 100), 150, 160, 2, 30)
	f.Fuzz(func(t *testing.T, line string, from, to, lines, width int) {
		line, _, _ = strings.Cut(line, "\n")
		s := Span{Start: Pos{Line: 1, Col: from}, End: Pos{Line: lines, Col: to}}
		text, before, under := excerptOf(line, s, width)
		width = max(width, minExcerpt)
		if before < 0 || under < 1 || before+under > width+1 {
			t.Errorf("underline of %d columns after %d, in a width of %d", under, before, width)
		}
		if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
			t.Errorf("a control character in %q", text)
		}
	})
}
