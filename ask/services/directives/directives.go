// Package directives sends directives to a device while the skill still
// prepares its answer: progressive responses, which keep a user informed during
// long work.
//
// At most five can be sent for one request, and only before its answer.
package directives

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// Client calls the directive service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "directives", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusBadRequest: "the directive is not valid; speech must be plain text or well-formed SSML",
	http.StatusForbidden:  "the skill may not send directives now: the request is answered already, or has had its five directives",
}

// SendDirectiveRequest is a directive and the request it belongs to.
type SendDirectiveRequest struct {
	Header    Header    `json:"header"`
	Directive Directive `json:"directive"`
}

// Header names the request that a directive belongs to.
type Header struct {
	RequestID string `json:"requestId"` // request.requestId of the request being handled
}

// A Directive is encoded by [json.Marshal]; [SpeakDirective] is the only one
// that the service documents.
type Directive interface {
	// DirectiveType returns the discriminator, such as "VoicePlayer.Speak".
	DirectiveType() string
}

// SpeakDirective says something.
type SpeakDirective struct {
	Speech string `json:"speech"` // plain text, or SSML in a speak element; at most 600 characters
}

// DirectiveType returns "VoicePlayer.Speak".
func (SpeakDirective) DirectiveType() string { return "VoicePlayer.Speak" }

// MarshalJSON adds the type.
func (d SpeakDirective) MarshalJSON() ([]byte, error) {
	type fields SpeakDirective
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{d.DirectiveType(), fields(d)})
}

// Enqueue sends a directive to the device.
func (c *Client) Enqueue(ctx context.Context, request SendDirectiveRequest) error {
	switch {
	case request.Header.RequestID == "":
		return c.rest.Required("Enqueue", "header.requestId")
	case request.Directive == nil:
		return c.rest.Required("Enqueue", "directive")
	}
	return rest.Exec(ctx, c.rest, rest.Call{
		Name:   "Enqueue",
		Method: http.MethodPost,
		Path:   "/v1/directives",
		Body:   request,
	})
}

// Speak says speech, plain text or SSML in a speak element, while the request
// of the given id is being handled.
func (c *Client) Speak(ctx context.Context, requestID, speech string) error {
	return c.Enqueue(ctx, SendDirectiveRequest{
		Header:    Header{RequestID: requestID},
		Directive: SpeakDirective{Speech: speech},
	})
}
