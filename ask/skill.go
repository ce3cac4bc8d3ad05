// Package ask is a Go SDK for Alexa skills.
//
// A skill is a list of handlers, put together by a [SkillBuilder]:
//
//	skill, err := ask.NewSkillBuilder().
//		AddHandlerFunc(ask.OnLaunch, welcome).
//		AddHandlerFunc(ask.OnIntent("OrderIntent"), order).
//		WithPersistenceAdapter(store).
//		Create()
//
// and answers requests through [Skill.Invoke], or through a host: package
// [github.com/litexa-go/litexa/ask/host] runs it on AWS Lambda, as an HTTPS
// service or in the terminal. A handler receives a [HandlerInput]: the request,
// the attributes remembered from earlier requests, and a [ResponseBuilder]:
//
//	func order(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
//		err := in.AttributesManager.Update(ctx, func(attributes ask.Attributes) error {
//			attributes["drink"] = in.SlotValue("drink")
//			return nil
//		})
//		if err != nil {
//			return nil, err
//		}
//		return in.ResponseBuilder.Speak("Coming soon.").Response(), nil
//	}
//
// The terms are those of the Alexa Skills Kit SDK for Node.js, version 2.
package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
)

// Version is the version of this SDK.
const Version = "0.1.0"

// DefaultMaxResponseSize is the size in bytes that Alexa accepts of a response:
// 120 kB.
const DefaultMaxResponseSize = 120 * 1024

// Skill answers the requests of one Alexa skill. It does not change once
// created and is safe for concurrent use.
type Skill struct {
	config
	userAgent string
}

// config is what a SkillBuilder collects.
type config struct {
	mappers              []RequestMapper
	errorHandlers        []ErrorHandler
	requestInterceptors  []RequestInterceptor
	responseInterceptors []ResponseInterceptor
	skillID              *string
	adapter              persistence.Adapter
	key                  persistence.KeyFunc
	httpClient           *http.Client
	templates            TemplateRenderer
	logger               *slog.Logger
	customUserAgent      string
	maxResponseSize      int
}

// WithUserAgent returns a copy of the skill whose responses and service calls
// name component in their user agent, as hosts do. A component that is named
// already is not added again.
func (s *Skill) WithUserAgent(component string) *Skill {
	if component == "" || strings.Contains(" "+s.userAgent+" ", " "+component+" ") {
		return s
	}
	copied := *s
	copied.userAgent += " " + component
	return &copied
}

// UserAgent returns what responses and service calls name as their origin.
func (s *Skill) UserAgent() string { return s.userAgent }

// ID returns the only skill id that the skill answers for; empty if it answers
// for any.
func (s *Skill) ID() string {
	if s.skillID == nil {
		return ""
	}
	return *s.skillID
}

// Close closes the persistence adapter, if it is an [io.Closer]. The skill must
// not be used afterwards.
func (s *Skill) Close() error {
	if closer, ok := s.adapter.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}

// AttributesManager returns the attributes that handlers of a request would see,
// for work outside of requests. The key of persistent attributes is made of the
// envelope, in which the ids suffice for it.
func (s *Skill) AttributesManager(envelope *alexa.RequestEnvelope) *AttributesManager {
	return NewAttributesManager(envelope, s.adapter, s.key)
}

func sdkUserAgent(custom string) string {
	agent := "ask-go/" + Version + " Go/" + strings.TrimPrefix(runtime.Version(), "go")
	if custom != "" {
		agent += " " + custom
	}
	return agent
}

// Invoke answers one request. The deadline of ctx is the time left to answer.
//
// The request passes through the request interceptors, the first handler that
// accepts it, and the response interceptors. If any of these fails or panics,
// the first error handler that accepts the error answers instead, with an empty
// response builder and without the unsaved persistent attributes of what
// failed. The response interceptors then run on its answer, except for one that
// has failed already; if another fails, that is logged and the answer stands.
// An interceptor of a chain does not run on the answer of an error handler. The
// error is returned if no error handler accepts it or if that fails in turn.
//
// When the deadline has passed, the error handler and the interceptors after it
// get a tenth of a second more. A request for another skill is refused with
// [ErrSkillID] before anything runs.
func (s *Skill) Invoke(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
	in, err := s.accept(envelope)
	if err != nil {
		return nil, err
	}
	response, failed, err := s.handle(ctx, in)
	if err != nil {
		response, err = s.recoverFrom(ctx, in, err, failed)
	}
	if err != nil {
		return nil, err
	}
	return s.envelope(in, response), nil
}

// InvokeJSON answers one request given as a JSON request envelope with a JSON
// response envelope. A request that is not one is refused with
// [ErrMalformedRequest]; the cause is an [*alexa.DecodeError]. A response that
// cannot be encoded, or is too large, is a failure that error handlers see; the
// session attributes then go back as they came.
func (s *Skill) InvokeJSON(ctx context.Context, request []byte) ([]byte, error) {
	envelope, err := alexa.DecodeRequestEnvelope(request)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformedRequest, err)
	}
	in, err := s.accept(envelope)
	if err != nil {
		return nil, err
	}
	in.raw = request
	response, failed, err := s.handle(ctx, in)
	if err == nil {
		var data []byte
		if data, err = s.encode(in, response); err == nil {
			return data, nil
		}
		in.AttributesManager.resetSession()
	}
	if response, err = s.recoverFrom(ctx, in, err, failed); err != nil {
		return nil, err
	}
	return s.encode(in, response)
}

