// Package timers creates, reads, pauses and deletes the timers of a skill (timer
// management).
//
// The user must have granted [Permission]; when a call fails with status 401 or
// 403, ask for it. Timers can be created, paused and resumed only while a
// request is handled.
package timers

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// Permission is what to declare in the skill's manifest and to name when asking
// the user for consent.
const Permission = "alexa::alerts:timers:skill:readwrite"

// Client calls the timer management service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "timers", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusUnauthorized:   "the user has not granted the permission " + Permission + ", or the access token has expired",
	http.StatusForbidden:      "the user has not granted the permission " + Permission + ", or has too many timers",
	http.StatusNotFound:       "there is no such timer of this skill",
	http.StatusGatewayTimeout: "the device is offline",
}

// Status is the state of a timer.
type Status string

// The states of a timer.
const (
	On     Status = "ON"
	Paused Status = "PAUSED"
	Off    Status = "OFF"
)

// Visibility says whether a screen shows a new timer for some seconds.
type Visibility string

// The visibilities.
const (
	Visible Visibility = "VISIBLE"
	Hidden  Visibility = "HIDDEN"
)

// TimerRequest describes a timer to create.
type TimerRequest struct {
	Duration           string             `json:"duration"`             // ISO 8601, see [FormatDuration]
	TimerLabel         string             `json:"timerLabel,omitempty"` // at most 256 characters
	CreationBehavior   CreationBehavior   `json:"creationBehavior"`
	TriggeringBehavior TriggeringBehavior `json:"triggeringBehavior"`
}

// CreationBehavior says what happens when a timer is created.
type CreationBehavior struct {
	DisplayExperience DisplayExperience `json:"displayExperience"`
}

// DisplayExperience says what a screen shows of a new timer.
type DisplayExperience struct {
	Visibility Visibility `json:"visibility,omitempty"`
}

// TriggeringBehavior says what happens when a timer ends.
type TriggeringBehavior struct {
	Operation          Operation          `json:"operation"`
	NotificationConfig NotificationConfig `json:"notificationConfig"`
}

// NotificationConfig says whether a timer is heard.
type NotificationConfig struct {
	PlayAudible bool `json:"playAudible"` // ring until the user stops it
}

// An Operation is what a timer does when it ends: [NotifyOnlyOperation],
// [AnnounceOperation] or [LaunchTaskOperation]. It is encoded by [json.Marshal].
type Operation interface {
	// OperationType returns the discriminator, such as "NOTIFY_ONLY".
	OperationType() string
}

// NotifyOnlyOperation only rings.
type NotifyOnlyOperation struct{}

// AnnounceOperation says something.
type AnnounceOperation struct {
	TextToAnnounce []TextToAnnounce `json:"textToAnnounce"`
}

// TextToAnnounce is what to say in one language.
type TextToAnnounce struct {
	Locale string `json:"locale"`
	Text   string `json:"text"`
}

// LaunchTaskOperation asks the user whether to continue with a task of the
// skill.
type LaunchTaskOperation struct {
	TextToConfirm []TextToConfirm `json:"textToConfirm"`
	Task          Task            `json:"task"`
}

// TextToConfirm is the question in one language.
type TextToConfirm struct {
	Locale string `json:"locale"`
	Text   string `json:"text"` // contains %s, which becomes "continue with" and the name of the skill
}

// Task is a task that the skill offers.
type Task struct {
	Name    string `json:"name"`
	Version string `json:"version"` // such as "1"
	Input   any    `json:"input,omitempty"`
}

// OperationType returns "NOTIFY_ONLY".
func (NotifyOnlyOperation) OperationType() string { return "NOTIFY_ONLY" }

// OperationType returns "ANNOUNCE".
func (AnnounceOperation) OperationType() string { return "ANNOUNCE" }

// OperationType returns "LAUNCH_TASK".
func (LaunchTaskOperation) OperationType() string { return "LAUNCH_TASK" }

// MarshalJSON adds the type.
func (o NotifyOnlyOperation) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type string `json:"type"`
	}{o.OperationType()})
}

// MarshalJSON adds the type.
func (o AnnounceOperation) MarshalJSON() ([]byte, error) {
	type fields AnnounceOperation
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{o.OperationType(), fields(o)})
}

// MarshalJSON adds the type.
func (o LaunchTaskOperation) MarshalJSON() ([]byte, error) {
	type fields LaunchTaskOperation
	return json.Marshal(struct {
		Type string `json:"type"`
		fields
	}{o.OperationType(), fields(o)})
}

// TimerResponse is a timer as the service has it.
type TimerResponse struct {
	ID                      string `json:"id"`
	Status                  Status `json:"status"`
	Duration                string `json:"duration"`    // ISO 8601, see [ParseDuration]
	TriggerTime             string `json:"triggerTime"` // ISO 8601; empty while paused
	TimerLabel              string `json:"timerLabel"`
	CreatedTime             string `json:"createdTime"`             // ISO 8601
	UpdatedTime             string `json:"updatedTime"`             // ISO 8601
	RemainingTimeWhenPaused string `json:"remainingTimeWhenPaused"` // ISO 8601, see [ParseDuration]
}

// TimersResponse lists the timers of the skill, those that end first before
// others.
type TimersResponse struct {
	TotalCount int             `json:"totalCount"`
	Timers     []TimerResponse `json:"timers"`
	NextToken  string          `json:"nextToken"` // there are more; the service documents no way to get them
}

const (
	timersPath = "/v1/alerts/timers"
	timerPath  = timersPath + "/{id}"
)

// CreateTimer starts a timer on the device of the request being handled.
func (c *Client) CreateTimer(ctx context.Context, request TimerRequest) (TimerResponse, error) {
	switch {
	case request.Duration == "":
		return TimerResponse{}, c.rest.Required("CreateTimer", "duration")
	case request.TriggeringBehavior.Operation == nil:
		return TimerResponse{}, c.rest.Required("CreateTimer", "triggeringBehavior.operation")
	}
	return rest.Do[TimerResponse](ctx, c.rest, rest.Call{
		Name: "CreateTimer", Method: http.MethodPost, Path: timersPath, Body: request,
	})
}

// GetTimers returns the timers that the skill has created for the user.
func (c *Client) GetTimers(ctx context.Context) (TimersResponse, error) {
	return rest.Do[TimersResponse](ctx, c.rest, rest.Call{
		Name: "GetTimers", Method: http.MethodGet, Path: timersPath,
	})
}

// DeleteTimers deletes all timers that the skill has created for the user.
func (c *Client) DeleteTimers(ctx context.Context) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "DeleteTimers", Method: http.MethodDelete, Path: timersPath,
	})
}

// GetTimer returns one timer.
func (c *Client) GetTimer(ctx context.Context, id string) (TimerResponse, error) {
	return rest.Do[TimerResponse](ctx, c.rest, rest.Call{
		Name: "GetTimer", Method: http.MethodGet, Path: timerPath, Args: []string{id},
	})
}

// DeleteTimer deletes a timer.
func (c *Client) DeleteTimer(ctx context.Context, id string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "DeleteTimer", Method: http.MethodDelete, Path: timerPath, Args: []string{id},
	})
}

// PauseTimer pauses a timer.
func (c *Client) PauseTimer(ctx context.Context, id string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "PauseTimer", Method: http.MethodPost, Path: timerPath + "/pause", Args: []string{id},
	})
}

// ResumeTimer continues a paused timer.
func (c *Client) ResumeTimer(ctx context.Context, id string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "ResumeTimer", Method: http.MethodPost, Path: timerPath + "/resume", Args: []string{id},
	})
}
