// Package check is the command that says what is wrong with a project.
package check

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

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
	// JSON and SARIF are the format of what is printed, if not text.
	JSON, SARIF bool
	// Strict makes warnings failures.
	Strict bool
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the project",
		Long: "Say what is wrong, or questionable, in the project: in its config, its code in\n" +
			"all languages, its interaction models, its localization and its skill manifest.\n" +
			"Nothing is written. The command fails if there are errors.",
		Args: command.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), opts) },
	}
	command.AddDeployment(cmd, &opts.Deployment)
	cmd.Flags().BoolVar(&opts.JSON, "json", false, "print the findings as JSON")
	cmd.Flags().BoolVar(&opts.SARIF, "sarif", false, "print the findings as SARIF, for code scanning")
	cmd.Flags().BoolVar(&opts.Strict, "strict", false, "fail if there are warnings, too")
	return cmd
}

func run(ctx context.Context, opts *Options) error {
	if opts.JSON && opts.SARIF {
		return command.Usagef("--json and --sarif exclude each other")
	}
	env := opts.Env
	root := env.Dir
	at, err := project.Find(env.Dir)
	var list diag.List
	if err == nil {
		root = at.Root
		list, err = env.Open(ctx, at, opts.Deployment, func(p *project.Project) (diag.List, error) {
			return checkAll(ctx, p), nil
		})
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if found := new(diag.Errors); err != nil && !errors.As(err, &found) {
		list.Add(finding(err))
	}
	if err := opts.show(root, list); err != nil {
		return err
	}
	if list.HasErrors() || opts.Strict && list.Count(diag.Warning) > 0 {
		return command.ErrReported
	}
	return nil
}

// checkAll checks what there is to check. If the code has errors, what later
// steps find questionable is left out: it may be but a consequence.
func checkAll(ctx context.Context, p *project.Project) diag.List {
	prog, list := p.Compile(ctx)
	if prog == nil {
		return list
	}
	more := p.Check(ctx, prog)
	_, manifest := p.Manifest(ctx, project.ManifestOptions{Program: prog, Stubs: true})
	broken := list.HasErrors()
	for _, d := range append(more, manifest...) {
		// Only a deployment needs a manifest.
		if d.Code == project.NoSkillFile || broken && d.Severity != diag.Error {
			continue
		}
		list.Add(d)
	}
	return list
}

// finding returns the diagnostic for what went wrong beside the content of the
// project.
func finding(err error) diag.Diagnostic {
	d := diag.Diagnostic{Code: "failed", Message: err.Error()}
	if notFound := new(project.NotFoundError); errors.As(err, &notFound) {
		d.Code = "no-project"
	}
	return d
}

// show prints the list, whose paths are relative to the root of the project.
func (o *Options) show(root string, list diag.List) error {
	env := o.Env
	switch {
	case o.JSON:
		return diag.WriteJSON(env.Out, command.MapFiles(list, func(file string) string {
			return filepath.ToSlash(env.Rel(command.Absolute(root, file)))
		}))
	case o.SARIF:
		return writeSARIF(env, root, list)
	}
	if err := env.Report(root, list); err != nil {
		return err
	}
	if list.HasErrors() || list.Count(diag.Warning) > 0 {
		return nil
	}
	_, err := fmt.Fprintln(env.Err, "no problems found")
	return err
}
