package alexa

import (
	"encoding/json"
	"strconv"
)

// APLCommand is something that an APL document does. Its members are pointers
// to the APL command structs of this package, and [*UnknownAPLCommand] for
// others, such as those that a document defines itself.
//
// All commands have the members Delay, the milliseconds to wait before the
// command runs; Description, for people who read the document; ScreenLock,
// whether the screen stays on meanwhile; Sequencer, the name of the sequencer
// that runs the command in place of the main one; and When, whether to run the
// command at all, which is true unless given.
//
//wire:union type UnknownAPLCommand
type APLCommand interface {
	// APLCommandType returns the discriminator, such as "SpeakItem".
	APLCommandType() string
}

// UnknownAPLCommand is a command of a type that this package does not know.
// It also sends a command given as JSON.
type UnknownAPLCommand struct {
	Type string
	Raw  json.RawMessage
}

// APLValue is a value of an APL command that may be given outright or as an
// expression: "500", "true", "50%", "${data.duration}". Text that is a JSON
// number, true or false is written as such, and all other text as a string.
//
//wire:scalar number bool
type APLValue string

// APLNumber returns n as an [APLValue].
func APLNumber[N ~int | ~int64 | ~float64](n N) APLValue {
	return APLValue(strconv.FormatFloat(float64(n), 'f', -1, 64))
}

// APLBool returns b as an [APLValue].
func APLBool(b bool) APLValue {
	return APLValue(strconv.FormatBool(b))
}

// APLAnimateItemCommand animates properties of a component.
//
//wire:member APLCommand AnimateItem
type APLAnimateItemCommand struct {
	ComponentID string                `json:"componentId,omitempty"`
	Duration    APLValue              `json:"duration"`              // of one run, in milliseconds
	Easing      string                `json:"easing,omitempty"`      // such as "ease-in-out"; linear if empty
	RepeatCount APLValue              `json:"repeatCount,omitempty"` // how often to repeat, after the first time
	RepeatMode  APLRepeatMode         `json:"repeatMode,omitempty"`
	Value       []APLAnimatedProperty `json:"value"`
	Delay       APLValue              `json:"delay,omitempty"`
	Description string                `json:"description,omitempty"`
	ScreenLock  bool                  `json:"screenLock,omitempty"`
	Sequencer   string                `json:"sequencer,omitempty"`
	When        APLValue              `json:"when,omitempty"`
	Extra       Extra                 `json:"-"`
}

