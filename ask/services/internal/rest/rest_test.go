package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
)

// roundTripper answers without a network, so that tests can run in a bubble.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body string, header ...string) (*http.Response, error) {
	h := http.Header{}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// client returns a client whose attempts are answered by f, given their number
// from 1.
func client(f func(attempt int, r *http.Request) (*http.Response, error)) (Client, *int) {
	attempts := new(int)
	return Client{
		Config: api.Config{
			Endpoint: api.Europe,
			Tokens:   api.StaticToken("secret-token"),
			HTTPClient: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
				*attempts++
				return f(*attempts, r)
			})},
		},
		Service: "service",
	}, attempts
}

func getCall() Call { return Call{Name: "Get", Method: http.MethodGet, Path: "/v1/thing"} }

func TestDecode(t *testing.T) {
	type value struct {
		Version string
		Count   int
		Items   []struct{ ID string }
	}
	for _, tc := range []struct {
		name        string
		contentType string
		body        string
		want        any
		err         error
	}{
		{"no content type", "", `{"version":"1"}`, value{Version: "1"}, nil},
		{"charset", "application/json; charset=utf-8", `{"count":1}`, value{Count: 1}, nil},
		{"members of other types", "", `{"version":2,"count":"3","items":[{"id":4},{"id":"5"}]}`, value{Items: []struct{ ID string }{{}, {"5"}}}, nil},
		{"null", "", ` null `, value{}, api.ErrNoContent},
		{"empty", "", ``, value{}, api.ErrNoContent},
		{"not JSON", "text/html", `<html>`, value{}, api.ErrInvalidResponse},
		{"cut off", "", `{"count":1`, value{}, api.ErrInvalidResponse},
		{"more than a value", "", `{} {}`, value{}, api.ErrInvalidResponse},
		{"another type", "", `[1]`, value{}, api.ErrInvalidResponse},
		{"false", "", `false`, false, nil},
		{"true", "", `true`, true, nil},
		{"null is not false", "", `null`, false, api.ErrNoContent},
		{"not a boolean", "", `"false"`, false, api.ErrInvalidResponse},
		{"zero", "", `0`, 0, nil},
		{"empty text", "", `""`, "", nil},
		{"plain text", "text/plain", "Europe/Berlin\n", "Europe/Berlin", nil},
		{"JSON called plain text", "text/plain", `"Europe/Berlin"`, "Europe/Berlin", nil},
		{"text that is not JSON", "application/json", "Europe/Berlin", "", api.ErrInvalidResponse},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, _ := client(func(int, *http.Request) (*http.Response, error) {
				return answer(200, tc.body, "Content-Type", tc.contentType)
			})
			var got any
			var err error
			switch tc.want.(type) {
			case value:
				got, err = Do[value](t.Context(), c, getCall())
			case bool:
				got, err = Do[bool](t.Context(), c, getCall())
			case int:
				got, err = Do[int](t.Context(), c, getCall())
			case string:
				got, err = Do[string](t.Context(), c, getCall())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
			if !errors.Is(err, tc.err) {
				t.Errorf("error %v, want %v", err, tc.err)
			}
			if failure, ok := errors.AsType[*api.Error](err); tc.err != nil && (!ok || failure.StatusCode != 200 || string(failure.Body) != tc.body) {
				t.Errorf("error %#v, want one with status and body", err)
			}
		})
	}
}

func TestResponseTooLarge(t *testing.T) {
	c, _ := client(func(int, *http.Request) (*http.Response, error) {
		endless := io.MultiReader(strings.NewReader(`"`), repeat{})
		return &http.Response{StatusCode: 200, Body: io.NopCloser(endless)}, nil
	})
	if _, err := Do[string](t.Context(), c, getCall()); !errors.Is(err, api.ErrInvalidResponse) {
		t.Errorf("error %v, want one matching ErrInvalidResponse", err)
	}
}

type repeat struct{}

