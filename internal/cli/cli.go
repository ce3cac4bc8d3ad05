// Package cli is the litexa command: the root command, the command line as a
// whole, and exit codes. Each command is a package below it.
package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/litexa-go/litexa/internal/cli/check"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/extensions"
	"github.com/litexa-go/litexa/internal/cli/format"
	"github.com/litexa-go/litexa/internal/cli/info"
	"github.com/litexa-go/litexa/internal/cli/invoke"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/internal/cli/manifest"
	"github.com/litexa-go/litexa/internal/cli/model"
	"github.com/litexa-go/litexa/internal/cli/path"
	"github.com/litexa-go/litexa/internal/cli/run"
	"github.com/litexa-go/litexa/internal/cli/talk"
	"github.com/litexa-go/litexa/internal/cli/test"
	"github.com/litexa-go/litexa/internal/cli/version"
	"github.com/litexa-go/litexa/internal/suggest"
)

// The exit codes.
const (
	ExitOK = 0
	// ExitFailure is for everything that went wrong, wrong usage included.
	ExitFailure = 1
	// ExitInterrupted is for a command that Ctrl-C or a termination ended.
	ExitInterrupted = 130
)

// Main runs litexa with the streams, arguments and signals of the process and
// returns its exit code. Without a version it is that of the build.
func Main(version string) int {
	if version == "" {
		version = buildVersion()
	}
	env := &command.Env{Streams: iostreams.System(), Version: strings.TrimPrefix(version, "v")}
	dir, err := os.Getwd()
	if err != nil {
		return finish(env, fmt.Errorf("finding the working directory: %w", err))
	}
	env.Dir = dir

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends a command that does not listen.
	context.AfterFunc(ctx, stop)
	return Run(ctx, env, os.Args[1:])
}

func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// Run runs litexa with the arguments and returns its exit code. Whatever goes
// wrong it says on env.Err.
func Run(ctx context.Context, env *command.Env, args []string) int {
	root := newRoot(env)
	args, err := normalize(root, args)
	if err != nil {
		return finish(env, err)
	}
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && ctx.Err() != nil {
		fmt.Fprintln(env.Err, "interrupted")
		return ExitInterrupted
	}
	code := finish(env, err)
	if usage := new(command.UsageError); errors.As(err, &usage) {
		fmt.Fprintf(env.Err, "See '%s --help'.\n", cmd.CommandPath())
	}
	return code
}

// newRoot returns the root command with all others. A new command is a line
// here.
func newRoot(env *command.Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "litexa",
		Short: "Build Alexa skills in the Litexa language",
		Long: "Build Alexa skills in the Litexa language.\n\n" +
			"Commands work on the project around the working directory.",
		Version:       env.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(
		check.New(env),
		extensions.New(env),
		format.New(env),
		info.New(env),
		invoke.New(env),
		manifest.New(env),
		model.New(env),
		path.New(env),
		run.New(env),
		talk.New(env),
		test.New(env),
		version.New(env),
	)

	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		c.Version = env.Version
	}

	global := root.PersistentFlags()
	env.Region = "en-US"
	command.AddOptional(global, &env.Region, "region", "r", "locale", "locale that a model or a test is for")
	global.BoolVarP(&env.Verbose, "verbose", "v", false, "say more about what is done")
	global.BoolP("version", "V", false, "print the version")
	global.VarPF(noColor{env.Streams}, "no-color", "", "show no colours").NoOptDefVal = "true"
	global.SortFlags = false
	return root
}

// noColor is the option --no-color. It works while the command line is read,
// so that errors in the rest of it have no colour either.
type noColor struct{ streams *iostreams.Streams }

func (n noColor) Set(value string) error {
	if value != "false" {
		n.streams.DisableColor()
	}
	return nil
}
func (noColor) String() string { return "" }
func (noColor) Type() string   { return "bool" }

// flagError words the errors of pflag.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return command.Usagef("unknown option `-%s'", name)
		}
		usage := &command.UsageError{Message: fmt.Sprintf("unknown option `--%s'", name)}
		if n := suggest.Nearest(name, longNames(cmd)); n != "" {
			usage.Hint = fmt.Sprintf("Did you mean \"--%s\"?", n)
		}
		return usage
	case errors.As(err, &missing):
		return command.Usagef("option --%s needs a value", missing.GetFlag().Name)
	case errors.As(err, &invalid):
		return command.Usagef("option --%s cannot be %q", invalid.GetFlag().Name, invalid.GetValue())
	}
	return command.Usagef("%s", err)
}

// longNames yields the names of the options of a command.
func longNames(cmd *cobra.Command) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		more := true
		cmd.Flags().VisitAll(func(f *pflag.Flag) { more = more && (f.Hidden || yield(f.Name)) })
	}
}
