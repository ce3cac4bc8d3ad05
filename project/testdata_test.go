package project

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/litexa/diag"
)

// TestProjects loads the projects in testdata. Each archive has the files of a
// project and, below want/, what comes of it. The lines before the files say
// what to do:
//
//	# a comment
//	start PATH           load from there instead of from the root
//	target NAME          for that deployment target
//	newer FILE           give the file a later time than all others
//	link FILE TARGET     make a symbolic link
//	secret DIR           make a directory unreadable
//	environ NAME=VALUE   set an environment variable
//	coffee               have the CoffeeScript compiler among npm's packages
//	info                 want/info.json is Info
//	artifacts            want/manifest.json may use artifacts.json only
//	manifest             want/manifest.json is Manifest, with stubs
//	check                want/diags has what Compile and Check find as well
//	model LOCALE         want/model-LOCALE.json is Model
//
// want/diags has all diagnostics with their hints. -update rewrites what is
// wanted.
func TestProjects(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := &projectTest{T: t, root: unpack(t, archive), start: "."}
			r.readOrders(string(archive.Comment))
			got := r.run()
			if *update {
				rewrite(t, file, archive, got)
				return
			}
			for _, f := range archive.Files {
				name, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				if diff := cmp.Diff(string(f.Data), got[name]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
				delete(got, name)
			}
			for name, text := range got {
				if text != "" {
					t.Errorf("unexpected %s:\n%s", name, text)
				}
			}
		})
	}
}

// unpack writes the files of an archive into a directory of their own, all
// with the same time, and returns it.
func unpack(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	root = filepath.Join(root, "sample-project")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "want/") {
			continue
		}
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, "/") {
			continue // an empty directory
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, past, past); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var past = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

type projectTest struct {
	*testing.T
	root, start           string
	target                string
	info, manifest, check bool
	artifacts             bool
	models                []string
	environ               []string
}

func (r *projectTest) readOrders(text string) {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		path := func(i int) string { return filepath.Join(r.root, filepath.FromSlash(words[i])) }
		var err error
		switch words[0] {
		case "start":
			r.start = words[1]
		case "target":
			r.target = words[1]
		case "newer":
			err = os.Chtimes(path(1), past.Add(time.Hour), past.Add(time.Hour))
		case "link":
			err = os.Symlink(filepath.FromSlash(words[2]), path(1))
		case "secret":
			if os.Getuid() == 0 || runtime.GOOS == "windows" {
				r.Skip("every folder is readable here")
			}
			err = os.Chmod(path(1), 0)
			r.Cleanup(func() { os.Chmod(path(1), 0o755) })
		case "environ":
			r.environ = append(r.environ, strings.ReplaceAll(words[1], "ROOT", r.root))
		case "coffee":
			err = r.installCoffee()
		case "info":
			r.info = true
		case "manifest":
			r.manifest = true
		case "artifacts":
			r.manifest, r.artifacts = true, true
		case "check":
			r.check = true
		case "model":
			r.models = append(r.models, words[1])
		default:
			r.Fatalf("unknown order %q", line)
		}
		if err != nil {
			r.Fatal(err)
		}
	}
}

// installCoffee makes the compiler that scripts/tools.sh installs one of npm's
// global packages.
func (r *projectTest) installCoffee() error {
	const installed = "../.tools/node/node_modules/coffeescript"
	compiler, err := filepath.Abs(installed)
	if err != nil {
		return err
	}
	if _, err := os.Stat(compiler); err != nil {
		r.Skip("the CoffeeScript compiler is missing: run scripts/tools.sh node")
	}
	prefix := r.TempDir()
	modules := filepath.Join(prefix, "lib", "node_modules")
	if err := os.MkdirAll(modules, 0o755); err != nil {
		return err
	}
	r.environ = append(r.environ, "npm_config_prefix="+prefix)
	return os.Symlink(compiler, filepath.Join(modules, "coffeescript"))
}

// run does what was ordered and returns what is wanted by name.
func (r *projectTest) run() map[string]string {
	got := map[string]string{}
	var console bytes.Buffer
	ctx := r.Context()
	opts := Options{Target: r.target, Environ: append([]string{"LITEXA=1"}, r.environ...), Console: &console}
	p, diags, err := Load(ctx, filepath.Join(r.root, filepath.FromSlash(r.start)), opts)
	defer func() { got["console"] = r.plain(console.String()) }()
	if err != nil {
		got["diags"] = r.show(diags)
		if found := (*diag.Errors)(nil); diags == nil || !errors.As(err, &found) {
			got["diags"] += r.plain(err.Error()) + "\n"
		}
		return got
	}
	defer p.Close()
	if r.info {
		got["info.json"] = r.plain(string(p.Info())) + "\n"
	}
	if r.manifest {
		m, more := p.Manifest(ctx, ManifestOptions{Stubs: !r.artifacts})
		diags = append(diags, more...)
		if m != nil {
			var text strings.Builder
			text.Write(m.JSON())
			for _, l := range m.Locales {
				fmt.Fprintf(&text, "\n%s: %q", l.Code, l.Invocation)
			}
			fmt.Fprintf(&text, "\nenabled %q, icons %q\n", m.Enabled, m.IconsMD5)
			got["manifest.json"] = text.String()
		}
	}
	if r.check || len(r.models) > 0 {
		prog, more := p.Compile(ctx)
		diags = append(diags, more...)
		if r.check {
			diags = append(diags, p.Check(ctx, prog)...)
		}
		for _, locale := range r.models {
			m, more := p.Model(ctx, prog, locale)
			diags = append(diags, more...)
			if m == nil {
				continue
			}
			text, err := m.JSON()
			if err != nil {
				r.Fatal(err)
			}
			got["model-"+locale+".json"] = string(text)
		}
	}
	got["diags"] = r.show(diags)
	return got
}

// show returns the diagnostics as text.
func (r *projectTest) show(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		fmt.Fprintf(&b, "%s [%s]\n", d.Error(), d.Code)
		if d.Hint != "" {
			fmt.Fprintf(&b, "\t%s\n", d.Hint)
		}
	}
	return r.plain(b.String())
}

// plain replaces the directory of the project.
func (r *projectTest) plain(text string) string { return strings.ReplaceAll(text, r.root, "ROOT") }

// rewrite writes an archive with what the test got.
func rewrite(t *testing.T, file string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	var files []txtar.File
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			files = append(files, f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if got[name] != "" {
			files = append(files, txtar.File{Name: "want/" + name, Data: []byte(got[name])})
		}
	}
	archive.Files = files
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
