package js

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/evanw/esbuild/pkg/api"
)

// The limits of sources.
const (
	// maxFile is the size in bytes of the largest source.
	maxFile = 16 << 20
	// maxNesting is how deep brackets may nest: compilers recurse.
	maxNesting = 5000
	// maxModules is how many modules a VM loads.
	maxModules = 10000
)

// language is what a source is written in.
type language int

const (
	langScript     language = iota // JavaScript, CommonJS unless it has import or export
	langModule                     // JavaScript, an ES module
	langTypeScript                 // TypeScript, CommonJS or ES module
	langCoffee
	langLiterate // literate CoffeeScript
	langJSON
	langNative // a compiled addon, which cannot be loaded
)

// languages are the languages by extension.
var languages = map[string]language{
	".js": langScript, ".cjs": langScript, ".mjs": langModule,
	".ts": langTypeScript, ".cts": langTypeScript, ".mts": langTypeScript,
	".coffee": langCoffee, ".litcoffee": langLiterate, ".json": langJSON, ".node": langNative,
}

// Cache holds compiled files, so that VMs that share it compile a file once
// for each of its versions. It may be used concurrently. Its zero value is
// ready to use.
type Cache struct {
	dir      string // see NewDiskCache
	mu       sync.Mutex
	compiled map[cacheKey]*compiled
	coffee   map[cacheKey]coffeeOutput
	// compilers are the CoffeeScript compilers by the directory of their
	// package.
	compilers map[string]*coffeeCompiler
}

// cacheKey tells apart what is compiled differently. The entry has the text
// it was made from.
type cacheKey struct {
	path string
	lang language
}

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{} }

func (c *Cache) get(path string, lang language, text string) *compiled {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.compiled[cacheKey{path, lang}]; e != nil && e.text == text {
		return e
	}
	return nil
}

func (c *Cache) put(path string, lang language, e *compiled) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.compiled == nil {
		c.compiled = map[cacheKey]*compiled{}
	}
	c.compiled[cacheKey{path, lang}] = e
}

// compiled is a source that is ready to run. It does not change.
type compiled struct {
	program *goja.Program
	text    string
	// origins are where its code comes from, by the names that the engine
	// reports.
	origins map[string]*origin
	// features are what it needs that the engine lacks.
	features uint32
}

// origin is a file whose code runs.
type origin struct {
	path, text string
	// bytes is set if the engine reports columns in bytes; otherwise they are
	// in characters.
	bytes bool
	// shift is how many columns were put before the first line.
	shift int
}

// The text around a module.
const (
	wrapperStart = "(function(exports,require,module,__filename,__dirname,__importMeta){"
	wrapperEnd   = "\n})"
)

// generatedSuffix follows the path of a file in the name of the code that was
// made from it, which messages only show if they have nothing better.
const generatedSuffix = " (compiled)"

// compileModule compiles the text of a JavaScript or TypeScript module.
func compileModule(path, text string, lang language) (*compiled, error) {
	if err := checkSource(path, text); err != nil {
		return nil, err
	}
	if lang == langScript {
		if c, ok := compileDirect(path, text); ok {
			return c, nil
		}
	}
	t, err := transform(path, text, lang)
	if err != nil {
		return nil, err
	}
	return compileTransformed(t, []*origin{{path: path, text: text}}, wrapperStart, wrapperEnd)
}

// checkSource refuses what the compilers could not bear.
func checkSource(path, text string) error {
	if len(text) > maxFile {
		return &Error{Name: "SyntaxError", File: path,
			Message: fmt.Sprintf("the file has %d bytes; the most that can be loaded are %d", len(text), maxFile)}
	}
	depth, signs := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '!', '~', '+', '-':
			if signs++; signs > maxNesting {
				return placed(&Error{Name: "SyntaxError", File: path,
					Message: fmt.Sprintf("more than %d signs stand in a row", maxNesting)}, text, i)
			}
			continue
		case '(', '[', '{':
			if depth++; depth > maxNesting {
				return placed(&Error{Name: "SyntaxError", File: path,
					Message: fmt.Sprintf("brackets are nested more than %d deep", maxNesting)}, text, i)
			}
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
		signs = 0
	}
	return nil
}

// placed gives the error the place of an offset in bytes.
func placed(e *Error, text string, offset int) *Error {
	l := newLines(text)
	e.Line, e.Col = l.place(offset)
	e.SourceLine = l.shown(e.Line - 1)
	return e
}

