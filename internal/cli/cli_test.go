package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
)

func TestInterrupted(t *testing.T) {
	streams, out, stderr := iostreams.Test("")
	in, typist := io.Pipe()
	defer typist.Close()
	streams.In = in
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		// The first byte is read, the rest never comes.
		typist.Write([]byte("l"))
		cancel()
	}()
	code := Run(ctx, &command.Env{Streams: streams, Dir: t.TempDir()}, []string{"fmt", "-"})
	if code != ExitInterrupted || stderr.String() != "interrupted\n" || out.Len() != 0 {
		t.Errorf("got exit code %d and %q, %q", code, out, stderr)
	}
}

func TestFinish(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		code int
		want string
	}{
		{"success", nil, ExitOK, ""},
		{"failure", fmt.Errorf("reading: %w", errors.New("no such luck")), ExitFailure, "error: reading: no such luck\n"},
		{"reported", fmt.Errorf("checking: %w", command.ErrReported), ExitFailure, ""},
		{"usage", command.Usagef("not like %s", "this"), ExitFailure, "error: not like this\n"},
		{"usage with a hint", &command.UsageError{Message: "no", Hint: "Yes?"}, ExitFailure, "error: no\nYes?\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			streams, out, stderr := iostreams.Test("")
			if code := finish(&command.Env{Streams: streams}, test.err); code != test.code {
				t.Errorf("got exit code %d, want %d", code, test.code)
			}
			if stderr.String() != test.want || out.Len() != 0 {
				t.Errorf("got %q and %q, want %q", out, stderr, test.want)
			}
		})
	}
}

func TestBuildVersion(t *testing.T) {
	// A test has no version of its own.
	if got := buildVersion(); got != "devel" {
		t.Errorf("got %q", got)
	}
}
