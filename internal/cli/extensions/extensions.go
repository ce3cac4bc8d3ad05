// Package extensions is the command that lists the extensions of a project.
package extensions

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project"
)

// New returns the command.
func New(env *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "extensions",
		Short: "List the extensions of the project",
		Long:  "List the extensions of the project, each with the file that defines it.",
		Args:  command.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), env) },
	}
}

func run(ctx context.Context, env *command.Env) error {
	return env.WithProject(ctx, project.DefaultTarget, func(p *project.Project) (diag.List, error) {
		for _, e := range p.Extensions {
			name, file := env.ColorOut(iostreams.Green, e.Name), env.ColorOut(iostreams.Grey, e.File)
			if _, err := fmt.Fprintf(env.Out, "%s: %s\n", name, file); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}
