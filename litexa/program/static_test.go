package program_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

const deployJSON = `{
	"yes": true, "no": false, "null": null, "zero": 0, "one": 1, "ten": 10, "pi": 3.25, "big": 1e21, "tiny": 1e-7,
	"name": "Bob", "num": "10", "hex": "0x10", "empty": "", "blank": " \t ", "face": "a\ud83d\ude00b",
	"list": [1, [2, null], "x"], "none": [], "object": {"a": {"b c": 7}, "length": 5}, "s": "back\\slash"
}`

func TestEvalStatic(t *testing.T) { // L-EXP-02..06, L-EXP-10, L-EXP-14..16
	var deploy any
	if err := json.Unmarshal([]byte(deployJSON), &deploy); err != nil {
		t.Fatal(err)
	}
	undefined := program.Undefined{}
	for expr, want := range map[string]any{
		`1`: 1.0, `-2.5`: -2.5, `"a b"`: "a b", `'a'`: "a", `true`: true, `false`: false,
		`"tab\tx\x41\u0042\u{1F600}\q\0"`: "tab\txAB\U0001F600q\x00", `"\xZZ\u12"`: "xZZu12",
		`'\ud83d\ude00'`: "\U0001F600", `'é\é'`: "éé",
		`1 + 2 * 3`: 7.0, `1 - 2 - 3`: -4.0, `7 / 2`: 3.5, `(1 + 2) * 3`: 9.0,
		`"1" + 2`: "12", `1 + "2"`: "12", `1 + true`: 2.0, `"a" + true`: "atrue",
		`"3" * "4"`: 12.0, `"a" * 1`: math.NaN(), `1 / 0`: math.Inf(1), `0 / 0 == 0 / 0`: false,
		`1 == "1"`: false, `1 == 1`: true, `1 != "1"`: true, `"a" == "a"`: true,
		`"2" > "10"`: true, `2 > "10"`: false, `"a" < "b"`: true, `"a" < "a"`: false, `"a" <= "a"`: true,
		`"a" >= "ab"`: false, `1 < 2 < 3`: true, `"x" < 1`: false, `"x" >= 1`: false, `3 >= 3`: true, `3 <= 2`: false,
		`not true`: false, `not ""`: true, `not "0"`: false, `not not 1`: true, `not 1 == 1`: false, `not (1 == 1)`: false,
		`true and 5`: 5.0, `0 and 5`: 0.0, `false or "x"`: "x", `"y" or "x"`: "y",
		`true or true and false`: false, `1 and 0 or 1 and 1`: 1.0,
		`DEPLOY.yes`: true, `DEPLOY.name == 'Bob'`: true, `DEPLOY.name == "Bob"`: true, `DEPLOY.missing`: undefined,
		`DEPLOY.null`: nil, `DEPLOY.null == DEPLOY.null`: true, `DEPLOY.null == DEPLOY.missing`: false,
		`DEPLOY.missing == DEPLOY.missing`: true, `DEPLOY.missing + 1`: math.NaN(), `DEPLOY.null + 1`: 1.0,
		`DEPLOY.missing + "x"`: "undefinedx", `DEPLOY.null + "x"`: "nullx", `DEPLOY.missing > 1`: false,
		`DEPLOY.list[0]`: 1.0, `DEPLOY.list[9]`: undefined, `DEPLOY.list[1][0]`: 2.0, `DEPLOY.list.length`: 3.0,
		`DEPLOY.name.length`: 3.0, `DEPLOY.name[1]`: "o", `DEPLOY.name[12]`: undefined, `DEPLOY.face.length`: 4.0,
		`DEPLOY.object.a["b c"]`: 7.0, `DEPLOY.object.length`: 5.0, `DEPLOY.one.two`: undefined,
		`DEPLOY.list == DEPLOY.list`: false, `DEPLOY.list != 1`: true, `DEPLOY.list + ""`: "1,2,,x",
		`DEPLOY.object + ""`: "[object Object]", `DEPLOY.object * 2`: math.NaN(), `DEPLOY.none * 2`: 0.0,
		`DEPLOY.object and 1`: 1.0, `DEPLOY.none and 1`: 1.0, `DEPLOY.empty or 2`: 2.0,
		`DEPLOY.num * 1`: 10.0, `DEPLOY.hex * 1`: 16.0, `DEPLOY.blank * 1`: 0.0, `DEPLOY.no * 1`: 0.0, `DEPLOY.yes * 1`: 1.0,
		`"1e3" * 1`: 1000.0, `"1_0" * 1`: math.NaN(), `"inf" * 1`: math.NaN(), `"Infinity" * 1`: math.Inf(1),
		`"-Infinity" * 1`: math.Inf(-1), `"0xg" * 1`: math.NaN(), `"1 2" * 1`: math.NaN(), `"9e999" * 1`: math.Inf(1),
		`"" + 0.1`: "0.1", `"" + 100`: "100", `"" + DEPLOY.big`: "1e+21", `"" + DEPLOY.tiny`: "1e-7", `"" + DEPLOY.pi`: "3.25",
		`"" + 0`: "0", `"" + 1 / 0`: "Infinity", `"" + (-1 / 0)`: "-Infinity", `"" + (0 / 0)`: "NaN", `"" + false`: "false",
		`DEPLOY.no and DEPLOY.nope.x`: false, `DEPLOY.yes or DEPLOY.nope.x`: true,
	} {
		t.Run(expr, func(t *testing.T) {
			got, err := program.EvalStatic(expression(t, expr), deploy)
			if err != nil {
				t.Fatal(err)
			}
			nan := cmp.Comparer(func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) })
			if d := cmp.Diff(want, got, nan); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEvalStaticNumbers(t *testing.T) {
	deploy := map[string]any{"i": 3, "j": int64(4), "n": json.Number("5"), "bad": json.Number("x")}
	for expr, want := range map[string]any{`DEPLOY.i + DEPLOY.j + DEPLOY.n`: 12.0, `DEPLOY.bad == DEPLOY.bad`: false} {
		got, err := program.EvalStatic(expression(t, expr), deploy)
		if err != nil || got != want {
			t.Errorf("%s = %v, %v; want %v", expr, got, err, want)
		}
	}
}

func TestEvalStaticErrors(t *testing.T) {
	for expr, want := range map[string]string{
		`@a`:                      "the database variable @a is not a static expression",
		`$a == 1`:                 "the request variable $a is not a static expression",
		`1 + foo`:                 "the variable foo is not a static expression",
		`false and f(1)`:          "a function call is not a static expression",
		`not (1 == @x.f())`:       "a function call is not a static expression",
		`DEPLOY.a.b`:              "DEPLOY.a is undefined, so nothing can be read from it",
		`1 + DEPLOY.n.x["y"]`:     "DEPLOY.n is null, so nothing can be read from it",
		`DEPLOY.l[0].x["y"][3].z`: `DEPLOY.l[0].x["y"][3] is undefined, so nothing can be read from it`,
	} {
		deploy := map[string]any{"n": nil, "l": []any{map[string]any{"x": map[string]any{"y": []any{}}}}}
		got, err := program.EvalStatic(expression(t, expr), deploy)
		if err == nil || err.Error() != want {
			t.Errorf("%s = %v, %v; want %q", expr, got, err, want)
		}
		var notStatic *program.NotStaticError
		if errors.As(err, &notStatic) != strings.Contains(want, "not a static") {
			t.Errorf("%s: error is a %T", expr, err)
		}
	}
	if _, err := program.EvalStatic(nil, nil); err == nil {
		t.Error("a missing expression has a value")
	}
	if _, err := program.EvalStatic(&syntax.NotExpr{}, nil); err == nil {
		t.Error("an incomplete expression has a value")
	}
	if v, err := program.EvalStatic(expression(t, "DEPLOY.x"), nil); err != nil || v != (any)(program.Undefined{}) {
		t.Error(v, err)
	}
}

func TestExclude(t *testing.T) { // L-EXC-01, L-EXC-02
	for condition, kept := range map[string]bool{
		`if false`: true, `if 0`: true, `if ""`: true, `if "0"`: true, `if DEPLOY.none`: true, `if DEPLOY.zero`: true,
		`if true`: false, `if 1`: false, `if "x"`: false, `if DEPLOY.missing`: false, `if DEPLOY.null`: false, `if DEPLOY.object`: false,
		`unless true`: true, `unless 1`: true, `unless "1"`: true, `unless DEPLOY.one`: true,
		`unless false`: false, `unless "x"`: false, `unless 2`: false, `unless DEPLOY.missing`: false, `unless DEPLOY.object`: false,
	} {
		p := build(t, "-- deploy.json --\n"+deployJSON+"\n-- main.litexa --\nlaunch\n-- other.litexa --\n# first\nother\n  say \"x\"\n\nexclude file "+condition+"\n")
		if got := p.State("other") != nil; got != kept {
			t.Errorf("exclude file %s: kept %v, want %v", condition, got, kept)
		}
	}
}
