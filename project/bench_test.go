package project

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkLoad loads a project of a few files with a JSON config.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		p, _, err := Load(b.Context(), "testdata/example", Options{})
		if err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}

// BenchmarkCheck loads the same project and does all that "litexa check" does,
// for which its inline code has to run.
func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		p, _, err := Load(b.Context(), "testdata/example", Options{})
		if err != nil {
			b.Fatal(err)
		}
		prog, diags := p.Compile(b.Context())
		diags = append(diags, p.Check(b.Context(), prog)...)
		if diags.HasErrors() {
			b.Fatal(diags)
		}
		p.Close()
	}
}

// BenchmarkLoadAssets loads a project with 20,000 assets in 200 folders.
func BenchmarkLoadAssets(b *testing.B) {
	root := b.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write("litexa.config.json", `{"name": "many-assets"}`)
	for dir := range 200 {
		for file := range 100 {
			write(fmt.Sprintf("litexa/assets/%d/%d.mp3", dir, file), "")
		}
	}
	for b.Loop() {
		p, _, err := Load(b.Context(), root, Options{Environ: noEnviron})
		if err != nil {
			b.Fatal(err)
		}
		if n := len(p.Languages[0].Assets); n != 20_000 {
			b.Fatal(n)
		}
	}
}
