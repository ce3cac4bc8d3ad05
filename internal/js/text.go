package js

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"net/netip"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// maxBuffer is the size in bytes of the largest Buffer.
const maxBuffer = 1 << 30

// bytesOf returns the bytes of a Uint8Array or ArrayBuffer, which it shares.
func (vm *VM) bytesOf(v goja.Value) []byte {
	if o, ok := v.(*goja.Object); ok {
		switch o.ExportType() {
		case bytesType:
			b, _ := o.Export().([]byte)
			return b
		case bufferType:
			b, _ := o.Export().(goja.ArrayBuffer)
			return b.Bytes()
		}
	}
	panic(vm.newError("TypeError", "an instance of Uint8Array is expected, not "+vm.show(v), nil))
}

// arrayBuffer makes an ArrayBuffer of bytes.
func (vm *VM) arrayBuffer(b []byte) goja.Value { return vm.rt.ToValue(vm.rt.NewArrayBuffer(b)) }

// encode(text, encoding) returns the bytes of a text.
func (vm *VM) encode(call goja.FunctionCall) goja.Value {
	text := call.Argument(0)
	switch call.Argument(1).String() {
	case "hex":
		s := text.String()
		n := 0
		for n+1 < len(s) && isHex(s[n]) && isHex(s[n+1]) {
			n += 2
		}
		b, _ := hex.DecodeString(s[:n])
		return vm.arrayBuffer(b)
	case "base64", "base64url":
		return vm.arrayBuffer(decodeBase64(text.String()))
	case "ascii", "latin1":
		units := codeUnits(text)
		b := make([]byte, len(units))
		for i, u := range units {
			b[i] = byte(u)
		}
		return vm.arrayBuffer(b)
	case "utf16le":
		units := codeUnits(text)
		b := make([]byte, 0, 2*len(units))
		for _, u := range units {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return vm.arrayBuffer(b)
	}
	return vm.arrayBuffer([]byte(text.String()))
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// codeUnits returns the UTF-16 units of a string.
func codeUnits(v goja.Value) []uint16 {
	s, ok := v.(goja.String)
	if !ok {
		s, ok = v.ToString().(goja.String)
	}
	if !ok {
		return nil
	}
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	return units
}

// wellFormedText(text) returns a text with every half of a surrogate pair that
// stands alone replaced.
func (vm *VM) wellFormedText(call goja.FunctionCall) goja.Value {
	units := codeUnits(call.Argument(0))
	for i, u := range units {
		switch {
		case !utf16.IsSurrogate(rune(u)):
		case u < 0xDC00 && i+1 < len(units) && units[i+1]&0xFC00 == 0xDC00:
		case u >= 0xDC00 && i > 0 && units[i-1]&0xFC00 == 0xD800:
		default:
			units[i] = utf8.RuneError
		}
	}
	return goja.StringFromUTF16(units)
}

// decodeBase64 reads both alphabets and ignores what belongs to neither, up to
// the first "=".
func decodeBase64(s string) []byte {
	clean := make([]byte, 0, len(s))
loop:
	for i := range len(s) {
		switch c := s[i]; {
		case c == '=':
			break loop
		case c == '-':
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		case c == '+' || c == '/' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean)
	return out[:n]
}

// decode(bytes, encoding, start, end) returns the text of bytes.
func (vm *VM) decode(call goja.FunctionCall) goja.Value {
	b := vm.bytesOf(call.Argument(0))
	start, end := int(call.Argument(2).ToInteger()), int(call.Argument(3).ToInteger())
	b = b[max(0, min(start, len(b))):max(0, min(end, len(b)))]
	switch call.Argument(1).String() {
	case "hex":
		return vm.rt.ToValue(hex.EncodeToString(b))
	case "base64":
		return vm.rt.ToValue(base64.StdEncoding.EncodeToString(b))
	case "base64url":
		return vm.rt.ToValue(base64.RawURLEncoding.EncodeToString(b))
	case "ascii":
		return goja.StringFromUTF16(widen(b, 0x7F))
	case "latin1":
		return goja.StringFromUTF16(widen(b, 0xFF))
	case "utf16le":
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return goja.StringFromUTF16(units)
	}
	return vm.rt.ToValue(wellFormed(b))
}

func widen(b []byte, mask byte) []uint16 {
	units := make([]uint16, len(b))
	for i, c := range b {
		units[i] = uint16(c & mask)
	}
	return units
}

// wellFormed replaces what is not UTF-8 as the encoding standard has it: one
// replacement for the start of a character that does not go on.
func wellFormed(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b) + 16)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size <= 1 {
			size = prefixLen(b)
		}
		s.WriteRune(r)
		b = b[size:]
	}
	return s.String()
}

