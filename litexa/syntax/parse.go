package syntax

import (
	"fmt"

	"github.com/litexa-go/litexa/litexa/diag"
)

// The limits of a file. They are far beyond what anybody writes, and keep
// whatever else is given to the parser from taking all memory and stack.
const (
	maxSource = 16 << 20 // bytes in a file
	maxBlocks = 200      // blocks within each other
	maxDepth  = 500      // parentheses, calls and groups within each other
	maxTerms  = 10000    // operators and parentheses in an expression
	maxErrors = 200      // errors, after which the rest is left unread
)

// Options change how ParseWith parses. The zero value is what Parse uses.
type Options struct {
	// SayTags reports whether code is a tag of a say string that something
	// outside the language defines, such as an extension. It may be nil.
	SayTags func(code string) bool
}

// Parse parses a .litexa file. It always returns a file: one with errors has
// the parts that could be read. Line ends are normalised to LF first; offsets
// refer to File.Source.
func Parse(name, source string) (*File, diag.List) {
	return ParseWith(name, source, Options{})
}

// ParseWith is Parse with options.
func ParseWith(name, source string, options Options) (*File, diag.List) {
	if len(source) > maxSource {
		return &File{Name: name}, diag.List{{
			Code: "file-too-large", File: name,
			Message: fmt.Sprintf("the file has more than %d MB", maxSource>>20),
			Hint:    "move data into a .json file, and split the file",
		}}
	}
	p := newParser(name, normalize(source), options)
	p.file = &File{Name: name, Source: p.src}
	for p.off < len(p.src) && p.failures < maxErrors {
		p.line()
	}
	if p.failures >= maxErrors {
		p.errs = append(p.errs, diag.Diagnostic{
			Code: "too-many-errors", File: name, Span: p.span(p.off, p.off),
			Message: "the file has too many errors for the rest of it to be read",
		})
		p.off = len(p.src)
	}
	p.file.at = diag.Span{Start: diag.Pos{Line: 1, Col: 1}, End: p.at(len(p.src))}
	return p.file, p.errs
}

// ParseTemplate parses the text of a template without its quotes, such as a
// translation. Diagnostics have no file, and positions count from the start of
// the text. It always returns a template: one with errors has the parts that
// could be read.
func ParseTemplate(form TemplateForm, text string) (*Template, diag.List) {
	if len(text) > maxSource {
		return &Template{Form: form}, diag.List{{
			Code: "file-too-large", Message: fmt.Sprintf("the text has more than %d MB", maxSource>>20),
		}}
	}
	p := newParser("", normalize(text), Options{})
	t := &Template{Form: form}
	if f := p.try(func() { p.templateParts(t, len(p.src)) }); f != nil {
		p.fault(f)
	}
	t.extent = p.since(diag.Pos{Line: 1, Col: 1})
	return t, p.errs
}

// parser holds a file that is being parsed. Its functions are one for each
// production; a production that finds something else than it must have ends
// the statement: see fail.
type parser struct {
	scanner
	options  Options
	filename string
	file     *File
	errs     diag.List
	blocks   blocks
	// root is set while a declaration is parsed.
	root bool
	// decl owns the indented lines at the cursor, if declared is set.
	decl     owner
	declared bool
	// handled is set if the state has a handler, stepped if the test has a step.
	handled, stepped bool
	// discarded takes the statements of blocks with errors.
	discarded []Stmt
	// failures counts all failures, those that are not reported included.
	failures int

	// quiet is the offset up to which no errors are reported, because the text
	// there may be part of a string that has one already.
	quiet int
	// start is the offset, begin the position, at which the statement that is
	// being parsed begins.
	start int
	begin diag.Pos
	// known is the number of errors before that statement.
	known int
	// noTag is an offset after which there is no ">" in the source.
	noTag int
	// noCalls are the offsets of parentheses in texts that hold no arguments.
	noCalls map[int]bool

	expression expressionState
}

func newParser(name, src string, options Options) *parser {
	p := &parser{scanner: newScanner(src), options: options, filename: name, quiet: -1, noTag: len(src)}
	p.blocks.reset(owner{}, false)
	return p
}

// line parses a line, with the lines that its strings go on in.
func (p *parser) line() {
	lead := p.off
	indented := p.blanks()
	if p.endOfStatement() {
		return
	}
	p.start, p.begin, p.known = p.off, p.here(), len(p.errs)
	var f *failure
	if indented {
		p.blocks.enter(p.src[lead:p.off])
		f = p.try(p.indentedLine)
	} else {
		f = p.try(p.rootLine)
	}
	if f != nil {
		// What runs on through much of the file must not do so many times.
		p.failures += 1 + max(f.off-p.start, 0)>>16
		p.fault(f)
		if indented {
			p.lose(f)
		}
		p.resume(f)
	}
}

// endOfStatement moves past the end of a line, with a comment before it, and
// reports whether there was nothing else on the line.
func (p *parser) endOfStatement() bool {
	p.blanks()
	if p.peek() == '#' {
		start := p.here()
		end := p.endOfLine(p.off)
		comment := &Comment{Text: p.src[p.off:end]}
		p.off = end
		comment.extent = p.since(start)
		p.file.Comments = append(p.file.Comments, comment)
	}
	if !p.atEnd(p.off) {
		return false
	}
	p.off += p.width(p.off, classEnd)
	return true
}

// finish ends a statement: nothing but a comment may follow on its line.
func (p *parser) finish() {
	if !p.endOfStatement() {
		p.leftover()
	}
}

// resume moves to the line from which parsing goes on after a failure.
func (p *parser) resume(f *failure) {
	first := p.endOfLine(p.start)
	p.nextLine(p.start)
	if f.off <= first {
		return
	}
	// A string went on over line ends, and the failure is beyond. If it looks
	// as if its closing quote is missing, what follows the line is read, but
	// nothing is said about lines that may be meant to be in the string.
	if f.swallowed || p.looksUnclosed(first, f.off) {
		p.quiet = p.endOfLine(f.off)
		return
	}
	p.nextLine(f.off)
}
