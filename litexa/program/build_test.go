package program_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

func TestStates(t *testing.T) {
	tests := map[string]struct{ archive, language, want string }{
		"L-ST-05 L-ST-06 the default states": {
			archive: "\n",
			want: `
launch (default)
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
`,
		},
		"L-SRC-03 order of first mention, default language first": {
			archive: `
-- a.litexa --
zoo
global
-- b.litexa --
ant
-- de/a.litexa --
zoo
bee
-- de/b.litexa --
cat
ant
launch
`,
			language: "de",
			want: `
launch (de)
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
zoo (de)
ant (de)
bee (de)
cat (de)
`,
		},
		"L-ST-06 replaced handlers keep their place": {
			archive: `
global
  when AMAZON.HelpIntent
    or AMAZON.CancelIntent
  when AMAZON.StopIntent
    or "enough"
    say "bye"
foo
  when AMAZON.StopIntent
    or "stop it"
  when AMAZON.StartOverIntent
    or "again"
`,
			want: `
launch (default)
global (default)
  AMAZON.StopIntent ["enough"] ["stop it"]
  AMAZON.CancelIntent with AMAZON.HelpIntent x0
  AMAZON.StartOverIntent x0 ["again"]
  AMAZON.HelpIntent
foo (default)
  AMAZON.StopIntent -> global
  AMAZON.StartOverIntent -> global
`,
		},
		"L-ST-06 the first state refers to the handlers of global": {
			archive: `
launch
  when AMAZON.StopIntent
    or "stop"
`,
			want: `
launch (default)
  AMAZON.StopIntent -> global
global (default)
  AMAZON.StopIntent x0 ["stop"]
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
`,
		},
		"L-INT-06 names": {
			archive: `
launch
  when "Hello   there, you"
  when "what's 1 up 22 times?"
  when "42"
  when "é à la carte"
  when "end."
  when "a...b"
  when "c . d"
  when "  lead trail  "
  when "(one|two)"
  when "$only"
    with $only = AMAZON.NUMBER
  when "straße 7"
`,
			want: `
launch (default)
  HELLO_THERE_YOU ["hello there, you"]
  WHATS_n_UP_nn_TIMES ["what's 1 up 22 times?"]
  nn ["42"]
  i_LA_CARTE ["é à la carte"]
  END_ ["end."]
  A_B ["a...b"]
  C___D ["c . d"]
  i_LEAD_TRAIL_ ["lead trail"]
  ONE ["one" "two"]
  ONLY $only:AMAZON.NUMBER ["{only}"]
  STRASSE_n ["straße 7"]
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
`,
		},
		"L-INT-09 L-INT-10 references and equal utterances": {
			archive: `
launch
  when "room 1"
    or "hi"
    or "HI"
    or "(hi|hi)"
    or "(hi|hi)"
foo
  when "room 2"
    or "room 2 in $city"
    with $city = AMAZON.City
  when Other
    or ROOM_nn
bar
  when ROOM_n
    or "hi"
    or "(room|)"
    or "room|"
`,
			want: `
launch (default)
  ROOM_n $city:AMAZON.City ["room 1"] ["hi"] ["hi" "hi"] ["room 2 in {city}"] ["room" ""]
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
foo (default)
  ROOM_n -> launch
  Other
  ROOM_nn with Other x0
bar (default)
  ROOM_n -> launch
`,
		},
		"L-INT-10 utterances that are equal at both ends only": {
			archive: `
launch
  when Foo
    or "(a|b|c) d"
    or "(a|x|c) d"
    or "(a|b|c)  D"
    or "(a d|b d|c d)"
    or "a d|(b|c) d"
`,
			want: `
launch (default)
  Foo ["a d" "b d" "c d"] ["a d" "x d" "c d"]
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
`,
		},
		"L-MUL-01 L-MUL-03 L-MUL-06 several intents for a handler and several handlers for an event": {
			archive: `
launch
  when "yes"
    or AMAZON.YesIntent
    or Agree
  when Connections.Response "Buy"
  when Connections.Response
  when Connections.Response "Buy"
  otherwise
    say "a"
  otherwise
    say "b"
`,
			want: `
launch (default)
  YES ["yes"]
  AMAZON.YesIntent with YES x0
  Agree with YES x0
  Connections.Response x3
  otherwise x2
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
`,
		},
		"L-LOC-01 L-LOC-02 L-INT-09 languages do not share intents": {
			archive: `
-- a.litexa --
launch
  when Foo
    or "foo"
global
  when AMAZON.StopIntent
    or "halt"
-- b.litexa --
one
  when Foo
    or "one foo"
two
  when Foo
-- de/a.litexa --
launch
  when Bar
    or "bar"
global
  when Foo
    or "de foo"
`,
			language: "de",
			want: `
launch (de)
  Bar ["bar"]
global (de)
  Foo ["de foo"] ["one foo"]
one (de)
  Foo -> global
two (de)
  Foo -> global
`,
		},
		"L-LOC-04 files that only other languages have": {
			archive: `
-- main.litexa --
launch
-- de/only.litexa --
fromGerman
-- fr/only.litexa --
fromFrench
`,
			want: `
launch (default)
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
fromFrench (default)
fromGerman -
`,
		},
		"L-SLT-01 L-SLT-04 types": {
			archive: `
launch
  when "$a $b-c $d.value"
    say "x"
    with $a = bType
    with $b-c = AMAZON.City
    with $d.value = Other.Type
  when "$b"
    with $b = "one", "two"
  when "$e"
    with $e = slots.build.js:e
`,
			want: `
launch (default)
  A_BC_D_VALUE $a:bType $b-c:AMAZON.City $d.value:Other.Type ["{a} {b-c} {d.value}"]
  B $b:bType ["{b}"]
  E $e:Other.Type ["{e}"]
global (default)
  AMAZON.StopIntent x0
  AMAZON.CancelIntent x0
  AMAZON.StartOverIntent x0
`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.language == "" {
				test.language = program.Default
			}
			diff(t, strings.TrimPrefix(test.want, "\n"), describe(build(t, test.archive), test.language))
		})
	}
}

