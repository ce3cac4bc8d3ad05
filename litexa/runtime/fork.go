package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/internal/js"
)

// Fork returns a skill with the same compiled code and other surroundings:
// change may replace the store, the options of the engines, what they are given
// and whom they tell, but not the image and the prelude. It starts no engine.
func (s *Skill) Fork(change func(*Config)) *Skill {
	f := &Skill{config: s.config, states: s.states, names: s.names}
	change(&f.config)
	f.config.setDefaults()
	f.pool = s.pool.fork(f)
	return f
}

// RunFile runs a further file of code in an engine of its own, in one scope
// with the inline code of a language, whose code of states it does not see.
// prelude is JavaScript that comes before both. An exception is a [*js.Error]
// with its place in the file.
func (s *Skill) RunFile(ctx context.Context, language, prelude string, file js.File) error {
	vm, err := js.New(s.config.JS)
	if err != nil {
		return err
	}
	defer vm.Close()
	e := &engine{skill: s, vm: vm, ctx: ctx}
	_, err = vm.Run(ctx, s.pool.library, map[string]any{
		"__config":   s.settings(),
		"__metric":   e.metric(),
		"__products": e.products(),
	})
	if err != nil {
		return fmt.Errorf("starting the run-time library: %w", err)
	}
	source := js.Source{
		Dir: s.config.ModulesRoot, Params: []string{"jsonFiles", "dataTables"}, Result: "undefined",
		Prelude: []js.File{{Name: "prelude.js", Path: libraryName, Text: s.config.Prelude + "\n" + prelude}},
	}
	files := map[string]json.RawMessage{}
	for _, l := range s.config.Image.Languages {
		if l.Name != language {
			continue
		}
		for _, f := range l.Code.Files {
			source.Files = append(source.Files, js.File{Name: f.Name, Path: f.Path, Text: f.Text})
		}
		if l.Code.JSON != nil {
			files = l.Code.JSON
		}
	}
	const begin = "function __file() {"
	wrapped := !strings.HasSuffix(file.Name, "coffee")
	if wrapped {
		// JavaScript runs before CoffeeScript: the file has to wait for both.
		file.Text = begin + file.Text + "\n}"
		source.Result = "__file()"
	}
	source.Files = append(source.Files, file)
	_, err = vm.NewScope(ctx, source, map[string]any{"jsonFiles": files, "dataTables": map[string]any{}})
	if thrown := new(js.Error); wrapped && errors.As(err, &thrown) && thrown.File == file.Path && thrown.Line == 1 {
		moved := *thrown
		moved.Col = max(1, moved.Col-len(begin))
		moved.SourceLine = strings.TrimPrefix(moved.SourceLine, begin)
		return &moved
	}
	return err
}
