package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// DefaultShutdownTimeout is how long a [Server] waits for requests under way.
const DefaultShutdownTimeout = 10 * time.Second

// Server serves a [Handler] over HTTP, or HTTPS if it has a certificate.
// The fields must not change once it serves.
type Server struct {
	// Addr is the address to listen at, such as ":8443" for all addresses of
	// the machine or "127.0.0.1:8080" for its own use. Port 0 chooses a free
	// one, which is logged.
	Addr string
	// Handler answers requests: a [Handler], or whatever routes to one. The
	// server's own time limits follow those of a Handler; with anything else,
	// they suit one with the default limits.
	Handler http.Handler
	// CertFile and KeyFile name PEM files with a certificate, followed by
	// its intermediates, and its key. Both empty means HTTP, for use behind
	// a proxy. When the files change, as they do when the certificate is
	// renewed, the new ones are used within a minute.
	CertFile, KeyFile string
	// HealthPath is a path at which GET answers 200, for load balancers;
	// empty means "/healthz", and "-" none.
	HealthPath string
	// ShutdownTimeout limits the wait for requests under way when the server
	// ends; zero means DefaultShutdownTimeout.
	ShutdownTimeout time.Duration
	// Logger logs where the server listens and what goes wrong with
	// connections; nil means [slog.Default].
	Logger *slog.Logger
}

// ListenAndServe listens at Addr and serves until ctx ends; see [Server.Serve].
func (s *Server) ListenAndServe(ctx context.Context) error {
	if s.Addr == "" {
		return errors.New(`web: the server has no address; set Addr, for example to ":8443"`)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	return s.Serve(ctx, listener)
}

// Serve answers the connections that a listener accepts until ctx ends. Then it
// accepts no more, lets requests under way finish, and returns nil, or an error
// if some took longer than ShutdownTimeout and were cut off. The end of ctx does
// not end the contexts of requests. Serve closes the listener in any case.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	defer listener.Close()
	logger := s.Logger
	if logger == nil {
		logger = slog.Default()
	}
	if s.Handler == nil {
		return errors.New("web: the server has no handler")
	}
	// What a handler of this package needs at most, and leave to spare.
	budget := DefaultBodyTimeout + DefaultTimeout
	if h, ok := s.Handler.(*Handler); ok {
		if h.isUnverified() && !isLoopback(listener.Addr()) {
			return fmt.Errorf("web: requests are not verified, so they may not be served at %s: listen at a loopback address such as 127.0.0.1, or verify them", listener.Addr())
		}
		budget = h.bodyTimeout + h.timeout
	}
	base, endAll := context.WithCancel(context.WithoutCancel(ctx))
	defer endAll()
	server := &http.Server{
		Handler:           s.withHealth(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       budget,
		WriteTimeout:      budget + 15*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelInfo),
	}
	serve, scheme := server.Serve, "http"
	if s.CertFile != "" || s.KeyFile != "" {
		pair := &keyPair{certFile: s.CertFile, keyFile: s.KeyFile, logger: logger, interval: time.Minute}
		if _, err := pair.get(nil); err != nil {
			return fmt.Errorf("web: reading the TLS certificate: %w", err)
		}
		server.TLSConfig = &tls.Config{GetCertificate: pair.get, MinVersion: tls.VersionTLS12}
		serve, scheme = func(l net.Listener) error { return server.ServeTLS(l, "", "") }, "https"
	}

	logger.InfoContext(ctx, "listening", "address", listener.Addr().String(), "scheme", scheme)
	failed := make(chan error, 1)
	go func() { failed <- serve(listener) }()
	select {
	case err := <-failed:
		server.Close()
		return fmt.Errorf("web: serving at %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	timeout := s.ShutdownTimeout
	if timeout == 0 {
		timeout = DefaultShutdownTimeout
	}
	logger.InfoContext(ctx, "shutting down", "address", listener.Addr().String())
	wait, cancel := context.WithTimeout(base, timeout)
	defer cancel()
	err := server.Shutdown(wait)
	if err != nil {
		server.Close()
		err = fmt.Errorf("web: requests under way were cut off %s after the server was told to end: %w", timeout, err)
	}
	<-failed
	return err
}

// withHealth puts the health endpoint before the handler.
func (s *Server) withHealth() http.Handler {
	path := s.HealthPath
	switch path {
	case "":
		path = "/healthz"
	case "-":
		return s.Handler
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == path && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			io.WriteString(w, "ok\n")
			return
		}
		s.Handler.ServeHTTP(w, r)
	})
}

// keyPair is a certificate with its key in files that may change.
type keyPair struct {
	certFile, keyFile string
	logger            *slog.Logger
	interval          time.Duration // between looks at the files

	mu      sync.Mutex
	loaded  *tls.Certificate
	looked  time.Time
	version [2]time.Time // modification times of the files that were read
}

// get returns the certificate, read anew if the files have changed. As long as
// the new files cannot be read, it returns what it has.
func (k *keyPair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if now := time.Now(); k.loaded == nil || now.Sub(k.looked) >= k.interval {
		k.looked = now
		if err := k.read(); err != nil {
			if k.loaded == nil {
				return nil, err
			}
			k.logger.Error("the TLS certificate cannot be read; the old one stays in use", "error", err)
		}
	}
	return k.loaded, nil
}

func (k *keyPair) read() error {
	var version [2]time.Time
	for i, name := range []string{k.certFile, k.keyFile} {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		version[i] = info.ModTime()
	}
	if k.loaded != nil && version == k.version {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(k.certFile, k.keyFile)
	if err != nil {
		return fmt.Errorf("%s and %s: %w", k.certFile, k.keyFile, err)
	}
	k.loaded, k.version = &pair, version
	return nil
}
