package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project"
)

// Runtime compiles a project and returns the configuration of its run-time,
// without a store.
func Runtime(ctx context.Context, env *Env, p *project.Project) (runtime.Config, diag.List, error) {
	config, list, err := p.Runtime(ctx)
	config.AssetsRoot = env.AssetsRoot()
	return config, list, err
}

// OpenStore opens where database variables of a project are kept: see
// [store.Forms]. The name "" is what its config says, or else memory.
func OpenStore(ctx context.Context, env *Env, p *project.Project, name string) (*store.Store, error) {
	options := store.Options{Dir: env.Dir}
	if name == "" {
		name, options.Dir = cmp.Or(p.Persistence(), project.StoreMemory), p.Root
		if p.SessionAttributes() {
			name = project.StoreSession
		}
	}
	if ttl := p.TimeToLive(); ttl != nil {
		options.TTLName = ttl.AttributeName
		options.TimeToLive = time.Duration(ttl.Seconds * float64(time.Second))
	}
	s, err := store.Open(ctx, name, options)
	switch {
	case errors.Is(err, store.ErrName):
		return nil, Usagef("option --store: %v", err)
	case err != nil:
		return nil, fmt.Errorf("opening the store %s: %w", name, err)
	}
	return s, nil
}

// AssetsRoot returns the address of assets, which the environment variable
// assetsRoot may name.
func (e *Env) AssetsRoot() string {
	if root := os.Getenv("assetsRoot"); root != "" {
		return root
	}
	return "test://"
}

// Verbosef says something if the user asked for more.
func (e *Env) Verbosef(format string, args ...any) {
	if e.Verbose {
		fmt.Fprintf(e.Err, format+"\n", args...)
	}
}

// WithProjectIn is WithProject for the project around a directory.
func (e *Env) WithProjectIn(ctx context.Context, dir, target string, f func(*project.Project) (diag.List, error)) error {
	there := *e
	there.Dir = dir
	return there.WithProject(ctx, target, f)
}

// Logger returns a logger for what the run-time has to tell.
func (e *Env) Logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(e.Err, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	}))
}
