package ask

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/litexa-go/litexa/ask/persistence"
)

// SkillBuilder collects what makes a skill. Its methods return the builder, so
// that calls can be chained; mistakes are reported by [SkillBuilder.Create].
// Later changes to a builder do not affect skills that it has created.
type SkillBuilder struct {
	config
	handlers handlerMapper
	errs     []error
}

// NewSkillBuilder returns a builder without handlers, the custom builder of
// ask-sdk. Package [github.com/litexa-go/litexa/ask/standard] has the one that
// comes with persistence in DynamoDB.
func NewSkillBuilder() *SkillBuilder {
	return &SkillBuilder{config: config{maxResponseSize: DefaultMaxResponseSize}}
}

// AddRequestHandlers appends handlers, which are asked in this order. A
// [*HandlerChain] brings interceptors of its own.
func (b *SkillBuilder) AddRequestHandlers(handlers ...RequestHandler) *SkillBuilder {
	for _, handler := range handlers {
		chain, ok := handler.(*HandlerChain)
		switch {
		case handler == nil, ok && (chain == nil || chain.RequestHandler == nil):
			b.fail("request handler %d is nil", len(b.handlers)+1)
			continue
		case !ok:
			chain = &HandlerChain{RequestHandler: handler}
		}
		b.handlers = append(b.handlers, chain)
	}
	return b
}

// AddHandlerFunc appends a handler made of a matcher and a body.
func (b *SkillBuilder) AddHandlerFunc(match Matcher, handle HandlerFunc) *SkillBuilder {
	if match == nil || handle == nil {
		b.fail("request handler %d lacks its matcher or its body", len(b.handlers)+1)
		return b
	}
	return b.AddRequestHandlers(NewHandler(match, handle))
}

// AddRequestMappers appends mappers, which are asked when no handler accepts a
// request.
func (b *SkillBuilder) AddRequestMappers(mappers ...RequestMapper) *SkillBuilder {
	if slices.Contains(mappers, nil) {
		b.fail("a request mapper is nil")
	}
	b.mappers = append(b.mappers, mappers...)
	return b
}

// AddRequestInterceptors appends interceptors that run, in this order, before a
// handler is chosen.
func (b *SkillBuilder) AddRequestInterceptors(interceptors ...RequestInterceptor) *SkillBuilder {
	if slices.Contains(interceptors, nil) {
		b.fail("a request interceptor is nil")
	}
	b.requestInterceptors = append(b.requestInterceptors, interceptors...)
	return b
}

// AddResponseInterceptors appends interceptors that run, in this order, on the
// answers of handlers and of error handlers.
func (b *SkillBuilder) AddResponseInterceptors(interceptors ...ResponseInterceptor) *SkillBuilder {
	if slices.Contains(interceptors, nil) {
		b.fail("a response interceptor is nil")
	}
	b.responseInterceptors = append(b.responseInterceptors, interceptors...)
	return b
}

// AddErrorHandlers appends error handlers, which are asked in this order.
func (b *SkillBuilder) AddErrorHandlers(handlers ...ErrorHandler) *SkillBuilder {
	if slices.Contains(handlers, nil) {
		b.fail("an error handler is nil")
	}
	b.errorHandlers = append(b.errorHandlers, handlers...)
	return b
}

// AddErrorHandlerFunc appends a handler of all errors.
func (b *SkillBuilder) AddErrorHandlerFunc(handle ErrorHandlerFunc) *SkillBuilder {
	if handle == nil {
		b.fail("an error handler is nil")
		return b
	}
	return b.AddErrorHandlers(handle)
}

// WithSkillID makes the skill refuse requests for any other skill id. The last
// call counts.
func (b *SkillBuilder) WithSkillID(id string) *SkillBuilder {
	b.skillID = &id
	return b
}

// WithPersistenceAdapter sets where persistent attributes are kept.
func (b *SkillBuilder) WithPersistenceAdapter(adapter persistence.Adapter) *SkillBuilder {
	b.adapter = adapter
	return b
}

// WithKey sets whose attributes a request reads and writes. The default is the
// adapter's own, if it brings one as a [persistence.Keyer], and otherwise
// [persistence.UserID].
func (b *SkillBuilder) WithKey(key persistence.KeyFunc) *SkillBuilder {
	b.key = key
	return b
}

// WithHTTPClient sets the client that calls Alexa's services. By default they
// are called with a timeout of [github.com/litexa-go/litexa/ask/services/api.DefaultTimeout].
func (b *SkillBuilder) WithHTTPClient(client *http.Client) *SkillBuilder {
	b.httpClient = client
	return b
}

// WithTemplates sets what [HandlerInput.GenerateTemplateResponse] renders with.
func (b *SkillBuilder) WithTemplates(renderer TemplateRenderer) *SkillBuilder {
	b.templates = renderer
	return b
}

// WithCustomUserAgent appends text to the user agent.
func (b *SkillBuilder) WithCustomUserAgent(text string) *SkillBuilder {
	b.customUserAgent = text
	return b
}

// WithMaxResponseSize sets how many bytes [Skill.InvokeJSON] lets a response
// have; 0 removes the limit. The default is [DefaultMaxResponseSize].
func (b *SkillBuilder) WithMaxResponseSize(bytes int) *SkillBuilder {
	b.maxResponseSize = bytes
	return b
}

func (b *SkillBuilder) fail(format string, args ...any) {
	b.errs = append(b.errs, fmt.Errorf(format, args...))
}

// Create returns the skill, or every mistake made in building it.
func (b *SkillBuilder) Create() (*Skill, error) {
	errs := slices.Clone(b.errs)
	if b.skillID != nil && *b.skillID == "" {
		errs = append(errs, errors.New("the skill id is empty: is a setting missing?"))
	}
	if len(b.handlers)+len(b.mappers) == 0 {
		errs = append(errs, errors.New("the skill has no request handler"))
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("building the skill: %w", errors.Join(errs...))
	}
	s := &Skill{config: b.config, userAgent: sdkUserAgent(b.customUserAgent)}
	s.mappers = append([]RequestMapper{slices.Clone(b.handlers)}, b.mappers...)
	s.errorHandlers = slices.Clone(b.errorHandlers)
	s.requestInterceptors = slices.Clone(b.requestInterceptors)
	s.responseInterceptors = slices.Clone(b.responseInterceptors)
	if keyer, ok := s.adapter.(persistence.Keyer); ok && s.key == nil {
		s.key = keyer.KeyFunc()
	}
	if s.key == nil {
		s.key = persistence.UserID
	}
	return s, nil
}

// MustCreate is Create for skills whose parts are all known to be right, such
// as those in package variables. It panics on a mistake.
func (b *SkillBuilder) MustCreate() *Skill {
	skill, err := b.Create()
	if err != nil {
		panic(err)
	}
	return skill
}
