package alexa

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Alexa's limits on responses.
const (
	maxResponseBytes   = 120 * 1024
	maxSpeechLength    = 8000 // characters, as are the others
	maxCardLength      = 8000 // of all text and image URLs
	maxImageURLLength  = 2000
	maxStreamURLLength = 8000
	maxTokenLength     = 1024
	maxAudioElements   = 5
	maxDynamicEntities = 100
)

// A LimitError says which rule of Alexa a response breaks.
type LimitError struct {
	Path string // of the value in question, such as "response.card"
	Rule string // such as "has 9120 characters of text and URLs, more than 8000"
}

func (e *LimitError) Error() string { return e.Path + " " + e.Rule }

// Validate returns an error if Alexa would refuse the response: every broken
// rule as a [*LimitError], joined. It checks what can be told from the response
// alone: sizes and lengths, addresses, and the rules of AudioPlayer.Play and
// VideoApp.Launch. An [*EncodeError] is among the errors if the response cannot
// be encoded.
func (r *Response) Validate() error {
	var v validator
	if r == nil {
		return nil
	}
	if text, err := marshal(&ResponseEnvelope{Version: "1.0", Response: r}); err != nil {
		v.errs = append(v.errs, err)
	} else if len(text) > maxResponseBytes {
		v.fail("response", "has %d bytes, more than %d", len(text), maxResponseBytes)
	}
	v.speech("response.outputSpeech", r.OutputSpeech)
	v.card("response.card", r.Card)
	v.directives("response.directives", r.Directives)
	if r.Reprompt != nil {
		v.speech("response.reprompt.outputSpeech", r.Reprompt.OutputSpeech)
		v.directives("response.reprompt.directives", r.Reprompt.Directives)
	}
	if r.ShouldEndSession != nil {
		for _, d := range r.Directives {
			if d != nil && d.DirectiveType() == "VideoApp.Launch" {
				v.fail("response.shouldEndSession", "must be absent next to a VideoApp.Launch directive")
				break
			}
		}
	}
	return errors.Join(v.errs...)
}

// ValidateFor is [Response.Validate] with the rules that depend on the request.
// Requests of the audio player and of playback controls take only AudioPlayer
// directives, and no answer reaches the user after the end of a session.
func (r *Response) ValidateFor(request Request) error {
	err := r.Validate()
	if r == nil || request == nil {
		return err
	}
	var v validator
	kind := request.RequestType()
	switch family, _, _ := strings.Cut(kind, "."); family {
	case "AudioPlayer", "PlaybackController":
		v.onlyDirectives(r, kind)
		for i, d := range r.Directives {
			if d != nil && !strings.HasPrefix(d.DirectiveType(), "AudioPlayer.") {
				v.fail(fmt.Sprintf("response.directives[%d]", i), "must be an AudioPlayer directive in the answer to %s", kind)
			}
		}
	case "SessionEndedRequest":
		v.onlyDirectives(r, kind)
		if len(r.Directives) > 0 {
			v.fail("response.directives", "must be absent from the answer to %s", kind)
		}
	}
	return errors.Join(append([]error{err}, v.errs...)...)
}

// validator gathers broken rules.
type validator struct {
	errs []error
}

func (v *validator) fail(path, format string, args ...any) {
	v.errs = append(v.errs, &LimitError{Path: path, Rule: fmt.Sprintf(format, args...)})
}

// length checks the number of characters.
func (v *validator) length(path, text string, limit int) {
	if n := utf8.RuneCountInString(text); n > limit {
		v.fail(path, "has %d characters, more than %d", n, limit)
	}
}

func (v *validator) https(path, url string) {
	const scheme = "https://"
	if len(url) < len(scheme) || !strings.EqualFold(url[:len(scheme)], scheme) {
		v.fail(path, "must begin with %s", scheme)
	}
}

