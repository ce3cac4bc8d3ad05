package persistencetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
)

// Values returns the attributes that every store must return as they were
// saved, by the name that [Harness.Unsupported] knows them by.
func Values() map[string]persistence.Attributes {
	many := make(persistence.Attributes)
	for i := range 1000 {
		many[fmt.Sprintf("attribute %d", i)] = i
	}
	type drink struct {
		Name  string  `json:"name"`
		Sugar float64 `json:"sugar,omitempty"`
	}
	return map[string]persistence.Attributes{
		"nil set":   nil,
		"empty set": {},
		"literals":  {"null": nil, "true": true, "false": false},
		"texts": {
			"empty":     "",
			"spaces":    "  leading and trailing \t",
			"ascii":     "flat white",
			"quotes":    `"double" 'single' \back\slash\\ /slash/`,
			"escapes":   `\u0000 \ud83d \n %00 &amp; ${x}`,
			"controls":  "\x00\x01\x08\x0c\x1f\x7f\n\r\t",
			"html":      "<speak>a & b</speak>",
			"accents":   "café cafe\u0301",
			"emoji":     "👩‍🚀🇩🇪𝄞",
			"rtl":       "שלום عليكم",
			"cjk":       "日本語 中文 한국어",
			"edges":     "\u2028\u2029\ufeff\ufffd\uffff\U0010ffff",
			"number":    "42",
			"long":      strings.Repeat("0123456789abcdef", 4096),
			"json":      `{"a": [1, null]}`,
			"date-like": "2024-02-29T23:59:60Z",
		},
		"names": {
			"with space": 1, "with.dot": 2, "with/slash": 3, "$ref": 4, "#name": 5, ":value": 6, "[0]": 7, `quo"te`: 8,
			"id": 9, "key": 10, "attributes": 11, "version": 12, "ttl": 13, "__proto__": 14, "CASE": 15, "case": 16,
			"日本": 17, "\x00": 18, "line\nbreak": 19, "caf\u00e9": 20, "cafe\u0301": 21, "👻": 22, strings.Repeat("n", 300): 23,
		},
		"empty name": {"": 1, "nested": map[string]any{"": "x"}},
		"containers": {
			"empty list": []any{},
			"empty map":  map[string]any{},
			"mixed list": []any{1, "two", nil, true, []any{}, map[string]any{}, []any{[]any{nil}}},
			"equal list": []any{"a", "a", "a"},
			"map":        map[string]any{"a": map[string]any{"b": []any{map[string]any{"c": nil}}}},
		},
		"integers": {
			"zero": 0, "minus one": -1, "2^53": 1 << 53, "2^53 + 1": 1<<53 + 1, "-2^53 - 1": -(1<<53 + 1),
			"max int64": int64(math.MaxInt64), "min int64": int64(math.MinInt64), "max uint64": uint64(math.MaxUint64),
			"bytes": []any{int8(-128), uint8(255), int16(-32768), uint16(65535)},
		},
		"decimals": {
			"tenth": 0.1, "negative": -273.15, "pi": math.Pi, "small": json.Number("1e-7"), "large": json.Number("6.02214076E+23"),
			"float32": float32(0.5), "trailing zero": json.Number("1.50"), "exponent": json.Number("15e2"),
		},
		"numbers of 38 digits":   {"n": json.Number("-12345678901234567890123456789012345678"), "d": json.Number("0.12345678901234567890123456789012345678")},
		"numbers of 50 digits":   {"n": json.Number("12345678901234567890123456789012345678901234567890")},
		"numbers beyond float64": {"n": json.Number("1e400"), "m": json.Number("-1e-400")},
		"nesting of 30 levels":   {"nested": nested(29)},
		"nesting of 500 levels":  {"nested": nested(499)},
		"1000 attributes":        many,
		"Go values": {
			"strings": []string{"a", "b"},
			"map":     map[string]int{"a": 1},
			"struct":  drink{Name: "mocha", Sugar: 1.5},
			"pointer": &drink{Name: "latte"},
			"raw":     json.RawMessage(`{"x": [1, 2.0]}`),
		},
	}
}

// nested returns alternating lists and maps of the given depth.
func nested(depth int) any {
	var value any = "innermost"
	for i := range depth {
		if i%2 == 0 {
			value = []any{value}
		} else {
			value = map[string]any{"n": value}
		}
	}
	return value
}

