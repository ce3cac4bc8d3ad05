// Package datastore puts data for widgets and other documents onto a user's
// devices, from outside of the user's requests.
package datastore

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"time"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
	"github.com/litexa-go/litexa/ask/services/lwa"
)

// Scope is that of the access tokens.
const Scope = "alexa::datastore"

// Client calls the data store service.
type Client struct{ rest rest.Client }

// New returns a client that asks auth for its access tokens; config.Tokens is
// not used. config.Endpoint is that of the users' region. What cannot work is
// reported by each call.
func New(config api.Config, auth *lwa.Client) *Client {
	config.Tokens = auth.Source(Scope)
	return &Client{rest.Client{Config: config, Service: "datastore", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusForbidden: "the skill may not use the data store; it must declare the DataStore interface",
	http.StatusNotFound:  "there is no such queued result, or nothing of it is pending",
}

// Codes of failures, in [api.Error.Code].
const (
	CommandsPayloadExceedsLimit = "COMMANDS_PAYLOAD_EXCEEDS_LIMIT"
	TooManyTargets              = "TOO_MANY_TARGETS"
	NoTargetDefined             = "NO_TARGET_DEFINED"
	InvalidRequest              = "INVALID_REQUEST"
	InvalidAccessToken          = "INVALID_ACCESS_TOKEN"
	DatastoreSupportRequired    = "DATASTORE_SUPPORT_REQUIRED"
	TooManyRequests             = "TOO_MANY_REQUESTS"
	DatastoreUnavailable        = "DATASTORE_UNAVAILABLE"
	CommandsDelivered           = "COMMANDS_DELIVERED"
	NotFound                    = "NOT_FOUND"
)

// CommandsRequest says what to do on which devices.
type CommandsRequest struct {
	// Commands are executed in order.
	Commands []Command `json:"commands"`
	// Target is [Devices] or [User].
	Target Target `json:"target"`
	// AttemptDeliveryUntil is when to stop trying to reach devices that are
	// offline; zero leaves that to the service. It is sent in milliseconds.
	AttemptDeliveryUntil time.Time `json:"attemptDeliveryUntil,omitzero"`
}

// A Command is [PutNamespaceCommand], [PutObjectCommand],
// [RemoveNamespaceCommand], [RemoveObjectCommand] or [ClearCommand]. It is
// encoded by [json.Marshal].
type Command interface {
	// CommandType returns the discriminator, such as "PUT_OBJECT".
	CommandType() string
}

// PutNamespaceCommand creates a namespace, unless it exists.
type PutNamespaceCommand struct {
	Namespace string `json:"namespace"`
}

// PutObjectCommand creates or replaces an object.
type PutObjectCommand struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"` // unique in the namespace
	Content   any    `json:"content"`
}

// RemoveNamespaceCommand deletes a namespace, if it exists.
type RemoveNamespaceCommand struct {
	Namespace string `json:"namespace"`
}

// RemoveObjectCommand deletes an object, if it exists.
type RemoveObjectCommand struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
}

// ClearCommand deletes everything the skill has stored.
type ClearCommand struct{}

// CommandType returns "PUT_NAMESPACE".
func (PutNamespaceCommand) CommandType() string { return "PUT_NAMESPACE" }

// CommandType returns "PUT_OBJECT".
func (PutObjectCommand) CommandType() string { return "PUT_OBJECT" }

// CommandType returns "REMOVE_NAMESPACE".
func (RemoveNamespaceCommand) CommandType() string { return "REMOVE_NAMESPACE" }

// CommandType returns "REMOVE_OBJECT".
func (RemoveObjectCommand) CommandType() string { return "REMOVE_OBJECT" }

// CommandType returns "CLEAR".
func (ClearCommand) CommandType() string { return "CLEAR" }

// MarshalJSON adds the type.
func (c PutNamespaceCommand) MarshalJSON() ([]byte, error) {
	type fields PutNamespaceCommand
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{c.CommandType(), fields(c)})
}

// MarshalJSON adds the type.
func (c PutObjectCommand) MarshalJSON() ([]byte, error) {
	type fields PutObjectCommand
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{c.CommandType(), fields(c)})
}

// MarshalJSON adds the type.
func (c RemoveNamespaceCommand) MarshalJSON() ([]byte, error) {
	type fields RemoveNamespaceCommand
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{c.CommandType(), fields(c)})
}

// MarshalJSON adds the type.
func (c RemoveObjectCommand) MarshalJSON() ([]byte, error) {
	type fields RemoveObjectCommand
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{c.CommandType(), fields(c)})
}

// MarshalJSON adds the type.
func (c ClearCommand) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type string `json:"type"`
	}{c.CommandType()})
}

// A Target is [Devices] or [User]. It is encoded by [json.Marshal].
type Target interface {
	// TargetType returns the discriminator, such as "DEVICES".
	TargetType() string
}

// Devices are some devices, by device id.
type Devices struct {
	Items []string `json:"items"`
}

