package js

import (
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/dop251/goja"
	"golang.org/x/text/unicode/rangetable"
)

// emojiTables are the properties of emoji of Unicode 17, which the standard
// library lacks: ranges in hexadecimal.
var emojiTables = map[string]string{
	"Emoji": "23 2a 30-39 a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 23cf 23e9-23f3 23f8-23fa " +
		"24c2 25aa-25ab 25b6 25c0 25fb-25fe 2600-2604 260e 2611 2614-2615 2618 261d 2620 2622-2623 2626 262a " +
		"262e-262f 2638-263a 2640 2642 2648-2653 265f-2660 2663 2665-2666 2668 267b 267e-267f 2692-2697 2699 " +
		"269b-269c 26a0-26a1 26a7 26aa-26ab 26b0-26b1 26bd-26be 26c4-26c5 26c8 26ce-26cf 26d1 26d3-26d4 " +
		"26e9-26ea 26f0-26f5 26f7-26fa 26fd 2702 2705 2708-270d 270f 2712 2714 2716 271d 2721 2728 2733-2734 " +
		"2744 2747 274c 274e 2753-2755 2757 2763-2764 2795-2797 27a1 27b0 27bf 2934-2935 2b05-2b07 2b1b-2b1c " +
		"2b50 2b55 3030 303d 3297 3299 1f004 1f0cf 1f170-1f171 1f17e-1f17f 1f18e 1f191-1f19a 1f1e6-1f1ff " +
		"1f201-1f202 1f21a 1f22f 1f232-1f23a 1f250-1f251 1f300-1f321 1f324-1f393 1f396-1f397 1f399-1f39b " +
		"1f39e-1f3f0 1f3f3-1f3f5 1f3f7-1f4fd 1f4ff-1f53d 1f549-1f54e 1f550-1f567 1f56f-1f570 1f573-1f57a " +
		"1f587 1f58a-1f58d 1f590 1f595-1f596 1f5a4-1f5a5 1f5a8 1f5b1-1f5b2 1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 " +
		"1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef 1f5f3 1f5fa-1f64f 1f680-1f6c5 1f6cb-1f6d2 1f6d5-1f6d8 " +
		"1f6dc-1f6e5 1f6e9 1f6eb-1f6ec 1f6f0 1f6f3-1f6fc 1f7e0-1f7eb 1f7f0 1f90c-1f93a 1f93c-1f945 " +
		"1f947-1f9ff 1fa70-1fa7c 1fa80-1fa8a 1fa8e-1fac6 1fac8 1facd-1fadc 1fadf-1faea 1faef-1faf8",
	"Emoji_Presentation": "231a-231b 23e9-23ec 23f0 23f3 25fd-25fe 2614-2615 2648-2653 267f 2693 26a1 26aa-26ab 26bd-26be " +
		"26c4-26c5 26ce 26d4 26ea 26f2-26f3 26f5 26fa 26fd 2705 270a-270b 2728 274c 274e 2753-2755 2757 " +
		"2795-2797 27b0 27bf 2b1b-2b1c 2b50 2b55 1f004 1f0cf 1f18e 1f191-1f19a 1f1e6-1f1ff 1f201 1f21a 1f22f " +
		"1f232-1f236 1f238-1f23a 1f250-1f251 1f300-1f320 1f32d-1f335 1f337-1f37c 1f37e-1f393 1f3a0-1f3ca " +
		"1f3cf-1f3d3 1f3e0-1f3f0 1f3f4 1f3f8-1f43e 1f440 1f442-1f4fc 1f4ff-1f53d 1f54b-1f54e 1f550-1f567 " +
		"1f57a 1f595-1f596 1f5a4 1f5fb-1f64f 1f680-1f6c5 1f6cc 1f6d0-1f6d2 1f6d5-1f6d8 1f6dc-1f6df " +
		"1f6eb-1f6ec 1f6f4-1f6fc 1f7e0-1f7eb 1f7f0 1f90c-1f93a 1f93c-1f945 1f947-1f9ff 1fa70-1fa7c " +
		"1fa80-1fa8a 1fa8e-1fac6 1fac8 1facd-1fadc 1fadf-1faea 1faef-1faf8",
	"Emoji_Modifier": "1f3fb-1f3ff",
	"Emoji_Modifier_Base": "261d 26f9 270a-270d 1f385 1f3c2-1f3c4 1f3c7 1f3ca-1f3cc 1f442-1f443 1f446-1f450 1f466-1f478 1f47c " +
		"1f481-1f483 1f485-1f487 1f48f 1f491 1f4aa 1f574-1f575 1f57a 1f590 1f595-1f596 1f645-1f647 " +
		"1f64b-1f64f 1f6a3 1f6b4-1f6b6 1f6c0 1f6cc 1f90c 1f90f 1f918-1f91f 1f926 1f930-1f939 1f93c-1f93e " +
		"1f977 1f9b5-1f9b6 1f9b8-1f9b9 1f9bb 1f9cd-1f9cf 1f9d1-1f9dd 1fac3-1fac5 1faf0-1faf8",
	"Emoji_Component": "23 2a 30-39 200d 20e3 fe0f 1f1e6-1f1ff 1f3fb-1f3ff 1f9b0-1f9b3 e0020-e007f",
	"Extended_Pictographic": "a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 23cf 23e9-23f3 23f8-23fa 24c2 25aa-25ab " +
		"25b6 25c0 25fb-25fe 2600-2604 260e 2611 2614-2615 2618 261d 2620 2622-2623 2626 262a 262e-262f " +
		"2638-263a 2640 2642 2648-2653 265f-2660 2663 2665-2666 2668 267b 267e-267f 2692-2697 2699 269b-269c " +
		"26a0-26a1 26a7 26aa-26ab 26b0-26b1 26bd-26be 26c4-26c5 26c8 26ce-26cf 26d1 26d3-26d4 26e9-26ea " +
		"26f0-26f5 26f7-26fa 26fd 2702 2705 2708-270d 270f 2712 2714 2716 271d 2721 2728 2733-2734 2744 2747 " +
		"274c 274e 2753-2755 2757 2763-2764 2795-2797 27a1 27b0 27bf 2934-2935 2b05-2b07 2b1b-2b1c 2b50 2b55 " +
		"3030 303d 3297 3299 1f004 1f02c-1f02f 1f094-1f09f 1f0af-1f0b0 1f0c0 1f0cf-1f0d0 1f0f6-1f0ff " +
		"1f170-1f171 1f17e-1f17f 1f18e 1f191-1f19a 1f1ae-1f1e5 1f201-1f20f 1f21a 1f22f 1f232-1f23a " +
		"1f23c-1f23f 1f249-1f25f 1f266-1f321 1f324-1f393 1f396-1f397 1f399-1f39b 1f39e-1f3f0 1f3f3-1f3f5 " +
		"1f3f7-1f3fa 1f400-1f4fd 1f4ff-1f53d 1f549-1f54e 1f550-1f567 1f56f-1f570 1f573-1f57a 1f587 " +
		"1f58a-1f58d 1f590 1f595-1f596 1f5a4-1f5a5 1f5a8 1f5b1-1f5b2 1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 " +
		"1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef 1f5f3 1f5fa-1f64f 1f680-1f6c5 1f6cb-1f6d2 1f6d5-1f6e5 1f6e9 " +
		"1f6eb-1f6f0 1f6f3-1f6ff 1f7da-1f7ff 1f80c-1f80f 1f848-1f84f 1f85a-1f85f 1f888-1f88f 1f8ae-1f8af " +
		"1f8bc-1f8bf 1f8c2-1f8cf 1f8d9-1f8ff 1f90c-1f93a 1f93c-1f945 1f947-1f9ff 1fa58-1fa5f 1fa6e-1faff " +
		"1fc00-1fffd",
}

