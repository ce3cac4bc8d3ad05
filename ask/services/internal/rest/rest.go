// Package rest makes the calls of the service clients: it builds URLs, repeats
// attempts where that is safe, and turns responses into values and errors.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/capture"
)

// A Client makes the calls of one service.
type Client struct {
	Config  api.Config
	Service string // the name of the package, for errors
	// Meanings explains statuses where the service gives them a meaning of
	// its own. It is only read.
	Meanings map[int]string
}

// A Call is one operation with its arguments.
type Call struct {
	Name   string     // the name of the Go method
	Method string     // the HTTP method
	Path   string     // with parameters in braces, as in /v1/devices/{deviceId}
	Args   []string   // the parameters of Path in order; each is required
	Query  url.Values // see [Query]
	Header http.Header
	Body   any // encoded as JSON unless nil

	// Requests for tokens differ from other calls in the following.
	Anonymous  bool       // send no access token, and do not capture the response
	Repeatable bool       // a repeated POST does no harm
	Form       url.Values // sent instead of Body
	Secrets    []string   // blotted out where the service repeats them
}

// Query returns the query of name and value pairs, without those whose value is
// empty.
func Query(pairs ...string) url.Values {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return query
}

// Number returns the text of a query value, empty for 0.
func Number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Do makes a call that returns a T.
func Do[T any](ctx context.Context, c Client, call Call) (T, error) {
	var result, zero T
	response, err := c.send(ctx, call)
	if err != nil {
		return zero, err
	}
	if err := decode(response, &result); err != nil {
		return zero, c.failure(call, response, err)
	}
	return result, nil
}

// Exec makes a call that returns nothing.
func Exec(ctx context.Context, c Client, call Call) error {
	_, err := c.send(ctx, call)
	return err
}

