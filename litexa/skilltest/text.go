package skilltest

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Summary returns how many tests ran and failed, and the names of those that
// failed.
func (r *Report) Summary() string {
	took := r.Duration.Milliseconds()
	if r.OK() {
		return fmt.Sprintf("✔ %d tests run, all passed (%dms)\n", r.Passed, took)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "✘ %d tests run, %d failed (%dms)\nFailed tests were:", r.Passed+r.Failed, r.Failed, took)
	for _, name := range r.FailedNames() {
		b.WriteString("\n  " + name)
	}
	return b.String()
}

// FailedNames returns the names of the failed tests; those of cases of code
// follow the name of their file.
func (r *Report) FailedNames() []string {
	var names []string
	for _, t := range r.Tests {
		if !t.Passed {
			names = append(names, t.Name)
		}
	}
	for _, c := range r.Code {
		if c.Error != "" {
			names = append(names, c.File)
		}
		for _, k := range c.Cases {
			if !k.Passed {
				names = append(names, c.File+": "+k.Name)
			}
		}
	}
	return names
}

// Transcript returns what happened in the tests as text: an entry for what was
// tested, for each problem, and for each test, with its steps in lines, and one
// of a line break between two tests.
func (r *Report) Transcript() []string {
	languages, err := json.Marshal(r.Languages)
	if err != nil {
		languages = nil // names have JSON
	}
	entries := []string{fmt.Sprintf("Testing in region %s, language %s out of %s", r.Region, r.Language, languages)}
	entries = append(entries, r.Problems...)
	w := transcript{width: r.width}
	rest := len(r.Tests) + len(r.Code)
	part := func() {
		if rest--; rest > 0 {
			entries = append(entries, "\n")
		}
	}
	for _, t := range r.Tests {
		entries = append(entries, w.test(t))
		part()
	}
	for _, c := range r.Code {
		if lines := c.transcript(); len(lines) > 0 {
			entries = append(entries, strings.Join(lines, "\n"))
			part()
		} else {
			rest--
		}
	}
	return entries
}

// FileTranscripts returns the transcripts of the tests of each file. They do
// not depend on the clock, so that they can be recorded and compared.
func (r *Report) FileTranscripts() map[string]string {
	files := make(map[string]string)
	writers := make(map[string]*transcript)
	for _, t := range r.Tests {
		w := writers[t.File]
		if w == nil {
			w = &transcript{width: r.width}
			writers[t.File] = w
		} else {
			files[t.File] += "\n"
		}
		files[t.File] += w.test(t) + "\n"
	}
	return files
}

// Recent returns the report with those tests only that ran, and have no outcome
// of an earlier run.
func (r *Report) Recent() *Report {
	recent := *r
	recent.Tests, recent.Code = nil, nil
	for i, ran := range r.Ran {
		switch {
		case !ran:
		case i < len(r.Tests):
			recent.Tests = append(recent.Tests, r.Tests[i])
		default:
			recent.Code = append(recent.Code, r.Code[i-len(r.Tests)])
		}
	}
	return &recent
}

// transcript writes tests as text.
type transcript struct {
	width             int
	lines             []string
	cards, directives int
}

