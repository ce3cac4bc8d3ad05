package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/compile"
)

// request is one try to answer a request.
type request struct {
	*engine
	// opened is what the library found in the event.
	opened opened
	// v is the context object that the skill's code sees.
	v     *js.Value
	trace []string
}

// answer runs the states and returns the response.
func (r *request) answer(ctx context.Context, record json.RawMessage, inSession bool) (*Result, error) {
	var err error
	if r.v, err = r.library(ctx, "__begin", r.opened.value, record, inSession); err != nil {
		return nil, err
	}
	if r.opened.terminal {
		return r.terminate(ctx)
	}
	if record == nil && !inSession {
		if err := r.run(ctx, r.code.enter, "initialize", "entry"); err != nil {
			return nil, err
		}
		if _, err := r.library(ctx, "__prepare", r.v); err != nil {
			return nil, err
		}
	}
	err = r.walk(ctx)
	var lost *lostState
	switch {
	case err == nil:
		return r.respond(ctx)
	case errors.As(err, &lost):
		result := &Result{}
		if recordErr := r.record(ctx, result); recordErr != nil {
			return nil, recordErr
		}
		return result, err
	default:
		return nil, err
	}
}

// terminate handles the end of a session, to which there is no response.
func (r *request) terminate(ctx context.Context) (*Result, error) {
	if r.opened.kind == "System.ExceptionEncountered" {
		r.skill.config.Logger.ErrorContext(ctx, "ERROR System.ExceptionEncountered: "+r.opened.requestJSON(ctx))
	}
	if _, err := r.library(ctx, "__terminate", r.v); err != nil {
		return nil, err
	}
	result := &Result{Response: json.RawMessage("{}")}
	return result, r.record(ctx, result)
}

// walk delivers the intent and follows the transitions.
func (r *request) walk(ctx context.Context) error {
	// A skill that is opened with an intent enters launch first.
	if current, _ := r.get("currentState"); !truthy(current) {
		if state, _ := r.get("handoffState"); truthy(state) {
			if err := r.enterLaunch(ctx, state.String()); err != nil {
				return err
			}
		}
	}
	if err := r.deliver(ctx); err != nil {
		return err
	}
	for range MaxTransitions {
		moved, err := r.step(ctx)
		if err != nil || !moved {
			return err
		}
	}
	message := fmt.Sprintf("States error: exceeded %d transitions.", MaxTransitions)
	r.skill.config.Logger.ErrorContext(ctx, message, "visited", strings.Join(lastOf(r.trace, 20), " -> "))
	return &Error{Message: message + " Check your logic for non-terminating loops."}
}

// lastOf returns the last n elements of a list.
func lastOf(list []string, n int) []string {
	return list[max(0, len(list)-n):]
}

func (r *request) enterLaunch(ctx context.Context, state string) error {
	if !r.skill.states[state] {
		return &Error{Message: fmt.Sprintf("Entering an unknown state `%s`", state)}
	}
	if err := r.run(ctx, r.code.enter, state, "entry"); err != nil {
		return err
	}
	r.reach(ctx, state, "enter (at launch) "+state)
	// Entry code that says END or LISTEN drops the intent, and then no state
	// is current.
	handoff, err := r.get("handoffState")
	if err != nil {
		return err
	}
	if !truthy(handoff) {
		return r.set("currentState", nil)
	}
	return r.set("currentState", handoff.String())
}

// deliver hands the intent to the handlers that are to have it.
func (r *request) deliver(ctx context.Context) error {
	next, err := r.get("nextState")
	if err != nil {
		return err
	}
	if truthy(next) && !r.skill.states[next.String()] {
		return r.lost(ctx, next.String())
	}
	for range MaxHandoffs {
		handoff, err := r.get("handoffIntent")
		if err != nil || !truthy(handoff) {
			return err
		}
		if err := r.handoff(ctx, ":"); err != nil {
			return err
		}
	}
	return &Error{Message: fmt.Sprintf("Intent handler recursion error, exceeded %d steps", MaxHandoffs)}
}

