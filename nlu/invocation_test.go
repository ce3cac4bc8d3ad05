package nlu

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseInvocation(t *testing.T) {
	launch := Invocation{}
	request := func(connective, text string) Invocation { return Invocation{Request: text, Connective: connective} }
	tests := []struct {
		locale, name, utterance string
		want                    Invocation
	}{
		{"en-US", "persistent cafe", "Alexa, open Persistent Café.", launch},
		{"en-US", "persistent cafe", "open the persistent cafe please", launch},
		{"en-US", "persistent cafe", "alexa please launch persistent cafe", launch},
		{"en-US", "persistent cafe", "can you start persistent cafe", launch},
		{"en-US", "persistent cafe", "Alexa, persistent cafe", launch},
		{"en-US", "persistent cafe", "talk to persistent cafe", launch},
		{"en-US", "persistent cafe", "play the game persistent cafe", launch},
		{"en-US", "persistent cafe", "ask persistent cafe", launch},
		{"en-US", "sam's trivia", "open sam’s trivia", launch},
		{"en-US", "sam's trivia", "open sams trivia", launch},
		{"en-US", "a. b. c. news", "open abc news", launch},
		{"en-US", "persistent cafe", "Alexa, ask persistent cafe to order a Coffee", request("to", "order a Coffee")},
		{"en-US", "persistent cafe", "ask persistent cafe for the usual, please", request("for", "the usual")},
		{"en-US", "persistent cafe", "ask persistent cafe whether coke is sold out", request("whether", "coke is sold out")},
		{"en-US", "persistent cafe", "ask persistent cafe what is my usual", request("", "what is my usual")},
		{"en-US", "persistent cafe", "tell persistent cafe that i want tea", request("that", "i want tea")},
		{"en-US", "persistent cafe", "tell persistent cafe i want tea", request("", "i want tea")},
		{"en-US", "persistent cafe", "open persistent cafe and order tea", request("and", "order tea")},
		{"en-US", "persistent cafe", "search persistent cafe for tea", request("for", "tea")},
		{"en-US", "persistent cafe", "order a coffee with persistent cafe", request("", "order a coffee")},
		{"en-US", "persistent cafe", "Alexa, get my usual from the persistent cafe", request("", "get my usual")},
		{"de-DE", "astro dienst", "Alexa, öffne Astro Dienst", launch},
		{"de-DE", "astro dienst", "frage Astro Dienst ab", launch},
		{"de-DE", "astro dienst", "frage Astro Dienst nach dem Horoskop", request("nach", "dem Horoskop")},
		{"de-DE", "astro dienst", "gib mir das Horoskop von Astro Dienst", request("", "gib mir das Horoskop")},
		{"de-DE", "astro dienst", "starte Astro Dienst und sage mir mein Horoskop", request("und", "sage mir mein Horoskop")},
		{"fr-FR", "signe astro", "Alexa, ouvre Signe Astro", launch},
		{"fr-FR", "signe astro", "lance signe astro s'il te plaît", launch},
		{"fr-FR", "signe astro", "demande à signe astro l'horoscope des gémeaux", request("", "l'horoscope des gémeaux")},
		{"fr-FR", "signe astro", "demande à signe astro de lire mon horoscope", request("de", "lire mon horoscope")},
		{"fr-FR", "signe astro", "donne moi mon horoscope avec signe astro", request("", "donne moi mon horoscope")},
		{"es-ES", "horóscopo diario", "Alexa, abre horoscopo diario", launch},
		{"es-ES", "horóscopo diario", "pregunta a horóscopo diario por géminis", request("por", "géminis")},
		{"es-ES", "horóscopo diario", "dile a horóscopo diario que quiero saber más", request("que", "quiero saber más")},
		{"it-IT", "oroscopo del giorno", "Alexa, apri Oroscopo del Giorno", launch},
		{"it-IT", "oroscopo del giorno", "chiedi a oroscopo del giorno di leggere i gemelli", request("di", "leggere i gemelli")},
		{"pt-BR", "horóscopo do dia", "Alexa, abra horóscopo do dia", launch},
		{"pt-BR", "horóscopo do dia", "pergunte ao horóscopo do dia sobre gêmeos", request("sobre", "gêmeos")},
		{"ja-JP", "十二星座占い", "アレクサ、十二星座占いを開いて", launch},
		{"ja-JP", "十二星座占い", "十二星座占いをスタート", launch},
		{"ja-JP", "十二星座占い", "十二星座占いで双子座の運勢を調べて", request("で", "双子座の運勢")},
		{"ja-JP", "十二星座占い", "双子座の運勢を十二星座占いに聞いて", request("", "双子座の運勢")},
		{"ja-JP", "十二星座占い", "十二星座占いを使って今日の運勢", request("を使って", "今日の運勢")},
		{"hi-IN", "राशिफल", "अलेक्सा, राशिफल खोलो", launch},
		{"hi-IN", "राशिफल", "राशिफल से पूछो मेष का हाल", request("से पूछो", "मेष का हाल")},
		{"hi-IN", "daily raashi", "open daily raashi", launch},
		{"nl-NL", "dagelijkse horoscoop", "Alexa, dagelijkse horoscoop", launch},
	}
	for _, test := range tests {
		r := resolver(t, test.locale, modelOf(test.name, nil, nil))
		got, ok := r.ParseInvocation(test.utterance)
		if !ok {
			t.Errorf("%s %q is no invocation", test.locale, test.utterance)
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", test.locale, test.utterance, diff)
		}
		if got.Launch() != (test.want == launch) {
			t.Errorf("%s %q: Launch() = %t", test.locale, test.utterance, got.Launch())
		}
	}
	r := resolver(t, "en-US", modelOf("persistent cafe", nil, nil))
	for _, utterance := range []string{"", "a coffee please", "open cafe persistent", "open another skill", "alexa", "persistent"} {
		if got, ok := r.ParseInvocation(utterance); ok {
			t.Errorf("%q is the invocation %+v", utterance, got)
		}
	}
	nameless := resolver(t, "en-US", modelOf("", nil, nil))
	if _, ok := nameless.ParseInvocation("open it"); ok {
		t.Error("a skill without a name was invoked")
	}
}

