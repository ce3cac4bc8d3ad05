package syntax

import (
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
)

// template parses a template in double quotes.
func (p *parser) template(form TemplateForm) *Template {
	if p.peek() != '"' {
		p.expectedHint("a text in double quotes", p.quotesHint())
	}
	start, open := p.here(), p.off
	t := &Template{Form: form}
	p.off++
	p.templateParts(t, open)
	p.off++
	t.extent = p.since(start)
	return t
}

// templateParts parses what is between the quotes. open is the offset of the
// first one, or the end of the source if there are no quotes.
func (p *parser) templateParts(t *Template, open int) {
	parts := templateParser{parser: p, form: t.Form, open: open}
	t.Parts = parts.alternation(nil)
	switch {
	case p.off < len(p.src) && (open == len(p.src) || p.peek() != '"'):
		parts.unexpected()
	case p.off == len(p.src) && open < len(p.src):
		p.unterminated(open)
	case len(t.Parts) == 0 && (t.Form == SayForm || t.Form == UtteranceForm):
		p.failAt(p.off, "empty-text", "the text is empty")
	}
}

// templateParser parses the parts of a template.
type templateParser struct {
	*parser
	form  TemplateForm
	open  int
	depth int
}

// textEnds are the characters that plain text ends before, by form.
var textEnds = [...]string{
	SayForm:       "\"$@{<\\|()D",
	CardForm:      "\"$@{<\\|()D",
	UtteranceForm: "\"$()|",
	ExpectForm:    "\"@<",
}

// alternation parses parts that may be separated by "|". group is the group
// whose parentheses they are in, or nil.
func (t *templateParser) alternation(group *Group) []Part {
	start := t.here()
	first := t.parts()
	if t.peek() != '|' || t.form == CardForm || t.form == ExpectForm {
		if group != nil {
			group.Branches = [][]Part{first}
		}
		return first
	}
	if len(first) == 0 {
		t.expectedHint("text before \"|\"", "only the second and later alternatives can be empty")
	}
	g := group
	if g == nil {
		g = &Group{}
	}
	g.Branches = append(g.Branches, first)
	for t.accept("|") {
		g.Branches = append(g.Branches, t.parts())
	}
	if group == nil {
		g.extent = t.since(start)
	}
	return []Part{g}
}

// parts parses parts up to something that is none.
func (t *templateParser) parts() []Part {
	var parts []Part
	for {
		part := t.part()
		if part == nil {
			return parts
		}
		parts = append(parts, part)
	}
}

// part parses a part, or returns nil if there is none.
func (t *templateParser) part() Part {
	if end := t.textEnd(); end > t.off {
		start := t.here()
		raw := t.src[t.off:end]
		t.off = end
		return &Text{t.since(start), raw}
	}
	switch t.peek() {
	case '$':
		ref := t.slotRef()
		return &Interpolation{extent: ref.extent, Expr: ref}
	case '(':
		if t.form == SayForm || t.form == UtteranceForm {
			return t.group()
		}
	case '@':
		return t.database()
	case '{':
		return t.braces()
	case 'D':
		if t.form == SayForm {
			return t.deploy()
		}
	case '\\':
		if t.form == SayForm {
			return t.escape()
		}
	case '<':
		return t.tag()
	}
	return nil
}

// textEnd returns the end of the plain text at the cursor.
func (t *templateParser) textEnd() int {
	ends := textEnds[t.form]
	off := t.off
	for {
		n := strings.IndexAny(t.src[off:], ends)
		if n < 0 {
			return len(t.src)
		}
		off += n
		if t.src[off] != 'D' || strings.HasPrefix(t.src[off:], "DEPLOY") {
			return off
		}
		off++
	}
}

func (t *templateParser) group() Part {
	start := t.here()
	t.depth++
	if t.depth > maxDepth {
		t.failAt(t.off, "nesting-too-deep", "there are more than %d groups within each other", maxDepth)
	}
	t.off++
	g := &Group{Paren: true}
	t.alternation(g)
	if t.peek() != ')' {
		t.unexpected()
	}
	if len(g.Branches) == 1 && len(g.Branches[0]) == 0 {
		t.expected("text between \"(\" and \")\"")
	}
	t.off++
	t.depth--
	g.extent = t.since(start)
	return g
}

// database parses "@ref" or "@ref(args)". If what is in the parentheses is no
// list of arguments, they are a group of text.
func (t *templateParser) database() Part {
	if t.form == SayForm && t.width(t.off+1, classStart) == 0 {
		t.off++
		t.expectedHint(`a name after "@"`, `a plain "@" is written \@`)
	}
	ref := t.databaseRef()
	part := &Interpolation{extent: ref.extent, Expr: ref}
	if t.form == ExpectForm || t.peek() != '(' || t.noCalls[t.off] {
		return part
	}
	off := t.off
	s := &t.expression
	s.active, s.prefix, s.depth, s.terms, s.calls = true, off, 0, 0, s.calls[:0]
	var args []Expr
	if f := t.try(func() { args = t.arguments() }); f != nil {
		// None of the calls that were open can be one either.
		if t.noCalls == nil {
			t.noCalls = make(map[int]bool)
		}
		for _, call := range s.calls {
			t.noCalls[call] = true
		}
		t.off = off
		return part
	}
	s.active = false
	call := &CallExpr{t.since(ref.at.Start), ref, args}
	part.extent, part.Expr = call.extent, call
	return part
}

