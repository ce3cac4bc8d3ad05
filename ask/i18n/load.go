package i18n

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// maxFile is how large a file of messages may be, in bytes.
const maxFile = 8 << 20

// Load makes a catalogue of the files in the top directory of fsys that are
// named after a locale or language: de-DE.json, es.json. The default locale is
// as for [New].
func Load(fsys fs.FS, defaultLocale string) (*Catalog, error) {
	c := &Catalog{locales: make(map[string]map[string]*message), intN: rand.IntN}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("i18n: looking for messages: %w", err)
	}
	for _, entry := range entries {
		locale, ok := strings.CutSuffix(entry.Name(), ".json")
		if !ok || entry.IsDir() {
			continue
		}
		messages, err := readFile(fsys, entry.Name())
		if err == nil {
			err = c.add(locale, messages)
		}
		if err != nil {
			return nil, fmt.Errorf("i18n: %s: %w", entry.Name(), err)
		}
	}
	if len(c.locales) == 0 {
		return nil, errors.New("i18n: there are no messages: no file is named like de-DE.json")
	}
	if err := c.setDefault(defaultLocale); err != nil {
		return nil, err
	}
	return c, nil
}

func readFile(fsys fs.FS, name string) (map[string]any, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("the file is larger than %d MiB", maxFile>>20)
	}
	return decode(bytes.TrimPrefix(data, []byte("\uFEFF")))
}

// decode reads an object and refuses names that are there twice, which
// encoding/json would let pass.
func decode(data []byte) (map[string]any, error) {
	var object json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		offset := int64(len(data))
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			offset = syntax.Offset
		}
		return nil, fmt.Errorf("%s: %w", position(data, offset), err)
	}
	if data := bytes.TrimLeft(data, " \t\r\n"); data[0] != '{' {
		return nil, errors.New("the file does not hold a JSON object")
	}
	d := decoder{json.NewDecoder(bytes.NewReader(data))}
	value, err := d.value(0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", position(data, d.json.InputOffset()), err)
	}
	return value.(map[string]any), nil
}

// position says where in data the byte before offset is.
func position(data []byte, offset int64) string {
	before := data[:max(offset-1, 0)]
	line := bytes.Count(before, []byte("\n"))
	return fmt.Sprintf("line %d, column %d", 1+line, 1+utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]))
}

type decoder struct{ json *json.Decoder }

func (d *decoder) value(depth int) (any, error) {
	if depth > maxGroups+4 {
		return nil, errors.New("too many objects and lists are inside one another")
	}
	token, err := d.json.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		object := make(map[string]any)
		for d.json.More() {
			name, err := d.json.Token()
			if err != nil {
				return nil, err
			}
			key := name.(string) // the decoder lets nothing else pass here
			if _, ok := object[key]; ok {
				return nil, fmt.Errorf("the name %q is there twice", key)
			}
			if object[key], err = d.value(depth + 1); err != nil {
				return nil, err
			}
		}
		_, err := d.json.Token()
		return object, err
	case json.Delim('['):
		list := []any{}
		for d.json.More() {
			v, err := d.value(depth + 1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.json.Token()
		return list, err
	}
	return token, nil
}
