package js

import (
	"encoding/base64"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A source map that a compiler of the user left beside a file, or in it.
var mapComment = regexp.MustCompile(`(?m)^//[#@] ?sourceMappingURL=(\S+)\s*$`)

// hasSourceMap reports whether a file of the project itself was made by a
// compiler. Those of packages are taken as they are, as the places in them
// are of less interest than the time to read their maps.
func hasSourceMap(path, text string) bool {
	const tail = 64 << 10 // an inline map is in the last line, which may be long
	return strings.Contains(text, "sourceMappingURL=") &&
		!strings.Contains(filepath.ToSlash(path), "/node_modules/") &&
		(len(text) < tail || strings.Contains(text[strings.LastIndexByte(strings.TrimRight(text, "\r\n"), '\n')+1:], "sourceMappingURL="))
}

// compileWithMap compiles a file that says where its source map is. A map that
// is missing or wrong is let be.
func compileWithMap(path, text string) (*compiled, error) {
	if err := checkSource(path, text); err != nil {
		return nil, err
	}
	t, origins := readUserMap(path, text)
	if t == nil {
		return compileModule(path, text, langScript)
	}
	c, err := compileMapped(t, origins, wrapperStart, wrapperEnd)
	if err != nil {
		// Without the map the error has the place in the file itself.
		return compileModule(path, text, langScript)
	}
	return c, nil
}

func readUserMap(path, text string) (*transformed, []*origin) {
	all := mapComment.FindAllStringSubmatchIndex(text, -1)
	if len(all) == 0 {
		return nil, nil
	}
	last := all[len(all)-1]
	data, dir := loadMap(path, text[last[2]:last[3]])
	if data == nil || len(data) > maxFile {
		return nil, nil
	}
	m, err := parseSourceMap(data)
	if err != nil || len(m.Sources) == 0 {
		return nil, nil
	}
	mappings, err := decodeMappings(m.Mappings)
	if err != nil || len(mappings) == 0 {
		return nil, nil
	}
	origins := make([]*origin, len(m.Sources))
	texts := make([]string, len(m.Sources))
	for i, s := range m.Sources {
		origins[i] = mapOrigin(m, i, s, dir)
		texts[i] = origins[i].text
	}
	// The comment is blanked, as the engine would read it.
	code := text[:last[0]] + strings.Repeat(" ", last[1]-last[0]) + text[last[1]:]
	toBytesAndChars(mappings, code, texts)
	valid := mappings[:0]
	for _, m := range mappings {
		if m.source >= 0 && int(m.source) < len(origins) && m.srcLine >= 0 && m.srcCol >= 0 {
			valid = append(valid, m)
		}
	}
	return &transformed{name: path + generatedSuffix, code: code, mappings: valid}, origins
}

// loadMap returns a source map and the directory its paths are relative to.
func loadMap(path, location string) ([]byte, string) {
	dir := filepath.Dir(path)
	if rest, ok := strings.CutPrefix(location, "data:"); ok {
		kind, text, _ := strings.Cut(rest, ",")
		if !strings.HasSuffix(kind, ";base64") {
			plain, err := url.PathUnescape(text)
			if err != nil {
				return nil, ""
			}
			return []byte(plain), dir
		}
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, ""
		}
		return data, dir
	}
	if strings.Contains(location, "://") {
		return nil, ""
	}
	if plain, err := url.PathUnescape(location); err == nil {
		location = plain
	}
	file := filepath.FromSlash(location)
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	text, err := readSource(file)
	if err != nil {
		return nil, ""
	}
	return []byte(text), filepath.Dir(file)
}

// mapOrigin is a source of a source map.
func mapOrigin(m *sourceMap, i int, name, dir string) *origin {
	o := &origin{path: name}
	if i < len(m.SourcesContent) {
		o.text = m.SourcesContent[i]
	}
	if strings.Contains(name, "://") { // such as webpack:///./src/a.js
		if u, err := url.Parse(name); err == nil {
			name = strings.TrimPrefix(u.Path, "/")
		}
	}
	file := filepath.FromSlash(name)
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, filepath.FromSlash(m.SourceRoot), file)
	}
	if _, err := os.Stat(file); err == nil {
		o.path = file
		if text, err := readSource(file); err == nil && o.text == "" {
			o.text = text
		}
	}
	return o
}
