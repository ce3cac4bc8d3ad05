package verify_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/host/internal/fakealexa"
	"github.com/litexa-go/litexa/ask/host/verify"
)

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// fixture is an Alexa, a verifier that trusts it, and their clock.
type fixture struct {
	*fakealexa.Alexa
	*verify.Verifier
	clock *clock
}

func newFixture(t testing.TB, configure ...func(*verify.Config)) *fixture {
	t.Helper()
	f := &fixture{Alexa: fakealexa.New(t), clock: &clock{at: fakealexa.Now}}
	config := verify.Config{Roots: f.Roots(), HTTPClient: f.Client(), Now: f.clock.now}
	for _, c := range configure {
		c(&config)
	}
	verifier, err := verify.New(config)
	if err != nil {
		t.Fatal(err)
	}
	f.Verifier = verifier
	return f
}

// serve makes the fake answer with a text.
func (f *fixture) serve(text string) {
	f.Fetch = func(*http.Request) (*http.Response, error) { return fakealexa.Answer(http.StatusOK, text), nil }
}

// send verifies a request made and signed now.
func (f *fixture) send(t testing.TB) error {
	t.Helper()
	body := fakealexa.Body(f.clock.now())
	return f.Verify(t.Context(), f.Header(body), body)
}

func wantRefusal(t testing.TB, err error, check verify.Check, text string) {
	t.Helper()
	var refusal *verify.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v, want a *verify.Error", err)
	}
	if refusal.Check != check || !strings.Contains(refusal.Reason, text) {
		t.Errorf("got %s: %s; want %s and %q in it", refusal.Check, refusal.Reason, check, text)
	}
	if got := err.Error(); got != "alexa request refused: "+refusal.Reason {
		t.Errorf("message is %q", got)
	}
}

func TestVerify(t *testing.T) {
	f := newFixture(t)
	for range 3 {
		if err := f.send(t); err != nil {
			t.Fatal(err)
		}
	}
	if f.Fetches() != 1 {
		t.Errorf("fetched %d times, want once", f.Fetches())
	}
}

func TestNew(t *testing.T) {
	for _, test := range []struct {
		config verify.Config
		want   string
	}{
		{verify.Config{Tolerance: -1}, "the tolerance is -1ns; Alexa allows up to 2m30s"},                 // A-TS-02
		{verify.Config{Tolerance: 151 * time.Second}, "the tolerance is 2m31s; Alexa allows up to 2m30s"}, // A-TS-02
		{verify.Config{FetchTimeout: -1}, "the fetch timeout is -1ns"},
	} {
		if _, err := verify.New(test.config); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("New(%+v): %v; want %q in it", test.config, err, test.want)
		}
	}
	if _, err := verify.New(verify.Config{}); err != nil {
		t.Error(err)
	}
}

// A-SIG-02, A-SIG-10, A-WEB-15
func TestHeaders(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(http.Header)
		check  verify.Check // "" when it is accepted
		want   string
	}{
		{"no URL", func(h http.Header) { h.Del("SignatureCertChainUrl") }, verify.CheckHeader, "the header SignatureCertChainUrl is missing"},
		{"empty URL", func(h http.Header) { h.Set("SignatureCertChainUrl", "") }, verify.CheckHeader, "the header SignatureCertChainUrl is missing"},
		{"two URLs", func(h http.Header) { h.Add("SignatureCertChainUrl", fakealexa.CertURL) }, verify.CheckHeader, "SignatureCertChainUrl occurs 2 times"},
		{"two URLs in two cases", func(h http.Header) { h["signaturecertchainurl"] = []string{fakealexa.CertURL} }, verify.CheckHeader, "SignatureCertChainUrl occurs 2 times"},
		{"no signature", func(h http.Header) { h.Del("Signature-256") }, verify.CheckHeader, "the header Signature-256 is missing"},
		{"empty signature", func(h http.Header) { h.Set("Signature-256", "") }, verify.CheckHeader, "the header Signature-256 is missing"},
		{"two signatures", func(h http.Header) { h.Add("Signature-256", h.Get("Signature-256")) }, verify.CheckHeader, "Signature-256 occurs 2 times"},
		{"foreign URL", func(h http.Header) { h.Set("SignatureCertChainUrl", "https://evil.example/echo.api/x") }, verify.CheckURL, `"https://evil.example/echo.api/x" is not one of Alexa's: its host is "evil.example"`},
		{"long URL", func(h http.Header) { h.Set("SignatureCertChainUrl", strings.Repeat("x", 5000)) }, verify.CheckURL, strings.Repeat("x", 200) + `" is not one`},
		{"no base64", func(h http.Header) { h.Set("Signature-256", "!"+h.Get("Signature-256")[1:]) }, verify.CheckSignature, "not valid base64"},
		{"base64 of URLs", func(h http.Header) { h.Set("Signature-256", "_-"+h.Get("Signature-256")[2:]) }, verify.CheckSignature, "not valid base64"},
		{"base64 in lines", func(h http.Header) {
			h["Signature-256"] = []string{h.Get("Signature-256")[:76] + "\n" + h.Get("Signature-256")[76:]}
		}, verify.CheckSignature, "not valid base64"},
		{"names in other case", func(h http.Header) {
			for _, name := range []string{"SignatureCertChainUrl", "Signature-256"} {
				h[strings.ToLower(name)] = []string{h.Get(name)}
				h.Del(name)
			}
		}, "", ""},
		{"no legacy signature", func(h http.Header) { h.Del("Signature") }, "", ""},
		{"normalised URL", func(h http.Header) {
			h.Set("SignatureCertChainUrl", "https://S3.amazonaws.com:443/x/../echo.api/./echo-api-cert-test.pem")
		}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t)
			body := fakealexa.Body(fakealexa.Now)
			header := f.Header(body)
			test.change(header)
			err := f.Verify(t.Context(), header, body)
			if test.check == "" {
				if err != nil || f.Fetches() != 1 {
					t.Errorf("got %v after %d fetches, want success after one", err, f.Fetches())
				}
				return
			}
			wantRefusal(t, err, test.check, test.want)
			if f.Fetches() != 0 {
				t.Errorf("fetched %d times, want none", f.Fetches())
			}
		})
	}
}

