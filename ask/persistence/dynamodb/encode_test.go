package dynamodb

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
)

func TestCheckNumber(t *testing.T) {
	for _, test := range []struct {
		number string
		digits int    // expected, if no error
		err    string // expected, in part
	}{
		{number: "0", digits: 0},
		{number: "-0.000e99999999999999999999", digits: 0},
		{number: "1", digits: 1},
		{number: "-12.50", digits: 3},
		{number: "0.0012", digits: 2},
		{number: "1200", digits: 2},
		{number: "12e2", digits: 2},
		{number: "0.1200E-3", digits: 2},
		{number: "12345678901234567890123456789012345678", digits: 38},
		{number: "1234567890123456789012345678901234567800", digits: 38},
		{number: "0.000" + strings.Repeat("9", 38) + "000", digits: 38},
		{number: "123456789012345678901234567890123456789", err: "has 39 significant digits"},
		{number: "0.1234567890123456789012345678901234567890e3", err: "has 39 significant digits"},
		{number: "1e125", digits: 1},
		{number: "9.9999999999999999999999999999999999999e125", digits: 38},
		{number: "0.0001e129", digits: 1},
		{number: "10e125", err: "beyond the range"},
		{number: "1e126", err: "beyond the range"},
		{number: "-1e400", err: "beyond the range"},
		{number: "1e-130", digits: 1},
		{number: "1000e-133", digits: 1},
		{number: "0.1e-130", err: "beyond the range"},
		{number: "1e-131", err: "beyond the range"},
		{number: "1e99999999999999999999", err: "exponent out of all bounds"},
	} {
		digits, err := checkNumber(test.number)
		switch {
		case test.err == "" && (err != nil || digits != test.digits):
			t.Errorf("checkNumber(%s) = %d, %v; want %d digits", test.number, digits, err, test.digits)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("checkNumber(%s) = %d, %v; want an error with %q", test.number, digits, err, test.err)
		}
	}
}

func TestDecode(t *testing.T) {
	column := &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{
		"null":     &types.AttributeValueMemberNULL{Value: true},
		"bool":     &types.AttributeValueMemberBOOL{Value: true},
		"text":     &types.AttributeValueMemberS{Value: ""},
		"number":   &types.AttributeValueMemberN{Value: "1.50"},
		"binary":   &types.AttributeValueMemberB{Value: []byte{0xff, 0}},
		"list":     &types.AttributeValueMemberL{Value: []types.AttributeValue{&types.AttributeValueMemberN{Value: "1"}}},
		"map":      &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{}},
		"texts":    &types.AttributeValueMemberSS{Value: []string{"b", "a"}},
		"numbers":  &types.AttributeValueMemberNS{Value: []string{"2", "1"}},
		"binaries": &types.AttributeValueMemberBS{Value: [][]byte{{1}, {0}}},
	}}
	want := persistence.Attributes{
		"null": nil, "bool": true, "text": "", "number": json.Number("1.50"), "binary": "/wA=",
		"list": []any{json.Number("1")}, "map": map[string]any{},
		"texts": []any{"a", "b"}, "numbers": []any{json.Number("1"), json.Number("2")}, "binaries": []any{"AA==", "AQ=="},
	}
	got, err := decode(column)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("decode (-want +got):\n%s", d)
	}
}

func TestDecodeCorrupt(t *testing.T) {
	in := func(name string, av types.AttributeValue) types.AttributeValue {
		return &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{name: av}}
	}
	bad := &types.AttributeValueMemberN{Value: "1x"}
	for name, column := range map[string]types.AttributeValue{
		"text":               &types.AttributeValueMemberS{Value: "{}"},
		"number":             in("n", bad),
		"empty number":       in("n", &types.AttributeValueMemberN{}),
		"number in a list":   in("l", &types.AttributeValueMemberL{Value: []types.AttributeValue{bad}}),
		"number in a map":    in("m", in("n", bad)),
		"number in a set":    in("s", &types.AttributeValueMemberNS{Value: []string{"1", "x"}}),
		"unknown kind":       in("u", &types.UnknownUnionMember{Tag: "Z"}),
		"no kind in a list":  in("l", &types.AttributeValueMemberL{Value: []types.AttributeValue{nil}}),
		"unknown kind alone": &types.UnknownUnionMember{Tag: "Z"},
	} {
		if got, err := decode(column); !errors.Is(err, persistence.ErrCorrupt) {
			t.Errorf("%s: decode = %v, %v; want ErrCorrupt", name, got, err)
		}
		if got, err := digest(column); !errors.Is(err, persistence.ErrCorrupt) {
			t.Errorf("%s: digest = %v, %v; want ErrCorrupt", name, got, err)
		}
	}
}

// TestDigest: the order in which DynamoDB returns members of sets and maps is
// its own affair, everything else counts.
func TestDigest(t *testing.T) {
	set := func(members ...string) types.AttributeValue {
		return &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"s": &types.AttributeValueMemberSS{Value: members}}}
	}
	text := func(column types.AttributeValue) string {
		t.Helper()
		sum, err := digest(column)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	if text(set("a", "b")) != text(set("b", "a")) {
		t.Error("the order of a set changes the digest")
	}
	different := map[string]string{}
	for name, column := range map[string]types.AttributeValue{
		"absent": nil, "empty": &types.AttributeValueMemberM{}, "one": set("a"), "two": set("a", "b"),
	} {
		sum := text(column)
		if other, ok := different[sum]; ok {
			t.Errorf("%s and %s have the same digest", name, other)
		}
		different[sum] = name
	}
}

// FuzzEncode: what DynamoDB is said to hold comes back as it was.
func FuzzEncode(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"a":[1,-2.50,1e3,1e-130],"b":{"c":null,"d":[true,false]},"e":""}`, `{"n":1e126}`, `{"":1}`, `{"x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		attributes, err := persistence.Unmarshal(data)
		if err != nil {
			return
		}
		encoded, size, err := encode(attributes)
		if err != nil {
			if !errors.Is(err, persistence.ErrInvalidAttributes) {
				t.Fatalf("encode: %v", err)
			}
			return
		}
		if size < containerBytes {
			t.Errorf("size %d", size)
		}
		decoded, err := decode(encoded)
		if err != nil {
			t.Fatalf("decode: %v", err)
		}
		// Marshal makes the text of both valid UTF-8.
		want, err := persistence.Marshal(attributes)
		if err != nil {
			t.Fatal(err)
		}
		got, err := persistence.Marshal(decoded)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("round trip (-want +got):\n%s", d)
		}
	})
}
