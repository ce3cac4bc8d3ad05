package datastore_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/datastore"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/lwa"
)

func newClient(config api.Config) *datastore.Client {
	return datastore.New(config, lwa.New(lwa.Config{AccessToken: resttest.Token}))
}

// A-OPS-23, A-OPS-24
func TestOperations(t *testing.T) {
	resttest.Run(t, "datastore", newClient, []resttest.Case[datastore.Client]{
		{
			Op: "Commands",
			Call: func(ctx context.Context, c *datastore.Client) (any, error) {
				return c.Commands(ctx, datastore.CommandsRequest{
					Commands: []datastore.Command{
						datastore.PutNamespaceCommand{Namespace: "n"},
						&datastore.PutObjectCommand{Namespace: "n", Key: "k", Content: map[string]any{"score": 0}},
						datastore.RemoveObjectCommand{Namespace: "n", Key: "old"},
						datastore.RemoveNamespaceCommand{Namespace: "o"},
						datastore.ClearCommand{},
					},
					Target:               datastore.Devices{Items: []string{"d"}},
					AttemptDeliveryUntil: time.Date(2026, 3, 1, 10, 0, 0, 123456789, time.FixedZone("", -3600)),
				})
			},
			Method: "POST",
			URI:    "/v1/datastore/commands",
			Body: `{"commands":[
				{"type":"PUT_NAMESPACE","namespace":"n"},
				{"type":"PUT_OBJECT","namespace":"n","key":"k","content":{"score":0}},
				{"type":"REMOVE_OBJECT","namespace":"n","key":"old"},
				{"type":"REMOVE_NAMESPACE","namespace":"o"},
				{"type":"CLEAR"}],
				"target":{"type":"DEVICES","items":["d"]},
				"attemptDeliveryUntil":"2026-03-01T11:00:00.123Z"}`,
			Response: `{"results":[{"deviceId":"d","type":"DEVICE_UNAVAILABLE","message":"m"}],"queuedResultId":"q"}`,
			Want: datastore.CommandsResponse{
				Results:        []datastore.CommandsDispatchResult{{DeviceID: "d", Type: datastore.DeviceUnavailable, Message: "m"}},
				QueuedResultID: "q",
			},
		},
		{
			Op: "Commands",
			Call: func(ctx context.Context, c *datastore.Client) (any, error) {
				return c.Commands(ctx, datastore.CommandsRequest{
					Commands: []datastore.Command{datastore.ClearCommand{}},
					Target:   datastore.User{ID: "u"},
				})
			},
			Method:   "POST",
			URI:      "/v1/datastore/commands",
			Body:     `{"commands":[{"type":"CLEAR"}],"target":{"type":"USER","id":"u"}}`,
			Response: `{"results":[]}`,
			Want:     datastore.CommandsResponse{Results: []datastore.CommandsDispatchResult{}},
		},
		{
			Op: "QueuedResult",
			Call: func(ctx context.Context, c *datastore.Client) (any, error) {
				return c.QueuedResult(ctx, "q", datastore.QueuedResultQuery{MaxResults: 5, NextToken: "t"})
			},
			Method:   "GET",
			URI:      "/v1/datastore/queue/q?maxResults=5&nextToken=t",
			Response: `{"items":[],"paginationContext":{"totalCount":1,"previousToken":"p","nextToken":"n"}}`,
			Want: datastore.QueuedResultResponse{
				Items:             []datastore.CommandsDispatchResult{},
				PaginationContext: datastore.ResponsePaginationContext{TotalCount: 1, PreviousToken: "p", NextToken: "n"},
			},
		},
		{
			Op:     "CancelCommands",
			Call:   func(ctx context.Context, c *datastore.Client) (any, error) { return nil, c.CancelCommands(ctx, "q") },
			Method: "POST",
			URI:    "/v1/datastore/queue/q/cancel",
			Status: http.StatusNoContent,
		},
	}, "AllQueuedResults")
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, newClient, []resttest.Invalid[datastore.Client]{
		{Parameter: "commands", Call: func(ctx context.Context, c *datastore.Client) error {
			_, err := c.Commands(ctx, datastore.CommandsRequest{Target: datastore.User{ID: "u"}})
			return err
		}},
		{Parameter: "target", Call: func(ctx context.Context, c *datastore.Client) error {
			_, err := c.Commands(ctx, datastore.CommandsRequest{Commands: []datastore.Command{datastore.ClearCommand{}}})
			return err
		}},
		{Parameter: "queuedResultId", Call: func(ctx context.Context, c *datastore.Client) error { return c.CancelCommands(ctx, "") }},
	})
}

func TestAllQueuedResults(t *testing.T) {
	pages := map[string]string{
		"":  `{"items":[{"deviceId":"1"}],"paginationContext":{"totalCount":2,"nextToken":"b"}}`,
		"b": `{"items":[{"deviceId":"2"}]}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, pages[r.URL.Query().Get("nextToken")])
	}))
	defer server.Close()
	var got []string
	for result, err := range newClient(resttest.Config(server)).AllQueuedResults(t.Context(), "q", datastore.QueuedResultQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, result.DeviceID)
	}
	if diff := cmp.Diff([]string{"1", "2"}, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}
