package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project"
)

// openLitexa loads the same cafe written in Litexa, with its interaction model.
func openLitexa(t *testing.T) (*ask.Skill, *interactionmodel.Model) {
	t.Helper()
	p, list, err := project.Load(t.Context(), "../cafe-litexa", project.Options{})
	if err != nil {
		t.Fatal(list, err)
	}
	defer p.Close()
	config, list, err := p.Runtime(t.Context())
	if err == nil {
		err = list.Err()
	}
	if err != nil {
		t.Fatal(list, err)
	}
	config.Store = new(runtime.MemoryStore)
	program, err := runtime.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	skill, err := program.Ask()
	if err != nil {
		t.Fatal(err)
	}
	manifest, list := p.Manifest(t.Context(), project.ManifestOptions{Stubs: true})
	if manifest == nil {
		t.Fatal(list)
	}
	model, err := manifest.Locales[0].Model.InteractionModel()
	if err != nil {
		t.Fatal(err)
	}
	return skill, model
}

// Both programs say the same and remember the same. TestCafe of the command talk
// holds the conversations of conversations.txt with the one in Litexa.
func TestLitexaAnswersAlike(t *testing.T) {
	inGo, err := newSkill(memory.New())
	if err != nil {
		t.Fatal(err)
	}
	inLitexa, _ := openLitexa(t)
	type answer struct {
		Speech, Reprompt string
		Open             bool
	}
	visit := func(skill *ask.Skill) []answer {
		user := asktest.New(t, skill)
		var answers []answer
		hear := func(turn *asktest.Turn) {
			answers = append(answers, answer{turn.SpokenText(), turn.RepromptText(), user.SessionOpen()})
		}
		intent := func(name string, slots ...*alexa.Slot) { hear(user.Intent(name, slots...)) }

		hear(user.Launch())
		intent("UsualIntent")
		intent("AMAZON.HelpIntent")
		intent("AMAZON.FallbackIntent")
		intent("OrderIntent", asktest.Slot("drink", "beer & chips"))
		intent("OrderIntent", asktest.Slot("drink", ""))
		intent("OrderIntent", drink("green tea"))
		// Without opening the cafe first, on another device, in other English.
		user.DeviceID, user.Locale = "kitchen", "en-GB"
		intent("UsualIntent")
		intent("OrderIntent", drink("coke"))
		hear(user.Launch())
		intent("UsualIntent")
		for _, name := range []string{"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"} {
			hear(user.Launch())
			intent(name)
		}
		hear(user.Launch())
		user.EndSession("USER_INITIATED")
		// Somebody else in the same kitchen.
		user.UserID = "another user"
		intent("UsualIntent")
		return answers
	}
	want, got := visit(inGo), visit(inLitexa)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the cafe in Litexa answers otherwise (-Go +Litexa):\n%s", diff)
	}
}

// Both programs are talked to alike.
func TestLitexaUnderstandsAlike(t *testing.T) {
	want, err := interactionmodel.Load("skill-package/interactionModels/custom/en-US.json")
	if err != nil {
		t.Fatal(err)
	}
	_, model := openLitexa(t)
	got := ordered(t, model)
	delete(got, "AMAZON.StartOverIntent") // which every program in Litexa knows
	if diff := cmp.Diff(ordered(t, want), got); diff != "" {
		t.Errorf("the models differ (-Go +Litexa):\n%s", diff)
	}
}

// ordered returns what a model says, whatever the order in which it does, and the
// case.
func ordered(t *testing.T, m *interactionmodel.Model) map[string]any {
	t.Helper()
	says := map[string]any{"invocation": m.LanguageModel.InvocationName}
	for _, intent := range m.LanguageModel.Intents {
		var samples []string
		for _, sample := range intent.Samples {
			samples = append(samples, strings.ToLower(sample))
		}
		slices.Sort(samples)
		says[intent.Name] = []any{samples, intent.Slots}
	}
	for _, slotType := range m.LanguageModel.Types {
		text, err := json.Marshal(slotType)
		if err != nil {
			t.Fatal(err)
		}
		says[slotType.Name] = string(text)
	}
	return says
}
