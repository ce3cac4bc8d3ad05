package terminal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

const visits = `
# A comment.

## The first visit
User: alexa, open persistent cafe
Alexa: Welcome! *
   like?
Session: open
Reprompt: Coffee or tea?
Session attributes: {}
User: a java, please
Alexa: /^Your coffee (is|was) coming\.$/
Attributes: {"count": 1.0, "drink": "coffee"}
Session: ended

##   The next visit
User: open persistent cafe
User: i'll have my usual
Alexa: One coffee…
User: open persistent cafe
Alexa:   Welcome!   What would you like?

## Somebody else
/user bob
Attributes: {}
User: open persistent cafe
User: the usual
Alexa: You are new here. What would you like?
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)
Session: ended
Reprompt:
Session attributes: {}
User: what?
Error: no session is open*
`

func replayScript(t *testing.T, f *fake, script string, keepGoing bool) (string, error) {
	t.Helper()
	var out bytes.Buffer
	o := ReplayOptions{Options: f.options(t), KeepGoing: keepGoing}
	err := Replay(t.Context(), f, "visits.txt", strings.NewReader(script), &out, o)
	return out.String(), err
}

func TestReplay(t *testing.T) {
	got, err := replayScript(t, newCafe(), visits, false)
	if err != nil {
		t.Errorf("Replay: %v", err)
	}
	want(t, got, `
## The first visit
User: alexa, open persistent cafe
Alexa: Welcome! What would you like?
User: a java, please
Alexa: Your coffee is coming.
Session: ended
Attributes: {"count":1,"drink":"coffee"}

## The next visit
User: open persistent cafe
Alexa: Welcome! What would you like?
User: i'll have my usual
Alexa: One coffee, as usual.
Session: ended

User: open persistent cafe
Alexa: Welcome! What would you like?

## Somebody else
/user bob
User: open persistent cafe
Alexa: Welcome! What would you like?
User: the usual
Alexa: You are new here. What would you like?
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)

User: what?
Error: no session is open: say "open persistent cafe"
`)
}

// TestReplayOfTranscript replays what Talk wrote.
func TestReplayOfTranscript(t *testing.T) {
	f := newCafe()
	f.answers["UsualIntent"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		r := saying(strings.Repeat("One as usual, and another. ", 10))
		r.Card = &alexa.SimpleCard{Title: "Receipt", Content: "2 drinks"}
		r.Directives = []alexa.Directive{&alexa.UnknownDirective{Type: "Big", Raw: []byte(`{"type":"Big","text":"` + strings.Repeat("x", 300) + `"}`)}}
		return r, nil
	}
	o := f.options(t)
	o.Width = 60
	transcript := talk(t, f, o, "hello", "open persistent cafe", "", "the usual", "/new", "/attributes", "a tea")
	again := newCafe()
	again.answers["UsualIntent"] = f.answers["UsualIntent"]
	ro := ReplayOptions{Options: again.options(t)}
	ro.Width = 60
	var out bytes.Buffer
	if err := Replay(t.Context(), again, "transcript", strings.NewReader(transcript), &out, ro); err != nil {
		t.Errorf("Replay: %v\n%s", err, out.String())
	}
	want(t, out.String(), transcript)
}

