package ask

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/services"
	"github.com/litexa-go/litexa/ask/services/api"
)

// HandlerInput is what handlers and interceptors work with. All that run for
// one request share it. The envelope is embedded, so in.Request is the request
// and in.SlotValue("drink") the value of a slot.
//
// What the host knows beyond the request is in the context that handlers
// receive: lambdacontext.FromContext on AWS Lambda, web.RequestFrom behind
// HTTP.
type HandlerInput struct {
	*alexa.RequestEnvelope
	AttributesManager *AttributesManager
	ResponseBuilder   *ResponseBuilder

	skill *Skill // nil in an input that no skill has made
	raw   []byte // the envelope as received, or nil
}

// EnvelopeJSON returns the JSON text of the request envelope: as it was
// received, byte for byte, if the skill was invoked with JSON, else as it is
// encoded. The caller must not change it.
func (in *HandlerInput) EnvelopeJSON() (json.RawMessage, error) {
	if in.raw != nil {
		return in.raw, nil
	}
	data, err := json.Marshal(in.RequestEnvelope)
	if err != nil {
		return nil, fmt.Errorf("encoding the request envelope: %w", err)
	}
	return data, nil
}

// TemplateRenderer makes a response of a named template in the language of the
// request; package [github.com/litexa-go/litexa/ask/template] has one.
type TemplateRenderer interface {
	Render(ctx context.Context, locale, name string, data any) (*alexa.Response, error)
}

func newInput(s *Skill, envelope *alexa.RequestEnvelope) *HandlerInput {
	// One allocation for the three parts, which live equally long.
	parts := &struct {
		input      HandlerInput
		attributes AttributesManager
		response   ResponseBuilder
	}{}
	parts.attributes.init(envelope, s.adapter, s.key)
	parts.input = HandlerInput{
		RequestEnvelope:   envelope,
		AttributesManager: &parts.attributes,
		ResponseBuilder:   &parts.response,
		skill:             s,
	}
	return &parts.input
}

// Services returns clients of the Alexa services, set up with the endpoint and
// the token of this request: the service client factory of ask-sdk.
func (in *HandlerInput) Services() *services.Factory {
	config := api.Config{
		Endpoint: in.APIEndpoint(),
		Tokens:   api.StaticToken(in.APIAccessToken()),
	}
	if in.skill != nil {
		config.HTTPClient, config.UserAgent = in.skill.httpClient, in.skill.userAgent
	}
	return services.NewFactory(config)
}

// GenerateTemplateResponse renders a template with data, in the language of the
// request.
func (in *HandlerInput) GenerateTemplateResponse(ctx context.Context, name string, data any) (*alexa.Response, error) {
	if in.skill == nil || in.skill.templates == nil {
		return nil, errors.New("the skill has no templates: give the builder a renderer with WithTemplates")
	}
	return in.skill.templates.Render(ctx, in.Locale(), name, data)
}

// SaveAttributes is a [ResponseInterceptor] that saves the persistent
// attributes if the request changed them. With it, handlers need not save. What
// a handler changed before it failed is not saved.
type SaveAttributes struct{}

// Process saves the attributes.
func (SaveAttributes) Process(ctx context.Context, in *HandlerInput, _ *alexa.Response) error {
	return in.AttributesManager.saveChanges(ctx)
}
