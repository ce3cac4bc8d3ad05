package skilltest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// worker runs the tests of a batch, one after the other.
type worker struct {
	*runner
	skill    *runtime.Skill
	store    *store
	printed  *printed
	random   *rand.Rand
	ids      *rand.Rand // of requests
	eval     *evaluator
	captured map[string]snapshot
	counter  *counter
}

// snapshot is what "capture" keeps.
type snapshot struct {
	record     json.RawMessage
	attributes json.RawMessage
}

func (r *runner) newWorker() (*worker, error) {
	eval, err := newEvaluator(r.Runtime.JS)
	if err != nil {
		return nil, err
	}
	w := &worker{runner: r, store: new(store), printed: new(printed), eval: eval, captured: make(map[string]snapshot)}
	w.seed("")
	globals := map[string]any{consoleName: console(w.printed.print)}
	if r.Coverage {
		w.counter = &counter{hits: make([]int, len(r.Runtime.Image.Points))}
		w.counter.globals(globals)
	}
	w.skill = r.skill.Fork(func(c *runtime.Config) {
		c.Store = w.store
		c.Globals = globals
		c.Logger = w.printed.logger()
		c.JS.Rand = func() float64 { return w.random.Float64() }
	})
	return w, nil
}

func (w *worker) close() {
	if w.counter != nil {
		w.hits.add(w.counter)
	}
	_ = w.skill.Close()
	w.eval.close()
}

// seed makes the random choices that follow depend on the seed of the run and
// on a name alone.
func (w *worker) seed(name string) {
	h := fnv.New64a()
	h.Write([]byte(name))
	w.random = rand.New(rand.NewPCG(w.Seed, h.Sum64()))
	w.ids = rand.New(rand.NewPCG(h.Sum64(), w.Seed))
}

// testRun is a test under way.
type testRun struct {
	*worker
	file *program.File
	// now is the time of the next request. Once the test has waited, it does
	// not move by itself.
	now    time.Time
	waited bool
	// attributes are those of the session.
	attributes json.RawMessage
	// locale is what requests have, language that which it stands for.
	locale, language string
	traces           bool
	result           *Test
}

// pauseBetween is the time between two requests of a test.
const pauseBetween = 65 * time.Second

// start is when tests begin, in local time.
var start = [...]int{2017, 10, 1, 15}

// test runs a test. Failed steps do not keep the others from running.
func (w *worker) test(ctx context.Context, t *program.Test) *Test {
	run := w.newRun(t, testName(t))
	for i, stmt := range t.Decl.Body {
		if ctx.Err() != nil {
			break
		}
		s := run.step(ctx, stmt, func() []syntax.TestStmt { return expectations(t.Decl.Body[i+1:]) })
		if s == nil {
			continue
		}
		run.result.Steps = append(run.result.Steps, s)
		if s.failed() {
			run.result.Passed = false
		}
	}
	return run.result
}

// newRun begins a test: with an empty database, at a fixed time.
func (w *worker) newRun(t *program.Test, name string) *testRun {
	w.seed(t.File.Source.Path + "\x00" + name)
	w.store.set(nil)
	w.printed.take()
	return &testRun{
		worker: w, file: t.File, attributes: json.RawMessage("{}"),
		now:    time.Date(start[0], time.Month(start[1]), start[2], start[3], 0, 0, 0, time.Local),
		locale: w.runner.language.Name, language: w.runner.language.Name,
		result: &Test{Name: name, File: t.File.Source.Path, Line: t.Decl.Span().Start.Line, Passed: true},
	}
}

// failed reports whether a step makes its test fail.
func (s *Step) failed() bool { return s.Error != "" || s.Fault != nil || len(s.Failures) > 0 }

// expectations returns the statements, up to the next request, that are about
// the response to the one before.
func expectations(rest []syntax.TestStmt) []syntax.TestStmt {
	var list []syntax.TestStmt
	for _, s := range rest {
		switch s.(type) {
		case *syntax.TestLaunch, *syntax.TestUser, *syntax.TestRequest:
			return list
		case *syntax.TestAlexa, *syntax.TestEnd, *syntax.TestListen, *syntax.TestDirective, *syntax.TestCompare:
			list = append(list, s)
		}
	}
	return list
}

