package lwa_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/lwa"
)

const (
	secret = "hunter2&=%"
	scope  = "alexa::proactive_events"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// config returns the configuration of a client whose requests are answered by
// f.
func config(f roundTripper) lwa.Config {
	return lwa.Config{ClientID: "id", ClientSecret: secret, HTTPClient: &http.Client{Transport: f}}
}

// A-LWA-01 to A-LWA-03
func TestRequest(t *testing.T) {
	for _, tc := range []struct {
		name    string
		refresh api.Secret
		scope   string
		want    url.Values
	}{
		{
			name:  "client credentials",
			scope: scope,
			want: url.Values{
				"grant_type": {"client_credentials"}, "client_id": {"id"}, "client_secret": {secret}, "scope": {scope},
			},
		},
		{
			name:    "refresh token",
			refresh: "Atzr|x+y",
			want: url.Values{
				"grant_type": {"refresh_token"}, "client_id": {"id"}, "client_secret": {secret}, "refresh_token": {"Atzr|x+y"},
			},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodPost || r.URL.Path != "/auth/O2/token" || r.URL.RawQuery != "" {
					t.Errorf("called %s %s", r.Method, r.URL)
				}
				if got := r.Header.Get("Content-Type"); got != "application/x-www-form-urlencoded" {
					t.Errorf("content type %q", got)
				}
				if got := r.Header.Get("User-Agent"); got != "test-agent" {
					t.Errorf("user agent %q", got)
				}
				if err := r.ParseForm(); err != nil {
					t.Error(err)
				}
				if diff := cmp.Diff(tc.want, r.PostForm); diff != "" {
					t.Errorf("form (-want +got):\n%s", diff)
				}
				_, _ = io.WriteString(w, `{"access_token":"Atc|1","expires_in":3600,"scope":"s","token_type":"bearer"}`)
			}))
			defer server.Close()
			client := lwa.New(lwa.Config{
				ClientID: "id", ClientSecret: secret, RefreshToken: tc.refresh, AuthEndpoint: server.URL, UserAgent: "test-agent",
			})
			if got, err := client.Source(tc.scope).Token(t.Context()); got != "Atc|1" || err != nil {
				t.Errorf("token %q, %v", got, err)
			}
		})
	}
}

func TestDefaultEndpoint(t *testing.T) {
	client := lwa.New(config(func(r *http.Request) (*http.Response, error) {
		if got, want := r.URL.String(), "https://api.amazon.com/auth/O2/token"; got != want {
			t.Errorf("called %s, want %s", got, want)
		}
		return answer(200, `{"access_token":"t"}`), nil
	}))
	if _, err := client.Token(t.Context(), scope); err != nil {
		t.Error(err)
	}
}

// A-LWA-04
func TestTokensAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := lwa.New(config(func(*http.Request) (*http.Response, error) {
			requests++
			return answer(200, fmt.Sprintf(`{"access_token":"%d","expires_in":"3600"}`, requests)), nil
		}))
		expect := func(scope, want string) {
			t.Helper()
			if got, err := client.Token(t.Context(), scope); got != want || err != nil {
				t.Errorf("token %q, %v, want %q", got, err, want)
			}
		}
		expect("a", "1")
		expect("a", "1")
		expect("b", "2")
		expect("a", "1")
		time.Sleep(3600*time.Second - 60*time.Second - time.Nanosecond)
		expect("a", "1")
		time.Sleep(time.Nanosecond)
		expect("a", "3")
		expect("a", "3")
		expect("b", "4")
	})
}

func TestLifetimes(t *testing.T) {
	for lifetime, kept := range map[string]bool{
		`,"expires_in":61`:                   true,
		`,"expires_in":60`:                   false,
		`,"expires_in":0`:                    false,
		`,"expires_in":-9223372036854775808`: false,
		`,"expires_in":9223372036854775807`:  true,
		``:                                   false,
	} {
		synctest.Test(t, func(t *testing.T) {
			requests := 0
			client := lwa.New(config(func(*http.Request) (*http.Response, error) {
				requests++
				return answer(200, `{"access_token":"t"`+lifetime+`}`), nil
			}))
			for range 2 {
				if _, err := client.Token(t.Context(), scope); err != nil {
					t.Errorf("%s: %v", lifetime, err)
				}
			}
			if got := requests == 1; got != kept {
				t.Errorf("%s: kept is %v, want %v", lifetime, got, kept)
			}
		})
	}
}

