// Package web runs a skill as a web service: an HTTP handler that answers only
// what Alexa has signed, and a server for it.
//
//	handler, err := web.NewHandler(skill)
//	if err != nil {
//		log.Fatal(err)
//	}
//	server := &web.Server{Addr: ":8443", Handler: handler, CertFile: "cert.pem", KeyFile: "key.pem"}
//	if err := server.ListenAndServe(ctx); err != nil {
//		log.Fatal(err)
//	}
//
// The handler also works in any other server and below any router, as long as
// nothing has read or changed the body before it. To check requests elsewhere,
// use package [github.com/litexa-go/litexa/ask/host/verify].
//
// # What is answered
//
//	200  the response of the skill
//	400  the request is not from Alexa, not for this skill or malformed
//	405  the method is not POST
//	408  the body did not arrive in time
//	413  the body is too large
//	500  the skill failed
//
// An answer other than 200 says nothing beyond its status; the reason is logged.
package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/host/verify"
)

// The defaults of a [Handler].
const (
	DefaultMaxBody     = 1 << 20
	DefaultBodyTimeout = 5 * time.Second
	DefaultTimeout     = 8 * time.Second
)

// Skill answers JSON request envelopes; [*ask.Skill] is one.
type Skill interface {
	InvokeJSON(ctx context.Context, request []byte) ([]byte, error)
}

// Verifier checks that a request came from Alexa; [*verify.Verifier] is one.
// Implementations are safe for concurrent use.
type Verifier interface {
	Verify(ctx context.Context, header http.Header, body []byte) error
}

// Handler is an [http.Handler] that answers the requests Alexa sends to a skill.
type Handler struct {
	skill       Skill
	verifier    Verifier
	logger      *slog.Logger
	maxBody     int64
	bodyTimeout time.Duration
	timeout     time.Duration
}

// Option changes how a [Handler] works.
type Option func(*Handler)

// WithVerifier sets what checks requests. The default is a [verify.Verifier]
// that follows Alexa's rules, with the root certificates of the system. For
// development there is [Unverified].
func WithVerifier(verifier Verifier) Option {
	return func(h *Handler) { h.verifier = verifier }
}

// WithLogger sets where refused requests and failures are logged; the default
// is [slog.Default].
func WithLogger(logger *slog.Logger) Option {
	return func(h *Handler) { h.logger = logger }
}

// WithMaxBody sets how many bytes a request body may have; the default is
// DefaultMaxBody, 1 MiB, of which Alexa's requests need a small part.
func WithMaxBody(bytes int64) Option {
	return func(h *Handler) { h.maxBody = bytes }
}

// WithBodyTimeout sets how long a body may take to arrive; the default is
// DefaultBodyTimeout, 5 s. While a body is read, it replaces the read timeout of
// the server.
func WithBodyTimeout(d time.Duration) Option {
	return func(h *Handler) { h.bodyTimeout = d }
}

// WithTimeout sets how long the skill may take, as the deadline of its context;
// the default is DefaultTimeout, the 8 s for which Alexa waits.
func WithTimeout(d time.Duration) Option {
	return func(h *Handler) { h.timeout = d }
}

// NewHandler returns a handler for skill. It fails when an option is out of
// range.
func NewHandler(skill Skill, options ...Option) (*Handler, error) {
	h := &Handler{skill: skill, maxBody: DefaultMaxBody, bodyTimeout: DefaultBodyTimeout, timeout: DefaultTimeout}
	for _, option := range options {
		option(h)
	}
	if s, ok := skill.(*ask.Skill); ok && s != nil {
		h.skill = s.WithUserAgent("web")
	} else if ok || skill == nil {
		return nil, errors.New("web: the skill is nil")
	}
	if h.maxBody <= 0 || h.bodyTimeout <= 0 || h.timeout <= 0 {
		return nil, fmt.Errorf("web: the limits must be positive: body %d bytes in %s, answer in %s", h.maxBody, h.bodyTimeout, h.timeout)
	}
	if h.logger == nil {
		h.logger = slog.Default()
	}
	if h.verifier == nil {
		verifier, err := verify.New(verify.Config{})
		if err != nil {
			return nil, err
		}
		h.verifier = verifier
	}
	if h.isUnverified() {
		h.logger.Warn("requests are NOT verified: whoever reaches this machine's loopback address can pose as Alexa; do not use this in production")
	}
	return h, nil
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if value := recover(); value != nil {
			if value == http.ErrAbortHandler {
				panic(value)
			}
			h.logger.ErrorContext(r.Context(), "panic while answering a request", "panic", value, "stack", string(debug.Stack()))
			answer(w, http.StatusInternalServerError)
		}
	}()
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		answer(w, http.StatusMethodNotAllowed)
		return
	}
	body, status, err := h.readBody(w, r)
	if err == nil {
		status = http.StatusBadRequest
		err = h.verifier.Verify(r.Context(), r.Header, body)
	}
	if err != nil {
		h.logger.WarnContext(r.Context(), "request refused", "status", status, "remote", r.RemoteAddr, "error", err)
		answer(w, status)
		return
	}
	ctx, cancel := context.WithTimeout(context.WithValue(r.Context(), requestKey{}, r), h.timeout)
	defer cancel()
	response, err := h.skill.InvokeJSON(ctx, body)
	if err != nil {
		answer(w, h.failed(ctx, r, err))
		return
	}
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(response)))
	if _, err := w.Write(response); err != nil {
		h.logger.InfoContext(ctx, "the response did not reach the requester", "error", err)
	}
}

