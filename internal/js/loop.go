package js

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// loop holds what code has left to be done later: timers, immediates, and
// work that goroutines do for it. It runs within calls into the VM only.
type loop struct {
	timers     timerHeap
	seq        int
	immediates []*timer
	// holds counts what keeps a call waiting: timers and work that are not
	// unreferenced.
	holds int
	// fatal is the first error that a callback did not catch.
	fatal error

	work     chan func()
	cancel   context.CancelFunc
	workCtx  context.Context
	inFlight int
	wait     sync.WaitGroup
}

// timer is a call that is to be made at some time.
type timer struct {
	due    time.Time
	seq    int
	repeat time.Duration // for setInterval, otherwise 0
	call   func() error
	index  int // in the heap, or -1
	held   bool
}

type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if !h[i].due.Equal(h[j].due) {
		return h[i].due.Before(h[j].due)
	}
	return h[i].seq < h[j].seq
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*timer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.index = -1
	return t
}

// maxTimers bounds what endless code can leave to be done.
const maxTimers = 100_000

var errTimers = errors.New("too many timers are pending")

// add starts a timer.
func (l *loop) add(t *timer, delay time.Duration) error {
	if len(l.timers)+len(l.immediates) >= maxTimers {
		return errTimers
	}
	l.seq++
	t.seq, t.due = l.seq, time.Now().Add(delay)
	heap.Push(&l.timers, t)
	l.hold(t)
	return nil
}

// addImmediate makes a call come before anything that waits.
func (l *loop) addImmediate(t *timer) error {
	if len(l.timers)+len(l.immediates) >= maxTimers {
		return errTimers
	}
	t.index = -1
	l.immediates = append(l.immediates, t)
	l.hold(t)
	return nil
}

// stop ends a timer or immediate.
func (l *loop) stop(t *timer) {
	if t.index >= 0 {
		heap.Remove(&l.timers, t.index)
	}
	t.call = nil
	l.release(t)
}

func (l *loop) hold(t *timer) {
	if !t.held {
		t.held = true
		l.holds++
	}
}

// release makes a timer no reason to wait.
func (l *loop) release(t *timer) {
	if t.held {
		t.held = false
		l.holds--
	}
}

// clear drops all that is pending.
func (l *loop) clear() {
	for _, t := range l.timers {
		t.index, t.call, t.held = -1, nil, false
	}
	l.timers, l.immediates, l.holds, l.fatal = nil, nil, 0, nil
	if l.cancel != nil {
		l.cancel()
		l.cancel, l.workCtx = nil, nil
	}
	l.drain()
}

// drain waits for the goroutines, whose results nobody wants any more.
func (l *loop) drain() {
	for l.inFlight > 0 {
		<-l.work
		l.inFlight--
	}
	l.wait.Wait()
}

func (l *loop) close() { l.clear() }

// start runs work in a goroutine of its own; the function that it returns runs
// later in the VM. The context ends when the function that start returns is
// called, a limit ends the call into the VM, or the VM is closed.
func (l *loop) start(work func(context.Context) func()) context.CancelFunc {
	if l.work == nil {
		l.work = make(chan func())
	}
	if l.workCtx == nil {
		l.workCtx, l.cancel = context.WithCancel(context.Background())
	}
	ctx, cancel := context.WithCancel(l.workCtx)
	l.inFlight++
	l.holds++
	l.wait.Go(func() {
		defer cancel()
		l.work <- work(ctx)
	})
	return cancel
}

// run makes the calls that are due, and waits for those to come, until done
// reports true, nothing is left, the context ends, or a callback throws.
func (vm *VM) run(done func() bool) error {
	l := &vm.loop
	for {
		vm.reportRejections()
		if err := l.fatal; err != nil {
			l.fatal = nil
			return err
		}
		if done() {
			return nil
		}
		if err := vm.ctx.Err(); err != nil {
			return vm.limitError(context.Cause(vm.ctx))
		}
		if l.holds == 0 {
			return nil
		}
		if err := vm.turn(); err != nil {
			return err
		}
	}
}

// Wait does what code left to be done later, such as timers and requests,
// until nothing is left.
func (vm *VM) Wait(ctx context.Context) error {
	return vm.enter(ctx, func() error { return vm.run(func() bool { return false }) })
}

// turn does what is due: the timers, then work that is done, then the
// immediates. If there is nothing, it waits.
func (vm *VM) turn() error {
	l := &vm.loop
	now := time.Now()
	ran := false
	for len(l.timers) > 0 && !l.timers[0].due.After(now) && vm.ctx.Err() == nil {
		ran = true
		if err := vm.runTimer(heap.Pop(&l.timers).(*timer)); err != nil {
			return err
		}
	}
	select {
	case result := <-l.work:
		ran = true
		l.finish(result)
	default:
	}
	list := l.immediates
	l.immediates = nil
	for i, t := range list {
		if err := vm.runTimer(t); err != nil || vm.ctx.Err() != nil {
			l.immediates = append(list[i+1:], l.immediates...)
			return err
		}
	}
	if !ran && len(list) == 0 && l.fatal == nil {
		vm.waitForWork()
	}
	return nil
}

// runTimer makes the call of a timer that is in no list any more.
func (vm *VM) runTimer(t *timer) error {
	l := &vm.loop
	if t.call == nil {
		return nil
	}
	call := t.call
	if t.repeat == 0 {
		t.call = nil
		l.release(t)
		err := call()
		vm.reportRejections()
		return err
	}
	err := call()
	vm.reportRejections()
	if t.call != nil {
		held := t.held
		if e := l.add(t, t.repeat); e != nil {
			return e
		}
		if !held {
			l.release(t)
		}
	}
	return err
}

// waitForWork sleeps until work is done, a timer is due or the context ends.
func (vm *VM) waitForWork() {
	l := &vm.loop
	var due <-chan time.Time
	if len(l.timers) > 0 {
		timer := time.NewTimer(time.Until(l.timers[0].due))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case result := <-l.work:
		l.finish(result)
	case <-due:
	case <-vm.ctx.Done():
	}
}

// finish takes in the result of work.
func (l *loop) finish(result func()) {
	l.inFlight--
	l.holds--
	result()
}

// callback calls a function of the code outside of any other code. What it
// throws ends the call into the VM that is under way, unless the code listens
// for uncaught exceptions.
func (vm *VM) callback(fn goja.Callable, args ...goja.Value) error {
	err := vm.outer(func() error {
		_, err := fn(goja.Undefined(), args...)
		return err
	})
	if err != nil && vm.uncaught(err) {
		return nil
	}
	return err
}

// trackRejection notes the promises whose rejection nobody handles.
func (vm *VM) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		vm.rejected = append(vm.rejected, p)
		return
	}
	vm.rejected = slices.DeleteFunc(vm.rejected, func(q *goja.Promise) bool { return p == q })
}

// reportRejections tells the code, or else the user, of rejections that nobody
// handles, other than that of the promise that a call into the VM waits for.
func (vm *VM) reportRejections() {
	if len(vm.rejected) == 0 {
		return
	}
	rejected := vm.rejected
	vm.rejected = nil
	for _, p := range rejected {
		if p != vm.awaited && !vm.emit("unhandledRejection", p.Result(), vm.rt.ToValue(p)) {
			fmt.Fprintf(vm.stderr(), "a promise was rejected, and nothing handles it: %v\n", vm.valueError(p.Result(), nil))
		}
	}
}
