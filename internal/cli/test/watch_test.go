package test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fsnotify/fsnotify"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/project"
)

const watched = `
-- litexa.config.json --
{"name": "watched"}
-- litexa/main.litexa --
launch
  say "Hello."
  -> room

room
  when "cellar"
    -> cellar
  when "attic"
    -> attic

cellar
  say "Cellar."
  when "x"
    END

attic
  say "Attic."
  when "y"
    END
-- litexa/main.test.litexa --
TEST "cellar"
  launch
  user: "cellar"
  alexa: cellar, e"Cellar."

TEST "attic"
  launch
  user: "attic"
  alexa: attic
`

// waiter is a stream that says when the command waits for changes.
type waiter struct {
	mu    sync.Mutex
	text  bytes.Buffer
	waits chan struct{}
}

func (w *waiter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text.Write(p)
	if bytes.Contains(p, []byte("waiting for changes")) {
		w.waits <- struct{}{}
	}
	return len(p), nil
}

// take returns what was written since the last call.
func (w *waiter) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.text.Reset()
	return w.text.String()
}

// TestWatch is T-CMD-20: changes make those tests run that they can affect.
func TestWatch(t *testing.T) {
	dir := clitest.Project(t, watched)
	streams, _, _ := iostreams.Test("")
	out, stderr := &waiter{}, &waiter{waits: make(chan struct{}, 10)}
	streams.Out, streams.Err = out, stderr
	opts := &Options{
		Env:        &command.Env{Streams: streams, Dir: dir, Region: "en-US"},
		Deployment: project.DefaultTarget, Device: "show", Watch: true,
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, opts) }()
	change := func(name, old, new string) string {
		t.Helper()
		file := filepath.Join(dir, "litexa", name)
		text, err := os.ReadFile(file)
		if err != nil && old != "" {
			t.Fatal(err)
		}
		changed := strings.Replace(string(text), old, new, 1)
		if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
		select {
		case <-stderr.waits:
		case err := <-ended:
			t.Fatal("the command ended:", err)
		}
		return out.take()
	}
	<-stderr.waits
	if got := out.take(); !strings.Contains(got, "test step 1/2") || !strings.Contains(got, "test step 2/2") {
		t.Errorf("the first run does not run all tests:\n%s", got)
	}
	got := change("main.litexa", `say "Cellar."`, `say "Dark."`)
	if !strings.Contains(got, "✘ test: cellar") || strings.Contains(got, "test: attic") || !strings.Contains(got, "✘ 2 tests run, 1 failed") {
		t.Errorf("after a change of a state:\n%s", got)
	}
	change("main.litexa", `say "Dark."`, `nonsense`)
	if got := stderr.take(); !strings.Contains(got, "litexa/main.litexa:12:3: error") {
		t.Errorf("a syntax error shows:\n%s", got)
	}
	got = change("main.litexa", `nonsense`, `say "Cellar."`)
	if !strings.Contains(got, "✔ test: cellar") || strings.Contains(got, "test: attic") {
		t.Errorf("after the error is gone:\n%s", got)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the command ends with %v", err)
	}
}

func TestMatters(t *testing.T) {
	for _, test := range []struct {
		event fsnotify.Event
		want  bool
	}{
		{fsnotify.Event{Name: "/p/litexa/main.litexa", Op: fsnotify.Write}, true},
		{fsnotify.Event{Name: "/p/litexa/new.ts", Op: fsnotify.Create}, true},
		{fsnotify.Event{Name: "/p/litexa/assets/a.mp3", Op: fsnotify.Remove}, true},
		{fsnotify.Event{Name: "/p/litexa/main.litexa", Op: fsnotify.Chmod}, false},
		{fsnotify.Event{Name: "/p/litexa/.main.litexa", Op: fsnotify.Write}, false},
		{fsnotify.Event{Name: "/p/litexa/main.js~", Op: fsnotify.Write}, false},
		{fsnotify.Event{Name: "/p/README.md", Op: fsnotify.Write}, false},
	} {
		if got := matters(test.event); got != test.want {
			t.Errorf("%v: got %t, want %t", test.event, got, test.want)
		}
	}
}