// handoff delivers the intent to the state that is to have it.
func (r *request) handoff(ctx context.Context, separator string) error {
	if err := r.set("handoffIntent", false); err != nil {
		return err
	}
	state, err := r.get("handoffState")
	if err != nil {
		return err
	}
	intent, err := r.get("intent")
	if err != nil {
		return err
	}
	item := state.String()
	if separator != "" {
		item += separator + intent.String()
	}
	r.reach(ctx, item, "drain intent "+intent.String()+" in "+state.String())
	if !r.skill.states[state.String()] {
		return nil
	}
	return r.route(ctx, state.String(), intent)
}

// route finds the handler of an intent: that of the state, of global, or one of
// their otherwise handlers.
func (r *request) route(ctx context.Context, state string, intent *js.Value) error {
	name := intent.String()
	if !intent.IsNull() && !intent.IsUndefined() {
		for _, s := range []string{state, "global"} {
			if f := r.code.intent(s, name); f != nil {
				return r.call(ctx, f, s, name)
			}
		}
	}
	for _, s := range []string{state, "global"} {
		if f := r.code.otherwise.get(s); f != nil {
			return r.call(ctx, f, s, "otherwise")
		}
	}
	message := "unhandled intent " + name + " in state " + state
	if r.skill.config.Strict {
		return &Error{State: state, Handler: name, Message: message}
	}
	_, err := r.library(ctx, "__error", message)
	return err
}

// lost handles a stored state that the program no longer has: the next request
// starts over.
func (r *request) lost(ctx context.Context, state string) error {
	cause := &Error{Message: fmt.Sprintf("Invalid state name `%s`", state)}
	if r.skill.config.Store == nil {
		return cause
	}
	if _, err := r.library(ctx, "__forget", r.v); err != nil {
		return err
	}
	return &lostState{err: cause}
}

// lostState is the error of a record that names a state which does not exist.
// The record is written without it.
type lostState struct{ err *Error }

func (e *lostState) Error() string { return e.err.Error() }
func (e *lostState) Unwrap() error { return e.err }

// step makes the next transition, if one is queued.
func (r *request) step(ctx context.Context) (moved bool, err error) {
	next, err := r.get("nextState")
	if err != nil || !truthy(next) {
		return false, err
	}
	current, err := r.get("currentState")
	if err != nil {
		return false, err
	}
	if !current.IsNull() && !current.IsUndefined() {
		if !r.skill.states[current.String()] {
			return false, &Error{Message: fmt.Sprintf("Leaving an unknown state `%s`", current.String())}
		}
		if err := r.run(ctx, r.code.exit, current.String(), "exit"); err != nil {
			return false, err
		}
		// The exit code may have decided otherwise.
		if next, err = r.get("nextState"); err != nil || !truthy(next) {
			return false, err
		}
	}
	state := next.String()
	if _, err := r.library(ctx, "__enter", r.v, state); err != nil {
		return false, err
	}
	r.reach(ctx, state, "enter "+state)
	if !r.skill.states[state] {
		return false, &Error{Message: fmt.Sprintf("Transitioning to an unknown state `%s`", state)}
	}
	if err := r.run(ctx, r.code.enter, state, "entry"); err != nil {
		return false, err
	}
	handoff, err := r.get("handoffIntent")
	if err != nil || !truthy(handoff) {
		return true, err
	}
	return true, r.handoff(ctx, "")
}

// reach notes what a request has come to.
func (r *request) reach(ctx context.Context, item, line string) {
	r.trace = append(r.trace, item)
	if r.opened.logTraces {
		r.skill.config.Logger.InfoContext(ctx, "STATETRACE "+line)
	}
}

// run calls the function of a state, if it has one.
func (r *request) run(ctx context.Context, functions functions, state, handler string) error {
	f := functions.get(state)
	if f == nil {
		return nil
	}
	return r.call(ctx, f, state, handler)
}

