package alexa

import "encoding/json"

// RequestEnvelope is what Alexa sends to a skill: one request and what
// surrounds it.
type RequestEnvelope struct {
	Version string   `json:"version"`           // "1.0"
	Session *Session `json:"session,omitempty"` // nil for requests outside a session, such as those of the audio player
	Context Context  `json:"context"`
	Request Request  `json:"request"`
	Extra   Extra    `json:"-"`
}

// ResponseEnvelope is what a skill answers.
type ResponseEnvelope struct {
	Version           string         `json:"version"` // "1.0"
	Response          *Response      `json:"response,omitempty"`
	UserAgent         string         `json:"userAgent,omitempty"`
	SessionAttributes map[string]any `json:"sessionAttributes,omitzero"` // nil when the request had no session
	Extra             Extra          `json:"-"`
}

// Session is the exchange between a user and a skill that a request belongs to.
type Session struct {
	New         bool           `json:"new"` // whether this request opened the session
	SessionID   string         `json:"sessionId"`
	Application Application    `json:"application"`
	User        *User          `json:"user,omitempty"`
	Attributes  map[string]any `json:"attributes,omitzero"` // what the skill returned last; numbers are json.Number
	Extra       Extra          `json:"-"`
}

// Application names the skill a request is meant for.
type Application struct {
	ApplicationID string `json:"applicationId"`
	Extra         Extra  `json:"-"`
}

// User is the account that enabled the skill.
type User struct {
	UserID      string       `json:"userId"`
	AccessToken string       `json:"accessToken,omitempty"` // of the linked account
	Permissions *Permissions `json:"permissions,omitempty"`
	Extra       Extra        `json:"-"`
}

// Permissions are what the user consented to share.
type Permissions struct {
	ConsentToken string           `json:"consentToken,omitempty"`
	Scopes       map[string]Scope `json:"scopes,omitempty"`
	Extra        Extra            `json:"-"`
}

// Scope is the state of one permission.
type Scope struct {
	Status PermissionStatus `json:"status,omitempty"`
	Extra  Extra            `json:"-"`
}

// PermissionStatus says whether a permission was given.
type PermissionStatus string

// The states of a permission.
const (
	PermissionGranted PermissionStatus = "GRANTED"
	PermissionDenied  PermissionStatus = "DENIED"
)

// Person is the speaker, when Alexa recognised one.
type Person struct {
	PersonID                      string                         `json:"personId,omitempty"`
	AccessToken                   string                         `json:"accessToken,omitempty"`
	AuthenticationConfidenceLevel *AuthenticationConfidenceLevel `json:"authenticationConfidenceLevel,omitempty"`
	Extra                         Extra                          `json:"-"`
}

// AuthenticationConfidenceLevel says how sure Alexa is of the speaker.
type AuthenticationConfidenceLevel struct {
	Level  int             `json:"level,omitempty"` // 0 to 400
	Custom json.RawMessage `json:"custom,omitempty"`
	Extra  Extra           `json:"-"`
}

// Extra holds the members of a JSON object that its Go type has no field for, or
// whose value in a request is of another kind than their field, by name. They
// are written back when the object is encoded, in place of a field of the same
// name.
type Extra map[string]json.RawMessage

// Request is a request of any type. Its members are pointers to the request
// structs of this package, and [*UnknownRequest] for types that it does not
// know.
//
//wire:union type UnknownRequest
type Request interface {
	// RequestType returns the discriminator, such as "IntentRequest".
	RequestType() string
	// Header returns what every request carries.
	Header() *RequestHeader
}

// RequestHeader is what every request carries besides its type.
type RequestHeader struct {
	RequestID string    `json:"requestId"`
	Timestamp Timestamp `json:"timestamp"`
	Locale    string    `json:"locale,omitempty"` // such as "en-US"; absent from events outside a session
	Extra     Extra     `json:"-"`
}

// Header returns h itself; request types get the method by embedding.
func (h *RequestHeader) Header() *RequestHeader { return h }

// UnknownRequest is a request of a type that this package does not know. It is
// encoded as Raw, if that is set, and as its other fields otherwise.
type UnknownRequest struct {
	RequestHeader
	Type string          // the discriminator
	Raw  json.RawMessage // the whole request object
}

// LaunchRequest opens a skill without an intent.
//
//wire:member Request LaunchRequest
type LaunchRequest struct {
	RequestHeader
	Task *Task `json:"task,omitempty"` // the task that a connection launched, if any
}

// IntentRequest says what the user wants.
//
//wire:member Request IntentRequest
type IntentRequest struct {
	RequestHeader
	DialogState DialogState `json:"dialogState,omitempty"`
	Intent      Intent      `json:"intent"`
}

// Intent is what the user wants, with its parameters. An empty confirmation
// status is sent as "NONE".
type Intent struct {
	Name               string                   `json:"name"`
	ConfirmationStatus IntentConfirmationStatus `json:"confirmationStatus" default:"NONE"`
	Slots              map[string]*Slot         `json:"slots,omitzero"`
	Extra              Extra                    `json:"-"`
}

// Slot is one parameter of an intent. An empty confirmation status is sent as
// "NONE".
type Slot struct {
	Name               string                 `json:"name"`
	Value              string                 `json:"value,omitempty"` // as spoken; empty when not given
	ConfirmationStatus SlotConfirmationStatus `json:"confirmationStatus" default:"NONE"`
	Source             string                 `json:"source,omitempty"` // such as "USER"
	Resolutions        *Resolutions           `json:"resolutions,omitempty"`
	SlotValue          SlotValue              `json:"slotValue,omitempty"`
	Extra              Extra                  `json:"-"`
}