// compileDirect compiles JavaScript that the engine understands as it is. It
// reports false if the source needs a transformation, or has an error.
func compileDirect(path, text string) (*compiled, bool) {
	tree, err := parser.ParseFile(nil, path, wrapperStart+text+wrapperEnd, 0, parser.WithDisableSourceMaps)
	if err != nil || needsLowering(tree) {
		return nil, false
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, false
	}
	return &compiled{program: program, text: text, features: mentioned(text), origins: map[string]*origin{
		path: {path: path, text: text, bytes: true, shift: len(wrapperStart)},
	}}, true
}

// hasProperties reports whether the source may hold a regular expression with
// Unicode properties, which the engine lacks.
func hasProperties(text string) bool {
	return strings.Contains(text, `\p{`) || strings.Contains(text, `\P{`)
}

// transformed is code for the engine. The columns of its mappings are as
// toBytesAndChars makes them.
type transformed struct {
	name, code string
	mappings   []mapping
	// lowered is set if esbuild made the code.
	lowered bool
}

// compileTransformed compiles transformed code of the given origins, which
// the sources of its mappings count.
func compileTransformed(t *transformed, origins []*origin, start, end string) (*compiled, error) {
	shift := int32(len(start))
	for i := range t.mappings {
		if t.mappings[i].genLine > 0 {
			break
		}
		t.mappings[i].genCol += shift
	}
	c := &compiled{origins: map[string]*origin{}, features: mentioned(t.code)}
	sources := make([]string, len(origins))
	for i, o := range origins {
		sources[i] = filepath.ToSlash(o.path)
		reported := sources[i]
		if u := file.ResolveSourcemapURL(t.name, sources[i]); u != nil {
			reported = u.String()
		}
		c.origins[reported] = o
	}
	if len(origins) == 1 {
		c.text = origins[0].text
	}
	source := start + t.code + end
	if len(t.mappings) > 0 {
		source += engineMap(t.mappings, sources)
	}
	tree, err := parser.ParseFile(nil, t.name, source, 0)
	if err != nil {
		return nil, engineSyntaxError(err, c.origins)
	}
	if needsLowering(tree) && !t.lowered {
		return nil, errNeedsLowering
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, engineSyntaxError(err, c.origins)
	}
	c.program = program
	return c, nil
}

var errNeedsLowering = errors.New("the code must be lowered")

// engineSyntaxError describes an error of the engine's own parser or compiler.
func engineSyntaxError(err error, origins map[string]*origin) error {
	e := &Error{Name: "SyntaxError", Message: err.Error()}
	var pos file.Position
	switch x := err.(type) {
	case parser.ErrorList:
		if len(x) > 0 {
			e.Message, pos = x[0].Message, x[0].Position
		}
	case *goja.CompilerSyntaxError:
		e.Message = x.Message
		if x.File != nil {
			pos = x.File.Position(x.Offset)
		}
	}
	if f, o := originalFrame(pos, origins); o != nil {
		e.File, e.Line, e.Col = f.File, f.Line, f.Col
		e.SourceLine = newLines(o.text).shown(f.Line - 1)
	}
	return e
}

// originalFrame turns a position that the engine reports into one of the
// source. The origin is nil if it is not known.
func originalFrame(pos file.Position, origins map[string]*origin) (Frame, *origin) {
	o := origins[pos.Filename]
	if o == nil {
		return Frame{File: pos.Filename, Line: pos.Line, Col: pos.Column}, nil
	}
	f := Frame{File: o.path, Line: pos.Line, Col: pos.Column}
	if o.bytes {
		if f.Line == 1 {
			f.Col = max(1, f.Col-o.shift)
		}
		l := newLines(o.text)
		if f.Line >= 1 && f.Line <= len(l.starts) {
			_, f.Col = l.place(l.starts[f.Line-1] + f.Col - 1)
		}
	}
	return f, o
}

// lowered are the features that the engine lacks.
var lowered = map[string]bool{
	"async-generator": false, "for-await": false, "dynamic-import": false, "import-meta": false,
	"top-level-await": false, "hashbang": false, "decorators": false, "using": false,
	"regexp-unicode-property-escapes": true, "regexp-set-notation": false, "regexp-match-indices": false,
}

// transform turns TypeScript, ES modules and new syntax into CommonJS that
// the engine runs.
func transform(path, text string, lang language) (*transformed, error) {
	return transformTo(api.FormatCommonJS, path, text, lang)
}

