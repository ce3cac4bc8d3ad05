// Package verify decides whether an HTTP request was sent by Alexa. A skill
// that is hosted as a web service must check this for each request; see
// "Host a Custom Skill as a Web Service" in the Alexa documentation.
//
// A [Verifier] needs the headers and the exact bytes of the body, and nothing
// of any web framework:
//
//	verifier, err := verify.New(verify.Config{})
//	...
//	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
//	...
//	if err := verifier.Verify(r.Context(), r.Header, body); err != nil {
//		log.Print(err)
//		http.Error(w, "Bad Request", http.StatusBadRequest)
//		return
//	}
//
// Package [github.com/litexa-go/litexa/ask/host/web] does this, and the rest of
// what a web service needs.
//
// # What is checked
//
// The header SignatureCertChainUrl must name a file below
// https://s3.amazonaws.com/echo.api/ once it is normalised: scheme and host in
// any case, port absent or 443, dot segments removed, and neither user
// information, query nor fragment. The normalised URL is what is fetched, with a
// limit on time and size and without following redirects.
//
// The file must be a PEM certificate chain, signing certificate first. That
// certificate must be valid now, name echo-api.amazon.com itself (a wildcard
// does not count) among its subject alternative names, hold an RSA key of 2048
// bits or more, and lead to a trusted root through the certificates that follow.
//
// The header Signature-256 must be the base64 of an RSA PKCS #1 v1.5 signature
// of the SHA-256 hash of the body by that key.
//
// The member request.timestamp of the body must be within the tolerance of the
// current time, before or after: at most 150 seconds. Events that Alexa delivers
// again while the skill does not acknowledge them may be one hour old: those
// whose type starts with AlexaSkillEvent, AlexaHouseholdListEvent or Reminders.
// The timestamp is ISO 8601 text with a zone, or an integer that counts
// milliseconds since 1970, which Alexa's own test tools have been seen to send.
// A body that could be read in two ways, because it repeats one of the members
// that matter, is refused.
//
// A chain is kept once it is verified, until the first of its certificates
// expires, and concurrent requests share one fetch. When a signature does not
// match a chain kept for five minutes or more, the chain is fetched once more
// in case Alexa has replaced it. What fails is not kept, so a requester can
// neither fill the cache nor push a good chain out of it.
package verify

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const (
	// MaxTolerance is the largest tolerance that Alexa allows, and the
	// default.
	MaxTolerance = 150 * time.Second
	// EventTolerance is how old the events may be that Alexa delivers again
	// while they are not acknowledged.
	EventTolerance = time.Hour
	// DefaultFetchTimeout is how long a fetch of a certificate chain may
	// take unless [Config] says otherwise.
	DefaultFetchTimeout = 5 * time.Second
)

// Config says how to verify. The zero value follows Alexa's documentation.
type Config struct {
	// Roots are the certificates that a chain may end in; nil means those of
	// the system. To trust more than those, start from
	// [x509.SystemCertPool].
	Roots *x509.CertPool
	// HTTPClient fetches certificate chains; nil means a client with the
	// settings of [http.DefaultTransport]. It is never made to follow
	// redirects or to send cookies.
	HTTPClient *http.Client
	// FetchTimeout limits a fetch; zero means DefaultFetchTimeout.
	FetchTimeout time.Duration
	// Tolerance is how far a timestamp may be from the current time; zero
	// means MaxTolerance, which it may not exceed.
	Tolerance time.Duration
	// AllowSHA1 accepts a request that has no Signature-256 header if its
	// Signature header, made with SHA-1, is right. Alexa has replaced that
	// header; this is for tools that know no other.
	AllowSHA1 bool
	// Now returns the current time; nil means [time.Now].
	Now func() time.Time
}

// Verifier verifies requests. It is safe for concurrent use, and meant to be
// shared: each verifier keeps certificate chains of its own.
type Verifier struct {
	tolerance time.Duration
	allowSHA1 bool
	now       func() time.Time
	chains    *chains
}

