package program_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/litexa-go/litexa/litexa/program"
)

func ExampleBuild() {
	p, diags := program.Build(context.Background(), program.Input{
		Languages: []string{program.Default},
		Sources: []program.Source{{
			Language: program.Default,
			Name:     "main.litexa",
			Path:     "litexa/main.litexa",
			Text: `launch
  when "i (like|love) tea"
    -> tee

tea
  when AMAZON.HelpIntent
    say "It is about tea."
`,
		}},
	})
	for _, d := range diags {
		fmt.Println(d.Error())
	}
	for _, s := range p.States {
		for _, i := range s.In(program.Default).Intents {
			fmt.Println(s.Name, i.Name)
		}
	}
	// Output:
	// litexa/main.litexa:3:5: error: transition to a state that does not exist: tee (did you mean "tea"?)
	// launch I_LIKE_TEA
	// global AMAZON.StopIntent
	// global AMAZON.CancelIntent
	// global AMAZON.StartOverIntent
	// tea AMAZON.HelpIntent
}

func ExampleSamples() {
	p, _ := program.Build(context.Background(), program.Input{
		Languages: []string{program.Default},
		Sources: []program.Source{{Language: program.Default, Name: "main.litexa", Text: `launch
  when "(give|bring) me (a |)$drink"
    with $drink = "tea", "coffee"
`}},
	})
	utterance := p.State("launch").In(program.Default).Intents[0].Utterances[0].Template
	fmt.Println(program.Count(utterance), slices.Collect(program.Samples(utterance)))
	// Output: 4 [give me a {drink} give me {drink} bring me a {drink} bring me {drink}]
}