// A-SIG-24, A-SIG-25
func TestSignature(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(h http.Header, body []byte) []byte
	}{
		{"body altered", func(_ http.Header, body []byte) []byte {
			return []byte(strings.Replace(string(body), `"userId":"u"`, `"userId":"v"`, 1))
		}},
		{"byte appended", func(_ http.Header, body []byte) []byte { return append(body, '\n') }},
		{"other key", func(h http.Header, body []byte) []byte {
			h.Set("Signature-256", fakealexa.Sign(fakealexa.OtherKey(), crypto.SHA256, body))
			return body
		}},
		{"SHA-1 signature", func(h http.Header, body []byte) []byte {
			h.Set("Signature-256", h.Get("Signature"))
			return body
		}},
		{"short signature", func(h http.Header, body []byte) []byte {
			h.Set("Signature-256", "AAAA")
			return body
		}},
		{"signature of zeros", func(h http.Header, body []byte) []byte {
			h.Set("Signature-256", base64.StdEncoding.EncodeToString(make([]byte, 256)))
			return body
		}},
		{"signature of another request", func(h http.Header, body []byte) []byte {
			h.Set("Signature-256", fakealexa.Sign(fakealexa.LeafKey(), crypto.SHA256, fakealexa.Body(fakealexa.Now.Add(time.Second))))
			return body
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t)
			body := fakealexa.Body(fakealexa.Now)
			header := f.Header(body)
			body = test.change(header, body)
			err := f.Verify(t.Context(), header, body)
			wantRefusal(t, err, verify.CheckSignature, "the Signature-256 does not match the body")
		})
	}
}

func TestLegacySignature(t *testing.T) {
	body := fakealexa.Body(fakealexa.Now)
	for _, test := range []struct {
		name      string
		allow     bool
		change    func(h http.Header)
		wantCheck verify.Check
	}{
		{"not allowed", false, func(h http.Header) { h.Del("Signature-256") }, verify.CheckHeader},
		{"allowed", true, func(h http.Header) { h.Del("Signature-256") }, ""},
		{"allowed and wrong", true, func(h http.Header) {
			h.Del("Signature-256")
			h.Set("Signature", fakealexa.Sign(fakealexa.OtherKey(), crypto.SHA1, body))
		}, verify.CheckSignature},
		{"allowed and missing", true, func(h http.Header) { h.Del("Signature-256"); h.Del("Signature") }, verify.CheckHeader},
		{"allowed beside the new one", true, func(http.Header) {}, ""},
		{"no way around a wrong new one", true, func(h http.Header) {
			h.Set("Signature-256", fakealexa.Sign(fakealexa.OtherKey(), crypto.SHA256, body))
		}, verify.CheckSignature},
		{"no way around an empty new one", true, func(h http.Header) { h.Set("Signature-256", "") }, verify.CheckHeader},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t, func(c *verify.Config) { c.AllowSHA1 = test.allow })
			header := f.Header(body)
			test.change(header)
			err := f.Verify(t.Context(), header, body)
			if test.wantCheck == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantRefusal(t, err, test.wantCheck, "")
		})
	}
}

