// Package interactionmodel holds the interaction model of an Alexa skill: its
// invocation name, intents with their sample utterances and slots, slot types,
// and the dialog model with its prompts.
//
// The types follow the interaction model schema of the Skill Management API,
// which is also the layout of the files that ask-cli keeps, one a locale, under
// skill-package/interactionModels/custom:
//
//	models, err := interactionmodel.LoadDir("skill-package/interactionModels/custom")
//	model := models["en-US"]
//
// Members that the schema does not have are dropped when a model is read.
package interactionmodel

import "strings"

// Model is the interaction model of a skill in one locale.
type Model struct {
	LanguageModel LanguageModel `json:"languageModel"`
	Dialog        *Dialog       `json:"dialog,omitempty"`
	Prompts       []Prompt      `json:"prompts,omitzero"`
}

// Intent returns the intent called name; nil if the model has none.
func (m *Model) Intent(name string) *Intent {
	for i := range m.LanguageModel.Intents {
		if m.LanguageModel.Intents[i].Name == name {
			return &m.LanguageModel.Intents[i]
		}
	}
	return nil
}

// Type returns the slot type called name, of the model's own types and
// extensions of built-in types; nil if the model has none.
func (m *Model) Type(name string) *Type {
	for i := range m.LanguageModel.Types {
		if m.LanguageModel.Types[i].Name == name {
			return &m.LanguageModel.Types[i]
		}
	}
	return nil
}

// DialogIntent returns the dialog rules of the intent called name; nil if it
// has none.
func (m *Model) DialogIntent(name string) *DialogIntent {
	if m.Dialog == nil {
		return nil
	}
	for i := range m.Dialog.Intents {
		if m.Dialog.Intents[i].Name == name {
			return &m.Dialog.Intents[i]
		}
	}
	return nil
}

// Prompt returns the prompt with the given id; nil if the model has none.
func (m *Model) Prompt(id string) *Prompt {
	for i := range m.Prompts {
		if m.Prompts[i].ID == id {
			return &m.Prompts[i]
		}
	}
	return nil
}

// DelegationStrategy returns who leads the dialog of the intent called name:
// the intent's own setting, else that of the model, else [SkillResponse].
func (m *Model) DelegationStrategy(name string) DelegationStrategy {
	if intent := m.DialogIntent(name); intent != nil && intent.DelegationStrategy != "" {
		return intent.DelegationStrategy
	}
	if m.Dialog != nil && m.Dialog.DelegationStrategy != "" {
		return m.Dialog.DelegationStrategy
	}
	return SkillResponse
}

// LanguageModel is what users say to a skill.
type LanguageModel struct {
	InvocationName     string              `json:"invocationName"`
	ModelConfiguration *ModelConfiguration `json:"modelConfiguration,omitempty"`
	Intents            []Intent            `json:"intents"`
	Types              []Type              `json:"types,omitzero"`
}

// ModelConfiguration tunes the recognition of intents.
type ModelConfiguration struct {
	FallbackIntentSensitivity *FallbackIntentSensitivity `json:"fallbackIntentSensitivity,omitempty"`
}

// FallbackIntentSensitivity says how readily an utterance goes to
// AMAZON.FallbackIntent.
type FallbackIntentSensitivity struct {
	Level SensitivityLevel `json:"level"`
}

// SensitivityLevel is a level of sensitivity; the default is [SensitivityLow].
type SensitivityLevel string

// The levels of sensitivity.
const (
	SensitivityLow    SensitivityLevel = "LOW"
	SensitivityMedium SensitivityLevel = "MEDIUM"
	SensitivityHigh   SensitivityLevel = "HIGH"
)

// Sensitivity returns how readily an utterance goes to AMAZON.FallbackIntent.
func (m *Model) Sensitivity() SensitivityLevel {
	c := m.LanguageModel.ModelConfiguration
	if c == nil || c.FallbackIntentSensitivity == nil || c.FallbackIntentSensitivity.Level == "" {
		return SensitivityLow
	}
	return c.FallbackIntentSensitivity.Level
}

// Intent is something the user may want.
type Intent struct {
	Name    string   `json:"name"`
	Slots   []Slot   `json:"slots,omitzero"`
	Samples []string `json:"samples,omitzero"` // utterances, with slots in braces: "order {size} pizza"
}

// Slot returns the slot called name; nil if the intent has none.
func (i *Intent) Slot(name string) *Slot {
	for n := range i.Slots {
		if i.Slots[n].Name == name {
			return &i.Slots[n]
		}
	}
	return nil
}

// Slot is a parameter of an intent.
type Slot struct {
	Name           string          `json:"name"`
	Type           string          `json:"type"`
	MultipleValues *MultipleValues `json:"multipleValues,omitempty"`
	Samples        []string        `json:"samples,omitzero"` // utterances that answer the question for the slot
}

// Multiple reports whether the slot takes several values at once.
func (s *Slot) Multiple() bool { return s.MultipleValues != nil && s.MultipleValues.Enabled }

