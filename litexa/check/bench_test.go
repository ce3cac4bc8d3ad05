package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/program"
)

// large returns a project of about 100,000 lines in 100 files.
func large() program.Input {
	in := program.Input{Languages: []string{program.Default}}
	for f := range 100 {
		var b strings.Builder
		for s := range 40 {
			name := fmt.Sprintf("state%cx%c", 'a'+f%26, 'a'+s%26)
			fmt.Fprintf(&b, "%s%d%d\n  local counter = 0\n  local label = \"text {nothing}\"\n", name, f, s)
			if s < 39 {
				fmt.Fprintf(&b, "  if @score > %d\n    -> state%cx%c%d%d\n", s, 'a'+f%26, 'a'+(s+1)%26, f, s+1)
			}
			for h := range 3 {
				fmt.Fprintf(&b, "  when Intent%c%c%c\n    counter = counter + %d\n    say \"You have {counter} of @score, $name and {label}\"\n      or \"So {Math.floor(counter / 2)}\"\n", 'A'+h, 'A'+f%26, 'A'+s%26, h)
				b.WriteString("    for index, item in @list\n      log item.name\n      if item == counter\n        soundEffect ding.mp3\n    switch counter\n      == 1 then\n        local inner = 5\n        log inner\n      else\n        @score = counter + 1\n")
			}
		}
		in.Sources = append(in.Sources, program.Source{
			Language: program.Default, Name: fmt.Sprintf("f%d.litexa", f), Path: fmt.Sprintf("f%d.litexa", f), Text: b.String(),
		})
	}
	var b strings.Builder
	b.WriteString("launch\n  @list = makeList()\n  @score = 0\n")
	for f := range 100 {
		fmt.Fprintf(&b, "  if @score == %d\n    -> state%cxa%d0\n", f, 'a'+f%26, f)
	}
	in.Sources = append(in.Sources, program.Source{Language: program.Default, Name: "main.litexa", Path: "main.litexa", Text: b.String()})
	return in
}

func BenchmarkCheck(b *testing.B) {
	in := large()
	lines := 0
	for _, s := range in.Sources {
		lines += strings.Count(s.Text, "\n")
	}
	p, list := program.Build(b.Context(), in)
	if list.HasErrors() {
		b.Fatal(list.Err())
	}
	w := &world{symbols: map[string]bool{"makeList": true}, assets: []string{"default/ding.mp3"}}
	b.ReportAllocs()
	found := 0
	for b.Loop() {
		list := check.Check(p, w.options())
		if list.HasErrors() {
			b.Fatal(list.Err())
		}
		found = len(list)
	}
	b.ReportMetric(float64(lines), "lines")
	b.ReportMetric(float64(found), "diagnostics")
}