// A-SIG-12 to A-SIG-20
func TestCertificate(t *testing.T) {
	leaf := func(change func(*x509.Certificate)) func(*testing.T, *fixture) string {
		return func(t *testing.T, f *fixture) string {
			template := fakealexa.LeafTemplate()
			change(&template)
			return fakealexa.Issue(t, template, fakealexa.LeafKey(), f.Intermediate).PEM() + f.Intermediate.PEM()
		}
	}
	withKey := func(key crypto.Signer) func(*testing.T, *fixture) string {
		return func(t *testing.T, f *fixture) string {
			return fakealexa.Issue(t, fakealexa.LeafTemplate(), key, f.Intermediate).PEM() + f.Intermediate.PEM()
		}
	}
	good := func(_ *testing.T, f *fixture) string { return f.Leaf.PEM() + f.Intermediate.PEM() }
	for _, test := range []struct {
		name  string
		chain func(*testing.T, *fixture) string
		want  string // "" when it is accepted
	}{
		{"with the root", func(t *testing.T, f *fixture) string { return good(t, f) + f.Root.PEM() }, ""},
		{"with blank lines", func(t *testing.T, f *fixture) string {
			return "\r\n" + strings.ReplaceAll(f.Leaf.PEM(), "\n", "\r\n") + "\n \n" + f.Intermediate.PEM() + "\n"
		}, ""},
		{"root signed by another root", func(t *testing.T, f *fixture) string {
			// As Alexa's: the last certificate has the name and key of the
			// trusted root, but an issuer of its own.
			cross := fakealexa.Issue(t, x509.Certificate{
				Subject: f.Root.Subject, SubjectKeyId: f.Root.SubjectKeyId, IsCA: true, KeyUsage: x509.KeyUsageCertSign,
			}, f.Root.Key, fakealexa.CA(t, "Older Root", nil))
			return good(t, f) + cross.PEM()
		}, ""},
		{"without key usage", leaf(func(c *x509.Certificate) { c.KeyUsage = 0 }), ""},
		{"more names", leaf(func(c *x509.Certificate) { c.DNSNames = []string{"other.example", "echo-api.amazon.com"} }), ""},

		{"expired", leaf(func(c *x509.Certificate) { c.NotAfter = fakealexa.Now.Add(-time.Second) }), "the signing certificate is valid from 2026-02-04T12:00:00Z to 2026-03-04T11:59:59Z, not now, 2026-03-04T12:00:00Z"},
		{"not yet valid", leaf(func(c *x509.Certificate) { c.NotBefore = fakealexa.Now.Add(time.Second) }), "the signing certificate is valid from 2026-03-04T12:00:01Z"},
		{"other name", leaf(func(c *x509.Certificate) { c.DNSNames = []string{"echo-api.amazon.com.evil.example"} }), "not for echo-api.amazon.com"},
		{"wildcard", leaf(func(c *x509.Certificate) { c.DNSNames = []string{"*.amazon.com"} }), `its alternative names are ["*.amazon.com"]`},
		{"name in the subject only", leaf(func(c *x509.Certificate) { c.DNSNames = nil }), "its alternative names are []"},
		{"not for digital signatures", leaf(func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }), "not for digital signatures"},
		{"for signing code", leaf(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageCodeSigning} }), "incompatible key usage"},
		{"ECDSA key", withKey(must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))), "is ECDSA, not RSA"},
		{"small key", withKey(must(rsa.GenerateKey(rand.Reader, 1024))), "has 1024 bits"},
		{"signed by itself", func(t *testing.T, f *fixture) string {
			return fakealexa.Issue(t, fakealexa.LeafTemplate(), fakealexa.LeafKey(), nil).PEM()
		}, "certificate signed by unknown authority (if this goes for every request, install"},
		{"root of its own", func(t *testing.T, f *fixture) string { // A-GO-33
			root := fakealexa.CA(t, "Test Root", nil)
			return fakealexa.Issue(t, fakealexa.LeafTemplate(), fakealexa.LeafKey(), root).PEM() + root.PEM()
		}, "certificate signed by unknown authority"},
		{"intermediate of the same name", func(t *testing.T, f *fixture) string {
			return f.Leaf.PEM() + fakealexa.CA(t, "Test Intermediate", f.Root).PEM()
		}, "certificate signed by unknown authority"},
		{"expired intermediate", func(t *testing.T, f *fixture) string {
			ca := fakealexa.Issue(t, x509.Certificate{
				Subject: f.Intermediate.Subject, IsCA: true, KeyUsage: x509.KeyUsageCertSign, NotAfter: fakealexa.Now.Add(-time.Hour),
			}, f.Intermediate.Key, f.Root)
			return f.Leaf.PEM() + ca.PEM()
		}, "has expired"},
		{"intermediate without authority", func(t *testing.T, f *fixture) string {
			inner := fakealexa.Issue(t, fakealexa.LeafTemplate(), fakealexa.OtherKey(), f.Intermediate)
			return fakealexa.Issue(t, fakealexa.LeafTemplate(), fakealexa.LeafKey(), inner).PEM() + inner.PEM() + f.Intermediate.PEM()
		}, "x509:"},
		{"without the intermediate", func(_ *testing.T, f *fixture) string { return f.Leaf.PEM() }, "certificate signed by unknown authority"},
		{"wrong order", func(_ *testing.T, f *fixture) string { return f.Intermediate.PEM() + f.Leaf.PEM() }, "not for echo-api.amazon.com"},
		{"cut off", func(t *testing.T, f *fixture) string { text := good(t, f); return text[:len(text)-40] }, "not in PEM format at certificate 2"},
		{"text before", func(t *testing.T, f *fixture) string { return "subject=echo-api\n" + good(t, f) }, "not in PEM format at certificate 1"},
		{"text after", func(t *testing.T, f *fixture) string { return good(t, f) + "x" }, "not in PEM format at certificate 3"},
		{"other block", func(t *testing.T, f *fixture) string {
			return "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" + good(t, f)
		}, "not in PEM format at certificate 1"},
		{"block within a block", func(t *testing.T, f *fixture) string { return "-----BEGIN CERTIFICATE-----\n" + good(t, f) }, "not in PEM format at certificate 1"},
		{"no base64", func(*testing.T, *fixture) string {
			return "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n"
		}, "not in PEM format at certificate 1"},
		{"no certificate", func(*testing.T, *fixture) string {
			return "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
		}, "parsing certificate 1: x509:"},
		{"XML", func(*testing.T, *fixture) string { return "<Error/>" }, "not in PEM format at certificate 1"},
		{"nothing", func(*testing.T, *fixture) string { return "" }, "it is empty"},
		{"too many", func(_ *testing.T, f *fixture) string { return f.Leaf.PEM() + strings.Repeat(f.Intermediate.PEM(), 10) }, "more than 10 certificates"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t)
			f.serve(test.chain(t, f))
			if test.want == "" {
				if err := f.send(t); err != nil {
					t.Error(err)
				}
				return
			}
			for range 2 {
				err := f.send(t)
				wantRefusal(t, err, verify.CheckCertificate, "the certificate chain at "+fakealexa.CertURL+": ")
				wantRefusal(t, err, verify.CheckCertificate, test.want)
			}
			if f.Fetches() != 2 {
				t.Errorf("fetched %d times for two requests: what fails must not be kept", f.Fetches())
			}
		})
	}
}

