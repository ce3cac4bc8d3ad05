package test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/skilltest"
)

// explore walks through the skill at random and shows what goes wrong.
func (o *Options) explore(ctx context.Context, options skilltest.Options) error {
	found, err := skilltest.Explore(ctx, options, o.Random)
	if err != nil {
		return err
	}
	if o.JSON {
		e := json.NewEncoder(o.Env.Out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err = e.Encode(found)
	} else {
		for line := range strings.Lines(found.Text()) {
			if strings.HasPrefix(line, "✘") {
				line = o.Env.ColorOut(iostreams.Red, strings.TrimSuffix(line, "\n")) + "\n"
			}
			fmt.Fprint(o.Env.Out, line)
		}
	}
	if err == nil && len(found.Findings) > 0 {
		return command.ErrReported
	}
	return err
}
