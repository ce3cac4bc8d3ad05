package litexa

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/internal/js"
)

// Func makes a Go function callable from Litexa code and from inline code, as
// name(...). Its parameters and its result may be of any type that encoding/json
// can read and write: numbers, strings, booleans, slices, maps, structs with
// json tags, pointers to such, and any. A [context.Context] as the first
// parameter is that of the request; an error as the last result is thrown. The
// last parameter may be variadic.
//
// Calls convert as JSON does, without coercion: a function that takes an int
// refuses "5" and 1.5. Slot values are always strings. Undefined and null are
// the zero value of the parameter.
//
// Functions are called by several requests at once, and the code that calls one
// waits for it: it should end when its context does.
func Func(name string, f any) Option {
	return func(o *options) { o.register(name, f, function) }
}

// Object makes the exported methods of a Go value callable, like functions of
// Func, as name.method(...). The first letter of their names becomes lower case:
// Roll is roll.
func Object(name string, value any) Option {
	return func(o *options) { o.register(name, value, object) }
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// register notes a function or an object under a name that code can use.
func (o *options) register(name string, value any, convert func(name string, v reflect.Value) (any, error)) {
	if !identifier.MatchString(name) {
		o.fail("%q cannot be the name of a Go function: use letters, digits and underscores", name)
		return
	}
	if _, taken := o.functions[name]; taken || slices.Contains([]string{"context", "litexa", "exports", "require"}, name) {
		o.fail("the name %s is taken: give the Go function another one", name)
		return
	}
	converted, err := convert(name, reflect.ValueOf(value))
	if err != nil {
		o.fail("%w", err)
		return
	}
	if o.functions == nil {
		o.functions = map[string]any{}
	}
	o.functions[name] = converted
}

// object returns the methods of a value.
func object(name string, v reflect.Value) (any, error) {
	if !v.IsValid() || v.NumMethod() == 0 {
		return nil, fmt.Errorf("%s has no exported methods: register a value with methods, or a pointer to it", name)
	}
	methods := map[string]any{}
	for i := range v.NumMethod() {
		method := lowerFirst(v.Type().Method(i).Name)
		f, err := function(name+"."+method, v.Method(i))
		if err != nil {
			return nil, err
		}
		methods[method] = f
	}
	return methods, nil
}

func lowerFirst(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(r)) + name[size:]
}

// signature is how a Go function is called.
type signature struct {
	name     string
	f        reflect.Value
	params   []reflect.Type // without the context
	context  bool
	variadic bool
	result   bool
	err      bool
}

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)

// function returns a Go function as one of code.
func function(name string, v reflect.Value) (any, error) {
	if !v.IsValid() || v.Kind() != reflect.Func || v.IsNil() {
		return nil, fmt.Errorf("%s is not a function", name)
	}
	t := v.Type()
	s := &signature{name: name, f: v, variadic: t.IsVariadic()}
	for i := range t.NumIn() {
		switch in := t.In(i); {
		case in == contextType && i == 0:
			s.context = true
		case !convertible(in):
			return nil, fmt.Errorf("parameter %d of %s is of type %v, for which there is no JSON", i+1, name, in)
		default:
			s.params = append(s.params, in)
		}
	}
	out := t.NumOut()
	if out > 0 && t.Out(out-1) == errorType {
		s.err = true
		out--
	}
	switch {
	case out > 1:
		return nil, fmt.Errorf("%s has %d results: it may have one, and an error after it", name, out)
	case out == 1 && !convertible(t.Out(0)):
		return nil, fmt.Errorf("the result of %s is of type %v, for which there is no JSON", name, t.Out(0))
	}
	s.result = out == 1
	return js.Func(s.call), nil
}

// convertible reports whether a type may have JSON.
func convertible(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	case reflect.Interface:
		return t.NumMethod() == 0
	case reflect.Slice, reflect.Array, reflect.Pointer, reflect.Map:
		return convertible(t.Elem())
	default:
		return true
	}
}

// call calls the function with arguments of code.
func (s *signature) call(ctx context.Context, args []*js.Value) (result any, err error) {
	fixed := len(s.params)
	if s.variadic {
		fixed--
	}
	if len(args) < fixed || len(args) > fixed && !s.variadic {
		return nil, &js.Error{Name: "TypeError", Message: fmt.Sprintf("%s takes %s, not %d", s.name, s.arity(fixed), len(args))}
	}
	in := make([]reflect.Value, 0, len(args)+1)
	if s.context {
		in = append(in, reflect.ValueOf(ctx))
	}
	for i, arg := range args {
		t := s.params[min(i, len(s.params)-1)]
		if s.variadic && i >= fixed {
			t = t.Elem()
		}
		v, err := fromCode(ctx, arg, t)
		if err != nil {
			return nil, &js.Error{Name: "TypeError", Message: fmt.Sprintf("argument %d of %s %v", i+1, s.name, err)}
		}
		in = append(in, v)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("in the Go function %s: %w", s.name, &ask.PanicError{Value: p, Stack: debug.Stack()})
		}
	}()
	out := s.f.Call(in)
	if s.err {
		if failed, ok := out[len(out)-1].Interface().(error); ok {
			return nil, failed
		}
	}
	if !s.result {
		return nil, nil
	}
	return toCode(s.name, out[0])
}

func (s *signature) arity(fixed int) string {
	noun := "arguments"
	if fixed == 1 {
		noun = "argument"
	}
	if s.variadic {
		return fmt.Sprintf("at least %d %s", fixed, noun)
	}
	return fmt.Sprintf("%d %s", fixed, noun)
}

// fromCode returns an argument as a value of a type.
func fromCode(ctx context.Context, arg *js.Value, t reflect.Type) (reflect.Value, error) {
	v := reflect.New(t).Elem()
	if arg.IsUndefined() || arg.IsNull() {
		return v, nil
	}
	text, err := arg.JSON(ctx)
	if err != nil {
		return v, errors.New("has no JSON")
	}
	err = json.Unmarshal(text, v.Addr().Interface())
	if err == nil {
		return v, nil
	}
	wrong := (*json.UnmarshalTypeError)(nil)
	if !errors.As(err, &wrong) {
		return v, err
	}
	where := "must be"
	if wrong.Field != "" {
		where = fmt.Sprintf("must have, as %s,", wrong.Field)
	}
	return v, fmt.Errorf("%s %s, not %s", where, describe(wrong.Type), given(wrong, text))
}

// describe says what values a type takes.
func describe(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "a boolean"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		return "an array"
	case reflect.Map, reflect.Struct:
		return "an object"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return fmt.Sprintf("a whole number of %d bits", t.Bits())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return fmt.Sprintf("a whole number, not negative, of %d bits", t.Bits())
	default:
		return t.String()
	}
}

// given says what was there instead.
func given(wrong *json.UnmarshalTypeError, text json.RawMessage) string {
	if wrong.Field == "" && len(text) < 60 && !strings.HasPrefix(wrong.Value, "number") {
		return wrong.Value + " " + string(text)
	}
	return wrong.Value
}

// toCode returns a result as the engine takes it.
func toCode(name string, v reflect.Value) (any, error) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			return v.String(), nil
		}
	case reflect.Bool:
		if v.Type() == reflect.TypeFor[bool]() {
			return v.Bool(), nil
		}
	case reflect.Float64:
		if f := v.Float(); v.Type() == reflect.TypeFor[float64]() || math.IsNaN(f) || math.IsInf(f, 0) {
			return f, nil
		}
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return nil, fmt.Errorf("the result of %s has no JSON: %w", name, err)
	}
	return json.RawMessage(text), nil
}
