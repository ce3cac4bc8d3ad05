package skillmessaging_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/lwa"
	"github.com/litexa-go/litexa/ask/services/skillmessaging"
)

func newClient(config api.Config) *skillmessaging.Client {
	return skillmessaging.New(config, lwa.New(lwa.Config{AccessToken: resttest.Token}))
}

// A-OPS-22
func TestOperations(t *testing.T) {
	send := func(request skillmessaging.SendSkillMessagingRequest, body string) resttest.Case[skillmessaging.Client] {
		return resttest.Case[skillmessaging.Client]{
			Op: "SendSkillMessage",
			Call: func(ctx context.Context, c *skillmessaging.Client) (any, error) {
				return nil, c.SendSkillMessage(ctx, "amzn1.ask.account.U", request)
			},
			Method: "POST",
			URI:    "/v1/skillmessages/users/amzn1.ask.account.U",
			Body:   body,
			Status: http.StatusAccepted,
		}
	}
	resttest.Run(t, "skillmessaging", newClient, []resttest.Case[skillmessaging.Client]{
		send(skillmessaging.SendSkillMessagingRequest{Data: map[string]string{"k": "v"}, ExpiresAfterSeconds: 60},
			`{"data":{"k":"v"},"expiresAfterSeconds":60}`),
		send(skillmessaging.SendSkillMessagingRequest{}, `{"data":{}}`),
	})
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, newClient, []resttest.Invalid[skillmessaging.Client]{
		{Parameter: "userId", Call: func(ctx context.Context, c *skillmessaging.Client) error {
			return c.SendSkillMessage(ctx, "", skillmessaging.SendSkillMessagingRequest{})
		}},
		{Parameter: "body", Call: func(ctx context.Context, c *skillmessaging.Client) error {
			return c.SendSkillMessage(ctx, "u", skillmessaging.SendSkillMessagingRequest{Data: make(chan int)})
		}},
	})
}

func TestWithoutAuth(t *testing.T) {
	client := skillmessaging.New(api.Config{Endpoint: api.Europe}, nil)
	err := client.SendSkillMessage(t.Context(), "u", skillmessaging.SendSkillMessagingRequest{})
	if !errors.Is(err, api.ErrNotConfigured) {
		t.Errorf("error %v, want one matching ErrNotConfigured", err)
	}
}

func ExampleNew() {
	auth := lwa.New(lwa.Config{
		ClientID:     "amzn1.application-oa2-client.example",
		ClientSecret: "from the environment or a secret store",
	})
	client := skillmessaging.New(api.Config{Endpoint: api.NorthAmerica}, auth)

	ctx, cancel := context.WithCancel(context.Background())
	cancel() // calls nobody in this example
	err := client.SendSkillMessage(ctx, "amzn1.ask.account.EXAMPLE", skillmessaging.SendSkillMessagingRequest{
		Data: map[string]string{"reminder": "tomorrow"},
	})
	fmt.Println(errors.Is(err, context.Canceled))
	// Output: true
}
