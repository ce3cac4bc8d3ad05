package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
	"github.com/litexa-go/litexa/ask/persistence/memory"
)

// trace notes the order in which parts of a skill run.
type trace struct {
	mu    sync.Mutex
	steps []string
}

func (tr *trace) add(step string) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.steps = append(tr.steps, step)
}

func (tr *trace) before(name string, err error) ask.RequestInterceptor {
	return ask.RequestInterceptorFunc(func(context.Context, *ask.HandlerInput) error {
		tr.add(name)
		return err
	})
}

func (tr *trace) after(name string, err error) ask.ResponseInterceptor {
	return ask.ResponseInterceptorFunc(func(context.Context, *ask.HandlerInput, *alexa.Response) error {
		tr.add(name)
		return err
	})
}

func (tr *trace) handler(name string, accepts bool) ask.RequestHandler {
	return ask.NewHandler(func(context.Context, *ask.HandlerInput) (bool, error) {
		tr.add("can " + name)
		return accepts, nil
	}, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		tr.add(name)
		return in.ResponseBuilder.Speak(name).Response(), nil
	})
}

func (tr *trace) errorHandler(name string, accepts bool) ask.ErrorHandler {
	return errorHandler{
		can: func(error) (bool, error) { tr.add("can " + name); return accepts, nil },
		handle: func(in *ask.HandlerInput, err error) (*alexa.Response, error) {
			tr.add(name)
			return in.ResponseBuilder.Speak("sorry: " + err.Error()).Response(), nil
		},
	}
}

type errorHandler struct {
	can    func(error) (bool, error)
	handle func(*ask.HandlerInput, error) (*alexa.Response, error)
}

func (h errorHandler) CanHandle(_ context.Context, _ *ask.HandlerInput, err error) (bool, error) {
	return h.can(err)
}

func (h errorHandler) Handle(_ context.Context, in *ask.HandlerInput, err error) (*alexa.Response, error) {
	return h.handle(in, err)
}

func launch() *alexa.RequestEnvelope {
	return &alexa.RequestEnvelope{
		Version: "1.0",
		Session: &alexa.Session{New: true, SessionID: "s"},
		Context: alexa.Context{System: alexa.System{
			Application: alexa.Application{ApplicationID: "skill"},
			User:        alexa.User{UserID: "user"},
		}},
		Request: &alexa.LaunchRequest{},
	}
}

func say(text string) ask.HandlerFunc {
	return func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		return in.ResponseBuilder.Speak(text).Response(), nil
	}
}

func speech(t *testing.T, envelope *alexa.ResponseEnvelope) string {
	t.Helper()
	if envelope.Response == nil || envelope.Response.OutputSpeech == nil {
		return ""
	}
	return envelope.Response.OutputSpeech.(*alexa.SSMLOutputSpeech).SSML
}

var errBroken = errors.New("broken")

