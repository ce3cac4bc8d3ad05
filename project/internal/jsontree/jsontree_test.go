package jsontree_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/project/internal/jsontree"
)

func parse(t *testing.T, text string) *jsontree.Value {
	t.Helper()
	v, _, err := jsontree.Parse([]byte(text))
	if err != nil {
		t.Fatalf("Parse(%s): %v", text, err)
	}
	return v
}

// Text comes out as JSON.parse and JSON.stringify of JavaScript leave it.
func TestRoundTrip(t *testing.T) {
	tests := []struct{ in, want string }{
		{`null`, `null`},
		{` [ true , false ] `, `[true,false]`},
		{`{"z":1,"a":{"y":[],"x":{}}}`, `{"z":1,"a":{"y":[],"x":{}}}`},
		{`{"a":1,"b":2,"a":3}`, `{"a":3,"b":2}`},
		{`[1.0,1e3,-0,0.1,1e21,1e-7,123456789012345678]`, `[1,1000,0,0.1,1e+21,1e-7,123456789012345680]`},
		{`"<&> \u2028 \u00e9 \n\t\b\f\r\" \\ \/ \u0001"`, "\"<&> \u2028 é \\n\\t\\b\\f\\r\\\" \\\\ / \\u0001\""},
		{"\ufeff{}", `{}`},
		{`1e999`, `1e999`},
	}
	for _, tt := range tests {
		v := parse(t, tt.in)
		if got := string(v.Raw()); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
		if again := parse(t, string(v.Raw())); !bytes.Equal(again.Raw(), v.Raw()) {
			t.Errorf("%s: reading it again gives %s", tt.in, again.Raw())
		}
	}
}

func TestIndented(t *testing.T) {
	v := parse(t, `{"a":[1,{"b":"<"}],"c":{},"d":[]}`)
	want := "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"<\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}"
	if diff := cmp.Diff(want, string(v.Indented())); diff != "" {
		t.Error(diff)
	}
}

func TestOffsets(t *testing.T) {
	const text = "\ufeff{ \"ä\" : [1, {\"b\":\"x\"}],\n\"c\" :null}"
	v, _, err := jsontree.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	at := func(start, end int) string { return text[start:end] }
	m := v.Members
	got := []string{
		at(v.Offset, v.End),
		at(m[0].Offset, m[0].End), at(m[0].Value.Offset, m[0].Value.End),
		at(m[0].Value.Items[0].Offset, m[0].Value.Items[0].End),
		at(m[0].Value.Items[1].Members[0].Offset, m[0].Value.Items[1].Members[0].End),
		at(m[0].Value.Items[1].Get("b").Offset, m[0].Value.Items[1].Get("b").End),
		at(m[1].Offset, m[1].End), at(m[1].Value.Offset, m[1].Value.End),
	}
	want := []string{text[3:], `"ä"`, `[1, {"b":"x"}]`, `1`, `"b"`, `"x"`, `"c"`, `null`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDuplicates(t *testing.T) {
	_, got, err := jsontree.Parse([]byte(`{"a":1,"b":{"c":1,"c":2},"a":3}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []jsontree.Duplicate{{Name: "c", Offset: 18, End: 21}, {Name: "a", Offset: 25, End: 28}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		text   string
		offset int64
	}{
		{``, 0},
		{`{"a":}`, 6},
		{"\ufeff{\"a\":}", 9},
		{`{"a" 1}`, 6},
		{`[1,]`, 4},
		{`{"a":1`, 6},
		{`{} {}`, 4},
	}
	for _, tt := range tests {
		_, _, err := jsontree.Parse([]byte(tt.text))
		var syntax *json.SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != tt.offset {
			t.Errorf("Parse(%q): got %v, want a syntax error at %d", tt.text, err, tt.offset)
		}
		if checked := jsontree.Check([]byte(tt.text)); checked == nil || checked.Error() != err.Error() {
			t.Errorf("Check(%q): got %v, want %v", tt.text, checked, err)
		}
	}
}

func TestMembers(t *testing.T) {
	v := parse(t, `{"a":{"b":[1]},"n":null}`)
	clone := v.Clone()
	if got := v.Path("a", "b"); string(got.Raw()) != "[1]" {
		t.Errorf("a.b is %s", got.Raw())
	}
	for _, path := range [][]string{{"x"}, {"a", "b", "c"}, {"n", "x"}} {
		if got := v.Path(path...); got != nil || !got.IsNull() || got.Raw() != nil {
			t.Errorf("%q: got %s, want none", path, got.Raw())
		}
	}
	if !v.Get("n").IsNull() || v.Get("a").IsNull() {
		t.Error("IsNull is wrong")
	}
	v.Set("n", jsontree.NewBool(true))
	v.Get("a").Set("s", jsontree.NewStrings([]string{"x", "y"}))
	v.Get("a").Get("b").Items[0] = jsontree.NewString("z")
	v.Set("e", jsontree.NewArray())
	if got, want := string(v.Raw()), `{"a":{"b":["z"],"s":["x","y"]},"n":true,"e":[]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := string(clone.Raw()), `{"a":{"b":[1]},"n":null}`; got != want {
		t.Errorf("the copy has become %s", got)
	}
	var none *jsontree.Value
	if none.Clone() != nil {
		t.Error("the copy of nothing is something")
	}
	if text, err := json.Marshal(map[string]*jsontree.Value{"v": clone, "w": nil}); err != nil || string(text) != `{"v":{"a":{"b":[1]},"n":null},"w":null}` {
		t.Errorf("Marshal: %s, %v", text, err)
	}
}

func TestKinds(t *testing.T) {
	v := parse(t, `[null,true,1,"s",[],{}]`)
	var got []string
	for _, item := range v.Items {
		got = append(got, item.Kind.String())
	}
	want := []string{"null", "a boolean", "a number", "a string", "a list", "an object"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.50,"x\n"],"a":null}`, "\ufeff[]", `{"a":`, `"\ud800"`, "[1e999]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, _, err := jsontree.Parse(text)
		if err != nil {
			return
		}
		out := v.Raw()
		again, duplicates, err := jsontree.Parse(out)
		if err != nil || len(duplicates) > 0 {
			t.Fatalf("%q: wrote %q, which gives %v, %v", text, out, err, duplicates)
		}
		if !bytes.Equal(again.Raw(), out) {
			t.Fatalf("%q: wrote %q, then %q", text, out, again.Raw())
		}
	})
}
