package program

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// typeSlots gives the slots of a language's intents their types, which it makes
// where they are custom ones.
func (b *builder) typeSlots(ctx context.Context, l *Language) {
	t := typer{builder: b, language: l, built: make(map[string]string)}
	for i := range b.program.firstIntents(l.Name) {
		for _, s := range i.Slots {
			t.define(ctx, i, s)
		}
	}
	// A type may be used before the slot that makes it.
	for i := range b.program.firstIntents(l.Name) {
		for _, s := range i.Slots {
			t.use(i, s)
		}
	}
}

// firstIntents calls yield for the intents that a language uses and that refer
// to no other, in the order of the states.
func (p *Program) firstIntents(language string) iter.Seq[*Intent] {
	return func(yield func(*Intent) bool) {
		for _, s := range p.States {
			v := s.In(language)
			if v == nil {
				continue
			}
			for _, i := range v.Intents {
				if i.Name != "" && i.Reference == nil && !yield(i) {
					return
				}
			}
		}
	}
}

// typer types the slots of one language.
type typer struct {
	*builder
	language *Language
	// built has the names of types by builder; "" for those that failed.
	built map[string]string
}

// define makes the type of a slot that has a list of values or a builder.
func (t *typer) define(ctx context.Context, i *Intent, s *Slot) {
	switch {
	case s.With == nil && t.hasBroken(i):
		// The type may be in what could not be read.
	case s.With == nil:
		t.report(s.File, diag.Diagnostic{
			Code: "untyped-slot", Span: s.First.Span(),
			Message: fmt.Sprintf("the slot %s of the intent %s has no type", s.Name, i.Name),
			Hint:    fmt.Sprintf("add \"with $%s = AMAZON.NUMBER\", or another type, below the \"when\"", s.Name),
		})
	case s.With.Builder != nil:
		t.build(ctx, i, s)
	case s.With.Type == nil:
		t.list(i, s)
	}
}

// hasBroken reports whether a handler of the intent has a syntax error.
func (t *typer) hasBroken(i *Intent) bool {
	return slices.ContainsFunc(i.Handlers, func(h *syntax.Handler) bool {
		return t.isBroken(i.State.File, h.Span().Start.Line, h.Span().End.Line)
	})
}

// use gives a slot the type that its "with" line names.
func (t *typer) use(i *Intent, s *Slot) {
	if s.With == nil || s.With.Type == nil {
		return
	}
	name := s.With.Type.Name
	if !strings.HasPrefix(name, builtInPrefix) && t.language.custom[name] == nil {
		t.report(s.WithFile, diag.Diagnostic{
			Code: "undefined-slot-type", Span: s.With.Span(),
			Message: fmt.Sprintf("the slot type %s is not defined anywhere%s", name,
				t.question(name, len(t.language.custom), maps.Keys(t.language.custom))),
			Hint: "name one of Alexa's types, such as AMAZON.NUMBER, or a type that another \"with\" line makes",
		})
		return
	}
	t.language.typeOf[s] = name
}

// add adds a custom slot type.
func (t *typer) add(i *Intent, s *Slot, name string, text json.RawMessage) {
	if first := t.language.custom[name]; first != nil {
		t.report(s.WithFile, diag.Diagnostic{
			Code: "duplicate-type", Span: s.With.Span(),
			Message: fmt.Sprintf("the slot type %s is made twice: for the slot %s of the intent %s, and before for the slot %s of the intent %s",
				name, s.Name, i.Name, first.Slot.Name, first.Intent.Name),
			Hint:    fmt.Sprintf("use the type here by its name: with $%s = %s", s.Name, name),
			Related: related(first.File, first.With.Span(), "the other definition"),
		})
		return
	}
	made := &SlotType{Name: name, JSON: text, With: s.With, File: s.WithFile, Slot: s, Intent: i}
	t.language.custom[name] = made
	t.language.SlotTypes = append(t.language.SlotTypes, made)
	t.language.typeOf[s] = name
}

// The JSON form of a slot type made from a list of values.
type (
	jsonType struct {
		Name   string      `json:"name"`
		Values []jsonValue `json:"values"`
	}
	jsonValue struct {
		Name jsonName `json:"name"`
	}
	jsonName struct {
		Value    string   `json:"value"`
		Synonyms []string `json:"synonyms"`
	}
)

// list makes the type of a slot from a list of values.
func (t *typer) list(i *Intent, s *Slot) {
	out := jsonType{Name: s.Name + "Type", Values: make([]jsonValue, 0, len(s.With.Values))}
	for _, v := range s.With.Values {
		var value string
		if err := json.Unmarshal([]byte(`"`+v.Raw+`"`), &value); err != nil {
			t.report(s.WithFile, diag.Diagnostic{
				Code: "invalid-slot-value", Span: v.Span(),
				Message: fmt.Sprintf("the slot value %q is not valid", v.Raw),
				Hint:    "a value stands on one line, and a backslash may only begin one of JSON's escape sequences",
				Related: declaration(i),
			})
			continue
		}
		out.Values = append(out.Values, jsonValue{jsonName{value, []string{}}})
	}
	text, err := encode(out)
	if err != nil {
		t.errorf("invalid-slot-value", s.WithFile, s.With.Span(), "encoding the slot type %s: %v", out.Name, err)
		return
	}
	t.add(i, s, out.Name, text)
}

