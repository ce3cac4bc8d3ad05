package model

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
)

// at is a place on a line of main.litexa.
func at(line int) Place {
	p := diag.Pos{Line: line, Col: 1}
	return Place{File: "main.litexa", Span: diag.Span{Start: p, End: p}}
}

func samples(line int, texts ...string) []Sample {
	list := []Sample{}
	for _, t := range texts {
		list = append(list, Sample{Text: t, Place: at(line)})
	}
	return list
}

func withIntents(intents ...*Intent) *Model {
	m := &Model{Locale: "en-US", Language: "default", InvocationName: "my skill", Intents: intents}
	m.Intents = append(m.Intents, &Intent{Name: "SomeIntent", Samples: samples(99, "something else")})
	return m
}

func withTypes(types ...*Type) *Model {
	m := withIntents()
	for _, t := range types {
		t.JSON, _ = json.Marshal(map[string]string{"name": t.Name})
	}
	m.Types = types
	return m
}

// found returns the lines and codes of diagnostics.
func found(list diag.List) []string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%d %s", d.Span.Start.Line, d.Code))
	}
	return out
}

func TestValidate(t *testing.T) {
	query := Slot{Name: "query", Type: searchQuery, Place: at(2)}
	number := Slot{Name: "count", Type: "AMAZON.NUMBER", Place: at(3)}
	manyValues := func(n int) []Value {
		values := make([]Value, n)
		for i := range values {
			values[i] = Value{Name: fmt.Sprint("value ", i)}
		}
		return values
	}
	tests := []struct {
		name  string
		model *Model
		want  []string
	}{
		{"nothing wrong", withIntents(
			&Intent{Name: "AMAZON.HelpIntent", Samples: samples(1, "i don't know")},
			&Intent{Name: "Book_Intent", Samples: samples(2, "the book's h. d. re-issue", "straße 7", "{count} of them", "das {count}'s"), Slots: []Slot{number}},
			&Intent{Name: "Ask", Samples: samples(4, "search for {query}"), Slots: []Slot{query, number}},
		), nil},
		{"digit in intent name", withIntents(&Intent{Name: "Room1", Place: at(4), Samples: samples(4, "room")}), []string{"4 invalid-intent-name"}},
		{"full stop in intent name", withIntents(&Intent{Name: "A.B", Place: at(4), Samples: samples(4, "room")}), []string{"4 invalid-intent-name"}},
		{"hyphen in slot name", withIntents(&Intent{Name: "A", Samples: samples(4, "a {b-c}"),
			Slots: []Slot{{Name: "b-c", Type: "AMAZON.NUMBER", Place: at(4)}}}), []string{"4 invalid-slot-name"}},
		{"slots that differ in case", withIntents(&Intent{Name: "A", Samples: samples(4, "a {b} {B}"),
			Slots: []Slot{{Name: "b", Type: "AMAZON.NUMBER", Place: at(4)}, {Name: "B", Type: "AMAZON.NUMBER", Place: at(5)}}}), []string{"5 similar-slots"}},
		{"type name", withTypes(&Type{Name: "my-type", Place: at(6), Values: manyValues(1)}), []string{"6 invalid-type-name"}},
		{"built-in type that does not exist", withIntents(&Intent{Name: "A", Samples: samples(4, "a {b}"),
			Slots: []Slot{{Name: "b", Type: "AMAZON.Colour", Place: at(4)}}}), []string{"4 unknown-slot-type"}},
		{"question mark", withIntents(&Intent{Name: "A", Samples: samples(4, "what?")}), []string{"4 invalid-utterance-character"}},
		{"comma", withIntents(&Intent{Name: "A", Samples: samples(4, "yes, please")}), []string{"4 invalid-utterance-character"}},
		{"wide question mark", withIntents(&Intent{Name: "A", Samples: samples(4, "何？")}), []string{"4 invalid-utterance-character"}},
		{"one warning for the samples of an utterance", withIntents(&Intent{Name: "A", Samples: samples(4, "what?", "why?", "how?")}), []string{"4 invalid-utterance-character"}},
		{"slot in a built-in", withIntents(&Intent{Name: "AMAZON.YesIntent", Samples: samples(4, "yes {count}"), Slots: []Slot{number}}), []string{"4 slot-in-built-in"}},
		{"slot twice", withIntents(&Intent{Name: "A", Samples: samples(4, "{count} and {count}"), Slots: []Slot{number}}), []string{"4 repeated-slot"}},
		{"only a search query", withIntents(&Intent{Name: "A", Samples: samples(4, "{query}"), Slots: []Slot{query}}), []string{"4 missing-carrier-phrase"}},
		{"search query and another", withIntents(&Intent{Name: "A", Samples: samples(4, "find {query} {count}"), Slots: []Slot{query, number}}), []string{"4 search-query-combined"}},
		{"empty sample", withIntents(&Intent{Name: "A", Samples: samples(4, " ")}), []string{"4 empty-sample"}},
		{"sample of two intents", withIntents(
			&Intent{Name: "A", Samples: samples(4, "hello there", "hello there")},
			&Intent{Name: "B", Samples: samples(6, "Hello  there", "hello there")}), []string{"6 conflicting-sample"}},
		{"localized sample of two intents", withIntents(
			&Intent{Name: "A", Samples: []Sample{{Text: "hallo"}}},
			&Intent{Name: "B", Samples: []Sample{{Text: "hallo"}}}), []string{"0 conflicting-sample"}},
		{"no values", withTypes(&Type{Name: "t", Place: at(6)}), []string{"6 empty-type"}},
		{"extension", withTypes(&Type{Name: "AMAZON.City", Place: at(6), Values: manyValues(1)}), nil},
		{"extension of numbers", withTypes(&Type{Name: "AMAZON.NUMBER", Place: at(6), Values: manyValues(1)}), []string{"6 fixed-type"}},
		{"extension of nothing", withTypes(&Type{Name: "AMAZON.Nothing", Place: at(6), Values: manyValues(1)}), []string{"6 unknown-slot-type"}},
		{"values", withTypes(&Type{Name: "t", Place: at(6), Values: []Value{
			{Name: "a", Place: at(7)}, {Name: "A", Place: at(8)}, {Name: " ", Place: at(9)}, {Name: strings.Repeat("ä", 141), Place: at(10)},
			{Name: "b", ID: "1", Place: at(11)}, {Name: "c", ID: "1", Synonyms: []string{"", strings.Repeat("ä", 140)}, Place: at(12)},
		}}), []string{"8 duplicate-value", "9 empty-value", "10 long-value", "12 duplicate-value-id", "12 empty-value"}},
		{"values in all", withTypes(
			&Type{Name: "t", Place: at(6), Values: manyValues(maxValues)},
			&Type{Name: "u", Place: at(7), Values: manyValues(1)}), []string{"7 too-many-values"}},
		{"size", withTypes(&Type{Name: strings.Repeat("n", maxModelBytes), Place: at(6), Values: manyValues(1)}), []string{"0 large-model"}},
		{"only built-in intents", &Model{Intents: []*Intent{{Name: "AMAZON.StopIntent", Samples: []Sample{}}}}, []string{"0 no-custom-intent"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Validate(tt.model, "en-US")
			if diff := cmp.Diff(tt.want, found(got)); diff != "" {
				t.Errorf("Validate (-want +got):\n%s\n%v", diff, got)
			}
			for _, d := range got {
				if d.Severity != diag.Warning {
					t.Errorf("%s is of severity %v", d.Code, d.Severity)
				}
			}
		})
	}
}

