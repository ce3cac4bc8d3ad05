package alexa_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
)

func broken(err error) []string {
	var rules []string
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range joined.Unwrap() {
			rules = append(rules, broken(err)...)
		}
		return rules
	}
	if err != nil {
		rules = append(rules, err.Error())
	}
	return rules
}

func play(change func(d *alexa.AudioPlayerPlayDirective)) *alexa.AudioPlayerPlayDirective {
	d := &alexa.AudioPlayerPlayDirective{
		PlayBehavior: alexa.PlayReplaceAll,
		AudioItem:    &alexa.AudioItem{Stream: &alexa.AudioStream{URL: "https://example.com/a.mp3", Token: "a"}},
	}
	change(d)
	return d
}

func entities(n int) *alexa.DialogUpdateDynamicEntitiesDirective {
	return &alexa.DialogUpdateDynamicEntitiesDirective{
		UpdateBehavior: alexa.DynamicEntitiesReplace,
		Types:          []alexa.DynamicEntityType{{Values: make([]alexa.DynamicEntity, n-1)}, {Values: make([]alexa.DynamicEntity, 1)}},
	}
}

// A-RESP-21, 25, 33.
func TestValidate(t *testing.T) {
	const url = "https://example.com/"
	directives := func(d ...alexa.Directive) alexa.Response { return alexa.Response{Directives: d} }
	for _, tc := range []struct {
		name     string
		response alexa.Response
		want     []string
	}{
		{"empty", alexa.Response{}, nil},
		{
			"everything at its limit",
			alexa.Response{
				OutputSpeech: &alexa.SSMLOutputSpeech{SSML: strings.Repeat("é", 7900) + strings.Repeat("<audio src=''/>", 5)},
				Card: &alexa.StandardCard{Title: strings.Repeat("t", 2000), Text: strings.Repeat("世", 2000), Image: &alexa.CardImage{
					SmallImageURL: url + strings.Repeat("s", 2000-len(url)), LargeImageURL: "HTTPS" + strings.TrimPrefix(url, "https") + strings.Repeat("s", 2000-len(url)),
				}},
				Reprompt: &alexa.Reprompt{OutputSpeech: &alexa.PlainTextOutputSpeech{Text: strings.Repeat("x", 8000)}, Directives: []alexa.Directive{
					play(func(d *alexa.AudioPlayerPlayDirective) { d.AudioItem.Stream.Token = strings.Repeat("t", 1024) }),
				}},
				Directives: []alexa.Directive{
					play(func(d *alexa.AudioPlayerPlayDirective) {
						d.PlayBehavior = alexa.PlayEnqueue
						d.AudioItem.Stream.ExpectedPreviousToken = "b"
						d.AudioItem.Stream.URL = url + strings.Repeat("x", 8000-len(url))
					}),
					entities(100),
					&alexa.VideoAppLaunchDirective{VideoItem: alexa.VideoItem{Source: url}},
				},
			},
			nil,
		},
		{"nil members", alexa.Response{
			OutputSpeech: (*alexa.SSMLOutputSpeech)(nil), Card: (*alexa.StandardCard)(nil),
			Reprompt: &alexa.Reprompt{OutputSpeech: (*alexa.PlainTextOutputSpeech)(nil)},
			Directives: []alexa.Directive{
				(*alexa.AudioPlayerPlayDirective)(nil), (*alexa.VideoAppLaunchDirective)(nil), (*alexa.DialogUpdateDynamicEntitiesDirective)(nil),
				(*alexa.UnknownDirective)(nil),
			},
		}, nil},
		{"other types", alexa.Response{OutputSpeech: &alexa.UnknownOutputSpeech{}, Card: (*alexa.SimpleCard)(nil), Directives: []alexa.Directive{customDirective{}}}, nil},
		{"standard card without images", alexa.Response{Card: &alexa.StandardCard{Image: &alexa.CardImage{}}}, nil},
		{"SSML", alexa.Response{OutputSpeech: &alexa.SSMLOutputSpeech{SSML: strings.Repeat("<audio src='x'/>", 501)}}, []string{
			"response.outputSpeech.ssml has 8016 characters, more than 8000",
			"response.outputSpeech.ssml has 501 audio elements, more than 5",
		}},
		{"reprompt", alexa.Response{Reprompt: &alexa.Reprompt{OutputSpeech: &alexa.PlainTextOutputSpeech{Text: strings.Repeat("é", 8001)}}}, []string{
			"response.reprompt.outputSpeech.text has 8001 characters, more than 8000",
		}},
		{"simple card", alexa.Response{Card: &alexa.SimpleCard{Title: strings.Repeat("t", 4000), Content: strings.Repeat("t", 4001)}}, []string{
			"response.card has 8001 characters of text and URLs, more than 8000",
		}},
		{"images", alexa.Response{Card: &alexa.StandardCard{Image: &alexa.CardImage{SmallImageURL: "http://example.com/", LargeImageURL: url + strings.Repeat("x", 2000)}}}, []string{
			"response.card.image.smallImageUrl must begin with https://",
			"response.card.image.largeImageUrl has 2020 characters, more than 2000",
		}},
		{"size", alexa.Response{Directives: []alexa.Directive{
			&alexa.APLRenderDocumentDirective{Document: json.RawMessage(`"` + strings.Repeat("x", 120*1024) + `"`)},
		}}, []string{"response has 122988 bytes, more than 122880"}},
		{"not to be encoded", directives(&alexa.APLRenderDocumentDirective{Document: json.RawMessage(`{`)}), []string{
			"response.directives[0].document: malformed raw JSON at byte 1: expected a value",
		}},
		{"nil directive", directives(nil), []string{"response.directives[0] must not be null"}},
		{"video", alexa.Response{
			ShouldEndSession: new(true),
			Directives:       []alexa.Directive{nil, &alexa.VideoAppLaunchDirective{VideoItem: alexa.VideoItem{Source: "x"}}, &alexa.UnknownDirective{Type: "VideoApp.Launch"}},
		}, []string{
			"response.directives[0] must not be null",
			"response.directives[1].videoItem.source must begin with https://",
			"response.shouldEndSession must be absent next to a VideoApp.Launch directive",
		}},
		{"entities", directives(entities(101)), []string{"response.directives[0].types have 101 values, more than 100"}},
		{"no stream", directives(&alexa.AudioPlayerPlayDirective{}, &alexa.AudioPlayerPlayDirective{AudioItem: &alexa.AudioItem{}}), []string{
			"response.directives[0].audioItem.stream is missing",
			"response.directives[1].audioItem.stream is missing",
			"response.directives have 2 AudioPlayer.Play directives, more than one",
		}},
		{"enqueue", directives(play(func(d *alexa.AudioPlayerPlayDirective) { d.PlayBehavior = alexa.PlayEnqueue })), []string{
			"response.directives[0].audioItem.stream.expectedPreviousToken is missing: ENQUEUE needs it",
		}},
		{"replace", alexa.Response{Reprompt: &alexa.Reprompt{Directives: []alexa.Directive{play(func(d *alexa.AudioPlayerPlayDirective) {
			d.PlayBehavior = alexa.PlayReplaceEnqueued
			d.AudioItem.Stream.ExpectedPreviousToken = "x"
		})}}}, []string{
			"response.reprompt.directives[0].audioItem.stream.expectedPreviousToken must be absent with REPLACE_ENQUEUED",
		}},
		{"stream", directives(play(func(d *alexa.AudioPlayerPlayDirective) {
			*d.AudioItem.Stream = alexa.AudioStream{URL: strings.Repeat("x", 8001), OffsetInMilliseconds: -1}
		})), []string{
			"response.directives[0].audioItem.stream.token is missing",
			"response.directives[0].audioItem.stream.url has 8001 characters, more than 8000",
			"response.directives[0].audioItem.stream.url must begin with https://",
			"response.directives[0].audioItem.stream.offsetInMilliseconds is negative",
		}},
		{"token", directives(play(func(d *alexa.AudioPlayerPlayDirective) { d.AudioItem.Stream.Token = strings.Repeat("é", 1025) })), []string{
			"response.directives[0].audioItem.stream.token has 1025 characters, more than 1024",
		}},
	} {
		err := tc.response.Validate()
		if diff := cmp.Diff(tc.want, broken(err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
	var limit *alexa.LimitError
	response := alexa.Response{Card: &alexa.SimpleCard{Title: strings.Repeat("t", 9000)}}
	if err := response.Validate(); !errors.As(err, &limit) || limit.Path != "response.card" {
		t.Errorf("error %v", err)
	}
	var none *alexa.Response
	if err := errors.Join(none.Validate(), none.ValidateFor(&alexa.LaunchRequest{})); err != nil {
		t.Errorf("nil response: %v", err)
	}
}

func TestValidateFor(t *testing.T) {
	full := &alexa.Response{
		OutputSpeech: &alexa.PlainTextOutputSpeech{Text: "x"},
		Card:         &alexa.LinkAccountCard{},
		Reprompt:     &alexa.Reprompt{},
		Directives:   []alexa.Directive{&alexa.AudioPlayerStopDirective{}, &alexa.DialogDelegateDirective{}},
	}
	silent := &alexa.Response{Directives: []alexa.Directive{&alexa.AudioPlayerStopDirective{}}}
	parts := func(kind string, more ...string) []string {
		var rules []string
		for _, part := range []string{"outputSpeech", "card", "reprompt"} {
			rules = append(rules, "response."+part+" must be absent from the answer to "+kind)
		}
		return append(rules, more...)
	}
	for _, tc := range []struct {
		request  alexa.Request
		response *alexa.Response
		want     []string
	}{
		{nil, full, nil},
		{&alexa.LaunchRequest{}, full, nil},
		{&alexa.IntentRequest{}, &alexa.Response{Directives: []alexa.Directive{nil}}, []string{"response.directives[0] must not be null"}},
		{&alexa.AudioPlayerPlaybackNearlyFinishedRequest{}, silent, nil},
		{
			&alexa.AudioPlayerPlaybackNearlyFinishedRequest{}, full,
			parts("AudioPlayer.PlaybackNearlyFinished", "response.directives[1] must be an AudioPlayer directive in the answer to AudioPlayer.PlaybackNearlyFinished"),
		},
		{
			&alexa.PlaybackControllerNextCommandIssuedRequest{}, full,
			parts("PlaybackController.NextCommandIssued", "response.directives[1] must be an AudioPlayer directive in the answer to PlaybackController.NextCommandIssued"),
		},
		{&alexa.SessionEndedRequest{}, &alexa.Response{}, nil},
		{&alexa.SessionEndedRequest{}, full, parts("SessionEndedRequest", "response.directives must be absent from the answer to SessionEndedRequest")},
	} {
		if diff := cmp.Diff(tc.want, broken(tc.response.ValidateFor(tc.request))); diff != "" {
			t.Errorf("%T (-want +got):\n%s", tc.request, diff)
		}
	}
}
