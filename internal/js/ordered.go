package js

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonValue is a JSON value whose members are in order, as package.json needs.
type jsonValue struct {
	// kind is '{', '[', '"' or 'v' for any other value.
	kind  byte
	text  string // of a string
	null  bool
	names []string
	items []*jsonValue // members or elements
}

// member returns a member, or nil.
func (v *jsonValue) member(name string) *jsonValue {
	if v == nil || v.kind != '{' {
		return nil
	}
	for i, n := range v.names {
		if n == name {
			return v.items[i]
		}
	}
	return nil
}

// string returns a string, or "".
func (v *jsonValue) string() string {
	if v == nil || v.kind != '"' {
		return ""
	}
	return v.text
}

// parseOrdered reads a JSON text that was checked before.
func parseOrdered(text string) (*jsonValue, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return decodeOrdered(d)
}

func decodeOrdered(d *json.Decoder) (*jsonValue, error) {
	t, err := d.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch t := t.(type) {
	case string:
		return &jsonValue{kind: '"', text: t}, nil
	case json.Delim:
		v := &jsonValue{kind: byte(t)}
		for d.More() {
			if v.kind == '{' {
				name, err := d.Token()
				if err != nil {
					return nil, err
				}
				s, _ := name.(string)
				v.names = append(v.names, s)
			}
			item, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, item)
		}
		_, err := d.Token()
		return v, err
	}
	return &jsonValue{kind: 'v', null: t == nil}, nil
}

// CheckJSON returns an *Error with the place of the mistake if the text of the
// file is not JSON. A byte order mark at the start is let pass.
func CheckJSON(path string, text []byte) error {
	if json.Valid(trimMark(text)) {
		return nil
	}
	if err := checkSource(path, string(text)); err != nil {
		return err
	}
	mark := len(text) - len(trimMark(text))
	text = trimMark(text)
	var v any
	err := json.Unmarshal(text, &v)
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return &Error{Name: "SyntaxError", Message: "this is not JSON", File: path, Err: err}
	}
	at := max(0, min(int(syntax.Offset), len(text))-1)
	e := &Error{Name: "SyntaxError", Message: "this is not JSON: " + syntax.Error(), File: path}
	if strings.HasPrefix(syntax.Error(), "unexpected end") {
		at = len(bytes.TrimRight(text, " \t\r\n"))
		e.Message = "the JSON ends too early"
		if at == 0 {
			e.Message = "the file is empty, which is not JSON"
		}
	}
	e.Hint = jsonHint(text, at)
	e = placed(e, string(text), at)
	if mark > 0 && e.Line == 1 {
		e.Col++
	}
	return e
}

func trimMark(text []byte) []byte {
	if len(text) >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF {
		return text[3:]
	}
	return text
}

// jsonHint says what somebody probably meant at a place that is not JSON.
func jsonHint(text []byte, at int) string {
	if at >= len(text) {
		return ""
	}
	before := strings.TrimRight(string(text[:at]), " \t\r\n")
	switch c := text[at]; {
	case c == '/':
		return "JSON has no comments"
	case c == '\'':
		return "JSON strings stand in double quotes"
	case (c == '}' || c == ']') && strings.HasSuffix(before, ","):
		return "remove the comma before it"
	case c == '"' && before != "" && (isWord(before[len(before)-1]) || strings.ContainsRune(`"}]`, rune(before[len(before)-1]))):
		return "a comma may be missing before it"
	case isWord(c) && (strings.HasSuffix(before, "{") || strings.HasSuffix(before, ",")):
		return "names of members stand in double quotes"
	}
	return ""
}