// A key that costs a second to verify with is no key of Alexa's.
func TestHugeKey(t *testing.T) {
	f := newFixture(t)
	template := fakealexa.LeafTemplate()
	huge := &rsa.PublicKey{N: new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), 16384), big.NewInt(1)), E: 65537}
	template.SerialNumber = big.NewInt(1)
	template.NotBefore, template.NotAfter = f.Leaf.NotBefore, f.Leaf.NotAfter
	der, err := x509.CreateCertificate(rand.Reader, &template, f.Intermediate.Certificate, huge, f.Intermediate.Key)
	if err != nil {
		t.Fatal(err)
	}
	f.serve((&fakealexa.Certificate{Certificate: must(x509.ParseCertificate(der))}).PEM() + f.Intermediate.PEM())
	wantRefusal(t, f.send(t), verify.CheckCertificate, "has 16385 bits")
}

// The default is to trust the roots of the system, whatever else is served.
func TestSystemRoots(t *testing.T) {
	f := newFixture(t, func(c *verify.Config) { c.Roots = nil })
	f.serve(f.Leaf.PEM() + f.Intermediate.PEM() + f.Root.PEM())
	wantRefusal(t, f.send(t), verify.CheckCertificate, "x509:")
}

// A-SIG-11
func TestFetch(t *testing.T) {
	chain := func(f *fixture) string { return f.Leaf.PEM() + f.Intermediate.PEM() }
	cause := errors.New("no route")
	for _, test := range []struct {
		name  string
		fetch func(f *fixture, r *http.Request) (*http.Response, error)
		want  string
	}{
		{"refused", func(*fixture, *http.Request) (*http.Response, error) { return nil, cause }, "no route"},
		{"not found", func(f *fixture, _ *http.Request) (*http.Response, error) { return fakealexa.Answer(404, chain(f)), nil }, "the answer has status 404"},
		{"redirect", func(f *fixture, r *http.Request) (*http.Response, error) {
			if r.URL.Host == "evil.example" {
				return fakealexa.Answer(200, chain(f)), nil
			}
			answer := fakealexa.Answer(302, "")
			answer.Header.Set("Location", "https://evil.example/chain.pem")
			return answer, nil
		}, "the answer has status 302"},
		{"huge", func(f *fixture, _ *http.Request) (*http.Response, error) {
			return fakealexa.Answer(200, chain(f)+strings.Repeat("\n", 64<<10)), nil
		}, "more than 65536 bytes"},
		{"broken", func(*fixture, *http.Request) (*http.Response, error) {
			answer := fakealexa.Answer(200, "")
			answer.Body = io.NopCloser(io.MultiReader(strings.NewReader("-----"), errReader{cause}))
			return answer, nil
		}, "reading the answer: no route"},
		{"panic", func(*fixture, *http.Request) (*http.Response, error) { panic("oops") }, "panic: oops"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t)
			f.Fetch = func(r *http.Request) (*http.Response, error) { return test.fetch(f, r) }
			err := f.send(t)
			wantRefusal(t, err, verify.CheckFetch, "fetching "+fakealexa.CertURL+": ")
			wantRefusal(t, err, verify.CheckFetch, test.want)
			if test.name == "refused" && !errors.Is(err, cause) {
				t.Errorf("%v does not wrap its cause", err)
			}
			if f.Fetches() != 1 {
				t.Errorf("fetched %d times, want once", f.Fetches())
			}
		})
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

// A client that the caller shares with other code stays as it is.
func TestClientUntouched(t *testing.T) {
	f := newFixture(t)
	client := f.Client()
	verifier := must(verify.New(verify.Config{HTTPClient: client, Roots: f.Roots(), Now: f.clock.now}))
	body := fakealexa.Body(fakealexa.Now)
	if err := verifier.Verify(t.Context(), f.Header(body), body); err != nil {
		t.Fatal(err)
	}
	if client.CheckRedirect != nil {
		t.Error("the client's redirect policy has changed")
	}
}

