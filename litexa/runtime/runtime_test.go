package runtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/runtime"
)

// conversation answers requests in turn and checks what is said; "" in the table
// is silence.
func conversation(t *testing.T, s *runtime.Skill, steps [][2]string) {
	t.Helper()
	for i, step := range steps {
		if got := say(t, s, step[0]); got != step[1] {
			t.Errorf("step %d, %s: said %q, want %q", i+1, step[0], got, step[1])
		}
	}
}

// TestLocals: L-VAR-10 to L-VAR-14.
func TestLocals(t *testing.T) {
	memory := new(runtime.MemoryStore)
	s := skill(t, map[string]string{"main.litexa": `launch
  -> room
room
  local seen = 0
  local unused = 5
  if seen == 0
    local inside = 7
  say "unused {unused}."
  when "look"
    seen = seen + 1
    inside = inside + 1
    say "seen {seen} inside {inside}"
  when "again"
    -> room
  when "hand over"
    seen = 50
    |-> other
    say "never"
  when "global one"
    -> room
  local leaving = 3
  for k, v in "ab"
    say "bye {leaving} {v}"
other
  local seen = 100
  say "other {seen}"
  when "look"
    say "other sees {seen}"
  when "hand over"
    say "handed {seen}"
`}, func(c *runtime.Config) { c.Store = memory })
	conversation(t, s, [][2]string{
		{"launch", "unused 5."},
		{"LOOK", "seen 1 inside 8"},
		{"LOOK", "seen 2 inside 9"},
		{"AGAIN", "bye 3 a bye 3 b unused 5."},
		{"LOOK", "seen 1 inside 8"},
		{"HAND_OVER", "handed 1 bye 3 a bye 3 b other 100"},
		{"LOOK", "other sees 100"},
	})
	if diff := cmp.Diff(map[string]any{"seen": 100.0}, stored(t, memory)["__stateLocals"]); diff != "" {
		t.Errorf("the stored locals (-want +got):\n%s", diff)
	}
}

// TestTyped: L-DEF-04 to L-DEF-08.
func TestTyped(t *testing.T) {
	s := skill(t, map[string]string{"main.litexa": `define @game as Game
define @box as Box
launch
  @game.bump()
  say "{@game.text()} {@box.get()}"
  when "more"
    @game.bump()
    @box.put(3)
    say "{@game.text()} {@box.get()}"
  when "reset"
    @game = none()
    @box = none()
    say "{@game.text()} {@box.get()}"
  when "replace"
    @game = fresh()
    say "{@game.text()}"
  when "bad"
    @game = 5
  when "wrap"
    local w = @plain as Wrapper
    w.add()
    say "{w.n}"
`, "code.js": `class Game { constructor() { this.n = 0; } bump() { this.n++; } text() { return "game " + this.n; } }
const Box = { Initialize: () => ({ v: 1 }), Prepare: (o) => ({ get: () => o.v, put: (v) => { o.v = v; } }) };
class Wrapper { constructor(data, context) { this.context = context; this.n = data ? data.n : 10; } add() { this.n++; this.context.db.write("plain", { n: this.n }); } }
function none() { return null; }
function fresh() { return { n: 40 }; }
`})
	conversation(t, s, [][2]string{
		{"launch", "game 1 1"}, {"MORE", "game 2 3"}, {"MORE", "game 3 3"}, {"WRAP", "11"}, {"WRAP", "12"},
		{"REPLACE", "game 40"}, {"MORE", "game 41 3"}, {"RESET", "game 0 1"},
	})
	if _, err := s.Handle(t.Context(), event("BAD")); err == nil || !strings.Contains(err.Error(), "@game is a typed variable, you can only assign an object or null to it.") {
		t.Errorf("a number in a typed variable: %v", err)
	}
}

