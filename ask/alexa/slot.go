package alexa

import "encoding/json"

// DialogState is how far the dialog of an intent has come.
type DialogState string

// The states of a dialog.
const (
	DialogStarted    DialogState = "STARTED"
	DialogInProgress DialogState = "IN_PROGRESS"
	DialogCompleted  DialogState = "COMPLETED"
)

// IntentConfirmationStatus says whether the user confirmed an intent.
type IntentConfirmationStatus string

// The confirmation states of an intent.
const (
	IntentConfirmationNone IntentConfirmationStatus = "NONE" // not asked, or not answered
	IntentDenied           IntentConfirmationStatus = "DENIED"
	IntentConfirmed        IntentConfirmationStatus = "CONFIRMED"
)

// SlotConfirmationStatus says whether the user confirmed the value of a slot.
type SlotConfirmationStatus string

// The confirmation states of a slot.
const (
	SlotConfirmationNone SlotConfirmationStatus = "NONE" // not asked, or not answered
	SlotDenied           SlotConfirmationStatus = "DENIED"
	SlotConfirmed        SlotConfirmationStatus = "CONFIRMED"
)

// Resolutions is what the spoken value of a slot may mean.
type Resolutions struct {
	ResolutionsPerAuthority []Resolution `json:"resolutionsPerAuthority,omitempty"`
	Extra                   Extra        `json:"-"`
}

// Resolution is what one source of values, such as a slot type or the dynamic
// entities, makes of a spoken value.
type Resolution struct {
	Authority string            `json:"authority"`
	Status    ResolutionStatus  `json:"status"`
	Values    []ResolutionValue `json:"values,omitempty"` // the best match first
	Extra     Extra             `json:"-"`
}

// ResolutionStatus is the outcome of a resolution.
type ResolutionStatus struct {
	Code  ResolutionCode `json:"code"`
	Extra Extra          `json:"-"`
}

// ResolutionCode is the outcome of a resolution.
type ResolutionCode string

// The outcomes of a resolution.
const (
	ResolutionMatch          ResolutionCode = "ER_SUCCESS_MATCH"
	ResolutionNoMatch        ResolutionCode = "ER_SUCCESS_NO_MATCH"
	ResolutionErrorTimeout   ResolutionCode = "ER_ERROR_TIMEOUT"
	ResolutionErrorException ResolutionCode = "ER_ERROR_EXCEPTION"
)

// ResolutionValue wraps one possible meaning of a spoken value.
type ResolutionValue struct {
	Value ResolvedValue `json:"value"`
	Extra Extra         `json:"-"`
}

// ResolvedValue is one possible meaning of a spoken value.
type ResolvedValue struct {
	Name  string `json:"name"`         // the canonical value
	ID    string `json:"id,omitempty"` // as given in the interaction model
	Extra Extra  `json:"-"`
}

// SlotValue is the value of a slot: [*SimpleSlotValue] or, of a slot that takes
// several, [*ListSlotValue].
//
//wire:union type UnknownSlotValue
type SlotValue interface {
	SlotValueType() string
}

// SimpleSlotValue is one value.
//
//wire:member SlotValue Simple
type SimpleSlotValue struct {
	Value       string       `json:"value,omitempty"` // as spoken
	Resolutions *Resolutions `json:"resolutions,omitempty"`
	Extra       Extra        `json:"-"`
}

// ListSlotValue is several values of one slot.
//
//wire:member SlotValue List
type ListSlotValue struct {
	Values []SlotValue `json:"values"`
	Extra  Extra       `json:"-"`
}

// UnknownSlotValue is a slot value of a type that this package does not know.
type UnknownSlotValue struct {
	Type string
	Raw  json.RawMessage
}
