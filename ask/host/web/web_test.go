package web_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/host/internal/fakealexa"
	"github.com/litexa-go/litexa/ask/host/verify"
	"github.com/litexa-go/litexa/ask/host/web"
)

// skillFunc is a function that serves as a skill.
type skillFunc func(ctx context.Context, request []byte) ([]byte, error)

func (f skillFunc) InvokeJSON(ctx context.Context, request []byte) ([]byte, error) {
	return f(ctx, request)
}

// skill answers every request and counts them.
type skill struct{ calls atomic.Int64 }

func (s *skill) InvokeJSON(context.Context, []byte) ([]byte, error) {
	s.calls.Add(1)
	return []byte(`{"version":"1.0"}`), nil
}

// logs is a log that tests read.
type logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *logs) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func newVerifier(t testing.TB, alexa *fakealexa.Alexa) *verify.Verifier {
	t.Helper()
	verifier, err := verify.New(verify.Config{
		Roots:      alexa.Roots(),
		HTTPClient: alexa.Client(),
		Now:        func() time.Time { return fakealexa.Now },
	})
	if err != nil {
		t.Fatal(err)
	}
	return verifier
}

// newHandler returns a handler that trusts alexa, with what it logs.
func newHandler(t testing.TB, alexa *fakealexa.Alexa, skill web.Skill, options ...web.Option) (*web.Handler, *logs) {
	t.Helper()
	log := new(logs)
	options = append([]web.Option{web.WithVerifier(newVerifier(t, alexa)), web.WithLogger(log.logger())}, options...)
	handler, err := web.NewHandler(skill, options...)
	if err != nil {
		t.Fatal(err)
	}
	return handler, log
}

// trusting accepts every request.
type trusting struct{}

func (trusting) Verify(context.Context, http.Header, []byte) error { return nil }

// newRequest returns a request that alexa has signed.
func newRequest(alexa *fakealexa.Alexa, url string, body []byte) *http.Request {
	r := httptest.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	r.Header = alexa.Header(body)
	return r
}

func do(handler http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Result()
}

