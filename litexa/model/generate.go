package model

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
)

// Options say which model to make.
type Options struct {
	// Name is the project's name, from which the invocation name is made.
	Name string
	// Locale is the locale, such as "en-US".
	Locale string
}

// The bounds of a model in samples and in bytes of all samples. Alexa takes
// models of 1.5 MB, so nothing that is usable comes near them.
const (
	maxSamples     = 300_000
	maxSampleBytes = 16 << 20
)

// Generate makes the interaction model of a program for a locale. The model is
// nil if the program has no language for the locale.
func Generate(p *program.Program, opts Options) (*Model, diag.List) {
	language, err := p.LanguageFor(opts.Locale)
	if err != nil {
		return nil, diag.List{{Code: "unknown-language", Message: err.Error(),
			Hint: "add a folder for the language below litexa/languages, or drop the locale"}}
	}
	g := &generator{
		program:  p,
		language: language,
		model: &Model{
			Locale:         opts.Locale,
			Language:       language.Name,
			InvocationName: InvocationName(opts.Name),
		},
		intents: make(map[string]*program.Intent),
		used:    make(map[string]bool),
	}
	for _, s := range p.States {
		if v := s.In(language.Name); v != nil {
			g.addIntents(v)
		}
	}
	g.addTypes()
	for _, name := range []string{"AMAZON.StartOverIntent", "AMAZON.NavigateHomeIntent"} {
		if g.intents[name] == nil {
			g.model.Intents = append(g.model.Intents, &Intent{Name: name})
		}
	}
	g.diags.Sort()
	return g.model, g.diags
}

// InvocationName returns the invocation name that a skill has by its project's
// name: in lower case, with blanks for all but letters and digits.
func InvocationName(project string) string {
	var b strings.Builder
	for _, r := range project {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= 'A' && r <= 'Z':
			b.WriteRune(r - 'A' + 'a')
		case r >= 1<<16:
			b.WriteString("  ") // two characters in JavaScript
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// generator is the state of one Generate.
type generator struct {
	program  *program.Program
	language *program.Language
	model    *Model
	diags    diag.List
	// intents are those of the model by name.
	intents map[string]*program.Intent
	// used are the slot types of the model's intents.
	used           map[string]bool
	samples, bytes int
	full           bool
}

// place returns where something stands, the zero value if it is in no file.
func place(f *program.File, span diag.Span) Place {
	if f == nil || !span.Start.IsValid() {
		return Place{}
	}
	return Place{File: f.Source.Path, Span: span}
}

func (g *generator) addIntents(v *program.StateVersion) {
	for _, i := range v.Intents {
		if i.Name == "" || i.Reference != nil {
			continue
		}
		if !i.HasUtterances {
			g.checkSilent(i)
			continue
		}
		included, diags := g.program.Included(i)
		g.diags = append(g.diags, diags...)
		if included {
			g.addIntent(i)
		}
	}
}

// checkSilent warns of an intent that nothing can trigger.
func (g *generator) checkSilent(i *program.Intent) {
	if strings.Contains(i.Name, ".") || slices.Contains(g.program.Events, i.Name) {
		return
	}
	at := place(i.State.File, i.Declared)
	g.diags.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: "no-utterances", File: at.File, Span: at.Span,
		Message: fmt.Sprintf("the intent %s has no utterances, so it is not in the interaction model", i.Name),
		Hint:    "add utterances below it with \"or\"",
	})
}

func (g *generator) addIntent(i *program.Intent) {
	intent := &Intent{Name: i.Name, Place: place(i.State.File, i.Declared)}
	for _, s := range i.Slots {
		typeName := g.language.TypeOf(s)
		g.used[typeName] = true
		intent.Slots = append(intent.Slots, Slot{Name: s.Name, Type: typeName, Place: place(s.File, s.First.Span())})
	}
	if first := g.intents[i.Name]; first != nil {
		g.checkLost(i, first, intent.Place)
		return
	}
	intent.Samples = g.samplesOf(i)
	g.intents[i.Name] = i
	g.model.Intents = append(g.model.Intents, intent)
}

