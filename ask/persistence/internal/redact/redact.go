// Package redact keeps the keys of items, which identify people, out of the
// texts of errors.
package redact

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
)

// Error returns err with another text, in which none of the secrets appears.
func Error(err error, text string, secrets ...string) error {
	for _, secret := range secrets {
		for _, form := range []string{secret, url.PathEscape(secret), url.QueryEscape(secret)} {
			if len(form) >= minSecret {
				text = strings.ReplaceAll(text, form, "[key]")
			}
		}
	}
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "..."
	}
	return &redacted{text: text, err: err}
}

const (
	// minSecret keeps a key like "a" from being cut out of every word. Nobody
	// is identified by so few letters.
	minSecret = 6
	maxText   = 1000
)

type redacted struct {
	text string
	err  error
}

func (e *redacted) Error() string { return e.text }
func (e *redacted) Unwrap() error { return e.err }

// Text returns the text of err. If a request or a file is at fault, it names
// the host rather than the URL, and not the path: both contain keys in forms
// that [Error] does not know.
func Text(err error) string {
	var (
		request *url.Error
		file    *fs.PathError
	)
	switch {
	case errors.As(err, &request):
		host := "the service"
		if u, parseErr := url.Parse(request.URL); parseErr == nil && u.Host != "" {
			host = u.Host
		}
		return fmt.Sprintf("no answer from %s: %v", host, request.Err)
	case errors.As(err, &file):
		return fmt.Sprintf("%s: %v", file.Op, file.Err)
	}
	return err.Error()
}
