package alexa

import "encoding/json"

// APLARenderDocumentDirective plays an APL for Audio document.
//
//wire:member Directive Alexa.Presentation.APLA.RenderDocument
type APLARenderDocumentDirective struct {
	Token       string          `json:"token,omitempty"` // names the document in later requests
	Document    json.RawMessage `json:"document,omitempty"`
	Datasources map[string]any  `json:"datasources,omitzero"`
	Extra       Extra           `json:"-"`
}

// APLARuntimeErrorRequest reports errors of an APL for Audio document. The
// skill can note them but not answer.
//
//wire:member Request Alexa.Presentation.APLA.RuntimeError
type APLARuntimeErrorRequest struct {
	RequestHeader
	Token  string             `json:"token"` // of the document
	Errors []APLARuntimeError `json:"errors"`
}

// APLARuntimeError is an error of an APL for Audio document:
// [*APLAAudioSourceError], [*APLADocumentError], [*APLALinkError] or
// [*APLARenderError].
//
//wire:union type UnknownAPLARuntimeError
type APLARuntimeError interface {
	APLARuntimeErrorType() string
}

// UnknownAPLARuntimeError is an error of a type that this package does not
// know.
type UnknownAPLARuntimeError struct {
	Type string
	Raw  json.RawMessage
}

// APLAAudioSourceError says that an audio file cannot be played.
//
//wire:member APLARuntimeError AUDIO_SOURCE_ERROR
type APLAAudioSourceError struct {
	Message string          `json:"message"`
	Reason  APLAErrorReason `json:"reason"`
	Extra   Extra           `json:"-"`
}

// APLADocumentError says that a document is malformed.
//
//wire:member APLARuntimeError DOCUMENT_ERROR
type APLADocumentError struct {
	Message string          `json:"message"`
	Reason  APLAErrorReason `json:"reason"`
	Extra   Extra           `json:"-"`
}

// APLALinkError says that a linked document or package cannot be loaded.
//
//wire:member APLARuntimeError LINK_ERROR
type APLALinkError struct {
	Message string          `json:"message"`
	Reason  APLAErrorReason `json:"reason"`
	Extra   Extra           `json:"-"`
}

// APLARenderError says that a document cannot be rendered.
//
//wire:member APLARuntimeError RENDER_ERROR
type APLARenderError struct {
	Message string          `json:"message"`
	Reason  APLAErrorReason `json:"reason"`
	Extra   Extra           `json:"-"`
}

// APLAErrorReason says why an APL for Audio document failed.
type APLAErrorReason string

// The reasons for errors in APL for Audio documents. Those from
// APLAErrorSSLHandshake on are of audio files only.
const (
	APLAErrorUnknown        APLAErrorReason = "UNKNOWN_ERROR"
	APLAErrorInternalServer APLAErrorReason = "INTERNAL_SERVER_ERROR"
	APLAErrorNotFound       APLAErrorReason = "NOT_FOUND_ERROR"
	APLAErrorSSLHandshake   APLAErrorReason = "SSL_HANDSHAKE_ERROR"
	APLAErrorTimeout        APLAErrorReason = "TIMEOUT_ERROR"
	APLAErrorInvalidURI     APLAErrorReason = "INVALID_URI_ERROR"
	APLAErrorHTTPS          APLAErrorReason = "HTTPS_ERROR"
)