// checkLost warns of an intent that is left out because the model has one of
// its name, which happens if a language has one of them from the default
// language. No harm is done if it says nothing new.
func (g *generator) checkLost(i, first *program.Intent, at Place) {
	if !slices.ContainsFunc(i.Utterances, func(u *program.Utterance) bool { return !first.Has(u.Template) }) {
		return
	}
	d := diag.Diagnostic{
		Severity: diag.Warning, Code: "duplicate-model-intent", File: at.File, Span: at.Span,
		Message: fmt.Sprintf("the intent %s is in the model for %s already, so the utterances of this one are lost",
			i.Name, g.language.Name),
		Hint: "the other one is in another language's version of a state; declare the utterances in both",
	}
	if at := place(first.State.File, first.Declared); at != (Place{}) {
		d.Related = []diag.Related{{File: at.File, Span: at.Span, Message: "the other intent"}}
	}
	g.diags.Add(d)
}

// samplesOf returns the samples of an intent, never nil.
func (g *generator) samplesOf(i *program.Intent) []Sample {
	samples := []Sample{}
	translated := g.program.Localization.Intents[i.Name][g.language.Name]
	if g.language.Name != program.Default && translated != nil {
		for _, text := range translated {
			samples = append(samples, Sample{Text: text})
		}
		return samples
	}
	for _, u := range i.Utterances {
		samples = g.expand(samples, u)
	}
	return samples
}

// expand appends the samples of an utterance, unless the model would get too
// large.
func (g *generator) expand(samples []Sample, u *program.Utterance) []Sample {
	at := place(u.File, u.Template.Span())
	count := program.Count(u.Template)
	if count <= maxSamples-g.samples {
		g.samples += count
		samples = slices.Grow(samples, count)
		for text := range program.Samples(u.Template) {
			if g.bytes += len(text); g.bytes > maxSampleBytes {
				break
			}
			samples = append(samples, Sample{Text: text, Place: at})
		}
		if g.bytes <= maxSampleBytes {
			return samples
		}
	}
	if !g.full {
		g.full = true
		g.diags.Add(diag.Diagnostic{
			Code: "too-many-samples", File: at.File, Span: at.Span,
			Message: fmt.Sprintf("this utterance stands for %s, with which the model is too large: it may have %d in all",
				plural(count, "sample"), maxSamples),
			Hint: "use fewer alternatives, or a slot in place of a group of them",
		})
	}
	return samples
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// addTypes adds the custom slot types that the model's intents make or use.
func (g *generator) addTypes() {
	for _, t := range g.language.SlotTypes {
		if !g.used[t.Name] {
			continue
		}
		out := &Type{Name: t.Name, JSON: t.JSON, Place: place(t.File, t.With.Span())}
		g.readValues(t, out)
		g.model.Types = append(g.model.Types, out)
	}
}

// readValues reads the values of a type.
func (g *generator) readValues(t *program.SlotType, out *Type) {
	var read struct {
		Values []struct {
			ID   json.RawMessage `json:"id"`
			Name struct {
				Value    string   `json:"value"`
				Synonyms []string `json:"synonyms"`
			} `json:"name"`
		} `json:"values"`
	}
	if err := json.Unmarshal(t.JSON, &read); err != nil {
		g.diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "unusual-slot-type", File: out.Place.File, Span: out.Place.Span,
			Message: fmt.Sprintf("the slot type %s does not have the form that Alexa expects: %v", t.Name, err),
		})
		return
	}
	for n, v := range read.Values {
		value := Value{Name: v.Name.Value, Synonyms: v.Name.Synonyms, Place: out.Place}
		_ = json.Unmarshal(v.ID, &value.ID)
		if n < len(t.With.Values) {
			value.Place = place(t.File, t.With.Values[n].Span())
		}
		out.Values = append(out.Values, value)
	}
}
