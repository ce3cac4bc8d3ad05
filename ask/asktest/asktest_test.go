package asktest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
)

// recorder is a test whose failures are noted instead of counted.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper()                  {}
func (r *recorder) Context() context.Context { return r.TB.Context() }
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// Fatalf ends the test like its original, by a panic that fatal recovers.
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(r)
}

func (r *recorder) fatal(f func()) {
	defer func() {
		if value := recover(); value != nil && value != any(r) {
			panic(value)
		}
	}()
	f()
}

func (r *recorder) want(t *testing.T, texts ...string) {
	t.Helper()
	if len(r.failures) != len(texts) {
		t.Errorf("%d failures, want %d: %q", len(r.failures), len(texts), r.failures)
		return
	}
	for i, text := range texts {
		if !strings.Contains(r.failures[i], text) {
			t.Errorf("failure %q does not tell %q", r.failures[i], text)
		}
	}
	r.failures = nil
}

var errBroken = errors.New("broken")

// echo answers each intent in its own way.
func echo(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	rb := in.ResponseBuilder
	switch in.IntentName() {
	case "Ask":
		attributes, err := in.AttributesManager.SessionAttributes()
		if err != nil {
			return nil, err
		}
		attributes["asked"] = in.SlotValue("what")
		return rb.Speak("Tea &amp; coffee?").Reprompt("Well?").WithSimpleCard("t", "c").
			AddHintDirective("say tea").AddAudioPlayerStopDirective().Response(), nil
	case "End":
		return rb.SpeakPlainText("Bye").WithShouldEndSession(true).Response(), nil
	case "Break":
		return nil, errBroken
	case "TooLong":
		return rb.Speak(strings.Repeat("long ", 3000)).Response(), nil
	}
	return nil, nil
}

func newTester(t *testing.T) (*asktest.Tester, *recorder) {
	r := &recorder{TB: t}
	return asktest.New(r, ask.NewSkillBuilder().AddHandlerFunc(ask.Always, echo).MustCreate()), r
}

func TestChecksPass(t *testing.T) {
	user, r := newTester(t)
	user.Intent("Ask", asktest.Slot("what", "tea")).
		Speech("Tea & coffee?").SpeechContains("Tea", "coffee").Reprompt("Well?").SessionOpen().
		SessionAttribute("asked", "tea").Card(&alexa.SimpleCard{Title: "t", Content: "c"}).
		Directive(&alexa.AudioPlayerStopDirective{}).Directives("Hint", "AudioPlayer.Stop")
	user.Intent("End").Speech("Bye").Reprompt("").SessionEnded().Card(nil).Directives()
	user.EndSession("USER_INITIATED").Empty()
	r.want(t)
}

func TestChecksFail(t *testing.T) {
	user, r := newTester(t)
	user.Intent("Ask", asktest.Slot("what", "tea")).
		Speech("Milk?").SpeechContains("Tea", "milk", "water").Reprompt("").SessionEnded().
		SessionAttribute("asked", "coffee").SessionAttribute("other", 1).Card(nil).
		Directive(&alexa.HintDirective{Hint: &alexa.PlainTextHint{Text: "say coffee"}}).
		Directive(&alexa.DialogDelegateDirective{}).Directives("Hint").Empty()
	r.want(t,
		"Ask: speech\n got \"Tea & coffee?\"\nwant \"Milk?\"", `does not contain "milk"`, `does not contain "water"`, "reprompt", "does not end the session",
		`session attribute "asked"`, `no session attribute "other"`, "card (-want +got)",
		"directive Hint (-want +got)", `no directive Dialog.Delegate, only ["Hint" "AudioPlayer.Stop"]`, "directives", "not empty")
	user.Intent("End").SessionOpen()
	r.want(t, "End: the skill does not listen")
}

func TestFailures(t *testing.T) {
	user, r := newTester(t)
	r.fatal(func() { user.Intent("Break") })
	r.want(t, "Break: the skill failed: broken")
	r.fatal(func() { user.Send(&alexa.UnknownRequest{Type: "X", Raw: []byte("{")}) })
	r.want(t, "encoding the request")
	r.fatal(func() { user.Send(nil) })
	r.want(t, "the request is nil")
	if _, err := user.Try(&alexa.IntentRequest{Intent: asktest.NewIntent("Break")}); !errors.Is(err, errBroken) {
		t.Errorf("got error %v", err)
	}
	user.Intent("TooLong")
	r.want(t, "Alexa would refuse the response")
	user.Launch()
	if user.SessionOpen() {
		t.Error("a device without a screen keeps a session that the skill does not keep")
	}

	garbled := asktest.New(r, skillFunc(func() string { return "{" }))
	r.fatal(func() { garbled.Launch() })
	r.want(t, "not a response envelope")
}

