// Package manifest is the command that prints the skill manifest of a project.
package manifest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
		Use:   "manifest",
		Short: "Print the skill manifest as JSON",
		Long: "Build the skill manifest of the project as it would be deployed to a target, and\n" +
			"print it as JSON. Where something is known only after a deployment, a text says\n" +
			"so. The manifest is stored in .deploy, too.",
		Args: command.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), opts) },
	}
	command.AddDeployment(cmd, &opts.Deployment)
	return cmd
}

func run(ctx context.Context, opts *Options) error {
	return opts.Env.WithProject(ctx, opts.Deployment, func(p *project.Project) (diag.List, error) {
		if _, err := p.Deployable(); err != nil {
			return nil, err
		}
		m, list := p.Manifest(ctx, project.ManifestOptions{Stubs: true})
		if m == nil {
			return list, begin(opts.Env, p, list)
		}
		for _, name := range m.Enabled {
			fmt.Fprintln(opts.Env.Err, "enabling interface", name)
		}
		if err := store(p, m.SkillJSON()); err != nil {
			return list, err
		}
		_, err := fmt.Fprintf(opts.Env.Out, "%s\n", m.JSON())
		return list, err
	})
}

// begin writes a skill file if the list says that the project has none.
func begin(env *command.Env, p *project.Project, list diag.List) error {
	if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == project.NoSkillFile }) {
		return nil
	}
	path, err := p.WriteSkillFile()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Err, "wrote %s to begin with: edit it and try again\n", env.Rel(path))
	return err
}

// store writes the manifest to where a deployment looks for it.
func store(p *project.Project, manifest []byte) error {
	path := filepath.Join(p.Root, ".deploy", p.Target, "skill.json")
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, manifest, 0o644)
	}
	if err != nil {
		return fmt.Errorf("storing the manifest: %w", err)
	}
	return nil
}
