package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
)

// Document is a complete interaction model: a generated one, and what a
// fragment adds to it that the Litexa language has no words for.
type Document struct {
	Model *Model
	// Dialog, Prompts and Configuration are the members "dialog", "prompts" and
	// "modelConfiguration"; nil if there are none.
	Dialog, Prompts, Configuration json.RawMessage

	slots map[slotKey]slotExtras
	types []json.RawMessage
}

type slotKey struct{ intent, slot string }

// slotExtras are members of a slot beside its name and type.
type slotExtras struct{ multipleValues, samples json.RawMessage }

// Merge adds a fragment of an interaction model to a generated model. The
// fragment is JSON in the form of ASK: the object with the member
// "interactionModel", or what that member holds. It may have
//
//   - dialog, prompts, and languageModel.modelConfiguration;
//   - samples and multipleValues for the slots of the model's intents;
//   - further values and synonyms for the model's slot types, extensions of
//     Alexa's types, and types of its own.
//
// Intents and slots must be those of the model; utterances and the invocation
// name are not merged. file is the fragment's path in diagnostics. The model is
// not changed. If the list has errors, the document is the model as it is.
func Merge(m *Model, file string, fragment []byte) (*Document, diag.List) {
	g := &merger{model: m, file: file, text: fragment, doc: newDocument(m), places: newPlaces(fragment)}
	g.merge()
	g.list.Sort()
	if g.list.HasErrors() {
		return newDocument(m), g.list
	}
	return g.doc, g.list
}

func newDocument(m *Model) *Document {
	d := &Document{Model: m, slots: make(map[slotKey]slotExtras)}
	for _, t := range m.Types {
		d.types = append(d.types, t.JSON)
	}
	return d
}

// merger is the state of one Merge.
type merger struct {
	model *Model
	file  string
	text  []byte
	doc   *Document
	list  diag.List
	// places finds lines and columns in the text.
	places *places
	// slots are the types of the slots by intent.
	slots map[string]map[string]string
}

func (g *merger) report(severity diag.Severity, code string, at *node, hint, format string, args ...any) {
	d := diag.Diagnostic{
		Severity: severity, Code: code, File: g.file, Hint: hint, Message: fmt.Sprintf(format, args...),
	}
	if at != nil {
		d.Span = diag.Span{Start: g.places.at(at.at), End: g.places.at(at.at + len(at.raw))}
	}
	g.list.Add(d)
}

func (g *merger) fail(code string, at *node, hint, format string, args ...any) {
	g.report(diag.Error, code, at, hint, format, args...)
}

func (g *merger) ignore(at *node, hint, format string, args ...any) {
	g.report(diag.Warning, "ignored-member", at, hint, format, args...)
}

func (g *merger) merge() {
	if len(g.text) > interactionmodel.MaxFileSize {
		g.fail("invalid-fragment", nil, "", "the fragment has more than %d bytes", interactionmodel.MaxFileSize)
		return
	}
	root, err := parseJSON(g.text)
	if err != nil {
		var bad *jsonError
		at := &node{}
		if errors.As(err, &bad) {
			at.at = bad.at
		}
		g.fail("invalid-fragment", at, "", "this is not JSON: %v", err)
		return
	}
	if inner := root.get("interactionModel"); inner != nil {
		root = inner
	}
	if !g.object(root, "the fragment") {
		return
	}
	g.slots = make(map[string]map[string]string)
	for _, i := range g.model.Intents {
		g.slots[i.Name] = make(map[string]string)
		for _, s := range i.Slots {
			g.slots[i.Name][s.Name] = s.Type
		}
	}
	for _, m := range root.members {
		switch m.name {
		case "languageModel":
			g.languageModel(m.value)
		case "dialog", "prompts":
		case "version", "description":
			// what the Skill Management API adds when it returns a model
		default:
			g.ignore(m.value, "", "the member %q is not merged", m.name)
		}
	}
	g.dialogs(root.get("dialog"), root.get("prompts"))
}

// object reports whether a value is an object, and says so if it is not.
func (g *merger) object(n *node, what string) bool {
	if !n.isObject() {
		g.fail("invalid-fragment", n, "", "%s is not an object", what)
		return false
	}
	return true
}

// array returns the items of an array, and complains about anything else.
func (g *merger) array(n *node, what string) []*node {
	if n != nil && !n.isArray() {
		g.fail("invalid-fragment", n, "", "%s is not an array", what)
		return nil
	}
	if n == nil {
		return nil
	}
	return n.items
}

