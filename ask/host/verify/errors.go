package verify

import "fmt"

// Check names one of the rules that a request must pass.
type Check string

// The checks.
const (
	CheckHeader      Check = "header"      // a header is missing, empty or repeated
	CheckURL         Check = "url"         // the certificate URL is not one of Alexa's
	CheckBody        Check = "body"        // the body is not a request, or can be read in two ways
	CheckTimestamp   Check = "timestamp"   // the request is too old, too new or has no valid time
	CheckFetch       Check = "fetch"       // the certificate chain could not be fetched
	CheckCertificate Check = "certificate" // the certificate chain is malformed, not trusted or not Alexa's
	CheckSignature   Check = "signature"   // the signature is malformed or does not match the body
)

// Error says why a request was refused. Its message is for logs: it names what
// failed but nothing from the body besides the time of the request, and should
// not be sent to the requester.
type Error struct {
	Check  Check
	Reason string
	Err    error // the cause, if there is one, whose text is part of Reason
}

func (e *Error) Error() string { return "alexa request refused: " + e.Reason }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// failf returns an Error whose reason ends in the text of its cause, if there
// is one.
func failf(check Check, cause error, format string, args ...any) *Error {
	reason := fmt.Sprintf(format, args...)
	if cause != nil {
		reason += ": " + cause.Error()
	}
	return &Error{Check: check, Reason: reason, Err: cause}
}

// quote quotes text from a request for a message, cut to a length that a log
// line can bear.
func quote(text string) string { return fmt.Sprintf("%.200q", text) }
