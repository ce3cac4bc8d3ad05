package project

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/npm"
)

// compatibleProduct begins the user agent if no other product is given.
const compatibleProduct = "@litexa/core/0.9.0"

// Extension is a module that extends the language, the compiler or the
// run-time.
type Extension struct {
	// Name is the name of its directory, "@scope/name" if it has a scope.
	Name string
	// File is the absolute path of its litexa.extension file.
	File string
	// Version is from its package.json; "" if that is missing.
	Version string
	// Options is what the config's "extensionOptions" hold for it; never nil.
	Options json.RawMessage
	// Shipped is set for modules in litexa/node_modules, which are deployed
	// with the skill.
	Shipped bool
	// API is the name under which code calls it; "" if it has none.
	API string
	// AssetExtensions are the further extensions of assets that it brings.
	AssetExtensions []string

	processors []Processor
}

// knownExtension is what an extension brings to a project without being run.
type knownExtension struct {
	api             string
	assetExtensions []string
	processors      []Processor
}

var wavFile = regexp.MustCompile(`(?i)^(.*)\.wav$`)

// knownExtensions are the extensions that were published with Litexa 0.9.
var knownExtensions = map[string]knownExtension{
	"@litexa/html": {api: "HTML", assetExtensions: []string{
		".html", ".js", ".map", ".css", ".ico", ".gif", ".webm", ".webp", ".ogg", ".m4a", ".mp4",
		".glb", ".gltf", ".ttf", ".otf", ".woff",
	}},
	"@litexa/apl":             {api: "APL"},
	"@litexa/render-template": {api: "RenderTemplate"},
	"@litexa/apla":            {api: "APLA", assetExtensions: []string{".ogg", ".m4a", ".mp4"}},
	"@litexa/assets-wav": {processors: []Processor{{
		Name: "wav to mp3 converter",
		outputs: func(asset string) []string {
			m := wavFile.FindStringSubmatch(asset)
			if m == nil {
				return nil
			}
			return []string{m[1] + ".mp3"}
		},
	}}},
}

// loadExtensions finds the extensions of the project and makes the user agent.
func (l *loader) loadExtensions() {
	shipped := l.path(litexaFolder, "node_modules")
	roots := []string{shipped, l.path("node_modules"), l.path("modules")}
	if global := npm.GlobalModules(npm.NewEnviron(l.opts.Environ)); global != "" {
		roots = append(roots, global)
	}
	known := map[string]bool{}
	for _, root := range roots {
		for _, name := range modules(root) {
			if known[name] {
				continue
			}
			if e := l.extension(root, name); e != nil {
				known[name] = true
				e.Shipped = root == shipped
				l.Extensions = append(l.Extensions, e)
			}
		}
	}
	l.UserAgent = l.opts.Product
	if l.UserAgent == "" {
		l.UserAgent = compatibleProduct
	}
	for _, e := range l.Extensions {
		if e.Version != "" {
			l.UserAgent += " " + e.Name + "/" + e.Version
		}
	}
}

// modules returns the names of the modules in a directory, those of scopes
// included, in order. What cannot be read has none.
func modules(root string) []string {
	entries, _ := os.ReadDir(root)
	var names []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "@") {
			names = append(names, e.Name())
			continue
		}
		scoped, _ := os.ReadDir(filepath.Join(root, e.Name()))
		for _, s := range scoped {
			names = append(names, e.Name()+"/"+s.Name())
		}
	}
	return names
}

// extension returns the module if it is an extension, or nil.
func (l *loader) extension(root, name string) *Extension {
	dir := filepath.Join(root, filepath.FromSlash(name))
	e := &Extension{Name: name}
	for _, base := range []string{"litexa.extension.coffee", "litexa.extension.js"} {
		path := filepath.Join(dir, base)
		if _, err := os.Stat(path); err == nil {
			e.File = path
			break
		}
	}
	if e.File == "" {
		return nil
	}
	var pkg struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	manifest := filepath.Join(dir, "package.json")
	text, err := readFile(manifest)
	if err == nil {
		err = json.Unmarshal(text, &pkg)
	}
	if err != nil {
		l.add(diag.Warning, "extension-version", manifest,
			fmt.Sprintf("the version of the extension %s is not known: %v", name, plain(err)), "")
	}
	e.Version = pkg.Version
	e.Options = l.Config.ExtensionOptions[name]
	if e.Options == nil {
		e.Options = json.RawMessage("{}")
	}
	brings, ok := knownExtensions[name]
	if !ok {
		brings, ok = knownExtensions[pkg.Name]
	}
	if !ok {
		brings = knownExtension{api: apiOf(e.File)}
	}
	e.API, e.AssetExtensions, e.processors = brings.api, brings.assetExtensions, brings.processors
	return e
}

var apiName = regexp.MustCompile(`\bapiName\s*[:=]\s*['"](\w+)['"]`)

// apiOf returns the name of the API that the file of an extension declares, or
// "" if that is not obvious.
func apiOf(file string) string {
	text, err := readFile(file)
	if err != nil {
		return ""
	}
	if m := apiName.FindSubmatch(text); m != nil {
		return string(m[1])
	}
	return ""
}