// TestChoices: L-RND-02 to L-RND-06.
func TestChoices(t *testing.T) {
	options := func(n int) string {
		names := strings.Split("a b c d e f g h i j k l m n o p q r s t", " ")
		return "(" + strings.Join(names[:n], "|") + ")"
	}
	for _, test := range []struct{ options, apart int }{{2, 1}, {3, 1}, {4, 1}, {5, 2}, {6, 3}, {20, 8}} {
		s := skill(t, map[string]string{"main.litexa": "launch\n  say \"" + options(test.options) + "\"\n"})
		var said []string
		for range 60 {
			said = append(said, say(t, s, "launch"))
		}
		for i := range said {
			for back := 1; back <= test.apart && back <= i; back++ {
				if said[i] == said[i-back] {
					t.Errorf("of %d options %q is repeated after %d", test.options, said[i], back)
				}
			}
		}
	}
	// Options that are not 0 or 1 any more come of shorter lists.
	memory := new(runtime.MemoryStore)
	s := skill(t, map[string]string{"main.litexa": "launch\n  say \"one (a|b)\"\n    or \"two (c|d)\"\n    or \"three\"\n"},
		func(c *runtime.Config) { c.Store, c.JS.Rand = memory, func() float64 { return 0 } })
	conversation(t, s, [][2]string{{"launch", "one a"}, {"launch", "two c"}, {"launch", "one b"}})
	if diff := cmp.Diff([]any{nil, []any{0.0}, []any{1.0}, []any{0.0}}, stored(t, memory)["__sayHistory"]); diff != "" {
		t.Errorf("the stored history (-want +got):\n%s", diff)
	}
}

// TestTransitions: section L-TRN and L-RT-09 to L-RT-15.
func TestTransitions(t *testing.T) {
	files := map[string]string{"main.litexa": `initialize
  say "init."
launch
  say "launch."
  if @stop == "end"
    END
  if @stop == "listen"
    LISTEN
  when "start"
    say "start."
    -> a
  otherwise
    say "launch other."
a
  say "a."
  when "end then go"
    END
    -> b
  when "go then end"
    -> b
    END
  when "listen"
    LISTEN
  when "listen microphone"
    LISTEN microphone
  when "hand"
    ... b
  when "stop hand"
    |-> b
    say "never."
  when "self"
    -> a
  when "to c"
    -> c
  when "stop with"
    @stop = "end"
    END
  when "listen with"
    @stop = "listen"
    END
  when "resume"
    keepState(context)
    END
  say "a exit."
b
  say "b."
  when "hand"
    say "b hand."
  when "stop hand"
    say "b stop hand."
c
  say "c."
  ... d
  otherwise
    say "c other."
  END
d
  otherwise
    say "d other."
`, "code.js": `function keepState(context) { context.settings.resetOnLaunch = false; }`}
	s := skill(t, files)
	end := func(request string) string {
		r := decode(t, handle(t, s, request).Response)
		switch v := r.Response.ShouldEndSession; {
		case v == nil:
			return "open, silent"
		case *v:
			return "ended"
		default:
			return "open"
		}
	}
	conversation(t, s, [][2]string{
		{"launch", "init. launch."}, {"START", "start. a."}, {"END_THEN_GO", "a exit. b."},
		{"launch", "launch."}, {"START", "start. a."}, {"GO_THEN_END", ""},
		{"START", "launch. start. a."}, // one shot, L-RT-10
		{"HAND", "b hand."}, {"SELF", "a exit. a."}, {"STOP_HAND", "b stop hand. a exit. b."},
		{"launch", "launch."}, {"START", "start. a."}, {"TO_C", "a exit. c. d other."},
		{"HAND", "c other."},
	})
	handle(t, s, "launch")
	handle(t, s, "START")
	for _, test := range [][2]string{{"LISTEN", "open, silent"}, {"LISTEN_MICROPHONE", "open"}, {"SELF", "open"}, {"STOP_WITH", "ended"}} {
		if got := end(test[0]); got != test[1] {
			t.Errorf("%s leaves the session %s, want %s", test[0], got, test[1])
		}
	}
	// L-RT-11: launch ends or listens, and the intent is lost.
	r := decode(t, handle(t, s, "START").Response)
	if r.said() != "launch." || r.Response.ShouldEndSession == nil || !*r.Response.ShouldEndSession {
		t.Errorf("a one-shot intent whose launch ends: %+v", r)
	}
	// A state that no longer exists.
	memory := new(runtime.MemoryStore)
	put := func(state string) {
		_, version, _ := memory.Get(t.Context(), "device")
		record, _ := json.Marshal(map[string]any{"__currentState": state, "__settings": map[string]any{"resetOnLaunch": false}})
		if err := memory.Put(t.Context(), "device", record, version); err != nil {
			t.Fatal(err)
		}
	}
	other := skill(t, files, func(c *runtime.Config) { c.Store = memory })
	put("gone")
	if _, err := other.Handle(t.Context(), event("launch")); err == nil || !strings.Contains(err.Error(), "Invalid state name `gone`") {
		t.Errorf("resuming a state that is gone: %v", err)
	}
	if state := stored(t, memory)["__currentState"]; state != nil {
		t.Errorf("the state is still %v", state)
	}
	put("gone")
	if got := say(t, other, "START"); got != "" {
		t.Errorf("an intent for a state that is gone says %q", got)
	}
	put("a")
	if got := say(t, other, "launch"); got != "a exit. a." {
		t.Errorf("resuming says %q", got)
	}
}