// answer sends a status and nothing more.
func answer(w http.ResponseWriter, status int) {
	http.Error(w, http.StatusText(status), status)
}

// failed logs that the skill failed and returns the status to answer with.
func (h *Handler) failed(ctx context.Context, r *http.Request, err error) int {
	switch {
	case ask.IsBadRequest(err):
		h.logger.WarnContext(ctx, "request refused", "status", http.StatusBadRequest, "remote", r.RemoteAddr, "error", err)
		return http.StatusBadRequest
	case r.Context().Err() != nil:
		h.logger.InfoContext(ctx, "the requester did not wait for the response", "error", err)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		h.logger.ErrorContext(ctx, "the skill did not answer in time", "timeout", h.timeout, "error", err)
	default:
		attributes := []any{"error", err}
		var panicked *ask.PanicError
		if errors.As(err, &panicked) {
			attributes = append(attributes, "stack", string(panicked.Stack))
		}
		h.logger.ErrorContext(ctx, "the skill failed", attributes...)
	}
	return http.StatusInternalServerError
}

// initialBody is how much memory a request gets on the word of its
// Content-Length alone.
const initialBody = 32 << 10

// readBody returns the bytes of the body as they came, or an error with the
// status to answer with.
func (h *Handler) readBody(w http.ResponseWriter, r *http.Request) ([]byte, int, error) {
	for _, encoding := range r.Header["Content-Encoding"] {
		if encoding != "" && !strings.EqualFold(encoding, "identity") {
			// Alexa does not compress, and signs what it sends.
			closeAfter(w)
			return nil, http.StatusBadRequest, fmt.Errorf("the body has the encoding %.50q; none is allowed", encoding)
		}
	}
	tooLarge := fmt.Errorf("the body has more than %d bytes", h.maxBody)
	if r.ContentLength > h.maxBody {
		closeAfter(w)
		return nil, http.StatusRequestEntityTooLarge, tooLarge
	}
	control := http.NewResponseController(w)
	// Where deadlines are not supported, it is for the server to set them.
	if err := control.SetReadDeadline(time.Now().Add(h.bodyTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, http.StatusBadRequest, fmt.Errorf("setting the deadline of the body: %w", err)
	}
	var body bytes.Buffer
	body.Grow(int(min(max(r.ContentLength, 0), initialBody)) + bytes.MinRead)
	if _, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, h.maxBody)); err != nil {
		closeAfter(w)
		var limit *http.MaxBytesError
		switch {
		case errors.As(err, &limit):
			return nil, http.StatusRequestEntityTooLarge, tooLarge
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil, http.StatusRequestTimeout, fmt.Errorf("the body did not arrive within %s", h.bodyTimeout)
		}
		return nil, http.StatusBadRequest, fmt.Errorf("reading the body: %w", err)
	}
	// A deadline left behind would end the request's context when it passes.
	if err := control.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, http.StatusBadRequest, fmt.Errorf("removing the deadline of the body: %w", err)
	}
	return body.Bytes(), http.StatusOK, nil
}

// closeAfter makes the server close the connection after the response instead
// of reading what may remain of the body.
func closeAfter(w http.ResponseWriter) { w.Header().Set("Connection", "close") }

type requestKey struct{}

// RequestFrom returns the HTTP request that a skill is answering, from the
// context its handlers are given; nil if it came by other ways. The body of the
// request has been read.
func RequestFrom(ctx context.Context) *http.Request {
	r, _ := ctx.Value(requestKey{}).(*http.Request)
	return r
}

// Unverified returns a verifier that accepts every request that arrives at a
// loopback address of this machine, and no other. It is for development, with
// requests made by hand or coming through a tunnel. [NewHandler] logs a warning
// when it is used, and [Server] refuses to use it with another address.
func Unverified() Verifier { return unverified{} }

type unverified struct{}

func (unverified) Verify(ctx context.Context, _ http.Header, _ []byte) error {
	if address, ok := ctx.Value(http.LocalAddrContextKey).(net.Addr); ok && isLoopback(address) {
		return nil
	}
	return errors.New("requests that are not verified are answered at loopback addresses only")
}

func (h *Handler) isUnverified() bool {
	_, ok := h.verifier.(unverified)
	return ok
}

func isLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
