package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/internal/processtest"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
	"github.com/litexa-go/litexa/ask/persistence/sqlite"
)

// open opens a database for the duration of the test.
func open(t testing.TB, path string, options ...sqlite.Option) *sqlite.Adapter {
	t.Helper()
	adapter, err := sqlite.Open(t.Context(), path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := adapter.Close(); err != nil {
			t.Error(err)
		}
	})
	return adapter
}

// raw opens a database, with one connection, behind the back of its adapter.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func exec(t testing.TB, path, query string, args ...any) {
	t.Helper()
	db := raw(t, path)
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func query(t testing.TB, path, query string, args ...any) string {
	t.Helper()
	var text string
	if err := raw(t, path).QueryRowContext(t.Context(), query, args...).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

func put(t testing.TB, adapter *sqlite.Adapter, key string, attributes persistence.Attributes) {
	t.Helper()
	if _, err := adapter.Put(t.Context(), key, attributes, persistence.Any); err != nil {
		t.Fatal(err)
	}
}

func wantAttributes(t testing.TB, adapter *sqlite.Adapter, key string, want persistence.Attributes) {
	t.Helper()
	item, err := adapter.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, item.Attributes); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
}

func wantText(t testing.TB, err error, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("error %v does not contain %q", err, part)
		}
	}
}

func TestConformance(t *testing.T) {
	t.Run("file", func(t *testing.T) {
		persistencetest.Run(t, persistencetest.Harness{
			MaxItemBytes: sqlite.MaxItemBytes,
			New: func(t testing.TB) persistencetest.Store {
				path := filepath.Join(t.TempDir(), "skill.db")
				return persistencetest.Store{
					Adapter: open(t, path),
					Second:  open(t, path),
					Corrupt: func(t testing.TB, key, text string) {
						exec(t, path, "UPDATE items SET attributes = ? WHERE key = ?", text, key)
					},
					Raw: func(t testing.TB, key string) string {
						return query(t, path, "SELECT version || attributes FROM items WHERE key = ?", key)
					},
				}
			},
			Unreachable: func(t testing.TB) persistence.Adapter {
				path := filepath.Join(t.TempDir(), "skill.db")
				adapter := open(t, path)
				exec(t, path, "DROP TABLE items")
				return adapter
			},
		})
	})
	t.Run("memory", func(t *testing.T) {
		persistencetest.Run(t, persistencetest.Harness{
			MaxItemBytes: sqlite.MaxItemBytes,
			New: func(t testing.TB) persistencetest.Store {
				return persistencetest.Store{Adapter: open(t, sqlite.Memory)}
			},
		})
	})
}

func TestProcesses(t *testing.T) {
	processtest.Counter(t,
		func() string { return filepath.Join(t.TempDir(), "new", "skill.db") },
		func(location string) (persistence.Adapter, error) { return sqlite.Open(context.Background(), location) })
}

// TestReadable checks that the database is what the documentation shows.
func TestReadable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "skill.db")
	adapter := open(t, path)
	version, err := adapter.Put(t.Context(), "visitor", persistence.Attributes{"drink": "café au lait", "n": 1 << 60}, persistence.None)
	if err != nil {
		t.Fatal(err)
	}
	got := query(t, path, "select key || ' ' || attributes || ' ' || version from items")
	if want := `visitor {"drink":"café au lait","n":1152921504606846976} ` + string(version); got != want {
		t.Errorf("the table holds %s, want %s", got, want)
	}
	if mode := query(t, path, "PRAGMA journal_mode"); mode != "wal" {
		t.Errorf("journal mode is %s, want wal", mode)
	}
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "b", "skill.db")
	first := open(t, path)
	put(t, first, "visitor", persistence.Attributes{"drink": "mocha"})
	if runtime.GOOS != "windows" {
		for name, mode := range map[string]fs.FileMode{"": 0o700 | fs.ModeDir, "skill.db": 0o600, "skill.db-wal": 0o600, "skill.db-shm": 0o600} {
			info, err := os.Stat(filepath.Join(dir, "a", "b", name))
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode() != mode {
				t.Errorf("%q has the mode %v, want %v", name, info.Mode(), mode)
			}
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	wantAttributes(t, open(t, path), "visitor", persistence.Attributes{"drink": "mocha"})
}

// TestOddPaths checks that a path is a path, whatever it means in a URL, and
// stays one when the working directory changes.
func TestOddPaths(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"skill.db", "a b.db", "a?mode=memory", "a#b", "100%", "a%20b", "file:x.db", "ünïcode/日本.db", "'quo\"te", "a&b=c;d", filepath.Join("sub", "..", "up.db"), ":memory:x"} {
		if runtime.GOOS == "windows" && strings.ContainsAny(path, `?:"`) {
			continue
		}
		t.Run(path, func(t *testing.T) {
			adapter := open(t, path)
			abs, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			put(t, adapter, "k", persistence.Attributes{"path": path})
			var group sync.WaitGroup
			for range 8 { // more connections are opened
				group.Go(func() { wantAttributes(t, adapter, "k", persistence.Attributes{"path": path}) })
			}
			group.Wait()
			if err := adapter.Close(); err != nil {
				t.Error(err)
			}
			wantAttributes(t, open(t, abs), "k", persistence.Attributes{"path": path})
		})
	}
}

