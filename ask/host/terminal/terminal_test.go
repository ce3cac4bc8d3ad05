package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// skillFunc is a skill made of a function.
type skillFunc func(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error)

func (f skillFunc) Invoke(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
	return f(ctx, envelope)
}

// fake is a skill that answers by a table and remembers the requests.
type fake struct {
	answers  map[string]func(envelope *alexa.RequestEnvelope) (*alexa.Response, error)
	requests []*alexa.RequestEnvelope
	stored   map[string]map[string]any // persistent attributes by user
	session  map[string]any            // session attributes of the response
}

func (f *fake) Invoke(_ context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
	f.requests = append(f.requests, envelope)
	name := envelope.IntentName()
	if name == "" {
		name = envelope.RequestType()
	}
	answer := f.answers[name]
	if answer == nil {
		if name == "SessionEndedRequest" {
			return &alexa.ResponseEnvelope{Version: "1.0"}, nil
		}
		return nil, fmt.Errorf("no handler for %s", name)
	}
	response, err := answer(envelope)
	if err != nil {
		return nil, err
	}
	out := &alexa.ResponseEnvelope{Version: "1.0", Response: response}
	if envelope.Session != nil {
		out.SessionAttributes = envelope.Session.Attributes
		if f.session != nil {
			out.SessionAttributes = f.session
		}
	}
	return out, nil
}

type answer = func(*alexa.RequestEnvelope) (*alexa.Response, error)

func ask(text, reprompt string) answer {
	return func(*alexa.RequestEnvelope) (*alexa.Response, error) { return asking(text, reprompt), nil }
}

func asking(text, reprompt string) *alexa.Response {
	r := &alexa.Response{OutputSpeech: speech(text), ShouldEndSession: new(bool)}
	if reprompt != "" {
		r.Reprompt = &alexa.Reprompt{OutputSpeech: speech(reprompt)}
	}
	return r
}

func say(text string) answer {
	return func(*alexa.RequestEnvelope) (*alexa.Response, error) { return saying(text), nil }
}

func saying(text string) *alexa.Response {
	end := true
	return &alexa.Response{OutputSpeech: speech(text), ShouldEndSession: &end}
}

func speech(text string) alexa.OutputSpeech {
	return &alexa.SSMLOutputSpeech{SSML: "<speak>" + text + "</speak>"}
}

// direct answers with directives and leaves shouldEndSession out.
func direct(text string, directives ...alexa.Directive) answer {
	return func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		r := &alexa.Response{Directives: directives}
		if text != "" {
			r.OutputSpeech = speech(text)
		}
		return r, nil
	}
}

func cafeModel(t testing.TB) map[string]*interactionmodel.Model {
	t.Helper()
	models, err := interactionmodel.LoadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	return models
}

func newCafe() *fake {
	f := &fake{stored: make(map[string]map[string]any)}
	f.answers = map[string]answer{
		"LaunchRequest": ask("Welcome!  What would you like?", "Coffee or tea?"),
		"OrderIntent": func(e *alexa.RequestEnvelope) (*alexa.Response, error) {
			drink := e.SlotValue("drink")
			if value, ok := e.Slot("drink").Resolved(); ok {
				drink = value.Name
			}
			if f.stored != nil {
				f.stored[e.UserID()] = map[string]any{"drink": drink, "count": 1}
			}
			return saying("Your " + drink + " is coming."), nil
		},
		"UsualIntent": func(e *alexa.RequestEnvelope) (*alexa.Response, error) {
			if drink, ok := f.stored[e.UserID()]["drink"]; ok {
				return saying(fmt.Sprintf("One %v, as usual.", drink)), nil
			}
			return asking("You are new here. What would you like?", ""), nil
		},
		"AMAZON.HelpIntent": ask("Order a drink.", "What would you like?"),
		"AMAZON.StopIntent": say("Bye!"),
	}
	return f
}

