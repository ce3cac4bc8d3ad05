package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/deviceaddress"
)

func TestValidate(t *testing.T) {
	for _, tc := range []struct {
		endpoint string
		problem  string // empty when there is none
	}{
		{api.NorthAmerica, ""},
		{api.Europe, ""},
		{api.FarEast, ""},
		{"https://api.example/base/", ""},
		{"http://127.0.0.1:8080", ""},
		{"http://[::1]:8080", ""},
		{"http://localhost", ""},
		{"", "no API endpoint"},
		{"api.amazonalexa.com", "must be a URL"},
		{"https://", "must be a URL"},
		{"https:opaque", "must be a URL"},
		{"https://user:hunter2@api.example", "must be a URL"},
		{"https://api.example?a=b", "must be a URL"},
		{"https://api.example?", "must be a URL"},
		{"https://api.example#a", "must be a URL"},
		{"https://api.example#", "must be a URL"},
		{"https://api.example\n", "must be a URL"},
		{"http://api.amazonalexa.com", "must use https"},
		{"http://localhost.example", "must use https"},
		{"ftp://api.example", "must use https"},
	} {
		err := api.Config{Endpoint: tc.endpoint, Tokens: api.StaticToken("t")}.Validate()
		switch {
		case tc.problem == "" && err != nil:
			t.Errorf("%q: error %v, want none", tc.endpoint, err)
		case tc.problem != "" && (!errors.Is(err, api.ErrNotConfigured) || !strings.Contains(err.Error(), tc.problem)):
			t.Errorf("%q: error %v, want %q", tc.endpoint, err, tc.problem)
		case err != nil && strings.Contains(err.Error(), "hunter2"):
			t.Errorf("error shows the password: %v", err)
		}
	}
	err := api.Config{Endpoint: api.Europe}.Validate()
	if !errors.Is(err, api.ErrNotConfigured) || !strings.Contains(err.Error(), "Config.Tokens") {
		t.Errorf("without tokens: error %v", err)
	}
}

func TestStaticToken(t *testing.T) {
	if got, err := api.StaticToken("t").Token(t.Context()); got != "t" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := api.StaticToken("").Token(t.Context()); !errors.Is(err, api.ErrNotConfigured) {
		t.Errorf("empty token: error %v, want one matching ErrNotConfigured", err)
	}
}

func TestNothingPrintsSecrets(t *testing.T) {
	const secret = "hunter2"
	config := api.Config{Endpoint: api.Europe, Tokens: api.StaticToken(secret)}
	type holder struct {
		Config api.Config
		Secret api.Secret
		hidden any
	}
	values := map[string]any{
		"secret": api.Secret(secret),
		"config": config,
		"holder": &holder{config, secret, deviceaddress.New(config)},
	}
	for name, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if text := fmt.Sprintf(verb, value); strings.Contains(text, secret) || strings.Contains(text, fmt.Sprintf("%x", secret)) {
				t.Errorf("%s of %s shows the secret: %s", verb, name, text)
			}
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", name, value)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", name, value)
		if strings.Contains(log.String(), secret) {
			t.Errorf("log of %s shows the secret: %s", name, &log)
		}
	}
	text, err := json.Marshal(map[string]api.Secret{"secret": secret})
	if err != nil || string(text) != `{"secret":"[redacted]"}` {
		t.Errorf("JSON is %s, %v", text, err)
	}
}