// New returns a verifier. It fails when the configuration is wrong.
func New(config Config) (*Verifier, error) {
	if config.Tolerance == 0 {
		config.Tolerance = MaxTolerance
	}
	if config.Tolerance < 0 || config.Tolerance > MaxTolerance {
		return nil, fmt.Errorf("verify: the tolerance is %s; Alexa allows up to %s", config.Tolerance, MaxTolerance)
	}
	if config.FetchTimeout == 0 {
		config.FetchTimeout = DefaultFetchTimeout
	}
	if config.FetchTimeout < 0 {
		return nil, fmt.Errorf("verify: the fetch timeout is %s; it must be positive", config.FetchTimeout)
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	return &Verifier{
		tolerance: config.Tolerance,
		allowSHA1: config.AllowSHA1,
		now:       config.Now,
		chains:    newChains(config),
	}, nil
}

// Verify returns nil if a request with the given header and body was sent by
// Alexa just now, and an [*Error] otherwise, which should be logged and answered
// with status 400 and no details. The body must be the bytes as they arrived:
// neither decoded and encoded again nor converted to another charset.
//
// The names in header may be in any case. When ctx ends while the certificate
// chain is being fetched, Verify returns at once with an error that wraps that
// of the context.
func (v *Verifier) Verify(ctx context.Context, header http.Header, body []byte) error {
	signed, err := v.readHeader(header)
	if err != nil {
		return err
	}
	// The timestamp comes first: it costs less than the signature, and a
	// replayed request must not make the server fetch anything.
	if err := v.checkTimestamp(body); err != nil {
		return err
	}
	chain, err := v.chains.get(ctx, signed.url, nil)
	if err != nil {
		return err
	}
	digest := signed.digest(body)
	if rsa.VerifyPKCS1v15(chain.key, signed.hash, digest, signed.signature) == nil {
		return nil
	}
	mismatch := failf(CheckSignature, nil, "the %s does not match the body and the key of the certificate at %s", signed.header, signed.url)
	if !v.chains.mayRefresh(chain) {
		return mismatch
	}
	fresh, err := v.chains.get(ctx, signed.url, chain)
	if err != nil || rsa.VerifyPKCS1v15(fresh.key, signed.hash, digest, signed.signature) != nil {
		return mismatch
	}
	return nil
}

const (
	urlHeader       = "SignatureCertChainUrl"
	signatureHeader = "Signature-256"
	legacyHeader    = "Signature"
)

// signed is what the headers say about the signature.
type signed struct {
	url       string // of the chain, normalised
	header    string // that held the signature
	signature []byte
	hash      crypto.Hash
}

func (s *signed) digest(body []byte) []byte {
	if s.hash == crypto.SHA1 {
		sum := sha1.Sum(body)
		return sum[:]
	}
	sum := sha256.Sum256(body)
	return sum[:]
}

func (v *Verifier) readHeader(header http.Header) (*signed, error) {
	rawURL, err := headerValue(header, urlHeader)
	if err != nil {
		return nil, err
	}
	s := &signed{header: signatureHeader, hash: crypto.SHA256}
	if v.allowSHA1 && len(headerValues(header, signatureHeader)) == 0 {
		s.header, s.hash = legacyHeader, crypto.SHA1
	}
	text, err := headerValue(header, s.header)
	if err != nil {
		return nil, err
	}
	if s.url, err = normalizeURL(rawURL); err != nil {
		return nil, failf(CheckURL, err, "the certificate URL %s is not one of Alexa's", quote(rawURL))
	}
	// The decoder skips line breaks, which no HTTP header holds.
	if s.signature, err = base64.StdEncoding.Strict().DecodeString(text); err != nil || strings.ContainsAny(text, "\r\n") {
		return nil, failf(CheckSignature, nil, "the header %s is not valid base64", s.header)
	}
	return s, nil
}

// headerValue returns the value of a header that must occur once.
func headerValue(header http.Header, name string) (string, error) {
	values := headerValues(header, name)
	switch {
	case len(values) == 0 || len(values) == 1 && values[0] == "":
		return "", failf(CheckHeader, nil, "the header %s is missing or empty", name)
	case len(values) > 1:
		return "", failf(CheckHeader, nil, "the header %s occurs %d times", name, len(values))
	}
	return values[0], nil
}

// headerValues returns the values of a header whose name may be in any case,
// as it is in header maps that were not made by net/http.
func headerValues(header http.Header, name string) []string {
	name = http.CanonicalHeaderKey(name)
	var values []string
	for key, v := range header {
		if http.CanonicalHeaderKey(key) == name {
			values = append(values, v...)
		}
	}
	return values
}
