package ask_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
)

// TestResponseBuilder checks the exact JSON of what the builder makes.
func TestResponseBuilder(t *testing.T) {
	intent := &alexa.Intent{Name: "Order", ConfirmationStatus: alexa.IntentConfirmationNone}
	const intentJSON = `{"name":"Order","confirmationStatus":"NONE"}`
	type rb = ask.ResponseBuilder
	tests := []struct {
		name  string
		build func(*rb)
		want  string
	}{
		{"A-RESP-01 empty", func(*rb) {}, `{}`},
		{"A-RESP-02 speak", func(b *rb) { b.Speak("one").Speak(" two ") }, `{"outputSpeech":{"type":"SSML","ssml":"<speak>two</speak>"}}`},
		{"A-RESP-02 behavior", func(b *rb) { b.SpeakWithBehavior("x", alexa.PlayEnqueue) }, `{"outputSpeech":{"type":"SSML","ssml":"<speak>x</speak>","playBehavior":"ENQUEUE"}}`},
		{"A-RESP-03 trimmed", func(b *rb) { b.Speak(" <speak> x </speak> ") }, `{"outputSpeech":{"type":"SSML","ssml":"<speak>x</speak>"}}`},
		{"A-RESP-03 empty", func(b *rb) { b.Speak("") }, `{"outputSpeech":{"type":"SSML","ssml":"<speak></speak>"}}`},
		{"A-RESP-33 plain text", func(b *rb) { b.SpeakPlainText("a < b") }, `{"outputSpeech":{"type":"PlainText","text":"a < b"}}`},
		{"A-RESP-06 reprompt keeps directives", func(b *rb) { b.AddDirectiveToReprompt(&alexa.AudioPlayerStopDirective{}).Reprompt("x") },
			`{"reprompt":{"outputSpeech":{"type":"SSML","ssml":"<speak>x</speak>"},"directives":[{"type":"AudioPlayer.Stop"}]},"shouldEndSession":false}`},
		{"A-RESP-06 behavior", func(b *rb) { b.RepromptWithBehavior("x", alexa.PlayReplaceAll) },
			`{"reprompt":{"outputSpeech":{"type":"SSML","ssml":"<speak>x</speak>","playBehavior":"REPLACE_ALL"}},"shouldEndSession":false}`},
		{"A-RESP-07 empty reprompt", func(b *rb) { b.WithShouldEndSession(true).Reprompt("") },
			`{"reprompt":{"outputSpeech":{"type":"SSML","ssml":"<speak></speak>"}},"shouldEndSession":false}`},
		{"plain reprompt", func(b *rb) { b.RepromptPlainText("a < b") }, `{"reprompt":{"outputSpeech":{"type":"PlainText","text":"a < b"}},"shouldEndSession":false}`},
		{"A-RESP-09", func(b *rb) { b.WithSimpleCard("t", "c") }, `{"card":{"type":"Simple","title":"t","content":"c"}}`},
		{"A-RESP-10 no image", func(b *rb) { b.WithStandardCard("t", "c", "", "") }, `{"card":{"type":"Standard","title":"t","text":"c"}}`},
		{"A-RESP-10 small", func(b *rb) { b.WithStandardCard("t", "c", "https://s", "") },
			`{"card":{"type":"Standard","title":"t","text":"c","image":{"smallImageUrl":"https://s"}}}`},
		{"A-RESP-10 large", func(b *rb) { b.WithStandardCard("t", "c", "", "https://l") },
			`{"card":{"type":"Standard","title":"t","text":"c","image":{"largeImageUrl":"https://l"}}}`},
		{"A-RESP-11, 13", func(b *rb) { b.WithSimpleCard("t", "c").WithLinkAccountCard() }, `{"card":{"type":"LinkAccount"}}`},
		{"A-RESP-12", func(b *rb) { b.WithAskForPermissionsConsentCard("a", "b") }, `{"card":{"type":"AskForPermissionsConsent","permissions":["a","b"]}}`},
		{"A-RESP-14, 18", func(b *rb) { b.AddDelegateDirective(nil).AddDelegateDirective(intent) },
			`{"directives":[{"type":"Dialog.Delegate"},{"type":"Dialog.Delegate","updatedIntent":` + intentJSON + `}]}`},
		{"A-RESP-15", func(b *rb) { b.AddElicitSlotDirective("s", nil).AddElicitSlotDirective("s", intent) },
			`{"directives":[{"type":"Dialog.ElicitSlot","slotToElicit":"s"},{"type":"Dialog.ElicitSlot","slotToElicit":"s","updatedIntent":` + intentJSON + `}]}`},
		{"A-RESP-16", func(b *rb) { b.AddConfirmSlotDirective("s", intent) },
			`{"directives":[{"type":"Dialog.ConfirmSlot","slotToConfirm":"s","updatedIntent":` + intentJSON + `}]}`},
		{"A-RESP-17", func(b *rb) { b.AddConfirmIntentDirective(nil) }, `{"directives":[{"type":"Dialog.ConfirmIntent"}]}`},
		{"A-RESP-19 short", func(b *rb) {
			b.AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{Behavior: alexa.PlayReplaceAll, URL: "https://u", Token: "t"})
		}, `{"directives":[{"type":"AudioPlayer.Play","playBehavior":"REPLACE_ALL","audioItem":{"stream":{"url":"https://u","token":"t","offsetInMilliseconds":0}}}]}`},
		{"A-RESP-19 full", func(b *rb) {
			b.AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{
				Behavior: alexa.PlayEnqueue, URL: "https://u", Token: "t", OffsetInMilliseconds: 5,
				ExpectedPreviousToken: "p", Metadata: &alexa.AudioItemMetadata{Title: "x"},
			})
		}, `{"directives":[{"type":"AudioPlayer.Play","playBehavior":"ENQUEUE","audioItem":{"stream":{"url":"https://u","token":"t","offsetInMilliseconds":5,"expectedPreviousToken":"p"},"metadata":{"title":"x"}}}]}`},
		{"A-RESP-20", func(b *rb) {
			b.AddAudioPlayerStopDirective().AddAudioPlayerClearQueueDirective(alexa.ClearEnqueued)
		}, `{"directives":[{"type":"AudioPlayer.Stop"},{"type":"AudioPlayer.ClearQueue","clearBehavior":"CLEAR_ENQUEUED"}]}`},
		{"A-RESP-23", func(b *rb) { b.AddHintDirective("say x") }, `{"directives":[{"type":"Hint","hint":{"type":"PlainText","text":"say x"}}]}`},
		{"A-RESP-24 bare", func(b *rb) { b.AddVideoAppLaunchDirective("https://v", "", "") },
			`{"directives":[{"type":"VideoApp.Launch","videoItem":{"source":"https://v"}}]}`},
		{"A-RESP-24 full", func(b *rb) { b.WithShouldEndSession(true).AddVideoAppLaunchDirective("https://v", "t", "s") },
			`{"directives":[{"type":"VideoApp.Launch","videoItem":{"source":"https://v","metadata":{"title":"t","subtitle":"s"}}}]}`},
		{"A-RESP-25", func(b *rb) {
			b.AddVideoAppLaunchDirective("https://v", "", "").Reprompt("x").WithShouldEndSession(true)
		},
			`{"reprompt":{"outputSpeech":{"type":"SSML","ssml":"<speak>x</speak>"}},"directives":[{"type":"VideoApp.Launch","videoItem":{"source":"https://v"}}]}`},
		{"A-RESP-26", func(b *rb) {
			b.WithShouldEndSession(false).AddDirective(&alexa.VideoAppLaunchDirective{VideoItem: alexa.VideoItem{Source: "https://v"}})
		}, `{"directives":[{"type":"VideoApp.Launch","videoItem":{"source":"https://v"}}]}`},
		{"A-RESP-26 raw", func(b *rb) {
			b.WithShouldEndSession(true).AddRawDirective(json.RawMessage(`{"type":"VideoApp.Launch","x":1}`))
		}, `{"directives":[{"type":"VideoApp.Launch","x":1}]}`},
		{"A-RESP-27 open", func(b *rb) { b.WithShouldEndSession(false) }, `{"shouldEndSession":false}`},
		{"A-RESP-27 unsaid", func(b *rb) { b.WithShouldEndSession(false).WithoutShouldEndSession() }, `{}`},
		{"A-RESP-28 order", func(b *rb) {
			b.AddRawDirective(json.RawMessage(`{"type":"My.Own","list":[1.0]}`)).AddAudioPlayerStopDirective()
		}, `{"directives":[{"type":"My.Own","list":[1.0]},{"type":"AudioPlayer.Stop"}]}`},
		{"A-RESP-29 video in the reprompt", func(b *rb) {
			b.AddDirectiveToReprompt(&alexa.VideoAppLaunchDirective{VideoItem: alexa.VideoItem{Source: "https://v"}})
		}, `{"reprompt":{"directives":[{"type":"VideoApp.Launch","videoItem":{"source":"https://v"}}]},"shouldEndSession":false}`},
		{"A-RESP-30", func(b *rb) { b.WithCanFulfillIntent(&alexa.CanFulfillIntent{CanFulfill: alexa.CanFulfillYes}) },
			`{"canFulfillIntent":{"canFulfill":"YES"}}`},
		{"A-RESP-31", func(b *rb) { b.WithAPIResponse(map[string]int{"n": 1}) }, `{"apiResponse":{"n":1}}`},
		{"A-RESP-31 null", func(b *rb) { b.WithAPIResponse(nil) }, `{"apiResponse":null}`},
		{"A-RESP-32", func(b *rb) { b.AddExperimentTrigger("a").AddExperimentTrigger("a") }, `{"experimentation":{"triggeredExperiments":["a","a"]}}`},
		{"A-RESP-33 entities", func(b *rb) {
			b.AddDynamicEntitiesDirective(alexa.DynamicEntitiesClear)
		}, `{"directives":[{"type":"Dialog.UpdateDynamicEntities","updateBehavior":"CLEAR"}]}`},
		{"A-RESP-33 APL", func(b *rb) {
			b.AddRenderDocumentDirective("t", json.RawMessage(`{"type":"APL"}`), map[string]any{"d": map[string]any{}})
		}, `{"directives":[{"type":"Alexa.Presentation.APL.RenderDocument","token":"t","document":{"type":"APL"},"datasources":{"d":{}}}]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := &ask.ResponseBuilder{}
			test.build(b)
			if err := b.Err(); err != nil {
				t.Fatal(err)
			}
			got, err := json.Marshal(b.Response())
			if err != nil {
				t.Fatal(err)
			}
			if !sameJSON(t, got, test.want) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func sameJSON(t *testing.T, got []byte, want string) bool {
	t.Helper()
	var a, b any
	if err := errors.Join(json.Unmarshal(got, &a), json.Unmarshal([]byte(want), &b)); err != nil {
		t.Fatal(err)
	}
	return cmp.Equal(a, b)
}

func TestResponseBuilderMistakes(t *testing.T) {
	tests := map[string]struct {
		build func(*ask.ResponseBuilder)
		want  string
	}{
		"A-RESP-21 enqueue without token": {func(b *ask.ResponseBuilder) {
			b.AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{Behavior: alexa.PlayEnqueue})
		}, "needs an ExpectedPreviousToken"},
		"A-RESP-21 replace with token": {func(b *ask.ResponseBuilder) {
			b.AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{Behavior: alexa.PlayReplaceAll, ExpectedPreviousToken: "t"})
		}, "only with ENQUEUE"},
		"A-RESP-20 no behaviour": {func(b *ask.ResponseBuilder) { b.AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{}) }, "needs a Behavior"},
		"A-RESP-28 nil":          {func(b *ask.ResponseBuilder) { b.AddDirective(nil) }, "directive is nil"},
		"A-RESP-28 typed nil":    {func(b *ask.ResponseBuilder) { b.AddDirective((*alexa.HintDirective)(nil)) }, "directive is nil"},
		"A-RESP-29 nil":          {func(b *ask.ResponseBuilder) { b.AddDirectiveToReprompt(nil) }, "reprompt is nil"},
		"raw, malformed":         {func(b *ask.ResponseBuilder) { b.AddRawDirective([]byte(`{"type":`)) }, "not a JSON object"},
		"raw, no type":           {func(b *ask.ResponseBuilder) { b.AddRawDirective([]byte(`{}`)) }, "has no type"},
		"raw, nil":               {func(b *ask.ResponseBuilder) { b.AddRawDirective(nil) }, "not a JSON object"},
		"A-RESP-13 nil":          {func(b *ask.ResponseBuilder) { b.WithCard(nil) }, "card is nil"},
		"the first counts": {func(b *ask.ResponseBuilder) {
			b.WithAPIResponse(math.NaN()).AddAudioPlayerPlayDirective(ask.AudioPlayerPlay{Behavior: alexa.PlayEnqueue})
		}, "encoding the API response"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			b := &ask.ResponseBuilder{}
			test.build(b)
			if err := b.Err(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}
