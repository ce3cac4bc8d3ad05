package web_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/litexa-go/litexa/ask/host/internal/fakealexa"
	"github.com/litexa-go/litexa/ask/host/web"
)

// running is a server that a test has started.
type running struct {
	address string
	stop    context.CancelFunc
	result  chan error
}

func start(t *testing.T, server *web.Server) *running {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := &running{listener.Addr().String(), stop, make(chan error, 1)}
	go func() { r.result <- server.Serve(ctx, listener) }()
	t.Cleanup(stop)
	return r
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func get(t *testing.T, method, url string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, read(t, response)
}

// A-WEB-17
func TestHealth(t *testing.T) {
	handler, _ := newHandler(t, fakealexa.New(t), new(skill))
	for _, test := range []struct {
		setting, method, path string
		status                int
		body                  string
	}{
		{"", "GET", "/healthz", 200, "ok\n"},
		{"", "HEAD", "/healthz", 200, ""},
		{"", "POST", "/healthz", 400, "Bad Request\n"},
		{"", "GET", "/", 405, "Method Not Allowed\n"},
		{"/up", "GET", "/up", 200, "ok\n"},
		{"/up", "GET", "/healthz", 405, "Method Not Allowed\n"},
		{"-", "GET", "/healthz", 405, "Method Not Allowed\n"},
	} {
		t.Run(test.setting+" "+test.method+" "+test.path, func(t *testing.T) {
			server := start(t, &web.Server{Handler: handler, HealthPath: test.setting, Logger: quiet()})
			status, body := get(t, test.method, "http://"+server.address+test.path)
			if status != test.status || body != test.body {
				t.Errorf("status %d, %q; want %d, %q", status, body, test.status, test.body)
			}
			server.stop()
			if err := <-server.result; err != nil {
				t.Error(err)
			}
		})
	}
}

// gate is a skill that waits.
type gate struct{ entered, leave chan struct{} }

func newGate() *gate { return &gate{make(chan struct{}), make(chan struct{})} }

func (g *gate) InvokeJSON(ctx context.Context, _ []byte) ([]byte, error) {
	close(g.entered)
	select {
	case <-g.leave:
		return []byte(`{"done":true}`), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestGracefulShutdown(t *testing.T) {
	gate := newGate()
	handler, err := web.NewHandler(gate, web.WithVerifier(web.Unverified()), web.WithLogger(quiet()))
	if err != nil {
		t.Fatal(err)
	}
	log := new(logs)
	server := start(t, &web.Server{Handler: handler, Logger: log.logger()})
	type answer struct {
		response *http.Response
		err      error
	}
	answers := make(chan answer, 1)
	go func() {
		response, err := http.Post("http://"+server.address, "application/json", strings.NewReader("{}"))
		answers <- answer{response, err}
	}()
	<-gate.entered
	server.stop()
	// New connections are refused before the request under way is done.
	for {
		conn, err := net.Dial("tcp", server.address)
		if err != nil {
			break
		}
		conn.Close()
	}
	close(gate.leave)
	got := <-answers
	if got.err != nil {
		t.Fatal(got.err)
	}
	if body := read(t, got.response); body != `{"done":true}` {
		t.Errorf("the request under way was answered with %d, %q", got.response.StatusCode, body)
	}
	if err := <-server.result; err != nil {
		t.Error(err)
	}
	for _, want := range []string{"msg=listening address=" + server.address + " scheme=http", "shutting down"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("logged %q, want %q in it", log, want)
		}
	}
}

func TestShutdownTimeout(t *testing.T) {
	gate := newGate()
	handler, err := web.NewHandler(gate, web.WithVerifier(web.Unverified()), web.WithLogger(quiet()), web.WithTimeout(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	server := start(t, &web.Server{Handler: handler, ShutdownTimeout: time.Millisecond, Logger: quiet()})
	failed := make(chan error, 1)
	go func() {
		response, err := http.Post("http://"+server.address, "application/json", strings.NewReader("{}"))
		if err == nil {
			response.Body.Close()
		}
		failed <- err
	}()
	<-gate.entered
	server.stop()
	if err := <-server.result; err == nil || !strings.Contains(err.Error(), "cut off 1ms after") {
		t.Errorf("got %v", err)
	}
	if err := <-failed; err == nil {
		t.Error("the request was answered")
	}
}

func TestServeFails(t *testing.T) {
	handler, _ := newHandler(t, fakealexa.New(t), new(skill))
	unverified, err := web.NewHandler(new(skill), web.WithVerifier(web.Unverified()), web.WithLogger(quiet()))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	none := filepath.Join(t.TempDir(), "none.pem")
	for _, test := range []struct {
		name   string
		server *web.Server
		want   string
	}{
		{"no address", &web.Server{Handler: handler}, "the server has no address"},
		{"no handler", &web.Server{Addr: "127.0.0.1:0"}, "the server has no handler"},
		{"address in use", &web.Server{Addr: listener.Addr().String(), Handler: handler}, "listen tcp "},
		{"unverified for all", &web.Server{Addr: ":0", Handler: unverified}, "requests are not verified, so they may not be served at"},
		{"no certificate", &web.Server{Addr: "127.0.0.1:0", Handler: handler, CertFile: none, KeyFile: none}, none},
		{"no key", &web.Server{Addr: "127.0.0.1:0", Handler: handler, CertFile: "server_test.go"}, "reading the TLS certificate: "},
		{"key of another kind", &web.Server{Addr: "127.0.0.1:0", Handler: handler, CertFile: "server_test.go", KeyFile: "server.go"}, "reading the TLS certificate: server_test.go and server.go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.server.Logger = quiet()
			if err := test.server.ListenAndServe(t.Context()); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
	t.Run("listener fails", func(t *testing.T) {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		listener.Close()
		server := &web.Server{Handler: handler, Logger: quiet()}
		if err := server.Serve(t.Context(), listener); err == nil || !strings.Contains(err.Error(), "serving at 127.0.0.1") {
			t.Errorf("got %v", err)
		}
	})
}

func TestListenAndServe(t *testing.T) {
	handler, _ := newHandler(t, fakealexa.New(t), new(skill))
	ctx, stop := context.WithCancel(t.Context())
	log := new(logs)
	// The address is known only by what is logged: stop once it is.
	stopper := slog.New(&watch{log.logger().Handler(), func(r slog.Record) {
		if r.Message == "listening" {
			stop()
		}
	}})
	server := &web.Server{Addr: "127.0.0.1:0", Handler: handler, Logger: stopper}
	if err := server.ListenAndServe(ctx); err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "address=127.0.0.1:") {
		t.Errorf("logged %q", log)
	}
}

type watch struct {
	slog.Handler
	see func(slog.Record)
}

func (w *watch) Handle(ctx context.Context, r slog.Record) error {
	w.see(r)
	return w.Handler.Handle(ctx, r)
}

// writePair writes a certificate for localhost and its key, and returns a pool
// that trusts it.
func writePair(t *testing.T, certFile, keyFile string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := fakealexa.Issue(t, x509.Certificate{
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore:   time.Now().Add(-time.Hour),
		NotAfter:    time.Now().Add(time.Hour),
		IsCA:        true,
	}, key, nil)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		certFile: []byte(cert.PEM()),
		keyFile:  pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
	} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert.Certificate)
	return pool
}

func TestTLS(t *testing.T) {
	amazon := fakealexa.New(t)
	skill := new(skill)
	handler, log := newHandler(t, amazon, skill, web.WithBodyTimeout(time.Second))
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	pool := writePair(t, cert, key)
	server := start(t, &web.Server{Handler: handler, CertFile: cert, KeyFile: key, Logger: quiet()})
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}

	r := newRequest(amazon, "https://"+server.address, fakealexa.Body(fakealexa.Now))
	r.RequestURI = ""
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	read(t, response)
	if response.StatusCode != 200 || response.ProtoMajor != 2 {
		t.Errorf("status %d over %s; log: %s", response.StatusCode, response.Proto, log)
	}

	// The limits hold for HTTP/2, too.
	slow, unblock := io.Pipe() // which the client closes
	go unblock.Write([]byte("{"))
	for _, test := range []struct {
		name   string
		body   io.Reader
		status int
	}{
		{"slow", slow, http.StatusRequestTimeout},
		{"huge", bytes.NewReader(make([]byte, 2<<20)), http.StatusRequestEntityTooLarge},
		{"huge, of unknown length", io.MultiReader(bytes.NewReader(make([]byte, 2<<20))), http.StatusRequestEntityTooLarge},
	} {
		response, err := client.Post("https://"+server.address, "application/json", test.body)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		read(t, response)
		if response.StatusCode != test.status {
			t.Errorf("%s: status %d, want %d", test.name, response.StatusCode, test.status)
		}
	}
	if calls := skill.calls.Load(); calls != 1 {
		t.Errorf("the skill was reached %d times, want once", calls)
	}

	server.stop()
	if err := <-server.result; err != nil {
		t.Error(err)
	}
}
