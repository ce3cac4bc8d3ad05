// Package skilltest runs the tests of a Litexa program: its TEST blocks, and
// the files of code that use the Test object.
//
// Tests do not depend on each other unless one resumes what another captures,
// so batches of them run at once, each with an engine of its own. What a batch
// holds depends on the tests alone: results and their order are the same
// however many processors there are.
package skilltest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	goruntime "runtime"
	"slices"
	"sync"
	"time"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/runtime"
)

// Device is what requests claim to come from.
type Device string

// The devices: a Show has a screen, the others have none.
const (
	Dot  Device = "dot"
	Echo Device = "echo"
	Show Device = "show"
)

// ParseDevice returns the device of that name.
func ParseDevice(name string) (Device, error) {
	switch d := Device(name); d {
	case Dot, Echo, Show:
		return d, nil
	}
	return "", fmt.Errorf("there is no test device %q: use dot, echo or show", name)
}

// CodeFile is a file of code with tests.
type CodeFile struct {
	// Name is the base name, such as "sums.test.js".
	Name string
	// Path is the file as messages show it.
	Path string
	Text string
}

// Options are what is tested and how.
type Options struct {
	// Program has the TEST blocks.
	Program *program.Program
	// Runtime is the compiled program with what it runs on. Its store, strict
	// mode, prelude, globals and random source are the runner's.
	Runtime runtime.Config
	// Region is the locale whose language is tested; "" is "en-US".
	Region string
	// Filters choose the tests whose name, or the name of whose file, contains
	// one of them; none chooses all.
	Filters []string
	// Device is what requests come from; "" is Dot.
	Device Device
	// Lenient lets intents that nobody handles pass.
	Lenient bool
	// Raw keeps the requests and responses.
	Raw bool
	// Seed decides all random choices.
	Seed uint64
	// Code are the files of code with tests, in order.
	Code []CodeFile
	// Request returns the content of a JSON file that a test sends as its
	// request.
	Request func(name string) (json.RawMessage, error)
	// Directives are the types of directives, beyond those of the player, that
	// responses may have.
	Directives []string
	// Problems are lines to show before the tests, about files that could not
	// be used.
	Problems []string
	// Literals are members that the object litexa has in tests.
	Literals map[string]string
	// Console takes what code prints while it is loaded; nil drops it.
	Console io.Writer
	// Workers is how many batches run at once; 0 is the number of processors.
	Workers int
	// Coverage notes which code the tests reach.
	Coverage bool
	// Memory has the outcomes of an earlier run, and takes those of this one;
	// nil runs all tests. It cannot be used together with Coverage.
	Memory *Memory
	// Salt is anything else that outcomes depend on, for Memory: with another
	// one, all tests run.
	Salt string
	// Progress is called as tests end, in their order; it may be nil.
	Progress func(Progress)
}

// Progress says that a test has ended.
type Progress struct {
	// Number counts from 1 to Total.
	Number, Total int
	// Name is the name of the test, or of the file of code.
	Name string
	// Took is how long it ran.
	Took time.Duration
}

// The limits of a run.
const (
	// batches is how many engines a run has at most.
	batches = 8
	// minBatch is how many tests make it worth to start another engine.
	minBatch = 12
)

// runner runs the tests of one program.
type runner struct {
	Options
	language *program.Language
	skill    *runtime.Skill
	matcher  *matcher
	speech   *speech
	states   map[string]bool
	// intents are the names of the intents by language.
	intents map[string]map[string]bool
	hits    total
	// width is that of the columns for states and intents in transcripts.
	width int
}

// ErrNoTests is the error of a run whose filters choose nothing.
var ErrNoTests = errors.New("no test matches the filter")

// Run runs the tests. The error is about what keeps them from running; failed
// tests are in the report.
func Run(ctx context.Context, options Options) (*Report, error) {
	started := time.Now()
	r, err := newRunner(ctx, options)
	if err != nil {
		return nil, err
	}
	defer r.skill.Close()
	selected, err := r.choose()
	if err != nil {
		return nil, err
	}
	report := r.newReport()
	if err := r.run(ctx, selected, report); err != nil {
		return nil, err
	}
	if r.Coverage {
		report.Coverage = r.coverage(r.hits.hits, report.Tests)
	}
	report.Duration = time.Since(started)
	report.count()
	if len(r.Filters) > 0 && report.Passed+report.Failed == 0 {
		return report, ErrNoTests
	}
	return report, nil
}

