package directives_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/directives"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
)

// A-OPS-03
func TestOperations(t *testing.T) {
	resttest.Run(t, "directives", directives.New, []resttest.Case[directives.Client]{
		{
			Op: "Enqueue",
			Call: func(ctx context.Context, c *directives.Client) (any, error) {
				return nil, c.Enqueue(ctx, directives.SendDirectiveRequest{
					Header:    directives.Header{RequestID: "r"},
					Directive: &directives.SpeakDirective{Speech: "<speak>wait</speak>"},
				})
			},
			Method: "POST",
			URI:    "/v1/directives",
			Body:   `{"header":{"requestId":"r"},"directive":{"type":"VoicePlayer.Speak","speech":"<speak>wait</speak>"}}`,
			Status: http.StatusNoContent,
		},
	}, "Speak")
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, directives.New, []resttest.Invalid[directives.Client]{
		{Parameter: "header.requestId", Call: func(ctx context.Context, c *directives.Client) error {
			return c.Speak(ctx, "", "wait")
		}},
		{Parameter: "directive", Call: func(ctx context.Context, c *directives.Client) error {
			return c.Enqueue(ctx, directives.SendDirectiveRequest{Header: directives.Header{RequestID: "r"}})
		}},
	})
}

func ExampleClient_Speak() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := make([]byte, r.ContentLength)
		_, _ = r.Body.Read(body)
		fmt.Printf("%s %s %s\n", r.Method, r.URL, body)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()

	config := api.Config{Endpoint: server.URL, Tokens: api.StaticToken("token of the request")}
	client := directives.New(config) // in a skill: Directives() of its services
	if err := client.Speak(context.Background(), "request-1", "One moment."); err != nil {
		fmt.Println(err)
	}
	// Output: POST /v1/directives {"header":{"requestId":"request-1"},"directive":{"type":"VoicePlayer.Speak","speech":"One moment."}}
}
