// Package deviceaddress reads the address that a user has entered for a device.
//
// The user must have granted the permission; when the calls fail with status
// 403, answer with a card that asks for it.
package deviceaddress

import (
	"context"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// The permissions to declare in the skill's manifest and to name in a
// permissions consent card.
const (
	PermissionFullAddress          = "read::alexa:device:all:address"
	PermissionCountryAndPostalCode = "read::alexa:device:all:address:country_and_postal_code"
)

// Client calls the device address service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "deviceaddress", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusNoContent: "the user has entered no address for the device",
	http.StatusForbidden: "the user has not granted the permission to read the address, or the access token is of another device; ask with a permissions consent card",
}

// Address is the address of a device. What the user has not entered is empty.
type Address struct {
	AddressLine1     string `json:"addressLine1"`
	AddressLine2     string `json:"addressLine2"`
	AddressLine3     string `json:"addressLine3"`
	CountryCode      string `json:"countryCode"` // two letters
	StateOrRegion    string `json:"stateOrRegion"`
	City             string `json:"city"`
	DistrictOrCounty string `json:"districtOrCounty"`
	PostalCode       string `json:"postalCode"`
}

// ShortAddress is the part of an address that fewer users mind sharing.
type ShortAddress struct {
	CountryCode string `json:"countryCode"` // two letters
	PostalCode  string `json:"postalCode"`
}

// GetFullAddress returns the address of the device, named by
// context.System.device.deviceId of a request. It needs
// [PermissionFullAddress]. A device without address fails with
// [api.ErrNoContent].
func (c *Client) GetFullAddress(ctx context.Context, deviceID string) (Address, error) {
	return rest.Do[Address](ctx, c.rest, rest.Call{
		Name:   "GetFullAddress",
		Method: http.MethodGet,
		Path:   "/v1/devices/{deviceId}/settings/address",
		Args:   []string{deviceID},
	})
}

// GetCountryAndPostalCode returns the country and postal code of the device. It
// needs [PermissionCountryAndPostalCode]. A device without address fails with
// [api.ErrNoContent].
func (c *Client) GetCountryAndPostalCode(ctx context.Context, deviceID string) (ShortAddress, error) {
	return rest.Do[ShortAddress](ctx, c.rest, rest.Call{
		Name:   "GetCountryAndPostalCode",
		Method: http.MethodGet,
		Path:   "/v1/devices/{deviceId}/settings/address/countryAndPostalCode",
		Args:   []string{deviceID},
	})
}
