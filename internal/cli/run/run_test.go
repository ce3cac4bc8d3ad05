package run

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/internal/cli/clitest"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
)

const sample = `
-- litexa.config.json --
{"name": "tea-house"}
-- litexa/main.litexa --
launch
  say "One. <sfx leaf.mp3>"
  -> pouring
pouring
  say "More."
global
  when Fail
    or "fail"
    fail()
-- litexa/code.js --
function fail() { throw new Error("broken cup") }
-- litexa/assets/leaf.mp3 --
leaf
-- litexa/assets/a<b.txt --
a
-- litexa/languages/de/main.litexa --
launch
  say "Eins. <sfx leaf.mp3>"
-- litexa/languages/de/assets/blatt.txt --
Blatt
`

// server is the command at work.
type server struct {
	url           string
	out, messages *clitest.Output
	// end ends the command and returns its error.
	end func() error
}

func start(t *testing.T, dir string, args ...string) *server {
	t.Helper()
	streams, _, _ := iostreams.Test("")
	s := &server{out: clitest.NewOutput(), messages: clitest.NewOutput()}
	streams.Out, streams.Err = s.out, s.messages
	env := &command.Env{Streams: streams, Dir: dir, Region: "en-US"}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		cmd := New(env)
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		cmd.SetArgs(append([]string{"--port", "0", "--store", "memory"}, args...))
		err := cmd.ExecuteContext(ctx)
		if err != nil {
			s.out.Write([]byte("\n")) // so that nobody waits in vain
		}
		done <- err
	}()
	s.end = func() error {
		cancel()
		return <-done
	}
	t.Cleanup(cancel)
	s.url = strings.TrimSpace(s.out.Wait(t, "\n", 1))
	if s.url == "" {
		t.Fatalf("not running: %v\n%s", <-done, s.messages)
	}
	return s
}

func get(t *testing.T, url string) (int, string, http.Header) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, request)
}

func do(t *testing.T, request *http.Request) (int, string, http.Header) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body), response.Header
}

func post(t *testing.T, url, request, locale string) (int, string) {
	t.Helper()
	const who = `"application": {"applicationId": "a"}, "user": {"userId": "u"}`
	text := `{"version": "1.0", "session": {"new": true, "sessionId": "s", ` + who + `},
		"context": {"System": {` + who + `, "device": {"deviceId": "d"}}},
		"request": {"requestId": "r", "timestamp": "2026-01-02T03:04:05Z", "locale": "` + locale + `", ` + request + `}}`
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	status, body, _ := do(t, r)
	return status, body
}

const launch = `"type": "LaunchRequest"`

func TestServe(t *testing.T) {
	dir := clitest.Project(t, sample)
	s := start(t, filepath.Dir(dir), filepath.Base(dir))
	for locale, want := range map[string]string{
		"en-US": "One. <audio src='" + s.url + "assets/default/leaf.mp3'/>",
		"de-DE": "Eins. <audio src='" + s.url + "assets/default/leaf.mp3'/>",
	} {
		if status, body := post(t, s.url, launch, locale); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: got %d %s, want %s", locale, status, body, want)
		}
	}
	if _, body := post(t, s.url, `"type": "IntentRequest", "intent": {"name": "Fail"}`, "en-US"); !strings.Contains(body, "Sorry") {
		t.Errorf("got %s", body)
	}
	if got := s.messages.Wait(t, "broken cup", 1); !strings.Contains(got, "kept in: memory\n") {
		t.Errorf("got %s", got)
	}

	for path, want := range map[string]string{
		"assets/default/leaf.mp3":         "200 leaf\n",
		"assets/de/blatt.txt":             "200 Blatt\n",
		"assets/de/leaf.mp3":              "200 leaf\n",
		"assets/default/blatt.txt":        "404 404 page not found\n",
		"assets/fr/leaf.mp3":              "404 404 page not found\n",
		"assets/de/..%2f..%2fmain.litexa": "404 404 page not found\n",
		"assets/":                         "404 404 page not found\n",
		"healthz":                         "200 ok\n",
		"other":                           "404 404 page not found\n",
	} {
		status, body, header := get(t, s.url+path)
		if got := strconv.Itoa(status) + " " + body; got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
		if status == http.StatusOK && path != "healthz" && header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: other origins may not read it", path)
		}
	}
	if err := os.Remove(filepath.Join(dir, "litexa", "assets", "leaf.mp3")); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := get(t, s.url+"assets/default/leaf.mp3"); status != http.StatusNotFound {
		t.Errorf("a deleted asset: %d", status)
	}
	if err := s.end(); err != nil {
		t.Errorf("the end: %v", err)
	}
	if _, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/")); err == nil {
		t.Error("still listening")
	}
}

func TestPage(t *testing.T) {
	s := start(t, clitest.Project(t, sample))
	status, body, header := get(t, s.url)
	if status != http.StatusOK || header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("got %d, %v", status, header)
	}
	for _, want := range []string{
		"<title>tea-house</title>", "<code>memory</code>", "<code>pouring</code>", "<dt>de\n",
		`<a href="/assets/default/leaf.mp3">leaf.mp3</a>`, `<a href="/assets/default/a%3Cb.txt">a&lt;b.txt</a>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	if status, _, _ := get(t, s.url+"assets/default/a%3Cb.txt"); status != http.StatusOK {
		t.Errorf("the link leads to %d", status)
	}
}

func TestReload(t *testing.T) {
	dir := clitest.Project(t, sample)
	s := start(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "litexa", "main.litexa"), []byte("launch\n  say \"Two.\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.messages.Wait(t, "reloaded", 1)
	if _, body := post(t, s.url, launch, "en-US"); !strings.Contains(body, "Two.") {
		t.Errorf("got %s", body)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

func TestVerify(t *testing.T) {
	s := start(t, clitest.Project(t, sample), "--verify")
	if status, body := post(t, s.url, launch, "en-US"); status != http.StatusBadRequest {
		t.Errorf("got %d %s", status, body)
	}
	s.messages.Wait(t, "Signature", 1)
}

func TestAssetsRoot(t *testing.T) {
	t.Setenv("assetsRoot", "https://env.example.com/")
	for want, args := range map[string][]string{
		"https://env.example.com/default/":  nil,
		"https://flag.example.com/default/": {"--assets-root", "https://flag.example.com/"},
	} {
		s := start(t, clitest.Project(t, sample), args...)
		if _, body := post(t, s.url, launch, "en-US"); !strings.Contains(body, want) {
			t.Errorf("got %s, want %s", body, want)
		}
	}
}

func TestErrors(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, taken, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	dir := clitest.Project(t, sample)
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"port taken": {[]string{"--port", taken}, "--port chooses another port"},
		"project":    {[]string{"--port", "0", "nowhere"}, "nowhere"},
		"store":      {[]string{"--port", "0", "--store", "floppy"}, "--store"},
	} {
		t.Run(name, func(t *testing.T) {
			out, _, err := clitest.Run(t, New, dir, test.args...)
			if err == nil || !strings.Contains(err.Error(), test.want) || out != "" {
				t.Errorf("got %v, %s", err, out)
			}
		})
	}
}
