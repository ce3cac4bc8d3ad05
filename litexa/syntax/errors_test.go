package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
)

// TestErrors parses the chunks of the files in testdata/errors, which are
// separated by lines "---". A line with errors ends in what is expected, once
// for each error, in order:
//
//	### column code: message | hint
//
// This is taken off before the chunk is parsed. An error at the end of the file
// stands on a line of its own. The first line names the chunk, with the rows
// of the inventory of the language that it is about.
func TestErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/errors/*.litexa")
	if err != nil || len(files) == 0 {
		t.Fatalf("files: %v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first := 1
		for _, chunk := range strings.Split(string(text), "---\n") {
			name, _, _ := strings.Cut(chunk, "\n")
			t.Run(filepath.Base(file)+"/"+strings.TrimPrefix(name, "# "), func(t *testing.T) {
				source, want := expectations(t, chunk)
				tree, list := Parse(file, source)
				if tree == nil {
					t.Fatal("no file")
				}
				checkSpans(t, tree)
				if diff := cmp.Diff(want, describe(list)); diff != "" {
					t.Errorf("chunk at line %d (-want +got):\n%s", first, diff)
				}
			})
			first += strings.Count(chunk, "\n") + 1
		}
	}
}

// expectations takes the expected errors off a chunk.
func expectations(t *testing.T, chunk string) (source string, want []string) {
	const mark = "### "
	lines := strings.Split(strings.TrimSuffix(chunk, "\n"), "\n")
	for i, line := range lines {
		parts := strings.Split(line, mark)
		lines[i] = parts[0]
		if len(parts) > 1 {
			lines[i] = strings.TrimSuffix(parts[0], " ")
		}
		for _, p := range parts[1:] {
			col, message, ok := strings.Cut(p, " ")
			if _, err := strconv.Atoi(col); err != nil || !ok {
				t.Fatalf("malformed expectation %q", p)
			}
			want = append(want, fmt.Sprintf("%d:%s %s", i+1, col, strings.TrimSuffix(message, " ")))
		}
	}
	source = strings.Join(lines, "\n")
	if lines[len(lines)-1] != "" {
		source += "\n"
	}
	return source, want
}

// describe returns the diagnostics as the chunks have them.
func describe(list diag.List) []string {
	var found []string
	for _, d := range list {
		s := fmt.Sprintf("%s %s: %s", d.Span.Start, d.Code, d.Message)
		if d.Hint != "" {
			s += " | " + d.Hint
		}
		found = append(found, s)
	}
	return found
}

// TestErrorRelated has strings over several lines, where an error is reported at
// another place than where it is.
func TestErrorRelated(t *testing.T) {
	tests := []struct {
		name, source, at, related, message string
	}{
		{
			"string up to the end", "a\n  say \"b\n  log 1\n",
			"4:1", "2:7", "the string begins here",
		},
		{
			"string up to the next quote", "a\n  say \"b\n  say \"c\"\n",
			"3:8", "2:7", "the string that begins here goes on over several lines: is a closing quote missing?",
		},
		{
			"tag without end", "a\n  say \"<b c\"\n",
			"3:1", "2:8", "the tag begins here",
		},
		{
			"expression over lines", "a\n  log f(\"b\nc\" d)\n",
			"2:8", "3:4", "the error is here",
		},
		{
			"regular expression", "a\n  switch b\n    match /c\"/ then\n",
			"3:13", "3:11", "the regular expression begins here",
		},
		{
			"quoted string at column 1", "TEST \"a\n  launch\n",
			"1:6", "", "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, list := Parse("a.litexa", tt.source)
			if len(list) != 1 {
				t.Fatalf("errors: %v", list)
			}
			d := list[0]
			if got := d.Span.Start.String(); got != tt.at {
				t.Errorf("at %s, want %s: %s", got, tt.at, d.Message)
			}
			related, message := "", ""
			if len(d.Related) > 0 {
				related, message = d.Related[0].Span.Start.String(), d.Related[0].Message
			}
			if related != tt.related || message != tt.message {
				t.Errorf("related %s %q, want %s %q", related, message, tt.related, tt.message)
			}
		})
	}
}
