// Package compile turns a program into JavaScript: for each language the
// functions that enter and leave its states and handle their intents.
//
// The code holds expressions and their effects only. Which function runs when
// is decided by litexa/runtime, which also provides what the code refers to:
// context, litexa, and the library functions.
package compile

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Assets finds the files of a project's assets.
type Assets interface {
	// Resolve returns the path of an asset below the root of the deployed
	// assets, as a language refers to it: "de/ding.mp3" or, if the language has
	// no such file, "default/ding.mp3".
	Resolve(language, name string) (path string, ok bool)
}

// Options are what an image holds beside the code of the program.
type Options struct {
	// Name is the project's name.
	Name string
	// Deploy is the DEPLOY object as JSON; nil is {}.
	Deploy json.RawMessage
	// Assets finds assets; nil takes every asset for one of its language.
	Assets Assets
	// Code is the inline code by language.
	Code map[string]Code
	// Coverage makes code that tells which points it reaches.
	Coverage bool
}

// Code is the inline code of a language.
type Code struct {
	// Files are its JavaScript files in order, then its CoffeeScript ones.
	Files []File `json:"files,omitempty"`
	// JSON are its JSON files by name.
	JSON map[string]json.RawMessage `json:"json,omitempty"`
}

// File is a file of inline code.
type File struct {
	Name string `json:"name"`
	// Path is the file as messages show it.
	Path string `json:"path"`
	Text string `json:"text"`
}

// Image is a compiled skill: all that its run-time needs. It can be stored as
// JSON.
type Image struct {
	Name   string          `json:"name"`
	Deploy json.RawMessage `json:"deploy"`
	// Events are the requests, beside Alexa's own, that handlers may ask for.
	Events []string `json:"events,omitempty"`
	// States are the names of the states.
	States []string `json:"states"`
	// Languages has the default language first.
	Languages []*Language `json:"languages"`
	// Points are what code tells of with Options.Coverage.
	Points []Point `json:"points,omitempty"`
}

// Language is what an image has for one language.
type Language struct {
	Name      string          `json:"name"`
	Pronounce []Pronunciation `json:"pronounce,omitempty"`
	Unit      Unit            `json:"unit"`
	Code      Code            `json:"code"`
}

// Pronunciation replaces one text by another in speech.
type Pronunciation struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Unit is the code of one language.
type Unit struct {
	// Text registers the functions of the states, which take the context of a
	// request, in __languages. It comes before the inline code, whose scope it
	// shares.
	Text string `json:"text"`
	// Result is an expression to evaluate after the inline code: it completes
	// the language's object and returns it, with the members enter, exit,
	// otherwise (functions by state), intents (functions by state and intent)
	// and types (classes by database variable).
	Result string `json:"result"`
	// Origins has, for each line of Text, where it comes from.
	Origins []Origin `json:"origins"`
	// Places are where the functions begin.
	Places []Place `json:"places"`
}

// Place is where the code of a state or of a handler begins.
type Place struct {
	State string `json:"s"`
	// Handler is the name of an intent, "entry", "exit" or "otherwise".
	Handler string `json:"h"`
	Origin
}

// Place returns where the code of a state or handler begins.
func (u *Unit) Place(state, handler string) (Origin, bool) {
	for _, p := range u.Places {
		if p.State == state && p.Handler == handler {
			return p.Origin, true
		}
	}
	return Origin{}, false
}

// Origin is the place that a line of code was made of.
type Origin struct {
	// File is "" for a line that stands for nothing in the source.
	File string `json:"f,omitempty"`
	Line int    `json:"l,omitempty"`
	Col  int    `json:"c,omitempty"`
}

// Origin returns where a line, counted from 1, comes from.
func (u *Unit) Origin(line int) (Origin, bool) {
	if line < 1 || line > len(u.Origins) || u.Origins[line-1].File == "" {
		return Origin{}, false
	}
	return u.Origins[line-1], true
}

