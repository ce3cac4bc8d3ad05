package js

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

var nan = math.NaN()

func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// goError is under which an exception holds the error of Go that it stands
// for.
var goError = goja.NewSymbol("error of the host")

// thrown makes an exception of an error.
func (vm *VM) thrown(err error) goja.Value {
	name := "Error"
	message := err.Error()
	var e *Error
	if errors.As(err, &e) {
		message = e.Message
		if e.Name != "" {
			name = e.Name
		}
	}
	return vm.newError(name, message, err)
}

// newError makes an exception. The class is that of its name if there is one.
func (vm *VM) newError(name, message string, err error) *goja.Object {
	class, ok := vm.rt.GlobalObject().Get(name).(*goja.Object)
	if !ok || !strings.HasSuffix(name, "Error") {
		class = vm.rt.GlobalObject().Get("Error").ToObject(vm.rt)
	}
	o, newErr := vm.rt.New(class, vm.rt.ToValue(message))
	if newErr != nil {
		return vm.rt.NewGoError(err)
	}
	if err != nil {
		must(o.DefineDataPropertySymbol(goError, vm.rt.ToValue(&err), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	return o
}

// must passes on errors of the engine that only a mistake here can cause.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// limitError describes the end of a call by a limit.
func (vm *VM) limitError(cause error) error {
	e := &Error{Err: cause}
	switch {
	case errors.Is(cause, ErrTimeout):
		timeout := vm.opts.Timeout
		if timeout == 0 {
			timeout = DefaultTimeout
		}
		e.Message = fmt.Sprintf("the code ran for more than %v", timeout)
	case errors.Is(cause, ErrMemory):
		limit := vm.opts.MemoryLimit
		if limit == 0 {
			limit = DefaultMemoryLimit
		}
		e.Message = fmt.Sprintf("the code used more than %d MB of memory", limit>>20)
	case errors.Is(cause, context.DeadlineExceeded):
		e.Message = "the code ran for longer than it may"
	case errors.Is(cause, ErrExit):
		e.Message = cause.Error()
		e.Hint = "code runs within Litexa, which it must not end: throw an error instead"
	default:
		e.Message = "the code was stopped: " + cause.Error()
	}
	return e
}

// wrapError makes an *Error of what the engine returns.
func (vm *VM) wrapError(err error) error {
	var (
		interrupted *goja.InterruptedError
		overflow    *goja.StackOverflowError
		exception   *goja.Exception
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &interrupted):
		cause, ok := interrupted.Value().(error)
		if !ok {
			cause = errors.New("interrupted")
		}
		e := vm.limitError(cause)
		vm.setStack(e.(*Error), vm.frames(interrupted.Stack()))
		return e
	case errors.As(err, &overflow):
		e := &Error{Name: "RangeError", Message: "calls are nested too deep", Hint: "a function probably calls itself without end"}
		vm.setStack(e, vm.frames(overflow.Stack()))
		return e
	case errors.As(err, &exception):
		return vm.valueError(exception.Value(), exception.Stack())
	}
	return err
}

// valueError describes an exception with the stack from which it was thrown,
// if that is known.
func (vm *VM) valueError(v goja.Value, stack []goja.StackFrame) error {
	o, ok := v.(*goja.Object)
	if !ok {
		e := &Error{Message: "uncaught " + vm.show(v)}
		vm.setStack(e, vm.frames(stack))
		return e
	}
	e := &Error{thrown: v}
	text := ""
	_ = vm.try(func() error {
		if held := o.GetSymbol(goError); held != nil {
			if p, ok := held.Export().(*error); ok {
				e.Err = *p
			}
		}
		return nil
	})
	var own *Error
	if errors.As(e.Err, &own) && own.File != "" {
		// A syntax error, whose place is that in its file.
		return own
	}
	isError := false
	if err := vm.try(func() error {
		name, message := o.Get("name"), o.Get("message")
		isError = isString(message) && (isString(name) || vm.isError(o))
		if isError {
			e.Message = message.String()
			if isString(name) {
				e.Name = name.String()
			}
		}
		if s := o.Get("stack"); isString(s) {
			text = s.String()
		}
		return nil
	}); err != nil || !isError {
		e.Name, e.Message = "", "uncaught "+vm.show(v)
	}
	if own != nil {
		e.Hint, e.Err = own.Hint, own.Err
		if own.Err == nil {
			e.Err = own
		}
	}
	frames := vm.parseStack(text)
	if len(frames) == 0 {
		frames = vm.frames(stack)
	}
	vm.setStack(e, frames)
	if e.Hint == "" {
		e.Hint = hintFor(e)
	}
	return e
}

func isString(v goja.Value) bool { return v != nil && goja.IsString(v) }

func (vm *VM) isError(o *goja.Object) bool {
	class, ok := vm.rt.GlobalObject().Get("Error").(*goja.Object)
	return ok && vm.rt.InstanceOf(o, class)
}

// show writes a value that was thrown.
func (vm *VM) show(v goja.Value) string {
	s := ""
	if err := vm.try(func() error {
		if isString(v) {
			s = strconv.Quote(v.String())
			return nil
		}
		if o, ok := v.(*goja.Object); ok {
			if j, err := vm.stringify(o); err == nil && isString(j) {
				s = j.String()
				return nil
			}
		}
		s = v.String()
		return nil
	}); err != nil {
		s = "value"
	}
	const longest = 200
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest]) + "..."
	}
	return s
}

