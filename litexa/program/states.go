package program

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// connections is the event of which a state may have several handlers.
const connections = "Connections.Response"

// builtInPrefix begins the names of Alexa's own intents and slot types.
const builtInPrefix = "AMAZON."

// builtIns are the intents of Alexa that a "when" may name.
var builtIns = [...]string{
	"AMAZON.CancelIntent", "AMAZON.FallbackIntent", "AMAZON.HelpIntent", "AMAZON.MoreIntent",
	"AMAZON.NavigateHomeIntent", "AMAZON.NavigateSettingsIntent", "AMAZON.NextIntent", "AMAZON.NoIntent",
	"AMAZON.PageDownIntent", "AMAZON.PageUpIntent", "AMAZON.PauseIntent", "AMAZON.PreviousIntent",
	"AMAZON.RepeatIntent", "AMAZON.ResumeIntent", "AMAZON.ScrollDownIntent", "AMAZON.ScrollLeftIntent",
	"AMAZON.ScrollRightIntent", "AMAZON.ScrollUpIntent", "AMAZON.StartOverIntent", "AMAZON.StopIntent",
	"AMAZON.YesIntent",
}

// addDefaultStates adds the states launch and global, which always exist, and
// the handlers that global has unless the files replace them.
func (b *builder) addDefaultStates() {
	b.version("launch", Default)
	global := b.version("global", Default)
	for _, name := range []string{"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.StartOverIntent"} {
		global.add(&Intent{Name: name, HasUtterances: true, replaceable: true})
	}
}

// version returns the version of a state for a language, which it makes if
// there is none.
func (b *builder) version(name, language string) *StateVersion {
	s := b.program.states[name]
	if s == nil {
		s = &State{Name: name, Versions: make(map[string]*StateVersion)}
		b.program.states[name] = s
		b.program.States = append(b.program.States, s)
	}
	v := s.Versions[language]
	if v == nil {
		v = &StateVersion{State: s, Language: language, byName: make(map[string]*Intent)}
		s.Versions[language] = v
	}
	return v
}

func (v *StateVersion) add(i *Intent) {
	i.State = v
	v.Intents = append(v.Intents, i)
	v.byName[i.Name] = i
}

// addState adds a state as a file declares it for a language.
func (b *builder) addState(l *Language, f *File, d *syntax.State) {
	v := b.version(d.Name.Name, l.Name)
	if v.Decl != nil {
		b.report(f, diag.Diagnostic{
			Code: "duplicate-state", Span: d.Name.Span(),
			Message: fmt.Sprintf("a state named %s is already defined at %s", d.Name.Name, at(v.File, v.Decl.Name.Span())),
			Related: related(v.File, v.Decl.Name.Span(), "the other definition"),
		})
		return
	}
	v.File, v.Decl = f, d
	for _, h := range d.Handlers() {
		b.addHandler(v, f, h)
	}
}

// at names a place, for messages.
func at(f *File, span diag.Span) string {
	if f == nil {
		return "an unknown place"
	}
	return fmt.Sprintf("%s:%s", f.Source.Path, span.Start)
}

// heading returns the part of a handler that names it.
func heading(h *syntax.Handler) diag.Span {
	span := h.Span()
	switch {
	case h.Qualifier != nil:
		span.End = h.Qualifier.Span().End
	case h.Filter != nil:
		span.End = h.Filter.Span().End
	case h.Utterance != nil:
		span.End = h.Utterance.Span().End
	case h.Name != nil:
		span.End = h.Name.Span().End
	case h.Otherwise:
		span.End = diag.Pos{
			Offset: span.Start.Offset + len("otherwise"), Line: span.Start.Line, Col: span.Start.Col + len("otherwise"),
		}
	}
	return span
}

// addHandler adds a "when" or "otherwise" of a state.
func (b *builder) addHandler(v *StateVersion, f *File, h *syntax.Handler) {
	name, span := "", heading(h)
	switch {
	case h.Otherwise:
	case h.Name != nil:
		name = h.Name.Name
	case h.Utterance != nil:
		text := namingText(h.Utterance)
		var err error
		if name, err = intentName(text); err != nil {
			b.report(f, diag.Diagnostic{
				Code: "unsuitable-intent-name", Span: span,
				Message: fmt.Sprintf("cannot make an intent name from %q: %v", text, err),
				Hint:    "name the intent, as in \"when MyIntent\", and add the utterance below it with \"or\"",
			})
			return
		}
	default:
		return // the parser has reported it
	}
	i := b.declare(v, f, name, span, h)
	if i == nil {
		return
	}
	i.Handlers = append(i.Handlers, h)
	if h.Utterance != nil {
		// It is added before the intent knows that it refers to another, which
		// therefore does not get it.
		b.addUtterance(i, f, h.Utterance, span)
	}
	b.refer(i)
	if h.Qualifier != nil {
		i.Qualifier = h.Qualifier
	}
	if i.Reference != nil {
		b.repeats = append(b.repeats, repeat{i, f, h})
	}
	for _, s := range h.Body {
		switch s := s.(type) {
		case *syntax.Alternative:
			b.addAlternative(v, f, i, h, s)
		case *syntax.SlotType:
			b.setType(i, f, s)
		}
	}
}

