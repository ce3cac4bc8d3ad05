// Package file keeps attributes in a directory, one JSON file for each key, to
// be read and edited with any editor.
//
// Names of files start with the key, as far as it consists of characters that
// every file system takes. Unless the whole key does, in lower case, a digest of
// the key follows, which begins as [persistence.KeyDigest] does: that is how to
// find the file that an error message is about.
//
// Several processes may use one directory at once, on file systems with working
// locks: writers take turns with the lock file ".lock", and readers see whole
// files, because writers replace rather than change them. A write has reached
// the disk when Put returns. What a crash may leave behind, ".tmp", is never
// read and is removed by the next write.
package file

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
	"github.com/rogpeppe/go-internal/robustio"

	"github.com/litexa-go/litexa/ask/persistence"
)

// MaxItemBytes is the size of the largest file that is written or read. Larger
// attributes fail with [persistence.ErrTooLarge].
const MaxItemBytes = 16 << 20

const (
	lockName = ".lock"
	tempName = ".tmp"
)

// Adapter is a [persistence.Adapter] on a directory.
//
// The version of an item is a digest of its file, so that a change made with an
// editor counts as a write. An item that returns to a former state returns to
// its former version. No update is lost by that: whoever read the former state
// read exactly what is stored now.
type Adapter struct {
	dir  string
	turn chan struct{} // held by the writer of this process
}

// Open returns an adapter on the directory dir, and creates the directory, for
// the current user alone, if there is none.
func Open(dir string) (*Adapter, error) {
	if dir == "" {
		return nil, errors.New("opening file store: the name of the directory is empty")
	}
	// A relative name must not change its meaning with the working directory.
	abs, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(abs, 0o700)
	}
	if err != nil {
		return nil, fmt.Errorf("opening file store in directory %q: %w", dir, withoutPath(err))
	}
	return &Adapter{dir: abs, turn: make(chan struct{}, 1)}, nil
}

// Get implements [persistence.Adapter].
func (a *Adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	item, err := a.get(ctx, key)
	if err != nil {
		return persistence.Item{}, a.failed(persistence.OpRead, key, err)
	}
	return item, nil
}

func (a *Adapter) get(ctx context.Context, key string) (persistence.Item, error) {
	if err := check(ctx, key); err != nil {
		return persistence.Item{}, err
	}
	data, err := a.read(a.path(key))
	if err != nil {
		return persistence.Item{}, err
	}
	if data == nil {
		return persistence.Item{Attributes: persistence.Attributes{}}, nil
	}
	attributes, err := persistence.Unmarshal(data)
	if err != nil {
		return persistence.Item{}, err
	}
	return persistence.Item{Attributes: attributes, Version: version(data)}, nil
}

// Put implements [persistence.Adapter].
func (a *Adapter) Put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	data, err := encode(attributes)
	if err == nil {
		err = a.change(ctx, key, expect, func(path string) error { return a.write(ctx, path, data) })
	}
	if err != nil {
		return persistence.None, a.failed(persistence.OpSave, key, err)
	}
	return version(data), nil
}

// Delete implements [persistence.Adapter].
func (a *Adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	err := a.change(ctx, key, expect, a.remove)
	if err != nil {
		return a.failed(persistence.OpDelete, key, err)
	}
	return nil
}

// change calls f with the path of the file for key while no other writer is at
// work, provided that the item has the expected version.
func (a *Adapter) change(ctx context.Context, key string, expect persistence.Version, f func(path string) error) error {
	if err := check(ctx, key); err != nil {
		return err
	}
	unlock, err := a.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	path := a.path(key)
	if expect != persistence.Any {
		data, err := a.read(path)
		if err != nil {
			return err
		}
		if version(data) != expect {
			return persistence.ErrConflict
		}
	}
	return f(path)
}

