package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// clients is how many connections put a server under load.
const clients = 8

// http measures the requests a second that a server answers over HTTP, with
// verification on and the certificate chain in its cache.
func (b *bench) http(ctx context.Context) ([]row, error) {
	signer, err := newSigner(b.dir)
	if err != nil {
		return nil, err
	}
	program := filepath.Join(b.dir, "server")
	if err := build(ctx, program, "./bench/server"); err != nil {
		return nil, err
	}
	ours, err := b.serve(exec.Command(program, signer.chainFile, signer.rootFile), signer)
	if err != nil {
		return nil, fmt.Errorf("our server: %w", err)
	}
	theirs, err := b.serve(node(ctx, "server.js", signer.chainFile, signer.rootFile), signer)
	if err != nil {
		return nil, fmt.Errorf("the Node server: %w", err)
	}
	return []row{{name: "requests a second over HTTP, verified", ours: ours, theirs: theirs, unit: "/s"}}, nil
}

// serve starts a server that prints its address, and puts it under load.
func (b *bench) serve(cmd *exec.Cmd, signer *signer) (float64, error) {
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("it ended: %w", err)
	}
	address := strings.TrimSpace(line)

	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	// Each client is another user, so that none loses a race for attributes.
	var bodies [clients][]byte
	var headers [clients]http.Header
	now := []byte(`"timestamp": "` + time.Now().UTC().Format(time.RFC3339) + `"`)
	for i := range clients {
		user := fmt.Appendf(nil, `"userId": "user-%d-`, i)
		bodies[i] = bytes.ReplaceAll(timestamp.ReplaceAll(b.envelope, now), []byte(`"userId": "`), user)
		headers[i] = signer.sign(bodies[i])
	}
	if err := post(client, address, headers[0], bodies[0]); err != nil { // fills the cache
		return 0, err
	}

	var count atomic.Int64
	var wg sync.WaitGroup
	failures := make(chan error, clients)
	begin := time.Now()
	for i := range clients {
		wg.Go(func() {
			for time.Since(begin) < b.load {
				if err := post(client, address, headers[i], bodies[i]); err != nil {
					failures <- err
					return
				}
				count.Add(1)
			}
		})
	}
	wg.Wait()
	close(failures)
	return float64(count.Load()) / time.Since(begin).Seconds(), <-failures
}

var timestamp = regexp.MustCompile(`"timestamp": "[^"]*"`)

func post(client *http.Client, address string, header http.Header, body []byte) error {
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = header
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	answer, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s: %s", response.Status, answer)
	}
	return nil
}

// signer signs requests as Alexa does, with a chain of its own.
type signer struct {
	key                 *rsa.PrivateKey
	chainFile, rootFile string
}

func newSigner(dir string) (*signer, error) {
	rootKey, err1 := rsa.GenerateKey(rand.Reader, 2048)
	leafKey, err2 := rsa.GenerateKey(rand.Reader, 2048)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	now := time.Now()
	root := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "Bench Root"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2),
		Subject:      pkix.Name{CommonName: "echo-api.amazon.com"},
		DNSNames:     []string{"echo-api.amazon.com"},
		NotBefore:    root.NotBefore,
		NotAfter:     root.NotAfter,
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey)
	if err != nil {
		return nil, err
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, leafKey.Public(), rootKey)
	if err != nil {
		return nil, err
	}
	s := &signer{key: leafKey, chainFile: filepath.Join(dir, "chain.pem"), rootFile: filepath.Join(dir, "root.pem")}
	toPEM := func(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}) }
	return s, errors.Join(
		os.WriteFile(s.rootFile, toPEM(rootDER), 0o600),
		os.WriteFile(s.chainFile, append(toPEM(leafDER), toPEM(rootDER)...), 0o600),
	)
}

func (s *signer) sign(body []byte) http.Header {
	digest := sha256.Sum256(body)
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, digest[:])
	if err != nil {
		panic(err) // the key is ours and fits
	}
	return http.Header{
		"Content-Type":          {"application/json"},
		"Signature-256":         {base64.StdEncoding.EncodeToString(signature)},
		"Signaturecertchainurl": {"https://s3.amazonaws.com/echo.api/chain.pem"},
	}
}
