package js

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// BundleOptions say what is bundled.
type BundleOptions struct {
	// Dir is the directory from which the entry requires files and packages.
	Dir string
	// Entry is the text that begins the bundle: JavaScript, TypeScript or
	// CoffeeScript by its name.
	Entry File
	// Minify makes the bundle smaller and harder to read.
	Minify bool
}

// Bundle is one script, a CommonJS module, that has all it needs but the
// modules of Node.
type Bundle struct {
	Code, SourceMap []byte
	// Files are the paths of the files that went in, sorted; the entry is not
	// among them.
	Files []string
	// Warnings are what is questionable but did not keep the bundle from being
	// made, such as modules whose names are only known when the code runs.
	Warnings []*Error
}

// Bundle puts a script and all that it requires into one. The same input
// makes the same output. Paths in it are relative to Options.Root.
func (vm *VM) Bundle(ctx context.Context, opts BundleOptions) (*Bundle, error) {
	var out *Bundle
	err := vm.enter(ctx, func() error {
		var err error
		out, err = vm.bundle(opts)
		return err
	})
	return out, err
}

func (vm *VM) bundle(opts BundleOptions) (*Bundle, error) {
	if err := checkSource(opts.Entry.path(), opts.Entry.Text); err != nil {
		return nil, err
	}
	text, loader := opts.Entry.Text, api.LoaderJS
	switch opts.Entry.language() {
	case langTypeScript:
		loader = api.LoaderTS
	case langCoffee, langLiterate:
		var err error
		if text, err = vm.coffeeWithMap(filepath.Join(opts.Dir, opts.Entry.Name), text, opts.Entry.language()); err != nil {
			return nil, err
		}
	}
	root := vm.root
	if root == "" {
		root = opts.Dir
	}
	r := api.Build(api.BuildOptions{
		Stdin:     &api.StdinOptions{Contents: text, ResolveDir: opts.Dir, Sourcefile: opts.Entry.Name, Loader: loader},
		Bundle:    true,
		Platform:  api.PlatformNode,
		Format:    api.FormatCommonJS,
		Target:    api.ES2022,
		Supported: lowered,
		Charset:   api.CharsetUTF8,
		Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentInclude,
		LegalComments: api.LegalCommentsInline,
		Outfile:       filepath.Join(root, "bundle.js"), AbsWorkingDir: root, NodePaths: vm.opts.NodePath,
		ResolveExtensions: extensions,
		Define:            map[string]string{"import.meta": "__importMeta"},
		Banner:            map[string]string{"js": "var __importMeta={};"},
		MinifyWhitespace:  opts.Minify, MinifyIdentifiers: opts.Minify, MinifySyntax: opts.Minify,
		Metafile: true, LogLevel: api.LogLevelSilent,
		LogOverride: map[string]api.LogLevel{"unsupported-require-call": api.LogLevelWarning, "require-resolve-not-external": api.LogLevelWarning},
		Plugins:     []api.Plugin{vm.bundlePlugin()},
	})
	if len(r.Errors) > 0 {
		return nil, vm.bundleError(r.Errors[0], root, opts)
	}
	out := &Bundle{}
	for _, f := range r.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			out.SourceMap = f.Contents
		} else {
			out.Code = f.Contents
		}
	}
	for _, w := range r.Warnings {
		e := vm.bundleError(w, root, opts)
		if strings.Contains(filepath.ToSlash(e.File), "/node_modules/") {
			continue
		}
		e.Name = ""
		if strings.HasPrefix(e.Message, `This call to "require" will not be bundled`) {
			e.Message = "which module is required here is only known when the code runs, so that it is not part of the bundle"
		}
		out.Warnings = append(out.Warnings, e)
	}
	var err error
	out.Files, err = bundledFiles(r.Metafile, root, opts.entryName(root))
	return out, err
}

// entryName is how esbuild names the entry.
func (o BundleOptions) entryName(root string) string {
	rel, err := filepath.Rel(root, filepath.Join(o.Dir, o.Entry.Name))
	if err != nil {
		return o.Entry.Name
	}
	return filepath.ToSlash(rel)
}

