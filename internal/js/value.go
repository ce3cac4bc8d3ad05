package js

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/dop251/goja"
)

// Value is a value of code in a VM. It may be used until the VM is closed, by
// the goroutine that uses the VM.
type Value struct {
	vm *VM
	v  goja.Value
}

// Func is a function of Go that code can call. Its result is turned into a
// value as the params of VM.Run are. An error is thrown; if nothing catches
// it, the Error that the call into the VM returns wraps it. The context is
// that of the call.
type Func func(ctx context.Context, args []*Value) (any, error)

func (vm *VM) value(v goja.Value) *Value {
	if v == nil {
		v = goja.Undefined()
	}
	return &Value{vm: vm, v: v}
}

// JSON returns the value as JSON.stringify writes it, with members in their
// order; a value without JSON, such as a function, is null.
func (v *Value) JSON(ctx context.Context) (json.RawMessage, error) {
	var out json.RawMessage
	err := v.vm.enter(ctx, func() error {
		s, err := v.vm.stringify(v.v)
		if err != nil {
			return err
		}
		if goja.IsUndefined(s) {
			out = json.RawMessage("null")
		} else {
			out = json.RawMessage(s.String())
		}
		return nil
	})
	return out, err
}

// stringify is JSON.stringify.
func (vm *VM) stringify(v goja.Value) (goja.Value, error) {
	vm.findJSON()
	return vm.jsonStringify(goja.Undefined(), v)
}

// parse is JSON.parse.
func (vm *VM) parse(text goja.Value) (goja.Value, error) {
	vm.findJSON()
	return vm.jsonParse(goja.Undefined(), text)
}

func (vm *VM) findJSON() {
	if vm.jsonParse != nil {
		return
	}
	o, _ := vm.rt.GlobalObject().Get("JSON").(*goja.Object)
	vm.jsonStringify, _ = goja.AssertFunction(o.Get("stringify"))
	vm.jsonParse, _ = goja.AssertFunction(o.Get("parse"))
}

// Get returns a member; it is undefined if there is none.
func (v *Value) Get(name string) (*Value, error) {
	out := v.vm.value(nil)
	err := v.object(func(o *goja.Object) { out = v.vm.value(o.Get(name)) })
	return out, err
}

// Set sets a member of an object. The new value is as the params of VM.Run; a
// value that is not an object is left alone.
func (v *Value) Set(name string, value any) error {
	var failed error
	err := v.object(func(o *goja.Object) {
		member, err := v.vm.toValue(value)
		if err == nil {
			err = o.Set(name, member)
		}
		failed = err
	})
	return errors.Join(err, failed)
}

// Index returns the element of an array; it is undefined if there is none.
func (v *Value) Index(i int) (*Value, error) { return v.Get(fmt.Sprint(i)) }

// Keys returns the names of an object's own enumerable members in order.
func (v *Value) Keys() ([]string, error) {
	var keys []string
	err := v.object(func(o *goja.Object) { keys = o.Keys() })
	return keys, err
}

// object calls f if the value is an object.
func (v *Value) object(f func(*goja.Object)) error {
	o, ok := v.v.(*goja.Object)
	if !ok {
		return nil
	}
	return v.vm.enter(context.Background(), func() error {
		return v.vm.try(func() error { f(o); return nil })
	})
}

// Call calls the value as a function without "this" and waits for the promise
// if it returns one. Arguments are as the params of VM.Run.
func (v *Value) Call(ctx context.Context, args ...any) (*Value, error) {
	return v.call(ctx, goja.Undefined(), v.v, args)
}

// CallMethod calls a member of the value, with the value as "this".
func (v *Value) CallMethod(ctx context.Context, name string, args ...any) (*Value, error) {
	f, err := v.Get(name)
	if err != nil {
		return nil, err
	}
	if !f.IsFunction() {
		return nil, &Error{Name: "TypeError", Message: name + " is not a function"}
	}
	return v.call(ctx, v.v, f.v, args)
}

