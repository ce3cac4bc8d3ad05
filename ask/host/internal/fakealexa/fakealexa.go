// Package fakealexa plays the part of Alexa in tests: it signs requests with a
// certificate chain made for the occasion and serves that chain to a client.
package fakealexa

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// CertURL is where Alexa serves its chain.
const CertURL = "https://s3.amazonaws.com/echo.api/echo-api-cert-test.pem"

// Now is a time at which its certificates are valid.
var Now = time.Date(2026, time.March, 4, 12, 0, 0, 0, time.UTC)

// Keys are slow to make and not what tests are about.
var (
	leafKey  = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })
	otherKey = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })
)

// LeafKey returns the key that signs requests, OtherKey another one.
func LeafKey() *rsa.PrivateKey  { return leafKey() }
func OtherKey() *rsa.PrivateKey { return otherKey() }

// Certificate is a certificate with its key.
type Certificate struct {
	*x509.Certificate
	Key crypto.Signer
}

// PEM returns the certificate as text.
func (c *Certificate) PEM() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
}

// Issue makes a certificate of template, filling in what is not set. A nil
// issuer means that it signs itself.
func Issue(t testing.TB, template x509.Certificate, key crypto.Signer, issuer *Certificate) *Certificate {
	t.Helper()
	template.SerialNumber = must(rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100)))
	if template.NotBefore.IsZero() {
		template.NotBefore = Now.AddDate(0, -1, 0)
	}
	if template.NotAfter.IsZero() {
		template.NotAfter = Now.AddDate(0, 6, 0)
	}
	template.BasicConstraintsValid = true
	parent, signer := &template, key
	if issuer != nil {
		parent, signer = issuer.Certificate, issuer.Key
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	return &Certificate{must(x509.ParseCertificate(der)), key}
}

// CA makes the certificate of an authority, valid for ten years.
func CA(t testing.TB, name string, issuer *Certificate) *Certificate {
	t.Helper()
	return Issue(t, x509.Certificate{
		Subject:   pkix.Name{CommonName: name},
		NotBefore: Now.AddDate(-5, 0, 0),
		NotAfter:  Now.AddDate(5, 0, 0),
		IsCA:      true,
		KeyUsage:  x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}, must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)), issuer)
}

// LeafTemplate is what Alexa's signing certificate looks like.
func LeafTemplate() x509.Certificate {
	return x509.Certificate{
		Subject:     pkix.Name{CommonName: "echo-api.amazon.com"},
		DNSNames:    []string{"echo-api.amazon.com"},
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}

// Alexa signs requests. Its certificates are valid around Now.
type Alexa struct {
	Root, Intermediate, Leaf *Certificate

	// Fetch answers a fetch of a URL; tests replace it. By default it serves
	// the leaf and the intermediate at CertURL and nothing elsewhere.
	Fetch func(r *http.Request) (*http.Response, error)

	fetches atomic.Int64
}

// New returns an Alexa with certificates of its own.
func New(t testing.TB) *Alexa {
	t.Helper()
	a := &Alexa{}
	a.Root = CA(t, "Test Root", nil)
	a.Intermediate = CA(t, "Test Intermediate", a.Root)
	a.Leaf = Issue(t, LeafTemplate(), LeafKey(), a.Intermediate)
	a.Fetch = func(r *http.Request) (*http.Response, error) {
		if r.URL.String() != CertURL {
			return Answer(http.StatusForbidden, "<Error/>"), nil
		}
		return Answer(http.StatusOK, a.Leaf.PEM()+a.Intermediate.PEM()), nil
	}
	return a
}

// Answer is a response to a fetch.
func Answer(status int, body string) *http.Response {
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{},
		Body:       io.NopCloser(bytes.NewReader([]byte(body))),
	}
}

// Roots returns a pool of the root.
func (a *Alexa) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.Root.Certificate)
	return pool
}

// Client returns a client whose requests go to Fetch, whatever their address.
func (a *Alexa) Client() *http.Client { return &http.Client{Transport: transport{a}} }

// Fetches returns how many requests clients have made.
func (a *Alexa) Fetches() int { return int(a.fetches.Load()) }

type transport struct{ *Alexa }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	t.fetches.Add(1)
	return t.Fetch(r)
}

// Header returns the headers of a signed request.
func (a *Alexa) Header(body []byte) http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("SignatureCertChainUrl", CertURL)
	h.Set("Signature-256", Sign(LeafKey(), crypto.SHA256, body))
	h.Set("Signature", Sign(LeafKey(), crypto.SHA1, body))
	return h
}

// Sign returns the signature of a body in base64.
func Sign(key *rsa.PrivateKey, hash crypto.Hash, body []byte) string {
	sum := sha256.Sum256(body)
	digest := sum[:]
	if hash == crypto.SHA1 {
		sum := sha1.Sum(body)
		digest = sum[:]
	}
	return base64.StdEncoding.EncodeToString(must(rsa.SignPKCS1v15(nil, key, hash, digest)))
}

// Body returns the body of a LaunchRequest made at the given time.
func Body(at time.Time) []byte {
	return BodyOf("LaunchRequest", `"`+at.UTC().Format(time.RFC3339Nano)+`"`)
}

// BodyOf returns the body of a request with the given type and JSON timestamp.
func BodyOf(requestType, timestamp string) []byte {
	return []byte(`{"version":"1.0","session":{"new":true,"sessionId":"s","application":{"applicationId":"amzn1.ask.skill.test"},` +
		`"user":{"userId":"u"}},"context":{"System":{"application":{"applicationId":"amzn1.ask.skill.test"},"user":{"userId":"u"},` +
		`"apiEndpoint":"https://api.eu.amazonalexa.com","apiAccessToken":"t"}},` +
		`"request":{"type":"` + requestType + `","requestId":"amzn1.echo-api.request.1","locale":"de-DE","timestamp":` + timestamp + `}}`)
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
