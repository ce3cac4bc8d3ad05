package skilltest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// FindingKind says what is wrong about a finding.
type FindingKind string

// The kinds of findings.
const (
	// Crash is an exception in the skill's code, or another error.
	Crash FindingKind = "crash"
	// Unhandled is an intent of the skill that a state has no handler for.
	Unhandled FindingKind = "unhandled intent"
	// DeadEnd is a state that keeps the session open and handles nothing but
	// what every skill handles.
	DeadEnd FindingKind = "dead end"
)

// Finding is something that a random walk came across.
type Finding struct {
	Kind    FindingKind `json:"kind"`
	State   string      `json:"state,omitempty"`
	Intent  string      `json:"intent,omitempty"`
	Message string      `json:"message"`
	// File, Line and Col are where it happened, if that is known.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"column,omitempty"`
	// Script is the shortest test found that shows it.
	Script string `json:"script"`
}

// Exploration is the outcome of random walks through a skill.
type Exploration struct {
	Seed uint64 `json:"seed"`
	// Steps is how many requests were sent, Walks in how many sessions.
	Steps int `json:"steps"`
	Walks int `json:"walks"`
	// Findings are the different ones, in the order in which they were found.
	Findings []*Finding `json:"findings"`
	// Reached are the states that were reached, Missed the others.
	Reached []string `json:"reached"`
	Missed  []string `json:"missed,omitempty"`
}

// walkLength is how many requests a walk has at most.
const walkLength = 40

// Explore sends as many random requests, each of which the skill's interaction
// model allows, and returns what goes wrong.
func Explore(ctx context.Context, options Options, steps int) (*Exploration, error) {
	r, err := newRunner(ctx, options)
	if err != nil {
		return nil, err
	}
	defer r.skill.Close()
	w, err := r.newWorker()
	if err != nil {
		return nil, err
	}
	defer w.close()
	x := &explorer{worker: w, found: make(map[string]bool), reached: make(map[string]bool)}
	x.prepare()
	result := &Exploration{Seed: r.Seed}
	for result.Steps < steps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n := x.walk(ctx, result, steps-result.Steps)
		result.Steps += n
		result.Walks++
	}
	result.Reached = slices.Sorted(maps.Keys(x.reached))
	for _, s := range r.Program.States {
		if !x.reached[s.Name] && s.Name != "global" && s.Name != "initialize" {
			result.Missed = append(result.Missed, s.Name)
		}
	}
	return result, ctx.Err()
}

// explorer walks through a skill.
type explorer struct {
	*worker
	// inputs are the intents by state; "" has all.
	inputs map[string][]*program.Intent
	// listens are the states that handle something of their own.
	listens map[string]bool
	found   map[string]bool
	reached map[string]bool
}

// input is a request of a walk: a launch, or an intent.
type input struct {
	launch bool
	intent string
	slots  []Slot
}

// prepare collects what users may say in each state.
func (x *explorer) prepare() {
	x.inputs, x.listens = make(map[string][]*program.Intent), make(map[string]bool)
	known := make(map[string]bool)
	global := false
	for _, s := range x.Program.States {
		v := s.In(x.language.Name)
		if v == nil {
			continue
		}
		for _, in := range v.Intents {
			own := len(in.Handlers) > 0 || in.Parent != nil
			global = global || own && s.Name == "global"
			x.listens[s.Name] = x.listens[s.Name] || own
			if in.Name == "" || !in.HasUtterances {
				continue
			}
			x.inputs[s.Name] = append(x.inputs[s.Name], in)
			if !known[in.Name] {
				known[in.Name] = true
				x.inputs[""] = append(x.inputs[""], in)
			}
		}
	}
	if global {
		for _, s := range x.Program.States {
			x.listens[s.Name] = true
		}
	}
}

// walk walks until the session ends, something is found, or the limit.
func (x *explorer) walk(ctx context.Context, result *Exploration, limit int) int {
	// The inputs come from a source of their own, so that the skill's random
	// choices do not depend on how they are made.
	random := rand.New(rand.NewPCG(x.Seed, uint64(result.Walks)))
	run := x.begin()
	inputs := []input{{launch: true}}
	for n := 1; ; n++ {
		s := run.play(ctx, inputs[len(inputs)-1])
		for _, item := range s.Trace {
			state, _, _ := strings.Cut(item, ":")
			x.reached[state] = true
		}
		if f := x.judge(s); f != nil {
			if key := f.key(); !x.found[key] {
				x.found[key] = true
				x.shorten(ctx, inputs, f)
				result.Findings = append(result.Findings, f)
			}
			return n
		}
		if n >= min(limit, walkLength) || ctx.Err() != nil || s.Response == nil || s.Response.Ended {
			return n
		}
		inputs = append(inputs, x.next(random, s.Response.State))
	}
}

// begin returns a fresh test to play inputs in.
func (x *explorer) begin() *testRun {
	t := &program.Test{File: &program.File{}, Decl: &syntax.Test{}}
	return x.newRun(t, "random walk")
}

// next chooses what the user says: mostly something that the state waits for.
func (x *explorer) next(random *rand.Rand, state string) input {
	choices := x.inputs[state]
	if len(choices) == 0 || random.IntN(4) == 0 {
		choices = x.inputs[""]
	}
	if len(choices) == 0 {
		return input{launch: true}
	}
	in := choices[random.IntN(len(choices))]
	base := in
	for base.Reference != nil {
		base = base.Reference
	}
	made := input{intent: in.Name}
	for _, slot := range base.Slots {
		made.slots = append(made.slots, Slot{slot.Name, x.slotValue(random, slot)})
	}
	return made
}

