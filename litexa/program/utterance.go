package program

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"github.com/litexa-go/litexa/litexa/syntax"
)

// Samples returns the samples that an utterance stands for: one for each choice
// of alternatives, the leftmost group varying slowest, in lower case, with slots
// in braces and single blanks. Their number is the product of the alternatives:
// see [Count].
func Samples(t *syntax.Template) iter.Seq[string] {
	return func(yield func(string) bool) {
		choose(t.Parts, nil, func(sample []byte) bool { return yield(squeeze(string(sample))) })
	}
}

// choose appends each choice of alternatives in parts to sample and hands it to
// next. It returns false as soon as next does.
func choose(parts []syntax.Part, sample []byte, next func([]byte) bool) bool {
	for i, p := range parts {
		group, ok := p.(*syntax.Group)
		if !ok {
			sample = append(sample, samplePart(p)...)
			continue
		}
		for _, branch := range group.Branches {
			if !choose(branch, sample, func(s []byte) bool { return choose(parts[i+1:], s, next) }) {
				return false
			}
		}
		return true
	}
	return next(sample)
}

// samplePart returns the text of a part other than a group in a sample.
func samplePart(p syntax.Part) string {
	if ref := slotOf(p); ref != nil {
		return "{" + slotName(ref) + "}"
	}
	return lower(plainText(p))
}

// maxCount is where Count stops counting.
const maxCount = 1 << 40

// Count returns how many samples an utterance stands for; no more than 1<<40.
func Count(t *syntax.Template) int { return countParts(t.Parts) }

func countParts(parts []syntax.Part) int {
	n := 1
	for _, p := range parts {
		group, ok := p.(*syntax.Group)
		if !ok {
			continue
		}
		sum := 0
		for _, branch := range group.Branches {
			sum = min(sum+countParts(branch), maxCount)
		}
		if n > maxCount/max(sum, 1) {
			n = maxCount
		} else {
			n *= sum
		}
	}
	return n
}

// signature is what utterances with the same samples have in common.
type signature struct {
	count       int
	first, last string
}

func signatureOf(t *syntax.Template) signature {
	first := squeeze(edge(t.Parts, samplePart, false))
	s := signature{count: Count(t), first: first, last: first}
	if s.count > 1 {
		s.last = squeeze(edge(t.Parts, samplePart, true))
	}
	return s
}

// edge returns the text of the parts with the first, or the last, alternative of
// each group.
func edge(parts []syntax.Part, text func(syntax.Part) string, last bool) string {
	if len(parts) == 1 {
		if _, ok := parts[0].(*syntax.Group); !ok {
			return text(parts[0])
		}
	}
	var b strings.Builder
	for _, p := range parts {
		group, ok := p.(*syntax.Group)
		switch {
		case !ok:
			b.WriteString(text(p))
		case last:
			b.WriteString(edge(group.Branches[len(group.Branches)-1], text, last))
		default:
			b.WriteString(edge(group.Branches[0], text, last))
		}
	}
	return b.String()
}

// maxCompared bounds the samples that are compared to find equal utterances. No
// model can hold more.
const maxCompared = 1 << 18

// sameSamples reports whether utterances with equal signatures have the same
// samples.
func sameSamples(a, b *syntax.Template) bool {
	n := Count(a)
	switch {
	case n <= 2: // the first and the last, which are equal
		return true
	case n > maxCompared:
		return false
	}
	next, stop := iter.Pull(Samples(b))
	defer stop()
	for s := range Samples(a) {
		if other, _ := next(); other != s {
			return false
		}
	}
	return true
}

// slotOf returns the reference to a slot that a part is, or nil.
func slotOf(p syntax.Part) *syntax.Ref {
	i, ok := p.(*syntax.Interpolation)
	if !ok || i.Braces {
		return nil
	}
	ref, ok := i.Expr.(*syntax.Ref)
	if !ok || ref.Scope != syntax.RequestScope {
		return nil
	}
	return ref
}

// slotName returns the name of the slot that a reference names in an utterance
// or a "with" statement, which includes what follows the name.
func slotName(ref *syntax.Ref) string {
	if len(ref.Path) == 0 {
		return ref.Name.Name
	}
	var b strings.Builder
	b.WriteString(ref.Name.Name)
	for _, a := range ref.Path {
		switch {
		case a.Member != "":
			b.WriteString("." + a.Member)
		case a.IsKey:
			b.WriteString("['" + a.Key + "']")
		default:
			b.WriteString("[" + strconv.Itoa(a.Index) + "]")
		}
	}
	return b.String()
}

