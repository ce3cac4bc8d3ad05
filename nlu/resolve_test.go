package nlu

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// cafe is a model written in short: intents as "Name(slot: Type, ...)" with
// their samples, and types with their values as "value/synonym".
func modelOf(invocation string, intents map[string][]string, types map[string]string, order ...string) *interactionmodel.Model {
	model := &interactionmodel.Model{}
	model.LanguageModel.InvocationName = invocation
	for _, head := range order {
		name, list, _ := strings.Cut(strings.TrimSuffix(head, ")"), "(")
		intent := interactionmodel.Intent{Name: name, Samples: intents[head]}
		for field := range strings.SplitSeq(list, ",") {
			slot, slotType, ok := strings.Cut(strings.TrimSpace(field), ": ")
			if !ok {
				continue
			}
			s := interactionmodel.Slot{Name: slot, Type: slotType}
			if one, many := strings.CutSuffix(slotType, "..."); many {
				s.Type, s.MultipleValues = one, &interactionmodel.MultipleValues{Enabled: true}
			}
			intent.Slots = append(intent.Slots, s)
		}
		model.LanguageModel.Intents = append(model.LanguageModel.Intents, intent)
	}
	for _, name := range []string{"Drink", "Size", "Topping", "Band", "AMAZON.Color", "Empty"} {
		if list, ok := types[name]; ok {
			model.LanguageModel.Types = append(model.LanguageModel.Types, interactionmodel.Type{Name: name, Values: valuesOfList(list)})
		}
	}
	return model
}

func valuesOfList(list string) []interactionmodel.Value {
	var values []interactionmodel.Value
	for i, item := range strings.Split(list, ", ") {
		if item == "" {
			continue
		}
		names := strings.Split(item, "/")
		values = append(values, interactionmodel.Value{
			ID:   fmt.Sprint("v", i),
			Name: interactionmodel.ValueName{Value: names[0], Synonyms: names[1:]},
		})
	}
	return values
}

const (
	orders = "Order(size: Size, drink: Drink, count: AMAZON.NUMBER)"
	usuals = "Usual"
	find   = "Search(query: AMAZON.SearchQuery)"
	pizzas = "Pizza(toppings: Topping...)"
	calls  = "Call(name: AMAZON.FirstName, phone: AMAZON.PhoneNumber)"
	paints = "Paint(name: AMAZON.FirstName, color: AMAZON.Color)"
	plays  = "Play(band: Band)"
	books  = "Book(date: AMAZON.DATE, time: AMAZON.TIME, duration: AMAZON.DURATION)"
	rooms  = "Room"
)

func cafe(extra ...string) *interactionmodel.Model {
	return modelOf("persistent cafe", map[string][]string{
		orders: {
			"{drink}", "a {drink}", "i want {drink}", "i'd like a {size} {drink}", "bring me {count} {drink}",
			"{drink} please", "{count} {size} {drink}",
		},
		usuals: {"i'll have my usual", "the usual", "what's my usual"},
		find:   {"search for {query}", "tell me about {query}"},
		pizzas: {"a pizza with {toppings}", "pizza"},
		calls:  {"call {name}", "call {phone}", "what's {name}'s number"},
		paints: {"paint {name}'s room {color}"},
		plays:  {"play {band}", "play music"},
		books:  {"book a table {date}", "book {date} at {time} for {duration}", "{time}"},
		rooms:  {"room twenty one", "suite 7", "déjà vu"},
	}, map[string]string{
		"Drink": "coffee/java, tea, green tea, coke/coca cola, 7 up", "Size": "small, large/big",
		"Topping": "olives, ham, mac and cheese, pepperoni", "Band": "The Beatles, 21 pilots", "AMAZON.Color": "duck egg",
	}, append([]string{orders, usuals, find, pizzas, calls, paints, plays, books, rooms, "AMAZON.HelpIntent", "AMAZON.StopIntent", "AMAZON.YesIntent", "AMAZON.SelectIntent"}, extra...)...)
}