func options(t testing.TB) Options {
	return Options{
		Models: cafeModel(t), Seed: 1, SkillID: "skill", UserID: "alice",
		Now: func() time.Time { return time.Date(2026, time.November, 22, 9, 41, 0, 0, time.UTC) },
	}
}

func (f *fake) options(t testing.TB) Options {
	o := options(t)
	o.PersistentAttributes = func(_ context.Context, e *alexa.RequestEnvelope) (map[string]any, error) {
		return f.stored[e.UserID()], nil
	}
	return o
}

// talk returns the transcript of a conversation.
func talk(t *testing.T, skill Skill, o Options, lines ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := Talk(t.Context(), skill, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, o); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return out.String()
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("transcript (-want +got):\n%s", diff)
	}
}

func TestTalk(t *testing.T) {
	f := newCafe()
	got := talk(t, f, f.options(t),
		"hello",
		"Alexa, open persistent café",
		"a java, please",
		"ask persistent cafe for the usual",
		"/user bob",
		"open persistent cafe",
		"the usual",
		"help",
		"",
		"",
	)
	want(t, got, `
User: hello
Error: no session is open: say "open persistent cafe"
User: Alexa, open persistent café
Alexa: Welcome! What would you like?
User: a java, please
Alexa: Your coffee is coming.
Session: ended
Attributes: {"count":1,"drink":"coffee"}

User: ask persistent cafe for the usual
Alexa: One coffee, as usual.
Session: ended

/user bob
User: open persistent cafe
Alexa: Welcome! What would you like?
User: the usual
Alexa: You are new here. What would you like?
User: help
Alexa: Order a drink.
User:
Alexa: What would you like?
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)
`)
	last := f.requests[len(f.requests)-1]
	ended, ok := last.Request.(*alexa.SessionEndedRequest)
	if !ok || ended.Reason != alexa.SessionEndedBySilence || last.UserID() != "bob" {
		t.Errorf("last request is %+v of %s", last.Request, last.UserID())
	}
}

