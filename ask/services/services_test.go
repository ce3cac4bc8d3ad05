package services_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services"
	"github.com/litexa-go/litexa/ask/services/api"
)

// A-SVC-01
func TestFactory(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer token" || r.UserAgent() != "agent" {
			t.Errorf("header %v", r.Header)
		}
		got = append(got, r.Method+" "+r.URL.Path)
		_, _ = io.WriteString(w, "{}")
	}))
	defer server.Close()
	f := services.NewFactory(api.Config{Endpoint: server.URL, Tokens: api.StaticToken("token"), UserAgent: "agent"})
	ctx := t.Context()
	calls := []struct {
		getter string
		call   func() error
		want   string
	}{
		{"DeviceAddress", func() error { _, err := f.DeviceAddress().GetFullAddress(ctx, "d"); return err }, "GET /v1/devices/d/settings/address"},
		{"Directives", func() error { return f.Directives().Speak(ctx, "r", "wait") }, "POST /v1/directives"},
		{"EndpointEnumeration", func() error { _, err := f.EndpointEnumeration().GetEndpoints(ctx); return err }, "GET /v1/endpoints"},
		{"Lists", func() error { _, err := f.Lists().GetListsMetadata(ctx); return err }, "GET /v2/householdlists"},
		{"Monetization", func() error { _, err := f.Monetization().GetInSkillProduct(ctx, "en-US", "p"); return err }, "GET /v1/users/~current/skills/~current/inSkillProducts/p"},
		{"Reminders", func() error { _, err := f.Reminders().GetReminders(ctx); return err }, "GET /v1/alerts/reminders"},
		{"Timers", func() error { _, err := f.Timers().GetTimers(ctx); return err }, "GET /v1/alerts/timers"},
		{"UPS", func() error { _, err := f.UPS().GetProfileMobileNumber(ctx); return err }, "GET /v2/accounts/~current/settings/Profile.mobileNumber"},
	}
	var want, getters []string
	for _, tc := range calls {
		if err := tc.call(); err != nil {
			t.Errorf("%s: %v", tc.getter, err)
		}
		want, getters = append(want, tc.want), append(getters, tc.getter)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	var methods []string
	for i := range reflect.TypeFor[*services.Factory]().NumMethod() {
		methods = append(methods, reflect.TypeFor[*services.Factory]().Method(i).Name)
	}
	if diff := cmp.Diff(methods, getters); diff != "" {
		t.Errorf("getters tested (-all +tested):\n%s", diff)
	}
	if first, second := f.Timers(), f.Timers(); first == second {
		t.Error("two calls return the same client")
	}
}

func TestFactoryWithoutToken(t *testing.T) {
	for _, config := range []api.Config{
		{},
		{Endpoint: api.Europe},
		{Endpoint: api.Europe, Tokens: api.StaticToken("")},
		{Tokens: api.StaticToken("t")},
	} {
		if _, err := services.NewFactory(config).Timers().GetTimers(t.Context()); !errors.Is(err, api.ErrNotConfigured) {
			t.Errorf("error %v, want one matching ErrNotConfigured", err)
		}
	}
}

// A skill's input has a factory made from the request being handled.
func ExampleFactory() {
	handle := func(ctx context.Context, factory *services.Factory, requestID string) {
		client := factory.Directives()
		if err := client.Speak(ctx, requestID, "Let me look that up."); err != nil {
			// The user hears the answer all the same.
			if failure, ok := errors.AsType[*api.Error](err); ok {
				fmt.Println(failure.Operation, failure.StatusCode)
			}
		}
		// ... the long work ...
	}

	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	factory := services.NewFactory(api.Config{
		Endpoint: server.URL,                              // context.System.apiEndpoint
		Tokens:   api.StaticToken("token of the request"), // context.System.apiAccessToken
	})
	handle(context.Background(), factory, "amzn1.echo-api.request.EXAMPLE")
	// Output: directives.Enqueue 403
}
