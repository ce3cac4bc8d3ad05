package nlu

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// Limits on what is resolved.
const (
	MaxUtterance = 2048 // bytes of an utterance
	maxWords     = 200  // words of an utterance
)

// ErrTooLong reports an utterance that is longer than [MaxUtterance] bytes or
// than 200 words; each Chinese or Japanese sign counts as a word.
var ErrTooLong = errors.New("the utterance is too long")

// FallbackIntent is the intent for what no other intent fits.
const FallbackIntent = "AMAZON.FallbackIntent"

// Options set up a [Resolver]. The zero value is useful.
type Options struct {
	// SkillID is part of the authority names of entity resolution.
	SkillID string

	// Now is the clock that dates and times refer to; time.Now by default. Its
	// result's location is the time zone of the device, unless Location is set.
	Now func() time.Time

	// Location is the time zone of the device.
	Location *time.Location

	// Exact makes utterances fit only samples that cover all of their words, but
	// for politeness.
	Exact bool
}

// A Resolver finds the intent that an utterance means. It is safe for
// concurrent use.
type Resolver struct {
	model    *interactionmodel.Model
	language *language
	reader   reader
	options  Options
	dayFirst bool // 5/11 is a day in November

	*graph
	types   []*slotType
	dynamic map[string]*catalogue // by type name; the session's dynamic entities

	yes, no, stop phrases
}

// New makes a resolver of an interaction model for a locale such as "en-US".
// The error names each intent, slot or sample that is not well-formed. The
// model must not be changed afterwards.
func New(model *interactionmodel.Model, locale string, options Options) (*Resolver, error) {
	l := languageOf(locale)
	r := &Resolver{
		model:    model,
		language: l,
		reader:   reader{language: l, name: newText(model.LanguageModel.InvocationName, l.ampersand)},
		options:  options,
		dayFirst: !strings.HasSuffix(locale, "-US"),
		yes:      anyOf(strings.Join(l.intents["YesIntent"], "\n")),
		no:       anyOf(strings.Join(l.intents["NoIntent"], "\n")),
	}
	r.stop = anyOf(strings.Join(slices.Concat(l.intents["StopIntent"], l.intents["CancelIntent"]), "\n"))
	if r.options.Now == nil {
		r.options.Now = time.Now
	}
	c := compiler{resolver: r, typeIndex: make(map[typeKey]int32), words: make(map[string]int32)}
	if err := c.compile(); err != nil {
		return nil, fmt.Errorf("interaction model for %s: %w", locale, err)
	}
	return r, nil
}

func (r *Resolver) now() time.Time {
	now := r.options.Now()
	if r.options.Location != nil {
		now = now.In(r.options.Location)
	}
	return now
}

// WithDynamicEntities returns a resolver that also knows the values of the given
// types, as after a Dialog.UpdateDynamicEntities directive that replaces earlier
// dynamic entities. Without types it knows those of the model only. r is not
// changed.
func (r *Resolver) WithDynamicEntities(types []interactionmodel.Type) *Resolver {
	with := *r
	with.dynamic = make(map[string]*catalogue)
	for _, t := range types {
		with.dynamic[t.Name] = newCatalogue(r.language, t.Values)
	}
	return &with
}

// A Result is what an utterance may mean.
type Result struct {
	// Matches are the intents that fit, the best first, each once. If none fits
	// and the model has AMAZON.FallbackIntent, that is the only one.
	Matches []Match
}

// Best returns the best match; nil if the utterance fits no intent.
func (r Result) Best() *Match {
	if len(r.Matches) == 0 {
		return nil
	}
	return &r.Matches[0]
}

// better reports whether r has a better match than other.
func (r Result) better(other Result) bool {
	a, b := r.Best(), other.Best()
	switch {
	case a == nil || a.Intent == FallbackIntent:
		return false
	case b == nil || b.Intent == FallbackIntent:
		return true
	}
	return a.cost < b.cost
}