func TestFetchTimeout(t *testing.T) {
	alexa := fakealexa.New(t)
	synctest.Test(t, func(t *testing.T) {
		alexa.Fetch = func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, context.Cause(r.Context())
		}
		verifier := must(verify.New(verify.Config{Roots: alexa.Roots(), HTTPClient: alexa.Client()}))
		start := time.Now()
		body := fakealexa.Body(start)
		err := verifier.Verify(t.Context(), alexa.Header(body), body)
		wantRefusal(t, err, verify.CheckFetch, "deadline exceeded")
		if took := time.Since(start); took != verify.DefaultFetchTimeout {
			t.Errorf("gave up after %s, want %s", took, verify.DefaultFetchTimeout)
		}
	})
}

// A-SIG-23
func TestConcurrentRequestsShareOneFetch(t *testing.T) {
	alexa := fakealexa.New(t)
	synctest.Test(t, func(t *testing.T) {
		fetch, release := alexa.Fetch, make(chan struct{})
		alexa.Fetch = func(r *http.Request) (*http.Response, error) {
			<-release
			return fetch(r)
		}
		verifier := must(verify.New(verify.Config{Roots: alexa.Roots(), HTTPClient: alexa.Client(), Now: func() time.Time { return fakealexa.Now }}))
		body := fakealexa.Body(fakealexa.Now)
		header := alexa.Header(body)

		// The one that starts the fetch gives up; the fetch must go on.
		first, cancel := context.WithCancel(t.Context())
		gaveUp := make(chan error, 1)
		go func() { gaveUp <- verifier.Verify(first, header, body) }()
		synctest.Wait()
		results := make(chan error, 50)
		for range cap(results) {
			go func() { results <- verifier.Verify(t.Context(), header, body) }()
		}
		synctest.Wait()
		cancel()
		if err := <-gaveUp; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v for a request that has ended, want context.Canceled", err)
		} else {
			wantRefusal(t, err, verify.CheckFetch, "the request ended while fetching")
		}
		close(release)
		for range cap(results) {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if alexa.Fetches() != 1 {
			t.Errorf("fetched %d times, want once", alexa.Fetches())
		}
	})
}

// A flood of unknown URLs must not become a flood of fetches.
func TestFetchesAreBounded(t *testing.T) {
	alexa := fakealexa.New(t)
	synctest.Test(t, func(t *testing.T) {
		alexa.Fetch = func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, context.Cause(r.Context())
		}
		verifier := must(verify.New(verify.Config{Roots: alexa.Roots(), HTTPClient: alexa.Client()}))
		body := fakealexa.Body(time.Now())
		results := make(chan error, 200)
		for i := range cap(results) {
			header := alexa.Header(body)
			header.Set("SignatureCertChainUrl", fmt.Sprintf("https://s3.amazonaws.com/echo.api/%d.pem", i))
			go func() { results <- verifier.Verify(t.Context(), header, body) }()
		}
		synctest.Wait()
		if got := alexa.Fetches(); got != 64 {
			t.Errorf("%d fetches at a time, want 64", got)
		}
		for range cap(results) {
			wantRefusal(t, <-results, verify.CheckFetch, "")
		}
	})
}

// A-SIG-22
func TestChainExpires(t *testing.T) {
	t.Run("leaf", func(t *testing.T) {
		f := newFixture(t)
		if err := f.send(t); err != nil {
			t.Fatal(err)
		}
		f.clock.advance(f.Leaf.NotAfter.Sub(fakealexa.Now))
		if err := f.send(t); err != nil || f.Fetches() != 1 {
			t.Errorf("at the end of its validity: %v after %d fetches", err, f.Fetches())
		}
		f.clock.advance(time.Second)
		wantRefusal(t, f.send(t), verify.CheckCertificate, "the signing certificate is valid from")
		// Alexa replaces it.
		template := fakealexa.LeafTemplate()
		template.NotAfter = f.clock.now().AddDate(0, 1, 0)
		f.Leaf = fakealexa.Issue(t, template, fakealexa.LeafKey(), f.Intermediate)
		if err := f.send(t); err != nil || f.Fetches() != 3 {
			t.Errorf("after its replacement: %v after %d fetches, want success after 3", err, f.Fetches())
		}
	})
	t.Run("intermediate", func(t *testing.T) {
		f := newFixture(t)
		end := fakealexa.Now.Add(time.Hour)
		f.Intermediate = fakealexa.Issue(t, x509.Certificate{
			Subject: f.Intermediate.Subject, IsCA: true, KeyUsage: x509.KeyUsageCertSign, NotAfter: end,
		}, f.Intermediate.Key, f.Root)
		if err := f.send(t); err != nil {
			t.Fatal(err)
		}
		f.clock.advance(time.Hour + time.Second)
		wantRefusal(t, f.send(t), verify.CheckCertificate, "expired")
	})
	t.Run("clock set back", func(t *testing.T) {
		f := newFixture(t)
		if err := f.send(t); err != nil {
			t.Fatal(err)
		}
		f.clock.advance(-60 * 24 * time.Hour)
		wantRefusal(t, f.send(t), verify.CheckCertificate, "the signing certificate is valid from")
	})
}