func read(t testing.TB, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAnswer(t *testing.T) {
	amazon := fakealexa.New(t)
	body := fakealexa.Body(fakealexa.Now)
	var got []byte
	handler, log := newHandler(t, amazon, skillFunc(func(_ context.Context, request []byte) ([]byte, error) {
		got = request
		return []byte(`{"version":"1.0"}`), nil
	}))
	response := do(handler, newRequest(amazon, "/any/path?any=query", body))
	if response.StatusCode != http.StatusOK {
		t.Fatalf("status %d; log: %s", response.StatusCode, log)
	}
	if diff := cmp.Diff(string(body), string(got)); diff != "" {
		t.Errorf("the skill got another body (-sent +got):\n%s", diff)
	}
	if diff := cmp.Diff(`{"version":"1.0"}`, read(t, response)); diff != "" {
		t.Error(diff)
	}
	want := http.Header{"Content-Type": {"application/json;charset=utf-8"}, "Content-Length": {"17"}}
	if diff := cmp.Diff(want, response.Header); diff != "" {
		t.Error(diff)
	}
	if log.String() != "" {
		t.Errorf("logged %s", log)
	}
}

// TestAttacks goes over a connection, so that nothing stands between what an
// attacker can send and the handler but what would in production.
func TestAttacks(t *testing.T) {
	type attack struct {
		alexa *fakealexa.Alexa
		body  []byte
		r     *http.Request // what is sent, signed to start with
	}
	header := func(name, value string) func(*testing.T, *attack) {
		return func(_ *testing.T, a *attack) { a.r.Header.Set(name, value) }
	}
	url := func(value string) func(*testing.T, *attack) { return header("SignatureCertChainUrl", value) }
	// send replaces the body without signing it again.
	send := func(a *attack, body []byte) {
		a.r.Body, a.r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	// sign replaces the body and signs it.
	sign := func(a *attack, body []byte) {
		send(a, body)
		a.r.Header = a.alexa.Header(body)
	}
	leaf := func(change func(*x509.Certificate)) func(*testing.T, *attack) {
		return func(t *testing.T, a *attack) {
			template := fakealexa.LeafTemplate()
			change(&template)
			a.alexa.Leaf = fakealexa.Issue(t, template, fakealexa.LeafKey(), a.alexa.Intermediate)
		}
	}
	serve := func(text func(a *attack) string) func(*testing.T, *attack) {
		return func(_ *testing.T, a *attack) {
			a.alexa.Fetch = func(*http.Request) (*http.Response, error) { return fakealexa.Answer(http.StatusOK, text(a)), nil }
		}
	}
	const maxBody = 64 << 10
	const bad = http.StatusBadRequest
	for _, test := range []struct {
		name   string
		change func(*testing.T, *attack)
		status int
		logged string
	}{
		{"no URL", func(_ *testing.T, a *attack) { a.r.Header.Del("SignatureCertChainUrl") }, bad, "SignatureCertChainUrl is missing"},
		{"empty URL", url(""), bad, "SignatureCertChainUrl is missing"},
		{"two URLs", func(_ *testing.T, a *attack) {
			a.r.Header.Add("SignatureCertChainUrl", "https://evil.example/echo.api/x.pem")
		}, bad, "occurs 2 times"},
		{"no signature", func(_ *testing.T, a *attack) { a.r.Header.Del("Signature-256") }, bad, "Signature-256 is missing"},
		{"empty signature", header("Signature-256", ""), bad, "Signature-256 is missing"},
		{"no headers at all", func(_ *testing.T, a *attack) { a.r.Header = http.Header{} }, bad, "is missing"},
		{"URL scheme", url("http://s3.amazonaws.com/echo.api/echo-api-cert.pem"), bad, "not https"},
		{"URL host", url("https://notamazon.com/echo.api/echo-api-cert.pem"), bad, "not s3.amazonaws.com"},
		{"URL path in another case", url("https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem"), bad, "not a file below /echo.api/"},
		{"URL path", url("https://s3.amazonaws.com/invalid.path/echo-api-cert.pem"), bad, "not a file below /echo.api/"},
		{"URL port", url("https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem"), bad, "not 443"},
		{"URL with dot segments", url("https://s3.amazonaws.com/echo.api/../evil/cert.pem"), bad, "not a file below /echo.api/"},
		{"URL with encoded dot segments", url("https://s3.amazonaws.com/echo.api/%2e%2e/evil/cert.pem"), bad, "not a file below /echo.api/"},
		{"URL with user information", url("https://s3.amazonaws.com@evil.example/echo.api/cert.pem"), bad, "user information"},
		{"URL that does not parse", url("https://[::1/echo.api/x.pem"), bad, "not a URL"}, // A-GO-31
		{"URL of nothing", url("https://s3.amazonaws.com/echo.api/none.pem"), bad, "status 403"},
		{"signature by another key", func(_ *testing.T, a *attack) {
			a.r.Header.Set("Signature-256", fakealexa.Sign(fakealexa.OtherKey(), crypto.SHA256, a.body))
		}, bad, "does not match"},
		{"signature with SHA-1", func(_ *testing.T, a *attack) {
			a.r.Header.Set("Signature-256", fakealexa.Sign(fakealexa.LeafKey(), crypto.SHA1, a.body))
		}, bad, "does not match"},
		{"legacy signature only", func(_ *testing.T, a *attack) { a.r.Header.Del("Signature-256") }, bad, "Signature-256 is missing"},
		{"signature not base64", header("Signature-256", "%%%%"), bad, "not valid base64"},
		{"expired certificate", leaf(func(c *x509.Certificate) { c.NotAfter = fakealexa.Now.Add(-time.Hour) }), bad, "the signing certificate is valid from"},
		{"certificate not yet valid", leaf(func(c *x509.Certificate) { c.NotBefore = fakealexa.Now.Add(time.Hour) }), bad, "the signing certificate is valid from"},
		{"certificate for another name", leaf(func(c *x509.Certificate) { c.DNSNames = []string{"evil.example"} }), bad, "not for echo-api.amazon.com"},
		{"certificate for a wildcard", leaf(func(c *x509.Certificate) { c.DNSNames = []string{"*.amazon.com"} }), bad, "not for echo-api.amazon.com"},
		{"certificate without names", leaf(func(c *x509.Certificate) { c.DNSNames = nil }), bad, "not for echo-api.amazon.com"}, // A-SIG-15
		{"chain cut short", serve(func(a *attack) string { return a.alexa.Leaf.PEM() }), bad, "unknown authority"},
		{"chain in the wrong order", serve(func(a *attack) string { return a.alexa.Intermediate.PEM() + a.alexa.Leaf.PEM() }), bad, "not for echo-api.amazon.com"},
		{"chain from a root of its own", func(t *testing.T, a *attack) { // A-GO-33
			root := fakealexa.CA(t, "Test Root", nil)
			own := fakealexa.Issue(t, fakealexa.LeafTemplate(), fakealexa.LeafKey(), root)
			serve(func(*attack) string { return own.PEM() + root.PEM() })(t, a)
		}, bad, "unknown authority"},
		{"chain that is no chain", serve(func(*attack) string { return "<html>" }), bad, "not in PEM format"},
		{"endless chain", serve(func(a *attack) string { return strings.Repeat(a.alexa.Leaf.PEM(), 100) }), bad, "more than 65536 bytes"},
		{"body altered", func(_ *testing.T, a *attack) {
			send(a, bytes.Replace(a.body, []byte("LaunchRequest"), []byte("LaunchRequesT"), 1))
		}, bad, "does not match"},
		{"body with a byte more", func(_ *testing.T, a *attack) { send(a, append(a.body, '\n')) }, bad, "does not match"},
		{"replay after the tolerance", func(_ *testing.T, a *attack) { sign(a, fakealexa.Body(fakealexa.Now.Add(-151*time.Second))) }, bad, "2m31s ago"},
		{"request from the future", func(_ *testing.T, a *attack) { sign(a, fakealexa.Body(fakealexa.Now.Add(151*time.Second))) }, bad, "2m31s from now"},
		{"no timestamp", func(_ *testing.T, a *attack) { sign(a, []byte(`{"request":{"type":"LaunchRequest"}}`)) }, bad, "no request.timestamp"},
		{"timestamp of no time", func(_ *testing.T, a *attack) { sign(a, fakealexa.BodyOf("LaunchRequest", `"soon"`)) }, bad, "request.timestamp is not valid"},
		{"two timestamps", func(_ *testing.T, a *attack) {
			sign(a, fakealexa.BodyOf("LaunchRequest", `"2026-03-04T12:00:00Z","timestamp":"2001-01-01T00:00:00Z"`))
		}, bad, "repeats"},
		{"body not JSON", func(_ *testing.T, a *attack) { sign(a, []byte("a=b")) }, bad, "not a JSON request envelope"},
		{"body of null", func(_ *testing.T, a *attack) { sign(a, []byte("null")) }, bad, "not a JSON request envelope"},
		{"empty body", func(_ *testing.T, a *attack) { sign(a, nil) }, bad, "not a JSON request envelope"},
		{"gzip", func(t *testing.T, a *attack) {
			var zipped bytes.Buffer
			w := gzip.NewWriter(&zipped)
			if _, err := w.Write(a.body); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			send(a, zipped.Bytes())
			a.r.Header.Set("Content-Encoding", "gzip")
		}, bad, `encoding \"gzip\"`},
		{"signed gzip", func(_ *testing.T, a *attack) { a.r.Header.Set("Content-Encoding", "gzip") }, bad, `encoding \"gzip\"`},
		{"huge body", func(_ *testing.T, a *attack) { sign(a, append(a.body, bytes.Repeat([]byte(" "), maxBody)...)) }, http.StatusRequestEntityTooLarge, "more than 65536 bytes"},
		{"huge body of unknown length", func(_ *testing.T, a *attack) {
			sign(a, append(a.body, bytes.Repeat([]byte(" "), maxBody)...))
			a.r.ContentLength = -1
		}, http.StatusRequestEntityTooLarge, "more than 65536 bytes"},
		{"development parameter", func(_ *testing.T, a *attack) { // A-GO-31
			a.r.Header = http.Header{}
			a.r.URL.RawQuery = "_dev=true"
		}, bad, "is missing"},
		{"GET", func(_ *testing.T, a *attack) { a.r.Method = http.MethodGet }, http.StatusMethodNotAllowed, ""},
		{"PUT", func(_ *testing.T, a *attack) { a.r.Method = http.MethodPut }, http.StatusMethodNotAllowed, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := &attack{alexa: fakealexa.New(t), body: fakealexa.Body(fakealexa.Now)}
			skill := new(skill)
			handler, log := newHandler(t, a.alexa, skill, web.WithMaxBody(maxBody))
			server := httptest.NewServer(handler)
			defer server.Close()

			a.r = newRequest(a.alexa, server.URL, a.body)
			a.r.RequestURI = ""
			test.change(t, a)
			response, err := server.Client().Do(a.r)
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != test.status {
				t.Errorf("status %d, want %d; log: %s", response.StatusCode, test.status, log)
			}
			if diff := cmp.Diff(http.StatusText(test.status)+"\n", read(t, response)); diff != "" {
				t.Errorf("the answer says more or less than its status:\n%s", diff)
			}
			if calls := skill.calls.Load(); calls != 0 {
				t.Errorf("the skill was reached %d times", calls)
			}
			if !strings.Contains(log.String(), test.logged) {
				t.Errorf("logged %q, want %q in it", log, test.logged)
			}
		})
	}
}

func TestMethodNotAllowed(t *testing.T) {
	handler, _ := newHandler(t, fakealexa.New(t), new(skill))
	if got := do(handler, httptest.NewRequest(http.MethodGet, "/", nil)).Header.Get("Allow"); got != "POST" {
		t.Errorf("Allow is %q", got)
	}
}

// Bodies that are unusual but not wrong.
func TestBodies(t *testing.T) {
	amazon := fakealexa.New(t)
	skill := new(skill)
	handler, log := newHandler(t, amazon, skill, web.WithMaxBody(32<<10))
	server := httptest.NewServer(handler)
	defer server.Close()
	small := fakealexa.Body(fakealexa.Now)
	full := append(bytes.Clone(small), bytes.Repeat([]byte(" "), 32<<10-len(small))...)
	for name, r := range map[string]*http.Request{
		"as large as allowed": newRequest(amazon, server.URL, full),
		"of unknown length": func() *http.Request {
			r := newRequest(amazon, server.URL, full)
			r.ContentLength = -1
			return r
		}(),
		"identity encoding": func() *http.Request {
			r := newRequest(amazon, server.URL, small)
			r.Header.Set("Content-Encoding", "identity")
			return r
		}(),
		"another charset": func() *http.Request { // A-WEB-07: the bytes count, whatever they are said to mean
			body := bytes.Replace(small, []byte(`"userId":"u"`), []byte("\"userId\":\"\xe4\""), 1)
			r := newRequest(amazon, server.URL, body)
			r.Header.Set("Content-Type", "application/json; charset=iso-8859-1")
			return r
		}(),
		"another content type": func() *http.Request { // A-WEB-05
			r := newRequest(amazon, server.URL, small)
			r.Header.Set("Content-Type", "text/plain")
			return r
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			r.RequestURI = ""
			response, err := server.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			if response.StatusCode != http.StatusOK {
				t.Errorf("status %d; log: %s", response.StatusCode, log)
			}
		})
	}
}

