package ask

import (
	"encoding/json"
	"fmt"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/ssml"
)

// ResponseBuilder builds the response to one request. Its methods return the
// builder, so that calls can be chained; [ResponseBuilder.Response] ends the
// chain. The zero value is an empty response.
type ResponseBuilder struct {
	response alexa.Response
	err      error
}

func (b *ResponseBuilder) reset() { *b = ResponseBuilder{} }

// Speak sets what Alexa says. The text may contain SSML; an enclosing speak
// element is optional. Text from elsewhere must be escaped: [ssml.Escape]. The
// last call counts.
func (b *ResponseBuilder) Speak(text string) *ResponseBuilder {
	return b.SpeakWithBehavior(text, "")
}

// SpeakWithBehavior is [ResponseBuilder.Speak] with a say in how the speech
// joins what is playing already.
func (b *ResponseBuilder) SpeakWithBehavior(text string, behavior alexa.PlayBehavior) *ResponseBuilder {
	b.response.OutputSpeech = speech(text, behavior)
	return b
}

// SpeakPlainText sets what Alexa says, as text without markup.
func (b *ResponseBuilder) SpeakPlainText(text string) *ResponseBuilder {
	b.response.OutputSpeech = &alexa.PlainTextOutputSpeech{Text: text}
	return b
}

// Reprompt sets what Alexa says when the user does not answer, and keeps the
// session open. The text may contain SSML.
func (b *ResponseBuilder) Reprompt(text string) *ResponseBuilder {
	return b.RepromptWithBehavior(text, "")
}

// RepromptWithBehavior is [ResponseBuilder.Reprompt] with a say in how the
// speech joins what is playing already.
func (b *ResponseBuilder) RepromptWithBehavior(text string, behavior alexa.PlayBehavior) *ResponseBuilder {
	b.reprompt().OutputSpeech = speech(text, behavior)
	return b
}

// RepromptPlainText sets what Alexa says when the user does not answer, as text
// without markup, and keeps the session open.
func (b *ResponseBuilder) RepromptPlainText(text string) *ResponseBuilder {
	b.reprompt().OutputSpeech = &alexa.PlainTextOutputSpeech{Text: text}
	return b
}

// AddDirectiveToReprompt appends a directive that is sent with the reprompt,
// and keeps the session open.
func (b *ResponseBuilder) AddDirectiveToReprompt(directive alexa.Directive) *ResponseBuilder {
	if isNil(directive) {
		b.fail("a directive of the reprompt is nil")
		return b
	}
	reprompt := b.reprompt()
	reprompt.Directives = append(reprompt.Directives, directive)
	return b
}

func (b *ResponseBuilder) reprompt() *alexa.Reprompt {
	if b.response.Reprompt == nil {
		b.response.Reprompt = &alexa.Reprompt{}
	}
	b.WithShouldEndSession(false)
	return b.response.Reprompt
}

func speech(text string, behavior alexa.PlayBehavior) *alexa.SSMLOutputSpeech {
	return &alexa.SSMLOutputSpeech{SSML: ssml.Wrap(text), PlayBehavior: behavior}
}

// WithCard sets the card shown in the Alexa app. A response has one card; the
// last call counts.
func (b *ResponseBuilder) WithCard(card alexa.Card) *ResponseBuilder {
	if isNil(card) {
		b.fail("the card is nil")
		return b
	}
	b.response.Card = card
	return b
}

// WithSimpleCard sets a card of a title and text.
func (b *ResponseBuilder) WithSimpleCard(title, content string) *ResponseBuilder {
	return b.WithCard(&alexa.SimpleCard{Title: title, Content: content})
}

// WithStandardCard sets a card of a title, text and image. The image URLs, for
// small and large screens, may be empty.
func (b *ResponseBuilder) WithStandardCard(title, text, smallImageURL, largeImageURL string) *ResponseBuilder {
	card := &alexa.StandardCard{Title: title, Text: text}
	if smallImageURL != "" || largeImageURL != "" {
		card.Image = &alexa.CardImage{SmallImageURL: smallImageURL, LargeImageURL: largeImageURL}
	}
	return b.WithCard(card)
}

// WithLinkAccountCard sets a card that asks the user to link their account.
func (b *ResponseBuilder) WithLinkAccountCard() *ResponseBuilder {
	return b.WithCard(&alexa.LinkAccountCard{})
}