func (g *merger) languageModel(n *node) {
	if !g.object(n, "languageModel") {
		return
	}
	for _, m := range n.members {
		switch m.name {
		case "invocationName":
			if m.value.text() != g.model.InvocationName {
				g.ignore(m.value, "set the invocation name in the skill manifest", "the invocation name is not merged")
			}
		case "modelConfiguration":
			g.configuration(m.value)
		case "intents":
			for _, i := range g.array(m.value, "intents") {
				g.intent(i)
			}
		case "types":
			g.slotTypes(g.array(m.value, "types"))
		default:
			g.ignore(m.value, "", "the member %q is not merged", m.name)
		}
	}
}

func (g *merger) configuration(n *node) {
	if !g.object(n, "modelConfiguration") {
		return
	}
	g.doc.Configuration = n.raw
	sensitivity := n.get("fallbackIntentSensitivity")
	if sensitivity == nil {
		return
	}
	if l := g.model.Locale; !sensitivityLocales[l] && !sensitivityLocales[language(l)] {
		g.report(diag.Warning, "unsupported-setting", sensitivity, "leave it out for this locale",
			"Alexa takes fallbackIntentSensitivity for English and German only, not for %s", l)
	}
	if g.model.Intent("AMAZON.FallbackIntent") == nil {
		g.report(diag.Warning, "unsupported-setting", sensitivity, "add \"when AMAZON.FallbackIntent\" to the state global",
			"fallbackIntentSensitivity has no effect without AMAZON.FallbackIntent")
	}
}

// knownSlots returns the types of an intent's slots by name. ok is false, and
// the fact reported, if the model has no such intent.
func (g *merger) knownSlots(name *node) (slots map[string]string, ok bool) {
	slots, ok = g.slots[name.text()]
	if !ok {
		g.fail("unknown-intent", name, didYouMean(name.text(), maps.Keys(g.slots)),
			"the model for %s has no intent %q", g.model.Locale, name.text())
	}
	return slots, ok
}

// knownSlot checks the name and the type of a slot.
func (g *merger) knownSlot(slot *node, intent string, slots map[string]string) bool {
	name := slot.get("name")
	want, ok := slots[name.text()]
	if !ok {
		at := name
		if at == nil {
			at = slot
		}
		g.fail("unknown-slot", at, didYouMean(name.text(), maps.Keys(slots)), "the intent %s has no slot %q", intent, name.text())
		return false
	}
	if t := slot.get("type"); t != nil && t.text() != want {
		g.fail("conflicting-type", t, "", "the slot %s of the intent %s has the type %s, not %s", name.text(), intent, want, t.text())
	}
	return true
}

func (g *merger) intent(n *node) {
	if !g.object(n, "an intent") {
		return
	}
	name := n.get("name")
	if name == nil {
		name = n
	}
	slots, ok := g.knownSlots(name)
	if !ok {
		return
	}
	for _, m := range n.members {
		switch m.name {
		case "name":
		case "samples":
			g.utterances(m.value, name.text())
		case "slots":
			for _, s := range g.array(m.value, "slots") {
				g.slot(s, name.text(), slots)
			}
		default:
			g.ignore(m.value, "", "the member %q of an intent is not merged", m.name)
		}
	}
}

// utterances warns of utterances that the model does not have.
func (g *merger) utterances(n *node, intent string) {
	known := make(map[string]bool)
	for _, s := range g.model.Intent(intent).Samples {
		known[s.Text] = true
	}
	for _, s := range g.array(n, "samples") {
		if !known[s.text()] {
			g.ignore(s, "add it with \"or\" in a .litexa file", "the utterance %q of the intent %s is not merged", s.text(), intent)
		}
	}
}

func (g *merger) slot(n *node, intent string, slots map[string]string) {
	if !g.object(n, "a slot") || !g.knownSlot(n, intent, slots) {
		return
	}
	key := slotKey{intent, n.get("name").text()}
	extras := g.doc.slots[key]
	for _, m := range n.members {
		switch m.name {
		case "name", "type":
		case "samples":
			g.slotSamples(m.value, intent, slots)
			extras.samples = m.value.raw
		case "multipleValues":
			if g.object(m.value, "multipleValues") {
				extras.multipleValues = m.value.raw
			}
		default:
			g.ignore(m.value, "", "the member %q of a slot is not merged", m.name)
		}
	}
	g.doc.slots[key] = extras
}