// raw sends bytes over a connection of its own and returns it.
func raw(t *testing.T, address, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestSlowBody(t *testing.T) {
	amazon := fakealexa.New(t)
	skill := new(skill)
	handler, log := newHandler(t, amazon, skill, web.WithBodyTimeout(50*time.Millisecond))
	server := httptest.NewServer(handler)
	defer server.Close()
	for name, head := range map[string]string{
		"known length": "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
		"chunks":       "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
		"nothing":      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			conn := raw(t, server.Listener.Addr().String(), head)
			in := bufio.NewReader(conn)
			response, err := http.ReadResponse(in, nil)
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != http.StatusRequestTimeout || !response.Close {
				t.Errorf("status %d, closing %t", response.StatusCode, response.Close)
			}
			if diff := cmp.Diff("Request Timeout\n", read(t, response)); diff != "" {
				t.Error(diff)
			}
			if _, err := in.ReadByte(); err != io.EOF {
				t.Errorf("the connection is still open: %v", err)
			}
		})
	}
	if skill.calls.Load() != 0 || !strings.Contains(log.String(), "did not arrive within 50ms") {
		t.Errorf("%d calls; log: %s", skill.calls.Load(), log)
	}
}

// The deadline of the body must not outlive the body: neither may it end the
// context of the skill nor the next request of the connection.
func TestSlowSkillAfterBody(t *testing.T) {
	amazon := fakealexa.New(t)
	const timeout = 200 * time.Millisecond
	handler, log := newHandler(t, amazon, skillFunc(func(ctx context.Context, _ []byte) ([]byte, error) {
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(timeout + timeout/2):
			return []byte(`{}`), nil
		}
	}), web.WithBodyTimeout(timeout))
	server := httptest.NewServer(handler)
	defer server.Close()
	for range 2 {
		r := newRequest(amazon, server.URL, fakealexa.Body(fakealexa.Now))
		r.RequestURI = ""
		response, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, response); response.StatusCode != http.StatusOK || got != "{}" {
			t.Errorf("status %d, %q; log: %s", response.StatusCode, got, log)
		}
	}
}

