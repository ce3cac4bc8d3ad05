package program

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Build puts a program together. The program is never nil; if the list has
// errors, it holds what could be understood.
//
// Every language is made of the files of the input by name: its own version of
// a file, else that of the default language, else that of the last other
// language that has one.
func Build(ctx context.Context, in Input) (*Program, diag.List) {
	b := &builder{
		in:         in,
		program:    &Program{Deploy: in.Deploy, Localization: in.Localization, Events: in.Events, states: make(map[string]*State)},
		broken:     make(map[string][]int),
		utterances: make(map[*syntax.Template]*utterance),
		uttered:    make(map[string]usage),
		compared:   maxSuggestions,
	}
	b.addDefaultStates()
	files := b.chooseFiles(b.readFiles(ctx))
	for _, l := range b.program.Languages {
		b.addLanguage(l, files[l.Name])
	}
	b.inheritTypes()
	for _, l := range b.program.Languages {
		b.typeSlots(ctx, l)
	}
	b.checkTransitions()
	b.translate()
	if err := ctx.Err(); err != nil {
		b.errorf("canceled", nil, diag.Span{}, "building the program: %v", err)
	}
	b.diags.Sort()
	return b.program, b.diags
}

// builder is the state of one Build.
type builder struct {
	in      Input
	program *Program
	diags   diag.List
	// broken are the lines with syntax errors by file, sorted. What else is wrong with
	// them most likely follows from those.
	broken     map[string][]int
	utterances map[*syntax.Template]*utterance
	// uttered has the utterances of all languages.
	uttered map[string]usage
	// intents are the intents of the current language that refer to no other.
	intents map[string]*Intent
	// repeats are the handlers of the current language for intents that refer
	// to others.
	repeats []repeat
	// compared counts down the names that may still be compared for
	// suggestions.
	compared int
}

// repeat is a later handler for an intent.
type repeat struct {
	intent  *Intent
	file    *File
	handler *syntax.Handler
}

// usage is the first use of an utterance.
type usage struct {
	intent *Intent
	file   *File
	span   diag.Span
}

// maxSuggestions bounds the names that are compared for suggestions, so that
// many mistakes in a large program do not take long.
const maxSuggestions = 200_000

// question returns a suggestion to append to a message about an unknown name,
// or "". There are count candidates.
func (b *builder) question(name string, count int, candidates iter.Seq[string]) string {
	if b.compared < count {
		return ""
	}
	b.compared -= count
	return suggest.Question(name, candidates)
}

// report adds a diagnostic about a place in a file, which may be nil.
func (b *builder) report(f *File, d diag.Diagnostic) {
	if f != nil {
		d.File = f.Source.Path
		if b.isBroken(f, d.Span.Start.Line, d.Span.Start.Line) {
			return
		}
	}
	b.diags.Add(d)
}

// isBroken reports whether the lines of a file have a syntax error.
func (b *builder) isBroken(f *File, first, last int) bool {
	lines := b.broken[f.Source.Path]
	n, _ := slices.BinarySearch(lines, first)
	return n < len(lines) && lines[n] <= last
}

func (b *builder) errorf(code string, f *File, at diag.Span, format string, args ...any) {
	b.report(f, diag.Diagnostic{Code: code, Span: at, Message: fmt.Sprintf(format, args...)})
}

func (b *builder) warnf(code string, f *File, at diag.Span, format string, args ...any) {
	b.report(f, diag.Diagnostic{Severity: diag.Warning, Code: code, Span: at, Message: fmt.Sprintf(format, args...)})
}

// related returns the place as one that explains a diagnostic; none if the
// place is not known.
func related(f *File, at diag.Span, message string) []diag.Related {
	if f == nil || !at.Start.IsValid() {
		return nil
	}
	return []diag.Related{{File: f.Source.Path, Span: at, Message: message}}
}

// parsed is a source that was read.
type parsed struct {
	file     *File
	diags    diag.List
	excluded bool
}

// readFiles parses the sources, several at a time if there is much to parse.
func (b *builder) readFiles(ctx context.Context) []parsed {
	results := make([]parsed, len(b.in.Sources))
	size := 0
	for _, s := range b.in.Sources {
		size += len(s.Text)
	}
	workers := min(runtime.GOMAXPROCS(0), len(results), 1+size/(64<<10))
	next := make(chan int)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := range next {
				results[i] = b.readFile(b.in.Sources[i])
			}
		})
	}
	for i := range results {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	return results
}

// readFile parses a source unless an "exclude file" line of it says not to. It
// changes nothing in the builder.
func (b *builder) readFile(s Source) parsed {
	var diags diag.List
	if strings.Contains(s.Text, "exclude") {
		// What is wrong with the lines themselves is found by parsing the file.
		conditions, _ := syntax.Exclusions(s.Path, s.Text)
		for _, q := range conditions {
			if q.Expr == nil {
				continue
			}
			value, err := EvalStatic(q.Expr, b.in.Deploy)
			switch {
			case err != nil:
				diags.Add(staticDiagnostic(s.Path, q, err, "the condition of an \"exclude file\""))
			case !looselyEquals(value, q.Unless):
				return parsed{excluded: true}
			}
		}
	}
	tree, errs := syntax.ParseWith(s.Path, s.Text, b.in.Syntax)
	return parsed{file: &File{Source: s, Tree: tree}, diags: append(diags, errs...)}
}

