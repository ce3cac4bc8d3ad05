package ask_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/memory"
)

// A skill that counts the visits of its users.
func Example() {
	welcome := func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		var visits int
		err := in.AttributesManager.Update(ctx, func(attributes ask.Attributes) error {
			visits, _ = persistence.Value[int](attributes, "visits")
			visits++
			attributes["visits"] = visits
			return nil
		})
		if err != nil {
			return nil, err
		}
		return in.ResponseBuilder.Speak(fmt.Sprintf("Visit number %d.", visits)).WithShouldEndSession(true).Response(), nil
	}
	skill, err := ask.NewSkillBuilder().
		AddHandlerFunc(ask.OnLaunch, welcome).
		WithPersistenceAdapter(memory.New()).
		Create()
	if err != nil {
		log.Fatal(err)
	}

	// A host does this with what Alexa sends.
	envelope := &alexa.RequestEnvelope{
		Context: alexa.Context{System: alexa.System{User: alexa.User{UserID: "user"}}},
		Request: &alexa.LaunchRequest{},
	}
	for range 2 {
		answer, err := skill.Invoke(context.Background(), envelope)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(answer.Response.OutputSpeech.(*alexa.SSMLOutputSpeech).SSML)
	}
	// Output:
	// <speak>Visit number 1.</speak>
	// <speak>Visit number 2.</speak>
}

// A handler with a state of its own implements the interface.
type menuHandler struct{ dishes []string }

func (h menuHandler) CanHandle(ctx context.Context, in *ask.HandlerInput) (bool, error) {
	return ask.OnIntent("MenuIntent")(ctx, in)
}

func (h menuHandler) Handle(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.Speak(fmt.Sprint("We have ", h.dishes)).Response(), nil
}

func ExampleRequestHandler() {
	skill := ask.NewSkillBuilder().AddRequestHandlers(menuHandler{dishes: []string{"soup", "salad"}}).MustCreate()

	answer, err := skill.Invoke(context.Background(), &alexa.RequestEnvelope{
		Request: &alexa.IntentRequest{Intent: alexa.Intent{Name: "MenuIntent"}},
	})
	fmt.Println(answer.Response.OutputSpeech.(*alexa.SSMLOutputSpeech).SSML, err)
	// Output: <speak>We have [soup salad]</speak> <nil>
}

func ExampleSkillBuilder_AddErrorHandlerFunc() {
	errClosed := errors.New("the kitchen is closed")
	skill := ask.NewSkillBuilder().
		AddHandlerFunc(ask.Always, func(context.Context, *ask.HandlerInput) (*alexa.Response, error) {
			return nil, fmt.Errorf("ordering: %w", errClosed)
		}).
		AddErrorHandlerFunc(ask.OnError(errClosed), func(_ context.Context, in *ask.HandlerInput, _ error) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Sorry, we have closed.").Response(), nil
		}).
		AddErrorHandlerFunc(ask.AnyError, func(_ context.Context, in *ask.HandlerInput, _ error) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Sorry, something went wrong.").Response(), nil
		}).
		MustCreate()

	answer, err := skill.Invoke(context.Background(), &alexa.RequestEnvelope{Request: &alexa.LaunchRequest{}})
	fmt.Println(answer.Response.OutputSpeech.(*alexa.SSMLOutputSpeech).SSML, err)
	// Output: <speak>Sorry, we have closed.</speak> <nil>
}

func ExampleAllOf() {
	// Accepts "yes", but only while the session waits for an order.
	match := ask.AllOf(ask.OnIntent("AMAZON.YesIntent"), ask.OnSessionAttribute("state", "ordering"))

	skill := ask.NewSkillBuilder().
		AddHandlerFunc(match, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Here you are.").Response(), nil
		}).
		AddHandlerFunc(ask.Always, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Yes to what?").Response(), nil
		}).
		MustCreate()

	for _, state := range []string{"ordering", ""} {
		answer, err := skill.Invoke(context.Background(), &alexa.RequestEnvelope{
			Session: &alexa.Session{Attributes: map[string]any{"state": state}},
			Request: &alexa.IntentRequest{Intent: alexa.Intent{Name: "AMAZON.YesIntent"}},
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(answer.Response.OutputSpeech.(*alexa.SSMLOutputSpeech).SSML)
	}
	// Output:
	// <speak>Here you are.</speak>
	// <speak>Yes to what?</speak>
}
