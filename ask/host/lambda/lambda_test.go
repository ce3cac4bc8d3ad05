package lambda_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/host/lambda"
)

const launch = `{"version":"1.0","context":{"System":{"application":{"applicationId":"a"}}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"2026-01-01T00:00:00Z"}}`

// verifier accepts requests with the right header and notes what it saw.
type verifier struct{ bodies []string }

func (v *verifier) Verify(_ context.Context, header http.Header, body []byte) error {
	if header.Get("Signature-256") != "good" {
		return errors.New("secret reason")
	}
	v.bodies = append(v.bodies, string(body))
	return nil
}

func newHandler(t *testing.T, handle ask.HandlerFunc) (*lambda.Handler, *verifier, *bytes.Buffer) {
	t.Helper()
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.OnLaunch, handle).MustCreate()
	v, logged := &verifier{}, &bytes.Buffer{}
	h, err := lambda.NewHandler(skill, lambda.WithVerifier(v), lambda.WithLogger(slog.New(slog.NewTextHandler(logged, nil))))
	if err != nil {
		t.Fatal(err)
	}
	return h, v, logged
}

func hello(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.Speak("hello").Response(), nil
}

func TestAlexaEvent(t *testing.T) {
	h, _, _ := newHandler(t, hello)
	got, err := h.Invoke(t.Context(), []byte(launch))
	if err != nil || !strings.Contains(string(got), "<speak>hello</speak>") {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestErrorIsReturnedAndLogged(t *testing.T) {
	broken := errors.New("broken")
	h, _, logged := newHandler(t, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { return nil, broken })
	if _, err := h.Invoke(t.Context(), []byte(launch)); !errors.Is(err, broken) {
		t.Errorf("got error %v", err)
	}
	if !strings.Contains(logged.String(), "broken") {
		t.Errorf("logged %q", logged)
	}
}

func TestPanicIsLoggedWithStack(t *testing.T) {
	h, _, logged := newHandler(t, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) { panic("oh") })
	if _, err := h.Invoke(t.Context(), []byte(launch)); err == nil {
		t.Error("no error")
	}
	if !strings.Contains(logged.String(), "TestPanicIsLoggedWithStack") {
		t.Errorf("logged %q", logged)
	}
}

// The skill learns of the deadline in time to answer for it.
func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := time.Now().Add(time.Second)
		h, _, _ := newHandler(t, func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			<-ctx.Done()
			if !time.Now().Before(end) {
				t.Error("the context outlives the function")
			}
			return in.ResponseBuilder.Speak("sorry").Response(), nil
		})
		ctx, cancel := context.WithDeadline(t.Context(), end)
		defer cancel()
		if got, err := h.Invoke(ctx, []byte(launch)); err != nil || !strings.Contains(string(got), "sorry") {
			t.Errorf("got %s, %v", got, err)
		}
	})
}

// A-LMB-06 and A-DEC-07.
func TestWarmUpPings(t *testing.T) {
	h, _, _ := newHandler(t, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) {
		t.Error("a ping reached the skill")
		return nil, nil
	})
	for _, event := range []string{
		`{}`,
		`null`,
		`{"version":"0","id":"1","detail-type":"Scheduled Event","source":"aws.events","account":"1","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{}}`,
		`{"source":"serverless-plugin-warmup"}`,
		`{"warmer":true,"concurrency":3}`,
	} {
		if got, err := h.Invoke(t.Context(), []byte(event)); err != nil || string(got) != "{}" {
			t.Errorf("%s: got %s, %v", event, got, err)
		}
	}
}

func TestForeignEvents(t *testing.T) {
	h, _, _ := newHandler(t, hello)
	tests := map[string]string{
		`{"Records":[],"x":1}`:               `its members are ["Records" "x"]`,
		`{"source":7,"x":1}`:                 `its members are ["source" "x"]`,
		`[1]`:                                "not an Alexa request",
		`"ping"`:                             "not an Alexa request",
		`{"request":`:                        "not an Alexa request",
		`{"request":"text","version":"1"}`:   "request",
		`{"requestContext":{"http":"text"}}`: "HTTP request in the event",
	}
	for event, want := range tests {
		if got, err := h.Invoke(t.Context(), []byte(event)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %s, error %v, want %q", event, got, err, want)
		}
	}
}

