// Package asktest tests skills in memory: it plays the part of Alexa between
// the test and the skill.
//
//	func TestOrder(t *testing.T) {
//		user := asktest.New(t, skill)
//		user.Launch().SpeechContains("What would you like")
//		user.Intent("OrderIntent", asktest.Slot("drink", "coffee")).
//			Speech("Your coffee is coming.").
//			SessionEnded()
//	}
//
// A [Tester] opens a session with the first request, carries the session
// attributes from turn to turn, and closes the session when the skill ends it,
// or when it leaves the end open on a device without a screen, as Alexa does.
// Requests and responses pass through their JSON form, as in production, and
// every response is checked against Alexa's limits.
package asktest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/ssml"
)

// Skill answers JSON request envelopes; [*github.com/litexa-go/litexa/ask.Skill]
// is one.
type Skill interface {
	InvokeJSON(ctx context.Context, request []byte) ([]byte, error)
}

// Tester is a user with a device. Its fields may be changed between turns; they
// go into the requests that follow.
type Tester struct {
	UserID        string
	DeviceID      string
	PersonID      string // of the recognised speaker; empty for none
	ApplicationID string
	Locale        string
	Interfaces    alexa.SupportedInterfaces // what the device offers
	AccessToken   string                    // of the linked account; empty for none
	APIEndpoint   string                    // of the Alexa services, such as a test server's
	Now           func() time.Time          // stamps the requests

	t        testing.TB
	skill    Skill
	session  *alexa.Session // nil when none is open
	sessions int
	requests int
}

// New returns a user of skill: in en-US, on a device with audio only, at a
// fixed time. Requests are for the id that the skill was built with.
func New(t testing.TB, skill Skill) *Tester {
	applicationID := "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
	if skill, ok := skill.(interface{ ID() string }); ok && skill.ID() != "" {
		applicationID = skill.ID()
	}
	at := time.Date(2026, time.January, 2, 15, 4, 5, 0, time.UTC)
	return &Tester{
		UserID:        "amzn1.ask.account.TESTER",
		DeviceID:      "amzn1.ask.device.TESTER",
		ApplicationID: applicationID,
		Locale:        "en-US",
		Interfaces:    alexa.SupportedInterfaces{AudioPlayer: &alexa.AudioPlayerInterface{}},
		APIEndpoint:   "https://api.amazonalexa.com",
		Now:           func() time.Time { return at },
		t:             t,
		skill:         skill,
	}
}

// Launch opens the skill.
func (u *Tester) Launch() *Turn {
	u.t.Helper()
	return u.Send(&alexa.LaunchRequest{})
}

// Intent sends an IntentRequest.
func (u *Tester) Intent(name string, slots ...*alexa.Slot) *Turn {
	u.t.Helper()
	return u.Send(&alexa.IntentRequest{Intent: NewIntent(name, slots...)})
}

// EndSession tells the skill that the user or Alexa ended the session. Nothing
// is expected of its answer.
func (u *Tester) EndSession(reason alexa.SessionEndedReason) *Turn {
	u.t.Helper()
	turn := u.Send(&alexa.SessionEndedRequest{Reason: reason})
	u.session = nil
	return turn
}

// Send sends any request. Its id, timestamp and locale are filled in where they
// are missing. It fails the test if the skill fails; see [Tester.Try].
func (u *Tester) Send(request alexa.Request) *Turn {
	u.t.Helper()
	turn, err := u.Try(request)
	if err != nil {
		u.t.Fatalf("%s: the skill failed: %v", describe(request), err)
	}
	return turn
}

// Try is [Tester.Send] for requests on which the skill is expected to fail: it
// returns the error of the skill. The session stays as it was before.
func (u *Tester) Try(request alexa.Request) (*Turn, error) {
	u.t.Helper()
	if request == nil {
		u.t.Fatalf("the request is nil")
	}
	envelope := u.Envelope(request)
	data, err := json.Marshal(envelope)
	if err != nil {
		u.t.Fatalf("%s: encoding the request: %v", describe(request), err)
	}
	answer, err := u.skill.InvokeJSON(u.t.Context(), data)
	if err != nil {
		return nil, err
	}
	response := &alexa.ResponseEnvelope{}
	if err := json.Unmarshal(answer, response); err != nil {
		u.t.Fatalf("%s: the response is not a response envelope: %v\n%s", describe(request), err, answer)
	}
	turn := &Turn{t: u.t, Request: envelope, Envelope: response, Response: response.Response}
	if turn.Response == nil {
		turn.Response = &alexa.Response{}
	} else if err := turn.Response.ValidateFor(request); err != nil {
		u.t.Errorf("%s: Alexa would refuse the response: %v", describe(request), err)
	}
	if envelope.Session != nil {
		session := *envelope.Session
		session.New, session.Attributes = false, response.SessionAttributes
		u.session = &session
		if end := turn.Response.ShouldEndSession; end != nil && *end || end == nil && !u.hasScreen() {
			u.session = nil
		}
	}
	return turn, nil
}