// TestRequests checks the envelopes of one session.
func TestRequests(t *testing.T) {
	f := newCafe()
	f.session = map[string]any{"step": 9007199254740993}
	o := options(t)
	o.PersonID = "carol"
	o.Location = time.FixedZone("CET", 60*60)
	talk(t, f, o, "open persistent cafe", "help", "exit")
	var got []string
	for _, e := range f.requests {
		got = append(got, fmt.Sprintf("%s new=%t attributes=%v", e.RequestType(), e.Session.New, e.Session.Attributes))
	}
	wanted := []string{
		"LaunchRequest new=true attributes=map[]",
		"IntentRequest new=false attributes=map[step:9007199254740993]",
		"SessionEndedRequest new=false attributes=map[step:9007199254740993]",
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	first, second := f.requests[0], f.requests[1]
	if first.Session.SessionID != second.Session.SessionID || first.Request.Header().RequestID == second.Request.Header().RequestID {
		t.Error("the session changes its id, or requests share theirs")
	}
	data, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	const wantFirst = `{"version":"1.0","session":{"new":true,"sessionId":"SESSION","application":{"applicationId":"skill"},` +
		`"user":{"userId":"alice"},"attributes":{}},"context":{"System":{"application":{"applicationId":"skill"},"user":{"userId":"alice"},` +
		`"device":{"deviceId":"amzn1.ask.device.TERMINAL","supportedInterfaces":{"AudioPlayer":{}}},"person":{"personId":"carol"},` +
		`"apiEndpoint":"https://api.amazonalexa.com","apiAccessToken":"terminal"},"AudioPlayer":{"playerActivity":"IDLE"}},` +
		`"request":{"type":"LaunchRequest","requestId":"REQUEST","timestamp":"2026-11-22T09:41:00Z","locale":"en-US"}}`
	text := strings.NewReplacer(first.Session.SessionID, "SESSION", first.Request.Header().RequestID, "REQUEST").Replace(string(data))
	var a, b any
	if json.Unmarshal([]byte(wantFirst), &a) != nil || json.Unmarshal([]byte(text), &b) != nil {
		t.Fatal("malformed JSON")
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("first request (-want +got):\n%s", diff)
	}
	if id := first.Session.SessionID; !strings.HasPrefix(id, "amzn1.echo-api.session.") || len(id) != len("amzn1.echo-api.session.")+36 {
		t.Errorf("session id is %s", id)
	}

	// The same seed gives the same ids, another one others.
	again, other := newCafe(), newCafe()
	talk(t, again, o, "open persistent cafe")
	o.Seed = 0
	talk(t, other, o, "open persistent cafe")
	if again.requests[0].Session.SessionID != first.Session.SessionID {
		t.Error("the same seed gives other ids")
	}
	if other.requests[0].Session.SessionID == first.Session.SessionID {
		t.Error("without a seed, the ids are the same")
	}
}

func TestDevices(t *testing.T) {
	for _, device := range Devices() {
		f := newCafe()
		o := options(t)
		o.Device = device
		talk(t, f, o, "open persistent cafe")
		e := f.requests[0]
		i := e.SupportedInterfaces()
		screen := device == Screen || device == TV
		if (i.APL != nil) != screen || (e.Context.Viewport != nil) != screen || (i.APLT != nil) != (device == Clock) || i.AudioPlayer == nil {
			t.Errorf("%s: interfaces %+v, viewport %+v", device, i, e.Context.Viewport)
		}
	}
}

// TestOpenEnd is about responses without shouldEndSession.
func TestOpenEnd(t *testing.T) {
	f := newCafe()
	f.answers["LaunchRequest"] = direct("Look at this.")
	o := options(t)
	want(t, talk(t, f, o, "open persistent cafe", "help"), `
User: open persistent cafe
Alexa: Look at this.
Session: ended

User: help
Error: no session is open: say "open persistent cafe"
`)
	o.Device = Screen
	want(t, talk(t, f, o, "open persistent cafe", "help", "", "", "open persistent cafe", ""), `
User: open persistent cafe
Alexa: Look at this.
User: help
Alexa: Order a drink.
User:
Alexa: What would you like?
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)

User: open persistent cafe
Alexa: Look at this.
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)
`)
}

func TestSessionEnds(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string // the last lines
		last  string // reason in the last request; "" for a request of the user
	}{
		{"skill", []string{"a coffee"}, "Alexa: Your coffee is coming.\nSession: ended\n", ""},
		{"stop intent", []string{"stop"}, "Alexa: Bye!\nSession: ended\n", ""},
		{"exit", []string{"alexa, exit"}, "Session: ended (USER_INITIATED)\n", "USER_INITIATED"},
		{"end of input", []string{"help"}, "Session: ended (USER_INITIATED)\n", "USER_INITIATED"},
		{"end", []string{"/end"}, "Session: ended (USER_INITIATED)\n", "USER_INITIATED"},
		{"quit", []string{"/quit", "a coffee"}, "/quit\nSession: ended (USER_INITIATED)\n", "USER_INITIATED"},
		{"user", []string{"/user bob"}, "Session: ended (USER_INITIATED)\n", "USER_INITIATED"},
		{"device", []string{"/device kitchen"}, "Session: ended (USER_INITIATED)\n", "USER_INITIATED"},
		{"silence", []string{"", ""}, "Session: ended (EXCEEDED_MAX_REPROMPTS)\n", "EXCEEDED_MAX_REPROMPTS"},
		{"no reprompt", []string{"the usual", ""}, "Session: ended (EXCEEDED_MAX_REPROMPTS)\n", "EXCEEDED_MAX_REPROMPTS"},
		{"error", []string{"tell me a secret"}, "Error: no handler for SecretIntent\nSession: ended (ERROR)\n", "ERROR"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newCafe()
			got := talk(t, f, options(t), append([]string{"open persistent cafe"}, test.lines...)...)
			if !strings.HasSuffix(got, test.want) {
				t.Errorf("transcript ends\n%s\nwant\n%s", got, test.want)
			}
			reason := ""
			if ended, ok := f.requests[len(f.requests)-1].Request.(*alexa.SessionEndedRequest); ok {
				reason = string(ended.Reason)
			}
			if reason != test.last {
				t.Errorf("last request is the end of the session by %q; want %q", reason, test.last)
			}
		})
	}
}

