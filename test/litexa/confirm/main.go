// Command confirm compares the golden files of test/projects with what
// Litexa 0.9 makes of the projects, and the verdicts on test/projects/invalid
// with its verdicts. The environment variable LITEXA_UPSTREAM names a checkout
// of it (https://github.com/alexa-games/litexa) in which `npm install` has run.
//
//	go run ./test/litexa/confirm [-update] [-tests] [project...]
//
// It is not part of the tests: it is run when a project or a golden file
// changes. See docs/compatibility.md.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/test/litexa/projects"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("confirm: ")
	update := flag.Bool("update", false, "rewrite the golden files")
	tests := flag.Bool("tests", false, "also run the tests of the projects with Litexa 0.9")
	flag.Parse()
	c := &confirmation{update: *update, tests: *tests, upstream: os.Getenv("LITEXA_UPSTREAM")}
	if c.upstream == "" {
		log.Fatal("LITEXA_UPSTREAM does not name a checkout of Litexa 0.9")
	}
	if err := c.run(context.Background(), flag.Args()); err != nil {
		log.Fatal(err)
	}
	if c.differences > 0 {
		log.Fatalf("%d differences", c.differences)
	}
}

type confirmation struct {
	upstream    string
	update      bool
	tests       bool
	driver      *driver
	dir         string // for copies of projects
	differences int
}

func (c *confirmation) differ(format string, args ...any) {
	c.differences++
	fmt.Printf(format+"\n", args...)
}

func (c *confirmation) run(ctx context.Context, names []string) error {
	var err error
	if c.dir, err = os.MkdirTemp("", "confirm-*"); err != nil {
		return err
	}
	defer os.RemoveAll(c.dir)
	if c.driver, err = startDriver(ctx, c.upstream, c.dir); err != nil {
		return err
	}
	defer c.driver.stop()

	all, err := projects.List(projects.Dir)
	if err != nil {
		return err
	}
	for _, p := range all {
		if len(names) > 0 && !slices.Contains(names, p.Name) {
			continue
		}
		if err := c.project(ctx, p); err != nil {
			return fmt.Errorf("project %s: %w", p.Name, err)
		}
	}
	if len(names) == 0 || slices.Contains(names, "invalid") {
		return c.invalid()
	}
	return nil
}

// project compares the golden files of a project, for all its targets.
func (c *confirmation) project(ctx context.Context, p projects.Project) error {
	copied, err := p.Copy(filepath.Join(c.dir, "projects"))
	if err != nil {
		return err
	}
	targets := []string{"development"}
	for i := 0; i < len(targets); i++ {
		target := targets[i]
		told, err := c.driver.ask(request{Dir: copied, Target: target, Manifest: p.HasManifest()})
		if err != nil {
			return err
		}
		if told.Error != nil {
			if p.Mended == "" {
				c.differ("%s (%s): rejected: %s", p.Name, target, told.Error)
			} else {
				fmt.Printf("%s (%s): rejected, as is said: %s\n", p.Name, target, told.Error)
			}
			continue
		}
		for _, t := range told.Targets {
			if !slices.Contains(targets, t) {
				targets = append(targets, t)
			}
		}
		for locale, model := range told.Models {
			c.compare(p, p.Model(locale, target), model)
		}
		if told.Manifest != nil {
			c.compare(p, p.Manifest(target), told.Manifest)
		}
	}
	if c.tests && p.Mended == "" {
		return c.runTests(ctx, p, copied)
	}
	return nil
}

// compare compares a golden file with the JSON that it should hold.
func (c *confirmation) compare(p projects.Project, file string, text json.RawMessage) {
	var want bytes.Buffer
	if err := json.Indent(&want, text, "", "  "); err != nil {
		c.differ("%s: %v", file, err)
		return
	}
	want.WriteByte('\n')
	got, err := os.ReadFile(file)
	switch {
	case err == nil && bytes.Equal(got, want.Bytes()):
	case p.Mended != "":
		fmt.Printf("%s: differs, as is said: %s\n", file, p.Mended)
	case c.update:
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, want.Bytes(), 0o644)); err != nil {
			c.differ("%s: %v", file, err)
		}
		fmt.Printf("%s: written\n", file)
	case errors.Is(err, fs.ErrNotExist):
		c.differ("%s: missing", file)
	case err != nil:
		c.differ("%s: %v", file, err)
	default:
		c.differ("%s: differs; -update shows how", file)
	}
}

// runTests runs the tests of a project with the original's own command.
func (c *confirmation) runTests(ctx context.Context, p projects.Project, dir string) error {
	cmd := exec.CommandContext(ctx, "node", filepath.Join(c.upstream, "packages", "litexa", "src", "command-line", "main.js"), "test", "--no-color")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return fmt.Errorf("running tests: %w", err)
	}
	if err != nil {
		c.differ("%s: its tests fail:\n%s", p.Name, out)
	}
	return nil
}

// invalid compares the verdicts on the sources that must be rejected. Each is
// the only source of a project.
func (c *confirmation) invalid() error {
	sources, err := projects.Invalid(projects.Dir)
	if err != nil {
		return err
	}
	for _, s := range sources {
		dir, err := s.Project(filepath.Join(c.dir, "invalid"))
		if err != nil {
			return err
		}
		told, err := c.driver.ask(request{Dir: dir, Target: "development", Locales: []string{"en-US"}})
		if err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		switch {
		case s.Mended:
		case told.Error == nil:
			c.differ("%s: accepted", s.Name)
		case told.Error.Line != 0 && s.Line != 0 && told.Error.Line != s.Line:
			c.differ("%s: expected in line %d: %s", s.Name, s.Line, told.Error)
		case told.Error.Column != 0 && s.Column != 0 && told.Error.Column != s.Column:
			c.differ("%s: expected in column %d: %s", s.Name, s.Column, told.Error)
		}
	}
	return nil
}

// driver is a running driver.js.
type driver struct {
	cmd *exec.Cmd
	in  *json.Encoder
	out *json.Decoder
	end func() error
}

//go:embed driver.js
var driverScript []byte

type request struct {
	Dir      string   `json:"dir"`
	Target   string   `json:"target"`
	Locales  []string `json:"locales,omitempty"`
	Manifest bool     `json:"manifest"`
}

type answer struct {
	Targets  []string                   `json:"targets"`
	Models   map[string]json.RawMessage `json:"models"`
	Manifest json.RawMessage            `json:"manifest"`
	Error    *failure                   `json:"error"`
}

type failure struct {
	Message string `json:"message"`
	Source  string `json:"source"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

func (f *failure) String() string {
	message, _, _ := strings.Cut(f.Message, "\n")
	return fmt.Sprintf("%s:%d:%d: %s", f.Source, f.Line, f.Column, message)
}

func startDriver(ctx context.Context, upstream, dir string) (*driver, error) {
	script := filepath.Join(dir, "driver.js")
	if err := os.WriteFile(script, driverScript, 0o644); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "node", script, upstream)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting node: %w", err)
	}
	return &driver{cmd: cmd, in: json.NewEncoder(in), out: json.NewDecoder(out), end: in.Close}, nil
}

func (d *driver) ask(r request) (*answer, error) {
	if err := d.in.Encode(r); err != nil {
		return nil, fmt.Errorf("asking Litexa 0.9: %w", err)
	}
	told := new(answer)
	if err := d.out.Decode(told); err != nil {
		return nil, fmt.Errorf("reading what Litexa 0.9 says: %w", err)
	}
	return told, nil
}

func (d *driver) stop() { _ = errors.Join(d.end(), d.cmd.Wait()) }
