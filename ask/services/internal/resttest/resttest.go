// Package resttest checks the operations of service clients against an HTTP
// server on this machine.
package resttest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
)

// Token is the access token of the calls.
const Token = "test-token"

// A Case is one operation of a client of type C.
type Case[C any] struct {
	Op       string                                       // the method
	Call     func(ctx context.Context, c *C) (any, error) // calls it; nil for a method without result
	Method   string                                       // what the server must see
	URI      string                                       // path and query as sent
	Header   map[string]string                            // beyond those of all calls
	Body     string                                       // JSON; empty for none
	Status   int                                          // of the answer; 0 means 200
	Response string                                       // body of the answer
	Want     any                                          // result of the call
}

// Config returns a configuration for the server.
func Config(server *httptest.Server) api.Config {
	return api.Config{
		Endpoint:  server.URL + "/",
		Tokens:    api.StaticToken(Token),
		UserAgent: "test-agent",
	}
}

// Run runs the cases, and checks that they include every method of the client
// except helpers, which are built on others.
func Run[C any](t *testing.T, service string, newClient func(api.Config) *C, cases []Case[C], helpers ...string) {
	t.Helper()
	tested := slices.Clone(helpers)
	for _, tc := range cases {
		tested = append(tested, tc.Op)
		t.Run(tc.Op, func(t *testing.T) {
			t.Run("success", func(t *testing.T) { tc.success(t, newClient) })
			t.Run("failure", func(t *testing.T) { tc.failure(t, service, newClient) })
			t.Run("no content", func(t *testing.T) { tc.noContent(t, newClient) })
			t.Run("not configured", func(t *testing.T) {
				if _, err := tc.Call(t.Context(), newClient(api.Config{})); !errors.Is(err, api.ErrNotConfigured) {
					t.Errorf("error %v, want one matching ErrNotConfigured", err)
				}
			})
		})
	}
	client := reflect.TypeFor[*C]()
	for i := range client.NumMethod() {
		if name := client.Method(i).Name; !slices.Contains(tested, name) {
			t.Errorf("method %s is not tested", name)
		}
	}
}

func (tc Case[C]) success(t *testing.T, newClient func(api.Config) *C) {
	served := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		served++
		if r.Method != tc.Method || r.RequestURI != tc.URI {
			t.Errorf("called %s %s, want %s %s", r.Method, r.RequestURI, tc.Method, tc.URI)
		}
		want := map[string]string{
			"Authorization": "Bearer " + Token,
			"User-Agent":    "test-agent",
			"Accept":        "application/json",
			"Content-Type":  "",
		}
		if tc.Body != "" {
			want["Content-Type"] = "application/json"
		}
		for key, value := range tc.Header {
			want[key] = value
		}
		for key, value := range want {
			if got := r.Header.Get(key); got != value {
				t.Errorf("header %s is %q, want %q", key, got, value)
			}
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(decode(t, tc.Body), decode(t, string(body))); diff != "" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
		w.Header().Set("Content-Type", "application/json")
		if tc.Status != 0 {
			w.WriteHeader(tc.Status)
		}
		_, _ = io.WriteString(w, tc.Response)
	}))
	defer server.Close()
	got, err := tc.Call(t.Context(), newClient(Config(server)))
	if err != nil {
		t.Fatal(err)
	}
	if served != 1 {
		t.Errorf("%d calls, want 1", served)
	}
	if diff := cmp.Diff(tc.Want, got); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
}

func (tc Case[C]) failure(t *testing.T, service string, newClient func(api.Config) *C) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-RequestId", "r-1")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `{"code":"DENIED","message":"not yours"}`)
	}))
	defer server.Close()
	_, err := tc.Call(t.Context(), newClient(Config(server)))
	failure, ok := errors.AsType[*api.Error](err)
	if !ok {
		t.Fatalf("error %v, want an *api.Error", err)
	}
	if failure.Meaning == "" {
		t.Error("the status is not explained")
	}
	want := &api.Error{
		Operation:  service + "." + tc.Op,
		StatusCode: http.StatusForbidden,
		Meaning:    failure.Meaning,
		Code:       "DENIED",
		Message:    "not yours",
		RequestID:  "r-1",
		Attempts:   1,
		Body:       []byte(`{"code":"DENIED","message":"not yours"}`),
	}
	if diff := cmp.Diff(want, failure); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}

func (tc Case[C]) noContent(t *testing.T, newClient func(api.Config) *C) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	got, err := tc.Call(t.Context(), newClient(Config(server)))
	switch {
	case tc.Want == nil && err != nil:
		t.Errorf("error %v, want none: the operation returns nothing", err)
	case tc.Want != nil && !errors.Is(err, api.ErrNoContent):
		t.Errorf("error %v, want one matching ErrNoContent", err)
	case tc.Want != nil && !reflect.ValueOf(got).IsZero():
		t.Errorf("result %v, want the zero value", got)
	}
}

func decode(t *testing.T, text string) any {
	if text == "" {
		return nil
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Errorf("%v in %s", err, text)
	}
	return value
}

// An Invalid is a call that lacks a parameter.
type Invalid[C any] struct {
	Parameter string // as the service names it
	Call      func(ctx context.Context, c *C) error
}

// RunInvalid checks that the calls fail before any traffic.
func RunInvalid[C any](t *testing.T, newClient func(api.Config) *C, cases []Invalid[C]) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("called %s", r.RequestURI)
	}))
	defer server.Close()
	for _, tc := range cases {
		t.Run(tc.Parameter, func(t *testing.T) {
			err := tc.Call(t.Context(), newClient(Config(server)))
			if failure, ok := errors.AsType[*api.ParameterError](err); !ok || failure.Parameter != tc.Parameter {
				t.Errorf("error %v, want a *api.ParameterError for %s", err, tc.Parameter)
			}
		})
	}
}