func TestFiles(t *testing.T) { // L-SRC-08, L-LOC-01, L-LOC-04, L-EXC-01
	p := build(t, `
-- deploy.json --
{"skip": true}
-- a.litexa --
launch
-- b.litexa --
exclude file if DEPLOY.skip
here is nothing that could be parsed (
-- c.litexa --
other
-- de/b.litexa --
bee
-- de/d.litexa --
dee
-- fr/c.litexa --
otherFrench
-- fr/d.litexa --
deeFrench
`)
	got := make(map[string][]string)
	shared := make(map[string]*program.File)
	for _, l := range p.Languages {
		for _, f := range l.Files {
			got[l.Name] = append(got[l.Name], f.Source.Path)
			if first := shared[f.Source.Path]; first != nil && first != f {
				t.Errorf("%s is parsed twice", f.Source.Path)
			}
			shared[f.Source.Path] = f
		}
	}
	diff(t, map[string][]string{
		"default": {"a.litexa", "c.litexa", "fr/d.litexa"},
		"de":      {"a.litexa", "de/b.litexa", "c.litexa", "de/d.litexa"},
		"fr":      {"a.litexa", "fr/c.litexa", "fr/d.litexa"},
	}, got)
}

func TestDeclarations(t *testing.T) { // L-DEF-03, L-PRN-01
	p := build(t, `
-- a.litexa --
define @a as A
define @b as B
pronounce "x" as "y"
TEST "one"
  launch
-- b.litexa --
define @c as C
-- de/a.litexa --
define @b as Zwei
TEST "eins"
  launch
TEST "zwei"
  launch
`)
	got := make(map[string][]string)
	for _, l := range p.Languages {
		for _, name := range slices.Sorted(maps.Keys(l.Types)) {
			got[l.Name] = append(got[l.Name], "@"+name+" "+l.Types[name].Type.Name)
		}
		for _, d := range l.Pronounce {
			got[l.Name] = append(got[l.Name], d.From.Value+" as "+d.To.Value)
		}
		for _, test := range l.Tests {
			got[l.Name] = append(got[l.Name], test.File.Source.Path+" "+test.Decl.Name.Value)
		}
	}
	diff(t, map[string][]string{
		"default": {"@a A", "@b B", "@c C", "x as y", "a.litexa one"},
		"de":      {"@a A", "@b Zwei", "@c C", "de/a.litexa eins", "de/a.litexa zwei"},
	}, got)
}

