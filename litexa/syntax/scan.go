package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// scanner reads a source. Litexa has no context-free tokens: what a character
// means depends on the statement it stands in. So the scanner is a cursor with
// a function for each kind of lexeme, and the parser asks for what it wants.
type scanner struct {
	src string
	off int
	// last is the position that at computed last. Positions are asked for
	// nearly in order, so that counting on from there is linear in all.
	last diag.Pos
}

func newScanner(src string) scanner {
	return scanner{src: src, last: diag.Pos{Line: 1, Col: 1}}
}

// normalize turns a file's text into what is parsed: without a byte order
// mark, line ends as LF, and valid UTF-8.
func normalize(source string) string {
	source = strings.TrimPrefix(source, "\uFEFF")
	if strings.IndexByte(source, '\r') >= 0 {
		source = strings.ReplaceAll(source, "\r\n", "\n")
		source = strings.ReplaceAll(source, "\r", "\n")
	}
	if !utf8.ValidString(source) {
		source = strings.ToValidUTF8(source, "\uFFFD")
	}
	return source
}

// at returns the position of an offset.
func (s *scanner) at(off int) diag.Pos {
	pos := s.last
	if off < pos.Offset {
		back := s.src[off:pos.Offset]
		if n := strings.Count(back, "\n"); n > 0 {
			pos = s.inLine(off, pos.Line-n)
		} else {
			pos.Col -= utf8.RuneCountInString(back)
		}
	} else {
		ahead := s.src[pos.Offset:off]
		if n := strings.Count(ahead, "\n"); n > 0 {
			pos = s.inLine(off, pos.Line+n)
		} else {
			pos.Col += utf8.RuneCountInString(ahead)
		}
	}
	pos.Offset = off
	s.last = pos
	return pos
}

// inLine returns the position of an offset in a line.
func (s *scanner) inLine(off, line int) diag.Pos {
	start := strings.LastIndexByte(s.src[:off], '\n') + 1
	return diag.Pos{Offset: off, Line: line, Col: 1 + utf8.RuneCountInString(s.src[start:off])}
}

// here returns the position of the cursor.
func (s *scanner) here() diag.Pos { return s.at(s.off) }

// since returns the extent from a position to the cursor.
func (s *scanner) since(start diag.Pos) extent {
	return extent{diag.Span{Start: start, End: s.here()}}
}

// span returns the span between two offsets.
func (s *scanner) span(start, end int) diag.Span {
	return diag.Span{Start: s.at(start), End: s.at(end)}
}

// peek returns the byte at the cursor, or 0 at the end.
func (s *scanner) peek() byte { return s.peekAt(s.off) }

func (s *scanner) peekAt(off int) byte {
	if off < len(s.src) {
		return s.src[off]
	}
	return 0
}

// has reports whether the text at the cursor begins with word.
func (s *scanner) has(word string) bool { return strings.HasPrefix(s.src[s.off:], word) }

// accept moves past word if it is there.
func (s *scanner) accept(word string) bool {
	if !s.has(word) {
		return false
	}
	s.off += len(word)
	return true
}

// The classes of ASCII characters.
const (
	classBlank  = 1 << iota // between words
	classStart              // begins a name
	classPart               // goes on in a name
	classDigit              // 0-9
	classSlot               // in the name of a slot
	classAsset              // in the name of a file
	classURL                // in a URL
	classEnd                // ends a line
	classRegex              // plain in a regular expression
	classEscape             // may follow a backslash in a regular expression
)