// A-DISP-01 to 04, 18: interceptors and handlers run one after the other.
func TestPipelineOrder(t *testing.T) {
	tr := &trace{}
	skill := ask.NewSkillBuilder().
		AddRequestInterceptors(tr.before("request 1", nil), tr.before("request 2", nil)).
		AddRequestHandlers(
			tr.handler("no", false),
			&ask.HandlerChain{
				RequestHandler:       tr.handler("yes", true),
				RequestInterceptors:  []ask.RequestInterceptor{tr.before("local request", nil)},
				ResponseInterceptors: []ask.ResponseInterceptor{tr.after("local response", nil)},
			},
			tr.handler("never", true),
		).
		AddResponseInterceptors(tr.after("response 1", nil), tr.after("response 2", nil)).
		MustCreate()
	if _, err := skill.Invoke(t.Context(), launch()); err != nil {
		t.Fatal(err)
	}
	want := []string{"request 1", "request 2", "can no", "can yes", "local request", "yes", "local response", "response 1", "response 2"}
	if diff := cmp.Diff(want, tr.steps); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// A-DISP-11 to 16 and A-DEC-01: wherever the failure, an error handler answers
// and the response interceptors see its answer.
func TestErrorPath(t *testing.T) {
	panics := func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { panic(errBroken) }
	fails := func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		in.ResponseBuilder.Speak("half done").AddHintDirective("stale")
		return nil, errBroken
	}
	tests := map[string]struct {
		build func(*trace, *ask.SkillBuilder)
		want  []string
	}{
		"request interceptor": {
			func(tr *trace, b *ask.SkillBuilder) {
				b.AddRequestInterceptors(tr.before("request", errBroken)).AddHandlerFunc(ask.Always, say("fine"))
			},
			[]string{"request", "can error", "error", "response 1", "response 2"},
		},
		"predicate": {
			func(_ *trace, b *ask.SkillBuilder) {
				b.AddHandlerFunc(func(context.Context, *ask.HandlerInput) (bool, error) { return true, errBroken }, say("fine"))
			},
			[]string{"can error", "error", "response 1", "response 2"},
		},
		"handler": {
			func(_ *trace, b *ask.SkillBuilder) { b.AddHandlerFunc(ask.Always, fails) },
			[]string{"can error", "error", "response 1", "response 2"},
		},
		"panic": {
			func(_ *trace, b *ask.SkillBuilder) { b.AddHandlerFunc(ask.Always, panics) },
			[]string{"can error", "error", "response 1", "response 2"},
		},
		"local request interceptor": {
			func(tr *trace, b *ask.SkillBuilder) {
				b.AddRequestHandlers(&ask.HandlerChain{
					RequestHandler:      ask.NewHandler(ask.Always, say("fine")),
					RequestInterceptors: []ask.RequestInterceptor{tr.before("local", errBroken)},
				})
			},
			[]string{"local", "can error", "error", "response 1", "response 2"},
		},
		"local response interceptor": {
			func(tr *trace, b *ask.SkillBuilder) {
				b.AddRequestHandlers(&ask.HandlerChain{
					RequestHandler:       ask.NewHandler(ask.Always, say("fine")),
					ResponseInterceptors: []ask.ResponseInterceptor{tr.after("local", errBroken)},
				})
			},
			[]string{"local", "can error", "error", "response 1", "response 2"},
		},
		"response builder": {
			func(_ *trace, b *ask.SkillBuilder) {
				b.AddHandlerFunc(ask.Always, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
					return in.ResponseBuilder.AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{Behavior: alexa.PlayEnqueue}).Response(), nil
				})
			},
			[]string{"can error", "error", "response 1", "response 2"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tr := &trace{}
			b := ask.NewSkillBuilder().
				AddErrorHandlers(tr.errorHandler("error", true), tr.errorHandler("never", true)).
				AddResponseInterceptors(tr.after("response 1", nil), tr.after("response 2", nil))
			test.build(tr, b)
			answer, err := b.MustCreate().Invoke(t.Context(), launch())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, tr.steps); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
			if got := speech(t, answer); !strings.HasPrefix(got, "<speak>sorry: ") {
				t.Errorf("speech %q is not that of the error handler", got)
			}
			// A-HI-05: nothing of the failed handler is left.
			if len(answer.Response.Directives) != 0 {
				t.Errorf("directives of the failed handler are left: %v", answer.Response.Directives)
			}
			if answer.SessionAttributes == nil {
				t.Error("A-SKILL-09: no session attributes after an error handler")
			}
		})
	}
}

func TestResponseInterceptorFails(t *testing.T) {
	tr := &trace{}
	skill := ask.NewSkillBuilder().
		AddHandlerFunc(ask.Always, say("fine")).
		AddErrorHandlers(tr.errorHandler("error", true)).
		AddResponseInterceptors(tr.after("first", nil), tr.after("failing", errBroken), tr.after("last", nil)).
		MustCreate()
	answer, err := skill.Invoke(t.Context(), launch())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"first", "failing", "can error", "error", "first", "last"}
	if diff := cmp.Diff(want, tr.steps); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if got := speech(t, answer); got != "<speak>sorry: broken</speak>" {
		t.Errorf("speech %q", got)
	}
}

