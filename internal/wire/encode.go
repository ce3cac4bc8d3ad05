package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Encoder appends JSON text. The first error sticks: after it, the text is of
// no use.
type Encoder struct {
	buf   []byte
	start int // of the text in buf
	depth int
	known func(e *Encoder, v any) bool
	err   error
}

// NewEncoder returns an encoder that appends to dst. [Encoder.Any] first offers
// values to known, which reports whether it has written them.
func NewEncoder(dst []byte, known func(e *Encoder, v any) bool) Encoder {
	return Encoder{buf: dst, start: len(dst), known: known}
}

// End returns dst with the text appended, or the first error and dst as it was.
func (e *Encoder) End() ([]byte, error) {
	if e.err != nil {
		return e.buf[:e.start], e.err
	}
	return e.buf, nil
}

var (
	errDepth  = errors.New("values nest more than 512 levels deep, or in a circle")
	errNumber = errors.New("not a JSON number")
	errObject = errors.New("not a JSON object")
)

func (e *Encoder) fail(err error) {
	if e.err == nil {
		e.err = &EncodeError{Path: path(e.buf[e.start:]), Err: err}
	}
}

// Begin opens an object. If it returns false, there is an error and the object
// must not be written.
func (e *Encoder) Begin() bool { return e.open('{') }

// BeginArray opens an array, like [Encoder.Begin].
func (e *Encoder) BeginArray() bool { return e.open('[') }

func (e *Encoder) open(c byte) bool {
	if e.depth >= MaxDepth {
		e.fail(errDepth)
	}
	if e.err != nil {
		return false
	}
	e.depth++
	e.buf = append(e.buf, c)
	return true
}

// Finish closes an object.
func (e *Encoder) Finish() {
	e.depth--
	e.buf = append(e.buf, '}')
}

// FinishArray closes an array.
func (e *Encoder) FinishArray() {
	e.depth--
	e.buf = append(e.buf, ']')
}

// Member begins a member. name is in quotes and has its colon: `"type":`.
func (e *Encoder) Member(name string) {
	if e.buf[len(e.buf)-1] != '{' {
		e.buf = append(e.buf, ',')
	}
	e.buf = append(e.buf, name...)
}

// Key begins a member with a name that is only known now.
func (e *Encoder) Key(name string) {
	e.Member("")
	e.String(name)
	e.buf = append(e.buf, ':')
}

// StringMember writes a member.
func (e *Encoder) StringMember(name, s string) {
	e.Member(name)
	e.String(s)
}

// OptionalStringMember writes a member unless it is empty.
func (e *Encoder) OptionalStringMember(name, s string) {
	if s != "" {
		e.StringMember(name, s)
	}
}

// ScalarMember writes a member.
func (e *Encoder) ScalarMember(name, s string, bools bool) {
	e.Member(name)
	e.Scalar(s, bools)
}

// OptionalScalarMember writes a member unless it is empty.
func (e *Encoder) OptionalScalarMember(name, s string, bools bool) {
	if s != "" {
		e.ScalarMember(name, s, bools)
	}
}

// BoolMember writes a member.
func (e *Encoder) BoolMember(name string, b bool) {
	e.Member(name)
	e.Bool(b)
}

// OptionalBoolMember writes a member unless it is false.
func (e *Encoder) OptionalBoolMember(name string, b bool) {
	if b {
		e.BoolMember(name, b)
	}
}

// IntMember writes a member.
func (e *Encoder) IntMember(name string, n int) {
	e.Member(name)
	e.Int(n)
}

// OptionalIntMember writes a member unless it is 0.
func (e *Encoder) OptionalIntMember(name string, n int) {
	if n != 0 {
		e.IntMember(name, n)
	}
}

// Element begins an element of an array.
func (e *Encoder) Element() {
	if e.buf[len(e.buf)-1] != '[' {
		e.buf = append(e.buf, ',')
	}
}

// Literal appends JSON text as it is.
func (e *Encoder) Literal(text string) { e.buf = append(e.buf, text...) }

// Null writes null.
func (e *Encoder) Null() { e.buf = append(e.buf, "null"...) }

// Bool writes a boolean.
func (e *Encoder) Bool(b bool) { e.buf = strconv.AppendBool(e.buf, b) }

// Int writes a number.
func (e *Encoder) Int(n int) { e.buf = strconv.AppendInt(e.buf, int64(n), 10) }

// Float64 writes a number, which must be finite.
func (e *Encoder) Float64(x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		e.fail(errNumber)
		return
	}
	format := byte('f')
	if abs := math.Abs(x); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	e.buf = strconv.AppendFloat(e.buf, x, format, -1, 64)
}

