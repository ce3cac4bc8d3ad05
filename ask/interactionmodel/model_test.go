package interactionmodel_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/interactionmodel"
)

const pizza = `{
  "interactionModel": {
    "languageModel": {
      "invocationName": "pizza corner",
      "modelConfiguration": {
        "fallbackIntentSensitivity": {
          "level": "MEDIUM"
        }
      },
      "intents": [
        {
          "name": "AMAZON.HelpIntent",
          "samples": []
        },
        {
          "name": "AMAZON.NavigateHomeIntent"
        },
        {
          "name": "OrderIntent",
          "slots": [
            {
              "name": "topping",
              "type": "Topping",
              "multipleValues": {
                "enabled": true
              },
              "samples": [
                "with {topping}"
              ]
            },
            {
              "name": "count",
              "type": "AMAZON.NUMBER"
            }
          ],
          "samples": [
            "order {count} with {topping} & <cheese>"
          ]
        }
      ],
      "types": [
        {
          "name": "Topping",
          "values": [
            {
              "id": "OLIVE",
              "name": {
                "value": "olive",
                "synonyms": [
                  "black olive"
                ]
              }
            },
            {
              "name": {
                "value": "ham"
              }
            }
          ]
        },
        {
          "name": "Drink",
          "valueSupplier": {
            "type": "CatalogValueSupplier",
            "valueCatalog": {
              "catalogId": "c1",
              "version": "2"
            }
          }
        }
      ]
    },
    "dialog": {
      "intents": [
        {
          "name": "OrderIntent",
          "delegationStrategy": "SKILL_RESPONSE",
          "confirmationRequired": true,
          "prompts": {
            "confirmation": "Confirm.Order"
          },
          "slots": [
            {
              "name": "count",
              "type": "AMAZON.NUMBER",
              "elicitationRequired": true,
              "confirmationRequired": false,
              "prompts": {
                "elicitation": "Elicit.Count"
              },
              "validations": [
                {
                  "type": "isLessThan",
                  "prompt": "TooMany",
                  "value": "10"
                }
              ]
            }
          ]
        }
      ],
      "delegationStrategy": "ALWAYS"
    },
    "prompts": [
      {
        "id": "Elicit.Count",
        "variations": [
          {
            "type": "PlainText",
            "value": "How many?"
          }
        ]
      }
    ]
  }
}
`

func TestRoundTrip(t *testing.T) {
	model, err := interactionmodel.Parse([]byte(pizza))
	if err != nil {
		t.Fatal(err)
	}
	data, err := interactionmodel.Marshal(model)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(pizza, string(data)); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
}

func TestLookups(t *testing.T) {
	m, err := interactionmodel.Parse([]byte("\ufeff" + pizza))
	if err != nil {
		t.Fatal(err)
	}
	if i := m.Intent("OrderIntent"); i == nil || len(i.Samples) != 1 {
		t.Errorf("Intent(OrderIntent) = %v", i)
	} else {
		if s := i.Slot("topping"); s == nil || !s.Multiple() {
			t.Errorf("Slot(topping) = %v", s)
		}
		if s := i.Slot("count"); s == nil || s.Multiple() {
			t.Errorf("Slot(count) = %v", s)
		}
		if s := i.Slot("x"); s != nil {
			t.Errorf("Slot(x) = %v", s)
		}
	}
	if i := m.Intent("X"); i != nil {
		t.Errorf("Intent(X) = %v", i)
	}
	if typ := m.Type("Topping"); typ == nil || len(typ.Values) != 2 {
		t.Errorf("Type(Topping) = %v", typ)
	}
	if typ := m.Type("X"); typ != nil {
		t.Errorf("Type(X) = %v", typ)
	}
	if d := m.DialogIntent("OrderIntent"); d == nil || d.Slot("count") == nil || d.Slot("topping") != nil {
		t.Errorf("DialogIntent(OrderIntent) = %v", d)
	}
	if d := m.DialogIntent("AMAZON.HelpIntent"); d != nil {
		t.Errorf("DialogIntent(AMAZON.HelpIntent) = %v", d)
	}
	if p := m.Prompt("Elicit.Count"); p == nil || p.Variations[0].Value != "How many?" {
		t.Errorf("Prompt(Elicit.Count) = %v", p)
	}
	if p := m.Prompt("X"); p != nil {
		t.Errorf("Prompt(X) = %v", p)
	}
	if got := m.DelegationStrategy("OrderIntent"); got != interactionmodel.SkillResponse {
		t.Errorf("DelegationStrategy(OrderIntent) = %s", got)
	}
	if got := m.DelegationStrategy("AMAZON.HelpIntent"); got != interactionmodel.Always {
		t.Errorf("DelegationStrategy(AMAZON.HelpIntent) = %s", got)
	}
	if got := m.Sensitivity(); got != interactionmodel.SensitivityMedium {
		t.Errorf("Sensitivity() = %s", got)
	}
	if interactionmodel.BuiltIn("Topping") || !interactionmodel.BuiltIn("AMAZON.NUMBER") {
		t.Error("BuiltIn is wrong")
	}
}

