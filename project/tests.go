package project

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/skilltest"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// Tests compiles and checks the program of the project and returns what is
// needed to run its tests; the caller says which and how. With coverage, the
// code tells what it reaches. The options are empty if the list has errors.
func (p *Project) Tests(ctx context.Context, coverage bool) (skilltest.Options, diag.List, error) {
	prog, list := p.Compile(ctx)
	if !list.HasErrors() {
		list = append(list, p.Check(ctx, prog)...)
	}
	if err := ctx.Err(); err != nil || list.HasErrors() {
		return skilltest.Options{}, list, err
	}
	image, err := p.image(prog, coverage)
	if err != nil {
		return skilltest.Options{}, list, err
	}
	config := p.runtimeConfig(image)
	config.AssetsRoot = skilltest.AssetsRoot
	config.Products = nil // tests know no products but those they make
	options := skilltest.Options{
		Program: prog, Runtime: config, Coverage: coverage,
		Directives: p.Config.ValidDirectives,
		Request:    p.requestFile,
		Literals: map[string]string{
			"localTestRoot":   filepath.ToSlash(p.TestFolder()),
			"localAssetsRoot": filepath.ToSlash(p.path(litexaFolder, "assets")),
		},
	}
	options.Problems = p.brokenFiles()
	options.Salt = strings.Join(slices.Sorted(p.Assets().Names()), "\n")
	return options, list, nil
}

// CodeTests returns the files of code with tests that a language uses.
func (p *Project) CodeTests(language string) ([]skilltest.CodeFile, error) {
	var files []skilltest.CodeFile
	for _, f := range p.Code(language, Test, ".js", ".ts", ".coffee") {
		text, err := f.Read()
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", f.Shown, plain(err))
		}
		files = append(files, skilltest.CodeFile{Name: f.Name, Path: f.Shown, Text: string(text)})
	}
	return files, nil
}

// TestFolder returns the path of the folder for what tests leave behind. It
// need not exist.
func (p *Project) TestFolder() string { return p.path(testFolder, p.Target) }

// requestFile returns the content of a JSON file beside the code.
func (p *Project) requestFile(name string) (json.RawMessage, error) {
	text, err := p.Read(program.Default, name)
	return json.RawMessage(text), err
}

// brokenFiles says which data files are not valid.
func (p *Project) brokenFiles() []string {
	var lines []string
	for _, l := range p.Languages {
		for _, f := range l.Code {
			if f.Ext != ".json" || f.Category == Aside {
				continue
			}
			text, err := f.Read()
			if err == nil {
				err = jsontree.Check(text)
			}
			if err != nil {
				lines = append(lines, fmt.Sprintf("Error with file %s: %v", f.Name, plain(err)))
			}
		}
	}
	return lines
}