// line writes a result as "Intent slot=value(meaning) ...".
func line(m *Match) string {
	if m == nil {
		return "no match"
	}
	out := m.Intent
	for _, s := range m.Slots {
		var values []string
		for _, v := range s.Values {
			text := v.Text
			if v.Resolutions != nil {
				var names []string
				for _, r := range v.Resolutions.ResolutionsPerAuthority {
					for _, value := range r.Values {
						names = append(names, value.Value.Name)
					}
				}
				text += "(" + strings.Join(names, "|") + ")"
			}
			values = append(values, text)
		}
		if values != nil {
			out += " " + s.Name + "=" + strings.Join(values, "+")
		}
	}
	return out
}

func TestResolve(t *testing.T) {
	r := resolver(t, "en-US", cafe())
	tests := []struct{ utterance, want string }{
		// Literal samples, in any spelling.
		{"the usual", "Usual"},
		{"I'll have my usual.", "Usual"},
		{"ill have my usual", "Usual"},
		{"  THE   usual!!", "Usual"},
		{"whats my usual", "Usual"},
		{"What’s my usual?", "Usual"},
		{"Alexa, the usual, please", "Usual"},
		{"um, the usual thank you", "Usual"},
		{"could you please the usual", "Usual"},
		{"room 21", "Room"},
		{"room twenty-one", "Room"},
		{"suite seven", "Room"},
		{"room twenty two", "Order drink=room twenty two()"},
		{"deja vu", "Room"},
		{"DÉJÀ VU", "Room"},
		// Values and their synonyms.
		{"a coffee, please.", "Order drink=coffee(coffee)"},
		{"coffee", "Order drink=coffee(coffee)"},
		{"Coffees", "Order drink=Coffees(coffee)"},
		{"I want a java", "Order drink=java(coffee)"},
		{"i want the green tea", "Order drink=green tea(green tea)"},
		{"i'd like a big Coca-Cola", "Order size=big(large) drink=Coca-Cola(coke)"},
		{"bring me 2 teas", "Order drink=teas(tea) count=2"},
		{"bring me twenty one seven up", "Order drink=seven up(7 up) count=21"},
		{"bring me two 7up", "Order drink=7up(7 up) count=2"},
		{"three large coffees", "Order size=large(large) drink=coffees(coffee) count=3"},
		// Values that the type does not have.
		{"i want kombucha", "Order drink=kombucha()"},
		{"i want a glass of water", "Order drink=a glass of water()"},
		{"what's the weather like", "Order drink=what's the weather like()"},
		// Built-in intents and slots.
		{"help", "AMAZON.HelpIntent"},
		{"can you help me?", "AMAZON.HelpIntent"},
		{"alexa, stop", "AMAZON.StopIntent"},
		{"yes, please", "AMAZON.YesIntent"},
		{"select number 2", "AMAZON.SelectIntent ListPosition=2"},
		{"the second one", "AMAZON.SelectIntent ListPosition=2"},
		{"search for red shoes in paris", "Search query=red shoes in paris"},
		{"tell me about the usual", "Search query=the usual"},
		{"call bob", "Call name=bob"},
		{"call Zaphod", "Call name=Zaphod"},
		{"call five five five one two three four", "Call phone=5551234"},
		{"what's Bob's number", "Call name=Bob"},
		{"paint bob's room blue", "Paint name=bob color=blue()"},
		{"paint zoe's room duck egg", "Paint name=zoe color=duck egg(duck egg)"},
		{"play the beatles", "Play band=the beatles(The Beatles)"},
		{"play twenty one pilots", "Play band=twenty one pilots(21 pilots)"},
		{"play 21 pilots", "Play band=21 pilots(21 pilots)"},
		{"play music", "Play"},
		{"book a table next monday", "Book date=2026-11-23"},
		{"book tomorrow at half past seven for two hours", "Book date=2026-11-23 time=07:30 duration=PT2H"},
		{"book whenever at noon for two hours", "Order drink=book whenever at noon for two hours()"},
		{"7 p.m.", "Book time=19:00"},
		// Several values.
		{"a pizza with ham", "Pizza toppings=ham(ham)"},
		{"a pizza with ham, olives and mac and cheese", "Pizza toppings=ham(ham)+olives(olives)+mac and cheese(mac and cheese)"},
		{"a pizza with olives ham", "Pizza toppings=olives(olives)+ham(ham)"},
		{"a pizza with hot sauce and pineapple, ham", "Pizza toppings=hot sauce()+pineapple()+ham(ham)"},
		{"a pizza with ham & some olives", "Pizza toppings=ham(ham)+olives(olives)"},
		{"pizza", "Pizza"},
		// Nothing.
		{"", "no match"},
		{"?!", "no match"},
		{"\u0301", "no match"},
	}
	for _, test := range tests {
		result, err := r.Resolve(test.utterance)
		if err != nil {
			t.Errorf("%q: %v", test.utterance, err)
			continue
		}
		if got := line(result.Best()); got != test.want {
			t.Errorf("%q: %s; want %s", test.utterance, got, test.want)
		}
	}
}

