// Package talk is the command that converses with the skill of a project.
package talk

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/litexa-go/litexa/ask/host/terminal"
	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/live"
	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/project"
)

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Deployment is the deployment target.
	Deployment string
	// Dir is a directory in the project; "" is the working directory.
	Dir string
	// Store names where database variables are kept: see [store.Forms]. "" is
	// [live.DefaultStore], or memory for a replay.
	Store string
	// Device is the kind of device.
	Device string
	// User is the id of the user; "" is that of the host.
	User string
	// Replay is the file of a script to replay, or "".
	Replay string
	// KeepGoing replays the rest of a script after a difference.
	KeepGoing bool
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "talk [directory]",
		Short: "Converse with the skill in the terminal",
		Long: "Converse with the skill in the terminal, or with lines from a pipe. Utterances\n" +
			"are understood by the interaction model, in the locale that --region names; the\n" +
			"first opens the skill. /help lists what else can be done.\n\n" +
			"When a source changes, the conversation goes on with the new code. Database\n" +
			"variables are kept where the config says, if that is on this machine, or else in\n" +
			".litexa/store.db in the project.\n\n" +
			"--replay checks a recorded conversation instead: the command fails if the skill\n" +
			"answers otherwise. It keeps database variables in memory.",
		Args: command.MaxArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.Dir = args[0]
			}
			return run(cmd.Context(), opts)
		},
	}
	command.AddDeployment(cmd, &opts.Deployment)
	flags := cmd.Flags()
	flags.StringVar(&opts.Store, "store", "", "where database variables are kept: "+store.Forms)
	flags.StringVar(&opts.Device, "device", string(terminal.Speaker), "kind of device: speaker, screen, tv or clock")
	flags.StringVar(&opts.User, "user", "", "id of the user")
	flags.StringVar(&opts.Replay, "replay", "", "file of a conversation to check, as 'litexa talk' prints it to a pipe")
	flags.BoolVar(&opts.KeepGoing, "keep-going", false, "go on after a difference in a replay")
	command.Complete(cmd, "device", "speaker", "screen", "tv", "clock")
	return cmd
}

func run(ctx context.Context, opts *Options) (err error) {
	if opts.KeepGoing && opts.Replay == "" {
		return command.Usagef("--keep-going needs --replay")
	}
	env := live.Shared(opts.Env)
	var script io.ReadCloser
	if opts.Replay != "" {
		if script, err = os.Open(env.Abs(opts.Replay)); err != nil {
			return fmt.Errorf("reading the conversation: %w", err)
		}
		defer script.Close()
		if opts.Store == "" {
			opts.Store = project.StoreMemory
		}
	}
	skill, err := live.Open(ctx, live.Options{
		Env: env, Dir: opts.Dir, Target: opts.Deployment, Store: opts.Store, Models: true,
	})
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := skill.Close(); err == nil {
			err = closeErr
		}
	}()
	options := opts.terminal(skill)
	if script != nil {
		return terminal.Replay(ctx, skill, opts.Replay, script, env.Out, terminal.ReplayOptions{Options: options, KeepGoing: opts.KeepGoing})
	}
	fmt.Fprintf(env.Err, "database variables are kept in: %s\n", skill.Stored())
	return skill.Follow(ctx, say(env, options.Interactive), func(ctx context.Context) error {
		return terminal.Talk(ctx, skill, env.In, env.Out, options)
	})
}

// terminal returns the options of the conversation.
func (o *Options) terminal(skill *live.Skill) terminal.Options {
	seen := skill.Current()
	options := terminal.Options{
		Models: seen.Models, Locale: o.Env.Region, Device: terminal.Device(o.Device), UserID: o.User,
		PersistentAttributes: skill.Variables,
		ReadFile:             func(name string) ([]byte, error) { return os.ReadFile(o.Env.Abs(name)) },
		Update: func() map[string]*interactionmodel.Model {
			v := skill.Current()
			if v == seen {
				return nil
			}
			seen = v
			return v.Models
		},
		Interactive: isTerminal(o.Env.In),
		Color:       o.Env.OutColor(),
	}
	if out, ok := o.Env.Out.(*os.File); ok && isTerminal(out) {
		if width, _, err := term.GetSize(int(out.Fd())); err == nil {
			options.Width = width
		}
	}
	return options
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// say returns a function that shows a message, in the line of the prompt if
// there is one, which it repeats.
func say(env *command.Env, prompt bool) func(string) {
	before, after := "", ""
	if prompt {
		before, after = "\r\x1b[K", "User: "
	}
	return func(text string) { fmt.Fprint(env.Err, before+text+after) }
}