// Compile returns the image of the program, which must have passed its checks.
func Compile(p *program.Program, options Options) *Image {
	image := &Image{Name: options.Name, Deploy: options.Deploy, Events: p.Events}
	if image.Deploy == nil {
		image.Deploy = json.RawMessage("{}")
	}
	for _, s := range p.States {
		image.States = append(image.States, s.Name)
	}
	// Random choices are numbered through all languages, as the numbers are
	// keys of stored data.
	keys := 0
	var points *coverage
	if options.Coverage {
		points = &coverage{}
	}
	for _, l := range p.Languages {
		g := &generator{program: p, language: l, assets: options.Assets, keys: &keys, coverage: points}
		language := &Language{Name: l.Name, Unit: g.unit(), Code: options.Code[l.Name]}
		for _, m := range l.Pronounce {
			language.Pronounce = append(language.Pronounce, Pronunciation{From: m.From.Value, To: m.To.Value})
		}
		image.Languages = append(image.Languages, language)
	}
	if points != nil {
		image.Points = points.points
	}
	return image
}

// generator makes the code of one language.
type generator struct {
	program  *program.Program
	language *program.Language
	assets   Assets
	keys     *int
	coverage *coverage

	text    strings.Builder
	origins []Origin
	places  []Place
	depth   int
	// file and at are where the statement being written stands.
	file *program.File
	at   diag.Pos
	// stored are the names of the state's locals that are stored; declaring
	// one assigns to it.
	stored map[string]bool
	temps  int
}

func (g *generator) unit() Unit {
	g.line("const __language = __newLanguage(", quote(g.language.Name), ");")
	g.line("Object.assign(exports, __exports);")
	for _, s := range g.program.States {
		g.state(check.CodeOf(s, g.language.Name))
	}
	return Unit{Text: g.text.String(), Result: g.result(), Origins: g.origins, Places: g.places}
}

// line writes a line of code.
func (g *generator) line(parts ...string) {
	for range g.depth {
		g.text.WriteString("  ")
	}
	for _, p := range parts {
		g.text.WriteString(p)
	}
	g.text.WriteByte('\n')
	g.origins = append(g.origins, g.origin())
}

// origin returns the place of what is being written.
func (g *generator) origin() Origin {
	if g.file == nil || !g.at.IsValid() {
		return Origin{}
	}
	return Origin{File: g.file.Source.Path, Line: g.at.Line, Col: g.at.Col}
}

// function begins a function that runs code of a state.
func (g *generator) function(target string, file *program.File, at diag.Pos, state, handler string) {
	g.file, g.at = file, at
	g.places = append(g.places, Place{State: state, Handler: handler, Origin: g.origin()})
	g.open(target, " = async function(context) {")
	g.enter(state, handler, at)
}

// open writes a line that begins a block.
func (g *generator) open(parts ...string) {
	g.line(parts...)
	g.depth++
}

// close writes the line that ends a block.
func (g *generator) close(text string) {
	g.depth--
	g.line(text)
}

// result registers the classes of typed database variables, which inline code
// declares.
func (g *generator) result() string {
	names := slices.Sorted(maps.Keys(g.language.Types))
	var b strings.Builder
	b.WriteString("(")
	for _, name := range names {
		b.WriteString("__language.types[" + quote(name) + "] = " + g.language.Types[name].Type.Name + ", ")
	}
	b.WriteString("__language)")
	return b.String()
}

// translation returns what a say statement says in the language in place of its
// own texts, or nil.
func (g *generator) translation(s *syntax.Say) []*syntax.Template {
	return g.program.Translation(g.language.Name, s)
}

// state writes the functions of a state. The order in which entry, exit and
// handlers are written numbers their random choices.
func (g *generator) state(c *check.Code) {
	name := quote(c.State.Name)
	g.stored = map[string]bool{}
	var stored []string
	for _, v := range check.Resolve(c, nil, g.translation) {
		if v.Stored {
			g.stored[v.Name] = true
			stored = append(stored, v.Name)
		}
	}
	locals := strings.Join(stored, ", ")
	unpack := "let {" + locals + "} = context.db.read('__stateLocals') || {};"
	pack := "context.db.write('__stateLocals', {" + locals + "});"

	if len(c.Entry.Stmts) > 0 {
		g.function("__language.enter["+name+"]", c.Entry.File, c.Entry.Stmts[0].Span().Start, c.State.Name, "entry")
		if len(stored) > 0 {
			g.line("let ", locals, ";")
		}
		g.stmts(c.Entry.Stmts)
		if len(stored) > 0 {
			g.line(pack)
		}
		g.close("};")
	}

	if len(c.Exit.Stmts) > 0 {
		g.function("__language.exit["+name+"]", c.Exit.File, c.Exit.Stmts[0].Span().Start, c.State.Name, "exit")
		if len(stored) > 0 {
			g.line(unpack)
		}
		g.stmts(c.Exit.Stmts)
		g.close("};")
	}

	g.intents(c, func(write func()) {
		if len(stored) > 0 {
			g.line(unpack)
		}
		write()
		if len(stored) > 0 {
			g.line(pack)
		}
	})
}

