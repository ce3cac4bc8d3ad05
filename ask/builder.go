package ask

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
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
	return &SkillBuilder{}
}

// AddRequestHandlers appends handlers, which are asked in this order. A
// [HandlerChain] brings interceptors of its own.
func (b *SkillBuilder) AddRequestHandlers(handlers ...RequestHandler) *SkillBuilder {
	for _, handler := range handlers {
		var chain *HandlerChain
		switch handler := handler.(type) {
		case *HandlerChain:
			chain = handler
		case HandlerChain:
			chain = &handler
		default:
			chain = &HandlerChain{RequestHandler: handler}
		}
		if chain == nil || isNil(chain.RequestHandler) {
			b.fail("request handler %d is nil", len(b.handlers)+1)
			continue
		}
		switch inner := chain.RequestHandler.(type) {
		case HandlerChain, *HandlerChain:
			b.fail("request handler %d is a chain within a chain", len(b.handlers)+1)
		case funcHandler:
			if inner.match == nil || inner.handle == nil {
				b.fail("request handler %d lacks its matcher or its body", len(b.handlers)+1)
			}
		}
		copied := *chain
		checkAll(b, "request interceptor of a chain", chain.RequestInterceptors)
		checkAll(b, "response interceptor of a chain", chain.ResponseInterceptors)
		b.handlers = append(b.handlers, &copied)
	}
	return b
}

// AddHandlerFunc appends a handler made of a matcher and a body.
func (b *SkillBuilder) AddHandlerFunc(match Matcher, handle HandlerFunc) *SkillBuilder {
	return b.AddRequestHandlers(NewHandler(match, handle))
}

// AddRequestMappers appends mappers, which are asked when no handler accepts a
// request.
func (b *SkillBuilder) AddRequestMappers(mappers ...RequestMapper) *SkillBuilder {
	checkAll(b, "request mapper", mappers)
	b.mappers = append(b.mappers, mappers...)
	return b
}

// AddRequestInterceptors appends interceptors that run, in this order, before a
// handler is chosen.
func (b *SkillBuilder) AddRequestInterceptors(interceptors ...RequestInterceptor) *SkillBuilder {
	checkAll(b, "request interceptor", interceptors)
	b.requestInterceptors = append(b.requestInterceptors, interceptors...)
	return b
}

// AddResponseInterceptors appends interceptors that run, in this order, on the
// answers of handlers and of error handlers.
func (b *SkillBuilder) AddResponseInterceptors(interceptors ...ResponseInterceptor) *SkillBuilder {
	checkAll(b, "response interceptor", interceptors)
	b.responseInterceptors = append(b.responseInterceptors, interceptors...)
	return b
}

// AddErrorHandlers appends error handlers, which are asked in this order.
func (b *SkillBuilder) AddErrorHandlers(handlers ...ErrorHandler) *SkillBuilder {
	checkAll(b, "error handler", handlers)
	b.errorHandlers = append(b.errorHandlers, handlers...)
	return b
}

// AddErrorHandlerFunc appends a handler of the errors that match accepts:
// [AnyError], [OnError], or a function of one's own.
func (b *SkillBuilder) AddErrorHandlerFunc(match ErrorMatcher, handle ErrorHandlerFunc) *SkillBuilder {
	if match == nil || handle == nil {
		b.fail("error handler %d lacks its matcher or its body", len(b.errorHandlers)+1)
		return b
	}
	return b.AddErrorHandlers(NewErrorHandler(match, handle))
}

// checkAll reports nil elements, among them nil functions and pointers.
func checkAll[T any](b *SkillBuilder, what string, parts []T) {
	for _, part := range parts {
		if isNil(part) {
			b.fail("a %s is nil", what)
		}
	}
}

func isNil(part any) bool {
	if part == nil {
		return true
	}
	v := reflect.ValueOf(part)
	return (v.Kind() == reflect.Func || v.Kind() == reflect.Pointer) && v.IsNil()
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

// WithLogger sets where the skill logs what it cannot return: that a response
// interceptor failed on the answer of an error handler. The default is
// [slog.Default] at the time of [SkillBuilder.Create].
func (b *SkillBuilder) WithLogger(logger *slog.Logger) *SkillBuilder {
	b.logger = logger
	return b
}

// WithCustomUserAgent appends text to the user agent.
func (b *SkillBuilder) WithCustomUserAgent(text string) *SkillBuilder {
	b.customUserAgent = text
	return b
}

// WithMaxResponseSize sets how many bytes [Skill.InvokeJSON] lets a response
// have; 0 means [DefaultMaxResponseSize], a negative number that there is no
// limit.
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
	if s.logger == nil {
		s.logger = slog.Default()
	}
	if s.maxResponseSize == 0 {
		s.maxResponseSize = DefaultMaxResponseSize
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
