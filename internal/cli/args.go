package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/suggest"
)

// normalize returns the command line without those options whose optional
// value is left out, so that they keep their defaults. pflag knows optional
// values only in the form --option=value, while users of Litexa write
// "-d production".
//
// A value is left out if nothing follows, if an option follows, or if the name
// of a command follows where one is due. Options may stand before the command;
// the result has the command first. It is an error if the first word is not a
// command.
func normalize(root *cobra.Command, args []string) ([]string, error) {
	if len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd) {
		return args, nil
	}
	// Options before the command are known only when the command is.
	args, err := commandFirst(root, args)
	if err != nil {
		return nil, err
	}
	return commandFirst(root, args)
}

// commandFirst is normalize but for those options of the command that stand
// before it.
func commandFirst(root *cobra.Command, args []string) ([]string, error) {
	n := normalizer{cmd: root, rest: args}
	for len(n.rest) > 0 {
		arg := n.next()
		switch {
		case arg == "--":
			if !n.cmd.HasParent() && len(n.rest) > 0 {
				if err := n.word(n.next()); err != nil {
					return nil, err
				}
			}
			return slices.Concat(n.path, n.out, []string{arg}, n.rest), nil
		case strings.HasPrefix(arg, "--"):
			n.long(arg)
		case strings.HasPrefix(arg, "-") && arg != "-":
			n.short(arg)
		default:
			if err := n.word(arg); err != nil {
				return nil, err
			}
		}
	}
	return slices.Concat(n.path, n.out), nil
}

type normalizer struct {
	cmd  *cobra.Command // the command as far as it is known
	path []string       // its words
	out  []string       // the arguments so far
	rest []string
}

func (n *normalizer) next() string {
	arg := n.rest[0]
	n.rest = n.rest[1:]
	return arg
}

// word takes an argument that is no option.
func (n *normalizer) word(arg string) error {
	if n.cmd.HasSubCommands() {
		sub := subcommand(n.cmd, arg)
		if sub == nil && !n.cmd.HasParent() {
			return newUnknownCommand(n.cmd, append([]string{arg}, words(n.rest)...))
		}
		if sub != nil {
			n.cmd = sub
			n.path = append(n.path, arg)
			return nil
		}
	}
	n.out = append(n.out, arg)
	return nil
}

// long takes "--name" or "--name=value".
func (n *normalizer) long(arg string) {
	name, _, hasValue := strings.Cut(arg[2:], "=")
	f := n.lookup(func(flags *pflag.FlagSet) *pflag.Flag { return flags.Lookup(name) })
	switch {
	case f == nil && !hasValue:
		n.unknown(arg)
	case hasValue || f.NoOptDefVal != "":
		n.out = append(n.out, arg)
	default:
		n.value(f, arg, "")
	}
}

// short takes "-a", "-avalue", "-a=value" or "-abc", where the last may have a
// value in the next argument.
func (n *normalizer) short(arg string) {
	for i := 1; i < len(arg); i++ {
		f := n.lookup(func(flags *pflag.FlagSet) *pflag.Flag { return flags.ShorthandLookup(arg[i : i+1]) })
		last := i == len(arg)-1
		switch {
		case f == nil && last:
			n.unknown(arg)
			return
		case f != nil && f.NoOptDefVal != "":
			continue
		case f != nil && last:
			n.value(f, arg, arg[:i])
			return
		}
		break
	}
	n.out = append(n.out, arg)
}

// unknown takes an option that may belong to the command that follows, and
// then what may be its value.
func (n *normalizer) unknown(arg string) {
	n.out = append(n.out, arg)
	if n.cmd.HasSubCommands() && n.valueFollows() {
		n.out = append(n.out, n.next())
	}
}

// value takes the value of an option whose argument has none. If it is left
// out, only without remains of the argument, without the option.
func (n *normalizer) value(f *pflag.Flag, arg, without string) {
	if _, optional := f.Value.(*command.Optional); !optional || n.valueFollows() {
		n.out = append(n.out, arg)
		if len(n.rest) > 0 {
			n.out = append(n.out, n.next())
		}
		return
	}
	if len(without) > 1 {
		n.out = append(n.out, without)
	}
}

func (n *normalizer) valueFollows() bool {
	if len(n.rest) == 0 {
		return false
	}
	next := n.rest[0]
	return !strings.HasPrefix(next, "-") && subcommand(n.cmd, next) == nil
}

// lookup finds an option of the command or of its parents.
func (n *normalizer) lookup(find func(*pflag.FlagSet) *pflag.Flag) *pflag.Flag {
	if f := find(n.cmd.Flags()); f != nil {
		return f
	}
	for c := n.cmd; c != nil; c = c.Parent() {
		if f := find(c.PersistentFlags()); f != nil {
			return f
		}
	}
	return nil
}

func subcommand(cmd *cobra.Command, name string) *cobra.Command {
	for _, c := range cmd.Commands() {
		if c.Name() == name || c.HasAlias(name) {
			return c
		}
	}
	return nil
}

// words returns the arguments that are no options.
func words(args []string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return strings.HasPrefix(arg, "-") })
}

// unknownCommand says that the first word is not a command.
type unknownCommand struct {
	words   []string
	nearest string
}

func newUnknownCommand(root *cobra.Command, words []string) *unknownCommand {
	names := func(yield func(string) bool) {
		for _, c := range root.Commands() {
			if !c.Hidden && !yield(c.Name()) {
				return
			}
		}
	}
	return &unknownCommand{words: words, nearest: suggest.Nearest(words[0], names)}
}

func (e *unknownCommand) Error() string {
	message := "Invalid command: " + strings.Join(e.words, " ")
	if e.nearest != "" {
		message += fmt.Sprintf("\nDid you mean %q?", e.nearest)
	}
	return message + "\nSee --help for a list of available commands."
}
