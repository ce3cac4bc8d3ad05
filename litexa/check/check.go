// Package check finds what is wrong with the code of a program beyond its
// structure: names that are not declared, assets that do not exist, values that
// cannot be what a statement wants. It also warns of what is legal but
// questionable, such as states that nothing leads to. Its walk of scopes,
// [Resolve], serves whoever compiles the code as well.
package check

import (
	"iter"
	"slices"

	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Options are what Check has to know beside the program. With the zero value,
// there is no inline code, and neither assets nor files are looked for.
type Options struct {
	// Symbols are the names that inline code defines.
	Symbols Symbols
	// APIs are the names under which extensions offer functions.
	APIs []string
	// Assets are the assets of the project. Leave it nil if references to
	// assets are not to be validated.
	Assets Assets
	// Files are the files of the project's litexa folder.
	Files Files
	// Code holds the texts of the inline code of all languages. Names that
	// occur in it as words count as used.
	Code []string
	// LocalizationFile is the path of the localization file as diagnostics
	// show it.
	LocalizationFile string
}

// Symbols are the names that inline code defines.
type Symbols interface {
	// Defined reports whether the inline code of a language defines a name,
	// that is, gives it a value. known is false if the code could not be run,
	// so that nobody knows.
	Defined(language, name string) (defined, known bool)
}

// Assets are the files that a project deploys beside its code, those that are
// made from others included.
type Assets interface {
	// Has reports whether the folder of a language has an asset of that name.
	Has(language, name string) bool
	// Names returns the names of all assets.
	Names() iter.Seq[string]
}

// Files are the files of a project's litexa folder and of its languages.
type Files interface {
	// Read returns the content of a file, by its path in the folder of the
	// language. A missing file is an error that is [fs.ErrNotExist].
	Read(language, name string) ([]byte, error)
}

// Check returns what is wrong with the code of a program, sorted. Severity
// Error is for what keeps a skill from working; all else is a warning or less.
func Check(p *program.Program, opts Options) diag.List {
	c := &checker{program: p, opts: opts, facts: gather(p, opts.Code)}
	if opts.Assets != nil {
		c.assetNames = slices.Collect(opts.Assets.Names())
	}
	c.names()
	for _, f := range c.facts.files {
		c.values(f)
		c.flow(f)
	}
	c.states()
	c.slots()
	c.data()
	c.intents()
	c.tests()
	c.list.Sort()
	return c.list
}

// checker is a check under way.
type checker struct {
	program *program.Program
	opts    Options
	facts   *facts
	list    diag.List
	// assetNames are the names of all assets.
	assetNames []string
	// compared counts the names that were compared for suggestions.
	compared int
}

// add adds a diagnostic about a place in a file.
func (c *checker) add(severity diag.Severity, code string, f *program.File, at diag.Span, message, hint string) {
	c.list.Add(diag.Diagnostic{
		Severity: severity, Code: code, File: path(f), Span: at, Message: message, Hint: hint,
	})
}

func (c *checker) error(code string, f *program.File, n syntax.Node, message, hint string) {
	c.add(diag.Error, code, f, n.Span(), message, hint)
}

func (c *checker) warn(code string, f *program.File, n syntax.Node, message, hint string) {
	c.add(diag.Warning, code, f, n.Span(), message, hint)
}

func path(f *program.File) string {
	if f == nil {
		return ""
	}
	return f.Source.Path
}

// maxSuggestions bounds the names that are compared for suggestions, so that
// many mistakes in a large program do not take long.
const maxSuggestions = 200_000

// nearest returns the one of so many candidates that the name may be meant to
// be, or "".
func (c *checker) nearest(name string, count int, candidates iter.Seq[string]) string {
	if c.compared += count; c.compared > maxSuggestions {
		return ""
	}
	return suggest.Nearest(name, candidates)
}
