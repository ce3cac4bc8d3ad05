// Package endpoints lists the gadgets and other endpoints that are connected to
// the device a user speaks to (endpoint enumeration).
package endpoints

import (
	"context"
	"net/http"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// Client calls the endpoint enumeration service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "endpoints"}}
}

// EndpointEnumerationResponse lists connected endpoints.
type EndpointEnumerationResponse struct {
	Endpoints []EndpointInfo `json:"endpoints"`
}

// EndpointInfo is a connected endpoint and what it can do.
type EndpointInfo struct {
	EndpointID   string               `json:"endpointId"`
	FriendlyName string               `json:"friendlyName"` // the user may have changed it
	Capabilities []EndpointCapability `json:"capabilities"`
}

// EndpointCapability is an interface that an endpoint supports.
type EndpointCapability struct {
	Interface string `json:"interface"`
	Type      string `json:"type"` // usually "AlexaInterface"
	Version   string `json:"version"`
}

// GetEndpoints returns the endpoints connected to the device of the request.
func (c *Client) GetEndpoints(ctx context.Context) (EndpointEnumerationResponse, error) {
	return rest.Do[EndpointEnumerationResponse](ctx, c.rest, rest.Call{
		Name:   "GetEndpoints",
		Method: http.MethodGet,
		Path:   "/v1/endpoints",
	})
}
