// Package iostreams holds what a command reads and writes: its streams, and
// the decisions about colour, width and interaction that depend on them.
package iostreams

import (
	"bytes"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// Streams are the streams of a command. Colour, width and interaction are
// decided when they are made, and nowhere else.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer

	outColor bool
	errColor bool
	errWidth int
	// interactive is set if a person is there to answer questions.
	interactive bool
}

// System returns the streams of the process, with its environment.
func System() *Streams {
	return newStreams(os.Stdin, os.Stdout, os.Stderr, os.Getenv)
}

// newStreams looks at the files and the environment. With CI set nobody is
// expected to answer questions.
func newStreams(in, out, err *os.File, getenv func(string) string) *Streams {
	outTerminal, errTerminal := isTerminal(out), isTerminal(err)
	s := &Streams{
		In: in, Out: out, Err: err,
		outColor:    color(outTerminal, getenv),
		errColor:    color(errTerminal, getenv),
		interactive: isTerminal(in) && errTerminal && getenv("CI") == "",
	}
	if errTerminal {
		if width, _, e := term.GetSize(int(err.Fd())); e == nil {
			s.errWidth = width
		}
	}
	return s
}

// color decides whether a stream shows colour: NO_COLOR, if not empty, turns it
// off; otherwise CLICOLOR_FORCE, if neither empty nor "0", turns it on;
// otherwise a terminal has it unless TERM is "dumb".
func color(terminal bool, getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" {
		return false
	}
	if force := getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	return terminal && getenv("TERM") != "dumb"
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// Test returns streams in memory without colour, and the buffers behind them.
func Test(in string) (s *Streams, out, err *bytes.Buffer) {
	out, err = new(bytes.Buffer), new(bytes.Buffer)
	return &Streams{In: strings.NewReader(in), Out: out, Err: err}, out, err
}

// OutColor reports whether Out shows colour.
func (s *Streams) OutColor() bool { return s.outColor }

// ErrColor reports whether Err shows colour.
func (s *Streams) ErrColor() bool { return s.errColor }

// ErrWidth returns how many columns Err has, or 0 if it is not a terminal.
func (s *Streams) ErrWidth() int { return s.errWidth }

// Interactive reports whether a person can be asked.
func (s *Streams) Interactive() bool { return s.interactive }

// DisableColor turns colour off, for --no-color.
func (s *Streams) DisableColor() { s.outColor, s.errColor = false, false }

// Style is how a piece of text looks on a terminal.
type Style string

// The styles.
const (
	Bold   Style = "1"
	Grey   Style = "90"
	Red    Style = "31"
	Green  Style = "32"
	Yellow Style = "33"
	Cyan   Style = "36"
	// Inverse and InverseRed swap the colours of text and background.
	Inverse    Style = "7"
	InverseRed Style = "7;31"
)

// ColorOut returns the text in the style, if Out shows colour.
func (s *Streams) ColorOut(style Style, text string) string { return paint(s.outColor, style, text) }

// ColorErr returns the text in the style, if Err shows colour.
func (s *Streams) ColorErr(style Style, text string) string { return paint(s.errColor, style, text) }

func paint(color bool, style Style, text string) string {
	if !color || text == "" {
		return text
	}
	return "\x1b[" + string(style) + "m" + text + "\x1b[0m"
}
