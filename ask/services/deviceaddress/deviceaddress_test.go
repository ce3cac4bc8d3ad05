package deviceaddress_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/deviceaddress"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
)

// A-OPS-01, A-OPS-02
func TestOperations(t *testing.T) {
	resttest.Run(t, "deviceaddress", deviceaddress.New, []resttest.Case[deviceaddress.Client]{
		{
			Op: "GetFullAddress",
			Call: func(ctx context.Context, c *deviceaddress.Client) (any, error) {
				return c.GetFullAddress(ctx, "amzn1.ask.device.A/B C")
			},
			Method: "GET",
			URI:    "/v1/devices/amzn1.ask.device.A%2FB%20C/settings/address",
			Response: `{"addressLine1":"1 Main St","addressLine2":"b","addressLine3":"c","countryCode":"US",
				"stateOrRegion":"WA","city":"Seattle","districtOrCounty":null,"postalCode":"98101","later":{"a":1}}`,
			Want: deviceaddress.Address{
				AddressLine1: "1 Main St", AddressLine2: "b", AddressLine3: "c", CountryCode: "US",
				StateOrRegion: "WA", City: "Seattle", PostalCode: "98101",
			},
		},
		{
			Op: "GetCountryAndPostalCode",
			Call: func(ctx context.Context, c *deviceaddress.Client) (any, error) {
				return c.GetCountryAndPostalCode(ctx, "D")
			},
			Method:   "GET",
			URI:      "/v1/devices/D/settings/address/countryAndPostalCode",
			Response: `{"countryCode":"DE","postalCode":"10115"}`,
			Want:     deviceaddress.ShortAddress{CountryCode: "DE", PostalCode: "10115"},
		},
	})
}

// A-SVC-04
func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, deviceaddress.New, []resttest.Invalid[deviceaddress.Client]{
		{Parameter: "deviceId", Call: func(ctx context.Context, c *deviceaddress.Client) error {
			_, err := c.GetFullAddress(ctx, "")
			return err
		}},
		{Parameter: "deviceId", Call: func(ctx context.Context, c *deviceaddress.Client) error {
			_, err := c.GetCountryAndPostalCode(ctx, "..")
			return err
		}},
	})
}

func ExampleClient_GetFullAddress() {
	say := func(ctx context.Context, client *deviceaddress.Client, deviceID string) string {
		address, err := client.GetFullAddress(ctx, deviceID)
		if errors.Is(err, api.ErrNoContent) {
			return "Please enter your address in the Alexa app."
		}
		if e, ok := errors.AsType[*api.Error](err); ok && e.StatusCode == http.StatusForbidden {
			return "Please allow me to read your address." // with a permissions consent card
		}
		if err != nil {
			return "I cannot find your address right now."
		}
		return "You are in " + address.City + "."
	}
	config := api.Config{Endpoint: api.Europe, Tokens: api.StaticToken("token of the request")}
	fmt.Println(say(canceled(), deviceaddress.New(config), "device of the request"))
	// Output: I cannot find your address right now.
}

// canceled keeps the example from calling the service.
func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
