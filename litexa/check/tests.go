package check

import (
	"fmt"
	"maps"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// tests checks the TEST blocks. What only makes a test fail when it runs is a
// warning.
func (c *checker) tests() {
	t := &testCheck{checker: c, captures: map[string]bool{}, states: map[string]bool{}}
	var all []*program.Test
	seen := map[*syntax.Test]bool{}
	for _, l := range c.program.Languages {
		for _, test := range l.Tests {
			if seen[test.Decl] {
				continue
			}
			seen[test.Decl] = true
			all = append(all, test)
			for _, s := range test.Decl.Body {
				if s, ok := s.(*syntax.TestCapture); ok {
					t.captures[s.Name.Name] = true
				}
			}
		}
	}
	if len(all) == 0 {
		return
	}
	t.intents = c.handledIntents()
	for _, s := range c.program.States {
		t.states[s.Name] = true
	}
	for _, test := range all {
		t.test(test)
	}
}

type testCheck struct {
	*checker
	states, intents, captures map[string]bool
	file                      *program.File
}

func (t *testCheck) test(test *program.Test) {
	t.file = test.File
	responds, expects, captures := false, false, false
	for _, s := range test.Decl.Body {
		switch s := s.(type) {
		case *syntax.TestLaunch:
			responds = true
		case *syntax.TestUser:
			responds = true
			t.user(s)
		case *syntax.TestRequest:
			responds = true
			t.request(s)
		case *syntax.TestAlexa:
			expects = true
			t.alexa(s)
		case *syntax.TestEnd, *syntax.TestListen, *syntax.TestDirective, *syntax.TestCompare:
			expects = true
		case *syntax.TestCapture:
			captures = true
		case *syntax.TestResume:
			if !t.captures[s.Name.Name] {
				t.warnName("unknown-capture", &s.Name, fmt.Sprintf("no test captures a state named `%s`", s.Name.Name), t.captures)
			}
		}
	}
	if responds && !expects && !captures {
		t.add(diag.Info, "test-without-expectation", t.file, test.Decl.Name.Span(),
			"this test expects nothing, so that only a crash makes it fail", "say with `alexa:` in which state it is to end")
	}
}

// warnName warns of a name that is not among the known ones.
func (t *testCheck) warnName(code string, at *syntax.Ident, message string, known map[string]bool) {
	hint := ""
	if n := t.nearest(at.Name, len(known), maps.Keys(known)); n != "" {
		hint = fmt.Sprintf("did you mean `%s`?", n)
	}
	t.warn(code, t.file, at, message, hint)
}

func (t *testCheck) alexa(s *syntax.TestAlexa) {
	if name := s.State.Name; name != "null" && name != "" && t.program.State(name) == nil {
		t.warnName("unknown-state", &s.State, fmt.Sprintf("there is no state named `%s`", name), t.states)
	}
	if s.Regex != nil {
		if err := checkRegexp(s.Regex.Pattern, s.Regex.Flags); err != nil {
			t.warn("invalid-regex", t.file, s.Regex, fmt.Sprintf("JavaScript does not accept this regular expression: %v", err), "")
		}
	}
}

func (t *testCheck) request(s *syntax.TestRequest) {
	if s.File == nil {
		return
	}
	if err := t.jsonFile(program.Default, s.File.Name); err != nil {
		t.warn("missing-file", t.file, s.File, err.Error(), "put it directly into the litexa folder, for example as request.test.json")
	}
}

// user checks the intent of a request, or that the slots in its text are those
// that are given values.
func (t *testCheck) user(s *syntax.TestUser) {
	if s.Intent != nil {
		if !t.intents[s.Intent.Name] {
			t.warnName("unknown-intent", s.Intent, fmt.Sprintf("no state handles the intent %s", s.Intent.Name), t.intents)
		}
		return
	}
	if s.Text == nil {
		return
	}
	given := map[string]bool{}
	for _, slot := range s.Slots {
		given[slot.Name.Name] = true
	}
	// Litexa 0.9 notices a slot without a value only if the text is that slot.
	severity := diag.Warning
	if len(s.Text.Parts) == 1 {
		severity = diag.Error
	}
	used := map[string]bool{}
	for n := range syntax.Preorder(s.Text) {
		r, ok := n.(*syntax.Ref)
		if !ok || r.Scope != syntax.RequestScope {
			continue
		}
		used[r.Name.Name] = true
		if !given[r.Name.Name] || len(r.Path) > 0 {
			t.add(severity, "slot-without-value", t.file, s.Span(), fmt.Sprintf("the text has the slot `%s`, but no value for it", syntax.SourceText(r)),
				fmt.Sprintf("add: with $%s = \"...\"", r.Name.Name))
		}
	}
	for _, slot := range s.Slots {
		if !used[slot.Name.Name] {
			t.error("unknown-slot", t.file, s, fmt.Sprintf("the text has no slot `$%s` to give a value to", slot.Name.Name), "")
		}
	}
}