// The answer of an error handler is not lost to an interceptor.
func TestResponseInterceptorFailsAfterErrorHandler(t *testing.T) {
	tr, logged := &trace{}, &bytes.Buffer{}
	panics := ask.ResponseInterceptorFunc(func(context.Context, *ask.HandlerInput, *alexa.Response) error { panic("late panic") })
	skill := ask.NewSkillBuilder().
		AddHandlerFunc(ask.Always, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { return nil, errBroken }).
		AddErrorHandlers(tr.errorHandler("error", true)).
		AddResponseInterceptors(tr.after("failing", errors.New("late")), panics, tr.after("last", nil)).
		WithLogger(slog.New(slog.NewTextHandler(logged, nil))).
		MustCreate()
	answer, err := skill.Invoke(t.Context(), launch())
	if err != nil || speech(t, answer) != "<speak>sorry: broken</speak>" {
		t.Errorf("got %v, %v", answer, err)
	}
	if want := []string{"can error", "error", "failing", "last"}; !slices.Equal(tr.steps, want) {
		t.Errorf("got %v, want %v", tr.steps, want)
	}
	for _, want := range []string{"error=late cause=broken", "late panic"} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("the log does not tell %q: %s", want, logged)
		}
	}
}

// When the time is up, error handlers and interceptors still have some.
func TestErrorHandlerAfterDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alive := func(ctx context.Context, in *ask.HandlerInput, err error) (*alexa.Response, error) {
			if ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the context of the error handler: %v, the error: %v", ctx.Err(), err)
			}
			if deadline, ok := ctx.Deadline(); !ok || time.Until(deadline) > time.Second {
				t.Error("the error handler may take for ever")
			}
			return in.ResponseBuilder.Speak("sorry").Response(), nil
		}
		skill := ask.NewSkillBuilder().
			AddHandlerFunc(ask.Always, func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
				attributes, err := in.AttributesManager.PersistentAttributes(ctx)
				if err != nil {
					return nil, err
				}
				attributes["half"] = "done"
				<-ctx.Done()
				return nil, ctx.Err()
			}).
			AddErrorHandlerFunc(ask.AnyError, alive).
			AddResponseInterceptors(ask.SaveAttributes{}).
			WithPersistenceAdapter(memory.New()).
			MustCreate()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		answer, err := skill.Invoke(ctx, launch())
		if err != nil || speech(t, answer) != "<speak>sorry</speak>" {
			t.Errorf("got %v, %v", answer, err)
		}
		if attributes, err := skill.AttributesManager(launch()).PersistentAttributes(t.Context()); err != nil || len(attributes) != 0 {
			t.Errorf("the half-done change was saved: %v, %v", attributes, err)
		}
	})
}

type panickingDirective struct{}

func (*panickingDirective) DirectiveType() string        { return "X" }
func (*panickingDirective) MarshalJSON() ([]byte, error) { panic(errBroken) }

// What cannot be encoded, or is too large, is a failure like others.
func TestEncodingFails(t *testing.T) {
	request := []byte(`{"version":"1.0","session":{"new":true,"sessionId":"s","application":{"applicationId":"a"},"attributes":{"kept":1}},"context":{"System":{}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"t"}}`)
	tests := map[string]struct {
		handle ask.HandlerFunc
		want   string
	}{
		"session attribute": {func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return nil, in.AttributesManager.SetSessionAttributes(ask.Attributes{"x": math.NaN()})
		}, "encoding the response"},
		"panic": {func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.AddDirective(&panickingDirective{}).Response(), nil
		}, "panic: broken"},
		"too large": {say(strings.Repeat("x", 130_000)), "exceeds the size"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, test.handle)
			if _, err := b.MustCreate().InvokeJSON(t.Context(), request); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("without error handler: got error %v, want %q", err, test.want)
			}
			tr := &trace{}
			answer, err := b.AddErrorHandlers(tr.errorHandler("error", true)).MustCreate().InvokeJSON(t.Context(), request)
			if err != nil || !strings.Contains(string(answer), "sorry: ") || !strings.Contains(string(answer), `"sessionAttributes":{"kept":1}`) {
				t.Errorf("with an error handler: got %s, %v", answer, err)
			}
		})
	}
}

