package alexa

import "encoding/json"

// AmazonPayEntity is a part of what a skill sends to Amazon Pay: the payloads
// [*SetupAmazonPayRequest] and [*ChargeAmazonPayRequest] of
// [ConnectionsSendRequestDirective], and what they are made of. An empty Version
// is sent as "2".
//
//wire:union @type UnknownAmazonPayEntity
type AmazonPayEntity interface {
	AmazonPayEntityType() string
}

// UnknownAmazonPayEntity is an entity of a type that this package does not
// know.
type UnknownAmazonPayEntity struct {
	Type string
	Raw  json.RawMessage
}

// SetupAmazonPayRequest asks the user to agree to payments by Amazon Pay. The
// outcome is a [SetupAmazonPayResult].
//
//wire:member AmazonPayEntity SetupAmazonPayRequest
type SetupAmazonPayRequest struct {
	Version                    string                               `json:"@version" default:"2"`
	SellerID                   string                               `json:"sellerId"`
	CountryOfEstablishment     string                               `json:"countryOfEstablishment"` // ISO 3166-1 alpha-2
	LedgerCurrency             string                               `json:"ledgerCurrency"`         // ISO 4217
	CheckoutLanguage           string                               `json:"checkoutLanguage,omitempty"`
	BillingAgreementAttributes *AmazonPayBillingAgreementAttributes `json:"billingAgreementAttributes,omitempty"`
	NeedAmazonShippingAddress  bool                                 `json:"needAmazonShippingAddress,omitempty"`
	SandboxMode                bool                                 `json:"sandboxMode,omitempty"`
	SandboxCustomerEmailID     string                               `json:"sandboxCustomerEmailId,omitempty"`
	Extra                      Extra                                `json:"-"`
}

// ChargeAmazonPayRequest charges the user. The outcome is a
// [ChargeAmazonPayResult].
//
//wire:member AmazonPayEntity ChargeAmazonPayRequest
type ChargeAmazonPayRequest struct {
	Version               string                          `json:"@version" default:"2"`
	SellerID              string                          `json:"sellerId"`
	BillingAgreementID    string                          `json:"billingAgreementId"`
	PaymentAction         AmazonPayPaymentAction          `json:"paymentAction"`
	AuthorizeAttributes   AmazonPayAuthorizeAttributes    `json:"authorizeAttributes"`
	SellerOrderAttributes *AmazonPaySellerOrderAttributes `json:"sellerOrderAttributes,omitempty"`
	ProviderAttributes    *AmazonPayProviderAttributes    `json:"providerAttributes,omitempty"`
	Extra                 Extra                           `json:"-"`
}

// AmazonPayBillingAgreementAttributes describes an agreement on payments.
//
//wire:member AmazonPayEntity BillingAgreementAttributes
type AmazonPayBillingAgreementAttributes struct {
	Version                          string                                     `json:"@version" default:"2"`
	PlatformID                       string                                     `json:"platformId,omitempty"`
	SellerNote                       string                                     `json:"sellerNote,omitempty"`
	SellerBillingAgreementAttributes *AmazonPaySellerBillingAgreementAttributes `json:"sellerBillingAgreementAttributes,omitempty"`
	BillingAgreementType             AmazonPayBillingAgreementType              `json:"billingAgreementType,omitempty"`
	SubscriptionAmount               *AmazonPayPrice                            `json:"subscriptionAmount,omitempty"`
	Extra                            Extra                                      `json:"-"`
}

// AmazonPaySellerBillingAgreementAttributes is what the seller notes of an
// agreement.
//
//wire:member AmazonPayEntity SellerBillingAgreementAttributes
type AmazonPaySellerBillingAgreementAttributes struct {
	Version                  string `json:"@version" default:"2"`
	SellerBillingAgreementID string `json:"sellerBillingAgreementId,omitempty"`
	StoreName                string `json:"storeName,omitempty"`
	CustomInformation        string `json:"customInformation,omitempty"`
	Extra                    Extra  `json:"-"`
}

// AmazonPayAuthorizeAttributes describes a charge.
//
//wire:member AmazonPayEntity AuthorizeAttributes
type AmazonPayAuthorizeAttributes struct {
	Version                  string         `json:"@version" default:"2"`
	AuthorizationReferenceID string         `json:"authorizationReferenceId"` // the seller's own
	AuthorizationAmount      AmazonPayPrice `json:"authorizationAmount"`
	TransactionTimeout       int            `json:"transactionTimeout,omitempty"` // minutes; with 0 the charge is decided at once
	SellerAuthorizationNote  string         `json:"sellerAuthorizationNote,omitempty"`
	SoftDescriptor           string         `json:"softDescriptor,omitempty"` // on the user's statement of account
	Extra                    Extra          `json:"-"`
}

