// Package sqlite keeps attributes in one SQLite database file, with no server
// and no C compiler: the store for skills that run on a machine with a disk.
//
// Several goroutines and several processes may use one file at once. Readers do
// not wait for writers; writers take turns. A write has reached the disk when
// Put returns. Beside the file SQLite keeps two more, with the suffixes "-wal"
// and "-shm", which belong to it while a process has it open.
//
// The table is made to be looked at:
//
//	$ sqlite3 skill.db 'select key, attributes, version from items'
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/litexa-go/litexa/ask/persistence"
)

// MaxItemBytes is the size of the largest attributes, as JSON text. Larger ones
// fail with [persistence.ErrTooLarge].
const MaxItemBytes = 16 << 20

// ErrClosed reports the use of an adapter after its Close.
var ErrClosed = errors.New("the database was closed by this program")

// Adapter is a [persistence.Adapter] on an SQLite database.
type Adapter struct {
	db          *sql.DB
	store       string // as named in errors
	busyTimeout time.Duration
	turn        chan struct{} // held by the writer of this process
	closed      atomic.Bool

	// Versions are random, so that none returns when an item is deleted and
	// created again.
	get, exists, create, replace, save, remove, removeAny *sql.Stmt
}

func (a *Adapter) prepare(ctx context.Context) (err error) {
	for _, s := range []struct {
		stmt **sql.Stmt
		text string
	}{
		{&a.get, `SELECT attributes, version FROM items WHERE key = ?1`},
		{&a.exists, `SELECT EXISTS (SELECT 1 FROM items WHERE key = ?1)`},
		{&a.create, `INSERT INTO items (key, attributes, version) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING`},
		{&a.replace, `UPDATE items SET attributes = ?2, version = ?3 WHERE key = ?1 AND version = ?4`},
		{&a.save, `INSERT INTO items (key, attributes, version) VALUES (?1, ?2, ?3)
			ON CONFLICT (key) DO UPDATE SET attributes = excluded.attributes, version = excluded.version`},
		{&a.remove, `DELETE FROM items WHERE key = ?1 AND version = ?2`},
		{&a.removeAny, `DELETE FROM items WHERE key = ?1`},
	} {
		if *s.stmt, err = a.db.PrepareContext(ctx, s.text); err != nil {
			return err
		}
	}
	return nil
}

// Close releases the database. Operations that follow fail with an error
// matching [ErrClosed]; Close itself may be called again.
func (a *Adapter) Close() error {
	if a.closed.Swap(true) {
		return nil
	}
	if err := a.db.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", a.store, a.explain(err))
	}
	return nil
}

// Get implements [persistence.Adapter].
func (a *Adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	item, err := a.read(ctx, key)
	if err != nil {
		return persistence.Item{}, a.failed(persistence.OpRead, key, err)
	}
	return item, nil
}

func (a *Adapter) read(ctx context.Context, key string) (persistence.Item, error) {
	if err := a.check(ctx, key); err != nil {
		return persistence.Item{}, err
	}
	var text []byte
	var version string
	switch err := a.get.QueryRowContext(ctx, key).Scan(&text, &version); {
	case errors.Is(err, sql.ErrNoRows):
		return persistence.Item{Attributes: persistence.Attributes{}}, nil
	case err != nil:
		return persistence.Item{}, err
	}
	attributes, err := persistence.Unmarshal(text)
	if err != nil {
		return persistence.Item{}, err
	}
	return persistence.Item{Attributes: attributes, Version: persistence.Version(version)}, nil
}

// Put implements [persistence.Adapter].
func (a *Adapter) Put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	version, err := a.put(ctx, key, attributes, expect)
	if err != nil {
		return persistence.None, a.failed(persistence.OpSave, key, err)
	}
	return version, nil
}

func (a *Adapter) put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	if err := a.check(ctx, key); err != nil {
		return persistence.None, err
	}
	text, err := persistence.Marshal(attributes)
	if err != nil {
		return persistence.None, err
	}
	if len(text) > MaxItemBytes {
		return persistence.None, fmt.Errorf("%w: they are %d bytes of JSON, %d is the limit", persistence.ErrTooLarge, len(text), MaxItemBytes)
	}
	version := newVersion()
	var changed bool
	switch expect {
	case persistence.Any:
		changed, err = a.change(ctx, a.save, key, string(text), version)
	case persistence.None:
		changed, err = a.change(ctx, a.create, key, string(text), version)
	default:
		changed, err = a.change(ctx, a.replace, key, string(text), version, string(expect))
	}
	if err == nil && !changed {
		err = persistence.ErrConflict
	}
	return persistence.Version(version), err
}

// Delete implements [persistence.Adapter].
func (a *Adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	if err := a.delete(ctx, key, expect); err != nil {
		return a.failed(persistence.OpDelete, key, err)
	}
	return nil
}

func (a *Adapter) delete(ctx context.Context, key string, expect persistence.Version) error {
	if err := a.check(ctx, key); err != nil {
		return err
	}
	var conflict bool
	var err error
	switch expect {
	case persistence.Any:
		_, err = a.change(ctx, a.removeAny, key)
	case persistence.None:
		err = a.exists.QueryRowContext(ctx, key).Scan(&conflict)
	default:
		var changed bool
		changed, err = a.change(ctx, a.remove, key, string(expect))
		conflict = !changed
	}
	if err == nil && conflict {
		err = persistence.ErrConflict
	}
	return err
}

// change executes a statement, a transaction by itself, and reports whether it
// changed anything.
func (a *Adapter) change(ctx context.Context, stmt *sql.Stmt, args ...any) (bool, error) {
	// Writers of this process queue here rather than poll the file as those of
	// other processes must.
	select {
	case a.turn <- struct{}{}:
		defer func() { <-a.turn }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	result, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

func (a *Adapter) check(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.closed.Load() {
		return ErrClosed
	}
	return persistence.CheckKey(key)
}

func newVersion() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func (a *Adapter) failed(op persistence.Op, key string, err error) error {
	if a.closed.Load() {
		err = ErrClosed // not the error of a statement that Close overtook
	}
	return &persistence.Error{Op: op, Store: a.store, Key: key, Err: a.explain(err)}
}

// explain adds to the errors of SQLite that users meet what they mean here.
func (a *Adapter) explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	var text string
	switch e.Code() & 0xff { // the upper bits tell more, but not to users
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		text = fmt.Sprintf("another program kept the database locked for more than %v", a.busyTimeout)
	case sqlite3.SQLITE_READONLY:
		text = "this user may not write the file or its directory"
	case sqlite3.SQLITE_CANTOPEN:
		text = "the file, or one beside it, cannot be opened or created; check the permissions of both file and directory"
	case sqlite3.SQLITE_NOTADB:
		text = "the file is not an SQLite database; it was left as it is"
	case sqlite3.SQLITE_CORRUPT:
		text = "the file is damaged; restore it from a backup, or save what can be with the command .recover of the sqlite3 shell"
	case sqlite3.SQLITE_FULL:
		text = "the disk is full"
	default:
		return err
	}
	return fmt.Errorf("%s (%w)", text, err)
}
