package skilltest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/syntax"
)

// read reads the response of a step.
func (t *testRun) read(s *Step, data json.RawMessage) error {
	type speech struct{ Text, SSML *string }
	var envelope struct {
		SessionAttributes json.RawMessage
		Response          *struct {
			ShouldEndSession json.RawMessage
			OutputSpeech     *speech
			Reprompt         *struct{ OutputSpeech *speech }
			Card             json.RawMessage
			Directives       []json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &envelope); err != nil {
		return err
	}
	if envelope.SessionAttributes != nil {
		t.attributes = envelope.SessionAttributes
	}
	clean := func(s *speech) *string {
		switch {
		case s == nil:
			return nil
		case s.Text != nil && *s.Text != "":
			return s.Text
		case s.SSML == nil:
			return s.Text
		}
		text := strings.Replace(strings.Replace(*s.SSML, "<speak>", "", 1), "</speak>", "", 1)
		return &text
	}
	r := &Response{State: t.state()}
	s.Response = r
	if envelope.Response == nil {
		return nil
	}
	in := envelope.Response
	r.shouldEnd = in.ShouldEndSession
	r.Ended = truthy(in.ShouldEndSession)
	r.Speech = clean(in.OutputSpeech)
	if in.Reprompt != nil {
		r.Reprompt = clean(in.Reprompt.OutputSpeech)
	}
	if r.Speech != nil {
		r.short = t.speech.abbreviate(*r.Speech)
	}
	if r.Reprompt != nil {
		r.shortReprompt = t.speech.abbreviate(*r.Reprompt)
	}
	if len(in.Card) > 0 && string(in.Card) != "null" {
		var card struct{ Title string }
		if json.Unmarshal(in.Card, &card) == nil {
			r.CardTitle = card.Title
		}
		r.Card = in.Card
	}
	for _, d := range in.Directives {
		r.Directives = append(r.Directives, d)
		var directive struct{ Type any }
		name := "undefined"
		if json.Unmarshal(d, &directive) == nil && directive.Type != nil {
			name = fmt.Sprint(directive.Type)
		}
		r.types = append(r.types, name)
	}
	return nil
}

// truthy reports whether JavaScript takes the value for true.
func truthy(v json.RawMessage) bool {
	switch string(bytes.TrimSpace(v)) {
	case "", "null", "false", "0", `""`:
		return false
	}
	return true
}

// state returns the name of the stored state, "" if there is none.
func (t *testRun) state() string {
	name, _ := t.storedState()
	return name
}

// storedState also returns how messages show the state.
func (t *testRun) storedState() (name, shown string) {
	var record struct {
		State json.RawMessage `json:"__currentState"`
	}
	if json.Unmarshal(t.store.read(), &record) != nil || record.State == nil {
		return "", "undefined"
	}
	if json.Unmarshal(record.State, &name) != nil || name == "" {
		return "", string(record.State)
	}
	return name, name
}

// validate checks what every response has to keep to.
func (t *testRun) validate(s *Step) {
	for _, p := range []struct {
		where string
		text  *string
	}{{"speech", s.Response.Speech}, {"reprompt", s.Response.Reprompt}} {
		if p.text != nil && len(audioTag.FindAllStringIndex(*p.text, 6)) > 5 {
			s.Failures = append(s.Failures, Failure{Message: p.where + ": more than 5 <audio/> tags in one response", Where: p.where})
		}
	}
	for i, name := range s.Response.types {
		if message := t.checkDirective(name); message != "" {
			s.Failures = append(s.Failures, Failure{Message: message, Where: "directive", index: i})
		}
	}
}

// checkDirective returns what is wrong with a directive of a type, or "".
func (r *runner) checkDirective(name string) string {
	switch name {
	case "AudioPlayer.Play", "AudioPlayer.Stop", "Hint":
		return ""
	}
	if slices.Contains(r.Directives, name) {
		return ""
	}
	return "unknown directive type " + name
}

// expect returns how a response is not as a statement expects it.
func (t *testRun) expect(ctx context.Context, r *Response, stmt syntax.TestStmt) []Failure {
	checks := []*Failure{nil, nil}
	if s, ok := stmt.(*syntax.TestAlexa); ok {
		checks[0], checks[1] = t.expectState(s.State.Name), t.expectSpeech(ctx, r, s)
	} else {
		checks[0] = t.expectOther(ctx, r, stmt)
	}
	var failures []Failure
	for _, f := range checks {
		if f != nil {
			f.Line = stmt.Span().Start.Line
			failures = append(failures, *f)
		}
	}
	return failures
}

func (t *testRun) expectOther(ctx context.Context, r *Response, stmt syntax.TestStmt) *Failure {
	switch stmt := stmt.(type) {
	case *syntax.TestEnd:
		if !r.Ended {
			return &Failure{Message: "session did not indicate it should end as expected", Expected: "shouldEndSession: true", Actual: r.ending()}
		}
	case *syntax.TestListen:
		return expectListening(r, stmt)
	case *syntax.TestDirective:
		return expectDirective(r, stmt.Type.Name)
	case *syntax.TestCompare:
		return t.expectVariable(ctx, stmt)
	}
	return nil
}

func (r *Response) ending() string {
	if r.shouldEnd == nil {
		return "no shouldEndSession"
	}
	return "shouldEndSession: " + string(r.shouldEnd)
}

func (t *testRun) expectState(name string) *Failure {
	_, actual := t.storedState()
	switch {
	case name == "null" && actual != "null":
		return &Failure{Message: fmt.Sprintf("response was in state `%s` instead of expected empty null state", actual), Expected: "null", Actual: actual}
	case name == "null":
		return nil
	case !t.states[name]:
		return &Failure{Message: fmt.Sprintf("test specifies unknown state `%s`", name)}
	case actual != name:
		return &Failure{Message: fmt.Sprintf("response was in state `%s` instead of expected `%s`", actual, name), Expected: name, Actual: actual}
	}
	return nil
}

func (t *testRun) expectSpeech(ctx context.Context, r *Response, stmt *syntax.TestAlexa) *Failure {
	switch {
	case stmt.Exact != nil:
		expected := t.speech.abbreviate(stmt.Exact.Value)
		if expected != r.short {
			return &Failure{Message: fmt.Sprintf("speech did not exactly match `%s`", expected), Expected: expected, Actual: r.short}
		}
	case stmt.Regex != nil:
		raw := ""
		if r.Speech != nil {
			raw = strings.Map(spaced, *r.Speech)
		}
		shown := "/" + stmt.Regex.Pattern + "/" + stmt.Regex.Flags
		met, err := t.eval.matches(ctx, stmt.Regex, raw, r.short)
		switch {
		case err != nil:
			return &Failure{Message: err.Error()}
		case !met:
			return &Failure{Message: fmt.Sprintf("speech did not match regex `%s`", shown), Expected: shown, Actual: r.short}
		}
	case stmt.Text != nil:
		return t.speech.compare(t.speech.express(stmt.Text.Parts, func(int) int { return 0 }), r.short)
	}
	return nil
}

func spaced(r rune) rune {
	if isBlank(r) {
		return ' '
	}
	return r
}

func expectListening(r *Response, stmt *syntax.TestListen) *Failure {
	microphone := slices.ContainsFunc(stmt.Kinds, func(k syntax.Ident) bool { return k.Name == "microphone" })
	switch {
	case microphone && string(r.shouldEnd) != "false":
		return &Failure{Message: "skill is not listening for microphone", Expected: "shouldEndSession: false", Actual: r.ending()}
	case !microphone && r.shouldEnd != nil && string(r.shouldEnd) != "null":
		return &Failure{Message: "skill is not listening for events, without microphone", Expected: "no shouldEndSession", Actual: r.ending()}
	}
	return nil
}

func expectDirective(r *Response, name string) *Failure {
	switch {
	case len(r.types) == 0:
		return &Failure{Message: "response did not contain any directives, expected " + name}
	case !slices.Contains(r.types, name):
		all := strings.Join(r.types, ",")
		return &Failure{
			Message:  fmt.Sprintf("response did not contain expected directive %s, instead had [%s]", name, all),
			Expected: name, Actual: all,
		}
	}
	return nil
}

// comparators are the operators in words.
var comparators = map[string]string{
	"==": "equal to", "!=": "unequal to", ">=": "greater than equal to", "<=": "less than or equal to",
	">": "greater than", "<": "less than",
}

func (t *testRun) expectVariable(ctx context.Context, stmt *syntax.TestCompare) *Failure {
	name := refName(stmt.Ref)
	c, err := t.eval.compare(ctx, t.store.read(), path(stmt.Ref), stmt.Op, stmt.Value)
	switch {
	case err != nil:
		return &Failure{Message: err.Error()}
	case c.Missing:
		return &Failure{Message: fmt.Sprintf("db value `%s` didn't exist", name)}
	case !c.Met:
		return &Failure{
			Message:  fmt.Sprintf("db value `%s` was `%s`, not %s `%s`", name, c.Found, comparators[stmt.Op], c.Tail),
			Expected: stmt.Op + " " + c.Tail, Actual: c.Found,
		}
	}
	return nil
}