// diff compares attributes that were read with those that were saved: kinds
// must be those of [persistence.Attributes], numbers must have the same value
// and integers the same text.
func diff(saved, read persistence.Attributes) string {
	data, err := persistence.Marshal(saved)
	if err != nil {
		return err.Error()
	}
	want, err := persistence.Unmarshal(data)
	if err != nil {
		return err.Error()
	}
	if equal(map[string]any(want), map[string]any(read)) {
		return ""
	}
	// Beyond small values cmp takes very long.
	if len(data) < 1000 {
		if d := cmp.Diff(want, read); d != "" {
			return d
		}
	}
	return fmt.Sprintf("- %.500s\n+ %.500s", data, fmt.Sprint(read))
}

func equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && b != nil && maps.EqualFunc(a, b, equal)
	case []any:
		b, ok := b.([]any)
		return ok && b != nil && slices.EqualFunc(a, b, equal)
	case json.Number:
		b, ok := b.(json.Number)
		return ok && equalNumbers(a, b)
	}
	return a == b
}

func equalNumbers(a, b json.Number) bool {
	if a == b {
		return true
	}
	if !strings.ContainsAny(string(a), ".eE") {
		return false
	}
	x, ok := new(big.Rat).SetString(string(a))
	if !ok {
		return false
	}
	y, ok := new(big.Rat).SetString(string(b))
	return ok && x.Cmp(y) == 0
}

// keys are keys that a careless store confuses, cannot hold, or lets out of
// the place where they belong.
func keys() []string {
	keys := []string{
		"a", "A", "b", "a/b", "a/b/c", "a//b", "/a", "//a", "a/", "./a", "../a", "a/../b", "a/./b", ".", "..", "...", "/", "~", "~/a",
		`a\b`, `..\a`, `C:\a`, "C:a", "//server/share",
		"a%2Fb", "a%2fb", "a%252Fb", "a%5Cb", "%", "%%", "%00", "%2e%2e", "%41", "a_b", "a-b", "a+b", "a b", "a:b", "a;b", "a,b", "a=b", "a&b", "a?b", "a#b", "a*b", "a|b", "a!b", "a@b", "a$b", "a^b", "a`b", "a(b)", "a[b]", "a{b}", "a<b>",
		" ", "  ", " a", "a ", "a  ", "\t", "a\tb", "a\nb", "a\r\nb", "a\x00b", "a\x00", "\x00", "\x7f", "\u0085", "\u00a0", "\u200b", "\ufeffa",
		"a.", "a..", "a.json", "A.JSON", ".a", ".json", "a.json.tmp", "a.tmp", "a.lock", ".lock", "lock", "tmp", "items", "index.html",
		"CON", "con", "NUL", "nul", "nul.txt", "COM1", "lpt9", "aux", "PRN", "CONIN$",
		"caf\u00e9", "cafe\u0301", "CAF\u00c9", "Stra\u00dfe", "STRASSE", "\u0131", "I", "i", "\u212a", "K", "k", "\ufb01", "fi",
		"日本語", "👩‍🚀", "𝄞", "\u2028", "\ufffd", "\uffff",
		`"`, `'`, `''`, `a"b`, `a'b`, `a' OR '1'='1`, `'; DROP TABLE items; --`, "${a}", "$(a)", "{{a}}", "a%sb", "*", "?", "null", "undefined", "0", "00", "-1", "1e3", "1000", "true", "__proto__", "__index__",
		"amzn1.ask.account.AGJ5DQTFC3", "amzn1.ask.person.AGJ5DQTFC3", "amzn1.ask.account.agj5dqtfc3",
	}
	long := strings.Repeat("0123456789ABCDEF", 128)[:persistence.MaxKeyBytes]
	for _, n := range []int{200, 250, 255, 256, 512, 1000, 1023, 1024, 1025, persistence.MaxKeyBytes - 1, persistence.MaxKeyBytes} {
		keys = append(keys, long[:n])
	}
	return append(keys,
		long[:persistence.MaxKeyBytes-1]+"!",
		strings.ToLower(long),
		strings.Repeat("日", 300),
		strings.Repeat("/a", 400),
		strings.Repeat("../", 400),
	)
}

// badKeys are refused by every store.
func badKeys() []string {
	return []string{"", "\xff", "a\xc3", "a\xed\xa0\x80b", strings.Repeat("k", persistence.MaxKeyBytes+1), strings.Repeat("/", 1<<20)}
}
