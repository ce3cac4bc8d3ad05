package model

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// Limits of Alexa's on interaction models, as of 2024: the size of a model from
// the Skill Management API, the values from the reference of custom slot types.
const (
	maxModelBytes = 1_500_000 // of a model's JSON
	maxValues     = 50_000    // of all custom slot types together, without synonyms
	maxValueChars = 140       // of a value or a synonym
)

// Validate warns of what Alexa is known to refuse in the interaction model of a
// locale, or not to work as it seems. It follows Amazon's published rules for
// intents, utterances and slots, and knows no more than they say: what it lets
// pass may still be refused. The invocation name is not looked at; see
// [ValidateInvocationName].
func Validate(m *Model, locale string) diag.List {
	v := &validator{model: m, locale: locale, told: make(map[finding]bool)}
	v.names()
	for _, i := range m.Intents {
		v.intent(i)
	}
	v.types()
	v.conflicts()
	v.whole()
	v.list.Sort()
	return v.list
}

// ValidateInterfaces warns of intents that the model lacks although the
// interfaces of the skill require them. Amazon requires two of skills that play
// audio.
func ValidateInterfaces(m *Model, interfaces []string) diag.List {
	var list diag.List
	if !slices.Contains(interfaces, AudioPlayer) {
		return nil
	}
	for _, name := range []string{"AMAZON.PauseIntent", "AMAZON.ResumeIntent"} {
		if m.Intent(name) == nil {
			list.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "missing-intent",
				Message: fmt.Sprintf("a skill that plays audio has to handle %s", name),
				Hint:    fmt.Sprintf("add \"when %s\" to the state global", name),
			})
		}
	}
	return list
}

type validator struct {
	model  *Model
	locale string
	list   diag.List
	told   map[finding]bool
}

// finding is a kind of problem of an utterance in the source. All samples of an
// utterance with alternatives mostly have it, and one warning is enough.
type finding struct {
	code string
	at   Place
}

// warnSample warns of a problem with a sample unless another sample of the same
// utterance had it.
func (v *validator) warnSample(code string, at Place, hint, format string, args ...any) {
	if at != (Place{}) {
		if v.told[finding{code, at}] {
			return
		}
		v.told[finding{code, at}] = true
	}
	v.warn(code, at, hint, format, args...)
}

func (v *validator) warn(code string, at Place, hint, format string, args ...any) {
	v.list.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: code, File: at.File, Span: at.Span,
		Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// isName reports whether a name has only ASCII letters and the further
// characters, and begins with a letter.
func isName(s, further string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune(further, r)) {
			return false
		}
	}
	return s != ""
}

const nameHint = "use letters and underscores only, and begin with a letter"

// names checks the names of intents, slots and types.
func (v *validator) names() {
	for _, i := range v.model.Intents {
		if !strings.HasPrefix(i.Name, builtInPrefix) && !isName(i.Name, "_") {
			v.warn("invalid-intent-name", i.Place, nameHint, "Alexa does not take %q as the name of an intent", i.Name)
		}
		seen := make(map[string]string)
		for _, s := range i.Slots {
			lower := strings.ToLower(s.Name)
			if !isName(s.Name, "_.") {
				v.warn("invalid-slot-name", s.Place, nameHint, "Alexa does not take %q as the name of a slot", s.Name)
			}
			if first, ok := seen[lower]; ok {
				v.warn("similar-slots", s.Place, "", "the slots %s and %s of the intent %s differ in upper and lower case only", first, s.Name, i.Name)
			}
			seen[lower] = s.Name
		}
	}
	for _, t := range v.model.Types {
		if !strings.HasPrefix(t.Name, builtInPrefix) && !isName(t.Name, "_.") {
			v.warn("invalid-type-name", t.Place, nameHint, "Alexa does not take %q as the name of a slot type", t.Name)
		}
	}
}

func (v *validator) intent(i *Intent) {
	types := make(map[string]string, len(i.Slots))
	for _, s := range i.Slots {
		types[s.Name] = s.Type
		v.slotType(s)
	}
	builtIn := strings.HasPrefix(i.Name, builtInPrefix)
	for _, s := range i.Samples {
		v.sample(i, s, types, builtIn)
	}
}

