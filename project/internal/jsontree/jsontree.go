// Package jsontree holds JSON values with what encoding/json forgets: the
// order of members, and the places of names and values in the text.
package jsontree

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the name of the kind with its article, as messages have it.
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "a list", "an object"}[k]
}

// Value is a JSON value.
type Value struct {
	Kind Kind
	// Bool is the value of a Bool.
	Bool bool
	// Text is the value of a String, and the digits of a Number as JavaScript
	// prints them.
	Text string
	// Items are the elements of an Array.
	Items []*Value
	// Members are the members of an Object in order. Names occur once.
	Members []Member
	// Offset and End are where the text of the value starts and ends, in bytes
	// from the start of the whole text.
	Offset, End int
}

// Member is a member of an object.
type Member struct {
	Name  string
	Value *Value
	// Offset and End are where the text of the name starts and ends.
	Offset, End int
}

// Duplicate is a name that an object has more than once. The last one counts.
type Duplicate struct {
	Name        string
	Offset, End int
}

// Parse reads a JSON text, which may begin with a byte order mark.
// Syntax errors are *json.SyntaxError with an offset into the text. Of members
// with the same name the last one counts, at the place of the first.
func Parse(text []byte) (*Value, []Duplicate, error) {
	if err := Check(text); err != nil {
		return nil, nil, err
	}
	bom := markLength(text)
	p := parser{text: text, bom: bom, dec: json.NewDecoder(bytes.NewReader(text[bom:]))}
	p.dec.UseNumber()
	v, err := p.value()
	return v, p.duplicates, err
}

// Check returns an error if a text is not JSON, as Parse does.
func Check(text []byte) error {
	bom := markLength(text)
	var whole json.RawMessage
	err := json.Unmarshal(text[bom:], &whole)
	if syntax, ok := err.(*json.SyntaxError); ok {
		syntax.Offset += int64(bom)
	}
	return err
}

// markLength returns the length of the byte order mark that a text begins with.
func markLength(text []byte) int {
	const mark = "\ufeff"
	if bytes.HasPrefix(text, []byte(mark)) {
		return len(mark)
	}
	return 0
}

type parser struct {
	text       []byte
	bom        int
	dec        *json.Decoder
	duplicates []Duplicate
}

// next returns the next token and where it is.
func (p *parser) next() (token json.Token, start, end int, err error) {
	start = p.offset()
	for start < len(p.text) && bytes.IndexByte([]byte(" \t\r\n,:"), p.text[start]) >= 0 {
		start++
	}
	token, err = p.dec.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return token, start, p.offset(), err
}

func (p *parser) offset() int { return int(p.dec.InputOffset()) + p.bom }

func (p *parser) value() (*Value, error) {
	token, start, end, err := p.next()
	if err != nil {
		return nil, err
	}
	v := &Value{Offset: start, End: end}
	switch t := token.(type) {
	case bool:
		v.Kind, v.Bool = Bool, t
	case json.Number:
		v.Kind, v.Text = Number, number(string(t))
	case string:
		v.Kind, v.Text = String, t
	case json.Delim:
		if t == '[' {
			v.Kind = Array
			err = p.items(v)
		} else {
			v.Kind = Object
			err = p.members(v)
		}
		v.End = p.offset()
	}
	return v, err
}

func (p *parser) items(v *Value) error {
	for p.dec.More() {
		item, err := p.value()
		if err != nil {
			return err
		}
		v.Items = append(v.Items, item)
	}
	_, err := p.dec.Token()
	return err
}

func (p *parser) members(v *Value) error {
	index := map[string]int{}
	for p.dec.More() {
		token, start, end, err := p.next()
		if err != nil {
			return err
		}
		name := token.(string)
		value, err := p.value()
		if err != nil {
			return err
		}
		m := Member{Name: name, Value: value, Offset: start, End: end}
		if i, ok := index[name]; ok {
			p.duplicates = append(p.duplicates, Duplicate{Name: name, Offset: start, End: end})
			v.Members[i] = m
			continue
		}
		index[name] = len(v.Members)
		v.Members = append(v.Members, m)
	}
	_, err := p.dec.Token()
	return err
}

