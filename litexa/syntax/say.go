package syntax

import "github.com/litexa-go/litexa/litexa/diag"

func (p *parser) say() {
	const both = "say reprompt" // exactly so
	if p.src[p.start:min(p.start+len(both), len(p.src))] == both && p.width(p.start+len(both), classBlank) > 0 {
		p.off = p.start + len(both)
		p.blanks()
		p.speak(ToBoth)
		return
	}
	p.speak(ToSpeech)
}

func (p *parser) reprompt() { p.speak(ToReprompt) }

func (p *parser) speak(to Speech) {
	text := p.template(SayForm)
	s := &Say{extent: p.since(p.begin), To: to, Text: text}
	level := p.code(s, sayWords[to])
	p.opens(level, owner{node: s, ends: [2]*diag.Pos{&s.at.End}})
}

func (p *parser) soundEffect() {
	asset := p.assetFile()
	if asset == nil {
		asset = p.assetURL()
	}
	if asset == nil {
		asset = p.soundBank()
	}
	if asset == nil {
		p.expected("a file such as door.mp3, an https address or a soundbank path")
	}
	s := &SoundEffect{extent: p.since(p.begin), Asset: asset}
	level := p.code(s, "soundEffect")
	p.opens(level, owner{node: s, ends: [2]*diag.Pos{&s.at.End}})
}

func (p *parser) playMusic() {
	asset := p.assetFile()
	if asset == nil {
		asset = p.assetURL()
	}
	if asset == nil {
		p.expected("a file such as song.mp3 or an https address")
	}
	s := &PlayMusic{p.since(p.begin), asset}
	level := p.code(s, "playMusic")
	if asset.Kind == AssetURL { // for no reason, but it decides what owns deeper lines
		p.opens(level, owner{node: s})
	}
}

// card parses what follows "card": a title, an image and a content, of which
// the latter two may be missing, or just an image.
func (p *parser) card() {
	s := &Card{}
	if p.peek() == '"' {
		s.Title = p.template(CardForm)
		if p.comma() {
			if s.Image = p.cardImage(); s.Image == nil {
				s.Content = p.template(CardForm)
			} else if p.comma() {
				s.Content = p.template(CardForm)
			}
		}
	} else if s.Image = p.cardImage(); s.Image == nil {
		p.expectedHint("a title in double quotes, or an image", p.quotesHint())
	}
	s.extent = p.since(p.begin)
	level := p.code(s, "card")
	p.opens(level, owner{node: s, ends: [2]*diag.Pos{&s.at.End}})
}

// comma parses "," and the blanks around it, if there is one.
func (p *parser) comma() bool {
	end := p.off
	if p.blanks(); !p.accept(",") {
		p.off = end
		return false
	}
	p.blanks()
	return true
}

// cardImage parses the image of a card, or returns nil.
func (p *parser) cardImage() *ImageRef {
	asset := p.textAsset(p.assetURL, true)
	if asset == nil {
		asset = p.textAsset(p.assetFile, true)
	}
	if asset != nil {
		return &ImageRef{extent: asset.extent, Asset: asset}
	}
	if p.width(p.off, classStart) == 0 {
		return nil
	}
	ref := p.localRef()
	return &ImageRef{extent: ref.extent, Ref: ref}
}

// textAsset parses an asset where there can be a text in double quotes. What
// begins like an asset, but goes on after it, is a text. (Litexa 0.9 stumbles
// there; but it accepts an asset without the closing quote.) inList is set if a
// comma and a text may follow.
func (p *parser) textAsset(parse func() *Asset, inList bool) *Asset {
	off, known := p.off, len(p.errs)
	quoted := p.peek() == '"'
	a := parse()
	if a == nil || !quoted || p.src[p.off-1] == '"' {
		return a
	}
	next := p.afterBlanks(p.off)
	if p.atEnd(next) || p.peekAt(next) == '#' || p.peekAt(p.off-1) == '\'' {
		return a
	}
	if inList && p.peekAt(next) == ',' && p.peekAt(p.afterBlanks(next+1)) == '"' {
		return a
	}
	p.off, p.errs = off, p.errs[:known]
	return nil
}

// localRef parses a reference to a local variable.
func (p *parser) localRef() *Ref {
	start := p.here()
	ref := &Ref{Name: p.freeName("a name")}
	p.path(ref)
	ref.extent = p.since(start)
	return ref
}

// attribute parses "key: value" below a statement that has attributes. The key
// ends at end.
func (p *parser) attribute(key string, end int) {
	p.off = end
	a := &Attribute{Key: Ident{p.since(p.begin), key}}
	p.blanks()
	p.off += len(":")
	p.blanks()
	if key == "message" {
		a.Value = p.quoted("a text in double quotes")
	} else {
		a.Value = p.attributeValue()
	}
	a.extent = p.since(p.begin)
	level, o := p.target()
	var node Node
	if o != nil {
		node = o.node
	}
	switch n := node.(type) {
	case *Card:
		n.Attributes = append(n.Attributes, a)
	case *Product:
		n.Attributes = append(n.Attributes, a)
	default:
		if o == nil || !o.lost {
			p.misplacedAttribute(key)
		}
		return
	}
	p.blocks.grow(level, a.at.End)
}

// attributeValue parses the value of an attribute by the first form that fits.
func (p *parser) attributeValue() AttributeValue {
	if end := p.number(p.off, true); end > p.off {
		return p.numberLit(end)
	}
	if a := p.textAsset(p.assetURL, false); a != nil {
		return a
	}
	if j := p.jsonFile(); j != nil {
		return j
	}
	if a := p.textAsset(p.assetFile, false); a != nil {
		return a
	}
	switch {
	case p.peek() == '"':
		return p.textValue()
	case p.width(p.off, classStart) > 0:
		return p.wordValue()
	}
	return p.parseExpr()
}

// textValue parses a text of cards or, if it is none, a plain text.
func (p *parser) textValue() AttributeValue {
	var t *Template
	ok, f := p.alternative(func() bool {
		t = p.template(CardForm)
		return true
	})
	if ok {
		return t
	}
	if _, _, closed := p.quotedText(p.off); !closed {
		panic(f)
	}
	return p.quoted("")
}

// wordValue parses a value that begins with a name. One that is a reference to
// a local variable ends with it; all others are expressions.
func (p *parser) wordValue() AttributeValue {
	off := p.off
	end := p.name(off)
	if word := p.src[off:end]; word == "true" || word == "false" {
		start := p.here()
		p.off = end
		return &BoolLit{p.since(start), word == "true"}
	}
	known := len(p.errs)
	ref := p.localRef()
	if c := p.peek(); c != '(' && c != '.' {
		return ref
	}
	p.off, p.errs = off, p.errs[:known]
	return p.parseExpr()
}

// jsonFile parses the name of a JSON file, or returns nil.
func (p *parser) jsonFile() *JSONFile {
	off := p.off
	quoted := p.accept(`"`)
	end := p.asset(p.off)
	name := p.src[p.off:end]
	const ext = ".json"
	if len(name) <= len(ext) || name[len(name)-len(ext):] != ext || quoted && p.peekAt(end) != '"' {
		p.off = off
		return nil
	}
	p.off = off
	start := p.here()
	p.off = end
	if quoted {
		p.off++
	}
	return &JSONFile{p.since(start), name}
}
