// Package skillmessaging sends messages to a skill from outside of a user's
// request. The skill receives them as Messaging.MessageReceived requests, with
// an access token for the user's reminders, lists and so on.
package skillmessaging

import (
	"context"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
	"github.com/litexa-go/litexa/ask/services/lwa"
)

// Scope is that of the access tokens. It does have a single colon.
const Scope = "alexa:skill_messaging"

// Client calls the skill messaging service.
type Client struct{ rest rest.Client }

// New returns a client that asks auth for its access tokens; config.Tokens is
// not used. config.Endpoint is that of the user's region. What cannot work is
// reported by each call.
func New(config api.Config, auth *lwa.Client) *Client {
	config.Tokens = auth.Source(Scope)
	return &Client{rest.Client{Config: config, Service: "skillmessaging", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusBadRequest: "the data is missing, too large or not valid",
	http.StatusForbidden:  "the access token is invalid, expired or lacks the scope " + Scope,
	http.StatusNotFound:   "there is no such user of the skill in this region",
}

// SendSkillMessagingRequest is a message.
type SendSkillMessagingRequest struct {
	// Data is a map or structure of strings, at most 6 KB as JSON. Nil sends an
	// empty object.
	Data any `json:"data"`
	// ExpiresAfterSeconds is how long the service tries to deliver the message,
	// 60 to 86400 seconds; 0 means an hour.
	ExpiresAfterSeconds int `json:"expiresAfterSeconds,omitempty"`
}

// SendSkillMessage sends a message to the skill on behalf of a user, named by
// the user id of a request.
func (c *Client) SendSkillMessage(ctx context.Context, userID string, request SendSkillMessagingRequest) error {
	if request.Data == nil {
		request.Data = struct{}{}
	}
	return rest.Exec(ctx, c.rest, rest.Call{
		Name:   "SendSkillMessage",
		Method: http.MethodPost,
		Path:   "/v1/skillmessages/users/{userId}",
		Args:   []string{userID},
		Body:   request,
	})
}