func TestMisunderstanding(t *testing.T) {
	f := newCafe()
	f.answers["LaunchRequest"] = ask("Welcome!", "Coffee or tea?")
	want(t, talk(t, f, options(t), "open persistent cafe", "reserve", "blah blah blah", strings.Repeat("x", 3000), "open persistent cafe"), `
User: open persistent cafe
Alexa: Welcome!
User: reserve
Error: no intent fits "reserve", and the interaction model has no AMAZON.FallbackIntent
Alexa: Coffee or tea?
User: blah blah blah
Error: no intent fits "blah blah blah", and the interaction model has no AMAZON.FallbackIntent
Session: ended (EXCEEDED_MAX_REPROMPTS)

User: `+strings.Repeat("x", 3000)+`
Error: no session is open: say "open persistent cafe"
User: open persistent cafe
Alexa: Welcome!
Session: ended (USER_INITIATED)
`)
	got := talk(t, f, options(t), "open persistent cafe", strings.Repeat("x ", 300), "ask persistent cafe to "+strings.Repeat("x ", 300))
	if !strings.Contains(got, "Error: the utterance is too long\n") {
		t.Errorf("transcript of a long utterance:\n%s", got)
	}
}

func TestInvocations(t *testing.T) {
	f := newCafe()
	want(t, talk(t, f, options(t),
		"ask persistent cafe for a tea",
		"ask persistent cafe to fly me to the moon",
		"ask persistent cafe for the usual", // in the middle of a session
	), `
User: ask persistent cafe for a tea
Alexa: Your tea is coming.
Session: ended

User: ask persistent cafe to fly me to the moon
# No intent fits "fly me to the moon", so that Alexa just opens the skill.
Alexa: Welcome! What would you like?
User: ask persistent cafe for the usual
Session: ended (USER_INITIATED)
Alexa: One tea, as usual.
Session: ended
`)
	if !f.requests[0].Session.New || f.requests[0].IntentName() != "OrderIntent" {
		t.Errorf("first request is %s, new %t", f.requests[0].IntentName(), f.requests[0].Session.New)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name   string
		answer answer
		want   string
	}{
		{"error", func(*alexa.RequestEnvelope) (*alexa.Response, error) {
			return nil, errors.New("the\ntable\x1b[31m is gone")
		}, "Error: the table[31m is gone"},
		{"refused", func(*alexa.RequestEnvelope) (*alexa.Response, error) {
			return saying(strings.Repeat("x", 9000)), nil
		}, "Error: the response would be refused by Alexa: response.outputSpeech"},
		{"no intent", direct("", &alexa.DialogDelegateDirective{}), "Error: Dialog.Delegate needs an intent that the interaction model has a dialog for"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newCafe()
			f.answers["LaunchRequest"] = test.answer
			got := talk(t, f, options(t), "open persistent cafe", "/new")
			if n := strings.Count(got, test.want); n != 2 {
				t.Errorf("%d times %q in\n%s", n, test.want, got)
			}
			if !strings.Contains(got, "Session: ended (ERROR)") {
				t.Errorf("the session goes on:\n%s", got)
			}
		})
	}
	nothing := skillFunc(func(context.Context, *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) { return nil, nil })
	if got := talk(t, nothing, options(t), "open persistent cafe"); !strings.Contains(got, "Error: the skill answered nothing") {
		t.Errorf("no answer:\n%s", got)
	}
	unencodable := skillFunc(func(context.Context, *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
		return &alexa.ResponseEnvelope{SessionAttributes: map[string]any{"f": func() {}}}, nil
	})
	if got := talk(t, unencodable, options(t), "open persistent cafe"); !strings.Contains(got, "Error: encoding the response: ") {
		t.Errorf("unencodable answer:\n%s", got)
	}
	empty := skillFunc(func(context.Context, *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
		return &alexa.ResponseEnvelope{}, nil
	})
	want(t, talk(t, empty, options(t), "open persistent cafe"), "User: open persistent cafe\nSession: ended\n")
}