// hasScreen reports whether a session can stay open without listening.
func (u *Tester) hasScreen() bool {
	return u.Interfaces.APL != nil || u.Interfaces.Display != nil || u.Interfaces.HTML != nil
}

// Envelope returns the request envelope that Send would send, with a copy of
// request. Requests that Alexa sends outside of sessions get none.
func (u *Tester) Envelope(request alexa.Request) *alexa.RequestEnvelope {
	u.requests++
	request = copyOf(request)
	header := request.Header()
	if header.RequestID == "" {
		header.RequestID = fmt.Sprintf("amzn1.echo-api.request.%04d", u.requests)
	}
	if header.Timestamp == "" {
		header.Timestamp = alexa.NewTimestamp(u.Now())
	}
	if header.Locale == "" {
		header.Locale = u.Locale
	}
	application := alexa.Application{ApplicationID: u.ApplicationID}
	user := alexa.User{UserID: u.UserID, AccessToken: u.AccessToken}
	envelope := &alexa.RequestEnvelope{
		Version: "1.0",
		Context: alexa.Context{System: alexa.System{
			Application:    application,
			User:           user,
			Device:         &alexa.Device{DeviceID: u.DeviceID, SupportedInterfaces: u.Interfaces},
			APIEndpoint:    u.APIEndpoint,
			APIAccessToken: "test-token",
		}},
		Request: request,
	}
	if u.PersonID != "" {
		envelope.Context.System.Person = &alexa.Person{PersonID: u.PersonID}
	}
	if !alexa.InSession(request) {
		return envelope
	}
	session := u.session
	if session == nil {
		u.sessions++
		session = &alexa.Session{
			New:       true,
			SessionID: fmt.Sprintf("amzn1.echo-api.session.%04d", u.sessions),
		}
	}
	opened := *session
	opened.Application, opened.User = application, &user
	envelope.Session = &opened
	return envelope
}

// copyOf returns a copy of what request points to.
func copyOf(request alexa.Request) alexa.Request {
	pointer := reflect.New(reflect.TypeOf(request).Elem())
	pointer.Elem().Set(reflect.ValueOf(request).Elem())
	return pointer.Interface().(alexa.Request)
}

// SessionAttributes returns what the skill keeps in the open session; nil when
// none is open.
func (u *Tester) SessionAttributes() map[string]any {
	if u.session == nil {
		return nil
	}
	return u.session.Attributes
}

// SessionOpen reports whether a session is open.
func (u *Tester) SessionOpen() bool { return u.session != nil }

// NewIntent returns an intent with slots.
func NewIntent(name string, slots ...*alexa.Slot) alexa.Intent {
	intent := alexa.Intent{Name: name, ConfirmationStatus: alexa.IntentConfirmationNone}
	for _, slot := range slots {
		if intent.Slots == nil {
			intent.Slots = map[string]*alexa.Slot{}
		}
		intent.Slots[slot.Name] = slot
	}
	return intent
}

// Slot returns a slot with what the user said for it; empty for nothing.
func Slot(name, value string) *alexa.Slot {
	return &alexa.Slot{Name: name, Value: value, ConfirmationStatus: alexa.SlotConfirmationNone}
}

// ResolvedSlot returns a slot whose spoken value stands for a value of the
// interaction model.
func ResolvedSlot(name, spoken string, value alexa.ResolvedValue) *alexa.Slot {
	slot := Slot(name, spoken)
	slot.Resolutions = &alexa.Resolutions{ResolutionsPerAuthority: []alexa.Resolution{{
		Authority: "amzn1.er-authority.echo-sdk.test",
		Status:    alexa.ResolutionStatus{Code: alexa.ResolutionMatch},
		Values:    []alexa.ResolutionValue{{Value: value}},
	}}}
	return slot
}

func describe(request alexa.Request) string {
	if request, ok := request.(*alexa.IntentRequest); ok {
		return request.Intent.Name
	}
	return request.RequestType()
}

// Turn is one request and its response. The methods that check the response
// return the turn, so that checks can be chained.
type Turn struct {
	Request  *alexa.RequestEnvelope
	Envelope *alexa.ResponseEnvelope
	Response *alexa.Response // never nil; empty when the skill returned none

	t testing.TB
}

func (v *Turn) errorf(format string, args ...any) *Turn {
	v.t.Helper()
	v.t.Errorf("%s: %s", describe(v.Request.Request), fmt.Sprintf(format, args...))
	return v
}

// SpokenText returns what Alexa says, without markup.
func (v *Turn) SpokenText() string { return plainText(v.Response.OutputSpeech) }