// A chain may be valid by several ways to a root, and is then kept until the
// last of them ends.
func TestLongestPathCounts(t *testing.T) {
	f := newFixture(t)
	second := fakealexa.CA(t, "Second Root", nil)
	roots := f.Roots()
	roots.AddCert(second.Certificate)
	ending := fakealexa.Issue(t, x509.Certificate{
		Subject: f.Intermediate.Subject, IsCA: true, KeyUsage: x509.KeyUsageCertSign, NotAfter: fakealexa.Now.Add(time.Hour),
	}, f.Intermediate.Key, second)
	f.serve(f.Leaf.PEM() + ending.PEM() + f.Intermediate.PEM())
	f.Verifier = must(verify.New(verify.Config{Roots: roots, HTTPClient: f.Client(), Now: f.clock.now}))
	for range 2 {
		if err := f.send(t); err != nil || f.Fetches() != 1 {
			t.Errorf("%v after %d fetches", err, f.Fetches())
		}
		f.clock.advance(2 * time.Hour)
	}
}

// Alexa may replace the key without changing the URL.
func TestKeyReplaced(t *testing.T) {
	f := newFixture(t)
	sendWith := func(key *rsa.PrivateKey) error {
		body := fakealexa.Body(f.clock.now())
		header := f.Header(body)
		header.Set("Signature-256", fakealexa.Sign(key, crypto.SHA256, body))
		return f.Verify(t.Context(), header, body)
	}
	steps := []struct {
		name    string
		do      func()
		key     *rsa.PrivateKey
		ok      bool
		fetches int
	}{
		{"first", nil, fakealexa.LeafKey(), true, 1},
		{"replaced, but just fetched", func() {
			f.Leaf = fakealexa.Issue(t, fakealexa.LeafTemplate(), fakealexa.OtherKey(), f.Intermediate)
		}, fakealexa.OtherKey(), false, 1},
		{"some time later", func() { f.clock.advance(5 * time.Minute) }, fakealexa.OtherKey(), true, 2},
		{"kept", nil, fakealexa.OtherKey(), true, 2},
		{"old key", nil, fakealexa.LeafKey(), false, 2},
		{"old key, later", func() { f.clock.advance(5 * time.Minute) }, fakealexa.LeafKey(), false, 3},
		{"not again so soon", nil, fakealexa.LeafKey(), false, 3},
		{"refresh fails", func() {
			f.clock.advance(5 * time.Minute)
			f.Fetch = func(*http.Request) (*http.Response, error) { return nil, errors.New("down") }
		}, fakealexa.LeafKey(), false, 4},
		{"not again so soon after a failure", nil, fakealexa.LeafKey(), false, 4},
		{"the chain is still kept", nil, fakealexa.OtherKey(), true, 4},
	}
	for _, step := range steps {
		if step.do != nil {
			step.do()
		}
		err := sendWith(step.key)
		if (err == nil) != step.ok || f.Fetches() != step.fetches {
			t.Errorf("%s: %v after %d fetches, want success %t after %d", step.name, err, f.Fetches(), step.ok, step.fetches)
		}
		if err != nil {
			wantRefusal(t, err, verify.CheckSignature, "")
		}
	}
}