func (w *transcript) add(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// mark is what the line of a test or a case begins with.
func mark(passed bool) string {
	if passed {
		return "✔"
	}
	return "✘"
}

func (w *transcript) test(t *Test) string {
	w.lines = nil
	w.add("%s test: %s", mark(t.Passed), t.Name)
	for _, s := range t.Steps {
		w.step(s)
	}
	return strings.Join(w.lines, "\n")
}

func (w *transcript) step(s *Step) {
	switch s.Kind {
	case StepRequest:
		w.request(s)
		return
	case StepQuit:
		if s.Error != "" {
			w.add("     ✘ processed %s session end with error: %s", s.Subject, s.Error)
		} else {
			w.add("     • processed %s session end without errors", s.Subject)
		}
	case StepWait:
		w.add("     • waited %s", s.Subject)
	case StepSet:
		if s.Error != "" {
			w.add("     ✘ db fixup error: @%s, %s", s.Subject, s.Error)
		} else {
			w.add("     • db fixup @%s", s.Subject)
		}
	case StepRegion:
		w.add("setting region to %s", s.Subject)
	case StepCapture:
		w.add("%d. captured state as '%s'", s.Line, s.Subject)
	case StepResume:
		if s.Error != "" {
			w.add("%d. ✘ %s", s.Line, s.Error)
		} else {
			w.add("%d. resumed from state '%s'", s.Line, s.Subject)
		}
	case StepTraces:
		w.add("%s state tracing", s.Subject)
	}
	w.printed(s)
}

func (w *transcript) printed(s *Step) {
	for _, e := range s.Errors {
		w.add("     ✘ %s", e)
	}
	for _, l := range s.Logs {
		w.add("     ! %s", l)
	}
}

// requestLine returns the line of a request.
func (w *transcript) requestLine(s *Step) string {
	if s.Error != "" {
		return fmt.Sprintf("%d.  ❢ Voice intent error: Error: %s", s.Line, s.Error)
	}
	width := w.width + 2
	name := []rune(s.Intent)
	return fmt.Sprintf("%d.  ❢ %s %s @ %s", s.Line, centre(string(name[:min(len(name), width)]), width, " "), slotText(s.Slots), clock(s.Time))
}

func (w *transcript) request(s *Step) {
	w.add("%s", w.requestLine(s))
	switch {
	case s.Fault != nil:
		w.fault(s.Fault)
	case s.Response != nil:
		w.response(s)
	}
	for _, f := range s.Failures {
		if f.Where == "" {
			w.failure(f)
		}
	}
	w.printed(s)
}

func (w *transcript) fault(f *Fault) {
	w.add("   ✘ handler error: %s", f.Message)
	for _, line := range f.Stack {
		w.add("       at %s", line)
	}
	if len(f.Stack) == 0 && f.File != "" {
		w.add("       at %s:%d:%d", f.File, f.Line, f.Col)
	}
	if f.State != "" {
		w.add("       in %s of state %s", f.Handler, f.State)
	}
}

func (w *transcript) response(s *Step) {
	r := s.Response
	prefix := "     "
	for _, f := range s.Failures {
		if f.Where == "" {
			prefix = "   ✘ "
		}
	}
	w.add("%s◖%s◗ %s ... %s", prefix, centre(r.State, w.width, "-"),
		spoken(r.Speech, r.short, "NO SPEECH"), spoken(r.Reprompt, r.shortReprompt, "NO REPROMPT"))
	w.invalid(s, "speech", 0)
	w.invalid(s, "reprompt", 0)
	if r.Card != nil {
		w.add("      [CARD %d] %s", w.cards, r.CardTitle)
		w.cards++
	}
	for i, name := range r.types {
		w.add("      [DIRECTIVE %d] %s", w.directives, name)
		w.directives++
		w.invalid(s, "directive", i)
	}
	if r.Ended {
		w.add("  ◣  Voice session ended")
	}
}

// invalid writes what is wrong with a part of a response.
func (w *transcript) invalid(s *Step, where string, index int) {
	for _, f := range s.Failures {
		if f.Where == where && f.index == index {
			w.add("      ✘ %s", f.Message)
		}
	}
}

// failure writes an expectation that was not met, and below it what was
// expected and what came, one above the other so that differences show.
func (w *transcript) failure(f Failure) {
	w.add("     ✘ %s", f.Message)
	if f.Expected == "" && f.Actual == "" {
		return
	}
	w.add("         line %d expects: %s", f.Line, orNothing(f.Expected))
	w.add("         %*s got: %s", len(fmt.Sprintf("line %d expects", f.Line))-len(" got"), "", orNothing(f.Actual))
}

func orNothing(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return s
}

func spoken(full *string, short, none string) string {
	if full == nil {
		return none
	}
	return `"` + strings.ReplaceAll(short, `"`, "❝") + `"`
}

// centre returns the text with padding on both sides; if it is uneven, there
// is more on the right.
func centre(s string, width int, padding string) string {
	n := utf8.RuneCountInString(s)
	left := max((width-n)/2, 0)
	return strings.Repeat(padding, left) + s + strings.Repeat(padding, max(width-n-left, 0))
}

// transcript returns the lines of a file of code.
func (c *CodeTest) transcript() []string {
	if c.Error != "" {
		lines := []string{fmt.Sprintf("✘ code test: %s, failed", c.File), "  ✘ " + c.Error}
		for _, n := range c.Notes {
			lines = append(lines, " c!: "+n)
		}
		return lines
	}
	passed, failed := c.tally()
	var lines []string
	switch {
	case failed > 0:
		lines = append(lines, fmt.Sprintf("✘ %s, %d tests failed, %d passed", c.File, failed, passed))
	case passed > 0:
		lines = append(lines, fmt.Sprintf("✔ %s, %d tests passed", c.File, passed))
	}
	lines = append(lines, c.Notes...)
	for _, k := range c.Cases {
		line := fmt.Sprintf("  %s %s '%s'", mark(k.Passed), c.File, k.Name)
		if !k.Passed {
			line += ": " + k.Message
		}
		lines = append(lines, line)
		lines = append(lines, k.Notes...)
		lines = append(lines, "")
	}
	return lines
}
