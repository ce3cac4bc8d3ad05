package syntax

import (
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
)

// rootLine parses a line without indentation.
func (p *parser) rootLine() {
	p.root = true
	f := p.try(p.declaration)
	p.root = false
	if f != nil {
		// Litexa 0.9 then takes the line for a state's name, and so reports
		// errors in it, strings over several lines included.
		f.line = p.start
		if !p.declared {
			p.below(owner{lost: true, body: &p.discarded})
		}
		panic(f)
	}
	p.finish()
}

func (p *parser) declaration() {
	end := p.name(p.off)
	word := p.src[p.off:end]
	blank := p.width(end, classBlank) > 0
	switch {
	case word == "define" && blank:
		p.define(end)
	case word == "exclude" && p.has("exclude file"):
		p.addDecl(p.excludeFile())
	case word == "pronounce" && blank:
		p.pronounce(end)
	case word == "TEST" && blank:
		p.test(end)
	case word == "TABLE" && blank:
		p.table(end)
	default:
		p.state(word)
	}
}

func (p *parser) addDecl(d Decl) { p.file.Decls = append(p.file.Decls, d) }

// below makes a declaration own the indented lines that follow.
func (p *parser) below(o owner) {
	p.decl, p.declared = o, true
	p.blocks.reset(o, true)
}

// keyword moves past a word that ends at end and must be followed by a blank
// and more.
func (p *parser) keyword(end int) {
	word := p.src[p.off:end]
	p.off = end
	p.space("after \""+word+"\"", needs[word])
}

// space parses blanks that must be there, before something else.
func (p *parser) space(after, what string) {
	spaced := p.blanks()
	switch {
	case p.atEnd(p.off):
		p.expected(what + " " + after)
	case !spaced:
		p.expected("a blank " + after)
	}
}

// literal parses a word that must be there.
func (p *parser) literal(word string) {
	if !p.accept(word) {
		p.expected("\"" + word + "\"")
	}
}

func (p *parser) define(end int) {
	p.keyword(end)
	if !p.accept("@") {
		p.expectedHint("a database variable", `its name begins with "@"`)
	}
	name := p.identifier("the name of a database variable")
	p.space("after the name", `"as" and a type`)
	p.literal("as")
	p.space(`after "as"`, "the name of a type")
	typ := p.dotted("the name of a type")
	p.addDecl(&Define{p.since(p.begin), name, typ})
}

func (p *parser) pronounce(end int) {
	p.keyword(end)
	from := p.quoted("a text in double quotes")
	p.space("after the text", `"as" and a text in double quotes`)
	p.literal("as")
	p.space(`after "as"`, "a text in double quotes")
	to := p.quoted("a text in double quotes")
	p.addDecl(&Pronounce{p.since(p.begin), from, to})
}

// excludeFile parses "exclude file if ..." or "exclude file unless ...".
func (p *parser) excludeFile() *ExcludeFile {
	p.keyword(p.off + len("exclude file"))
	q := p.qualifier()
	if q == nil {
		p.expected(`"if" or "unless"`)
	}
	return &ExcludeFile{p.since(p.begin), q}
}

// qualifier parses "if expr" or "unless expr", or returns nil.
func (p *parser) qualifier() *Qualifier {
	start := p.here()
	end := p.name(p.off)
	word := p.src[p.off:end]
	if word != "if" && word != "unless" {
		return nil
	}
	unless := word == "unless"
	p.keyword(end)
	e := p.parseExpr()
	return &Qualifier{extent{diag.Span{Start: start, End: e.Span().End}}, unless, e}
}

func (p *parser) test(end int) {
	t := &Test{}
	p.below(owner{node: t, ends: [2]*diag.Pos{&t.at.End}})
	p.stepped = false
	p.keyword(end)
	t.Name = p.quoted("the name of the test in double quotes")
	t.extent = p.since(p.begin)
	p.addDecl(t)
}

func (p *parser) table(end int) {
	p.keyword(end)
	t := &Table{Name: p.identifier("the name of the table")}
	p.space("after the name", `"=" and names of columns`)
	p.literal("=")
	p.space(`after "="`, "names of columns")
	for {
		t.Columns = append(t.Columns, p.identifier("the name of a column"))
		t.extent = p.since(p.begin)
		p.blanks()
		if !p.accept(",") {
			break
		}
		p.blanks()
	}
	p.below(owner{node: t, ends: [2]*diag.Pos{&t.at.End}})
	p.addDecl(t)
}

// tableRow parses a row of a table. It has no comment.
func (p *parser) tableRow(t *Table) {
	end := p.endOfLine(p.off)
	row := &TableRow{}
	for _, cell := range strings.Split(p.src[p.off:end], "|") {
		row.Cells = append(row.Cells, strings.TrimSpace(cell))
	}
	p.off = end
	row.extent = p.since(p.begin)
	t.Rows = append(t.Rows, row)
	p.blocks.grow(1, row.at.End)
	p.nextLine(end)
}

// state parses the name of a state.
func (p *parser) state(word string) {
	switch {
	case word == "" || word[0] == '_':
		p.expectedHint("the name of a state", p.rootHint(word))
	case reserved[word] && word != "launch" && word != "global":
		if p.atEnd(p.off + len(word)) {
			p.below(owner{lost: true, body: &p.discarded})
		}
		p.fail(failure{
			off: p.off, end: p.off + len(word), code: "reserved-word", hint: p.rootHint(word),
			message: "the word \"" + word + "\" is reserved and cannot be the name of a state",
		})
	}
	start := p.here()
	p.off += len(word)
	s := &State{extent: p.since(start)}
	s.Name = Ident{s.extent, word}
	p.below(owner{node: s, body: &s.Body, ends: [2]*diag.Pos{&s.at.End}})
	p.handled = false
	p.addDecl(s)
}

// Exclusions returns the conditions of the "exclude file" lines of a file,
// whatever else the file holds: it does not matter whether the rest could be
// parsed. Such a line counts within a string, too. Diagnostics are about lines
// of that kind alone; Parse reports them as well.
func Exclusions(name, source string) ([]*Qualifier, diag.List) {
	const phrase = "exclude file"
	if len(source) > maxSource || !strings.Contains(source, phrase) {
		return nil, nil
	}
	p := newParser(name, normalize(source), Options{})
	p.file = &File{}
	var conditions []*Qualifier
	malformed := make(map[int]bool)
	for p.off < len(p.src) && p.failures < maxErrors {
		start := p.off
		if !p.has(phrase) {
			p.nextLine(start)
			continue
		}
		p.start, p.begin, p.known = start, p.here(), len(p.errs)
		var e *ExcludeFile
		f := p.try(func() {
			e = p.excludeFile()
			p.finish()
		})
		if f != nil || len(p.errs) > p.known {
			p.failures++
			malformed[p.begin.Line] = true
			p.nextLine(start)
			continue
		}
		conditions = append(conditions, e.Condition)
	}
	if len(malformed) == 0 {
		return conditions, nil
	}
	// In a string it is text.
	var errs diag.List
	_, all := Parse(name, source)
	for _, d := range all {
		if malformed[d.Span.Start.Line] {
			errs.Add(d)
		}
	}
	return conditions, errs
}