// categoryNames are the long names of general categories.
var categoryNames = map[string]string{
	"Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
	"Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn",
	"Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl",
	"Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd",
	"Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf",
	"Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk",
	"Other_Symbol": "So", "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp",
	"Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co",
}

// scriptNames are the short names of the scripts of common languages.
var scriptNames = map[string]string{
	"Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Cyrl": "Cyrillic", "Deva": "Devanagari", "Geor": "Georgian",
	"Grek": "Greek", "Hang": "Hangul", "Hani": "Han", "Hebr": "Hebrew", "Hira": "Hiragana", "Kana": "Katakana", "Latn": "Latin",
	"Taml": "Tamil", "Telu": "Telugu", "Thai": "Thai", "Zinh": "Inherited", "Zyyy": "Common",
}

// derived are properties that are unions of others.
var derived = map[string][]*unicode.RangeTable{
	"Alphabetic":  {unicode.L, unicode.Nl, unicode.Other_Alphabetic},
	"Uppercase":   {unicode.Lu, unicode.Other_Uppercase},
	"Lowercase":   {unicode.Ll, unicode.Other_Lowercase},
	"ID_Start":    {unicode.L, unicode.Nl, unicode.Other_ID_Start},
	"ID_Continue": {unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue},
	"Math":        {unicode.Sm, unicode.Other_Math},
	"LC":          {unicode.Lu, unicode.Ll, unicode.Lt},
}

// propertyAliases are other names of properties.
var propertyAliases = map[string]string{
	"Alpha": "Alphabetic", "Upper": "Uppercase", "Lower": "Lowercase", "XID_Start": "ID_Start", "XID_Continue": "ID_Continue",
	"IDS": "ID_Start", "IDC": "ID_Continue", "space": "White_Space", "EPres": "Emoji_Presentation", "EMod": "Emoji_Modifier",
	"EBase": "Emoji_Modifier_Base", "EComp": "Emoji_Component", "ExtPict": "Extended_Pictographic", "Hex": "Hex_Digit",
}