func TestResolveOtherLanguages(t *testing.T) {
	tests := []struct {
		locale, slotType string
		values           string
		sample           string
		utterance, want  string
	}{
		{"de-DE", "Drink", "Kaffee, grüner Tee", "ich hätte gern {x}", "Ich hätte gerne einen Kaffee", "no match"},
		{"de-DE", "Drink", "Kaffee, grüner Tee", "ich hätte gern {x}", "Ich hätte gern einen Kaffee bitte", "I x=Kaffee(Kaffee)"},
		{"de-DE", "Drink", "Kaffee, Grüner Tee", "bring mir {x}", "bring mir gruner tee", "I x=gruner tee(Grüner Tee)"},
		{"fr-FR", "Drink", "café, eau", "je voudrais de l'{x}", "Je voudrais de l'eau s'il te plaît", "I x=eau(eau)"},
		{"fr-FR", "AMAZON.NUMBER", "", "donne m'en {x}", "donne-m'en vingt et un", "I x=21"},
		{"es-ES", "AMAZON.DATE", "", "reserva para {x}", "reserva para mañana", "I x=2026-11-23"},
		{"it-IT", "Drink", "caffè, acqua", "vorrei dell'{x}", "vorrei dell’acqua, per favore", "I x=acqua(acqua)"},
		{"pt-BR", "Drink", "café, água", "quero {x}", "quero um cafe", "I x=cafe(café)"},
		{"ja-JP", "Drink", "コーヒー, 緑茶", "{x}をください", "コーヒーをください", "I x=コーヒー(コーヒー)"},
		{"ja-JP", "Drink", "コーヒー, 緑茶", "{x}", "こーひーをお願いします。", "I x=こーひー(コーヒー)"},
		{"ja-JP", "Drink", "コーヒー, 緑茶", "{x}をください", "アレクサ、ﾊﾟﾝ を ください", "I x=ﾊﾟﾝ()"},
		{"ja-JP", "AMAZON.NUMBER", "", "{x}個ください", "二十一個ください", "I x=21"},
		{"hi-IN", "Drink", "चाय, कॉफ़ी", "मुझे {x} दो", "मुझे कॉफी दो", "I x=कॉफी(कॉफ़ी)"},
		{"nl-NL", "Drink", "koffie", "ik wil {x}", "ik wil koffie", "I x=koffie(koffie)"},
	}
	for _, test := range tests {
		head := "I(x: " + test.slotType + ")"
		types := map[string]string{}
		if test.values != "" {
			types[test.slotType] = test.values
		}
		r := resolver(t, test.locale, modelOf("x", map[string][]string{head: {test.sample}}, types, head))
		result, err := r.Resolve(test.utterance)
		if err != nil {
			t.Fatal(err)
		}
		if got := line(result.Best()); got != test.want {
			t.Errorf("%s %q: %s; want %s", test.locale, test.utterance, got, test.want)
		}
	}
}

// TestDiacritics checks that diacritics decide between samples that are equal
// but for them.
func TestDiacritics(t *testing.T) {
	r := resolver(t, "es-ES", modelOf("x", map[string][]string{"A": {"si digo"}, "B": {"sí digo"}}, nil, "A", "B"))
	for utterance, want := range map[string]string{"si digo": "A", "sí digo": "B", "SÍ digo": "B"} {
		result, err := r.Resolve(utterance)
		if err != nil || len(result.Matches) != 2 {
			t.Fatalf("%q: %v, %v", utterance, result, err)
		}
		if got := result.Best().Intent; got != want {
			t.Errorf("%q: %s; want %s", utterance, got, want)
		}
	}
}

