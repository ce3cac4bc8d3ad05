package alexa_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
)

func matched(name, id string) *alexa.Resolutions {
	return &alexa.Resolutions{ResolutionsPerAuthority: []alexa.Resolution{
		{Status: alexa.ResolutionStatus{Code: alexa.ResolutionNoMatch}},
		{Status: alexa.ResolutionStatus{Code: alexa.ResolutionMatch}}, // without values, as after a timeout
		{
			Status: alexa.ResolutionStatus{Code: alexa.ResolutionMatch},
			Values: []alexa.ResolutionValue{{Value: alexa.ResolvedValue{Name: name, ID: id}}, {Value: alexa.ResolvedValue{Name: "second"}}},
		},
	}}
}

// A-REQ-01 to 14.
func TestAccessors(t *testing.T) {
	full := &alexa.RequestEnvelope{
		Session: &alexa.Session{New: true},
		Context: alexa.Context{System: alexa.System{
			Application: alexa.Application{ApplicationID: "skill"},
			User: alexa.User{UserID: "user", AccessToken: "linked", Permissions: &alexa.Permissions{Scopes: map[string]alexa.Scope{
				"yes": {Status: alexa.PermissionGranted}, "no": {Status: alexa.PermissionDenied},
			}}},
			Device: &alexa.Device{DeviceID: "device", SupportedInterfaces: alexa.SupportedInterfaces{
				AudioPlayer: &alexa.AudioPlayerInterface{},
			}},
			Person:         &alexa.Person{PersonID: "person", AccessToken: "person's"},
			APIEndpoint:    "https://api.amazonalexa.com",
			APIAccessToken: "token",
		}},
		Request: &alexa.IntentRequest{
			RequestHeader: alexa.RequestHeader{Locale: "fr-FR"},
			DialogState:   alexa.DialogInProgress,
			Intent: alexa.Intent{Name: "Order", Slots: map[string]*alexa.Slot{
				"drink": {Name: "drink", Value: "java"}, "size": {Name: "size"},
			}},
		},
	}
	launch := &alexa.RequestEnvelope{Request: &alexa.LaunchRequest{}}
	type values struct {
		Locale, Type, Intent, Dialog, Drink, Size, Milk                  string
		Skill, User, Device, Person, Linked, PersonLinked, API, APIToken string
		Yes, No, Other, Audio                                            bool
	}
	read := func(e *alexa.RequestEnvelope) values {
		return values{
			e.Locale(), e.RequestType(), e.IntentName(), string(e.DialogState()), e.SlotValue("drink"), e.SlotValue("size"), e.SlotValue("milk"),
			e.ApplicationID(), e.UserID(), e.DeviceID(), e.PersonID(), e.AccountLinkingAccessToken(), e.PersonAccessToken(), e.APIEndpoint(), e.APIAccessToken(),
			e.HasPermission("yes"), e.HasPermission("no"), e.HasPermission("other"), e.SupportedInterfaces().AudioPlayer != nil,
		}
	}
	want := values{
		"fr-FR", "IntentRequest", "Order", "IN_PROGRESS", "java", "", "",
		"skill", "user", "device", "person", "linked", "person's", "https://api.amazonalexa.com", "token",
		true, false, false, true,
	}
	if diff := cmp.Diff(want, read(full)); diff != "" {
		t.Errorf("full envelope (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(values{Type: "LaunchRequest"}, read(launch)); diff != "" {
		t.Errorf("bare launch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(values{}, read(&alexa.RequestEnvelope{})); diff != "" {
		t.Errorf("empty envelope (-want +got):\n%s", diff)
	}
	if full.Slot("drink") == nil || full.Slot("milk") != nil || launch.Slot("drink") != nil {
		t.Error("Slot returns a slot where there is none, or none where there is one")
	}
	if isNew, err := full.IsNewSession(); err != nil || !isNew {
		t.Errorf("IsNewSession: %t, %v", isNew, err)
	}
	if _, err := launch.IsNewSession(); !errors.Is(err, alexa.ErrNoSession) {
		t.Errorf("IsNewSession without session: %v", err)
	}
}

// A-REQ-03.
func TestIntentOfOtherRequest(t *testing.T) {
	envelope := &alexa.RequestEnvelope{Request: &alexa.CanFulfillIntentRequest{Intent: alexa.Intent{Name: "Order"}}}
	_, err := envelope.Intent()
	var typeErr *alexa.RequestTypeError
	if !errors.As(err, &typeErr) || typeErr.Got != "CanFulfillIntentRequest" {
		t.Fatalf("got error %v", err)
	}
	if got, want := err.Error(), "expecting request type of IntentRequest but got CanFulfillIntentRequest"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestResolved(t *testing.T) {
	tests := map[string]struct {
		slot *alexa.Slot
		want string
	}{
		"nil":      {nil, ""},
		"empty":    {&alexa.Slot{Name: "drink", Value: "x"}, ""},
		"own":      {&alexa.Slot{Resolutions: matched("coffee", "COFFEE")}, "COFFEE"},
		"no match": {&alexa.Slot{Resolutions: &alexa.Resolutions{}}, ""},
		"simple":   {&alexa.Slot{SlotValue: &alexa.SimpleSlotValue{Resolutions: matched("tea", "TEA")}}, "TEA"},
		"list":     {&alexa.Slot{SlotValue: &alexa.ListSlotValue{}}, ""},
	}
	for name, test := range tests {
		got, ok := test.slot.Resolved()
		if got.ID != test.want || ok != (test.want != "") {
			t.Errorf("%s: got %v, %t, want %q", name, got, ok, test.want)
		}
	}
}

// A-REQ-13.
func TestSimpleSlotValues(t *testing.T) {
	simple := func(value string) *alexa.SimpleSlotValue { return &alexa.SimpleSlotValue{Value: value} }
	nested := &alexa.ListSlotValue{Values: []alexa.SlotValue{
		simple("a"),
		&alexa.ListSlotValue{Values: []alexa.SlotValue{simple("b"), &alexa.UnknownSlotValue{Type: "X"}}},
		simple("c"),
	}}
	var got []string
	for _, value := range alexa.SimpleSlotValues(nested) {
		got = append(got, value.Value)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, got); diff != "" {
		t.Error(diff)
	}
	if got := alexa.SimpleSlotValues(simple("x")); len(got) != 1 || got[0].Value != "x" {
		t.Errorf("got %v", got)
	}
	if got := alexa.SimpleSlotValues(nil); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestInSession(t *testing.T) {
	for _, name := range []string{"LaunchRequest", "IntentRequest", "SessionEndedRequest", "Alexa.Presentation.APL.UserEvent", "Connections.Response"} {
		if !alexa.InSession(&alexa.UnknownRequest{Type: name}) {
			t.Errorf("%s is not in a session", name)
		}
	}
	for _, name := range []string{
		"AlexaSkillEvent.SkillEnabled", "AlexaHouseholdListEvent.ItemsCreated", "Reminders.ReminderCreated", "Messaging.MessageReceived",
		"AudioPlayer.PlaybackStarted", "PlaybackController.PlayCommandIssued", "System.ExceptionEncountered", "Alexa.DataStore.Error", "Alexa.Authorization.Grant",
	} {
		if alexa.InSession(&alexa.UnknownRequest{Type: name}) {
			t.Errorf("%s is in a session", name)
		}
	}
}
