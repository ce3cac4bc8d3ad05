package reminders_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/reminders"
)

// A-OPS-14, A-OPS-15
func TestOperations(t *testing.T) {
	request := reminders.ReminderRequest{
		RequestTime:      "2026-03-01T19:04:00.672",
		Trigger:          reminders.After(90 * time.Second),
		AlertInfo:        reminders.AlertInfo{SpokenInfo: reminders.SpokenInfo{Content: []reminders.SpokenText{{Locale: "en-US", Text: "walk"}}}},
		PushNotification: &reminders.PushNotification{Status: reminders.PushEnabled},
	}
	const requestBody = `{"requestTime":"2026-03-01T19:04:00.672",
		"trigger":{"type":"SCHEDULED_RELATIVE","offsetInSeconds":90},
		"alertInfo":{"spokenInfo":{"content":[{"locale":"en-US","text":"walk"}]}},
		"pushNotification":{"status":"ENABLED"}}`
	const response = `{"alertToken":"a","createdTime":"c","updatedTime":"u","status":"ON","version":"1","href":"/h"}`
	wantResponse := reminders.ReminderResponse{
		AlertToken: "a", CreatedTime: "c", UpdatedTime: "u", Status: reminders.On, Version: "1", Href: "/h",
	}
	const reminder = `{"alertToken":"a/b","createdTime":"c","updatedTime":"u","status":"COMPLETED","version":"1",
		"trigger":{"type":"SCHEDULED_ABSOLUTE","scheduledTime":"s","timeZoneId":"Europe/Berlin",
			"recurrence":{"freq":"WEEKLY","byDay":["MO"],"interval":2,"startDateTime":"s","endDateTime":"e","recurrenceRules":["FREQ=DAILY"]}},
		"alertInfo":{"spokenInfo":{"content":[{"ssml":"<speak>walk</speak>"}]}},
		"pushNotification":{"status":"DISABLED"}}`
	wantReminder := reminders.Reminder{
		AlertToken: "a/b", CreatedTime: "c", UpdatedTime: "u", Status: reminders.Completed, Version: "1",
		Trigger: reminders.Trigger{
			Type: reminders.ScheduledAbsolute, ScheduledTime: "s", TimeZoneID: "Europe/Berlin",
			Recurrence: &reminders.Recurrence{
				Freq: reminders.Weekly, ByDay: []reminders.RecurrenceDay{reminders.Monday}, Interval: 2,
				StartDateTime: "s", EndDateTime: "e", RecurrenceRules: []string{"FREQ=DAILY"},
			},
		},
		AlertInfo:        reminders.AlertInfo{SpokenInfo: reminders.SpokenInfo{Content: []reminders.SpokenText{{SSML: "<speak>walk</speak>"}}}},
		PushNotification: reminders.PushNotification{Status: reminders.PushDisabled},
	}
	const path = "/v1/alerts/reminders"
	resttest.Run(t, "reminders", reminders.New, []resttest.Case[reminders.Client]{
		{
			Op:     "CreateReminder",
			Call:   func(ctx context.Context, c *reminders.Client) (any, error) { return c.CreateReminder(ctx, request) },
			Method: "POST", URI: path, Body: requestBody,
			Response: response, Want: wantResponse,
		},
		{
			Op:     "GetReminders",
			Call:   func(ctx context.Context, c *reminders.Client) (any, error) { return c.GetReminders(ctx) },
			Method: "GET", URI: path,
			Response: `{"totalCount":"1","alerts":[` + reminder + `],"links":"next"}`,
			Want:     reminders.GetRemindersResponse{TotalCount: "1", Alerts: []reminders.Reminder{wantReminder}, Links: "next"},
		},
		{
			Op:     "GetReminder",
			Call:   func(ctx context.Context, c *reminders.Client) (any, error) { return c.GetReminder(ctx, "a/b") },
			Method: "GET", URI: path + "/a%2Fb",
			Response: reminder, Want: wantReminder,
		},
		{
			Op: "UpdateReminder",
			Call: func(ctx context.Context, c *reminders.Client) (any, error) {
				return c.UpdateReminder(ctx, "a", request)
			},
			Method: "PUT", URI: path + "/a", Body: requestBody,
			Response: response, Want: wantResponse,
		},
		{
			Op:     "DeleteReminder",
			Call:   func(ctx context.Context, c *reminders.Client) (any, error) { return nil, c.DeleteReminder(ctx, "a") },
			Method: "DELETE", URI: path + "/a",
		},
	})
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, reminders.New, []resttest.Invalid[reminders.Client]{
		{Parameter: "alertToken", Call: func(ctx context.Context, c *reminders.Client) error {
			return c.DeleteReminder(ctx, "")
		}},
	})
}

func TestAt(t *testing.T) {
	at := time.Date(2026, 12, 24, 18, 0, 0, 0, time.FixedZone("elsewhere", 5*3600))
	want := reminders.Trigger{Type: reminders.ScheduledAbsolute, ScheduledTime: "2026-12-24T18:00:00.000", TimeZoneID: "Europe/Berlin"}
	if diff := cmp.Diff(want, reminders.At(at, "Europe/Berlin")); diff != "" {
		t.Errorf("trigger (-want +got):\n%s", diff)
	}
}

func ExampleAfter() {
	request := reminders.ReminderRequest{
		RequestTime: reminders.LocalTime(time.Date(2026, 3, 1, 19, 4, 0, 0, time.UTC)), // in a skill: time.Now()
		Trigger:     reminders.After(10 * time.Minute),
		AlertInfo: reminders.AlertInfo{SpokenInfo: reminders.SpokenInfo{Content: []reminders.SpokenText{
			{Locale: "en-US", Text: "Take the cake out of the oven."},
		}}},
	}
	body, err := json.Marshal(request)
	fmt.Println(string(body), err)
	// Output: {"requestTime":"2026-03-01T19:04:00.000","trigger":{"type":"SCHEDULED_RELATIVE","offsetInSeconds":600},"alertInfo":{"spokenInfo":{"content":[{"locale":"en-US","text":"Take the cake out of the oven."}]}}} <nil>
}
