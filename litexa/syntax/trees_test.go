package syntax

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files in testdata/trees")

// TestTrees parses the chunks of the files in testdata/trees, which are
// separated by lines "---". After the source of a chunk, and a line "=>", comes
// its tree.
func TestTrees(t *testing.T) {
	files, err := filepath.Glob("testdata/trees/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("files: %v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var chunks []string
		for _, chunk := range strings.Split(string(text), "---\n") {
			source, want, _ := strings.Cut(chunk, "=>\n")
			name, _, _ := strings.Cut(source, "\n")
			got := ""
			t.Run(filepath.Base(file)+"/"+strings.TrimPrefix(name, "# "), func(t *testing.T) {
				tree, list := Parse(file, source)
				if len(list) > 0 {
					t.Fatalf("errors: %v", list)
				}
				checkSpans(t, tree)
				for _, d := range tree.Decls {
					got += treeText(d)
				}
				if diff := cmp.Diff(want, got); diff != "" && !*update {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
			chunks = append(chunks, source+"=>\n"+got)
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.Join(chunks, "---\n")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
