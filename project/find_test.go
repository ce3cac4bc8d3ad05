package project

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// T-CFG-04, T-CMD-09
func TestFind(t *testing.T) {
	root := writeFiles(t, "sample", "litexa.config.json", "{}", "litexa/main.litexa", "", "deep/er/x.txt", "")
	for _, start := range []string{".", "litexa", "litexa/main.litexa", "deep/er", "litexa.config.json"} {
		got, err := Find(filepath.Join(root, start))
		if err != nil || got.Root != root || got.ConfigName != "litexa.config.json" {
			t.Errorf("%s: got %+v, %v", start, got, err)
		}
	}
	t.Chdir(filepath.Join(root, "deep", "er"))
	if got, err := Find("."); err != nil || !sameFile(t, got.Root, root) || !filepath.IsAbs(got.Root) {
		t.Errorf("a relative start gives %+v, %v", got, err)
	}
	if _, err := Find(filepath.Join(root, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a start that does not exist gives %v", err)
	}
	outside := t.TempDir()
	var notFound *NotFoundError
	_, err := Find(outside)
	if !errors.As(err, &notFound) || notFound.Start != outside || !strings.Contains(err.Error(), outside) {
		t.Errorf("outside of a project: %v", err)
	}
	if p, diags, err := Load(t.Context(), outside, Options{}); !errors.As(err, &notFound) || p != nil || diags != nil {
		t.Errorf("Load outside of a project: %v, %v, %v", p, diags, err)
	}
}

func sameFile(t *testing.T, a, b string) bool {
	t.Helper()
	x, err := os.Stat(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.Stat(b)
	if err != nil {
		t.Fatal(err)
	}
	return os.SameFile(x, y)
}
