// Package ups reads a user's profile and settings (user profile settings):
// contact data of the account and of the recognised speaker, and units and time
// zone of the device.
//
// Contact data needs the user's consent to the permission named with each
// method; when a call fails with status 403, answer with a card that asks for
// it. What the user has not set fails with [api.ErrNoContent].
package ups

import (
	"context"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// The permissions to declare in the skill's manifest and to name in a
// permissions consent card.
const (
	PermissionEmail        = "alexa::profile:email:read"
	PermissionGivenName    = "alexa::profile:given_name:read"
	PermissionName         = "alexa::profile:name:read"
	PermissionMobileNumber = "alexa::profile:mobile_number:read"
)

// Client calls the user profile settings service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "ups", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusNoContent: "the user has not set it",
	http.StatusForbidden: "the user has not granted the permission to read it; ask with a permissions consent card",
}

// DistanceUnits are the units a device measures distances in.
type DistanceUnits string

// The units of distance.
const (
	Metric   DistanceUnits = "METRIC"
	Imperial DistanceUnits = "IMPERIAL"
)

// TemperatureUnit is the unit a device measures temperatures in.
type TemperatureUnit string

// The units of temperature.
const (
	Celsius    TemperatureUnit = "CELSIUS"
	Fahrenheit TemperatureUnit = "FAHRENHEIT"
)

// PhoneNumber is a telephone number.
type PhoneNumber struct {
	CountryCode string `json:"countryCode"` // such as "+1"
	PhoneNumber string `json:"phoneNumber"`
}

// Codes of failures, in [api.Error.Code].
const (
	InvalidKey        = "INVALID_KEY"
	InvalidValue      = "INVALID_VALUE"
	InvalidToken      = "INVALID_TOKEN"
	InvalidURI        = "INVALID_URI"
	DeviceUnreachable = "DEVICE_UNREACHABLE"
	UnknownError      = "UNKNOWN_ERROR"
)

const (
	accountPath = "/v2/accounts/~current/settings/"
	devicePath  = "/v2/devices/{deviceId}/settings/"
	personPath  = "/v2/persons/~current/profile/"
)

func get[T any](ctx context.Context, c *Client, name, path string, args ...string) (T, error) {
	return rest.Do[T](ctx, c.rest, rest.Call{Name: name, Method: http.MethodGet, Path: path, Args: args})
}

// GetProfileEmail returns the e-mail address of the account. It needs
// [PermissionEmail].
func (c *Client) GetProfileEmail(ctx context.Context) (string, error) {
	return get[string](ctx, c, "GetProfileEmail", accountPath+"Profile.email")
}

// GetProfileGivenName returns the first name of the account's owner. It needs
// [PermissionGivenName].
func (c *Client) GetProfileGivenName(ctx context.Context) (string, error) {
	return get[string](ctx, c, "GetProfileGivenName", accountPath+"Profile.givenName")
}

// GetProfileMobileNumber returns the mobile telephone number of the account. It
// needs [PermissionMobileNumber].
func (c *Client) GetProfileMobileNumber(ctx context.Context) (PhoneNumber, error) {
	return get[PhoneNumber](ctx, c, "GetProfileMobileNumber", accountPath+"Profile.mobileNumber")
}

// GetProfileName returns the full name of the account's owner. It needs
// [PermissionName].
func (c *Client) GetProfileName(ctx context.Context) (string, error) {
	return get[string](ctx, c, "GetProfileName", accountPath+"Profile.name")
}

// GetSystemDistanceUnits returns the units of distance of the device, named by
// context.System.device.deviceId of a request.
func (c *Client) GetSystemDistanceUnits(ctx context.Context, deviceID string) (DistanceUnits, error) {
	return get[DistanceUnits](ctx, c, "GetSystemDistanceUnits", devicePath+"System.distanceUnits", deviceID)
}

// GetSystemTemperatureUnit returns the unit of temperature of the device.
func (c *Client) GetSystemTemperatureUnit(ctx context.Context, deviceID string) (TemperatureUnit, error) {
	return get[TemperatureUnit](ctx, c, "GetSystemTemperatureUnit", devicePath+"System.temperatureUnit", deviceID)
}

// GetSystemTimeZone returns the time zone of the device, such as
// "America/Los_Angeles".
func (c *Client) GetSystemTimeZone(ctx context.Context, deviceID string) (string, error) {
	return get[string](ctx, c, "GetSystemTimeZone", devicePath+"System.timeZone", deviceID)
}

// GetPersonsProfileGivenName returns the first name of the recognised speaker.
// It needs [PermissionGivenName].
func (c *Client) GetPersonsProfileGivenName(ctx context.Context) (string, error) {
	return get[string](ctx, c, "GetPersonsProfileGivenName", personPath+"givenName")
}

// GetPersonsProfileMobileNumber returns the mobile telephone number of the
// recognised speaker. It needs [PermissionMobileNumber].
func (c *Client) GetPersonsProfileMobileNumber(ctx context.Context) (PhoneNumber, error) {
	return get[PhoneNumber](ctx, c, "GetPersonsProfileMobileNumber", personPath+"mobileNumber")
}

// GetPersonsProfileName returns the full name of the recognised speaker. It
// needs [PermissionName].
func (c *Client) GetPersonsProfileName(ctx context.Context) (string, error) {
	return get[string](ctx, c, "GetPersonsProfileName", personPath+"name")
}
