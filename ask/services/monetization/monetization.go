// Package monetization reads the in-skill products of a skill, what the user
// has bought of them, and whether they may buy by voice.
package monetization

import (
	"context"
	"iter"
	"net/http"
	"time"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// Client calls the monetization service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "monetization", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusNotFound:           "there is no such product",
	http.StatusPreconditionFailed: "transactions are available to child-directed skills only",
}

// ProductType is how a product is sold.
type ProductType string

// The types of products.
const (
	Subscription ProductType = "SUBSCRIPTION" // owned for a period
	Entitlement  ProductType = "ENTITLEMENT"  // bought once
	Consumable   ProductType = "CONSUMABLE"   // bought again once used up
)

// PurchasableState says whether the user can buy a product. Take values other
// than Purchasable as NotPurchasable.
type PurchasableState string

// The states of being purchasable.
const (
	Purchasable    PurchasableState = "PURCHASABLE"
	NotPurchasable PurchasableState = "NOT_PURCHASABLE"
)

// EntitledState says whether the user owns a product. Take values other than
// Entitled as NotEntitled.
type EntitledState string

// The states of being entitled.
const (
	Entitled    EntitledState = "ENTITLED"
	NotEntitled EntitledState = "NOT_ENTITLED"
)

// EntitlementReason is why the user owns a product or does not.
type EntitlementReason string

// The reasons of an entitlement.
const (
	Purchased      EntitlementReason = "PURCHASED"
	NotPurchased   EntitlementReason = "NOT_PURCHASED"
	AutoEntitled   EntitlementReason = "AUTO_ENTITLED"   // through a wider subscription
	BundleEntitled EntitlementReason = "BUNDLE_ENTITLED" // bought as part of a bundle
)

// PurchaseMode says whether purchases are charged.
type PurchaseMode string

// The modes of purchase.
const (
	TestMode PurchaseMode = "TEST" // of developers and beta testers, not charged
	LiveMode PurchaseMode = "LIVE"
)

// TransactionStatus is the state of a purchase that a parent approves.
type TransactionStatus string

// The states of a transaction.
const (
	PendingApprovalByParent TransactionStatus = "PENDING_APPROVAL_BY_PARENT"
	ApprovedByParent        TransactionStatus = "APPROVED_BY_PARENT"
	DeniedByParent          TransactionStatus = "DENIED_BY_PARENT"
	ExpiredNoActionByParent TransactionStatus = "EXPIRED_NO_ACTION_BY_PARENT"
	TransactionError        TransactionStatus = "ERROR"
)

// InSkillProduct is a product as the user sees it.
type InSkillProduct struct {
	ProductID              string            `json:"productId"`
	ReferenceName          string            `json:"referenceName"` // the developer's name of it
	Name                   string            `json:"name"`          // in the language asked for
	Type                   ProductType       `json:"type"`
	Summary                string            `json:"summary"` // in the language asked for
	Purchasable            PurchasableState  `json:"purchasable"`
	Entitled               EntitledState     `json:"entitled"`
	EntitlementReason      EntitlementReason `json:"entitlementReason"`
	ActiveEntitlementCount int               `json:"activeEntitlementCount"` // above 1 for consumables only
	PurchaseMode           PurchaseMode      `json:"purchaseMode"`
}

// InSkillProductsResponse is a page of products.
type InSkillProductsResponse struct {
	InSkillProducts []InSkillProduct `json:"inSkillProducts"`
	IsTruncated     bool             `json:"isTruncated"` // whether there are more pages
	NextToken       string           `json:"nextToken"`   // of the next page; expires after 24 hours
}

// InSkillProductTransactionsResponse is a page of transactions.
type InSkillProductTransactionsResponse struct {
	Results  []Transaction `json:"results"`
	Metadata Metadata      `json:"metadata"`
}

// Metadata describes a page of transactions.
type Metadata struct {
	ResultSet ResultSet `json:"resultSet"`
}

// ResultSet leads to the next page.
type ResultSet struct {
	NextToken string `json:"nextToken"` // empty on the last page
}

// Transaction is a purchase, of the last 30 days.
type Transaction struct {
	Status           TransactionStatus `json:"status"`
	ProductID        string            `json:"productId"`
	CreatedTime      string            `json:"createdTime"` // ISO 8601, such as "2026-03-01T10:00:00.000Z"
	LastModifiedTime string            `json:"lastModifiedTime"`
}

// ProductQuery selects products. Zero fields select all.
type ProductQuery struct {
	Purchasable PurchasableState
	Entitled    EntitledState
	ProductType ProductType
	NextToken   string // of a page already read
	MaxResults  int    // at most 100
}

