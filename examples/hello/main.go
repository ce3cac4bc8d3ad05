// Command hello is the smallest skill: it greets and ends.
package main

import (
	"context"
	"log"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/host"
)

func hello(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
	return in.ResponseBuilder.Speak("Hello from Go!").WithShouldEndSession(true).Response(), nil
}

func main() {
	skill, err := ask.NewSkillBuilder().AddHandlerFunc(ask.OnLaunch, hello).Create()
	if err != nil {
		log.Fatal(err)
	}
	host.Main(skill)
}
