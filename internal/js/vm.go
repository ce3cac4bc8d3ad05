package js

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// maxStack is how deep calls may nest, about as in Node.
const maxStack = 9000

var (
	errClosed = errors.New("the VM is closed")
	errBroken = errors.New("the VM failed before and cannot be used any more")
)

// VM is an engine with modules, timers and the parts of Node that they need.
// It is used by one goroutine at a time.
type VM struct {
	opts  Options
	root  string // Root, absolute and clean
	rt    *goja.Runtime
	cache *Cache

	// ctx is the context of the call that is under way.
	ctx    context.Context
	depth  int
	closed bool
	broken bool
	held   *guard // within Hold

	loop     loop
	realRoot string // root without links; "" until it is needed
	modules  map[string]*module
	main     *module
	builtins map[string]goja.Value
	packages map[string]*packageJSON
	origins  map[string]*origin
	rejected []*goja.Promise
	awaited  *goja.Promise // by the call that is under way

	jsonStringify, jsonParse goja.Callable   // JSON's, from when they were first needed
	installed                map[string]bool // features
	libRequire               goja.Value
	cacheObject              *goja.Object // require.cache
	asyncContext             goja.Value   // of async_hooks; nil if that is not used
	exit                     *exitError   // of process.exit

	// trampoline calls job from within the engine, so that it does not run the
	// calls of promises when functions that job calls return.
	trampoline goja.Callable
	job        func()
	inside     bool
	ticks      []tick

	requests int
	cancels  map[int]context.CancelFunc // of requests, by number
}

// New returns a VM. It reads no file and starts no goroutine.
func New(opts Options) (*VM, error) {
	vm := &VM{
		opts: opts, rt: goja.New(), cache: opts.Cache,
		modules: map[string]*module{}, builtins: map[string]goja.Value{},
		packages: map[string]*packageJSON{}, origins: map[string]*origin{},
	}
	if vm.cache == nil {
		vm.cache = NewCache()
	}
	if opts.Root != "" {
		root, err := filepath.Abs(opts.Root)
		if err != nil {
			return nil, fmt.Errorf("finding the directory of the project: %w", err)
		}
		vm.root = root
	}
	vm.rt.SetMaxCallStackSize(maxStack)
	vm.makeTrampoline()
	if opts.Now != nil {
		vm.rt.SetTimeSource(opts.Now)
	}
	if opts.Rand != nil {
		vm.rt.SetRandSource(opts.Rand)
	}
	vm.rt.SetPromiseRejectionTracker(vm.trackRejection)
	vm.installGlobals()
	return vm, nil
}

// Close ends what the VM still does, such as HTTP requests, and waits for it.
// The VM must not be used afterwards.
func (vm *VM) Close() error {
	vm.closed = true
	vm.loop.close()
	return nil
}

