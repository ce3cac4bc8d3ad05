package web

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/litexa-go/litexa/ask/host/internal/fakealexa"
)

// A renewed certificate is taken up, and one that cannot be read is not.
func TestCertificateRenewal(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	k := &keyPair{
		certFile: filepath.Join(dir, "cert.pem"),
		keyFile:  filepath.Join(dir, "key.pem"),
		logger:   slog.New(slog.NewTextHandler(&log, nil)),
	}
	modified := time.Now().Add(-time.Hour)
	write := func(name string, text []byte) {
		t.Helper()
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, time.Time{}, modified); err != nil {
			t.Fatal(err)
		}
	}
	renew := func() []byte {
		t.Helper()
		modified = modified.Add(time.Second)
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		cert := fakealexa.Issue(t, x509.Certificate{DNSNames: []string{"skill.example"}}, key, nil)
		write(k.certFile, []byte(cert.PEM()))
		write(k.keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
		return cert.Raw
	}
	want := func(raw []byte) {
		t.Helper()
		pair, err := k.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(pair.Certificate[0], raw) {
			t.Error("got another certificate")
		}
	}

	if _, err := k.get(nil); err == nil {
		t.Error("no error without files")
	}
	first := renew()
	want(first)
	want(first)
	second := renew()
	want(second)
	modified = modified.Add(time.Second)
	write(k.certFile, []byte("half written"))
	want(second)
	if got := log.String(); !strings.Contains(got, "the old one stays in use") || strings.Count(got, "\n") != 1 {
		t.Errorf("logged %q", got)
	}
	k.interval = time.Hour
	third := renew()
	want(second) // it is not time to look yet
	k.interval = 0
	want(third)
	if err := os.Remove(k.keyFile); err != nil {
		t.Fatal(err)
	}
	want(third)
}
