package timers_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/timers"
)

// A-OPS-16, A-OPS-17
func TestOperations(t *testing.T) {
	const timer = `{"id":"t","status":"PAUSED","duration":"PT10M","triggerTime":"x","timerLabel":"pizza","createdTime":"c",
		"updatedTime":"u","remainingTimeWhenPaused":"PT3M"}`
	wantTimer := timers.TimerResponse{
		ID: "t", Status: timers.Paused, Duration: "PT10M", TriggerTime: "x", TimerLabel: "pizza",
		CreatedTime: "c", UpdatedTime: "u", RemainingTimeWhenPaused: "PT3M",
	}
	const path = "/v1/alerts/timers"
	create := func(operation timers.Operation, body string) resttest.Case[timers.Client] {
		return resttest.Case[timers.Client]{
			Op: "CreateTimer",
			Call: func(ctx context.Context, c *timers.Client) (any, error) {
				return c.CreateTimer(ctx, timers.TimerRequest{
					Duration:   timers.FormatDuration(10 * time.Minute),
					TimerLabel: "pizza",
					CreationBehavior: timers.CreationBehavior{
						DisplayExperience: timers.DisplayExperience{Visibility: timers.Hidden},
					},
					TriggeringBehavior: timers.TriggeringBehavior{Operation: operation},
				})
			},
			Method: "POST", URI: path,
			Body: `{"duration":"PT10M","timerLabel":"pizza",
				"creationBehavior":{"displayExperience":{"visibility":"HIDDEN"}},
				"triggeringBehavior":{"operation":` + body + `,"notificationConfig":{"playAudible":false}}}`,
			Response: timer, Want: wantTimer,
		}
	}
	resttest.Run(t, "timers", timers.New, []resttest.Case[timers.Client]{
		create(timers.NotifyOnlyOperation{}, `{"type":"NOTIFY_ONLY"}`),
		create(&timers.AnnounceOperation{TextToAnnounce: []timers.TextToAnnounce{{Locale: "en-US", Text: "done"}}},
			`{"type":"ANNOUNCE","textToAnnounce":[{"locale":"en-US","text":"done"}]}`),
		create(timers.LaunchTaskOperation{
			TextToConfirm: []timers.TextToConfirm{{Locale: "en-US", Text: "Shall I %s?"}},
			Task:          timers.Task{Name: "amzn1.ask.skill.s.Cook", Version: "1", Input: map[string]int{"step": 2}},
		}, `{"type":"LAUNCH_TASK","textToConfirm":[{"locale":"en-US","text":"Shall I %s?"}],
			"task":{"name":"amzn1.ask.skill.s.Cook","version":"1","input":{"step":2}}}`),
		{
			Op:     "GetTimers",
			Call:   func(ctx context.Context, c *timers.Client) (any, error) { return c.GetTimers(ctx) },
			Method: "GET", URI: path,
			Response: `{"totalCount":1,"timers":[` + timer + `],"nextToken":null}`,
			Want:     timers.TimersResponse{TotalCount: 1, Timers: []timers.TimerResponse{wantTimer}},
		},
		{
			Op:     "DeleteTimers",
			Call:   func(ctx context.Context, c *timers.Client) (any, error) { return nil, c.DeleteTimers(ctx) },
			Method: "DELETE", URI: path,
		},
		{
			Op:     "GetTimer",
			Call:   func(ctx context.Context, c *timers.Client) (any, error) { return c.GetTimer(ctx, "t") },
			Method: "GET", URI: path + "/t",
			Response: timer, Want: wantTimer,
		},
		{
			Op:     "DeleteTimer",
			Call:   func(ctx context.Context, c *timers.Client) (any, error) { return nil, c.DeleteTimer(ctx, "t") },
			Method: "DELETE", URI: path + "/t",
		},
		{
			Op:     "PauseTimer",
			Call:   func(ctx context.Context, c *timers.Client) (any, error) { return nil, c.PauseTimer(ctx, "t") },
			Method: "POST", URI: path + "/t/pause",
		},
		{
			Op:     "ResumeTimer",
			Call:   func(ctx context.Context, c *timers.Client) (any, error) { return nil, c.ResumeTimer(ctx, "t") },
			Method: "POST", URI: path + "/t/resume",
		},
	})
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, timers.New, []resttest.Invalid[timers.Client]{
		{Parameter: "id", Call: func(ctx context.Context, c *timers.Client) error { return c.PauseTimer(ctx, "") }},
		{Parameter: "duration", Call: func(ctx context.Context, c *timers.Client) error {
			_, err := c.CreateTimer(ctx, timers.TimerRequest{})
			return err
		}},
		{Parameter: "triggeringBehavior.operation", Call: func(ctx context.Context, c *timers.Client) error {
			_, err := c.CreateTimer(ctx, timers.TimerRequest{Duration: "PT1M"})
			return err
		}},
	})
}

func TestDuration(t *testing.T) {
	for _, tc := range []struct {
		d    time.Duration
		text string
	}{
		{0, "PT0S"},
		{3 * time.Second, "PT3S"},
		{2*time.Minute + 3*time.Second, "PT2M3S"},
		{time.Hour, "PT1H"},
		{time.Hour + 3*time.Minute + 31*time.Second, "PT1H3M31S"},
		{24 * time.Hour, "PT24H"},
	} {
		if got := timers.FormatDuration(tc.d); got != tc.text {
			t.Errorf("FormatDuration(%v) is %s, want %s", tc.d, got, tc.text)
		}
		if got, err := timers.ParseDuration(tc.text); err != nil || got != tc.d {
			t.Errorf("ParseDuration(%s) is %v, %v, want %v", tc.text, got, err, tc.d)
		}
	}
	if got := timers.FormatDuration(-time.Minute); got != "PT0S" {
		t.Errorf("a negative duration becomes %s", got)
	}
	for text, want := range map[string]time.Duration{
		"P1DT1S":                           24*time.Hour + time.Second,
		"PT1.5S":                           1500 * time.Millisecond,
		"P2D":                              48 * time.Hour,
		"PT90M1S":                          90*time.Minute + time.Second,
		"P9999DT999999H9999999M999999999S": 9999*24*time.Hour + 999999*time.Hour + 9999999*time.Minute + 999999999*time.Second,
	} {
		if got, err := timers.ParseDuration(text); err != nil || got != want {
			t.Errorf("ParseDuration(%s) is %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "P", "PT", "P1DT", "1M", "PT1X", "-PT1M", "P1Y", "PT99999999999H", "PT99999999M", "PT1M "} {
		if got, err := timers.ParseDuration(text); err == nil {
			t.Errorf("ParseDuration(%q) is %v, want an error", text, got)
		}
	}
}

func ExampleFormatDuration() {
	fmt.Println(timers.FormatDuration(90 * time.Second))
	// Output: PT1M30S
}