// number returns the digits of a number as JavaScript prints them.
func number(digits string) string {
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return digits // beyond the range of a float64
	}
	if f == 0 {
		return "0"
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.FormatInt(int64(f), 10)
	}
	text, err := json.Marshal(f)
	if err != nil {
		return digits
	}
	return string(text)
}

// NewObject returns an object without members.
func NewObject() *Value { return &Value{Kind: Object} }

// NewString returns a string.
func NewString(s string) *Value { return &Value{Kind: String, Text: s} }

// NewBool returns a boolean.
func NewBool(b bool) *Value { return &Value{Kind: Bool, Bool: b} }

// NewArray returns an array.
func NewArray(items ...*Value) *Value { return &Value{Kind: Array, Items: items} }

// NewStrings returns an array of strings.
func NewStrings(list []string) *Value {
	v := NewArray()
	for _, s := range list {
		v.Items = append(v.Items, NewString(s))
	}
	return v
}

// Get returns the member of that name, or nil. It returns nil for a nil value
// and for one that is no object.
func (v *Value) Get(name string) *Value {
	if i := v.index(name); i >= 0 {
		return v.Members[i].Value
	}
	return nil
}

// Path returns the member that a path of names leads to, or nil.
func (v *Value) Path(names ...string) *Value {
	for _, name := range names {
		v = v.Get(name)
	}
	return v
}

// Set gives an object a member: in the place of the one of that name, or else
// as the last one.
func (v *Value) Set(name string, value *Value) {
	if i := v.index(name); i >= 0 {
		v.Members[i].Value = value
		return
	}
	v.Members = append(v.Members, Member{Name: name, Value: value})
}

func (v *Value) index(name string) int {
	if v == nil {
		return -1
	}
	return slices.IndexFunc(v.Members, func(m Member) bool { return m.Name == name })
}

// IsNull reports whether the value is missing or null.
func (v *Value) IsNull() bool { return v == nil || v.Kind == Null }

// Clone returns a copy that shares nothing with the value.
func (v *Value) Clone() *Value {
	if v == nil {
		return nil
	}
	c := *v
	c.Items = slices.Clone(v.Items)
	for i, item := range c.Items {
		c.Items[i] = item.Clone()
	}
	c.Members = slices.Clone(v.Members)
	for i, m := range c.Members {
		c.Members[i].Value = m.Value.Clone()
	}
	return &c
}

// Raw returns the value as compact JSON text; nil for a nil value.
func (v *Value) Raw() json.RawMessage {
	if v == nil {
		return nil
	}
	return v.append(nil)
}

// MarshalJSON returns the value as compact JSON text.
func (v *Value) MarshalJSON() ([]byte, error) {
	return v.append(nil), nil
}

// Indented returns the value as JavaScript's JSON.stringify(value, null, 2)
// prints it.
func (v *Value) Indented() []byte {
	var b bytes.Buffer
	// Raw is valid JSON, which is all that Indent can complain about.
	_ = json.Indent(&b, v.Raw(), "", "  ")
	return b.Bytes()
}

func (v *Value) append(b []byte) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	switch v.Kind {
	case Bool:
		return strconv.AppendBool(b, v.Bool)
	case Number:
		return append(b, v.Text...)
	case String:
		return appendString(b, v.Text)
	case Array:
		b = append(b, '[')
		for i, item := range v.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.append(b)
		}
		return append(b, ']')
	case Object:
		b = append(b, '{')
		for i, m := range v.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, m.Name)
			b = append(b, ':')
			b = m.Value.append(b)
		}
		return append(b, '}')
	}
	return append(b, "null"...)
}

// appendString quotes a string as JavaScript does: it escapes no more than it
// must.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(b, s[start:]...), '"')
}
