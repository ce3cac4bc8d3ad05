package lists_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/lists"
)

// A-OPS-05 to A-OPS-09
func TestOperations(t *testing.T) {
	const item = `{"id":"i","version":2,"value":"milk","status":"completed","createdTime":"c","updatedTime":"u","href":"/h"}`
	wantItem := lists.AlexaListItem{
		ID: "i", Version: 2, Value: "milk", Status: lists.ItemCompleted, CreatedTime: "c", UpdatedTime: "u", Href: "/h",
	}
	const metadata = `{"listId":"l","name":"n","state":"active","version":1,"statusMap":[{"href":"/v2/l/active","status":"active"}]}`
	wantMetadata := lists.AlexaListMetadata{
		ListID: "l", Name: "n", State: lists.ListActive, Version: 1,
		StatusMap: []lists.Status{{Href: "/v2/l/active", Status: lists.ItemActive}},
	}
	resttest.Run(t, "lists", lists.New, []resttest.Case[lists.Client]{
		{
			Op:       "GetListsMetadata",
			Call:     func(ctx context.Context, c *lists.Client) (any, error) { return c.GetListsMetadata(ctx) },
			Method:   "GET",
			URI:      "/v2/householdlists",
			Response: `{"lists":[` + metadata + `]}`,
			Want:     lists.AlexaListsMetadata{Lists: []lists.AlexaListMetadata{wantMetadata}},
		},
		{
			Op: "CreateList",
			Call: func(ctx context.Context, c *lists.Client) (any, error) {
				return c.CreateList(ctx, lists.CreateListRequest{Name: "n", State: lists.ListActive})
			},
			Method:   "POST",
			URI:      "/v2/householdlists",
			Body:     `{"name":"n","state":"active"}`,
			Status:   http.StatusCreated,
			Response: metadata,
			Want:     wantMetadata,
		},
		{
			Op: "GetList",
			Call: func(ctx context.Context, c *lists.Client) (any, error) {
				return c.GetList(ctx, "YW16==", lists.ItemCompleted)
			},
			Method:   "GET",
			URI:      "/v2/householdlists/YW16%3D%3D/completed",
			Response: `{"listId":"l","name":"n","state":"archived","version":3,"items":[` + item + `],"links":{"next":"x"}}`,
			Want: lists.AlexaList{
				ListID: "l", Name: "n", State: lists.ListArchived, Version: 3,
				Items: []lists.AlexaListItem{wantItem}, Links: lists.Links{Next: "x"},
			},
		},
		{
			Op: "UpdateList",
			Call: func(ctx context.Context, c *lists.Client) (any, error) {
				return c.UpdateList(ctx, "l", lists.UpdateListRequest{State: lists.ListArchived, Version: 1})
			},
			Method:   "PUT",
			URI:      "/v2/householdlists/l",
			Body:     `{"state":"archived","version":1}`,
			Response: metadata,
			Want:     wantMetadata,
		},
		{
			Op:     "DeleteList",
			Call:   func(ctx context.Context, c *lists.Client) (any, error) { return nil, c.DeleteList(ctx, "l") },
			Method: "DELETE",
			URI:    "/v2/householdlists/l",
		},
		{
			Op: "CreateListItem",
			Call: func(ctx context.Context, c *lists.Client) (any, error) {
				return c.CreateListItem(ctx, "l", lists.CreateListItemRequest{Value: "milk", Status: lists.ItemActive})
			},
			Method:   "POST",
			URI:      "/v2/householdlists/l/items",
			Body:     `{"value":"milk","status":"active"}`,
			Status:   http.StatusCreated,
			Response: item,
			Want:     wantItem,
		},
		{
			Op:       "GetListItem",
			Call:     func(ctx context.Context, c *lists.Client) (any, error) { return c.GetListItem(ctx, "l", "i") },
			Method:   "GET",
			URI:      "/v2/householdlists/l/items/i",
			Response: item,
			Want:     wantItem,
		},
		{
			Op: "UpdateListItem",
			Call: func(ctx context.Context, c *lists.Client) (any, error) {
				return c.UpdateListItem(ctx, "l", "i", lists.UpdateListItemRequest{Status: lists.ItemCompleted, Version: 1})
			},
			Method:   "PUT",
			URI:      "/v2/householdlists/l/items/i",
			Body:     `{"status":"completed","version":1}`,
			Response: item,
			Want:     wantItem,
		},
		{
			Op:     "DeleteListItem",
			Call:   func(ctx context.Context, c *lists.Client) (any, error) { return nil, c.DeleteListItem(ctx, "l", "i") },
			Method: "DELETE",
			URI:    "/v2/householdlists/l/items/i",
		},
	}, "Items")
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, lists.New, []resttest.Invalid[lists.Client]{
		{Parameter: "listId", Call: func(ctx context.Context, c *lists.Client) error { return c.DeleteList(ctx, "") }},
		{Parameter: "itemId", Call: func(ctx context.Context, c *lists.Client) error { return c.DeleteListItem(ctx, "l", "") }},
		{Parameter: "status", Call: func(ctx context.Context, c *lists.Client) error {
			_, err := c.GetList(ctx, "l", "")
			return err
		}},
	})
}

func TestItems(t *testing.T) {
	pages := map[string]string{
		"":    `{"items":[{"id":"1"},{"id":"2"}],"links":{"next":"https://elsewhere.example/v2/householdlists/l/active?nextToken=a%2Bb"}}`,
		"a+b": `{"items":[],"links":{"next":"v2/householdlists/l/active?nextToken=c"}}`,
		"c":   `{"items":[{"id":"3"}],"links":{"next":"::no link"}}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, pages[r.URL.Query().Get("nextToken")])
	}))
	defer server.Close()
	client := lists.New(resttest.Config(server))
	var got []string
	for item, err := range client.Items(t.Context(), "l", lists.ItemActive) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, item.ID)
	}
	if diff := cmp.Diff([]string{"1", "2", "3"}, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestItemsEndsWithFirstError(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("nextToken") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		_, _ = io.WriteString(w, `{"items":[{"id":"1"}],"links":{"next":"x?nextToken=2"}}`)
	}))
	defer server.Close()
	var got []string
	var last error
	for item, err := range lists.New(resttest.Config(server)).Items(t.Context(), "l", lists.ItemActive) {
		got, last = append(got, item.ID), err
	}
	if diff := cmp.Diff([]string{"1", ""}, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if failure, ok := errors.AsType[*api.Error](last); !ok || failure.StatusCode != http.StatusForbidden {
		t.Errorf("error %v, want status 403", last)
	}
}
