// Package services gives a skill the Alexa services: the address of a device,
// reminders, timers, lists, in-skill products, and so on.
//
// A [Factory] makes the clients of the services that are called while a request
// is handled, with the endpoint and access token of the request. Each client is
// documented in a package of its own:
//
//   - [deviceaddress]: the address of a device
//   - [directives]: progressive responses
//   - [endpoints]: connected gadgets (endpoint enumeration)
//   - [lists]: shopping, to-do and custom lists
//   - [monetization]: in-skill products and purchases
//   - [reminders]: reminders
//   - [timers]: timers
//   - [ups]: profile and settings of the user
//
// Services called outside of a request get their access tokens from package
// [github.com/litexa-go/litexa/ask/services/lwa]:
//
//   - [github.com/litexa-go/litexa/ask/services/proactiveevents]: notifications
//   - [github.com/litexa-go/litexa/ask/services/skillmessaging]: messages to the skill
//   - [github.com/litexa-go/litexa/ask/services/datastore]: data for widgets
//
// Package [api] describes what all clients have in common: configuration,
// errors, repeated attempts and limits.
package services

import (
	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/deviceaddress"
	"github.com/litexa-go/litexa/ask/services/directives"
	"github.com/litexa-go/litexa/ask/services/endpoints"
	"github.com/litexa-go/litexa/ask/services/lists"
	"github.com/litexa-go/litexa/ask/services/monetization"
	"github.com/litexa-go/litexa/ask/services/reminders"
	"github.com/litexa-go/litexa/ask/services/timers"
	"github.com/litexa-go/litexa/ask/services/ups"
)

// Factory makes clients of the services that share one configuration. It is
// safe for concurrent use. Each method returns a new client.
type Factory struct{ config api.Config }

// NewFactory returns a factory. It does not fail: a config that cannot work,
// such as that of a request without access token, is reported by each call of a
// client, as an error matching [api.ErrNotConfigured].
func NewFactory(config api.Config) *Factory {
	return &Factory{config}
}

// DeviceAddress returns a client of the device address service.
func (f *Factory) DeviceAddress() *deviceaddress.Client { return deviceaddress.New(f.config) }

// Directives returns a client of the directive service, for progressive
// responses.
func (f *Factory) Directives() *directives.Client { return directives.New(f.config) }

// EndpointEnumeration returns a client of the endpoint enumeration service.
func (f *Factory) EndpointEnumeration() *endpoints.Client { return endpoints.New(f.config) }

// Lists returns a client of the list management service.
func (f *Factory) Lists() *lists.Client { return lists.New(f.config) }

// Monetization returns a client of the monetization service.
func (f *Factory) Monetization() *monetization.Client { return monetization.New(f.config) }

// Reminders returns a client of the reminder management service.
func (f *Factory) Reminders() *reminders.Client { return reminders.New(f.config) }

// Timers returns a client of the timer management service.
func (f *Factory) Timers() *timers.Client { return timers.New(f.config) }

// UPS returns a client of the user profile settings service.
func (f *Factory) UPS() *ups.Client { return ups.New(f.config) }
