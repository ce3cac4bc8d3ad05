// Package info is the command that prints what is known of a project.
package info

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project"
)

// New returns the command.
func New(env *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "info",
		Short: "Print what is known of the project as JSON",
		Long: "Print the config of the project, and what was found beside it, as JSON: the\n" +
			"languages with their code and assets, the extensions, the localization. What\n" +
			"depends on a deployment target is that of the target \"development\".",
		Args: command.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), env) },
	}
}

func run(ctx context.Context, env *command.Env) error {
	return env.WithProject(ctx, project.DefaultTarget, func(p *project.Project) (diag.List, error) {
		_, err := fmt.Fprintf(env.Out, "%s\n", p.Info())
		return nil, err
	})
}