// httpEvents are the shapes of one HTTP request.
func httpEvents(method, signature, body string) map[string]string {
	quote := func(s string) string { data, _ := json.Marshal(s); return string(data) }
	encoded := base64.StdEncoding.EncodeToString([]byte(body))
	return map[string]string{
		"function URL": `{"version":"2.0","routeKey":"$default","rawPath":"/","headers":{"signature-256":` + quote(signature) + `},"requestContext":{"http":{"method":"` + method + `","path":"/"}},"body":` + quote(body) + `,"isBase64Encoded":false}`,
		"base64":       `{"version":"2.0","headers":{"signature-256":` + quote(signature) + `},"requestContext":{"http":{"method":"` + method + `"}},"body":"` + encoded + `","isBase64Encoded":true}`,
		"API Gateway":  `{"resource":"/","path":"/","httpMethod":"` + method + `","headers":{"Signature-256":"other"},"multiValueHeaders":{"Signature-256":[` + quote(signature) + `]},"requestContext":{"stage":"prod"},"body":` + quote(body) + `}`,
		"ALB, multi":   `{"httpMethod":"` + method + `","path":"/","multiValueHeaders":{"signature-256":[` + quote(signature) + `]},"requestContext":{"elb":{}},"body":` + quote(body) + `}`,
		"ALB":          `{"httpMethod":"` + method + `","path":"/","headers":{"signature-256":` + quote(signature) + `},"requestContext":{"elb":{}},"body":` + quote(body) + `}`,
	}
}

func invokeHTTP(t *testing.T, h *lambda.Handler, event string) (status int, contentType, body string) {
	t.Helper()
	got, err := h.Invoke(t.Context(), []byte(event))
	if err != nil {
		t.Fatalf("%s: %v", event, err)
	}
	var response struct {
		StatusCode        int
		Headers           map[string]string
		MultiValueHeaders map[string][]string
		Body              string
	}
	if err := json.Unmarshal(got, &response); err != nil {
		t.Fatal(err)
	}
	if response.MultiValueHeaders != nil {
		return response.StatusCode, response.MultiValueHeaders["Content-Type"][0], response.Body
	}
	return response.StatusCode, response.Headers["Content-Type"], response.Body
}

func TestHTTPEvents(t *testing.T) {
	for name, event := range httpEvents("POST", "good", launch) {
		t.Run(name, func(t *testing.T) {
			h, v, _ := newHandler(t, hello)
			status, contentType, body := invokeHTTP(t, h, event)
			if status != 200 || !strings.HasPrefix(contentType, "application/json") || !strings.Contains(body, "hello") {
				t.Errorf("got %d, %s, %s", status, contentType, body)
			}
			if len(v.bodies) != 1 || v.bodies[0] != launch {
				t.Errorf("the verifier saw %q", v.bodies)
			}
		})
	}
}

func TestHTTPEventsRefused(t *testing.T) {
	fails := func(context.Context, *ask.HandlerInput) (*alexa.Response, error) {
		return nil, errors.New("secret reason")
	}
	tests := map[string]struct {
		event string
		want  int
		text  string
	}{
		"bad signature": {httpEvents("POST", "bad", launch)["function URL"], 400, "Bad Request"},
		"no signature":  {`{"requestContext":{"http":{"method":"POST"}}}`, 400, "Bad Request"},
		"bad base64":    {`{"requestContext":{"http":{"method":"POST"}},"headers":{"signature-256":"good"},"body":"%","isBase64Encoded":true}`, 400, "Bad Request"},
		"GET":           {httpEvents("GET", "good", "")["ALB"], 405, "Method Not Allowed"},
		"skill fails":   {httpEvents("POST", "good", launch)["API Gateway"], 500, "Internal Server Error"},
		"not JSON":      {httpEvents("POST", "good", "x")["API Gateway"], 400, "Bad Request"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h, _, logged := newHandler(t, fails)
			status, _, body := invokeHTTP(t, h, test.event)
			if status != test.want || body != test.text {
				t.Errorf("got %d %q, want %d %q", status, body, test.want, test.text)
			}
			if status != 405 && logged.Len() == 0 {
				t.Error("nothing was logged")
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, hello).MustCreate()
	h, err := lambda.NewHandler(skill)
	if err != nil {
		t.Fatal(err)
	}
	// The default verifier refuses what is not signed.
	if status, _, _ := invokeHTTP(t, h, httpEvents("POST", "good", launch)["function URL"]); status != 400 {
		t.Errorf("an unsigned request got %d", status)
	}
	if lambda.Active() {
		t.Error("the test believes that it runs on Lambda")
	}
	t.Setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
	if !lambda.Active() {
		t.Error("Active does not see Lambda")
	}
}