// newRunner prepares what all tests share.
func newRunner(ctx context.Context, options Options) (*runner, error) {
	r := &runner{Options: options}
	if r.Region == "" {
		r.Region = "en-US"
	}
	if r.Device == "" {
		r.Device = Dot
	}
	if _, err := ParseDevice(string(r.Device)); err != nil {
		return nil, err
	}
	var err error
	if r.language, err = r.Program.LanguageFor(r.Region); err != nil {
		return nil, err
	}
	if r.matcher, err = newMatcher(r.Program); err != nil {
		return nil, err
	}
	r.states, r.intents = make(map[string]bool), make(map[string]map[string]bool)
	r.width = 16
	for _, s := range r.Program.States {
		r.states[s.Name] = true
		r.width = max(r.width, len([]rune(s.Name))+2)
	}
	for _, l := range r.Program.Languages {
		names := make(map[string]bool)
		for _, s := range r.Program.States {
			if v := s.In(l.Name); v != nil {
				for _, in := range v.Intents {
					names[in.Name] = true
				}
			}
		}
		r.intents[l.Name] = names
	}
	r.speech = newSpeech(r.Program, r.language.Name)
	config := r.Runtime
	config.Strict = !r.Lenient
	config.TraceStates = true
	config.Prelude = r.prelude()
	config.Globals = map[string]any{consoleName: r.loading()}
	if r.Coverage {
		r.hits.hits = make([]int, len(config.Image.Points))
		new(counter).globals(config.Globals)
	}
	config.MaxEngines = 1
	config.Store = new(store)
	if config.JS.Cache == nil {
		config.JS.Cache = js.NewCache()
	}
	if r.skill, err = runtime.New(ctx, config); err != nil {
		return nil, err
	}
	return r, nil
}

// run runs the chosen tests and puts their results into the report.
func (r *runner) run(ctx context.Context, s *selection, report *Report) (failure error) {
	report.Tests = make([]*Test, len(s.tests))
	report.Code = make([]*CodeTest, len(s.code))
	recall, err := r.newRecall(r.Memory)
	if err != nil {
		return err
	}
	if recall != nil {
		for i, t := range s.tests {
			report.Tests[i] = recall.test(t)
		}
		for i := range s.code {
			report.Code[i] = recall.file(&s.code[i])
		}
		defer func() {
			if ctx.Err() == nil && failure == nil {
				recall.keep(s, report)
			}
		}()
	}
	report.Ran = newRan(report)
	total := len(s.tests) + len(s.code)
	ended := newSequence(total, r.Progress)
	for i, ran := range report.Ran {
		if !ran {
			ended.skip(i)
		}
	}
	jobs := s.batches()
	next := make(chan func() error, len(jobs)+len(s.code))
	for _, batch := range jobs {
		next <- func() error { return r.batch(ctx, s, batch, report, ended) }
	}
	for i := range s.code {
		if report.Code[i] != nil {
			continue
		}
		next <- func() error {
			start := time.Now()
			result, err := r.code(ctx, &s.code[i])
			report.Code[i] = result
			ended.end(len(s.tests)+i, s.code[i].Name, time.Since(start))
			return err
		}
	}
	close(next)
	workers := r.Workers
	if workers == 0 {
		workers = goruntime.GOMAXPROCS(0)
	}
	failures := make(chan error, workers)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for job := range next {
				if err := job(); err != nil {
					failures <- err
					return
				}
			}
		})
	}
	wait.Wait()
	close(failures)
	if err := ctx.Err(); err != nil {
		return err
	}
	return <-failures
}

// batch runs tests in order with an engine of their own.
func (r *runner) batch(ctx context.Context, s *selection, indexes []int, report *Report, ended *sequence) error {
	indexes = slices.DeleteFunc(indexes, func(i int) bool { return report.Tests[i] != nil })
	if len(indexes) == 0 {
		return nil
	}
	w, err := r.newWorker()
	if err != nil {
		return err
	}
	defer w.close()
	for _, i := range indexes {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		start := time.Now()
		report.Tests[i] = w.test(ctx, s.tests[i])
		report.Tests[i].Duration = time.Since(start)
		ended.end(i, report.Tests[i].Name, report.Tests[i].Duration)
	}
	return nil
}

// sequence reports the ends of tests in their order.
type sequence struct {
	mu     sync.Mutex
	report func(Progress)
	done   []*Progress
	next   int
}

func newSequence(total int, report func(Progress)) *sequence {
	return &sequence{report: report, done: make([]*Progress, total)}
}

func (s *sequence) end(i int, name string, took time.Duration) {
	if s.report == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[i] = &Progress{Number: i + 1, Total: len(s.done), Name: name, Took: took}
	for s.next < len(s.done) && s.done[s.next] != nil {
		if p := s.done[s.next]; p.Number > 0 {
			s.report(*p)
		}
		s.next++
	}
}

// skip says that a test does not run. It is called before any ends.
func (s *sequence) skip(i int) { s.done[i] = &Progress{} }
