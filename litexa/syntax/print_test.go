package syntax

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// dump returns what a tree says, one line for each field: all but where its
// parts are. The blanks that mean nothing in templates are left out; see
// template of printer.
func dump(n Node) string {
	d := &dumper{}
	d.value("", reflect.ValueOf(n))
	return d.String()
}

type dumper struct {
	strings.Builder
	depth int
	// form is that of the template within.
	form TemplateForm
}

func (d *dumper) line(name string, format string, args ...any) {
	fmt.Fprintf(d, "%s%s: %s\n", strings.Repeat(" ", d.depth), name, fmt.Sprintf(format, args...))
}

func (d *dumper) value(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			d.line(name, "nil")
			return
		}
		d.value(name, v.Elem())
	case reflect.Slice:
		d.line(name, "%d", v.Len())
		for i := range v.Len() {
			d.value(fmt.Sprint(i), v.Index(i))
		}
	case reflect.Struct:
		d.line(name, "%s", v.Type())
		d.depth++
		d.fields(v)
		d.depth--
	default:
		d.line(name, "%#v", v.Interface())
	}
}

func (d *dumper) fields(v reflect.Value) {
	switch n := v.Interface().(type) {
	case Comment:
		d.line("Text", "%q", strings.TrimRightFunc(n.Text, isBlank))
		return
	case Text:
		if d.form != ExpectForm {
			d.line("Raw", "%q", lineIndent.ReplaceAllString(n.Raw, "\n"))
			text, _ := NormalizeText(n.Raw)
			d.line("Normalized", "%q", text)
			return
		}
	case Template:
		d.form = n.Form
	case TestCompare:
		n.Value = strings.TrimFunc(n.Value, isBlank)
		v = reflect.ValueOf(n)
	case TestAssign:
		n.Value = strings.TrimFunc(n.Value, isBlank)
		v = reflect.ValueOf(n)
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.IsExported() && !(v.Type() == reflect.TypeFor[File]() && f.Name == "Source") {
			d.value(f.Name, v.Field(i))
		}
	}
}

var lineIndent = regexp.MustCompile(`\n[ \t]*`)

// checkFormat formats a source and checks what must be true of the result. It
// returns false if the source has syntax errors.
func checkFormat(t *testing.T, name, source string) (formatted string, ok bool) {
	t.Helper()
	before, list := ParseWith(name, source, formatOptions)
	formatted, formatList := Format(name, source)
	if diff := cmp.Diff(list, formatList); diff != "" {
		t.Errorf("%s: diagnostics of Parse and Format differ:\n%s", name, diff)
	}
	if list.HasErrors() {
		if formatted != source {
			t.Errorf("%s: has errors, but is changed to\n%s", name, formatted)
		}
		// Nothing is promised about what is printed of such a file, but that
		// it is.
		if err := Fprint(io.Discard, before); err != nil {
			t.Errorf("%s: printing it: %v", name, err)
		}
		return formatted, false
	}
	after, list := ParseWith(name, formatted, formatOptions)
	if list.HasErrors() {
		t.Errorf("%s: the result has errors: %v\n%s", name, list, formatted)
		return formatted, true
	}
	if diff := diffLines(dump(before), dump(after)); diff != "" {
		t.Errorf("%s: the tree of the result differs (-before +after):\n%s\nsource:\n%s\nresult:\n%s", name, diff, source, formatted)
	}
	if diff := diffLines(testStrings(before), testStrings(after)); diff != "" {
		t.Errorf("%s: the strings of tests are changed (-before +after):\n%s", name, diff)
	}
	if diff := diffLines(lineOrder(before), lineOrder(after)); diff != "" {
		t.Errorf("%s: the order of the lines is changed (-before +after):\n%s", name, diff)
	}
	again, _ := Format(name, formatted)
	if diff := diffLines(formatted, again); diff != "" {
		t.Errorf("%s: formatting the result changes it (-once +twice):\n%s\nsource:\n%s", name, diff, source)
	}
	for i, line := range strings.Split(formatted, "\n") {
		if line != "" && strings.TrimRight(line, " \t") == "" && !strings.Contains(formatted, `"`) {
			t.Errorf("%s:%d: the line has only blanks", name, i+1)
		}
	}
	return formatted, true
}

