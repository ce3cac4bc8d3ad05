package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/ssml"
)

const menu = "We have coffee, tea, green tea, and coke."

// newSkill returns the skill of a cafe that remembers what each user drinks.
func newSkill(store persistence.Adapter) (*ask.Skill, error) {
	return ask.NewSkillBuilder().
		AddHandlerFunc(ask.OnLaunch, welcome).
		AddHandlerFunc(ask.OnIntent("OrderIntent"), order).
		AddHandlerFunc(ask.OnIntent("UsualIntent"), usual).
		AddHandlerFunc(ask.OnIntent("AMAZON.HelpIntent", "AMAZON.FallbackIntent"), help).
		AddHandlerFunc(ask.OnIntent("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"), goodbye).
		AddHandlerFunc(ask.OnSessionEnded, sessionEnded).
		AddErrorHandlerFunc(ask.AnyError, apologise).
		WithPersistenceAdapter(store).
		Create()
}

func welcome(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.
		Speak("Welcome to the persistent cafe! What can I get you? " + menu).
		Reprompt("What would you like to drink?").
		Response(), nil
}

// order notes the drink and ends the session.
func order(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	drink, ok := in.Slot("drink").Resolved()
	if !ok {
		return askForDrink(in, unavailable(in.SlotValue("drink"))), nil
	}
	err := in.AttributesManager.Update(ctx, func(attributes ask.Attributes) error {
		attributes["drink"] = drink.Name
		return nil
	})
	if err != nil {
		return nil, err
	}
	return in.ResponseBuilder.
		Speak("Very well! Your " + ssml.Escape(drink.Name) + " will be with you soon.").
		WithShouldEndSession(true).
		Response(), nil
}

// unavailable answers an order for something else than what the cafe has.
func unavailable(drink string) string {
	if drink == "" {
		return "Sorry, I did not get the drink."
	}
	return "I am afraid we are out of " + ssml.Escape(drink) + "."
}

// usual serves what the user ordered last time.
func usual(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	attributes, err := in.AttributesManager.PersistentAttributes(ctx)
	if err != nil {
		return nil, err
	}
	drink, ok := attributes["drink"].(string)
	if !ok {
		return askForDrink(in, "This looks like your first visit, so I do not know your usual yet."), nil
	}
	return in.ResponseBuilder.
		Speak("With pleasure! One " + ssml.Escape(drink) + ", as usual.").
		WithShouldEndSession(true).
		Response(), nil
}

func help(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return askForDrink(in, "Order a drink, or say: my usual."), nil
}

// askForDrink says why there is no order yet and waits for one.
func askForDrink(in *ask.HandlerInput, why string) *alexa.Response {
	return in.ResponseBuilder.
		Speak(strings.Join([]string{why, "What would you like?", menu}, " ")).
		Reprompt("What would you like to drink?").
		Response()
}

func goodbye(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.Speak("See you next time!").WithShouldEndSession(true).Response(), nil
}

// sessionEnded answers nothing: Alexa takes no response to the end of a session.
func sessionEnded(context.Context, *ask.HandlerInput) (*alexa.Response, error) {
	return nil, nil
}

// apologise logs what failed and tells the user, without details.
func apologise(ctx context.Context, in *ask.HandlerInput, err error) (*alexa.Response, error) {
	slog.ErrorContext(ctx, "request failed", "request", in.RequestType(), "intent", in.IntentName(), "error", err)
	return in.ResponseBuilder.
		Speak("Sorry, our till is stuck. Please come back in a moment.").
		WithShouldEndSession(true).
		Response(), nil
}

// describe is printed by -h.
func describe() string {
	return fmt.Sprintf(`The persistent cafe: a sample skill that remembers what you drink.

The attributes are kept where -store, or the environment variable %s, says:
  sqlite[:FILE]      an embedded database, cafe.sqlite by default
  file[:DIR]         JSON files in a directory, cafe-data by default
  memory             nowhere beyond the end of the program
  s3[:BUCKET]        an S3 bucket, the one named by S3BUCKET_NAME by default
  dynamodb[:TABLE]   a DynamoDB table, persistent-cafe by default

After the flags comes a command; "cafe help" lists them.
`, storeVariable)
}
