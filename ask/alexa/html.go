package alexa

import "encoding/json"

// HTMLStartDirective starts a web app on the screen.
//
//wire:member Directive Alexa.Presentation.HTML.Start
type HTMLStartDirective struct {
	Data          any               `json:"data,omitempty"` // given to the app when it starts
	Transformers  []HTMLTransformer `json:"transformers,omitempty"`
	Request       HTMLStartRequest  `json:"request"`
	Configuration HTMLConfiguration `json:"configuration"`
	Extra         Extra             `json:"-"`
}

// HTMLStartRequest says where the web app is.
type HTMLStartRequest struct {
	Method  HTMLStartMethod   `json:"method" default:"GET"`
	URI     string            `json:"uri,omitempty"` // https
	Headers map[string]string `json:"headers,omitempty"`
	Extra   Extra             `json:"-"`
}

// HTMLStartMethod is the HTTP method that fetches a web app.
type HTMLStartMethod string

// HTMLStartGet is the only method there is, and the default.
const HTMLStartGet HTMLStartMethod = "GET"

// HTMLConfiguration holds the settings of a web app.
type HTMLConfiguration struct {
	TimeoutInSeconds int   `json:"timeoutInSeconds,omitempty"` // without touch or speech until the app closes: at most 300, and 30 if 0
	Extra            Extra `json:"-"`
}

// HTMLTransformer turns text in the data or message of a directive into
// something the web app can use, such as speech.
type HTMLTransformer struct {
	Transformer HTMLTransformerType `json:"transformer"`
	InputPath   string              `json:"inputPath"`            // of the text, such as "phrases[*].text"
	OutputName  string              `json:"outputName,omitempty"` // of the member that gets the result; the text's own if empty
	Extra       Extra               `json:"-"`
}

// HTMLTransformerType is a kind of transformation.
type HTMLTransformerType string

// The kinds of transformation.
const (
	HTMLSSMLToSpeech HTMLTransformerType = "ssmlToSpeech"
	HTMLTextToSpeech HTMLTransformerType = "textToSpeech"
	HTMLTextToHint   HTMLTransformerType = "textToHint"
	HTMLSSMLToText   HTMLTransformerType = "ssmlToText"
)

// HTMLHandleMessageDirective sends a message to the web app.
//
//wire:member Directive Alexa.Presentation.HTML.HandleMessage
type HTMLHandleMessageDirective struct {
	Message      any               `json:"message"`
	Transformers []HTMLTransformer `json:"transformers,omitempty"`
	Extra        Extra             `json:"-"`
}

// HTMLMessageRequest is a message from the web app.
//
//wire:member Request Alexa.Presentation.HTML.Message
type HTMLMessageRequest struct {
	RequestHeader
	Message json.RawMessage `json:"message"`
}

// HTMLRuntimeErrorRequest reports an error of the web app.
//
//wire:member Request Alexa.Presentation.HTML.RuntimeError
type HTMLRuntimeErrorRequest struct {
	RequestHeader
	Error HTMLRuntimeError `json:"error"`
}

// HTMLRuntimeError says what went wrong with a web app.
type HTMLRuntimeError struct {
	Reason  HTMLErrorReason `json:"reason"`
	Message string          `json:"message,omitempty"`
	Code    string          `json:"code,omitempty"`
	Extra   Extra           `json:"-"`
}

// HTMLErrorReason is a kind of error of a web app.
type HTMLErrorReason string

// The kinds of error of a web app.
const (
	HTMLErrorHTTPRequest          HTMLErrorReason = "HTTP_REQUEST_ERROR"
	HTMLErrorTimedOut             HTMLErrorReason = "TIMED_OUT"
	HTMLErrorFileTypeNotSupported HTMLErrorReason = "FILE_TYPE_NOT_SUPPORTED"
	HTMLErrorApplication          HTMLErrorReason = "APPLICATION_ERROR"
)