// lineOrder returns what stands on the lines of a file, from first to last.
func lineOrder(f *File) string {
	var b strings.Builder
	for _, l := range linesOf(f) {
		fmt.Fprintf(&b, "%d %T\n", l.level, l.node)
	}
	return b.String()
}

// testStrings returns the strings of tests as they stand in the source.
func testStrings(f *File) string {
	var b strings.Builder
	for n := range Preorder(f) {
		switch n := n.(type) {
		case *TestUser:
			if n.Text != nil {
				fmt.Fprintf(&b, "%q\n", f.Source[n.Text.Span().Start.Offset:n.Text.Span().End.Offset])
			}
		case *TestAlexa:
			if n.Text != nil {
				fmt.Fprintf(&b, "%q\n", f.Source[n.Text.Span().Start.Offset:n.Text.Span().End.Offset])
			}
		}
	}
	return b.String()
}

func diffLines(a, b string) string {
	if a == b {
		return ""
	}
	return cmp.Diff(strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n"))
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestFprintWriteError(t *testing.T) {
	file, list := Parse("a.litexa", "launch\n")
	if list.HasErrors() {
		t.Fatal(list)
	}
	if err := Fprint(brokenWriter{}, file); !errors.Is(err, errBroken) {
		t.Errorf("error %v, want one that wraps the writer's", err)
	}
}

func TestFormatUnknownTag(t *testing.T) {
	got, list := Format("a.litexa", "launch\n say  \"<voice:matthew  Hi>\"\n")
	if want := "launch\n  say \"<voice:matthew  Hi>\"\n"; got != want || len(list) > 0 {
		t.Errorf("got %q and diagnostics %v, want %q", got, list, want)
	}
}

func TestFormatNotUTF8(t *testing.T) {
	const source = "launch\n   say \"caf\xe9\"\n"
	got, list := Format("a.litexa", source)
	if got != source {
		t.Errorf("the source is changed to %q", got)
	}
	if len(list) != 1 || list[0].Code != "not-utf-8" {
		t.Errorf("diagnostics: %v", list)
	}
}

func TestFormatErrors(t *testing.T) {
	const source = "launch\n   say   \"x\n"
	got, list := Format("a.litexa", source)
	if got != source {
		t.Errorf("a source with errors is changed to %q", got)
	}
	if !list.HasErrors() {
		t.Error("no errors")
	}
}

// TestFormatProjects formats all sources of the projects of this repository.
// LITEXA_SOURCES may name more directories with sources.
func TestFormatProjects(t *testing.T) {
	roots := append([]string{filepath.Join("..", "..", "test", "projects")}, filepath.SplitList(os.Getenv("LITEXA_SOURCES"))...)
	formatted := 0
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".litexa" {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if _, ok := checkFormat(t, path, string(source)); ok {
				formatted++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if formatted < 20 {
		t.Errorf("formatted %d files, want at least 20", formatted)
	}
	t.Logf("formatted %d files", formatted)
}

func FuzzFormat(f *testing.F) {
	for _, tt := range formatCases {
		f.Add(tt.source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if utf8.ValidString(source) {
			checkFormat(t, "a.litexa", source)
		}
	})
}

func BenchmarkFprint(b *testing.B) {
	const state = `state%d   # a state
  say "Hello $name, you have @count points. (See you|Bye|) soon
      and    come back"
    or "Welcome back"
  local total=@count*2+DEPLOY.bonus.value


  if total>10 and not @finished # a comment
    -> state%d
  else
    # nothing
  when "tell me about $thing"
    with $thing = "one","two"
    card "Title", picture.png, "content for {total}"
    store.update(@count, 'text', total)
`
	for _, lines := range []int{1_000, 100_000} {
		var source strings.Builder
		for i := range lines / strings.Count(state, "\n") {
			fmt.Fprintf(&source, state, i, i)
		}
		file, list := Parse("a.litexa", source.String())
		if list.HasErrors() {
			b.Fatal(list.Err())
		}
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) {
			b.SetBytes(int64(source.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if err := Fprint(io.Discard, file); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
