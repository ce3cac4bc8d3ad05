package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
)

// Builder returns a builder of an ask skill that answers with this one, to
// which interceptors and error handlers may be added; [Skill.ErrorHandler] is
// one. Database variables are kept by the [Store] of the configuration, not by
// an adapter of the builder.
func (s *Skill) Builder() *ask.SkillBuilder {
	return ask.NewSkillBuilder().
		AddHandlerFunc(ask.Always, s.answer).
		WithCustomUserAgent(s.config.UserAgent).
		WithMaxResponseSize(s.config.MaxResponse).
		WithLogger(s.config.Logger)
}

// Ask returns an ask skill that answers with this one, errors of the skill's
// code included.
func (s *Skill) Ask() (*ask.Skill, error) {
	return s.Builder().AddErrorHandlers(s.ErrorHandler()).Create()
}

func (s *Skill) answer(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	event, err := in.EnvelopeJSON()
	if err != nil {
		return nil, err
	}
	result, err := s.Handle(ctx, event)
	if err != nil {
		return nil, err
	}
	var wrapper struct {
		SessionAttributes ask.Attributes  `json:"sessionAttributes"`
		Response          json.RawMessage `json:"response"`
	}
	decoder := json.NewDecoder(bytes.NewReader(result.Response))
	decoder.UseNumber()
	if err := decoder.Decode(&wrapper); err != nil {
		return nil, fmt.Errorf("reading the response of the skill: %w", err)
	}
	if in.Session != nil && wrapper.SessionAttributes != nil {
		if err := in.AttributesManager.SetSessionAttributes(wrapper.SessionAttributes); err != nil {
			return nil, err
		}
	}
	if wrapper.Response == nil {
		return &alexa.Response{}, nil
	}
	return decodeResponse(wrapper.Response)
}

// decodeResponse makes a response of its JSON. A member that would lose
// something, such as an empty title, is kept as it is.
func decodeResponse(text json.RawMessage) (*alexa.Response, error) {
	response := &alexa.Response{}
	if json.Unmarshal(text, response) == nil && keeps(response, text) {
		return response, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, fmt.Errorf("reading the response of the skill: %w", err)
	}
	extra := alexa.Extra{}
	for name, value := range members {
		one, err := json.Marshal(map[string]json.RawMessage{name: value})
		if err != nil {
			return nil, err
		}
		typed := alexa.Response{}
		if json.Unmarshal(one, &typed) != nil || !keeps(&typed, one) {
			extra[name] = value
			delete(members, name)
		}
	}
	rest, err := json.Marshal(members)
	if err != nil {
		return nil, err
	}
	*response = alexa.Response{}
	if err := json.Unmarshal(rest, response); err != nil {
		return nil, fmt.Errorf("reading the response of the skill: %w", err)
	}
	for name, value := range extra {
		if response.Extra == nil {
			response.Extra = alexa.Extra{}
		}
		response.Extra[name] = value
	}
	return response, nil
}

// keeps reports whether a response encodes to what it was made of.
func keeps(response *alexa.Response, text []byte) bool {
	encoded, err := json.Marshal(response)
	if err != nil {
		return false
	}
	return bytes.Equal(canonical(encoded), canonical(text))
}

// canonical returns JSON with members in order and numbers as written.
func canonical(text []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) != nil {
		return text
	}
	encoded, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return encoded
}
