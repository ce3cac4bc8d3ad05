package test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/skilltest"
	"github.com/litexa-go/litexa/project"
)

// settle is how long to wait for further changes before the tests run.
const settle = 100 * time.Millisecond

// ignored are folders in which nothing is watched.
var ignored = []string{"node_modules", ".test", ".deploy", ".logs", ".git", recordFolder}

// watch runs the tests now and after each change, until the context ends.
func (o *Options) watch(ctx context.Context) error {
	at, err := project.Find(o.Env.Dir)
	if err != nil {
		return err
	}
	if o.Seed == "" {
		// A seed of its own for each run would make all tests run.
		o.Seed = "1"
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching the project: %w", err)
	}
	defer w.Close()
	if err := addFolders(w, at.Root); err != nil {
		return err
	}
	o.memory = new(skilltest.Memory)
	for {
		err := o.once(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !errors.Is(err, command.ErrReported) {
			fmt.Fprintln(o.Env.Err, o.Env.ColorErr(iostreams.Red, "error:"), err)
		}
		fmt.Fprintln(o.Env.Err, "waiting for changes")
		if err := waitForChange(ctx, w); err != nil {
			return err
		}
	}
}

// addFolders watches a folder with those below it.
func addFolders(w *fsnotify.Watcher, root string) error {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case path != root && slices.Contains(ignored, d.Name()):
			return fs.SkipDir
		}
		return w.Add(path)
	})
	if err != nil {
		return fmt.Errorf("watching the project: %w", err)
	}
	return nil
}

// waitForChange returns once a file has changed that matters, and no further
// one for a moment.
func waitForChange(ctx context.Context, w *fsnotify.Watcher) error {
	var quiet <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-quiet:
			return nil
		case err := <-w.Errors:
			return fmt.Errorf("watching the project: %w", err)
		case e := <-w.Events:
			if e.Has(fsnotify.Create) {
				// A new folder is watched, too; a file is none.
				if err := addFolders(w, e.Name); err != nil {
					return err
				}
			}
			if matters(e) {
				quiet = time.After(settle)
			}
		}
	}
}

// matters reports whether an event may change the skill or its tests.
func matters(e fsnotify.Event) bool {
	if !e.Has(fsnotify.Create) && !e.Has(fsnotify.Write) && !e.Has(fsnotify.Remove) && !e.Has(fsnotify.Rename) {
		return false
	}
	name := filepath.Base(e.Name)
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") {
		return false
	}
	switch filepath.Ext(name) {
	case ".litexa", ".coffee", ".js", ".ts", ".json", ".mp3", ".png", ".jpg", ".jpeg", ".svg", ".txt":
		return true
	}
	return false
}