func TestFallback(t *testing.T) {
	long := "drink me some of that strange fluid"
	tests := []struct {
		sensitivity interactionmodel.SensitivityLevel
		utterance   string
		want        string
	}{
		{"", "kombucha", "Order drink=kombucha()"},
		{"", "cold brew coffee", "Order drink=cold brew coffee()"},
		{"", long, FallbackIntent},
		{"", "i want " + long, "Order drink=" + long + "()"},
		{"", "search for " + long, "Search query=" + long},
		{"", "give me that huge green tea", "Order drink=green tea(green tea)"},
		{"", "give me a green tea please", "Order drink=green tea(green tea)"},
		{"", "could we maybe get some teas", "Order drink=teas(tea)"},
		{"", "i said that i really do want all of that tea", FallbackIntent},
		{"", "could you help me out with this thing", "AMAZON.HelpIntent"},
		{"", "somebody told me to stop", FallbackIntent},
		{"", "i am twenty one years old", FallbackIntent},
		{"MEDIUM", "please give me a coffee", "Order drink=coffee(coffee)"},
		{"MEDIUM", "now please give me a coffee", FallbackIntent},
		{"HIGH", "give me a coffee", FallbackIntent},
		{"EXACT", "give me a really green tea", FallbackIntent},
		{"EXACT", "a green tea", "Order drink=green tea(green tea)"},
		{"MEDIUM", "cold brew", "Order drink=cold brew()"},
		{"MEDIUM", long, FallbackIntent},
		{"HIGH", "kombucha", FallbackIntent},
		{"HIGH", "coffee", "Order drink=coffee(coffee)"},
		{"HIGH", "i want kombucha", "Order drink=kombucha()"},
		{"", "", FallbackIntent},
	}
	for _, test := range tests {
		model := cafe(FallbackIntent)
		exact := test.sensitivity == "EXACT"
		if test.sensitivity != "" && !exact {
			model.LanguageModel.ModelConfiguration = &interactionmodel.ModelConfiguration{
				FallbackIntentSensitivity: &interactionmodel.FallbackIntentSensitivity{Level: test.sensitivity},
			}
		}
		r := resolver(t, "en-US", model)
		r.options.Exact = exact
		result, err := r.Resolve(test.utterance)
		if err != nil {
			t.Fatal(err)
		}
		if got := line(result.Best()); got != test.want {
			t.Errorf("%s %q: %s; want %s", test.sensitivity, test.utterance, got, test.want)
		}
	}
	japanese := modelOf("x", map[string][]string{"I(x: Drink)": {"{x}"}}, map[string]string{"Drink": "茶"}, "I(x: Drink)", FallbackIntent)
	result, err := resolver(t, "ja-JP", japanese).Resolve("コーヒー")
	if err != nil {
		t.Fatal(err)
	}
	if got := line(result.Best()); got != "I x=コーヒー()" {
		t.Errorf("コーヒー: %s", got)
	}
}