func TestAnswerToEnd(t *testing.T) {
	f := newCafe()
	f.answers["SessionEndedRequest"] = say("But I am not done!")
	want(t, talk(t, f, options(t), "open persistent cafe", "exit"), `
User: open persistent cafe
Alexa: Welcome! What would you like?
User: exit
# Alexa ignores what the skill answers to SessionEndedRequest.
Session: ended (USER_INITIATED)
`)
	f.answers["SessionEndedRequest"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) { return nil, errors.New("oops") }
	want(t, talk(t, f, options(t), "open persistent cafe", "exit"), `
User: open persistent cafe
Alexa: Welcome! What would you like?
User: exit
Error: oops
Session: ended (USER_INITIATED)
`)
}

func TestRendering(t *testing.T) {
	image := &alexa.CardImage{SmallImageURL: "https://example.com/small.png", LargeImageURL: "https://example.com/large.png"}
	responses := []*alexa.Response{
		{OutputSpeech: speech(`Hello <break time="1s"/> there<audio src="soundbank://soundlibrary/bell"/> &amp; <emphasis>you</emphasis>`)},
		{OutputSpeech: &alexa.PlainTextOutputSpeech{Text: "a < b"}, Card: &alexa.SimpleCard{Title: "Title", Content: "two\nlines"}},
		{Card: &alexa.StandardCard{Title: "Title", Text: "text", Image: image}},
		{Card: &alexa.StandardCard{Text: "text"}},
		{Card: &alexa.LinkAccountCard{}},
		{Card: &alexa.AskForPermissionsConsentCard{Permissions: []string{"read::alexa:device:all:address", "alexa::profile:name:read"}}},
		{Card: &alexa.UnknownCard{Type: "Hologram", Raw: json.RawMessage(`{"type":"Hologram"}`)}},
		{OutputSpeech: &alexa.UnknownOutputSpeech{Type: "Song", Raw: json.RawMessage(`{"type":"Song"}`)}},
		{Directives: []alexa.Directive{
			&alexa.AudioPlayerStopDirective{},
			&alexa.DialogUpdateDynamicEntitiesDirective{UpdateBehavior: alexa.DynamicEntitiesClear},
			&alexa.UnknownDirective{Type: "Big", Raw: json.RawMessage(`{"type":"Big","text":"<` + strings.Repeat("ä", 200) + `"}`)},
		}},
	}
	f := newCafe()
	f.answers["LaunchRequest"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		response := responses[0]
		responses = responses[1:]
		response.ShouldEndSession = new(bool)
		*response.ShouldEndSession = true
		return response, nil
	}
	var lines []string
	for range responses {
		lines = append(lines, "/new")
	}
	got := strings.NewReplacer("/new\n", "", "Session: ended\n", "", "Session: ended\n\n", "").Replace(talk(t, f, options(t), lines...))
	got = strings.ReplaceAll(strings.ReplaceAll(got, "\n\n", "\n"), "\n\n", "\n")
	want(t, got, `
Alexa: Hello there [audio: soundbank://soundlibrary/bell] & you
Alexa: a < b
Card: Title: two lines
Card: Title: text [image: https://example.com/large.png]
Card: text
Card: please link your account
Card: please grant permissions: read::alexa:device:all:address, alexa::profile:name:read
Card: Hologram
Directive: AudioPlayer.Stop
Directive: Dialog.UpdateDynamicEntities {"updateBehavior":"CLEAR"}
Directive: Big {"text":"<`+strings.Repeat("ä", 160-len(`Big {"text":"<`))+`…
`)
}

