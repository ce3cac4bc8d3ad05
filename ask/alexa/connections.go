package alexa

import "encoding/json"

// ConnectionsRequest asks the skill to do something for another skill.
//
//wire:member Request Connections.Request
type ConnectionsRequest struct {
	RequestHeader
	Name    string          `json:"name,omitempty"`
	Payload json.RawMessage `json:"payload,omitempty"` // an object that depends on the name
}

// ConnectionsResponse is the outcome of what the skill asked for with a
// [ConnectionsSendRequestDirective]. It is a request nevertheless: the skill
// answers it.
//
//wire:member Request Connections.Response
type ConnectionsResponse struct {
	RequestHeader
	Status  *ConnectionsStatus `json:"status,omitempty"`
	Name    string             `json:"name,omitempty"`    // of what was asked for, such as "Buy"
	Payload json.RawMessage    `json:"payload,omitempty"` // such as an [InSkillPurchaseResponse]
	Token   string             `json:"token,omitempty"`   // as given in the directive
}

// ConnectionsStatus says how a connection went.
type ConnectionsStatus struct {
	Code    string `json:"code"` // as of HTTP, such as "200"
	Message string `json:"message,omitempty"`
	Extra   Extra  `json:"-"`
}

// ConnectionsStartConnectionDirective has another skill, or Alexa itself, do a
// task.
//
//wire:member Directive Connections.StartConnection
type ConnectionsStartConnectionDirective struct {
	URI          string       `json:"uri"` // of the task, such as "connection://AMAZON.PrintPDF/1"
	OnCompletion OnCompletion `json:"onCompletion,omitempty"`
	Input        any          `json:"input,omitempty"` // such as a [*PrintPDFRequest]
	Token        string       `json:"token,omitempty"` // given back when the session resumes
	Extra        Extra        `json:"-"`
}

// OnCompletion says whether the session goes on after a task.
type OnCompletion string

// What can happen after a task.
const (
	OnCompletionResumeSession  OnCompletion = "RESUME_SESSION"
	OnCompletionSendErrorsOnly OnCompletion = "SEND_ERRORS_ONLY" // it goes on only if the task failed
)

// ConnectionsSendRequestDirective asks Alexa for something, such as an in-skill
// purchase. The outcome is a [ConnectionsResponse].
//
//wire:member Directive Connections.SendRequest
type ConnectionsSendRequestDirective struct {
	Name    string `json:"name"`              // such as "Buy", "Upsell", "Cancel", "Setup" or "Charge"
	Payload any    `json:"payload,omitempty"` // such as an [*InSkillPurchaseRequest] or a [*SetupAmazonPayRequest]
	Token   string `json:"token"`             // given back in the response
	Extra   Extra  `json:"-"`
}

// ConnectionsSendResponseDirective answers a [ConnectionsRequest].
//
//wire:member Directive Connections.SendResponse
type ConnectionsSendResponseDirective struct {
	Status  ConnectionsStatus `json:"status"`
	Payload any               `json:"payload,omitempty"`
	Extra   Extra             `json:"-"`
}

// TasksCompleteTaskDirective says that the task the skill was launched with is
// done.
//
//wire:member Directive Tasks.CompleteTask
type TasksCompleteTaskDirective struct {
	Status Status `json:"status"`
	Result any    `json:"result,omitempty"`
	Extra  Extra  `json:"-"`
}

// InSkillPurchaseRequest is the payload with which
// [ConnectionsSendRequestDirective] offers, sells or cancels a product.
type InSkillPurchaseRequest struct {
	InSkillProduct InSkillProduct `json:"InSkillProduct"`
	UpsellMessage  string         `json:"upsellMessage,omitempty"` // for "Upsell": what makes the user want the product
	Extra          Extra          `json:"-"`
}

// InSkillProduct names a product that the skill sells.
type InSkillProduct struct {
	ProductID string `json:"productId"`
	Extra     Extra  `json:"-"`
}

// InSkillPurchaseResponse is the payload of the [ConnectionsResponse] to an
// offer, sale or cancellation.
type InSkillPurchaseResponse struct {
	PurchaseResult PurchaseResult `json:"purchaseResult"`
	ProductID      string         `json:"productId,omitempty"`
	Message        string         `json:"message,omitempty"` // details of an error
	Extra          Extra          `json:"-"`
}

// PurchaseResult is the outcome of an in-skill purchase.
type PurchaseResult string

