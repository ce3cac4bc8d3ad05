package project

import (
	"encoding/json"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/program"
)

// Image compiles the program of the project, which must have passed its checks,
// with the inline code and the data files of each language.
func (p *Project) Image(prog *program.Program) (*compile.Image, error) {
	return p.image(prog, false)
}

// image is Image, with coverage for code that tells what it reaches.
func (p *Project) image(prog *program.Program, coverage bool) (*compile.Image, error) {
	code := make(map[string]compile.Code)
	for _, l := range prog.Languages {
		src, err := p.inlineCode(l.Name)
		if err != nil {
			return nil, err
		}
		c := compile.Code{JSON: make(map[string]json.RawMessage)}
		for _, f := range src.Files {
			c.Files = append(c.Files, compile.File{Name: f.Name, Path: f.Path, Text: f.Text})
		}
		for name, text := range p.jsonFiles(l.Name) {
			if text, ok := text.(json.RawMessage); ok {
				c.JSON[name] = text
			}
		}
		code[l.Name] = c
	}
	return compile.Compile(prog, compile.Options{
		Name: p.Config.Name, Deploy: p.Deploy(), Assets: p.Assets(), Code: code, Coverage: coverage,
	}), nil
}

// Engine returns the options of JavaScript engines that run the project's code.
func (p *Project) Engine() js.Options { return p.engineOptions() }