func TestLanguageFor(t *testing.T) { // L-LOC-08, T-SRC-07
	p := build(t, "-- main.litexa --\nlaunch\n-- de/main.litexa --\nlaunch\n-- en-GB/main.litexa --\nlaunch\n-- pt-BR/main.litexa --\nlaunch\n")
	for locale, want := range map[string]string{
		"en-US": "default", "en-GB": "en-GB", "en": "default", "default": "default", "de-DE": "de", "de-AT": "de", "de": "de", "pt-BR": "pt-BR",
	} {
		l, err := p.LanguageFor(locale)
		if err != nil || l.Name != want {
			t.Errorf("%s: got %v, %v; want %s", locale, l, err, want)
		}
	}
	for locale, want := range map[string]string{
		"fr-FR": "cannot find language for region fr-FR: the languages are default, de, en-GB, pt-BR",
		"pt-PT": "cannot find language for region pt-PT: the languages are default, de, en-GB, pt-BR (did you mean \"pt-BR\"?)",
		"":      "cannot find language for region : the languages are default, de, en-GB, pt-BR",
	} {
		if _, err := p.LanguageFor(locale); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", locale, err, want)
		}
	}
	p = build(t, "-- main.litexa --\nlaunch\n-- en/main.litexa --\nlaunch\n")
	if l, err := p.LanguageFor("en-AU"); err != nil || l.Name != "en" {
		t.Error("a folder en does not serve en-AU", l, err)
	}
}

func TestBuilders(t *testing.T) { // L-SLT-07, L-SLT-09
	in := input(t, `
-- main.litexa --
launch
  when "a $a"
    with $a = "x"
  when "b $b"
    with $b = slots.build.js:f
  when "c $c"
    with $c = F
-- de/other.litexa --
other
`)
	calls := make(map[string]int)
	in.Builder = builders{"slots.build.js:f": func(language string) (string, error) {
		calls[language]++
		return fmt.Sprintf(`{ "extra" : [1, 2], "values": ["\u00e9 <&>", {"id": 7, "name": {"value": "v"}, "more": null}], "name": "F", "values": [%q] , "z":{"b":1,"a":2}}`, "in "+language), nil
	}}
	p, diags := program.Build(t.Context(), in)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	diff(t, map[string]int{"default": 1, "de": 1}, calls)
	var got []string
	for _, l := range p.Languages {
		for _, st := range l.SlotTypes {
			got = append(got, fmt.Sprintf("%s %s of %s in %s: %s", l.Name, st.Name, st.Slot.Name, st.Intent.Name, st.JSON))
			if l.SlotType(st.Name) != st {
				t.Errorf("%s is not found by its name", st.Name)
			}
		}
		c := p.State("launch").In(l.Name).Intents[2]
		got = append(got, c.Name+" "+l.TypeOf(c.Slots[0]))
	}
	value := func(s string) string { return `{"name":{"value":"` + s + `","synonyms":[]}}` }
	diff(t, []string{
		`default aType of a in A_A: {"name":"aType","values":[` + value("x") + `]}`,
		`default F of b in B_B: {"extra":[1,2],"values":[` + value("in default") + `],"name":"F","z":{"b":1,"a":2}}`,
		"C_C F",
		`de aType of a in A_A: {"name":"aType","values":[` + value("x") + `]}`,
		`de F of b in B_B: {"extra":[1,2],"values":[` + value("in de") + `],"name":"F","z":{"b":1,"a":2}}`,
		"C_C F",
	}, got)

	in.Builder = nil
	_, diags = program.Build(t.Context(), in)
	if !diags.HasErrors() || !strings.Contains(diags.Err().Error(), "slot builders cannot be run here") {
		t.Error(diags)
	}
}

