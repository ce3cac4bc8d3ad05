// Package version is the command that prints the version of the program.
package version

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
)

// New returns the command.
func New(env *command.Env) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  command.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(env.Out, env.Version)
			return err
		},
	}
}
