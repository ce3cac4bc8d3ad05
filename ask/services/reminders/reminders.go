// Package reminders creates, reads, changes and deletes the reminders of a
// skill (reminder management).
//
// The user must have granted [Permission]; when a call fails with status 401 or
// 403, answer with a card or a voice dialog that asks for it. Reminders can be
// created only while a request is handled.
package reminders

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// Permission is what to declare in the skill's manifest and to name when asking
// the user for consent.
const Permission = "alexa::alerts:reminders:skill:readwrite"

// Client calls the reminder management service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "reminders", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusUnauthorized: "the user has not granted the permission " + Permission + ", or the access token has expired; ask with a permissions consent card",
	http.StatusForbidden:    "the skill may not create reminders: the device does not support them, or the user has too many",
	http.StatusNotFound:     "there is no such reminder of this skill",
}

// TriggerType says how the time of a reminder is given.
type TriggerType string

// The types of triggers.
const (
	ScheduledAbsolute TriggerType = "SCHEDULED_ABSOLUTE"
	ScheduledRelative TriggerType = "SCHEDULED_RELATIVE"
)

// Status is the state of a reminder.
type Status string

// The states of a reminder.
const (
	On        Status = "ON"
	Completed Status = "COMPLETED"
)

// PushNotificationStatus says whether the Alexa app shows the reminder, too.
type PushNotificationStatus string

// The states of push notifications.
const (
	PushEnabled  PushNotificationStatus = "ENABLED"
	PushDisabled PushNotificationStatus = "DISABLED"
)

// RecurrenceFreq is how often a reminder repeats. The service has deprecated
// it; use [Recurrence.RecurrenceRules].
type RecurrenceFreq string

// The frequencies.
const (
	Weekly RecurrenceFreq = "WEEKLY"
	Daily  RecurrenceFreq = "DAILY"
)

// RecurrenceDay is a day on which a reminder repeats. The service has deprecated
// it; use [Recurrence.RecurrenceRules].
type RecurrenceDay string

// The days.
const (
	Sunday    RecurrenceDay = "SU"
	Monday    RecurrenceDay = "MO"
	Tuesday   RecurrenceDay = "TU"
	Wednesday RecurrenceDay = "WE"
	Thursday  RecurrenceDay = "TH"
	Friday    RecurrenceDay = "FR"
	Saturday  RecurrenceDay = "SA"
)

// ReminderRequest describes a reminder to create, or what becomes of one.
type ReminderRequest struct {
	RequestTime      string            `json:"requestTime,omitempty"` // now, as [LocalTime]
	Trigger          Trigger           `json:"trigger"`
	AlertInfo        AlertInfo         `json:"alertInfo"`
	PushNotification *PushNotification `json:"pushNotification,omitempty"`
}

// Trigger says when a reminder rings. [At] and [After] make the common ones.
type Trigger struct {
	Type            TriggerType `json:"type"`
	ScheduledTime   string      `json:"scheduledTime,omitempty"`   // for ScheduledAbsolute, a [LocalTime] in the time zone
	OffsetInSeconds int         `json:"offsetInSeconds,omitempty"` // for ScheduledRelative
	TimeZoneID      string      `json:"timeZoneId,omitempty"`      // such as "America/Los_Angeles"; empty means that of the device
	Recurrence      *Recurrence `json:"recurrence,omitempty"`
}

// Recurrence says how a reminder repeats.
type Recurrence struct {
	Freq            RecurrenceFreq  `json:"freq,omitempty"`
	ByDay           []RecurrenceDay `json:"byDay,omitempty"`
	Interval        int             `json:"interval,omitempty"`
	StartDateTime   string          `json:"startDateTime,omitempty"`   // a [LocalTime]
	EndDateTime     string          `json:"endDateTime,omitempty"`     // a [LocalTime]
	RecurrenceRules []string        `json:"recurrenceRules,omitempty"` // of RFC 5545, such as "FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0;INTERVAL=1;"
}

// AlertInfo is what a reminder tells.
type AlertInfo struct {
	SpokenInfo SpokenInfo `json:"spokenInfo"`
}

// SpokenInfo is what a reminder says, in each language.
type SpokenInfo struct {
	Content []SpokenText `json:"content"`
}

