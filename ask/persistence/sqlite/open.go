package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Memory, as a path, opens a database of its own in the memory of the process.
const Memory = ":memory:"

const (
	// applicationID marks the file as one of this package, as the utility
	// "file" and other tools show it.
	applicationID = 0x4c785041
	// schemaVersion counts the changes of the schema.
	schemaVersion = 1
	schema        = `CREATE TABLE items (
	key        TEXT NOT NULL PRIMARY KEY,
	attributes TEXT NOT NULL, -- one JSON object
	version    TEXT NOT NULL  -- changes whenever the item does
) STRICT`
)

// defaultBusyTimeout leaves some of the 8 seconds that Alexa waits.
const defaultBusyTimeout = 5 * time.Second

// Option changes how [Open] opens a database.
type Option func(*Adapter)

// WithBusyTimeout sets how long an operation waits for other programs to finish
// writing; 5 seconds by default.
func WithBusyTimeout(d time.Duration) Option {
	return func(a *Adapter) { a.busyTimeout = d }
}

// Open opens the database file at path. If there is none, it is created,
// together with its directory, for the current user alone. A file that is not
// such a database, or was written by a newer version of this package, is left as
// it is, and Open fails.
//
// The caller closes the adapter.
func Open(ctx context.Context, path string, options ...Option) (*Adapter, error) {
	a := &Adapter{
		store:       fmt.Sprintf("SQLite database %q", path),
		busyTimeout: defaultBusyTimeout,
		turn:        make(chan struct{}, 1),
	}
	for _, option := range options {
		option(a)
	}
	if err := a.open(ctx, path); err != nil {
		if a.db != nil {
			a.db.Close()
		}
		return nil, fmt.Errorf("opening %s: %w", a.store, a.explain(err))
	}
	return a, nil
}

func (a *Adapter) open(ctx context.Context, path string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var (
		name        = Memory
		connections = 1  // one more would open another database
		created     = "" // the file that this call creates
	)
	if path != Memory {
		abs, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		isNew, err := lookUp(path, abs)
		if err != nil {
			return err
		}
		if isNew {
			created = abs
		}
		name = fileURL(abs)
		connections = max(4, runtime.GOMAXPROCS(0))
	}
	parameters := url.Values{
		"_busy_timeout": {fmt.Sprint(a.busyTimeout.Milliseconds())},
		"_synchronous":  {"FULL"},
		"_error_rc":     {"true"}, // keeps stale messages out of errors
	}
	connector, err := sqlite.NewConnector(name + "?" + parameters.Encode())
	if err != nil {
		return err
	}
	a.db = sql.OpenDB(connector)
	a.db.SetMaxOpenConns(connections)
	a.db.SetMaxIdleConns(connections)
	if err := a.connect(ctx, created); err != nil {
		return err
	}
	return a.prepare(ctx)
}

// connect opens the first connection and checks what it finds.
func (a *Adapter) connect(ctx context.Context, created string) error {
	conn, err := a.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if created != "" {
		// SQLite gives the files beside it the same mode. Some file systems
		// have none, which is no reason to fail.
		os.Chmod(created, 0o600)
	}
	return a.checkSchema(ctx, conn)
}

// lookUp prepares the place of a database file and reports whether there is
// none. It never opens the file itself: closing it would release the locks that
// SQLite holds on it elsewhere in this process.
func lookUp(path, abs string) (isNew bool, err error) {
	info, err := os.Stat(abs)
	switch {
	case path == "":
		return false, errors.New("the path is empty")
	case errors.Is(err, fs.ErrNotExist):
		return true, os.MkdirAll(filepath.Dir(abs), 0o700)
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, errors.New("what is at the path is no file")
	}
	return false, nil
}

// fileURL returns the name by which SQLite takes any path literally.
func fileURL(abs string) string {
	path := filepath.ToSlash(abs)
	if !strings.HasPrefix(path, "/") { // as "C:/skill.db" does not
		path = "/" + path
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath()
}

// checkSchema makes a new database ready and refuses what it does not know.
func (a *Adapter) checkSchema(ctx context.Context, conn *sql.Conn) error {
	ready, err := inspect(ctx, conn)
	if err != nil || ready {
		return err
	}
	if err := a.setWAL(ctx, conn); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	// Another process may have been faster.
	ready, err = inspect(ctx, conn)
	if err == nil && !ready {
		_, err = conn.ExecContext(ctx, fmt.Sprintf("%s; PRAGMA application_id = %d; PRAGMA user_version = %d", schema, applicationID, schemaVersion))
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

// inspect reports whether the database has the schema of this package, or is
// empty; it fails when it is neither.
func inspect(ctx context.Context, conn *sql.Conn) (ready bool, err error) {
	var application, version, tables int
	err = conn.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&application, &version, &tables)
	switch {
	case err != nil:
		return false, err
	case application == 0 && version == 0 && tables == 0:
		return false, nil
	case application != applicationID:
		return false, errors.New("the database belongs to another program; it was left as it is")
	case version > schemaVersion:
		return false, fmt.Errorf("the database was written by a newer version of this program (its schema is %d, %d is known here); upgrade the program", version, schemaVersion)
	case version < schemaVersion:
		return false, fmt.Errorf("the database has the unknown schema %d", version)
	}
	return true, nil
}

// setWAL switches to the journal in which readers do not wait for writers. Where
// the file system does not support it, SQLite keeps its former journal, which is
// as safe.
func (a *Adapter) setWAL(ctx context.Context, conn *sql.Conn) error {
	deadline := time.NewTimer(a.busyTimeout)
	defer deadline.Stop()
	for {
		_, err := conn.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_BUSY {
			return err
		}
		// SQLite does not wait by itself when two processes switch at once.
		select {
		case <-time.After(5 * time.Millisecond):
		case <-deadline.C:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
