package syntax_test

import (
	"fmt"

	"github.com/litexa-go/litexa/litexa/syntax"
)

func ExampleParse() {
	file, list := syntax.Parse("main.litexa", `launch
  say "Hello $name."
  when AMAZON.HelpIntent
    -> help
  sya "Bye."
`)
	for _, decl := range file.Decls {
		if state, ok := decl.(*syntax.State); ok {
			fmt.Println(state.Name.Name, "handles", state.Handlers()[0].Name.Name)
		}
	}
	for _, d := range list {
		fmt.Println(d.Error())
		fmt.Println(d.Hint)
	}
	// Output:
	// launch handles AMAZON.HelpIntent
	// main.litexa:5:3: error: expected a statement, found "sya"
	// did you mean "say"?
}

func ExampleParseTemplate() {
	template, list := syntax.ParseTemplate(syntax.SayForm, "Hello $name,\n  you have {count} points.")
	fmt.Println(len(template.Parts), "parts,", len(list), "errors")
	fmt.Println(syntax.SourceText(template))
	// Output:
	// 5 parts, 0 errors
	// Hello $name, you have {count} points.
}

func ExampleExclusions() {
	conditions, _ := syntax.Exclusions("draft.litexa", "exclude file unless DEPLOY.draft\n\nlaunch\n  ...")
	for _, c := range conditions {
		fmt.Println(c.Unless, syntax.SourceText(c.Expr), syntax.IsStatic(c.Expr))
	}
	// Output: true DEPLOY.draft true
}
