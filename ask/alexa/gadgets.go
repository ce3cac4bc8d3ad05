package alexa

import "encoding/json"

// CustomInterfaceControllerEventsReceivedRequest brings events of the user's
// gadgets.
//
//wire:member Request CustomInterfaceController.EventsReceived
type CustomInterfaceControllerEventsReceivedRequest struct {
	RequestHeader
	Token  string        `json:"token,omitempty"` // of the event handler
	Events []GadgetEvent `json:"events,omitempty"`
}

// GadgetEvent is what a gadget tells the skill.
type GadgetEvent struct {
	Header   GadgetHeader    `json:"header"`
	Payload  json.RawMessage `json:"payload"`
	Endpoint *GadgetEndpoint `json:"endpoint,omitempty"`
	Extra    Extra           `json:"-"`
}

// GadgetHeader says what an event or a directive of a gadget means.
type GadgetHeader struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Extra     Extra  `json:"-"`
}

// GadgetEndpoint names a gadget.
type GadgetEndpoint struct {
	EndpointID string `json:"endpointId"`
	Extra      Extra  `json:"-"`
}

// CustomInterfaceControllerExpiredRequest says that an event handler has run
// its time.
//
//wire:member Request CustomInterfaceController.Expired
type CustomInterfaceControllerExpiredRequest struct {
	RequestHeader
	Token             string          `json:"token,omitempty"` // of the event handler
	ExpirationPayload json.RawMessage `json:"expirationPayload,omitempty"`
}

// CustomInterfaceControllerSendDirectiveDirective tells a gadget to do
// something.
//
//wire:member Directive CustomInterfaceController.SendDirective
type CustomInterfaceControllerSendDirectiveDirective struct {
	Header   *GadgetHeader   `json:"header,omitempty"`
	Payload  any             `json:"payload,omitempty"`
	Endpoint *GadgetEndpoint `json:"endpoint,omitempty"`
	Extra    Extra           `json:"-"`
}

// CustomInterfaceControllerStartEventHandlerDirective makes Alexa send the
// skill events of the user's gadgets for a while.
//
//wire:member Directive CustomInterfaceController.StartEventHandler
type CustomInterfaceControllerStartEventHandlerDirective struct {
	Token       string                  `json:"token,omitempty"` // names the event handler in later requests
	EventFilter *GadgetEventFilter      `json:"eventFilter,omitempty"`
	Expiration  *EventHandlerExpiration `json:"expiration,omitempty"`
	Extra       Extra                   `json:"-"`
}

// GadgetEventFilter says which events of gadgets the skill wants.
type GadgetEventFilter struct {
	FilterExpression  any               `json:"filterExpression"` // in JsonLogic, over the members of the event
	FilterMatchAction FilterMatchAction `json:"filterMatchAction"`
	Extra             Extra             `json:"-"`
}

// FilterMatchAction says what an event handler does with an event that matches.
type FilterMatchAction string

// What an event handler can do.
const (
	FilterSendAndTerminate FilterMatchAction = "SEND_AND_TERMINATE" // sends the event and ends
	FilterSend             FilterMatchAction = "SEND"
)

// EventHandlerExpiration says how long an event handler runs.
type EventHandlerExpiration struct {
	DurationInMilliseconds int   `json:"durationInMilliseconds"`
	ExpirationPayload      any   `json:"expirationPayload,omitempty"` // given back when it has run its time
	Extra                  Extra `json:"-"`
}

// CustomInterfaceControllerStopEventHandlerDirective ends an event handler.
//
//wire:member Directive CustomInterfaceController.StopEventHandler
type CustomInterfaceControllerStopEventHandlerDirective struct {
	Token string `json:"token,omitempty"` // of the event handler
	Extra Extra  `json:"-"`
}

// GadgetControllerSetLightDirective lights up Echo Buttons.
//
//wire:member Directive GadgetController.SetLight
type GadgetControllerSetLightDirective struct {
	Version       int                 `json:"version,omitempty"`       // 1
	TargetGadgets []string            `json:"targetGadgets,omitempty"` // all if empty
	Parameters    *SetLightParameters `json:"parameters,omitempty"`
	Extra         Extra               `json:"-"`
}

// SetLightParameters says when and how Echo Buttons light up.
type SetLightParameters struct {
	TriggerEvent       GadgetTriggerEvent `json:"triggerEvent,omitempty"`
	TriggerEventTimeMS int                `json:"triggerEventTimeMs"` // milliseconds to wait after the trigger
	Animations         []LightAnimation   `json:"animations,omitempty"`
	Extra              Extra              `json:"-"`
}

// GadgetTriggerEvent is what starts a light animation.
type GadgetTriggerEvent string

// What can start a light animation.
const (
	GadgetTriggerButtonDown GadgetTriggerEvent = "buttonDown"
	GadgetTriggerButtonUp   GadgetTriggerEvent = "buttonUp"
	GadgetTriggerNone       GadgetTriggerEvent = "none" // the directive itself
)

// LightAnimation is a sequence of colours.
type LightAnimation struct {
	Repeat       int             `json:"repeat,omitempty"`
	TargetLights []string        `json:"targetLights,omitempty"` // ["1"]: a button has one light
	Sequence     []AnimationStep `json:"sequence,omitempty"`
	Extra        Extra           `json:"-"`
}

// AnimationStep is a colour for some time.
type AnimationStep struct {
	DurationMS int    `json:"durationMs"`
	Color      string `json:"color"` // six hexadecimal digits
	Blend      bool   `json:"blend"` // whether the colour before passes into it smoothly
	Extra      Extra  `json:"-"`
}

