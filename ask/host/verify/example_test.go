package verify_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/litexa-go/litexa/ask/host/verify"
)

// Any framework can check requests, as long as it gives access to the header
// and the unchanged body.
func ExampleVerifier_Verify() {
	verifier, err := verify.New(verify.Config{})
	if err != nil {
		log.Fatal(err)
	}
	handler := func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "Bad Request", http.StatusBadRequest)
			return
		}
		if err := verifier.Verify(r.Context(), r.Header, body); err != nil {
			var refusal *verify.Error
			if errors.As(err, &refusal) {
				fmt.Println(refusal.Check, "|", refusal)
			}
			http.Error(w, "Bad Request", http.StatusBadRequest)
			return
		}
		// Answer the request in body.
	}

	r := httptest.NewRequest(http.MethodPost, "/alexa", strings.NewReader("{}"))
	r.Header.Set("SignatureCertChainUrl", "https://s3.amazonaws.com/echo.api/../evil.pem")
	r.Header.Set("Signature-256", "c2lnbmF0dXJl")
	handler(httptest.NewRecorder(), r)
	// Output: url | alexa request refused: the certificate URL "https://s3.amazonaws.com/echo.api/../evil.pem" is not one of Alexa's: its path is "/evil.pem", not a file below /echo.api/
}
