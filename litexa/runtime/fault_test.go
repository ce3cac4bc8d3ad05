package runtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/persistence/file"
	"github.com/litexa-go/litexa/ask/persistence/sqlite"
	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/internal/testenv"
	"github.com/litexa-go/litexa/litexa/runtime"
)

// garbage is a skill whose handlers do what code must not do.
var garbage = map[string]string{
	"main.litexa": `launch
  say "hello"
  @safe = "before"
  -> room

room
  when "fine"
    say "fine {@safe}"
  when "throw at once"
    @safe = "after"
    fail()
  when "throw later"
    @safe = "after"
    failLater()
  when "throw text"
    @safe = "after"
    failText()
  when "never"
    @safe = "after"
    never()
  when "wait"
    @safe = "after"
    waitLong()
  when "loop"
    @safe = "after"
    loop()
  when "deep"
    @safe = "after"
    deep()
  when "quit"
    @safe = "after"
    quit()
  when "cycle"
    @safe = "after"
    @bad = cycle()
  when "big integer"
    @safe = "after"
    @bad = bigInteger()
  when "bad directive"
    @safe = "after"
    directive cycle()
  when "nothing"
    @safe = "after"
    directive nothing()
  when "huge"
    @safe = "after"
    say "{huge()}"
  when "huge variable"
    @large = huge()
    say "kept"
  when "functions"
    @function = fail
    @number = notANumber()
    @nested = nested()
    say "kept"
  when "look"
    say "{typeOf(@function)} {typeOf(@number)} {nestedKeys(@nested)} {@large.length}"
  when "spoil"
    spoil(context)
`,
	"code.js": `function fail() { throw new Error("broken"); }
async function failLater() { await new Promise((done) => setTimeout(done, 1)); throw new RangeError("late"); }
function failText() { throw "just text"; }
function never() { return new Promise(() => {}); }
function waitLong() { return new Promise((done) => setTimeout(done, 3600000)); }
function loop() { for (;;) {} }
function deep() { return deep() + 1; }
function quit() { process.exit(3); }
function cycle() { const o = {}; o.self = o; return o; }
function bigInteger() { return { n: 10n }; }
function nothing() { return 0; }
function huge() { return "x".repeat(5 << 20); }
function notANumber() { return 0 / 0; }
function nested() { return { f: fail, u: undefined, n: NaN, k: 1 }; }
function typeOf(v) { return v === null ? "null" : typeof v; }
function nestedKeys(v) { return v ? Object.keys(v).join() : "none"; }
function spoil(context) { context.say = null; context.directives = "no"; context.reprompt = 5; context.sessionAttributes = 7; }
`,
}

// TestGarbage: whatever code does, the error says what and where, the user hears
// an apology, and what is stored is what was stored before.
func TestGarbage(t *testing.T) {
	memory := new(runtime.MemoryStore)
	patient := skill(t, garbage, func(c *runtime.Config) { c.Timeout, c.Store = -1, memory })
	hasty := skill(t, garbage, func(c *runtime.Config) { c.Timeout, c.Store = 200*time.Millisecond, memory })
	handle(t, patient, "launch")
	for _, test := range []struct{ intent, want string }{
		{"THROW_AT_ONCE", "litexa/code.js:1:25: Error: broken (in THROW_AT_ONCE of state room)"},
		{"THROW_LATER", "litexa/code.js:2:"},
		{"THROW_TEXT", `uncaught "just text"`},
		{"NEVER", "litexa/main.litexa:18:3: the promise never settles"},
		{"WAIT", "the code ran for more than 200ms"},
		{"LOOP", "the code ran for more than 200ms"},
		{"DEEP", "calls are nested too deep"},
		{"QUIT", "process.exit(3) was called"},
		{"CYCLE", "@bad cannot be stored: Converting circular structure"},
		{"BIG_INTEGER", "@bad cannot be stored:"},
		{"BAD_DIRECTIVE", "circular structure"},
		{"NOTHING", "litexa/main.litexa:44:5: Error: directive expression at line 44 did not return an array of directives"},
		{"HUGE", "the response has 52"},
		{"SPOIL", "TypeError"},
	} {
		t.Run(test.intent, func(t *testing.T) {
			s := patient
			if strings.Contains(test.want, "200ms") {
				s = hasty
			}
			alexaSkill, err := s.Ask()
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Handle(t.Context(), event(test.intent))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want it to have %q", err, test.want)
			}
			answer, err := alexaSkill.InvokeJSON(t.Context(), event(test.intent))
			if err != nil {
				t.Fatalf("through ask: %v", err)
			}
			if err := json.Unmarshal(answer, new(alexa.ResponseEnvelope)); err != nil {
				t.Errorf("the answer is not valid: %v", err)
			}
			r := decode(t, answer)
			if r.said() != runtime.DefaultApologies()["en"] || r.Response.ShouldEndSession == nil || *r.Response.ShouldEndSession {
				t.Errorf("the user hears %s", answer)
			}
			if record := stored(t, memory); record["safe"] != "before" || record["bad"] != nil {
				t.Errorf("the record is %v", record)
			}
			if got := say(t, patient, "FINE"); got != "fine before" {
				t.Errorf("afterwards the skill says %q", got)
			}
		})
	}
}

