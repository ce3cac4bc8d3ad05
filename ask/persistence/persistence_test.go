package persistence_test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
)

func TestMarshal(t *testing.T) {
	for _, test := range []struct {
		name       string
		attributes persistence.Attributes
		want       string
	}{
		{"nil", nil, `{}`},
		{"empty", persistence.Attributes{}, `{}`},
		{"sorted", persistence.Attributes{"b": 1, "a": 2}, `{"a":2,"b":1}`},
		{"not escaped for HTML", persistence.Attributes{"x": "<a> & b"}, `{"x":"<a> & b"}`},
		{"numbers", persistence.Attributes{"n": []any{uint64(math.MaxUint64), int8(-1), 0.5, json.Number("1.50")}}, `{"n":[18446744073709551615,-1,0.5,1.50]}`},
		{"time", persistence.Attributes{"t": time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)}, `{"t":"2024-02-29T12:00:00Z"}`},
		{"attributes within", persistence.Attributes{"x": persistence.Attributes{"y": nil}}, `{"x":{"y":null}}`},
		{"list of attributes", persistence.Attributes{"x": []any{persistence.Attributes{"b": 1, "a": 2}}}, `{"x":[{"a":2,"b":1}]}`},
		{"nil attributes within", persistence.Attributes{"x": []any{persistence.Attributes(nil), []any(nil), map[string]any(nil), (*int)(nil)}}, `{"x":[null,null,null,null]}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := persistence.Marshal(test.attributes)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestMarshalFailures(t *testing.T) {
	const secret = "SECRETMARK"
	cycle := make(map[string]any)
	cycle["again"] = cycle
	var deep any
	for range 20_000 {
		deep = []any{deep}
	}
	for name, value := range map[string]any{
		"NaN":         math.NaN(),
		"infinity":    math.Inf(-1),
		"float32 NaN": float32(math.NaN()),
		"channel":     make(chan string),
		"function":    func() {},
		"complex":     1i,
		"key type":    map[float64]string{1: secret},
		"number":      json.Number("12" + secret),
		"cycle":       cycle,
		"depth":       deep,
		"raw message": json.RawMessage(`{` + secret),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := persistence.Marshal(persistence.Attributes{secret: []any{value}, "text": secret})
			if !errors.Is(err, persistence.ErrInvalidAttributes) {
				t.Fatalf("error %v does not match ErrInvalidAttributes", err)
			}
			if text := err.Error(); strings.Contains(text, "%!") || strings.HasSuffix(text, ": ") || len(text) > 500 {
				t.Errorf("error text is malformed: %.600s", text)
			} else if strings.Contains(text, secret) {
				t.Errorf("error discloses attributes: %s", text)
			}
		})
	}
}

func TestUnmarshal(t *testing.T) {
	for _, test := range []struct {
		data string
		want persistence.Attributes
	}{
		{``, persistence.Attributes{}},
		{`{}`, persistence.Attributes{}},
		{" {\n} \t", persistence.Attributes{}},
		{`{"a":{"b":[1,"x",null,true]}}`, persistence.Attributes{"a": map[string]any{"b": []any{json.Number("1"), "x", nil, true}}}},
		{`{"n":12345678901234567890.00}`, persistence.Attributes{"n": json.Number("12345678901234567890.00")}},
		{`{"n":-0,"m":1E+2}`, persistence.Attributes{"n": json.Number("-0"), "m": json.Number("1E+2")}},
		{`{"x":"\ud83d\ude00\u0000\/"}`, persistence.Attributes{"x": "😀\x00/"}},
		{`{"x":1,"x":2}`, persistence.Attributes{"x": json.Number("2")}},
		{"{\"x\":\"\xff\"}", persistence.Attributes{"x": "\ufffd"}},
	} {
		t.Run(test.data, func(t *testing.T) {
			got, err := persistence.Unmarshal([]byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("attributes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnmarshalFailures(t *testing.T) {
	const secret = "SECRETMARK"
	for _, test := range []struct{ data, want string }{
		{`null`, "another kind of JSON value"},
		{`[1]`, "another kind of JSON value"},
		{`"` + secret + `"`, "another kind of JSON value"},
		{`true`, "another kind of JSON value"},
		{`7`, "another kind of JSON value"},
		{` `, "byte 1"},
		{secret, "byte 0"},
		{`{"a":` + secret, "byte 5"},
		{`{"a":"` + secret, "byte"},
		{`{"a":1}{"b":"` + secret + `"}`, "byte 7"},
		{`{"a":1,}`, "byte 7"},
		{`{'` + secret + `':1}`, "byte 1"},
		{`{"a":01}`, "byte"},
		{`{"a":1.}`, "byte"},
		{`{"a":NaN}`, "byte 5"},
		{"{\"" + secret + "\n\":1}", "byte"},
		{"\xef\xbb\xbf{}", "byte 0"},
		{"\x00", "byte 0"},
		{strings.Repeat(`{"a":`, 20_000) + `1` + strings.Repeat(`}`, 20_000), "byte"},
		{strings.Repeat(`[`, 1_000_000), "byte"},
	} {
		t.Run(fmt.Sprintf("%.20s", test.data), func(t *testing.T) {
			got, err := persistence.Unmarshal([]byte(test.data))
			if !errors.Is(err, persistence.ErrCorrupt) {
				t.Fatalf("error %v does not match ErrCorrupt", err)
			}
			if got != nil {
				t.Errorf("got %v besides the error", got)
			}
			if text := err.Error(); !strings.Contains(text, test.want) || strings.Contains(text, secret) || len(text) > 300 {
				t.Errorf("error %q does not contain %q, discloses the data, or is endless", text, test.want)
			}
		})
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, data := range []string{``, `{}`, `{"a":[1,2.5e3,"x\u00e9\ud800",null,true,{}]}`, `[`, `{"a":1}x`, `null`} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		attributes, err := persistence.Unmarshal(data)
		if err != nil {
			if !errors.Is(err, persistence.ErrCorrupt) || attributes != nil {
				t.Fatalf("got %v and error %v", attributes, err)
			}
			return
		}
		text, err := persistence.Marshal(attributes)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := persistence.Unmarshal(text)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if diff := cmp.Diff(attributes, again); diff != "" {
			t.Errorf("attributes changed on the way (-first +second):\n%s", diff)
		}
	})
}

func TestClone(t *testing.T) {
	value := func() persistence.Attributes {
		return persistence.Attributes{
			"map":        map[string]any{"list": []any{map[string]any{"x": 1}}},
			"attributes": persistence.Attributes{"y": []any{1}},
			"text":       "z",
		}
	}
	original := value()
	clone := original.Clone()
	if diff := cmp.Diff(value(), clone); diff != "" {
		t.Fatalf("the clone differs (-want +got):\n%s", diff)
	}
	clone["map"].(map[string]any)["list"].([]any)[0].(map[string]any)["x"] = 2
	clone["attributes"].(persistence.Attributes)["y"].([]any)[0] = 2
	clone["text"] = "changed"
	if diff := cmp.Diff(value(), original); diff != "" {
		t.Errorf("a change of the clone changed the original (-want +got):\n%s", diff)
	}
	if clone := persistence.Attributes(nil).Clone(); clone == nil || len(clone) != 0 {
		t.Errorf("the clone of nil is %#v", clone)
	}
}

type order struct {
	Drink string    `json:"drink"`
	Count int       `json:"count"`
	At    time.Time `json:"at"`
}

func TestStructs(t *testing.T) {
	want := order{"mocha", 1<<53 + 1, time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)}
	attributes, err := persistence.AttributesOf(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(persistence.Attributes{"drink": "mocha", "count": json.Number("9007199254740993"), "at": "2024-02-29T12:00:00Z"}, attributes); diff != "" {
		t.Errorf("AttributesOf (-want +got):\n%s", diff)
	}
	var got order
	if err := attributes.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Decode (-want +got):\n%s", diff)
	}

	if _, err := persistence.AttributesOf(make(chan int)); !errors.Is(err, persistence.ErrInvalidAttributes) {
		t.Errorf("AttributesOf a channel: %v", err)
	}
	for _, v := range []any{[]int{1}, "text", nil} {
		if _, err := persistence.AttributesOf(v); err == nil {
			t.Errorf("AttributesOf %#v succeeded", v)
		}
	}
	if err := (persistence.Attributes{"drink": 5}).Decode(&got); err == nil {
		t.Error("Decode of a number into a string succeeded")
	}
	if err := (persistence.Attributes{"drink": math.NaN()}).Decode(&got); !errors.Is(err, persistence.ErrInvalidAttributes) {
		t.Errorf("Decode of NaN: %v", err)
	}
}

func TestValue(t *testing.T) {
	attributes, err := persistence.Unmarshal([]byte(`{"text":"x","int":9007199254740993,"float":0.5,"null":null,"list":["a","b"],"map":{"drink":"tea","count":2},"true":true}`))
	if err != nil {
		t.Fatal(err)
	}
	attributes["go int"] = 7
	attributes["channel"] = make(chan int)
	check(t, attributes, "text", "x", true)
	check(t, attributes, "int", 1<<53+1, true)
	check(t, attributes, "int", uint8(0), false) // out of range
	check(t, attributes, "int", json.Number("9007199254740993"), true)
	check(t, attributes, "float", 0.5, true)
	check(t, attributes, "float", 0, false)
	check(t, attributes, "text", 0, false)
	check(t, attributes, "null", "", false)
	check(t, attributes, "missing", "", false)
	check(t, attributes, "list", []string{"a", "b"}, true)
	check(t, attributes, "list", []any{"a", "b"}, true)
	check(t, attributes, "map", order{Drink: "tea", Count: 2}, true)
	check(t, attributes, "true", true, true)
	check(t, attributes, "go int", 7, true)
	check(t, attributes, "go int", int64(7), true)
	check(t, attributes, "channel", 0, false)
	check(t, nil, "x", "", false)
}

func check[T any](t *testing.T, attributes persistence.Attributes, name string, want T, wantOK bool) {
	t.Helper()
	got, ok := persistence.Value[T](attributes, name)
	if ok != wantOK || !cmp.Equal(want, got) {
		t.Errorf("Value[%T](%q) = %v, %t; want %v, %t", want, name, got, ok, want, wantOK)
	}
}

func TestError(t *testing.T) {
	for _, test := range []struct {
		err  persistence.Error
		want string
	}{
		{
			persistence.Error{Op: persistence.OpRead, Store: `S3 bucket "cafe"`, Key: "visitor", Err: fs.ErrPermission},
			`could not read item (key 5f14f9e6d80f) from S3 bucket "cafe": permission denied`,
		},
		{
			persistence.Error{Op: persistence.OpSave, Store: "memory", Key: "visitor", Err: persistence.ErrConflict},
			`could not save item (key 5f14f9e6d80f) to memory: another write changed the item since it was read`,
		},
		{
			persistence.Error{Op: persistence.OpDelete, Store: "memory", Key: "", Err: persistence.ErrInvalidKey},
			`could not delete item (key e3b0c44298fc) from memory: invalid key`,
		},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
		if !errors.Is(&test.err, test.err.Err) {
			t.Errorf("%v does not match its cause", &test.err)
		}
	}
}

func TestKeyDigest(t *testing.T) {
	if got, want := persistence.KeyDigest("visitor"), fmt.Sprintf("%x", sha256.Sum256([]byte("visitor")))[:12]; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestCheckKey(t *testing.T) {
	for _, key := range []string{"a", "amzn1.ask.account.A", " ", "a/b", "\x00", "日本", strings.Repeat("k", persistence.MaxKeyBytes)} {
		if err := persistence.CheckKey(key); err != nil {
			t.Errorf("CheckKey(%.20q): %v", key, err)
		}
	}
	for _, test := range []struct{ key, want string }{
		{"", "invalid key: it is empty"},
		{strings.Repeat("k", persistence.MaxKeyBytes+1), "invalid key: it is 2049 bytes long, 2048 is the limit"},
		{"k\xff", "invalid key: it is not UTF-8 text"},
	} {
		err := persistence.CheckKey(test.key)
		if !errors.Is(err, persistence.ErrInvalidKey) || err.Error() != test.want {
			t.Errorf("CheckKey(%.20q): %v, want %s", test.key, err, test.want)
		}
	}
}

func TestKeyFuncs(t *testing.T) {
	full := &alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{
		Application: alexa.Application{ApplicationID: "the application"},
		User:        alexa.User{UserID: "the user"},
		Device:      &alexa.Device{DeviceID: "the device"},
		Person:      &alexa.Person{PersonID: "the person"},
	}}}
	stranger := &alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{User: alexa.User{UserID: "the user"}, Person: &alexa.Person{}}}}
	empty := new(alexa.RequestEnvelope)
	failing := errors.New("the key server is down")
	fail := func(*alexa.RequestEnvelope) (string, error) { return "", failing }

	for _, test := range []struct {
		name     string
		f        persistence.KeyFunc
		envelope *alexa.RequestEnvelope
		want     string
		wantErr  error
		wantText string
	}{
		{"UserID", persistence.UserID, full, "the user", nil, ""},
		{"UserID, none", persistence.UserID, empty, "", persistence.ErrNoKey, "user"},
		{"DeviceID", persistence.DeviceID, full, "the device", nil, ""},
		{"DeviceID, none", persistence.DeviceID, empty, "", persistence.ErrNoKey, "device"},
		{"ApplicationID", persistence.ApplicationID, full, "the application", nil, ""},
		{"ApplicationID, none", persistence.ApplicationID, empty, "", persistence.ErrNoKey, "application"},
		{"PersonID", persistence.PersonID, full, "the person", nil, ""},
		{"PersonID, stranger", persistence.PersonID, stranger, "the user", nil, ""},
		{"PersonID, none", persistence.PersonID, empty, "", persistence.ErrNoKey, "user"},
		{"RecognizedPersonID", persistence.RecognizedPersonID, full, "the person", nil, ""},
		{"RecognizedPersonID, stranger", persistence.RecognizedPersonID, stranger, "", persistence.ErrNoKey, "person"},
		{"FirstOf", persistence.FirstOf(persistence.DeviceID, persistence.UserID), full, "the device", nil, ""},
		{"FirstOf, second", persistence.FirstOf(persistence.DeviceID, persistence.UserID), stranger, "the user", nil, ""},
		{"FirstOf, neither", persistence.FirstOf(persistence.UserID, persistence.DeviceID), empty, "", persistence.ErrNoKey, "device"},
		{"FirstOf, failing", persistence.FirstOf(fail, persistence.UserID), full, "", failing, ""},
		{"FirstOf, nothing", persistence.FirstOf(), full, "", persistence.ErrNoKey, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.f(test.envelope)
			if got != test.want || !errors.Is(err, test.wantErr) {
				t.Fatalf("got %q, %v; want %q, %v", got, err, test.want, test.wantErr)
			}
			if err != nil && !strings.Contains(err.Error(), test.wantText) {
				t.Errorf("error %q does not name the missing %s", err, test.wantText)
			}
		})
	}
}

func ExampleValue() {
	attributes, err := persistence.Unmarshal([]byte(`{"visits": 3, "drinks": ["tea", "mocha"]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	visits, _ := persistence.Value[int](attributes, "visits")
	drinks, _ := persistence.Value[[]string](attributes, "drinks")
	_, known := persistence.Value[string](attributes, "name")
	fmt.Println(visits, drinks, known)
	// Output: 3 [tea mocha] false
}

func ExampleFirstOf() {
	key := persistence.FirstOf(persistence.RecognizedPersonID, persistence.DeviceID)
	id, err := key(&alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{Device: &alexa.Device{DeviceID: "kitchen"}}}})
	fmt.Println(id, err)
	// Output: kitchen <nil>
}