func TestDefaults(t *testing.T) {
	var m interactionmodel.Model
	if got := m.Sensitivity(); got != interactionmodel.SensitivityLow {
		t.Errorf("Sensitivity() = %s", got)
	}
	if got := m.DelegationStrategy("X"); got != interactionmodel.SkillResponse {
		t.Errorf("DelegationStrategy(X) = %s", got)
	}
	if d := m.DialogIntent("X"); d != nil {
		t.Errorf("DialogIntent(X) = %v", d)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", "interaction model:1:1: the text ends too early"},
		{"cut off", `{"interactionModel": {`, "interaction model:1:23: the text ends too early"},
		{"syntax", "{\n  \"interactionModel\": {,}\n}", "interaction model:2:24: invalid character ','"},
		{"wrong kind", "{\"interactionModel\": {\n\"languageModel\": {\"intents\": [{\"name\": 7}]}}}", "interaction model:2:40: interactionModel.languageModel.intents.name is a number; it should be a string"},
		{"array wanted", `{"interactionModel": {"prompts": {}}}`, "interactionModel.prompts is an object; it should be an array"},
		{"bool wanted", `{"interactionModel": {"dialog": {"intents": [{"confirmationRequired": "yes"}]}}}`, "it should be true or false"},
		{"object wanted", `{"interactionModel": []}`, "interactionModel is an array; it should be an object"},
		{"top", `[]`, "the model is an array; it should be an object"},
		{"other object", `{"languageModel": {}}`, `no member "interactionModel"`},
		{"more", pizza + "{}", "more text follows"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := interactionmodel.Parse([]byte(test.text))
			var syntax *interactionmodel.SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("error is %v; want a SyntaxError", err)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %q; want %q in it", err, test.want)
			}
		})
	}
}

func TestLoadDir(t *testing.T) {
	for _, inner := range []string{"", "interactionModels/custom", "skill-package/interactionModels/custom"} {
		dir := t.TempDir()
		custom := filepath.Join(dir, filepath.FromSlash(inner))
		if err := os.MkdirAll(custom, 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(custom, "en-US.json"), pizza)
		write(t, filepath.Join(custom, "de-DE.json"), pizza)
		write(t, filepath.Join(dir, "package.json"), "{}")
		models, err := interactionmodel.LoadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(models) != 2 || models["en-US"] == nil || models["de-DE"] == nil {
			t.Errorf("LoadDir found %v", models)
		}
	}
}

func TestLoadFS(t *testing.T) {
	fsys := fstest.MapFS{
		"skill/en-US.json":  {Data: []byte(pizza)},
		"skill/skill.json":  {Data: []byte("{}")},
		"broken/en-US.json": {Data: []byte("{]")},
		"empty/README":      {},
	}
	models, err := interactionmodel.LoadFS(fsys, "skill")
	if err != nil || len(models) != 1 || models["en-US"] == nil {
		t.Errorf("LoadFS found %v, %v", models, err)
	}
	for dir, want := range map[string]string{
		"broken": "broken/en-US.json:1:2: ",
		"empty":  "no interaction models in empty",
		"none":   "reading interaction models in none: ",
	} {
		if _, err := interactionmodel.LoadFS(fsys, dir); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("LoadFS(%s): %v", dir, err)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := interactionmodel.LoadDir(dir); err == nil || !strings.Contains(err.Error(), "no interaction models in") {
		t.Errorf("empty directory: %v", err)
	}
	if _, err := interactionmodel.LoadDir(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing directory: %v", err)
	}
	if _, err := interactionmodel.Load(filepath.Join(dir, "none.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := interactionmodel.Load(dir); err == nil {
		t.Error("reading a directory succeeded")
	}
	path := filepath.Join(dir, "en-US.json")
	write(t, path, "{]")
	if _, err := interactionmodel.LoadDir(dir); err == nil || !strings.HasPrefix(err.Error(), path+":1:2: ") {
		t.Errorf("bad file: %v", err)
	}
	write(t, path, strings.Repeat(" ", interactionmodel.MaxFileSize+1))
	if _, err := interactionmodel.Load(path); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("large file: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(pizza))
	f.Add([]byte(`{"interactionModel":{"languageModel":{"types":[null]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		model, err := interactionmodel.Parse(data)
		if err != nil {
			return
		}
		text, err := interactionmodel.Marshal(model)
		if err != nil {
			t.Fatal(err)
		}
		again, err := interactionmodel.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(model, again); diff != "" {
			t.Errorf("round trip (-first +second):\n%s", diff)
		}
	})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