// declare returns the intent of a state for a handler, or for an "or" name, in
// which case h is nil. It returns nil if the state handles the intent already.
func (b *builder) declare(v *StateVersion, f *File, name string, span diag.Span, h *syntax.Handler) *Intent {
	i := v.byName[name]
	switch {
	case i == nil:
		i = &Intent{Name: name, Declared: span}
		v.add(i)
		if h == nil || h.Name != nil {
			b.checkBuiltIn(i, f, span)
		}
	case i.replaceable:
		i.replaceable = false
		i.Declared = span
	case name == "", name == connections && h != nil && len(i.Handlers) > 0:
	default:
		b.report(f, diag.Diagnostic{
			Code: "duplicate-intent", Span: span,
			Message: fmt.Sprintf("the state %s handles the intent %s already", v.State.Name, name),
			Hint:    "put what is to happen into one handler",
			Related: related(v.File, i.Declared, "the other handler"),
		})
		return nil
	}
	return i
}

// checkBuiltIn reports an intent that only Alexa could have, but has not.
func (b *builder) checkBuiltIn(i *Intent, f *File, span diag.Span) {
	if !strings.HasPrefix(i.Name, builtInPrefix) && i.Name+"." != builtInPrefix {
		return
	}
	i.HasUtterances = true
	if slices.Contains(builtIns[:], i.Name) {
		return
	}
	b.errorf("unknown-built-in", f, span, "Alexa has no intent %s that a skill can handle%s", i.Name,
		b.question(i.Name, len(builtIns), slices.Values(builtIns[:])))
}

// refer makes an intent refer to the first one of its name in the language.
func (b *builder) refer(i *Intent) {
	if i.Name == "" || i.Reference != nil {
		return
	}
	if first := b.intents[i.Name]; first == nil {
		b.intents[i.Name] = i
	} else if first != i {
		i.Reference = first
	}
}

// checkRepeat warns of what a later handler for an intent cannot do.
func (b *builder) checkRepeat(i *Intent, f *File, h *syntax.Handler) {
	first := i.Reference
	note := related(first.State.File, first.Declared, "the first declaration")
	if h.Qualifier != nil {
		b.report(f, diag.Diagnostic{
			Severity: diag.Warning, Code: "ignored-condition", Span: h.Qualifier.Span(),
			Message: fmt.Sprintf("this condition has no effect: only that of the first declaration of %s counts", i.Name),
			Related: note,
		})
	}
	if h.Utterance != nil && !first.Has(h.Utterance) {
		b.report(f, diag.Diagnostic{
			Severity: diag.Warning, Code: "lost-utterance", Span: h.Utterance.Span(),
			Message: fmt.Sprintf("this utterance is not added to the intent %s, which is declared already", i.Name),
			Hint:    "add it with \"or\", here or at the first declaration",
			Related: note,
		})
	}
}

// addAlternative adds an "or" line of a handler.
func (b *builder) addAlternative(v *StateVersion, f *File, i *Intent, h *syntax.Handler, a *syntax.Alternative) {
	switch {
	case a.Utterance != nil && i.shared:
		b.report(f, diag.Diagnostic{
			Code: "mixed-alternatives", Span: a.Span(),
			Message: "an utterance cannot be added here because the handler is for several intents",
			Hint:    "add the utterance where one of the intents is declared by itself",
		})
	case a.Utterance != nil:
		i.alternated = true
		if i.Name == "" {
			b.ignoreUtterance(i, f, a.Utterance)
			return
		}
		b.addUtterance(i, f, a.Utterance, heading(h))
	case a.Name != nil && i.alternated:
		b.report(f, diag.Diagnostic{
			Code: "mixed-alternatives", Span: a.Span(),
			Message: fmt.Sprintf("the intent %s cannot be added here because the handler has utterances below \"or\"", a.Name.Name),
			Hint:    "handle the intents one by one, or declare the utterances elsewhere",
		})
	case a.Name != nil:
		child := b.declare(v, f, a.Name.Name, a.Span(), nil)
		if child == nil {
			return
		}
		i.shared = true
		child.Parent = i
		b.refer(child)
	}
}

// ignoreUtterance warns of an utterance of "otherwise", whose slots may
// nevertheless have types.
func (b *builder) ignoreUtterance(i *Intent, f *File, t *syntax.Template) {
	b.warnf("ignored-utterance", f, t.Span(), "an utterance has no effect below \"otherwise\"")
	for _, ref := range b.utterance(t).slots {
		i.addSlot(ref, f)
	}
}

