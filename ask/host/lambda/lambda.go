// Package lambda runs a skill as an AWS Lambda function.
//
// Build a program that calls [Start] for linux, name it bootstrap, and deploy
// it zipped with the runtime provided.al2023:
//
//	CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build -tags lambda.norpc -trimpath -ldflags "-s -w" -o bootstrap .
//	zip function.zip bootstrap
//
// The function answers what Alexa sends to a Lambda endpoint, and besides:
//
//   - HTTP requests passed on by a Function URL, an API Gateway or a load
//     balancer, whose signature is checked as Alexa demands of web services;
//   - warm-up pings, which are answered without reaching the skill.
package lambda

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/host/verify"
)

// deadlineMargin is what a skill does not get of the time that Lambda grants,
// so that its error handlers can still answer for a handler that runs out of
// time, for which they have half of it.
const deadlineMargin = 200 * time.Millisecond

// Skill answers JSON request envelopes; [*ask.Skill] is one.
type Skill interface {
	InvokeJSON(ctx context.Context, request []byte) ([]byte, error)
}

// Verifier checks that an HTTP request came from Alexa; [*verify.Verifier] is
// one.
type Verifier interface {
	Verify(ctx context.Context, header http.Header, body []byte) error
}

// Handler answers Lambda events with a skill. It implements the Handler
// interface of aws-lambda-go.
type Handler struct {
	skill    Skill
	verifier Verifier
	logger   *slog.Logger
}

// Option changes how a [Handler] works.
type Option func(*Handler)

// WithVerifier sets what checks HTTP requests. The default follows Alexa's
// rules, with the root certificates of the system.
func WithVerifier(verifier Verifier) Option {
	return func(h *Handler) { h.verifier = verifier }
}

// WithLogger sets where failures are logged. The default writes to standard
// output in the format and from the level on that the function is configured
// for, with the id of the Lambda request.
func WithLogger(logger *slog.Logger) Option {
	return func(h *Handler) { h.logger = logger }
}

// NewHandler returns a handler for skill.
func NewHandler(skill Skill, options ...Option) (*Handler, error) {
	h := &Handler{skill: skill}
	for _, option := range options {
		option(h)
	}
	if h.logger == nil {
		h.logger = NewLogger()
	}
	if h.verifier == nil {
		verifier, err := verify.New(verify.Config{})
		if err != nil {
			return nil, fmt.Errorf("preparing the check of HTTP requests: %w", err)
		}
		h.verifier = verifier
	}
	return h, nil
}

// NewLogger returns a logger whose records carry the id of the Lambda request
// in whose context they are written. Format and level are those set for the
// function (AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL).
func NewLogger() *slog.Logger { return lambdacontext.NewLogger() }

// Active reports whether the program runs as a Lambda function.
func Active() bool { return os.Getenv("AWS_LAMBDA_RUNTIME_API") != "" }

// Start answers events until Lambda ends the program. It returns only if it
// cannot begin.
func Start(skill Skill, options ...Option) error {
	handler, err := NewHandler(skill, options...)
	if err != nil {
		return err
	}
	lambda.StartWithOptions(handler)
	return nil
}

// Invoke answers one event. An error is logged and becomes a function error, on
// which Alexa tells the user that the skill failed.
func (h *Handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, deadline.Add(-deadlineMargin))
		defer cancel()
	}
	response, err := h.skill.InvokeJSON(ctx, event)
	if errors.Is(err, ask.ErrMalformedRequest) {
		response, err = h.other(ctx, event, err)
	}
	if err != nil {
		h.logFailure(ctx, err)
		return nil, err
	}
	return response, nil
}

func (h *Handler) logFailure(ctx context.Context, err error) {
	attributes := []any{"error", err}
	var panicked *ask.PanicError
	if errors.As(err, &panicked) {
		attributes = append(attributes, "stack", string(panicked.Stack))
	}
	h.logger.ErrorContext(ctx, "request failed", attributes...)
}

// other answers events that the skill refused with err because they are not
// Alexa requests.
func (h *Handler) other(ctx context.Context, event []byte, err error) ([]byte, error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(event, &members) != nil || members["request"] != nil {
		return nil, err
	}
	if _, ok := members["requestContext"]; ok {
		return h.http(ctx, event)
	}
	if isPing(members) {
		h.logger.DebugContext(ctx, "warm-up ping")
		return []byte("{}"), nil
	}
	names := slices.Sorted(maps.Keys(members))
	return nil, fmt.Errorf("the event is neither an Alexa request nor an HTTP request nor a warm-up ping: its members are %.200q",
		names[:min(len(names), 10)])
}

