// Package command holds what the commands of litexa share: their surroundings,
// the errors that they return, and options whose value may be left out.
package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/project"
)

// Env is what every command gets: the streams, and what the global options
// say. The options hold once the command line has been parsed.
type Env struct {
	*iostreams.Streams
	// Version is the version of the program, without a leading "v".
	Version string
	// Dir is the absolute path of the working directory.
	Dir string
	// Region is the locale that --region names.
	Region string
	// Verbose is set by --verbose.
	Verbose bool
}

// Abs returns the absolute form of a path as the user wrote it.
func (e *Env) Abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(e.Dir, path)
}

// Rel returns the form of an absolute path that messages show: relative to the
// working directory, unless that is longer.
func (e *Env) Rel(path string) string {
	if rel, err := filepath.Rel(e.Dir, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// Stat looks at a file or directory that the user named.
func (e *Env) Stat(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if pathErr := new(fs.PathError); errors.As(err, &pathErr) {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no %s", e.Rel(path))
		}
		return nil, fmt.Errorf("looking at %s: %w", e.Rel(path), pathErr.Err)
	}
	return info, err
}

// ErrReported is returned by a command that failed and has said why.
var ErrReported = errors.New("the command failed")

// UsageError says that the command line is wrong.
type UsageError struct {
	// Message says what is wrong.
	Message string
	// Hint says what may have been meant, or "".
	Hint string
}

func (e *UsageError) Error() string { return e.Message }

// Usagef returns a UsageError.
func Usagef(format string, args ...any) error {
	return &UsageError{Message: fmt.Sprintf(format, args...)}
}

// NoArgs rejects arguments.
func NoArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return Usagef("%s takes no arguments, but got %s", cmd.Name(), quoteAll(args))
}

// MaxArgs rejects more than n arguments.
func MaxArgs(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		noun := "arguments"
		if n == 1 {
			noun = "argument"
		}
		return Usagef("%s takes at most %d %s, but also got %s", cmd.Name(), n, noun, quoteAll(args[n:]))
	}
}

func quoteAll(args []string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = fmt.Sprintf("%q", a)
	}
	return strings.Join(quoted, " ")
}

// Optional is an option whose value may be left out, as in "-d" at the end of
// the line, and then is the default.
type Optional struct {
	value *string
	name  string
}

// Set implements pflag.Value.
func (o *Optional) Set(value string) error { *o.value = value; return nil }

// String returns the value.
func (o *Optional) String() string { return *o.value }

// Type returns the value as the usage names it.
func (o *Optional) Type() string { return "[" + o.name + "]" }

// AddOptional adds an Optional to the options of a command. The usage calls
// its value by name. p holds its default.
func AddOptional(flags *pflag.FlagSet, p *string, option, short, name, usage string) {
	flags.VarP(&Optional{value: p, name: name}, option, short, usage)
}

// AddDeployment adds --deployment.
func AddDeployment(cmd *cobra.Command, p *string) {
	*p = project.DefaultTarget
	AddOptional(cmd.Flags(), p, "deployment", "d", "target", "deployment target, as the config file names it")
	completeOption(cmd, "deployment", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		p, _, err := project.Load(cmd.Context(), ".", project.Options{})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer p.Close()
		return targetNames(p), cobra.ShellCompDirectiveNoFileComp
	})
}

// Complete makes the shell complete the value of an option with one of the
// choices.
func Complete(cmd *cobra.Command, option string, choices ...string) {
	completeOption(cmd, option, cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp))
}

func completeOption(cmd *cobra.Command, option string, complete cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(option, complete); err != nil {
		panic(err) // The command does not have the option.
	}
}