// TestLossy: what JSON leaves out is lost, and told.
func TestLossy(t *testing.T) {
	var log strings.Builder
	s := skill(t, garbage, func(c *runtime.Config) { c.JS.Stderr = &log })
	handle(t, s, "launch")
	for _, request := range []string{"FUNCTIONS", "HUGE_VARIABLE"} {
		if got := say(t, s, request); got != "kept" {
			t.Errorf("%s: said %q", request, got)
		}
	}
	if got, want := say(t, s, "LOOK"), "undefined null n,k 5242880"; got != want {
		t.Errorf("the next request finds %q, want %q", got, want)
	}
	for _, want := range []string{"@function is a function, which cannot be stored", "@number is NaN"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q: %s", want, log.String())
		}
	}
}

// TestLoad: code that fails when it is loaded keeps a skill from being made.
func TestLoad(t *testing.T) {
	for _, test := range []struct{ name, code, want string }{
		{"throws", "const a = 1;\nthrow new Error('no start');", "litexa/code.js:2:7: Error: no start"},
		{"syntax", "let a = ;", "litexa/code.js:1:9"},
		{"loops", "for (;;) {}", "the code ran for more than 100ms"},
		{"misses", "missing.member();", "missing is not defined"},
		{"exits", "process.exit(1)", "process.exit(1) was called"},
	} {
		_, err := newSkill(t, map[string]string{"main.litexa": "launch\n  say \"x\"\n", "code.js": test.code},
			func(c *runtime.Config) {
				c.Timeout = -1
				if test.name == "loops" {
					c.Timeout = 100 * time.Millisecond
				}
			})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: the error is %v, want it to have %q", test.name, err, test.want)
		}
	}
	_, err := newSkill(t, map[string]string{"main.litexa": "define @x as Missing\nlaunch\n  say \"x\"\n"})
	if err == nil || !strings.Contains(err.Error(), "Missing is not defined") {
		t.Errorf("a variable of an unknown type: %v", err)
	}
	_, err = newSkill(t, map[string]string{"main.litexa": "pronounce \"a(\" as \"b\"\nlaunch\n  say \"x\"\n"})
	if err == nil || !strings.Contains(err.Error(), `pronounce "a(" is not a regular expression`) {
		t.Errorf("a pronunciation that is no regular expression: %v", err)
	}
}

