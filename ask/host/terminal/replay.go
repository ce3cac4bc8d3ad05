package terminal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrMismatch reports a conversation that did not go as its script says.
var ErrMismatch = errors.New("the conversation differs from the script")

// MismatchError lists where a conversation did not go as its script says. It
// matches [ErrMismatch].
type MismatchError struct {
	Script     string // the name given to [Replay]
	Mismatches []Mismatch
}

// Mismatch is a line of a script that did not come true, or something that
// happened and is not in the script.
type Mismatch struct {
	Line     int    // of the script; of the last action if there is no line for it
	Expected string // the line; empty if nothing was expected
	Actual   string // the line that the transcript has; empty if nothing happened
}

func (e *MismatchError) Error() string {
	first := e.Mismatches[0]
	text := fmt.Sprintf("%s:%d: %v", e.Script, first.Line, ErrMismatch)
	if n := len(e.Mismatches); n > 1 {
		text += fmt.Sprintf(", in %d places", n)
	}
	return text
}

// Is reports whether target is [ErrMismatch].
func (e *MismatchError) Is(target error) bool { return target == ErrMismatch }

// ReplayOptions set up a replay. Models is required.
type ReplayOptions struct {
	Options // Interactive has no effect

	// KeepGoing replays the rest of the script after a mismatch.
	KeepGoing bool
}

// Replay holds the conversation that a script describes, and checks that it goes
// as the script says. The package comment describes the format. Name is what
// messages call the script, such as the name of its file. The transcript goes to
// out, with the differences.
//
// The error is a [*MismatchError] if the conversation went otherwise, a
// [*ScriptError] if the script is not well-formed, the error of ctx if that
// ended first, or says that the options are wrong or that reading or writing
// failed.
func Replay(ctx context.Context, skill Skill, name string, script io.Reader, out io.Writer, options ReplayOptions) error {
	steps, err := parseScript(name, script)
	if err != nil {
		return err
	}
	options.Interactive = false
	c, err := newConversation(skill, out, options.Options)
	if err != nil {
		return err
	}
	r := &replay{conversation: c, failure: MismatchError{Script: name}}
	for i := range steps {
		r.step(ctx, &steps[i])
		if c.out.err != nil {
			return c.out.err
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("replaying %s: %w", name, err)
		}
		if len(r.failure.Mismatches) > 0 && !options.KeepGoing {
			break
		}
	}
	r.abandon(ctx)
	if len(r.failure.Mismatches) > 0 {
		return &r.failure
	}
	return nil
}

// replay is a script being replayed.
type replay struct {
	*conversation
	failure MismatchError
	events  []event // of the current step
}

func (r *replay) step(ctx context.Context, s *step) {
	r.events = nil
	if s.scene {
		r.abandon(ctx)
		r.out.title(s.action)
	} else {
		r.record = func(e event) { r.events = append(r.events, e) }
		r.out.action(s.action)
		r.act(ctx, s.action)
	}
	if ctx.Err() == nil {
		r.check(ctx, s)
	}
}

// abandon ends a session that a scene has left open. The scene is over, so that
// the transcript says nothing of it.
func (r *replay) abandon(ctx context.Context) {
	r.out.muted, r.record = true, nil
	r.leave(ctx)
	r.out.muted = false
}

// happened are the labels of lines that tell what Alexa did, in the order of
// their checks.
var happened = []string{labelError, labelAlexa, labelCard, labelDirective}

// check compares what happened with what was expected. What the script has no
// line for is not checked, except for errors.
func (r *replay) check(ctx context.Context, s *step) {
	for _, label := range happened {
		var expected []*expectation
		for i := range s.expect {
			if s.expect[i].label == label {
				expected = append(expected, &s.expect[i])
			}
		}
		var actual []string
		for _, e := range r.events {
			if e.label == label {
				actual = append(actual, e.text)
			}
		}
		if len(expected) == 0 && label != labelError {
			continue
		}
		for i := range max(len(expected), len(actual)) {
			switch {
			case i >= len(actual):
				r.differ(expected[i].line, expected[i].String(), "")
			case i >= len(expected):
				r.differ(s.line, "", label+": "+actual[i])
			case !expected[i].matches(actual[i]):
				r.differ(expected[i].line, expected[i].String(), label+": "+actual[i])
			}
		}
	}
	for i := range s.expect {
		r.checkState(ctx, &s.expect[i])
	}
}

// checkState compares how things are with an expectation.
func (r *replay) checkState(ctx context.Context, e *expectation) {
	switch e.label {
	case labelSession:
		if actual := r.sessionState(); actual != e.text && (e.text != "ended" || !strings.HasPrefix(actual, e.text)) {
			r.differ(e.line, e.String(), labelSession+": "+actual)
		}
	case labelReprompt:
		reprompt := ""
		if r.session != nil {
			reprompt = r.session.reprompt
		}
		if !e.matches(reprompt) {
			r.differ(e.line, e.String(), labelReprompt+": "+reprompt)
		}
	case labelAttributes:
		attributes, err := r.persistent(ctx, r.owner())
		if err != nil {
			r.differ(e.line, e.String(), labelError+": "+err.Error())
		} else if !equalJSON(e.value, attributes) {
			r.differ(e.line, e.String(), labelAttributes+": "+string(compact(attributes)))
		}
	case labelSessionAttributes:
		attributes := map[string]any{}
		if r.session != nil && r.session.attributes != nil {
			attributes = r.session.attributes
		}
		text := compact(attributes)
		if actual, err := decodeJSON(text); err != nil || !equalJSON(e.value, actual) {
			r.differ(e.line, e.String(), labelSessionAttributes+": "+string(text))
		}
	}
}

// sessionState returns whether a session is open, in the words of the
// transcript.
func (r *replay) sessionState() string {
	if r.session != nil {
		return "open"
	}
	for i := len(r.events) - 1; i >= 0; i-- {
		if r.events[i].label == labelSession {
			return r.events[i].text
		}
	}
	return "ended"
}

// differ notes a mismatch and shows it.
func (r *replay) differ(line int, expected, actual string) {
	r.failure.Mismatches = append(r.failure.Mismatches, Mismatch{line, expected, actual})
	show := func(text string) string {
		if text == "" {
			return "(nothing)"
		}
		return clean(text)
	}
	text := fmt.Sprintf("! %s:%d differs\n!   expected: %s\n!   actual:   %s\n", r.failure.Script, line, show(expected), show(actual))
	for line := range strings.Lines(text) {
		r.out.write(r.out.styled(red, strings.TrimRight(line, "\n")) + "\n")
	}
	r.out.lines++
}

// String returns the expectation as a line of a script.
func (e *expectation) String() string { return e.label + ": " + e.text }

// equalJSON reports whether two decoded JSON values are equal; numbers by their
// values.
func equalJSON(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for key, value := range a {
			other, ok := b[key]
			if !ok || !equalJSON(value, other) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !equalJSON(a[i], b[i]) {
				return false
			}
		}
		return true
	case json.Number:
		b, ok := b.(json.Number)
		if !ok {
			return false
		}
		x, err1 := a.Float64()
		y, err2 := b.Float64()
		return a == b || err1 == nil && err2 == nil && x == y
	}
	return a == b
}
