package litexa

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/litexa-go/litexa/ask/host"
	"github.com/litexa-go/litexa/ask/host/lambda"
	"github.com/litexa-go/litexa/litexa/diag"
)

// Main loads a project and hosts its skill as [host.Main] does: it answers
// events on AWS Lambda, and elsewhere takes a command from the command line, such
// as talk or serve. It ends the program.
//
// The project is that of the working directory, or of the program on AWS Lambda,
// unless [Dir] or [Files] says otherwise.
func Main(opts ...Option) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(Run(ctx, os.Args[1:], opts...))
}

// Run is [Main] for programs with flags of their own: it takes the command from
// args and returns the exit code: 0, 1 if the command failed, 2 if it was called
// wrongly. It ends when ctx does.
func Run(ctx context.Context, args []string, opts ...Option) int {
	code, err := run(ctx, args, opts)
	if err == nil {
		return code
	}
	name := filepath.Base(os.Args[0])
	if found := (*diag.Errors)(nil); errors.As(err, &found) {
		if diag.WriteText(os.Stderr, found.List, diag.Options{}) == nil {
			return 1
		}
	}
	fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
	return 1
}

func run(ctx context.Context, args []string, opts []Option) (code int, err error) {
	if lambda.Active() {
		slog.SetDefault(lambda.NewLogger())
	}
	p, err := loadFor(ctx, opts)
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	skill, err := p.Skill(ctx)
	if err != nil {
		return 1, err
	}
	hosting := []host.Option{}
	if !lambda.Active() {
		dir, err := p.writeModels(ctx)
		if err != nil {
			return 1, err
		}
		hosting = append(hosting, host.WithModels(os.DirFS(dir), "."))
	}
	return host.Run(ctx, skill, args, hosting...), nil
}

// loadFor loads the project that the options name.
func loadFor(ctx context.Context, opts []Option) (*Program, error) {
	o := &options{}
	if err := o.add(opts); err != nil {
		return nil, err
	}
	if o.files != nil {
		return LoadFS(ctx, o.files, opts...)
	}
	return Load(ctx, cmp.Or(o.dir, os.Getenv("LAMBDA_TASK_ROOT"), "."), opts...)
}

// writeModels writes the interaction models of the program into a directory that
// lasts until the program is closed.
func (p *Program) writeModels(ctx context.Context) (dir string, err error) {
	dir, err = os.MkdirTemp("", "litexa-models-*")
	if err != nil {
		return "", fmt.Errorf("making room for the interaction models: %w", err)
	}
	p.mu.Lock()
	p.closers = append(p.closers, func() error { return os.RemoveAll(dir) })
	p.mu.Unlock()
	models, err := p.Models(ctx)
	if err != nil {
		return "", err
	}
	for locale, text := range models {
		if err := os.WriteFile(filepath.Join(dir, locale+".json"), text, fs.FileMode(0o600)); err != nil {
			return "", fmt.Errorf("writing an interaction model: %w", err)
		}
	}
	return dir, nil
}

// regions are the locales that stand for languages whose folder names none.
var regions = map[string]string{
	"default": "en-US", "en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT",
	"pt": "pt-BR", "ja": "ja-JP", "hi": "hi-IN", "ar": "ar-SA", "nl": "nl-NL",
}

// Models returns the interaction models of the program as JSON, one for each of
// its languages, by locale.
func (p *Program) Models(ctx context.Context) (map[string][]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	prog, list := p.project.Compile(ctx)
	if err := list.Err(); err != nil {
		return nil, err
	}
	models := map[string][]byte{}
	for _, l := range prog.Languages {
		locale := cmp.Or(regions[l.Name], l.Name)
		if !strings.Contains(locale, "-") || models[locale] != nil {
			continue
		}
		m, list := p.project.InteractionModel(ctx, prog, locale, "")
		if err := list.Err(); err != nil {
			return nil, err
		}
		if m == nil {
			continue
		}
		text, err := m.JSON()
		if err != nil {
			return nil, fmt.Errorf("writing the interaction model of %s: %w", locale, err)
		}
		models[locale] = text
	}
	return models, nil
}