func (t *templateParser) braces() Part {
	start := t.here()
	t.off++
	t.blanks()
	e := t.parseExpr()
	t.blanks()
	if !t.accept("}") {
		hint := t.operatorHint()
		if hint == "" && t.form == SayForm {
			hint = `a plain "{" is written \{`
		}
		t.expectedHint(`an operator or "}"`, hint)
	}
	return &Interpolation{t.since(start), true, e}
}

func (t *templateParser) deploy() Part {
	start := t.here()
	t.off += len("DEPLOY")
	if !t.accept(".") || t.width(t.off, classStart) == 0 {
		t.failAt(t.off-len("DEPLOY"), "syntax", "\"DEPLOY\" in a text must be followed by a dot and a name")
	}
	ref := &Ref{Scope: DeployScope, Name: t.freeName("a name")}
	t.path(ref)
	ref.extent = t.since(start)
	return &Interpolation{extent: ref.extent, Expr: ref}
}

func (t *templateParser) escape() Part {
	if t.off+1 >= len(t.src) || strings.IndexByte(`$@<>"(){\`, t.src[t.off+1]) < 0 || t.src[t.off+1] == '}' {
		t.fail(failure{
			off: t.off, end: t.off + 1, code: "invalid-escape",
			message: "a backslash cannot be here",
			hint:    `it makes one of these characters plain: $ @ < > " ( ) { \; a line break is an empty line in the text`,
		})
	}
	start := t.here()
	t.off += 2
	return &Escape{t.since(start), t.src[t.off-1]}
}

// unexpected fails because of a character that cannot stand in the text.
func (t *templateParser) unexpected() {
	if t.off == len(t.src) && t.open < len(t.src) {
		t.unterminated(t.open)
	}
	hint := ""
	switch c := t.peek(); {
	case c == '"' && t.open == len(t.src):
		hint = `a quote within the text is written \"`
	case c == '"', t.off == len(t.src) && t.depth > 0:
		hint = "a parenthesis is not closed"
	case t.form == CardForm && (c == '(' || c == ')' || c == '|' || c == '\\'):
		hint = "texts of cards have no groups, alternatives or backslashes; put the text into a variable"
	case c == ')' && t.form == SayForm:
		hint = `a parenthesis that is not part of a group is written \)`
	case c == '|':
		hint = "only the second and later alternatives can be empty"
	}
	what := "more text or the end of the text"
	if t.depth > 0 {
		what = "more text or \")\""
	}
	t.expectedCode("unexpected-text", what, hint)
}

// tag parses what is between "<" and ">".
func (t *templateParser) tag() Part {
	start, off := t.here(), t.off
	parse := []func(*Tag) bool{t.pause, t.interjection}
	switch t.form {
	case SayForm:
		parse = []func(*Tag) bool{t.sound, t.pause, t.interjection}
	case CardForm:
		parse = []func(*Tag) bool{t.fontSize}
	case ExpectForm:
		parse = []func(*Tag) bool{t.assetTag, t.sound, t.interjection, t.pause}
	}
	tag := &Tag{}
	for _, form := range parse {
		if form(tag) {
			tag.extent = t.since(start)
			return tag
		}
		t.off = off
	}
	t.named(tag)
	tag.extent = t.since(start)
	t.checkTag(tag)
	return tag
}

// pause parses <...500ms>.
func (t *templateParser) pause(tag *Tag) bool {
	t.off += len("<")
	if !t.accept("...") {
		return false
	}
	t.blanks()
	end := t.number(t.off, false)
	number := t.src[t.off:end]
	if n, err := strconv.Atoi(number); err == nil {
		number = strconv.Itoa(n) // without leading zeros
	}
	t.off = end
	unit := "ms"
	if !t.accept(unit) {
		unit = "s"
		if !t.accept(unit) {
			return false
		}
	}
	t.blanks()
	tag.Kind, tag.Duration = TagPause, number+unit
	return number != "" && t.accept(">")
}

// sound parses <sfx asset>.
func (t *templateParser) sound(tag *Tag) bool {
	if !t.accept("<sfx") {
		return false
	}
	t.blanks()
	off := t.off
	for _, asset := range []func() *Asset{t.assetFile, t.assetURL, t.soundBank} {
		tag.Asset = asset()
		t.blanks()
		if tag.Asset != nil && t.accept(">") {
			tag.Kind = TagSound
			return true
		}
		t.off = off
	}
	tag.Asset = nil
	return false
}

