package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/diag"
)

// node is a JSON value that knows where it stands. Members keep their order.
type node struct {
	// at is the offset of the value in bytes.
	at      int
	raw     json.RawMessage
	members []member // of an object
	items   []*node  // of an array
}

// member is a member of an object.
type member struct {
	name  string
	value *node
}

// get returns the member of that name, or nil.
func (n *node) get(name string) *node {
	if n == nil {
		return nil
	}
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// text returns the string that a node is, or "".
func (n *node) text() string {
	if n == nil {
		return ""
	}
	var s string
	_ = json.Unmarshal(n.raw, &s) // what is no string is ""
	return s
}

func (n *node) isObject() bool { return n != nil && len(n.raw) > 0 && n.raw[0] == '{' }
func (n *node) isArray() bool  { return n != nil && len(n.raw) > 0 && n.raw[0] == '[' }
func (n *node) isString() bool { return n != nil && len(n.raw) > 0 && n.raw[0] == '"' }

// deepestJSON limits the nesting of a fragment.
const deepestJSON = 100

// jsonError is what is wrong with a JSON text, and where.
type jsonError struct {
	at  int
	msg string
}

func (e *jsonError) Error() string { return e.msg }

// parseJSON reads a JSON text.
func parseJSON(text []byte) (*node, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	n, err := readNode(d, text, 0)
	if err == nil {
		end := int(d.InputOffset())
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return n, nil
		}
		if err == nil {
			err = &jsonError{end, "there is text behind the end of the JSON value"}
		}
	}
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, &jsonError{int(syntax.Offset), syntax.Error()}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &jsonError{len(text), "the text ends within a JSON value"}
	}
	return nil, err
}

func readNode(d *json.Decoder, text []byte, depth int) (*node, error) {
	if depth > deepestJSON {
		return nil, &jsonError{int(d.InputOffset()), fmt.Sprintf("values are nested more than %d deep", deepestJSON)}
	}
	before := int(d.InputOffset())
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	n := &node{at: before + len(text[before:]) - len(bytes.TrimLeft(text[before:], " \t\r\n,:"))}
	switch token {
	case json.Delim('{'):
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := readNode(d, text, depth+1)
			if err != nil {
				return nil, err
			}
			n.members = append(n.members, member{name.(string), value})
		}
		_, err = d.Token()
	case json.Delim('['):
		for d.More() {
			item, err := readNode(d, text, depth+1)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
		}
		_, err = d.Token()
	}
	if err != nil {
		return nil, err
	}
	n.raw = json.RawMessage(text[n.at:d.InputOffset()])
	return n, nil
}

// places finds lines and columns in a text.
type places struct {
	text  []byte
	lines []int // offsets of the starts of lines
}

func newPlaces(text []byte) *places {
	p := &places{text: text, lines: []int{0}}
	for i, c := range text {
		if c == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	return p
}

// at returns the place of an offset.
func (p *places) at(offset int) diag.Pos {
	offset = min(max(offset, 0), len(p.text))
	line, found := slices.BinarySearch(p.lines, offset)
	if !found {
		line--
	}
	return diag.Pos{Offset: offset, Line: line + 1, Col: 1 + utf8.RuneCount(p.text[p.lines[line]:offset])}
}

// sameJSON reports whether two JSON texts differ in blanks only.
func sameJSON(a, b json.RawMessage) bool {
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