func TestValidateJapanese(t *testing.T) {
	m := withIntents(&Intent{Name: "A", Slots: []Slot{{Name: "count", Type: "AMAZON.NUMBER"}},
		Samples: append(append(samples(4, "{count} を再生"), samples(5, "{count}を再生")...), samples(6, "星{count}")...)})
	if diff := cmp.Diff([]string{"5 glued-slot", "6 glued-slot"}, found(Validate(m, "ja-JP"))); diff != "" {
		t.Errorf("ja-JP (-want +got):\n%s", diff)
	}
	if got := Validate(m, "en-US"); got != nil {
		t.Errorf("en-US: %v", got)
	}
}

func TestValidateInterfaces(t *testing.T) {
	m := withIntents(&Intent{Name: "AMAZON.PauseIntent", Samples: []Sample{}})
	got := ValidateInterfaces(m, []string{AudioPlayer})
	if diff := cmp.Diff([]string{"0 missing-intent"}, found(got)); diff != "" || !strings.Contains(got[0].Message, "AMAZON.ResumeIntent") {
		t.Errorf("got %v", got)
	}
	if got := ValidateInterfaces(m, nil); got != nil {
		t.Errorf("without audio: %v", got)
	}
}

func TestValidateInvocationName(t *testing.T) {
	tests := []struct {
		name, locale string
		want         []string
	}{
		{"daily horoscopes", "en-US", nil},
		{"sam's science trivia", "en-GB", nil},
		{"a. b. c. quiz", "en-US", nil},
		{"tageshoroskop", "de-DE", nil},
		{"glocken läuten", "de-DE", nil},
		{"毎日星占い", "ja-JP", nil},
		{"दैनिक राशिफल", "hi-IN", nil},
		{"the daily horoscopes", "en-US", nil},
		{"horoscopes", "en-US", []string{"invocation-one-word"}},
		{"a bicycle", "en-US", []string{"invocation-minor-word"}},
		{"quiz 7", "en-US", []string{"invocation-digit"}},
		{"Daily Horoscopes", "en-US", []string{"invocation-upper-case"}},
		{"'tis time", "en-US", []string{"invocation-character"}},
		{"this & that", "fr-FR", []string{"invocation-character"}},
		{"café quiz", "en-US", []string{"invocation-character"}},
		{"café quiz", "fr-FR", nil},
		{"alexa quiz", "it-IT", []string{"invocation-wake-word"}},
		{"quiz app", "en-US", []string{"invocation-wake-word"}},
		{"ask me anything", "en-US", []string{"invocation-launch-phrase"}},
		{"tales from space", "en-US", []string{"invocation-connecting-word"}},
		{"x", "de-DE", []string{"invocation-length"}},
		{strings.Repeat("lang ", 10) + "x", "de-DE", []string{"invocation-length"}},
		{"", "en-US", []string{"invocation-length"}},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.locale, func(t *testing.T) {
			var got []string
			for _, d := range ValidateInvocationName(tt.name, tt.locale) {
				got = append(got, d.Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func ExampleValidate() {
	m := &Model{
		InvocationName: "my skill",
		Intents: []*Intent{{
			Name:    "SearchIntent",
			Samples: []Sample{{Text: "{query}"}},
			Slots:   []Slot{{Name: "query", Type: "AMAZON.SearchQuery"}},
		}},
	}
	for _, d := range Validate(m, "en-US") {
		fmt.Println(d.Message)
	}
	// Output:
	// the utterance "{query}" has no words beside the slot query, which as a AMAZON.SearchQuery needs some
}