func TestResolveAnswer(t *testing.T) {
	model := cafe(FallbackIntent)
	intent := model.Intent("Order")
	intent.Slot("drink").Samples = []string{"make it {drink}", "{size} {drink}"}
	model.Intent("Call").Slot("name").Samples = []string{"her name is {name}"}
	r := resolver(t, "en-US", model)
	tests := []struct{ intent, slot, utterance, want string }{
		{"Order", "count", "five", "Order count=5"},
		{"Order", "count", "please, five please", "Order count=5"},
		{"Order", "drink", "make it java", "Order drink=java(coffee)"},
		{"Order", "drink", "large tea", "Order size=large(large) drink=tea(tea)"},
		{"Order", "drink", "help", "AMAZON.HelpIntent"},
		{"Order", "drink", "some mysterious potion of eternal youth", "Order drink=some mysterious potion of eternal youth()"},
		{"Order", "drink", "the usual", "Usual"},
		{"Call", "name", "her name is zoe", "Call name=zoe"},
		{"Call", "name", "trillian", "Call name=trillian"},
		{"Call", "phone", "trillian", "Order drink=trillian()"},
		{"None", "x", "coffee", "Order drink=coffee(coffee)"},
	}
	for _, test := range tests {
		result, err := r.ResolveAnswer(test.intent, test.slot, test.utterance)
		if err != nil {
			t.Fatal(err)
		}
		if got := line(result.Best()); got != test.want {
			t.Errorf("%s.%s %q: %s; want %s", test.intent, test.slot, test.utterance, got, test.want)
		}
	}
	if _, err := r.ResolveAnswer("Order", "drink", strings.Repeat("a", MaxUtterance+1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("long answer: %v", err)
	}
}

func TestRanking(t *testing.T) {
	r := resolver(t, "en-US", cafe())
	result, err := r.Resolve("play the beatles")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range result.Matches {
		got = append(got, line(&result.Matches[i]))
		if i > 0 && result.Matches[i].Score > result.Matches[i-1].Score {
			t.Errorf("match %d has a higher score than the one before", i)
		}
	}
	want := []string{"Play band=the beatles(The Beatles)", "Order drink=play the beatles()"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
	if got, want := result.Best().Reason, `sample "play {band}"; band is "the beatles", a known value`; got != want {
		t.Errorf("reason is %q; want %q", got, want)
	}
	for utterance, want := range map[string]string{
		"help":                   `usual phrase "help"`,
		"play wham":              `sample "play {band}"; band is "wham", not a known value`,
		"would you get me a tea": `sample "a {drink}"; drink is "tea", a known value; ignoring "get me"`,
		"search for x":           `sample "search for {query}"; query is the phrase "x"`,
	} {
		result, err := r.Resolve(utterance)
		if err != nil || result.Best().Reason != want {
			t.Errorf("%q: reason %q, %v; want %q", utterance, result.Best().Reason, err, want)
		}
	}
	if result, _ := r.Resolve("the usual"); result.Best().Score != 1 {
		t.Errorf("score of a literal match is %v", result.Best().Score)
	}
}

func TestDynamicEntities(t *testing.T) {
	r := resolver(t, "en-US", cafe())
	with := r.WithDynamicEntities([]interactionmodel.Type{
		{Name: "Drink", Values: []interactionmodel.Value{
			{ID: "d1", Name: interactionmodel.ValueName{Value: "moon milk", Synonyms: []string{"golden milk"}}},
			{ID: "d2", Name: interactionmodel.ValueName{Value: "coffee"}},
		}},
		{Name: "AMAZON.FirstName", Values: []interactionmodel.Value{{ID: "n1", Name: interactionmodel.ValueName{Value: "Zaphod"}}}},
	})
	for utterance, want := range map[string]string{
		"i want golden milk": "Order drink=golden milk(moon milk)",
		"i want coffee":      "Order drink=coffee(coffee|coffee)",
		"i want tea":         "Order drink=tea(tea)",
		"call zaphod":        "Call name=zaphod(Zaphod)",
		"call trillian":      "Call name=trillian()",
	} {
		result, err := with.Resolve(utterance)
		if err != nil {
			t.Fatal(err)
		}
		if got := line(result.Best()); got != want {
			t.Errorf("%q: %s; want %s", utterance, got, want)
		}
	}
	result, err := with.Resolve("i want golden milk")
	if err != nil {
		t.Fatal(err)
	}
	want := &alexa.Resolutions{ResolutionsPerAuthority: []alexa.Resolution{
		{
			Authority: "amzn1.er-authority.echo-sdk.dynamic.skill.Drink",
			Status:    alexa.ResolutionStatus{Code: alexa.ResolutionMatch},
			Values:    []alexa.ResolutionValue{{Value: alexa.ResolvedValue{Name: "moon milk", ID: "d1"}}},
		},
		{
			Authority: "amzn1.er-authority.echo-sdk.skill.Drink",
			Status:    alexa.ResolutionStatus{Code: alexa.ResolutionNoMatch},
		},
	}}
	if diff := cmp.Diff(want, result.Best().Slot("drink").Values[0].Resolutions); diff != "" {
		t.Errorf("resolutions (-want +got):\n%s", diff)
	}
	for name, r := range map[string]*Resolver{"original": r, "cleared": with.WithDynamicEntities(nil)} {
		result, err := r.Resolve("i want golden milk")
		if err != nil {
			t.Fatal(err)
		}
		if got := line(result.Best()); got != "Order drink=golden milk()" {
			t.Errorf("%s resolver: %s", name, got)
		}
	}
}

func TestAlexaIntent(t *testing.T) {
	r := resolver(t, "en-US", cafe())
	result, err := r.Resolve("i want java")
	if err != nil {
		t.Fatal(err)
	}
	resolutions := &alexa.Resolutions{ResolutionsPerAuthority: []alexa.Resolution{{
		Authority: "amzn1.er-authority.echo-sdk.skill.Drink",
		Status:    alexa.ResolutionStatus{Code: alexa.ResolutionMatch},
		Values:    []alexa.ResolutionValue{{Value: alexa.ResolvedValue{Name: "coffee", ID: "v0"}}},
	}}}
	want := alexa.Intent{
		Name: "Order", ConfirmationStatus: alexa.IntentConfirmationNone,
		Slots: map[string]*alexa.Slot{
			"size":  {Name: "size", ConfirmationStatus: alexa.SlotConfirmationNone},
			"count": {Name: "count", ConfirmationStatus: alexa.SlotConfirmationNone},
			"drink": {
				Name: "drink", ConfirmationStatus: alexa.SlotConfirmationNone, Source: "USER",
				Value: "java", Resolutions: resolutions,
				SlotValue: &alexa.SimpleSlotValue{Value: "java", Resolutions: resolutions},
			},
		},
	}
	if diff := cmp.Diff(want, result.Best().AlexaIntent()); diff != "" {
		t.Errorf("intent (-want +got):\n%s", diff)
	}

	result, err = r.Resolve("a pizza with ham and rubber")
	if err != nil {
		t.Fatal(err)
	}
	slot := result.Best().AlexaIntent().Slots["toppings"]
	list, ok := slot.SlotValue.(*alexa.ListSlotValue)
	if !ok || slot.Value != "" || slot.Resolutions != nil {
		t.Fatalf("slot is %+v", slot)
	}
	var got []string
	for _, v := range alexa.SimpleSlotValues(list) {
		got = append(got, v.Value+" "+string(v.Resolutions.ResolutionsPerAuthority[0].Status.Code))
	}
	if diff := cmp.Diff([]string{"ham ER_SUCCESS_MATCH", "rubber ER_SUCCESS_NO_MATCH"}, got); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if s := result.Best().Slot("none"); s != nil || s.Value() != "" {
		t.Errorf("Slot(none) = %v", s)
	}
	if got := result.Best().Slot("toppings").Value(); got != "ham" {
		t.Errorf("Value() = %q", got)
	}
}

func TestResolveSlot(t *testing.T) {
	model := cafe()
	model.LanguageModel.Types = append(model.LanguageModel.Types,
		interactionmodel.Type{Name: "Unused", Values: valuesOfList("thing")},
		interactionmodel.Type{Name: "Inline", ValueSupplier: &interactionmodel.ValueSupplier{Values: valuesOfList("supplied")}})
	r := resolver(t, "en-US", model)
	tests := []struct {
		slotType, text, want string
		known                bool
	}{
		{"Drink", "a java please", "java", true},
		{"Drink", "petrol", "petrol", false},
		{"Unused", "thing", "thing", true},
		{"Inline", "supplied", "supplied", true},
		{"AMAZON.NUMBER", "alexa, five", "5", true},
		{"AMAZON.NUMBER", "lots", "?", false},
		{"AMAZON.US_CITY", "Seattle", "Seattle", true},
		{"AMAZON.US_CITY", "Springfield", "Springfield", false},
		{"AMAZON.Animal", "dogs", "dogs", true},
		{"AMAZON.DayOfWeek", "monday", "monday", true},
		{"AMAZON.Month", "may", "may", true},
		{"AMAZON.SearchQuery", "what is  love", "what is love", false},
		{"AMAZON.MadeUp", "x", "x", false},
		{"AMAZON.NUMBER", "", "", false},
	}
	for _, test := range tests {
		v, err := r.ResolveSlot(test.slotType, test.text)
		if err != nil || v.Text != test.want || v.Known != test.known {
			t.Errorf("%s %q: %q, %t, %v; want %q, %t", test.slotType, test.text, v.Text, v.Known, err, test.want, test.known)
		}
	}
	if _, err := r.ResolveSlot("None", "x"); err == nil || !strings.Contains(err.Error(), "no slot type None") {
		t.Errorf("unknown type: %v", err)
	}
	if _, err := r.ResolveSlot("Drink", strings.Repeat("a ", 201)); !errors.Is(err, ErrTooLong) {
		t.Errorf("long text: %v", err)
	}
}

func TestTooLong(t *testing.T) {
	r := resolver(t, "en-US", cafe())
	for _, utterance := range []string{strings.Repeat("a", MaxUtterance+1), strings.Repeat("a ", 201), strings.Repeat("あ", 201)} {
		if _, err := r.Resolve(utterance); !errors.Is(err, ErrTooLong) {
			t.Errorf("%d bytes: %v", len(utterance), err)
		}
		if _, ok := r.ParseInvocation(utterance); ok {
			t.Errorf("%d bytes are an invocation", len(utterance))
		}
		if r.IsExit(utterance) {
			t.Errorf("%d bytes are an exit", len(utterance))
		}
	}
	if _, err := r.Resolve(strings.Repeat("a ", 200)); err != nil {
		t.Errorf("200 words: %v", err)
	}
}

func TestNewErrors(t *testing.T) {
	tests := []struct {
		name, head string
		samples    []string
		want       string
	}{
		{"open brace", "I(x: Drink)", []string{"a {x"}, `sample "a {x" of intent I: a brace is not closed`},
		{"no slot", "I", []string{"a {x}"}, `sample "a {x}" of intent I: the intent has no slot "x"`},
		{"no type", "I(x: Nothing)", []string{"a {x}"}, `slot x of intent I has the type "Nothing", which the model does not define`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			model := modelOf("x", map[string][]string{test.head: test.samples}, map[string]string{"Drink": "tea"}, test.head)
			_, err := New(model, "en-US", Options{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v; want %q", err, test.want)
			}
		})
	}
	twice := modelOf("x", nil, nil, "A", "A")
	if _, err := New(twice, "en-US", Options{}); err == nil || !strings.Contains(err.Error(), "intent A is defined twice") {
		t.Errorf("error is %v", err)
	}
	old := modelOf("x", map[string][]string{"I(x: Drink)": {"a {some tea|x}", "{x}", "..."}}, map[string]string{"Drink": ""}, "I(x: Drink)")
	r, err := New(old, "en-US", Options{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := r.Resolve("a thing")
	if err != nil || line(result.Best()) != "I x=thing()" {
		t.Errorf("old form of slots: %s, %v", line(result.Best()), err)
	}
}

// TestBuiltInIntents checks that each usual phrase means its own intent in a
// model that has all of them.
func TestBuiltInIntents(t *testing.T) {
	all := []string{
		"Cancel", "Help", "LoopOff", "LoopOn", "More", "NavigateHome", "NavigateSettings", "Next", "No", "PageDown", "PageUp", "Pause",
		"Previous", "Repeat", "Resume", "ScrollDown", "ScrollLeft", "ScrollRight", "ScrollUp", "Select", "ShuffleOff", "ShuffleOn",
		"StartOver", "Stop", "Yes",
	}
	var names []string
	for _, name := range all {
		names = append(names, "AMAZON."+name+"Intent")
	}
	for code, language := range languages {
		l := language()
		if len(l.intents) != len(all) {
			t.Errorf("%s has %d built-in intents; want %d", code, len(l.intents), len(all))
		}
		r := resolver(t, code+"-XX", modelOf("x", nil, nil, names...))
		for _, name := range all {
			lines := l.intents[name+"Intent"]
			if len(lines) == 0 {
				t.Errorf("%s has no phrases for %s", code, name)
			}
			for _, line := range lines {
				for _, phrase := range parsePattern(line).expand() {
					phrase = strings.ReplaceAll(phrase, "{ListPosition}", "3")
					result, err := r.Resolve(phrase)
					if err != nil {
						t.Fatal(err)
					}
					if m := result.Best(); m == nil || m.Intent != "AMAZON."+name+"Intent" {
						t.Errorf("%s %q means %v; want %s", code, phrase, m, name)
					}
				}
			}
		}
		// Only what the model declares is understood.
		none := resolver(t, code+"-XX", modelOf("x", nil, nil))
		for _, phrase := range parsePattern(l.intents["HelpIntent"][0]).expand() {
			if result, _ := none.Resolve(phrase); result.Best() != nil {
				t.Errorf("%s %q means %v in an empty model", code, phrase, result.Best())
			}
		}
	}
}
