package ask

import (
	"context"
	"errors"
	"slices"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
)

// A RequestHandler answers the requests it accepts. The skill asks its handlers
// in the order in which they were added; the first that accepts a request
// handles it.
type RequestHandler interface {
	// CanHandle reports whether the handler accepts the request.
	CanHandle(ctx context.Context, in *HandlerInput) (bool, error)
	// Handle answers the request. A nil response is an answer without
	// content, as Alexa expects for requests such as SessionEndedRequest.
	Handle(ctx context.Context, in *HandlerInput) (*alexa.Response, error)
}

// An ErrorHandler answers in place of a request handler that failed.
type ErrorHandler interface {
	// CanHandle reports whether the handler accepts the error.
	CanHandle(ctx context.Context, in *HandlerInput, err error) (bool, error)
	// Handle answers the request that failed with err.
	Handle(ctx context.Context, in *HandlerInput, err error) (*alexa.Response, error)
}

// A RequestInterceptor runs before handlers are asked.
type RequestInterceptor interface {
	Process(ctx context.Context, in *HandlerInput) error
}

// A ResponseInterceptor runs after a request has been answered. It may change
// the response, which is nil when the handler returned none.
type ResponseInterceptor interface {
	Process(ctx context.Context, in *HandlerInput, response *alexa.Response) error
}

// A Matcher decides whether a handler accepts a request.
type Matcher func(ctx context.Context, in *HandlerInput) (bool, error)

// HandlerFunc is the body of a request handler.
type HandlerFunc func(ctx context.Context, in *HandlerInput) (*alexa.Response, error)

// RequestInterceptorFunc is a function that serves as a [RequestInterceptor].
type RequestInterceptorFunc func(ctx context.Context, in *HandlerInput) error

// Process calls f.
func (f RequestInterceptorFunc) Process(ctx context.Context, in *HandlerInput) error {
	return f(ctx, in)
}

// ResponseInterceptorFunc is a function that serves as a [ResponseInterceptor].
type ResponseInterceptorFunc func(ctx context.Context, in *HandlerInput, response *alexa.Response) error

// Process calls f.
func (f ResponseInterceptorFunc) Process(ctx context.Context, in *HandlerInput, response *alexa.Response) error {
	return f(ctx, in, response)
}

// An ErrorMatcher decides whether an error handler accepts an error.
type ErrorMatcher func(err error) bool

// ErrorHandlerFunc is the body of an error handler.
type ErrorHandlerFunc func(ctx context.Context, in *HandlerInput, err error) (*alexa.Response, error)

// NewErrorHandler makes an error handler of a matcher and a body.
func NewErrorHandler(match ErrorMatcher, handle ErrorHandlerFunc) ErrorHandler {
	return funcErrorHandler{match, handle}
}

type funcErrorHandler struct {
	match  ErrorMatcher
	handle ErrorHandlerFunc
}

func (h funcErrorHandler) CanHandle(_ context.Context, _ *HandlerInput, err error) (bool, error) {
	return h.match(err), nil
}

func (h funcErrorHandler) Handle(ctx context.Context, in *HandlerInput, err error) (*alexa.Response, error) {
	return h.handle(ctx, in, err)
}

// AnyError accepts every error.
func AnyError(error) bool { return true }

// OnError accepts errors that match one of targets by [errors.Is].
func OnError(targets ...error) ErrorMatcher {
	return func(err error) bool {
		return slices.ContainsFunc(targets, func(target error) bool { return errors.Is(err, target) })
	}
}

// OnErrorType accepts errors of type T by [errors.As], such as
// OnErrorType[*api.Error].
func OnErrorType[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

// NewHandler makes a request handler of a matcher and a body.
func NewHandler(match Matcher, handle HandlerFunc) RequestHandler {
	return funcHandler{match, handle}
}

type funcHandler struct {
	match  Matcher
	handle HandlerFunc
}

func (h funcHandler) CanHandle(ctx context.Context, in *HandlerInput) (bool, error) {
	return h.match(ctx, in)
}

func (h funcHandler) Handle(ctx context.Context, in *HandlerInput) (*alexa.Response, error) {
	return h.handle(ctx, in)
}

// A HandlerChain is a request handler with interceptors of its own, which run
// only for the requests that it handles: after the skill's request interceptors
// and before its response interceptors. They do not run on the answers of error
// handlers. Chains are added to a builder like other handlers, and do not nest.
type HandlerChain struct {
	RequestHandler
	RequestInterceptors  []RequestInterceptor
	ResponseInterceptors []ResponseInterceptor
}

// A RequestMapper finds the handler of a request; nil when it knows none. The
// handlers added to a builder form a mapper of their own, which is asked before
// those added with [SkillBuilder.AddRequestMappers].
type RequestMapper interface {
	Map(ctx context.Context, in *HandlerInput) (*HandlerChain, error)
}

// OnLaunch accepts a LaunchRequest.
func OnLaunch(_ context.Context, in *HandlerInput) (bool, error) {
	_, ok := in.Request.(*alexa.LaunchRequest)
	return ok, nil
}

// OnSessionEnded accepts a SessionEndedRequest.
func OnSessionEnded(_ context.Context, in *HandlerInput) (bool, error) {
	_, ok := in.Request.(*alexa.SessionEndedRequest)
	return ok, nil
}

// OnIntent accepts an IntentRequest for one of the named intents.
func OnIntent(names ...string) Matcher {
	return func(_ context.Context, in *HandlerInput) (bool, error) {
		request, ok := in.Request.(*alexa.IntentRequest)
		return ok && slices.Contains(names, request.Intent.Name), nil
	}
}

// OnRequestType accepts requests of the given types, such as
// "AudioPlayer.PlaybackStarted".
func OnRequestType(types ...string) Matcher {
	return func(_ context.Context, in *HandlerInput) (bool, error) {
		return slices.Contains(types, in.RequestType()), nil
	}
}

// On accepts what ask-sdk's string matchers accept: an IntentRequest whose
// intent is called name, and any other request whose type is name. So
// On("IntentRequest") accepts nothing; use [OnRequestType] for that.
func On(name string) Matcher {
	return func(_ context.Context, in *HandlerInput) (bool, error) {
		if request, ok := in.Request.(*alexa.IntentRequest); ok {
			return request.Intent.Name == name, nil
		}
		return in.RequestType() == name, nil
	}
}

// OnSessionAttribute accepts requests in a session with an attribute called name
// that equals value. T is the type to compare by; see [persistence.Value].
func OnSessionAttribute[T comparable](name string, value T) Matcher {
	return func(_ context.Context, in *HandlerInput) (bool, error) {
		if in.Session == nil {
			return false, nil
		}
		attributes, err := in.AttributesManager.SessionAttributes()
		if err != nil {
			return false, err
		}
		got, ok := persistence.Value[T](attributes, name)
		return ok && got == value, nil
	}
}

// Always accepts every request. It suits the last handler of a skill.
func Always(context.Context, *HandlerInput) (bool, error) { return true, nil }

// AllOf accepts what all of the matchers accept.
func AllOf(matchers ...Matcher) Matcher {
	return func(ctx context.Context, in *HandlerInput) (bool, error) {
		for _, match := range matchers {
			if ok, err := match(ctx, in); !ok || err != nil {
				return false, err
			}
		}
		return true, nil
	}
}

// AnyOf accepts what at least one of the matchers accepts.
func AnyOf(matchers ...Matcher) Matcher {
	return func(ctx context.Context, in *HandlerInput) (bool, error) {
		for _, match := range matchers {
			if ok, err := match(ctx, in); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
}
