package iostreams

import (
	"fmt"
	"os"
	"testing"
)

func TestColor(t *testing.T) {
	for _, test := range []struct {
		name     string
		env      map[string]string
		terminal bool
		want     bool
	}{
		{name: "terminal", terminal: true, want: true},
		{name: "no terminal", want: false},
		{name: "dumb terminal", env: map[string]string{"TERM": "dumb"}, terminal: true, want: false},
		{name: "NO_COLOR", env: map[string]string{"NO_COLOR": "1"}, terminal: true, want: false},
		{name: "empty NO_COLOR", env: map[string]string{"NO_COLOR": ""}, terminal: true, want: true},
		{name: "CLICOLOR_FORCE", env: map[string]string{"CLICOLOR_FORCE": "1"}, want: true},
		{name: "CLICOLOR_FORCE off", env: map[string]string{"CLICOLOR_FORCE": "0"}, want: false},
		{name: "NO_COLOR wins", env: map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, terminal: true, want: false},
		{name: "CLICOLOR_FORCE on a dumb terminal", env: map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, terminal: true, want: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := color(test.terminal, func(name string) string { return test.env[name] }); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}

func TestPipes(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	s := newStreams(in, out, out, func(name string) string { return map[string]string{"CLICOLOR_FORCE": "1"}[name] })
	if s.Interactive() || s.ErrWidth() != 0 {
		t.Errorf("a pipe is interactive (%t) or has a width (%d)", s.Interactive(), s.ErrWidth())
	}
	if !s.OutColor() || !s.ErrColor() {
		t.Error("CLICOLOR_FORCE gives no colour")
	}
	if got, want := s.ColorOut(Red, "x"), "\x1b[31mx\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s.DisableColor()
	if got := s.ColorOut(Red, "x") + s.ColorErr(Red, "y"); got != "xy" {
		t.Errorf("with colour off: %q", got)
	}
}

func TestSystem(t *testing.T) {
	s := System()
	if s.In != os.Stdin || s.Out != os.Stdout || s.Err != os.Stderr {
		t.Error("these are not the streams of the process")
	}
}

func TestInMemory(t *testing.T) {
	s, out, stderr := Test("input")
	var word string
	if _, err := fmt.Fscan(s.In, &word); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(s.Out, s.ColorOut(Green, word))
	fmt.Fprint(s.Err, s.ColorErr(Red, "oops"))
	if out.String() != "input" || stderr.String() != "oops" {
		t.Errorf("got %q and %q", out, stderr)
	}
}