func TestMismatch(t *testing.T) {
	script := `## Visit
User: open persistent cafe
Alexa: Good day!
Alexa: And more.
Card: Menu
Session: ended
User: a tea
Session: open
Attributes: {"drink":"coffee"}
Session attributes: {"a":1}
Reprompt: What else?
User: tell me a secret
User: open persistent cafe
Alexa: Welcome! What would you like?
User: tell me a secret
Session: ended (USER_INITIATED)
/attributes
`
	wanted := []Mismatch{
		{3, "Alexa: Good day!", "Alexa: Welcome! What would you like?"},
		{4, "Alexa: And more.", ""},
		{5, "Card: Menu", ""},
		{6, "Session: ended", "Session: open"},
		{8, "Session: open", "Session: ended"},
		{9, `Attributes: {"drink":"coffee"}`, `Attributes: {"count":1,"drink":"tea"}`},
		{10, `Session attributes: {"a":1}`, `Session attributes: {}`},
		{11, "Reprompt: What else?", "Reprompt: "},
		{12, "", `Error: no session is open: say "open persistent cafe"`},
		{15, "", "Error: no handler for SecretIntent"},
		{16, "Session: ended (USER_INITIATED)", "Session: ended (ERROR)"},
	}
	got, err := replayScript(t, newCafe(), script, true)
	var mismatch *MismatchError
	if !errors.As(err, &mismatch) || !errors.Is(err, ErrMismatch) {
		t.Fatalf("error is %v", err)
	}
	if diff := cmp.Diff(wanted, mismatch.Mismatches); diff != "" {
		t.Errorf("mismatches (-want +got):\n%s", diff)
	}
	if want := "visits.txt:3: the conversation differs from the script, in 11 places"; err.Error() != want {
		t.Errorf("error is %q; want %q", err, want)
	}
	const shown = `User: open persistent cafe
Alexa: Welcome! What would you like?
! visits.txt:3 differs
!   expected: Alexa: Good day!
!   actual:   Alexa: Welcome! What would you like?
! visits.txt:4 differs
!   expected: Alexa: And more.
!   actual:   (nothing)
`
	if !strings.Contains(got, shown) {
		t.Errorf("transcript:\n%s\nwant in it:\n%s", got, shown)
	}

	// Without KeepGoing, the first step with a mismatch is the last.
	f := newCafe()
	_, err = replayScript(t, f, script, false)
	if !errors.As(err, &mismatch) || len(mismatch.Mismatches) != 4 {
		t.Errorf("error is %v", err)
	}
	if n := len(f.requests); n != 2 || f.requests[1].RequestType() != "SessionEndedRequest" {
		t.Errorf("%d requests were sent", n)
	}
	_, err = replayScript(t, newCafe(), "User: open persistent cafe\nAlexa: Hi\n", false)
	if err == nil || err.Error() != "visits.txt:2: the conversation differs from the script" {
		t.Errorf("error is %v", err)
	}
}

func TestAttributesOutOfReach(t *testing.T) {
	var out bytes.Buffer
	err := Replay(t.Context(), newCafe(), "script", strings.NewReader("## A\nAttributes: {}\n"), &out, ReplayOptions{Options: options(t)})
	if !errors.Is(err, ErrMismatch) || !strings.Contains(out.String(), "the persistent attributes are out of reach") {
		t.Errorf("error is %v\n%s", err, out.String())
	}
}

func TestScriptErrors(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"no label", "\n\nhello\n", `script:3: a line begins with a label such as "User:" or "Alexa:", with / or with #, not like "hello"`},
		{"other label", "Siri: hello", `not like "Siri: hello"`},
		{"long line", strings.Repeat("y", 50), `not like "` + strings.Repeat("y", 30) + `…"`},
		{"early", "Alexa: hello", "script:1: Alexa: stands before anything was said"},
		{"command", "/nonsense", "there is no command /nonsense"},
		{"interactive command", "/quit", "/quit has no place in a script"},
		{"labelled command", "User: /new", "a command stands on a line by itself"},
		{"session", "User: x\nSession: closed", `script:2: Session: wants "open" or "ended" after it`},
		{"attributes", "User: x\nAttributes: {", "script:2: Attributes: wants a JSON object after it"},
		{"more attributes", "User: x\nAttributes: {} {}", "more text follows the value"},
		{"regular expression", "User: x\nAlexa: /(/", "script:2: Alexa: error parsing regexp"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newCafe()
			err := Replay(t.Context(), f, "script", strings.NewReader(test.script), io.Discard, ReplayOptions{Options: options(t)})
			var script *ScriptError
			if !errors.As(err, &script) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v; want %q", err, test.want)
			}
			if len(f.requests) > 0 {
				t.Error("a faulty script was replayed")
			}
		})
	}
	large := io.MultiReader(strings.NewReader("#"), io.LimitReader(zeroes{}, maxScript))
	if err := Replay(t.Context(), newCafe(), "script", large, io.Discard, ReplayOptions{Options: options(t)}); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("large script: %v", err)
	}
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func TestMatchWild(t *testing.T) {
	tests := []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true},
		{"", "x", false},
		{"hello", "hello", true},
		{"hello", "hello there", false},
		{"*", "anything", true},
		{"…", "", true},
		{"hello*", "hello there", true},
		{"*there", "hello there", true},
		{"h*t*e", "hello there", true},
		{"a*a", "a", false},
		{"*x*", "hello", false},
		{"*l*l*", "hello", true},
		{"*l*l*l*", "hello", false},
		{"2 * 3", "2 * 3", true},
	}
	for _, test := range tests {
		if got := matchWild(test.pattern, test.text); got != test.want {
			t.Errorf("matchWild(%q, %q) = %t", test.pattern, test.text, got)
		}
	}
}