func (r *request) call(ctx context.Context, f *js.Value, state, handler string) error {
	if o := r.skill.config.Observer; o != nil {
		o.Reach(r.opened.language, state, handler)
	}
	if _, err := f.Call(ctx, r.v); err != nil {
		return r.failure(err, state, handler)
	}
	return nil
}

// respond returns the response of what the states left in the context.
func (r *request) respond(ctx context.Context) (*Result, error) {
	var trace any
	if r.opened.keepTraces {
		trace = r.trace
	}
	finished, err := r.library(ctx, "__finish", r.v, trace)
	if err != nil {
		return nil, err
	}
	response, err := finished.Get("response")
	if err != nil {
		return nil, err
	}
	record, err := finished.Get("record")
	if err != nil {
		return nil, err
	}
	result := &Result{Trace: r.trace, Response: json.RawMessage(response.String())}
	if record.IsString() {
		result.Record = json.RawMessage(record.String())
	}
	if limit := r.skill.config.MaxResponse; limit >= 0 && len(result.Response) > limit {
		return nil, &Error{
			Message: fmt.Sprintf("the response has %d bytes, of which Alexa accepts %d", len(result.Response), limit),
			Err:     ask.ErrResponseTooLarge,
		}
	}
	if r.skill.config.LogLevel != "" {
		_, err = r.library(ctx, "__logResponse", string(result.Response))
	}
	return result, err
}

// record notes the record of database variables if it was written to.
func (r *request) record(ctx context.Context, result *Result) error {
	v, err := r.library(ctx, "__record", r.v)
	if err != nil {
		return fmt.Errorf("encoding the database variables: %w", err)
	}
	if v.IsString() {
		result.Record = json.RawMessage(v.String())
	}
	return nil
}

// get returns a member of the context.
func (r *request) get(name string) (*js.Value, error) { return r.v.Get(name) }

func (r *request) set(name string, value any) error { return r.v.Set(name, value) }

// truthy reports what JavaScript takes for true of the values that the state
// machine looks at.
func truthy(v *js.Value) bool {
	return v != nil && v.Truthy()
}

// failure makes an [*Error] of what a function of a state failed with.
func (r *request) failure(err error, state, handler string) error {
	e := r.skill.failure(err)
	e.State, e.Handler = state, handler
	if e.File != "" {
		return e
	}
	for _, l := range r.skill.config.Image.Languages {
		if o, ok := l.Unit.Place(state, handler); ok && l.Name == r.opened.language {
			e.File, e.Line, e.Col = o.File, o.Line, o.Col
		}
	}
	return e
}

// failure makes an [*Error] of what code failed with.
func (s *Skill) failure(err error) *Error {
	var thrown *js.Error
	if !errors.As(err, &thrown) {
		return &Error{Message: err.Error(), Err: err}
	}
	e := &Error{Message: thrown.Text(), Err: err}
	e.File, e.Line, e.Col = s.locate(thrown)
	return e
}

// locate returns where an exception came from: the innermost place in a source
// of the project.
func (s *Skill) locate(thrown *js.Error) (file string, line, col int) {
	frames := append([]js.Frame{{File: thrown.File, Line: thrown.Line, Col: thrown.Col}}, thrown.Stack...)
	for _, f := range frames {
		language, generated := strings.CutPrefix(f.File, unitPrefix)
		switch {
		case f.File == "" || f.File == libraryName || strings.HasPrefix(f.File, "node:"):
		case generated:
			if o, ok := s.origin(language, f.Line); ok {
				return o.File, o.Line, o.Col
			}
		default:
			return f.File, f.Line, f.Col
		}
	}
	return "", 0, 0
}

// origin returns where a line of the code of a language comes from.
func (s *Skill) origin(language string, line int) (compile.Origin, bool) {
	for _, l := range s.config.Image.Languages {
		if l.Name == language {
			return l.Unit.Origin(line)
		}
	}
	return compile.Origin{}, false
}