type skillFunc func() string

func (f skillFunc) InvokeJSON(context.Context, []byte) ([]byte, error) { return []byte(f()), nil }

func TestSkillWithID(t *testing.T) {
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, echo).WithSkillID("amzn1.ask.skill.mine").MustCreate()
	user := asktest.New(t, skill)
	user.Intent("End").Speech("Bye")
	user.ApplicationID = "other"
	if _, err := user.Try(&alexa.LaunchRequest{}); !errors.Is(err, ask.ErrSkillID) {
		t.Errorf("got error %v", err)
	}
}

func TestSessions(t *testing.T) {
	user, _ := newTester(t)
	if user.SessionOpen() || user.SessionAttributes() != nil {
		t.Error("a session is open before the first request")
	}
	first := user.Intent("Ask", asktest.Slot("what", "tea"))
	if !first.Request.Session.New || !user.SessionOpen() {
		t.Error("the first request does not open a session")
	}
	if got := user.SessionAttributes()["asked"]; got != "tea" {
		t.Errorf("session attribute %v", got)
	}
	user.Interfaces.APL = &alexa.APLInterface{} // a screen keeps a session that is neither ended nor kept
	second := user.Intent("Other")
	if second.Request.Session.New || second.Request.Session.SessionID != first.Request.Session.SessionID {
		t.Error("the second request is not of the same session")
	}
	if got := second.Request.Session.Attributes["asked"]; got != "tea" {
		t.Errorf("the session attributes are lost: %v", got)
	}
	if !first.Request.Session.New {
		t.Error("a later turn changed an earlier one")
	}
	if _, err := user.Try(&alexa.IntentRequest{Intent: asktest.NewIntent("Break")}); err == nil || !user.SessionOpen() {
		t.Error("a failure changed the session")
	}
	user.Intent("End")
	if user.SessionOpen() {
		t.Error("the session is open after its end")
	}
	if third := user.Launch(); !third.Request.Session.New || third.Request.Session.SessionID == first.Request.Session.SessionID {
		t.Error("the request after the end is not of a new session")
	}
	user.EndSession("USER_INITIATED")
	if user.SessionOpen() {
		t.Error("the session is open after the user ended it")
	}
}

func TestEnvelope(t *testing.T) {
	user, _ := newTester(t)
	user.UserID, user.DeviceID, user.PersonID, user.Locale, user.AccessToken = "u", "d", "p", "de-DE", "linked"
	e := user.Envelope(&alexa.LaunchRequest{})
	if e.UserID() != "u" || e.DeviceID() != "d" || e.PersonID() != "p" || e.Locale() != "de-DE" || e.AccountLinkingAccessToken() != "linked" {
		t.Errorf("got %+v", e)
	}
	if _, err := e.Request.Header().Timestamp.Time(); err != nil {
		t.Error(err)
	}
	given := alexa.RequestHeader{RequestID: "r", Timestamp: "2020-01-01T00:00:00Z", Locale: "fr-FR"}
	e = user.Envelope(&alexa.LaunchRequest{RequestHeader: given})
	if h := e.Request.Header(); h.RequestID != "r" || h.Timestamp != given.Timestamp || h.Locale != "fr-FR" {
		t.Errorf("the header was overwritten: %+v", h)
	}
	reused := &alexa.LaunchRequest{}
	if first, second := user.Envelope(reused), user.Envelope(reused); first.Request.Header().RequestID == second.Request.Header().RequestID || reused.RequestID != "" {
		t.Error("requests share an id, or the caller's request was changed")
	}
	for _, request := range []alexa.Request{
		&alexa.SystemExceptionEncounteredRequest{}, &alexa.AuthorizationGrantRequest{}, &alexa.AudioPlayerPlaybackStartedRequest{}, &alexa.SkillEnabledRequest{}, &alexa.UnknownRequest{Type: "Reminders.New"}, &alexa.UnknownRequest{Type: "Alexa.DataStore.Error"},
	} {
		if user.Envelope(request).Session != nil {
			t.Errorf("%s is sent within a session", request.RequestType())
		}
	}
	if user.Envelope(&alexa.APLUserEventRequest{}).Session == nil {
		t.Error("an APL event is sent without a session")
	}
}
