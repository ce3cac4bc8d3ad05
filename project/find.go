package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/litexa-go/litexa/litexa/diag"
)

// configNames are the names of config files. Of several in one directory the
// first counts, but for what newest says.
var configNames = []string{
	"litexa.config.coffee",
	"litexa.config.js",
	"litexa.config.json",
	"litexa.config.ts",
}

// IsConfigName reports whether a base name is that of a config file.
func IsConfigName(name string) bool { return slices.Contains(configNames, name) }

// Location is where a project is.
type Location struct {
	// Root is the absolute path of the project's directory.
	Root string
	// ConfigName is the base name of its config file.
	ConfigName string
	// Notes say which other config files are ignored.
	Notes diag.List
}

// NotFoundError is the error of Find if there is no config file.
type NotFoundError struct {
	// Start is the absolute path from where it was looked for.
	Start string
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("no Litexa config file (litexa.config.json, .js, .ts or .coffee) in %s or in a directory above it", e.Start)
}

// Find looks for the project that a directory or file is in: the nearest
// directory, from start upward, with a config file. If start is a config file,
// that is the one. The error is a *NotFoundError if there is none.
func Find(start string) (Location, error) {
	start, err := filepath.Abs(start)
	if err != nil {
		return Location{}, fmt.Errorf("looking for the project: %w", err)
	}
	info, err := os.Stat(start)
	if err != nil {
		return Location{}, fmt.Errorf("looking for the project: %w", err)
	}
	dir := start
	if !info.IsDir() {
		if IsConfigName(filepath.Base(start)) {
			return Location{Root: filepath.Dir(start), ConfigName: filepath.Base(start)}, nil
		}
		dir = filepath.Dir(start)
	}
	for {
		name, notes, err := choose(dir, configNames)
		if err != nil {
			return Location{}, fmt.Errorf("looking for the project: %w", err)
		}
		if name != "" {
			return Location{Root: dir, ConfigName: name, Notes: notes}, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return Location{}, &NotFoundError{Start: start}
		}
		dir = parent
	}
}

// choose returns the first of the names that is a file of the directory, or ""
// if none is. A TypeScript file takes the place of the JavaScript file of the
// same name if that is older: it was made from an earlier version. The notes
// say what is ignored.
func choose(dir string, names []string) (chosen string, notes diag.List, err error) {
	var found []string
	infos := map[string]fs.FileInfo{}
	for _, name := range names {
		info, err := os.Stat(filepath.Join(dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), err == nil && !info.Mode().IsRegular():
			continue
		case err != nil:
			return "", nil, err
		}
		found = append(found, name)
		infos[name] = info
	}
	if len(found) == 0 {
		return "", nil, nil
	}
	chosen = found[0]
	for _, name := range found[1:] {
		switch {
		case !twins(chosen, name):
			notes.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "ignored-file", File: name,
				Message: fmt.Sprintf("ignored, because there is a %s", chosen),
				Hint:    "delete the one that is not meant",
			})
		case infos[name].ModTime().After(infos[chosen].ModTime()):
			notes.Add(diag.Diagnostic{
				Severity: diag.Info, Code: "stale-file", File: chosen,
				Message: fmt.Sprintf("ignored, because %s is newer", name),
			})
			chosen = name
		}
	}
	return chosen, notes, nil
}

// twins reports whether two names are a JavaScript file and a TypeScript file
// of the same name.
func twins(js, ts string) bool {
	return filepath.Ext(js) == ".js" && filepath.Ext(ts) == ".ts" && js[:len(js)-3] == ts[:len(ts)-3]
}
