package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// ErrNoContent reports that the service has nothing to return: an address that
// was never entered, a setting that was never made.
var ErrNoContent = errors.New("the service returned no content")

// ErrInvalidResponse reports a response that is not what the operation returns:
// not JSON, of another JSON type, or too large.
var ErrInvalidResponse = errors.New("invalid response")

// Error is a call that failed. Its text contains neither access tokens nor the
// address called, which may identify a person.
type Error struct {
	// Operation is the client and method called, such as
	// "reminders.CreateReminder".
	Operation string
	// StatusCode is the HTTP status of the response; 0 when none arrived.
	StatusCode int
	// Meaning explains the status for this operation; may be empty.
	Meaning string
	// Code is the service's own code or type of the failure, such as
	// "INVALID_TOKEN"; may be empty.
	Code string
	// Message is the service's own description; may be empty.
	Message string
	// RequestID identifies the call to Amazon; may be empty.
	RequestID string
	// RetryAfter is how long the service asks to wait; 0 when it does not.
	RetryAfter time.Duration
	// Attempts is how often the call was tried.
	Attempts int
	// Body is the body of the response, with the access token blotted out.
	Body []byte
	// Err is the cause when it is not the status: a failed connection, the end
	// of the context, [ErrNoContent], [ErrInvalidResponse]. May be nil.
	Err error
}

// maxQuoted bounds what a service said in the text of an error, in bytes.
const maxQuoted = 200

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Operation)
	b.WriteString(": ")
	if e.StatusCode == 0 {
		fmt.Fprintf(&b, "calling the service failed: %v", e.Err)
	} else {
		fmt.Fprintf(&b, "status %d", e.StatusCode)
		if text := http.StatusText(e.StatusCode); text != "" {
			b.WriteString(" " + text)
		}
		if e.Err != nil {
			fmt.Fprintf(&b, ": %v", e.Err)
		}
		if e.Meaning != "" {
			b.WriteString(": " + e.Meaning)
		}
		switch {
		case e.Message != "":
			b.WriteString("; the service says " + quote(e.Message))
		case len(e.Body) > 0 && e.Code == "" && e.StatusCode >= 300: // below, the body is a user's data
			b.WriteString("; the service says " + quote(string(e.Body)))
		}
	}
	var details []string
	if e.Code != "" {
		details = append(details, "code "+quote(e.Code))
	}
	if e.RequestID != "" {
		details = append(details, "request id "+quote(e.RequestID))
	}
	if e.Attempts > 1 {
		details = append(details, fmt.Sprintf("%d attempts", e.Attempts))
	}
	if e.RetryAfter > 0 {
		details = append(details, fmt.Sprintf("retry after %v", e.RetryAfter))
	}
	if len(details) > 0 {
		b.WriteString(" (" + strings.Join(details, ", ") + ")")
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// quote makes one line of at most maxQuoted bytes of s.
func quote(s string) string {
	if len(s) <= maxQuoted {
		return fmt.Sprintf("%q", s)
	}
	cut := maxQuoted
	for cut > maxQuoted-utf8.UTFMax && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return fmt.Sprintf("%q…", s[:cut])
}

// ParameterError reports an argument that an operation cannot be called with.
// Nothing was sent.
type ParameterError struct {
	Operation string // the client and method called
	Parameter string // the service's name of the parameter, such as "deviceId"
	Reason    string // what is wrong with it, such as "is required"
}

func (e *ParameterError) Error() string {
	return fmt.Sprintf("%s: parameter %s %s", e.Operation, e.Parameter, e.Reason)
}