// chooseFiles returns the files of each language, excluded ones left out, and
// reports what is wrong with those that are used.
func (b *builder) chooseFiles(results []parsed) map[string][]*parsed {
	var names []string
	versions := make(map[string]map[string]*parsed)
	others := make(map[string]*parsed)
	for i := range results {
		s := &b.in.Sources[i]
		if versions[s.Name] == nil {
			names = append(names, s.Name)
			versions[s.Name] = make(map[string]*parsed)
		}
		versions[s.Name][s.Language] = &results[i]
		others[s.Name] = &results[i]
	}
	chosen := make(map[string][]*parsed)
	for _, language := range b.in.Languages {
		b.program.Languages = append(b.program.Languages, &Language{
			Name:   language,
			Types:  make(map[string]*syntax.Define),
			custom: make(map[string]*SlotType),
			typeOf: make(map[*Slot]string),
		})
		for _, name := range names {
			r := versions[name][language]
			if r == nil {
				r = versions[name][Default]
			}
			if r == nil {
				r = others[name]
			}
			if r.excluded || r.file == nil {
				continue
			}
			for _, d := range r.diags {
				if d.Severity == diag.Error {
					b.broken[d.File] = append(b.broken[d.File], d.Span.Start.Line)
				}
			}
			b.diags = append(b.diags, r.diags...)
			r.diags = nil
			chosen[language] = append(chosen[language], r)
		}
	}
	for _, lines := range b.broken {
		slices.Sort(lines)
	}
	return chosen
}

// addLanguage adds what the files declare for a language.
func (b *builder) addLanguage(l *Language, files []*parsed) {
	b.intents = make(map[string]*Intent)
	if l.Name == Default {
		for _, i := range b.program.states["global"].Versions[Default].Intents {
			b.intents[i.Name] = i
		}
	}
	pronounced := make(map[string]pronunciation)
	defined := make(map[string]*File)
	for _, f := range files {
		l.Files = append(l.Files, f.file)
		for _, d := range f.file.Tree.Decls {
			switch d := d.(type) {
			case *syntax.State:
				b.addState(l, f.file, d)
			case *syntax.Test:
				l.Tests = append(l.Tests, &Test{File: f.file, Decl: d})
			case *syntax.Pronounce:
				b.addPronounce(l, f.file, d, pronounced)
			case *syntax.Define:
				b.addDefine(l, f.file, d, defined)
			case *syntax.Table:
				b.report(f.file, diag.Diagnostic{
					Code: "table", Span: d.Span(), Message: "tables are not supported",
					Hint: "put the data into a .json file beside this one and read it through jsonFiles",
				})
			}
		}
	}
	for _, r := range b.repeats {
		b.checkRepeat(r.intent, r.file, r.handler)
	}
	b.repeats = nil
}

// pronunciation is where a pronounce line stands.
type pronunciation struct {
	file *File
	decl *syntax.Pronounce
}

func (b *builder) addPronounce(l *Language, f *File, d *syntax.Pronounce, earlier map[string]pronunciation) {
	l.Pronounce = append(l.Pronounce, d)
	if d.From == nil || d.To == nil {
		return
	}
	first, ok := earlier[d.From.Value]
	switch {
	case !ok:
		earlier[d.From.Value] = pronunciation{f, d}
	case first.decl.To.Value != d.To.Value:
		b.report(f, diag.Diagnostic{
			Severity: diag.Warning, Code: "contradictory-pronounce", Span: d.Span(),
			Message: fmt.Sprintf("%q is already pronounced as %q, which is applied first", d.From.Value, first.decl.To.Value),
			Related: related(first.file, first.decl.Span(), "the other pronunciation"),
		})
	}
}

func (b *builder) addDefine(l *Language, f *File, d *syntax.Define, files map[string]*File) {
	name := d.Name.Name
	if first := l.Types[name]; first != nil {
		b.report(f, diag.Diagnostic{
			Code: "duplicate-define", Span: d.Span(),
			Message: fmt.Sprintf("the variable @%s already has the type %s", name, first.Type.Name),
			Related: related(files[name], first.Span(), "defined here"),
		})
		return
	}
	l.Types[name], files[name] = d, f
}

// inheritTypes gives the other languages the types of the default one.
func (b *builder) inheritTypes() {
	base := b.program.Language(Default)
	if base == nil {
		return
	}
	for _, l := range b.program.Languages {
		for name, d := range base.Types {
			if l.Types[name] == nil {
				l.Types[name] = d
			}
		}
	}
}
