package js

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// mapping says from where a place in generated code comes. Lines count from
// 0. Columns count from 0 in whatever unit the holder of the mapping says.
type mapping struct {
	genLine, genCol         int32
	source, srcLine, srcCol int32
}

const vlqDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

var vlqValues = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i := range len(vlqDigits) {
		t[vlqDigits[i]] = int8(i)
	}
	return t
}()

var errMappings = errors.New("the mappings of a source map are malformed")

// decodeMappings reads the "mappings" of a source map. Mappings without a
// source are left out.
func decodeMappings(s string) ([]mapping, error) {
	out := make([]mapping, 0, strings.Count(s, ",")+strings.Count(s, ";")+1)
	var m mapping
	for i := 0; i < len(s); {
		switch s[i] {
		case ';':
			m.genLine++
			m.genCol = 0
			i++
			continue
		case ',':
			i++
			continue
		}
		var fields [5]int32
		n := 0
		for i < len(s) && s[i] != ',' && s[i] != ';' {
			value, shift := int64(0), 0
			for {
				if i >= len(s) || shift > 30 {
					return nil, errMappings
				}
				d := vlqValues[s[i]]
				i++
				if d < 0 {
					return nil, errMappings
				}
				value |= int64(d&31) << shift
				shift += 5
				if d&32 == 0 {
					break
				}
			}
			if n == len(fields) {
				return nil, errMappings
			}
			v := int32(value >> 1)
			if value&1 != 0 {
				v = -v
			}
			fields[n] = v
			n++
		}
		m.genCol += fields[0]
		if n >= 4 {
			m.source += fields[1]
			m.srcLine += fields[2]
			m.srcCol += fields[3]
			out = append(out, m)
		}
	}
	return out, nil
}

// encodeMappings writes the "mappings" of a source map; the mappings are in
// the order of the generated code.
func encodeMappings(mappings []mapping) string {
	b := make([]byte, 0, 6*len(mappings))
	var last mapping
	for i, m := range mappings {
		if m.genLine > last.genLine {
			for range m.genLine - last.genLine {
				b = append(b, ';')
			}
			last.genLine, last.genCol = m.genLine, 0
		} else if i > 0 {
			b = append(b, ',')
		}
		b = appendVLQ(b, m.genCol-last.genCol)
		b = appendVLQ(b, m.source-last.source)
		b = appendVLQ(b, m.srcLine-last.srcLine)
		b = appendVLQ(b, m.srcCol-last.srcCol)
		last = m
	}
	return string(b)
}

func appendVLQ(b []byte, n int32) []byte {
	v := uint32(n) << 1
	if n < 0 {
		v = uint32(-n)<<1 | 1
	}
	for {
		d := v & 31
		v >>= 5
		if v != 0 {
			d |= 32
		}
		b = append(b, vlqDigits[d])
		if v == 0 {
			return b
		}
	}
}

// sourceMap is the file format.
type sourceMap struct {
	Version        int      `json:"version"`
	File           string   `json:"file,omitempty"`
	SourceRoot     string   `json:"sourceRoot,omitempty"`
	Sources        []string `json:"sources"`
	SourcesContent []string `json:"sourcesContent,omitempty"`
	Names          []any    `json:"names"`
	Mappings       string   `json:"mappings"`
}

// parseSourceMap reads a source map.
func parseSourceMap(data []byte) (*sourceMap, error) {
	var m sourceMap
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("reading a source map: %w", err)
	}
	return &m, nil
}

// readMappings reads the mappings of a source map.
func readMappings(data []byte) ([]mapping, error) {
	m, err := parseSourceMap(data)
	if err != nil {
		return nil, err
	}
	return decodeMappings(m.Mappings)
}

// lookUp finds the mapping at or before a place of generated code.
func lookUp(mappings []mapping, line, col int32) (mapping, bool) {
	i := sort.Search(len(mappings), func(i int) bool {
		m := mappings[i]
		return m.genLine > line || m.genLine == line && m.genCol > col
	})
	if i == 0 || mappings[i-1].genLine != line {
		return mapping{}, false
	}
	return mappings[i-1], true
}

// compose follows mappings of code that was made from other code through the
// mappings of that. All columns are as toBytesAndChars makes them.
func compose(outer, inner []mapping, middle string) []mapping {
	out := make([]mapping, 0, len(outer))
	ls := newLines(middle)
	for _, m := range outer {
		if n, ok := lookUp(inner, m.srcLine, byteColumnOf(ls.line(int(m.srcLine)), int(m.srcCol))); ok {
			n.genLine, n.genCol = m.genLine, m.genCol
			out = append(out, n)
		}
	}
	return out
}

// byteColumn turns a column in characters, from 0, into one in bytes.
func byteColumn(text string, line, col int) int32 {
	return byteColumnOf(newLines(text).line(line), col)
}

func byteColumnOf(line string, col int) int32 {
	if isASCII(line) {
		return int32(col)
	}
	for i := range line {
		if col == 0 {
			return int32(i)
		}
		col--
	}
	return int32(len(line) + col)
}