func TestErrorMatchers(t *testing.T) {
	wrapped := fmt.Errorf("wrapped: %w", errBroken)
	panicked := fmt.Errorf("wrapped: %w", &ask.PanicError{Value: 1})
	tests := []struct {
		name    string
		matcher ask.ErrorMatcher
		err     error
		want    bool
	}{
		{"any", ask.AnyError, errBroken, true},
		{"on", ask.OnError(ask.ErrNoHandler, errBroken), wrapped, true},
		{"on, another", ask.OnError(ask.ErrNoHandler), wrapped, false},
		{"type", ask.OnErrorType[*ask.PanicError], panicked, true},
		{"type, another", ask.OnErrorType[*ask.PanicError], wrapped, false},
	}
	for _, test := range tests {
		if got := test.matcher(test.err); got != test.want {
			t.Errorf("%s: got %t", test.name, got)
		}
	}
}

// A-DISP-14: without a willing error handler the caller gets the error.
func TestErrorWithoutHandler(t *testing.T) {
	fail := func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { return nil, errBroken }
	tr := &trace{}
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, fail).
		AddErrorHandlers(tr.errorHandler("unwilling", false)).MustCreate()
	if _, err := skill.Invoke(t.Context(), launch()); err != errBroken {
		t.Errorf("got error %v, want the original", err)
	}
}

// A-DISP-15: a failing error handler ends the request.
func TestErrorHandlerFails(t *testing.T) {
	second := errors.New("second")
	tests := map[string]errorHandler{
		"predicate": {can: func(error) (bool, error) { return false, second }},
		"handler": {
			can:    func(error) (bool, error) { return true, nil },
			handle: func(*ask.HandlerInput, error) (*alexa.Response, error) { return nil, second },
		},
		"panic": {
			can:    func(error) (bool, error) { return true, nil },
			handle: func(*ask.HandlerInput, error) (*alexa.Response, error) { panic(second) },
		},
		"response builder": {
			can: func(error) (bool, error) { return true, nil },
			handle: func(in *ask.HandlerInput, _ error) (*alexa.Response, error) {
				return in.ResponseBuilder.WithAPIResponse(unmarshalable{second}).Response(), nil
			},
		},
	}
	for name, handler := range tests {
		t.Run(name, func(t *testing.T) {
			tr := &trace{}
			skill := ask.NewSkillBuilder().
				AddHandlerFunc(ask.Always, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { return nil, errBroken }).
				AddErrorHandlers(handler, tr.errorHandler("next", true)).
				MustCreate()
			_, err := skill.Invoke(t.Context(), launch())
			if !errors.Is(err, second) || !errors.Is(err, errBroken) {
				t.Errorf("got error %v, want it to match both failures", err)
			}
			if len(tr.steps) != 0 {
				t.Errorf("the next error handler was asked: %v", tr.steps)
			}
		})
	}
}

type unmarshalable struct{ err error }

func (u unmarshalable) MarshalJSON() ([]byte, error) { return nil, u.err }

func TestPanicBecomesError(t *testing.T) {
	for _, value := range []any{"text", errBroken, 7} {
		skill := ask.NewSkillBuilder().
			AddHandlerFunc(ask.Always, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { panic(value) }).
			MustCreate()
		_, err := skill.Invoke(t.Context(), launch())
		var p *ask.PanicError
		if !errors.As(err, &p) || p.Value != value || !strings.Contains(string(p.Stack), "TestPanicBecomesError") {
			t.Errorf("panic(%v): got error %#v", value, err)
			continue
		}
		if want := fmt.Sprintf("panic: %v", value); p.Error() != want {
			t.Errorf("got %q, want %q", p.Error(), want)
		}
		if _, isError := value.(error); isError != errors.Is(err, errBroken) {
			t.Errorf("panic(%v): errors.Is(err, errBroken) is %t", value, !isError)
		}
	}
}

