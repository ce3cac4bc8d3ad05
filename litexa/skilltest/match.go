package skilltest

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// matcher finds the intents of what users say in tests: the best utterance of
// the default language that is the text, where slots stand for single words.
type matcher struct {
	utterances []*utterance
	// exact are the utterances without slots by their text.
	exact map[string]*utterance
	// slotted are the indexes of the others.
	slotted []*utterance
}

type utterance struct {
	intent string
	order  int
	score  int
	// prefix is the text before the first slot, in lower case.
	prefix string
	re     *regexp.Regexp // nil for exact ones
	slots  []string       // of the groups of re
}

// word is the pattern of a slot in an utterance.
const word = `([^\s\v\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]+)`

func newMatcher(p *program.Program) (*matcher, error) {
	m := &matcher{exact: make(map[string]*utterance)}
	for _, s := range p.States {
		v := s.Versions[program.Default]
		if v == nil {
			continue
		}
		for _, in := range v.Intents {
			whens := make(map[*syntax.Template]bool)
			for _, h := range in.Handlers {
				if h.Utterance != nil {
					whens[h.Utterance] = true
				}
			}
			for _, u := range in.Utterances {
				if err := m.add(in.Name, u.Template, whens[u.Template]); err != nil {
					return nil, fmt.Errorf("utterance in line %d of %s: %w", u.Template.Span().Start.Line, u.File.Source.Path, err)
				}
			}
		}
	}
	return m, nil
}

// add adds an utterance. Only one that stands behind "when" and is a single
// text or slot has a score.
func (m *matcher) add(intent string, t *syntax.Template, when bool) error {
	u := &utterance{intent: intent, order: len(m.utterances)}
	if when && len(t.Parts) == 1 {
		switch t.Parts[0].(type) {
		case *syntax.Text:
			u.score = 10
		case *syntax.Interpolation:
			u.score = 1
		}
	}
	m.utterances = append(m.utterances, u)
	if text, ok := plain(t.Parts); ok {
		key := strings.ToLower(text)
		if old := m.exact[key]; old == nil || u.score > old.score {
			m.exact[key] = u
		}
		return nil
	}
	var b strings.Builder
	b.WriteString("^(?i:")
	u.pattern(&b, t.Parts)
	b.WriteString(")$")
	re, err := regexp.Compile(b.String())
	if err != nil {
		return err
	}
	u.re = re
	if first, ok := t.Parts[0].(*syntax.Text); ok {
		text, _ := syntax.NormalizeText(first.Raw)
		u.prefix = strings.ToLower(text)
	}
	m.slotted = append(m.slotted, u)
	return nil
}

// plain returns the text of parts that are nothing else.
func plain(parts []syntax.Part) (text string, ok bool) {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Text:
			text, _ := syntax.NormalizeText(p.Raw)
			b.WriteString(text)
		case *syntax.Escape:
			b.WriteByte(p.Char)
		default:
			return "", false
		}
	}
	return b.String(), true
}

func (u *utterance) pattern(b *strings.Builder, parts []syntax.Part) {
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Text:
			text, _ := syntax.NormalizeText(p.Raw)
			b.WriteString(regexp.QuoteMeta(text))
		case *syntax.Escape:
			b.WriteString(regexp.QuoteMeta(string(p.Char)))
		case *syntax.Interpolation:
			if r, ok := p.Expr.(*syntax.Ref); ok {
				u.slots = append(u.slots, r.Name.Name)
				b.WriteString(word)
			}
		case *syntax.Group:
			b.WriteString("(?:")
			for i, branch := range p.Branches {
				if i > 0 {
					b.WriteByte('|')
				}
				u.pattern(b, branch)
			}
			b.WriteByte(')')
		}
	}
}

// match returns the intent of a text with the values of its slots.
func (m *matcher) match(text string) (intent string, slots []Slot, ok bool) {
	lower := strings.ToLower(text)
	best := m.exact[lower]
	var groups []string
	for _, u := range m.slotted {
		if best != nil && (u.score < best.score || u.score == best.score && u.order > best.order) || !strings.HasPrefix(lower, u.prefix) {
			continue
		}
		if found := u.re.FindStringSubmatch(text); found != nil {
			best, groups = u, found[1:]
		}
	}
	if best == nil {
		return "", nil, false
	}
	if best.re == nil {
		groups = nil
	}
	for i, value := range groups {
		slots = setSlot(slots, best.slots[i], value)
	}
	return best.intent, slots, true
}

// setSlot sets a slot. One that takes no part in the match stays as it is.
func setSlot(slots []Slot, name string, value any) []Slot {
	for i := range slots {
		if slots[i].Name == name {
			if value != "" {
				slots[i].Value = value
			}
			return slots
		}
	}
	if value == "" {
		return slots
	}
	return append(slots, Slot{Name: name, Value: value})
}
