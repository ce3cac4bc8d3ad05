package diag_test

import (
	"os"

	"github.com/litexa-go/litexa/litexa/diag"
)

func ExampleWriteText() {
	files := map[string]string{
		"main.litexa": "launch\n  say \"Hello.\"\n  -> naem\n",
	}
	list := diag.List{{
		Code:    "undefined-state",
		File:    "main.litexa",
		Span:    diag.Span{Start: diag.Pos{Offset: 27, Line: 3, Col: 6}, End: diag.Pos{Offset: 31, Line: 3, Col: 10}},
		Message: `there is no state "naem"`,
		Hint:    `did you mean "name"?`,
	}}
	diag.WriteText(os.Stdout, list, diag.Options{
		Source: func(file string) (string, bool) {
			text, ok := files[file]
			return text, ok
		},
	})
	// Output:
	// main.litexa:3:6: error: there is no state "naem"
	//    3 |   -> naem
	//      |      ^^^^
	//   hint: did you mean "name"?
	// 1 error
}

func ExampleWriteJSON() {
	list := diag.List{{
		Severity: diag.Warning,
		Code:     "empty-test",
		File:     "main.test.litexa",
		Span:     diag.Span{Start: diag.Pos{Line: 1, Col: 1}, End: diag.Pos{Offset: 4, Line: 1, Col: 5}},
		Message:  "the test has no steps",
	}}
	diag.WriteJSON(os.Stdout, list)
	// Output:
	// {
	//   "diagnostics": [
	//     {
	//       "severity": "warning",
	//       "code": "empty-test",
	//       "message": "the test has no steps",
	//       "file": "main.test.litexa",
	//       "range": {
	//         "start": {
	//           "line": 1,
	//           "column": 1,
	//           "offset": 0
	//         },
	//         "end": {
	//           "line": 1,
	//           "column": 5,
	//           "offset": 4
	//         }
	//       }
	//     }
	//   ],
	//   "errors": 0,
	//   "warnings": 1
	// }
}
