// Package projects knows the Litexa projects of test/projects: which there
// are, which golden files they have, and which sources must be rejected.
package projects

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Dir is where the projects are, seen from the root of the repository.
const Dir = "test/projects"

// Project is a project that must be accepted.
type Project struct {
	Name string
	// Dir is its folder.
	Dir string
	// Mended says in which respect Litexa 0.9 deliberately is not followed, so
	// that the golden files cannot come from it; "" if it is.
	Mended string
}

// Golden is a golden file of a project.
type Golden struct {
	File string
	// Locale is the locale of an interaction model, "" for a manifest.
	Locale string
	// Target is the deployment target.
	Target string
}

// List returns the projects below a folder, by name.
func List(dir string) ([]Project, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("listing projects: %w", err)
	}
	var projects []Project
	for _, e := range entries {
		p := Project{Name: e.Name(), Dir: filepath.Join(dir, e.Name())}
		if _, err := os.Stat(filepath.Join(p.Dir, "litexa")); err != nil {
			continue
		}
		if p.Mended, err = mended(filepath.Join(p.Dir, "README.md")); err != nil {
			return nil, err
		}
		projects = append(projects, p)
	}
	if len(projects) == 0 {
		return nil, fmt.Errorf("%s holds no projects", dir)
	}
	return projects, nil
}

// mended returns the rest of the line of a README that begins with "Mended: ".
func mended(readme string) (string, error) {
	text, err := os.ReadFile(readme)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	for line := range strings.Lines(string(text)) {
		if why, ok := strings.CutPrefix(line, "Mended: "); ok {
			return strings.TrimSpace(why), nil
		}
	}
	return "", nil
}

// Model returns the golden file of an interaction model.
func (p Project) Model(locale, target string) string {
	if target == "development" {
		return p.golden("model-" + locale)
	}
	return p.golden("model-" + locale + "-" + target)
}

// Manifest returns the golden file of a skill manifest.
func (p Project) Manifest(target string) string { return p.golden("manifest-" + target) }

func (p Project) golden(name string) string {
	return filepath.Join(p.Dir, "golden", name+".json")
}

// HasManifest reports whether the project has a skill manifest.
func (p Project) HasManifest() bool {
	found, _ := filepath.Glob(filepath.Join(p.Dir, "skill.*"))
	return len(found) > 0
}

// HasCoffee reports whether files of the project are written in CoffeeScript.
func (p Project) HasCoffee() bool {
	for _, pattern := range []string{"*.coffee", "litexa/*.coffee", "litexa/languages/*/*.coffee"} {
		if found, _ := filepath.Glob(filepath.Join(p.Dir, filepath.FromSlash(pattern))); len(found) > 0 {
			return true
		}
	}
	return false
}

// Additions returns what the project's manifests have beyond those of Litexa
// 0.9, which drops members that it does not know; nil if nothing.
func (p Project) Additions() (map[string]any, error) {
	text, err := os.ReadFile(p.golden("additions"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var additions map[string]any
	if err := json.Unmarshal(text, &additions); err != nil {
		return nil, fmt.Errorf("reading %s: %w", p.golden("additions"), err)
	}
	return additions, nil
}

var goldenName = regexp.MustCompile(`^(?:manifest-(.+)|model-([a-z]{2}(?:-[A-Z]{2})?)(?:-(.+))?)\.json$`)

// Goldens returns the golden files that the project has.
func (p Project) Goldens() ([]Golden, error) {
	files, err := filepath.Glob(filepath.Join(p.Dir, "golden", "*"))
	if err != nil {
		return nil, err
	}
	var goldens []Golden
	for _, file := range files {
		if file == p.golden("additions") {
			continue
		}
		m := goldenName.FindStringSubmatch(filepath.Base(file))
		if m == nil {
			return nil, fmt.Errorf("%s is named neither like a model nor like a manifest", file)
		}
		g := Golden{File: file, Locale: m[2], Target: m[1] + m[3]}
		if g.Target == "" {
			g.Target = "development"
		}
		goldens = append(goldens, g)
	}
	return goldens, nil
}

// Copy copies the project, without its golden files, into a folder of its name
// below dir and returns that. Packages that litexa/package.json takes from the
// project itself are installed, as npm would.
func (p Project) Copy(dir string) (string, error) {
	to := filepath.Join(dir, p.Name)
	if err := os.CopyFS(to, os.DirFS(p.Dir)); err != nil {
		return "", fmt.Errorf("copying %s: %w", p.Name, err)
	}
	if err := os.RemoveAll(filepath.Join(to, "golden")); err != nil {
		return "", err
	}
	return to, install(filepath.Join(to, "litexa"))
}

func install(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var pkg struct{ Dependencies map[string]string }
	if err := json.Unmarshal(text, &pkg); err != nil {
		return fmt.Errorf("reading package.json: %w", err)
	}
	for name, from := range pkg.Dependencies {
		path, ok := strings.CutPrefix(from, "file:")
		if !ok {
			return fmt.Errorf("package.json: %s does not come from the project", name)
		}
		if err := os.CopyFS(filepath.Join(dir, "node_modules", name), os.DirFS(filepath.Join(dir, path))); err != nil {
			return fmt.Errorf("installing %s: %w", name, err)
		}
	}
	return nil
}

// Source is a .litexa source that must be rejected. Its first line says so:
//
//	# L-SLT-02: error at 4:5
//	# L-LEX-01: error at 3
//	# L-SLT-03: error
//	# L-FLO-02: error at 6, unlike Litexa 0.9
//
// The row of the inventory of behaviour, then the line and the column, as far
// as they are settled. The last form is for what Litexa 0.9 accepts or reports
// elsewhere.
type Source struct {
	Name string
	File string
	Row  string
	// Line and Column are 0 if they are not settled.
	Line, Column int
	// Mended is set for what Litexa 0.9 does otherwise.
	Mended bool
}

var verdict = regexp.MustCompile(`^# ([LT]-[A-Z]+-[0-9]+): error(?: at (\d+)(?::(\d+))?)?(, unlike Litexa 0\.9)?$`)

// Invalid returns the sources that must be rejected, by name.
func Invalid(dir string) ([]Source, error) {
	files, err := filepath.Glob(filepath.Join(dir, "invalid", "*.litexa"))
	if err != nil {
		return nil, err
	}
	var sources []Source
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		first, _, _ := strings.Cut(string(text), "\n")
		m := verdict.FindStringSubmatch(first)
		if m == nil {
			return nil, fmt.Errorf("%s does not say in its first line what is wrong with it", file)
		}
		s := Source{Name: strings.TrimSuffix(filepath.Base(file), ".litexa"), File: file, Row: m[1], Mended: m[4] != ""}
		s.Line, _ = strconv.Atoi(m[2])
		s.Column, _ = strconv.Atoi(m[3])
		sources = append(sources, s)
	}
	if len(sources) == 0 {
		return nil, fmt.Errorf("%s has no invalid sources", dir)
	}
	return sources, nil
}

// Project makes a project below dir, whose only source is s, and returns its
// folder.
func (s Source) Project(dir string) (string, error) {
	to := filepath.Join(dir, s.Name)
	if err := os.CopyFS(to, os.DirFS(filepath.Join(filepath.Dir(s.File), "support"))); err != nil {
		return "", fmt.Errorf("preparing %s: %w", s.Name, err)
	}
	text, err := os.ReadFile(s.File)
	if err != nil {
		return "", err
	}
	return to, os.WriteFile(filepath.Join(to, "litexa", "main.litexa"), text, 0o644)
}
