package program_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/program"
)

// large returns a program of about 100,000 lines in files of 1,000: states with
// intents that are shared, named by utterances, and with alternatives and slots.
func large(languages int) program.Input {
	in := program.Input{Languages: []string{program.Default}}
	state := 0
	for file := range 100 {
		var b strings.Builder
		for range 50 {
			fmt.Fprintf(&b, `state%[1]s
  say "You are in %[1]s."
    or "This is %[1]s."
  local count = 1
  if count > 2
    -> state%[2]s
  else
    log count

  when "(go|walk) to place %[1]s"
    or "(please|) (show|give|bring) me (the|a) %[1]s"
    or "%[1]s with $amount%[1]s"
    with $amount%[1]s = AMAZON.NUMBER
    say "Going."
    -> state%[2]s

  when AMAZON.HelpIntent
    say "There is no help."
  otherwise
    say "What?"
    -> launch
`, word(state), word((state+7)%5000))
			state++
		}
		in.Sources = append(in.Sources, program.Source{
			Language: program.Default, Name: fmt.Sprintf("f%03d.litexa", file), Path: fmt.Sprintf("f%03d.litexa", file), Text: b.String(),
		})
	}
	for n := range languages {
		name := fmt.Sprintf("l%d", n)
		in.Languages = append(in.Languages, name)
		in.Sources = append(in.Sources, program.Source{Language: name, Name: "own.litexa", Path: name + "/own.litexa", Text: "own\n"})
	}
	return in
}

// word returns a word of letters for a number.
func word(n int) string {
	var b []byte
	for range 3 {
		b = append(b, byte('a'+n%26))
		n /= 26
	}
	return string(b)
}

// TestLarge builds files that are parsed several at a time.
func TestLarge(t *testing.T) {
	in := large(1)
	p, diags := program.Build(t.Context(), in)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	if n := len(p.States); n != 5000+3 {
		t.Errorf("%d states", n)
	}
	for n, f := range p.Languages[0].Files {
		if f.Source.Path != in.Sources[n].Path {
			t.Fatalf("file %d is %s", n, f.Source.Path)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, languages := range []int{0, 4} {
		in := large(languages)
		size := 0
		for _, s := range in.Sources {
			size += len(s.Text)
		}
		b.Run(fmt.Sprintf("languages=%d", 1+languages), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, diags := program.Build(b.Context(), in); diags.HasErrors() {
					b.Fatal(diags.Err())
				}
			}
		})
	}
}
