package wire

import (
	"strconv"
	"strings"
)

// DecodeError says why text is not the JSON that was expected. It does not
// quote values.
type DecodeError struct {
	Path      string
	Want      string
	Got       string
	Offset    int
	Malformed bool
}

func (e *DecodeError) Error() string {
	what := "expected " + e.Want + ", found " + e.Got
	switch at := "malformed JSON at byte " + strconv.Itoa(e.Offset); {
	case e.Malformed && e.Path != "":
		return e.Path + ": " + at + ": " + what
	case e.Malformed:
		return at + ": " + what
	case e.Path != "":
		return e.Path + ": " + what
	default:
		return what
	}
}

// EncodeError says why a value has no JSON text.
type EncodeError struct {
	Path string
	Err  error
}

func (e *EncodeError) Error() string {
	if e.Path == "" {
		return e.Err.Error()
	}
	return e.Path + ": " + e.Err.Error()
}

func (e *EncodeError) Unwrap() error { return e.Err }

// path returns the path of the value that follows prefix, the beginning of a
// JSON text. It is worked out only when there is an error, so that decoding and
// encoding need not keep track of it.
func path[T text](prefix T) string {
	type level struct {
		array bool
		index int
		key   string
	}
	var levels []level
	for i := 0; i < len(prefix); i++ {
		top := len(levels) - 1
		switch prefix[i] {
		case '{':
			levels = append(levels, level{})
		case '[':
			levels = append(levels, level{array: true})
		case '}', ']':
			if top >= 0 {
				levels = levels[:top]
			}
		case ',':
			if top >= 0 {
				levels[top].index++
				levels[top].key = ""
			}
		case '"':
			end, _, f := scanString(prefix, i+1)
			if f != fine {
				i = len(prefix)
				break
			}
			if top >= 0 && !levels[top].array && levels[top].key == "" {
				levels[top].key = string(prefix[i+1 : end])
			}
			i = end
		}
	}
	var b strings.Builder
	for _, l := range levels {
		switch {
		case b.Len() > maxPath:
			return b.String() + "…"
		case l.array:
			b.WriteString("[" + strconv.Itoa(l.index) + "]")
		case l.key == "":
		case !isIdentifier(l.key):
			b.WriteString("[" + strconv.QuoteToASCII(shorten(l.key)) + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(shorten(l.key))
		}
	}
	return b.String()
}

const (
	maxPath = 256
	maxName = 64
)

func shorten(name string) string {
	if len(name) > maxName {
		return name[:maxName] + "..."
	}
	return name
}

func isIdentifier(name string) bool {
	for _, r := range name {
		if r != '_' && r != '-' && r != '@' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}