func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "skill.db")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			adapter, err := sqlite.Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer adapter.Close()
			if _, err := adapter.Put(t.Context(), fmt.Sprint(i), persistence.Attributes{"i": i}, persistence.None); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := query(t, path, "SELECT count(*) FROM items"); n != "8" {
		t.Errorf("%s items are stored, want 8", n)
	}
}

// TestRefused opens what is no database of this package. It must stay as it is.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"text", func(t *testing.T, path string) {
			writeFile(t, path, strings.Repeat("Dear diary, this is no database.\n", 100))
		}, "the file is not an SQLite database; it was left as it is"},
		{"short text", func(t *testing.T, path string) {
			writeFile(t, path, "{}")
		}, "the file is not an SQLite database; it was left as it is"},
		{"other program", func(t *testing.T, path string) {
			exec(t, path, "CREATE TABLE items (name TEXT); INSERT INTO items VALUES ('precious')")
		}, "the database belongs to another program"},
		{"other program, empty", func(t *testing.T, path string) {
			exec(t, path, "PRAGMA application_id = 7")
		}, "the database belongs to another program"},
		{"newer schema", func(t *testing.T, path string) {
			open(t, path).Close()
			exec(t, path, "PRAGMA user_version = 2")
		}, "written by a newer version of this program (its schema is 2, 1 is known here); upgrade the program"},
		{"unknown schema", func(t *testing.T, path string) {
			open(t, path).Close()
			exec(t, path, "PRAGMA user_version = -5")
		}, "unknown schema -5"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "skill.db")
			test.make(t, path)
			before := readFile(t, path)
			_, err := sqlite.Open(t.Context(), path)
			wantText(t, err, path, test.want)
			if !bytes.Equal(before, readFile(t, path)) {
				t.Error("the file was changed")
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != 1 {
				t.Errorf("files were left beside it: %v", entries)
			}
		})
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestNoPlace(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "occupied"), "")
	for _, test := range []struct{ name, path, want string }{
		{"empty path", "", "the path is empty"},
		{"directory", dir, "what is at the path is no file"},
		{"below a file", filepath.Join(dir, "occupied", "skill.db"), "not a directory"},
		{"two below a file", filepath.Join(dir, "occupied", "x", "skill.db"), "not a directory"},
		{"NUL", filepath.Join(dir, "a\x00b"), "invalid argument"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := sqlite.Open(t.Context(), test.path)
			wantText(t, err, "opening SQLite database")
			if runtime.GOOS != "windows" { // where some causes have other words
				wantText(t, err, test.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(dir, "cancelled", "skill.db")
	if _, err := sqlite.Open(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("Open with a cancelled context: %v", err)
	}
	if _, err := os.Stat(filepath.Dir(path)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a cancelled Open left its directory: %v", err)
	}
}

func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// TestLocked meets another program that does not finish its transaction.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "skill.db")
	impatient := open(t, path, sqlite.WithBusyTimeout(20*time.Millisecond))
	patient := open(t, path, sqlite.WithBusyTimeout(time.Hour))
	put(t, impatient, "k", persistence.Attributes{"n": 1})
	other := raw(t, path)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE; UPDATE items SET attributes = '{}'"); err != nil {
		t.Fatal(err)
	}

	_, err := impatient.Put(t.Context(), "k", persistence.Attributes{"n": 2}, persistence.Any)
	wantText(t, err, "another program kept the database locked for more than 20ms", path, persistence.KeyDigest("k"))
	wantText(t, impatient.Delete(t.Context(), "k", persistence.Any), "locked for more than 20ms")
	wantAttributes(t, impatient, "k", persistence.Attributes{"n": json.Number("1")}) // readers do not wait

	ctx, cancel := context.WithCancel(t.Context())
	results := make(chan error)
	for range 2 { // one waits for the database, the other for the first
		go func() {
			_, err := patient.Put(ctx, "k", persistence.Attributes{"n": 3}, persistence.Any)
			results <- err
		}()
	}
	cancel()
	for range 2 {
		if err := <-results; !errors.Is(err, context.Canceled) {
			t.Errorf("Put that waits, cancelled: %v", err)
		}
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	wantAttributes(t, patient, "k", persistence.Attributes{"n": json.Number("1")})
	put(t, patient, "k", persistence.Attributes{"n": 4})
}

// TestLockedOpen meets another program that keeps a new database to itself.
func TestLockedOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "skill.db")
	other := raw(t, path)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(t.Context(), path, sqlite.WithBusyTimeout(20*time.Millisecond))
	wantText(t, err, path, "locked for more than 20ms")

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := sqlite.Open(ctx, path, sqlite.WithBusyTimeout(time.Hour)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Open that waits, timed out: %v", err)
	}
	if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	put(t, open(t, path), "k", persistence.Attributes{"n": 1})
}

