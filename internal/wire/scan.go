package wire

import "math/bits"

// text is what the scanner works on: strings while decoding, and the bytes of
// raw JSON while encoding.
type text interface{ ~string | ~[]byte }

// flaw says why text is not JSON, or that it is.
type flaw uint8

const (
	fine flaw = iota
	flawEnd
	flawValue
	flawKey
	flawColon
	flawObjectNext
	flawArrayNext
	flawString
	flawEscape
	flawNumber
	flawDepth
	flawTrailing
)

// want returns what was expected instead of the flaw.
func (f flaw) want() string {
	switch f {
	case flawKey:
		return "a member name in quotes"
	case flawColon:
		return "a colon"
	case flawObjectNext:
		return "a comma or a closing brace"
	case flawArrayNext:
		return "a comma or a closing bracket"
	case flawString:
		return "a string without control characters"
	case flawEscape:
		return "a valid escape sequence"
	case flawNumber:
		return "a valid number"
	case flawDepth:
		return "at most 512 levels of nesting"
	case flawTrailing:
		return "the end of the text"
	default:
		return "a value"
	}
}

func isSpace(c byte) bool {
	return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t')
}

// skipSpace returns the position of the first byte from i on that is not white
// space.
func skipSpace[T text](s T, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// load returns the first eight bytes of s as a number.
func load[T text](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// special returns 0 if none of the bytes of w is a quote, a backslash or a
// control character. Otherwise the lowest bit that is set is the highest of the
// first such byte; carries make the bits above it unreliable.
func special(w uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quote := w ^ ones*'"'
	slash := w ^ ones*'\\'
	return ((quote-ones)&^quote | (slash-ones)&^slash | (w-ones*' ')&^w) & highs
}

// scanString returns the position of the quote that closes the string whose
// content begins at i, and whether it has escape sequences. With a flaw it
// returns where that is.
func scanString[T text](s T, i int) (end int, escaped bool, f flaw) {
	for {
		for i+8 <= len(s) {
			if hit := special(load(s[i : i+8])); hit != 0 {
				i += bits.TrailingZeros64(hit) >> 3
				break
			}
			i += 8
		}
		for i < len(s) && s[i] >= ' ' && s[i] != '"' && s[i] != '\\' {
			i++
		}
		switch {
		case i >= len(s):
			return len(s), escaped, flawEnd
		case s[i] == '"':
			return i, escaped, fine
		case s[i] != '\\':
			return i, escaped, flawString
		}
		escaped = true
		if i+1 >= len(s) {
			return len(s), escaped, flawEnd
		}
		switch s[i+1] {
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			i += 2
		case 'u':
			for k := i + 2; k < i+6; k++ {
				if k >= len(s) {
					return len(s), escaped, flawEnd
				}
				if unhex(s[k]) > 15 {
					return i, escaped, flawEscape
				}
			}
			i += 6
		default:
			return i, escaped, flawEscape
		}
	}
}

// unhex returns the value of a hexadecimal digit, and 255 for other bytes.
func unhex(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	default:
		return 255
	}
}

func isDigit[T text](s T, i int) bool {
	return i < len(s) && '0' <= s[i] && s[i] <= '9'
}

// scanNumber returns where the number that begins at i ends, and whether it has
// digits only.
func scanNumber[T text](s T, i int) (end int, plain bool, f flaw) {
	plain = true
	if i < len(s) && s[i] == '-' {
		i++
	}
	switch {
	case !isDigit(s, i):
		return i, plain, flawNumber
	case s[i] == '0':
		i++
	default:
		for isDigit(s, i) {
			i++
		}
	}
	if i < len(s) && s[i] == '.' {
		plain = false
		if i++; !isDigit(s, i) {
			return i, plain, flawNumber
		}
		for isDigit(s, i) {
			i++
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		plain = false
		if i++; i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !isDigit(s, i) {
			return i, plain, flawNumber
		}
		for isDigit(s, i) {
			i++
		}
	}
	return i, plain, fine
}

// scanLiteral returns where the true, false or null that begins at i ends.
func scanLiteral[T text](s T, i int) (end int, f flaw) {
	word := "null"
	switch s[i] {
	case 't':
		word = "true"
	case 'f':
		word = "false"
	}
	if len(s)-i < len(word) || string(s[i:i+len(word)]) != word {
		return i, flawValue
	}
	return i + len(word), fine
}

// skipValue returns where the value that begins at or after i ends. depth is
// the number of objects and arrays around it.
func skipValue[T text](s T, i, depth int) (end int, f flaw) {
	i = skipSpace(s, i)
	if i >= len(s) {
		return i, flawEnd
	}
	switch c := s[i]; c {
	case '"':
		i, _, f = scanString(s, i+1)
		if f != fine {
			return i, f
		}
		return i + 1, fine
	case '{', '[':
		if depth >= MaxDepth {
			return i, flawDepth
		}
		if c == '{' {
			return skipObject(s, i+1, depth+1)
		}
		return skipArray(s, i+1, depth+1)
	case 't', 'f', 'n':
		return scanLiteral(s, i)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		i, _, f = scanNumber(s, i)
		return i, f
	default:
		return i, flawValue
	}
}

func skipObject[T text](s T, i, depth int) (int, flaw) {
	var f flaw
	for first := true; ; first = false {
		i = skipSpace(s, i)
		switch {
		case i >= len(s):
			return i, flawEnd
		case s[i] == '}' && first:
			return i + 1, fine
		case s[i] != '"':
			return i, flawKey
		}
		if i, _, f = scanString(s, i+1); f != fine {
			return i, f
		}
		i = skipSpace(s, i+1)
		switch {
		case i >= len(s):
			return i, flawEnd
		case s[i] != ':':
			return i, flawColon
		}
		if i, f = skipValue(s, i+1, depth); f != fine {
			return i, f
		}
		i = skipSpace(s, i)
		switch {
		case i >= len(s):
			return i, flawEnd
		case s[i] == '}':
			return i + 1, fine
		case s[i] != ',':
			return i, flawObjectNext
		}
		i++
	}
}

func skipArray[T text](s T, i, depth int) (int, flaw) {
	var f flaw
	if i = skipSpace(s, i); i < len(s) && s[i] == ']' {
		return i + 1, fine
	}
	for {
		if i, f = skipValue(s, i, depth); f != fine {
			return i, f
		}
		i = skipSpace(s, i)
		switch {
		case i >= len(s):
			return i, flawEnd
		case s[i] == ']':
			return i + 1, fine
		case s[i] != ',':
			return i, flawArrayNext
		}
		i++
	}
}