// prefixLen returns how many of the bytes, which are at least one, could have
// begun a character.
func prefixLen(b []byte) int {
	c := b[0]
	low, high, need := byte(0x80), byte(0xBF), 0
	switch {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
	case c >= 0xF0 && c <= 0xF4:
		need = 3
	}
	switch c {
	case 0xE0:
		low = 0xA0
	case 0xED:
		high = 0x9F
	case 0xF0:
		low = 0x90
	case 0xF4:
		high = 0x8F
	}
	n := 1
	for n <= need && n < len(b) && b[n] >= low && b[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	return n
}

// compareBytes(a, b) orders bytes.
func (vm *VM) compareBytes(call goja.FunctionCall) goja.Value {
	return vm.rt.ToValue(bytes.Compare(vm.bytesOf(call.Argument(0)), vm.bytesOf(call.Argument(1))))
}

// searchBytes(b, v, from, last) finds bytes in others.
func (vm *VM) searchBytes(call goja.FunctionCall) goja.Value {
	b, v := vm.bytesOf(call.Argument(0)), vm.bytesOf(call.Argument(1))
	from := int(call.Argument(2).ToInteger())
	if call.Argument(3).ToBoolean() {
		if from < 0 {
			return vm.rt.ToValue(-1)
		}
		return vm.rt.ToValue(bytes.LastIndex(b[:min(len(b), from+len(v))], v))
	}
	from = max(0, min(from, len(b)))
	if i := bytes.Index(b[from:], v); i >= 0 {
		return vm.rt.ToValue(from + i)
	}
	return vm.rt.ToValue(-1)
}

// validText(bytes, encoding) reports whether bytes are text.
func (vm *VM) validText(call goja.FunctionCall) goja.Value {
	b := vm.bytesOf(call.Argument(0))
	ok := true
	switch call.Argument(1).String() {
	case "utf8":
		ok = utf8.Valid(b)
	case "utf16le":
		ok = len(b)%2 == 0
	}
	return vm.rt.ToValue(ok)
}

// completeText(bytes, encoding) returns how many of the bytes are whole
// characters.
func (vm *VM) completeText(call goja.FunctionCall) goja.Value {
	b := vm.bytesOf(call.Argument(0))
	n := len(b)
	switch call.Argument(1).String() {
	case "utf8":
		for back := 1; back <= min(3, len(b)); back++ {
			if tail := b[len(b)-back:]; utf8.RuneStart(tail[0]) {
				if !utf8.FullRune(tail) {
					n = len(b) - back
				}
				break
			}
		}
	case "utf16le":
		n -= n % 2
	}
	return vm.rt.ToValue(n)
}

// unescapeLeniently decodes what is percent-encoded and leaves what is not
// well-formed.
func unescapeLeniently(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c, _ := hex.DecodeString(s[i+1 : i+3])
			b = append(b, c[0])
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	return wellFormed(b)
}

// canonicalIPv6 returns the usual form of an address, or "" if it is none.
func canonicalIPv6(s string) string {
	a, err := netip.ParseAddr(s)
	if err != nil || !a.Is6() || a.Zone() != "" {
		return ""
	}
	if a.Is4In6() {
		b := a.As16()
		return "::ffff:" + hexGroup(b[12:14]) + ":" + hexGroup(b[14:16])
	}
	return a.String()
}

func hexGroup(b []byte) string {
	s := strings.TrimLeft(hex.EncodeToString(b), "0")
	if s == "" {
		return "0"
	}
	return s
}