func (v *Value) call(ctx context.Context, this, f goja.Value, args []any) (*Value, error) {
	fn, ok := goja.AssertFunction(f)
	if !ok {
		return nil, &Error{Name: "TypeError", Message: v.String() + " is not a function"}
	}
	vm := v.vm
	var out *Value
	err := vm.enter(ctx, func() error {
		values := make([]goja.Value, len(args))
		for i, a := range args {
			var err error
			if values[i], err = vm.toValue(a); err != nil {
				return fmt.Errorf("argument %d: %w", i+1, err)
			}
		}
		var result goja.Value
		err := vm.outer(func() error {
			var err error
			result, err = fn(this, values...)
			return err
		})
		if err != nil {
			return err
		}
		result, err = vm.settle(result)
		out = vm.value(result)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Await waits for the value if it is a promise, and returns what it becomes.
func (v *Value) Await(ctx context.Context) (*Value, error) {
	var out *Value
	err := v.vm.enter(ctx, func() error {
		result, err := v.vm.settle(v.v)
		out = v.vm.value(result)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

var errNeverSettles = errors.New("the promise never settles: nothing is left to be done that could settle it")

// settle waits for a value that is a promise or has a method "then".
func (vm *VM) settle(v goja.Value) (goja.Value, error) {
	o, ok := v.(*goja.Object)
	if !ok {
		return v, nil
	}
	p := promiseOf(o)
	if p == nil {
		then := vm.rt.ToValue(nil)
		if err := vm.try(func() error { then = o.Get("then"); return nil }); err != nil {
			return nil, err
		}
		if _, ok := goja.AssertFunction(then); !ok {
			return v, nil
		}
		promise, resolve, _ := vm.rt.NewPromise()
		if err := vm.outer(func() error { return resolve(o) }); err != nil {
			return nil, err
		}
		p = promise
	}
	outer := vm.awaited
	vm.awaited = p
	defer func() { vm.awaited = outer }()
	if p.State() == goja.PromiseStatePending {
		if vm.inside {
			return nil, errors.New("a function of the host cannot wait for a promise of the code that called it")
		}
		if err := vm.run(func() bool { return p.State() != goja.PromiseStatePending }); err != nil {
			return nil, err
		}
	}
	switch p.State() {
	case goja.PromiseStateFulfilled:
		return p.Result(), nil
	case goja.PromiseStateRejected:
		vm.rejected = slices.DeleteFunc(vm.rejected, func(q *goja.Promise) bool { return p == q })
		return nil, vm.valueError(p.Result(), nil)
	}
	return nil, errNeverSettles
}

// IsUndefined reports whether the value is undefined.
func (v *Value) IsUndefined() bool { return goja.IsUndefined(v.v) }

// IsNull reports whether the value is null.
func (v *Value) IsNull() bool { return goja.IsNull(v.v) }

// IsFunction reports whether the value is a function.
func (v *Value) IsFunction() bool {
	_, ok := goja.AssertFunction(v.v)
	return ok
}

// IsObject reports whether the value is an object; functions and arrays are.
func (v *Value) IsObject() bool {
	_, ok := v.v.(*goja.Object)
	return ok
}

// IsString reports whether the value is a string.
func (v *Value) IsString() bool { return goja.IsString(v.v) }

// Truthy reports whether JavaScript takes the value for true.
func (v *Value) Truthy() bool { return v.v.ToBoolean() }

// Bool is Truthy, for values that are known to be true or false.
func (v *Value) Bool() bool { return v.Truthy() }

// Number returns the value as a number; NaN if it is none.
func (v *Value) Number() float64 {
	f := nan
	if err := v.vm.enter(context.Background(), func() error {
		return v.vm.try(func() error { f = v.v.ToFloat(); return nil })
	}); err != nil {
		return nan
	}
	return f
}

// String returns the value as the function String does; "" if that throws.
func (v *Value) String() string {
	if _, ok := v.v.(*goja.Object); !ok {
		return v.v.String()
	}
	s := ""
	if err := v.vm.enter(context.Background(), func() error {
		return v.vm.try(func() error { s = v.v.String(); return nil })
	}); err != nil {
		return ""
	}
	return s
}

// toValue turns a value of Go into one of code: a *Value, a Func, what
// encoding/json can write, and maps and slices of such.
func (vm *VM) toValue(a any) (goja.Value, error) {
	switch a := a.(type) {
	case nil:
		return goja.Null(), nil
	case *Value:
		if a.vm != vm {
			return nil, errors.New("the value is of another VM")
		}
		return a.v, nil
	case Func:
		return vm.toFunction(a), nil
	case func(context.Context, []*Value) (any, error):
		return vm.toFunction(a), nil
	case string, bool, int, int64, float64:
		return vm.rt.ToValue(a), nil
	case json.RawMessage:
		if len(bytes.TrimSpace(a)) == 0 {
			return goja.Undefined(), nil
		}
		return vm.fromJSON(string(a))
	case map[string]any:
		o := vm.rt.NewObject()
		for _, k := range slices.Sorted(mapKeys(a)) {
			v, err := vm.toValue(a[k])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", k, err)
			}
			if err := o.DefineDataProperty(k, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
				return nil, err
			}
		}
		return o, nil
	case []any:
		list := make([]any, len(a))
		for i, e := range a {
			v, err := vm.toValue(e)
			if err != nil {
				return nil, fmt.Errorf("[%d]: %w", i, err)
			}
			list[i] = v
		}
		return vm.rt.NewArray(list...), nil
	}
	data, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	return vm.fromJSON(string(data))
}

// toFunction makes a function of Go callable.
func (vm *VM) toFunction(f Func) goja.Value {
	return vm.function("host", func(call goja.FunctionCall) goja.Value {
		args := make([]*Value, len(call.Arguments))
		for i, a := range call.Arguments {
			args[i] = vm.value(a)
		}
		result, err := f(vm.ctx, args)
		if err != nil {
			panic(vm.thrown(err))
		}
		v, err := vm.toValue(result)
		if err != nil {
			panic(vm.thrown(err))
		}
		return v
	})
}