func TestCommands(t *testing.T) {
	f := newCafe()
	f.session = map[string]any{"step": "menu"}
	o := f.options(t)
	want(t, talk(t, f, o,
		"/nonsense", "/user", "/end now", "/end", "/new", "/attributes", "/person carol", "/locale xx-XX", "/locale de-DE",
		"öffne dauer café", "ein kaffee", "/attributes", "/person",
	), `
/nonsense
# there is no command /nonsense; /help lists the commands
/user
# /user wants ID after it
/end now
# /end takes nothing after it
/end
Error: no session is open
/new
Alexa: Welcome! What would you like?
/attributes
Session attributes: {"step":"menu"}
Attributes: {}
/person carol
/locale xx-XX
Error: there is no interaction model for xx-XX, only for de-DE, en-US
/locale de-DE
Session: ended (USER_INITIATED)

User: öffne dauer café
Alexa: Welcome! What would you like?
User: ein kaffee
Alexa: Your Kaffee is coming.
Session: ended
Attributes: {"count":1,"drink":"Kaffee"}

/attributes
Attributes: {"count":1,"drink":"Kaffee"}
/person
`)
	last := f.requests[len(f.requests)-1]
	if last.PersonID() != "carol" || last.Locale() != "de-DE" {
		t.Errorf("last request is of person %q in %s", last.PersonID(), last.Locale())
	}
	o.PersistentAttributes = nil
	want(t, talk(t, f, o, "/attributes", "/new", "/attributes"), `
/attributes
# No session is open, and this program does not tell how to read persistent attributes.
/new
Alexa: Welcome! What would you like?
/attributes
Session attributes: {"step":"menu"}
Session: ended (USER_INITIATED)
`)
	o.PersistentAttributes = func(context.Context, *alexa.RequestEnvelope) (map[string]any, error) {
		return nil, errors.New("no store")
	}
	want(t, talk(t, f, o, "/attributes", "ask persistent cafe for a tea"), `
/attributes
Error: reading the persistent attributes: no store
User: ask persistent cafe for a tea
Alexa: Your tea is coming.
Session: ended
`)
}

func TestHelp(t *testing.T) {
	got := talk(t, newCafe(), options(t), "/help")
	for _, command := range commands {
		if !strings.Contains(got, "\n# /"+command.name+" ") {
			t.Errorf("/help does not name /%s:\n%s", command.name, got)
		}
	}
}

func TestJSON(t *testing.T) {
	got := talk(t, newCafe(), options(t), "/json", "ask persistent cafe for a tea", "/json", "ask persistent cafe for a tea")
	for _, text := range []string{"# Request:\n# {\n#   \"version\": \"1.0\",\n", `"type": "IntentRequest"`, "# Response:\n# {\n", "# Requests and responses are not shown any more.\n"} {
		if n := strings.Count(got, text); n != 1 {
			t.Errorf("%d times %q in\n%s", n, text, got)
		}
	}
}

