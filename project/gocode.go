package project

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/internal/js"
)

// litexaPackage is the package by which Go programs register functions.
const litexaPackage = "github.com/litexa-go/litexa/litexa"

// functions returns the Go functions and objects that code of the project can
// call: those of the program that has loaded it, and stand-ins for those that the
// Go files beside the config register, which only their own program can run.
func (p *Project) functions() map[string]any {
	functions := map[string]any{}
	for _, f := range p.registered() {
		if f.object {
			functions[f.name] = map[string]any{}
		} else {
			functions[f.name] = js.Func(f.refuse)
		}
	}
	for name, f := range p.opts.Functions {
		functions[name] = f
	}
	return functions
}

// registration is a call of litexa.Func or litexa.Object in a Go file.
type registration struct {
	name, file string
	object     bool
}

// refuse is what stands in for a function.
func (r registration) refuse(context.Context, []*js.Value) (any, error) {
	return nil, fmt.Errorf("%s is a Go function of %s, which only the program there can call: use go run", r.name, r.file)
}

// registered finds the functions that Go files register under a constant name.
// Files that cannot be read or parsed are for the Go tools to complain about.
func (p *Project) registered() []registration {
	paths, err := filepath.Glob(filepath.Join(escapeGlob(p.Root), "*.go"))
	if err != nil {
		return nil
	}
	var found []registration
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := readFile(path)
		if err != nil {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		found = append(found, registrations(file, p.shown(path))...)
	}
	return found
}

// escapeGlob returns a pattern that matches a path itself.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// registrations returns the calls of litexa.Func and litexa.Object in a file.
func registrations(file *ast.File, shown string) []registration {
	local := ""
	for _, i := range file.Imports {
		if i.Path.Value != strconv.Quote(litexaPackage) {
			continue
		}
		local = "litexa"
		if i.Name != nil {
			local = i.Name.Name
		}
	}
	if local == "" {
		return nil
	}
	var found []registration
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 2 {
			return true
		}
		callee, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || callee.Sel.Name != "Func" && callee.Sel.Name != "Object" {
			return true
		}
		if x, ok := callee.X.(*ast.Ident); !ok || x.Name != local {
			return true
		}
		if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if name, err := strconv.Unquote(lit.Value); err == nil {
				found = append(found, registration{name: name, file: shown, object: callee.Sel.Name == "Object"})
			}
		}
		return true
	})
	return found
}