// The cache is bounded, and gives up what has not been used for longest.
func TestCacheIsBounded(t *testing.T) {
	f := newFixture(t)
	f.serve(f.Leaf.PEM() + f.Intermediate.PEM())
	send := func(n int) {
		t.Helper()
		body := fakealexa.Body(fakealexa.Now)
		header := f.Header(body)
		header.Set("SignatureCertChainUrl", fmt.Sprintf("https://s3.amazonaws.com/echo.api/%d.pem", n))
		if err := f.Verify(t.Context(), header, body); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 32 {
		send(n)
	}
	send(0) // used again: 1 is the oldest now
	send(32)
	before := f.Fetches()
	send(0)
	send(31)
	if got := f.Fetches() - before; got != 0 {
		t.Errorf("%d of the chains used last were dropped", got)
	}
	send(1)
	if got := f.Fetches() - before; got != 1 {
		t.Error("the chain used first was kept")
	}
}

func TestTimestamp(t *testing.T) {
	text := func(offset time.Duration) string {
		return `"` + fakealexa.Now.Add(offset).Format(time.RFC3339Nano) + `"`
	}
	const launch, tooFar = "LaunchRequest", "are allowed"
	for _, test := range []struct {
		name        string
		requestType string
		timestamp   string
		tolerance   time.Duration
		want        string // "" when it is accepted
	}{
		{"now", launch, text(0), 0, ""},
		{"oldest", launch, text(-150 * time.Second), 0, ""},
		{"too old", launch, text(-150*time.Second - time.Millisecond), 0, "the request is from 2026-03-04T11:57:29Z, 2m30.001s ago; 2m30s are allowed"},
		{"newest", launch, text(150 * time.Second), 0, ""},
		{"too new", launch, text(151 * time.Second), 0, "2m31s from now; 2m30s are allowed: is the clock of this machine right?"}, // A-TS-05
		{"ten years from now", launch, text(10 * 365 * 24 * time.Hour), 0, tooFar},
		{"smaller tolerance", launch, text(-31 * time.Second), 30 * time.Second, tooFar},
		{"smaller tolerance kept", launch, text(-30 * time.Second), 30 * time.Second, ""},
		{"other zone", launch, `"2026-03-04T14:00:00.5+02:00"`, 0, ""},
		{"milliseconds", launch, "1772625600000", 0, ""}, // A-TS-09
		{"old milliseconds", launch, "1772625400000", 0, tooFar},
		{"seconds", launch, "1772625600", 0, tooFar},
		{"escaped", launch, `"2026-03-04\u005412:00:00Z"`, 0, ""},

		{"no zone", launch, `"2026-03-04T12:00:00"`, 0, "not ISO 8601 text with a zone"},
		{"no date", launch, `"now"`, 0, "not ISO 8601 text"}, // A-TS-06
		{"empty", launch, `""`, 0, "not ISO 8601 text"},
		{"digits as text", launch, `"1772625600000"`, 0, "not ISO 8601 text"},
		{"space after", launch, `"2026-03-04T12:00:00Z "`, 0, "not ISO 8601 text"},
		{"fraction", launch, "1772625600000.5", 0, "does not count milliseconds"},
		{"exponent", launch, "17726256e5", 0, "does not count milliseconds"},
		{"huge number", launch, "99999999999999999999", 0, "does not count milliseconds"},
		{"largest number", launch, "9223372036854775807", 0, tooFar},
		{"smallest number", launch, "-9223372036854775808", 0, tooFar},
		{"null", launch, "null", 0, "neither text nor a number"},
		{"boolean", launch, "true", 0, "neither text nor a number"},
		{"object", launch, "{}", 0, "neither text nor a number"},

		// A-TS-07, A-TS-08
		{"skill event", "AlexaSkillEvent.SkillEnabled", text(-time.Hour), 0, ""},
		{"old skill event", "AlexaSkillEvent.SkillEnabled", text(-time.Hour - time.Second), 0, "1h0m1s ago; 1h0m0s are allowed"},
		{"subscription event", "AlexaSkillEvent.ProactiveSubscriptionChanged", text(-time.Hour), 0, ""},
		{"list event", "AlexaHouseholdListEvent.ItemsCreated", text(-time.Hour), 0, ""},
		{"reminder event", "Reminders.ReminderStarted", text(-time.Hour), 0, ""},
		{"event from the future", "AlexaSkillEvent.SkillEnabled", text(151 * time.Second), 0, tooFar},
		{"event with a smaller tolerance", "AlexaSkillEvent.SkillEnabled", text(-time.Hour), time.Second, ""},
		{"no event", "AlexaSkillEvents", text(-10 * time.Minute), 0, tooFar},
		{"message", "Messaging.MessageReceived", text(-10 * time.Minute), 0, tooFar},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t, func(c *verify.Config) { c.Tolerance = test.tolerance })
			body := fakealexa.BodyOf(test.requestType, test.timestamp)
			err := f.Verify(t.Context(), f.Header(body), body)
			if test.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantRefusal(t, err, verify.CheckTimestamp, test.want)
			if f.Fetches() != 0 {
				t.Error("an old request made the server fetch")
			}
		})
	}
}

// Each body is signed rightly: only what it says is wrong.
func TestBody(t *testing.T) {
	const now = `"2026-03-04T12:00:00Z"`
	for _, test := range []struct {
		name, body string
		check      verify.Check
		want       string
	}{
		{"empty", ``, verify.CheckBody, "not a JSON request envelope"},
		{"no JSON", `timestamp=1`, verify.CheckBody, "not a JSON request envelope"},
		{"null", `null`, verify.CheckBody, "not a JSON request envelope"}, // A-TS-09
		{"array", `[{"request":{"timestamp":` + now + `}}]`, verify.CheckBody, "not a JSON request envelope"},
		{"request of another type", `{"request":"x"}`, verify.CheckBody, "not a JSON request envelope"},
		{"type of another type", `{"request":{"type":1,"timestamp":` + now + `}}`, verify.CheckBody, "not a JSON request envelope"},
		{"cut off", `{"request":{"timestamp":` + now + `}`, verify.CheckBody, "not a JSON request envelope"},
		{"cut off elsewhere", `{"session":`, verify.CheckBody, "not a JSON request envelope"},
		{"cut off in the timestamp", `{"request":{"timestamp":"2026`, verify.CheckBody, "not a JSON request envelope"},
		{"bad number", `{"request":{"timestamp":1x}}`, verify.CheckBody, "not a JSON request envelope"},
		{"two values", `{"request":{"timestamp":` + now + `}}{}`, verify.CheckBody, "not a JSON request envelope"},
		{"garbage after", `{"request":{"timestamp":` + now + `}}x`, verify.CheckBody, "not a JSON request envelope"},
		{"deep", `{"x":` + strings.Repeat("[", 100_000), verify.CheckBody, "not a JSON request envelope"},
		{"no request", `{}`, verify.CheckTimestamp, "no request.timestamp"},
		{"no timestamp", `{"request":{}}`, verify.CheckTimestamp, "no request.timestamp"}, // A-TS-03
		{"timestamp elsewhere", `{"timestamp":` + now + `,"request":{"x":{"timestamp":` + now + `}}}`, verify.CheckTimestamp, "no request.timestamp"},
		{"other case", `{"Request":{"Timestamp":` + now + `}}`, verify.CheckTimestamp, "no request.timestamp"},
		// Decoders see one or the other.
		{"two requests", `{"request":{"timestamp":` + now + `},"request":{"timestamp":"2001-01-01T00:00:00Z"}}`, verify.CheckBody, "repeats"},
		{"two requests the other way", `{"request":{"timestamp":"2001-01-01T00:00:00Z"},"request":{"timestamp":` + now + `}}`, verify.CheckBody, "repeats"},
		{"two requests in two cases", `{"request":{"timestamp":` + now + `},"Request":{}}`, verify.CheckBody, "repeats"},
		{"two requests by escapes", `{"request":{"timestamp":` + now + `},"r\u0065quest":{"timestamp":` + now + `}}`, verify.CheckBody, "repeats"},
		{"two requests by folding", `{"request":{"timestamp":` + now + `},"reque\u017ft":{}}`, verify.CheckBody, "repeats"},
		{"two timestamps", `{"request":{"timestamp":"2001-01-01T00:00:00Z","timestamp":` + now + `}}`, verify.CheckBody, "repeats"},
		{"two timestamps in two cases", `{"request":{"TIMESTAMP":"2001-01-01T00:00:00Z","timestamp":` + now + `}}`, verify.CheckBody, "repeats"},
		{"two types", `{"request":{"type":"LaunchRequest","type":"AlexaSkillEvent.SkillEnabled","timestamp":` + now + `}}`, verify.CheckBody, "repeats"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := newFixture(t)
			err := f.Verify(t.Context(), f.Header([]byte(test.body)), []byte(test.body))
			wantRefusal(t, err, test.check, test.want)
			if f.Fetches() != 0 {
				t.Error("a malformed request made the server fetch")
			}
		})
	}
	t.Run("accepted", func(t *testing.T) {
		for _, body := range []string{
			` { "request" : { "timestamp" : ` + now + ` } } ` + "\r\n",
			`{"request":{"requests":1,"types":[],"timestamp":` + now + `,"type":"x"},"requests":{},"x":{"request":1}}`,
		} {
			f := newFixture(t)
			if err := f.Verify(t.Context(), f.Header([]byte(body)), []byte(body)); err != nil {
				t.Errorf("%s: %v", body, err)
			}
		}
	})
}

