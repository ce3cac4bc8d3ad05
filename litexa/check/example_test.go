package check_test

import (
	"context"
	"fmt"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/program"
)

// source is the program of the examples.
const source = `launch
  local points = 0
  local round = 1
  say "Hello {nmae}."

  when "that is right"
    points = points + 1
    END
`

func load() *program.Program {
	p, list := program.Build(context.Background(), program.Input{
		Languages: []string{program.Default},
		Sources:   []program.Source{{Language: program.Default, Name: "main.litexa", Path: "main.litexa", Text: source}},
	})
	if list.HasErrors() {
		panic(list.Err())
	}
	return p
}

func ExampleCheck() {
	for _, d := range check.Check(load(), check.Options{}) {
		fmt.Println(d.Error())
	}
	// Output:
	// main.litexa:3:9: warning: nothing reads the local variable `round`
	// main.litexa:4:15: error: there is no local variable `nmae` here, nor does inline code define it
}

func ExampleResolve() {
	code := check.CodeOf(load().State("launch"), program.Default)
	for _, v := range check.Resolve(code, nil, nil) {
		fmt.Println(v.Name, v.Stored)
	}
	// Output:
	// points true
	// round false
}
