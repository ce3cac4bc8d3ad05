package skilltest

import (
	"encoding/json"
	"time"
)

// Report is the outcome of a run.
type Report struct {
	Region string `json:"region"`
	// Language is the language of the region, Languages are all.
	Language  string   `json:"language"`
	Languages []string `json:"languages"`
	Device    Device   `json:"device"`
	Seed      uint64   `json:"seed"`
	// Problems are about files that could not be used.
	Problems []string    `json:"problems,omitempty"`
	Tests    []*Test     `json:"tests"`
	Code     []*CodeTest `json:"codeTests,omitempty"`
	// Passed and Failed count tests and the cases of code tests.
	Passed int `json:"passed"`
	Failed int `json:"failed"`
	// Duration is how long the run took.
	Duration time.Duration `json:"-"`
	// Ran tells, of each test and then of each file of code, whether it ran;
	// the others have the outcome of an earlier run.
	Ran []bool `json:"-"`
	// Coverage is what the tests reached, if that was asked for.
	Coverage *Coverage `json:"coverage,omitempty"`

	width int
}

// Test is the outcome of a TEST block.
type Test struct {
	Name   string `json:"name"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Passed bool   `json:"passed"`
	// Steps are those that ran, in order.
	Steps    []*Step       `json:"steps"`
	Duration time.Duration `json:"-"`
}

// StepKind says what a step does.
type StepKind string

// The kinds of steps.
const (
	StepRequest StepKind = "request" // launch, user and request
	StepQuit    StepKind = "quit"
	StepWait    StepKind = "wait"
	StepSet     StepKind = "set"
	StepRegion  StepKind = "region"
	StepCapture StepKind = "capture"
	StepResume  StepKind = "resume"
	StepTraces  StepKind = "logStateTraces"
)

// Step is the outcome of a step of a test.
type Step struct {
	Kind StepKind `json:"kind"`
	Line int      `json:"line"`
	// Said is the text of the user, if the test has one.
	Said string `json:"said,omitempty"`
	// Intent is the name of the intent, or the type of another request.
	Intent string `json:"intent,omitempty"`
	Slots  []Slot `json:"slots,omitempty"`
	// Time is the time of the request.
	Time time.Time `json:"time,omitzero"`
	// Subject is what the step is about: a variable, a name, a region, a time.
	Subject string `json:"subject,omitempty"`
	// Error says why the step could not be done, or "".
	Error string `json:"error,omitempty"`
	// Fault is what the skill's code failed with, or nil.
	Fault *Fault `json:"fault,omitempty"`
	// Response is nil if there is none.
	Response *Response `json:"response,omitempty"`
	// Failures are the expectations that were not met, and what else is wrong
	// with the response.
	Failures []Failure `json:"failures,omitempty"`
	// Logs is what code printed; Errors what it printed as errors.
	Logs   []string `json:"logs,omitempty"`
	Errors []string `json:"errors,omitempty"`
	// Trace are the states and handlers that were reached.
	Trace []string `json:"trace,omitempty"`
	Raw   *Raw     `json:"raw,omitempty"`
}

// Slot is the value of a slot: a string or a number.
type Slot struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Fault is an exception in the skill's code.
type Fault struct {
	Message string   `json:"message"`
	File    string   `json:"file,omitempty"`
	Line    int      `json:"line,omitempty"`
	Col     int      `json:"column,omitempty"`
	State   string   `json:"state,omitempty"`
	Handler string   `json:"handler,omitempty"`
	Stack   []string `json:"stack,omitempty"`
}

// Failure is something that is not as it should be.
type Failure struct {
	// Line is the line of the expectation, 0 if it is about the response.
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
	// Expected and Actual are what differs; both are "" if the message says it
	// all.
	Expected string `json:"expected,omitempty"`
	Actual   string `json:"actual,omitempty"`
	// Where is a part of the response: "speech", "reprompt" or "directive";
	// "" for an expectation.
	Where string `json:"where,omitempty"`
	index int
}

// Response is what the skill answered.
type Response struct {
	// State is the state after the request, "" if the session is over.
	State string `json:"state"`
	// Speech and Reprompt are without the <speak> around them; nil if there is
	// none.
	Speech   *string `json:"speech"`
	Reprompt *string `json:"reprompt"`
	// Card and CardTitle are nil and "" if there is no card.
	Card       json.RawMessage   `json:"card,omitempty"`
	CardTitle  string            `json:"cardTitle,omitempty"`
	Directives []json.RawMessage `json:"directives,omitempty"`
	// Ended is set if the session is over.
	Ended bool `json:"ended"`

	// shouldEnd is the member shouldEndSession as JSON, nil if it is absent.
	shouldEnd json.RawMessage
	// short and shortReprompt are the abbreviated forms.
	short, shortReprompt string
	types                []string
}

// Raw is an exchange as it took place.
type Raw struct {
	Ref      string          `json:"ref"`
	Request  json.RawMessage `json:"request"`
	Response json.RawMessage `json:"response"`
	DB       json.RawMessage `json:"db"`
	Trace    []string        `json:"trace,omitempty"`
	Error    string          `json:"error,omitempty"`
}

// CodeTest is the outcome of a file of code.
type CodeTest struct {
	File string `json:"file"`
	// Error says why the file could not be run, or "".
	Error string      `json:"error,omitempty"`
	Cases []*CodeCase `json:"cases,omitempty"`
	// Notes are what the file printed outside of cases.
	Notes    []string      `json:"notes,omitempty"`
	Duration time.Duration `json:"-"`
}

// CodeCase is the outcome of a case of a code test.
type CodeCase struct {
	Name   string `json:"name"`
	Passed bool   `json:"passed"`
	// Message says what failed.
	Message string   `json:"message,omitempty"`
	Notes   []string `json:"notes,omitempty"`
}

// Passed reports whether all cases of a file passed.
func (c *CodeTest) Passed() bool {
	passed, failed := c.tally()
	return failed == 0 || passed+failed == 0
}

func (c *CodeTest) tally() (passed, failed int) {
	if c.Error != "" {
		return 0, 1
	}
	for _, k := range c.Cases {
		if k.Passed {
			passed++
		} else {
			failed++
		}
	}
	return passed, failed
}

func (r *runner) newReport() *Report {
	report := &Report{
		Region: r.Region, Language: r.language.Name, Device: r.Device, Seed: r.Seed,
		Problems: r.Problems, width: r.width,
	}
	for _, l := range r.Program.Languages {
		report.Languages = append(report.Languages, l.Name)
	}
	return report
}

// newRan returns which tests have no outcome yet.
func newRan(r *Report) []bool {
	ran := make([]bool, 0, len(r.Tests)+len(r.Code))
	for _, t := range r.Tests {
		ran = append(ran, t == nil)
	}
	for _, c := range r.Code {
		ran = append(ran, c == nil)
	}
	return ran
}

// count sums up the tests, and gives exchanges the lines that refer to them.
func (r *Report) count() {
	w := transcript{width: r.width}
	for _, t := range r.Tests {
		for _, s := range t.Steps {
			if s.Raw != nil {
				s.Raw.Ref = w.requestLine(s)
			}
		}
		if t.Passed {
			r.Passed++
		} else {
			r.Failed++
		}
	}
	for _, c := range r.Code {
		passed, failed := c.tally()
		r.Passed += passed
		r.Failed += failed
	}
}

// OK reports whether nothing failed.
func (r *Report) OK() bool { return r.Failed == 0 }