func TestClientDisconnects(t *testing.T) {
	amazon := fakealexa.New(t)
	started, ended := make(chan struct{}), make(chan error, 1)
	handler, log := newHandler(t, amazon, skillFunc(func(ctx context.Context, _ []byte) ([]byte, error) {
		close(started)
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	}), web.WithTimeout(time.Hour))
	server := httptest.NewServer(handler)
	r := newRequest(amazon, "/", fakealexa.Body(fakealexa.Now))
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	conn := raw(t, server.Listener.Addr().String(), text.String())
	<-started
	conn.Close()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the context ended with %v", err)
	}
	server.Close() // waits for the handler
	if got := log.String(); !strings.Contains(got, "level=INFO") || !strings.Contains(got, "did not wait") {
		t.Errorf("logged %q", got)
	}
}

// A body whose sender goes away in the middle of it.
func TestBodyCutOff(t *testing.T) {
	skill := new(skill)
	handler, log := newHandler(t, fakealexa.New(t), skill)
	server := httptest.NewServer(handler)
	conn := raw(t, server.Listener.Addr().String(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
	conn.(*net.TCPConn).CloseWrite()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	server.Close()
	if response.StatusCode != http.StatusBadRequest || skill.calls.Load() != 0 || !strings.Contains(log.String(), "reading the body: unexpected EOF") {
		t.Errorf("status %d, %d calls; log: %s", response.StatusCode, skill.calls.Load(), log)
	}
}

// A-WEB-12
func TestSkillFails(t *testing.T) {
	for _, test := range []struct {
		name   string
		skill  skillFunc
		status int
		logged string
	}{
		{"error", func(context.Context, []byte) ([]byte, error) { return nil, errors.New("secret detail") }, 500, `level=ERROR msg="the skill failed" error="secret detail"`},
		{"panic", func(context.Context, []byte) ([]byte, error) { panic("secret detail") }, 500, `panic="secret detail" stack=`},
		{"panic caught by the skill", func(context.Context, []byte) ([]byte, error) {
			return nil, fmt.Errorf("handling: %w", &ask.PanicError{Value: "secret detail", Stack: []byte("here")})
		}, 500, `error="handling: panic: secret detail" stack=here`},
		{"no handler", func(context.Context, []byte) ([]byte, error) { return nil, ask.ErrNoHandler }, 500, "the skill failed"},
		{"other skill", func(context.Context, []byte) ([]byte, error) {
			return nil, fmt.Errorf("%w: secret detail", ask.ErrSkillID)
		}, 400, `level=WARN msg="request refused" status=400`},
		{"malformed", func(context.Context, []byte) ([]byte, error) {
			return nil, fmt.Errorf("%w: %w", ask.ErrMalformedRequest, new(alexa.DecodeError))
		}, 400, "request refused"},
		{"malformed within the skill", func(context.Context, []byte) ([]byte, error) {
			return nil, fmt.Errorf("handling: %w", new(alexa.DecodeError))
		}, 500, "the skill failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			amazon := fakealexa.New(t)
			handler, log := newHandler(t, amazon, test.skill)
			response := do(handler, newRequest(amazon, "/", fakealexa.Body(fakealexa.Now)))
			if response.StatusCode != test.status {
				t.Errorf("status %d, want %d", response.StatusCode, test.status)
			}
			if diff := cmp.Diff(http.StatusText(test.status)+"\n", read(t, response)); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(log.String(), test.logged) {
				t.Errorf("logged %q, want %q in it", log, test.logged)
			}
		})
	}
}

func TestSkillTimeout(t *testing.T) {
	amazon := fakealexa.New(t)
	synctest.Test(t, func(t *testing.T) {
		handler, log := newHandler(t, amazon, skillFunc(func(ctx context.Context, _ []byte) ([]byte, error) {
			<-ctx.Done()
			return nil, context.Cause(ctx)
		}))
		start := time.Now()
		response := do(handler, newRequest(amazon, "/", fakealexa.Body(fakealexa.Now)))
		if took := time.Since(start); response.StatusCode != 500 || took != 8*time.Second {
			t.Errorf("status %d after %s, want 500 after 8s", response.StatusCode, took)
		}
		if !strings.Contains(log.String(), "the skill did not answer in time") {
			t.Errorf("logged %q", log)
		}
	})
}

// A panic that asks to abort the response does so.
func TestAbort(t *testing.T) {
	amazon := fakealexa.New(t)
	handler, log := newHandler(t, amazon, skillFunc(func(context.Context, []byte) ([]byte, error) { panic(http.ErrAbortHandler) }))
	defer func() {
		if value := recover(); value != http.ErrAbortHandler {
			t.Errorf("recovered %v; log: %s", value, log)
		}
	}()
	do(handler, newRequest(amazon, "/", fakealexa.Body(fakealexa.Now)))
}

// A-WEB-13
func TestRequestFrom(t *testing.T) {
	amazon := fakealexa.New(t)
	var got *http.Request
	handler, _ := newHandler(t, amazon, skillFunc(func(ctx context.Context, _ []byte) ([]byte, error) {
		got = web.RequestFrom(ctx)
		return []byte("{}"), nil
	}))
	r := newRequest(amazon, "/path", fakealexa.Body(fakealexa.Now))
	do(handler, r)
	if got == nil || got.URL.Path != "/path" || got.Header.Get("Signature-256") != r.Header.Get("Signature-256") {
		t.Errorf("got %v", got)
	}
	if got := web.RequestFrom(t.Context()); got != nil {
		t.Errorf("got %v outside of a request", got)
	}
}

func TestNewHandler(t *testing.T) {
	for _, test := range []struct {
		name    string
		skill   web.Skill
		options []web.Option
		want    string
	}{
		{"no skill", nil, nil, "the skill is nil"}, // A-WEB-02
		{"nil skill", (*ask.Skill)(nil), nil, "the skill is nil"},
		{"no body", new(skill), []web.Option{web.WithMaxBody(0)}, "body 0 bytes"},
		{"no body timeout", new(skill), []web.Option{web.WithBodyTimeout(0)}, "in 0s"},
		{"negative timeout", new(skill), []web.Option{web.WithTimeout(-1)}, "answer in -1ns"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := web.NewHandler(test.skill, test.options...); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

// Without options, a handler verifies.
func TestDefaultVerifies(t *testing.T) {
	amazon := fakealexa.New(t)
	skill := new(skill)
	handler, err := web.NewHandler(skill, web.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	r := newRequest(amazon, "/", fakealexa.Body(fakealexa.Now)) // long ago
	if response := do(handler, r); response.StatusCode != http.StatusBadRequest || skill.calls.Load() != 0 {
		t.Errorf("status %d, %d calls", response.StatusCode, skill.calls.Load())
	}
}

// A-WEB-03
func TestUserAgent(t *testing.T) {
	amazon := fakealexa.New(t)
	skill, err := ask.NewSkillBuilder().AddHandlerFunc(ask.OnLaunch, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		return in.ResponseBuilder.Speak("Hello!").Response(), nil
	}).Create()
	if err != nil {
		t.Fatal(err)
	}
	handler, log := newHandler(t, amazon, skill)
	response := do(handler, newRequest(amazon, "/", fakealexa.Body(fakealexa.Now)))
	if got := read(t, response); response.StatusCode != 200 || !strings.Contains(got, `"userAgent":"`+skill.UserAgent()+` web"`) || !strings.Contains(got, "Hello!") {
		t.Errorf("status %d: %s; log: %s", response.StatusCode, got, log)
	}
}

func TestUnverified(t *testing.T) {
	skill, log := new(skill), new(logs)
	handler, err := web.NewHandler(skill, web.WithVerifier(web.Unverified()), web.WithLogger(log.logger()))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "requests are NOT verified") {
		t.Errorf("logged %q", log)
	}
	for _, test := range []struct {
		name    string
		address net.Addr
		status  int
	}{
		{"loopback", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, 200},
		{"loopback, version 6", &net.TCPAddr{IP: net.IPv6loopback}, 200},
		{"all addresses", &net.TCPAddr{IP: net.IPv4zero}, 400},
		{"local network", &net.TCPAddr{IP: net.IPv4(192, 168, 0, 1)}, 400},
		{"socket", &net.UnixAddr{Name: "/s", Net: "unix"}, 400},
		{"unknown", nil, 400},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{}"))
			if test.address != nil {
				r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, test.address))
			}
			if response := do(handler, r); response.StatusCode != test.status {
				t.Errorf("status %d, want %d", response.StatusCode, test.status)
			}
		})
	}
}