// WithAskForPermissionsConsentCard sets a card that asks for permissions, such
// as "read::alexa:device:all:address".
func (b *ResponseBuilder) WithAskForPermissionsConsentCard(permissions ...string) *ResponseBuilder {
	return b.WithCard(&alexa.AskForPermissionsConsentCard{Permissions: permissions})
}

// AddDirective appends a directive.
func (b *ResponseBuilder) AddDirective(directive alexa.Directive) *ResponseBuilder {
	if isNil(directive) {
		b.fail("a directive is nil")
		return b
	}
	b.response.Directives = append(b.response.Directives, directive)
	return b
}

// AddRawDirective appends a directive given as a JSON object with a type.
func (b *ResponseBuilder) AddRawDirective(directive json.RawMessage) *ResponseBuilder {
	var head struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(directive, &head); err != nil {
		b.fail("a directive is not a JSON object: %w", err)
	} else if head.Type == "" {
		b.fail("a directive has no type")
	}
	return b.AddDirective(&alexa.UnknownDirective{Type: head.Type, Raw: directive})
}

// AddDelegateDirective leaves the next turn of the dialog to Alexa.
// updatedIntent, which may be nil, replaces the intent.
func (b *ResponseBuilder) AddDelegateDirective(updatedIntent *alexa.Intent) *ResponseBuilder {
	return b.AddDirective(&alexa.DialogDelegateDirective{UpdatedIntent: updatedIntent})
}

// AddElicitSlotDirective asks the user for a slot. updatedIntent may be nil.
func (b *ResponseBuilder) AddElicitSlotDirective(slot string, updatedIntent *alexa.Intent) *ResponseBuilder {
	return b.AddDirective(&alexa.DialogElicitSlotDirective{SlotToElicit: slot, UpdatedIntent: updatedIntent})
}

// AddConfirmSlotDirective asks the user to confirm a slot. updatedIntent may be
// nil.
func (b *ResponseBuilder) AddConfirmSlotDirective(slot string, updatedIntent *alexa.Intent) *ResponseBuilder {
	return b.AddDirective(&alexa.DialogConfirmSlotDirective{SlotToConfirm: slot, UpdatedIntent: updatedIntent})
}

// AddConfirmIntentDirective asks the user to confirm the intent. updatedIntent
// may be nil.
func (b *ResponseBuilder) AddConfirmIntentDirective(updatedIntent *alexa.Intent) *ResponseBuilder {
	return b.AddDirective(&alexa.DialogConfirmIntentDirective{UpdatedIntent: updatedIntent})
}

// AddDynamicEntitiesDirective changes the values of slot types for the rest of
// the session.
func (b *ResponseBuilder) AddDynamicEntitiesDirective(behavior alexa.DynamicEntitiesUpdateBehavior, types ...alexa.DynamicEntityType) *ResponseBuilder {
	return b.AddDirective(&alexa.DialogUpdateDynamicEntitiesDirective{UpdateBehavior: behavior, Types: types})
}

// AudioPlayerPlay says what audio to play and how.
type AudioPlayerPlay struct {
	Behavior              alexa.PlayBehavior
	URL                   string // https
	Token                 string // names the stream in later requests
	OffsetInMilliseconds  int
	ExpectedPreviousToken string // with alexa.PlayEnqueue, and only then: the stream it follows
	Metadata              *alexa.AudioItemMetadata
}

// AddAudioPlayerPlayDirective plays audio.
func (b *ResponseBuilder) AddAudioPlayerPlayDirective(play AudioPlayerPlay) *ResponseBuilder {
	switch enqueue := play.Behavior == alexa.PlayEnqueue; {
	case play.Behavior == "":
		b.fail("AudioPlayer.Play needs a Behavior")
	case enqueue && play.ExpectedPreviousToken == "":
		b.fail("AudioPlayer.Play with ENQUEUE needs an ExpectedPreviousToken")
	case !enqueue && play.ExpectedPreviousToken != "":
		b.fail("AudioPlayer.Play allows an ExpectedPreviousToken only with ENQUEUE, not with %s", play.Behavior)
	}
	return b.AddDirective(&alexa.AudioPlayerPlayDirective{
		PlayBehavior: play.Behavior,
		AudioItem: &alexa.AudioItem{
			Stream: &alexa.AudioStream{
				URL:                   play.URL,
				Token:                 play.Token,
				OffsetInMilliseconds:  play.OffsetInMilliseconds,
				ExpectedPreviousToken: play.ExpectedPreviousToken,
			},
			Metadata: play.Metadata,
		},
	})
}