// declaration returns where an intent is declared, to explain a diagnostic.
func declaration(i *Intent) []diag.Related {
	return related(i.State.File, i.Declared, fmt.Sprintf("the intent %s is declared here", i.Name))
}

// encode writes JSON without escapes that only HTML needs.
func encode(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// build makes the type of a slot by its builder.
func (t *typer) build(ctx context.Context, i *Intent, s *Slot) {
	key := describeType(s.With)
	if name, ok := t.built[key]; ok {
		if name != "" {
			t.add(i, s, name, nil) // which reports the duplicate
		}
		return
	}
	t.built[key] = ""
	if ctx.Err() != nil {
		return
	}
	name, text, err := t.run(ctx, s)
	if err != nil {
		t.report(s.WithFile, diag.Diagnostic{
			Code: "slot-builder", Span: s.With.Builder.Span(),
			Message: fmt.Sprintf("making the type of the slot %s by %s%s: %v", s.Name, key, forLanguage(t.language.Name), err),
			Related: declaration(i),
		})
		return
	}
	t.built[key] = name
	t.add(i, s, name, text)
}

// forLanguage returns " for x", or "" for the default language.
func forLanguage(language string) string {
	if language == Default {
		return ""
	}
	return " for " + language
}

// run calls the builder of a slot's type and returns the name and the JSON of
// the type.
func (t *typer) run(ctx context.Context, s *Slot) (string, json.RawMessage, error) {
	if t.in.Builder == nil {
		return "", nil, errors.New("slot builders cannot be run here")
	}
	made, err := t.in.Builder.Build(ctx, s.With.Builder.File, s.With.Builder.Function, t.language.Name)
	if err != nil {
		return "", nil, err
	}
	return readType(made)
}

// member is a member of a JSON object.
type member struct {
	name  string
	value json.RawMessage
}

// readType reads what a builder returned. Values that are strings become
// objects; all else stays as it is and where it is.
func readType(text json.RawMessage) (string, json.RawMessage, error) {
	members, err := readObject(text)
	if err != nil {
		return "", nil, err
	}
	var name string
	hasName, hasValues := false, false
	for n, m := range members {
		switch m.name {
		case "name":
			hasName = true
			if err := json.Unmarshal(m.value, &name); err != nil || name == "" {
				return "", nil, fmt.Errorf("its name is %s; it should be a string", m.value)
			}
		case "values":
			hasValues = true
			if members[n].value, err = readValues(m.value); err != nil {
				return "", nil, err
			}
		}
	}
	switch {
	case !hasName:
		return "", nil, fmt.Errorf("the object has no member \"name\": %s", shorten(text))
	case !hasValues:
		return "", nil, fmt.Errorf("the object has no member \"values\": %s", shorten(text))
	}
	var joined, out bytes.Buffer
	for n, m := range members {
		joined.WriteByte("{,"[min(n, 1)])
		key, err := encode(m.name)
		if err != nil {
			return "", nil, err
		}
		joined.Write(key)
		joined.WriteByte(':')
		joined.Write(m.value)
	}
	joined.WriteByte('}')
	if err := json.Compact(&out, joined.Bytes()); err != nil {
		return "", nil, err
	}
	return name, out.Bytes(), nil
}

// readObject returns the members of a JSON object in order. If a name occurs
// twice, the last value takes the place of the first.
func readObject(text json.RawMessage) ([]member, error) {
	wrong := fmt.Errorf("it returned %s; it should be an object with the members \"name\" and \"values\"", shorten(text))
	dec := json.NewDecoder(bytes.NewReader(text))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return nil, wrong
	}
	var members []member
	places := make(map[string]int)
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, wrong
		}
		m := member{name: tok.(string)}
		if err := dec.Decode(&m.value); err != nil {
			return nil, wrong
		}
		if n, ok := places[m.name]; ok {
			members[n] = m
			continue
		}
		places[m.name] = len(members)
		members = append(members, m)
	}
	if _, err := dec.Token(); err != nil {
		return nil, wrong
	}
	return members, nil
}

// readValues returns the values of a slot type with strings made into objects.
func readValues(text json.RawMessage) (json.RawMessage, error) {
	var values []json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil || values == nil {
		return nil, fmt.Errorf("its values are %s; they should be an array", shorten(text))
	}
	for n, v := range values {
		switch v[0] {
		case '{':
		case '"':
			// Joined as text, so that the value stays as the builder wrote it.
			values[n] = json.RawMessage(`{"name":{"value":` + string(v) + `,"synonyms":[]}}`)
		default:
			return nil, fmt.Errorf("value %d is %s; it should be a string or an object", n+1, shorten(v))
		}
	}
	return encode(values)
}

// shorten cuts a text for a message.
func shorten(text json.RawMessage) string {
	const limit = 200
	s := strings.ToValidUTF8(string(text), "")
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "..."
	}
	if s == "" {
		return "nothing"
	}
	return s
}