// slotType warns of built-in slot types that do not exist.
func (v *validator) slotType(s Slot) {
	short, builtIn := strings.CutPrefix(s.Type, builtInPrefix)
	if !builtIn || slotTypes[short] {
		return
	}
	hint := "look it up in Amazon's slot type reference"
	if n := nearestSlotType(s.Type); n != "" {
		hint = fmt.Sprintf("did you mean %s?", n)
	}
	v.warn("unknown-slot-type", s.Place, hint, "Alexa is not known to have the slot type %s", s.Type)
}

// sample checks one utterance of an intent.
func (v *validator) sample(i *Intent, s Sample, types map[string]string, builtIn bool) {
	text, slots := split(s.Text)
	if strings.TrimSpace(s.Text) == "" {
		v.warnSample("empty-sample", s.Place, "", "an utterance of the intent %s is empty", i.Name)
		return
	}
	if bad := badSampleChar(text); bad != 0 {
		v.warnSample("invalid-utterance-character", s.Place,
			"use letters, digits, blanks, hyphens, apostrophes, and full stops behind the letters of abbreviations; write out all else as it is spoken",
			"Alexa refuses the utterance %q because of the character %q", s.Text, bad)
	}
	if builtIn && len(slots) > 0 && i.Name != "AMAZON.SelectIntent" {
		v.warnSample("slot-in-built-in", s.Place, "use an intent of your own", "the utterances of %s cannot have slots", i.Name)
	}
	for n, name := range slots {
		switch {
		case slices.Contains(slots[:n], name):
			v.warnSample("repeated-slot", s.Place, "use a second slot", "the utterance %q has the slot %s twice", s.Text, name)
		case types[name] != searchQuery:
		case len(slots) > 1:
			v.warnSample("search-query-combined", s.Place, "ask for the other slot in another turn, or use another type",
				"the utterance %q has a second slot beside %s, which as a %s must be the only one", s.Text, name, searchQuery)
		case strings.TrimSpace(text) == "":
			v.warnSample("missing-carrier-phrase", s.Place, "add words that introduce it, such as \"search for\"",
				"the utterance %q has no words beside the slot %s, which as a %s needs some", s.Text, name, searchQuery)
		}
	}
	if strings.HasPrefix(v.locale, "ja") && glued(s.Text) {
		v.warnSample("glued-slot", s.Place, "put a blank between them", "a slot in the utterance %q stands next to a character without a blank", s.Text)
	}
}

// split returns the text of a sample outside of its slots, with a blank for
// each, and the names of the slots.
func split(sample string) (text string, slots []string) {
	if !strings.Contains(sample, "{") {
		return sample, nil
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(sample, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), slots
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString(rest)
			return b.String(), slots
		}
		b.WriteByte(' ')
		slots, sample = append(slots, name), after
	}
}

// badSampleChar returns the first character that no utterance may have, or 0:
// punctuation and symbols of ASCII beyond . _ ' and -, and the wide forms of
// ASCII in East Asian text.
func badSampleChar(text string) rune {
	for _, r := range text {
		switch {
		case r == '.', r == '_', r == '\'', r == '-':
		case r < utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSymbol(r)), r >= 0xFF01 && r <= 0xFF5E:
			return r
		}
	}
	return 0
}

// glued reports whether a slot of a Japanese sample stands directly beside a
// character.
func glued(sample string) bool {
	wide := func(r rune) bool { return r >= 0x3000 }
	for i, r := range sample {
		switch r {
		case '{':
			if before, _ := utf8.DecodeLastRuneInString(sample[:i]); i > 0 && wide(before) {
				return true
			}
		case '}':
			if after, _ := utf8.DecodeRuneInString(sample[i+1:]); wide(after) && after != utf8.RuneError {
				return true
			}
		}
	}
	return false
}