// intents writes the handlers of a state. around writes what comes before and
// after the code of each.
func (g *generator) intents(c *check.Code, around func(write func())) {
	g.file = nil
	name := quote(c.State.Name)
	table := ""
	register := func(intent string) string {
		if table == "" {
			table = g.temp()
			g.line("const ", table, " = __handlers(__language, ", name, ");")
		}
		return table + "[" + quote(intent) + "]"
	}
	for intent, action := range g.defaults(c) {
		g.line(register(intent), " = ", action, ";")
	}
	for _, bodies := range g.handlers(c) {
		in := bodies[0].Intent
		target, handler := "__language.otherwise["+name+"]", "otherwise"
		if in.Name != "" {
			target, handler = register(in.Name), in.Name
		}
		g.function(target, bodies[0].File, bodies[0].Handlers[0].Span().Start, c.State.Name, handler)
		around(func() {
			for _, b := range bodies {
				g.body(b)
			}
		})
		g.close("};")
		for _, h := range bodies[0].Handlers {
			for _, a := range h.Alternatives() {
				if a.Name != nil {
					g.line(register(a.Name.Name), " = ", target, ";")
				}
			}
		}
	}
}

// defaults returns the intents that global handles without being told, and the
// functions that do.
func (g *generator) defaults(c *check.Code) iter.Seq2[string, string] {
	return func(yield func(intent, action string) bool) {
		v := c.State.In(g.language.Name)
		if v == nil || c.State.Name != "global" {
			return
		}
		for _, in := range v.Intents {
			if len(in.Handlers) > 0 || in.Parent != nil {
				continue
			}
			action := "__end"
			if in.Name == "AMAZON.StartOverIntent" {
				action = "__startOver"
			}
			if !yield(in.Name, action) {
				return
			}
		}
	}
}

// handlers groups the bodies by intent, unfiltered ones first, in the order in
// which their random choices are numbered: in the default language "otherwise"
// comes first.
func (g *generator) handlers(c *check.Code) [][]check.Body {
	var groups [][]check.Body
	index := map[string]int{}
	for _, b := range c.Bodies {
		i, ok := index[b.Intent.Name]
		if !ok {
			i = len(groups)
			index[b.Intent.Name] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], b)
	}
	for _, bodies := range groups {
		slices.SortStableFunc(bodies, func(a, b check.Body) int {
			return filtered(a) - filtered(b)
		})
	}
	own := g.language.Name != program.Default && c.State.Versions[g.language.Name] != nil
	if i, ok := index[""]; ok && !own {
		first := groups[i]
		copy(groups[1:i+1], groups[:i])
		groups[0] = first
	}
	return groups
}

func filtered(b check.Body) int {
	if b.Filter == "" {
		return 0
	}
	return 1
}

// body writes the code of a handler, or of the handlers with one filter.
func (g *generator) body(b check.Body) {
	g.file = b.File
	if b.Filter == "" {
		for _, h := range b.Handlers {
			g.stmts(h.Body)
		}
		return
	}
	g.open("if (context.event.request.name === ", quote(b.Filter), ") {")
	g.line("await __purchase(context);")
	for _, h := range b.Handlers {
		g.stmts(h.Body)
	}
	g.close("}")
}

// temp returns a name that no source can have.
func (g *generator) temp() string {
	g.temps++
	return "__t" + strconv.Itoa(g.temps)
}

// key returns the number of the next random choice.
func (g *generator) key() string {
	*g.keys++
	return strconv.Itoa(*g.keys)
}

// asset returns the path of an asset below the root of the assets.
func (g *generator) asset(name string) string {
	if g.assets != nil {
		if path, ok := g.assets.Resolve(g.language.Name, name); ok {
			return path
		}
	}
	return g.language.Name + "/" + name
}

// hasAsset reports whether there is an asset of that name.
func (g *generator) hasAsset(name string) bool {
	if g.assets == nil {
		return false
	}
	_, ok := g.assets.Resolve(g.language.Name, name)
	return ok
}

// quote returns a string literal of JavaScript.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < ' ' || r == '\u2028' || r == '\u2029':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
