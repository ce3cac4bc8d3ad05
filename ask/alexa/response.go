package alexa

import "encoding/json"

// Response is what the skill says and does.
type Response struct {
	OutputSpeech     OutputSpeech        `json:"outputSpeech,omitempty"`
	Card             Card                `json:"card,omitempty"`
	Reprompt         *Reprompt           `json:"reprompt,omitempty"`
	Directives       []Directive         `json:"directives,omitempty"`
	APIResponse      json.RawMessage     `json:"apiResponse,omitempty"`      // answers a Dialog.API.Invoked request; `null` is kept
	ShouldEndSession *bool               `json:"shouldEndSession,omitempty"` // nil leaves the session to the device: on a screen it stays without microphone
	CanFulfillIntent *CanFulfillIntent   `json:"canFulfillIntent,omitempty"`
	Experimentation  *ExperimentTriggers `json:"experimentation,omitempty"`
	Extra            Extra               `json:"-"`
}

// Reprompt is said when the user does not answer.
type Reprompt struct {
	OutputSpeech OutputSpeech `json:"outputSpeech,omitempty"`
	Directives   []Directive  `json:"directives,omitempty"`
	Extra        Extra        `json:"-"`
}

// OutputSpeech is [*SSMLOutputSpeech] or [*PlainTextOutputSpeech].
//
//wire:union type UnknownOutputSpeech
type OutputSpeech interface {
	OutputSpeechType() string
}

// SSMLOutputSpeech is speech with markup, enclosed in a speak element.
//
//wire:member OutputSpeech SSML
type SSMLOutputSpeech struct {
	SSML         string       `json:"ssml"`
	PlayBehavior PlayBehavior `json:"playBehavior,omitempty"`
	Extra        Extra        `json:"-"`
}

// PlainTextOutputSpeech is speech without markup.
//
//wire:member OutputSpeech PlainText
type PlainTextOutputSpeech struct {
	Text         string       `json:"text"`
	PlayBehavior PlayBehavior `json:"playBehavior,omitempty"`
	Extra        Extra        `json:"-"`
}

// UnknownOutputSpeech is speech of a type that this package does not know.
type UnknownOutputSpeech struct {
	Type string
	Raw  json.RawMessage
}

// PlayBehavior says how speech or audio joins what is playing already.
type PlayBehavior string

// The play behaviours.
const (
	PlayEnqueue         PlayBehavior = "ENQUEUE"
	PlayReplaceAll      PlayBehavior = "REPLACE_ALL"
	PlayReplaceEnqueued PlayBehavior = "REPLACE_ENQUEUED"
)

// Card is shown in the Alexa app: [*SimpleCard], [*StandardCard],
// [*LinkAccountCard] or [*AskForPermissionsConsentCard].
//
//wire:union type UnknownCard
type Card interface {
	CardType() string
}

// SimpleCard is a title and text.
//
//wire:member Card Simple
type SimpleCard struct {
	Title   string `json:"title,omitempty"`
	Content string `json:"content,omitempty"`
	Extra   Extra  `json:"-"`
}

// StandardCard is a title, text and an image.
//
//wire:member Card Standard
type StandardCard struct {
	Title string     `json:"title,omitempty"`
	Text  string     `json:"text,omitempty"`
	Image *CardImage `json:"image,omitempty"`
	Extra Extra      `json:"-"`
}

// CardImage is the image of a standard card in two sizes: 720 by 480 and 1200
// by 800 pixels.
type CardImage struct {
	SmallImageURL string `json:"smallImageUrl,omitempty"`
	LargeImageURL string `json:"largeImageUrl,omitempty"`
	Extra         Extra  `json:"-"`
}

// LinkAccountCard asks the user to link their account.
//
//wire:member Card LinkAccount
type LinkAccountCard struct {
	Extra Extra `json:"-"`
}

// AskForPermissionsConsentCard asks the user to grant permissions.
//
//wire:member Card AskForPermissionsConsent
type AskForPermissionsConsentCard struct {
	Permissions []string `json:"permissions"`
	Extra       Extra    `json:"-"`
}

// UnknownCard is a card of a type that this package does not know.
type UnknownCard struct {
	Type string
	Raw  json.RawMessage
}

// Directive tells the device to do something beyond speaking. Its members are
// pointers to the directive structs of this package, and [*UnknownDirective]
// for types that it does not know. Other implementations are encoded by
// [json.Marshal].
//
//wire:union type UnknownDirective
type Directive interface {
	// DirectiveType returns the discriminator, such as "Dialog.Delegate".
	DirectiveType() string
}

// UnknownDirective is a directive of a type that this package does not know.
// It also sends a directive given as JSON: it is encoded as Raw, if that is set.
type UnknownDirective struct {
	Type string          // the discriminator
	Raw  json.RawMessage // the whole directive object
}

// DialogDelegateDirective leaves the next turn of the dialog to Alexa.
//
//wire:member Directive Dialog.Delegate
type DialogDelegateDirective struct {
	UpdatedIntent *Intent `json:"updatedIntent,omitempty"`
	Extra         Extra   `json:"-"`
}

// VideoAppLaunchDirective plays a video.
//
//wire:member Directive VideoApp.Launch
type VideoAppLaunchDirective struct {
	VideoItem VideoItem `json:"videoItem"`
	Extra     Extra     `json:"-"`
}
