package js

import "github.com/dop251/goja"

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
	if err != nil {
		return err
	}
	return failed
}

// Truthy reports whether JavaScript takes the value for true.
func (v *Value) Truthy() bool { return v.v.ToBoolean() }

// Number returns the value as a number, NaN if it is none.
func (v *Value) Number() float64 { return v.v.ToFloat() }