// A-DISP-07.
func TestNoHandler(t *testing.T) {
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.OnIntent("Other"), say("")).MustCreate()
	_, err := skill.Invoke(t.Context(), launch())
	if !errors.Is(err, ask.ErrNoHandler) || !strings.Contains(err.Error(), `"LaunchRequest"`) {
		t.Errorf("got error %v", err)
	}
	envelope := launch()
	envelope.Request = &alexa.IntentRequest{Intent: alexa.Intent{Name: "Order"}}
	_, err = skill.Invoke(t.Context(), envelope)
	if !errors.Is(err, ask.ErrNoHandler) || !strings.Contains(err.Error(), `intent "Order"`) {
		t.Errorf("got error %v", err)
	}
	handled := ask.NewSkillBuilder().AddHandlerFunc(ask.OnIntent("Other"), say("")).
		AddErrorHandlerFunc(ask.AnyError, func(_ context.Context, in *ask.HandlerInput, err error) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak(fmt.Sprint(errors.Is(err, ask.ErrNoHandler))).Response(), nil
		}).MustCreate()
	answer, err := handled.Invoke(t.Context(), launch())
	if err != nil || speech(t, answer) != "<speak>true</speak>" {
		t.Errorf("got %v, %v: error handlers do not see a missing handler", answer, err)
	}
}

type mapper func(*ask.HandlerInput) (*ask.HandlerChain, error)

func (m mapper) Map(_ context.Context, in *ask.HandlerInput) (*ask.HandlerChain, error) { return m(in) }

// A-DISP-06.
func TestRequestMappers(t *testing.T) {
	none := mapper(func(*ask.HandlerInput) (*ask.HandlerChain, error) { return nil, nil })
	some := mapper(func(*ask.HandlerInput) (*ask.HandlerChain, error) {
		return &ask.HandlerChain{RequestHandler: ask.NewHandler(ask.Always, say("mapped"))}, nil
	})
	broken := mapper(func(*ask.HandlerInput) (*ask.HandlerChain, error) { return nil, errBroken })
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.OnIntent("X"), say("")).AddRequestMappers(none, some, broken).MustCreate()
	answer, err := skill.Invoke(t.Context(), launch())
	if err != nil || speech(t, answer) != "<speak>mapped</speak>" {
		t.Errorf("got %v, %v", answer, err)
	}
	skill = ask.NewSkillBuilder().AddRequestMappers(none, broken, some).MustCreate()
	if _, err := skill.Invoke(t.Context(), launch()); err != errBroken {
		t.Errorf("got error %v", err)
	}
}

// A-SKILL-02, 03, 04: the id is checked before anything else runs.
func TestSkillID(t *testing.T) {
	tr := &trace{}
	skill := ask.NewSkillBuilder().AddRequestHandlers(tr.handler("h", true)).
		AddRequestInterceptors(tr.before("r", nil)).AddErrorHandlers(tr.errorHandler("e", true)).
		WithSkillID("first").WithSkillID("Skill").MustCreate()
	_, err := skill.Invoke(t.Context(), launch())
	if !errors.Is(err, ask.ErrSkillID) || !strings.Contains(err.Error(), `"skill"`) {
		t.Errorf("got error %v", err)
	}
	if len(tr.steps) != 0 {
		t.Errorf("a request for another skill got as far as %v", tr.steps)
	}
	envelope := launch()
	envelope.Context.System.Application.ApplicationID = "Skill"
	if _, err := skill.Invoke(t.Context(), envelope); err != nil {
		t.Error(err)
	}
}

