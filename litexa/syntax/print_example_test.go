package syntax_test

import (
	"fmt"

	"github.com/litexa-go/litexa/litexa/syntax"
)

func ExampleFormat() {
	const source = `launch
    say   "Hello."   # greet
    local count=1+2


    ->ask
ask
    when "(red|blue) please"
        say "Good
             choice."
`
	formatted, list := syntax.Format("main.litexa", source)
	if err := list.Err(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(formatted)
	// Output:
	// launch
	//   say "Hello."  # greet
	//   local count = 1 + 2
	//
	//   -> ask
	//
	// ask
	//   when "(red|blue) please"
	//     say "Good
	//       choice."
}

func ExampleInspect() {
	file, _ := syntax.Parse("main.litexa", `launch
  say "Hello @name."
  if @visits > 1
    -> back
`)
	depth := 0
	syntax.Inspect(file, func(n syntax.Node) bool {
		if n == nil {
			depth--
			return false
		}
		depth++
		if ref, ok := n.(*syntax.Ref); ok && ref.Scope == syntax.DatabaseScope {
			fmt.Printf("@%s at %s, %d levels deep\n", ref.Name.Name, ref.Span().Start, depth)
		}
		return true
	})
	// Output:
	// @name at 2:14, 6 levels deep
	// @visits at 3:6, 7 levels deep
}

func ExamplePreorder() {
	file, _ := syntax.Parse("main.litexa", "launch\n  -> ask\n\nask\n  ... launch\n")
	for n := range syntax.Preorder(file) {
		if t, ok := n.(*syntax.Transition); ok {
			fmt.Println(t.Target.Name)
		}
	}
	// Output:
	// ask
	// launch
}
