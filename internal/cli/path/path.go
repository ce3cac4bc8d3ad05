// Package path is the command that prints where the parts of a project are.
package path

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/project"
)

// types are the paths that can be asked for.
var types = []string{"root", "litexa", "assets"}

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Start is a directory of the project, or its config file.
	Start string
	// Type is one of types.
	Type string
	// Language is "default" or a language of the project.
	Language string
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env, Type: "root", Language: "default"}
	cmd := &cobra.Command{
		Use:   "path [directory]",
		Short: "Print where the project is, or its code or assets",
		Long: "Print the absolute path of the project that a directory is in, the working\n" +
			"directory by default; or the path of its code or assets.",
		Args: command.MaxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.Start = env.Dir
			if len(args) > 0 {
				opts.Start = env.Abs(args[0])
			}
			return run(opts)
		},
	}
	command.AddOptional(cmd.Flags(), &opts.Type, "type", "t", "type", "which path: root, litexa or assets")
	command.AddOptional(cmd.Flags(), &opts.Language, "language", "l", "language", "whose code or assets")
	command.Complete(cmd, "type", types...)
	return cmd
}

func run(opts *Options) error {
	if !slices.Contains(types, opts.Type) {
		return &command.UsageError{
			Message: fmt.Sprintf("unknown path type %q%s", opts.Type, suggest.Question(opts.Type, slices.Values(types))),
			Hint:    "The types are " + strings.Join(types, ", ") + ".",
		}
	}
	if opts.Language != filepath.Base(opts.Language) || opts.Language == ".." {
		return command.Usagef("%q is not the name of a language", opts.Language)
	}
	if err := checkStart(opts.Env, opts.Start); err != nil {
		return err
	}
	at, err := project.Find(opts.Start)
	if err != nil {
		return err
	}
	path := at.Root
	if opts.Type != "root" {
		path = filepath.Join(path, "litexa")
		if opts.Language != "default" {
			path = filepath.Join(path, "languages", opts.Language)
		}
		if opts.Type == "assets" {
			path = filepath.Join(path, "assets")
		}
	}
	_, err = fmt.Fprintln(opts.Env.Out, path)
	return err
}

// checkStart rejects what is neither a directory nor a config file.
func checkStart(env *command.Env, path string) error {
	info, err := env.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() && !project.IsConfigName(filepath.Base(path)) {
		// The wording is that of Litexa 0.9.
		return errors.New("The path " + path + " is a file, but doesn't appear to point to a Litexa config file.")
	}
	return nil
}