// A-SKILL-06, 07, 08, A-DISP-19, A-UA-01, 02.
func TestResponseEnvelope(t *testing.T) {
	nothing := func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { return nil, nil }
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.OnLaunch, nothing).WithCustomUserAgent("mine/1").MustCreate()
	for name, envelope := range map[string]*alexa.RequestEnvelope{"nil": nil, "no request": {}} {
		if _, err := skill.Invoke(t.Context(), envelope); !errors.Is(err, ask.ErrMalformedRequest) || !ask.IsBadRequest(err) {
			t.Errorf("%s envelope: got error %v", name, err)
		}
	}
	answer, err := skill.InvokeJSON(t.Context(), []byte(`{"version":"1.0","session":{"new":true,"sessionId":"s","application":{"applicationId":"a"}},"context":{"System":{}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"2026-01-01T00:00:00Z"}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"version":"1.0","userAgent":"` + skill.UserAgent() + `","sessionAttributes":{}}`
	if string(answer) != want {
		t.Errorf("got  %s\nwant %s", answer, want)
	}
	if ua := skill.UserAgent(); !strings.HasPrefix(ua, "ask-go/"+ask.Version+" Go/1.") || !strings.HasSuffix(ua, " mine/1") {
		t.Errorf("user agent %q", ua)
	}
	answer, err = skill.InvokeJSON(t.Context(), []byte(`{"version":"1.0","context":{"System":{}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"2026-01-01T00:00:00Z"}}`))
	if err != nil || strings.Contains(string(answer), "sessionAttributes") {
		t.Errorf("a request without session got %s, %v", answer, err)
	}
}

// A-UA-03 to 05: the user agent belongs to the skill.
func TestWithUserAgent(t *testing.T) {
	plain := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, say("")).MustCreate()
	hosted := plain.WithUserAgent("host").WithUserAgent("host").WithUserAgent("")
	if got, want := hosted.UserAgent(), plain.UserAgent()+" host"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Contains(plain.UserAgent(), "host") {
		t.Errorf("the original skill changed: %q", plain.UserAgent())
	}
}

func TestInvokeJSONErrors(t *testing.T) {
	skill := ask.NewSkillBuilder().WithMaxResponseSize(300).
		AddHandlerFunc(ask.OnLaunch, say(strings.Repeat("long ", 100))).
		AddHandlerFunc(ask.Always, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.AddDirective(&alexa.UnknownDirective{Raw: []byte(`{"type":`)}).Response(), nil
		}).MustCreate()
	request := func(kind string) []byte {
		return []byte(`{"version":"1.0","context":{"System":{}},"request":{"type":"` + kind + `","requestId":"r","timestamp":"t"}}`)
	}
	if _, err := skill.InvokeJSON(t.Context(), request("LaunchRequest")); !errors.Is(err, ask.ErrResponseTooLarge) {
		t.Errorf("large response: got error %v", err)
	}
	if _, err := skill.InvokeJSON(t.Context(), request("Other")); err == nil || !strings.Contains(err.Error(), "encoding the response") {
		t.Errorf("directive that cannot be encoded: got error %v", err)
	}
	var malformed *alexa.DecodeError
	if _, err := skill.InvokeJSON(t.Context(), []byte(`{"version":1`)); !errors.As(err, &malformed) || !ask.IsBadRequest(err) {
		t.Errorf("malformed request: got error %v", err)
	}
}

// A-SKILL-01: a skill serves requests in parallel.
func TestConcurrentUse(t *testing.T) {
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		attributes, err := in.AttributesManager.SessionAttributes()
		if err != nil {
			return nil, err
		}
		attributes["user"] = in.UserID()
		return in.ResponseBuilder.Speak(in.UserID()).Response(), nil
	}).MustCreate()
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			user := fmt.Sprint("user", i)
			envelope := launch()
			envelope.Context.System.User.UserID = user
			answer, err := skill.Invoke(t.Context(), envelope)
			if err != nil || speech(t, answer) != "<speak>"+user+"</speak>" || answer.SessionAttributes["user"] != user {
				t.Errorf("%s got %v, %v", user, answer, err)
			}
		})
	}
	wg.Wait()
}

