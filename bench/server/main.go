// Command server serves the skill over HTTP with verification. The chain that
// would come from Amazon is read from a file, and its root is trusted.
//
//	server CHAIN ROOT
package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"

	"github.com/litexa-go/litexa/ask/host/verify"
	"github.com/litexa-go/litexa/ask/host/web"
	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/bench/skill"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// files answers every request with the same bytes.
type files []byte

func (f files) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(f)), Request: r}, nil
}

func run(chainFile, rootFile string) error {
	chain, err := os.ReadFile(chainFile)
	if err != nil {
		return err
	}
	root, err := os.ReadFile(rootFile)
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(root)
	verifier, err := verify.New(verify.Config{Roots: roots, HTTPClient: &http.Client{Transport: files(chain)}})
	if err != nil {
		return err
	}
	skill, err := skill.New(memory.New())
	if err != nil {
		return err
	}
	quiet := slog.New(slog.DiscardHandler)
	handler, err := web.NewHandler(skill, web.WithVerifier(verifier), web.WithLogger(quiet))
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return (&web.Server{Handler: handler, Logger: quiet}).Serve(ctx, listener)
}