func (repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// A-SVC-11, A-SVC-12: the status is never hidden.
func TestFailures(t *testing.T) {
	for _, tc := range []struct {
		status           int
		body             string
		meaning          string
		code, message    string
		requestIDHeaders []string
		requestID        string
	}{
		{status: 400, body: `{"type":"InvalidRequest","message":"m"}`, meaning: meanings[400], code: "InvalidRequest", message: "m"},
		{status: 403, body: `{"Message":"Forbidden"}`, meaning: "of the service", message: "Forbidden"},
		{status: 404, body: `{"code":404,"message":null}`, meaning: meanings[404], code: "404"},
		{status: 409, body: `{"code":"","error":"invalid","error_description":"d"}`, meaning: meanings[409], code: "invalid", message: "d"},
		{status: 412, body: `[1,2]`, meaning: meanings[412]},
		{status: 418, body: `not JSON`, meaning: "the service rejects the request"},
		{status: 501, body: ``, meaning: "the service failed; call again later"},
		{status: 302, body: ``, meaning: "the service redirects, which is not followed; check the API endpoint"},
		{status: 400, meaning: meanings[400], requestIDHeaders: []string{"x-amzn-RequestId", "1", "x-amz-rid", "2"}, requestID: "1"},
		{status: 400, meaning: meanings[400], requestIDHeaders: []string{"x-amz-rid", "2"}, requestID: "2"},
	} {
		t.Run(fmt.Sprint(tc.status, tc.body), func(t *testing.T) {
			c, _ := client(func(int, *http.Request) (*http.Response, error) {
				return answer(tc.status, tc.body, tc.requestIDHeaders...)
			})
			c.Meanings = map[int]string{403: "of the service"}
			err := Exec(t.Context(), c, getCall())
			failure, ok := errors.AsType[*api.Error](err)
			if !ok {
				t.Fatalf("error %v, want an *api.Error", err)
			}
			want := &api.Error{
				Operation: "service.Get", StatusCode: tc.status, Meaning: tc.meaning, Code: tc.code, Message: tc.message,
				RequestID: tc.requestID, Attempts: 1, Body: []byte(tc.body),
			}
			if diff := cmp.Diff(want, failure); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}

// A-DEC-06: what is called again, and what is not.
func TestRetries(t *testing.T) {
	refuse := func() (*http.Response, error) { return nil, errors.New("connection refused") }
	for _, tc := range []struct {
		name         string
		method       string
		maxAttempts  int
		first        func() (*http.Response, error) // answers all attempts but the third
		wantAttempts int
		wantErr      bool
	}{
		{"429 of GET", "GET", 0, func() (*http.Response, error) { return answer(429, "") }, 3, false},
		{"429 of POST", "POST", 0, func() (*http.Response, error) { return answer(429, "") }, 3, false},
		{"500 of GET", "GET", 0, func() (*http.Response, error) { return answer(500, "") }, 3, false},
		{"502 of PUT", "PUT", 0, func() (*http.Response, error) { return answer(502, "") }, 3, false},
		{"503 of DELETE", "DELETE", 0, func() (*http.Response, error) { return answer(503, "") }, 3, false},
		{"504 of GET", "GET", 0, func() (*http.Response, error) { return answer(504, "") }, 3, false},
		{"connection of GET", "GET", 0, refuse, 3, false},
		{"body of GET breaks off", "GET", 0, func() (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(io.MultiReader(strings.NewReader("{"), broken{}))}, nil
		}, 3, false},
		{"500 of POST", "POST", 0, func() (*http.Response, error) { return answer(500, "") }, 1, true},
		{"503 of POST", "POST", 0, func() (*http.Response, error) { return answer(503, "") }, 1, true},
		{"connection of POST", "POST", 0, refuse, 1, true},
		{"501 of GET", "GET", 0, func() (*http.Response, error) { return answer(501, "") }, 1, true},
		{"401 of GET", "GET", 0, func() (*http.Response, error) { return answer(401, "") }, 1, true},
		{"redirect", "GET", 0, func() (*http.Response, error) { return answer(307, "", "Location", "https://elsewhere.example/") }, 1, true},
		{"switched off", "GET", 1, func() (*http.Response, error) { return answer(429, "") }, 1, true},
		{"bounded", "GET", 2, func() (*http.Response, error) { return answer(429, "") }, 2, true},
		{"more", "GET", 4, func() (*http.Response, error) { return answer(429, "") }, 3, false},
		{"asked to wait", "GET", 0, func() (*http.Response, error) { return answer(429, "", "Retry-After", "5") }, 3, false},
		{"asked to wait too long", "GET", 0, func() (*http.Response, error) { return answer(429, "", "Retry-After", "6") }, 1, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var bodies []string
				c, attempts := client(func(attempt int, r *http.Request) (*http.Response, error) {
					body, err := io.ReadAll(r.Body)
					if err != nil {
						t.Error(err)
					}
					bodies = append(bodies, string(body))
					if attempt == 3 {
						return answer(200, "{}")
					}
					return tc.first()
				})
				c.Config.MaxAttempts = tc.maxAttempts
				call := Call{Name: "Op", Method: tc.method, Path: "/", Body: "content"}
				if err := Exec(t.Context(), c, call); (err != nil) != tc.wantErr {
					t.Errorf("error %v, want one: %v", err, tc.wantErr)
				} else if failure, ok := errors.AsType[*api.Error](err); err != nil && (!ok || failure.Attempts != tc.wantAttempts) {
					t.Errorf("error %#v, want an *api.Error after %d attempts", err, tc.wantAttempts)
				}
				if *attempts != tc.wantAttempts {
					t.Errorf("%d attempts, want %d", *attempts, tc.wantAttempts)
				}
				for _, body := range bodies {
					if body != `"content"` {
						t.Errorf("an attempt sends the body %q", body)
					}
				}
			})
		})
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var times []time.Time
		c, _ := client(func(attempt int, _ *http.Request) (*http.Response, error) {
			times = append(times, time.Now())
			switch attempt {
			case 7:
				return answer(429, "", "Retry-After", "3")
			case 8:
				return answer(429, "", "Retry-After", time.Now().Add(4*time.Second).UTC().Format(http.TimeFormat))
			case 9:
				return answer(429, "", "Retry-After", "-1")
			}
			return answer(503, "")
		})
		c.Config.MaxAttempts = 10
		if err := Exec(t.Context(), c, getCall()); err == nil {
			t.Fatal("no error")
		}
		for i, want := range []struct{ shortest, longest time.Duration }{
			{100 * time.Millisecond, 200 * time.Millisecond},
			{200 * time.Millisecond, 400 * time.Millisecond},
			{400 * time.Millisecond, 800 * time.Millisecond},
			{800 * time.Millisecond, 1600 * time.Millisecond},
			{1600 * time.Millisecond, 3200 * time.Millisecond},
			{2500 * time.Millisecond, 5 * time.Second},
			{3 * time.Second, 3 * time.Second},
			{3 * time.Second, 4 * time.Second}, // the header has no fractions
			{2500 * time.Millisecond, 5 * time.Second},
		} {
			if got := times[i+1].Sub(times[i]); got < want.shortest || got > want.longest {
				t.Errorf("pause %d lasts %v, want %v to %v", i+1, got, want.shortest, want.longest)
			}
		}
	})
}