func TestErrorText(t *testing.T) {
	for name, tc := range map[string]struct {
		err  *api.Error
		want string
	}{
		"status": {
			&api.Error{
				Operation: "reminders.GetReminder", StatusCode: 401, Meaning: "no consent", Code: "INVALID",
				Message: "Token\nbad", RequestID: "r", Attempts: 3, RetryAfter: 2 * time.Second,
			},
			`reminders.GetReminder: status 401 Unauthorized: no consent; the service says "Token\nbad" (code "INVALID", request id "r", 3 attempts, retry after 2s)`,
		},
		"body instead of message": {
			&api.Error{Operation: "o", StatusCode: 502, Meaning: "failed", Body: []byte("<html>Bad gateway</html>"), Attempts: 1},
			`o: status 502 Bad Gateway: failed; the service says "<html>Bad gateway</html>"`,
		},
		"body of a success is a user's data": {
			&api.Error{Operation: "o", StatusCode: 200, Body: []byte("1 Main St"), Err: api.ErrInvalidResponse, Attempts: 1},
			`o: status 200 OK: invalid response`,
		},
		"unknown status": {
			&api.Error{Operation: "o", StatusCode: 432, Meaning: "rejected", Attempts: 1},
			`o: status 432: rejected`,
		},
		"no content": {
			&api.Error{Operation: "o", StatusCode: 204, Meaning: "never set", Err: api.ErrNoContent, Attempts: 1},
			`o: status 204 No Content: the service returned no content: never set`,
		},
		"no response": {
			&api.Error{Operation: "o", Err: context.DeadlineExceeded, Attempts: 2},
			`o: calling the service failed: context deadline exceeded (2 attempts)`,
		},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tc.want)
		}
	}
}

func TestErrorTextIsBounded(t *testing.T) {
	err := &api.Error{Operation: "o", StatusCode: 400, Message: strings.Repeat("é", 150) + strings.Repeat("x", 1<<20)}
	got := err.Error()
	if want := `"` + strings.Repeat("é", 100) + `"…`; !strings.HasSuffix(got, want) {
		t.Errorf("text of %d bytes ends in %q, want %q", len(got), got[max(0, len(got)-30):], want)
	}
	err.Message = "x" + strings.Repeat("é", 150) // the bound splits a letter
	if got, want := err.Error(), `"x`+strings.Repeat("é", 99)+`"…`; !strings.HasSuffix(got, want) {
		t.Errorf("text %q, want it to end in %q", got, want)
	}
}

func TestParameterErrorText(t *testing.T) {
	err := &api.ParameterError{Operation: "ups.GetSystemTimeZone", Parameter: "deviceId", Reason: "is required"}
	if got, want := err.Error(), "ups.GetSystemTimeZone: parameter deviceId is required"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// logging is what other SDKs call a request and a response interceptor.
type logging struct{ next http.RoundTripper }

func (l logging) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := l.next.RoundTrip(request)
	if err == nil {
		fmt.Println(request.Method, response.StatusCode)
	}
	return response, err
}

// Interceptors are transports that wrap others. They see each attempt.
func ExampleConfig_interceptors() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"countryCode":"DE","postalCode":"10115"}`)
	}))
	defer server.Close()

	client := deviceaddress.New(api.Config{
		Endpoint:   server.URL,
		Tokens:     api.StaticToken("token of the request"),
		HTTPClient: &http.Client{Transport: logging{http.DefaultTransport}},
	})
	address, err := client.GetCountryAndPostalCode(context.Background(), "device")
	fmt.Println(address.PostalCode, err)
	// Output:
	// GET 200
	// 10115 <nil>
}

func ExampleCaptureResponse() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-RequestId", "r-1")
		_, _ = io.WriteString(w, `{"postalCode":"10115","invented":"later"}`)
	}))
	defer server.Close()
	client := deviceaddress.New(api.Config{Endpoint: server.URL, Tokens: api.StaticToken("token of the request")})

	var response api.Response
	ctx := api.CaptureResponse(context.Background(), &response)
	address, err := client.GetCountryAndPostalCode(ctx, "device")
	fmt.Println(address.PostalCode, err)
	fmt.Println(response.StatusCode, response.Header.Get("X-Amzn-RequestId"))
	fmt.Println(string(response.Body))
	// Output:
	// 10115 <nil>
	// 200 r-1
	// {"postalCode":"10115","invented":"later"}
}