func TestResolveInvocation(t *testing.T) {
	r := resolver(t, "en-US", modelOf("cafe", map[string][]string{
		"Order(drink: Drink)": {"order {drink}", "for a {drink}"},
		"Ready":               {"whether it is ready"},
	}, map[string]string{"Drink": "coffee, tea"}, "Order(drink: Drink)", "Ready", FallbackIntent))
	for utterance, want := range map[string]string{
		"ask cafe to order coffee":       "Order drink=coffee(coffee)",
		"ask cafe for a tea":             "Order drink=tea(tea)",
		"ask cafe whether it is ready":   "Ready",
		"ask cafe to dance the polka":    FallbackIntent,
		"order coffee with cafe":         "Order drink=coffee(coffee)",
		"tell cafe order coffee, please": "Order drink=coffee(coffee)",
	} {
		invocation, ok := r.ParseInvocation(utterance)
		if !ok {
			t.Errorf("%q is no invocation", utterance)
			continue
		}
		result, err := r.ResolveInvocation(invocation)
		if err != nil {
			t.Fatal(err)
		}
		if got := line(result.Best()); got != want {
			t.Errorf("%q: %s; want %s", utterance, got, want)
		}
	}
}

func TestExitAndConfirmation(t *testing.T) {
	r := resolver(t, "en-US", nil)
	for utterance, want := range map[string]bool{"exit": true, "Alexa, quit.": true, "close the skill please": true, "stop": true, "never mind": true, "exit music": false, "": false} {
		if got := r.IsExit(utterance); got != want {
			t.Errorf("IsExit(%q) = %t", utterance, got)
		}
	}
	if resolver(t, "en-US", modelOf("x", nil, nil, "AMAZON.StopIntent")).IsExit("stop") {
		t.Error("stop is an exit of a skill that has AMAZON.StopIntent")
	}
	for utterance, want := range map[string][2]bool{
		"yes": {true, true}, "Yes, please!": {true, true}, "that's right": {true, true},
		"no": {false, true}, "no thanks": {false, true}, "maybe": {false, false}, "yes and no": {false, false},
	} {
		if yes, ok := r.Confirmation(utterance); yes != want[0] || ok != want[1] {
			t.Errorf("Confirmation(%q) = %t, %t", utterance, yes, ok)
		}
	}
	for locale, utterance := range map[string]string{"de-DE": "ja bitte", "ja-JP": "はい", "hi-IN": "हाँ", "fr-FR": "d'accord"} {
		if yes, ok := resolver(t, locale, nil).Confirmation(utterance); !yes || !ok {
			t.Errorf("%s Confirmation(%q) = %t, %t", locale, utterance, yes, ok)
		}
	}
}
