package skilltest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Memory keeps the outcomes of a run for the next one, which then runs only
// the tests that what has changed can affect. Its zero value is empty. It is
// used by one run at a time.
type Memory struct {
	tests map[testKey]*remembered
	code  map[string]*rememberedFile
	// states are the hashes of the states' code.
	states map[string]digest
}

type testKey struct {
	file, name string
	line       int
}

type digest [sha256.Size]byte

// remembered is the outcome of a test with what it depended on.
type remembered struct {
	result *Test
	own    digest
	states map[string]bool
}

type rememberedFile struct {
	result *CodeTest
	own    digest
}

// recall finds out what need not run again.
type recall struct {
	runner *runner
	memory *Memory
	states map[string]digest
	// code, base and says are the hashes of what code tests depend on, of what
	// all tests do, and of what those do that compare speech with statements.
	code, base, says digest
}

// newRecall hashes the program. It is nil if there is no memory.
func (r *runner) newRecall(m *Memory) (*recall, error) {
	if m == nil {
		return nil, nil
	}
	c := &recall{runner: r, memory: m, states: make(map[string]digest)}
	base, says := sha256.New(), sha256.New()
	image := *r.Runtime.Image
	fmt.Fprintln(base, r.Region, r.Device, r.Lenient, r.Seed, r.Raw, r.Salt, r.Directives, image.States)
	shared := struct {
		Deploy    json.RawMessage
		Events    []string
		Languages []any
	}{Deploy: image.Deploy, Events: image.Events}
	for _, l := range image.Languages {
		shared.Languages = append(shared.Languages, l.Name, l.Pronounce, l.Code, l.Unit.Result)
	}
	if err := json.NewEncoder(base).Encode(shared); err != nil {
		return nil, err
	}
	c.code = digest(base.Sum(nil))
	for _, s := range r.Program.States {
		h := sha256.New()
		for _, l := range r.Program.Languages {
			c.hashState(h, base, says, s, l.Name)
		}
		c.states[s.Name] = digest(h.Sum(nil))
	}
	c.base, c.says = digest(base.Sum(nil)), digest(says.Sum(nil))
	return c, nil
}

// hashState hashes the code of a state, the utterances that all tests may
// match, and what all states say.
func (c *recall) hashState(code, base, says hash.Hash, s *program.State, language string) {
	text := func(w io.Writer, f *program.File, n syntax.Node) {
		if f != nil {
			span := n.Span()
			fmt.Fprintf(w, "%s\x00%s\x00", f.Source.Path, f.Tree.Source[span.Start.Offset:span.End.Offset])
		}
	}
	found := check.CodeOf(s, language)
	block := func(f *program.File, stmts []syntax.Stmt) {
		for _, stmt := range stmts {
			text(code, f, stmt)
			for n := range syntax.Preorder(stmt) {
				switch n := n.(type) {
				case *syntax.Say, *syntax.SoundEffect:
					text(says, f, n)
					if say, ok := n.(*syntax.Say); ok {
						for _, t := range c.runner.Program.Translation(language, say) {
							fmt.Fprintln(code, syntax.SourceText(t))
						}
					}
				}
			}
		}
	}
	fmt.Fprintln(code, language)
	block(found.Entry.File, found.Entry.Stmts)
	fmt.Fprintln(code, "exit")
	block(found.Exit.File, found.Exit.Stmts)
	for _, b := range found.Bodies {
		fmt.Fprintln(code, b.Intent.Name, b.Filter)
		for _, h := range b.Handlers {
			block(b.File, h.Body)
		}
	}
	if v := s.In(language); v != nil {
		for _, in := range v.Intents {
			fmt.Fprintln(base, s.Name, language, in.Name)
			for _, u := range in.Utterances {
				text(base, u.File, u.Template)
			}
		}
	}
}

// own hashes what a test consists of.
func (c *recall) own(t *program.Test) digest {
	h := sha256.New()
	h.Write(c.base[:])
	span := t.Decl.Span()
	fmt.Fprintln(h, t.File.Source.Path, span.Start.Line, t.File.Tree.Source[span.Start.Offset:span.End.Offset])
	for _, s := range t.Decl.Body {
		switch s := s.(type) {
		case *syntax.TestAlexa:
			if s.Text != nil {
				h.Write(c.says[:])
			}
		case *syntax.TestRequest:
			if s.File != nil && c.runner.Request != nil {
				content, err := c.runner.Request(s.File.Name)
				fmt.Fprintln(h, string(content), err)
			}
		}
	}
	return digest(h.Sum(nil))
}

func keyOf(t *program.Test) testKey {
	return testKey{t.File.Source.Path, testName(t), t.Decl.Span().Start.Line}
}

// test returns the outcome that a test had and still has, or nil.
func (c *recall) test(t *program.Test) *Test {
	old := c.memory.tests[keyOf(t)]
	if old == nil || old.own != c.own(t) {
		return nil
	}
	for state := range old.states {
		if now, ok := c.states[state]; !ok || now != c.memory.states[state] {
			return nil
		}
	}
	return old.result
}

// file returns the outcome that a file of code had and still has, or nil.
func (c *recall) file(f *chosenFile) *CodeTest {
	if old := c.memory.code[f.Path]; old != nil && old.own == c.ownFile(f) {
		return old.result
	}
	return nil
}

func (c *recall) ownFile(f *chosenFile) digest {
	return sha256.Sum256(slices.Concat(c.code[:], []byte(f.Text+"\x00"+strings.Join(f.filters, ","))))
}

// keep remembers the outcomes of a run. Tests in which the skill failed, of
// which it is not known what they reached, run every time; so do those that
// resume a state, and those that capture it, as a change may pass on.
func (c *recall) keep(s *selection, report *Report) {
	*c.memory = Memory{tests: make(map[testKey]*remembered), code: make(map[string]*rememberedFile), states: c.states}
	for i, t := range s.tests {
		if len(captures(t))+len(resumes(t)) > 0 {
			continue
		}
		if reached, ok := reachedStates(report.Tests[i]); ok {
			c.memory.tests[keyOf(t)] = &remembered{result: report.Tests[i], own: c.own(t), states: reached}
		}
	}
	for i := range s.code {
		c.memory.code[s.code[i].Path] = &rememberedFile{result: report.Code[i], own: c.ownFile(&s.code[i])}
	}
}

// reachedStates returns the states whose code a test may have run.
func reachedStates(t *Test) (map[string]bool, bool) {
	// Any state may leave its intents to global, and every record begins with
	// initialize.
	reached := map[string]bool{"launch": true, "global": true}
	for _, s := range t.Steps {
		if s.Fault != nil {
			return nil, false
		}
		for _, item := range s.Trace {
			state, _, _ := strings.Cut(item, ":")
			reached[state] = true
		}
	}
	return reached, true
}
