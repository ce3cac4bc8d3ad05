package alexa

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoSession reports a request outside a session.
var ErrNoSession = errors.New("the request has no session")

// RequestTypeError reports a request of another type than the one asked for.
type RequestTypeError struct {
	Want string
	Got  string
}

func (e *RequestTypeError) Error() string {
	return fmt.Sprintf("expecting request type of %s but got %s", e.Want, e.Got)
}

// Locale returns the language and country of the request, such as "en-US";
// empty for requests that have none, such as list events.
func (e *RequestEnvelope) Locale() string {
	if e.Request == nil {
		return ""
	}
	return e.Request.Header().Locale
}

// RequestType returns the type of the request, such as "IntentRequest".
func (e *RequestEnvelope) RequestType() string {
	if e.Request == nil {
		return ""
	}
	return e.Request.RequestType()
}

// Intent returns the intent of an IntentRequest. For any other request the
// error is a [*RequestTypeError].
func (e *RequestEnvelope) Intent() (*Intent, error) {
	request, ok := e.Request.(*IntentRequest)
	if !ok {
		return nil, &RequestTypeError{Want: "IntentRequest", Got: e.RequestType()}
	}
	return &request.Intent, nil
}

// IntentName returns the name of the intent; empty if the request is not an
// IntentRequest.
func (e *RequestEnvelope) IntentName() string {
	if intent, err := e.Intent(); err == nil {
		return intent.Name
	}
	return ""
}

// DialogState returns how far the dialog of the intent has come; empty if the
// request is not an IntentRequest or the intent has no dialog.
func (e *RequestEnvelope) DialogState() DialogState {
	if request, ok := e.Request.(*IntentRequest); ok {
		return request.DialogState
	}
	return ""
}

// Slot returns a slot of the intent; nil if there is none of that name or the
// request is not an IntentRequest.
func (e *RequestEnvelope) Slot(name string) *Slot {
	if intent, err := e.Intent(); err == nil {
		return intent.Slots[name]
	}
	return nil
}

// SlotValue returns what the user said for a slot; empty if nothing, and for a
// slot that takes several values, which are in the slot's SlotValue.
func (e *RequestEnvelope) SlotValue(name string) string {
	if slot := e.Slot(name); slot != nil {
		return slot.Value
	}
	return ""
}

// Resolved returns the value of the interaction model, or of the dynamic
// entities, that the slot's spoken value stands for, and whether there is one:
// the best match of the first authority that found any. A slot with several
// values resolves to none; see [SimpleSlotValues].
func (s *Slot) Resolved() (ResolvedValue, bool) {
	if s == nil {
		return ResolvedValue{}, false
	}
	if value, ok := s.Resolutions.resolved(); ok {
		return value, true
	}
	if simple, ok := s.SlotValue.(*SimpleSlotValue); ok {
		return simple.Resolved()
	}
	return ResolvedValue{}, false
}

// Matches returns all values that the slot's spoken value may stand for, those
// of each authority best first; nil if there are none.
func (s *Slot) Matches() []ResolvedValue {
	if s == nil || s.Resolutions == nil {
		return nil
	}
	var matches []ResolvedValue
	for _, resolution := range s.Resolutions.ResolutionsPerAuthority {
		if resolution.Status.Code != ResolutionMatch {
			continue
		}
		for _, value := range resolution.Values {
			matches = append(matches, value.Value)
		}
	}
	return matches
}

// Resolved returns the value of the interaction model that the spoken value
// stands for, and whether there is one.
func (s *SimpleSlotValue) Resolved() (ResolvedValue, bool) {
	return s.Resolutions.resolved()
}

func (r *Resolutions) resolved() (ResolvedValue, bool) {
	if r == nil {
		return ResolvedValue{}, false
	}
	for _, resolution := range r.ResolutionsPerAuthority {
		if resolution.Status.Code == ResolutionMatch && len(resolution.Values) > 0 {
			return resolution.Values[0].Value, true
		}
	}
	return ResolvedValue{}, false
}

// SimpleSlotValues returns the single values that a slot value consists of, in
// order; nil for a value of an unknown type.
func SimpleSlotValues(value SlotValue) []*SimpleSlotValue {
	switch value := value.(type) {
	case *SimpleSlotValue:
		return []*SimpleSlotValue{value}
	case *ListSlotValue:
		if value == nil {
			return nil
		}
		var values []*SimpleSlotValue
		for _, v := range value.Values {
			values = append(values, SimpleSlotValues(v)...)
		}
		return values
	}
	return nil
}

// IsNewSession reports whether the request opens a session. Without a session
// the error is [ErrNoSession].
func (e *RequestEnvelope) IsNewSession() (bool, error) {
	if e.Session == nil {
		return false, ErrNoSession
	}
	return e.Session.New, nil
}

// InSession reports whether Alexa sends a request within a session: all but the
// events of skills, lists, reminders, messages, data stores and players, and
// the grant of an authorization.
func InSession(request Request) bool {
	name := request.RequestType()
	family, _, _ := strings.Cut(name, ".")
	switch family {
	case "AlexaSkillEvent", "AlexaHouseholdListEvent", "Reminders", "Messaging", "AudioPlayer", "PlaybackController", "System":
		return false
	}
	return !strings.HasPrefix(name, "Alexa.DataStore.") && name != "Alexa.Authorization.Grant"
}

// ApplicationID returns the id of the skill that the request is meant for.
func (e *RequestEnvelope) ApplicationID() string {
	return e.Context.System.Application.ApplicationID
}

// UserID returns the id of the account; it changes when the user disables the
// skill and enables it again.
func (e *RequestEnvelope) UserID() string { return e.Context.System.User.UserID }

// DeviceID returns the id of the device; empty if there is none.
func (e *RequestEnvelope) DeviceID() string {
	if device := e.Context.System.Device; device != nil {
		return device.DeviceID
	}
	return ""
}

// PersonID returns the id of the speaker; empty if Alexa recognised none.
func (e *RequestEnvelope) PersonID() string {
	if person := e.Context.System.Person; person != nil {
		return person.PersonID
	}
	return ""
}

// AccountLinkingAccessToken returns the token of the linked account; empty if
// none is linked.
func (e *RequestEnvelope) AccountLinkingAccessToken() string {
	return e.Context.System.User.AccessToken
}

// PersonAccessToken returns the token of the account that the speaker linked;
// empty if there is none.
func (e *RequestEnvelope) PersonAccessToken() string {
	if person := e.Context.System.Person; person != nil {
		return person.AccessToken
	}
	return ""
}

// APIEndpoint returns the base address of the Alexa services for this user.
func (e *RequestEnvelope) APIEndpoint() string { return e.Context.System.APIEndpoint }

// APIAccessToken returns the token for the Alexa services.
func (e *RequestEnvelope) APIAccessToken() string { return e.Context.System.APIAccessToken }

// HasPermission reports whether the user granted a permission, such as
// "alexa::devices:all:geolocation:read".
func (e *RequestEnvelope) HasPermission(scope string) bool {
	permissions := e.Context.System.User.Permissions
	return permissions != nil && permissions.Scopes[scope].Status == PermissionGranted
}

// SupportedInterfaces returns what the device offers; nothing without a device.
func (e *RequestEnvelope) SupportedInterfaces() SupportedInterfaces {
	if device := e.Context.System.Device; device != nil {
		return device.SupportedInterfaces
	}
	return SupportedInterfaces{}
}