// bundlePlugin loads what esbuild cannot.
func (vm *VM) bundlePlugin() api.Plugin {
	return api.Plugin{Name: "litexa", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `\.(?:coffee|litcoffee)$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := readSource(args.Path)
			if err == nil {
				text, err = vm.coffeeWithMap(args.Path, text, languages[filepath.Ext(args.Path)])
			}
			return loaded(text, args.Path, err)
		})
		build.OnLoad(api.OnLoadOptions{Filter: `\.json$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := readSource(args.Path)
			if err == nil {
				err = CheckJSON(args.Path, []byte(text))
			}
			result, err := loaded(text, args.Path, err)
			result.Loader = api.LoaderJSON
			return result, err
		})
		build.OnLoad(api.OnLoadOptions{Filter: `\.node$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			message := fmt.Sprintf("%s is a compiled addon, which only Node itself can load", filepath.Base(args.Path))
			quoted, err := json.Marshal(message)
			return loaded("throw new Error("+string(quoted)+")", args.Path, err)
		})
	}}
}

// loaded is what a plugin returns for a file.
func loaded(text, path string, err error) (api.OnLoadResult, error) {
	var e *Error
	if errors.As(err, &e) {
		m := api.Message{Text: e.Text()}
		if e.Line > 0 {
			m.Location = &api.Location{File: e.File, Line: e.Line, Column: int(byteColumnOf(e.SourceLine, e.Col-1)), LineText: e.SourceLine}
		}
		if e.Hint != "" {
			m.Notes = []api.Note{{Text: e.Hint}}
		}
		m.Detail = e
		return api.OnLoadResult{Errors: []api.Message{m}}, nil
	}
	if err != nil {
		return api.OnLoadResult{}, err
	}
	return api.OnLoadResult{Contents: &text, ResolveDir: filepath.Dir(path), Loader: api.LoaderJS}, nil
}

// coffeeWithMap compiles CoffeeScript to JavaScript that ends with its source
// map.
func (vm *VM) coffeeWithMap(path, text string, lang language) (string, error) {
	out, err := vm.coffeeOutput(path, text, lang)
	if err != nil {
		return "", err
	}
	return out.code + "\n//# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString([]byte(out.sourceMap)) + "\n", nil
}

// bundleError describes a message of esbuild.
func (vm *VM) bundleError(m api.Message, root string, opts BundleOptions) *Error {
	if e, ok := m.Detail.(*Error); ok {
		return e
	}
	if m.Location == nil {
		return &Error{Message: m.Text}
	}
	path, text, dir := opts.Entry.path(), opts.Entry.Text, opts.Dir
	if m.Location.File != opts.entryName(root) {
		path = filepath.FromSlash(m.Location.File)
		if !filepath.IsAbs(path) {
			path = filepath.Join(root, path)
		}
		dir = filepath.Dir(path)
		text, _ = readSource(path)
	}
	e := messageError(m, path, text)
	if e.SourceLine == "" {
		e.Line, e.Col, e.SourceLine = m.Location.Line, m.Location.Column+1, m.Location.LineText
	}
	if name, ok := strings.CutPrefix(m.Text, "Could not resolve "); ok {
		var missing *Error
		if errors.As(vm.notFound(strings.Trim(name, `"`), dir), &missing) {
			e.Name, e.Message, e.Hint, e.Err = missing.Name, missing.Message, missing.Hint, missing.Err
		}
	}
	return e
}

// bundledFiles reads the names of the files from what esbuild reports.
func bundledFiles(metafile, root, entry string) ([]string, error) {
	var meta struct {
		Inputs map[string]json.RawMessage `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("reading the list of bundled files: %w", err)
	}
	var files []string
	for _, name := range slices.Sorted(maps.Keys(meta.Inputs)) {
		if name == entry {
			continue
		}
		files = append(files, filepath.Join(root, filepath.FromSlash(name)))
	}
	slices.Sort(files)
	return files, nil
}