// RepromptText returns what Alexa says when the user does not answer, without
// markup.
func (v *Turn) RepromptText() string {
	if v.Response.Reprompt == nil {
		return ""
	}
	return plainText(v.Response.Reprompt.OutputSpeech)
}

func plainText(speech alexa.OutputSpeech) string {
	switch speech := speech.(type) {
	case *alexa.SSMLOutputSpeech:
		return ssml.PlainText(speech.SSML)
	case *alexa.PlainTextOutputSpeech:
		return speech.Text
	}
	return ""
}

// Speech checks what Alexa says, without markup.
func (v *Turn) Speech(want string) *Turn {
	v.t.Helper()
	if got := v.SpokenText(); got != want {
		v.errorf("speech\n got %q\nwant %q", got, want)
	}
	return v
}

// SpeechContains checks that each text is part of what Alexa says.
func (v *Turn) SpeechContains(texts ...string) *Turn {
	v.t.Helper()
	for _, text := range texts {
		if got := v.SpokenText(); !strings.Contains(got, text) {
			v.errorf("speech %q does not contain %q", got, text)
		}
	}
	return v
}

// Reprompt checks what Alexa says when the user does not answer, without
// markup.
func (v *Turn) Reprompt(want string) *Turn {
	v.t.Helper()
	if got := v.RepromptText(); got != want {
		v.errorf("reprompt\n got %q\nwant %q", got, want)
	}
	return v
}

// SessionOpen checks that Alexa listens for an answer.
func (v *Turn) SessionOpen() *Turn {
	v.t.Helper()
	if end := v.Response.ShouldEndSession; end == nil || *end {
		v.errorf("the skill does not listen for an answer")
	}
	return v
}

// SessionEnded checks that the session ends.
func (v *Turn) SessionEnded() *Turn {
	v.t.Helper()
	if end := v.Response.ShouldEndSession; end == nil || !*end {
		v.errorf("the skill does not end the session")
	}
	return v
}

// SessionAttribute checks a session attribute by its JSON form.
func (v *Turn) SessionAttribute(name string, want any) *Turn {
	v.t.Helper()
	got, ok := v.Envelope.SessionAttributes[name]
	if !ok {
		return v.errorf("there is no session attribute %q", name)
	}
	if diff := diffJSON(want, got); diff != "" {
		v.errorf("session attribute %q (-want +got):\n%s", name, diff)
	}
	return v
}

// Card checks the card; nil for none.
func (v *Turn) Card(want alexa.Card) *Turn {
	v.t.Helper()
	if diff := diffJSON(want, v.Response.Card); diff != "" {
		v.errorf("card (-want +got):\n%s", diff)
	}
	return v
}

// Directive checks that the response has a directive equal to want.
func (v *Turn) Directive(want alexa.Directive) *Turn {
	v.t.Helper()
	var diffs []string
	for _, got := range v.Response.Directives {
		if got.DirectiveType() != want.DirectiveType() {
			continue
		}
		diff := diffJSON(want, got)
		if diff == "" {
			return v
		}
		diffs = append(diffs, diff)
	}
	if len(diffs) == 0 {
		return v.errorf("there is no directive %s, only %s", want.DirectiveType(), v.directiveTypes())
	}
	return v.errorf("directive %s (-want +got):\n%s", want.DirectiveType(), strings.Join(diffs, "\n"))
}

// Directives checks the types of all directives, in order.
func (v *Turn) Directives(types ...string) *Turn {
	v.t.Helper()
	got := v.directiveTypes()
	if want := fmt.Sprintf("%q", types); got != want {
		v.errorf("directives\n got %s\nwant %s", got, want)
	}
	return v
}

func (v *Turn) directiveTypes() string {
	types := make([]string, len(v.Response.Directives))
	for i, directive := range v.Response.Directives {
		types[i] = directive.DirectiveType()
	}
	return fmt.Sprintf("%q", types)
}

// Empty checks that the response says and does nothing, as Alexa demands of
// the answer to requests such as SessionEndedRequest.
func (v *Turn) Empty() *Turn {
	v.t.Helper()
	if r := v.Response; r.OutputSpeech != nil || r.Card != nil || r.Reprompt != nil || len(r.Directives) > 0 {
		v.errorf("the response is not empty")
	}
	return v
}

// diffJSON compares two values by their JSON form.
func diffJSON(want, got any) string {
	wantValue, err1 := jsonValue(want)
	gotValue, err2 := jsonValue(got)
	if err := errors.Join(err1, err2); err != nil {
		return err.Error()
	}
	return cmp.Diff(wantValue, gotValue)
}

func jsonValue(v any) (any, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var value any
	err = json.Unmarshal(data, &value)
	return value, err
}
