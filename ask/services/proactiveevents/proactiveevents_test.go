package proactiveevents_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/lwa"
	"github.com/litexa-go/litexa/ask/services/proactiveevents"
)

func newClient(config api.Config) *proactiveevents.Client {
	return proactiveevents.New(config, lwa.New(lwa.Config{AccessToken: resttest.Token}))
}

var at = time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.FixedZone("", 3600))

func validRequest() proactiveevents.CreateProactiveEventRequest {
	return proactiveevents.CreateProactiveEventRequest{
		Timestamp:        at,
		ReferenceID:      "ref1",
		ExpiryTime:       at.Add(24 * time.Hour),
		Event:            proactiveevents.Event{Name: "AMAZON.Later.Invented", Payload: map[string]int{"n": 1}},
		RelevantAudience: proactiveevents.Multicast(),
	}
}

// A-OPS-21
func TestOperations(t *testing.T) {
	live := validRequest()
	live.LocalizedAttributes = []proactiveevents.LocalizedAttributes{{"locale": "en-US", "seller": "Shop"}}
	live.RelevantAudience = proactiveevents.Unicast("amzn1.ask.account.U")
	resttest.Run(t, "proactiveevents", newClient, []resttest.Case[proactiveevents.Client]{
		{
			Op: "CreateProactiveEvent",
			Call: func(ctx context.Context, c *proactiveevents.Client) (any, error) {
				return nil, c.CreateProactiveEvent(ctx, live, proactiveevents.Live)
			},
			Method: "POST",
			URI:    "/v1/proactiveEvents",
			Status: http.StatusAccepted,
			Body: `{"timestamp":"2026-03-01T11:00:00.123Z","referenceId":"ref1","expiryTime":"2026-03-02T11:00:00.123Z",
				"event":{"name":"AMAZON.Later.Invented","payload":{"n":1}},
				"localizedAttributes":[{"locale":"en-US","seller":"Shop"}],
				"relevantAudience":{"type":"Unicast","payload":{"user":"amzn1.ask.account.U"}}}`,
		},
		{
			Op: "CreateProactiveEvent",
			Call: func(ctx context.Context, c *proactiveevents.Client) (any, error) {
				return nil, c.CreateProactiveEvent(ctx, validRequest(), proactiveevents.Development)
			},
			Method: "POST",
			URI:    "/v1/proactiveEvents/stages/development",
			Status: http.StatusAccepted,
			Body: `{"timestamp":"2026-03-01T11:00:00.123Z","referenceId":"ref1","expiryTime":"2026-03-02T11:00:00.123Z",
				"event":{"name":"AMAZON.Later.Invented","payload":{"n":1}},
				"localizedAttributes":[],
				"relevantAudience":{"type":"Multicast","payload":{}}}`,
		},
	})
}

func TestMissingParameters(t *testing.T) {
	type request = proactiveevents.CreateProactiveEventRequest
	var cases []resttest.Invalid[proactiveevents.Client]
	for parameter, spoil := range map[string]func(*request){
		"timestamp":                     func(r *request) { r.Timestamp = time.Time{} },
		"referenceId":                   func(r *request) { r.ReferenceID = "" },
		"expiryTime":                    func(r *request) { r.ExpiryTime = time.Time{} },
		"event.name":                    func(r *request) { r.Event = proactiveevents.Event{} },
		"relevantAudience.type":         func(r *request) { r.RelevantAudience = proactiveevents.RelevantAudience{} },
		"relevantAudience.payload.user": func(r *request) { r.RelevantAudience = proactiveevents.Unicast("") },
		"stage":                         func(*request) {},
	} {
		cases = append(cases, resttest.Invalid[proactiveevents.Client]{
			Parameter: parameter,
			Call: func(ctx context.Context, c *proactiveevents.Client) error {
				r, stage := validRequest(), proactiveevents.Live
				if parameter == "stage" {
					stage = ""
				}
				spoil(&r)
				return c.CreateProactiveEvent(ctx, r, stage)
			},
		})
	}
	resttest.RunInvalid(t, newClient, cases)
}

