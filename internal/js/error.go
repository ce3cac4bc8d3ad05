package js

import (
	"errors"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// The causes that an Error may have.
var (
	// ErrTimeout is the cause if code ran longer than Options.Timeout.
	ErrTimeout = errors.New("the time limit was reached")
	// ErrMemory is the cause if code used more memory than
	// Options.MemoryLimit. The heap of the process is looked at every few
	// milliseconds, and code is stopped between two of its instructions: one
	// built-in call may use more before it is noticed, and what other VMs of
	// the process use at the same time counts as well.
	ErrMemory = errors.New("the memory limit was reached")
	// ErrNotFound is the cause if a module is missing.
	ErrNotFound = errors.New("module not found")
	// ErrExit is the cause if code called process.exit.
	ErrExit = errors.New("process.exit was called")
	// ErrUnavailable is the cause if code used a part of Node that is not
	// there.
	ErrUnavailable = errors.New("not available")
)

// Error is an error of code: a syntax error, an exception that nothing
// caught, or a limit that was reached.
type Error struct {
	// Name is the name of the exception, such as "TypeError"; "" if there is
	// none.
	Name string
	// Message says what is wrong, without Name.
	Message string
	// File, Line and Col are the place in the original source, Line and Col
	// (in characters) from 1; zero if it is not known. File is the path of a
	// module, or File.Path of inline code.
	File      string
	Line, Col int
	// Stack are the calls that led there, the innermost first. Those within
	// the parts of Node have files that begin with "node:".
	Stack []Frame
	// SourceLine is the text of the line, without its line ending; "" if it is
	// very long.
	SourceLine string
	// Hint says what to do next, or "".
	Hint string
	// Err is the cause, such as ErrTimeout or the error of a Func, or nil.
	Err error

	thrown goja.Value // the exception, if there is one
}

// Frame is a call on the stack.
type Frame struct {
	// Func is the name of the function, or "".
	Func string
	// File, Line and Col are as in Error.
	File      string
	Line, Col int
}

// Error returns "file:line:col: name: message", without the parts that are not
// known.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			b.WriteString(":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Col))
		}
		b.WriteString(": ")
	}
	b.WriteString(e.Text())
	return b.String()
}

// Text returns "name: message", as an exception's toString does.
func (e *Error) Text() string {
	switch {
	case e.Name == "":
		return e.Message
	case e.Message == "":
		return e.Name
	}
	return e.Name + ": " + e.Message
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// String returns the frame as a line of a stack trace shows it.
func (f Frame) String() string {
	place := f.File
	if f.Line > 0 {
		place += ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Col)
	}
	if f.Func == "" {
		return place
	}
	return f.Func + " (" + place + ")"
}
