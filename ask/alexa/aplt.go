package alexa

import "encoding/json"

// APLTUserEventRequest is an event that an APL for Text document sent with a
// SendEvent command.
//
//wire:member Request Alexa.Presentation.APLT.UserEvent
type APLTUserEventRequest struct {
	RequestHeader
	Token     string          `json:"token,omitempty"` // of the document
	Arguments []any           `json:"arguments,omitempty"`
	Source    json.RawMessage `json:"source,omitempty"` // the component and the handler that sent it
}

// APLTRenderDocumentDirective shows an APL for Text document.
//
//wire:member Directive Alexa.Presentation.APLT.RenderDocument
type APLTRenderDocumentDirective struct {
	Token         string            `json:"token,omitempty"` // names the document in later requests and directives
	TargetProfile APLTTargetProfile `json:"targetProfile,omitempty"`
	Document      json.RawMessage   `json:"document,omitempty"`
	Datasources   map[string]any    `json:"datasources,omitzero"`
	Extra         Extra             `json:"-"`
}

// APLTTargetProfile is the kind of character screen that a document is made
// for.
type APLTTargetProfile string

// The kinds of character screen.
const (
	APLTTargetFourCharacterClock APLTTargetProfile = "FOUR_CHARACTER_CLOCK"
	APLTTargetNone               APLTTargetProfile = "NONE"
)

// APLTExecuteCommandsDirective makes an APL for Text document run commands.
//
//wire:member Directive Alexa.Presentation.APLT.ExecuteCommands
type APLTExecuteCommandsDirective struct {
	Commands []APLTCommand `json:"commands"`
	Token    string        `json:"token"` // of the document
	Extra    Extra         `json:"-"`
}

// APLTCommand is something that an APL for Text document does. Its members are
// pointers to the APLT command structs of this package, and
// [*UnknownAPLTCommand] for others. The members that all have are those of
// [APLCommand].
//
//wire:union type UnknownAPLTCommand
type APLTCommand interface {
	// APLTCommandType returns the discriminator, such as "Idle".
	APLTCommandType() string
}

// UnknownAPLTCommand is a command of a type that this package does not know.
// It also sends a command given as JSON.
type UnknownAPLTCommand struct {
	Type string
	Raw  json.RawMessage
}

// APLTAutoPageCommand turns the pages of a pager, one after the other.
//
//wire:member APLTCommand AutoPage
type APLTAutoPageCommand struct {
	ComponentID string   `json:"componentId"`
	Count       APLValue `json:"count,omitempty"`    // pages to turn; all if empty
	Duration    APLValue `json:"duration,omitempty"` // milliseconds to stay on each page
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLTIdleCommand does nothing; with a delay it waits.
//
//wire:member APLTCommand Idle
type APLTIdleCommand struct {
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLTParallelCommand runs commands at the same time.
//
//wire:member APLTCommand Parallel
type APLTParallelCommand struct {
	Commands    []APLTCommand `json:"commands"`
	Delay       APLValue      `json:"delay,omitempty"`
	Description string        `json:"description,omitempty"`
	ScreenLock  bool          `json:"screenLock,omitempty"`
	When        APLValue      `json:"when,omitempty"`
	Extra       Extra         `json:"-"`
}

// APLTScrollCommand scrolls a component by a distance.
//
//wire:member APLTCommand Scroll
type APLTScrollCommand struct {
	ComponentID string   `json:"componentId"`
	Distance    APLValue `json:"distance,omitempty"` // in pages; negative values scroll back
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLTSendEventCommand sends the skill a user event.
//
//wire:member APLTCommand SendEvent
type APLTSendEventCommand struct {
	Arguments   []any    `json:"arguments,omitempty"`  // sent with the event
	Components  []string `json:"components,omitempty"` // ids of components whose values are sent with the event
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLTSequentialCommand runs commands one after the other.
//
//wire:member APLTCommand Sequential
type APLTSequentialCommand struct {
	Catch       []APLTCommand `json:"catch,omitempty"` // what to run when the sequence is cut short
	Commands    []APLTCommand `json:"commands"`
	Finally     []APLTCommand `json:"finally,omitempty"`     // what to run at the end in any case
	RepeatCount APLValue      `json:"repeatCount,omitempty"` // how often to repeat, after the first time
	Delay       APLValue      `json:"delay,omitempty"`
	Description string        `json:"description,omitempty"`
	ScreenLock  bool          `json:"screenLock,omitempty"`
	When        APLValue      `json:"when,omitempty"`
	Extra       Extra         `json:"-"`
}

// APLTSetPageCommand turns to a page of a pager.
//
//wire:member APLTCommand SetPage
type APLTSetPageCommand struct {
	ComponentID string      `json:"componentId"`
	Position    APLPosition `json:"position,omitempty"`
	Value       APLValue    `json:"value"` // a page number from 0, or a number of pages to turn
	Delay       APLValue    `json:"delay,omitempty"`
	Description string      `json:"description,omitempty"`
	ScreenLock  bool        `json:"screenLock,omitempty"`
	When        APLValue    `json:"when,omitempty"`
	Extra       Extra       `json:"-"`
}

// APLTSetValueCommand changes a property of a component.
//
//wire:member APLTCommand SetValue
type APLTSetValueCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Property    string   `json:"property"` // its name
	Value       APLValue `json:"value"`
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}