func TestEvent(t *testing.T) {
	f := newCafe()
	f.answers["AudioPlayer.PlaybackStarted"] = direct("")
	f.answers["GameEngine.InputHandlerEvent"] = ask("A button!", "")
	o := options(t)
	files := map[string]string{
		"started.json":  `{"type":"AudioPlayer.PlaybackStarted","token":"t"}`,
		"button.json":   `{"type":"GameEngine.InputHandlerEvent","events":[]}`,
		"launch.json":   `{"type":"LaunchRequest"}`,
		"ended.json":    `{"type":"SessionEndedRequest","reason":"USER_INITIATED"}`,
		"whole.json":    `{"version":"1.0","session":{"new":true,"sessionId":"other","application":{"applicationId":"x"}},"context":{"System":{"application":{"applicationId":"x"},"user":{"userId":"zoe"}}},"request":{"type":"LaunchRequest","requestId":"r","timestamp":"2026-01-01T00:00:00Z"}}`,
		"bad.json":      `[]`,
		"cut.json":      `{"request":{}`,
		"faulty.json":   `{"request":7}`,
		"typeless.json": `{"token":"t"}`,
		"large.json":    strings.Repeat(" ", maxEvent+1),
	}
	o.ReadFile = func(name string) ([]byte, error) {
		if data, ok := files[name]; ok {
			return []byte(data), nil
		}
		return nil, os.ErrNotExist
	}
	got := talk(t, f, o, "/event started.json", "/event launch.json", "/event button.json", "/event whole.json", "/event started.json", "/event ended.json", "/event ended.json")
	want(t, got, `
/event started.json
/event launch.json
Alexa: Welcome! What would you like?
/event button.json
Alexa: A button!
/event whole.json
Alexa: Welcome! What would you like?
/event started.json
/event ended.json
Session: ended (USER_INITIATED)

/event ended.json
`)
	var requests []string
	for _, e := range f.requests {
		session := "none"
		if e.Session != nil {
			session = fmt.Sprint(e.Session.New)
		}
		requests = append(requests, e.RequestType()+" "+e.UserID()+" "+session)
	}
	wanted := []string{
		"AudioPlayer.PlaybackStarted alice none", "LaunchRequest alice true", "GameEngine.InputHandlerEvent alice false", "LaunchRequest zoe true",
		"AudioPlayer.PlaybackStarted alice none", "SessionEndedRequest alice false", "SessionEndedRequest alice none",
	}
	if diff := cmp.Diff(wanted, requests); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	for name, text := range map[string]string{
		"none.json": "reading the request: file does not exist", "bad.json": "bad.json is no JSON object", "cut.json": "cut.json is no JSON object",
		"faulty.json": "faulty.json: ", "typeless.json": "typeless.json: ", "large.json": "large.json is larger than",
	} {
		if got := talk(t, f, o, "/event "+name); !strings.Contains(got, "Error: ") || !strings.Contains(got, text) {
			t.Errorf("%s: %s; want %q", name, got, text)
		}
	}
}

func TestInteractive(t *testing.T) {
	o := options(t)
	o.Interactive, o.Color, o.Width = true, true, 40
	f := newCafe()
	f.answers["LaunchRequest"] = ask("Welcome to the persistent cafe, where we remember what you like to drink.", "")
	got := talk(t, f, o, "open persistent cafe", "a coffee", "nothing")
	user, said, failed := "\x1b[1m\x1b[36mUser:\x1b[0m", "\x1b[1mAlexa:\x1b[0m", "\x1b[1m\x1b[31mError:\x1b[0m"
	want(t, got, "\x1b[2m# Say \"open persistent cafe\"; /help\x1b[0m\n\x1b[2m# lists the commands.\x1b[0m\n"+
		user+" "+said+" Welcome to the persistent cafe,\n       where we remember what you like\n       to drink.\n"+
		user+" "+said+" Your coffee is coming.\n\x1b[2mSession:\x1b[0m ended\n\n"+
		user+" "+failed+" no session is open: say \"open\n       persistent cafe\"\n"+
		user+" \n")
}

