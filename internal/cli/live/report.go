package live

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
)

// Shared returns surroundings whose Err may be written to from several
// goroutines: requests, and the loading of a new version, run at once.
func Shared(env *command.Env) *command.Env {
	streams := *env.Streams
	streams.Err = &lockedWriter{w: env.Err}
	shared := *env
	shared.Streams = &streams
	return &shared
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// Follow runs f, and meanwhile loads the skill anew whenever a source changes.
// It passes on what there is to say about that. Changes going unnoticed is no
// reason to end f. It is called once.
func (s *Skill) Follow(ctx context.Context, say func(text string), f func(context.Context) error) error {
	unnoticed := func(err error) {
		say(fmt.Sprintf("%s changes will go unnoticed: %v\n", s.opts.Env.ColorErr(iostreams.Yellow, "warning:"), err))
	}
	if s.watch == nil {
		unnoticed(s.watchErr)
		return f(ctx)
	}
	watching, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.watch.run(watching, func(list diag.List, err error) { say(s.reloaded(list, err)) }); err != nil {
			unnoticed(err)
		}
	}()
	defer func() {
		stop()
		<-done
	}()
	return f(ctx)
}

// reloaded returns what there is to say about a new version.
func (s *Skill) reloaded(list diag.List, err error) string {
	var b bytes.Buffer
	streams, env := *s.opts.Env.Streams, *s.opts.Env
	streams.Err, env.Streams = &b, &streams
	if reportErr := env.Report(s.at.Root, list); reportErr != nil {
		err = reportErr
	}
	switch {
	case err == nil:
		fmt.Fprintln(&b, "the skill has been reloaded")
	case list.HasErrors():
		fmt.Fprintln(&b, "the skill goes on as it was before these errors")
	default:
		fmt.Fprintf(&b, "%s %v\nthe skill goes on as it was before this error\n", env.ColorErr(iostreams.Red, "error:"), err)
	}
	return b.String()
}
