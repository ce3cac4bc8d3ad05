package alexa_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
)

func readRequest(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decodeRequest[T alexa.Request](t *testing.T, name string) (*alexa.RequestEnvelope, T) {
	t.Helper()
	envelope, err := alexa.DecodeRequestEnvelope(readRequest(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	request, ok := envelope.Request.(T)
	if !ok {
		t.Fatalf("%s: the request is a %T", name, envelope.Request)
	}
	return envelope, request
}

// generic decodes text into maps, with exact numbers.
func generic(t *testing.T, text []byte) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return v
}

// Nothing that Alexa sends is lost.
func TestEnvelopesKeepEverything(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) != 7 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	sameNumber := cmp.Transformer("number", func(n json.Number) float64 {
		x, err := n.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return x
	})
	for _, file := range files {
		data := readRequest(t, filepath.Base(file))
		envelope, err := alexa.DecodeRequestEnvelope(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		again, err := json.Marshal(envelope)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if diff := cmp.Diff(generic(t, data), generic(t, again), sameNumber); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
		var standard alexa.RequestEnvelope
		if err := json.Unmarshal(data, &standard); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if diff := cmp.Diff(*envelope, standard); diff != "" {
			t.Errorf("%s: decoders differ:\n%s", file, diff)
		}
	}
}

func TestIntentRequest(t *testing.T) {
	envelope, request := decodeRequest[*alexa.IntentRequest](t, "intent.json")
	values := request.Intent.Slots["drink"].SlotValue.(*alexa.ListSlotValue).Values
	var spoken []string
	for _, v := range values {
		spoken = append(spoken, v.(*alexa.SimpleSlotValue).Value)
	}
	if diff := cmp.Diff([]string{"flat white", "tea"}, spoken); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	first := values[0].(*alexa.SimpleSlotValue).Resolutions.ResolutionsPerAuthority[0]
	if first.Status.Code != alexa.ResolutionMatch || first.Values[0].Value.ID != "FLAT_WHITE" {
		t.Errorf("resolution %+v", first)
	}
	if request.DialogState != alexa.DialogCompleted || request.Intent.ConfirmationStatus != alexa.IntentConfirmationNone || request.Locale != alexa.LocaleEnGB {
		t.Errorf("request %+v", request)
	}
	want := map[string]any{"turn": json.Number("3"), "basket": []any{"espresso"}, "total": json.Number("4.50")}
	if diff := cmp.Diff(want, envelope.Session.Attributes); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(&alexa.DiscreteViewportSize{PixelWidth: 1280, PixelHeight: 800}, envelope.Context.Viewports[0].(*alexa.APLViewport).Configuration.Current.Size); diff != "" {
		t.Errorf("size (-want +got):\n%s", diff)
	}
	interfaces := envelope.Context.System.Device.SupportedInterfaces
	if interfaces.APL.Runtime.MaxVersion != "2024.3" || interfaces.Display != nil || string(interfaces.Extra["Alexa.Presentation.Hologram"]) != `{"runtime":{"maxVersion":"1.0"}}` {
		t.Errorf("interfaces %+v", interfaces)
	}
}

func TestOtherRequests(t *testing.T) {
	launch, request := decodeRequest[*alexa.LaunchRequest](t, "launch.json")
	if launch.Session.Attributes == nil || len(launch.Session.Attributes) != 0 {
		t.Errorf("attributes %#v, want an empty map", launch.Session.Attributes)
	}
	if !strings.Contains(string(request.Task.Input), `"upperLimit": 10`) || string(request.Extra["shouldLinkResultBeReturned"]) != "false" {
		t.Errorf("launch %+v", request)
	}
	if place := launch.Context.Geolocation; place.Coordinate.LatitudeInDegrees != 48.85837 || *place.Heading.AccuracyInDegrees != 0 || place.Speed.AccuracyInMetersPerSecond != nil {
		t.Errorf("place %+v", place)
	}
	_, failed := decodeRequest[*alexa.AudioPlayerPlaybackFailedRequest](t, "audioplayer.json")
	if failed.Error.Type != alexa.MediaErrorServiceUnavailable || failed.CurrentPlaybackState.OffsetInMilliseconds != 83214 {
		t.Errorf("playback failure %+v", failed)
	}
	screen, event := decodeRequest[*alexa.APLUserEventRequest](t, "userevent.json")
	if event.Arguments[0] != "select" || event.Arguments[2] != json.Number("1.50") {
		t.Errorf("arguments %v", event.Arguments)
	}
	var source struct{ Handler string }
	if err := json.Unmarshal(event.Source, &source); err != nil || source.Handler != "Press" {
		t.Errorf("source %s, %v", event.Source, err)
	}
	if unknown, ok := screen.Context.Viewports[1].(*alexa.UnknownViewport); !ok || unknown.Type != "HOLOGRAM" {
		t.Errorf("viewport %+v", screen.Context.Viewports[1])
	}
	_, created := decodeRequest[*alexa.HouseholdListItemsCreatedRequest](t, "listevent.json")
	if at, err := created.Timestamp.Time(); err != nil || at.Format(time.RFC3339) != "2026-11-22T08:15:30Z" {
		t.Errorf("timestamp %s, %v", at, err)
	}
	if created.EventPublishingTime != "2026-11-22T08:15:31Z" || created.Body.ListItemIDs[1] != "b2" || created.Header().RequestID == "" {
		t.Errorf("list event %+v", created)
	}
	_, response := decodeRequest[*alexa.ConnectionsResponse](t, "connections.json")
	purchase, err := alexa.Decode[alexa.InSkillPurchaseResponse](response.Payload)
	if err != nil || purchase.PurchaseResult != alexa.PurchaseAccepted {
		t.Errorf("purchase %+v, %v", purchase, err)
	}
	_, unknown := decodeRequest[*alexa.UnknownRequest](t, "unknown.json")
	if unknown.Type != "Alexa.Hologram.Touched" || unknown.Locale != "en-US" || !strings.Contains(string(unknown.Raw), "-3.25e-1") {
		t.Errorf("unknown request %+v", unknown)
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, tc := range []struct {
		text string
		want alexa.DecodeError
		says string
	}{
		{`{"version":"1.0"}`, alexa.DecodeError{Path: "request", Want: "an object", Got: "nothing", Offset: 17}, "request: expected an object, found nothing"},
		{`{"request":null}`, alexa.DecodeError{Path: "request", Want: "an object", Got: "nothing", Offset: 16}, "request: expected an object, found nothing"},
		{`{"request":[]}`, alexa.DecodeError{Path: "request", Want: "an object", Got: "an array", Offset: 11}, "request: expected an object, found an array"},
		{`{"request":7}`, alexa.DecodeError{Path: "request", Want: "an object", Got: "a number", Offset: 11}, "request: expected an object, found a number"},
		{`null`, alexa.DecodeError{Want: "an object", Got: "null"}, "expected an object, found null"},
		{``, alexa.DecodeError{Want: "an object", Got: "the end of the text", Malformed: true}, "malformed JSON at byte 0: expected an object, found the end of the text"},
		{
			`{"request":{"type":"LaunchRequest"}}{}`,
			alexa.DecodeError{Want: "the end of the text", Got: "an object", Offset: 36, Malformed: true},
			"malformed JSON at byte 36: expected the end of the text, found an object",
		},
		{
			`{"session":{"attributes":{"a":[1,}]}}}`,
			alexa.DecodeError{Path: "session.attributes.a[1]", Want: "a value", Got: "something else", Offset: 33, Malformed: true},
			"session.attributes.a[1]: malformed JSON at byte 33: expected a value, found something else",
		},
	} {
		envelope, err := alexa.DecodeRequestEnvelope([]byte(tc.text))
		var de *alexa.DecodeError
		if !errors.As(err, &de) || envelope != nil {
			t.Errorf("%s: error %v", tc.text, err)
			continue
		}
		if diff := cmp.Diff(tc.want, *de); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.text, diff)
		}
		if err.Error() != tc.says {
			t.Errorf("%s:\n got %s\nwant %s", tc.text, err, tc.says)
		}
	}
}

// A-MDL-44: what is of another kind than documented is passed on, and does not
// keep the rest from being read.
func TestUnexpectedKinds(t *testing.T) {
	for _, text := range []string{
		`{"version":"1.0","context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"apiEndpoint":"e"},"Viewport":{"dpi":213.5,"shape":"ROUND","pixelWidth":[]}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"t"}}`,
		`{"version":"1.0","context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"apiEndpoint":"e","device":"none"},"Viewports":{"a":1}},"request":{"type":"LaunchRequest","requestId":7,"timestamp":{}}}`,
		`{"version":"1.0","context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"apiEndpoint":"e"}},"request":{"type":"IntentRequest","requestId":"r","timestamp":"t","intent":{"name":"Order","confirmationStatus":"NONE","slots":{"drink":{"name":"drink","value":5,"confirmationStatus":"NONE","slotValue":"x"}}}}}`,
		`{"version":"1.0","context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"apiEndpoint":"e"}},"request":{"type":"New.Request","requestId":7,"locale":{}}}`,
		`{"version":"1.0","session":"none","context":{"System":{"application":{"applicationId":"a"},"user":{"userId":"u"},"apiEndpoint":"e"}},"request":{"type":"Connections.Response","requestId":"r","timestamp":"t","status":{"code":200,"message":"m"}}}`,
	} {
		envelope, err := alexa.DecodeRequestEnvelope([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if envelope.ApplicationID() != "a" || envelope.UserID() != "u" {
			t.Errorf("%s: the rest was not read: %+v", text, envelope)
		}
		again, err := json.Marshal(envelope)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var want, got any
		if err := errors.Join(json.Unmarshal([]byte(text), &want), json.Unmarshal(again, &got)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	// Malformed text within a salvaged value is still malformed.
	if _, err := alexa.DecodeRequestEnvelope([]byte(`{"context":{"Viewport":{"dpi":[1,}},"request":{"type":"LaunchRequest"}}`)); err == nil {
		t.Error("malformed text was accepted")
	}
}

func TestDepthIsLimited(t *testing.T) {
	for _, text := range []string{
		`{"request":` + strings.Repeat(`{"x":`, 1e6),
		`{"session":{"attributes":{"x":` + strings.Repeat(`[`, 1e6),
		`{"request":{"type":"IntentRequest","intent":{"slots":{"s":{"slotValue":` + strings.Repeat(`{"type":"List","values":[`, 1e6),
		`{"x":` + strings.Repeat(`[`, 1e6),
	} {
		_, err := alexa.DecodeRequestEnvelope([]byte(text))
		if err == nil || !strings.Contains(err.Error(), "at most 512 levels of nesting") || len(err.Error()) > 600 {
			t.Errorf("%.80s...: error %.600v", text, err)
		}
	}
	list := &alexa.ListSlotValue{}
	list.Values = []alexa.SlotValue{list}
	if _, err := json.Marshal(list); err == nil {
		t.Error("a list that contains itself was encoded")
	}
	loop := &alexa.ConnectionsStartConnectionDirective{}
	loop.Input = loop
	if _, err := json.Marshal(loop); err == nil {
		t.Error("a directive that contains itself was encoded")
	}
}

func TestUnmarshalJSON(t *testing.T) {
	slot := alexa.Slot{Name: "kept"}
	if err := slot.UnmarshalJSON([]byte(`{"value":"lost","name":7}`)); err == nil {
		t.Error("no error")
	}
	if err := slot.UnmarshalJSON([]byte(`null`)); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(alexa.Slot{Name: "kept"}, slot); diff != "" {
		t.Errorf("an error or null changed the slot:\n%s", diff)
	}
	if err := slot.UnmarshalJSON([]byte(`null x`)); err == nil {
		t.Error("trailing text: no error")
	}
	if err := json.Unmarshal([]byte(`{"value":"new"}`), &slot); err != nil || slot.Name != "" || slot.Value != "new" {
		t.Errorf("slot %+v, %v", slot, err)
	}
}

func TestDecode(t *testing.T) {
	directive, err := alexa.Decode[alexa.Directive]([]byte(`{"type":"AudioPlayer.Stop"}`))
	if _, ok := directive.(*alexa.AudioPlayerStopDirective); !ok || err != nil {
		t.Errorf("%#v, %v", directive, err)
	}
	input, err := alexa.Decode[alexa.ConnectionsTaskInput]([]byte(`{"@type":"PrintPDFRequest","@version":"1","title":"t","url":"u"}`))
	if diff := cmp.Diff(alexa.ConnectionsTaskInput(&alexa.PrintPDFRequest{Version: "1", Title: "t", URL: "u"}), input); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, text := range []string{`null`, `7`, `{`} {
		if v, err := alexa.Decode[alexa.Directive]([]byte(text)); err == nil || v != nil {
			t.Errorf("%s: %v, %v", text, v, err)
		}
	}
	if _, err := alexa.Decode[time.Time]([]byte(`{}`)); err == nil || err.Error() != "alexa.Decode cannot decode a time.Time" {
		t.Errorf("error %v", err)
	}
}

// A-RESP-34.
func TestResponseEnvelope(t *testing.T) {
	for _, tc := range []struct {
		envelope alexa.ResponseEnvelope
		want     string
	}{
		{alexa.ResponseEnvelope{Version: "1.0"}, `{"version":"1.0"}`},
		{
			alexa.ResponseEnvelope{Version: "1.0", Response: &alexa.Response{}, SessionAttributes: map[string]any{}},
			`{"version":"1.0","response":{},"sessionAttributes":{}}`,
		},
		{
			alexa.ResponseEnvelope{
				Version: "1.0", UserAgent: "agent", SessionAttributes: map[string]any{"n": 1, "a": []string{"<"}},
				Response: &alexa.Response{
					OutputSpeech:     &alexa.SSMLOutputSpeech{SSML: "<speak>R&amp;D</speak>", PlayBehavior: alexa.PlayEnqueue},
					Card:             &alexa.SimpleCard{Title: "T"},
					Reprompt:         &alexa.Reprompt{OutputSpeech: &alexa.PlainTextOutputSpeech{Text: "Well?"}, Directives: []alexa.Directive{&alexa.AudioPlayerStopDirective{}}},
					ShouldEndSession: new(false),
					APIResponse:      json.RawMessage("null"),
					CanFulfillIntent: &alexa.CanFulfillIntent{CanFulfill: alexa.CanFulfillMaybe},
					Experimentation:  &alexa.ExperimentTriggers{TriggeredExperiments: []string{"e"}},
				},
			},
			`{"version":"1.0","response":{"outputSpeech":{"type":"SSML","ssml":"<speak>R&amp;D</speak>","playBehavior":"ENQUEUE"},` +
				`"card":{"type":"Simple","title":"T"},` +
				`"reprompt":{"outputSpeech":{"type":"PlainText","text":"Well?"},"directives":[{"type":"AudioPlayer.Stop"}]},` +
				`"apiResponse":null,"shouldEndSession":false,"canFulfillIntent":{"canFulfill":"MAYBE"},"experimentation":{"triggeredExperiments":["e"]}},` +
				`"userAgent":"agent","sessionAttributes":{"a":["<"],"n":1}}`,
		},
	} {
		got, err := tc.envelope.AppendJSON([]byte("> "))
		if err != nil || string(got) != "> "+tc.want {
			t.Errorf("got %s, %v\nwant %s", got, err, tc.want)
		}
	}
}

type customDirective struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

func (customDirective) DirectiveType() string { return "Custom" }

func TestDirectives(t *testing.T) {
	document := json.RawMessage("{\n  \"type\": \"APL\",\n  \"items\": [1, \" \"]\n}\n")
	for _, tc := range []struct {
		directive alexa.Directive
		want      string
	}{
		{
			&alexa.APLRenderDocumentDirective{Token: "t", Document: document, Datasources: map[string]any{"d": map[string]any{"n": 1.5}}},
			`{"type":"Alexa.Presentation.APL.RenderDocument","token":"t","document":{"type":"APL","items":[1," "]},"datasources":{"d":{"n":1.5}}}`,
		},
		{
			&alexa.APLRenderDocumentDirective{Document: alexa.APLDocumentLink("doc://alexa/apl/documents/menu")},
			`{"type":"Alexa.Presentation.APL.RenderDocument","document":{"type":"Link","src":"doc://alexa/apl/documents/menu"}}`,
		},
		{
			&alexa.APLExecuteCommandsDirective{Token: "t", Commands: []alexa.APLCommand{
				&alexa.APLSpeakItemCommand{ComponentID: "c", MinimumDwellTime: "500", When: "${data.on}"},
				&alexa.APLSetValueCommand{Property: "text"},
				&alexa.APLSetStateCommand{State: alexa.APLStateChecked, Value: alexa.APLBool(true)},
				&alexa.APLSetPageCommand{ComponentID: "p", Value: alexa.APLNumber(-1), Delay: alexa.APLNumber(0.5)},
				&alexa.UnknownAPLCommand{Type: "Mine", Raw: json.RawMessage(`{"type":"Mine"}`)},
			}},
			`{"type":"Alexa.Presentation.APL.ExecuteCommands","commands":[{"type":"SpeakItem","componentId":"c","minimumDwellTime":500,"when":"${data.on}"},` +
				`{"type":"SetValue","property":"text","value":""},{"type":"SetState","state":"checked","value":true},` +
				`{"type":"SetPage","componentId":"p","value":-1,"delay":0.5},{"type":"Mine"}],"token":"t"}`,
		},
		{
			&alexa.DialogElicitSlotDirective{SlotToElicit: "size", UpdatedIntent: &alexa.Intent{Name: "Order", Slots: map[string]*alexa.Slot{"size": {Name: "size"}, "drink": {Name: "drink", Value: "tea", ConfirmationStatus: alexa.SlotConfirmed}}}},
			`{"type":"Dialog.ElicitSlot","updatedIntent":{"name":"Order","confirmationStatus":"NONE","slots":{` +
				`"drink":{"name":"drink","value":"tea","confirmationStatus":"CONFIRMED"},"size":{"name":"size","confirmationStatus":"NONE"}}},"slotToElicit":"size"}`,
		},
		{
			&alexa.ConnectionsStartConnectionDirective{URI: "connection://AMAZON.PrintPDF/1", Input: &alexa.PrintPDFRequest{Title: "T", URL: "https://example.com/a?b&c"}},
			`{"type":"Connections.StartConnection","uri":"connection://AMAZON.PrintPDF/1","input":{"@type":"PrintPDFRequest","@version":"1","title":"T","url":"https://example.com/a?b&c"}}`,
		},
		{
			&alexa.ConnectionsSendRequestDirective{Name: "Buy", Token: "t", Payload: alexa.InSkillPurchaseRequest{InSkillProduct: alexa.InSkillProduct{ProductID: "<p>"}}},
			`{"type":"Connections.SendRequest","name":"Buy","payload":{"InSkillProduct":{"productId":"<p>"}},"token":"t"}`,
		},
		{&alexa.DialogUpdateDynamicEntitiesDirective{UpdateBehavior: alexa.DynamicEntitiesClear}, `{"type":"Dialog.UpdateDynamicEntities","updateBehavior":"CLEAR"}`},
		{
			&alexa.DialogUpdateDynamicEntitiesDirective{UpdateBehavior: alexa.DynamicEntitiesReplace, Types: []alexa.DynamicEntityType{{Name: "DRINK"}}},
			`{"type":"Dialog.UpdateDynamicEntities","updateBehavior":"REPLACE","types":[{"name":"DRINK","values":[]}]}`,
		},
		{
			&alexa.HTMLStartDirective{Request: alexa.HTMLStartRequest{URI: "https://example.com"}, Configuration: alexa.HTMLConfiguration{TimeoutInSeconds: 300}},
			`{"type":"Alexa.Presentation.HTML.Start","request":{"method":"GET","uri":"https://example.com"},"configuration":{"timeoutInSeconds":300}}`,
		},
		{&alexa.UnknownDirective{Type: "New", Raw: json.RawMessage(` {"type": "New"} `)}, `{"type":"New"}`},
		{&alexa.UnknownDirective{Type: "New"}, `{"type":"New"}`},
		{customDirective{"Custom", "<&>"}, `{"type":"Custom","text":"<&>"}`},
	} {
		envelope := alexa.ResponseEnvelope{Version: "1.0", Response: &alexa.Response{Directives: []alexa.Directive{tc.directive}}}
		got, err := envelope.AppendJSON(nil)
		if want := `{"version":"1.0","response":{"directives":[` + tc.want + `]}}`; err != nil || string(got) != want {
			t.Errorf("%T:\n got %s, %v\nwant %s", tc.directive, got, err, want)
		}
	}
}

func TestEncodeErrors(t *testing.T) {
	for _, tc := range []struct {
		response alexa.Response
		want     string
	}{
		{
			alexa.Response{Directives: []alexa.Directive{&alexa.AudioPlayerStopDirective{}, &alexa.APLRenderDocumentDirective{Document: json.RawMessage(`{"a":}`)}}},
			"response.directives[1].document: malformed raw JSON at byte 5: expected a value",
		},
		{alexa.Response{Directives: []alexa.Directive{&alexa.UnknownDirective{Raw: json.RawMessage(`[]`)}}}, "response.directives[0]: not a JSON object"},
		{alexa.Response{Extra: alexa.Extra{"x": json.RawMessage(`1,"y":2`)}}, "response.x: malformed raw JSON at byte 1: expected the end of the text"},
		{alexa.Response{APIResponse: json.RawMessage(`nul`)}, "response.apiResponse: malformed raw JSON at byte 0: expected a value"},
		{
			alexa.Response{Directives: []alexa.Directive{&alexa.HTMLHandleMessageDirective{Message: map[string]any{"f": func() {}}}}},
			"response.directives[0].message.f: json: unsupported type: func()",
		},
	} {
		envelope := alexa.ResponseEnvelope{Version: "1.0", Response: &tc.response}
		got, err := envelope.AppendJSON([]byte("before"))
		var ee *alexa.EncodeError
		if !errors.As(err, &ee) || err.Error() != tc.want || ee.Unwrap() == nil {
			t.Errorf("error %v, want %s", err, tc.want)
		}
		if string(got) != "before" {
			t.Errorf("the text became %s", got)
		}
		if _, err := json.Marshal(envelope); !errors.As(err, &ee) {
			t.Errorf("encoding/json: error %v", err)
		}
	}
	var none *alexa.ResponseEnvelope
	if _, err := none.AppendJSON(nil); err == nil {
		t.Error("a nil envelope was encoded")
	}
}

func TestTimestamp(t *testing.T) {
	at := time.Date(2026, time.November, 22, 8, 15, 30, 0, time.UTC)
	for text, want := range map[alexa.Timestamp]time.Time{
		"2026-11-22T08:15:30Z":      at,
		"2026-11-22T08:15:30.5Z":    at.Add(time.Second / 2),
		"2026-11-22T09:15:30+01:00": at,
		"1795335330000":             at,
		"-1":                        time.UnixMilli(-1),
		alexa.NewTimestamp(at):      at,
	} {
		got, err := text.Time()
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []alexa.Timestamp{"", "yesterday", "2026-11-22", "2026-11-22T08:15:30", "2026-13-22T08:15:30Z", "1e3"} {
		if got, err := text.Time(); err == nil {
			t.Errorf("%q was taken for %v", text, got)
		} else if text != "" && strings.Contains(err.Error(), string(text)) {
			t.Errorf("%q is quoted: %v", text, err)
		}
	}
	if got := alexa.NewTimestamp(at.In(time.FixedZone("", 3600))); got != "2026-11-22T08:15:30Z" {
		t.Errorf("new timestamp %s", got)
	}
	header, err := alexa.Decode[alexa.LaunchRequest]([]byte(`{"timestamp":1795335330000}`))
	if err != nil || header.Timestamp != "1795335330000" {
		t.Errorf("timestamp %q, %v", header.Timestamp, err)
	}
	if text, err := json.Marshal(header); err != nil || !bytes.Contains(text, []byte(`"timestamp":1795335330000`)) {
		t.Errorf("%s, %v", text, err)
	}
}

func FuzzRequestEnvelope(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		f.Add(readRequest(f, filepath.Base(file)))
	}
	for _, kind := range alexa.RequestTypes() {
		f.Add([]byte(`{"request":{"type":"` + kind + `","body":{},"error":{"type":"x"},"token":"t"}}`))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := alexa.DecodeRequestEnvelope(data)
		if err != nil {
			var de *alexa.DecodeError
			if !errors.As(err, &de) || de.Malformed && json.Valid(data) && !strings.Contains(de.Want, "levels of nesting") {
				t.Fatalf("error %#v", err)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatal("malformed JSON was decoded")
		}
		text, err := json.Marshal(first)
		if err != nil {
			t.Fatalf("encoding: %v", err)
		}
		second, err := alexa.DecodeRequestEnvelope(text)
		if err != nil {
			t.Fatalf("decoding again: %v\n%s", err, text)
		}
		again, err := json.Marshal(second)
		if err != nil || !bytes.Equal(text, again) {
			t.Fatalf("encoding again: %v\n%s\n%s", err, text, again)
		}
		third, err := alexa.DecodeRequestEnvelope(again)
		if diff := cmp.Diff(second, third); err != nil || diff != "" {
			t.Fatalf("decoding a third time: %v\n%s", err, diff)
		}
	})
}

// response is an everyday answer.
func response() *alexa.ResponseEnvelope {
	return &alexa.ResponseEnvelope{
		Version: "1.0", UserAgent: "litexa-go/1.0 Go/1.26", SessionAttributes: map[string]any{"turn": 3},
		Response: &alexa.Response{
			OutputSpeech:     &alexa.SSMLOutputSpeech{SSML: "<speak>All right! Your flat white will be served soon.</speak>"},
			Reprompt:         &alexa.Reprompt{OutputSpeech: &alexa.SSMLOutputSpeech{SSML: "<speak>Anything else?</speak>"}},
			ShouldEndSession: new(false),
		},
	}
}

func BenchmarkDecode(b *testing.B) {
	data := readRequest(b, "intent.json")
	b.Run("alexa", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := alexa.DecodeRequestEnvelope(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) { // into maps: the types themselves have decoders
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var v map[string]any
			if err := json.Unmarshal(data, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	envelope := response()
	text, err := envelope.AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("alexa", func(b *testing.B) {
		b.ReportAllocs()
		buf := make([]byte, 0, 1024)
		for b.Loop() {
			if _, err := envelope.AppendJSON(buf); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		var v map[string]any
		if err := json.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