// A-LWA-05
func TestOneRequestForAll(t *testing.T) {
	var requests atomic.Int32
	release := make(chan struct{})
	client := lwa.New(config(func(*http.Request) (*http.Response, error) {
		requests.Add(1)
		<-release
		return answer(200, `{"access_token":"t","expires_in":3600}`), nil
	}))
	var waiting, done sync.WaitGroup
	for range 50 {
		waiting.Add(1)
		done.Go(func() {
			waiting.Done()
			if got, err := client.Token(t.Context(), scope); got != "t" || err != nil {
				t.Errorf("token %q, %v", got, err)
			}
		})
	}
	waiting.Wait()
	close(release)
	done.Wait()
	if got := requests.Load(); got != 1 {
		t.Errorf("%d requests, want 1", got)
	}
}

func TestCancelledCallerLeavesOthersAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := lwa.New(config(func(r *http.Request) (*http.Response, error) {
			requests++
			select {
			case <-time.After(3 * time.Second):
				return answer(200, `{"access_token":"t","expires_in":3600}`), nil
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		}))
		var done sync.WaitGroup
		first, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		done.Go(func() {
			start := time.Now()
			_, err := client.Token(first, scope)
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
				t.Errorf("the first caller gets %v after %v, want its own deadline", err, time.Since(start))
			}
		})
		synctest.Wait() // the request is the first caller's
		done.Go(func() {
			if got, err := client.Token(t.Context(), scope); got != "t" || err != nil {
				t.Errorf("the second caller gets %q, %v", got, err)
			}
		})
		done.Wait()
		if requests != 1 {
			t.Errorf("%d requests, want 1", requests)
		}
		if _, err := client.Token(first, "other"); !errors.Is(err, context.DeadlineExceeded) || requests != 1 {
			t.Errorf("a context at its end: error %v after %d requests, want none more", err, requests)
		}
	})
}

func TestEveryRequestEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cfg := config(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		cfg.HTTPClient.Timeout = time.Hour
		start := time.Now()
		if _, err := lwa.New(cfg).Token(t.Context(), scope); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want one matching context.DeadlineExceeded", err)
		}
		if got := time.Since(start); got != 20*time.Second {
			t.Errorf("the request ended after %v, want 20s", got)
		}
	})
}

func TestRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := lwa.New(config(func(*http.Request) (*http.Response, error) {
			requests++
			if requests < 3 {
				return answer(503, "busy"), nil
			}
			return answer(200, `{"access_token":"t"}`), nil
		}))
		if got, err := client.Token(t.Context(), scope); got != "t" || err != nil {
			t.Errorf("token %q, %v", got, err)
		}
	})
}

func TestFailuresAreNotKept(t *testing.T) {
	requests := 0
	client := lwa.New(config(func(*http.Request) (*http.Response, error) {
		requests++
		return answer(401, `{"error":"invalid_client","error_description":"secret `+secret+` is wrong","request_id":"x"}`), nil
	}))
	for range 2 {
		_, err := client.Token(t.Context(), scope)
		failure, ok := errors.AsType[*api.Error](err)
		if !ok || failure.Operation != "lwa.Token" || failure.StatusCode != 401 || failure.Code != "invalid_client" {
			t.Errorf("error %#v", err)
		}
		if strings.Contains(err.Error(), secret) || strings.Contains(string(failure.Body), secret) {
			t.Errorf("error %v shows the secret", err)
		}
	}
	if requests != 2 {
		t.Errorf("%d requests, want 2", requests)
	}
}