// AmazonPaySellerOrderAttributes is what the seller notes of an order.
//
//wire:member AmazonPayEntity SellerOrderAttributes
type AmazonPaySellerOrderAttributes struct {
	Version           string `json:"@version" default:"2"`
	SellerOrderID     string `json:"sellerOrderId,omitempty"`
	StoreName         string `json:"storeName,omitempty"`
	CustomInformation string `json:"customInformation,omitempty"`
	SellerNote        string `json:"sellerNote,omitempty"`
	Extra             Extra  `json:"-"`
}

// AmazonPayProviderAttributes says which solution provider gets a share.
//
//wire:member AmazonPayEntity ProviderAttributes
type AmazonPayProviderAttributes struct {
	Version            string                    `json:"@version" default:"2"`
	ProviderID         string                    `json:"providerId"`
	ProviderCreditList []AmazonPayProviderCredit `json:"providerCreditList"`
	Extra              Extra                     `json:"-"`
}

// AmazonPayProviderCredit is the share of a solution provider.
//
//wire:member AmazonPayEntity ProviderCredit
type AmazonPayProviderCredit struct {
	Version    string          `json:"@version" default:"2"`
	ProviderID string          `json:"providerId,omitempty"`
	Credit     *AmazonPayPrice `json:"credit,omitempty"`
	Extra      Extra           `json:"-"`
}

// AmazonPayPrice is an amount of money in a request.
//
//wire:member AmazonPayEntity Price
type AmazonPayPrice struct {
	Version      string `json:"@version" default:"2"`
	Amount       string `json:"amount"`       // such as "9.99"
	CurrencyCode string `json:"currencyCode"` // ISO 4217
	Extra        Extra  `json:"-"`
}

// AmazonPayBillingAgreementType says who starts the charges of an agreement.
type AmazonPayBillingAgreementType string

// The kinds of agreement.
const (
	AmazonPayCustomerInitiated AmazonPayBillingAgreementType = "CustomerInitiatedTransaction"
	AmazonPayMerchantInitiated AmazonPayBillingAgreementType = "MerchantInitiatedTransaction"
)

// AmazonPayPaymentAction says what a charge does at once.
type AmazonPayPaymentAction string

// What a charge can do.
const (
	AmazonPayAuthorize           AmazonPayPaymentAction = "Authorize" // the seller captures the money later
	AmazonPayAuthorizeAndCapture AmazonPayPaymentAction = "AuthorizeAndCapture"
)

// SetupAmazonPay is the older form of [SetupAmazonPayRequest].
type SetupAmazonPay struct {
	ConsentToken               string                                 `json:"consentToken,omitempty"`
	SellerID                   string                                 `json:"sellerId"`
	CountryOfEstablishment     string                                 `json:"countryOfEstablishment"`
	LedgerCurrency             string                                 `json:"ledgerCurrency"`
	CheckoutLanguage           string                                 `json:"checkoutLanguage,omitempty"`
	BillingAgreementAttributes *AmazonPayV1BillingAgreementAttributes `json:"billingAgreementAttributes,omitempty"`
	NeedAmazonShippingAddress  bool                                   `json:"needAmazonShippingAddress,omitempty"`
	SandboxMode                bool                                   `json:"sandboxMode,omitempty"`
	SandboxCustomerEmailID     string                                 `json:"sandboxCustomerEmailId,omitempty"`
	Extra                      Extra                                  `json:"-"`
}

// ChargeAmazonPay is the older form of [ChargeAmazonPayRequest].
type ChargeAmazonPay struct {
	ConsentToken          string                            `json:"consentToken,omitempty"`
	SellerID              string                            `json:"sellerId"`
	BillingAgreementID    string                            `json:"billingAgreementId"`
	PaymentAction         AmazonPayPaymentAction            `json:"paymentAction"`
	AuthorizeAttributes   AmazonPayV1AuthorizeAttributes    `json:"authorizeAttributes"`
	SellerOrderAttributes *AmazonPayV1SellerOrderAttributes `json:"sellerOrderAttributes,omitempty"`
	ProviderAttributes    *AmazonPayV1ProviderAttributes    `json:"providerAttributes,omitempty"`
	Extra                 Extra                             `json:"-"`
}