// setStack sets the stack and the place, which is that of the innermost call
// in a file of the project or a package.
func (vm *VM) setStack(e *Error, stack []Frame) {
	e.Stack = stack
	for _, f := range stack {
		if strings.HasPrefix(f.File, "node:") || f.Line == 0 {
			continue
		}
		e.File, e.Line, e.Col = f.File, f.Line, f.Col
		if o := vm.originOf(f.File); o != nil {
			e.SourceLine = newLines(o.text).shown(f.Line - 1)
		}
		return
	}
}

func (vm *VM) originOf(path string) *origin {
	if o := vm.origins[path]; o != nil {
		return o
	}
	for _, o := range vm.origins {
		if o.path == path {
			return o
		}
	}
	return nil
}

// frames turns the engine's stack into ours.
func (vm *VM) frames(stack []goja.StackFrame) []Frame {
	frames := make([]Frame, 0, len(stack))
	for _, s := range stack {
		pos := s.Position()
		if pos.Line == 0 {
			continue
		}
		name := s.FuncName()
		if name == "<anonymous>" {
			name = ""
		}
		frames = vm.appendFrame(frames, name, pos)
	}
	return frames
}

// appendFrame appends a frame with its original place, unless it is in code
// that stands in no file.
func (vm *VM) appendFrame(frames []Frame, name string, pos file.Position) []Frame {
	if strings.HasSuffix(pos.Filename, generatedSuffix) || pos.Filename == "" || pos.Filename == "<eval>" {
		return frames
	}
	f, _ := originalFrame(pos, vm.origins)
	f.Func = name
	return append(frames, f)
}

// stackLine matches a line of a stack as the engine writes it.
var stackLine = regexp.MustCompile(`^\s*at (?:(.*) \()?(.+):(\d+):(\d+)(?:\(\d+\))?\)?$`)

// parseStack reads the stack of an exception.
func (vm *VM) parseStack(text string) []Frame {
	var frames []Frame
	for line := range strings.Lines(text) {
		m := stackLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m == nil {
			continue
		}
		l, _ := strconv.Atoi(m[3])
		c, _ := strconv.Atoi(m[4])
		if l > 0 {
			frames = vm.appendFrame(frames, m[1], file.Position{Filename: m[2], Line: l, Column: c})
		}
	}
	return frames
}
