// Package template makes responses from template files, so that what a skill
// answers can be edited, and translated, apart from its code.
//
//	//go:embed responses
//	var responses embed.FS
//
//	factory := template.NewFactory(
//		template.NewTextRenderer(template.TextOptions{}),
//		template.NewFileLoader(responses, template.FileOptions{}),
//	)
//	response, err := factory.Render(ctx, locale, "responses/welcome", data)
//
// A [Factory] asks its loaders in turn for a template; the names that a loader
// tries depend on the locale, see [LocaleNames]. The renderer makes a response
// of the template and data, see [TextRenderer].
package template

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/litexa-go/litexa/ask/alexa"
)

// Template is a template as a loader found it. It does not change.
type Template struct {
	Name    string // where it was found, such as the path of its file
	Content string
}

// Loader finds templates.
type Loader interface {
	// Load returns the template of a name that suits a locale best, and nil
	// without an error if the loader has none. The locale is empty if the
	// request has none.
	Load(ctx context.Context, name, locale string) (*Template, error)
}

// Renderer makes responses of templates. The types of data that it takes
// differ.
type Renderer interface {
	Render(ctx context.Context, t *Template, data any) (*alexa.Response, error)
}

// What an [Error] can wrap, for errors.Is.
var (
	ErrNotFound      = errors.New("no loader has the template")
	ErrInvalidName   = errors.New("invalid template name")
	ErrInvalidLocale = errors.New("invalid locale")
	ErrTooLarge      = errors.New("too large")
)

// Error says which template could not be rendered, and why.
type Error struct {
	Template string // the name that was asked for
	Locale   string // of the request, "" if it had none
	Err      error
}

func (e *Error) Error() string {
	locale := "no locale"
	if e.Locale != "" {
		locale = "locale " + e.Locale
	}
	return fmt.Sprintf("template %q (%s): %v", e.Template, locale, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Factory makes responses from templates. It is safe for concurrent use.
type Factory struct {
	renderer Renderer
	loaders  []Loader
}

// NewFactory returns a factory that asks the loaders in order.
func NewFactory(renderer Renderer, loaders ...Loader) *Factory {
	return &Factory{renderer, loaders}
}

// Render makes a response of the template of a name that suits the locale of a
// request best. Errors are of type [*Error]. The first error of a loader ends
// the search.
func (f *Factory) Render(ctx context.Context, locale, name string, data any) (*alexa.Response, error) {
	response, err := f.render(ctx, locale, name, data)
	if err != nil {
		return nil, &Error{Template: name, Locale: locale, Err: err}
	}
	return response, nil
}

func (f *Factory) render(ctx context.Context, locale, name string, data any) (*alexa.Response, error) {
	if name == "" {
		return nil, fmt.Errorf("%w: it is empty", ErrInvalidName)
	}
	if f.renderer == nil {
		return nil, errors.New("the factory has no renderer")
	}
	for _, loader := range f.loaders {
		t, err := loader.Load(ctx, name, locale)
		if err != nil {
			return nil, fmt.Errorf("loading: %w", err)
		}
		if t == nil {
			continue
		}
		response, err := f.renderer.Render(ctx, t, data)
		if err != nil {
			return nil, fmt.Errorf("rendering: %w", err)
		}
		return response, nil
	}
	return nil, fmt.Errorf("%w (%d loaders asked)", ErrNotFound, len(f.loaders))
}

// Enumerator returns the names that a template may have for a locale, best
// first.
type Enumerator func(name, locale string) (iter.Seq[string], error)

// LocaleNames is the usual [Enumerator]. For the template "t" and the locale
// "en-US" the names are t/en/US, t/en_US, t/en, t_en_US, t_en and t; without a
// locale it is t alone. A locale of another form than that is an error that
// wraps [ErrInvalidLocale].
func LocaleNames(name, locale string) (iter.Seq[string], error) {
	if locale == "" {
		return func(yield func(string) bool) { yield(name) }, nil
	}
	language, region, _ := strings.Cut(locale, "-")
	if !isTwo(language, 'a', 'z') || !isTwo(region, 'A', 'Z') {
		return nil, fmt.Errorf(`%w %q: want a language and a country such as "en-US"`, ErrInvalidLocale, locale)
	}
	return func(yield func(string) bool) {
		_ = yield(name+"/"+language+"/"+region) &&
			yield(name+"/"+language+"_"+region) &&
			yield(name+"/"+language) &&
			yield(name+"_"+language+"_"+region) &&
			yield(name+"_"+language) &&
			yield(name)
	}, nil
}

// isTwo reports whether s is two characters from first to last.
func isTwo(s string, first, last byte) bool {
	return len(s) == 2 && s[0] >= first && s[0] <= last && s[1] >= first && s[1] <= last
}
