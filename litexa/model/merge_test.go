package model

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
)

// cafe is a small generated model.
func cafe() *Model {
	return &Model{
		Locale: "en-US", Language: "default", InvocationName: "corner cafe",
		Types: []*Type{{Name: "drinkType", JSON: json.RawMessage(
			`{"name":"drinkType","values":[{"name":{"value":"tea","synonyms":[]}},{"id":"C","name":{"value":"coffee","synonyms":["java"]}}],"more":1}`)}},
		Intents: []*Intent{
			{Name: "AMAZON.StopIntent", Samples: []Sample{}},
			{Name: "OrderIntent", Samples: []Sample{{Text: "bring me {drink}"}},
				Slots: []Slot{{Name: "drink", Type: "drinkType"}, {Name: "count", Type: "AMAZON.NUMBER"}}},
			{Name: "AMAZON.FallbackIntent", Samples: []Sample{}},
			{Name: "AMAZON.NavigateHomeIntent"},
		},
	}
}

func TestMerge(t *testing.T) {
	fragment := `{"interactionModel": {
  "languageModel": {
    "invocationName": "corner cafe",
    "modelConfiguration": {"fallbackIntentSensitivity": {"level": "HIGH"}},
    "types": [
      {"name": "drinkType", "values": [
        {"id": "T", "name": {"value": "Tea", "synonyms": ["cuppa", "Cuppa"]}},
        {"name": {"value": "coffee", "synonyms": ["Java", "joe"]}},
        {"name": {"value": "milk"}}], "other": true},
      {"name": "AMAZON.City", "values": [{"name": {"value": "lummerland"}}]},
      {"name": "catalogued", "valueSupplier": {"type": "CatalogValueSupplier"}}],
    "intents": [
      {"name": "OrderIntent", "samples": ["bring me {drink}"], "slots": [
        {"name": "drink", "type": "drinkType", "samples": ["{drink} please", "i'd like {count} {drink}"], "multipleValues": {"enabled": true}}]}]
  },
  "dialog": {"delegationStrategy": "ALWAYS", "intents": [
    {"name": "OrderIntent", "confirmationRequired": true, "prompts": {"confirmation": "sure"}, "slots": [
      {"name": "drink", "type": "drinkType", "elicitationRequired": true, "prompts": {"elicitation": "which"},
       "validations": [{"type": "hasEntityResolutionMatch", "prompt": "which"}]}]}]},
  "prompts": [
    {"id": "which", "variations": [{"type": "PlainText", "value": "Which drink?"}]},
    {"id": "sure", "variations": [{"type": "SSML", "value": "<speak>Sure?</speak>"}]}],
  "version": "1"
}}`
	m := cafe()
	before, err := m.JSON()
	if err != nil {
		t.Fatal(err)
	}
	doc, list := Merge(m, "model.json", []byte(fragment))
	if list != nil {
		t.Fatalf("diagnostics: %v", list)
	}
	got, err := doc.JSON()
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "interactionModel": {
    "languageModel": {
      "invocationName": "corner cafe",
      "modelConfiguration": {
        "fallbackIntentSensitivity": {
          "level": "HIGH"
        }
      },
      "intents": [
        {
          "name": "AMAZON.StopIntent",
          "samples": []
        },
        {
          "name": "OrderIntent",
          "slots": [
            {
              "name": "drink",
              "type": "drinkType",
              "multipleValues": {
                "enabled": true
              },
              "samples": [
                "{drink} please",
                "i'd like {count} {drink}"
              ]
            },
            {
              "name": "count",
              "type": "AMAZON.NUMBER"
            }
          ],
          "samples": [
            "bring me {drink}"
          ]
        },
        {
          "name": "AMAZON.FallbackIntent",
          "samples": []
        },
        {
          "name": "AMAZON.NavigateHomeIntent"
        }
      ],
      "types": [
        {
          "name": "drinkType",
          "values": [
            {
              "name": {
                "value": "tea",
                "synonyms": [
                  "cuppa"
                ]
              },
              "id": "T"
            },
            {
              "id": "C",
              "name": {
                "value": "coffee",
                "synonyms": [
                  "java",
                  "joe"
                ]
              }
            },
            {
              "name": {
                "value": "milk"
              }
            }
          ],
          "more": 1,
          "other": true
        },
        {
          "name": "AMAZON.City",
          "values": [
            {
              "name": {
                "value": "lummerland"
              }
            }
          ]
        },
        {
          "name": "catalogued",
          "valueSupplier": {
            "type": "CatalogValueSupplier"
          }
        }
      ]
    },
    "dialog": {
      "delegationStrategy": "ALWAYS",
      "intents": [
        {
          "name": "OrderIntent",
          "confirmationRequired": true,
          "prompts": {
            "confirmation": "sure"
          },
          "slots": [
            {
              "name": "drink",
              "type": "drinkType",
              "elicitationRequired": true,
              "prompts": {
                "elicitation": "which"
              },
              "validations": [
                {
                  "type": "hasEntityResolutionMatch",
                  "prompt": "which"
                }
              ]
            }
          ]
        }
      ]
    },
    "prompts": [
      {
        "id": "which",
        "variations": [
          {
            "type": "PlainText",
            "value": "Which drink?"
          }
        ]
      },
      {
        "id": "sure",
        "variations": [
          {
            "type": "SSML",
            "value": "<speak>Sure?</speak>"
          }
        ]
      }
    ]
  }
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	im, err := doc.InteractionModel()
	if err != nil {
		t.Fatal(err)
	}
	if im.DialogIntent("OrderIntent") == nil || !im.Intent("OrderIntent").Slot("drink").Multiple() || im.Prompt("sure") == nil {
		t.Errorf("converted model: %+v", im)
	}
	if after, _ := m.JSON(); string(after) != string(before) {
		t.Errorf("Merge changed the model:\n%s", after)
	}
}

