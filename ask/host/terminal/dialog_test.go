package terminal

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// summary writes the intent requests as "Intent STATE slot=value(status)".
func (f *fake) summary() []string {
	var out []string
	for _, e := range f.requests {
		request, ok := e.Request.(*alexa.IntentRequest)
		if !ok {
			continue
		}
		text := request.Intent.Name
		if request.DialogState != "" {
			text += " " + string(request.DialogState)
		}
		var slots []string
		for name, slot := range request.Intent.Slots {
			var values []string
			for _, v := range valuesOf(slot) {
				if v.Value != "" {
					values = append(values, v.Value)
				}
			}
			if values != nil {
				text := name + "=" + strings.Join(values, "+")
				if slot.ConfirmationStatus != alexa.SlotConfirmationNone {
					text += "(" + string(slot.ConfirmationStatus) + ")"
				}
				slots = append(slots, text)
			}
		}
		slices.Sort(slots)
		if len(slots) > 0 {
			text += " " + strings.Join(slots, " ")
		}
		if status := request.Intent.ConfirmationStatus; status != alexa.IntentConfirmationNone {
			text += " " + string(status)
		}
		out = append(out, text)
	}
	return out
}

// delegating is a skill that delegates all of TableIntent until it is complete.
func delegating() *fake {
	f := newCafe()
	f.answers["TableIntent"] = func(e *alexa.RequestEnvelope) (*alexa.Response, error) {
		if e.DialogState() != alexa.DialogCompleted {
			return &alexa.Response{Directives: []alexa.Directive{&alexa.DialogDelegateDirective{}}}, nil
		}
		intent, _ := e.Intent()
		return saying("Done: " + string(intent.ConfirmationStatus) + "."), nil
	}
	f.answers["AutoIntent"] = func(e *alexa.RequestEnvelope) (*alexa.Response, error) {
		return saying("So " + e.SlotValue("count") + " " + e.SlotValue("drink") + "."), nil
	}
	return f
}

func undirected(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "Directive:") {
			out.WriteString(line)
		}
	}
	return out.String()
}