func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "skill.db")
	adapter := open(t, path)
	for i := range 100 {
		put(t, adapter, fmt.Sprint(i), persistence.Attributes{"text": strings.Repeat("x", 1000)})
	}
	if err := adapter.Close(); err != nil {
		t.Fatal(err)
	}
	data := readFile(t, path)
	for i := 4096; i < len(data); i++ {
		data[i] = 0xa5
	}
	writeFile(t, path, string(data))
	adapter = open(t, path)
	_, err := adapter.Get(t.Context(), "1")
	wantText(t, err, path, "the file is damaged; restore it from a backup")
	_, err = adapter.Put(t.Context(), "1", persistence.Attributes{}, persistence.Any)
	wantText(t, err, path, "the file is damaged; restore it from a backup")
}

func TestClosed(t *testing.T) {
	adapter, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	if err := adapter.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := adapter.Get(t.Context(), "k"); !errors.Is(err, sqlite.ErrClosed) {
		t.Errorf("Get: %v", err)
	}
	if _, err := adapter.Put(t.Context(), "k", nil, persistence.Any); !errors.Is(err, sqlite.ErrClosed) {
		t.Errorf("Put: %v", err)
	}
	if err := adapter.Delete(t.Context(), "k", persistence.None); !errors.Is(err, sqlite.ErrClosed) {
		t.Errorf("Delete: %v", err)
	}
}

// TestCloseInUse closes the adapter under its users: they succeed or learn that
// it is closed.
func TestCloseInUse(t *testing.T) {
	adapter := open(t, filepath.Join(t.TempDir(), "skill.db"))
	started := make(chan struct{}, 4)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			started <- struct{}{}
			for {
				_, err := adapter.Put(t.Context(), fmt.Sprint(i), persistence.Attributes{"n": 1}, persistence.Any)
				if err == nil {
					_, err = adapter.Get(t.Context(), fmt.Sprint(i))
				}
				if err != nil {
					if !errors.Is(err, sqlite.ErrClosed) {
						t.Error(err)
					}
					return
				}
			}
		})
	}
	for range 4 {
		<-started
	}
	if err := adapter.Close(); err != nil {
		t.Error(err)
	}
	group.Wait()
}

func TestMemory(t *testing.T) {
	first, second := open(t, sqlite.Memory), open(t, sqlite.Memory)
	put(t, first, "k", persistence.Attributes{"a": "b"})
	wantAttributes(t, first, "k", persistence.Attributes{"a": "b"})
	wantAttributes(t, second, "k", persistence.Attributes{})
	// Calls that end early must not take the database with them.
	for i := range 50 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*20*time.Microsecond)
		first.Put(ctx, "other", persistence.Attributes{"text": strings.Repeat("x", 100_000)}, persistence.Any)
		cancel()
	}
	wantAttributes(t, first, "k", persistence.Attributes{"a": "b"})
}

func BenchmarkOpenNew(b *testing.B) {
	dir := b.TempDir()
	for i := 0; b.Loop(); i++ {
		a, err := sqlite.Open(b.Context(), filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			b.Fatal(err)
		}
		a.Close()
	}
}

func BenchmarkOpenExisting(b *testing.B) {
	path := filepath.Join(b.TempDir(), "skill.db")
	open(b, path)
	for b.Loop() {
		a, err := sqlite.Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		a.Close()
	}
}

func BenchmarkGet(b *testing.B) {
	a := open(b, filepath.Join(b.TempDir(), "skill.db"))
	if _, err := a.Put(b.Context(), "k", benchmarkAttributes, persistence.Any); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.Get(b.Context(), "k"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGetParallel(b *testing.B) {
	a := open(b, filepath.Join(b.TempDir(), "skill.db"))
	if _, err := a.Put(b.Context(), "k", benchmarkAttributes, persistence.Any); err != nil {
		b.Fatal(err)
	}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := a.Get(b.Context(), "k"); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkPut(b *testing.B) {
	a := open(b, filepath.Join(b.TempDir(), "skill.db"))
	version := persistence.None
	for b.Loop() {
		var err error
		if version, err = a.Put(b.Context(), "k", benchmarkAttributes, version); err != nil {
			b.Fatal(err)
		}
	}
}

var benchmarkAttributes = persistence.Attributes{"drink": "flat white", "visits": 17, "log": []any{"a", "b", "c"}}