// MultipleValues says whether a slot takes several values at once.
type MultipleValues struct {
	Enabled bool `json:"enabled"`
}

// Type is a custom slot type, or an extension of a built-in one.
type Type struct {
	Name          string         `json:"name"`
	Values        []Value        `json:"values,omitzero"`
	ValueSupplier *ValueSupplier `json:"valueSupplier,omitempty"`
}

// BuiltIn reports whether name is the name of a type or intent that Alexa
// provides.
func BuiltIn(name string) bool { return strings.HasPrefix(name, "AMAZON.") }

// Value is a value of a slot type.
type Value struct {
	ID   string    `json:"id,omitempty"`
	Name ValueName `json:"name"`
}

// ValueName is what users say for a value.
type ValueName struct {
	Value    string   `json:"value"`
	Synonyms []string `json:"synonyms,omitzero"`
}

// ValueSupplier says where the values of a type come from, if not from the
// model itself.
type ValueSupplier struct {
	Type         string        `json:"type"` // such as "CatalogValueSupplier"
	ValueCatalog *ValueCatalog `json:"valueCatalog,omitempty"`
	Values       []Value       `json:"values,omitzero"` // of an "InlineValueSupplier"
}

// ValueCatalog names a catalog of values kept by the Skill Management API.
type ValueCatalog struct {
	CatalogID string `json:"catalogId"`
	Version   string `json:"version,omitempty"`
}

// Dialog is how Alexa collects and confirms the slots of intents.
type Dialog struct {
	Intents            []DialogIntent     `json:"intents"`
	DelegationStrategy DelegationStrategy `json:"delegationStrategy,omitempty"`
}

// DelegationStrategy says who leads a dialog.
type DelegationStrategy string

// The delegation strategies.
const (
	Always        DelegationStrategy = "ALWAYS"         // Alexa, without asking the skill in between
	SkillResponse DelegationStrategy = "SKILL_RESPONSE" // the skill, which may delegate a turn
)

// DialogIntent is how the slots of one intent are collected and confirmed.
type DialogIntent struct {
	Name                 string             `json:"name"`
	DelegationStrategy   DelegationStrategy `json:"delegationStrategy,omitempty"`
	ConfirmationRequired bool               `json:"confirmationRequired"`
	Prompts              Prompts            `json:"prompts"`
	Slots                []DialogSlot       `json:"slots,omitzero"`
}

// Slot returns the rules of the slot called name; nil if it has none.
func (d *DialogIntent) Slot(name string) *DialogSlot {
	for i := range d.Slots {
		if d.Slots[i].Name == name {
			return &d.Slots[i]
		}
	}
	return nil
}

// DialogSlot is how one slot is collected, validated and confirmed.
type DialogSlot struct {
	Name                 string       `json:"name"`
	Type                 string       `json:"type"`
	ElicitationRequired  bool         `json:"elicitationRequired"`
	ConfirmationRequired bool         `json:"confirmationRequired"`
	Prompts              Prompts      `json:"prompts"`
	Validations          []Validation `json:"validations,omitzero"`
}

// Prompts are the ids of what Alexa says in a dialog.
type Prompts struct {
	Elicitation  string `json:"elicitation,omitempty"`
	Confirmation string `json:"confirmation,omitempty"`
}

// Validation is a rule that the value of a slot has to meet.
type Validation struct {
	Type   ValidationType `json:"type"`
	Prompt string         `json:"prompt,omitempty"` // id of what Alexa says when the value does not meet the rule
	Values []string       `json:"values,omitzero"`  // of IsInSet and IsNotInSet
	Value  string         `json:"value,omitempty"`  // of the comparisons
	Start  string         `json:"start,omitempty"`  // of IsInDuration and IsNotInDuration
	End    string         `json:"end,omitempty"`
}

// ValidationType names a rule.
type ValidationType string

// The rules. Comparisons and durations are for numbers, dates and times.
const (
	HasEntityResolutionMatch ValidationType = "hasEntityResolutionMatch"
	IsInSet                  ValidationType = "isInSet"
	IsNotInSet               ValidationType = "isNotInSet"
	IsInDuration             ValidationType = "isInDuration"
	IsNotInDuration          ValidationType = "isNotInDuration"
	IsGreaterThan            ValidationType = "isGreaterThan"
	IsGreaterThanOrEqualTo   ValidationType = "isGreaterThanOrEqualTo"
	IsLessThan               ValidationType = "isLessThan"
	IsLessThanOrEqualTo      ValidationType = "isLessThanOrEqualTo"
)

// Prompt is something Alexa says, in one of several wordings.
type Prompt struct {
	ID         string      `json:"id"`
	Variations []Variation `json:"variations"`
}

// Variation is one wording of a prompt; slots in braces stand for their values.
type Variation struct {
	Type  VariationType `json:"type"`
	Value string        `json:"value"`
}

// VariationType is the format of a wording.
type VariationType string

// The formats of a wording.
const (
	PlainText VariationType = "PlainText"
	SSML      VariationType = "SSML"
)
