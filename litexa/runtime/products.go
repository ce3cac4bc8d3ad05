package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// productsPath is where Alexa's services list the in-skill products of a skill.
const productsPath = "/v1/users/~current/skills/~current/inSkillProducts"

// maxProducts is the size in bytes of the longest list of in-skill products.
const maxProducts = 4 << 20

// FetchProducts returns a function for Config.Products that asks Alexa's
// service with a client.
func FetchProducts(client *http.Client) func(ctx context.Context, endpoint, token, locale string) (json.RawMessage, error) {
	return func(ctx context.Context, endpoint, token, locale string) (json.RawMessage, error) {
		if !strings.Contains(endpoint, "://") {
			endpoint = "https://" + endpoint
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(endpoint, "/")+productsPath, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept-Language", locale)
		request.Header.Set("Authorization", "bearer "+token)
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		data, err := io.ReadAll(io.LimitReader(response.Body, maxProducts+1))
		switch {
		case err != nil:
			return nil, err
		case response.StatusCode != http.StatusOK:
			return nil, fmt.Errorf("the service answered %s", response.Status)
		case len(data) > maxProducts:
			return nil, fmt.Errorf("the answer is longer than %d bytes", maxProducts)
		}
		return data, nil
	}
}
