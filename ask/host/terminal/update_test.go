package terminal

import (
	"bytes"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// The models change in the middle of a session, which goes on.
func TestUpdate(t *testing.T) {
	model := func(sample string) map[string]*interactionmodel.Model {
		return map[string]*interactionmodel.Model{"en-US": {LanguageModel: interactionmodel.LanguageModel{
			InvocationName: "tea house",
			Intents:        []interactionmodel.Intent{{Name: "TeaIntent", Samples: []string{sample}}},
		}}}
	}
	open := false
	said := func(text string) func(*alexa.RequestEnvelope) (*alexa.Response, error) {
		return func(*alexa.RequestEnvelope) (*alexa.Response, error) {
			return &alexa.Response{OutputSpeech: &alexa.PlainTextOutputSpeech{Text: text}, ShouldEndSession: &open}, nil
		}
	}
	skill := &fake{answers: map[string]func(*alexa.RequestEnvelope) (*alexa.Response, error){
		"LaunchRequest": said("Welcome."), "TeaIntent": said("Tea it is."),
	}}
	updates := []map[string]*interactionmodel.Model{
		nil,
		model("green leaves please"),
		{"de-DE": model("x")["en-US"]}, // of no use in this locale
	}
	var out bytes.Buffer
	err := Talk(t.Context(), skill, strings.NewReader("open tea house\ngreen leaves please\ngreen leaves please\n"), &out, Options{
		Models: model("one cup of anything"),
		Update: func() map[string]*interactionmodel.Model {
			next := updates[0]
			updates = updates[1:]
			return next
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `User: open tea house
Alexa: Welcome.
User: green leaves please
Alexa: Tea it is.
# The old interaction models stay in use: there is no interaction model for en-US, only for de-DE.
User: green leaves please
Alexa: Tea it is.
Session: ended (USER_INITIATED)
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