// lines finds the lines of a text.
type lines struct {
	text   string
	starts []int
}

func newLines(text string) *lines {
	l := &lines{text: text, starts: make([]int, 1, 1+strings.Count(text, "\n"))}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			l.starts = append(l.starts, i+1)
		case '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				l.starts = append(l.starts, i+1)
			}
		case 0xE2: // U+2028 and U+2029 end lines, too
			if i+2 < len(text) && text[i+1] == 0x80 && text[i+2]&^1 == 0xA8 {
				l.starts = append(l.starts, i+3)
			}
		}
	}
	return l
}

// line returns the text of the line, which counts from 0, without its ending.
func (l *lines) line(n int) string {
	if n < 0 || n >= len(l.starts) {
		return ""
	}
	end := len(l.text)
	if n+1 < len(l.starts) {
		end = l.starts[n+1]
	}
	return strings.TrimRight(l.text[l.starts[n]:end], "\r\n\u2028\u2029")
}

// shown is line for messages: "" if it is too long for anybody to read, as in
// files made by tools.
func (l *lines) shown(n int) string {
	if s := l.line(n); len(s) <= 1000 {
		return s
	}
	return ""
}

// place returns the line and the column in characters, both from 1, of an
// offset in bytes.
func (l *lines) place(offset int) (line, col int) {
	lo, hi := 0, len(l.starts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; l.starts[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	offset = min(max(offset, l.starts[lo]), len(l.text))
	return lo + 1, utf8.RuneCountInString(l.text[l.starts[lo]:offset]) + 1
}

// utf16Columns converts columns in UTF-16 units to columns in bytes or
// characters. Columns of one line are asked for in rising order mostly, so it
// goes on from where it was.
type utf16Columns struct {
	lines *lines
	line  int32
	text  string
	ascii bool
	units int32
	bytes int
	chars int
}

func newColumns(text string) *utf16Columns {
	return &utf16Columns{lines: newLines(text), line: -1}
}

// at returns the column in bytes and in characters.
func (c *utf16Columns) at(line, col int32) (bytes, chars int32) {
	if line != c.line {
		c.text = c.lines.line(int(line))
		c.line, c.units, c.bytes, c.chars = line, 0, 0, 0
		c.ascii = isASCII(c.text)
	}
	if c.ascii {
		return col, col
	}
	if col < c.units {
		c.units, c.bytes, c.chars = 0, 0, 0
	}
	for c.units < col && c.bytes < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[c.bytes:])
		c.bytes += size
		c.chars++
		c.units++
		if r > 0xFFFF {
			c.units++
		}
	}
	return int32(c.bytes), int32(c.chars)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// toBytesAndChars turns the mappings of a source map, whose columns count
// UTF-16 units, into mappings whose generated columns count bytes and whose
// source columns count characters. Sources that are not in texts keep their
// columns.
func toBytesAndChars(mappings []mapping, generated string, texts []string) {
	gen := newColumns(generated)
	src := make([]*utf16Columns, len(texts))
	for i, t := range texts {
		src[i] = newColumns(t)
	}
	for i := range mappings {
		m := &mappings[i]
		m.genCol, _ = gen.at(m.genLine, m.genCol)
		if int(m.source) < len(src) && m.source >= 0 {
			_, m.srcCol = src[m.source].at(m.srcLine, m.srcCol)
		}
	}
}

// identity appends mappings of a text to itself: for the start of each line,
// each word, and the signs whose places the engine reports. Columns are as
// toBytesAndChars makes them.
func identity(mappings []mapping, text string, genLine, source int32) []mapping {
	m := mapping{genLine: genLine, source: source}
	word, start := false, true // within a word, before the first of a line
	for i := 0; i < len(text); {
		c := text[i]
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			if r == '\u2028' || r == '\u2029' {
				c = '\n'
			}
		}
		switch {
		case c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			m.genLine++
			m.srcLine++
			m.genCol, m.srcCol = 0, 0
			word, start = false, true
			i += size
			continue
		case c == ' ' || c == '\t' || c == '\r':
			word = false
		case isWord(c):
			if !word {
				mappings = append(mappings, m)
			}
			word, start = true, false
		default:
			if start || c == '(' || c == '.' || c == '[' || c == '`' {
				mappings = append(mappings, m)
			}
			word, start = false, false
		}
		m.genCol += int32(size)
		m.srcCol++
		i += size
	}
	return mappings
}

func isWord(c byte) bool {
	return c >= utf8.RuneSelf || c == '_' || c == '$' ||
		'0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// engineMap is the comment that makes the engine report the original places.
// Mappings are as toBytesAndChars makes them. The engine looks places up with
// columns that count from 1, and passes on those it finds, so all columns are
// moved by one here.
func engineMap(mappings []mapping, sources []string) string {
	moved := make([]mapping, len(mappings))
	for i, m := range mappings {
		m.genCol++
		m.srcCol++
		moved[i] = m
	}
	data, err := json.Marshal(sourceMap{Version: 3, Sources: sources, Names: []any{}, Mappings: encodeMappings(moved)})
	if err != nil {
		return ""
	}
	return "\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(data)
}
