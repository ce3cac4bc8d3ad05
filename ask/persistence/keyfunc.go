package persistence

import (
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/ask/alexa"
)

// ErrNoKey reports a request that lacks the id which keys are made of.
var ErrNoKey = errors.New("the request gives no key for persistent attributes")

// KeyFunc derives the key of an item from a request: it decides whose
// attributes a request reads and writes. The error matches [ErrNoKey] when the
// request lacks what the key is made of.
type KeyFunc func(*alexa.RequestEnvelope) (string, error)

// A Keyer is an adapter that brings a key function of its own, which a skill
// uses unless it is given another.
type Keyer interface {
	KeyFunc() KeyFunc
}

// UserID keeps attributes by account: context.System.user.userId.
func UserID(envelope *alexa.RequestEnvelope) (string, error) {
	return id("user", envelope.UserID())
}

// DeviceID keeps attributes by device: context.System.device.deviceId.
func DeviceID(envelope *alexa.RequestEnvelope) (string, error) {
	return id("device", envelope.DeviceID())
}

// ApplicationID keeps one set of attributes for all users of a skill:
// context.System.application.applicationId.
func ApplicationID(envelope *alexa.RequestEnvelope) (string, error) {
	return id("application", envelope.ApplicationID())
}

// RecognizedPersonID keeps attributes by speaker: context.System.person.personId.
// Requests of speakers whom Alexa did not recognise have no key.
func RecognizedPersonID(envelope *alexa.RequestEnvelope) (string, error) {
	return id("person", envelope.PersonID())
}

// PersonID keeps attributes by speaker, or by account when Alexa did not
// recognise the speaker.
func PersonID(envelope *alexa.RequestEnvelope) (string, error) {
	return FirstOf(RecognizedPersonID, UserID)(envelope)
}

func id(kind, value string) (string, error) {
	if value == "" {
		return "", fmt.Errorf("%w: it names no %s", ErrNoKey, kind)
	}
	return value, nil
}

// FirstOf returns a function that gives the first key that one of the given
// functions gives. An error that does not match [ErrNoKey] ends the search.
func FirstOf(functions ...KeyFunc) KeyFunc {
	return func(envelope *alexa.RequestEnvelope) (string, error) {
		err := ErrNoKey
		for _, function := range functions {
			var key string
			if key, err = function(envelope); err == nil || !errors.Is(err, ErrNoKey) {
				return key, err
			}
		}
		return "", err
	}
}
