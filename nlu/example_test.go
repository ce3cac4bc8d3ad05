package nlu_test

import (
	"fmt"
	"time"

	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/nlu"
)

var cafe = &interactionmodel.Model{LanguageModel: interactionmodel.LanguageModel{
	InvocationName: "persistent cafe",
	Intents: []interactionmodel.Intent{
		{Name: "OrderIntent", Slots: []interactionmodel.Slot{{Name: "drink", Type: "Drink"}}, Samples: []string{"a {drink}", "order a {drink}"}},
		{Name: "TableIntent", Slots: []interactionmodel.Slot{{Name: "day", Type: "AMAZON.DATE"}}, Samples: []string{"book a table {day}"}},
		{Name: "AMAZON.HelpIntent"},
	},
	Types: []interactionmodel.Type{{Name: "Drink", Values: []interactionmodel.Value{
		{ID: "COFFEE", Name: interactionmodel.ValueName{Value: "coffee", Synonyms: []string{"java"}}},
	}}},
}}

func Example() {
	resolver, err := nlu.New(cafe, "en-US", nlu.Options{
		Now: func() time.Time { return time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, utterance := range []string{"A java, please.", "book a table next weekend", "can you help me?", "sing a song"} {
		result, err := resolver.Resolve(utterance)
		if err != nil {
			fmt.Println(err)
			return
		}
		match := result.Best()
		if match == nil {
			fmt.Println("no match")
			continue
		}
		fmt.Print(match.Intent)
		for _, slot := range match.Slots {
			fmt.Printf(" %s=%s", slot.Name, slot.Value())
		}
		fmt.Println()
	}
	// Output:
	// OrderIntent drink=java
	// TableIntent day=2026-W48-WE
	// AMAZON.HelpIntent
	// no match
}

func ExampleResolver_ParseInvocation() {
	resolver, err := nlu.New(cafe, "en-US", nlu.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, utterance := range []string{"Alexa, open persistent café", "ask persistent cafe to order a coffee", "play some music"} {
		invocation, ok := resolver.ParseInvocation(utterance)
		fmt.Printf("%t %t %q\n", ok, ok && invocation.Launch(), invocation.Request)
	}
	// Output:
	// true true ""
	// true false "order a coffee"
	// false false ""
}

func ExampleMatch_AlexaIntent() {
	resolver, err := nlu.New(cafe, "en-US", nlu.Options{SkillID: "amzn1.ask.skill.1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := resolver.Resolve("order a java")
	if err != nil {
		fmt.Println(err)
		return
	}
	slot := result.Best().AlexaIntent().Slots["drink"]
	for _, resolution := range slot.Resolutions.ResolutionsPerAuthority {
		fmt.Println(resolution.Authority, resolution.Status.Code)
		for _, value := range resolution.Values {
			fmt.Println(value.Value.Name, value.Value.ID)
		}
	}
	// Output:
	// amzn1.er-authority.echo-sdk.amzn1.ask.skill.1.Drink ER_SUCCESS_MATCH
	// coffee COFFEE
}