// controlled fails to set deadlines.
type controlled struct {
	http.ResponseWriter
	fail func(time.Time) error
}

func (c controlled) SetReadDeadline(t time.Time) error { return c.fail(t) }

func TestDeadlineFails(t *testing.T) {
	for name, fail := range map[string]func(time.Time) error{
		"set":    func(time.Time) error { return errors.New("broken") },
		"remove": func(at time.Time) error { return map[bool]error{true: errors.New("broken")}[at.IsZero()] },
	} {
		t.Run(name, func(t *testing.T) {
			skill := new(skill)
			handler, log := newHandler(t, fakealexa.New(t), skill, web.WithVerifier(trusting{}))
			w := httptest.NewRecorder()
			handler.ServeHTTP(controlled{w, fail}, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{}")))
			if w.Code != http.StatusBadRequest || skill.calls.Load() != 0 || !strings.Contains(log.String(), "broken") {
				t.Errorf("status %d, %d calls; log: %s", w.Code, skill.calls.Load(), log)
			}
		})
	}
}

// A write that fails is no reason to panic or to be loud.
func TestWriteFails(t *testing.T) {
	amazon := fakealexa.New(t)
	handler, log := newHandler(t, amazon, new(skill))
	handler.ServeHTTP(deaf{httptest.NewRecorder()}, newRequest(amazon, "/", fakealexa.Body(fakealexa.Now)))
	if got := log.String(); !strings.Contains(got, `level=INFO msg="the response did not reach the requester"`) {
		t.Errorf("logged %q", got)
	}
}

type deaf struct{ http.ResponseWriter }

func (deaf) Write([]byte) (int, error) { return 0, errors.New("gone") }

// FuzzHandler sends whatever a client can: only what Alexa signed may reach the
// skill, and everything is answered.
func FuzzHandler(f *testing.F) {
	amazon := fakealexa.New(f)
	body := fakealexa.Body(fakealexa.Now)
	var reached []byte
	handler, _ := newHandler(f, amazon, skillFunc(func(_ context.Context, request []byte) ([]byte, error) {
		reached = request
		return []byte("{}"), nil
	}), web.WithMaxBody(4<<10))
	signature := amazon.Header(body).Get("Signature-256")
	f.Add("POST", fakealexa.CertURL, signature, "", body)
	f.Add("GET", "", "", "gzip", []byte{})
	f.Add("POST", "https://s3.amazonaws.com/echo.api/../x", "AA==", "identity", bytes.Repeat([]byte("["), 5000))
	f.Fuzz(func(t *testing.T, method, url, sig, encoding string, sent []byte) {
		r, err := http.NewRequest(method, "/", bytes.NewReader(sent))
		if err != nil {
			t.Skip()
		}
		r.Header = http.Header{"Signaturecertchainurl": {url}, "Signature-256": {sig}, "Content-Encoding": {encoding}}
		reached = nil
		switch status := do(handler, r).StatusCode; status {
		case 200:
			if !bytes.Equal(reached, body) {
				t.Errorf("%q reached the skill", reached)
			}
		case 400, 405, 413:
			if reached != nil {
				t.Errorf("%q reached the skill and was answered with %d", reached, status)
			}
		default:
			t.Errorf("status %d", status)
		}
	})
}

func BenchmarkHandler(b *testing.B) {
	amazon := fakealexa.New(b)
	handler, _ := newHandler(b, amazon, new(skill))
	body := fakealexa.Body(fakealexa.Now)
	header := amazon.Header(body)
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header = header
		w := httptest.NewRecorder()
		if handler.ServeHTTP(w, r); w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
