package program

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The values of static expressions and the operators of JavaScript on them.

// operate applies a binary operator; for "and" and "or" the left operand has
// been found not to decide.
func operate(op string, x, y any) any {
	switch op {
	case "and", "or":
		return y
	case "==":
		return strictlyEquals(x, y)
	case "!=":
		return !strictlyEquals(x, y)
	case "+":
		x, y = primitive(x), primitive(y)
		_, xs := x.(string)
		_, ys := y.(string)
		if xs || ys {
			return toString(x) + toString(y)
		}
		return toNumber(x) + toNumber(y)
	case "-":
		return toNumber(x) - toNumber(y)
	case "*":
		return toNumber(x) * toNumber(y)
	case "/":
		return toNumber(x) / toNumber(y)
	}
	return compare(op, primitive(x), primitive(y))
}

// compare applies one of < <= > >= to primitive values.
func compare(op string, x, y any) bool {
	var less, equal bool
	xs, ok1 := x.(string)
	ys, ok2 := y.(string)
	if ok1 && ok2 {
		a, b := utf16.Encode([]rune(xs)), utf16.Encode([]rune(ys))
		less, equal = lessUnits(a, b), xs == ys
	} else {
		a, b := toNumber(x), toNumber(y)
		if math.IsNaN(a) || math.IsNaN(b) {
			return false
		}
		less, equal = a < b, a == b
	}
	switch op {
	case "<":
		return less
	case "<=":
		return less || equal
	case ">":
		return !less && !equal
	default:
		return !less
	}
}

func lessUnits(a, b []uint16) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return len(a) < len(b)
}

// property reads a member of an object, or a character, element or the length
// of a string or array.
func property(of any, name string) any {
	switch of := of.(type) {
	case map[string]any:
		if v, ok := of[name]; ok {
			return plain(v)
		}
	case []any:
		if name == "length" {
			return float64(len(of))
		}
		if n, err := strconv.Atoi(name); err == nil && n >= 0 && n < len(of) {
			return plain(of[n])
		}
	case string:
		units := utf16.Encode([]rune(of))
		if name == "length" {
			return float64(len(units))
		}
		if n, err := strconv.Atoi(name); err == nil && n >= 0 && n < len(units) {
			return string(utf16.Decode(units[n : n+1]))
		}
	}
	return Undefined{}
}

// plain gives all numbers the type float64.
func plain(v any) any {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case json.Number:
		f, err := v.Float64()
		if err != nil {
			return math.NaN()
		}
		return f
	}
	return v
}

// truthy reports whether JavaScript takes a value for true in a condition.
func truthy(v any) bool {
	switch v := v.(type) {
	case nil, Undefined:
		return false
	case bool:
		return v
	case float64:
		return v != 0 && !math.IsNaN(v)
	case string:
		return v != ""
	}
	return true
}

// strictlyEquals is the operator ===. Objects and arrays equal nothing: two
// reads of one give different ones.
func strictlyEquals(x, y any) bool {
	switch x := x.(type) {
	case nil:
		return y == nil
	case Undefined, bool, float64, string:
		return x == y
	}
	return false
}

// looselyEquals reports whether the operator == finds a value equal to a
// boolean.
func looselyEquals(v any, b bool) bool {
	if v = primitive(v); v == nil || v == (any)(Undefined{}) {
		return false
	}
	want := 0.0
	if b {
		want = 1
	}
	return toNumber(v) == want
}

// primitive makes a string of an object or array.
func primitive(v any) any {
	switch v.(type) {
	case map[string]any, []any:
		return toString(v)
	}
	return v
}

func toNumber(v any) float64 {
	switch v := v.(type) {
	case nil:
		return 0
	case bool:
		if v {
			return 1
		}
		return 0
	case float64:
		return v
	case string:
		return parseNumber(strings.TrimFunc(v, isSpace))
	case map[string]any, []any:
		return toNumber(toString(v))
	}
	return math.NaN()
}

// parseNumber reads a trimmed string as JavaScript's Number does.
func parseNumber(s string) float64 {
	switch s {
	case "":
		return 0
	case "Infinity", "+Infinity":
		return math.Inf(1)
	case "-Infinity":
		return math.Inf(-1)
	}
	if len(s) > 2 && s[0] == '0' {
		base := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]
		if n, err := strconv.ParseUint(s[2:], max(base, 2), 64); base != 0 && err == nil {
			return float64(n)
		}
	}
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return math.NaN() // what only Go reads: hexadecimal floats, "inf", "_"
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return math.NaN()
	}
	return f
}

func toString(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case Undefined:
		return "undefined"
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return formatNumber(v)
	case string:
		return v
	case []any:
		var b strings.Builder
		for n, e := range v {
			if n > 0 {
				b.WriteByte(',')
			}
			if e != nil {
				b.WriteString(toString(plain(e)))
			}
		}
		return b.String()
	}
	return "[object Object]"
}

// formatNumber writes a number as JavaScript does.
func formatNumber(f float64) string {
	switch abs := math.Abs(f); {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0"
	case abs >= 1e-6 && abs < 1e21:
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	// Go writes two digits of the exponent at least.
	return strings.Replace(strings.Replace(s, "e-0", "e-", 1), "e+0", "e+", 1)
}

// unescape returns the value of a string literal, with the escape sequences of
// JavaScript.
func unescape(raw string) string {
	if !strings.Contains(raw, `\`) {
		return raw
	}
	var units []uint16
	for i := 0; i < len(raw); {
		if raw[i] != '\\' || i+1 == len(raw) {
			n := strings.IndexByte(raw[i+1:], '\\') + 1
			if n == 0 {
				n = len(raw) - i
			}
			units = append(units, utf16.Encode([]rune(raw[i:i+n]))...)
			i += n
			continue
		}
		text, n := unescapeOne(raw[i+1:])
		units = append(units, text...)
		i += 1 + n
	}
	return string(utf16.Decode(units))
}

// unescapeOne returns what follows a backslash stands for, and how many bytes
// of it are used.
func unescapeOne(s string) ([]uint16, int) {
	if c := strings.IndexByte(`bfnrtv0`, s[0]); c >= 0 {
		return []uint16{uint16("\b\f\n\r\t\v\x00"[c])}, 1
	}
	hex, start := "", 1
	switch s[0] {
	case '\n':
		return nil, 1
	case 'x':
		hex = s[1:min(3, len(s))]
	case 'u':
		hex = s[1:min(5, len(s))]
		if end := strings.IndexByte(s, '}'); strings.HasPrefix(s, "u{") && end > 0 {
			hex, start = s[2:end], 3 // with the braces
		}
	default:
		r := []rune(s)[0]
		return utf16.Encode([]rune{r}), len(string(r))
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || s[0] == 'x' && len(hex) != 2 || s[0] == 'u' && start == 1 && len(hex) != 4 {
		return []uint16{uint16(s[0])}, 1
	}
	if n < 1<<16 {
		return []uint16{uint16(n)}, start + len(hex)
	}
	return utf16.Encode([]rune{rune(n)}), start + len(hex)
}
