// Package litexa_test runs the compiler of the language over whole projects:
// those of test/projects, whose models and manifests Litexa 0.9 has confirmed
// (see docs/compatibility.md), and every other .litexa file of the repository.
package litexa_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
	"github.com/litexa-go/litexa/project"
	"github.com/litexa-go/litexa/test/litexa/projects"
)

const root = "../.."

// open loads and compiles a project. Whatever is wrong with it is in the list.
func open(t *testing.T, dir, target string) (*project.Project, *program.Program, diag.List) {
	t.Helper()
	ctx := t.Context()
	p, list, err := project.Load(ctx, dir, project.Options{Target: target, Environ: []string{}})
	if err != nil {
		if !list.HasErrors() {
			t.Fatal(err)
		}
		return nil, nil, list
	}
	t.Cleanup(p.Close)
	prog, more := p.Compile(ctx)
	list = append(list, more...)
	if prog != nil {
		list = append(list, p.Check(ctx, prog)...)
	}
	list.Sort()
	return p, prog, list
}

func TestProjects(t *testing.T) {
	for _, p := range list(t) {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			checkGoldens(t, p, copyProject(t, p))
		})
	}
}

func list(t *testing.T) []projects.Project {
	t.Helper()
	all, err := projects.List(filepath.Join(root, projects.Dir))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// copyProject copies a project, and installs the CoffeeScript compiler beside
// it if it needs that.
func copyProject(t *testing.T, p projects.Project) string {
	t.Helper()
	tmp := t.TempDir()
	dir, err := p.Copy(tmp)
	if err != nil {
		t.Fatal(err)
	}
	if !p.HasCoffee() {
		return dir
	}
	compiler, err := filepath.Abs(filepath.Join(root, ".tools", "node", "node_modules", "coffeescript"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(compiler); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("the CoffeeScript compiler is not installed; run scripts/tools.sh node")
	}
	modules := filepath.Join(tmp, "node_modules")
	if err := errors.Join(os.Mkdir(modules, 0o755), os.Symlink(compiler, filepath.Join(modules, "coffeescript"))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// checkGoldens compares the golden files of a project with what its copy in
// dir gives.
func checkGoldens(t *testing.T, of projects.Project, dir string) {
	t.Helper()
	goldens, err := of.Goldens()
	if err != nil {
		t.Fatal(err)
	}
	if len(goldens) == 0 {
		t.Fatal("there are no golden files")
	}
	byTarget := map[string][]projects.Golden{}
	for _, g := range goldens {
		byTarget[g.Target] = append(byTarget[g.Target], g)
	}
	for target, goldens := range byTarget {
		p, prog, diags := open(t, dir, target)
		if err := diags.Err(); err != nil {
			t.Errorf("%s: %v", target, err)
			continue
		}
		for _, g := range goldens {
			checkGolden(t, of, g, p, prog)
		}
	}
}

func checkGolden(t *testing.T, of projects.Project, g projects.Golden, p *project.Project, prog *program.Program) {
	t.Helper()
	want, err := os.ReadFile(g.File)
	if err != nil {
		t.Fatal(err)
	}
	if g.Locale == "" {
		checkManifest(t, of, string(want), manifest(t, p, prog))
		return
	}
	m, diags := p.Model(t.Context(), prog, g.Locale)
	if m == nil {
		t.Fatal(diags)
	}
	got, err := m.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", g.File, diff)
	}
}

// checkManifest compares a manifest with that of Litexa 0.9, and with what it
// has beyond that.
func checkManifest(t *testing.T, of projects.Project, want, got string) {
	t.Helper()
	additions, err := of.Additions()
	if err != nil {
		t.Fatal(err)
	}
	if additions == nil {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("manifest (-want +got):\n%s", diff)
		}
		return
	}
	var wanted, gotten map[string]any
	if err := errors.Join(json.Unmarshal([]byte(want), &wanted), json.Unmarshal([]byte(got), &gotten)); err != nil {
		t.Fatal(err)
	}
	merge(wanted, additions)
	if diff := cmp.Diff(wanted, gotten); diff != "" {
		t.Errorf("manifest with what is added (-want +got):\n%s", diff)
	}
}

// merge adds the members of an object to another, at any depth.
func merge(to, from map[string]any) {
	for name, value := range from {
		inner, ok := to[name].(map[string]any)
		if outer, both := value.(map[string]any); ok && both {
			merge(inner, outer)
		} else {
			to[name] = value
		}
	}
}

func manifest(t *testing.T, p *project.Project, prog *program.Program) string {
	t.Helper()
	m, list := p.Manifest(t.Context(), project.ManifestOptions{Program: prog, Stubs: true})
	if m == nil {
		t.Fatal(list)
	}
	return strings.TrimSuffix(string(m.JSON()), "\n") + "\n"
}

// Every source that must be rejected is, where its first line says.
func TestInvalid(t *testing.T) {
	all, err := projects.Invalid(filepath.Join(root, projects.Dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			dir, err := s.Project(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			p, prog, list := open(t, dir, "")
			if !list.HasErrors() {
				_, more := p.Model(t.Context(), prog, "en-US")
				list = append(list, more...)
			}
			if !list.HasErrors() {
				t.Fatal("accepted")
			}
			checkPlace(t, s, list)
		})
	}
}

// checkPlace wants an error at the place that a source names.
func checkPlace(t *testing.T, s projects.Source, list diag.List) {
	for _, d := range list {
		if d.Severity != diag.Error {
			continue
		}
		at := d.Span.Start
		if d.Code == "" || d.Message == "" {
			t.Errorf("the error %+v explains nothing", d)
		}
		if (s.Line == 0 || at.Line == s.Line && d.File == "litexa/main.litexa") && (s.Column == 0 || at.Col == s.Column) {
			return
		}
	}
	t.Errorf("want an error at %d:%d, got %v", s.Line, s.Column, list)
}

// litexaFiles returns the .litexa files of the repository that are valid.
func litexaFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && (name == "node_modules" || name == "invalid" || name == "drafts" || strings.HasPrefix(name, ".") && path != root || name == "testdata") {
			return fs.SkipDir
		}
		if !e.IsDir() && filepath.Ext(name) == ".litexa" && !strings.HasPrefix(name, ".") {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 40 {
		t.Fatalf("found only %d files", len(files))
	}
	return files
}

// Formatting a file changes nothing that it means, and formatting it again
// changes nothing at all.
func TestFormat(t *testing.T) {
	for _, file := range litexaFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		once, list := syntax.Format(file, string(text))
		if list.HasErrors() {
			t.Errorf("%s: %v", file, list.Err())
			continue
		}
		twice, list := syntax.Format(file, once)
		if list.HasErrors() {
			t.Errorf("%s: the formatted text has errors: %v\n%s", file, list.Err(), once)
			continue
		}
		if diff := cmp.Diff(once, twice); diff != "" {
			t.Errorf("%s: formatting again (-once +twice):\n%s", file, diff)
		}
		before, _ := syntax.Parse(file, string(text))
		after, _ := syntax.Parse(file, once)
		if diff := cmp.Diff(meaning(before.Decls), meaning(after.Decls)); diff != "" {
			t.Errorf("%s: formatting changes the tree (-before +after):\n%s", file, diff)
		}
	}
}

// meaning writes a part of a tree without the places of its nodes and without
// the layout of its texts.
func meaning(x any) string {
	var b strings.Builder
	write(&b, reflect.ValueOf(x), "\n")
	return b.String()
}

func write(b *strings.Builder, v reflect.Value, indent string) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			b.WriteString("nil")
			return
		}
		write(b, v.Elem(), indent)
	case reflect.Slice:
		for i := range v.Len() {
			b.WriteString(indent)
			write(b, v.Index(i), indent+"  ")
		}
	case reflect.Struct:
		b.WriteString(v.Type().Name())
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				fmt.Fprintf(b, " %s:", f.Name)
				write(b, v.Field(i), indent+"  ")
			}
		}
	case reflect.String:
		fmt.Fprintf(b, "%q", strings.Join(strings.Fields(v.String()), " "))
	default:
		fmt.Fprint(b, v.Interface())
	}
}