// TransactionQuery selects transactions. Zero fields select all.
type TransactionQuery struct {
	ProductID            string
	Status               TransactionStatus
	FromLastModifiedTime time.Time
	ToLastModifiedTime   time.Time
	NextToken            string // of a page already read
	MaxResults           int
}

const skillPath = "/v1/users/~current/skills/~current"

// GetInSkillProducts returns a page of the skill's products, described in the
// language of locale, which is that of the request, such as "en-US".
func (c *Client) GetInSkillProducts(ctx context.Context, locale string, query ProductQuery) (InSkillProductsResponse, error) {
	if locale == "" {
		return InSkillProductsResponse{}, c.rest.Required("GetInSkillProducts", "acceptLanguage")
	}
	return rest.Do[InSkillProductsResponse](ctx, c.rest, rest.Call{
		Name:   "GetInSkillProducts",
		Method: http.MethodGet,
		Path:   skillPath + "/inSkillProducts",
		Header: acceptLanguage(locale),
		Query: rest.Query(
			"purchasable", string(query.Purchasable),
			"entitled", string(query.Entitled),
			"productType", string(query.ProductType),
			"nextToken", query.NextToken,
			"maxResults", rest.Number(query.MaxResults),
		),
	})
}

// AllInSkillProducts returns the skill's products from as many pages as there
// are, starting with that of query.NextToken. It ends with the first error.
func (c *Client) AllInSkillProducts(ctx context.Context, locale string, query ProductQuery) iter.Seq2[InSkillProduct, error] {
	return rest.Pages(query.NextToken, func(token string) ([]InSkillProduct, string, error) {
		query := query
		query.NextToken = token
		page, err := c.GetInSkillProducts(ctx, locale, query)
		if !page.IsTruncated {
			page.NextToken = ""
		}
		return page.InSkillProducts, page.NextToken, err
	})
}

// GetInSkillProduct returns one product, described in the language of locale.
func (c *Client) GetInSkillProduct(ctx context.Context, locale, productID string) (InSkillProduct, error) {
	if locale == "" {
		return InSkillProduct{}, c.rest.Required("GetInSkillProduct", "acceptLanguage")
	}
	return rest.Do[InSkillProduct](ctx, c.rest, rest.Call{
		Name:   "GetInSkillProduct",
		Method: http.MethodGet,
		Path:   skillPath + "/inSkillProducts/{productId}",
		Args:   []string{productID},
		Header: acceptLanguage(locale),
	})
}

// GetInSkillProductsTransactions returns a page of the user's purchases in the
// last 30 days. It is available to child-directed skills.
func (c *Client) GetInSkillProductsTransactions(ctx context.Context, locale string, query TransactionQuery) (InSkillProductTransactionsResponse, error) {
	if locale == "" {
		return InSkillProductTransactionsResponse{}, c.rest.Required("GetInSkillProductsTransactions", "acceptLanguage")
	}
	return rest.Do[InSkillProductTransactionsResponse](ctx, c.rest, rest.Call{
		Name:   "GetInSkillProductsTransactions",
		Method: http.MethodGet,
		Path:   skillPath + "/inSkillProductsTransactions",
		Header: acceptLanguage(locale),
		Query: rest.Query(
			"productId", query.ProductID,
			"status", string(query.Status),
			"fromLastModifiedTime", timestamp(query.FromLastModifiedTime),
			"toLastModifiedTime", timestamp(query.ToLastModifiedTime),
			"nextToken", query.NextToken,
			"maxResults", rest.Number(query.MaxResults),
		),
	})
}

// AllInSkillProductsTransactions returns the user's purchases from as many pages
// as there are, starting with that of query.NextToken. It ends with the first
// error.
func (c *Client) AllInSkillProductsTransactions(ctx context.Context, locale string, query TransactionQuery) iter.Seq2[Transaction, error] {
	return rest.Pages(query.NextToken, func(token string) ([]Transaction, string, error) {
		query := query
		query.NextToken = token
		page, err := c.GetInSkillProductsTransactions(ctx, locale, query)
		return page.Results, page.Metadata.ResultSet.NextToken, err
	})
}

// GetVoicePurchaseSetting reports whether the user has enabled purchases by
// voice. It never takes an absent setting for a disabled one: that fails with
// [api.ErrNoContent].
func (c *Client) GetVoicePurchaseSetting(ctx context.Context) (bool, error) {
	return rest.Do[bool](ctx, c.rest, rest.Call{
		Name:   "GetVoicePurchaseSetting",
		Method: http.MethodGet,
		Path:   skillPath + "/settings/voicePurchasing.enabled",
	})
}

func acceptLanguage(locale string) http.Header {
	return http.Header{"Accept-Language": {locale}}
}

// timestamp formats t as the service does, empty for the zero time.
func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
