package template_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/template"
)

func Example() {
	// In a skill these files are embedded, or in a directory.
	files := fstest.MapFS{
		"welcome.json": {Data: []byte(`{
			"outputSpeech": {"type": "SSML", "ssml": "<speak>Hello {{.Name | ssml}}.</speak>"},
			"shouldEndSession": {{.Done}}
		}`)},
		"welcome/de.json": {Data: []byte(`{
			"outputSpeech": {"type": "SSML", "ssml": "<speak>Hallo {{.Name | ssml}}.</speak>"},
			"shouldEndSession": {{.Done}}
		}`)},
	}
	factory := template.NewFactory(
		template.NewTextRenderer(template.TextOptions{}),
		template.NewFileLoader(files, template.FileOptions{}),
	)
	data := map[string]any{"Name": "Tom & Jerry", "Done": true}
	for _, locale := range []string{"en-US", "de-DE"} {
		response, err := factory.Render(context.Background(), locale, "welcome", data)
		if err != nil {
			fmt.Println(err)
			return
		}
		speech := response.OutputSpeech.(*alexa.SSMLOutputSpeech)
		fmt.Println(speech.SSML, *response.ShouldEndSession)
	}
	// Output:
	// <speak>Hello Tom &amp; Jerry.</speak> true
	// <speak>Hallo Tom &amp; Jerry.</speak> true
}
