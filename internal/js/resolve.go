package js

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/litexa-go/litexa/internal/suggest"
)

// extensions are what a path may lack, in the order in which they are tried.
var extensions = []string{".js", ".json", ".node", ".coffee", ".ts", ".cjs", ".mjs", ".cts", ".mts", ".litcoffee"}

// Resolve returns the absolute path of the file that Require would load.
func (vm *VM) Resolve(path string) (string, error) {
	abs, err := vm.absolute(path)
	if err != nil {
		return "", err
	}
	found, err := vm.resolveFile(abs, "")
	if err != nil {
		return "", err
	}
	if found == "" {
		return "", vm.notFound(path, filepath.Dir(abs))
	}
	return found, nil
}

// absolute returns the path that a caller from Go means.
func (vm *VM) absolute(path string) (string, error) {
	if filepath.IsAbs(path) {
		return filepath.Clean(path), nil
	}
	if vm.root == "" {
		return "", fmt.Errorf("loading %s: the path is relative, and the VM has no root", path)
	}
	return filepath.Join(vm.root, path), nil
}

// resolve finds the file that a module in a directory means by a name. The
// extension of the module, if it is known, decides which of several files
// comes first.
func (vm *VM) resolve(name, dir, from string) (string, error) {
	if strings.HasPrefix(name, "file:") {
		u, err := url.Parse(name)
		if err != nil {
			return "", fmt.Errorf("loading %s: %w", name, err)
		}
		name = filepath.FromSlash(u.Path)
	}
	var (
		found string
		err   error
	)
	switch {
	case isRelative(name):
		found, err = vm.resolveFile(withSlash(filepath.Join(dir, filepath.FromSlash(name)), name), from)
	case filepath.IsAbs(filepath.FromSlash(name)):
		found, err = vm.resolveFile(withSlash(filepath.Clean(filepath.FromSlash(name)), name), from)
	case strings.HasPrefix(name, "#"):
		found, err = vm.resolveImport(name, dir, from)
	default:
		found, err = vm.resolvePackage(name, dir, from)
	}
	if err != nil {
		return "", err
	}
	if found == "" {
		return "", vm.notFound(name, dir)
	}
	return found, nil
}

