package js

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The scripts in testdata/node print the same as with Node, whose output is
// beside them: run "node x.js > x.txt" after a change.
func TestNode(t *testing.T) {
	scripts, err := filepath.Glob("testdata/node/*.js")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, script := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(script), ".js"), func(t *testing.T) {
			want, err := os.ReadFile(strings.TrimSuffix(script, ".js") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			vm, err := New(Options{Root: "testdata/node", Stdout: &out, Stderr: &out, Timeout: -1})
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := vm.Close(); err != nil {
					t.Error(err)
				}
			}()
			if _, err := vm.Require(t.Context(), filepath.Base(script)); err != nil {
				t.Fatal(err)
			}
			if err := vm.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			check(t, "output", strings.Split(out.String(), "\n"), strings.Split(strings.ReplaceAll(string(want), "\r\n", "\n"), "\n"))
		})
	}
}
