// Package lwa gets access tokens from Login with Amazon, for the services that
// a skill calls outside of a user's request: proactive events, skill messaging
// and the data store.
//
// Tokens are kept until 60 seconds before they expire. However many goroutines
// ask for the same token at once, one request is made for them all.
package lwa

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// DefaultAuthEndpoint is where tokens come from unless configured.
const DefaultAuthEndpoint = "https://api.amazon.com"

// Config says who asks for tokens.
type Config struct {
	// ClientID and ClientSecret are the credentials of the skill, shown in the
	// Alexa developer console. They are required unless AccessToken is set.
	ClientID     string
	ClientSecret api.Secret
	// RefreshToken stands for a developer who gave consent. With it, tokens are
	// asked for without a scope.
	RefreshToken api.Secret
	// AccessToken, when set, is used as it is and nothing is asked for.
	AccessToken api.Secret
	// AuthEndpoint is the base URL of Login with Amazon; empty means
	// [DefaultAuthEndpoint].
	AuthEndpoint string
	// HTTPClient makes the requests, as in [api.Config].
	HTTPClient *http.Client
	// UserAgent is sent with the requests, as in [api.Config].
	UserAgent string
}

// Client gets tokens and keeps them. It is safe for concurrent use.
type Client struct {
	// state is a function so that printing a structure that holds a Client,
	// whatever the verb, shows neither credentials nor tokens.
	state func() *state
}

type state struct {
	config Config
	rest   rest.Client
	flight singleflight.Group
	mu     sync.Mutex
	tokens map[string]token // by scope
}

type token struct {
	value   string
	expires time.Time
}

const (
	// expireEarly is how long before its end a token is no longer used.
	expireEarly = 60 * time.Second
	// flightTimeout bounds a request for a token with all its attempts. It is
	// not bound by the context of any one caller.
	flightTimeout = 20 * time.Second
)

// New returns a client. A config that cannot work is reported by each request
// for a token, as an error matching [api.ErrNotConfigured].
func New(config Config) *Client {
	if config.AuthEndpoint == "" {
		config.AuthEndpoint = DefaultAuthEndpoint
	}
	s := &state{
		config: config,
		rest: rest.Client{
			Config: api.Config{
				Endpoint:   config.AuthEndpoint,
				Tokens:     api.StaticToken(""), // not used
				HTTPClient: config.HTTPClient,
				UserAgent:  config.UserAgent,
			},
			Service:  "lwa",
			Meanings: meanings,
		},
		tokens: make(map[string]token),
	}
	return &Client{func() *state { return s }}
}

var meanings = map[int]string{
	http.StatusBadRequest:   "Login with Amazon rejects the request; check client id, scope and, if used, refresh token",
	http.StatusUnauthorized: "Login with Amazon rejects the client id or secret",
}

// Source returns the source of tokens for a scope, to be used as the Tokens of
// an [api.Config]. The scope is empty when the client has a refresh token.
func (c *Client) Source(scope string) api.TokenSource {
	return source{c, scope}
}

type source struct {
	client *Client
	scope  string
}

func (s source) Token(ctx context.Context) (string, error) {
	return s.client.Token(ctx, s.scope)
}

// Token returns an access token for a scope, such as "alexa::proactive_events".
// With a refresh token the scope must be empty.
//
// Failures of Login with Amazon are [*api.Error]; its Code is the error named by
// OAuth, such as "invalid_client". When ctx ends first, Token returns its error
// and the request continues for other callers.
func (c *Client) Token(ctx context.Context, scope string) (string, error) {
	if c == nil || c.state == nil {
		return "", fmt.Errorf("lwa.Token: %w: no client of Login with Amazon to get access tokens from", api.ErrNotConfigured)
	}
	return c.state().token(ctx, scope)
}

func (s *state) token(ctx context.Context, scope string) (string, error) {
	if token := string(s.config.AccessToken); token != "" {
		return token, nil
	}
	if err := s.validate(scope); err != nil {
		return "", err
	}
	if token, ok := s.cached(scope); ok {
		return token, nil
	}
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("lwa.Token: %w", err)
	}
	result := s.flight.DoChan(scope, func() (any, error) {
		if token, ok := s.cached(scope); ok {
			return token, nil // fetched between the look above and this flight
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flightTimeout)
		defer cancel()
		return s.fetch(ctx, scope)
	})
	select {
	case r := <-result:
		if r.Err != nil {
			return "", r.Err
		}
		return r.Val.(string), nil
	case <-ctx.Done():
		return "", fmt.Errorf("lwa.Token: waiting for an access token: %w", ctx.Err())
	}
}

func (s *state) validate(scope string) error {
	problem := ""
	switch {
	case s.config.ClientID == "":
		problem = "no client id"
	case s.config.ClientSecret == "":
		problem = "no client secret"
	case scope == "" && s.config.RefreshToken == "":
		problem = "neither a scope nor a refresh token"
	case scope != "" && s.config.RefreshToken != "":
		problem = "both a scope and a refresh token"
	default:
		return nil
	}
	return fmt.Errorf("lwa.Token: %w: %s to ask Login with Amazon for an access token", api.ErrNotConfigured, problem)
}

// cached returns the token kept for scope if it can still be used.
func (s *state) cached(scope string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.tokens[scope]
	return kept.value, time.Now().Before(kept.expires)
}

// fetch asks for a token and keeps it.
func (s *state) fetch(ctx context.Context, scope string) (_ string, err error) {
	defer func() {
		// A panic in a transport would end the process, for this runs in a
		// goroutine of its own.
		if p := recover(); p != nil {
			err = fmt.Errorf("lwa.Token: asking for an access token: panic: %v", p)
		}
	}()
	form := url.Values{
		"client_id":     {s.config.ClientID},
		"client_secret": {string(s.config.ClientSecret)},
	}
	if scope == "" {
		form.Set("grant_type", "refresh_token")
		form.Set("refresh_token", string(s.config.RefreshToken))
	} else {
		form.Set("grant_type", "client_credentials")
		form.Set("scope", scope)
	}
	asked := time.Now()
	answer, err := rest.Do[struct {
		AccessToken string      `json:"access_token"`
		ExpiresIn   json.Number `json:"expires_in"` // in seconds
	}](ctx, s.rest, rest.Call{
		Name:       "Token",
		Method:     http.MethodPost,
		Path:       "/auth/O2/token",
		Form:       form,
		Anonymous:  true,
		Repeatable: true,
		Secrets:    []string{string(s.config.ClientSecret), string(s.config.RefreshToken)},
	})
	if err == nil && answer.AccessToken == "" {
		err = &api.Error{Operation: "lwa.Token", StatusCode: http.StatusOK, Err: fmt.Errorf("%w: no access token", api.ErrInvalidResponse)}
	}
	if err != nil {
		var failure *api.Error
		if errors.As(err, &failure) && failure.StatusCode/100 == 2 {
			failure.Body = nil // may hold a token
		}
		return "", err
	}
	// Without a known lifetime, the token serves only those who wait for it.
	seconds, _ := answer.ExpiresIn.Int64()
	lifetime := time.Duration(min(max(seconds, 0), 24*60*60)) * time.Second
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[scope] = token{answer.AccessToken, asked.Add(lifetime - expireEarly)}
	return answer.AccessToken, nil
}