// TestLimits: L-TRN-05 and L-TRN-10.
func TestLimits(t *testing.T) {
	var log strings.Builder
	s := skill(t, map[string]string{"main.litexa": `launch
  when "round"
    -> one
  when "hand"
    ... launch
one
  -> two
two
  -> one
`}, func(c *runtime.Config) { c.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	handle(t, s, "launch")
	for request, want := range map[string]string{
		"ROUND": "States error: exceeded 500 transitions. Check your logic for non-terminating loops.",
		"HAND":  "Intent handler recursion error, exceeded 10 steps",
	} {
		if _, err := s.Handle(t.Context(), event(request)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", request, err)
		}
	}
	if !strings.Contains(log.String(), "one -> two -> one") {
		t.Errorf("the log does not tell what was visited: %s", log.String())
	}
}

// TestTerminal: L-RT-03 and L-HK-03.
func TestTerminal(t *testing.T) {
	var log strings.Builder
	memory := new(runtime.MemoryStore)
	s := skill(t, map[string]string{"main.litexa": `launch
  say "x"
  when "end"
    END
`, "code.js": `litexa.sessionTerminatingCallback = (context) => {
  context.db.write("ended", Object.keys(context).sort().join());
};`}, func(c *runtime.Config) {
		c.Store, c.Logger = memory, slog.New(slog.NewTextHandler(&log, nil))
		c.LogLevel = "terse"
		c.JS.Stdout = &log
	})
	handle(t, s, "launch")
	result := handle(t, s, `{"type":"SessionEndedRequest","reason":"USER_INITIATED"}`)
	if string(result.Response) != "{}" {
		t.Errorf("the response is %s", result.Response)
	}
	record := stored(t, memory)
	if want := "db,event,language,now,request,requestId,sessionAttributes"; record["ended"] != want || record["__currentState"] != "launch" {
		t.Errorf("the record is %v", record)
	}
	handle(t, s, `{"type":"System.ExceptionEncountered","error":{"type":"INVALID_RESPONSE"}}`)
	handle(t, s, "END")
	if keys := fmt.Sprint(stored(t, memory)["ended"]); !strings.Contains(keys, "currentState") {
		t.Errorf("at END the callback sees %s", keys)
	}
	for _, want := range []string{"ERROR System.ExceptionEncountered: ", "VERBOSE REQUEST {", "VERBOSE RESPONSE {", "VERBOSE Terminating input handler early"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q", want)
		}
	}
}

// TestTraces: L-RT-20, L-RT-21 and L-HK-05.
func TestTraces(t *testing.T) {
	var log strings.Builder
	s := skill(t, map[string]string{"main.litexa": "launch\n  when \"go\"\n    -> a\na\n  say \"{context.traceHistory.length}\"\n"},
		func(c *runtime.Config) { c.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	withTraces := func(request, member string) json.RawMessage {
		return json.RawMessage(strings.Replace(string(event(request)), "{", `{"`+member+`":true,`, 1))
	}
	result, err := s.Handle(t.Context(), withTraces("GO", "__reportStateTrace"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"launch", "launch:GO", "a"}
	if diff := cmp.Diff(want, decode(t, result.Response).Trace); diff != "" {
		t.Errorf("the reported trace (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, result.Trace); diff != "" {
		t.Errorf("the trace (-want +got):\n%s", diff)
	}
	if log.Len() > 0 {
		t.Errorf("traces are logged: %s", log.String())
	}
	handle(t, s, "launch")
	if _, err := s.Handle(t.Context(), withTraces("GO", "__logStateTraces")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"STATETRACE drain intent GO in launch", "STATETRACE enter a"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q: %s", want, log.String())
		}
	}
}

// observer notes what is reached.
type observer []string

func (o *observer) Reach(language, state, handler string) {
	*o = append(*o, language+" "+state+" "+handler)
}

// TestLanguages: L-LOC-02, L-LOC-03 and L-LOC-07.
func TestLanguages(t *testing.T) {
	var seen observer
	s := skill(t, map[string]string{
		"main.litexa":    "launch\n  say \"default {place()}\"\n  when \"word\"\n    say \"default word\"\n  say \"bye\"\nglobal\n  when \"everywhere\"\n    say \"default everywhere\"\n",
		"code.js":        "function place() { return 'here ' + litexa.language; }",
		"de/main.litexa": "launch\n  say \"deutsch {place()}\"\n  when \"wort\"\n    say \"deutsches wort\"\nglobal\n  when \"everywhere\"\n    say \"überall\"\n",
	}, func(c *runtime.Config) { c.Observer = &seen })
	in := func(locale, request string) string {
		return strings.Replace(string(event(request)), `"locale":"en-US"`, `"locale":"`+locale+`"`, 1)
	}
	for _, step := range [][3]string{
		{"en-US", "launch", "default here default"}, {"en-US", "EVERYWHERE", "default everywhere"},
		{"de-AT", "launch", "deutsch here de"}, {"DE", "WORT", "deutsches wort"}, {"de-DE", "WORD", ""},
		{"de-DE", "EVERYWHERE", "überall"}, {"fr-FR", "WORD", "default word"}, {"en-US", "AMAZON.StopIntent", ""},
	} {
		result, err := s.Handle(t.Context(), json.RawMessage(in(step[0], step[1])))
		if err != nil {
			t.Fatal(err)
		}
		if got := decode(t, result.Response).said(); got != step[2] {
			t.Errorf("%s %s: said %q, want %q", step[0], step[1], got, step[2])
		}
		if r := decode(t, result.Response); step[1] == "AMAZON.StopIntent" && (r.Response.ShouldEndSession == nil || !*r.Response.ShouldEndSession) {
			t.Errorf("%s does not end the session: %s", step[0], result.Response)
		}
	}
	if got := strings.Join(seen, ","); !strings.HasPrefix(got, "default launch entry,default global EVERYWHERE,de launch entry,de launch WORT") {
		t.Errorf("the observer was told of %s", got)
	}
}

// TestSession: L-DB-10.
func TestSession(t *testing.T) {
	s := skill(t, counter, func(c *runtime.Config) { c.Store = nil })
	attributes := `{"other":1}`
	for want := 1.0; want < 4; want++ {
		e := strings.Replace(string(event("launch")), `"session":{`, `"session":{"attributes":`+attributes+`,`, 1)
		result, err := s.Handle(t.Context(), json.RawMessage(e))
		if err != nil {
			t.Fatal(err)
		}
		if result.Record != nil || result.Key != "device" {
			t.Errorf("the result has a record: %+v", result)
		}
		got := decode(t, result.Response).SessionAttributes
		data, _ := got["litexa"].(map[string]any)
		if data["count"] != want || got["other"] != 1.0 {
			t.Errorf("the session has %v, want a count of %v", got, want)
		}
		text, _ := json.Marshal(got)
		attributes = string(text)
	}
}

// TestProducts: L-MON-02 to L-MON-04.
func TestProducts(t *testing.T) {
	requests, status := 0, http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		want := map[string]string{"Authorization": "bearer token", "Accept-Language": "en-US", "Content-Type": "application/json"}
		for name, value := range want {
			if got := r.Header.Get(name); got != value {
				t.Errorf("the header %s is %q", name, got)
			}
		}
		if r.URL.Path != "/v1/users/~current/skills/~current/inSkillProducts" {
			t.Errorf("the path is %s", r.URL.Path)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, `{"inSkillProducts":[{"productId":"p1","referenceName":"gold","entitled":"ENTITLED"}]}`)
	}))
	defer server.Close()
	var log strings.Builder
	s := skill(t, map[string]string{"main.litexa": `launch
  say "hello"
  when "owned"
    if inSkillProductBought(context, "gold")
      say "gold"
    unless inSkillProductBought(context, "silver")
      say "no silver"
    say "{getReferenceNameByProductId(context, "p1")}"
  when "buy"
    buyInSkillProduct "gold"
  when "cancel"
    cancelInSkillProduct "gold"
  when "upsell"
    upsellInSkillProduct "gold"
      message: "Take \"it\"."
  when "absent"
    buyInSkillProduct "silver"
global
  when Connections.Response "Buy"
    say "{$purchaseResult} {$newProduct.referenceName}"
`}, func(c *runtime.Config) {
		c.Products, c.JS.Stdout = runtime.FetchProducts(server.Client()), &log
	})
	ask := func(request string) (response, error) {
		e := strings.Replace(string(event(request)), `"System":{`, `"System":{"apiEndpoint":"`+server.URL+`","apiAccessToken":"token",`, 1)
		result, err := s.Handle(t.Context(), json.RawMessage(e))
		if err != nil {
			return response{}, err
		}
		return decode(t, result.Response), nil
	}
	must := func(request string) response {
		r, err := ask(request)
		if err != nil {
			t.Fatalf("%s: %v", request, err)
		}
		return r
	}
	must("launch")
	if requests != 0 {
		t.Error("launch fetches the products")
	}
	if got := must("OWNED").said(); got != "gold no silver gold" {
		t.Errorf("said %q", got)
	}
	must("OWNED")
	if requests != 1 {
		t.Errorf("%d requests were made for products, want 1", requests)
	}
	for _, test := range []struct{ intent, name, message string }{{"BUY", "Buy", ""}, {"CANCEL", "Cancel", ""}, {"UPSELL", "Upsell", `Take "it".`}} {
		must("launch")
		r := must(test.intent)
		payload := map[string]any{"InSkillProduct": map[string]any{"productId": "p1"}}
		if test.message != "" {
			payload["upsellMessage"] = test.message
		}
		want := []map[string]any{{"type": "Connections.SendRequest", "name": test.name, "payload": payload, "token": "bearer token"}}
		if diff := cmp.Diff(want, r.Response.Directives); diff != "" || r.Response.ShouldEndSession == nil || !*r.Response.ShouldEndSession {
			t.Errorf("%s (-want +got):\n%s", test.intent, diff)
		}
	}
	if got := must(`{"type":"Connections.Response","name":"Buy","payload":{"purchaseResult":"ACCEPTED","productId":"p1"}}`).said(); got != "hello ACCEPTED gold hello" {
		t.Errorf("after the purchase it says %q", got)
	}
	if r := must("ABSENT"); r.Response.Directives != nil || !strings.Contains(log.String(), `buildBuyInSkillProductDirective(): in-skill product "silver" not found.`) {
		t.Errorf("an unknown product: %+v, log %s", r, log.String())
	}
	status = http.StatusForbidden
	must("launch")
	if _, err := ask("BUY"); err == nil || !strings.Contains(err.Error(), "403") || !strings.Contains(err.Error(), "litexa/main.litexa:10:5") {
		t.Errorf("a service that refuses: %v", err)
	}
}

// TestStatements: directives, cards, music and other statements of sections
// L-AUD, L-CRD and L-DIR.
func TestStatements(t *testing.T) {
	s := skill(t, map[string]string{"main.litexa": `launch
  say "<b hello> there"
  say ", you."
  playMusic https://x.com/a.mp3
  stopMusic
  directive list()
  directive single()
  log "a log"
  metric passed
  card "T"
    repeatSpeech: true
  when "picture"
    card "P", https://x.com/a.png, "text"
  when "blank"
    card " "
  when "bad item"
    directive words()
`, "code.js": `function list() { return [{ type: "A" }, { type: "B", DELETEME: true }]; }
async function single() { return { type: "C" }; }
function words() { return ["x"]; }
`}, func(c *runtime.Config) {
		c.Metric = func(_ context.Context, name string, value float64, unit string) {
			if name != "Launches" && name != "passed" || value != 1 || unit != "None" {
				t.Errorf("the metric is %s %v %s", name, value, unit)
			}
		}
	})
	r := decode(t, handle(t, s, "launch").Response)
	if want := []map[string]any{{"type": "A"}, {"type": "C"}, {"type": "AudioPlayer.Stop"}}; !cmp.Equal(want, r.Response.Directives) {
		t.Errorf("the directives are %v", r.Response.Directives)
	}
	if want := "<b>hello</b> there, you."; r.said() != want {
		t.Errorf("said %q, want %q", r.said(), want)
	}
	if want := map[string]any{"type": "Simple", "title": "T", "content": "hello there\n, you."}; !cmp.Equal(want, r.Response.Card) {
		t.Errorf("the card is %v", r.Response.Card)
	}
	r = decode(t, handle(t, s, "PICTURE").Response)
	want := map[string]any{"type": "Standard", "title": "P", "text": "text", "image": map[string]any{
		"smallImageUrl": "https://x.com/a.png", "largeImageUrl": "https://x.com/a.png",
	}}
	if diff := cmp.Diff(want, r.Response.Card); diff != "" {
		t.Errorf("the card with an image (-want +got):\n%s", diff)
	}
	if r := decode(t, handle(t, s, "BLANK").Response); r.Response.Card != nil {
		t.Errorf("an empty card is %v", r.Response.Card)
	}
	if _, err := s.Handle(t.Context(), event("BAD_ITEM")); err == nil || !strings.Contains(err.Error(), "produced item 0 that was not an object") {
		t.Errorf("a directive that is text: %v", err)
	}
}

// TestUnhandled: an intent that nobody handles is an error in strict mode only.
func TestUnhandled(t *testing.T) {
	files := map[string]string{"main.litexa": "launch\n  say \"x\"\n"}
	s := skill(t, files)
	handle(t, s, "launch")
	if got := say(t, s, "OTHER"); got != "" {
		t.Errorf("said %q", got)
	}
	s = skill(t, files, func(c *runtime.Config) { c.Strict = true })
	handle(t, s, "launch")
	if _, err := s.Handle(t.Context(), event("OTHER")); err == nil || !strings.Contains(err.Error(), "unhandled intent OTHER in state launch") {
		t.Errorf("in strict mode: %v", err)
	}
}

// TestAsk: what the ask skill answers is the response of the run-time.
func TestAsk(t *testing.T) {
	s := skill(t, map[string]string{"main.litexa": `launch
  say "hello"
  reprompt "well"
  card " ", "content"
  directive odd()
  change(context)
`, "code.js": `function odd() { return { type: "Own.Directive", deep: { n: 12345678901234567890, list: [null, ""] } }; }
function change(context) { context.sessionAttributes.n = 5; }
litexa.responsePostProcessor = (wrapper) => { wrapper.response.own = { a: "" }; };
`})
	alexaSkill, err := s.Ask()
	if err != nil {
		t.Fatal(err)
	}
	var got, want map[string]any
	answer, err := alexaSkill.InvokeJSON(t.Context(), event("launch"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(handle(t, s, "launch").Response, &want); err != nil {
		t.Fatal(err)
	}
	delete(got, "userAgent")
	delete(want, "userAgent")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("through ask (-run-time +ask):\n%s", diff)
	}
}

// TestFork: a fork has the code of a skill, and surroundings of its own.
func TestFork(t *testing.T) {
	memory := new(runtime.MemoryStore)
	s := skill(t, counter)
	handle(t, s, "launch")
	fork := s.Fork(func(c *runtime.Config) { c.Store, c.MaxEngines, c.UserAgent = memory, 0, "fork" })
	defer fork.Close()
	result := handle(t, fork, "launch")
	if got := decode(t, result.Response).said(); got != "1" || !strings.Contains(string(result.Response), `"userAgent":"fork"`) {
		t.Errorf("the fork answers %s", result.Response)
	}
	if got := say(t, s, "launch"); got != "2" {
		t.Errorf("the skill says %q", got)
	}
}

// TestRunFile: a further file sees the inline code of its language.
func TestRunFile(t *testing.T) {
	var log strings.Builder
	s := skill(t, map[string]string{
		"main.litexa": "launch\n  say \"x\"\n", "code.js": "function word() { return jsonFiles['data.json'].word; }\n", "data.json": `{"word":"found"}`,
	}, func(c *runtime.Config) { c.JS.Stdout = &log })
	err := s.RunFile(t.Context(), "default", "", js.File{Name: "a.test.js", Path: "litexa/a.test.js", Text: "console.log(word());"})
	if err != nil || log.String() != "found\n" {
		t.Errorf("the file prints %q, %v", log.String(), err)
	}
	err = s.RunFile(t.Context(), "default", "", js.File{Name: "a.test.js", Path: "litexa/a.test.js", Text: "word();\nthrow new Error('no');"})
	var thrown *js.Error
	if !errors.As(err, &thrown) || thrown.File != "litexa/a.test.js" || thrown.Line != 2 {
		t.Errorf("the error is %v", err)
	}
}
