package skilltest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// AssetsRoot is the address of assets in tests.
const AssetsRoot = "test://"

// speech knows all that a program can say in a language.
type speech struct {
	program  *program.Program
	language string
	audio    *regexp.Regexp
	says     []*saying
}

// saying is a statement that speaks.
type saying struct {
	sample int // the length of what it says
	texts  []*wording
}

// wording is one of the texts of a statement.
type wording struct {
	re *regexp.Regexp // of the text, blanks before it included
	// prefix is what it begins with, without blanks.
	prefix string
}

// blank is what JavaScript takes for white space.
const blank = `[\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]`

func newSpeech(p *program.Program, language string) *speech {
	s := &speech{program: p, language: language}
	s.audio = regexp.MustCompile(`(?i)<audio\s+src='` + regexp.QuoteMeta(AssetsRoot+language+"/") + `([\w/\-.]*)\.mp3'/>`)
	for _, state := range p.States {
		code := check.CodeOf(state, language)
		s.collect(code.Entry.Stmts)
		s.collect(code.Exit.Stmts)
		for _, body := range code.Bodies {
			for _, h := range body.Handlers {
				s.collect(h.Body)
			}
		}
	}
	slices.SortStableFunc(s.says, func(a, b *saying) int { return b.sample - a.sample })
	return s
}

// collect adds the statements that speak, nested ones included.
func (s *speech) collect(stmts []syntax.Stmt) {
	for _, stmt := range stmts {
		for n := range syntax.Preorder(stmt) {
			switch n := n.(type) {
			case *syntax.Say:
				s.addSay(n)
			case *syntax.SoundEffect:
				s.addSound(n)
			}
		}
	}
}

func (s *speech) addSay(n *syntax.Say) {
	texts := s.program.Translation(s.language, n)
	if texts == nil {
		texts = append(texts, n.Text)
		for _, a := range n.Alternates {
			texts = append(texts, a.Text)
		}
	}
	say := &saying{}
	for i, t := range texts {
		if t == nil {
			continue
		}
		if i == 0 {
			say.sample = len(s.sample(t.Parts))
		}
		var b strings.Builder
		s.pattern(&b, t.Parts)
		say.add(b.String(), s.prefix(t.Parts))
	}
	// What only says the value of an expression would stand for any word.
	if say.sample > 0 {
		s.says = append(s.says, say)
	}
}

func (s *speech) addSound(n *syntax.SoundEffect) {
	say := &saying{}
	assets := []*syntax.Asset{n.Asset}
	for _, a := range n.Alternates {
		assets = append(assets, a.Asset)
	}
	for i, a := range assets {
		if i == 0 {
			say.sample = len(s.sampleAsset(a))
		}
		name := regexp.QuoteMeta(a.Name)
		say.add(`(?:<(?:`+regexp.QuoteMeta(AssetsRoot)+`[^<>]*/)?`+name+`>|<audio src='[^']*`+name+`'/>)`, "<")
	}
	s.says = append(s.says, say)
}

// add adds a text, given as a pattern.
func (s *saying) add(pattern, prefix string) {
	re, err := regexp.Compile(blank + `*(?:` + pattern + `)`)
	if err != nil {
		return // a text of the source is never too long for an expression
	}
	s.texts = append(s.texts, &wording{re: re, prefix: strings.TrimLeftFunc(prefix, isBlank)})
}

// prefix returns the text that parts begin with.
func (s *speech) prefix(parts []syntax.Part) string {
	text := ""
	for _, p := range parts {
		more, ok := plain([]syntax.Part{p})
		if !ok {
			break
		}
		text += more
	}
	return text
}

// pattern writes the pattern of what parts say: a value is a word, a tag the
// SSML or what the source has.
func (s *speech) pattern(b *strings.Builder, parts []syntax.Part) {
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Interpolation:
			b.WriteString(s.value(p))
		case *syntax.Group:
			b.WriteString("(?:")
			for i, branch := range p.Branches {
				if i > 0 {
					b.WriteByte('|')
				}
				s.pattern(b, branch)
			}
			b.WriteByte(')')
		case *syntax.Tag:
			b.WriteString("(?:" + regexp.QuoteMeta(s.ssml(p)))
			for _, short := range s.short(p) {
				b.WriteString("|" + regexp.QuoteMeta(short))
			}
			b.WriteByte(')')
		default:
			text, _ := plain([]syntax.Part{p})
			b.WriteString(regexp.QuoteMeta(text))
		}
	}
}