var classes = func() (t [utf8.RuneSelf]uint16) {
	mark := func(class uint16, chars string) {
		for _, c := range []byte(chars) {
			t[c] |= class
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	const digits = "0123456789"
	mark(classBlank, " \t\v\f")
	mark(classStart, letters+"_")
	mark(classPart, letters+digits+"_")
	mark(classDigit, digits)
	mark(classSlot, letters+"-")
	mark(classAsset, letters+digits+"_-/")
	mark(classURL, letters+digits+":%./+$~#=()-_&?!")
	mark(classEnd, "\n\x1a")
	mark(classRegex, letters+digits+"|*+()=-_'<>!:?;,.^${}[] ")
	mark(classEscape, `wWdDsSbBtnr.+*?$^\/[](){}=!<>|:-`)
	return t
}()

// is reports whether the byte at an offset is an ASCII character of a class.
func (s *scanner) is(off int, class uint16) bool {
	return off < len(s.src) && s.src[off] < utf8.RuneSelf && classes[s.src[off]]&class != 0
}

// width returns the length of the character at an offset if it is of the class,
// else 0. Beyond ASCII there are blanks, names and line ends.
func (s *scanner) width(off int, class uint16) int {
	if off >= len(s.src) {
		return 0
	}
	if c := s.src[off]; c < utf8.RuneSelf {
		if classes[c]&class != 0 {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(s.src[off:])
	if runeIs(r, class) {
		return size
	}
	return 0
}

// runeIs reports whether a character beyond ASCII is of a class. Names have no
// characters beyond U+FFFF, and none in upper case.
func runeIs(r rune, class uint16) bool {
	switch class {
	case classBlank:
		return r == '\uFEFF' || unicode.Is(unicode.Zs, r)
	case classEnd:
		return r == '\u2028' || r == '\u2029'
	case classStart:
		return r <= 0xFFFF && unicode.In(r, unicode.Ll, unicode.Lo)
	case classPart:
		return r <= 0xFFFF && unicode.In(r, unicode.Ll, unicode.Lo, unicode.Nd)
	}
	return false
}

// run returns the end of the run of characters of a class at an offset.
func (s *scanner) run(off int, class uint16) int {
	for {
		n := s.width(off, class)
		if n == 0 {
			return off
		}
		off += n
	}
}

// blanks moves past blanks and reports whether there were any.
func (s *scanner) blanks() bool {
	start := s.off
	s.off = s.run(s.off, classBlank)
	return s.off > start
}

// afterBlanks returns the offset of the first character from off that is no
// blank.
func (s *scanner) afterBlanks(off int) int { return s.run(off, classBlank) }

// atEnd reports whether an offset is at the end of a line.
func (s *scanner) atEnd(off int) bool {
	return off >= len(s.src) || s.width(off, classEnd) > 0
}

// endOfLine returns the offset of the end of the line that off is in.
func (s *scanner) endOfLine(off int) int {
	for ; off < len(s.src); off++ {
		if c := s.src[off]; c == '\n' || c == '\x1a' || c >= utf8.RuneSelf && s.width(off, classEnd) > 0 {
			break
		}
	}
	return off
}

// nextLine moves to the start of the line after the one that off is in.
func (s *scanner) nextLine(off int) {
	off = s.endOfLine(off)
	s.off = off + s.width(off, classEnd)
}

// name returns the end of the name at an offset; off itself if there is none.
func (s *scanner) name(off int) int {
	n := s.width(off, classStart)
	if n == 0 {
		return off
	}
	return s.run(off+n, classPart)
}

// number returns the end of the number at an offset; off itself if there is
// none.
func (s *scanner) number(off int, fraction bool) int {
	start := off
	if s.peekAt(off) == '-' {
		off++
	}
	end := s.run(off, classDigit)
	if end == off {
		return start
	}
	if fraction && s.peekAt(end) == '.' && s.is(end+1, classDigit) {
		end = s.run(end+1, classDigit)
	}
	return end
}

// asset returns the end of the file name at an offset: words joined by dots,
// at least two; off itself if there is none.
func (s *scanner) asset(off int) int {
	start, dots := off, 0
	for {
		end := s.run(off, classAsset)
		if end == off {
			return start
		}
		if s.peekAt(end) != '.' {
			if dots == 0 {
				return start
			}
			return end
		}
		dots++
		off = end + 1
	}
}