// runeRange is a range of characters, both ends included.
type runeRange struct{ lo, hi rune }

const maxRune = unicode.MaxRune

// property returns the characters of a property such as "L" or
// "Script=Greek"; false if it is not known.
func property(name string) ([]runeRange, bool) {
	key, value, pair := strings.Cut(name, "=")
	if pair {
		switch key {
		case "General_Category", "gc":
			return category(value)
		case "Script", "sc", "Script_Extensions", "scx":
			if long := scriptNames[value]; long != "" {
				value = long
			}
			if t := unicode.Scripts[value]; t != nil {
				return rangesOf(t), true
			}
		}
		return nil, false
	}
	if a := propertyAliases[name]; a != "" {
		name = a
	}
	switch name {
	case "Any":
		return []runeRange{{0, maxRune}}, true
	case "ASCII":
		return []runeRange{{0, 0x7F}}, true
	case "Assigned":
		return invert(rangesOf(unicode.Cn)), true
	}
	if text, ok := emojiTables[name]; ok {
		return parseRanges(text), true
	}
	if tables := derived[name]; tables != nil {
		return rangesOf(tables...), true
	}
	if t := unicode.Properties[name]; t != nil {
		return rangesOf(t), true
	}
	return category(name)
}

func category(name string) ([]runeRange, bool) {
	if short := categoryNames[name]; short != "" {
		name = short
	}
	if tables := derived[name]; tables != nil && name == "LC" {
		return rangesOf(tables...), true
	}
	if t := unicode.Categories[name]; t != nil {
		return rangesOf(t), true
	}
	return nil, false
}

func parseRanges(text string) []runeRange {
	var out []runeRange
	for f := range strings.FieldsSeq(text) {
		lo, hi, ok := strings.Cut(f, "-")
		if !ok {
			hi = lo
		}
		a, _ := strconv.ParseInt(lo, 16, 32)
		b, _ := strconv.ParseInt(hi, 16, 32)
		out = append(out, runeRange{rune(a), rune(b)})
	}
	return out
}

// rangesOf returns the sorted ranges of tables.
func rangesOf(tables ...*unicode.RangeTable) []runeRange {
	merged := rangetable.Merge(tables...)
	var out []runeRange
	rangetable.Visit(merged, func(r rune) {
		if n := len(out); n > 0 && out[n-1].hi == r-1 {
			out[n-1].hi = r
			return
		}
		out = append(out, runeRange{r, r})
	})
	return out
}

// invert returns the ranges between sorted ranges.
func invert(list []runeRange) []runeRange {
	var out []runeRange
	next := rune(0)
	for _, r := range list {
		if r.lo > next {
			out = append(out, runeRange{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= maxRune {
		out = append(out, runeRange{next, maxRune})
	}
	return out
}

// classes are the texts of properties as they stand in a set of characters.
var classes sync.Map // by name, "^" before it for the others: string

func classText(name string, others bool) (string, bool) {
	key := name
	if others {
		key = "^" + name
	}
	if s, ok := classes.Load(key); ok {
		return s.(string), true
	}
	list, ok := property(name)
	if !ok {
		return "", false
	}
	if others {
		list = invert(list)
	}
	var b strings.Builder
	for _, r := range list {
		writeRune(&b, r.lo)
		if r.hi > r.lo {
			b.WriteByte('-')
			writeRune(&b, r.hi)
		}
	}
	s := b.String()
	classes.Store(key, s)
	return s, true
}

func writeRune(b *strings.Builder, r rune) {
	b.WriteString(`\u{`)
	b.WriteString(strconv.FormatInt(int64(r), 16))
	b.WriteByte('}')
}

// expandPattern(source) returns a pattern without Unicode properties.
func (vm *VM) expandPattern(call goja.FunctionCall) goja.Value {
	out, unknown := expandProperties(call.Argument(0).String())
	if unknown != "" {
		panic(vm.newError("SyntaxError", "Invalid regular expression: the property "+unknown+" is not known", nil))
	}
	return vm.rt.ToValue(out)
}

// expandProperties replaces properties by the characters they stand for. It
// returns the name of one that is not known.
func expandProperties(source string) (out, unknown string) {
	var b strings.Builder
	set := false
	for i := 0; i < len(source); i++ {
		c := source[i]
		switch {
		case c == '[':
			set = true
		case c == ']':
			set = false
		case c == '\\' && i+1 < len(source):
			kind := source[i+1]
			end := strings.IndexByte(source[i:], '}')
			if (kind != 'p' && kind != 'P') || i+2 >= len(source) || source[i+2] != '{' || end < 0 {
				b.WriteByte(c)
				i++
				c = source[i]
				break
			}
			name := source[i+3 : i+end]
			text, ok := classText(name, kind == 'P')
			if !ok {
				return "", name
			}
			if set {
				b.WriteString(text)
			} else {
				b.WriteString("[" + text + "]")
			}
			i += end
			continue
		}
		b.WriteByte(c)
	}
	return b.String(), ""
}