// AmazonPayV1BillingAgreementAttributes is the older form of
// [AmazonPayBillingAgreementAttributes].
type AmazonPayV1BillingAgreementAttributes struct {
	PlatformID                       string                                       `json:"platformId,omitempty"`
	SellerNote                       string                                       `json:"sellerNote,omitempty"`
	SellerBillingAgreementAttributes *AmazonPayV1SellerBillingAgreementAttributes `json:"sellerBillingAgreementAttributes,omitempty"`
	BillingAgreementType             AmazonPayBillingAgreementType                `json:"billingAgreementType,omitempty"`
	SubscriptionAmount               *AmazonPayAmount                             `json:"subscriptionAmount,omitempty"`
	Extra                            Extra                                        `json:"-"`
}

// AmazonPayV1SellerBillingAgreementAttributes is the older form of
// [AmazonPaySellerBillingAgreementAttributes].
type AmazonPayV1SellerBillingAgreementAttributes struct {
	SellerBillingAgreementID string `json:"sellerBillingAgreementId,omitempty"`
	StoreName                string `json:"storeName,omitempty"`
	CustomInformation        string `json:"customInformation,omitempty"`
	Extra                    Extra  `json:"-"`
}

// AmazonPayV1AuthorizeAttributes is the older form of
// [AmazonPayAuthorizeAttributes].
type AmazonPayV1AuthorizeAttributes struct {
	AuthorizationReferenceID string          `json:"authorizationReferenceId"`
	AuthorizationAmount      AmazonPayAmount `json:"authorizationAmount"`
	TransactionTimeout       int             `json:"transactionTimeout,omitempty"`
	SellerAuthorizationNote  string          `json:"sellerAuthorizationNote,omitempty"`
	SoftDescriptor           string          `json:"softDescriptor,omitempty"`
	Extra                    Extra           `json:"-"`
}

// AmazonPayV1SellerOrderAttributes is the older form of
// [AmazonPaySellerOrderAttributes].
type AmazonPayV1SellerOrderAttributes struct {
	SellerOrderID     string `json:"sellerOrderId,omitempty"`
	StoreName         string `json:"storeName,omitempty"`
	CustomInformation string `json:"customInformation,omitempty"`
	SellerNote        string `json:"sellerNote,omitempty"`
	Extra             Extra  `json:"-"`
}

// AmazonPayV1ProviderAttributes is the older form of
// [AmazonPayProviderAttributes].
type AmazonPayV1ProviderAttributes struct {
	ProviderID         string                      `json:"providerId"`
	ProviderCreditList []AmazonPayV1ProviderCredit `json:"providerCreditList"`
	Extra              Extra                       `json:"-"`
}

// AmazonPayV1ProviderCredit is the older form of [AmazonPayProviderCredit].
type AmazonPayV1ProviderCredit struct {
	ProviderID string           `json:"providerId,omitempty"`
	Credit     *AmazonPayAmount `json:"credit,omitempty"`
	Extra      Extra            `json:"-"`
}

// AmazonPayAmount is an amount of money in results and in the older requests.
type AmazonPayAmount struct {
	Amount       string `json:"amount"`       // such as "9.99"
	CurrencyCode string `json:"currencyCode"` // ISO 4217
	Extra        Extra  `json:"-"`
}

// SetupAmazonPayResult is the payload of the [ConnectionsResponse] to a setup,
// in the old and the new form.
type SetupAmazonPayResult struct {
	BillingAgreementDetails AmazonPayBillingAgreementDetails `json:"billingAgreementDetails"`
	Extra                   Extra                            `json:"-"`
}

// ChargeAmazonPayResult is the payload of the [ConnectionsResponse] to a charge,
// in the old and the new form.
type ChargeAmazonPayResult struct {
	AmazonOrderReferenceID string                        `json:"amazonOrderReferenceId"`
	AuthorizationDetails   AmazonPayAuthorizationDetails `json:"authorizationDetails"`
	Extra                  Extra                         `json:"-"`
}

// AmazonPayErrorResponse is the payload of the [ConnectionsResponse] to a setup
// or charge that failed.
type AmazonPayErrorResponse struct {
	ErrorCode    string `json:"errorCode"`
	ErrorMessage string `json:"errorMessage"`
	Extra        Extra  `json:"-"`
}

