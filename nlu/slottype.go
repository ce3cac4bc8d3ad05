package nlu

import (
	"strings"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// A slotType is a type as slots of one kind use it.
type slotType struct {
	name      string
	kind      typeKind
	catalogue *catalogue      // the model's values; nil if it has none
	list      map[string]bool // some phrases that a built-in list has
	longest   int             // words of the longest phrase in list
	multiple  bool            // a slot of several values
}

// typeKind is what text a type accepts.
type typeKind int

const (
	kindCustom typeKind = iota // any; the model's values by preference
	kindList                   // any; those of a built-in list by preference
	kindSearch                 // any, when nothing else fits
	kindNumber                 // only what can be read as a value, from here on
	kindFourDigits
	kindOrdinal
	kindPosition // a number or an ordinal
	kindPhone
	kindAlphaNumeric
	kindDate
	kindTime
	kindDuration
)

// listPosition is the type of the slot of AMAZON.SelectIntent.
const listPosition = "AMAZON.ListPosition"

// strictKinds are the built-in types that accept only what can be read as a
// value.
var strictKinds = map[string]typeKind{
	"AMAZON.NUMBER":            kindNumber,
	"AMAZON.FOUR_DIGIT_NUMBER": kindFourDigits,
	"AMAZON.Ordinal":           kindOrdinal,
	"AMAZON.ORDINAL":           kindOrdinal,
	listPosition:               kindPosition,
	"AMAZON.PhoneNumber":       kindPhone,
	"AMAZON.AlphaNumeric":      kindAlphaNumeric,
	"AMAZON.DATE":              kindDate,
	"AMAZON.TIME":              kindTime,
	"AMAZON.DURATION":          kindDuration,
}

func (k typeKind) strict() bool { return k >= kindNumber }

// slotType returns the type called name.
func (r *Resolver) slotType(name string) *slotType {
	if i := r.typeNamed(name); i >= 0 {
		return r.types[i]
	}
	return newSlotType(r.model, r.language, name, false)
}

// typeNamed returns the index of the type called name; -1 if no sample uses it.
func (r *Resolver) typeNamed(name string) int {
	for i, t := range r.types {
		if t.name == name {
			return i
		}
	}
	return -1
}

func newSlotType(model *interactionmodel.Model, l *language, name string, multiple bool) *slotType {
	t := &slotType{name: name, multiple: multiple}
	if own := model.Type(name); own != nil {
		values := own.Values
		if own.ValueSupplier != nil {
			values = append(values[:len(values):len(values)], own.ValueSupplier.Values...)
		}
		t.catalogue = newCatalogue(l, values)
	}
	strict, ok := strictKinds[name]
	switch {
	case ok:
		t.kind = strict
	case name == "AMAZON.SearchQuery", name == "AMAZON.LITERAL":
		t.kind = kindSearch
	case interactionmodel.BuiltIn(name):
		t.kind = kindList
		t.list, t.longest = builtInList(l, name)
	}
	return t
}

// readable returns the values that a strict type can read from word i on.
func (r *Resolver) readable(kind typeKind, t *text, i int) []spelling {
	n := &r.language.numerals
	switch kind {
	case kindNumber:
		return n.numbers(t, i)
	case kindFourDigits:
		return n.fourDigits(t, i)
	case kindOrdinal:
		return spelled(r.language.ordinals(t, i))
	case kindPosition:
		return spelled(append(r.language.ordinals(t, i), n.cardinals(t, i)...))
	case kindPhone:
		return n.phoneNumbers(t, i)
	case kindAlphaNumeric:
		return n.alphanumerics(t, i)
	case kindDate:
		return r.dates(t, i)
	case kindTime:
		return r.times(t, i)
	case kindDuration:
		return r.durations(t, i)
	}
	return nil
}

// spelled writes numbers in digits.
func spelled(endings []ending) []spelling {
	var out spellings
	for _, e := range endings {
		out.add(e.end, formatInt(e.value))
	}
	return out
}

// value returns the words from i to j as a value of a type.
func (r *Resolver) value(typ *slotType, s *search, i, j int) Value {
	v := Value{Text: s.text.original(i, j)}
	known := func(c *catalogue, kind string) {
		if c == nil {
			return
		}
		resolution := alexa.Resolution{
			Authority: "amzn1.er-authority.echo-sdk." + kind + r.options.SkillID + "." + typ.name,
			Status:    alexa.ResolutionStatus{Code: alexa.ResolutionNoMatch},
		}
		if indexes, from, how := c.find(r.language, s.text, i, j); how != miss {
			if !v.Known {
				v.Text = s.text.original(from, j)
			}
			v.Known = true
			resolution.Status.Code = alexa.ResolutionMatch
			for _, index := range indexes {
				resolution.Values = append(resolution.Values, alexa.ResolutionValue{Value: alexa.ResolvedValue{
					Name: c.values[index].Name.Value, ID: c.values[index].ID,
				}})
			}
		}
		if v.Resolutions == nil {
			v.Resolutions = &alexa.Resolutions{}
		}
		v.Resolutions.ResolutionsPerAuthority = append(v.Resolutions.ResolutionsPerAuthority, resolution)
	}
	c := typ.catalogue
	if c == nil && typ.kind == kindCustom {
		c = &catalogue{} // a custom type has an authority even without values
	}
	known(r.dynamic[typ.name], "dynamic.")
	known(c, "")
	switch {
	case typ.kind.strict() && !v.Known:
		v.Text = "?"
		for _, reading := range s.readings(r, typ.kind, i) {
			if reading.end == j {
				v.Text, v.Known = reading.value, true
			}
		}
	case typ.kind == kindList && !v.Known:
		v.Known = typ.listed(r.language, s.text, i, j) != miss
	}
	return v
}

// listed reports whether the words from i to j are in the built-in list.
func (typ *slotType) listed(l *language, t *text, i, j int) hit {
	if j-i > typ.longest+1 {
		return miss
	}
	key := t.phrase(i, j)
	switch {
	case typ.list[key]:
		return exact
	case l.plural != "" && typ.list[strings.TrimSuffix(key, l.plural)]:
		return variant
	}
	return miss
}

// values returns the words from i to j as the values of a slot.
func (r *Resolver) values(typ *slotType, s *search, i, j int) []Value {
	if !typ.multiple {
		return []Value{r.value(typ, s, i, j)}
	}
	var out []Value
	for _, item := range s.items(r, typ, i).split(j) {
		out = append(out, r.value(typ, s, item.start, item.end))
	}
	return out
}