// Pages returns the items of all pages that fetch returns, given the token of a
// page, first the one given. It ends with the first error.
func Pages[T any](token string, fetch func(token string) (items []T, next string, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		for token := token; ; {
			items, next, err := fetch(token)
			if err != nil {
				yield(zero, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			if next == token {
				yield(zero, fmt.Errorf("%w: the next page has the same token as this one", api.ErrInvalidResponse))
				return
			}
			token = next
		}
	}
}

// Required returns the error of a parameter missing from a call of method.
func (c Client) Required(method, parameter string) error {
	return c.invalid(method, parameter, "is required")
}

func (c Client) invalid(method, parameter, reason string) error {
	return &api.ParameterError{Operation: c.Service + "." + method, Parameter: parameter, Reason: reason}
}

// send makes the call, in several attempts if need be, and returns a response
// of status 2xx.
func (c Client) send(ctx context.Context, call Call) (*api.Response, error) {
	request, err := c.prepare(call)
	if err != nil {
		return nil, err
	}
	captured, _ := capture.From(ctx).(*api.Response)
	if call.Anonymous || captured == nil {
		captured = new(api.Response)
	}
	client := httpClient(c.Config.HTTPClient)
	maxAttempts := c.Config.MaxAttempts
	if maxAttempts <= 0 {
		maxAttempts = api.DefaultMaxAttempts
	}
	for attempt := 1; ; attempt++ {
		secrets := call.Secrets
		if !call.Anonymous {
			token, err := c.Config.Tokens.Token(ctx)
			if err != nil {
				return nil, fmt.Errorf("%s.%s: getting the access token: %w", c.Service, call.Name, err)
			}
			request.Header.Set("Authorization", "Bearer "+token)
			secrets = []string{token}
		}
		response, err := exchange(ctx, client, request)
		response.Attempts = attempt
		redact(response, secrets)
		*captured = *response
		if err == nil && response.StatusCode/100 == 2 {
			return response, nil
		}
		failure := c.failure(call, response, err)
		if attempt >= maxAttempts || ctx.Err() != nil || !retryable(call, failure) {
			return nil, failure
		}
		if !pause(ctx, attempt, failure.RetryAfter) {
			if failure.Err == nil {
				failure.Err = ctx.Err() // cancelled meanwhile
			}
			return nil, failure
		}
	}
}

// prepare returns the request of the call, without its access token.
func (c Client) prepare(call Call) (*http.Request, error) {
	if err := c.Config.Validate(); err != nil {
		return nil, fmt.Errorf("%s.%s: %w", c.Service, call.Name, err)
	}
	path, err := c.expand(call)
	if err != nil {
		return nil, err
	}
	address := strings.TrimSuffix(c.Config.Endpoint, "/") + path
	if len(call.Query) > 0 {
		address += "?" + spaced(call.Query.Encode())
	}
	var body []byte
	var contentType string
	switch {
	case call.Form != nil:
		body, contentType = []byte(call.Form.Encode()), "application/x-www-form-urlencoded"
	case call.Body != nil:
		if body, err = json.Marshal(call.Body); err != nil {
			return nil, c.invalid(call.Name, "body", "has no JSON form: "+err.Error())
		}
		contentType = "application/json"
	}
	request, err := http.NewRequest(call.Method, address, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s.%s: %w", c.Service, call.Name, err)
	}
	for key, values := range call.Header {
		request.Header[key] = values
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	agent := c.Config.UserAgent
	if agent == "" {
		agent = "litexa-go"
	}
	request.Header.Set("User-Agent", agent)
	request.Header.Set("Accept", "application/json")
	return request, nil
}

// expand replaces the parameters in the path of the call by its arguments.
func (c Client) expand(call Call) (string, error) {
	var b strings.Builder
	path := call.Path
	for _, arg := range call.Args {
		before, after, _ := strings.Cut(path, "{")
		name, after, _ := strings.Cut(after, "}")
		switch arg {
		case "":
			return "", c.Required(call.Name, name)
		case ".", "..": // these would name another resource
			return "", c.invalid(call.Name, name, "is not an identifier")
		}
		b.WriteString(before)
		b.WriteString(spaced(url.QueryEscape(arg)))
		path = after
	}
	b.WriteString(path)
	return b.String(), nil
}

// spaced turns the spaces of form encoding into those of addresses.
func spaced(encoded string) string { return strings.ReplaceAll(encoded, "+", "%20") }

// httpClient returns a client that is bound in time and follows no redirects.
func httpClient(configured *http.Client) *http.Client {
	var client http.Client
	if configured != nil {
		client = *configured
	}
	if client.Timeout == 0 {
		client.Timeout = api.DefaultTimeout
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// exchange makes one attempt. When no complete response arrives it returns an
// error and an empty response.
func exchange(ctx context.Context, client *http.Client, request *http.Request) (*api.Response, error) {
	request = request.Clone(ctx)
	if request.GetBody != nil {
		request.Body, _ = request.GetBody() // a bytes.Reader: cannot fail
	}
	response, err := client.Do(request)
	if err != nil {
		// The text of a url.Error has the address, which may identify a person.
		var urlError *url.Error
		if errors.As(err, &urlError) {
			err = urlError.Err
		}
		return new(api.Response), err
	}
	defer response.Body.Close()
	// One byte more than allowed tells decode that there is too much.
	body, err := io.ReadAll(io.LimitReader(response.Body, api.MaxResponseSize+1))
	if err != nil {
		return new(api.Response), fmt.Errorf("reading the response: %w", err)
	}
	return &api.Response{StatusCode: response.StatusCode, Header: response.Header, Body: body}, nil
}

// redact blots the secrets out of the body.
func redact(r *api.Response, secrets []string) {
	for _, secret := range secrets {
		if secret != "" && bytes.Contains(r.Body, []byte(secret)) {
			r.Body = bytes.ReplaceAll(r.Body, []byte(secret), []byte("[redacted]"))
		}
	}
}

// decode stores the JSON value of a response in result. A member of another
// JSON type than expected is left zero: the call did succeed, and the caller of
// one that created something must learn so.
func decode(r *api.Response, result any) error {
	if len(r.Body) > api.MaxResponseSize {
		return fmt.Errorf("%w: more than %d bytes", api.ErrInvalidResponse, api.MaxResponseSize)
	}
	body := bytes.TrimSpace(r.Body)
	if r.StatusCode == http.StatusNoContent || len(body) == 0 || string(body) == "null" {
		return api.ErrNoContent
	}
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if text, ok := result.(*string); ok && mediaType == "text/plain" && body[0] != '"' {
		*text = string(body)
		return nil
	}
	err := json.Unmarshal(body, result)
	var mismatch *json.UnmarshalTypeError
	if err == nil || errors.As(err, &mismatch) && mismatch.Field != "" {
		return nil
	}
	return fmt.Errorf("%w: %d bytes of type %q: %w", api.ErrInvalidResponse, len(r.Body), mediaType, err)
}
