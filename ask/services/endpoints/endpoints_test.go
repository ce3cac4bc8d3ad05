package endpoints_test

import (
	"context"
	"testing"

	"github.com/litexa-go/litexa/ask/services/endpoints"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
)

// A-OPS-04
func TestOperations(t *testing.T) {
	resttest.Run(t, "endpoints", endpoints.New, []resttest.Case[endpoints.Client]{{
		Op: "GetEndpoints",
		Call: func(ctx context.Context, c *endpoints.Client) (any, error) {
			return c.GetEndpoints(ctx)
		},
		Method: "GET",
		URI:    "/v1/endpoints",
		Response: `{"endpoints":[{"endpointId":"e","friendlyName":"Gadget",
			"capabilities":[{"interface":"Custom.Robot","type":"AlexaInterface","version":"1.0"}]}]}`,
		Want: endpoints.EndpointEnumerationResponse{Endpoints: []endpoints.EndpointInfo{{
			EndpointID: "e", FriendlyName: "Gadget",
			Capabilities: []endpoints.EndpointCapability{{Interface: "Custom.Robot", Type: "AlexaInterface", Version: "1.0"}},
		}}},
	}})
}