// plainText returns the text of a *Text or an *Escape.
func plainText(p syntax.Part) string {
	switch p := p.(type) {
	case *syntax.Text:
		text, _ := syntax.NormalizeText(p.Raw)
		return text
	case *syntax.Escape:
		if p.Char == '"' {
			return `\"`
		}
		return string(p.Char)
	}
	return ""
}

// namingText returns the text from which an intent is named: slots as "$name"
// and the first alternative of each group.
func namingText(t *syntax.Template) string {
	return edge(t.Parts, func(p syntax.Part) string {
		if ref := slotOf(p); ref != nil {
			return "$" + slotName(ref)
		}
		return plainText(p)
	}, false)
}

// matchText returns the text by which utterances of different intents are told
// apart: that of namingText in lower case, but for the names of slots.
func matchText(t *syntax.Template) string {
	return edge(t.Parts, func(p syntax.Part) string {
		if ref := slotOf(p); ref != nil {
			return "$" + slotName(ref)
		}
		return lower(plainText(p))
	}, false)
}

// utterance is what the builder needs to know of an utterance. It is the same
// for all languages.
type utterance struct {
	signature signature
	match     string // see matchText
	slots     []*syntax.Ref
	bad       []syntax.Part // what an utterance cannot hold
}

// utterance describes a template.
func (b *builder) utterance(t *syntax.Template) *utterance {
	u := b.utterances[t]
	if u == nil {
		u = &utterance{signature: signatureOf(t), match: matchText(t)}
		slotsOf(t.Parts, func(ref *syntax.Ref) { u.slots = append(u.slots, ref) },
			func(p syntax.Part) { u.bad = append(u.bad, p) })
		b.utterances[t] = u
	}
	return u
}

// slotsOf calls visit for the slots of the parts in source order, those of all
// alternatives included, and bad for what an utterance cannot hold.
func slotsOf(parts []syntax.Part, visit func(*syntax.Ref), bad func(syntax.Part)) {
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Text, *syntax.Escape:
		case *syntax.Group:
			for _, branch := range p.Branches {
				slotsOf(branch, visit, bad)
			}
		default:
			if ref := slotOf(p); ref != nil {
				visit(ref)
			} else {
				bad(p)
			}
		}
	}
}

var errNoName = errors.New("no letter or digit is left for a name")

// intentName returns the name of an intent that is declared by an utterance.
// Digits become "n", so that "room 1" and "room 2" name the same intent.
func intentName(text string) (string, error) {
	var b strings.Builder
	blank := false
	for _, r := range text {
		if isSpace(r) {
			if !blank {
				b.WriteByte('_')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteRune(r)
	}
	name := upper(b.String())
	b.Reset()
	for _, r := range name {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte('n')
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == '_', r == '.':
			b.WriteRune(r)
		}
	}
	name = collapse(collapse(b.String(), '_'), '.')
	if name == "" || name == "_" {
		return "", errNoName
	}
	if name[0] == '_' {
		name = "i" + name
	}
	return name, nil
}

// collapse replaces each run of c by a "_".
func collapse(s string, c byte) string {
	if strings.IndexByte(s, c) < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] != c {
			out = append(out, s[i])
		} else if i == 0 || s[i-1] != c {
			out = append(out, '_')
		}
	}
	return string(out)
}

// squeeze drops the blanks at the ends and makes a single one of each run.
func squeeze(s string) string {
	if tidy(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

// tidy reports whether squeeze would leave s as it is.
func tidy(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// isSpace reports whether JavaScript takes r for white space.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

func isASCII(s string) bool {
	return !slices.ContainsFunc([]byte(s), func(c byte) bool { return c >= utf8.RuneSelf })
}

// lower and upper change the case of a text in the way of JavaScript, which
// knows special cases such as the final sigma and the sharp s.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return cases.Lower(language.Und).String(s)
}

func upper(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return cases.Upper(language.Und).String(s)
}

// describePart names a part that an utterance cannot hold.
func describePart(p syntax.Part) string {
	switch p := p.(type) {
	case *syntax.Tag:
		return "a tag"
	case *syntax.Interpolation:
		ref, _ := p.Expr.(*syntax.Ref)
		switch {
		case p.Braces:
			return "an expression in braces"
		case ref != nil && ref.Scope == syntax.DeployScope:
			return "a DEPLOY variable"
		}
		return "a database variable"
	}
	return fmt.Sprintf("%T", p)
}
