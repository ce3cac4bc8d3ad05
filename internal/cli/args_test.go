package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
)

// testRoot returns a root command with the global options and with commands
// that have options of all kinds.
func testRoot() *cobra.Command {
	streams, _, _ := iostreams.Test("")
	root := newRoot(&command.Env{Streams: streams})
	run := func(*cobra.Command, []string) {}
	test := &cobra.Command{Use: "try", Aliases: []string{"attempt"}, Run: run}
	var target, out string
	command.AddDeployment(test, &target)
	test.Flags().StringVarP(&out, "out", "o", "", "")
	test.Flags().BoolP("json", "j", false, "")
	root.AddCommand(test)
	group := &cobra.Command{Use: "group"}
	group.AddCommand(&cobra.Command{Use: "member", Run: run})
	root.AddCommand(group)
	return root
}

func TestNormalize(t *testing.T) {
	for _, test := range []struct{ name, args, want string }{
		{"nothing", "", ""},
		{"only options", "-v --no-color", "-v --no-color"},
		{"global option after the command", "try -r de-DE", "try -r de-DE"},
		{"global option before the command (T-CLI-03)", "-r fr-FR try", "try -r fr-FR"},
		{"long and blank", "try --deployment production", "try --deployment production"},
		{"long and equals", "try --deployment=production", "try --deployment=production"},
		{"short and attached", "try -dproduction", "try -dproduction"},
		{"short and equals", "try -d=production", "try -d=production"},
		{"value left out at the end (T-CLI-08)", "try -d", "try"},
		{"long value left out at the end", "try --deployment", "try"},
		{"value left out before an option", "try -d --json", "try --json"},
		{"value left out before --", "try -d -- x", "try -- x"},
		{"value left out before the command", "-r try -d", "try"},
		{"value left out before an alias", "-r attempt", "attempt"},
		{"the value may be called like a command", "try -d try", "try -d try"},
		{"argument after a value", "try -d production x", "try -d production x"},
		{"argument after an option without value (T-CLI-09)", "try --json x", "try --json x"},
		{"several in one, value following", "try -jd production", "try -jd production"},
		{"several in one, value left out", "try -jd", "try -j"},
		{"several in one, value attached", "try -jdproduction x", "try -jdproduction x"},
		{"a required value is not an option", "try -o -d x", "try -o -d x"},
		{"a required value is not a command", "--bogus=1 try -o try", "try --bogus=1 -o try"},
		{"a required value that is missing", "try -o", "try -o"},
		{"option of the command before it", "-d production try", "try -d production"},
		{"option of the command before it, value left out", "-d try", "try"},
		{"switch of the command before it", "--json try", "try --json"},
		{"switches of the command before it", "-jj try", "try -jj"},
		{"unknown option before a missing command", "--bogus", "--bogus"},
		{"unknown option", "try --bogus -z x", "try --bogus -z x"},
		{"standard input", "try -", "try -"},
		{"everything after -- stays", "try -- -d --json", "try -- -d --json"},
		{"-- before the command", "-v -- try -d", "try -v -- -d"},
		{"command in a group", "group -r member", "group member"},
		{"no command of the group", "group x", "group x"},
		{"completion of the shell", "__complete try -d ", "__complete try -d "},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := normalize(testRoot(), split(test.args))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(split(test.want), append([]string{}, got...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// split splits at single blanks.
func split(args string) []string {
	if args == "" {
		return []string{}
	}
	return strings.Split(args, " ")
}

func TestNormalizeUnknownCommand(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"foo", "Invalid command: foo\nSee --help for a list of available commands."},
		{"foo bar --json baz", "Invalid command: foo bar baz\nSee --help for a list of available commands."},
		{"-v tyr", "Invalid command: tyr\nDid you mean \"try\"?\nSee --help for a list of available commands."},
		{"-- foo", "Invalid command: foo\nSee --help for a list of available commands."},
		{"-", "Invalid command: -\nSee --help for a list of available commands."},
	} {
		_, err := normalize(testRoot(), split(test.args))
		if err == nil {
			t.Errorf("%s: no error", test.args)
			continue
		}
		if diff := cmp.Diff(test.want, err.Error()); diff != "" {
			t.Errorf("%s: %s", test.args, diff)
		}
	}
}

// FuzzNormalize checks that no command line makes normalize fail, that options
// only lose values that they did not have, and that doing it again changes
// nothing.
func FuzzNormalize(f *testing.F) {
	for _, args := range []string{"try -d -- x", "-r try", "-jd", "-- -", "try --deployment= --", "-d x try -o -d", "-d try"} {
		f.Add(args)
	}
	f.Fuzz(func(t *testing.T, args string) {
		root := testRoot()
		once, err := normalize(root, split(args))
		if err != nil {
			return
		}
		twice, err := normalize(root, once)
		if err != nil {
			t.Fatalf("%q became %q: %v", args, once, err)
		}
		if diff := cmp.Diff(once, twice); diff != "" {
			t.Errorf("%q: %s", args, diff)
		}
	})
}
