package interactionmodel

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// MaxFileSize is the size in bytes up to which [Load] reads a model. Alexa takes
// models of up to 1.5 MB.
const MaxFileSize = 16 << 20

// document is the file around a model.
type document struct {
	InteractionModel *Model `json:"interactionModel"`
}

// SyntaxError reports text that is not an interaction model.
type SyntaxError struct {
	File   string // "" if the text did not come from a file
	Line   int    // from 1
	Column int    // in bytes, from 1
	Msg    string
}

func (e *SyntaxError) Error() string {
	file := e.File
	if file == "" {
		file = "interaction model"
	}
	return fmt.Sprintf("%s:%d:%d: %s", file, e.Line, e.Column, e.Msg)
}

// Parse reads a model in the layout of ask-cli: an object with the member
// interactionModel. Errors in the text are a [*SyntaxError].
func Parse(data []byte) (*Model, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(data))
	var doc document
	if err := dec.Decode(&doc); err != nil {
		return nil, located(data, err)
	}
	end := int(dec.InputOffset())
	if _, err := dec.Token(); err != io.EOF {
		return nil, at(data, end, "more text follows the interaction model")
	}
	if doc.InteractionModel == nil {
		return nil, at(data, 0, `not an interaction model: the object has no member "interactionModel"`)
	}
	return doc.InteractionModel, nil
}

// Marshal writes a model in the layout of ask-cli, indented by two blanks and
// with a final newline.
func Marshal(m *Model) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(document{m}); err != nil {
		return nil, fmt.Errorf("encoding interaction model: %w", err)
	}
	return buf.Bytes(), nil
}

// Load reads the model in the file at path.
func Load(path string) (*Model, error) {
	file, err := os.Open(path)
	return read(file, err, path)
}

func read(file fs.File, err error, path string) (*Model, error) {
	if err != nil {
		return nil, fmt.Errorf("reading interaction model: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxFileSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading interaction model: %w", err)
	}
	if len(data) > MaxFileSize {
		return nil, fmt.Errorf("reading interaction model: %s is larger than %d bytes", path, MaxFileSize)
	}
	model, err := Parse(data)
	var syntax *SyntaxError
	if errors.As(err, &syntax) {
		syntax.File = path
	}
	return model, err
}

// LoadDir reads the models in a directory that holds one file a locale, such as
// en-US.json, and returns them by locale. It also finds that directory when
// given the skill package or the project of ask-cli around it. A directory
// without models is an error.
func LoadDir(dir string) (map[string]*Model, error) {
	return loadDir(os.DirFS(dir), ".", func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) })
}

// LoadFS is [LoadDir] for a directory of a file system.
func LoadFS(fsys fs.FS, dir string) (map[string]*Model, error) {
	return loadDir(fsys, dir, func(name string) string { return name })
}

// loadDir reads the models; shown returns how a path in fsys is to be called in
// errors.
func loadDir(fsys fs.FS, dir string, shown func(string) string) (map[string]*Model, error) {
	for _, inner := range []string{"", "interactionModels/custom", "skill-package/interactionModels/custom"} {
		in := path.Join(dir, inner)
		entries, err := fs.ReadDir(fsys, in)
		if err != nil {
			if inner != "" && errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return nil, fmt.Errorf("reading interaction models in %s: %w", shown(in), err)
		}
		models := make(map[string]*Model)
		for _, entry := range entries {
			locale, ok := strings.CutSuffix(entry.Name(), ".json")
			if !ok || !isLocale(locale) {
				continue
			}
			name := path.Join(in, entry.Name())
			file, err := fsys.Open(name)
			model, err := read(file, err, shown(name))
			if err != nil {
				return nil, err
			}
			models[locale] = model
		}
		if len(models) > 0 {
			return models, nil
		}
	}
	return nil, fmt.Errorf("no interaction models in %s: expected files such as en-US.json there or in skill-package/interactionModels/custom", shown(dir))
}

// isLocale reports whether name looks like "en-US".
func isLocale(name string) bool {
	return len(name) == 5 && name[2] == '-' &&
		isLetter(name[0], 'a') && isLetter(name[1], 'a') && isLetter(name[3], 'A') && isLetter(name[4], 'A')
}

func isLetter(c, first byte) bool { return c >= first && c < first+26 }

// located gives a decoding error its place in the text.
func located(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return at(data, int(syntax.Offset)-1, syntax.Error())
	case errors.As(err, &kind):
		return at(data, int(kind.Offset)-1, fmt.Sprintf("%s is %s; it should be %s", member(kind.Field), article(kind.Value), goKind(kind.Type.Kind().String())))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return at(data, len(data), "the text ends too early")
	}
	return fmt.Errorf("reading interaction model: %w", err)
}

func member(field string) string {
	if field == "" {
		return "the model"
	}
	return field
}

// goKind names the kind of JSON value that decodes to a kind of Go value.
func goKind(kind string) string {
	switch kind {
	case "struct", "ptr":
		return "an object"
	case "slice":
		return "an array"
	case "bool":
		return "true or false"
	}
	return article(kind)
}

func article(kind string) string {
	if kind == "object" || kind == "array" {
		return "an " + kind
	}
	return "a " + kind
}

func at(data []byte, offset int, msg string) *SyntaxError {
	before := data[:min(max(offset, 0), len(data))]
	return &SyntaxError{
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
		Msg:    msg,
	}
}
