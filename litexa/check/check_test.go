package check_test

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
)

// chunk is a small project with the diagnostics that it is to get. In
// testdata, a line that begins with "---" starts a chunk, one that begins with
// "===" a further file of it: "=== de main.litexa". What follows "#!" on a line
// is the code of an error that is expected there, and a part of its message;
// "#?" stands for what is not an error. Lines that begin with "#:" say what the project has beside its code.
type chunk struct {
	name  string
	input program.Input
	world world
	// want has the diagnostics by place: "main.litexa:3".
	want map[string][]expectation
}

type expectation struct {
	fatal         bool
	code, message string
}

// world is what a chunk has beside its code.
type world struct {
	symbols map[string]bool // by "name" or "language:name"
	broken  bool            // the inline code cannot be run
	apis    []string
	assets  []string // "language/name"; nil if assets are not validated
	files   map[string]string
	code    []string
}

func (w *world) Defined(language, name string) (defined, known bool) {
	return w.symbols[name] || w.symbols[language+":"+name], !w.broken
}

func (w *world) Has(language, name string) bool {
	return slices.Contains(w.assets, language+"/"+name)
}

func (w *world) Names() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, a := range w.assets {
			_, name, _ := strings.Cut(a, "/")
			if !yield(name) {
				return
			}
		}
	}
}

func (w *world) Read(language, name string) ([]byte, error) {
	text, ok := w.files[language+"/"+name]
	switch {
	case !ok:
		return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
	case text == "unreadable":
		return nil, fs.ErrPermission
	}
	return []byte(text), nil
}

func (w *world) options() check.Options {
	o := check.Options{Symbols: w, APIs: w.apis, Files: w, Code: w.code, LocalizationFile: "localization.json"}
	if w.assets != nil {
		o.Assets = w
	}
	return o
}

// set takes a "#:" line.
func (c *chunk) set(t *testing.T, line string) {
	key, value, _ := strings.Cut(line, " ")
	switch key {
	case "symbols":
		for _, s := range strings.Fields(value) {
			c.world.symbols[s] = true
		}
	case "broken":
		c.world.broken = true
	case "apis":
		c.world.apis = strings.Fields(value)
	case "assets":
		c.world.assets = append(c.world.assets, strings.Fields(value)...)
	case "file":
		name, text, _ := strings.Cut(value, " ")
		c.world.files[name] = text
	case "code":
		c.world.code = append(c.world.code, value)
	case "intent":
		f := strings.Fields(value)
		c.input.Localization.Intents = map[string]map[string][]string{f[0]: {f[1]: {"hallo"}}}
		if len(f) > 2 {
			c.want["localization.json:0"] = append(c.want["localization.json:0"], expectation{code: f[2]})
		}
	case "speech":
		f := strings.SplitN(value, "=", 3)
		c.input.Localization.Speech = map[string]map[string]string{f[0]: {f[1]: f[2]}}
	default:
		t.Fatalf("%s: no setting %q", c.name, key)
	}
}

var expected = regexp.MustCompile(`#([!?])\s*([a-z-]+)\s*([^#]*)`)

// readChunks reads the chunks of a file of testdata.
func readChunks(t *testing.T, file string) []*chunk {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var chunks []*chunk
	var c *chunk
	language, name, number := "", "", 0
	var source strings.Builder
	flush := func() {
		if c != nil && source.Len() > 0 {
			path := name
			if language != program.Default {
				path = language + "/" + name
			}
			c.input.Sources = append(c.input.Sources, program.Source{Language: language, Name: name, Path: path, Text: source.String()})
		}
		source.Reset()
		number = 0
	}
	for line := range strings.Lines(string(text)) {
		switch {
		case strings.HasPrefix(line, "---"):
			flush()
			language, name = program.Default, "main.litexa"
			c = &chunk{
				name:  strings.TrimSpace(strings.Trim(line, "-\n")),
				input: program.Input{Languages: []string{program.Default}},
				world: world{symbols: map[string]bool{}, files: map[string]string{}},
				want:  map[string][]expectation{},
			}
			chunks = append(chunks, c)
		case strings.HasPrefix(line, "==="):
			flush()
			f := strings.Fields(line)
			language, name = f[1], f[2]
			if !slices.Contains(c.input.Languages, language) {
				c.input.Languages = append(c.input.Languages, language)
			}
		case strings.HasPrefix(line, "#:"):
			c.set(t, strings.TrimSpace(line[2:]))
		default:
			number++
			path := name
			if language != program.Default {
				path = language + "/" + name
			}
			for _, m := range expected.FindAllStringSubmatch(line, -1) {
				place := fmt.Sprintf("%s:%d", path, number)
				c.want[place] = append(c.want[place], expectation{m[1] == "!", m[2], strings.TrimSpace(m[3])})
			}
			source.WriteString(line)
		}
	}
	flush()
	return chunks
}

func TestCheck(t *testing.T) {
	files, err := filepath.Glob("testdata/*.litexa")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".litexa"), func(t *testing.T) {
			for _, c := range readChunks(t, file) {
				t.Run(c.name, func(t *testing.T) { checkChunk(t, c) })
			}
		})
	}
}

func checkChunk(t *testing.T, c *chunk) {
	p, list := program.Build(t.Context(), c.input)
	if list.HasErrors() {
		t.Fatalf("the program has errors of its own: %v", list)
	}
	want := maps.Clone(c.want)
	for _, d := range check.Check(p, c.world.options()) {
		if d.Message == "" || strings.HasSuffix(d.Message, ".") || strings.HasSuffix(d.Hint, ".") {
			t.Errorf("%s: message %q, hint %q", d.Code, d.Message, d.Hint)
		}
		place := fmt.Sprintf("%s:%d", d.File, d.Span.Start.Line)
		i := slices.IndexFunc(want[place], func(e expectation) bool {
			return e.code == d.Code && e.fatal == (d.Severity == diag.Error) && strings.Contains(d.Message, e.message)
		})
		if i < 0 {
			t.Errorf("not expected: %s [%s] %s", d.Error(), d.Code, d.Hint)
			continue
		}
		want[place] = slices.Delete(slices.Clone(want[place]), i, i+1)
	}
	for place, list := range want {
		for _, e := range list {
			t.Errorf("%s: there is no %+v", place, e)
		}
	}
}