// APLAutoPageCommand turns the pages of a pager, one after the other.
//
//wire:member APLCommand AutoPage
type APLAutoPageCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Count       APLValue `json:"count,omitempty"`    // pages to turn; all if empty
	Duration    APLValue `json:"duration,omitempty"` // milliseconds to stay on each page
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLClearFocusCommand takes the focus from whichever component has it.
//
//wire:member APLCommand ClearFocus
type APLClearFocusCommand struct {
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLControlMediaCommand controls what a media component plays.
//
//wire:member APLCommand ControlMedia
type APLControlMediaCommand struct {
	ComponentID string          `json:"componentId,omitempty"`
	Command     APLMediaCommand `json:"command"`
	Value       APLValue        `json:"value,omitempty"` // milliseconds to rewind or seek, or the number of a track
	Delay       APLValue        `json:"delay,omitempty"`
	Description string          `json:"description,omitempty"`
	ScreenLock  bool            `json:"screenLock,omitempty"`
	Sequencer   string          `json:"sequencer,omitempty"`
	When        APLValue        `json:"when,omitempty"`
	Extra       Extra           `json:"-"`
}

// APLFinishCommand closes the document.
//
//wire:member APLCommand Finish
type APLFinishCommand struct {
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLGoBackCommand returns to an earlier document of the back stack.
//
//wire:member APLCommand GoBack
type APLGoBackCommand struct {
	BackType    APLBackType `json:"backType"`
	BackValue   APLValue    `json:"backValue"` // a number of documents, an index or an id, depending on BackType
	Delay       APLValue    `json:"delay,omitempty"`
	Description string      `json:"description,omitempty"`
	ScreenLock  bool        `json:"screenLock,omitempty"`
	Sequencer   string      `json:"sequencer,omitempty"`
	When        APLValue    `json:"when,omitempty"`
	Extra       Extra       `json:"-"`
}

// APLHideOverlayCommand hides a layout that was shown over another.
//
//wire:member APLCommand HideOverlay
type APLHideOverlayCommand struct {
	OverlayLayoutID    string   `json:"overlayLayoutId,omitempty"`
	UnderlyingLayoutID string   `json:"underlyingLayoutId,omitempty"`
	OverlayWidth       string   `json:"overlayWidth,omitempty"`
	Duration           APLValue `json:"duration,omitempty"` // in milliseconds
	Delay              APLValue `json:"delay,omitempty"`
	Description        string   `json:"description,omitempty"`
	ScreenLock         bool     `json:"screenLock,omitempty"`
	Sequencer          string   `json:"sequencer,omitempty"`
	When               APLValue `json:"when,omitempty"`
	Extra              Extra    `json:"-"`
}

// APLIdleCommand does nothing; with a delay it waits.
//
//wire:member APLCommand Idle
type APLIdleCommand struct {
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLOpenURLCommand opens an address in a browser or an app.
//
//wire:member APLCommand OpenURL
type APLOpenURLCommand struct {
	Source      string       `json:"source"`
	OnFail      []APLCommand `json:"onFail,omitempty"` // what to run when the address cannot be opened
	Delay       APLValue     `json:"delay,omitempty"`
	Description string       `json:"description,omitempty"`
	ScreenLock  bool         `json:"screenLock,omitempty"`
	Sequencer   string       `json:"sequencer,omitempty"`
	When        APLValue     `json:"when,omitempty"`
	Extra       Extra        `json:"-"`
}

// APLParallelCommand runs commands at the same time.
//
//wire:member APLCommand Parallel
type APLParallelCommand struct {
	Commands    []APLCommand `json:"commands"`
	Delay       APLValue     `json:"delay,omitempty"`
	Description string       `json:"description,omitempty"`
	ScreenLock  bool         `json:"screenLock,omitempty"`
	Sequencer   string       `json:"sequencer,omitempty"`
	When        APLValue     `json:"when,omitempty"`
	Extra       Extra        `json:"-"`
}

// APLPlayMediaCommand plays media in a video component.
//
//wire:member APLCommand PlayMedia
type APLPlayMediaCommand struct {
	ComponentID string           `json:"componentId,omitempty"`
	AudioTrack  APLAudioTrack    `json:"audioTrack,omitempty"`
	Source      []APLVideoSource `json:"source"`
	Delay       APLValue         `json:"delay,omitempty"`
	Description string           `json:"description,omitempty"`
	ScreenLock  bool             `json:"screenLock,omitempty"`
	Sequencer   string           `json:"sequencer,omitempty"`
	When        APLValue         `json:"when,omitempty"`
	Extra       Extra            `json:"-"`
}

// APLReinflateCommand lays the document out anew, after a change of the screen for instance.
//
//wire:member APLCommand Reinflate
type APLReinflateCommand struct {
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLScrollCommand scrolls a component by a distance.
//
//wire:member APLCommand Scroll
type APLScrollCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Distance    APLValue `json:"distance,omitempty"` // in pages; negative values scroll back
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLScrollToComponentCommand scrolls until a component is visible.
//
//wire:member APLCommand ScrollToComponent
type APLScrollToComponentCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Align       APLAlign `json:"align,omitempty"`
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLScrollToIndexCommand scrolls until a child of a component is visible.
//
//wire:member APLCommand ScrollToIndex
type APLScrollToIndexCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Align       APLAlign `json:"align,omitempty"`
	Index       APLValue `json:"index"` // of the child, from 0
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLSelectCommand runs the first of several commands whose condition holds.
//
//wire:member APLCommand Select
type APLSelectCommand struct {
	Commands    []APLCommand `json:"commands"`
	Data        []any        `json:"data,omitempty"`      // runs the commands for each item until one applies
	Otherwise   []APLCommand `json:"otherwise,omitempty"` // what to run when none applies
	Delay       APLValue     `json:"delay,omitempty"`
	Description string       `json:"description,omitempty"`
	ScreenLock  bool         `json:"screenLock,omitempty"`
	Sequencer   string       `json:"sequencer,omitempty"`
	When        APLValue     `json:"when,omitempty"`
	Extra       Extra        `json:"-"`
}

// APLSendEventCommand sends the skill a user event.
//
//wire:member APLCommand SendEvent
type APLSendEventCommand struct {
	Arguments   []any    `json:"arguments,omitempty"`  // sent with the event
	Components  []string `json:"components,omitempty"` // ids of components whose values are sent with the event
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLSequentialCommand runs commands one after the other.
//
//wire:member APLCommand Sequential
type APLSequentialCommand struct {
	Catch       []APLCommand `json:"catch,omitempty"` // what to run when the sequence is cut short
	Commands    []APLCommand `json:"commands"`
	Finally     []APLCommand `json:"finally,omitempty"`     // what to run at the end in any case
	RepeatCount APLValue     `json:"repeatCount,omitempty"` // how often to repeat, after the first time
	Delay       APLValue     `json:"delay,omitempty"`
	Description string       `json:"description,omitempty"`
	ScreenLock  bool         `json:"screenLock,omitempty"`
	Sequencer   string       `json:"sequencer,omitempty"`
	When        APLValue     `json:"when,omitempty"`
	Extra       Extra        `json:"-"`
}

// APLSetFocusCommand gives the focus to a component.
//
//wire:member APLCommand SetFocus
type APLSetFocusCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLSetPageCommand turns to a page of a pager.
//
//wire:member APLCommand SetPage
type APLSetPageCommand struct {
	ComponentID string      `json:"componentId,omitempty"`
	Position    APLPosition `json:"position,omitempty"`
	Value       APLValue    `json:"value"` // a page number from 0, or a number of pages to turn
	Delay       APLValue    `json:"delay,omitempty"`
	Description string      `json:"description,omitempty"`
	ScreenLock  bool        `json:"screenLock,omitempty"`
	Sequencer   string      `json:"sequencer,omitempty"`
	When        APLValue    `json:"when,omitempty"`
	Extra       Extra       `json:"-"`
}

// APLSetStateCommand changes a state of a component.
//
//wire:member APLCommand SetState
type APLSetStateCommand struct {
	ComponentID string            `json:"componentId,omitempty"`
	State       APLComponentState `json:"state"`
	Value       APLValue          `json:"value"` // true, false or an expression
	Delay       APLValue          `json:"delay,omitempty"`
	Description string            `json:"description,omitempty"`
	ScreenLock  bool              `json:"screenLock,omitempty"`
	Sequencer   string            `json:"sequencer,omitempty"`
	When        APLValue          `json:"when,omitempty"`
	Extra       Extra             `json:"-"`
}

// APLSetValueCommand changes a property of a component.
//
//wire:member APLCommand SetValue
type APLSetValueCommand struct {
	ComponentID string   `json:"componentId,omitempty"`
	Property    string   `json:"property"` // its name
	Value       APLValue `json:"value"`
	Delay       APLValue `json:"delay,omitempty"`
	Description string   `json:"description,omitempty"`
	ScreenLock  bool     `json:"screenLock,omitempty"`
	Sequencer   string   `json:"sequencer,omitempty"`
	When        APLValue `json:"when,omitempty"`
	Extra       Extra    `json:"-"`
}

// APLShowOverlayCommand shows a layout over another.
//
//wire:member APLCommand ShowOverlay
type APLShowOverlayCommand struct {
	OverlayLayoutID    string   `json:"overlayLayoutId,omitempty"`
	UnderlyingLayoutID string   `json:"underlyingLayoutId,omitempty"`
	OverlayWidth       string   `json:"overlayWidth,omitempty"`
	Duration           APLValue `json:"duration,omitempty"` // in milliseconds
	Delay              APLValue `json:"delay,omitempty"`
	Description        string   `json:"description,omitempty"`
	ScreenLock         bool     `json:"screenLock,omitempty"`
	Sequencer          string   `json:"sequencer,omitempty"`
	When               APLValue `json:"when,omitempty"`
	Extra              Extra    `json:"-"`
}

// APLSpeakItemCommand reads a component aloud.
//
//wire:member APLCommand SpeakItem
type APLSpeakItemCommand struct {
	ComponentID      string           `json:"componentId,omitempty"`
	Align            APLAlign         `json:"align,omitempty"`
	HighlightMode    APLHighlightMode `json:"highlightMode,omitempty"`
	MinimumDwellTime APLValue         `json:"minimumDwellTime,omitempty"` // milliseconds to highlight each item at least
	Delay            APLValue         `json:"delay,omitempty"`
	Description      string           `json:"description,omitempty"`
	ScreenLock       bool             `json:"screenLock,omitempty"`
	Sequencer        string           `json:"sequencer,omitempty"`
	When             APLValue         `json:"when,omitempty"`
	Extra            Extra            `json:"-"`
}

// APLSpeakListCommand reads the items of a list aloud.
//
//wire:member APLCommand SpeakList
type APLSpeakListCommand struct {
	ComponentID      string   `json:"componentId,omitempty"`
	Align            APLAlign `json:"align,omitempty"`
	Count            APLValue `json:"count"`                      // number of items
	MinimumDwellTime APLValue `json:"minimumDwellTime,omitempty"` // milliseconds to highlight each item at least
	Start            APLValue `json:"start"`                      // index of the first item
	Delay            APLValue `json:"delay,omitempty"`
	Description      string   `json:"description,omitempty"`
	ScreenLock       bool     `json:"screenLock,omitempty"`
	Sequencer        string   `json:"sequencer,omitempty"`
	When             APLValue `json:"when,omitempty"`
	Extra            Extra    `json:"-"`
}

// APLAnimatedProperty is a property that changes in an animation:
// [*APLAnimatedOpacity] or [*APLAnimatedTransform].
//
//wire:union property UnknownAPLAnimatedProperty
type APLAnimatedProperty interface {
	// APLAnimatedPropertyName returns the discriminator, such as "opacity".
	APLAnimatedPropertyType() string
}

// UnknownAPLAnimatedProperty is a property that this package does not know.
type UnknownAPLAnimatedProperty struct {
	Type string // the name of the property
	Raw  json.RawMessage
}

// APLAnimatedOpacity changes how opaque a component is, from 0 to 1.
//
//wire:member APLAnimatedProperty opacity
type APLAnimatedOpacity struct {
	From  APLValue `json:"from,omitempty"` // the present value if empty
	To    APLValue `json:"to"`
	Extra Extra    `json:"-"`
}

// APLAnimatedTransform moves, turns, scales or skews a component.
//
//wire:member APLAnimatedProperty transform
type APLAnimatedTransform struct {
	From  []APLTransform `json:"from"`
	To    []APLTransform `json:"to"`
	Extra Extra          `json:"-"`
}

// APLTransform is one step of a transformation. Only one of the groups
// translate, scale, rotate and skew is set.
type APLTransform struct {
	TranslateX APLValue `json:"translateX,omitempty"`
	TranslateY APLValue `json:"translateY,omitempty"`
	Scale      APLValue `json:"scale,omitempty"`
	ScaleX     APLValue `json:"scaleX,omitempty"`
	ScaleY     APLValue `json:"scaleY,omitempty"`
	Rotate     APLValue `json:"rotate,omitempty"` // degrees
	SkewX      APLValue `json:"skewX,omitempty"`  // degrees
	SkewY      APLValue `json:"skewY,omitempty"`  // degrees
	Extra      Extra    `json:"-"`
}

// APLVideoSource is media for a video component.
type APLVideoSource struct {
	Description string   `json:"description,omitempty"`
	Duration    APLValue `json:"duration,omitempty"` // milliseconds to play; all if empty
	URL         string   `json:"url"`
	RepeatCount APLValue `json:"repeatCount,omitempty"` // how often to repeat, after the first time
	Offset      APLValue `json:"offset,omitempty"`      // milliseconds into the media to begin at
	Extra       Extra    `json:"-"`
}

// APLRepeatMode says how an animation repeats.
type APLRepeatMode string

// The ways of repeating an animation.
const (
	APLRepeatRestart APLRepeatMode = "restart"
	APLRepeatReverse APLRepeatMode = "reverse" // back and forth
)

// APLAlign says where a component ends up after scrolling.
type APLAlign string

// The places to scroll to.
const (
	APLAlignCenter  APLAlign = "center"
	APLAlignFirst   APLAlign = "first"
	APLAlignLast    APLAlign = "last"
	APLAlignVisible APLAlign = "visible" // with as little scrolling as possible
)

// APLAudioTrack says how media mixes with speech.
type APLAudioTrack string

// The audio tracks.
const (
	APLAudioForeground APLAudioTrack = "foreground"
	APLAudioBackground APLAudioTrack = "background"
	APLAudioNone       APLAudioTrack = "none" // muted
)

// APLBackType says what the value of [APLGoBackCommand] counts.
type APLBackType string

// The ways of going back.
const (
	APLBackCount APLBackType = "count"
	APLBackIndex APLBackType = "index"
	APLBackID    APLBackType = "id"
)

// APLComponentState is a state of a component that [APLSetStateCommand]
// changes.
type APLComponentState string

// The states of a component.
const (
	APLStateChecked  APLComponentState = "checked"
	APLStateDisabled APLComponentState = "disabled"
	APLStateFocused  APLComponentState = "focused"
)

// APLHighlightMode says what is highlighted while a component is read aloud.
type APLHighlightMode string

// The kinds of highlighting.
const (
	APLHighlightBlock APLHighlightMode = "block"
	APLHighlightLine  APLHighlightMode = "line"
)

// APLMediaCommand is what [APLControlMediaCommand] does.
type APLMediaCommand string

// The media commands.
const (
	APLMediaPlay     APLMediaCommand = "play"
	APLMediaPause    APLMediaCommand = "pause"
	APLMediaNext     APLMediaCommand = "next"
	APLMediaPrevious APLMediaCommand = "previous"
	APLMediaRewind   APLMediaCommand = "rewind"
	APLMediaSeek     APLMediaCommand = "seek"
	APLMediaSetTrack APLMediaCommand = "setTrack"
)

// APLPosition says how a page is counted.
type APLPosition string

// The ways of counting pages.
const (
	APLPositionAbsolute APLPosition = "absolute" // from the first page
	APLPositionRelative APLPosition = "relative" // from the present page
)
