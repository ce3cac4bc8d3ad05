package asktest_test

import (
	"context"
	"testing"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
)

func greet(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.Speak("Hello, " + in.SlotValue("name") + "!").WithShouldEndSession(true).Response(), nil
}

func Example() {
	_ = func(t *testing.T) { // TestGreeting
		skill := ask.NewSkillBuilder().AddHandlerFunc(ask.OnIntent("GreetIntent"), greet).MustCreate()
		user := asktest.New(t, skill)
		user.Intent("GreetIntent", asktest.Slot("name", "Ada")).Speech("Hello, Ada!").SessionEnded()
	}
}