// A Match is an intent that an utterance fits.
type Match struct {
	Intent string
	Slots  []Slot // all slots of the intent, in the order of the model
	Sample string // the sample utterance that fits; "" for AMAZON.FallbackIntent

	// Score says how well the utterance fits, from 1, when it is word for word
	// the sample, down to 0, which AMAZON.FallbackIntent has.
	Score float64

	// Reason says in words why the intent was chosen.
	Reason string

	cost     int
	words    int  // literal words
	evidence bool // some word or value speaks for the intent
	longest  int  // words of the longest value that is not known
	order    int
}

// Slot returns the slot called name; nil if the intent has none.
func (m *Match) Slot(name string) *Slot {
	for i := range m.Slots {
		if m.Slots[i].Name == name {
			return &m.Slots[i]
		}
	}
	return nil
}

// A Slot is a slot of a matched intent.
type Slot struct {
	Name     string
	Type     string
	Multiple bool    // the slot takes several values
	Values   []Value // empty if the utterance has no value for the slot
}

// Value returns the value of a slot that takes one, or the first of several; ""
// if there is none.
func (s *Slot) Value() string {
	if s == nil || len(s.Values) == 0 {
		return ""
	}
	return s.Values[0].Text
}

// A Value is one value of a slot.
type Value struct {
	// Text is what the user said; for numbers, dates and the like, it is the
	// value in the format of Alexa, such as "23" or "2026-W47".
	Text string

	// Resolutions is the result of entity resolution, for types that have values
	// in the model or among the dynamic entities; nil for others.
	Resolutions *alexa.Resolutions

	// Known reports whether the text is a value of the type: of its catalogue,
	// or for types such as AMAZON.NUMBER in a form that they accept.
	Known bool
}

// AlexaIntent returns the match as the intent of a request.
func (m *Match) AlexaIntent() alexa.Intent {
	intent := alexa.Intent{Name: m.Intent, ConfirmationStatus: alexa.IntentConfirmationNone}
	for i := range m.Slots {
		if intent.Slots == nil {
			intent.Slots = make(map[string]*alexa.Slot)
		}
		intent.Slots[m.Slots[i].Name] = m.Slots[i].AlexaSlot()
	}
	return intent
}

// AlexaSlot returns the slot as the slot of a request. A slot that takes several
// values has a list, even of one value.
func (s *Slot) AlexaSlot() *alexa.Slot {
	slot := &alexa.Slot{Name: s.Name, ConfirmationStatus: alexa.SlotConfirmationNone}
	if len(s.Values) == 0 {
		return slot
	}
	slot.Source = "USER"
	if s.Multiple {
		list := &alexa.ListSlotValue{}
		for _, v := range s.Values {
			list.Values = append(list.Values, v.alexaValue())
		}
		slot.SlotValue = list
		return slot
	}
	v := s.Values[0]
	slot.Value, slot.Resolutions, slot.SlotValue = v.Text, v.Resolutions, v.alexaValue()
	return slot
}

func (v Value) alexaValue() alexa.SlotValue {
	return &alexa.SimpleSlotValue{Value: v.Text, Resolutions: v.Resolutions}
}

// Resolve finds the intents that an utterance fits. The result is empty if none
// does. The only error is [ErrTooLong].
func (r *Resolver) Resolve(utterance string) (Result, error) {
	t, err := r.text(utterance)
	if err != nil {
		return Result{}, err
	}
	return r.resolve(t, []entry{{node: 0}}), nil
}

// ResolveAnswer resolves what the user said when asked for a slot of an intent.
// Besides the intents' samples, the slot's own samples fit, and a value by
// itself; that the slot was asked for counts in their favour.
func (r *Resolver) ResolveAnswer(intent, slot, utterance string) (Result, error) {
	t, err := r.text(utterance)
	if err != nil {
		return Result{}, err
	}
	entries := []entry{{node: 0}}
	if node, ok := r.answers[slotKey{intent, slot}]; ok {
		entries = append(entries, entry{node: node, bonus: answerBonus})
	}
	return r.resolve(t, entries), nil
}