// No message may carry what the user said or who the user is.
func TestMessagesHoldNoUserData(t *testing.T) {
	f := newFixture(t)
	body := []byte(`{"session":{"user":{"accessToken":"secret"}},"request":{"type":"secret","timestamp":"secret","secret`)
	for _, text := range []string{string(body), string(body) + `":1}}`, `{"secret":x}`, `{"request":{"timestamp":"secret"}}`} {
		err := f.Verify(t.Context(), f.Header([]byte(text)), []byte(text))
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// FuzzVerify feeds whatever headers and bodies may hold: nothing but what was
// signed may pass, and nothing may panic.
func FuzzVerify(f *testing.F) {
	alexa := fakealexa.New(f)
	verifier := must(verify.New(verify.Config{Roots: alexa.Roots(), HTTPClient: alexa.Client(), Now: func() time.Time { return fakealexa.Now }}))
	body := fakealexa.Body(fakealexa.Now)
	signature := alexa.Header(body).Get("Signature-256")
	f.Add(fakealexa.CertURL, signature, body)
	f.Add("https://s3.amazonaws.com/echo.api/../x", "AAAA", []byte(`{"request":{"timestamp":1}}`))
	f.Add("", "", []byte(`{"request":{"timestamp":"2026-03-04T12:00:00Z","type":"AlexaSkillEvent.x"}}`))
	f.Fuzz(func(t *testing.T, url, sig string, text []byte) {
		header := http.Header{"Signaturecertchainurl": {url}, "Signature-256": {sig}}
		err := verifier.Verify(t.Context(), header, text)
		if err == nil {
			if !slices.Equal(text, body) || sig != signature {
				t.Errorf("accepted %q with %q", text, sig)
			}
			return
		}
		var refusal *verify.Error
		if !errors.As(err, &refusal) || refusal.Check == "" || refusal.Reason == "" {
			t.Errorf("got %#v, want a *verify.Error", err)
		}
		// What is signed must hold up against any body that is well formed.
		header = alexa.Header(text)
		if err := verifier.Verify(t.Context(), header, text); err != nil {
			if errors.As(err, &refusal); refusal.Check != verify.CheckBody && refusal.Check != verify.CheckTimestamp {
				t.Errorf("signed %q: %v", text, err)
			}
		}
	})
}

func TestErrorUnwraps(t *testing.T) {
	cause := errors.New("cause")
	err := fmt.Errorf("wrapped: %w", &verify.Error{Check: verify.CheckFetch, Reason: "reason", Err: cause})
	var refusal *verify.Error
	if !errors.As(err, &refusal) || !errors.Is(err, cause) {
		t.Errorf("%v does not unwrap", err)
	}
	if diff := cmp.Diff("alexa request refused: reason", refusal.Error()); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkVerify(b *testing.B) {
	f := newFixture(b)
	body := fakealexa.Body(fakealexa.Now)
	header := f.Header(body)
	if err := f.Verify(b.Context(), header, body); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Verify(b.Context(), header, body); err != nil {
			b.Fatal(err)
		}
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