// TestRequests: what is not a request is an error that says so.
func TestRequests(t *testing.T) {
	s := skill(t, garbage)
	for _, text := range []string{"", "{", "null", "5", "[]", `"x"`} {
		_, err := s.Handle(t.Context(), json.RawMessage(text))
		if err == nil || !strings.Contains(err.Error(), "reading the request") {
			t.Errorf("%q: the error is %v", text, err)
		}
	}
	for _, text := range []string{`{}`, `{"request":{"type":"Other"}}`, `{"request":null,"session":null,"context":null}`} {
		_, err := s.Handle(t.Context(), json.RawMessage(text))
		if err == nil || !strings.Contains(err.Error(), "unrecognized event type") {
			t.Errorf("%s: the error is %v", text, err)
		}
	}
	for _, text := range []string{
		`{"request":{"type":"LaunchRequest","locale":5}}`,
		`{"request":{"type":"IntentRequest","intent":{"name":"constructor","slots":{"x":null}}}}`,
		`{"request":{"type":"IntentRequest","intent":{"name":"__proto__"}}}`,
		`{"request":{"type":"IntentRequest","intent":{}}}`,
	} {
		if _, err := s.Handle(t.Context(), json.RawMessage(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestApologies: users hear an apology in their language, or one of the skill's
// own; requests without speech get an empty answer.
func TestApologies(t *testing.T) {
	var log strings.Builder
	s := skill(t, map[string]string{"main.litexa": "launch\n  say \"{oops()}\"\n", "code.js": "function oops() { return null.x; }"},
		func(c *runtime.Config) {
			c.Apologies = map[string]string{"de": "Hoppla & Verzeihung", "es-MX": "Uy"}
			c.Logger = slog.New(slog.NewTextHandler(&log, nil))
		})
	alexaSkill, err := s.Ask()
	if err != nil {
		t.Fatal(err)
	}
	defaults := runtime.DefaultApologies()
	for _, test := range []struct{ request, want string }{
		{`{"type":"LaunchRequest","locale":"de-AT"}`, "Hoppla &amp; Verzeihung"},
		{`{"type":"LaunchRequest","locale":"es-MX"}`, "Uy"},
		{`{"type":"LaunchRequest","locale":"es-ES"}`, defaults["es"]},
		{`{"type":"LaunchRequest","locale":"ja-JP"}`, defaults["ja"]},
		{`{"type":"LaunchRequest","locale":"xx-XX"}`, defaults[""]},
		{`{"type":"AudioPlayer.PlaybackStarted","locale":"de-DE"}`, ""},
	} {
		answer, err := alexaSkill.InvokeJSON(t.Context(), event(test.request))
		if err != nil {
			t.Errorf("%s: %v", test.request, err)
			continue
		}
		if got := decode(t, answer).said(); got != test.want {
			t.Errorf("%s: the user hears %q, want %q", test.request, got, test.want)
		}
	}
	for _, want := range []string{"level=ERROR", "file=litexa/code.js", "line=1", "state=launch", "handler=entry", "requestId=r1"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q: %s", want, log.String())
		}
	}
}

var errDown = errors.New("the store is down")

// TestStoreFails: a store that fails is an error, and leaves the record alone.
func TestStoreFails(t *testing.T) {
	memory := new(runtime.MemoryStore)
	broken := &brokenStore{Store: memory}
	s := skill(t, garbage, func(c *runtime.Config) { c.Store = broken })
	handle(t, s, "launch")
	before := fmt.Sprint(stored(t, memory))
	for _, request := range []string{"launch", "FINE", `{"type":"SessionEndedRequest"}`} {
		broken.get, broken.put = errDown, nil
		if _, err := s.Handle(t.Context(), event(request)); !errors.Is(err, errDown) || !strings.Contains(err.Error(), "reading the database variables") {
			t.Errorf("%s, reading fails: %v", request, err)
		}
		broken.get, broken.put = nil, errDown
		_, err := s.Handle(t.Context(), event(request))
		if request[0] == '{' {
			if err != nil {
				t.Errorf("%s writes, although nothing changed: %v", request, err)
			}
		} else if !errors.Is(err, errDown) || !strings.Contains(err.Error(), "writing the database variables") {
			t.Errorf("%s, writing fails: %v", request, err)
		}
		if after := fmt.Sprint(stored(t, memory)); after != before {
			t.Errorf("%s: the record is %s, it was %s", request, after, before)
		}
	}
	broken.get, broken.put = nil, nil
	if got := say(t, s, "FINE"); got != "fine before" {
		t.Errorf("afterwards the skill says %q", got)
	}
	broken.Store = corrupt{}
	if _, err := s.Handle(t.Context(), event("FINE")); err == nil || !strings.Contains(err.Error(), "JSON") {
		t.Errorf("a record that is no JSON: %v", err)
	}
}

// corrupt has a record that is no JSON.
type corrupt struct{}

func (corrupt) Get(context.Context, string) (json.RawMessage, string, error) {
	return json.RawMessage(`{"x":`), "1", nil
}
func (corrupt) Put(context.Context, string, json.RawMessage, string) error { return nil }

// TestConflicts: the request is answered anew, up to a limit, as if it had not
// been answered before.
func TestConflicts(t *testing.T) {
	memory := new(runtime.MemoryStore)
	var log strings.Builder
	conflicts := &conflicting{Store: memory, left: 3}
	s := skill(t, counter, func(c *runtime.Config) {
		c.Store, c.MaxTries = conflicts, 5
		c.Logger = slog.New(slog.NewTextHandler(&log, nil))
	})
	result := handle(t, s, "launch")
	if got := decode(t, result.Response).said(); got != "1" || result.Tries != 4 {
		t.Errorf("said %q after %d tries, want 1 after 4", got, result.Tries)
	}
	if n := strings.Count(log.String(), "CONCURRENCY LOOP iteration"); n != 3 {
		t.Errorf("%d repetitions are logged, want 3: %s", n, log.String())
	}
	conflicts.left = 100
	_, err := s.Handle(t.Context(), event("launch"))
	if !errors.Is(err, runtime.ErrConflict) || !strings.Contains(err.Error(), "gave up after 5 tries") {
		t.Errorf("endless conflicts: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	conflicts.cancel = cancel
	if _, err := s.Handle(ctx, event("launch")); !errors.Is(err, context.Canceled) {
		t.Errorf("a conflict when the request is over: %v", err)
	}
}

// conflicting refuses some writes.
type conflicting struct {
	runtime.Store
	left   int
	cancel func()
}

func (c *conflicting) Put(ctx context.Context, key string, record json.RawMessage, version string) error {
	if c.cancel != nil {
		c.cancel()
	}
	if c.left > 0 {
		c.left--
		return runtime.ErrConflict
	}
	return c.Store.Put(ctx, key, record, version)
}

// counter counts requests in a database variable. Its code tells what the event
// was before it changes it.
var counter = map[string]string{
	"main.litexa": `launch
  if @count
    @count = @count + 1
  else
    @count = 1
  say "{mark(context)}"
  when "count"
    @count = @count + 1
`,
	"code.js": `function mark(context) {
  const seen = context.event.request.seen ? "dirty" : "";
  context.event.request.seen = true;
  return seen + context.db.read("count");
}`,
}

// TestNoLostUpdate: of two requests at once, both count, in every store with
// versions, the first ones included.
func TestNoLostUpdate(t *testing.T) {
	stores := map[string]func(t *testing.T) runtime.Store{
		"memory": func(*testing.T) runtime.Store { return new(runtime.MemoryStore) },
		"file": func(t *testing.T) runtime.Store {
			adapter, err := file.Open(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			return runtime.NewStore(adapter)
		},
		"sqlite": func(t *testing.T) runtime.Store {
			adapter, err := sqlite.Open(t.Context(), t.TempDir()+"/store.db")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { adapter.Close() })
			return runtime.NewStore(adapter)
		},
		"dynamodb": func(t *testing.T) runtime.Store {
			config := store.Table(testenv.Name("table"))
			aws := testenv.DynamoDBLocal(t).Config()
			config.AWSConfig = &aws
			adapter, err := dynamodb.New(config)
			if err == nil {
				err = adapter.CreateTable(t.Context())
			}
			if err != nil {
				t.Fatal(err)
			}
			return runtime.NewStore(adapter)
		},
		// The S3 emulator checks If-Match and writes in two steps, so it may lose
		// one of two writes itself; the adapter's conformance suite covers conflicts.
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			const rounds = 100
			kept := open(t)
			s := skill(t, counter, func(c *runtime.Config) { c.Store, c.Timeout, c.MaxTries = kept, -1, 50 })
			for range rounds {
				var both sync.WaitGroup
				for range 2 {
					both.Go(func() {
						result, err := s.Handle(t.Context(), event("launch"))
						if err != nil {
							t.Error(err)
						} else if said := decode(t, result.Response).said(); strings.Contains(said, "dirty") {
							t.Errorf("a repetition sees what the try before did: %s", said)
						}
					})
				}
				both.Wait()
			}
			if record := stored(t, kept); fmt.Sprint(record["count"]) != fmt.Sprint(2*rounds) {
				t.Errorf("the count is %v, want %d", record["count"], 2*rounds)
			}
		})
	}
}

// TestNoSharing: requests in flight share no state of JavaScript.
func TestNoSharing(t *testing.T) {
	s := skill(t, map[string]string{
		"main.litexa": "launch\n  say \"{both()}\"\n",
		"code.js": `let inside = 0, most = 0;
async function both() {
  inside++;
  most = Math.max(most, inside);
  await new Promise((done) => setTimeout(done, 5));
  inside--;
  return most;
}`,
	})
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			e := event(fmt.Sprintf(`{"type":"LaunchRequest","requestId":"r%d"}`, i))
			e = json.RawMessage(strings.Replace(string(e), `"deviceId":"device"`, fmt.Sprintf(`"deviceId":"d%d"`, i), 1))
			result, err := s.Handle(t.Context(), e)
			if err != nil {
				t.Error(err)
				return
			}
			if got := decode(t, result.Response).said(); got != "1" {
				t.Errorf("%s requests ran in one engine at once", got)
			}
		})
	}
	all.Wait()
}

// TestBusy: no more engines run than allowed; requests wait for one, as long as
// they may.
func TestBusy(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	s := skill(t, map[string]string{"main.litexa": "launch\n  say \"{hold()}\"\n"}, func(c *runtime.Config) {
		c.MaxEngines = 1
		c.Timeout = -1
		c.Globals = map[string]any{"hold": js.Func(func(context.Context, []*js.Value) (any, error) {
			entered <- struct{}{}
			<-leave
			return "held", nil
		})}
	})
	var first sync.WaitGroup
	first.Go(func() {
		if _, err := s.Handle(t.Context(), event("launch")); err != nil {
			t.Error(err)
		}
	})
	<-entered
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Millisecond, js.ErrTimeout)
	defer cancel()
	if _, err := s.Handle(ctx, event("launch")); !errors.Is(err, js.ErrTimeout) || !strings.Contains(err.Error(), "waiting for one of 1 engines") {
		t.Errorf("with all engines busy: %v", err)
	}
	close(leave)
	first.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Handle(t.Context(), event("launch")); err == nil || err.Error() != "the skill is closed" {
		t.Errorf("a closed skill answers %v", err)
	}
}
