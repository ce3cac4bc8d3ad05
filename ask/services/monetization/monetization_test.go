package monetization_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/resttest"
	"github.com/litexa-go/litexa/ask/services/monetization"
)

// A-OPS-10 to A-OPS-13
func TestOperations(t *testing.T) {
	const product = `{"productId":"p","referenceName":"r","name":"Magic","type":"CONSUMABLE","summary":"s",
		"purchasable":"PURCHASABLE","entitled":"NOT_ENTITLED","entitlementReason":"NOT_PURCHASED",
		"activeEntitlementCount":3,"purchaseMode":"TEST"}`
	wantProduct := monetization.InSkillProduct{
		ProductID: "p", ReferenceName: "r", Name: "Magic", Type: monetization.Consumable, Summary: "s",
		Purchasable: monetization.Purchasable, Entitled: monetization.NotEntitled,
		EntitlementReason: monetization.NotPurchased, ActiveEntitlementCount: 3, PurchaseMode: monetization.TestMode,
	}
	const path = "/v1/users/~current/skills/~current"
	resttest.Run(t, "monetization", monetization.New, []resttest.Case[monetization.Client]{
		{
			Op: "GetInSkillProducts",
			Call: func(ctx context.Context, c *monetization.Client) (any, error) {
				return c.GetInSkillProducts(ctx, "en-US", monetization.ProductQuery{
					Purchasable: monetization.Purchasable, Entitled: monetization.Entitled,
					ProductType: monetization.Subscription, NextToken: "a b", MaxResults: 10,
				})
			},
			Method:   "GET",
			URI:      path + "/inSkillProducts?entitled=ENTITLED&maxResults=10&nextToken=a%20b&productType=SUBSCRIPTION&purchasable=PURCHASABLE",
			Header:   map[string]string{"Accept-Language": "en-US"},
			Response: `{"inSkillProducts":[` + product + `],"isTruncated":true,"nextToken":"t"}`,
			Want: monetization.InSkillProductsResponse{
				InSkillProducts: []monetization.InSkillProduct{wantProduct}, IsTruncated: true, NextToken: "t",
			},
		},
		{
			Op: "GetInSkillProduct",
			Call: func(ctx context.Context, c *monetization.Client) (any, error) {
				return c.GetInSkillProduct(ctx, "de-DE", "p")
			},
			Method:   "GET",
			URI:      path + "/inSkillProducts/p",
			Header:   map[string]string{"Accept-Language": "de-DE"},
			Response: product,
			Want:     wantProduct,
		},
		{
			Op: "GetInSkillProductsTransactions",
			Call: func(ctx context.Context, c *monetization.Client) (any, error) {
				return c.GetInSkillProductsTransactions(ctx, "en-US", monetization.TransactionQuery{
					ProductID: "p", Status: monetization.DeniedByParent,
					FromLastModifiedTime: time.Date(2026, 3, 1, 12, 0, 0, 5e6, time.FixedZone("", 3600)),
				})
			},
			Method: "GET",
			URI:    path + "/inSkillProductsTransactions?fromLastModifiedTime=2026-03-01T11%3A00%3A00.005Z&productId=p&status=DENIED_BY_PARENT",
			Header: map[string]string{"Accept-Language": "en-US"},
			Response: `{"results":[{"status":"DENIED_BY_PARENT","productId":"p","createdTime":"c","lastModifiedTime":"m"}],
				"metadata":{"resultSet":{"nextToken":"t"}}}`,
			Want: monetization.InSkillProductTransactionsResponse{
				Results: []monetization.Transaction{{
					Status: monetization.DeniedByParent, ProductID: "p", CreatedTime: "c", LastModifiedTime: "m",
				}},
				Metadata: monetization.Metadata{ResultSet: monetization.ResultSet{NextToken: "t"}},
			},
		},
		{ // A-SVC-13
			Op: "GetVoicePurchaseSetting",
			Call: func(ctx context.Context, c *monetization.Client) (any, error) {
				return c.GetVoicePurchaseSetting(ctx)
			},
			Method:   "GET",
			URI:      path + "/settings/voicePurchasing.enabled",
			Response: `false`,
			Want:     false,
		},
	}, "AllInSkillProducts", "AllInSkillProductsTransactions")
}

func TestMissingParameters(t *testing.T) {
	resttest.RunInvalid(t, monetization.New, []resttest.Invalid[monetization.Client]{
		{Parameter: "acceptLanguage", Call: func(ctx context.Context, c *monetization.Client) error {
			_, err := c.GetInSkillProducts(ctx, "", monetization.ProductQuery{})
			return err
		}},
		{Parameter: "acceptLanguage", Call: func(ctx context.Context, c *monetization.Client) error {
			_, err := c.GetInSkillProduct(ctx, "", "p")
			return err
		}},
		{Parameter: "acceptLanguage", Call: func(ctx context.Context, c *monetization.Client) error {
			_, err := c.GetInSkillProductsTransactions(ctx, "", monetization.TransactionQuery{})
			return err
		}},
		{Parameter: "productId", Call: func(ctx context.Context, c *monetization.Client) error {
			_, err := c.GetInSkillProduct(ctx, "en-US", "")
			return err
		}},
	})
}

func TestVoicePurchaseEnabled(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "true")
	}))
	defer server.Close()
	if enabled, err := monetization.New(resttest.Config(server)).GetVoicePurchaseSetting(t.Context()); err != nil || !enabled {
		t.Errorf("got %v, %v, want true", enabled, err)
	}
}

func TestAllTransactions(t *testing.T) {
	pages := map[string]string{
		"":  `{"results":[{"productId":"1"}],"metadata":{"resultSet":{"nextToken":"b"}}}`,
		"b": `{"results":[{"productId":"2"}],"metadata":{}}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := r.URL.Query().Get("status"); got != "ERROR" {
			t.Errorf("status %q, want ERROR on every page", got)
		}
		_, _ = io.WriteString(w, pages[r.URL.Query().Get("nextToken")])
	}))
	defer server.Close()
	client := monetization.New(resttest.Config(server))
	var got []string
	for transaction, err := range client.AllInSkillProductsTransactions(t.Context(), "en-US", monetization.TransactionQuery{Status: monetization.TransactionError}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, transaction.ProductID)
	}
	if diff := cmp.Diff([]string{"1", "2"}, got); diff != "" {
		t.Errorf("transactions (-want +got):\n%s", diff)
	}
}

func ExampleClient_AllInSkillProducts() {
	pages := map[string]string{
		"":     `{"inSkillProducts":[{"name":"Cave pack","entitled":"ENTITLED"}],"isTruncated":true,"nextToken":"more"}`,
		"more": `{"inSkillProducts":[{"name":"Hints","entitled":"NOT_ENTITLED"}],"isTruncated":false,"nextToken":"unused"}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, pages[r.URL.Query().Get("nextToken")])
	}))
	defer server.Close()

	config := api.Config{Endpoint: server.URL, Tokens: api.StaticToken("token of the request")}
	client := monetization.New(config) // in a skill: Monetization() of its services
	for product, err := range client.AllInSkillProducts(context.Background(), "en-US", monetization.ProductQuery{}) {
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(product.Name, product.Entitled == monetization.Entitled)
	}
	// Output:
	// Cave pack true
	// Hints false
}