// value returns the pattern of a value: a DEPLOY variable is what it is.
func (s *speech) value(p *syntax.Interpolation) string {
	if r, ok := p.Expr.(*syntax.Ref); ok && r.Scope == syntax.DeployScope && !p.Braces {
		if v, err := program.EvalStatic(r, s.program.Deploy); err == nil {
			switch v := v.(type) {
			case string:
				return regexp.QuoteMeta(v)
			case float64, bool:
				return regexp.QuoteMeta(fmt.Sprint(v))
			}
		}
	}
	return word
}

// sample returns what parts say as far as it is known.
func (s *speech) sample(parts []syntax.Part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Interpolation:
			r, ok := p.Expr.(*syntax.Ref)
			switch {
			case p.Braces:
			case ok && r.Scope == syntax.RequestScope:
				b.WriteString("undefined")
			case ok && r.Scope == syntax.DeployScope:
				b.WriteString(s.value(p))
			default:
				b.WriteString("STUB")
			}
		case *syntax.Group:
			b.WriteString(s.sample(p.Branches[0]))
		case *syntax.Tag:
			b.WriteString(s.ssml(p))
		default:
			text, _ := plain([]syntax.Part{p})
			b.WriteString(text)
		}
	}
	return b.String()
}

func (s *speech) sampleAsset(a *syntax.Asset) string {
	name := a.Name
	if a.Kind == syntax.AssetFile {
		name = s.language + "/" + name
	}
	return "<audio src='" + name + "'/>"
}

// ssml returns what a tag stands for.
func (s *speech) ssml(t *syntax.Tag) string {
	switch t.Kind {
	case syntax.TagInterjection:
		return "<say-as interpret-as='interjection'>" + t.Text + t.Punctuation + "</say-as>"
	case syntax.TagPause:
		return "<break time='" + t.Duration + "'/>"
	case syntax.TagSound:
		return s.sampleAsset(t.Asset)
	case syntax.TagAsset:
		return "<" + t.Asset.Name + ">"
	case syntax.TagFontSize:
		return element(fmt.Sprintf("font size='%d'", t.Size), "font", t.Text)
	}
	switch t.Code {
	case "i", "b", "u":
		return element(t.Code, t.Code, t.Text)
	case "center":
		return element("div align='center'", "div", t.Text)
	}
	return ""
}

func element(open, name, text string) string {
	if strings.TrimSpace(text) == "" {
		return "<" + open + ">"
	}
	return "<" + open + ">" + text + "</" + name + ">"
}

// short returns the abbreviations of a tag.
func (s *speech) short(t *syntax.Tag) []string {
	switch t.Kind {
	case syntax.TagInterjection:
		return []string{"<!" + t.Text + t.Punctuation + ">"}
	case syntax.TagPause:
		return []string{"<..." + t.Duration + ">"}
	case syntax.TagSound:
		list := []string{"<" + t.Asset.Name + ">"}
		if t.Asset.Kind == syntax.AssetFile {
			list = append(list, "<"+AssetsRoot+program.Default+"/"+t.Asset.Name+">")
		}
		return list
	}
	return nil
}

// express returns the text that an expectation or a user says. Slots stay as
// they are written, other values are unknown.
func (s *speech) express(parts []syntax.Part, pick func(int) int) string {
	var b strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Interpolation:
			r, ok := p.Expr.(*syntax.Ref)
			switch {
			case p.Braces:
			case ok && r.Scope == syntax.RequestScope:
				b.WriteString("$" + r.Name.Name)
			case ok && r.Scope == syntax.DeployScope:
				if v, err := program.EvalStatic(r, s.program.Deploy); err == nil && v != nil {
					fmt.Fprint(&b, v)
				}
			default:
				b.WriteString("undefined")
			}
		case *syntax.Group:
			b.WriteString(s.express(p.Branches[pick(len(p.Branches))], pick))
		case *syntax.Tag:
			b.WriteString(s.ssml(p))
		default:
			text, _ := plain([]syntax.Part{p})
			b.WriteString(text)
		}
	}
	return b.String()
}