func TestMatchers(t *testing.T) {
	intent := func(name string) alexa.Request { return &alexa.IntentRequest{Intent: alexa.Intent{Name: name}} }
	fails := func(context.Context, *ask.HandlerInput) (bool, error) { return false, errBroken }
	never := ask.OnIntent()
	tests := []struct {
		name    string
		matcher ask.Matcher
		request alexa.Request
		want    bool
	}{
		{"launch", ask.OnLaunch, &alexa.LaunchRequest{}, true},
		{"launch, intent", ask.OnLaunch, intent("A"), false},
		{"session ended", ask.OnSessionEnded, &alexa.SessionEndedRequest{}, true},
		{"session ended, launch", ask.OnSessionEnded, &alexa.LaunchRequest{}, false},
		{"intent", ask.OnIntent("A", "B"), intent("B"), true},
		{"intent, another", ask.OnIntent("A", "B"), intent("C"), false},
		{"intent, can fulfill", ask.OnIntent("A"), &alexa.CanFulfillIntentRequest{Intent: alexa.Intent{Name: "A"}}, false},
		{"type", ask.OnRequestType("IntentRequest", "X"), intent("A"), true},
		{"type, unknown", ask.OnRequestType("X"), &alexa.UnknownRequest{Type: "X"}, true},
		{"type, another", ask.OnRequestType("X"), intent("X"), false},
		{"A-BLD-03, intent", ask.On("A"), intent("A"), true},
		{"A-BLD-03, type", ask.On("LaunchRequest"), &alexa.LaunchRequest{}, true},
		{"A-BLD-04, IntentRequest", ask.On("IntentRequest"), intent("A"), false},
		{"A-BLD-04, can fulfill by intent", ask.On("A"), &alexa.CanFulfillIntentRequest{Intent: alexa.Intent{Name: "A"}}, false},
		{"A-BLD-04, can fulfill by type", ask.On("CanFulfillIntentRequest"), &alexa.CanFulfillIntentRequest{}, true},
		{"session attribute, no session", ask.OnSessionAttribute("state", ""), &alexa.LaunchRequest{}, false},
		{"all", ask.AllOf(ask.Always, ask.OnLaunch), &alexa.LaunchRequest{}, true},
		{"all, one not", ask.AllOf(ask.Always, never, fails), &alexa.LaunchRequest{}, false},
		{"all of none", ask.AllOf(), &alexa.LaunchRequest{}, true},
		{"any", ask.AnyOf(never, ask.OnLaunch, fails), &alexa.LaunchRequest{}, true},
		{"any, none does", ask.AnyOf(never, never), &alexa.LaunchRequest{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := &ask.HandlerInput{RequestEnvelope: &alexa.RequestEnvelope{Request: test.request}}
			got, err := test.matcher(t.Context(), in)
			if err != nil || got != test.want {
				t.Errorf("got %t, %v, want %t", got, err, test.want)
			}
		})
	}
	for name, matcher := range map[string]ask.Matcher{"all": ask.AllOf(ask.Always, fails), "any": ask.AnyOf(never, fails)} {
		if ok, err := matcher(t.Context(), nil2()); ok || err != errBroken {
			t.Errorf("%s with a failing matcher: got %t, %v", name, ok, err)
		}
	}
}

func nil2() *ask.HandlerInput { return &ask.HandlerInput{RequestEnvelope: launch()} }

func TestOnSessionAttribute(t *testing.T) {
	tests := []struct {
		stored any
		match  ask.Matcher
		want   bool
	}{
		{"menu", ask.OnSessionAttribute("state", "menu"), true},
		{"menu", ask.OnSessionAttribute("state", "other"), false},
		{json.Number("3"), ask.OnSessionAttribute("state", 3), true},
		{json.Number("3"), ask.OnSessionAttribute("state", "3"), false},
		{nil, ask.OnSessionAttribute("state", ""), false},
	}
	for _, test := range tests {
		skill := ask.NewSkillBuilder().AddHandlerFunc(test.match, say("")).MustCreate()
		envelope := launch()
		envelope.Session.Attributes = map[string]any{"state": test.stored}
		if _, err := skill.Invoke(t.Context(), envelope); (err == nil) != test.want {
			t.Errorf("%v: got error %v", test.stored, err)
		}
	}
}

