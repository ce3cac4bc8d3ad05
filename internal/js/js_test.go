package js

import (
	"bytes"

	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// fixture is a directory with files, and a VM for it.
type fixture struct {
	*VM
	dir      string
	out, err bytes.Buffer
}

// write makes a directory with the files of a txtar archive.
func write(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// open makes a directory with the files of a txtar archive, and a VM for it.
func open(t *testing.T, archive string, opts ...func(*Options)) *fixture {
	t.Helper()
	f := &fixture{dir: write(t, archive)}
	o := Options{Root: f.dir, Stdout: &f.out, Stderr: &f.err}
	for _, set := range opts {
		set(&o)
	}
	vm, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := vm.Close(); err != nil {
			t.Error(err)
		}
	})
	f.VM = vm
	return f
}

// json requires a file and returns what it exports.
func (f *fixture) json(t *testing.T, path string) string {
	t.Helper()
	v, err := f.Require(t.Context(), path)
	if err != nil {
		t.Fatalf("Require(%q): %v", path, err)
	}
	return toJSON(t, v)
}

func toJSON(t *testing.T, v *Value) string {
	t.Helper()
	data, err := v.JSON(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// run runs code in a fresh VM, and returns what the expression that it ends
// with, or the promise of it, comes to.
func run(t *testing.T, code string, opts ...func(*Options)) (string, error) {
	t.Helper()
	f := open(t, "", opts...)
	return f.eval(t, code)
}

func (f *fixture) eval(t *testing.T, code string) (string, error) {
	t.Helper()
	s, err := f.NewScope(t.Context(), Source{Dir: f.dir, Files: []File{{Name: "code.js", Text: code}}, Result: "typeof main === 'function' ? main : undefined"}, nil)
	if err != nil {
		return "", err
	}
	v, err := s.Result().Call(t.Context())
	if err != nil {
		return "", err
	}
	data, err := v.JSON(t.Context())
	return string(data), err
}

// failure returns the *Error that an error is.
func failure(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("the error is %v (%T), not an *Error", err, err)
	}
	return e
}

// place returns "file:line:col" with the file relative to a directory.
func place(e *Error, dir string) string {
	short := *e
	if rel, err := filepath.Rel(dir, e.File); err == nil && filepath.IsAbs(e.File) {
		short.File = filepath.ToSlash(rel)
	}
	short.Name, short.Message = "", ""
	return strings.TrimSuffix(short.Error(), ": ")
}

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