// assetTag parses <name.mp3>.
func (t *templateParser) assetTag(tag *Tag) bool {
	t.off += len("<")
	tag.Kind, tag.Asset = TagAsset, t.assetFile()
	return tag.Asset != nil && t.accept(">")
}

// interjection parses <!text> with the punctuation that follows.
func (t *templateParser) interjection(tag *Tag) bool {
	off := t.off
	t.off += len("<")
	if !t.accept("!") {
		return false
	}
	text, ok := t.tagText()
	if !ok {
		return false
	}
	tag.Kind, tag.Text = TagInterjection, text
	if strings.Contains(text, "&") {
		t.report(t.span(off, t.off), "invalid-interjection", `write "and"`, "an interjection cannot have the character \"&\"")
	}
	end := t.off
	t.blanks()
	first := t.off
	for t.off < len(t.src) && strings.IndexByte(",.!?", t.src[t.off]) >= 0 {
		t.off++
	}
	tag.Punctuation = t.src[first:t.off]
	if tag.Punctuation == "" {
		t.off = end // the blanks are text
	}
	return true
}

// fontSize parses <f3 text>.
func (t *templateParser) fontSize(tag *Tag) bool {
	off := t.off
	if !t.accept("<f") {
		return false
	}
	t.blanks()
	end := t.number(t.off, false)
	if end == t.off {
		return false
	}
	size, err := strconv.Atoi(t.src[t.off:end])
	t.off = end
	text, ok := t.tagText()
	if !ok {
		return false
	}
	if err != nil || size != 2 && size != 3 && size != 5 && size != 7 {
		t.report(t.span(off, end), "invalid-font-size", "", "the font size %d is not one of 2, 3, 5 and 7", size)
	}
	tag.Kind, tag.Size, tag.Text = TagFontSize, size, text
	return true
}

// named parses <code text>.
func (t *templateParser) named(tag *Tag) {
	open := t.off
	t.off++
	end := t.off
	for end < len(t.src) && strings.IndexByte("> \t", t.src[end]) < 0 {
		end++
	}
	if end == t.off {
		hint := ""
		if t.form == SayForm {
			hint = `a plain "<" is written \<`
		}
		t.off = open
		t.fail(failure{off: open, end: open + 1, code: "unexpected-text", message: `unexpected "<" in the text`, hint: hint})
	}
	*tag = Tag{Kind: TagNamed, Code: t.src[t.off:end]}
	t.off = end
	text, ok := t.tagText()
	if !ok {
		t.fail(failure{
			off: len(t.src), end: len(t.src), code: "unclosed-tag", swallowed: true,
			message: "the tag " + shorten("<"+tag.Code) + " has no \">\"",
			related: []diag.Related{{File: t.filename, Span: t.span(open, open+1), Message: "the tag begins here"}},
			hint:    `a plain "<" in what is said is written \<`,
		})
	}
	tag.Text = text
}

// tagText parses the text of a tag with the ">" after it.
func (t *templateParser) tagText() (text string, ok bool) {
	t.blanks()
	if t.off >= t.noTag {
		return "", false
	}
	n := strings.IndexByte(t.src[t.off:], '>')
	if n < 0 {
		t.noTag = t.off
		return "", false
	}
	text = t.src[t.off : t.off+n]
	t.off += n + 1
	return text, true
}

// checkTag reports a tag that is not known.
func (t *templateParser) checkTag(tag *Tag) {
	switch tag.Code {
	case "i", "b", "u", "center":
		return
	}
	if t.options.SayTags != nil && t.options.SayTags(tag.Code) {
		return
	}
	hint := "the tags are <!interjection>, <...500ms>, <sfx file.mp3>, <b>, <i>, <u> and <center>"
	code := strings.TrimRight(tag.Code, "0123456789")
	switch {
	case tag.Code == "sfx":
		hint = "write a file name, an https address or a soundbank path after sfx, as in <sfx door.mp3>"
	case strings.HasPrefix(tag.Code, "..."):
		hint = "a pause is a whole number with a unit, as in <...500ms> or <...2s>"
	case t.form == CardForm:
		hint = "the tags of cards are <b>, <i>, <u>, <center> and <f3> for the size of the font"
	case t.form == SayForm && code == "f":
		hint = "sizes of fonts are for cards"
	case t.form == SayForm && (strings.HasPrefix(tag.Code, "/") || strings.Contains(tag.Text, "=")):
		hint = `SSML is written with \< instead of <`
	}
	t.report(tag.at, "unknown-tag", hint, "unknown tag %s", shorten("<"+tag.Code+">"))
}

// shorten cuts a text for a message.
func shorten(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	if len(text) > 40 {
		text = strings.ToValidUTF8(text[:40], "") + "..."
	}
	return text
}
