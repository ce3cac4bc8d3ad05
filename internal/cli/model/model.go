// Package model is the command that prints the interaction model of a project.
package model

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project"
)

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Deployment is the deployment target.
	Deployment string
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "model",
		Short: "Print the interaction model as JSON",
		Long: "Compile the interaction model of the project for a locale, which --region names,\n" +
			"and print it as JSON. Errors anywhere in the project are shown, as check shows\n" +
			"them, and then nothing is printed.",
		Args: command.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), opts) },
	}
	command.AddDeployment(cmd, &opts.Deployment)
	return cmd
}

func run(ctx context.Context, opts *Options) error {
	return opts.Env.WithProject(ctx, opts.Deployment, func(p *project.Project) (diag.List, error) {
		prog, list := p.Compile(ctx)
		if list.HasErrors() {
			return list, nil
		}
		for _, d := range p.Check(ctx, prog) {
			if d.Severity == diag.Error {
				list.Add(d)
			}
		}
		text, more := p.ModelJSON(ctx, prog, opts.Env.Region)
		list = append(list, more...)
		if list.HasErrors() {
			return list, nil
		}
		_, err := opts.Env.Out.Write(text)
		return list, err
	})
}
