package js

import (
	"context"
	"fmt"
)

// Hold runs f, within which calls into the VM share one limit of time and
// memory, that of ctx and Options, whatever contexts they are given. It makes
// many small calls cheaper. When a limit was reached, the calls that follow fail
// as well.
func (vm *VM) Hold(ctx context.Context, f func() error) error {
	if vm.held != nil {
		return f()
	}
	ctx, cancel, err := vm.limit(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	guard := vm.guard(ctx)
	vm.held, vm.ctx = guard, ctx
	defer func() {
		guard.stop()
		vm.held, vm.ctx = nil, nil
		if guard.cause != nil {
			vm.clear()
		}
	}()
	return f()
}

// Broken reports whether the engine has failed, so that the VM cannot be used
// any more.
func (vm *VM) Broken() bool { return vm.broken }

// enterHeld is enter within Hold.
func (vm *VM) enterHeld(f func() error) (err error) {
	cause := vm.held.reached()
	if cause == nil {
		cause = context.Cause(vm.ctx)
	}
	if cause != nil {
		return vm.limitError(cause)
	}
	vm.depth++
	defer func() {
		vm.depth--
		vm.inside = false
		if p := recover(); p != nil {
			vm.broken = true
			err = fmt.Errorf("the JavaScript engine failed: %v", p)
		}
	}()
	return vm.wrapError(vm.finish(f()))
}