// User is all devices of a user.
type User struct {
	ID string `json:"id"` // the user id of a request
}

// TargetType returns "DEVICES".
func (Devices) TargetType() string { return "DEVICES" }

// TargetType returns "USER".
func (User) TargetType() string { return "USER" }

// MarshalJSON adds the type.
func (t Devices) MarshalJSON() ([]byte, error) {
	type fields Devices
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{t.TargetType(), fields(t)})
}

// MarshalJSON adds the type.
func (t User) MarshalJSON() ([]byte, error) {
	type fields User
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{t.TargetType(), fields(t)})
}

// CommandsResponse is what became of the first attempt to reach each device.
type CommandsResponse struct {
	Results []CommandsDispatchResult `json:"results"`
	// QueuedResultID identifies what is still to be delivered to devices that
	// are offline, for [Client.QueuedResult]; empty when there are none.
	QueuedResultID string `json:"queuedResultId"`
}

// CommandsDispatchResult is what became of the commands for a device.
type CommandsDispatchResult struct {
	DeviceID string             `json:"deviceId"`
	Type     DispatchResultType `json:"type"`
	Message  string             `json:"message"` // describes a failure
}

// DispatchResultType says whether a device has received the commands.
type DispatchResultType string

// The results of a delivery.
const (
	Success                         DispatchResultType = "SUCCESS"
	InvalidDevice                   DispatchResultType = "INVALID_DEVICE" // cannot process the commands
	DeviceUnavailable               DispatchResultType = "DEVICE_UNAVAILABLE"
	DevicePermanentlyUnavailable    DispatchResultType = "DEVICE_PERMANENTLY_UNAVAILABLE"
	ConcurrencyError                DispatchResultType = "CONCURRENCY_ERROR"
	InternalError                   DispatchResultType = "INTERNAL_ERROR"
	PendingRequestCountExceedsLimit DispatchResultType = "PENDING_REQUEST_COUNT_EXCEEDS_LIMIT"
)

// QueuedResultResponse is a page of deliveries that have not succeeded yet.
type QueuedResultResponse struct {
	Items             []CommandsDispatchResult  `json:"items"`
	PaginationContext ResponsePaginationContext `json:"paginationContext"`
}

// ResponsePaginationContext says where a page is among all.
type ResponsePaginationContext struct {
	TotalCount    int    `json:"totalCount"`
	PreviousToken string `json:"previousToken"` // empty on the first page
	NextToken     string `json:"nextToken"`     // empty on the last page
}

// QueuedResultQuery selects a page. The zero value is the first one.
type QueuedResultQuery struct {
	MaxResults int
	NextToken  string // of a page already read
}

const queuePath = "/v1/datastore/queue/{queuedResultId}"

// Commands sends commands to devices. A device that cannot be reached is no
// failure of the call; see the results.
func (c *Client) Commands(ctx context.Context, request CommandsRequest) (CommandsResponse, error) {
	switch {
	case len(request.Commands) == 0:
		return CommandsResponse{}, c.rest.Required("Commands", "commands")
	case request.Target == nil:
		return CommandsResponse{}, c.rest.Required("Commands", "target")
	}
	request.AttemptDeliveryUntil = request.AttemptDeliveryUntil.UTC().Truncate(time.Millisecond)
	return rest.Do[CommandsResponse](ctx, c.rest, rest.Call{
		Name: "Commands", Method: http.MethodPost, Path: "/v1/datastore/commands", Body: request,
	})
}

// QueuedResult returns a page of the deliveries of [Client.Commands] that have
// not succeeded. An empty first page means that all devices have the data.
func (c *Client) QueuedResult(ctx context.Context, queuedResultID string, query QueuedResultQuery) (QueuedResultResponse, error) {
	return rest.Do[QueuedResultResponse](ctx, c.rest, rest.Call{
		Name:   "QueuedResult",
		Method: http.MethodGet,
		Path:   queuePath,
		Args:   []string{queuedResultID},
		Query: rest.Query(
			"maxResults", rest.Number(query.MaxResults),
			"nextToken", query.NextToken,
		),
	})
}

// AllQueuedResults returns the deliveries that have not succeeded from as many
// pages as there are, starting with that of query.NextToken. It ends with the
// first error.
func (c *Client) AllQueuedResults(ctx context.Context, queuedResultID string, query QueuedResultQuery) iter.Seq2[CommandsDispatchResult, error] {
	return rest.Pages(query.NextToken, func(token string) ([]CommandsDispatchResult, string, error) {
		page, err := c.QueuedResult(ctx, queuedResultID, QueuedResultQuery{query.MaxResults, token})
		return page.Items, page.PaginationContext.NextToken, err
	})
}

// CancelCommands gives up deliveries that are still pending.
func (c *Client) CancelCommands(ctx context.Context, queuedResultID string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "CancelCommands", Method: http.MethodPost, Path: queuePath + "/cancel", Args: []string{queuedResultID},
	})
}
