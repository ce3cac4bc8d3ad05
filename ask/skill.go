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
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/services"
	"github.com/litexa-go/litexa/ask/services/api"
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
	customUserAgent      string
	maxResponseSize      int
}

// WithUserAgent returns a copy of the skill whose responses and service calls
// name component in their user agent, as hosts do. A component that is named
// already is not added again.
func (s *Skill) WithUserAgent(component string) *Skill {
	if component == "" || slices.Contains(strings.Fields(s.userAgent), component) {
		return s
	}
	copied := *s
	copied.userAgent += " " + component
	return &copied
}

// UserAgent returns what responses and service calls name as their origin.
func (s *Skill) UserAgent() string { return s.userAgent }

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
// response builder, and the response interceptors see its answer, except for
// one that has failed already. The error is returned if no error handler
// accepts it or if answering it fails in turn. A request for another skill is
// refused with [ErrSkillID] before any of this.
func (s *Skill) Invoke(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
	if envelope == nil || envelope.Request == nil {
		return nil, ErrNoRequest
	}
	if s.skillID != nil && envelope.ApplicationID() != *s.skillID {
		return nil, fmt.Errorf("%w: the request is for %q", ErrSkillID, envelope.ApplicationID())
	}
	in := newInput(s, envelope)
	response, err := s.dispatch(ctx, in)
	if err != nil {
		return nil, err
	}
	return &alexa.ResponseEnvelope{
		Version:           "1.0",
		Response:          response,
		UserAgent:         s.userAgent,
		SessionAttributes: in.AttributesManager.outgoing(),
	}, nil
}

// InvokeJSON answers one request given as a JSON request envelope with a JSON
// response envelope. A malformed request is an [*alexa.DecodeError].
func (s *Skill) InvokeJSON(ctx context.Context, request []byte) ([]byte, error) {
	envelope, err := alexa.DecodeRequestEnvelope(request)
	if err != nil {
		return nil, fmt.Errorf("decoding the request: %w", err)
	}
	answer, err := s.Invoke(ctx, envelope)
	if err != nil {
		return nil, err
	}
	response, err := answer.AppendJSON(make([]byte, 0, 512))
	if err != nil {
		return nil, fmt.Errorf("encoding the response: %w", err)
	}
	if s.maxResponseSize > 0 && len(response) > s.maxResponseSize {
		return nil, fmt.Errorf("%w: it has %d bytes with its session attributes, %d are allowed",
			ErrResponseTooLarge, len(response), s.maxResponseSize)
	}
	return response, nil
}

// dispatch runs the pipeline described at Invoke.
func (s *Skill) dispatch(ctx context.Context, in *HandlerInput) (*alexa.Response, error) {
	response, failed, err := s.handle(ctx, in)
	if err == nil {
		return response, nil
	}
	in.ResponseBuilder.reset()
	response, handled, handlerErr := s.handleError(ctx, in, err)
	if handlerErr != nil {
		return nil, errors.Join(handlerErr, fmt.Errorf("while handling: %w", err))
	}
	if !handled {
		return nil, err
	}
	for i, interceptor := range s.responseInterceptors {
		if i == failed {
			continue
		}
		if interceptErr := guard(func() error { return interceptor.Process(ctx, in, response) }); interceptErr != nil {
			return nil, errors.Join(interceptErr, fmt.Errorf("after handling: %w", err))
		}
	}
	return response, nil
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
		return nil
	})
	return response, failed, err
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
		return fmt.Sprintf("intent %q", request.Intent.Name)
	}
	return fmt.Sprintf("request type %q", request.RequestType())
}

func (s *Skill) handleError(ctx context.Context, in *HandlerInput, cause error) (response *alexa.Response, handled bool, err error) {
	err = guard(func() error {
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
	return response, handled, err
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

// services returns the clients of the Alexa services for one request.
func (s *Skill) services(envelope *alexa.RequestEnvelope) *services.Factory {
	return services.NewFactory(api.Config{
		HTTPClient: s.httpClient,
		Endpoint:   envelope.APIEndpoint(),
		Tokens:     api.StaticToken(envelope.APIAccessToken()),
		UserAgent:  s.userAgent,
	})
}