// String writes a string. Bytes that are not UTF-8 become U+FFFD.
func (e *Encoder) String(s string) {
	e.buf = append(e.buf, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			_, size := utf8.DecodeRuneInString(s[i:])
			if size > 1 {
				i += size
				continue
			}
			e.buf = append(append(e.buf, s[start:i]...), "\ufffd"...)
		case c >= ' ' && c != '"' && c != '\\':
			i++
			continue
		default:
			e.buf = appendEscape(append(e.buf, s[start:i]...), c)
		}
		i++
		start = i
	}
	e.buf = append(append(e.buf, s[start:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	default:
		const hex = "0123456789abcdef"
		return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	}
}

// Scalar writes text that is a number, or with bools true or false, as such,
// and all other text as a string.
func (e *Encoder) Scalar(s string, bools bool) {
	if end, _, f := scanNumber(s, 0); f == fine && end == len(s) || bools && (s == "true" || s == "false") {
		e.buf = append(e.buf, s...)
		return
	}
	e.String(s)
}

// Raw writes JSON text, without the white space between its parts; nil is null.
func (e *Encoder) Raw(raw json.RawMessage) {
	if raw == nil {
		e.Null()
		return
	}
	start := skipSpace(raw, 0)
	end, f := skipValue(raw, start, e.depth)
	if f == fine && skipSpace(raw, end) < len(raw) {
		f = flawTrailing
	}
	if f != fine {
		e.fail(errors.New("malformed raw JSON at byte " + strconv.Itoa(end) + ": expected " + f.want()))
		return
	}
	e.buf = appendCompact(e.buf, raw[start:end])
}

// appendCompact appends valid JSON text without the white space between its
// parts.
func appendCompact(dst, raw []byte) []byte {
	start := 0
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"':
			i, _, _ = scanString(raw, i+1)
		case isSpace(c):
			dst = append(dst, raw[start:i]...)
			i = skipSpace(raw, i)
			start = i
			i-- // look at that byte next
		}
	}
	return append(dst, raw[start:]...)
}

// RawObject is [Encoder.Raw] for objects.
func (e *Encoder) RawObject(raw json.RawMessage) {
	if i := skipSpace(raw, 0); i == len(raw) || raw[i] != '{' {
		e.fail(errObject)
		return
	}
	e.Raw(raw)
}

// Extra writes the members of m in the order of their names, but for those with
// known names.
func (e *Encoder) Extra(m map[string]json.RawMessage, known ...string) {
	for _, name := range SortedKeys(m) {
		if slices.Contains(known, name) {
			continue
		}
		e.Key(name)
		e.Raw(m[name])
	}
}

// Has reports whether m has a member.
func Has(m map[string]json.RawMessage, name string) bool {
	_, ok := m[name]
	return ok
}

// SortedKeys returns the keys of m in order.
func SortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Any writes any value. What it does not know itself it leaves to
// [json.Marshal].
func (e *Encoder) Any(v any) {
	if e.err != nil {
		return
	}
	switch v := v.(type) {
	case nil:
		e.Null()
	case string:
		e.String(v)
	case bool:
		e.Bool(v)
	case int:
		e.Int(v)
	case float64:
		e.Float64(v)
	case json.Number:
		e.number(v)
	case json.RawMessage:
		e.Raw(v)
	case map[string]any:
		e.anyMap(v)
	case []any:
		e.anySlice(v)
	default:
		if !e.known(e, v) {
			e.marshal(v)
		}
	}
}

func (e *Encoder) number(n json.Number) {
	if n == "" { // as in encoding/json
		n = "0"
	}
	if end, _, f := scanNumber(n, 0); f != fine || end != len(n) {
		e.fail(errNumber)
		return
	}
	e.buf = append(e.buf, n...)
}

func (e *Encoder) anyMap(m map[string]any) {
	if m == nil {
		e.Null()
		return
	}
	if !e.Begin() {
		return
	}
	for _, key := range SortedKeys(m) {
		e.Key(key)
		e.Any(m[key])
	}
	e.Finish()
}

func (e *Encoder) anySlice(a []any) {
	if a == nil {
		e.Null()
		return
	}
	if !e.BeginArray() {
		return
	}
	for _, v := range a {
		e.Element()
		e.Any(v)
	}
	e.FinishArray()
}

// marshal writes what [json.Marshal] makes of v, but without escaping HTML.
func (e *Encoder) marshal(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		e.fail(err)
		return
	}
	e.Raw(b.Bytes())
}
