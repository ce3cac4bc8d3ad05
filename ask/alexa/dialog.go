package alexa

import "encoding/json"

// DialogInputRequest carries an utterance of a dialog that the skill manages
// with Alexa Conversations.
//
//wire:member Request Dialog.InputRequest
type DialogInputRequest struct {
	RequestHeader
	Input DialogInput `json:"input"`
}

// DialogInput is what an utterance means to Alexa Conversations.
type DialogInput struct {
	Name  string           `json:"name"`
	Slots map[string]*Slot `json:"slots,omitzero"`
	Extra Extra            `json:"-"`
}

// DialogAPIInvokedRequest asks the skill to carry out an API that its Alexa
// Conversations model defines. The skill answers with [Response.APIResponse].
//
//wire:member Request Dialog.API.Invoked
type DialogAPIInvokedRequest struct {
	RequestHeader
	APIRequest *APIRequest `json:"apiRequest,omitempty"`
}

// APIRequest is the call of an API by Alexa Conversations.
type APIRequest struct {
	Name      string               `json:"name,omitempty"`
	Arguments map[string]any       `json:"arguments,omitzero"`
	Slots     map[string]SlotValue `json:"slots,omitempty"` // by the name of the argument
	Extra     Extra                `json:"-"`
}

// DialogElicitSlotDirective asks the user for a slot with the speech of the
// response.
//
//wire:member Directive Dialog.ElicitSlot
type DialogElicitSlotDirective struct {
	UpdatedIntent *Intent `json:"updatedIntent,omitempty"`
	SlotToElicit  string  `json:"slotToElicit"`
	Extra         Extra   `json:"-"`
}

// DialogConfirmSlotDirective asks the user to confirm a slot with the speech of
// the response.
//
//wire:member Directive Dialog.ConfirmSlot
type DialogConfirmSlotDirective struct {
	UpdatedIntent *Intent `json:"updatedIntent,omitempty"`
	SlotToConfirm string  `json:"slotToConfirm"`
	Extra         Extra   `json:"-"`
}

// DialogConfirmIntentDirective asks the user to confirm the intent with the
// speech of the response.
//
//wire:member Directive Dialog.ConfirmIntent
type DialogConfirmIntentDirective struct {
	UpdatedIntent *Intent `json:"updatedIntent,omitempty"`
	Extra         Extra   `json:"-"`
}

// DialogDelegateRequestDirective hands the dialog over to Alexa Conversations
// or takes it back.
//
//wire:member Directive Dialog.DelegateRequest
type DialogDelegateRequestDirective struct {
	Target         string           `json:"target"` // "AMAZON.Conversations" or "skill"
	Period         DelegationPeriod `json:"period"`
	UpdatedRequest UpdatedRequest   `json:"updatedRequest,omitempty"`
	Extra          Extra            `json:"-"`
}

// DelegationPeriod says for how long the dialog is handed over.
type DelegationPeriod struct {
	Until DelegationPeriodUntil `json:"until,omitempty"`
	Extra Extra                 `json:"-"`
}

// DelegationPeriodUntil is the end of the time that a dialog is handed over
// for.
type DelegationPeriodUntil string

// The ends of a delegation.
const (
	DelegateUntilExplicitReturn DelegationPeriodUntil = "EXPLICIT_RETURN" // until handed back by a directive
	DelegateUntilNextTurn       DelegationPeriodUntil = "NEXT_TURN"
)

// UpdatedRequest is the request that the one who takes over a dialog shall
// start from: [*UpdatedInputRequest] or [*UpdatedIntentRequest].
//
//wire:union type UnknownUpdatedRequest
type UpdatedRequest interface {
	UpdatedRequestType() string
}

// UnknownUpdatedRequest is a request of a type that this package does not know.
type UnknownUpdatedRequest struct {
	Type string
	Raw  json.RawMessage
}

// UpdatedInputRequest starts Alexa Conversations from an utterance.
//
//wire:member UpdatedRequest Dialog.InputRequest
type UpdatedInputRequest struct {
	Input DialogInput `json:"input"`
	Extra Extra       `json:"-"`
}

// UpdatedIntentRequest starts the skill from an intent.
//
//wire:member UpdatedRequest IntentRequest
type UpdatedIntentRequest struct {
	Intent Intent `json:"intent"`
	Extra  Extra  `json:"-"`
}

// DialogUpdateDynamicEntitiesDirective changes the values of slot types for the
// rest of the session.
//
//wire:member Directive Dialog.UpdateDynamicEntities
type DialogUpdateDynamicEntitiesDirective struct {
	UpdateBehavior DynamicEntitiesUpdateBehavior `json:"updateBehavior"`
	Types          []DynamicEntityType           `json:"types,omitempty"`
	Extra          Extra                         `json:"-"`
}

// DynamicEntitiesUpdateBehavior says how the dynamic entities change.
type DynamicEntitiesUpdateBehavior string

// The changes of dynamic entities.
const (
	DynamicEntitiesReplace DynamicEntitiesUpdateBehavior = "REPLACE" // those given take the place of all earlier ones
	DynamicEntitiesClear   DynamicEntitiesUpdateBehavior = "CLEAR"   // none are left
)

// DynamicEntityType is a slot type with its dynamic values.
type DynamicEntityType struct {
	Name   string          `json:"name"` // of the slot type in the interaction model
	Values []DynamicEntity `json:"values"`
	Extra  Extra           `json:"-"`
}

// DynamicEntity is a value of a slot type.
type DynamicEntity struct {
	ID    string            `json:"id,omitempty"`
	Name  DynamicEntityName `json:"name"`
	Extra Extra             `json:"-"`
}

// DynamicEntityName is the ways to say a value.
type DynamicEntityName struct {
	Value    string   `json:"value"`
	Synonyms []string `json:"synonyms,omitempty"`
	Extra    Extra    `json:"-"`
}

// ConversationsResetContextDirective makes Alexa Conversations forget the
// dialog so far.
//
//wire:member Directive Conversations.ResetContext
type ConversationsResetContextDirective struct {
	Extra Extra `json:"-"`
}