// isPing reports whether an event only keeps the function warm: an empty one, a
// scheduled one, or one of the shapes that warm-up tools send.
func isPing(members map[string]json.RawMessage) bool {
	if len(members) == 0 {
		return true
	}
	switch source := text(members["source"]); source {
	case "aws.events", "aws.scheduler", "serverless-plugin-warmup":
		return true
	}
	for _, name := range []string{"warmer", "warmup", "ping", "keepAlive"} {
		if _, ok := members[name]; ok {
			return true
		}
	}
	return false
}

func text(value json.RawMessage) string {
	var s string
	_ = json.Unmarshal(value, &s) // anything but a string is no known source
	return s
}

// httpEvent is what Function URLs, API Gateway (both payload versions) and
// load balancers make of an HTTP request.
type httpEvent struct {
	HTTPMethod        string              `json:"httpMethod"`
	Headers           map[string]string   `json:"headers"`
	MultiValueHeaders map[string][]string `json:"multiValueHeaders"`
	Body              string              `json:"body"`
	IsBase64Encoded   bool                `json:"isBase64Encoded"`
	RequestContext    struct {
		HTTP struct {
			Method string `json:"method"`
		} `json:"http"`
	} `json:"requestContext"`
}

func (e *httpEvent) method() string {
	if e.HTTPMethod != "" {
		return e.HTTPMethod
	}
	return e.RequestContext.HTTP.Method
}

func (e *httpEvent) header() http.Header {
	header := http.Header{}
	for name, values := range e.MultiValueHeaders {
		for _, value := range values {
			header.Add(name, value)
		}
	}
	if len(header) == 0 {
		for name, value := range e.Headers {
			header.Add(name, value)
		}
	}
	return header
}

func (e *httpEvent) body() ([]byte, error) {
	if !e.IsBase64Encoded {
		return []byte(e.Body), nil
	}
	return base64.StdEncoding.DecodeString(e.Body)
}

// httpResponse is the answer to an httpEvent.
type httpResponse struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers,omitempty"`
	// A load balancer that sends multi-value headers accepts no others.
	MultiValueHeaders map[string][]string `json:"multiValueHeaders,omitempty"`
	Body              string              `json:"body"`
}

func (h *Handler) http(ctx context.Context, event []byte) ([]byte, error) {
	var request httpEvent
	if err := json.Unmarshal(event, &request); err != nil {
		return nil, fmt.Errorf("decoding the HTTP request in the event: %w", err)
	}
	status, body := h.serve(ctx, &request)
	headers := map[string]string{"Content-Type": "application/json;charset=UTF-8"}
	if status != http.StatusOK {
		headers["Content-Type"] = "text/plain;charset=UTF-8"
		body = []byte(http.StatusText(status))
	}
	if status == http.StatusMethodNotAllowed {
		headers["Allow"] = http.MethodPost
	}
	response := httpResponse{StatusCode: status, Headers: headers, Body: string(body)}
	if request.Headers == nil && request.MultiValueHeaders != nil {
		response.Headers, response.MultiValueHeaders = nil, make(map[string][]string, len(headers))
		for name, value := range headers {
			response.MultiValueHeaders[name] = []string{value}
		}
	}
	return json.Marshal(response)
}

// serve answers an HTTP request with a status and, if that is 200, a body.
// Nothing of a failure is told to the caller.
func (h *Handler) serve(ctx context.Context, request *httpEvent) (int, []byte) {
	if request.method() != http.MethodPost {
		return http.StatusMethodNotAllowed, nil
	}
	body, err := request.body()
	if err == nil {
		err = h.verifier.Verify(ctx, request.header(), body)
	}
	if err != nil {
		h.logger.WarnContext(ctx, "HTTP request refused", "error", err)
		return http.StatusBadRequest, nil
	}
	response, err := h.skill.InvokeJSON(ctx, body)
	switch {
	case ask.IsBadRequest(err):
		h.logger.WarnContext(ctx, "HTTP request refused", "error", err)
		return http.StatusBadRequest, nil
	case err != nil:
		h.logFailure(ctx, err)
		return http.StatusInternalServerError, nil
	}
	return http.StatusOK, response
}
