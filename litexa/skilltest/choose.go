package skilltest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// selection is what a run consists of.
type selection struct {
	tests []*program.Test
	code  []chosenFile
}

// chosenFile is a file of code, and which of its cases run: all unless filters
// is set.
type chosenFile struct {
	CodeFile
	filters []string
}

// choose returns the tests that the filters choose, those that capture what
// these resume included, in the order in which they run.
func (r *runner) choose() (*selection, error) {
	all := r.tests()
	s := &selection{}
	chosen := make(map[*syntax.Test]bool)
	add := func(t *program.Test) {
		if !chosen[t.Decl] {
			chosen[t.Decl] = true
			s.tests = append(s.tests, t)
		}
	}
	for _, t := range all {
		if r.matches(t.File.Source.Name, testName(t)) {
			add(t)
		}
	}
	// The tests that are pulled in may themselves resume something.
	captured := make(map[string]bool)
	for i := 0; i < len(s.tests); i++ {
		for _, name := range captures(s.tests[i]) {
			captured[name] = true
		}
		if i < len(s.tests)-1 {
			continue
		}
		for _, t := range s.tests {
			for _, name := range resumes(t) {
				if captured[name] {
					continue
				}
				if k := slices.IndexFunc(all, func(t *program.Test) bool { return slices.Contains(captures(t), name) }); k >= 0 {
					captured[name] = true
					add(all[k])
				}
			}
		}
	}
	var err error
	if s.tests, err = order(s.tests); err != nil {
		return nil, err
	}
	for _, f := range r.Code {
		c := chosenFile{CodeFile: f}
		if !r.matches(f.Name) {
			c.filters = r.Filters
		}
		s.code = append(s.code, c)
	}
	return s, nil
}

// tests returns the tests of the language, then those of default files of which
// the language has none.
func (r *runner) tests() []*program.Test {
	tests := slices.Clone(r.language.Tests)
	files := make(map[string]bool)
	for _, t := range tests {
		files[t.File.Source.Name] = true
	}
	if base := r.Program.Language(program.Default); base != nil && base != r.language {
		for _, t := range base.Tests {
			if !files[t.File.Source.Name] {
				tests = append(tests, t)
			}
		}
	}
	return tests
}

// matches reports whether the filters choose something of one of the names.
func (r *runner) matches(names ...string) bool {
	return len(r.Filters) == 0 || matchesAny(r.Filters, names...)
}

func matchesAny(filters []string, names ...string) bool {
	for _, f := range filters {
		for _, n := range names {
			if strings.Contains(n, f) {
				return true
			}
		}
	}
	return false
}

func testName(t *program.Test) string {
	if t.Decl.Name == nil {
		return ""
	}
	return t.Decl.Name.Value
}

// captures returns the names under which a test captures states.
func captures(t *program.Test) []string {
	var names []string
	for _, s := range t.Decl.Body {
		if s, ok := s.(*syntax.TestCapture); ok {
			names = append(names, s.Name.Name)
		}
	}
	return names
}

// resumes returns the names of the states that a test resumes.
func resumes(t *program.Test) []string {
	var names []string
	for _, s := range t.Decl.Body {
		if s, ok := s.(*syntax.TestResume); ok {
			names = append(names, s.Name.Name)
		}
	}
	return names
}

// order puts tests behind those that capture what they resume: it goes through
// them again and again, each time taking those that can run.
func order(tests []*program.Test) ([]*program.Test, error) {
	var ordered []*program.Test
	saved := make(map[string]bool)
	rest := tests
	for len(rest) > 0 {
		var waiting []*program.Test
		for _, t := range rest {
			if slices.ContainsFunc(resumes(t), func(name string) bool { return !saved[name] }) {
				waiting = append(waiting, t)
				continue
			}
			ordered = append(ordered, t)
			for _, name := range captures(t) {
				saved[name] = true
			}
		}
		if len(waiting) == len(rest) {
			return nil, unresolved(waiting)
		}
		rest = waiting
	}
	return ordered, nil
}

// unresolved says that tests resume what nothing captures before.
func unresolved(tests []*program.Test) error {
	names := make([]string, len(tests))
	for i, t := range tests {
		names[i] = testName(t)
	}
	list, err := json.Marshal(names)
	if err != nil {
		return err
	}
	return message(fmt.Sprintf("Couldn't find states to resume for %d tests: %s", len(tests), list))
}

// message is an error in the words of Litexa 0.9.
type message string

func (m message) Error() string { return string(m) }

// batches divides the tests, by their indexes, into what runs in one engine.
// Tests that share a captured state stay together.
func (s *selection) batches() [][]int {
	group := make([]int, len(s.tests)) // of each test: the first test of its group
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	first := make(map[string]int) // the first test with a name
	for i, t := range s.tests {
		group[i] = i
		for _, name := range slices.Concat(captures(t), resumes(t)) {
			if j, ok := first[name]; ok {
				a, b := find(i), find(j)
				group[max(a, b)] = min(a, b)
			} else {
				first[name] = i
			}
		}
	}
	count := min(batches, (len(s.tests)+minBatch-1)/minBatch)
	if count == 0 {
		return nil
	}
	size := (len(s.tests) + count - 1) / count
	members := make(map[int][]int)
	for i := range s.tests {
		members[find(i)] = append(members[find(i)], i)
	}
	var result [][]int
	var current []int
	for i := range s.tests {
		if find(i) != i {
			continue
		}
		current = append(current, members[i]...)
		if len(current) >= size {
			result, current = append(result, current), nil
		}
	}
	if len(current) > 0 {
		result = append(result, current)
	}
	for _, b := range result {
		slices.Sort(b)
	}
	return result
}
