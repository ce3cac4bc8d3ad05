package testenv

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv("TESTENV_PARENT") != "" {
		parent()
		return
	}
	Main(m)
}

// recorder is a test whose end is observed.
type recorder struct {
	testing.TB
	ctx      context.Context
	dir      string
	ended    string // how
	reason   string
	log      string
	cleanups []func()
}

func (r *recorder) Helper()                  {}
func (r *recorder) Failed() bool             { return true }
func (r *recorder) TempDir() string          { return r.dir }
func (r *recorder) Cleanup(f func())         { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Context() context.Context { return r.ctx }
func (r *recorder) Logf(format string, args ...any) {
	r.log += fmt.Sprintf(format, args...)
}
func (r *recorder) end(how string, args ...any) {
	r.ended, r.reason = how, fmt.Sprint(args...)
	runtime.Goexit()
}
func (r *recorder) Skip(args ...any)                  { r.end("skip", args...) }
func (r *recorder) Fatal(args ...any)                 { r.end("fatal", args...) }
func (r *recorder) Fatalf(format string, args ...any) { r.end("fatal", fmt.Sprintf(format, args...)) }

// observe runs f as a test of its own.
func observe(t *testing.T, f func(t testing.TB)) *recorder {
	r := &recorder{ctx: t.Context(), dir: t.TempDir()}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	for _, cleanup := range slices.Backward(r.cleanups) {
		cleanup()
	}
	return r
}

func TestServers(t *testing.T) {
	for name, start := range map[string]func(testing.TB) *Server{
		"moto": Moto, "DynamoDB Local": DynamoDBLocal, "versitygw": VersityGW, "azurite": Azurite,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			if other := start(t); other != server {
				t.Error("there are two servers")
			}
			response, err := http.Get(server.Endpoint)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			cfg := server.Config()
			if *cfg.BaseEndpoint != server.Endpoint || cfg.Region != Region {
				t.Errorf("the configuration is for %s in %s", *cfg.BaseEndpoint, cfg.Region)
			}
			if key, err := cfg.Credentials.Retrieve(t.Context()); err != nil || key.AccessKeyID != AccessKeyID {
				t.Errorf("credentials %q, %v", key.AccessKeyID, err)
			}
		})
	}
}

// inRepository makes an empty repository the working directory.
func inRepository(t *testing.T) string {
	dir := t.TempDir()
	for _, sub := range []string{"scripts", "test/interop"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "scripts", "tools.sh"), nil, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(dir, "test", "interop"))
	return dir
}

