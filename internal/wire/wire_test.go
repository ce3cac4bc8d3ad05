package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// texts are JSON texts and near misses, to be judged alike by this package and
// by encoding/json.
var texts = []string{
	`{}`, `[]`, `null`, `true`, `false`, `0`, `-0`, `""`, ` { } `, "\t[\n]\r",
	`{"a":1}`, `{"a":1,"b":[1,2,{"c":null}]}`, ` { "a" : 1 , "b" : [ 1 , 2 ] } `,
	`[1.5,-1.5e10,1E+2,1e-2,0.1]`, `{"a":{"a":{"a":{}}}}`, `[[[],[]],[]]`,
	`"\"\\\/\b\f\n\r\t\u0041\u00e9"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\ude00\ud83d"`, `"\ud83d\ud83d\ude00"`, `"\ud83dx"`, `"\ud83d\n"`, `"\ud83d\u0041"`,
	`"grüße, 世界"`, "\"\x7f\"", "\"bad \xff\xfe utf-8\"", "\"\xe2\x82\"", "\"\xed\xa0\x80\"", "{\"\xff\":1}",
	`"exactly8"`, `"sevench"`, `"a string of more than eight bytes"`, `"with \" a quote after eight bytes"`,
	``, ` `, `{`, `}`, `[`, `]`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{"a":1 "b":2}`, `{a:1}`, `{"a" 1}`, `{"a",1}`, `{,}`, `{1:2}`, `{"a"x:1}`,
	`[1`, `[1,`, `[1,]`, `[,]`, `[1 2]`, `[1}`, `{"a":1]`, `{} {}`, `1 2`, `nul`, `nulL`, `nullx`, `tru`, `True`, `fals`, `falsy`, `n`, `t`, `f`,
	`-`, `01`, `-01`, `1.`, `.5`, `1e`, `1e+`, `+1`, `1.5.5`, `0x10`, `1_000`, `NaN`, `Infinity`, `1a`, `--1`, `1-`,
	`"`, `"a`, `"\"`, `"\x"`, `"\u12"`, `"\u123"`, `"\u12g4"`, `"\u`, `"\u123`, `'a'`, "\"a\nb\"", "\"\x00\"", "\"\x1f and on\"", `"a" "b"`,
	"\ufeff{}", "{}\x00", "\x00", `/**/{}`, `{"a":1}//`,
}

func decodeAny(data string) (any, error) {
	d := NewDecoder([]byte(data))
	v := d.Any()
	return v, d.End()
}

func standardAny(data string) (any, error) {
	dec := json.NewDecoder(strings.NewReader(data))
	dec.UseNumber()
	var v any
	if !json.Valid([]byte(data)) {
		return nil, errors.New("invalid")
	}
	return v, dec.Decode(&v)
}

func TestSameAsStandard(t *testing.T) {
	for _, text := range texts {
		want, wantErr := standardAny(text)
		got, err := decodeAny(text)
		if (err != nil) != (wantErr != nil) {
			t.Errorf("%q: error %v, encoding/json says %v", text, err, wantErr)
			continue
		}
		if diff := cmp.Diff(want, got); err == nil && diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		d := NewDecoder([]byte(text))
		d.Skip()
		if err := d.End(); (err != nil) != (wantErr != nil) {
			t.Errorf("skipping %q: error %v, encoding/json says %v", text, err, wantErr)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range texts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		want, wantErr := standardAny(string(data))
		got, err := decodeAny(string(data))
		var de *DecodeError
		if errors.As(err, &de) && de.Want == flawDepth.want() {
			return
		}
		if (err != nil) != (wantErr != nil) {
			t.Fatalf("error %v, encoding/json says %v", err, wantErr)
		}
		if err != nil {
			if de.Offset < 0 || de.Offset > 3*len(data) || de.Want == "" || de.Got == "" {
				t.Fatalf("incomplete error %#v", de)
			}
			return
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		e := testEncoder()
		e.Any(got)
		text, err := e.End()
		if err != nil {
			t.Fatalf("encoding again: %v", err)
		}
		again, err := decodeAny(string(text))
		if diff := cmp.Diff(got, again); err != nil || diff != "" {
			t.Fatalf("decoding %s again: %v (-want +got):\n%s", text, err, diff)
		}
		e = testEncoder()
		e.Raw(data)
		compact, err := e.End()
		var b bytes.Buffer
		_ = json.Compact(&b, data)
		if err != nil || !bytes.Equal(compact, b.Bytes()) {
			t.Fatalf("raw %s: %v, want %s", compact, err, b.Bytes())
		}
	})
}

// example is what the generator would make of a small struct.
type example struct {
	name  string
	count int
	size  float64
	on    bool
	value string
	words []string
	extra map[string]json.RawMessage
}

func (x *example) decode(d *Decoder) {
	if !d.Object() {
		return
	}
	for d.Next() {
		switch d.Key() {
		case "type":
			d.Constant("example")
		case "name":
			x.name = d.String()
		case "count":
			x.count = d.Int()
		case "size":
			x.size = d.Float64()
		case "on":
			x.on = d.Bool()
		case "value":
			x.value = d.Scalar(true)
		case "time":
			x.value = d.Scalar(false)
		case "words":
			if d.Array() {
				for d.More() {
					x.words = append(x.words, d.String())
				}
			}
		case "inner":
			if !d.Null() {
				x.decode(d)
			}
		default:
			x.extra = d.Extra(x.extra)
		}
	}
}

func TestMembers(t *testing.T) {
	for text, want := range map[string]example{
		`{"type":"example","name":"n","count":3,"size":1.5,"on":true,"value":"v","words":["a","b"]}`: {
			name: "n", count: 3, size: 1.5, on: true, value: "v", words: []string{"a", "b"},
		},
		` { "name" : "n" , "count" : 3 , "words" : [ "a" , "b" ] } `:                                          {name: "n", count: 3, words: []string{"a", "b"}},
		`{"type":null,"name":null,"count":null,"size":null,"on":null,"value":null,"words":null,"inner":null}`: {},
		`{"count":1.0}`:                   {count: 1},
		`{"count":-2e3}`:                  {count: -2000},
		`{"count":9223372036854775807}`:   {count: math.MaxInt},
		`{"value":1.50}`:                  {value: "1.50"},
		`{"value":true}`:                  {value: "true"},
		`{"time":1700000000000}`:          {value: "1700000000000"},
		`{"name":"a","name":"b"}`:         {name: "b"},
		`{"n\u0061me":"a"}`:               {name: "a"},
		`{"Name":"a","new": {"x": [1]} }`: {extra: map[string]json.RawMessage{"Name": json.RawMessage(`"a"`), "new": json.RawMessage(`{"x": [1]}`)}},
		`{"new":null}`:                    {extra: map[string]json.RawMessage{"new": json.RawMessage(`null`)}},
		`null`:                            {},
	} {
		var got example
		d := NewDecoder([]byte(text))
		got.decode(&d)
		if err := d.End(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(example{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`[]`, `expected an object, found an array`},
		{`"x"`, `expected an object, found a string`},
		{``, `malformed JSON at byte 0: expected an object, found the end of the text`},
		{`{"name":1}`, `name: expected a string, found a number`},
		{`{"name":{}}`, `name: expected a string, found an object`},
		{`{"name":?}`, `name: malformed JSON at byte 8: expected a string, found something else`},
		{`{"count":"1"}`, `count: expected a whole number, found a string`},
		{`{"count":1.5}`, `count: expected a whole number, found a number with a fraction`},
		{`{"count":1e300}`, `count: expected a whole number, found a number out of range`},
		{`{"count":9223372036854775808}`, `count: expected a whole number, found a number out of range`},
		{`{"count":01}`, `count: malformed JSON at byte 10: expected a comma or a closing brace, found a number`},
		{`{"count":-}`, `count: malformed JSON at byte 9: expected a valid number, found something else`},
		{`{"size":1e999}`, `size: expected a number, found a number out of range`},
		{`{"size":true}`, `size: expected a number, found a boolean`},
		{`{"on":0}`, `on: expected a boolean, found a number`},
		{`{"on":tru}`, `on: malformed JSON at byte 6: expected a value, found a boolean`},
		{`{"value":[]}`, `value: expected a string, a number or a boolean, found an array`},
		{`{"time":true}`, `time: expected a string or a number, found a boolean`},
		{`{"words":{}}`, `words: expected an array, found an object`},
		{`{"words":["a",null,3]}`, `words[2]: expected a string, found a number`},
		{`{"words":["a" "b"]}`, `words[0]: malformed JSON at byte 14: expected a comma or a closing bracket, found a string`},
		{`{"words":["a",]}`, `words[1]: malformed JSON at byte 14: expected a string, found something else`},
		{`{"type":"other"}`, `type: expected "example", found another string`},
		{`{"type":1}`, `type: expected a string, found a number`},
		{`{"inner":{"inner":{"words":[1]}}}`, `inner.inner.words[0]: expected a string, found a number`},
		{`{"inner":{"a.b":1,"inner":nope}}`, `inner.inner: malformed JSON at byte 26: expected a value, found null`},
		{`{"a.b":{"c d":[{"e":tru}]}}`, `["a.b"]["c d"][0].e: malformed JSON at byte 20: expected a value, found a boolean`},
		{`{"name":"a" "b"}`, `name: malformed JSON at byte 12: expected a comma or a closing brace, found a string`},
		{`{"name" 1}`, `name: malformed JSON at byte 8: expected a colon, found a number`},
		{`{name:1}`, `malformed JSON at byte 1: expected a member name in quotes, found null`},
		{`{"name":"a",}`, `malformed JSON at byte 12: expected a member name in quotes, found something else`},
		{"{\"name\":\"a\nb\"}", `name: malformed JSON at byte 10: expected a string without control characters, found something else`},
		{`{"name":"a\q"}`, `name: malformed JSON at byte 10: expected a valid escape sequence, found something else`},
		{`{"name":"a`, `name: malformed JSON at byte 10: expected a value, found the end of the text`},
		{`{} x`, `malformed JSON at byte 3: expected the end of the text, found something else`},
		{`{"name":"secret","count":"secret"}`, `count: expected a whole number, found a string`},
	} {
		var x example
		d := NewDecoder([]byte(tc.text))
		x.decode(&d)
		err := d.End()
		if err == nil || err.Error() != tc.want {
			t.Errorf("%s:\n got %v\nwant %s", tc.text, err, tc.want)
		}
		if err := d.End(); err == nil {
			t.Errorf("%s: the error does not stick", tc.text)
		}
	}
}

// After an error, every method returns at once and nothing is read.
func TestErrorSticks(t *testing.T) {
	d := NewDecoder([]byte(`[true`))
	if d.Object() {
		t.Fatal("an array was taken for an object")
	}
	if d.Next() || d.More() || d.Array() || d.Null() || d.Bool() || d.Int() != 0 || d.Float64() != 0 ||
		d.String() != "" || d.Scalar(true) != "" || d.Any() != nil || d.Raw() != nil || d.Extra(nil) != nil {
		t.Error("something was read after an error")
	}
	d.Constant("x")
	d.NotNull()
	d.Reset(0)
	if _, ok := d.Discriminator("type"); ok {
		t.Error("a discriminator was found after an error")
	}
	if got, want := d.End().Error(), "expected an object, found an array"; got != want {
		t.Errorf("error %q, want the first, %q", got, want)
	}
}

func TestDiscriminator(t *testing.T) {
	for _, tc := range []struct {
		text, value string
		ok          bool
		err         string
	}{
		{`{"type":"a","x":1}`, "a", true, ""},
		{` { "x" : {"type":"b"} , "type" : "a" }`, "a", true, ""},
		{`{"typ\u0065":"\u0061"}`, "a", true, ""},
		{`{"x":1}`, "", true, ""},
		{`{"type":1}`, "", true, ""},
		{`{"type":null}`, "", true, ""},
		{`{}`, "", true, ""},
		{`null`, "", false, ""},
		{`"a"`, "", false, "expected an object, found a string"},
		{`{"x":tru,"type":"a"}`, "", false, "x: malformed JSON at byte 5: expected a value, found a boolean"},
	} {
		d := NewDecoder([]byte(tc.text))
		value, ok := d.Discriminator("type")
		if value != tc.value || ok != tc.ok {
			t.Errorf("%s: got %q, %t", tc.text, value, ok)
		}
		if ok {
			d.Skip()
		}
		if err := d.End(); (tc.err == "") != (err == nil) || err != nil && err.Error() != tc.err {
			t.Errorf("%s: error %v, want %q", tc.text, err, tc.err)
		}
	}
}

func TestMarkAndReset(t *testing.T) {
	d := NewDecoder([]byte(`{"name":"x"}`))
	mark := d.Mark()
	if got := string(d.Raw()); got != `{"name":"x"}` {
		t.Fatalf("raw %s", got)
	}
	d.Reset(mark)
	var x example
	x.decode(&d)
	if err := d.End(); err != nil || x.name != "x" {
		t.Errorf("%q, %v", x.name, err)
	}
}

func TestNotNull(t *testing.T) {
	d := NewDecoder([]byte(` null`))
	d.NotNull()
	if err := d.End(); err == nil || err.Error() != "expected an object, found null" {
		t.Errorf("error %v", err)
	}
}

func nested(open, inner, end string, n int) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
}

func TestDepth(t *testing.T) {
	read := map[string]func(d *Decoder){
		"any":    func(d *Decoder) { d.Any() },
		"skip":   func(d *Decoder) { d.Skip() },
		"raw":    func(d *Decoder) { d.Raw() },
		"decode": func(d *Decoder) { new(example).decode(d) },
	}
	for name, read := range read {
		for _, text := range []func(n int) string{
			func(n int) string { return nested(`{"inner":`, `null`, `}`, n) },
			func(n int) string { return `{"x":` + nested(`[`, ``, `]`, n-1) + `}` },
		} {
			d := NewDecoder([]byte(text(MaxDepth)))
			read(&d)
			if err := d.End(); err != nil {
				t.Errorf("%s: %d levels: %v", name, MaxDepth, err)
			}
			for _, n := range []int{MaxDepth + 1, 1_000_000} {
				d = NewDecoder([]byte(text(n)))
				read(&d)
				if err := d.End(); err == nil || !strings.Contains(err.Error(), "at most 512 levels of nesting") {
					t.Errorf("%s: %d levels: error %.200v", name, n, err)
				}
			}
		}
	}
	// What the decoder takes, the encoder can write.
	deep := nested(`[`, ``, `]`, MaxDepth)
	v, err := decodeAny(deep)
	if err != nil {
		t.Fatal(err)
	}
	e := testEncoder()
	e.Any(v)
	if text, err := e.End(); err != nil || string(text) != deep {
		t.Errorf("encoding %d levels: %v", MaxDepth, err)
	}
	for name, v := range map[string]any{"values": []any{v}, "raw JSON": []any{json.RawMessage(deep)}} {
		e = testEncoder()
		e.Any(v)
		if _, err := e.End(); err == nil || !strings.Contains(err.Error(), "512 levels") {
			t.Errorf("encoding %d levels of %s: error %.200v", MaxDepth+1, name, err)
		}
	}
}

func TestPathIsLimited(t *testing.T) {
	long := strings.Repeat("x", 1000)
	_, err := decodeAny(`{"` + long + `":!}`)
	if err == nil || len(err.Error()) > 300 || !strings.HasPrefix(err.Error(), strings.Repeat("x", maxName)+"...:") {
		t.Errorf("long name: %v", err)
	}
	_, err = decodeAny(nested(`{"some_name":`, `!`, `}`, 200))
	if err == nil || len(err.Error()) > 500 || !strings.Contains(err.Error(), "…") {
		t.Errorf("many levels: %v", err)
	}
	_, err = decodeAny(`{"a\nb\u0000":{"\ud83d":!}}`)
	if err == nil || strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == utf8.RuneError }) {
		t.Errorf("unprintable name: %q", err)
	}
}

// testEncoder knows *example.
func testEncoder() Encoder {
	return NewEncoder(nil, func(e *Encoder, v any) bool {
		x, ok := v.(*example)
		if ok {
			x.encode(e)
		}
		return ok
	})
}

func (x *example) encode(e *Encoder) {
	if !e.Begin() {
		return
	}
	e.Literal(`"type":"example"`)
	e.StringMember(`"name":`, x.name)
	e.IntMember(`"count":`, x.count)
	e.BoolMember(`"on":`, x.on)
	e.ScalarMember(`"value":`, x.value, true)
	e.OptionalStringMember(`"s":`, x.name)
	e.OptionalIntMember(`"i":`, x.count)
	e.OptionalBoolMember(`"b":`, x.on)
	e.OptionalScalarMember(`"v":`, x.value, false)
	e.Member(`"size":`)
	e.Float64(x.size)
	e.Member(`"words":`)
	if e.BeginArray() {
		for _, word := range x.words {
			e.Element()
			e.String(word)
		}
		e.FinishArray()
	}
	e.Extra(x.extra, "type", "name")
	e.Finish()
}

func TestEncode(t *testing.T) {
	for _, tc := range []struct {
		v    any
		want string
	}{
		{&example{}, `{"type":"example","name":"","count":0,"on":false,"value":"","size":0,"words":[]}`},
		{
			&example{
				name: "n", count: -3, size: 1.5, on: true, value: "2.50", words: []string{"<a>", "&", "\u2028"},
				extra: map[string]json.RawMessage{"z": json.RawMessage(" [ 1 , \" \\\" \" ]\n"), "a": json.RawMessage(`null`), "name": json.RawMessage(`1`), "nil": nil},
			},
			`{"type":"example","name":"n","count":-3,"on":true,"value":2.50,"s":"n","i":-3,"b":true,"v":2.50,"size":1.5,` +
				`"words":["<a>","&","` + "\u2028" + `"],"a":null,"nil":null,"z":[1," \" "]}`,
		},
		{&example{value: "true"}, `{"type":"example","name":"","count":0,"on":false,"value":true,"v":"true","size":0,"words":[]}`},
		{&example{value: "01"}, `{"type":"example","name":"","count":0,"on":false,"value":"01","v":"01","size":0,"words":[]}`},
		{map[string]any{"b": []any{1, "x", true, nil}, "a": map[string]any(nil), "c": []any(nil)}, `{"a":null,"b":[1,"x",true,null],"c":null}`},
		{map[string]any{"x": []any{map[string]string{"<": ">"}}}, `{"x":[{"<":">"}]}`},
		{map[string]any{"\n": 1.0}, `{"\n":1}`},
		{json.Number("1.50"), `1.50`},
		{json.Number(""), `0`},
		{json.RawMessage(nil), `null`},
		{struct{ A int }{1}, `{"A":1}`},
		{[]string{"<"}, `["<"]`},
		{(*int)(nil), `null`},
		{"\x00\x1f\"\\/\b\f\n\r\t é 世", `"\u0000\u001f\"\\/\u0008\u000c\n\r\t é 世"`},
		{"bad \xff\xc3 utf-8 \xed\xa0\x80", "\"bad \ufffd\ufffd utf-8 \ufffd\ufffd\ufffd\""},
	} {
		e := testEncoder()
		e.Any(tc.v)
		got, err := e.End()
		if err != nil || string(got) != tc.want {
			t.Errorf("%#v:\n got %s, %v\nwant %s", tc.v, got, err, tc.want)
		}
		if !json.Valid(got) {
			t.Errorf("%#v: %s is not JSON", tc.v, got)
		}
	}
}

func TestFloats(t *testing.T) {
	for _, x := range []float64{
		0, math.Copysign(0, -1), 1, -1.5, 0.1, 1e-6, 9.99e-7, 1e20, 1e21, 123456789.125, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Pi,
	} {
		e := testEncoder()
		e.Float64(x)
		text, err := e.End()
		var back float64
		if err2 := json.Unmarshal(text, &back); err != nil || err2 != nil || back != x {
			t.Errorf("%g became %s, %v, %v", x, text, err, err2)
		}
		d := NewDecoder(text)
		if back := d.Float64(); back != x || d.End() != nil {
			t.Errorf("%s was read as %g", text, back)
		}
	}
}

type failing struct{}

func (failing) MarshalJSON() ([]byte, error) { return nil, errors.New("will not") }

func TestEncodeErrors(t *testing.T) {
	circle := map[string]any{}
	circle["a"] = []any{circle}
	for _, tc := range []struct {
		v    any
		want string
	}{
		{math.NaN(), "not a JSON number"},
		{[]any{1, math.Inf(1)}, "[1]: not a JSON number"},
		{map[string]any{"a": map[string]any{"b": json.Number("1x")}}, "a.b: not a JSON number"},
		{map[string]any{"a": json.RawMessage(`{"b":}`)}, "a: malformed raw JSON at byte 5: expected a value"},
		{map[string]any{"a": json.RawMessage(`{"b":1`)}, "a: malformed raw JSON at byte 6: expected a value"},
		{map[string]any{"a": json.RawMessage(`1 2`)}, "a: malformed raw JSON at byte 1: expected the end of the text"},
		{map[string]any{"a": json.RawMessage{}}, "a: malformed raw JSON at byte 0: expected a value"},
		{[]any{failing{}}, "[0]: json: error calling MarshalJSON for type wire.failing: will not"},
		{func() {}, "json: unsupported type: func()"},
	} {
		e := NewEncoder([]byte("before"), func(*Encoder, any) bool { return false })
		e.Any(tc.v)
		e.Any("more")
		text, err := e.End()
		var ee *EncodeError
		if !errors.As(err, &ee) || err.Error() != tc.want {
			t.Errorf("%v: error %v, want %s", reflect.TypeOf(tc.v), err, tc.want)
		}
		if string(text) != "before" {
			t.Errorf("%v: the text became %q", reflect.TypeOf(tc.v), text)
		}
	}
	e := testEncoder()
	e.Any(circle)
	if _, err := e.End(); !errors.Is(err, errDepth) {
		t.Errorf("circle: error %.100v", err)
	}
	for _, raw := range []string{``, ` `, `1`, `[]`, `"{"`} {
		e := testEncoder()
		e.RawObject(json.RawMessage(raw))
		if _, err := e.End(); !errors.Is(err, errObject) {
			t.Errorf("object %q: error %v", raw, err)
		}
	}
	e = testEncoder()
	e.RawObject(json.RawMessage(" {} "))
	if text, err := e.End(); err != nil || string(text) != "{}" {
		t.Errorf("object: %s, %v", text, err)
	}
}

func TestAppends(t *testing.T) {
	e := NewEncoder([]byte(`prefix `), nil)
	e.Bool(true)
	if text, err := e.End(); err != nil || string(text) != `prefix true` {
		t.Errorf("%s, %v", text, err)
	}
}

// Decoded values must not change with the buffer that they came from.
func TestDoesNotAlias(t *testing.T) {
	data := []byte(`{"name":"before","new":["before"]}`)
	var x example
	d := NewDecoder(data)
	x.decode(&d)
	copy(data, bytes.Repeat([]byte("#"), len(data)))
	if got := fmt.Sprintf("%s %s", x.name, x.extra["new"]); got != `before ["before"]` {
		t.Errorf("values changed to %s", got)
	}
	copy(x.extra["new"], "########")
	if x.name != "before" {
		t.Errorf("a string changed to %s", x.name)
	}
}

func TestIntRange(t *testing.T) {
	for _, text := range []string{"9007199254740993.0", "1e16", "-1e17"} {
		d := NewDecoder([]byte(text))
		if n := d.Int(); n != 0 || d.End() == nil {
			t.Errorf("%s: got %d without an error", text, n)
		}
	}
}
