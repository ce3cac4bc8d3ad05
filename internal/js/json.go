package js

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// fromJSON returns the value of a JSON text. It is faster than JSON.parse, to
// which it leaves what is unusual or wrong, and takes numbers out of range, which
// JSON.parse of the engine refuses, as infinite.
func (vm *VM) fromJSON(text string) (goja.Value, error) {
	r := jsonReader{rt: vm.rt, text: text}
	v := r.value(0)
	r.space()
	if v == nil || r.at != len(text) {
		return vm.parse(vm.rt.ToValue(text))
	}
	return v, nil
}

// jsonReader reads a JSON text.
type jsonReader struct {
	rt   *goja.Runtime
	text string
	at   int
}

// maxJSONDepth is how deep a text may be for the reader.
const maxJSONDepth = 200

func (r *jsonReader) space() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// take skips a character, after blanks, if it is the next one.
func (r *jsonReader) take(c byte) bool {
	r.space()
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

// value reads a value; it is nil if that is not for the reader.
func (r *jsonReader) value(depth int) goja.Value {
	r.space()
	if r.at >= len(r.text) || depth > maxJSONDepth {
		return nil
	}
	rest := r.text[r.at:]
	switch c := rest[0]; {
	case c == '{':
		r.at++
		return r.object(depth)
	case c == '[':
		r.at++
		return r.array(depth)
	case c == '"':
		s, ok := r.string()
		if !ok {
			return nil
		}
		return r.rt.ToValue(s)
	case strings.HasPrefix(rest, "true"):
		r.at += 4
		return r.rt.ToValue(true)
	case strings.HasPrefix(rest, "false"):
		r.at += 5
		return r.rt.ToValue(false)
	case strings.HasPrefix(rest, "null"):
		r.at += 4
		return goja.Null()
	default:
		return r.number()
	}
}

func (r *jsonReader) object(depth int) goja.Value {
	o := r.rt.NewObject()
	if r.take('}') {
		return o
	}
	for {
		r.space()
		name, ok := r.string()
		if !ok || name == "__proto__" || !r.take(':') {
			return nil
		}
		v := r.value(depth + 1)
		if v == nil || o.Set(name, v) != nil {
			return nil
		}
		switch {
		case r.take(','):
		case r.take('}'):
			return o
		default:
			return nil
		}
	}
}

func (r *jsonReader) array(depth int) goja.Value {
	var list []any
	if r.take(']') {
		return r.rt.NewArray()
	}
	for {
		v := r.value(depth + 1)
		if v == nil {
			return nil
		}
		list = append(list, v)
		switch {
		case r.take(','):
		case r.take(']'):
			return r.rt.NewArray(list...)
		default:
			return nil
		}
	}
}

// string reads a string in quotation marks.
func (r *jsonReader) string() (s string, ok bool) {
	if r.at >= len(r.text) || r.text[r.at] != '"' {
		return "", false
	}
	escaped, ascii := false, true
	for i := r.at + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			raw := r.text[r.at+1 : i]
			quoted := r.text[r.at : i+1]
			r.at = i + 1
			if escaped {
				return unescape(quoted)
			}
			return raw, ascii || utf8.ValidString(raw)
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			return "", false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", false
}

// unescape returns the text of a string with escape sequences. Those of UTF-16
// are left to JSON.parse, as they need not make pairs.
func unescape(quoted string) (s string, ok bool) {
	if strings.Contains(quoted, `\u`) && strings.ContainsAny(quoted, "dD") || !utf8.ValidString(quoted) {
		return "", false
	}
	err := json.Unmarshal([]byte(quoted), &s)
	return s, err == nil
}

func (r *jsonReader) number() goja.Value {
	start := r.at
	for r.at < len(r.text) && (r.text[r.at] >= '0' && r.text[r.at] <= '9' || strings.IndexByte("+-.eE", r.text[r.at]) >= 0) {
		r.at++
	}
	raw := r.text[start:r.at]
	digits := strings.TrimPrefix(raw, "-")
	if digits == "" || digits[0] < '0' || digits[0] > '9' || len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return nil
	}
	if len(digits) < 16 && strings.IndexFunc(digits, func(c rune) bool { return c < '0' || c > '9' }) < 0 && raw != "-0" {
		n, err := strconv.ParseInt(raw, 10, 64)
		if err != nil {
			return nil
		}
		return r.rt.ToValue(n)
	}
	if !json.Valid([]byte(raw)) {
		return nil
	}
	f, _ := strconv.ParseFloat(raw, 64) // out of range is infinite, as in JavaScript
	return r.rt.ToValue(f)
}