func TestRetryAfter(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"":                              0,
		"2":                             2 * time.Second,
		"-2":                            0,
		"9223372036854775807":           24 * time.Hour,
		"99999999999999999999":          0,
		"soon":                          0,
		"Wed, 21 Oct 2015 07:28:00 GMT": 0,
	} {
		if got := retryAfter(header); got != want {
			t.Errorf("retryAfter(%q) is %v, want %v", header, got, want)
		}
	}
}

func TestNoPauseBeyondTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, attempts := client(func(int, *http.Request) (*http.Response, error) {
			return answer(429, "", "Retry-After", "2")
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		err := Exec(ctx, c, getCall())
		failure, ok := errors.AsType[*api.Error](err)
		if !ok || failure.StatusCode != 429 || failure.RetryAfter != 2*time.Second || failure.Err != nil {
			t.Errorf("error %v, want the status", err)
		}
		if *attempts != 1 || time.Since(start) != 0 {
			t.Errorf("%d attempts in %v, want 1 at once", *attempts, time.Since(start))
		}
	})
}

func TestCancelWhilePausing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, attempts := client(func(int, *http.Request) (*http.Response, error) {
			return answer(429, "", "Retry-After", "2")
		})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		err := Exec(ctx, c, getCall())
		if failure, ok := errors.AsType[*api.Error](err); !ok || failure.StatusCode != 429 || !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want the status and context.Canceled", err)
		}
		if *attempts != 1 {
			t.Errorf("%d attempts, want 1", *attempts)
		}
	})
}

func TestDefaultTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := func(_ int, r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		c, _ := client(hang)
		start := time.Now()
		err := Exec(t.Context(), c, Call{Name: "Op", Method: http.MethodPost, Path: "/"})
		if got := time.Since(start); got != api.DefaultTimeout {
			t.Errorf("the attempt ended after %v, want %v", got, api.DefaultTimeout)
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want one matching context.DeadlineExceeded", err)
		}

		c, _ = client(hang)
		c.Config.HTTPClient.Timeout = time.Second
		start = time.Now()
		_ = Exec(t.Context(), c, Call{Name: "Op", Method: http.MethodPost, Path: "/"})
		if got := time.Since(start); got != time.Second {
			t.Errorf("the attempt ended after %v, want 1s", got)
		}

		c, attempts := client(hang)
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		start = time.Now()
		err = Exec(ctx, c, getCall())
		if got := time.Since(start); got != 2*time.Second || *attempts != 1 {
			t.Errorf("the call ended after %v and %d attempts, want 2s and 1", got, *attempts)
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want one matching context.DeadlineExceeded", err)
		}
	})
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the redirect was followed with the headers %v", r.Header)
	}))
	defer elsewhere.Close()
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	followed := false
	custom := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { followed = true; return nil }}
	for _, httpClient := range []*http.Client{nil, custom} {
		c := Client{
			Config:  api.Config{Endpoint: server.URL, Tokens: api.StaticToken("t"), HTTPClient: httpClient},
			Service: "service",
		}
		err := Exec(t.Context(), c, getCall())
		if failure, ok := errors.AsType[*api.Error](err); !ok || failure.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("error %v, want status 307", err)
		}
	}
	if followed || custom.Timeout != 0 {
		t.Error("the caller's client was used or changed")
	}
}

func TestErrorsDoNotShowTheAddressOrToken(t *testing.T) {
	c, _ := client(nil)
	c.Config.HTTPClient = nil
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.Config.Endpoint = "http://" + listener.Addr().String()
	c.Config.MaxAttempts = 1
	_ = listener.Close() // so that nobody answers
	err = Exec(t.Context(), c, Call{Name: "Get", Method: http.MethodGet, Path: "/users/{userId}", Args: []string{"amzn1.account.X"}})
	if err == nil || strings.Contains(err.Error(), "amzn1.account.X") || strings.Contains(err.Error(), "secret-token") {
		t.Errorf("error %v", err)
	}

	c, _ = client(func(int, *http.Request) (*http.Response, error) {
		return answer(401, `{"message":"bad token secret-token"}`)
	})
	var captured api.Response
	err = Exec(api.CaptureResponse(t.Context(), &captured), c, getCall())
	failure, _ := errors.AsType[*api.Error](err)
	for _, text := range []string{err.Error(), failure.Message, string(failure.Body), string(captured.Body)} {
		if strings.Contains(text, "secret-token") || !strings.Contains(text, "[redacted]") {
			t.Errorf("text %s, want the token redacted", text)
		}
	}
}

func TestCapture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := client(func(attempt int, _ *http.Request) (*http.Response, error) {
			switch attempt {
			case 1:
				return answer(503, "busy")
			case 2:
				return answer(200, `"x"`, "A", "b")
			}
			return nil, errors.New("refused")
		})
		var got api.Response
		ctx := api.CaptureResponse(t.Context(), &got)
		if _, err := Do[string](ctx, c, getCall()); err != nil {
			t.Fatal(err)
		}
		want := api.Response{StatusCode: 200, Header: http.Header{"A": {"b"}}, Body: []byte(`"x"`), Attempts: 2}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("response (-want +got):\n%s", diff)
		}
		if err := Exec(ctx, c, getCall()); err == nil {
			t.Fatal("no error")
		}
		if diff := cmp.Diff(api.Response{Attempts: 3}, got); diff != "" {
			t.Errorf("response of a failed connection (-want +got):\n%s", diff)
		}
	})
}

