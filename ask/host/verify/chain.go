package verify

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	signerName      = "echo-api.amazon.com"
	minKeyBits      = 2048
	maxKeyBits      = 8192 // as crypto/tls limits it: larger keys only cost time
	maxChainBytes   = 64 << 10
	maxCertificates = 10
	maxChains       = 32 // kept at a time; Alexa uses few
	maxFetches      = 64 // under way at a time
	refreshAfter    = 5 * time.Minute
)

// chain is a verified certificate chain, as far as it is needed.
type chain struct {
	key       *rsa.PublicKey // of the signing certificate
	notBefore time.Time      // the chain is valid from then
	notAfter  time.Time      // until then
	confirmed time.Time      // last time its URL was fetched; guarded by chains.mu
	used      uint64         // rank of the last use; guarded by chains.mu
}

func (c *chain) validAt(t time.Time) bool {
	return !t.Before(c.notBefore) && !t.After(c.notAfter)
}

// chains fetches, verifies and keeps chains by their URL.
type chains struct {
	client  *http.Client
	timeout time.Duration
	roots   *x509.CertPool
	now     func() time.Time
	fetches chan struct{} // a place for each fetch under way
	flights singleflight.Group

	mu   sync.Mutex
	kept map[string]*chain
	uses uint64
}

func newChains(config Config) *chains {
	client := http.Client{}
	if config.HTTPClient != nil {
		client = *config.HTTPClient
	}
	client.Jar = nil
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &chains{
		client:  &client,
		timeout: config.FetchTimeout,
		roots:   config.Roots,
		now:     config.Now,
		fetches: make(chan struct{}, maxFetches),
		kept:    make(map[string]*chain),
	}
}

// get returns the chain at a URL, kept or fetched. A kept chain that is
// outdated is fetched anew.
func (c *chains) get(ctx context.Context, url string, outdated *chain) (*chain, error) {
	if kept := c.lookup(url, outdated); kept != nil {
		return kept, nil
	}
	// The fetch does not belong to the request that happens to start it, so
	// it has a time limit instead of that request's context.
	flight := c.flights.DoChan(url, func() (any, error) {
		// A flight that ended since the lookup may have brought it.
		if kept := c.lookup(url, outdated); kept != nil {
			return kept, nil
		}
		return c.load(url)
	})
	select {
	case result := <-flight:
		if result.Err != nil {
			return nil, result.Err
		}
		return result.Val.(*chain), nil
	case <-ctx.Done():
		return nil, failf(CheckFetch, context.Cause(ctx), "the request ended while fetching %s", url)
	}
}

func (c *chains) lookup(url string, outdated *chain) *chain {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.kept[url]
	if kept == nil || kept == outdated || !kept.validAt(now) {
		return nil
	}
	c.uses++
	kept.used = c.uses
	return kept
}

// mayRefresh reports whether a chain was last fetched long enough ago to do it
// again because a signature does not match: requesters can provoke that at will.
func (c *chains) mayRefresh(of *chain) bool {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Sub(of.confirmed) >= refreshAfter
}

// load fetches and verifies the chain at a URL and keeps it.
func (c *chains) load(url string) (loaded *chain, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), c.timeout)
	defer cancel()
	defer func() {
		// Nobody above would catch a panic of an injected client.
		if value := recover(); value != nil {
			loaded, err = nil, failf(CheckFetch, nil, "fetching %s: panic: %v", url, value)
		}
		c.keep(url, loaded)
	}()
	select {
	case c.fetches <- struct{}{}:
		defer func() { <-c.fetches }()
	case <-ctx.Done():
		return nil, failf(CheckFetch, ctx.Err(), "fetching %s: too many fetches are under way", url)
	}
	text, err := c.fetch(ctx, url)
	if err != nil {
		return nil, failf(CheckFetch, explainRoots(err), "fetching %s", url)
	}
	if loaded, err = verifyChain(text, c.roots, c.now()); err != nil {
		return nil, failf(CheckCertificate, explainRoots(err), "the certificate chain at %s", url)
	}
	return loaded, nil
}

// keep stores a loaded chain. After a failure, with nil, it keeps what it has.
func (c *chains) keep(url string, loaded *chain) {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if loaded == nil {
		if kept := c.kept[url]; kept != nil {
			kept.confirmed = now
		}
		return
	}
	loaded.confirmed = now
	c.uses++
	loaded.used = c.uses
	c.kept[url] = loaded
	if len(c.kept) > maxChains {
		oldest := url
		for other, kept := range c.kept {
			if kept.used < c.kept[oldest].used {
				oldest = other
			}
		}
		delete(c.kept, oldest)
	}
}

