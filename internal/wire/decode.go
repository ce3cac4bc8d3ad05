package wire

import (
	"encoding/json"
	"math"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxDepth is how deeply objects and arrays may nest.
const MaxDepth = 512

// Decoder reads JSON text from front to back. Its methods read the value at the
// present position and move past it. The first error sticks: after it, they
// return zero values and every loop over members or elements ends.
//
// Decoded strings are parts of one copy of the text.
type Decoder struct {
	text  string
	pos   int
	depth int
	first bool // whether the object or array was only just entered
	key   string
	err   *DecodeError

	tolerant bool
}

// NewDecoder returns a decoder of a copy of data. As in encoding/json, bytes
// that are not UTF-8 are replaced by U+FFFD.
func NewDecoder(data []byte) Decoder {
	return Decoder{text: validString(string(data))}
}

func validString(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	// Ranging yields U+FFFD for each bad byte.
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

// End returns the first error. It is an error too if text is left.
func (d *Decoder) End() error {
	if d.err == nil {
		if d.pos = skipSpace(d.text, d.pos); d.pos < len(d.text) {
			d.flawed(d.pos, flawTrailing)
		}
	}
	if d.err != nil {
		return d.err
	}
	return nil
}

// fail records an error about the value at pos, unless there is one already.
// There is nothing to read afterwards.
func (d *Decoder) fail(pos int, want, got string) {
	if d.err == nil {
		d.err = &DecodeError{Path: path(d.text[:pos]), Want: want, Got: got, Offset: pos}
	}
	d.pos = len(d.text)
}

// flawed records that the text is not JSON at pos.
func (d *Decoder) flawed(pos int, f flaw) {
	if d.err == nil {
		got := kindAt(d.text, pos)
		switch f {
		case flawEscape, flawNumber, flawString:
			got = "something else"
		case flawDepth:
			got = "more"
		}
		d.fail(pos, f.want(), got)
		d.err.Malformed = true
	}
	d.pos = len(d.text)
}

// mismatch records that the value at the position is of the wrong kind, or no
// value at all.
func (d *Decoder) mismatch(want string) {
	got := kindAt(d.text, d.pos)
	malformed := got == kindNone || got == kindEnd
	if d.err != nil {
		return
	}
	if d.tolerant && !malformed {
		// To be salvaged, most likely: finding the path would take too long
		// for each of many.
		d.err = &DecodeError{Want: want, Got: got, Offset: d.pos}
		d.pos = len(d.text)
		return
	}
	d.fail(d.pos, want, got)
	d.err.Malformed = malformed
}

// Tolerate lets members be salvaged whose value is of the wrong kind.
func (d *Decoder) Tolerate() { d.tolerant = true }

// OK reports whether there is no error yet.
func (d *Decoder) OK() bool { return d.err == nil }

// Place is a member of an object, whose value is next.
type Place struct {
	pos, depth int
	key        string
}

// Place returns the member that [Decoder.Next] moved to.
func (d *Decoder) Place() Place { return Place{d.pos, d.depth, d.key} }

// Salvage goes back to a member whose value turned out to be of the wrong kind.
// It returns false if the decoder does not tolerate that, or the text is no
// JSON.
func (d *Decoder) Salvage(p Place) bool {
	if !d.tolerant || d.err.Malformed {
		return false
	}
	d.pos, d.depth, d.key, d.first, d.err = p.pos, p.depth, p.key, false, nil
	return true
}

const (
	kindEnd  = "the end of the text"
	kindNone = "something else"
)

// kindAt names the kind of the value at pos.
func kindAt(s string, pos int) string {
	if pos >= len(s) {
		return kindEnd
	}
	switch c := s[pos]; {
	case c == '"':
		return "a string"
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == 't' || c == 'f':
		return "a boolean"
	case c == 'n':
		return "null"
	case c == '-' || '0' <= c && c <= '9':
		return "a number"
	default:
		return kindNone
	}
}

// peek skips white space and returns the next byte, 0 at the end.
func (d *Decoder) peek() byte {
	if d.pos < len(d.text) && d.text[d.pos] > ' ' {
		return d.text[d.pos]
	}
	return d.peekSpace()
}

func (d *Decoder) peekSpace() byte {
	if d.pos = skipSpace(d.text, d.pos); d.pos < len(d.text) {
		return d.text[d.pos]
	}
	return 0
}

// Null reports whether the value is null, and if so moves past it.
func (d *Decoder) Null() bool {
	return d.peek() == 'n' && d.null()
}

func (d *Decoder) null() bool {
	end, f := scanLiteral(d.text, d.pos)
	if f != fine {
		d.flawed(d.pos, f)
		return false
	}
	d.pos = end
	return true
}

// Object enters an object, whose members [Decoder.Next] goes through. It
// returns false for null.
func (d *Decoder) Object() bool { return d.enter('{', "an object") }

// Array enters an array, whose elements [Decoder.More] goes through. It returns
// false for null.
func (d *Decoder) Array() bool { return d.enter('[', "an array") }

func (d *Decoder) enter(open byte, want string) bool {
	switch d.peek() {
	case open:
		if d.depth >= MaxDepth {
			d.flawed(d.pos, flawDepth)
			return false
		}
		d.depth++
		d.pos++
		d.first = true
		return true
	case 'n':
		d.null()
	default:
		d.mismatch(want)
	}
	return false
}

// Next moves to the next member of the object, whose name is then
// [Decoder.Key]. It returns false at the end of the object, which it leaves.
func (d *Decoder) Next() bool {
	if s, i := d.text, d.pos; !d.first && i+1 < len(s) && s[i] == ',' && s[i+1] == '"' {
		d.pos++ // the common case: a further member and no white space
	} else if !d.startMember() {
		return false
	}
	d.key = d.str()
	if s, i := d.text, d.pos; (i >= len(s) || s[i] != ':') && d.peek() != ':' {
		d.flawed(d.pos, flawColon)
		return false
	}
	d.pos++
	return true
}

// startMember moves to the name of the next member, if there is one.
func (d *Decoder) startMember() bool {
	c := d.peek()
	switch {
	case c == '}':
		d.leave()
		return false
	case d.first:
		d.first = false
	case c == ',':
		d.pos++
		c = d.peek()
	default:
		d.flawed(d.pos, flawObjectNext)
		return false
	}
	if c != '"' {
		d.flawed(d.pos, flawKey)
		return false
	}
	return true
}

// Key returns the name of the member that [Decoder.Next] moved to.
func (d *Decoder) Key() string { return d.key }

// More moves to the next element of the array. It returns false at the end of
// the array, which it leaves.
func (d *Decoder) More() bool {
	c := d.peek()
	switch {
	case c == ']':
		d.leave()
		return false
	case d.first:
		d.first = false
	case c == ',':
		d.pos++
	default:
		d.flawed(d.pos, flawArrayNext)
		return false
	}
	return d.err == nil
}

func (d *Decoder) leave() {
	d.pos++
	d.depth--
	d.first = false
}

// String reads a string; null is "".
func (d *Decoder) String() string {
	if s, i := d.text, d.pos; i < len(s) && s[i] == '"' {
		return d.str()
	}
	switch d.peek() {
	case '"':
		return d.str()
	case 'n':
		d.null()
	default:
		d.mismatch("a string")
	}
	return ""
}

// str reads the string whose opening quote is at the position.
func (d *Decoder) str() string {
	s, start := d.text, d.pos+1
	for i := start; i+8 <= len(s); i += 8 {
		if hit := special(load(s[i : i+8])); hit != 0 {
			if i += bits.TrailingZeros64(hit) >> 3; s[i] == '"' {
				d.pos = i + 1
				return s[start:i]
			}
			break
		}
	}
	end, escaped, f := scanString(d.text, start)
	if f != fine {
		d.flawed(end, f)
		return ""
	}
	d.pos = end + 1
	if escaped {
		return unescape(d.text[start:end])
	}
	return d.text[start:end]
}

// unescape returns the meaning of the content of a valid string. Halves of
// surrogate pairs without their other half become U+FFFD.
func unescape(s string) string {
	b := make([]byte, 0, len(s))
	for {
		i := strings.IndexByte(s, '\\')
		if i < 0 {
			return string(append(b, s...))
		}
		b = append(b, s[:i]...)
		c := s[i+1]
		s = s[i+2:]
		switch c {
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r := unhex4(s)
			s = s[4:]
			if utf16.IsSurrogate(r) {
				pair := rune(utf8.RuneError)
				if len(s) >= 6 && s[0] == '\\' && s[1] == 'u' {
					pair = utf16.DecodeRune(r, unhex4(s[2:]))
				}
				if r = pair; r != utf8.RuneError {
					s = s[6:]
				}
			}
			b = utf8.AppendRune(b, r)
		default: // a quote, a backslash or a slash stands for itself
			b = append(b, c)
		}
	}
}

func unhex4(s string) rune {
	return rune(unhex(s[0]))<<12 | rune(unhex(s[1]))<<8 | rune(unhex(s[2]))<<4 | rune(unhex(s[3]))
}

// Bool reads a boolean; null is false.
func (d *Decoder) Bool() bool {
	switch c := d.peek(); c {
	case 't', 'f':
		end, f := scanLiteral(d.text, d.pos)
		if f != fine {
			d.flawed(d.pos, f)
			return false
		}
		d.pos = end
		return c == 't'
	case 'n':
		d.null()
	default:
		d.mismatch("a boolean")
	}
	return false
}

// Int reads a whole number; null is 0. Numbers like 1.0 and 1e3 are whole.
func (d *Decoder) Int() int {
	start := d.pos
	number, plain := d.number("a whole number")
	if number == "" {
		return 0
	}
	if plain {
		n, err := strconv.Atoi(number)
		if err == nil {
			return n
		}
	}
	x, err := strconv.ParseFloat(number, 64)
	switch {
	case err == nil && x != math.Trunc(x):
		d.fail(skipSpace(d.text, start), "a whole number", "a number with a fraction")
		return 0
	case err != nil || math.Abs(x) >= 1<<53 || float64(int(x)) != x: // from 1<<53 on, a float64 need not be exact
		d.fail(skipSpace(d.text, start), "a whole number", "a number out of range")
		return 0
	}
	return int(x)
}

// Float64 reads a number; null is 0.
func (d *Decoder) Float64() float64 {
	start := d.pos
	number, _ := d.number("a number")
	if number == "" {
		return 0
	}
	x, err := strconv.ParseFloat(number, 64)
	if err != nil {
		d.fail(skipSpace(d.text, start), "a number", "a number out of range")
		return 0
	}
	return x
}

// number reads the text of a number; null is "".
func (d *Decoder) number(want string) (number string, plain bool) {
	switch c := d.peek(); {
	case c == '-' || '0' <= c && c <= '9':
		start := d.pos
		end, plain, f := scanNumber(d.text, start)
		if f != fine {
			d.flawed(start, f)
			return "", false
		}
		d.pos = end
		return d.text[start:end], plain
	case c == 'n':
		d.null()
	default:
		d.mismatch(want)
	}
	return "", false
}

// Scalar reads a string, or a number as its text, or with bools a boolean as
// its text; null is "".
func (d *Decoder) Scalar(bools bool) string {
	switch c := d.peek(); {
	case c == '"':
		return d.str()
	case c == 'n':
		d.null()
	case c == '-' || '0' <= c && c <= '9':
		number, _ := d.number("")
		return number
	case bools && (c == 't' || c == 'f'):
		return strconv.FormatBool(d.Bool())
	case bools:
		d.mismatch("a string, a number or a boolean")
	default:
		d.mismatch("a string or a number")
	}
	return ""
}

// skip moves past a value and returns its text.
func (d *Decoder) skip() string {
	d.peek()
	end, f := skipValue(d.text, d.pos, d.depth)
	if f != fine {
		d.flawed(end, f)
		return ""
	}
	value := d.text[d.pos:end]
	d.pos = end
	return value
}

// Skip moves past a value.
func (d *Decoder) Skip() { d.skip() }

// Raw reads a value of any kind and returns a copy of its text. Unlike the
// other methods it keeps null.
func (d *Decoder) Raw() json.RawMessage {
	value := d.skip()
	if value == "" {
		return nil
	}
	return json.RawMessage(value)
}

// Extra adds the member at the position to m, which it makes if it is nil.
func (d *Decoder) Extra(m map[string]json.RawMessage) map[string]json.RawMessage {
	key := d.key
	value := d.Raw()
	if value == nil {
		return m
	}
	if m == nil {
		m = make(map[string]json.RawMessage)
	}
	m[key] = value
	return m
}

// Any reads a value of any kind: nil, bool, string, json.Number, []any or
// map[string]any.
func (d *Decoder) Any() any {
	switch c := d.peek(); c {
	case '"':
		return d.str()
	case '{':
		m := make(map[string]any)
		if d.Object() {
			for d.Next() {
				key := d.key
				m[key] = d.Any()
			}
		}
		return m
	case '[':
		a := []any{}
		if d.Array() {
			for d.More() {
				a = append(a, d.Any())
			}
		}
		return a
	case 't', 'f':
		return d.Bool()
	case 'n':
		d.null()
		return nil
	default:
		if c == '-' || '0' <= c && c <= '9' {
			number, _ := d.number("")
			return json.Number(number)
		}
		d.mismatch("a value")
		return nil
	}
}

// Constant reads the discriminator of a type: the given string, or null.
func (d *Decoder) Constant(value string) {
	null := d.peek() == 'n'
	start := d.pos
	if s := d.String(); s != value && !null && d.err == nil {
		d.fail(start, strconv.Quote(value), "another string")
	}
}

// Mark returns the present position for [Decoder.Reset].
func (d *Decoder) Mark() int { return d.pos }

// Reset returns to a position at which a value began.
func (d *Decoder) Reset(mark int) {
	if d.err == nil {
		d.pos = mark
	}
}

// Discriminator looks into the object at the position, without moving, for the
// member with the given name and returns it. It is "" if there is none or if it
// is not a string. ok is false if there is no object: after null, which it moves
// past, and after errors.
func (d *Decoder) Discriminator(name string) (value string, ok bool) {
	switch d.peek() {
	case '{':
	case 'n':
		d.null()
		return "", false
	default:
		d.mismatch("an object")
		return "", false
	}
	look := Decoder{text: d.text, pos: d.pos, depth: d.depth}
	look.Object()
	for look.Next() {
		if look.key == name {
			if look.peek() == '"' {
				value = look.str()
			}
			break
		}
		look.Skip()
	}
	if look.err != nil {
		d.err = look.err
		d.pos = len(d.text)
		return "", false
	}
	return value, true
}

// NotNull records an error if the value is null.
func (d *Decoder) NotNull() {
	if d.peek() == 'n' {
		d.mismatch("an object")
	}
}