// TestMergeNothing checks that an empty fragment changes nothing but the form.
func TestMergeNothing(t *testing.T) {
	doc, list := Merge(cafe(), "model.json", []byte("{}"))
	if list != nil {
		t.Fatal(list)
	}
	got, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"interactionModel":{"languageModel":{"invocationName":"corner cafe","intents":[{"name":"AMAZON.StopIntent","samples":[]},` +
		`{"name":"OrderIntent","slots":[{"name":"drink","type":"drinkType"},{"name":"count","type":"AMAZON.NUMBER"}],"samples":["bring me {drink}"]},` +
		`{"name":"AMAZON.FallbackIntent","samples":[]},{"name":"AMAZON.NavigateHomeIntent"}],` +
		`"types":[{"name":"drinkType","values":[{"name":{"value":"tea","synonyms":[]}},{"id":"C","name":{"value":"coffee","synonyms":["java"]}}],"more":1}]}}}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMergeDiagnostics(t *testing.T) {
	inLanguageModel := func(s string) string { return `{"languageModel": {` + s + `}}` }
	prompts := `"prompts": [{"id": "p", "variations": [{"type": "PlainText", "value": "?"}]}]`
	tests := []struct {
		name, fragment string
		// want has "line:column severity code" for each diagnostic.
		want []string
	}{
		{"not JSON", "{\n  \"dialog\": }", []string{"2:13 error invalid-fragment"}},
		{"cut off", "{\n  \"dialog\": {", []string{"2:14 error invalid-fragment"}},
		{"text behind", "{} {}", []string{"1:3 error invalid-fragment"}},
		{"too deep", strings.Repeat(`{"a":`, 200), []string{"1:505 error invalid-fragment"}},
		{"not an object", "[1]", []string{"1:1 error invalid-fragment"}},
		{"unknown member", `{"nlu": 1}`, []string{"1:9 warning ignored-member"}},
		{"unknown members", inLanguageModel("\n\"nlu\": 1, \"invocationName\": \"other\""), []string{"2:8 warning ignored-member", "2:29 warning ignored-member"}},
		{"wrong kinds", inLanguageModel(`"intents": {}, "types": [1], "modelConfiguration": 5`),
			[]string{"1:31 error invalid-fragment", "1:45 error invalid-fragment", "1:71 error invalid-fragment"}},
		{"language model of a wrong kind", `{"languageModel": []}`, []string{"1:19 error invalid-fragment"}},
		{"unknown intent", inLanguageModel(`"intents": [{"name": "OrderIntend"}, {}, 1]`),
			[]string{"1:41 error unknown-intent", "1:57 error unknown-intent", "1:61 error invalid-fragment"}},
		{"unknown slot", inLanguageModel(`"intents": [{"name": "OrderIntent", "slots": [{"name": "drunk"}, {}, 1]}]`),
			[]string{"1:75 error unknown-slot", "1:85 error unknown-slot", "1:89 error invalid-fragment"}},
		{"slot of another type", inLanguageModel(`"intents": [{"name": "OrderIntent", "slots": [{"name": "drink", "type": "AMAZON.NUMBER"}]}]`),
			[]string{"1:92 error conflicting-type"}},
		{"samples of a slot", inLanguageModel(`"intents": [{"name": "OrderIntent", "slots": [{"name": "drink", "samples": ["{size} {drink}", 1], "multipleValues": true, "x": 1}]}]`),
			[]string{"1:96 error unknown-slot", "1:114 error invalid-fragment", "1:136 error invalid-fragment", "1:147 warning ignored-member"}},
		{"utterances", inLanguageModel(`"intents": [{"name": "OrderIntent", "samples": ["bring me {drink}", "give me {drink}"], "x": 1}]`),
			[]string{"1:88 warning ignored-member", "1:113 warning ignored-member"}},
		{"types", inLanguageModel(`"types": [{}, {"name": "AMAZON.DATE"}, {"name": "drinkType", "more": 2}]`),
			[]string{"1:30 error invalid-fragment", "1:34 error fixed-type", "1:89 error conflicting-type"}},
		{"values", inLanguageModel(`"types": [{"name": "drinkType", "values": [{"name": "x"}, {"id": "D", "name": {"value": "coffee"}}]}]`),
			[]string{"1:63 error invalid-fragment", "1:85 error conflicting-value"}},
		{"dialog of unknown things", `{"dialog": {"delegationStrategy": "NEVER", "intents": [{"name": "X"}, {}, 1, {"name": "OrderIntent", "slots": [{"name": "x"}, 1]}]}}`,
			[]string{"1:35 error invalid-fragment", "1:65 error unknown-intent", "1:71 error unknown-intent", "1:75 error invalid-fragment", "1:121 error unknown-slot", "1:127 error invalid-fragment"}},
		{"dialog of a built-in", `{"dialog": {"intents": [{"name": "AMAZON.StopIntent"}]}}`, []string{"1:34 error dialog-of-built-in"}},
		{"unknown prompt", `{"dialog": {"intents": [{"name": "OrderIntent", "confirmationRequired": true, "slots": [{"name": "drink", "prompts": {"elicitation": "q"}}]}]}, ` + prompts + `}`,
			[]string{"1:73 error missing-prompt", "1:134 error unknown-prompt", "1:164 warning unused-prompt"}},
		{"prompts", `{"prompts": [1, {}, {"id": "p"}, {"id": "p", "variations": [{"type": "Text"}, {}]}]}`,
			[]string{"1:14 error invalid-fragment", "1:17 error invalid-fragment", "1:21 error empty-prompt", "1:41 error duplicate-prompt", "1:41 warning unused-prompt", "1:70 error invalid-fragment", "1:79 error invalid-fragment"}},
		{"prompts of a wrong kind", `{"prompts": {}, "dialog": 1}`, []string{"1:13 error invalid-fragment", "1:27 error invalid-fragment"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, list := Merge(cafe(), "model.json", []byte(tt.fragment))
			var got []string
			for _, d := range list {
				if d.File != "model.json" {
					t.Errorf("file %q", d.File)
				}
				got = append(got, fmt.Sprintf("%v %v %s", d.Span.Start, d.Severity, d.Code))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v", diff, list)
			}
			if _, err := json.Marshal(doc); err != nil {
				t.Errorf("the document cannot be written: %v", err)
			}
			if list.HasErrors() && (doc.Dialog != nil || doc.Prompts != nil || len(doc.types) != 1) {
				t.Error("a document with errors has parts of the fragment")
			}
		})
	}
}