// transformScript turns new syntax of a script, whose top-level names are seen
// by others, into syntax that the engine runs. Unless strict is set, a
// directive "use strict" at its start has no effect.
func transformScript(path, text string, strict bool) (*transformed, error) {
	lang := langScript
	if languages[filepath.Ext(path)] == langTypeScript {
		lang = langTypeScript
	}
	if strict {
		return transformTo(api.FormatDefault, path, text, lang)
	}
	// After an empty statement it is no directive.
	t, err := transformTo(api.FormatDefault, path, ";"+text, lang)
	var e *Error
	if errors.As(err, &e) && e.Line == 1 {
		e.Col--
		e.SourceLine = strings.TrimPrefix(e.SourceLine, ";")
	}
	if err != nil {
		return nil, err
	}
	for i := range t.mappings {
		if m := &t.mappings[i]; m.srcLine == 0 && m.srcCol > 0 {
			m.srcCol--
		}
	}
	return t, nil
}

func transformTo(format api.Format, path, text string, lang language) (*transformed, error) {
	// The extension decides how default imports of CommonJS modules work.
	loader, name := api.LoaderJS, "source.js"
	switch {
	case lang == langModule:
		name = "source.mjs"
	case lang == langTypeScript && strings.HasSuffix(path, ".mts"):
		loader, name = api.LoaderTS, "source.mts"
	case lang == langTypeScript:
		loader, name = api.LoaderTS, "source.ts"
	}
	text = withoutAsyncPrototype(text)
	r := api.Transform(text, api.TransformOptions{
		Sourcefile: name, Loader: loader, Format: format, Platform: api.PlatformNode,
		Target: api.ES2022, Supported: lowered, Charset: api.CharsetUTF8,
		Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentExclude,
		Define: map[string]string{"import.meta": "__importMeta"}, LogLevel: api.LogLevelSilent,
	})
	if len(r.Errors) > 0 {
		return nil, messageError(r.Errors[0], path, text)
	}
	t := &transformed{name: path + generatedSuffix, code: markModules(string(r.Code)), lowered: true}
	mappings, err := readMappings(r.Map)
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", path, err)
	}
	toBytesAndChars(mappings, t.code, []string{text})
	t.mappings = mappings
	return t, nil
}

// asyncPrototype is how packages find the prototype that asynchronous
// iterators share. What esbuild makes of the generator in it has none.
var asyncPrototype = regexp.MustCompile(`Object\.getPrototypeOf\(Object\.getPrototypeOf\(async function\s*\*\s*\(\)\s*\{\s*\}\)\.prototype\)`)

// withoutAsyncPrototype puts an empty object, which is as long, in its place.
func withoutAsyncPrototype(text string) string {
	if !strings.Contains(text, "Object.getPrototypeOf(Object.getPrototypeOf(async") {
		return text
	}
	return asyncPrototype.ReplaceAllStringFunc(text, func(s string) string {
		return "({})" + strings.Repeat(" ", len(s)-len("({})"))
	})
}

// markModules makes the code of an ES module tell ES modules from CommonJS
// ones that only say they are: where an import follows the rules of Node, the
// default of the latter is all they export. The code differs in the helper
// functions that esbuild puts before that of the file.
func markModules(code string) string {
	code = strings.Replace(code, `(__defProp({}, "__esModule", { value: true })`,
		`(__defProp(__defProp({}, "__esModule", { value: true }), Symbol.for("esm"), { value: true })`, 1)
	return strings.Replace(code, "  isNodeMode || !mod",
		`  isNodeMode && !(mod && mod[Symbol.for("esm")]) || !mod`, 1)
}

// messageError describes an error that esbuild found in a text.
func messageError(m api.Message, path, text string) *Error {
	e := &Error{Name: "SyntaxError", Message: m.Text, File: path}
	if l := m.Location; l != nil {
		ls := newLines(text)
		if l.Line >= 1 && l.Line <= len(ls.starts) {
			e.Line, e.Col = ls.place(ls.starts[l.Line-1] + l.Column)
		}
		e.SourceLine = ls.shown(e.Line - 1)
		if l.Suggestion != "" {
			e.Hint = "use " + l.Suggestion
		}
	}
	for _, n := range m.Notes {
		if e.Hint != "" {
			e.Hint += "; "
		}
		e.Hint += n.Text
	}
	if strings.HasPrefix(m.Text, "Top-level await") {
		e.Message = "await outside of an async function"
		e.Hint = "modules are loaded without waiting: put the code into an async function, or export a promise"
	}
	return e
}