func TestBuilderMistakes(t *testing.T) {
	_, err := ask.NewSkillBuilder().Create()
	if err == nil || !strings.Contains(err.Error(), "no request handler") {
		t.Errorf("got error %v", err)
	}
	_, err = ask.NewSkillBuilder().
		AddRequestHandlers(nil, &ask.HandlerChain{}, (*ask.HandlerChain)(nil), ask.HandlerChain{}).
		AddHandlerFunc(nil, say("")).
		AddHandlerFunc(ask.Always, nil).
		AddRequestMappers(nil).
		AddRequestInterceptors(nil).
		AddResponseInterceptors(nil).
		AddErrorHandlers(nil).
		AddErrorHandlerFunc(nil, nil).
		AddRequestHandlers(ask.HandlerChain{RequestHandler: ask.HandlerChain{}}, &ask.HandlerChain{RequestHandler: &ask.HandlerChain{}}).
		AddRequestHandlers(ask.HandlerChain{RequestHandler: ask.NewHandler(ask.Always, say("")), RequestInterceptors: []ask.RequestInterceptor{nil}}).
		AddRequestInterceptors(ask.RequestInterceptorFunc(nil)).
		WithSkillID("").
		Create()
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"request handler 1 is nil", "lacks its matcher or its body", "request mapper is nil", "request interceptor is nil",
		"response interceptor is nil", "error handler is nil", "error handler 2 lacks", "skill id is empty",
		"chain within a chain", "request interceptor of a chain is nil",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not tell that %s", err, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("MustCreate did not panic")
		}
	}()
	ask.NewSkillBuilder().MustCreate()
}

// A-RUN-07, 08: a skill does not change with its builder.
func TestSkillIsFrozen(t *testing.T) {
	tr := &trace{}
	b := ask.NewSkillBuilder().AddRequestHandlers(tr.handler("first", false)).AddRequestInterceptors(tr.before("r1", nil))
	skill := b.MustCreate()
	b.AddRequestHandlers(tr.handler("second", true)).
		AddRequestInterceptors(tr.before("r2", nil)).
		AddErrorHandlers(tr.errorHandler("error", true))
	if _, err := skill.Invoke(t.Context(), launch()); !errors.Is(err, ask.ErrNoHandler) {
		t.Errorf("got error %v", err)
	}
	if want := []string{"r1", "can first"}; !slices.Equal(tr.steps, want) {
		t.Errorf("got %v, want %v", tr.steps, want)
	}
}

type templates struct{}

func (templates) Render(_ context.Context, locale, name string, data any) (*alexa.Response, error) {
	return &alexa.Response{OutputSpeech: &alexa.SSMLOutputSpeech{SSML: fmt.Sprint(locale, " ", name, " ", data)}}, nil
}

func TestGenerateTemplateResponse(t *testing.T) {
	render := func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		return in.GenerateTemplateResponse(ctx, "order", 5)
	}
	envelope := launch()
	envelope.Request.Header().Locale = "de-DE"
	answer, err := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, render).WithTemplates(templates{}).MustCreate().Invoke(t.Context(), envelope)
	if err != nil || speech(t, answer) != "de-DE order 5" {
		t.Errorf("got %v, %v", answer, err)
	}
	if _, err = ask.NewSkillBuilder().AddHandlerFunc(ask.Always, render).MustCreate().Invoke(t.Context(), envelope); err == nil {
		t.Error("no error without templates")
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A-HI-03: service clients use the endpoint, token and user agent of the
// request and skill.
func TestServices(t *testing.T) {
	var got *http.Request
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		got = r
		return nil, errBroken
	})}
	skill := ask.NewSkillBuilder().WithHTTPClient(client).WithCustomUserAgent("mine").
		AddHandlerFunc(ask.Always, func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			if err := in.Services().Directives().Speak(ctx, "request", "<speak>wait</speak>"); !errors.Is(err, errBroken) {
				t.Errorf("got error %v", err)
			}
			return nil, nil
		}).MustCreate()
	user := asktest.New(t, skill)
	user.APIEndpoint = "https://api.eu.amazonalexa.com"
	user.Launch()
	if got == nil {
		t.Fatal("no call was made")
	}
	if got.URL.Host != "api.eu.amazonalexa.com" || got.Header.Get("Authorization") != "Bearer test-token" ||
		!strings.HasSuffix(got.Header.Get("User-Agent"), " mine") {
		t.Errorf("got %s with %v", got.URL, got.Header)
	}
}