func TestOptionErrors(t *testing.T) {
	broken := map[string]*interactionmodel.Model{"en-US": {LanguageModel: interactionmodel.LanguageModel{
		Intents: []interactionmodel.Intent{{Name: "I", Samples: []string{"{x}"}}},
	}}}
	for name, test := range map[string]struct {
		options Options
		want    string
	}{
		"no models":    {Options{}, "no interaction models"},
		"locale":       {Options{Models: cafeModel(t), Locale: "fr-FR"}, "no interaction model for fr-FR"},
		"device":       {Options{Models: cafeModel(t), Device: "toaster"}, `unknown kind of device "toaster"`},
		"faulty model": {Options{Models: broken}, `the intent has no slot "x"`},
	} {
		err := Talk(t.Context(), newCafe(), strings.NewReader(""), io.Discard, test.options)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Talk returns %v; want %q", name, err, test.want)
		}
		err = Replay(t.Context(), newCafe(), "script", strings.NewReader("User: hi\n"), io.Discard, ReplayOptions{Options: test.options})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Replay returns %v; want %q", name, err, test.want)
		}
	}
	german := map[string]*interactionmodel.Model{"de-DE": cafeModel(t)["de-DE"]}
	f := newCafe()
	talk(t, f, Options{Models: german}, "öffne dauer café")
	if f.requests[0].Locale() != "de-DE" {
		t.Errorf("locale is %s", f.requests[0].Locale())
	}
}

func TestInputAndOutputErrors(t *testing.T) {
	broken := errors.New("broken pipe")
	if err := Talk(t.Context(), newCafe(), iotest.ErrReader(broken), io.Discard, options(t)); !errors.Is(err, broken) {
		t.Errorf("broken input: %v", err)
	}
	input := func() io.Reader { return strings.NewReader("open persistent cafe\ncoffee\n") }
	if err := Talk(t.Context(), newCafe(), input(), brokenWriter{broken}, options(t)); !errors.Is(err, broken) {
		t.Errorf("broken output: %v", err)
	}
	script := strings.NewReader("User: open persistent cafe\nUser: coffee\n")
	if err := Replay(t.Context(), newCafe(), "script", script, brokenWriter{broken}, ReplayOptions{Options: options(t)}); !errors.Is(err, broken) {
		t.Errorf("broken output of a replay: %v", err)
	}
	if err := Replay(t.Context(), newCafe(), "script", iotest.ErrReader(broken), io.Discard, ReplayOptions{Options: options(t)}); !errors.Is(err, broken) {
		t.Errorf("broken script: %v", err)
	}
	got := talk(t, newCafe(), options(t), strings.Repeat("y", maxLine+1), "ask persistent cafe for a tea", strings.Repeat("z", maxLine+1))
	want(t, got, `
# This line is too long: lines have at most 65536 bytes.
User: ask persistent cafe for a tea
Alexa: Your tea is coming.
Session: ended
# This line is too long: lines have at most 65536 bytes.
`)
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// TestCancel ends the context while Talk waits for input, and while the skill
// works.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, feed := io.Pipe()
	defer feed.Close()
	f := newCafe()
	f.answers["LaunchRequest"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		go cancel()
		return asking("Welcome!", ""), nil
	}
	done := make(chan error)
	var out bytes.Buffer
	go func() { done <- Talk(ctx, f, in, &out, options(t)) }()
	io.WriteString(feed, "open persistent cafe\n")
	if err := <-done; err != nil {
		t.Errorf("Talk returns %v", err)
	}
	if last := f.requests[len(f.requests)-1]; last.RequestType() != "SessionEndedRequest" {
		t.Errorf("last request is %s", last.RequestType())
	}

	ctx, cancel = context.WithCancel(t.Context())
	f.answers["LaunchRequest"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		cancel()
		return nil, ctx.Err()
	}
	script := strings.NewReader("User: open persistent cafe\nUser: coffee\n")
	if err := Replay(ctx, f, "script", script, io.Discard, ReplayOptions{Options: options(t)}); !errors.Is(err, context.Canceled) {
		t.Errorf("Replay returns %v", err)
	}
	if n := len(f.requests); f.requests[n-1].RequestType() == "IntentRequest" {
		t.Error("the replay went on")
	}
}