// The outcomes of an in-skill purchase.
const (
	PurchaseAccepted         PurchaseResult = "ACCEPTED"
	PurchaseDeclined         PurchaseResult = "DECLINED"
	PurchaseNotEntitled      PurchaseResult = "NOT_ENTITLED" // cancelling what the user does not have
	PurchaseError            PurchaseResult = "ERROR"
	PurchaseAlreadyPurchased PurchaseResult = "ALREADY_PURCHASED"
)

// ConnectionsTaskInput is the input of a task that Alexa defines:
// [*PrintImageRequest], [*PrintPDFRequest], [*PrintWebPageRequest],
// [*ScheduleTaxiReservationRequest] or
// [*ScheduleFoodEstablishmentReservationRequest]. An empty Version is sent as
// "1".
//
//wire:union @type UnknownConnectionsTaskInput
type ConnectionsTaskInput interface {
	ConnectionsTaskInputType() string
}

// UnknownConnectionsTaskInput is an input of a type that this package does not
// know.
type UnknownConnectionsTaskInput struct {
	Type string
	Raw  json.RawMessage
}

// PrintImageRequest is the input of the task AMAZON.PrintImage.
//
//wire:member ConnectionsTaskInput PrintImageRequest
type PrintImageRequest struct {
	Version     string `json:"@version" default:"1"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	ImageType   string `json:"imageType"` // such as "JPEG"
	Extra       Extra  `json:"-"`
}

// PrintPDFRequest is the input of the task AMAZON.PrintPDF.
//
//wire:member ConnectionsTaskInput PrintPDFRequest
type PrintPDFRequest struct {
	Version     string `json:"@version" default:"1"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	Extra       Extra  `json:"-"`
}

// PrintWebPageRequest is the input of the task AMAZON.PrintWebPage.
//
//wire:member ConnectionsTaskInput PrintWebPageRequest
type PrintWebPageRequest struct {
	Version     string `json:"@version" default:"1"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	Extra       Extra  `json:"-"`
}

// ScheduleFoodEstablishmentReservationRequest is the input of the task
// AMAZON.ScheduleFoodEstablishmentReservation.
//
//wire:member ConnectionsTaskInput ScheduleFoodEstablishmentReservationRequest
type ScheduleFoodEstablishmentReservationRequest struct {
	Version    string     `json:"@version" default:"1"`
	StartTime  string     `json:"startTime,omitempty"` // ISO 8601
	PartySize  string     `json:"partySize,omitempty"`
	Restaurant Restaurant `json:"restaurant"`
	Extra      Extra      `json:"-"`
}

// ScheduleTaxiReservationRequest is the input of the task
// AMAZON.ScheduleTaxiReservation.
//
//wire:member ConnectionsTaskInput ScheduleTaxiReservationRequest
type ScheduleTaxiReservationRequest struct {
	Version         string         `json:"@version" default:"1"`
	PickupTime      string         `json:"pickupTime,omitempty"` // ISO 8601
	PartySize       string         `json:"partySize,omitempty"`
	PickupLocation  *PostalAddress `json:"pickupLocation,omitempty"`
	DropOffLocation *PostalAddress `json:"dropOffLocation,omitempty"`
	Extra           Extra          `json:"-"`
}

// ConnectionsEntity is something that task inputs are about: [*PostalAddress]
// or [*Restaurant]. An empty Version is sent as "1".
//
//wire:union @type UnknownConnectionsEntity
type ConnectionsEntity interface {
	ConnectionsEntityType() string
}

// UnknownConnectionsEntity is an entity of a type that this package does not
// know.
type UnknownConnectionsEntity struct {
	Type string
	Raw  json.RawMessage
}

// PostalAddress is an address for letters.
//
//wire:member ConnectionsEntity PostalAddress
type PostalAddress struct {
	Version       string `json:"@version" default:"1"`
	StreetAddress string `json:"streetAddress,omitempty"`
	Locality      string `json:"locality,omitempty"` // the town
	Region        string `json:"region,omitempty"`
	PostalCode    string `json:"postalCode,omitempty"`
	Country       string `json:"country,omitempty"`
	Extra         Extra  `json:"-"`
}

// Restaurant is a place to eat at.
//
//wire:member ConnectionsEntity Restaurant
type Restaurant struct {
	Version  string        `json:"@version" default:"1"`
	Name     string        `json:"name"`
	Location PostalAddress `json:"location"`
	Extra    Extra         `json:"-"`
}