var (
	audioURL     = regexp.MustCompile(`(?i)<audio\s+src=['"]([a-zA-Z0-9_\-./:]*)['"]/>`)
	sfx          = regexp.MustCompile(`(?i)<sfx\s+['"]?([a-zA-Z0-9_\-./:]*)['"]?>`)
	interjection = regexp.MustCompile(`(?i)<say-as.interpret-as='interjection'>([^<]*)</say-as>`)
	pause        = regexp.MustCompile(`(?i)<break.time='([0-9]+(?:s|ms))'/>`)
	audioTag     = regexp.MustCompile(`(?i)<\s*audio`)
)

// abbreviate returns speech as transcripts show it.
func (s *speech) abbreviate(text string) string {
	if strings.IndexByte(text, '<') >= 0 {
		text = s.audio.ReplaceAllString(text, "<$1.mp3>")
		text = audioURL.ReplaceAllString(text, "<$1>")
		text = sfx.ReplaceAllString(text, "<$1>")
		text = interjection.ReplaceAllString(text, "<!$1>")
		text = pause.ReplaceAllString(text, "<...$1>")
	}
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return ' '
		}
		return r
	}, text)
}

func isBlank(r rune) bool { return unicode.IsSpace(r) && r != '\u0085' || r == '\ufeff' }

// consume removes a statement from the beginning of a text. It is ok only if
// the first of the texts that occur in it at all stands there.
func (s *saying) consume(text string) (rest string, ok bool) {
	trimmed := strings.TrimLeftFunc(text, isBlank)
	for i, w := range s.texts {
		if !strings.HasPrefix(trimmed, w.prefix) {
			continue
		}
		at := w.re.FindStringIndex(text)
		if at == nil || at[0] != 0 || at[1] == 0 {
			continue
		}
		for _, earlier := range s.texts[:i] {
			if found := earlier.re.FindStringIndex(text); found != nil && found[1] > found[0] {
				return "", false
			}
		}
		return text[at[1]:], true
	}
	return "", false
}

// first returns where the first of the texts is that occur in a text.
func (s *saying) first(text string) (at []int) {
	for _, w := range s.texts {
		if at := w.re.FindStringIndex(text); at != nil && at[1] > at[0] {
			return at
		}
	}
	return nil
}

// segment is a part of an expected text with the statement that says it.
type segment struct {
	say  *saying
	text string
}

// split divides an expected text into statements. rest is what none says.
func (s *speech) split(text string) (segments []segment, rest string) {
	rest = text
next:
	for rest != "" {
		for _, say := range s.says {
			if more, ok := say.consume(rest); ok {
				segments = append(segments, segment{say, strings.TrimSuffix(rest, more)})
				rest = more
				continue next
			}
		}
		break
	}
	return segments, strings.Trim(rest, " ")
}

// compare says how speech differs from an expected text; nil if it does not,
// or if both are made of the same statements.
func (s *speech) compare(expected, actual string) *Failure {
	fail := func(format string, args ...any) *Failure {
		return &Failure{Message: fmt.Sprintf(format, args...), Expected: s.abbreviate(expected), Actual: actual}
	}
	if s.abbreviate(expected) == actual {
		return nil
	}
	segments, rest := s.split(expected)
	if rest != "" {
		return fail("no say statements match `%s` out of `%s`", rest, expected)
	}
	remainder := actual
	for i, seg := range segments {
		at := seg.say.first(remainder)
		switch {
		case at == nil:
			return fail("failed to match expected segment %d `%s`, seeing `%s` instead", i, seg.text, remainder)
		case at[0] != 0:
			return fail("say statement appeared out of order `%s`", remainder[at[0]:at[1]])
		}
		remainder = remainder[at[1]:]
	}
	if remainder != "" {
		return fail("unexpected extra speech, `%s`", remainder)
	}
	return nil
}