func TestSchemas(t *testing.T) {
	for _, tc := range []struct {
		payload proactiveevents.Payload
		want    string
	}{
		{
			proactiveevents.WeatherAlert{WeatherAlert: proactiveevents.WeatherAlertDetails{
				Source: proactiveevents.Localized("source"), AlertType: proactiveevents.Tornado,
			}},
			`{"name":"AMAZON.WeatherAlert.Activated","payload":{"weatherAlert":{"source":"localizedattribute:source","alertType":"TORNADO"}}}`,
		},
		{
			proactiveevents.SportsEvent{
				Update: &proactiveevents.SportsUpdate{ScoreEarned: 1, TeamName: "Apples"},
				SportsEvent: proactiveevents.SportsEventDetails{
					EventLeague:       proactiveevents.Named{Name: proactiveevents.Localized("eventLeagueName")},
					HomeTeamStatistic: proactiveevents.TeamStatistic{Team: proactiveevents.Named{Name: "Apples"}, Score: 1},
					AwayTeamStatistic: proactiveevents.TeamStatistic{Team: proactiveevents.Named{Name: "Oranges"}},
				},
			},
			`{"name":"AMAZON.SportsEvent.Updated","payload":{"update":{"scoreEarned":1,"teamName":"Apples"},"sportsEvent":{
				"eventLeague":{"name":"localizedattribute:eventLeagueName"},
				"homeTeamStatistic":{"team":{"name":"Apples"},"score":1},
				"awayTeamStatistic":{"team":{"name":"Oranges"},"score":0}}}}`,
		},
		{
			proactiveevents.MessageAlert{
				State: proactiveevents.MessageState{Status: proactiveevents.MessageUnread, Freshness: proactiveevents.MessageNew},
				MessageGroup: proactiveevents.MessageGroup{
					Creator: proactiveevents.Named{Name: "Andy"}, Count: 5, Urgency: proactiveevents.MessageUrgent,
				},
			},
			`{"name":"AMAZON.MessageAlert.Activated","payload":{"state":{"status":"UNREAD","freshness":"NEW"},
				"messageGroup":{"creator":{"name":"Andy"},"count":5,"urgency":"URGENT"}}}`,
		},
		{
			proactiveevents.OrderStatus{
				State: proactiveevents.OrderState{
					Status: proactiveevents.OrderShipped, EnterTimestamp: at,
					DeliveryDetails: &proactiveevents.DeliveryDetails{ExpectedArrival: at},
				},
				Order: proactiveevents.Order{Seller: proactiveevents.Named{Name: "s"}},
			},
			`{"name":"AMAZON.OrderStatus.Updated","payload":{"state":{"status":"ORDER_SHIPPED","enterTimestamp":"2026-03-01T12:00:00.123+01:00",
				"deliveryDetails":{"expectedArrival":"2026-03-01T12:00:00.123+01:00"}},"order":{"seller":{"name":"s"}}}}`,
		},
		{
			proactiveevents.OrderStatus{State: proactiveevents.OrderState{Status: proactiveevents.OrderReceived}},
			`{"name":"AMAZON.OrderStatus.Updated","payload":{"state":{"status":"ORDER_RECEIVED"},"order":{"seller":{"name":""}}}}`,
		},
		{
			proactiveevents.Occasion{
				State: proactiveevents.OccasionState{ConfirmationStatus: proactiveevents.Confirmed},
				Occasion: proactiveevents.OccasionDetails{
					OccasionType: proactiveevents.Appointment, Subject: "dentist", BookingTime: at,
					Provider: proactiveevents.Named{Name: "p"}, Broker: &proactiveevents.Named{Name: "b"},
				},
			},
			`{"name":"AMAZON.Occasion.Updated","payload":{"state":{"confirmationStatus":"CONFIRMED"},"occasion":{"occasionType":"APPOINTMENT",
				"subject":"dentist","provider":{"name":"p"},"bookingTime":"2026-03-01T12:00:00.123+01:00","broker":{"name":"b"}}}}`,
		},
		{
			proactiveevents.TrashCollectionAlert{Alert: proactiveevents.TrashCollection{
				GarbageTypes: []proactiveevents.GarbageType{proactiveevents.Bottles, proactiveevents.PETBottles}, CollectionDayOfWeek: proactiveevents.Tuesday,
			}},
			`{"name":"AMAZON.TrashCollectionAlert.Activated","payload":{"alert":{"garbageTypes":["BOTTLES","PET_BOTTLES"],"collectionDayOfWeek":"TUESDAY"}}}`,
		},
		{
			proactiveevents.MediaContent{
				Availability: proactiveevents.Availability{StartTime: at, Provider: &proactiveevents.Named{Name: "p"}, Method: proactiveevents.Premiere},
				Content:      proactiveevents.Content{Name: "c", ContentType: proactiveevents.Episode},
			},
			`{"name":"AMAZON.MediaContent.Available","payload":{"availability":{"startTime":"2026-03-01T12:00:00.123+01:00","provider":{"name":"p"},"method":"PREMIERE"},
				"content":{"name":"c","contentType":"EPISODE"}}}`,
		},
		{
			proactiveevents.SocialGameInvite{
				Invite: proactiveevents.Invite{
					RelationshipToInvitee: proactiveevents.Friend, Inviter: proactiveevents.Named{Name: "Max"}, InviteType: proactiveevents.Challenge,
				},
				Game: proactiveevents.InvitedGame{Offer: proactiveevents.OfferRematch, Name: "g"},
			},
			`{"name":"AMAZON.SocialGameInvite.Available","payload":{"invite":{"relationshipToInvitee":"FRIEND","inviter":{"name":"Max"},"inviteType":"CHALLENGE"},
				"game":{"offer":"REMATCH","name":"g"}}}`,
		},
	} {
		event := proactiveevents.NewEvent(tc.payload)
		t.Run(event.Name, func(t *testing.T) {
			got, err := json.Marshal(event)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(parse(t, tc.want), parse(t, string(got))); diff != "" {
				t.Errorf("event (-want +got):\n%s", diff)
			}
		})
	}
}

func parse(t *testing.T, text string) (value any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func ExampleNewEvent() {
	event := proactiveevents.NewEvent(proactiveevents.MessageAlert{
		State:        proactiveevents.MessageState{Status: proactiveevents.MessageUnread},
		MessageGroup: proactiveevents.MessageGroup{Creator: proactiveevents.Named{Name: "Andy"}, Count: 2},
	})
	text, err := json.Marshal(event)
	fmt.Println(string(text), err)
	// Output: {"name":"AMAZON.MessageAlert.Activated","payload":{"state":{"status":"UNREAD"},"messageGroup":{"creator":{"name":"Andy"},"count":2}}} <nil>
}
