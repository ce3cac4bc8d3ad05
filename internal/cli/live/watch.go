package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/litexa-go/litexa/litexa/diag"
)

// calm is how long the files must rest before they are read: tools write several
// at once.
const calm = 100 * time.Millisecond

// codeFolder is the folder with the code and the assets of a project. Beside it
// lie the config and the skill file, with what they import.
const codeFolder = "litexa"

// imported are the extensions of what a config may be made of.
var imported = []string{".json", ".js", ".cjs", ".mjs", ".ts", ".coffee"}

// watch notices changes of a skill's sources.
type watch struct {
	*Skill
	watcher *fsnotify.Watcher
}

// newWatch begins to watch the sources. What happens before run is not lost.
func (s *Skill) newWatch() (*watch, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching the project: %w", err)
	}
	w := &watch{Skill: s, watcher: watcher}
	if err := w.addAll(); err != nil {
		watcher.Close()
		return nil, err
	}
	return w, nil
}

// run loads the skill anew whenever a source changes, until ctx ends. After each
// time it calls loaded with what is wrong, and with the error that kept the old
// version in use, if any; it is a [*diag.Errors] if the list has errors.
func (w *watch) run(ctx context.Context, loaded func(diag.List, error)) error {
	if err := w.addAll(); err != nil { // with what the config names
		return err
	}
	timer := time.NewTimer(calm)
	defer timer.Stop()
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-w.watcher.Events:
			if !ok {
				return nil
			}
			if w.matters(event) {
				timer.Reset(calm)
			}
		case err, ok := <-w.watcher.Errors:
			if !ok {
				return nil
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fmt.Errorf("watching the project: %w", err)
			}
			timer.Reset(calm)
		case <-timer.C:
			err := w.addAll() // before the files are read, so that no change is missed
			list, loadErr := w.load(ctx)
			if ctx.Err() != nil {
				return nil
			}
			loaded(list, cmp.Or(loadErr, err))
		}
	}
}

// matters reports whether an event may change the skill.
func (w *watch) matters(event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	if w.Current().sources[event.Name] {
		return true
	}
	name, err := filepath.Rel(w.at.Root, event.Name)
	if err != nil || slices.ContainsFunc(strings.Split(filepath.ToSlash(name), "/"), ignored) {
		return false
	}
	if strings.HasPrefix(filepath.ToSlash(name), codeFolder+"/") || name == codeFolder {
		return true
	}
	return filepath.Dir(name) == "." && slices.Contains(imported, filepath.Ext(name))
}

// ignored reports whether a file or folder of that name is left alone: what is
// hidden, what editors write beside a file, and packages.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || name == "node_modules"
}

// addAll watches all folders with sources. One that is watched already stays so.
func (w *watch) addAll() error {
	dirs := []string{w.at.Root}
	if v := w.Current(); v != nil {
		for file := range v.sources {
			dirs = append(dirs, filepath.Dir(file))
		}
	}
	code := filepath.Join(w.at.Root, codeFolder)
	err := filepath.WalkDir(code, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // deleted in the meantime
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case path != code && ignored(d.Name()):
			return fs.SkipDir
		}
		dirs = append(dirs, path)
		return nil
	})
	if err != nil {
		return fmt.Errorf("watching the project: %w", err)
	}
	for _, dir := range dirs {
		if err := w.watcher.Add(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("watching %s: %w", w.opts.Env.Rel(dir), err)
		}
	}
	return nil
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