// GameEngineStartInputHandlerDirective makes Alexa watch Echo Buttons and send
// the skill the events that it defines.
//
//wire:member Directive GameEngine.StartInputHandler
type GameEngineStartInputHandlerDirective struct {
	Timeout     int                        `json:"timeout,omitempty"` // milliseconds
	Proxies     []string                   `json:"proxies,omitempty"` // names for gadgets not known yet
	Recognizers map[string]InputRecognizer `json:"recognizers,omitzero"`
	Events      map[string]GameEngineEvent `json:"events,omitzero"`
	Extra       Extra                      `json:"-"`
}

// GameEngineStopInputHandlerDirective ends the watch on Echo Buttons.
//
//wire:member Directive GameEngine.StopInputHandler
type GameEngineStopInputHandlerDirective struct {
	OriginatingRequestID string `json:"originatingRequestId,omitempty"` // of the request whose answer started it
	Extra                Extra  `json:"-"`
}

// GameEngineInputHandlerEventRequest brings events that the input handler
// defines.
//
//wire:member Request GameEngine.InputHandlerEvent
type GameEngineInputHandlerEventRequest struct {
	RequestHeader
	OriginatingRequestID string              `json:"originatingRequestId,omitempty"` // of the request whose answer started the handler
	Events               []InputHandlerEvent `json:"events,omitempty"`
}

// InputHandlerEvent is an event that the input handler defines.
type InputHandlerEvent struct {
	Name        string       `json:"name,omitempty"`
	InputEvents []InputEvent `json:"inputEvents,omitempty"`
	Extra       Extra        `json:"-"`
}

// InputEvent is something that happened to an Echo Button.
type InputEvent struct {
	GadgetID  string      `json:"gadgetId,omitempty"`
	Timestamp Timestamp   `json:"timestamp,omitempty"`
	Action    InputAction `json:"action,omitempty"`
	Color     string      `json:"color,omitempty"`   // six hexadecimal digits
	Feature   string      `json:"feature,omitempty"` // "press"
	Extra     Extra       `json:"-"`
}

// InputAction is what was done to an Echo Button.
type InputAction string

// What can be done to an Echo Button.
const (
	InputDown InputAction = "down"
	InputUp   InputAction = "up"
)

// GameEngineEvent defines an event by recognizers.
type GameEngineEvent struct {
	ShouldEndInputHandler   bool               `json:"shouldEndInputHandler"`
	Meets                   []string           `json:"meets"`           // recognizers that must all hold; "timed out" and "history" exist already
	Fails                   []string           `json:"fails,omitempty"` // recognizers none of which may hold
	Reports                 EventReportingType `json:"reports,omitempty"`
	MaximumInvocations      int                `json:"maximumInvocations,omitempty"`
	TriggerTimeMilliseconds int                `json:"triggerTimeMilliseconds,omitempty"` // the event is sent at that time, not before
	Extra                   Extra              `json:"-"`
}

// EventReportingType says which input an event carries.
type EventReportingType string

// What input an event can carry.
const (
	EventReportsHistory EventReportingType = "history" // all
	EventReportsMatches EventReportingType = "matches" // what the recognizers matched
)

// InputRecognizer watches for a kind of input: [*PatternRecognizer],
// [*DeviationRecognizer] or [*ProgressRecognizer].
//
//wire:union type UnknownInputRecognizer
type InputRecognizer interface {
	InputRecognizerType() string
}

// UnknownInputRecognizer is a recognizer of a type that this package does not
// know.
type UnknownInputRecognizer struct {
	Type string
	Raw  json.RawMessage
}

// PatternRecognizer holds when the input matches a pattern.
//
//wire:member InputRecognizer match
type PatternRecognizer struct {
	Anchor    PatternAnchor  `json:"anchor,omitempty"`
	Fuzzy     bool           `json:"fuzzy,omitempty"`     // whether other input may come in between
	GadgetIDs []string       `json:"gadgetIds,omitempty"` // all if empty
	Actions   []string       `json:"actions,omitempty"`   // all if empty
	Pattern   []InputPattern `json:"pattern,omitempty"`
	Extra     Extra          `json:"-"`
}

// PatternAnchor says where in the input a pattern must be.
type PatternAnchor string

// The places of a pattern.
const (
	PatternAtStart  PatternAnchor = "start"
	PatternAtEnd    PatternAnchor = "end"
	PatternAnywhere PatternAnchor = "anywhere"
)

// InputPattern is one step of a pattern. What is left empty matches all.
type InputPattern struct {
	GadgetIDs []string    `json:"gadgetIds,omitempty"`
	Colors    []string    `json:"colors,omitempty"`
	Action    InputAction `json:"action,omitempty"`
	Repeat    int         `json:"repeat,omitempty"` // times the step must happen
	Extra     Extra       `json:"-"`
}

// DeviationRecognizer holds when the input can no longer match another
// recognizer.
//
//wire:member InputRecognizer deviation
type DeviationRecognizer struct {
	Recognizer string `json:"recognizer,omitempty"`
	Extra      Extra  `json:"-"`
}

// ProgressRecognizer holds when a part of another recognizer is matched.
//
//wire:member InputRecognizer progress
type ProgressRecognizer struct {
	Recognizer string  `json:"recognizer,omitempty"`
	Completion float64 `json:"completion,omitempty"` // percent
	Extra      Extra   `json:"-"`
}