// lock waits until no writer is at work, in this process and any other.
func (a *Adapter) lock(ctx context.Context) (unlock func(), err error) {
	// Writers of this process queue here, so that few of them poll the file.
	select {
	case a.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	lock := flock.New(filepath.Join(a.dir, lockName), flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, time.Millisecond); err != nil {
		<-a.turn
		return nil, fmt.Errorf("waiting for the lock of the directory: %w", withoutPath(err))
	}
	return func() {
		lock.Close()
		<-a.turn
	}, nil
}

// stat looks for the file of an item; it returns nil if there is none.
func (a *Adapter) stat(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		// Without its directory a store is broken rather than empty.
		_, err = os.Stat(a.dir)
		return nil, err
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("what bears the name of the file is none")
	}
	return info, err
}

// read returns the content of a file; nil if there is none.
func (a *Adapter) read(path string) ([]byte, error) {
	info, err := a.stat(path)
	if err != nil || info == nil {
		return nil, err
	}
	if info.Size() > MaxItemBytes {
		return nil, fmt.Errorf("%w: the file has %d bytes, %d is the limit", persistence.ErrTooLarge, info.Size(), MaxItemBytes)
	}
	data, err := robustio.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) { // deleted just now
		return nil, nil
	}
	return data, err
}

// remove deletes a file, if there is one.
func (a *Adapter) remove(path string) error {
	info, err := a.stat(path)
	if err != nil || info == nil {
		return err
	}
	// Unlike Remove, RemoveAll waits for readers where those are in the way.
	if err := robustio.RemoveAll(path); err != nil {
		return err
	}
	return syncDir(a.dir)
}

// write replaces a file in one step.
func (a *Adapter) write(ctx context.Context, path string, data []byte) (err error) {
	temp := filepath.Join(a.dir, tempName)
	// Only the holder of the lock gets here: the file was left by a crash.
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp)
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = robustio.Rename(temp, path)
	}
	if err != nil {
		return err
	}
	return syncDir(a.dir)
}

// syncDir makes sure that a changed name survives a power failure, on systems
// that can.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func check(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return persistence.CheckKey(key)
}

// version returns the version of an item from the content of its file.
func version(data []byte) persistence.Version {
	if data == nil {
		return persistence.None
	}
	sum := sha256.Sum256(data)
	return persistence.Version(hex.EncodeToString(sum[:16]))
}

// encode returns the content of a file. Small items are indented for the human
// eye; large and deep ones would grow out of proportion.
func encode(attributes persistence.Attributes) ([]byte, error) {
	const small, shallow = 64 << 10, 16
	data, err := persistence.Marshal(attributes)
	if err != nil {
		return nil, err
	}
	if len(data) < small && depth(data) <= shallow {
		var indented bytes.Buffer
		if err := json.Indent(&indented, data, "", "  "); err != nil {
			return nil, err
		}
		data = indented.Bytes()
	}
	data = append(data, '\n')
	if len(data) > MaxItemBytes {
		return nil, fmt.Errorf("%w: they are %d bytes, %d is the limit", persistence.ErrTooLarge, len(data), MaxItemBytes)
	}
	return data, nil
}

// depth returns how deeply valid JSON is nested.
func depth(data []byte) int {
	var deepest, level int
	var text, escape bool
	for _, c := range data {
		switch {
		case escape:
			escape = false
		case text:
			escape = c == '\\'
			text = c != '"'
		case c == '"':
			text = true
		case c == '{', c == '[':
			level++
			deepest = max(deepest, level)
		case c == '}', c == ']':
			level--
		}
	}
	return deepest
}

func (a *Adapter) failed(op persistence.Op, key string, err error) error {
	return &persistence.Error{Op: op, Store: fmt.Sprintf("directory %q", a.dir), Key: key, Err: withoutPath(err)}
}

// withoutPath removes the path from an error of package os: it may contain a
// key.
func withoutPath(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	case errors.As(err, &link):
		return fmt.Errorf("%s: %w", link.Op, link.Err)
	}
	return err
}
