package ups_test

import (
	"context"
	"testing"

	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/ups"
)

// A-OPS-18 to A-OPS-20
func TestOperations(t *testing.T) {
	phone := ups.PhoneNumber{CountryCode: "+1", PhoneNumber: "5550100"}
	const phoneBody = `{"countryCode":"+1","phoneNumber":"5550100"}`
	var cases []resttest.Case[ups.Client]
	for _, tc := range []struct {
		op       string
		call     func(ctx context.Context, c *ups.Client) (any, error)
		uri      string
		response string
		want     any
	}{
		{"GetProfileEmail", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetProfileEmail(ctx) },
			"/v2/accounts/~current/settings/Profile.email", `"a@example.com"`, "a@example.com"},
		{"GetProfileGivenName", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetProfileGivenName(ctx) },
			"/v2/accounts/~current/settings/Profile.givenName", `"Zoë"`, "Zoë"},
		{"GetProfileMobileNumber", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetProfileMobileNumber(ctx) },
			"/v2/accounts/~current/settings/Profile.mobileNumber", phoneBody, phone},
		{"GetProfileName", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetProfileName(ctx) },
			"/v2/accounts/~current/settings/Profile.name", `"Zoë Doe"`, "Zoë Doe"},
		{"GetSystemDistanceUnits", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetSystemDistanceUnits(ctx, "D") },
			"/v2/devices/D/settings/System.distanceUnits", `"METRIC"`, ups.Metric},
		{"GetSystemTemperatureUnit", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetSystemTemperatureUnit(ctx, "D") },
			"/v2/devices/D/settings/System.temperatureUnit", `"CELSIUS"`, ups.Celsius},
		{"GetSystemTimeZone", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetSystemTimeZone(ctx, "D") },
			"/v2/devices/D/settings/System.timeZone", `"Europe/Berlin"`, "Europe/Berlin"},
		{"GetPersonsProfileGivenName", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetPersonsProfileGivenName(ctx) },
			"/v2/persons/~current/profile/givenName", `"Max"`, "Max"},
		{"GetPersonsProfileMobileNumber", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetPersonsProfileMobileNumber(ctx) },
			"/v2/persons/~current/profile/mobileNumber", phoneBody, phone},
		{"GetPersonsProfileName", func(ctx context.Context, c *ups.Client) (any, error) { return c.GetPersonsProfileName(ctx) },
			"/v2/persons/~current/profile/name", `"Max Doe"`, "Max Doe"},
	} {
		cases = append(cases, resttest.Case[ups.Client]{
			Op: tc.op, Call: tc.call, Method: "GET", URI: tc.uri, Response: tc.response, Want: tc.want,
		})
	}
	resttest.Run(t, "ups", ups.New, cases)
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, ups.New, []resttest.Invalid[ups.Client]{
		{Parameter: "deviceId", Call: func(ctx context.Context, c *ups.Client) error {
			_, err := c.GetSystemTimeZone(ctx, "")
			return err
		}},
	})
}
