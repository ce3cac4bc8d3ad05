package shape_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/project/internal/jsontree"
	. "github.com/litexa-go/litexa/project/internal/shape"
)

var house = Object(
	Field{Name: "name", Shape: String.Matching("^[a-z]*$", 2), Doc: "Its name."},
	Field{Name: "rooms", Shape: List(Object(Field{Name: "area", Shape: Number, Doc: "In square metres."})), Doc: "Its rooms."},
	Field{Name: "colour", Shape: Enum("red", "green"), Doc: "Its colour."},
	Field{Name: "color", Shape: String, Doc: "Its colour.", Instead: "colour"},
	Field{Name: "owners", Shape: Either(String, List(String)), Doc: "Who owns it."},
	Field{Name: "keys", Shape: Map(Object(Field{Name: "door", Shape: String, Doc: "What it opens."})).Matching("^k", 0), Doc: "Keys by name."},
	Field{Name: "sold", Shape: Bool, Doc: "Whether it is."},
	Field{Name: "notes", Shape: Free, Doc: "Anything."},
	Field{Name: "more", Shape: Any, Doc: "Really anything."},
)

func TestCheck(t *testing.T) {
	tests := []struct{ in, known, diags string }{
		{`{}`, `{}`, ``},
		{`null`, ``, ``},
		{`[]`, ``, `f:1:1: error: the config must be an object, not a list`},
		{`{"name": "x", "sold": null, "rooms": [{"area": 1}, null, {}], "more": [1], "notes": {"n": [null]}}`,
			`{"name":"x","rooms":[{"area":1},{}],"more":[1],"notes":{"n":[null]}}`, ``},
		{`{"owners": "me"}`, `{"owners":"me"}`, ``},
		{`{"owners": ["me", "you"]}`, `{"owners":["me","you"]}`, ``},
		{`{"owners": 1, "sold": "no"}`, `{}`, `f:1:12: error: owners must be a string or a list of strings, not a number
f:1:23: error: sold must be a boolean, not a string`},
		{`{"rooms": [{"area": "1", "aera": 2}]}`, `{"rooms":[{}]}`, `f:1:21: error: rooms[0].area must be a number, not a string
f:1:26: warning: unknown key "aera" in rooms[0] // did you mean "area"?`},
		{`{"rooms": 1}`, `{}`, `f:1:11: error: rooms must be a list of objects, not a number`},
		{`{"colour": "gren"}`, `{}`, `f:1:12: error: colour must be one of red, green, not "gren" (did you mean "green"?)`},
		{`{"color": "blue"}`, `{"color":"blue"}`, ``},
		{`{"colur": 1}`, `{}`, `f:1:2: warning: unknown key "colur" // did you mean "colour"?`},
		{`{"door": 1, "keys": {"my key": {"colour": 1, "x": 1}}}`, `{"keys":{"my key":{}}}`, `f:1:2: warning: unknown key "door" // "door" belongs in keys.<target>
f:1:33: warning: unknown key "colour" in keys["my key"] // "colour" belongs in the config
f:1:46: warning: unknown key "x" in keys["my key"]`},
	}
	for _, tt := range tests {
		v, _, err := jsontree.Parse([]byte(tt.in))
		if err != nil {
			t.Fatal(err)
		}
		known, diags := house.Check(v, jsontree.Source{File: "f", Text: tt.in})
		if diff := cmp.Diff(tt.known, string(known.Raw())); diff != "" {
			t.Errorf("%s: known (-want +got):\n%s", tt.in, diff)
		}
		var lines []string
		for _, d := range diags {
			line := d.Error()
			if d.Hint != "" {
				line += " // " + d.Hint
			}
			lines = append(lines, line)
		}
		if diff := cmp.Diff(tt.diags, strings.Join(lines, "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestFunctions(t *testing.T) {
	src := jsontree.Source{File: "f.js", Functions: [][]string{{"name"}, {"more", "f"}, {"notes", "f"}, {"rooms", "1", "area"}, {"owners", "0"}, {"what", "ever"}}}
	_, diags := house.Check(jsontree.NewObject(), src)
	var got []string
	for _, d := range diags {
		got = append(got, d.Error())
	}
	want := []string{
		"f.js: error: name must be a string, not a function",
		"f.js: warning: notes.f is a function, and is dropped",
		"f.js: error: rooms[1].area must be a number, not a function",
		"f.js: error: owners[0] must be a string, not a function",
		"f.js: warning: what.ever is a function, and is dropped",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Input that is wrong throughout does not take for ever.
func TestManyFindings(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"rooms": [`)
	for range 5_000 {
		text.WriteString(`{"area": "x", "aera": 1},`)
	}
	text.WriteString(`{}]}`)
	v, _, err := jsontree.Parse([]byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	_, diags := house.Check(v, jsontree.Source{File: "f", Text: text.String()})
	if len(diags) != 2*jsontree.MostFindings || !diags.HasErrors() {
		t.Errorf("got %d diagnostics", len(diags))
	}
}

func TestExtra(t *testing.T) {
	v, _, err := jsontree.Parse([]byte(`{"name": "x", "b": {"c": 1}, "a": null}`))
	if err != nil {
		t.Fatal(err)
	}
	got := house.Extra(v)
	if diff := cmp.Diff(map[string]json.RawMessage{"a": json.RawMessage("null"), "b": json.RawMessage(`{"c":1}`)}, got); diff != "" {
		t.Error(diff)
	}
	if got := house.Extra(nil); got != nil {
		t.Errorf("nothing has %v", got)
	}
}

func TestFields(t *testing.T) {
	var names []string
	for f := range house.Fields() {
		if names = append(names, f.Name); f.Name == "colour" {
			break
		}
	}
	if !slices.Equal(names, []string{"name", "rooms", "colour"}) {
		t.Errorf("got %q", names)
	}
}

func TestSchema(t *testing.T) {
	got, err := json.Marshal(Object(
		Field{Name: "name", Shape: String.Matching("^[a-z]*$", 2), Doc: "A."},
		Field{Name: "list", Shape: List(Enum("x", "y")), Doc: "B."},
		Field{Name: "old", Shape: Either(String, Map(Bool).Matching("^k", 0)), Doc: "C.", Instead: "new"},
		Field{Name: "kind", Shape: Enum("x"), Doc: "D."},
		Field{Name: "free", Shape: Free, Doc: "E."},
		Field{Name: "any", Shape: Any, Doc: "F."},
	).Schema())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"additionalProperties":false,"properties":{` +
		`"any":{"description":"F."},` +
		`"free":{"description":"E.","type":["object","null"]},` +
		`"kind":{"description":"D.","enum":["x",null]},` +
		`"list":{"description":"B.","items":{"enum":["x","y"]},"type":["array","null"]},` +
		`"name":{"description":"A.","minLength":2,"pattern":"^[a-z]*$","type":["string","null"]},` +
		`"old":{"anyOf":[{"type":["string","null"]},{"additionalProperties":{"type":["boolean","null"]},"propertyNames":{"pattern":"^k"},"type":["object","null"]}],"deprecated":true,"description":"C. Use new instead."}` +
		`},"type":"object"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}