// slotSamples checks the slots in what users answer when they are asked for a
// slot.
func (g *merger) slotSamples(n *node, intent string, slots map[string]string) {
	for _, s := range g.array(n, "samples") {
		if !s.isString() {
			g.fail("invalid-fragment", s, "", "a sample is not a string")
			continue
		}
		_, used := split(s.text())
		for _, name := range used {
			if _, ok := slots[name]; !ok {
				g.fail("unknown-slot", s, didYouMean(name, maps.Keys(slots)), "the intent %s has no slot %q", intent, name)
			}
		}
	}
}

func didYouMean(name string, candidates func(func(string) bool)) string {
	if n := suggest.Nearest(name, slices.Values(slices.Sorted(candidates))); n != "" {
		return fmt.Sprintf("did you mean %s?", n)
	}
	return ""
}

// InteractionModel returns the document in the form that runs utterances and
// checks dialogs.
func (d *Document) InteractionModel() (*interactionmodel.Model, error) {
	text, err := d.MarshalJSON()
	if err != nil {
		return nil, err
	}
	im, err := interactionmodel.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("converting interaction model: %w", err)
	}
	return im, nil
}

// JSON returns the document as MarshalJSON does, indented by two blanks and
// with a final newline.
func (d *Document) JSON() ([]byte, error) {
	return encode(jsonDocument{d.body()}, "  ")
}

// BodyJSON returns what JSON wraps: {"languageModel": ...}, with the dialog and
// the prompts if there are any.
func (d *Document) BodyJSON() ([]byte, error) { return encode(d.body(), "  ") }

// MarshalJSON writes the document as {"interactionModel": ...}, with the
// members in the order in which the Skill Management API writes them.
func (d *Document) MarshalJSON() ([]byte, error) {
	text, err := encode(jsonDocument{d.body()}, "")
	return bytes.TrimSuffix(text, []byte("\n")), err
}

// The JSON forms, whose members are in the order in which they are written.
type (
	jsonDocument struct {
		InteractionModel jsonInteractionModel `json:"interactionModel"`
	}
	jsonInteractionModel struct {
		LanguageModel jsonFullLanguageModel `json:"languageModel"`
		Dialog        json.RawMessage       `json:"dialog,omitzero"`
		Prompts       json.RawMessage       `json:"prompts,omitzero"`
	}
	jsonFullLanguageModel struct {
		InvocationName     string            `json:"invocationName"`
		ModelConfiguration json.RawMessage   `json:"modelConfiguration,omitzero"`
		Intents            []jsonFullIntent  `json:"intents"`
		Types              []json.RawMessage `json:"types,omitzero"`
	}
	jsonFullIntent struct {
		Name    string         `json:"name"`
		Slots   []jsonFullSlot `json:"slots,omitzero"`
		Samples []string       `json:"samples,omitzero"`
	}
	jsonFullSlot struct {
		Name           string          `json:"name"`
		Type           string          `json:"type"`
		MultipleValues json.RawMessage `json:"multipleValues,omitzero"`
		Samples        json.RawMessage `json:"samples,omitzero"`
	}
)

func (d *Document) body() jsonInteractionModel {
	lm := jsonFullLanguageModel{
		InvocationName: d.Model.InvocationName, ModelConfiguration: d.Configuration,
		Intents: make([]jsonFullIntent, 0, len(d.Model.Intents)), Types: d.types,
	}
	for _, i := range d.Model.Intents {
		out := jsonFullIntent{Name: i.Name}
		if i.Samples != nil {
			out.Samples = make([]string, 0, len(i.Samples))
		}
		for _, s := range i.Samples {
			out.Samples = append(out.Samples, s.Text)
		}
		for _, s := range i.Slots {
			extras := d.slots[slotKey{i.Name, s.Name}]
			out.Slots = append(out.Slots, jsonFullSlot{s.Name, s.Type, extras.multipleValues, extras.samples})
		}
		lm.Intents = append(lm.Intents, out)
	}
	return jsonInteractionModel{lm, d.Dialog, d.Prompts}
}

func encode(v any, indent string) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encoding interaction model: %w", err)
	}
	return buf.Bytes(), nil
}

// isBuiltIn reports whether Alexa provides what has the name.
func isBuiltIn(name string) bool { return strings.HasPrefix(name, builtInPrefix) }
