package file_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gofrs/flock"
	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/file"
	"github.com/litexa-go/litexa/ask/persistence/internal/processtest"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
)

func open(t testing.TB, dir string) *file.Adapter {
	t.Helper()
	adapter, err := file.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

// items returns the names of the files of items in dir.
func items(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	return names
}

func TestConformance(t *testing.T) {
	persistencetest.Run(t, persistencetest.Harness{
		MaxItemBytes:    file.MaxItemBytes,
		ContentVersions: true,
		New: func(t testing.TB) persistencetest.Store {
			dir := t.TempDir()
			// The file of a key is found by the digest that errors name.
			find := func(t testing.TB, key string) string {
				digest := persistence.KeyDigest(key)
				for _, name := range items(t, dir) {
					if strings.Contains(name, "~"+digest) {
						return filepath.Join(dir, name)
					}
				}
				t.Fatalf("no file has the digest %s in its name", digest)
				return ""
			}
			return persistencetest.Store{
				Adapter: open(t, dir),
				Second:  open(t, dir),
				Corrupt: func(t testing.TB, key, text string) {
					if err := os.WriteFile(find(t, key), []byte(text), 0o600); err != nil {
						t.Fatal(err)
					}
				},
				Raw: func(t testing.TB, key string) string {
					data, err := os.ReadFile(find(t, key))
					if err != nil {
						t.Fatal(err)
					}
					return string(data)
				},
			}
		},
		Unreachable: func(t testing.TB) persistence.Adapter {
			dir := filepath.Join(t.TempDir(), "gone")
			adapter := open(t, dir)
			if err := os.Remove(dir); err != nil {
				t.Fatal(err)
			}
			return adapter
		},
	})
}

func TestProcesses(t *testing.T) {
	processtest.Counter(t,
		func() string { return filepath.Join(t.TempDir(), "new", "store") },
		func(location string) (persistence.Adapter, error) { return file.Open(location) })
}

func TestContent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	adapter := open(t, dir)
	attributes := persistence.Attributes{"drink": "flat white & cake", "sizes": []any{1, "two"}, "none": nil}
	if _, err := adapter.Put(t.Context(), "visitor", attributes, persistence.None); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "visitor.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "drink": "flat white & cake",
  "none": null,
  "sizes": [
    1,
    "two"
  ]
}
`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("content of the file (-want +got):\n%s", diff)
	}
	if runtime.GOOS != "windows" {
		for name, mode := range map[string]fs.FileMode{dir: 0o700 | fs.ModeDir, filepath.Join(dir, "visitor.json"): 0o600} {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode() != mode {
				t.Errorf("%s has the mode %v, want %v", filepath.Base(name), info.Mode(), mode)
			}
		}
	}
}

// TestEdited checks that a change made with an editor is a write like others.
func TestEdited(t *testing.T) {
	dir := t.TempDir()
	adapter := open(t, dir)
	version, err := adapter.Put(t.Context(), "visitor", persistence.Attributes{"n": 1}, persistence.None)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "visitor.json"), []byte(`{"n":2}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := adapter.Put(t.Context(), "visitor", persistence.Attributes{"n": 3}, version); !errors.Is(err, persistence.ErrConflict) {
		t.Errorf("Put over an edited file: %v", err)
	}
	item, err := adapter.Get(t.Context(), "visitor")
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := persistence.Value[int](item.Attributes, "n"); n != 2 {
		t.Errorf("Get after the edit: %v", item.Attributes)
	}
	if err := os.WriteFile(filepath.Join(dir, "hello.json"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	item, err = adapter.Get(t.Context(), "hello")
	if err != nil || len(item.Attributes) != 0 || item.Version == persistence.None {
		t.Errorf("Get of an empty file: %v, %v", item, err)
	}
}

func TestCrashLeftovers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{".tmp", ".lock"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(`{"half":`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	adapter := open(t, dir)
	if _, err := adapter.Put(t.Context(), "a", persistence.Attributes{"n": 1}, persistence.None); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if diff := cmp.Diff([]string{".lock", "a.json"}, names); diff != "" {
		t.Errorf("files after a write (-want +got):\n%s", diff)
	}
}

// TestLockedElsewhere waits for a writer that does not finish.
func TestLockedElsewhere(t *testing.T) {
	dir := t.TempDir()
	adapter := open(t, dir)
	lock := flock.New(filepath.Join(dir, ".lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	results := make(chan error)
	for range 2 { // one waits for the file, the other for the first
		go func() {
			_, err := adapter.Put(ctx, "a", persistence.Attributes{"n": 1}, persistence.None)
			results <- err
		}()
	}
	if item, err := adapter.Get(t.Context(), "a"); err != nil || item.Version != persistence.None {
		t.Errorf("Get while another writes: %v, %v", item, err)
	}
	cancel()
	for range 2 {
		if err := <-results; !errors.Is(err, context.Canceled) {
			t.Errorf("Put that waits for the lock, cancelled: %v", err)
		}
	}
	if names := items(t, dir); len(names) != 0 {
		t.Errorf("cancelled writes left %v", names)
	}
	if err := lock.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := adapter.Put(t.Context(), "a", persistence.Attributes{"n": 1}, persistence.None); err != nil {
		t.Error(err)
	}
}

func TestOpenFailures(t *testing.T) {
	dir := t.TempDir()
	occupied := filepath.Join(dir, "occupied")
	if err := os.WriteFile(occupied, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, dir, want string }{
		{"empty", "", "the name of the directory is empty"},
		{"a file", occupied, "not a directory"},
		{"below a file", filepath.Join(occupied, "store"), "not a directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && test.dir != "" {
				test.want = "opening file store in directory" // the cause has other words
			}
			if _, err := file.Open(test.dir); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v does not contain %q", err, test.want)
			}
		})
	}
}

// TestObstacles puts into the directory what does not belong there.
func TestObstacles(t *testing.T) {
	for _, test := range []struct {
		name            string
		obstruct        func(dir string) error
		get, put, erase string // parts of the errors
	}{
		{
			"directory as an item",
			func(dir string) error { return os.MkdirAll(filepath.Join(dir, "a.json", "x"), 0o700) },
			"what bears the name of the file is none", "what bears the name of the file is none", "what bears the name of the file is none",
		},
		{
			"huge item",
			func(dir string) error {
				if err := os.WriteFile(filepath.Join(dir, "a.json"), nil, 0o600); err != nil {
					return err
				}
				return os.Truncate(filepath.Join(dir, "a.json"), file.MaxItemBytes+1)
			},
			"16777216 is the limit", "16777216 is the limit", "16777216 is the limit",
		},
		{
			"directory as the temporary file",
			func(dir string) error { return os.MkdirAll(filepath.Join(dir, ".tmp", "x"), 0o700) },
			"", "remove", "",
		},
		{
			"directory as the lock",
			func(dir string) error { return os.Mkdir(filepath.Join(dir, ".lock"), 0o700) },
			"", "waiting for the lock of the directory", "waiting for the lock of the directory",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			adapter := open(t, dir)
			if err := test.obstruct(dir); err != nil {
				t.Fatal(err)
			}
			check := func(op string, err error, want string) {
				t.Helper()
				switch {
				case want == "" && err != nil:
					t.Errorf("%s: %v", op, err)
				case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
					t.Errorf("%s: error %v does not contain %q", op, err, want)
				}
			}
			_, err := adapter.Get(t.Context(), "a")
			check("Get", err, test.get)
			_, err = adapter.Put(t.Context(), "a", persistence.Attributes{"n": 1}, persistence.None)
			check("Put", err, test.put)
			check("Delete", adapter.Delete(t.Context(), "a", persistence.None), test.erase)
			if test.name == "directory as an item" {
				check("Delete of any version", adapter.Delete(t.Context(), "a", persistence.Any), test.erase)
			}
		})
	}
}

func BenchmarkGet(b *testing.B) {
	adapter := open(b, b.TempDir())
	if _, err := adapter.Put(b.Context(), "visitor", benchmarkAttributes, persistence.Any); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := adapter.Get(b.Context(), "visitor"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPut(b *testing.B) {
	adapter := open(b, b.TempDir())
	for b.Loop() {
		if _, err := adapter.Put(b.Context(), "visitor", benchmarkAttributes, persistence.Any); err != nil {
			b.Fatal(err)
		}
	}
}

var benchmarkAttributes = persistence.Attributes{"drink": "flat white", "visits": 17, "log": []any{"a", "b", "c"}}
