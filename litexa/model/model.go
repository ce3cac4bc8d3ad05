// Package model makes the interaction model of a skill, for one locale, from
// its program, and says which interfaces the skill needs.
package model

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/litexa/diag"
)

// Model is the interaction model of a skill in one locale. As JSON it is
// {"languageModel": {"invocationName", "types", "intents"}}, without "types" if
// there are none.
type Model struct {
	// Locale is the locale that was asked for, Language the language of the
	// program that serves it.
	Locale, Language string
	InvocationName   string
	Types            []*Type
	Intents          []*Intent
}

// Place is what a part of a model was made from. Its zero value means that it
// comes from no source file, such as a sample of the localization file.
type Place struct {
	File string
	Span diag.Span
}

// Intent is an intent of the model.
type Intent struct {
	Name string
	// Samples are the utterances. If it is nil, the JSON has no member
	// "samples"; if it is empty, the member is [].
	Samples []Sample
	Slots   []Slot
	// Place is where the intent is declared first.
	Place Place
}

// Sample is an utterance of an intent, with slots in braces.
type Sample struct {
	Text  string
	Place Place
}

// Slot is a slot of an intent. Place is its first mention.
type Slot struct {
	Name, Type string
	Place      Place
}

// Type is a custom slot type. Place is the "with" statement that made it.
type Type struct {
	Name   string
	Values []Value
	// JSON is the type as it is written, further members included.
	JSON  json.RawMessage
	Place Place
}

// Value is a value of a custom slot type. Place is the string in a list of
// values, or the "with" statement if a builder made the type.
type Value struct {
	ID, Name string
	Synonyms []string
	Place    Place
}

// Intent returns the intent of that name, or nil.
func (m *Model) Intent(name string) *Intent {
	for _, i := range m.Intents {
		if i.Name == name {
			return i
		}
	}
	return nil
}

// Type returns the custom slot type of that name, or nil.
func (m *Model) Type(name string) *Type {
	for _, t := range m.Types {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// The JSON forms, whose members are in the order in which they are written.
type (
	jsonModel struct {
		LanguageModel jsonLanguageModel `json:"languageModel"`
	}
	jsonLanguageModel struct {
		InvocationName string            `json:"invocationName"`
		Types          []json.RawMessage `json:"types,omitzero"`
		Intents        []jsonIntent      `json:"intents"`
	}
	jsonIntent struct {
		Name    string     `json:"name"`
		Samples []string   `json:"samples,omitzero"`
		Slots   []jsonSlot `json:"slots,omitzero"`
	}
	jsonSlot struct {
		Name string `json:"name"`
		Type string `json:"type"`
	}
)

// MarshalJSON writes the model as {"languageModel": ...}.
func (m *Model) MarshalJSON() ([]byte, error) { return m.encode("") }

// JSON returns the model as MarshalJSON does, indented by two blanks and with a
// final newline.
func (m *Model) JSON() ([]byte, error) {
	text, err := m.encode("  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

func (m *Model) encode(indent string) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(m.json()); err != nil {
		return nil, fmt.Errorf("encoding interaction model: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

func (m *Model) json() jsonModel {
	lm := jsonLanguageModel{InvocationName: m.InvocationName, Intents: make([]jsonIntent, 0, len(m.Intents))}
	for _, t := range m.Types {
		lm.Types = append(lm.Types, t.JSON)
	}
	for _, i := range m.Intents {
		intent := jsonIntent{Name: i.Name}
		if i.Samples != nil {
			intent.Samples = make([]string, 0, len(i.Samples))
		}
		for _, s := range i.Samples {
			intent.Samples = append(intent.Samples, s.Text)
		}
		for _, s := range i.Slots {
			intent.Slots = append(intent.Slots, jsonSlot{s.Name, s.Type})
		}
		lm.Intents = append(lm.Intents, intent)
	}
	return jsonModel{lm}
}

// InteractionModel returns the model in the form that runs utterances and
// checks dialogs. Members of slot types that the schema does not have are lost.
func (m *Model) InteractionModel() (*interactionmodel.Model, error) {
	text, err := m.encode("")
	if err != nil {
		return nil, err
	}
	im := new(interactionmodel.Model)
	if err := json.Unmarshal(text, im); err != nil {
		return nil, fmt.Errorf("converting interaction model: %w", err)
	}
	return im, nil
}