// install pretends that scripts/tools.sh had installed a tool.
func install(t *testing.T, repository, name, file, content string) {
	for file, content := range map[string]string{".pin": "1", file: content} {
		path := filepath.Join(repository, ".tools", name, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMissing(t *testing.T) {
	inRepository(t)
	for _, test := range []struct{ ci, want string }{{"", "skip"}, {"true", "fatal"}} {
		t.Setenv("CI", test.ci)
		for tool, start := range map[string]func(testing.TB){
			"moto":           func(t testing.TB) { Moto(t) },
			"dynamodb-local": func(t testing.TB) { DynamoDBLocal(t) },
			"versitygw":      func(t testing.TB) { VersityGW(t) },
			"node":           func(t testing.TB) { StartNode(t, "x.js") },
			"azurite":        func(t testing.TB) { Azurite(t) },
		} {
			r := observe(t, start)
			if r.ended != test.want || !strings.Contains(r.reason, "scripts/tools.sh "+tool) {
				t.Errorf("%s with CI=%q: %s %q, want %s", tool, test.ci, r.ended, r.reason, test.want)
			}
		}
		r := observe(t, func(t testing.TB) { program(t, "no-such-program") })
		if r.ended != test.want || r.reason != "no-such-program is not installed" {
			t.Errorf("program with CI=%q: %s %q", test.ci, r.ended, r.reason)
		}
	}
	t.Chdir(t.TempDir())
	if r := observe(t, func(t testing.TB) { Moto(t) }); r.ended != "fatal" || !strings.Contains(r.reason, "has scripts/tools.sh") {
		t.Errorf("outside the repository: %s %q", r.ended, r.reason)
	}
}

type testMain func() int

func (f testMain) Run() int { return f() }

func shell(t testing.TB, script string) func(int, string) *exec.Cmd {
	sh := program(t, "sh")
	return func(port int, _ string) *exec.Cmd { return exec.Command(sh, "-c", script, "sh", fmt.Sprint(port)) }
}

// inMain runs f as the tests of a package of their own.
func inMain(f func()) {
	children.Lock()
	entered, entries := children.entered, children.entries
	children.Unlock()
	defer func() {
		children.Lock()
		defer children.Unlock()
		children.entered, children.entries = entered, entries
	}()
	run(testMain(func() int { f(); return 0 }))
}

func TestNoMain(t *testing.T) {
	inMain(func() {})
	children.Lock()
	entered := children.entered
	children.entered = false
	children.Unlock()
	defer func() { children.entered = entered }()
	r := observe(t, func(t testing.TB) { startServer(t, "x", spec{}) })
	if r.ended != "fatal" || !strings.Contains(r.reason, "TestMain") {
		t.Errorf("without TestMain: %s %q", r.ended, r.reason)
	}
}

func TestServerThatEnds(t *testing.T) {
	inMain(func() {
		for range 2 { // the failure is remembered, not tried again
			r := observe(t, func(tb testing.TB) {
				startServer(tb, "broken", spec{ready: "/", command: shell(t, "echo cannot start >&2; exit 3")})
			})
			if r.ended != "fatal" || !strings.Contains(r.reason, "starting broken: ") || !strings.Contains(r.reason, "exit status 3") || !strings.Contains(r.reason, "cannot start") {
				t.Errorf("a server that ends: %s %q", r.ended, r.reason)
			}
		}
		r := observe(t, func(tb testing.TB) {
			startServer(tb, "absent", spec{ready: "/", command: func(int, string) *exec.Cmd { return exec.Command("/no/such/file") }})
		})
		if r.ended != "fatal" || !strings.Contains(r.reason, "no such file") {
			t.Errorf("a program that does not exist: %s %q", r.ended, r.reason)
		}
	})
}

// TestStop: Main leaves nothing behind, and output is shown to tests that fail.
func TestStop(t *testing.T) {
	python := program(t, "python3")
	var endpoint, dir string
	inMain(func() {
		r := observe(t, func(tb testing.TB) {
			server := startServer(tb, "python", spec{ready: "/", command: func(port int, d string) *exec.Cmd {
				dir = d
				return exec.Command(python, "-m", "http.server", "--bind", "127.0.0.1", fmt.Sprint(port))
			}})
			endpoint = server.Endpoint
			response, err := http.Get(endpoint + "/path-in-the-log")
			if err != nil {
				t.Error(err)
				return
			}
			response.Body.Close()
			children.Lock()
			output := &children.entries["python"].process.output
			children.Unlock()
			for range 500 { // it comes through a pipe
				if strings.Contains(output.since(0), "path-in-the-log") {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
		})
		if !strings.Contains(r.log, "output of python:") || !strings.Contains(r.log, "path-in-the-log") {
			t.Errorf("the log of a test that fails: %q", r.log)
		}
		if _, err := os.Stat(dir); err != nil {
			t.Error(err)
		}
	})
	if _, err := http.Get(endpoint); err == nil {
		t.Error("the server still answers")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the directory of the server: %v", err)
	}
}

func TestNode(t *testing.T) {
	tool(t, "node", ".pin") // else there may be no Node
	repository := inRepository(t)
	install(t, repository, "node", filepath.Join("node_modules", "greeting", "index.js"), `module.exports = "hello ";`)
	script := `
		const greeting = require("greeting");
		require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
			const name = JSON.parse(line);
			if (name === "exit") { console.error("bye"); process.exit(3); }
			console.log(JSON.stringify(name ? { result: greeting + name } : { error: "no name" }));
		});`
	if err := os.WriteFile("greet.js", []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	inMain(func() {
		var greeting string
		var number int
		for _, test := range []struct {
			request, result any
			want            string
		}{
			{"you", &greeting, ""},
			{"", nil, "the script failed: no name"},
			{"you", nil, ""},
			{"you", &number, "reading the answer"},
			{"exit", nil, "the script ended: exit status 3"},
		} {
			r := observe(t, func(t testing.TB) { StartNode(t, "greet.js").Call(t, test.request, test.result) })
			if test.want == "" && r.ended != "" || test.want != "" && (r.ended != "fatal" || !strings.Contains(r.reason, test.want)) {
				t.Errorf("Call(%q): %s %q, want %q", test.request, r.ended, r.reason, test.want)
			}
			if test.request == "exit" && !strings.Contains(r.log, "bye") {
				t.Errorf("the log of a test that fails: %q", r.log)
			}
		}
		if greeting != "hello you" {
			t.Errorf("the result is %q", greeting)
		}
	})
}

// TestDeathOfParent: a test binary that is killed leaves nothing behind.
func TestDeathOfParent(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs Pdeathsig")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TESTENV_PARENT=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var child int
	if _, err := fmt.Fscan(stdout, &child); err != nil {
		t.Fatal(err)
	}
	process := filepath.Join("/proc", fmt.Sprint(child), "cmdline")
	if _, err := os.Stat(process); err != nil {
		t.Fatal(err)
	}
	link, err := os.Readlink(filepath.Join("/proc", fmt.Sprint(child), "cwd"))
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(link) // which the parent cannot do any more
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	for range 500 {
		// What nobody has waited for yet is an empty file.
		if text, err := os.ReadFile(process); err != nil || len(text) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("the child lives on")
}

// parent starts a child, prints its process id, and waits to be killed.
func parent() {
	dir, err := os.MkdirTemp("", "testenv-")
	if err != nil {
		panic(err)
	}
	p, err := spawn(exec.Command("sleep", "60"), dir)
	if err != nil {
		panic(err)
	}
	fmt.Println(p.cmd.Process.Pid)
	<-p.done
}

func TestTail(t *testing.T) {
	var w tail
	fmt.Fprint(&w, "before ")
	mark := w.mark()
	fmt.Fprint(&w, "after")
	if got := w.since(mark); got != "after" {
		t.Errorf("since the mark: %q", got)
	}
	for range 1000 {
		fmt.Fprint(&w, strings.Repeat("x", 1000))
	}
	fmt.Fprint(&w, "end")
	if got := w.since(mark); len(got) < tailBytes || len(got) > 3*tailBytes || !strings.HasSuffix(got, "xend") {
		t.Errorf("%d bytes were kept", len(got))
	}
	mark = w.mark()
	if got := w.since(mark); got != "" {
		t.Errorf("since the end: %q", got)
	}
}

func TestName(t *testing.T) {
	if a, b := Name("table"), Name("table"); a == b || !strings.HasPrefix(a, "table-") {
		t.Errorf("names %q, %q", a, b)
	}
}

func TestEnv(t *testing.T) {
	t.Setenv("AWS_PROFILE", "mine")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "mine")
	env := Env()
	if slices.ContainsFunc(env, func(v string) bool { return strings.HasSuffix(v, "=mine") }) {
		t.Error("the configuration of the user gets into the environment of children")
	}
	for _, want := range []string{"AWS_REGION=" + Region, "AWS_SECRET_ACCESS_KEY=" + SecretAccessKey, "PATH=" + os.Getenv("PATH")} {
		if !slices.Contains(env, want) {
			t.Errorf("the environment lacks %s", want)
		}
	}
}