// AmazonPayBillingAgreementDetails is an agreement on payments.
type AmazonPayBillingAgreementDetails struct {
	BillingAgreementID     string                          `json:"billingAgreementId"`
	CreationTimestamp      Timestamp                       `json:"creationTimestamp,omitempty"`
	Destination            *AmazonPayDestination           `json:"destination,omitempty"` // to ship to
	CheckoutLanguage       string                          `json:"checkoutLanguage,omitempty"`
	ReleaseEnvironment     AmazonPayReleaseEnvironment     `json:"releaseEnvironment"`
	BillingAgreementStatus AmazonPayBillingAgreementStatus `json:"billingAgreementStatus"`
	BillingAddress         *AmazonPayDestination           `json:"billingAddress,omitempty"`
	Extra                  Extra                           `json:"-"`
}

// AmazonPayDestination is a postal address.
type AmazonPayDestination struct {
	Name             string `json:"name,omitempty"`
	CompanyName      string `json:"companyName,omitempty"`
	AddressLine1     string `json:"addressLine1,omitempty"`
	AddressLine2     string `json:"addressLine2,omitempty"`
	AddressLine3     string `json:"addressLine3,omitempty"`
	City             string `json:"city,omitempty"`
	DistrictOrCounty string `json:"districtOrCounty,omitempty"`
	StateOrRegion    string `json:"stateOrRegion,omitempty"`
	PostalCode       string `json:"postalCode,omitempty"`
	CountryCode      string `json:"countryCode,omitempty"`
	Phone            string `json:"phone,omitempty"`
	Extra            Extra  `json:"-"`
}

// AmazonPayReleaseEnvironment says whether payments are real.
type AmazonPayReleaseEnvironment string

// The environments.
const (
	AmazonPayLive    AmazonPayReleaseEnvironment = "LIVE"
	AmazonPaySandbox AmazonPayReleaseEnvironment = "SANDBOX"
)

// AmazonPayBillingAgreementStatus is the state of an agreement.
type AmazonPayBillingAgreementStatus string

// The states of an agreement.
const (
	AmazonPayAgreementCanceled  AmazonPayBillingAgreementStatus = "CANCELED"
	AmazonPayAgreementClosed    AmazonPayBillingAgreementStatus = "CLOSED"
	AmazonPayAgreementDraft     AmazonPayBillingAgreementStatus = "DRAFT"
	AmazonPayAgreementOpen      AmazonPayBillingAgreementStatus = "OPEN"
	AmazonPayAgreementSuspended AmazonPayBillingAgreementStatus = "SUSPENDED"
)

// AmazonPayAuthorizationDetails is a charge.
type AmazonPayAuthorizationDetails struct {
	AmazonAuthorizationID       string                        `json:"amazonAuthorizationId,omitempty"`
	AuthorizationReferenceID    string                        `json:"authorizationReferenceId,omitempty"`
	SellerAuthorizationNote     string                        `json:"sellerAuthorizationNote,omitempty"`
	AuthorizationAmount         *AmazonPayAmount              `json:"authorizationAmount,omitempty"`
	CapturedAmount              *AmazonPayAmount              `json:"capturedAmount,omitempty"`
	AuthorizationFee            *AmazonPayAmount              `json:"authorizationFee,omitempty"`
	IDList                      []string                      `json:"idList,omitempty"`
	CreationTimestamp           Timestamp                     `json:"creationTimestamp,omitempty"`
	ExpirationTimestamp         Timestamp                     `json:"expirationTimestamp,omitempty"`
	AuthorizationStatus         *AmazonPayAuthorizationStatus `json:"authorizationStatus,omitempty"`
	SoftDecline                 bool                          `json:"softDecline,omitempty"`
	CaptureNow                  bool                          `json:"captureNow,omitempty"`
	SoftDescriptor              string                        `json:"softDescriptor,omitempty"`
	AuthorizationBillingAddress *AmazonPayDestination         `json:"authorizationBillingAddress,omitempty"`
	Extra                       Extra                         `json:"-"`
}

// AmazonPayAuthorizationStatus is the state of a charge and why.
type AmazonPayAuthorizationStatus struct {
	State               AmazonPayState `json:"state,omitempty"`
	ReasonCode          string         `json:"reasonCode,omitempty"`
	ReasonDescription   string         `json:"reasonDescription,omitempty"`
	LastUpdateTimestamp Timestamp      `json:"lastUpdateTimestamp,omitempty"`
	Extra               Extra          `json:"-"`
}

// AmazonPayState is the state of a charge.
type AmazonPayState string

// The states of a charge.
const (
	AmazonPayPending   AmazonPayState = "Pending"
	AmazonPayOpen      AmazonPayState = "Open"
	AmazonPayDeclined  AmazonPayState = "Declined"
	AmazonPayClosed    AmazonPayState = "Closed"
	AmazonPayCompleted AmazonPayState = "Completed" // older form only
)