func TestInvalidResponses(t *testing.T) {
	for _, body := range []string{`{"access_token":""}`, `{"access_token":"topsecret`, `{}`, `[]`, `"topsecret"`, `{"access_token":17}`} {
		client := lwa.New(config(func(*http.Request) (*http.Response, error) { return answer(200, body), nil }))
		token, err := client.Token(t.Context(), scope)
		failure, ok := errors.AsType[*api.Error](err)
		if token != "" || !ok || !errors.Is(err, api.ErrInvalidResponse) {
			t.Errorf("%s: token %q, error %v, want one matching ErrInvalidResponse", body, token, err)
			continue
		}
		if failure.Body != nil || strings.Contains(err.Error(), "topsecret") {
			t.Errorf("%s: the error holds the response", body)
		}
	}
}

func TestPanicInTransport(t *testing.T) {
	client := lwa.New(config(func(*http.Request) (*http.Response, error) { panic("oops") }))
	if _, err := client.Token(t.Context(), scope); err == nil || !strings.Contains(err.Error(), "oops") {
		t.Errorf("error %v, want the panic", err)
	}
}

// A-LWA-06
func TestNotConfigured(t *testing.T) {
	for _, tc := range []struct {
		config  lwa.Config
		scope   string
		problem string
	}{
		{lwa.Config{ClientSecret: secret}, scope, "no client id"},
		{lwa.Config{ClientID: "id"}, scope, "no client secret"},
		{lwa.Config{ClientID: "id", ClientSecret: secret}, "", "neither a scope nor a refresh token"},
		{lwa.Config{ClientID: "id", ClientSecret: secret, RefreshToken: "r"}, scope, "both a scope and a refresh token"},
		{lwa.Config{ClientID: "id", ClientSecret: secret, AuthEndpoint: "http://auth.example"}, scope, "must use https"},
	} {
		tc.config.HTTPClient = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			t.Errorf("called %s", r.URL)
			return nil, errors.ErrUnsupported
		})}
		_, err := lwa.New(tc.config).Token(t.Context(), tc.scope)
		if !errors.Is(err, api.ErrNotConfigured) || !strings.Contains(err.Error(), tc.problem) {
			t.Errorf("error %v, want %q", err, tc.problem)
		}
	}
	var none *lwa.Client
	if _, err := none.Token(t.Context(), scope); !errors.Is(err, api.ErrNotConfigured) {
		t.Errorf("no client: error %v", err)
	}
}

// A-LWA-07
func TestFixedAccessToken(t *testing.T) {
	client := lwa.New(lwa.Config{AccessToken: "fixed"})
	for _, scope := range []string{"", scope} {
		if got, err := client.Token(t.Context(), scope); got != "fixed" || err != nil {
			t.Errorf("token %q, %v", got, err)
		}
	}
}

func TestNothingPrintsSecrets(t *testing.T) {
	const token = "Atc|topsecret"
	cfg := config(func(*http.Request) (*http.Response, error) {
		return answer(200, `{"access_token":"`+token+`","expires_in":3600}`), nil
	})
	cfg.HTTPClient = &http.Client{Transport: cfg.HTTPClient.Transport}
	client := lwa.New(cfg)
	if _, err := client.Token(t.Context(), scope); err != nil {
		t.Fatal(err)
	}
	type holder struct{ client *lwa.Client }
	for _, value := range []any{cfg, &cfg, client, holder{client}, client.Source(scope)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%s"} {
			if text := fmt.Sprintf(verb, value); strings.Contains(text, token) || strings.Contains(text, secret) {
				t.Errorf("%s of %T shows a secret: %s", verb, value, text)
			}
		}
	}
}

func ExampleClient_Token() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"access_token":"Atc|example","expires_in":3600,"token_type":"bearer"}`)
	}))
	defer server.Close()

	client := lwa.New(lwa.Config{
		ClientID:     "amzn1.application-oa2-client.example",
		ClientSecret: "from the environment or a secret store",
		AuthEndpoint: server.URL, // leave out to ask Amazon
	})
	token, err := client.Token(context.Background(), "alexa::proactive_events")
	fmt.Println(token, err)
	// Output: Atc|example <nil>
}