// Formatted projects have the same models and manifests.
func TestFormatKeepsModels(t *testing.T) {
	for _, p := range list(t) {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			dir := copyProject(t, p)
			if err := formatAll(t.Context(), filepath.Join(dir, "litexa")); err != nil {
				t.Fatal(err)
			}
			checkGoldens(t, p, dir)
		})
	}
}

func formatAll(ctx context.Context, dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".litexa" || strings.HasPrefix(e.Name(), ".") {
			return errors.Join(err, ctx.Err())
		}
		if filepath.Base(filepath.Dir(path)) == "drafts" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		formatted, list := syntax.Format(path, string(text))
		if list.HasErrors() {
			return list.Err()
		}
		return os.WriteFile(path, []byte(formatted), 0o644)
	})
}

// The files of one project end their lines in all three ways.
func TestLineEnds(t *testing.T) {
	dir := filepath.Join(root, projects.Dir, "several-files", "litexa")
	for name, end := range map[string]string{"a-launch": "\n", "b-second": "\r\n", "c-third": "\r"} {
		text, err := os.ReadFile(filepath.Join(dir, name+".litexa"))
		if err != nil {
			t.Fatal(err)
		}
		if rest := strings.ReplaceAll(string(text), end, ""); rest == string(text) || strings.ContainsAny(rest, "\r\n") {
			t.Errorf("not all lines of %s.litexa end in %q", name, end)
		}
	}
}

// examples returns the code blocks of a Markdown text that name no language.
func examples(text string) []string {
	var blocks []string
	var block strings.Builder
	fence := ""
	for line := range strings.Lines(text) {
		switch {
		case fence == "" && strings.HasPrefix(line, "```"):
			fence = strings.TrimSpace(line)
		case fence != "" && line == "```\n":
			if fence == "```" {
				blocks = append(blocks, block.String())
			}
			fence = ""
			block.Reset()
		case fence != "":
			block.WriteString(line)
		}
	}
	return blocks
}

// The examples of the reference of the language are valid, be it as files or
// as what stands below a state.
func TestReference(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "language.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := examples(string(text))
	if len(blocks) < 10 {
		t.Fatalf("found only %d examples", len(blocks))
	}
	for _, e := range blocks {
		_, whole := syntax.Parse("example", e)
		_, part := syntax.Parse("example", "launch\n  "+strings.ReplaceAll(e, "\n", "\n  "))
		if whole.HasErrors() && part.HasErrors() {
			t.Errorf("%s\nas a file: %v\nbelow a state: %v", e, whole.Err(), part.Err())
		}
	}
}
