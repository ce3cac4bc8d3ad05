package ask

import (
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/ask/alexa"
)

// Failures that callers and error handlers tell apart with [errors.Is].
var (
	// ErrNoHandler reports a request that no handler of the skill accepts.
	ErrNoHandler = errors.New("unable to find a suitable request handler")
	// ErrMalformedRequest reports what is not a request envelope: something
	// else than a message from Alexa.
	ErrMalformedRequest = errors.New("not an Alexa request")
	// ErrSkillID reports a request meant for another skill.
	ErrSkillID = errors.New("skill id verification failed")
	// ErrNoSession reports access to session attributes in a request that has
	// no session.
	ErrNoSession = alexa.ErrNoSession
	// ErrNoAdapter reports access to persistent attributes in a skill without
	// a persistence adapter.
	ErrNoAdapter = errors.New("the skill has no persistence adapter: give the builder one with WithPersistenceAdapter")
	// ErrResponseTooLarge reports a response over the limit of
	// [SkillBuilder.WithMaxResponseSize].
	ErrResponseTooLarge = errors.New("response exceeds the size that Alexa accepts")
)

// IsBadRequest reports whether a skill refused a request for what it is: it is
// malformed or meant for another skill. Hosts answer it with a
// client error, such as HTTP status 400.
func IsBadRequest(err error) bool {
	return errors.Is(err, ErrMalformedRequest) || errors.Is(err, ErrSkillID)
}

// PanicError is a panic in a handler or interceptor, turned into an error.
type PanicError struct {
	Value any    // what was passed to panic
	Stack []byte // the stack of the goroutine that panicked
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns the value of the panic if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