func (c *chains) fetch(ctx context.Context, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	response, err := c.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the answer has status %d", response.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxChainBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	if len(text) > maxChainBytes {
		return nil, fmt.Errorf("the answer has more than %d bytes", maxChainBytes)
	}
	return text, nil
}

// verifyChain checks a PEM certificate chain.
func verifyChain(text []byte, roots *x509.CertPool, now time.Time) (*chain, error) {
	certificates, err := parseChain(text)
	if err != nil {
		return nil, err
	}
	leaf := certificates[0]
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return nil, fmt.Errorf("the signing certificate is valid from %s to %s, not now, %s",
			leaf.NotBefore.UTC().Format(time.RFC3339), leaf.NotAfter.UTC().Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	}
	if !slices.Contains(leaf.DNSNames, signerName) {
		return nil, fmt.Errorf("the signing certificate is not for %s: its alternative names are %q", signerName, leaf.DNSNames[:min(len(leaf.DNSNames), 5)])
	}
	key, ok := leaf.PublicKey.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("the key of the signing certificate is %s, not RSA", leaf.PublicKeyAlgorithm)
	}
	if bits := key.N.BitLen(); bits < minKeyBits || bits > maxKeyBits {
		return nil, fmt.Errorf("the RSA key of the signing certificate has %d bits, not %d to %d", bits, minKeyBits, maxKeyBits)
	}
	if leaf.KeyUsage != 0 && leaf.KeyUsage&x509.KeyUsageDigitalSignature == 0 {
		return nil, errors.New("the key of the signing certificate is not for digital signatures")
	}
	intermediates := x509.NewCertPool()
	for _, certificate := range certificates[1:] {
		intermediates.AddCert(certificate)
	}
	// A certificate for a name must be one for TLS servers to be trusted
	// publicly, and Alexa's are; anything else with this name is suspect.
	paths, err := leaf.Verify(x509.VerifyOptions{
		DNSName:       signerName,
		Roots:         roots,
		Intermediates: intermediates,
		CurrentTime:   now,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return nil, err
	}
	result := &chain{key: key}
	for _, path := range paths {
		notBefore, notAfter := validity(path)
		if notAfter.After(result.notAfter) {
			result.notBefore, result.notAfter = notBefore, notAfter
		}
	}
	return result, nil
}

// validity returns the span in which all certificates of a path are valid.
func validity(path []*x509.Certificate) (notBefore, notAfter time.Time) {
	notBefore, notAfter = path[0].NotBefore, path[0].NotAfter
	for _, certificate := range path[1:] {
		if certificate.NotBefore.After(notBefore) {
			notBefore = certificate.NotBefore
		}
		if certificate.NotAfter.Before(notAfter) {
			notAfter = certificate.NotAfter
		}
	}
	return notBefore, notAfter
}

// parseChain returns the certificates in PEM text. It is stricter than package
// pem, which skips what it does not understand and so could take another
// certificate for the first.
func parseChain(text []byte) ([]*x509.Certificate, error) {
	const begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
	var certificates []*x509.Certificate
	for rest := bytes.TrimSpace(text); len(rest) > 0; rest = bytes.TrimSpace(rest) {
		ordinal := len(certificates) + 1
		if ordinal > maxCertificates {
			return nil, fmt.Errorf("it has more than %d certificates", maxCertificates)
		}
		stop := bytes.Index(rest, []byte(end))
		if !bytes.HasPrefix(rest, []byte(begin)) || stop < 0 {
			return nil, fmt.Errorf("it is not in PEM format at certificate %d", ordinal)
		}
		stop += len(end)
		block, _ := pem.Decode(rest[:stop])
		if block == nil || bytes.Count(rest[:stop], []byte(begin)) != 1 {
			return nil, fmt.Errorf("it is not in PEM format at certificate %d", ordinal)
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("parsing certificate %d: %w", ordinal, err)
		}
		certificates = append(certificates, certificate)
		rest = rest[stop:]
	}
	if len(certificates) == 0 {
		return nil, errors.New("it is empty")
	}
	return certificates, nil
}

// explainRoots says what helps when trusted roots are missing, as they often
// are in containers.
func explainRoots(err error) error {
	var unknown x509.UnknownAuthorityError
	var system x509.SystemRootsError
	if errors.As(err, &unknown) || errors.As(err, &system) {
		return fmt.Errorf("%w (if this goes for every request, install or update the root certificates of this system, package ca-certificates)", err)
	}
	return err
}
