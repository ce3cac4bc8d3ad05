package skilltest_test

import (
	"context"
	"fmt"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/litexa/skilltest"
)

func ExampleRun() {
	ctx := context.Background()
	prog, problems := program.Build(ctx, program.Input{
		Languages: []string{program.Default},
		Sources: []program.Source{{Language: program.Default, Name: "main.litexa", Path: "main.litexa", Text: `
launch
  say "Hello."
  END

TEST "hello"
  launch
  alexa: null, "Hello."
`}},
	})
	if problems.HasErrors() {
		fmt.Println(problems)
		return
	}
	report, err := skilltest.Run(ctx, skilltest.Options{
		Program: prog,
		Runtime: runtime.Config{
			Image:      compile.Compile(prog, compile.Options{Name: "hello"}),
			AssetsRoot: skilltest.AssetsRoot,
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, entry := range report.Transcript() {
		fmt.Println(entry)
	}
	// Output:
	// Testing in region en-US, language default out of ["default"]
	// ✔ test: hello
	// 7.  ❢   LaunchRequest     @ 3:01:05 PM
	//      ◖----------------◗ "Hello." ... NO REPROMPT
	//   ◣  Voice session ended
}