// step runs a statement. The step is nil for an expectation.
func (t *testRun) step(ctx context.Context, stmt syntax.TestStmt, expected func() []syntax.TestStmt) *Step {
	s := &Step{Line: stmt.Span().Start.Line}
	switch stmt := stmt.(type) {
	case *syntax.TestLaunch, *syntax.TestUser, *syntax.TestRequest:
		s.Kind = StepRequest
		if !t.waited {
			t.now = t.now.Add(pauseBetween)
		}
		s.Time = t.now
		event, err := t.request(ctx, s, stmt)
		if err != nil {
			s.Error = err.Error()
			break
		}
		t.send(ctx, s, event, expected())
	case *syntax.TestQuit:
		s.Kind = StepQuit
		t.quit(ctx, s)
	case *syntax.TestWait:
		s.Kind = StepWait
		d := waitTime(stmt)
		s.Subject = fmt.Sprintf("%.2f minutes", d.Minutes())
		t.now = t.now.Add(d)
		t.waited = true
	case *syntax.TestAssign:
		s.Kind, s.Subject = StepSet, refName(stmt.Ref)
		t.assign(ctx, s, stmt)
	case *syntax.TestSetRegion:
		s.Kind, s.Subject = StepRegion, stmt.Region.Name
		t.locale = stmt.Region.Name
		t.language = t.languageOf(t.locale)
	case *syntax.TestCapture:
		s.Kind, s.Subject = StepCapture, stmt.Name.Name
		t.captured[stmt.Name.Name] = snapshot{t.store.read(), t.attributes}
	case *syntax.TestResume:
		s.Kind, s.Subject = StepResume, stmt.Name.Name
		saved, ok := t.captured[stmt.Name.Name]
		if !ok {
			s.Error = fmt.Sprintf("No state named %s to resume here", stmt.Name.Name)
			break
		}
		t.store.set(saved.record)
		t.attributes = saved.attributes
	case *syntax.TestLogStateTraces:
		s.Kind = StepTraces
		s.Subject = "disabling"
		if stmt.Value {
			s.Subject = "enabling"
		}
		t.traces = stmt.Value
	default:
		return nil
	}
	return s
}

func waitTime(s *syntax.TestWait) time.Duration {
	unit := map[string]time.Duration{"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}[s.Unit]
	if s.Amount == nil {
		return 0
	}
	return time.Duration(s.Amount.Value * float64(unit))
}

// refName returns a variable as messages show it, without the "@".
func refName(r *syntax.Ref) string { return strings.TrimPrefix(syntax.SourceText(r), "@") }

// languageOf returns the language that a region stands for.
func (t *testRun) languageOf(region string) string {
	found := program.Default
	short := region[:min(2, len(region))]
	for _, l := range t.Program.Languages {
		if region != program.Default && (strings.EqualFold(l.Name, region) || l.Name == short) {
			found = l.Name
		}
	}
	return found
}

// send sends a request and looks at the response.
func (t *testRun) send(ctx context.Context, s *Step, event json.RawMessage, expected []syntax.TestStmt) {
	result, err := t.skill.Handle(ctx, event)
	var data json.RawMessage
	if err != nil {
		s.Fault = fault(err)
	} else {
		data = result.Response
		s.Trace = result.Trace
		if err := t.read(s, data); err != nil {
			s.Fault = fault(fmt.Errorf("reading the response: %w", err))
		}
	}
	if s.Response != nil {
		for _, e := range expected {
			s.Failures = append(s.Failures, t.expect(ctx, s.Response, e)...)
		}
		t.validate(s)
	}
	s.Logs, s.Errors = t.printed.take()
	if t.Raw {
		s.Raw = &Raw{Request: reported(event), Response: data, DB: t.store.read(), Trace: s.Trace}
		if s.Raw.Response == nil {
			s.Raw.Response = json.RawMessage("{}")
		}
		if s.Fault != nil {
			s.Raw.Error = s.Fault.Message
		}
	}
}

// fault describes an exception.
func fault(err error) *Fault {
	f := &Fault{Message: err.Error()}
	if e := new(runtime.Error); errors.As(err, &e) {
		f.Message, f.File, f.Line, f.Col, f.State, f.Handler = e.Message, e.File, e.Line, e.Col, e.State, e.Handler
	}
	if e := new(js.Error); errors.As(err, &e) {
		for _, frame := range e.Stack {
			if frame.File != "" && !strings.HasPrefix(frame.File, "litexa:") && !strings.HasPrefix(frame.File, "node:") {
				f.Stack = append(f.Stack, frame.String())
			}
		}
	}
	return f
}

// quit ends the session.
func (t *testRun) quit(ctx context.Context, s *Step) {
	s.Subject = "USER_INITIATED"
	_, err := t.skill.Handle(ctx, t.envelope(member{"type", "SessionEndedRequest"}, t.requestID(), t.timestamp(),
		member{"reason", s.Subject}, member{"locale", t.locale},
		member{"error", object{{"type", "string"}, {"message", "string"}}}))
	if err != nil {
		s.Error = fault(err).Message
	}
	s.Logs, s.Errors = t.printed.take()
}

// assign changes the database.
func (t *testRun) assign(ctx context.Context, s *Step, stmt *syntax.TestAssign) {
	record, err := t.eval.assign(ctx, t.store.read(), path(stmt.Ref), stmt.Value)
	if err != nil {
		s.Error = err.Error()
		return
	}
	t.store.set(record)
}
