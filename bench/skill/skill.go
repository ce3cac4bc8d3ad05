// Package skill is the skill that the benchmarks run: the same turns as
// bench/node/skill.js.
package skill

import (
	"context"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/ssml"
)

// New returns the skill on a store.
func New(store persistence.Adapter) (*ask.Skill, error) {
	return ask.NewSkillBuilder().
		AddHandlerFunc(ask.OnLaunch, launch).
		AddHandlerFunc(ask.OnIntent("OrderIntent"), order).
		WithPersistenceAdapter(store).
		Create()
}

func launch(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.Speak("What would you like?").Reprompt("Coffee or tea?").Response(), nil
}

func order(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	drink := in.SlotValue("drink")
	attributes, err := in.AttributesManager.PersistentAttributes(ctx)
	if err != nil {
		return nil, err
	}
	attributes["drink"] = drink
	if err := in.AttributesManager.SavePersistentAttributes(ctx); err != nil {
		return nil, err
	}
	return in.ResponseBuilder.
		Speak("Your " + ssml.Escape(drink) + " is coming.").
		WithShouldEndSession(true).
		Response(), nil
}