// enter runs f, which runs code, under the limits of the VM. Errors of code
// become an *Error.
func (vm *VM) enter(ctx context.Context, f func() error) (err error) {
	switch {
	case vm.closed:
		return errClosed
	case vm.broken:
		return errBroken
	case vm.depth > 0: // called by a Func, within the limits of its caller
		return vm.wrapError(f())
	case vm.held != nil:
		return vm.enterHeld(f)
	}
	ctx, cancel, err := vm.limit(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	vm.ctx = ctx
	vm.depth++
	guard := vm.guard(ctx)
	defer func() {
		guard.stop()
		vm.depth--
		vm.ctx = nil
		vm.inside = false
		if p := recover(); p != nil {
			vm.broken = true
			err = fmt.Errorf("the JavaScript engine failed: %v", p)
		}
	}()
	err = f()
	guard.stop()
	err = vm.finish(err)
	if guard.cause != nil {
		vm.clear()
	}
	return vm.wrapError(err)
}

// clear drops what code left to be done later.
func (vm *VM) clear() {
	vm.ticks = nil
	vm.loop.clear()
}

// limit returns the context of a call, with the time limit of the VM.
func (vm *VM) limit(ctx context.Context) (context.Context, context.CancelFunc, error) {
	cancel := func() {}
	if timeout := vm.opts.Timeout; timeout >= 0 {
		if timeout == 0 {
			timeout = DefaultTimeout
		}
		ctx, cancel = context.WithTimeoutCause(ctx, timeout, ErrTimeout)
	}
	if ctx.Err() != nil {
		cancel()
		return nil, nil, vm.limitError(context.Cause(ctx))
	}
	return ctx, cancel, nil
}

// finish returns the error of a call, or else what made it fail besides.
func (vm *VM) finish(err error) error {
	if err == nil && vm.loop.fatal != nil {
		err, vm.loop.fatal = vm.loop.fatal, nil
	}
	if vm.exit != nil {
		vm.rt.ClearInterrupt()
		if err == nil {
			err = vm.limitError(vm.exit)
		}
		vm.exit = nil
		vm.clear()
	}
	return err
}

// trampolineProgram makes a function of code, as the engine takes a call for
// an outer one unless there is a function of code around it.
var trampolineProgram = goja.MustCompile("node:internal/main", "(function(job){return function(){job()}})", true)

func (vm *VM) makeTrampoline() {
	v, err := vm.rt.RunProgram(trampolineProgram)
	must(err)
	f, _ := goja.AssertFunction(v)
	v, err = f(goja.Undefined(), vm.function("main", func(goja.FunctionCall) goja.Value {
		vm.job()
		return goja.Undefined()
	}))
	must(err)
	vm.trampoline, _ = goja.AssertFunction(v)
}

// outer runs f, which calls into the code from outside of it, and then what it
// left to be done at once: the calls of process.nextTick before those of
// promises, as Node does. Within code it only runs f.
func (vm *VM) outer(f func() error) error {
	if vm.inside {
		return f()
	}
	var err error
	vm.job = func() {
		if err = f(); isUncatchable(err) {
			panic(err)
		}
		vm.runTicks()
	}
	for {
		vm.inside = true
		_, e := vm.trampoline(goja.Undefined())
		vm.inside = false
		if err == nil {
			err = e
		}
		if e != nil || len(vm.ticks) == 0 {
			return err
		}
		vm.job = vm.runTicks
	}
}

// tick is a call of process.nextTick.
type tick struct {
	call goja.Callable
	args []goja.Value
}

// runTicks makes the calls of process.nextTick.
func (vm *VM) runTicks() {
	for len(vm.ticks) > 0 {
		list := vm.ticks
		vm.ticks = nil
		for i, t := range list {
			_, err := t.call(goja.Undefined(), t.args...)
			var exception *goja.Exception
			switch {
			case errors.As(err, &exception):
				vm.fail(exception.Value())
			case err != nil:
				vm.ticks = append(list[i+1:], vm.ticks...)
				vm.rethrow(err)
			}
		}
	}
}

// isUncatchable reports whether an error ends all code.
func isUncatchable(err error) bool {
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	return errors.As(err, &interrupted) || errors.As(err, &overflow)
}

// try runs f, which may throw.
func (vm *VM) try(f func() error) error {
	var err error
	if ex := vm.rt.Try(func() { err = f() }); ex != nil {
		return ex
	}
	return err
}

// guard watches a call and ends it when a limit is reached.
type guard struct {
	rt      *goja.Runtime
	limit   int64
	base    int64
	unwatch func() bool
	timer   *time.Timer

	mu    sync.Mutex
	done  bool
	cause error
}

// memoryInterval is how often the heap is looked at.
const memoryInterval = 5 * time.Millisecond

func (vm *VM) guard(ctx context.Context) *guard {
	g := &guard{rt: vm.rt, limit: vm.opts.MemoryLimit}
	if g.limit == 0 {
		g.limit = DefaultMemoryLimit
	}
	g.unwatch = context.AfterFunc(ctx, func() { g.interrupt(context.Cause(ctx)) })
	g.mu.Lock()
	g.timer = time.AfterFunc(memoryInterval, g.look)
	g.mu.Unlock()
	return g
}

// look ends the call if the heap has grown too much.
func (g *guard) look() {
	live, objects := heapSize()
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.done:
		return
	case g.base == 0:
		g.base = max(live, 1)
	case live-g.base > g.limit || objects-g.base > 2*g.limit:
		g.stopWith(ErrMemory)
		return
	}
	g.timer.Reset(memoryInterval)
}

func (g *guard) interrupt(cause error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stopWith(cause)
}

// reached returns the limit that was reached, or nil.
func (g *guard) reached() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cause
}

// stopWith interrupts the code; the caller holds the lock.
func (g *guard) stopWith(cause error) {
	if !g.done && g.cause == nil {
		g.cause = cause
		g.rt.Interrupt(cause)
	}
}

// stop ends the watch. It may be called more than once.
func (g *guard) stop() {
	g.unwatch()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.done {
		return
	}
	g.done = true
	g.timer.Stop()
	if g.cause != nil {
		g.rt.ClearInterrupt()
	}
}

func (vm *VM) stderr() io.Writer { return orDiscard(vm.opts.Stderr) }

func orDiscard(w io.Writer) io.Writer {
	if w == nil {
		return io.Discard
	}
	return w
}

// cwd is what process.cwd returns.
func (vm *VM) cwd() string {
	if vm.root != "" {
		return vm.root
	}
	return string(os.PathSeparator)
}