// addUtterance adds an utterance to an intent, or to the one that it refers to.
// span is the heading of the handler.
func (b *builder) addUtterance(i *Intent, f *File, t *syntax.Template, span diag.Span) {
	if i.Reference != nil {
		i = i.Reference
	}
	u := b.utterance(t)
	for _, p := range u.bad {
		b.report(f, diag.Diagnostic{
			Code: "invalid-utterance", Span: p.Span(),
			Message: fmt.Sprintf("an utterance cannot hold %s", describePart(p)),
			Hint:    "for something the user says, use a slot such as $name",
		})
	}
	if len(u.bad) > 0 || i.find(u.signature, t) {
		return
	}
	i.addUtterance(&Utterance{Template: t, File: f, signature: u.signature})
	i.HasUtterances = true
	for _, ref := range u.slots {
		i.addSlot(ref, f)
	}
	b.claim(i, f, t, span)
}

// addSlot adds the slot of a reference, unless the intent has it.
func (i *Intent) addSlot(ref *syntax.Ref, f *File) {
	name := slotName(ref)
	if i.bySlot[name] != nil {
		return
	}
	if i.bySlot == nil {
		i.bySlot = make(map[string]*Slot)
	}
	i.bySlot[name] = &Slot{Name: name, First: ref, File: f}
	i.Slots = append(i.Slots, i.bySlot[name])
}

// indexed is the number of utterances from which an intent finds them by an
// index.
const indexed = 16

func (i *Intent) addUtterance(u *Utterance) {
	i.Utterances = append(i.Utterances, u)
	switch n := len(i.Utterances); {
	case n == indexed:
		i.index = make(map[signature][]*Utterance)
		for _, u := range i.Utterances {
			i.index[u.signature] = append(i.index[u.signature], u)
		}
	case n > indexed:
		i.index[u.signature] = append(i.index[u.signature], u)
	}
}

// Has reports whether the intent has an utterance with the same samples.
func (i *Intent) Has(t *syntax.Template) bool { return i.find(signatureOf(t), t) }

func (i *Intent) find(key signature, t *syntax.Template) bool {
	candidates := i.Utterances
	if i.index != nil {
		candidates = i.index[key]
	}
	return slices.ContainsFunc(candidates, func(u *Utterance) bool {
		return u.signature == key && sameSamples(t, u.Template)
	})
}

// claim reports an utterance that another intent has.
func (b *builder) claim(i *Intent, f *File, t *syntax.Template, span diag.Span) {
	text := b.utterance(t).match
	first, ok := b.uttered[text]
	switch {
	case !ok:
		b.uttered[text] = usage{i, f, t.Span()}
	case first.intent.Name != i.Name:
		d := diag.Diagnostic{
			Code: "conflicting-utterance", Span: span,
			Message: fmt.Sprintf("the utterance %q of the intent %s belongs to the intent %s already, at %s",
				text, i.Name, first.intent.Name, at(first.file, first.span)),
			Hint:    "let each utterance stand for one intent, so that Alexa knows which one is meant",
			Related: related(first.file, first.span, "the other use"),
		}
		if t.Span().Start.Line != span.Start.Line {
			d.Related = append(d.Related, related(f, t.Span(), "this use")...)
		}
		if i.Declared != span {
			d.Related = append(d.Related, declaration(i)...)
		}
		b.report(f, d)
	}
}

// setType gives a slot the type of a "with" line.
func (b *builder) setType(i *Intent, f *File, s *syntax.SlotType) {
	if s.Slot == nil {
		return
	}
	if i.Reference != nil {
		i = i.Reference
	}
	name := slotName(s.Slot)
	slot := i.bySlot[name]
	switch {
	case slot == nil:
		b.report(f, diag.Diagnostic{
			Code: "unknown-slot", Span: s.Span(),
			Message: fmt.Sprintf("there is no slot named %s here%s", name, b.question(name, len(i.bySlot), maps.Keys(i.bySlot))),
			Hint:    fmt.Sprintf("use $%s in an utterance above this line", name),
		})
	case slot.With != nil:
		b.report(f, diag.Diagnostic{
			Code: "duplicate-slot-type", Span: s.Span(),
			Message: fmt.Sprintf("the slot %s of the intent %s already has a type: %s", name, i.Name, describeType(slot.With)),
			Hint:    "a slot that an intent has in several states gets its type once",
			Related: related(slot.WithFile, slot.With.Span(), "the other type"),
		})
	default:
		slot.With, slot.WithFile = s, f
	}
}

// describeType names what a "with" line gives to a slot.
func describeType(s *syntax.SlotType) string {
	switch {
	case s.Type != nil:
		return s.Type.Name
	case s.Builder != nil:
		return s.Builder.File + ":" + s.Builder.Function
	}
	return "a list of values"
}
