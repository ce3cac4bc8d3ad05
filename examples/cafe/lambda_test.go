package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/litexa-go/litexa/internal/testenv"
)

// runtimeAPI is the HTTP interface through which Lambda drives a custom
// runtime, as the AWS Lambda Developer Guide documents it ("Using the Lambda
// runtime API for custom runtimes", version 2018-06-01).
type runtimeAPI struct {
	*httptest.Server
	events  chan event
	results chan result
}

// event is an invocation for the function.
type event struct {
	id      string
	payload string
	timeout time.Duration
}

// result is what the function reports for an invocation.
type result struct {
	id     string
	failed bool
	body   string
	at     time.Time
}

func newRuntimeAPI(t *testing.T) *runtimeAPI {
	t.Helper()
	api := &runtimeAPI{events: make(chan event), results: make(chan result, 1)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /2018-06-01/runtime/invocation/next", func(w http.ResponseWriter, r *http.Request) {
		select {
		case e := <-api.events:
			w.Header().Set("Lambda-Runtime-Aws-Request-Id", e.id)
			w.Header().Set("Lambda-Runtime-Deadline-Ms", fmt.Sprint(time.Now().Add(e.timeout).UnixMilli()))
			w.Header().Set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:cafe")
			w.Header().Set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1")
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, e.payload)
		case <-r.Context().Done():
		}
	})
	report := func(failed bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			api.results <- result{r.PathValue("id"), failed, string(body), time.Now()}
			w.WriteHeader(http.StatusAccepted)
		}
	}
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/response", report(false))
	mux.HandleFunc("POST /2018-06-01/runtime/invocation/{id}/error", report(true))
	api.Server = httptest.NewServer(mux)
	t.Cleanup(api.CloseClientConnections) // ends a waiting "next"
	t.Cleanup(api.Close)
	return api
}

// invoke passes an event to the function and waits for what it reports.
func (api *runtimeAPI) invoke(t *testing.T, e event) result {
	t.Helper()
	if e.timeout == 0 {
		e.timeout = 8 * time.Second
	}
	patience := time.After(60 * time.Second)
	select {
	case api.events <- e:
	case <-patience:
		t.Fatal("the function does not ask for events")
	}
	select {
	case r := <-api.results:
		if r.id != e.id {
			t.Fatalf("the result is for %q, want %q", r.id, e.id)
		}
		return r
	case <-patience:
		t.Fatal("the function does not answer")
	}
	panic("unreachable")
}

func buildCafe(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "bootstrap")
	cmd := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", program, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// startCafe runs the program as Lambda does: with its environment and nothing
// on its command line. It returns the file that the program logs to.
func startCafe(t *testing.T, program string, api *runtimeAPI, env ...string) string {
	t.Helper()
	logs, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(append(testenv.Env(),
		"AWS_LAMBDA_RUNTIME_API="+strings.TrimPrefix(api.URL, "http://"),
		"AWS_LAMBDA_FUNCTION_NAME=cafe",
		"AWS_LAMBDA_LOG_FORMAT=JSON",
	), env...)
	cmd.Stdout, cmd.Stderr = logs, logs
	cmd.Dir = t.TempDir()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = logs.Close()
		if text, err := os.ReadFile(logs.Name()); t.Failed() && err == nil {
			t.Logf("the function wrote:\n%s", text)
		}
	})
	return logs.Name()
}

func requestJSON(request string) string {
	return `{"version":"1.0","session":{"new":true,"sessionId":"s","application":{"applicationId":"a"},"user":{"userId":"u"}},` +
		`"context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"apiEndpoint":"https://api.amazonalexa.com"}},` +
		`"request":{"requestId":"r","timestamp":"2026-01-01T00:00:00Z","locale":"en-US",` + request + `}}`
}

const (
	launchRequest = `"type":"LaunchRequest"`
	usualRequest  = `"type":"IntentRequest","intent":{"name":"UsualIntent","confirmationStatus":"NONE"}`
	orderRequest  = `"type":"IntentRequest","intent":{"name":"OrderIntent","confirmationStatus":"NONE","slots":{"drink":{"name":"drink","value":"java",` +
		`"resolutions":{"resolutionsPerAuthority":[{"authority":"x","status":{"code":"ER_SUCCESS_MATCH"},"values":[{"value":{"name":"coffee","id":"coffee"}}]}]}}}}`
)

