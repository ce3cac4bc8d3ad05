package live

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/project"
)

// DefaultStore returns where a project keeps database variables on this machine:
// where its config says, if that is here, or else in a SQLite file.
func DefaultStore(p *project.Project) string {
	if p.SessionAttributes() {
		return project.StoreSession
	}
	switch name := p.Persistence(); name {
	case project.StoreMemory, project.StoreFile, project.StoreSession:
		return name
	}
	return project.StoreSQLite
}

// openStore opens the store that the options name.
func (s *Skill) openStore(ctx context.Context, p *project.Project) error {
	env, name := *s.opts.Env, s.opts.Store
	if name == "" {
		name, env.Dir = DefaultStore(p), p.Root
	}
	folder := filepath.Join(env.Dir, filepath.Dir(filepath.FromSlash(store.DefaultDatabase)))
	_, err := os.Stat(folder)
	opened, openErr := command.OpenStore(ctx, &env, p, name)
	if openErr != nil {
		return openErr
	}
	s.store, s.stored = opened, name
	switch name {
	case project.StoreSQLite:
		s.stored += ":" + s.opts.Env.Rel(filepath.Join(env.Dir, filepath.FromSlash(store.DefaultDatabase)))
	case project.StoreFile:
		s.stored += ":" + s.opts.Env.Rel(filepath.Join(env.Dir, filepath.FromSlash(store.DefaultDir)))
	default:
		return nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		// The folder is new and nothing for version control.
		if err := os.WriteFile(filepath.Join(folder, ".gitignore"), []byte("*\n"), 0o644); err != nil {
			return fmt.Errorf("hiding the store from Git: %w", err)
		}
	}
	return nil
}