// slotValue returns a value that a slot may have.
func (x *explorer) slotValue(random *rand.Rand, slot *program.Slot) string {
	name := x.language.TypeOf(slot)
	if t := x.language.SlotType(name); t != nil {
		var data struct {
			Values []struct{ Name struct{ Value string } }
		}
		if json.Unmarshal(t.JSON, &data) == nil && len(data.Values) > 0 {
			return data.Values[random.IntN(len(data.Values))].Name.Value
		}
	}
	switch name {
	case "AMAZON.NUMBER", "AMAZON.Ordinal":
		return strconv.Itoa(random.IntN(101))
	case "AMAZON.FOUR_DIGIT_NUMBER":
		return strconv.Itoa(1000 + random.IntN(9000))
	case "AMAZON.DATE":
		return fmt.Sprintf("2017-10-%02d", 1+random.IntN(28))
	case "AMAZON.TIME":
		return fmt.Sprintf("%02d:%02d", random.IntN(24), random.IntN(60))
	case "AMAZON.DURATION":
		return fmt.Sprintf("PT%dM", 1+random.IntN(90))
	}
	return []string{"something", "Bob", "two words", "7"}[random.IntN(4)]
}

// play sends one input.
func (t *testRun) play(ctx context.Context, in input) *Step {
	t.now = t.now.Add(pauseBetween)
	s := &Step{Kind: StepRequest, Intent: in.intent, Slots: in.slots, Time: t.now}
	if in.launch {
		s.Intent = "LaunchRequest"
		t.attributes = json.RawMessage("{}")
		t.send(ctx, s, t.launchRequest(), nil)
	} else {
		t.send(ctx, s, t.intentRequest(s), nil)
	}
	return s
}

// judge returns what is wrong with the outcome of a step, or nil.
func (x *explorer) judge(s *Step) *Finding {
	if f := s.Fault; f != nil {
		found := &Finding{Kind: Crash, State: f.State, Intent: s.Intent, Message: f.Message, File: f.File, Line: f.Line, Col: f.Col}
		if strings.HasPrefix(f.Message, "unhandled intent ") {
			found.Kind = Unhandled
		}
		return found
	}
	for _, f := range s.Failures {
		return &Finding{Kind: Crash, State: s.Response.State, Intent: s.Intent, Message: f.Message}
	}
	if r := s.Response; r != nil && !r.Ended && r.State != "" && !x.listens[r.State] {
		return &Finding{
			Kind: DeadEnd, State: r.State, Intent: s.Intent,
			Message: fmt.Sprintf("the state %s keeps the session open, but handles nothing that the user may say", r.State),
		}
	}
	return nil
}

// key tells findings apart: how a dead end or a crash was reached does not
// matter.
func (f *Finding) key() string {
	switch f.Kind {
	case Unhandled:
		return string(f.Kind) + f.State + "\x00" + f.Intent
	case DeadEnd:
		return string(f.Kind) + f.State
	}
	return fmt.Sprint(f.Kind, f.Message, f.File, f.Line, f.Col)
}

// shorten leaves out what is not needed to come across a finding, and writes
// the rest as a test.
func (x *explorer) shorten(ctx context.Context, inputs []input, f *Finding) {
	shows := func(list []input) bool {
		run := x.begin()
		for i, in := range list {
			s := run.play(ctx, in)
			found := x.judge(s)
			if found != nil {
				return i == len(list)-1 && found.key() == f.key()
			}
			if s.Response == nil || s.Response.Ended {
				return false
			}
		}
		return false
	}
	// Long runs first, then single ones, until nothing more can go.
	for size := max(len(inputs)/2, 1); size > 0; {
		shorter := false
		for i := 0; i+size < len(inputs) && ctx.Err() == nil; {
			candidate := slices.Concat(inputs[:i], inputs[i+size:])
			if shows(candidate) {
				inputs, shorter = candidate, true
			} else {
				i++
			}
		}
		if !shorter {
			size /= 2
		}
	}
	f.Script = script(inputs, f)
}

// script writes inputs as a test.
func script(inputs []input, f *Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "TEST \"%s\"\n", strings.NewReplacer(`"`, "'", "\n", " ").Replace(string(f.Kind)+": "+f.Message))
	for _, in := range inputs {
		if in.launch {
			b.WriteString("  launch\n")
			continue
		}
		b.WriteString("  user: " + in.intent)
		for i, s := range in.slots {
			b.WriteString(map[bool]string{true: " with ", false: ", "}[i == 0])
			fmt.Fprintf(&b, "$%s = %q", s.Name, s.Value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Text returns the exploration as text.
func (x *Exploration) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d random requests in %d sessions reached %d of %d states (seed %d)\n",
		x.Steps, x.Walks, len(x.Reached), len(x.Reached)+len(x.Missed), x.Seed)
	if len(x.Missed) > 0 {
		fmt.Fprintf(&b, "  never reached: %s\n", strings.Join(x.Missed, ", "))
	}
	for _, f := range x.Findings {
		fmt.Fprintf(&b, "\n✘ %s: %s\n", f.Kind, f.Message)
		if f.File != "" {
			fmt.Fprintf(&b, "  at %s:%d:%d\n", f.File, f.Line, f.Col)
		}
		b.WriteString("  " + strings.ReplaceAll(strings.TrimSuffix(f.Script, "\n"), "\n", "\n  ") + "\n")
	}
	if len(x.Findings) == 0 {
		b.WriteString("✔ nothing went wrong\n")
	}
	return b.String()
}
