package js

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// packageJSON is what resolution needs of a package.json.
type packageJSON struct {
	dir, name, main string
	module          bool // "type" is "module"
	exports         *jsonValue
	imports         *jsonValue
	dependencies    []string
}

// readPackage reads the package.json in a directory; nil if there is none.
func (vm *VM) readPackage(dir string) (*packageJSON, error) {
	if p, ok := vm.packages[dir]; ok {
		return p, nil
	}
	path := filepath.Join(dir, "package.json")
	text, err := readSource(path)
	if errors.Is(err, fs.ErrNotExist) || isNotDirectory(err) {
		vm.packages[dir] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := CheckJSON(path, []byte(text)); err != nil {
		return nil, err
	}
	v, err := parseOrdered(text)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	p := &packageJSON{
		dir: dir, name: v.member("name").string(), main: v.member("main").string(),
		module:  v.member("type").string() == "module",
		exports: v.member("exports"), imports: v.member("imports"),
	}
	if p.exports != nil && p.exports.null {
		p.exports = nil
	}
	for _, group := range []string{"dependencies", "devDependencies", "optionalDependencies", "peerDependencies"} {
		if d := v.member(group); d != nil {
			p.dependencies = append(p.dependencies, d.names...)
		}
	}
	vm.packages[dir] = p
	return p, nil
}

// packageOf returns the package that a directory is part of, or nil.
func (vm *VM) packageOf(dir string) (*packageJSON, error) {
	for d := range parents(dir) {
		if filepath.Base(d) == "node_modules" {
			return nil, nil
		}
		p, err := vm.readPackage(d)
		if p != nil || err != nil {
			return p, err
		}
	}
	return nil, nil
}

// parents yields a directory and those above it.
func parents(dir string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for {
			if !yield(dir) {
				return
			}
			up := filepath.Dir(dir)
			if up == dir {
				return
			}
			dir = up
		}
	}
}

// readSource reads a file of a size that can be loaded.
func readSource(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "", &fs.PathError{Op: "read", Path: path, Err: errors.New("is a directory")}
	}
	if info.Size() > maxFile {
		return "", checkSource(path, strings.Repeat(" ", maxFile+1))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	return string(trimMark(data)), nil
}

// conditions are the sets of conditions of "exports" in the order in which
// they are tried. Modules are loaded as require does; those that only have a
// version for import are translated.
var conditions = [][]string{
	{"node", "require", "module-sync", "default"},
	{"node", "import", "module-sync", "default"},
}

// target finds what "exports" or "imports" give for a key: the path relative
// to the package, or for imports the name of a package.
func (p *packageJSON) target(table *jsonValue, key string) (string, bool) {
	for _, set := range conditions {
		if t, ok := matchExports(table, key, set); ok {
			return t, true
		}
	}
	return "", false
}

// matchExports looks a key, such as "./sub" or "#name", up in a table.
func matchExports(table *jsonValue, key string, set []string) (string, bool) {
	if table.kind != '{' || !hasSubpaths(table) {
		if key != "." {
			return "", false
		}
		return pickTarget(table, "", set)
	}
	if v := table.member(key); v != nil && !strings.Contains(key, "*") {
		return pickTarget(v, "", set)
	}
	// The pattern that is longest before "*" wins.
	best, bestPrefix, bestStar := -1, 0, ""
	for i, name := range table.names {
		prefix, suffix, ok := strings.Cut(name, "*")
		if !ok {
			if !strings.HasSuffix(name, "/") || !strings.HasPrefix(key, name) {
				continue
			}
			prefix, suffix = name, ""
		}
		if len(key) <= len(prefix)+len(suffix)-1 || !strings.HasPrefix(key, prefix) || !strings.HasSuffix(key, suffix) {
			continue
		}
		if best < 0 || len(prefix) > bestPrefix || len(prefix) == bestPrefix && len(name) > len(table.names[best]) {
			best, bestPrefix, bestStar = i, len(prefix), key[len(prefix):len(key)-len(suffix)]
		}
	}
	if best < 0 {
		return "", false
	}
	t, ok := pickTarget(table.items[best], bestStar, set)
	if ok && strings.HasSuffix(table.names[best], "/") {
		t += bestStar
	}
	return t, ok
}

func hasSubpaths(table *jsonValue) bool {
	for _, n := range table.names {
		if strings.HasPrefix(n, ".") || strings.HasPrefix(n, "#") {
			return true
		}
	}
	return false
}

// pickTarget chooses among conditions and alternatives.
func pickTarget(v *jsonValue, star string, set []string) (string, bool) {
	switch v.kind {
	case '"':
		return strings.ReplaceAll(v.text, "*", star), true
	case '[':
		for _, item := range v.items {
			if t, ok := pickTarget(item, star, set); ok && strings.HasPrefix(t, "./") {
				return t, true
			}
		}
	case '{':
		for i, name := range v.names {
			for _, c := range set {
				if c == name {
					if t, ok := pickTarget(v.items[i], star, set); ok {
						return t, true
					}
				}
			}
		}
	}
	return "", false
}