func TestMergeSensitivity(t *testing.T) {
	fragment := []byte(`{"languageModel": {"modelConfiguration": {"fallbackIntentSensitivity": {"level": "HIGH"}}}}`)
	tests := []struct {
		locale   string
		fallback bool
		want     int
	}{
		{"en-GB", true, 0}, {"de-DE", true, 0}, {"fr-FR", true, 1}, {"en-US", false, 1},
	}
	for _, tt := range tests {
		m := cafe()
		m.Locale = tt.locale
		if !tt.fallback {
			m.Intents = m.Intents[:2]
		}
		if _, list := Merge(m, "model.json", fragment); len(list) != tt.want || list.HasErrors() {
			t.Errorf("%s, fallback %v: %v", tt.locale, tt.fallback, list)
		}
	}
}

func TestMergeHugeFragment(t *testing.T) {
	_, list := Merge(cafe(), "model.json", make([]byte, 17<<20))
	if len(list) != 1 || list[0].Code != "invalid-fragment" {
		t.Errorf("got %v", list)
	}
}

func ExampleMerge() {
	m := &Model{Locale: "en-US", InvocationName: "corner cafe", Intents: []*Intent{{
		Name: "OrderIntent", Samples: []Sample{{Text: "{drink} please"}}, Slots: []Slot{{Name: "drink", Type: "AMAZON.Drink"}},
	}}}
	_, list := Merge(m, "dialog.json", []byte(`{"dialog": {"intents": [{"name": "OrdrIntent"}]}}`))
	for _, d := range list {
		fmt.Println(d.Error(), "-", d.Hint)
	}
	// Output:
	// dialog.json:1:34: error: the model for en-US has no intent "OrdrIntent" - did you mean OrderIntent?
}

var _ json.Marshaler = (*Document)(nil)

func FuzzMerge(f *testing.F) {
	f.Add(`{"interactionModel":{"languageModel":{"types":[{"name":"drinkType","values":[{"name":{"value":"tea"}}]}]},"dialog":{},"prompts":[]}}`)
	f.Fuzz(func(t *testing.T, fragment string) {
		doc, list := Merge(cafe(), "model.json", []byte(fragment))
		if _, err := json.Marshal(doc); err != nil {
			t.Errorf("writing: %v", err)
		}
		for _, d := range list {
			if d.Severity == diag.Error && d.Message == "" {
				t.Error("an error without a message")
			}
		}
	})
}