func (r *Resolver) text(utterance string) (*text, error) {
	if len(utterance) > MaxUtterance {
		return nil, ErrTooLong
	}
	t := newText(utterance, r.language.ampersand)
	if len(t.words) > maxWords {
		return nil, ErrTooLong
	}
	return t, nil
}

// resolve finds the samples that cover the utterance; then, if none is
// convincing, those that cover most of it; and then AMAZON.FallbackIntent.
func (r *Resolver) resolve(t *text, entries []entry) Result {
	matches := r.search(t, entries, 0)
	convincing := ranked(matches, r.convincing)
	if ignore := r.ignorable(); len(convincing) == 0 && ignore > 0 {
		convincing = ranked(r.search(t, entries, ignore), func(m *Match) bool { return m.evidence })
	}
	switch {
	case len(convincing) > 0:
		return Result{convincing}
	case r.model.Intent(FallbackIntent) != nil:
		return Result{[]Match{{Intent: FallbackIntent, Reason: "no other intent fits"}}}
	}
	return Result{ranked(matches, func(*Match) bool { return true })}
}

// ranked returns the matches that are accepted, the best first.
func ranked(matches []Match, accept func(*Match) bool) []Match {
	var out []Match
	for i := range matches {
		if accept(&matches[i]) {
			out = append(out, matches[i])
		}
	}
	slices.SortFunc(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.words, a.words), cmp.Compare(a.order, b.order))
	})
	return out
}

// ignorable returns how many words of an utterance may be ignored.
func (r *Resolver) ignorable() int {
	if r.options.Exact {
		return 0
	}
	switch r.model.Sensitivity() {
	case interactionmodel.SensitivityHigh:
		return 0
	case interactionmodel.SensitivityMedium:
		return 2
	}
	return 4
}

// convincing reports whether a match is good enough to look no further. A match is in doubt if it consists only of values that
// its slot types do not know; then the model's sensitivity decides how many
// words such a value may have.
func (r *Resolver) convincing(m *Match) bool {
	if m.evidence {
		return true
	}
	longest, signs := 1, 0
	for _, s := range m.Slots {
		if len(s.Values) > 0 {
			if c := r.types[r.typeNamed(s.Type)].catalogue; c != nil {
				longest = max(longest, c.words)
			}
		}
		for _, v := range s.Values {
			if t := newText(v.Text, ""); len(t.words) > 0 && t.words[0].ideograph {
				signs = 4 // a word in signs
			}
		}
	}
	switch r.model.Sensitivity() {
	case interactionmodel.SensitivityHigh:
		return false
	case interactionmodel.SensitivityMedium:
		return m.longest <= longest+signs
	}
	return m.longest <= longest+max(1, signs)
}

// ResolveSlot resolves text as a value of a slot type: one that the model uses,
// or any built-in type. Values that the type does not know are returned with
// Known false; of types such as AMAZON.NUMBER their text is "?", as Alexa writes
// it. The error is [ErrTooLong], or says that there is no such type.
func (r *Resolver) ResolveSlot(slotType, utterance string) (Value, error) {
	t, err := r.text(utterance)
	if err != nil {
		return Value{}, err
	}
	if !interactionmodel.BuiltIn(slotType) && r.model.Type(slotType) == nil {
		return Value{}, fmt.Errorf("the interaction model has no slot type %s", slotType)
	}
	typ := r.slotType(slotType)
	n := len(t.words)
	if n == 0 {
		return Value{}, nil
	}
	ends := r.ends(t)
	s := search{resolver: r, text: t}
	for _, start := range r.starts(t) {
		for end := n; end > start; end-- {
			if !ends[end] {
				continue
			}
			if v := r.value(typ, &s, start, end); v.Known {
				return v, nil
			}
		}
	}
	return r.value(typ, &s, 0, n), nil
}
