package alexa_test

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/litexa-go/litexa/ask/alexa"
)

func ExampleDecodeRequestEnvelope() {
	const text = `{
		"version": "1.0",
		"request": {
			"type": "IntentRequest",
			"requestId": "amzn1.echo-api.request.1",
			"timestamp": "2026-11-22T08:15:30Z",
			"locale": "en-GB",
			"intent": {"name": "OrderIntent", "slots": {"drink": {"name": "drink", "value": "tea"}}}
		}
	}`
	envelope, err := alexa.DecodeRequestEnvelope([]byte(text))
	if err != nil {
		log.Fatal(err)
	}
	switch request := envelope.Request.(type) {
	case *alexa.LaunchRequest:
		fmt.Println("the skill was opened")
	case *alexa.IntentRequest:
		fmt.Println(request.Locale, request.Intent.Name, request.Intent.Slots["drink"].Value)
	case *alexa.UnknownRequest:
		fmt.Printf("%s: %s\n", request.Type, request.Raw)
	}
	// Output: en-GB OrderIntent tea
}

func ExampleDecodeError() {
	const text = `{"outputSpeech": {"type": "SSML", "ssml": 7}}`
	err := json.Unmarshal([]byte(text), new(alexa.Response))
	fmt.Println(err)
	// Output: outputSpeech.ssml: expected a string, found a number
}

func ExampleResponseEnvelope_AppendJSON() {
	envelope := &alexa.ResponseEnvelope{
		Version: "1.0",
		Response: &alexa.Response{
			OutputSpeech:     &alexa.SSMLOutputSpeech{SSML: "<speak>Which size?</speak>"},
			Directives:       []alexa.Directive{&alexa.DialogElicitSlotDirective{SlotToElicit: "size"}},
			ShouldEndSession: new(false),
		},
	}
	text, err := envelope.AppendJSON(nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", text)
	// Output: {"version":"1.0","response":{"outputSpeech":{"type":"SSML","ssml":"<speak>Which size?</speak>"},"directives":[{"type":"Dialog.ElicitSlot","slotToElicit":"size"}],"shouldEndSession":false}}
}

// The outcome of a purchase comes as JSON that depends on what was asked for.
func ExampleDecode() {
	response := &alexa.ConnectionsResponse{
		Name:    "Buy",
		Payload: json.RawMessage(`{"purchaseResult": "ACCEPTED", "productId": "amzn1.adg.product.1"}`),
	}
	purchase, err := alexa.Decode[alexa.InSkillPurchaseResponse](response.Payload)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(purchase.PurchaseResult == alexa.PurchaseAccepted)
	// Output: true
}

// What the service adds is kept.
func ExampleUnknownDirective() {
	directive, err := alexa.Decode[alexa.Directive]([]byte(`{"type": "Alexa.Hologram.Show", "depth": 3}`))
	if err != nil {
		log.Fatal(err)
	}
	text, err := json.Marshal(directive)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%T %s\n%s\n", directive, directive.DirectiveType(), text)
	// Output:
	// *alexa.UnknownDirective Alexa.Hologram.Show
	// {"type":"Alexa.Hologram.Show","depth":3}
}

func ExampleAPLExecuteCommandsDirective() {
	directive := &alexa.APLExecuteCommandsDirective{
		Token: "menu",
		Commands: []alexa.APLCommand{
			&alexa.APLSetPageCommand{ComponentID: "pager", Value: "1", Delay: "500"},
			&alexa.APLSpeakItemCommand{ComponentID: "greeting", When: "${viewport.shape == 'round'}"},
		},
	}
	text, err := json.MarshalIndent(directive, "", " ")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", text)
	// Output:
	// {
	//  "type": "Alexa.Presentation.APL.ExecuteCommands",
	//  "commands": [
	//   {
	//    "type": "SetPage",
	//    "componentId": "pager",
	//    "value": 1,
	//    "delay": 500
	//   },
	//   {
	//    "type": "SpeakItem",
	//    "componentId": "greeting",
	//    "when": "${viewport.shape == 'round'}"
	//   }
	//  ],
	//  "token": "menu"
	// }
}

func ExampleResponse_Validate() {
	response := &alexa.Response{
		Card:       &alexa.StandardCard{Title: "Menu", Image: &alexa.CardImage{SmallImageURL: "http://example.com/menu.png"}},
		Directives: []alexa.Directive{&alexa.AudioPlayerPlayDirective{PlayBehavior: alexa.PlayReplaceAll}},
	}
	fmt.Println(response.Validate())
	// Output:
	// response.card.image.smallImageUrl must begin with https://
	// response.directives[0].audioItem.stream is missing
}