func (v *validator) onlyDirectives(r *Response, kind string) {
	for _, part := range []struct {
		name    string
		present bool
	}{
		{"outputSpeech", r.OutputSpeech != nil},
		{"card", r.Card != nil},
		{"reprompt", r.Reprompt != nil},
	} {
		if part.present {
			v.fail("response."+part.name, "must be absent from the answer to %s", kind)
		}
	}
}

func (v *validator) speech(path string, speech OutputSpeech) {
	switch speech := speech.(type) {
	case *SSMLOutputSpeech:
		if speech == nil {
			break
		}
		v.length(path+".ssml", speech.SSML, maxSpeechLength)
		if n := strings.Count(speech.SSML, "<audio"); n > maxAudioElements {
			v.fail(path+".ssml", "has %d audio elements, more than %d", n, maxAudioElements)
		}
	case *PlainTextOutputSpeech:
		if speech != nil {
			v.length(path+".text", speech.Text, maxSpeechLength)
		}
	}
}

func (v *validator) card(path string, card Card) {
	var texts []string
	switch card := card.(type) {
	case *SimpleCard:
		if card != nil {
			texts = []string{card.Title, card.Content}
		}
	case *StandardCard:
		if card == nil {
			break
		}
		texts = []string{card.Title, card.Text}
		if card.Image == nil {
			break
		}
		for _, image := range []struct{ name, url string }{
			{"smallImageUrl", card.Image.SmallImageURL},
			{"largeImageUrl", card.Image.LargeImageURL},
		} {
			if image.url == "" {
				continue
			}
			texts = append(texts, image.url)
			v.length(path+".image."+image.name, image.url, maxImageURLLength)
			v.https(path+".image."+image.name, image.url)
		}
	}
	total := 0
	for _, text := range texts {
		total += utf8.RuneCountInString(text)
	}
	if total > maxCardLength {
		v.fail(path, "has %d characters of text and URLs, more than %d", total, maxCardLength)
	}
}

func (v *validator) directives(path string, directives []Directive) {
	plays := 0
	for i, d := range directives {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch d := d.(type) {
		case nil:
			v.fail(at, "must not be null")
		case *AudioPlayerPlayDirective:
			if d != nil {
				plays++
				v.play(at, d)
			}
		case *VideoAppLaunchDirective:
			if d != nil {
				v.https(at+".videoItem.source", d.VideoItem.Source)
			}
		case *DialogUpdateDynamicEntitiesDirective:
			if d != nil {
				v.dynamicEntities(at, d)
			}
		}
	}
	if plays > 1 {
		v.fail(path, "have %d AudioPlayer.Play directives, more than one", plays)
	}
}

func (v *validator) play(path string, d *AudioPlayerPlayDirective) {
	if d.AudioItem == nil || d.AudioItem.Stream == nil {
		v.fail(path+".audioItem.stream", "is missing")
		return
	}
	stream := d.AudioItem.Stream
	path += ".audioItem.stream."
	switch expected := stream.ExpectedPreviousToken != ""; {
	case d.PlayBehavior == PlayEnqueue && !expected:
		v.fail(path+"expectedPreviousToken", "is missing: ENQUEUE needs it")
	case (d.PlayBehavior == PlayReplaceAll || d.PlayBehavior == PlayReplaceEnqueued) && expected:
		v.fail(path+"expectedPreviousToken", "must be absent with %s", d.PlayBehavior)
	}
	if stream.Token == "" {
		v.fail(path+"token", "is missing")
	}
	v.length(path+"token", stream.Token, maxTokenLength)
	v.length(path+"url", stream.URL, maxStreamURLLength)
	v.https(path+"url", stream.URL)
	if stream.OffsetInMilliseconds < 0 {
		v.fail(path+"offsetInMilliseconds", "is negative")
	}
}

func (v *validator) dynamicEntities(path string, d *DialogUpdateDynamicEntitiesDirective) {
	values := 0
	for _, t := range d.Types {
		values += len(t.Values)
	}
	if values > maxDynamicEntities {
		v.fail(path+".types", "have %d values, more than %d", values, maxDynamicEntities)
	}
}