// types checks the values of custom slot types.
func (v *validator) types() {
	total := 0
	for _, t := range v.model.Types {
		total += len(t.Values)
		short, builtIn := strings.CutPrefix(t.Name, builtInPrefix)
		switch {
		case builtIn && computedTypes[short]:
			v.warn("fixed-type", t.Place, "use a slot type of your own", "the slot type %s cannot be extended", t.Name)
		case builtIn && !slotTypes[short]:
			v.warn("unknown-slot-type", t.Place, "", "Alexa is not known to have the slot type %s, which this extends", t.Name)
		}
		if len(t.Values) == 0 {
			v.warn("empty-type", t.Place, "give it at least one value", "the slot type %s has no values", t.Name)
		}
		v.values(t)
	}
	if total > maxValues {
		v.warn("too-many-values", v.model.Types[len(v.model.Types)-1].Place, "",
			"the slot types have %d values in all, and Alexa takes %d", total, maxValues)
	}
}

func (v *validator) values(t *Type) {
	names, ids := make(map[string]bool, len(t.Values)), make(map[string]bool)
	for _, value := range t.Values {
		for n, text := range append([]string{value.Name}, value.Synonyms...) {
			what := "value"
			if n > 0 {
				what = "synonym"
			}
			if strings.TrimSpace(text) == "" {
				v.warn("empty-value", value.Place, "", "a %s of the slot type %s is empty", what, t.Name)
			}
			if count := utf8.RuneCountInString(text); count > maxValueChars {
				v.warn("long-value", value.Place, "", "a %s of the slot type %s has %d characters, and Alexa takes %d", what, t.Name, count, maxValueChars)
			}
		}
		key := strings.ToLower(value.Name)
		if names[key] {
			v.warn("duplicate-value", value.Place, "", "the slot type %s has the value %q twice", t.Name, value.Name)
		}
		names[key] = true
		if value.ID != "" && ids[value.ID] {
			v.warn("duplicate-value-id", value.Place, "", "the slot type %s has two values with the id %q", t.Name, value.ID)
		}
		ids[value.ID] = true
	}
}

// conflicts warns of utterances that two intents have.
func (v *validator) conflicts() {
	type first struct {
		intent *Intent
		place  Place
	}
	seen := make(map[string]first)
	for _, i := range v.model.Intents {
		for _, s := range i.Samples {
			key := strings.ToLower(strings.Join(strings.Fields(s.Text), " "))
			f, ok := seen[key]
			if !ok {
				seen[key] = first{i, s.Place}
				continue
			}
			at := finding{"conflicting-sample", s.Place}
			if f.intent == i || s.Place != (Place{}) && v.told[at] {
				continue
			}
			v.told[at] = true
			d := diag.Diagnostic{
				Severity: diag.Warning, Code: "conflicting-sample", File: s.Place.File, Span: s.Place.Span,
				Message: fmt.Sprintf("the utterance %q of the intent %s belongs to the intent %s as well", s.Text, i.Name, f.intent.Name),
				Hint:    "let each utterance stand for one intent, so that Alexa knows which one is meant",
			}
			if f.place != (Place{}) {
				d.Related = []diag.Related{{File: f.place.File, Span: f.place.Span, Message: "the other use"}}
			}
			v.list.Add(d)
		}
	}
}

// whole checks the model as a whole.
func (v *validator) whole() {
	custom := slices.ContainsFunc(v.model.Intents, func(i *Intent) bool {
		return !strings.HasPrefix(i.Name, builtInPrefix) && len(i.Samples) > 0
	})
	if !custom {
		v.warn("no-custom-intent", Place{}, "add a handler such as: when \"tell me more\"",
			"the model for %s has only intents of Alexa's own, and Alexa wants at least one with utterances", v.locale)
	}
	if text, err := v.model.MarshalJSON(); err == nil && len(text) > maxModelBytes {
		v.warn("large-model", Place{}, "use fewer alternatives in utterances, or slots in place of them",
			"the model for %s has %d bytes, and Alexa takes %d", v.locale, len(text), maxModelBytes)
	}
}
