package nlu

import (
	"fmt"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// largeModel is a model of 100 intents with 50 samples each, of literal words,
// custom and built-in slots.
func largeModel() *interactionmodel.Model {
	verbs := strings.Fields("find order show play book cancel move send start check")
	things := strings.Fields("ticket table song room flight parcel meal class game report")
	model := &interactionmodel.Model{}
	model.LanguageModel.InvocationName = "large model"
	for i := range 100 {
		verb, thing := verbs[i/10], things[i%10]
		intent := interactionmodel.Intent{
			Name: fmt.Sprintf("%s%s", verb, thing),
			Slots: []interactionmodel.Slot{
				{Name: "what", Type: fmt.Sprintf("Type%d", i%20)}, {Name: "count", Type: "AMAZON.NUMBER"},
				{Name: "day", Type: "AMAZON.DATE"}, {Name: "who", Type: "AMAZON.FirstName"},
			},
		}
		for n := range 50 {
			start := []string{"please", "i want to", "can you", "could you", "i would like to", "let us", "help me", "we need to", "now", "quickly"}[n%10]
			end := []string{"{what}", "{count} {what}", "{what} for {who}", "{what} on {day}", "called {what} with {who} on {day}"}[n/10]
			intent.Samples = append(intent.Samples, fmt.Sprintf("%s %s the %s %s", start, verb, thing, end))
		}
		model.LanguageModel.Intents = append(model.LanguageModel.Intents, intent)
	}
	for i := range 20 {
		t := interactionmodel.Type{Name: fmt.Sprintf("Type%d", i)}
		for n := range 50 {
			t.Values = append(t.Values, interactionmodel.Value{Name: interactionmodel.ValueName{
				Value: fmt.Sprintf("value %c%c of %d", 'a'+n/10, 'a'+n%10, i), Synonyms: []string{fmt.Sprintf("synonym %c%c", 'a'+n/10, 'a'+n%10)},
			}})
		}
		model.LanguageModel.Types = append(model.LanguageModel.Types, t)
	}
	return model
}

func BenchmarkResolve(b *testing.B) {
	r := resolver(b, "en-US", largeModel())
	for _, bench := range []struct{ name, utterance string }{
		{"custom", "i want to order the song synonym ab"},
		{"numbers", "please book the flight twenty three synonym bc"},
		{"dates", "could you check the report called synonym cd with alice on next monday"},
		{"unknown", "we need to move the parcel something nobody has heard of for bob"},
		{"none", "what is the meaning of all this"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			result, err := r.Resolve(bench.utterance)
			if err != nil || (result.Best() == nil) != (bench.name == "none") {
				b.Fatal(result, err)
			}
			b.ReportAllocs()
			for b.Loop() {
				r.Resolve(bench.utterance)
			}
		})
	}
}

// BenchmarkResolveLong resolves the longest utterance against a model that reads
// it in very many ways.
func BenchmarkResolveLong(b *testing.B) {
	r := resolver(b, "en-US", hostileModel())
	for _, word := range []string{"one ", "and ", "a ", "a half hour ", "twenty ", "ham and "} {
		utterance := strings.Join(strings.Fields(strings.Repeat(word, maxWords))[:maxWords], " ")
		b.Run(strings.TrimSpace(word), func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Resolve(utterance); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// hostileModel is a model whose samples are runs of slots.
func hostileModel() *interactionmodel.Model {
	types := []string{"Topping...", "Topping", "Drink", "AMAZON.NUMBER", "AMAZON.DATE", "AMAZON.TIME", "AMAZON.DURATION", "AMAZON.SearchQuery", "AMAZON.FirstName", "AMAZON.PhoneNumber"}
	head := "I("
	for i, name := range types {
		head += fmt.Sprintf("s%d: %s, ", i, name)
	}
	var samples []string
	for i := range types {
		for j := range types {
			for k := range types {
				samples = append(samples, fmt.Sprintf("{s%d} {s%d} and {s%d}", i, j, k))
			}
		}
	}
	return modelOf("hostile", map[string][]string{head: samples}, map[string]string{"Topping": "ham, ham and", "Drink": "one, a"}, head)
}

func BenchmarkNew(b *testing.B) {
	model := largeModel()
	for b.Loop() {
		if _, err := New(model, "en-US", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzResolve(f *testing.F) {
	model := cafe(FallbackIntent)
	model.LanguageModel.Intents = append(model.LanguageModel.Intents, hostileModel().LanguageModel.Intents...)
	var resolvers []*Resolver
	for _, locale := range []string{"en-US", "de-DE", "fr-FR", "es-ES", "it-IT", "pt-BR", "ja-JP", "hi-IN", "nl-NL"} {
		resolvers = append(resolvers, resolver(f, locale, model))
	}
	for i, utterance := range []string{
		"alexa, i'd like a big coca-cola please", "zweitausendsechsundzwanzig", "l'heure d'été", "ciento y uno", "centottanta",
		"terça-feira à noite", "午後7時15分、コーヒーをください", "साढ़े सात बजे", "bob's \u0301 a. b. c. 7pm 1,000.5 11/22/2026",
		"a pizza with ham, mac and cheese and and and olives", "one hundred and and twenty thousand thousand", "2026-W47-WE",
	} {
		f.Add(i, utterance)
	}
	f.Fuzz(func(t *testing.T, language int, utterance string) {
		r := resolvers[uint(language)%uint(len(resolvers))]
		result, err := r.Resolve(utterance)
		if err != nil {
			return
		}
		again, _ := r.Resolve(utterance)
		if line(result.Best()) != line(again.Best()) {
			t.Errorf("%q resolves to %s and to %s", utterance, line(result.Best()), line(again.Best()))
		}
		if result.Best() == nil {
			t.Errorf("%q has no match in a model with a fallback", utterance)
		}
		for _, m := range result.Matches {
			if m.Score < 0 || m.Score > 1.01 {
				t.Errorf("%q: score %v", utterance, m.Score)
			}
			m.AlexaIntent()
		}
		r.ParseInvocation(utterance)
		r.IsExit(utterance)
		for _, slotType := range []string{"Drink", "AMAZON.NUMBER", "AMAZON.DATE", "AMAZON.TIME", "AMAZON.DURATION", "AMAZON.AlphaNumeric"} {
			if _, err := r.ResolveSlot(slotType, utterance); err != nil {
				t.Errorf("%s of %q: %v", slotType, utterance, err)
			}
		}
		if _, err := r.ResolveAnswer("Order", "drink", utterance); err != nil {
			t.Error(err)
		}
	})
}
