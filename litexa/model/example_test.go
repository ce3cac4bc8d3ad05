package model_test

import (
	"context"
	"fmt"

	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
)

func ExampleGenerate() {
	p, _ := program.Build(context.Background(), program.Input{
		Languages: []string{program.Default},
		Sources: []program.Source{{Language: program.Default, Name: "main.litexa", Text: `launch
  when "i like $drink"
    with $drink = "tea"

global
  when AMAZON.StopIntent
    END
`}},
	})
	m, _ := model.Generate(p, model.Options{Name: "Tea-Time", Locale: "en-US"})
	fmt.Println(m.InvocationName)
	for _, i := range m.Intents {
		fmt.Println(i.Name, len(i.Samples), len(i.Slots))
	}
	// Output:
	// tea time
	// I_LIKE_DRINK 1 1
	// AMAZON.StopIntent 0 0
	// AMAZON.CancelIntent 0 0
	// AMAZON.StartOverIntent 0 0
	// AMAZON.NavigateHomeIntent 0 0
}