func TestDelegation(t *testing.T) {
	f := delegating()
	got := undirected(talk(t, f, options(t),
		"ask persistent cafe to book a table",
		"yesterday", "tomorrow", "no", "make it tuesday", "yes",
		"one hundred", "five", "yes",
	))
	want(t, got, `
User: ask persistent cafe to book a table
Alexa: For which day?
User: yesterday
Alexa: We cannot do 2026-11-21. Which other day?
User: tomorrow
Alexa: On 2026-11-23, right?
User: no
Alexa: And when will you come?
User: make it tuesday
Alexa: On 2026-11-24, right?
User: yes
Alexa: For how many?
User: one hundred
Alexa: 100 are too many. How many will you be?
User: five
Alexa: A table for 5 on 2026-11-24 with and {nothing}. Shall I book it?
User: yes
Alexa: Done: CONFIRMED.
Session: ended
`)
	wanted := []string{
		"TableIntent STARTED",
		"TableIntent IN_PROGRESS day=2026-11-21",
		"TableIntent IN_PROGRESS day=2026-11-23",
		"TableIntent IN_PROGRESS day=2026-11-23(DENIED)",
		"TableIntent IN_PROGRESS day=2026-11-24",
		"TableIntent IN_PROGRESS day=2026-11-24(CONFIRMED)",
		"TableIntent IN_PROGRESS day=2026-11-24(CONFIRMED) guests=100",
		"TableIntent IN_PROGRESS day=2026-11-24(CONFIRMED) guests=5",
		"TableIntent IN_PROGRESS day=2026-11-24(CONFIRMED) guests=5 CONFIRMED",
		"TableIntent COMPLETED day=2026-11-24(CONFIRMED) guests=5 CONFIRMED",
	}
	if diff := cmp.Diff(wanted, f.summary()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestDelegationWithSeveralValues(t *testing.T) {
	f := delegating()
	got := undirected(talk(t, f, options(t),
		"ask persistent cafe to book a table tomorrow with candles and a band",
		"yes", "two", "candles and flowers", "no"))
	want(t, got, `
User: ask persistent cafe to book a table tomorrow with candles and a band
Alexa: On 2026-11-23, right?
User: yes
Alexa: For how many?
User: two
Alexa: We do not have candles, a band. What else?
User: candles and flowers
Alexa: A table for 2 on 2026-11-23 with candles, flowers and {nothing}. Shall I book it?
User: no
Alexa: Done: DENIED.
Session: ended
`)
}

func TestDialogSilenceAndDetours(t *testing.T) {
	f := delegating()
	got := undirected(talk(t, f, options(t),
		"ask persistent cafe to book a table",
		"",     // the prompt again
		"help", // another intent ends the dialog
		"book a table", "", "",
	))
	want(t, got, `
User: ask persistent cafe to book a table
Alexa: For which day?
User:
Alexa: For which day?
User: help
Alexa: Order a drink.
User: book a table
Alexa: And when will you come?
User:
Alexa: And when will you come?
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)
`)
	got = undirected(talk(t, f, options(t), "ask persistent cafe to book a table tomorrow", "on tuesday", "wednesday"))
	want(t, got, `
User: ask persistent cafe to book a table tomorrow
Alexa: On 2026-11-23, right?
User: on tuesday
Alexa: On 2026-11-24, right?
User: wednesday
Alexa: On 2026-11-25, right?
Session: ended (USER_INITIATED)
`)
}

func TestAutomaticDelegation(t *testing.T) {
	f := delegating()
	want(t, talk(t, f, options(t), "ask persistent cafe to cater for a party", "water", "java", "five", "ask persistent cafe to cater ten tea", "ask persistent cafe to cater for a party", "exit"), `
User: ask persistent cafe to cater for a party
Alexa: Which drink?
User: water
Alexa: (The interaction model has no prompt "No.Prompt".)
User: java
Alexa: How many?
User: five
Alexa: So 5 java.
Session: ended

User: ask persistent cafe to cater ten tea
Alexa: So 10 tea.
Session: ended

User: ask persistent cafe to cater for a party
Alexa: Which drink?
User: exit
Session: ended (USER_INITIATED)
`)
	if diff := cmp.Diff([]string{"AutoIntent COMPLETED count=5 drink=java", "AutoIntent COMPLETED count=10 drink=tea"}, f.summary()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if len(f.requests) != 2 || !f.requests[0].Session.New {
		t.Errorf("%d requests, the first new: %t", len(f.requests), f.requests[0].Session.New)
	}
}

// TestElicitAndConfirm leads a dialog by the directives of the skill.
func TestElicitAndConfirm(t *testing.T) {
	f := newCafe()
	turn := 0
	f.answers["AutoIntent"] = nil
	f.answers["TableIntent"] = func(e *alexa.RequestEnvelope) (*alexa.Response, error) {
		turn++
		intent, _ := e.Intent()
		switch turn {
		case 1:
			r := asking("How many will come?", "How many?")
			r.Directives = []alexa.Directive{&alexa.DialogElicitSlotDirective{SlotToElicit: "guests"}}
			return r, nil
		case 2:
			updated := *intent
			updated.ConfirmationStatus = ""
			updated.Slots = map[string]*alexa.Slot{"guests": {Value: "7"}, "day": nil}
			return &alexa.Response{OutputSpeech: speech("Seven?"), Directives: []alexa.Directive{&alexa.DialogConfirmSlotDirective{SlotToConfirm: "guests", UpdatedIntent: &updated}}}, nil
		case 3:
			return &alexa.Response{OutputSpeech: speech("All right?"), Directives: []alexa.Directive{&alexa.DialogConfirmIntentDirective{}}}, nil
		}
		return saying("Fine."), nil
	}
	got := undirected(talk(t, f, options(t), "ask persistent cafe to book a table tomorrow", "six people", "", "six", "yes", "yes"))
	want(t, got, `
User: ask persistent cafe to book a table tomorrow
Alexa: How many will come?
User: six people
Error: no intent fits "six people", and the interaction model has no AMAZON.FallbackIntent
Alexa: How many?
User:
Session: ended (EXCEEDED_MAX_REPROMPTS)

User: six
Error: no session is open: say "open persistent cafe"
User: yes
Error: no session is open: say "open persistent cafe"
User: yes
Error: no session is open: say "open persistent cafe"
`)
	turn, f.requests = 0, nil
	got = undirected(talk(t, f, options(t), "ask persistent cafe to book a table tomorrow", "six", "no", "yes"))
	want(t, got, `
User: ask persistent cafe to book a table tomorrow
Alexa: How many will come?
User: six
Alexa: Seven?
User: no
Alexa: All right?
User: yes
Alexa: Fine.
Session: ended
`)
	wanted := []string{
		"TableIntent STARTED day=2026-11-23",
		"TableIntent IN_PROGRESS day=2026-11-23 guests=6",
		"TableIntent IN_PROGRESS guests=7(DENIED)",
		"TableIntent IN_PROGRESS guests=7(DENIED) CONFIRMED",
	}
	if diff := cmp.Diff(wanted, f.summary()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestChainedIntents(t *testing.T) {
	f := delegating()
	then := func(name string) answer {
		return direct("", &alexa.DialogDelegateDirective{UpdatedIntent: &alexa.Intent{Name: name}})
	}
	f.answers["OrderIntent"] = then("ThenIntent")
	f.answers["ThenIntent"] = func(e *alexa.RequestEnvelope) (*alexa.Response, error) {
		if e.DialogState() == alexa.DialogCompleted {
			return saying("Then " + e.SlotValue("drink") + "."), nil
		}
		return &alexa.Response{Directives: []alexa.Directive{&alexa.DialogDelegateDirective{}}}, nil
	}
	want(t, undirected(talk(t, f, options(t), "ask persistent cafe for a tea", "java")), `
User: ask persistent cafe for a tea
Alexa: Which drink?
User: java
Alexa: Then java.
Session: ended
`)
	if diff := cmp.Diff([]string{"OrderIntent drink=tea", "ThenIntent STARTED", "ThenIntent IN_PROGRESS drink=java", "ThenIntent COMPLETED drink=java"}, f.summary()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	// The launch may start a dialog, too, and automatic dialogs need no request.
	f.answers["LaunchRequest"] = then("AutoIntent")
	want(t, undirected(talk(t, f, options(t), "open persistent cafe", "tea", "two")), `
User: open persistent cafe
Alexa: Which drink?
User: tea
Alexa: How many?
User: two
Alexa: So 2 tea.
Session: ended
`)
}

func TestDialogErrors(t *testing.T) {
	tests := []struct {
		name   string
		answer answer
		want   string
	}{
		{"no such slot", direct("", &alexa.DialogElicitSlotDirective{SlotToElicit: "wine"}), `Dialog.ElicitSlot: intent TableIntent has no slot "wine"`},
		{"no such slot to confirm", direct("", &alexa.DialogConfirmSlotDirective{SlotToConfirm: "wine"}), `Dialog.ConfirmSlot: intent TableIntent has no slot "wine"`},
		{"no dialog", direct("", &alexa.DialogConfirmIntentDirective{UpdatedIntent: &alexa.Intent{Name: "UsualIntent"}}), "Dialog.ConfirmIntent: the interaction model has no dialog for UsualIntent"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := newCafe()
			f.answers["TableIntent"] = test.answer
			got := talk(t, f, options(t), "ask persistent cafe to book a table")
			if !strings.Contains(got, "Error: "+test.want+"\n") || !strings.Contains(got, "Session: ended (ERROR)") {
				t.Errorf("transcript:\n%s\nwant %q", got, test.want)
			}
		})
	}
	f := newCafe()
	f.answers["AutoIntent"] = direct("", &alexa.DialogDelegateDirective{})
	got := talk(t, f, options(t), "ask persistent cafe to cater ten tea")
	if !strings.Contains(got, "Error: Dialog.Delegate: the dialog of AutoIntent is complete") {
		t.Errorf("delegation after the end:\n%s", got)
	}
	f.answers["TableIntent"] = direct("", &alexa.DialogDelegateDirective{UpdatedIntent: &alexa.Intent{Name: "ThenIntent"}})
	f.answers["ThenIntent"] = direct("", &alexa.DialogDelegateDirective{UpdatedIntent: &alexa.Intent{Name: "TableIntent"}})
	got = talk(t, f, options(t), "ask persistent cafe to book a table")
	if !strings.Contains(got, "Error: Dialog.Delegate: more than 10 intents handed the dialog on") {
		t.Errorf("endless chain:\n%s", got)
	}
}

func TestDynamicEntities(t *testing.T) {
	f := newCafe()
	f.answers["LaunchRequest"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		r := asking("Welcome!", "")
		r.Directives = []alexa.Directive{&alexa.DialogUpdateDynamicEntitiesDirective{
			UpdateBehavior: alexa.DynamicEntitiesReplace,
			Types: []alexa.DynamicEntityType{{Name: "Drink", Values: []alexa.DynamicEntity{
				{ID: "MOON", Name: alexa.DynamicEntityName{Value: "moon milk", Synonyms: []string{"golden milk"}}},
			}}},
		}}
		return r, nil
	}
	f.answers["UsualIntent"] = func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		r := asking("Cleared.", "")
		r.Directives = []alexa.Directive{&alexa.DialogUpdateDynamicEntitiesDirective{UpdateBehavior: alexa.DynamicEntitiesClear}}
		return r, nil
	}
	got := undirected(talk(t, f, options(t),
		"open persistent cafe", "a golden milk", // resolves
		"ask persistent cafe for a golden milk",              // a new session
		"open persistent cafe", "the usual", "a golden milk", // cleared
	))
	want(t, got, `
User: open persistent cafe
Alexa: Welcome!
User: a golden milk
Alexa: Your moon milk is coming.
Session: ended

User: ask persistent cafe for a golden milk
Alexa: Your golden milk is coming.
Session: ended

User: open persistent cafe
Alexa: Welcome!
User: the usual
Alexa: Cleared.
User: a golden milk
Alexa: Your golden milk is coming.
Session: ended
`)
}

func TestValidations(t *testing.T) {
	c, err := newConversation(newCafe(), &strings.Builder{}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	matched := &alexa.Resolutions{ResolutionsPerAuthority: []alexa.Resolution{{
		Status: alexa.ResolutionStatus{Code: alexa.ResolutionMatch},
		Values: []alexa.ResolutionValue{{Value: alexa.ResolvedValue{Name: "coffee"}}},
	}}}
	rule := func(kind interactionmodel.ValidationType, values ...string) interactionmodel.Validation {
		v := interactionmodel.Validation{Type: kind, Values: values}
		switch kind {
		case interactionmodel.IsInDuration, interactionmodel.IsNotInDuration:
			v.Start, v.End = values[0], values[1]
		case interactionmodel.IsInSet, interactionmodel.IsNotInSet, interactionmodel.HasEntityResolutionMatch:
		default:
			v.Value = values[0]
		}
		return v
	}
	const date, clock, number = "AMAZON.DATE", "AMAZON.TIME", "AMAZON.NUMBER"
	tests := []struct {
		rule     interactionmodel.Validation
		slotType string
		value    string
		resolved bool
		want     bool
	}{
		{rule(interactionmodel.HasEntityResolutionMatch), "Drink", "java", true, true},
		{rule(interactionmodel.HasEntityResolutionMatch), "Drink", "java", false, false},
		{rule(interactionmodel.IsInSet, "Coffee", "tea"), "Drink", "java", true, true},
		{rule(interactionmodel.IsInSet, "Coffee", "tea"), "Drink", "Tea", false, true},
		{rule(interactionmodel.IsInSet, "Coffee", "tea"), "Drink", "milk", false, false},
		{rule(interactionmodel.IsNotInSet, "Coffee", "tea"), "Drink", "java", true, false},
		{rule(interactionmodel.IsNotInSet, "Coffee", "tea"), "Drink", "milk", false, true},
		{rule(interactionmodel.IsGreaterThan, "9"), number, "10", false, true},
		{rule(interactionmodel.IsGreaterThan, "9"), number, "9", false, false},
		{rule(interactionmodel.IsGreaterThanOrEqualTo, "9"), number, "9", false, true},
		{rule(interactionmodel.IsGreaterThanOrEqualTo, "9"), number, "8.5", false, false},
		{rule(interactionmodel.IsLessThan, "9"), number, "10", false, false},
		{rule(interactionmodel.IsLessThan, "9"), number, "-10", false, true},
		{rule(interactionmodel.IsLessThanOrEqualTo, "9"), number, "9", false, true},
		{rule(interactionmodel.IsLessThan, "9"), number, "many", false, true},
		{rule(interactionmodel.IsLessThan, "2026-12-01"), date, "2026-11-30", false, true},
		{rule(interactionmodel.IsLessThan, "2026-12-01"), date, "2026-12-01", false, false},
		{rule(interactionmodel.IsLessThan, "2026-12-01"), date, "2026-W50", false, true},
		{rule(interactionmodel.IsGreaterThan, "P0D"), date, "2026-11-22", false, false},
		{rule(interactionmodel.IsGreaterThan, "P0D"), date, "2026-11-23", false, true},
		{rule(interactionmodel.IsInDuration, "-P1W", "P1Y2M"), date, "2026-11-15", false, true},
		{rule(interactionmodel.IsInDuration, "-P1W", "P1Y2M"), date, "2026-11-14", false, false},
		{rule(interactionmodel.IsInDuration, "-P1W", "P1Y2M"), date, "2028-01-22", false, true},
		{rule(interactionmodel.IsInDuration, "-P1W", "P1Y2M"), date, "2028-01-23", false, false},
		{rule(interactionmodel.IsNotInDuration, "08:00", "20:00"), clock, "07:30", false, true},
		{rule(interactionmodel.IsNotInDuration, "08:00", "20:00"), clock, "09:30", false, false},
		{rule(interactionmodel.IsGreaterThan, "PT1H19M"), clock, "11:00", false, false},
		{rule(interactionmodel.IsGreaterThan, "PT1H18M59S"), clock, "11:00", false, true},
		{rule("isPrime", "2"), number, "4", false, true},
	}
	for _, test := range tests {
		slot := &alexa.Slot{Value: test.value}
		if test.resolved {
			slot.Resolutions = matched
		}
		if got := c.valid(test.rule, test.slotType, slot); got != test.want {
			t.Errorf("%s is %t for %s %q", fmt.Sprint(test.rule), got, test.slotType, test.value)
		}
	}
}