// SpokenText is what a reminder says in one language.
type SpokenText struct {
	Locale string `json:"locale,omitempty"` // such as "en-US"
	SSML   string `json:"ssml,omitempty"`
	Text   string `json:"text,omitempty"`
}

// PushNotification says whether the Alexa app shows the reminder, too.
type PushNotification struct {
	Status PushNotificationStatus `json:"status"`
}

// Reminder is a reminder as the service has it.
type Reminder struct {
	AlertToken       string           `json:"alertToken"`  // identifies it
	CreatedTime      string           `json:"createdTime"` // ISO 8601
	UpdatedTime      string           `json:"updatedTime"` // ISO 8601
	Status           Status           `json:"status"`
	Trigger          Trigger          `json:"trigger"`
	AlertInfo        AlertInfo        `json:"alertInfo"`
	PushNotification PushNotification `json:"pushNotification"`
	Version          string           `json:"version"`
}

// ReminderResponse is the result of creating or changing a reminder.
type ReminderResponse struct {
	AlertToken  string `json:"alertToken"`  // identifies the reminder
	CreatedTime string `json:"createdTime"` // ISO 8601
	UpdatedTime string `json:"updatedTime"` // ISO 8601
	Status      Status `json:"status"`
	Version     string `json:"version"`
	Href        string `json:"href"` // path of the reminder
}

// GetRemindersResponse lists the reminders of the skill.
type GetRemindersResponse struct {
	TotalCount json.Number `json:"totalCount"` // the service sends it as text or as a number
	Alerts     []Reminder  `json:"alerts"`
	Links      string      `json:"links"` // of further reminders
}

// LocalTime formats the wall clock of t without its zone, as the service wants
// the times of requests.
func LocalTime(t time.Time) string {
	return t.Format("2006-01-02T15:04:05.000")
}

// At returns a trigger that rings when the clocks of the time zone, such as
// "America/Los_Angeles", show the wall clock of t, whatever the location of t.
// An empty zone is that of the device.
func At(t time.Time, timeZoneID string) Trigger {
	return Trigger{Type: ScheduledAbsolute, ScheduledTime: LocalTime(t), TimeZoneID: timeZoneID}
}

// After returns a trigger that rings once d, counted in whole seconds, has
// passed.
func After(d time.Duration) Trigger {
	return Trigger{Type: ScheduledRelative, OffsetInSeconds: int(d / time.Second)}
}

const (
	remindersPath = "/v1/alerts/reminders"
	reminderPath  = remindersPath + "/{alertToken}"
)

// CreateReminder creates a reminder on the device of the request being handled.
func (c *Client) CreateReminder(ctx context.Context, request ReminderRequest) (ReminderResponse, error) {
	return rest.Do[ReminderResponse](ctx, c.rest, rest.Call{
		Name: "CreateReminder", Method: http.MethodPost, Path: remindersPath, Body: request,
	})
}

// GetReminders returns all reminders that the skill has created for the user.
func (c *Client) GetReminders(ctx context.Context) (GetRemindersResponse, error) {
	return rest.Do[GetRemindersResponse](ctx, c.rest, rest.Call{
		Name: "GetReminders", Method: http.MethodGet, Path: remindersPath,
	})
}

// GetReminder returns one reminder.
func (c *Client) GetReminder(ctx context.Context, alertToken string) (Reminder, error) {
	return rest.Do[Reminder](ctx, c.rest, rest.Call{
		Name: "GetReminder", Method: http.MethodGet, Path: reminderPath, Args: []string{alertToken},
	})
}

// UpdateReminder replaces a reminder.
func (c *Client) UpdateReminder(ctx context.Context, alertToken string, request ReminderRequest) (ReminderResponse, error) {
	return rest.Do[ReminderResponse](ctx, c.rest, rest.Call{
		Name: "UpdateReminder", Method: http.MethodPut, Path: reminderPath, Args: []string{alertToken}, Body: request,
	})
}

// DeleteReminder deletes a reminder.
func (c *Client) DeleteReminder(ctx context.Context, alertToken string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "DeleteReminder", Method: http.MethodDelete, Path: reminderPath, Args: []string{alertToken},
	})
}