// The built program answers Lambda's events, with DynamoDB behind it.
func TestLambda(t *testing.T) {
	program := buildCafe(t)
	server := testenv.DynamoDBLocal(t)
	api := newRuntimeAPI(t)
	startCafe(t, program, api, "CAFE_STORE=dynamodb:"+testenv.Name("lambda-cafe"), "AWS_ENDPOINT_URL_DYNAMODB="+server.Endpoint)

	spoken := func(id, request string) string {
		t.Helper()
		r := api.invoke(t, event{id: id, payload: requestJSON(request)})
		if r.failed {
			t.Fatalf("%s failed: %s", id, r.body)
		}
		var envelope struct {
			Version  string
			Response struct{ OutputSpeech struct{ SSML string } }
		}
		if err := json.Unmarshal([]byte(r.body), &envelope); err != nil || envelope.Version != "1.0" {
			t.Fatalf("%s: %v: %s", id, err, r.body)
		}
		return envelope.Response.OutputSpeech.SSML
	}
	for i, turn := range []struct{ request, want string }{
		{launchRequest, "Welcome"},
		{usualRequest, "first visit"},
		{orderRequest, "Your coffee will be"},
		{launchRequest, "Welcome"},
		{usualRequest, "One coffee"},
	} {
		if got := spoken(fmt.Sprint("turn-", i), turn.request); !strings.Contains(got, turn.want) {
			t.Errorf("turn %d: %q does not contain %q", i, got, turn.want)
		}
	}

	t.Run("warm-up ping", func(t *testing.T) {
		if r := api.invoke(t, event{id: "ping", payload: `{"source":"aws.events"}`}); r.failed || r.body != "{}" {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("event of another kind", func(t *testing.T) {
		r := api.invoke(t, event{id: "foreign", payload: `{"Records":[]}`})
		if !r.failed || !strings.Contains(r.body, `"errorType":`) || !strings.Contains(r.body, "neither an Alexa request") {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("malformed request", func(t *testing.T) {
		r := api.invoke(t, event{id: "malformed", payload: `{"version":"1.0","request":"LaunchRequest"}`})
		if !r.failed || !strings.Contains(r.body, "request: expected an object") {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("Function URL without signature", func(t *testing.T) {
		payload, err := json.Marshal(map[string]any{
			"version":        "2.0",
			"requestContext": map[string]any{"http": map[string]any{"method": "POST"}},
			"body":           requestJSON(launchRequest),
		})
		if err != nil {
			t.Fatal(err)
		}
		if r := api.invoke(t, event{id: "url", payload: string(payload)}); r.failed || !strings.Contains(r.body, `"statusCode":400`) {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("the function goes on", func(t *testing.T) {
		if got := spoken("after", launchRequest); !strings.Contains(got, "Welcome") {
			t.Errorf("got %q", got)
		}
	})
}

// A store that does not answer costs the user an apology in time, not silence.
func TestLambdaDeadline(t *testing.T) {
	program := buildCafe(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0") // accepts connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	api := newRuntimeAPI(t)
	logs := startCafe(t, program, api, "CAFE_STORE=dynamodb:cafe", "AWS_ENDPOINT_URL_DYNAMODB=http://"+listener.Addr().String())

	api.invoke(t, event{id: "warm", payload: requestJSON(launchRequest)})
	deadline := time.Now().Add(2 * time.Second)
	r := api.invoke(t, event{id: "late", payload: requestJSON(usualRequest), timeout: 2 * time.Second})
	if r.failed || !strings.Contains(r.body, "Sorry") {
		t.Errorf("got %+v", r)
	}
	if r.at.After(deadline.Add(time.Second)) {
		t.Errorf("answered %v after the deadline", r.at.Sub(deadline))
	}
	// The failure is logged as JSON with the id of the Lambda request.
	api.invoke(t, event{id: "flush", payload: requestJSON(launchRequest)})
	var record struct {
		RequestID string `json:"requestId"`
		Error     string `json:"error"`
	}
	text, err := os.ReadFile(logs)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if json.Unmarshal([]byte(line), &record) == nil && record.Error != "" {
			break
		}
	}
	if record.RequestID != "late" || !strings.Contains(record.Error, `DynamoDB table "cafe"`) {
		t.Errorf("logged %s", text)
	}
}