func TestEqualJSON(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{`{"a":[1,"x",null,true]}`, `{ "a": [1.0, "x", null, true] }`, true},
		{`{"a":1}`, `{"a":1,"b":2}`, false},
		{`{"a":1}`, `{"b":1}`, false},
		{`{"a":1}`, `[]`, false},
		{`[1]`, `[1,2]`, false},
		{`[1]`, `[2]`, false},
		{`[1]`, `{}`, false},
		{`1`, `"1"`, false},
		{`9007199254740993`, `9007199254740993`, true},
		{`null`, `false`, false},
	}
	for _, test := range tests {
		a, err1 := decodeJSON([]byte(test.a))
		b, err2 := decodeJSON([]byte(test.b))
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got := equalJSON(a, b); got != test.want {
			t.Errorf("equalJSON(%s, %s) = %t", test.a, test.b, got)
		}
	}
}

func FuzzScript(f *testing.F) {
	f.Add(visits)
	f.Add("User: ask persistent cafe to book a table tomorrow with candles and a band\nUser: yes\nUser: two\nUser:\nUser:\n")
	f.Add("/event x\n/locale de-DE\nUser: öffne dauer café\n/device d\n/person\n/json\n/new\n/end\n/attributes\n")
	f.Add("##\n## a\n b\n\tc\nUser: x\n  # y\nAlexa: /a(b)*/\nCard: *\nDirective: …\nError: */\n")
	f.Fuzz(func(t *testing.T, script string) {
		skill := delegating()
		o := ReplayOptions{Options: skill.options(t), KeepGoing: true}
		o.ReadFile = func(name string) ([]byte, error) { return []byte(name), nil }
		var out bytes.Buffer
		err := Replay(t.Context(), skill, "script", strings.NewReader(script), &out, o)
		var syntax *ScriptError
		var mismatch *MismatchError
		switch {
		case errors.As(err, &syntax):
			if lines := strings.Count(script, "\n") + 1; syntax.Line < 1 || syntax.Line > lines {
				t.Errorf("error in line %d of %d", syntax.Line, lines)
			}
		case err != nil && !errors.As(err, &mismatch):
			t.Errorf("Replay: %v", err)
		}
		talker := delegating()
		if err := Talk(t.Context(), talker, strings.NewReader(script), io.Discard, talker.options(t)); err != nil {
			t.Errorf("Talk: %v", err)
		}
	})
}

func Example() {
	models, err := interactionmodel.LoadDir("testdata")
	if err != nil {
		fmt.Println(err)
		return
	}
	script := strings.NewReader(`
## A first order
User: alexa, open persistent cafe
Alexa: Welcome! *
User: a coffee, please
Alexa: Your coffee is coming.
Session: ended
`)
	var out strings.Builder
	err = Replay(context.Background(), newCafe(), "order.txt", script, &out, ReplayOptions{Options: Options{Models: models}})
	fmt.Print(out.String())
	fmt.Println("error:", err)
	// Output:
	// ## A first order
	// User: alexa, open persistent cafe
	// Alexa: Welcome! What would you like?
	// User: a coffee, please
	// Alexa: Your coffee is coming.
	// Session: ended
	// error: <nil>
}