func TestRequest(t *testing.T) {
	var got *http.Request
	c, _ := client(func(_ int, r *http.Request) (*http.Response, error) {
		got = r
		return answer(200, "")
	})
	c.Config.Endpoint = "https://api.example/base/"
	err := Exec(t.Context(), c, Call{
		Name: "Get", Method: http.MethodGet, Path: "/a/{x}/b/{y}/c",
		Args:   []string{`1 /?#%+{}é`, "~current.A-_"},
		Query:  Query("q", "a&b", "none", "", "zero", "0", "n", Number(0), "m", Number(7)),
		Header: http.Header{"Accept-Language": {"en-US"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "https://api.example/base/a/1%20%2F%3F%23%25%2B%7B%7D%C3%A9/b/~current.A-_/c?m=7&q=a%26b&zero=0"
	if got.URL.String() != want {
		t.Errorf("address %s, want %s", got.URL, want)
	}
	wantHeader := http.Header{
		"Accept": {"application/json"}, "Accept-Language": {"en-US"},
		"Authorization": {"Bearer secret-token"}, "User-Agent": {"litexa-go"},
	}
	if diff := cmp.Diff(wantHeader, got.Header); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
}

func TestForm(t *testing.T) {
	c, _ := client(func(_ int, r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		if want := "a=1%2B%26+2"; err != nil || string(body) != want {
			t.Errorf("body %s, %v, want %s", body, err, want)
		}
		if r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.Header.Get("Authorization") != "" {
			t.Errorf("header %v", r.Header)
		}
		return answer(200, `"x"`)
	})
	var captured api.Response
	_, err := Do[string](api.CaptureResponse(t.Context(), &captured), c, Call{
		Name: "Post", Method: http.MethodPost, Path: "/", Form: url.Values{"a": {"1+& 2"}}, Anonymous: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if captured.StatusCode != 0 {
		t.Error("the response of a request for a token was captured")
	}
}

func TestTokenErrors(t *testing.T) {
	cause := &api.Error{Operation: "lwa.Token", StatusCode: 401}
	c, attempts := client(nil)
	c.Config.Tokens = tokenFunc(func(context.Context) (string, error) { return "", cause })
	err := Exec(t.Context(), c, getCall())
	if failure, ok := errors.AsType[*api.Error](err); !ok || failure != cause {
		t.Errorf("error %v, want the cause", err)
	}
	if want := "service.Get: getting the access token: lwa.Token: "; !strings.HasPrefix(fmt.Sprint(err), want) {
		t.Errorf("error %v, want it to start with %q", err, want)
	}
	if *attempts != 0 {
		t.Error("the service was called")
	}
}

type tokenFunc func(context.Context) (string, error)

func (f tokenFunc) Token(ctx context.Context) (string, error) { return f(ctx) }

func TestInvalidMethod(t *testing.T) {
	c, _ := client(nil)
	if err := Exec(t.Context(), c, Call{Name: "Get", Method: "NO METHOD", Path: "/"}); err == nil {
		t.Error("no error")
	}
}

func FuzzExpand(f *testing.F) {
	for _, arg := range []string{"a", "amzn1.ask.device.A/B", "%2e%2e", "?q#f", "{x}", " +", "\x00\xff", "é"} {
		f.Add(arg)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		path, err := Client{}.expand(Call{Path: "/a/{x}/b", Args: []string{arg}})
		if arg == "" || arg == "." || arg == ".." {
			if err == nil {
				t.Errorf("%q becomes %s, want an error", arg, path)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := url.Parse("https://api.example" + path)
		if err != nil {
			t.Fatal(err)
		}
		if got.Path != "/a/"+arg+"/b" || strings.Count(path, "/") != 3 || got.RawQuery != "" || got.Fragment != "" {
			t.Errorf("%q becomes %s, the path %q", arg, path, got.Path)
		}
	})
}

func TestPages(t *testing.T) {
	fetch := func(token string) ([]int, string, error) {
		switch token {
		case "":
			return []int{1, 2}, "b", nil
		case "b":
			return nil, "c", nil
		case "c":
			return []int{3}, "", nil
		case "fails":
			return []int{9}, "b", errors.New("failed")
		}
		return []int{7}, token, nil // never ends
	}
	for _, tc := range []struct {
		first   string
		want    []int
		wantErr bool
	}{
		{"", []int{1, 2, 3}, false},
		{"c", []int{3}, false},
		{"fails", nil, true},
		{"loop", []int{7}, true},
	} {
		var got []int
		var failed error
		for item, err := range Pages(tc.first, fetch) {
			if err != nil {
				failed = err
				continue
			}
			got = append(got, item)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" || (failed != nil) != tc.wantErr {
			t.Errorf("from %q: error %v, items (-want +got):\n%s", tc.first, failed, diff)
		}
	}
	pages := Pages("", fetch)
	for range 2 { // a sequence can be started again, and left early
		for item := range pages {
			if item != 1 {
				t.Errorf("the first item is %d, want 1", item)
			}
			break
		}
	}
}
