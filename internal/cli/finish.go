package cli

import (
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
)

// finish says what went wrong, if anything and if nobody has, and returns the
// exit code.
func finish(env *command.Env, err error) int {
	unknown, usage := new(unknownCommand), new(command.UsageError)
	switch {
	case err == nil:
		return ExitOK
	case errors.Is(err, command.ErrReported):
	case errors.As(err, &unknown):
		fmt.Fprintln(env.Err, err)
	case errors.As(err, &usage):
		fmt.Fprintln(env.Err, env.ColorErr(iostreams.Red, "error:"), usage.Message)
		if usage.Hint != "" {
			fmt.Fprintln(env.Err, usage.Hint)
		}
	default:
		fmt.Fprintln(env.Err, env.ColorErr(iostreams.Red, "error:"), err)
	}
	return ExitFailure
}
