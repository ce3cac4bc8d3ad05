package alexa

import "encoding/json"

// Task is a piece of work that another skill, a quick link or Alexa itself asks
// the skill to do.
type Task struct {
	Name    string          `json:"name"` // such as "AMAZON.PrintPDF"
	Version string          `json:"version"`
	Input   json.RawMessage `json:"input,omitempty"` // an object that depends on the task
	Extra   Extra           `json:"-"`
}

// Status is the outcome of a task.
type Status struct {
	Code    string `json:"code"` // as of HTTP, such as "200"
	Message string `json:"message"`
	Extra   Extra  `json:"-"`
}

// SessionEndedRequest says that the session is over. The skill cannot answer
// it with speech, cards or directives.
//
//wire:member Request SessionEndedRequest
type SessionEndedRequest struct {
	RequestHeader
	Reason SessionEndedReason `json:"reason"`
	Error  *SessionEndedError `json:"error,omitempty"`
}

// SessionEndedReason says why a session ended.
type SessionEndedReason string

// The reasons why a session ends.
const (
	SessionEndedByUser    SessionEndedReason = "USER_INITIATED"
	SessionEndedByError   SessionEndedReason = "ERROR"
	SessionEndedBySilence SessionEndedReason = "EXCEEDED_MAX_REPROMPTS" // the user did not answer, or not in a way that matches an intent
)

// SessionEndedError says what went wrong in a session that ended by error.
type SessionEndedError struct {
	Type    SessionEndedErrorType `json:"type"`
	Message string                `json:"message"`
	Extra   Extra                 `json:"-"`
}

// SessionEndedErrorType is a kind of error that ends sessions.
type SessionEndedErrorType string

// The kinds of error that end sessions.
const (
	SessionErrorInvalidResponse     SessionEndedErrorType = "INVALID_RESPONSE" // the skill answered what Alexa does not understand
	SessionErrorDeviceCommunication SessionEndedErrorType = "DEVICE_COMMUNICATION_ERROR"
	SessionErrorInternalService     SessionEndedErrorType = "INTERNAL_SERVICE_ERROR"
	SessionErrorEndpointTimeout     SessionEndedErrorType = "ENDPOINT_TIMEOUT" // the skill did not answer in time
)

// SessionResumedRequest says that the session goes on after a task that the
// skill had handed to another.
//
//wire:member Request SessionResumedRequest
type SessionResumedRequest struct {
	RequestHeader
	Cause ResumeCause `json:"cause,omitempty"`
}

// ResumeCause says why a session goes on: [*ConnectionCompleted].
//
//wire:union type UnknownResumeCause
type ResumeCause interface {
	ResumeCauseType() string
}

// UnknownResumeCause is a cause of a type that this package does not know.
type UnknownResumeCause struct {
	Type string
	Raw  json.RawMessage
}

// ConnectionCompleted says that the task which the skill started with a
// [*ConnectionsStartConnectionDirective] is done.
//
//wire:member ResumeCause ConnectionCompleted
type ConnectionCompleted struct {
	Token  string          `json:"token,omitempty"` // as given in the directive
	Status *Status         `json:"status,omitempty"`
	Result json.RawMessage `json:"result,omitempty"` // an object that depends on the task
	Extra  Extra           `json:"-"`
}

// CanFulfillIntentRequest asks whether the skill could handle an intent. The
// skill must answer with [Response.CanFulfillIntent] and must not act.
//
//wire:member Request CanFulfillIntentRequest
type CanFulfillIntentRequest struct {
	RequestHeader
	DialogState DialogState `json:"dialogState,omitempty"`
	Intent      Intent      `json:"intent"`
}

// CanFulfillIntent answers a [CanFulfillIntentRequest].
type CanFulfillIntent struct {
	CanFulfill CanFulfillValue           `json:"canFulfill"`
	Slots      map[string]CanFulfillSlot `json:"slots,omitempty"`
	Extra      Extra                     `json:"-"`
}

// CanFulfillSlot says what the skill makes of one slot.
type CanFulfillSlot struct {
	CanUnderstand CanFulfillValue `json:"canUnderstand"`
	CanFulfill    CanFulfillValue `json:"canFulfill,omitempty"` // yes or no
	Extra         Extra           `json:"-"`
}

// CanFulfillValue is the answer to whether a skill can do something.
type CanFulfillValue string

// The answers to whether a skill can do something.
const (
	CanFulfillYes   CanFulfillValue = "YES"
	CanFulfillNo    CanFulfillValue = "NO"
	CanFulfillMaybe CanFulfillValue = "MAYBE"
)