func isRelative(name string) bool {
	return name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") ||
		filepath.Separator == '\\' && (strings.HasPrefix(name, `.\`) || strings.HasPrefix(name, `..\`))
}

// withSlash keeps the slash at the end of a name, which means a directory.
func withSlash(path, name string) string {
	if strings.HasSuffix(name, "/") || name == "." || name == ".." || strings.HasSuffix(name, "/.") || strings.HasSuffix(name, "/..") {
		return path + string(filepath.Separator)
	}
	return path
}

// resolveFile finds a file, or the main file of a directory; "" if there is
// none.
func (vm *VM) resolveFile(path, from string) (string, error) {
	if !strings.HasSuffix(path, string(filepath.Separator)) {
		if found := findFile(path, from); found != "" {
			return vm.realPath(found), nil
		}
	}
	return vm.resolveDirectory(filepath.Clean(path), from)
}

// findFile finds a file whose path may lack the extension, or has that of
// what a TypeScript file would be compiled to.
func findFile(path, from string) string {
	if isFile(path) {
		return path
	}
	typed := strings.HasSuffix(from, "ts")
	list := extensions
	if typed {
		list = slices.Concat([]string{".ts", ".mts", ".cts"}, extensions)
	}
	for _, ext := range list {
		if isFile(path + ext) {
			return path + ext
		}
	}
	if base, ext := trimExt(path); typed && (ext == ".js" || ext == ".mjs" || ext == ".cjs") {
		if p := base + strings.Replace(ext, "js", "ts", 1); isFile(p) {
			return p
		}
	}
	return ""
}

func trimExt(path string) (base, ext string) {
	ext = filepath.Ext(path)
	return strings.TrimSuffix(path, ext), ext
}

// resolveDirectory finds the main file of a directory; "" if there is none.
func (vm *VM) resolveDirectory(dir, from string) (string, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", nil
	}
	p, err := vm.readPackage(dir)
	if err != nil {
		return "", err
	}
	if p != nil && p.main != "" {
		main := filepath.Join(dir, filepath.FromSlash(p.main))
		for _, path := range []string{main, filepath.Join(main, "index")} {
			if found := findFile(path, from); found != "" {
				return vm.realPath(found), nil
			}
		}
	}
	if found := findFile(filepath.Join(dir, "index"), from); found != "" {
		return vm.realPath(found), nil
	}
	return "", nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// realPath follows links, so that a file is one module by whatever path it is
// reached.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// realPath follows links. What is in Root stays below it as Root is written, so
// that messages show the paths that the user knows.
func (vm *VM) realPath(path string) string {
	real := realPath(path)
	if vm.root == "" {
		return real
	}
	if vm.realRoot == "" {
		vm.realRoot = realPath(vm.root)
	}
	if vm.realRoot == vm.root || !within(real, vm.realRoot) {
		return real
	}
	rel, err := filepath.Rel(vm.realRoot, real)
	if err != nil {
		return real
	}
	return filepath.Join(vm.root, rel)
}

func isNotDirectory(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

// resolveImport finds what "imports" of the package gives for a name with "#".
func (vm *VM) resolveImport(name, dir, from string) (string, error) {
	p, err := vm.packageOf(dir)
	if err != nil || p == nil || p.imports == nil {
		return "", err
	}
	t, ok := p.target(p.imports, name)
	if !ok {
		return "", nil
	}
	if strings.HasPrefix(t, "./") {
		return vm.resolveFile(filepath.Join(p.dir, filepath.FromSlash(t)), from)
	}
	if isBuiltin(t) {
		return t, nil
	}
	return vm.resolvePackage(t, p.dir, from)
}

// resolvePackage finds a file of a package.
func (vm *VM) resolvePackage(name, dir, from string) (string, error) {
	pkg, sub := splitPackage(name)
	if pkg == "" {
		return "", nil
	}
	self, err := vm.packageOf(dir)
	if err != nil {
		return "", err
	}
	if self != nil && self.name == pkg && self.exports != nil {
		return vm.resolveExports(self, sub, name, from)
	}
	for _, d := range vm.packageDirs(dir) {
		at := filepath.Join(d, filepath.FromSlash(pkg))
		p, err := vm.readPackage(at)
		if err != nil {
			return "", err
		}
		var found string
		if p != nil && p.exports != nil {
			found, err = vm.resolveExports(p, sub, name, from)
		} else {
			found, err = vm.resolveFile(filepath.Join(d, filepath.FromSlash(name)), from)
		}
		if found != "" || err != nil {
			return found, err
		}
	}
	return "", nil
}

// packageDirs are the directories in which the modules of a directory find
// packages.
func (vm *VM) packageDirs(dir string) []string {
	var dirs []string
	for d := range parents(dir) {
		if filepath.Base(d) != "node_modules" {
			dirs = append(dirs, filepath.Join(d, "node_modules"))
		}
	}
	return append(dirs, vm.opts.NodePath...)
}

// splitPackage splits "@scope/name/a/b" into "@scope/name" and "./a/b".
func splitPackage(name string) (pkg, sub string) {
	if name == "" || strings.HasPrefix(name, "/") || strings.Contains(name, "\\") {
		return "", ""
	}
	parts := strings.SplitN(name, "/", 2)
	if strings.HasPrefix(name, "@") {
		parts = strings.SplitN(name, "/", 3)
		if len(parts) < 2 {
			return "", ""
		}
		parts = append([]string{parts[0] + "/" + parts[1]}, parts[2:]...)
	}
	if len(parts) == 1 || parts[1] == "" {
		return parts[0], "."
	}
	return parts[0], "./" + parts[1]
}

// resolveExports finds a file by the "exports" of a package.
func (vm *VM) resolveExports(p *packageJSON, sub, name, from string) (string, error) {
	t, ok := p.target(p.exports, sub)
	if !ok || !strings.HasPrefix(t, "./") {
		return "", &Error{Name: "Error", Err: ErrNotFound,
			Message: fmt.Sprintf("the package in %s does not export %q", p.dir, sub),
			Hint:    "its package.json says what it exports"}
	}
	path := filepath.Join(p.dir, filepath.FromSlash(t))
	if !isFile(path) {
		return vm.resolveFile(path, from)
	}
	return vm.realPath(path), nil
}

// notFound describes that nothing has a name.
func (vm *VM) notFound(name, dir string) error {
	e := &Error{Name: "Error", Message: fmt.Sprintf("Cannot find module '%s'", name), Err: ErrNotFound}
	if isRelative(name) || filepath.IsAbs(filepath.FromSlash(name)) {
		path := filepath.FromSlash(name)
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		e.Hint = similarFile(path)
		return e
	}
	pkg, _ := splitPackage(name)
	for d := range parents(dir) {
		p, err := vm.readPackage(d)
		if err != nil || p == nil {
			continue
		}
		if slices.Contains(p.dependencies, pkg) {
			e.Hint = fmt.Sprintf("%s lists the package: run \"npm install\" in %s", filepath.Join(d, "package.json"), d)
			return e
		}
	}
	e.Hint = fmt.Sprintf("if it is a package, install it with \"npm install %s\"", pkg)
	if n := suggest.Nearest(pkg, slices.Values(builtinNames())); n != "" {
		e.Hint += fmt.Sprintf("; did you mean %q?", n)
	}
	return e
}

// similarFile suggests a file in the directory of a path.
func similarFile(path string) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("there is no directory %s", filepath.Dir(path))
	}
	names := func(yield func(string) bool) {
		for _, e := range entries {
			base, _ := trimExt(e.Name())
			if !yield(e.Name()) || !yield(base) {
				return
			}
		}
	}
	if n := suggest.Nearest(filepath.Base(path), names); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	return ""
}