// accept refuses what is not a request for this skill.
func (s *Skill) accept(envelope *alexa.RequestEnvelope) (*HandlerInput, error) {
	if envelope == nil || envelope.Request == nil {
		return nil, fmt.Errorf("%w: the envelope holds none", ErrMalformedRequest)
	}
	if s.skillID != nil && envelope.ApplicationID() != *s.skillID {
		return nil, fmt.Errorf("%w: the request is for %.100q, this is %q", ErrSkillID, envelope.ApplicationID(), *s.skillID)
	}
	return newInput(s, envelope), nil
}

func (s *Skill) envelope(in *HandlerInput, response *alexa.Response) *alexa.ResponseEnvelope {
	return &alexa.ResponseEnvelope{
		Version:           "1.0",
		Response:          response,
		UserAgent:         s.userAgent,
		SessionAttributes: in.AttributesManager.outgoing(),
	}
}

func (s *Skill) encode(in *HandlerInput, response *alexa.Response) (data []byte, err error) {
	err = guard(func() error {
		data, err = s.envelope(in, response).AppendJSON(make([]byte, 0, 512))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("encoding the response: %w", err)
	}
	if s.maxResponseSize >= 0 && len(data) > s.maxResponseSize {
		return nil, fmt.Errorf("%w: it has %d bytes with its session attributes, %d are allowed",
			ErrResponseTooLarge, len(data), s.maxResponseSize)
	}
	return data, nil
}

// handle runs the pipeline short of error handlers. failed is the index of the
// response interceptor that failed, or -1.
func (s *Skill) handle(ctx context.Context, in *HandlerInput) (response *alexa.Response, failed int, err error) {
	failed = -1
	err = guard(func() error {
		for _, interceptor := range s.requestInterceptors {
			if err := interceptor.Process(ctx, in); err != nil {
				return err
			}
		}
		chain, err := s.find(ctx, in)
		if err != nil {
			return err
		}
		for _, interceptor := range chain.RequestInterceptors {
			if err := interceptor.Process(ctx, in); err != nil {
				return err
			}
		}
		if response, err = chain.Handle(ctx, in); err != nil {
			return err
		}
		if err := in.ResponseBuilder.Err(); err != nil {
			return err
		}
		for _, interceptor := range chain.ResponseInterceptors {
			if err := interceptor.Process(ctx, in, response); err != nil {
				return err
			}
		}
		for i, interceptor := range s.responseInterceptors {
			failed = i
			if err := interceptor.Process(ctx, in, response); err != nil {
				return err
			}
		}
		failed = -1
		applyVideoRule(response)
		return in.ResponseBuilder.Err()
	})
	return response, failed, err
}

// grace is the time that error handlers get when that of the request is over.
const grace = 100 * time.Millisecond

// recoverFrom answers a request that failed with cause. failed is the index of
// the response interceptor that failed, or -1.
func (s *Skill) recoverFrom(ctx context.Context, in *HandlerInput, cause error, failed int) (*alexa.Response, error) {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
	}
	in.ResponseBuilder.reset()
	in.AttributesManager.abandon(ctx)
	var response *alexa.Response
	handled := false
	err := guard(func() error {
		for _, handler := range s.errorHandlers {
			ok, err := handler.CanHandle(ctx, in, cause)
			if err != nil {
				return err
			}
			if ok {
				handled = true
				if response, err = handler.Handle(ctx, in, cause); err != nil {
					return err
				}
				return in.ResponseBuilder.Err()
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, errors.Join(err, fmt.Errorf("while handling: %w", cause))
	case !handled:
		return nil, cause
	}
	for i, interceptor := range s.responseInterceptors {
		if i == failed {
			continue
		}
		if err := guard(func() error { return interceptor.Process(ctx, in, response) }); err != nil {
			s.logger.ErrorContext(ctx, "response interceptor failed after an error handler", "error", err, "cause", cause)
		}
	}
	applyVideoRule(response)
	return response, nil
}

func (s *Skill) find(ctx context.Context, in *HandlerInput) (*HandlerChain, error) {
	for _, mapper := range s.mappers {
		chain, err := mapper.Map(ctx, in)
		if err != nil {
			return nil, err
		}
		if chain != nil {
			return chain, nil
		}
	}
	return nil, fmt.Errorf("%w for %s", ErrNoHandler, describe(in.Request))
}

// describe names a request in errors.
func describe(request alexa.Request) string {
	if request, ok := request.(*alexa.IntentRequest); ok {
		return fmt.Sprintf("intent %.100q", request.Intent.Name)
	}
	return fmt.Sprintf("request type %.100q", request.RequestType())
}

// guard turns a panic in f into a PanicError.
func guard(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	return f()
}

// handlerMapper finds a handler by asking each in turn.
type handlerMapper []*HandlerChain

func (m handlerMapper) Map(ctx context.Context, in *HandlerInput) (*HandlerChain, error) {
	for _, chain := range m {
		ok, err := chain.CanHandle(ctx, in)
		if err != nil {
			return nil, err
		}
		if ok {
			return chain, nil
		}
	}
	return nil, nil
}
