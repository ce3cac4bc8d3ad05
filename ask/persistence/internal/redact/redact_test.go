package redact_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/litexa-go/litexa/ask/persistence/internal/redact"
)

func TestError(t *testing.T) {
	const key = "amzn1/ask account"
	cause := errors.New("cause")
	for text, want := range map[string]string{
		"no key": "no key",
		"key amzn1/ask account, twice: amzn1/ask account": "key [key], twice: [key]",
		"GET /b/amzn1%2Fask%20account":                    "GET /b/[key]",
		"?key=amzn1%2Fask+account":                        "?key=[key]",
	} {
		err := redact.Error(cause, text, key)
		if err.Error() != want {
			t.Errorf("Error(%q) = %q, want %q", text, err, want)
		}
		if !errors.Is(err, cause) {
			t.Errorf("Error(%q) does not match its cause", text)
		}
	}
	if err := redact.Error(cause, "a cat sat", "a"); err.Error() != "a cat sat" {
		t.Errorf("a short key garbles the text: %q", err)
	}
	long := redact.Error(cause, strings.Repeat("é", 5000)).Error()
	if len(long) > 1010 || !utf8.ValidString(long) || !strings.HasSuffix(long, "...") {
		t.Errorf("a long text is cut to %d bytes: %q", len(long), long)
	}
}

func TestText(t *testing.T) {
	cause := errors.New("cause")
	for _, test := range []struct {
		err  error
		want string
	}{
		{cause, "cause"},
		{fmt.Errorf("deep: %w", &url.Error{Op: "Get", URL: "https://host.example/secret?a=b", Err: cause}), "no answer from host.example: cause"},
		{&url.Error{Op: "Get", URL: "\x00", Err: cause}, "no answer from the service: cause"},
		{fmt.Errorf("deep: %w", &fs.PathError{Op: "open", Path: "/data/secret", Err: cause}), "open: cause"},
	} {
		if got := redact.Text(test.err); got != test.want {
			t.Errorf("Text(%v) = %q, want %q", test.err, got, test.want)
		}
	}
}