func TestTranslation(t *testing.T) { // L-LOC-11, L-LOC-12
	p := build(t, `
-- main.litexa --
launch
  say "Hello  @name,
    you (there|here)"
    or "Hi."
    or "Hey."
  reprompt "Well?"
  say "plain"
-- de/main.litexa --
launch
-- localization.json --
{"speech": {
  "Hello @name, you there": {"de": "Hallo"},
  "Hello @name, you there|Hi.": {"de": "Na|Guten <!tag>", "fr": "Salut"},
  "Well?": {"default": "So?", "de": ""}
}}
`)
	var got []string
	for _, s := range p.State("launch").In(program.Default).Decl.Body {
		say := s.(*syntax.Say)
		got = append(got, program.SpeechKey(say))
		for _, language := range []string{"default", "de", "fr"} {
			for _, tr := range p.Translation(language, say) {
				got = append(got, language+" "+syntax.SourceText(tr))
			}
		}
	}
	diff(t, []string{
		"Hello @name, you there|Hi.|Hey.", "de Na", "de Guten <!tag>",
		"Well?", "default So?",
		"plain",
	}, got)
}

func TestManyUtterances(t *testing.T) { // L-INT-10
	source := "launch\n  when Foo\n"
	for range 2 {
		for n := range 100 {
			source += "    or \"" + word(n) + "\"\n"
		}
	}
	i := build(t, source).State("launch").In(program.Default).Intents[0]
	if len(i.Utterances) != 100 {
		t.Errorf("%d utterances", len(i.Utterances))
	}
	if !i.Has(i.Utterances[50].Template) {
		t.Error("an utterance is not found")
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in := input(t, "launch\n  when \"a $b\"\n    with $b = x.js:f\n")
	in.Builder = builders{}
	p, diags := program.Build(ctx, in)
	if p == nil || !diags.HasErrors() || !strings.Contains(diags.Err().Error(), "context canceled") {
		t.Error(p, diags)
	}
}

func TestManyErrors(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "state%cx%d\n  -> stat%d\n", 'a'+i%26, i, i)
	}
	_, diags := program.Build(t.Context(), input(t, b.String()))
	if n := diags.Count(diag.Error); n != 5000 {
		t.Errorf("%d errors", n)
	}
}

func TestManySamples(t *testing.T) {
	// The samples of these are too many to be listed; that they are equal is
	// found by chance only.
	group := strings.Repeat("(a|b|c|d|e|f|g|h)", 40)
	p := build(t, "launch\n  when \"x "+group+"\"\n    or \"x "+group+" y\"\n")
	i := p.State("launch").In(program.Default).Intents[0]
	for _, u := range i.Utterances {
		if n := program.Count(u.Template); n != 1<<40 {
			t.Errorf("%d samples", n)
		}
	}
	if len(i.Utterances) != 2 {
		t.Errorf("%d utterances", len(i.Utterances))
	}
	for s := range program.Samples(i.Utterances[0].Template) {
		if s != "x "+strings.Repeat("a", 40) {
			t.Errorf("first sample is %q", s)
		}
		break
	}
}

func TestSamples(t *testing.T) { // L-UTT-01..07
	for text, want := range map[string][]string{
		`a (b||c) d`:                 {"a b d", "a d", "a c d"},
		`a (b|c|) d|e`:               {"a b d", "a c d", "a d", "e"},
		`(I|we) (like|need) it`:      {"i like it", "i need it", "we like it", "we need it"},
		`(a|(b|(c|d) e)) f`:          {"a f", "b f", "c e f", "d e f"},
		"  many\n    lines\t here ":  {"many lines here"},
		`$Name.value and $x[0]`:      {"{Name.value} and {x[0]}"},
		`cost \$5 \(really\) \@home`: {"cost $5 (really) @home"},
		`say \"hi\"`:                 {`say \"hi\"`},
		`ΑΣ ÉCOLE İ`:                 {"ας école i̇"},
		`a @ { < b`:                  {"a @ { < b"},
		`x|`:                         {"x", ""},
		"a\u2003\u3000b\ufeff":       {"a b"},
	} {
		source := "launch\n  when Foo\n    or \"" + text + "\"\n"
		for _, slot := range []string{"$Name.value", "$x[0]"} {
			if strings.Contains(text, slot) {
				source += "    with " + slot + " = AMAZON.City\n"
			}
		}
		p := build(t, source)
		got := slices.Collect(program.Samples(p.State("launch").In(program.Default).Intents[0].Utterances[0].Template))
		diff(t, want, got)
	}
}
