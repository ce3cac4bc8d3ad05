// Package proactiveevents notifies users who are not speaking to the skill, of
// events in one of the published forms: weather alerts, order updates and so on.
//
// The skill declares the events in its manifest, with the permission
// [Permission], and the user must have granted it.
package proactiveevents

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
	"github.com/litexa-go/litexa/ask/services/lwa"
)

const (
	// Permission is what to declare in the skill's manifest and to name in a
	// permissions consent card.
	Permission = "alexa::devices:all:notifications:write"
	// Scope is that of the access tokens.
	Scope = "alexa::proactive_events"
)

// Client calls the proactive events service.
type Client struct{ rest rest.Client }

// New returns a client that asks auth for its access tokens; config.Tokens is
// not used. config.Endpoint is that of the users' region. What cannot work is
// reported by each call.
func New(config api.Config, auth *lwa.Client) *Client {
	config.Tokens = auth.Source(Scope)
	return &Client{rest.Client{Config: config, Service: "proactiveevents", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusBadRequest: "the event is not valid: a required member is missing or malformed, or the skill does not declare the event",
	http.StatusForbidden:  "the access token is invalid or lacks the scope " + Scope,
	http.StatusConflict:   "an event with this reference id was sent to the user before",
}

// SkillStage is the stage of the skill whose users are notified.
type SkillStage string

// The stages.
const (
	Development SkillStage = "DEVELOPMENT"
	Live        SkillStage = "LIVE"
)

// CreateProactiveEventRequest is an event and who is to be notified of it.
type CreateProactiveEventRequest struct {
	// Timestamp is when the event happened.
	Timestamp time.Time
	// ReferenceID identifies the event to the skill: 1 to 100 letters, digits
	// and ~. One user is notified of it once.
	ReferenceID string
	// ExpiryTime is when a notification not yet heard is dropped.
	ExpiryTime time.Time
	// Event is what happened; see [NewEvent].
	Event Event
	// LocalizedAttributes give the texts that members of the event refer to by
	// [Localized], one entry a language.
	LocalizedAttributes []LocalizedAttributes
	// RelevantAudience is [Unicast] or [Multicast].
	RelevantAudience RelevantAudience
}

// MarshalJSON writes times in UTC with milliseconds.
func (r CreateProactiveEventRequest) MarshalJSON() ([]byte, error) {
	const layout = "2006-01-02T15:04:05.000Z"
	attributes := r.LocalizedAttributes
	if attributes == nil {
		attributes = []LocalizedAttributes{} // required
	}
	return json.Marshal(struct {
		Timestamp           string                `json:"timestamp"`
		ReferenceID         string                `json:"referenceId"`
		ExpiryTime          string                `json:"expiryTime"`
		Event               Event                 `json:"event"`
		LocalizedAttributes []LocalizedAttributes `json:"localizedAttributes"`
		RelevantAudience    RelevantAudience      `json:"relevantAudience"`
	}{r.Timestamp.UTC().Format(layout), r.ReferenceID, r.ExpiryTime.UTC().Format(layout), r.Event, attributes, r.RelevantAudience})
}

// Event is an event of any form. [NewEvent] makes those of the published forms.
type Event struct {
	Name    string `json:"name"` // such as "AMAZON.WeatherAlert.Activated"
	Payload any    `json:"payload"`
}

// LocalizedAttributes are texts by name, and under "locale" the language they
// are in, such as "en-US".
type LocalizedAttributes map[string]string

// Localized returns the value of a member of an event that stands for the text
// called name in each of the [LocalizedAttributes].
func Localized(name string) string { return "localizedattribute:" + name }

// RelevantAudienceType says whether one or all users are notified.
type RelevantAudienceType string

// The types of audience.
const (
	UnicastAudience   RelevantAudienceType = "Unicast"
	MulticastAudience RelevantAudienceType = "Multicast"
)

// RelevantAudience is who is notified.
type RelevantAudience struct {
	Type    RelevantAudienceType `json:"type"`
	Payload AudiencePayload      `json:"payload"`
}

// AudiencePayload names the user of a Unicast audience.
type AudiencePayload struct {
	User string `json:"user,omitempty"`
}

// Unicast is the audience of one user, named by the user id of a request.
func Unicast(userID string) RelevantAudience {
	return RelevantAudience{UnicastAudience, AudiencePayload{userID}}
}

// Multicast is the audience of all users who subscribe to the event.
func Multicast() RelevantAudience {
	return RelevantAudience{Type: MulticastAudience}
}

// CreateProactiveEvent notifies the audience of an event. The service accepts it
// for delivery; whether a user hears of it is not known.
func (c *Client) CreateProactiveEvent(ctx context.Context, request CreateProactiveEventRequest, stage SkillStage) error {
	const name = "CreateProactiveEvent"
	switch audience := request.RelevantAudience; {
	case request.Timestamp.IsZero():
		return c.rest.Required(name, "timestamp")
	case request.ReferenceID == "":
		return c.rest.Required(name, "referenceId")
	case request.ExpiryTime.IsZero():
		return c.rest.Required(name, "expiryTime")
	case request.Event.Name == "":
		return c.rest.Required(name, "event.name")
	case audience.Type == "":
		return c.rest.Required(name, "relevantAudience.type")
	case audience.Type == UnicastAudience && audience.Payload.User == "":
		return c.rest.Required(name, "relevantAudience.payload.user")
	case stage == "":
		return c.rest.Required(name, "stage")
	}
	path := "/v1/proactiveEvents"
	if stage == Development {
		path += "/stages/development"
	}
	return rest.Exec(ctx, c.rest, rest.Call{Name: name, Method: http.MethodPost, Path: path, Body: request})
}
