// Package api holds what the clients of all Alexa services share: their
// [Config], the [Error] they return, and access to the [Response] behind a
// call.
//
// # Calls
//
// Every operation is a method that takes a context first and returns typed
// values. A call is bound by its context; each attempt is also bound by the
// timeout of the HTTP client ([DefaultTimeout] unless set). Responses beyond
// [MaxResponseSize] are rejected. Redirects are never followed, so that an
// access token reaches no other host.
//
// # Repeated attempts
//
// A service that asks to slow down (429) is called again, after the time its
// Retry-After header names or else after an exponentially growing, randomised
// pause. Reads, updates and deletions are also called again when the connection
// fails or the service does (500, 502, 503, 504); creations are not, because
// the first attempt may have succeeded unseen. No pause reaches beyond the
// deadline of the context: when it would, the last failure is returned at once.
//
// # Failures
//
// A call that fails returns one of
//   - [*ParameterError], before any traffic, when a required argument is missing;
//   - an error matching [ErrNotConfigured], before any traffic, when the Config
//     cannot work, for example because the request carried no access token;
//   - [*Error] in all other cases: the status says what the service answered,
//     zero that it did not answer.
//
// An operation that is to return something and gets nothing (204, an empty body
// or null) reports [ErrNoContent] inside an *Error, so that an absent value is
// never taken for an empty, zero or false one.
//
// # Responses
//
// Fields of a response that a service adds later, or sends in another JSON type
// than documented, do not fail a call. [CaptureResponse] gives access to the
// status, headers and body behind any call.
//
// # Interceptors
//
// To see or change requests and responses, wrap the Transport of
// [Config.HTTPClient] in another [net/http.RoundTripper]. It sees every
// attempt, and it also sees the access token: take care not to log it.
package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// The hosts of the Alexa services. A request from Alexa names the one to use in
// context.System.apiEndpoint; calls outside a session choose that of the user.
const (
	NorthAmerica = "https://api.amazonalexa.com"
	Europe       = "https://api.eu.amazonalexa.com"
	FarEast      = "https://api.fe.amazonalexa.com"
)

// Limits and defaults of a call.
const (
	// DefaultTimeout bounds one attempt when the HTTP client has no timeout
	// of its own. Alexa waits eight seconds for a skill's answer.
	DefaultTimeout = 5 * time.Second
	// DefaultMaxAttempts is how often a call is tried unless configured.
	DefaultMaxAttempts = 3
	// MaxResponseSize is the largest response body accepted, in bytes.
	MaxResponseSize = 8 << 20
	// MaxRetryDelay is the longest pause between two attempts. A service that
	// asks for more gets no further attempt; see [Error.RetryAfter].
	MaxRetryDelay = 5 * time.Second
)

// Config says how the clients of a service reach it. It is not modified by
// them; the same Config may serve any number of clients.
type Config struct {
	// Endpoint is the base URL of the services, such as [Europe]. Plain http
	// is accepted for loopback addresses only.
	Endpoint string
	// Tokens supplies the access token of each call: [StaticToken] for the
	// token of a request. Clients built on Login with Amazon set it themselves.
	Tokens TokenSource
	// HTTPClient makes the calls; nil uses the default transport. A zero
	// Timeout means [DefaultTimeout]. Its CheckRedirect is not used.
	HTTPClient *http.Client
	// UserAgent is sent with every call; empty sends "litexa-go".
	UserAgent string
	// MaxAttempts is how often a call is tried at most; 0 means
	// [DefaultMaxAttempts], 1 never repeats a call.
	MaxAttempts int
}

// ErrNotConfigured reports a Config that cannot work. Calls fail with it before
// any traffic.
var ErrNotConfigured = errors.New("service client is not configured")

// Validate reports what keeps calls from working, without calling anything.
// The error matches [ErrNotConfigured].
func (c Config) Validate() error {
	if c.Endpoint == "" {
		return fmt.Errorf("%w: no API endpoint; requests from Alexa carry it in context.System.apiEndpoint, outside of them use that of the user's region, such as %s", ErrNotConfigured, NorthAmerica)
	}
	endpoint, err := url.Parse(c.Endpoint)
	if err != nil || endpoint.Host == "" || endpoint.User != nil || strings.ContainsAny(c.Endpoint, "?#") {
		return fmt.Errorf("%w: the API endpoint must be a URL of scheme and host such as %s", ErrNotConfigured, NorthAmerica)
	}
	if endpoint.Scheme != "https" && !(endpoint.Scheme == "http" && isLoopback(endpoint.Hostname())) {
		return fmt.Errorf("%w: the API endpoint %s://%s must use https, since calls carry an access token", ErrNotConfigured, endpoint.Scheme, endpoint.Host)
	}
	if c.Tokens == nil {
		return fmt.Errorf("%w: no source of access tokens; set Config.Tokens", ErrNotConfigured)
	}
	return nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// A TokenSource supplies access tokens. Implementations are safe for concurrent
// use.
type TokenSource interface {
	Token(ctx context.Context) (string, error)
}

// StaticToken is the source of one access token, such as the apiAccessToken of
// a request. An empty token makes every call fail with [ErrNotConfigured].
func StaticToken(token string) TokenSource {
	return staticToken(func() string { return token })
}

// staticToken is a function so that printing a structure that holds it never
// shows the token.
type staticToken func() string

func (t staticToken) Token(context.Context) (string, error) {
	if token := t(); token != "" {
		return token, nil
	}
	return "", fmt.Errorf("%w: no API access token; requests from Alexa carry it in context.System.apiAccessToken", ErrNotConfigured)
}