// AddAudioPlayerStopDirective stops the audio.
func (b *ResponseBuilder) AddAudioPlayerStopDirective() *ResponseBuilder {
	return b.AddDirective(&alexa.AudioPlayerStopDirective{})
}

// AddAudioPlayerClearQueueDirective empties the queue of the audio player.
func (b *ResponseBuilder) AddAudioPlayerClearQueueDirective(behavior alexa.ClearBehavior) *ResponseBuilder {
	return b.AddDirective(&alexa.AudioPlayerClearQueueDirective{ClearBehavior: behavior})
}

// AddRenderTemplateDirective shows a display template.
func (b *ResponseBuilder) AddRenderTemplateDirective(template alexa.DisplayTemplate) *ResponseBuilder {
	return b.AddDirective(&alexa.DisplayRenderTemplateDirective{Template: template})
}

// AddHintDirective shows what the user might say.
func (b *ResponseBuilder) AddHintDirective(text string) *ResponseBuilder {
	return b.AddDirective(&alexa.HintDirective{Hint: &alexa.PlainTextHint{Text: text}})
}

// AddVideoAppLaunchDirective plays a video. title and subtitle may be empty.
// The response then says nothing about the end of the session: Alexa requires
// it.
func (b *ResponseBuilder) AddVideoAppLaunchDirective(source, title, subtitle string) *ResponseBuilder {
	item := alexa.VideoItem{Source: source}
	if title != "" || subtitle != "" {
		item.Metadata = &alexa.VideoMetadata{Title: title, Subtitle: subtitle}
	}
	return b.AddDirective(&alexa.VideoAppLaunchDirective{VideoItem: item})
}

// AddRenderDocumentDirective shows an APL document: a JSON object, with data
// sources, which may be nil. token names it in later requests.
func (b *ResponseBuilder) AddRenderDocumentDirective(token string, document json.RawMessage, datasources map[string]any) *ResponseBuilder {
	return b.AddDirective(&alexa.APLRenderDocumentDirective{Token: token, Document: document, Datasources: datasources})
}

// WithShouldEndSession says whether the session ends with this response. Left
// unsaid, a device with a screen keeps the session without listening.
func (b *ResponseBuilder) WithShouldEndSession(end bool) *ResponseBuilder {
	b.response.ShouldEndSession = &end
	return b
}

// WithoutShouldEndSession takes back what was said about the end of the
// session, by an earlier reprompt for instance.
func (b *ResponseBuilder) WithoutShouldEndSession() *ResponseBuilder {
	b.response.ShouldEndSession = nil
	return b
}

// WithCanFulfillIntent answers a CanFulfillIntentRequest.
func (b *ResponseBuilder) WithCanFulfillIntent(answer *alexa.CanFulfillIntent) *ResponseBuilder {
	b.response.CanFulfillIntent = answer
	return b
}

// WithAPIResponse answers a Dialog.API.Invoked request with value, encoded by
// [json.Marshal]. A nil value is kept as null.
func (b *ResponseBuilder) WithAPIResponse(value any) *ResponseBuilder {
	data, err := json.Marshal(value)
	if err != nil {
		b.fail("encoding the API response: %w", err)
	}
	b.response.APIResponse = data
	return b
}

// AddExperimentTrigger reports that the user met the experiment with this id.
func (b *ResponseBuilder) AddExperimentTrigger(id string) *ResponseBuilder {
	if b.response.Experimentation == nil {
		b.response.Experimentation = &alexa.ExperimentTriggers{}
	}
	b.response.Experimentation.TriggeredExperiments = append(b.response.Experimentation.TriggeredExperiments, id)
	return b
}

func (b *ResponseBuilder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

// Err returns the first mistake made in building the response, such as an audio
// directive that Alexa would refuse.
func (b *ResponseBuilder) Err() error { return b.err }

// Response returns the response. With a VideoApp.Launch directive it says
// nothing about the end of the session, whatever the builder was told: Alexa
// refuses such responses otherwise.
func (b *ResponseBuilder) Response() *alexa.Response {
	applyVideoRule(&b.response)
	return &b.response
}

// applyVideoRule leaves the end of the session unsaid if the response plays a
// video.
func applyVideoRule(response *alexa.Response) {
	if response == nil {
		return
	}
	for _, directive := range response.Directives {
		if directive != nil && directive.DirectiveType() == "VideoApp.Launch" {
			response.ShouldEndSession = nil
		}
	}
}
