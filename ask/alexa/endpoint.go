package alexa

import "encoding/json"

// EndpointRequest is a request that reaches the skill over a WebSocket, as in
// local debugging.
type EndpointRequest struct {
	Version        string `json:"version"`
	Type           string `json:"type"`
	RequestID      string `json:"requestId"`
	RequestPayload string `json:"requestPayload"` // the JSON text of a [RequestEnvelope]
	Extra          Extra  `json:"-"`
}

// EndpointResponse answers an [EndpointRequest]: [*EndpointSuccessResponse] or
// [*EndpointFailureResponse].
//
//wire:union type UnknownEndpointResponse
type EndpointResponse interface {
	EndpointResponseType() string
}

// UnknownEndpointResponse is a response of a type that this package does not
// know.
type UnknownEndpointResponse struct {
	Type string
	Raw  json.RawMessage
}

// EndpointSuccessResponse brings the response of the skill.
//
//wire:member EndpointResponse SkillResponseSuccessMessage
type EndpointSuccessResponse struct {
	Version           string `json:"version"`
	OriginalRequestID string `json:"originalRequestId"`
	ResponsePayload   string `json:"responsePayload,omitempty"` // the JSON text of a [ResponseEnvelope]
	Extra             Extra  `json:"-"`
}

// EndpointFailureResponse says why there is no response.
//
//wire:member EndpointResponse SkillResponseFailureMessage
type EndpointFailureResponse struct {
	Version           string `json:"version"`
	OriginalRequestID string `json:"originalRequestId"`
	ErrorCode         string `json:"errorCode,omitempty"`
	ErrorMessage      string `json:"errorMessage,omitempty"`
	Extra             Extra  `json:"-"`
}
