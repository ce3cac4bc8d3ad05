package testenv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"
	"time"
)

// startTimeout bounds the start of a server on a machine that is busy.
const startTimeout = 90 * time.Second

// children are the processes that this test binary has started, by name.
var children struct {
	sync.Mutex
	entered bool // Main is running
	entries map[string]*entry
}

// entry starts one process once, while others start beside it.
type entry struct {
	once    sync.Once
	process *process
	value   any // what stands for the process
	err     error
}

// Main runs the tests of a package, stops the processes they started, and
// exits.
func Main(m interface{ Run() int }) {
	os.Exit(run(m))
}

func run(m interface{ Run() int }) int {
	children.Lock()
	children.entered = true
	children.entries = make(map[string]*entry)
	children.Unlock()
	defer func() {
		children.Lock()
		defer children.Unlock()
		children.entered = false
		for _, e := range children.entries {
			if e.process != nil {
				e.process.stop()
			}
		}
	}()
	return m.Run()
}

// shared returns what stands for the process of that name, starting it if need
// be. If t fails, what the process wrote in the meantime is logged.
func shared[T any](t testing.TB, name string, start func() (T, *process, error)) T {
	t.Helper()
	children.Lock()
	if !children.entered {
		children.Unlock()
		t.Fatal("the package has no TestMain that calls testenv.Main")
	}
	e := children.entries[name]
	if e == nil {
		e = new(entry)
		children.entries[name] = e
	}
	children.Unlock()

	e.once.Do(func() { e.value, e.process, e.err = start() })
	if e.err != nil {
		t.Fatalf("starting %s: %v", name, e.err)
	}
	output := &e.process.output
	mark := output.mark()
	t.Cleanup(func() {
		if text := output.since(mark); t.Failed() && text != "" {
			t.Logf("output of %s:\n%s", name, text)
		}
	})
	return e.value.(T)
}

// spec says how to start a server.
type spec struct {
	// command returns the command that serves on a port of 127.0.0.1. The
	// directory is empty and removed when the server stops.
	command func(port int, dir string) *exec.Cmd
	// ready is a path that answers with any status once the server is up.
	ready string
}

// startServer returns the running server of that name. A port that was free may
// be taken by the time the server opens it, hence several attempts.
func startServer(t testing.TB, name string, s spec) *Server {
	t.Helper()
	return shared(t, name, func() (*Server, *process, error) {
		var failures []error
		for range 3 {
			server, p, err := s.start()
			if err == nil {
				return server, p, nil
			}
			failures = append(failures, err)
		}
		return nil, nil, errors.Join(failures...)
	})
}

// start starts a server and waits until it answers.
func (s spec) start() (*Server, *process, error) {
	port, err := freePort()
	if err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "testenv-")
	if err != nil {
		return nil, nil, err
	}
	p, err := spawn(s.command(port, dir), dir)
	if err != nil {
		return nil, nil, err
	}
	server := &Server{Endpoint: fmt.Sprintf("http://127.0.0.1:%d", port)}
	client := http.Client{Timeout: 5 * time.Second}
	deadline := time.Now().Add(startTimeout)
	for {
		response, err := client.Get(server.Endpoint + s.ready)
		if err == nil {
			_, _ = io.Copy(io.Discard, response.Body)
			response.Body.Close()
		}
		select {
		case <-p.done:
			return nil, nil, fmt.Errorf("the server ended: %w\n%s", p.err, p.output.since(0))
		case <-time.After(20 * time.Millisecond):
		}
		if err == nil {
			return server, p, nil
		}
		if time.Now().After(deadline) {
			p.stop()
			return nil, nil, fmt.Errorf("no answer within %v: %w\n%s", startTimeout, err, p.output.since(0))
		}
	}
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// process is a child process that ends with this one.
type process struct {
	cmd    *exec.Cmd
	dir    string // removed at the end
	output tail
	done   chan struct{} // closed when it has ended
	err    error         // why it ended; valid after done
}

// spawn starts cmd in dir, with Env before its own environment. Its standard
// output is kept with the errors unless it goes elsewhere.
func spawn(cmd *exec.Cmd, dir string) (*process, error) {
	p := &process{cmd: cmd, dir: dir, done: make(chan struct{})}
	cmd.Dir = dir
	cmd.Env = append(Env(), cmd.Env...)
	if cmd.Stdout == nil {
		cmd.Stdout = &p.output
	}
	cmd.Stderr = &p.output
	endWithParent(cmd)
	started := make(chan error, 1)
	go func() {
		// The kernel sends the signal of endWithParent when the thread ends
		// that started the child, so this one is kept for as long.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			if p.err == nil {
				p.err = errors.New("exit status 0")
			}
		}
		os.RemoveAll(dir)
		close(p.done)
	}()
	if err := <-started; err != nil {
		<-p.done
		return nil, err
	}
	return p, nil
}

// stop ends the process at once: what it holds is worth nothing.
func (p *process) stop() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.done
}

// tail keeps the last output of a process.
type tail struct {
	mu      sync.Mutex
	text    []byte
	dropped int // bytes before text
}

const tailBytes = 64 << 10

func (w *tail) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text = append(w.text, p...)
	if excess := len(w.text) - tailBytes; excess > tailBytes {
		w.text = bytes.Clone(w.text[excess:])
		w.dropped += excess
	}
	return len(p), nil
}

// mark returns the present end of the output.
func (w *tail) mark() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dropped + len(w.text)
}

// since returns the output after a mark, as far as it was kept.
func (w *tail) since(mark int) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.text[max(mark-w.dropped, 0):])
}
