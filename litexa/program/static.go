package program

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// NotStaticError reports a part of an expression whose value is not known when
// a skill is built.
type NotStaticError struct {
	Span diag.Span
	// What names the part, for example "a function call".
	What string
}

func (e *NotStaticError) Error() string {
	return fmt.Sprintf("%s is not a static expression", e.What)
}

// Undefined is the value of a DEPLOY variable that is not set.
type Undefined struct{}

// EvalStatic returns the value of an expression of literals and DEPLOY
// variables, with the operators of JavaScript; == and != are strict. deploy is
// the DEPLOY object as JSON values; nil is an empty object.
//
// The value is a bool, a float64, a string, nil for null, [Undefined], or an
// object or array of deploy. Other parts of expressions are a [*NotStaticError],
// even where "and" or "or" would not come to them.
func EvalStatic(expr syntax.Expr, deploy any) (any, error) {
	if err := checkStatic(expr); err != nil {
		return nil, err
	}
	if deploy == nil {
		deploy = map[string]any{}
	}
	return eval(expr, deploy)
}

// checkStatic reports the first part of an expression that is not static.
func checkStatic(expr syntax.Expr) error {
	switch x := expr.(type) {
	case *syntax.StringLit, *syntax.NumberLit, *syntax.BoolLit:
		return nil
	case *syntax.ParenExpr:
		return checkStatic(x.X)
	case *syntax.NotExpr:
		return checkStatic(x.X)
	case *syntax.BinaryExpr:
		// Chains associate to the left and may be long.
		for {
			if err := checkStatic(x.Y); err != nil {
				return err
			}
			left, ok := x.X.(*syntax.BinaryExpr)
			if !ok {
				return checkStatic(x.X)
			}
			x = left
		}
	case *syntax.Ref:
		if x.Scope == syntax.DeployScope {
			return nil
		}
		return &NotStaticError{Span: x.Span(), What: describeRef(x)}
	case *syntax.CallExpr:
		return &NotStaticError{Span: x.Span(), What: "a function call"}
	}
	return errors.New("the expression is not complete")
}

func describeRef(r *syntax.Ref) string {
	switch r.Scope {
	case syntax.DatabaseScope:
		return "the database variable @" + r.Name.Name
	case syntax.RequestScope:
		return "the request variable $" + r.Name.Name
	}
	return "the variable " + r.Name.Name
}

// eval evaluates a static expression.
func eval(expr syntax.Expr, deploy any) (any, error) {
	switch x := expr.(type) {
	case *syntax.StringLit:
		return unescape(x.Raw), nil
	case *syntax.NumberLit:
		return x.Value, nil
	case *syntax.BoolLit:
		return x.Value, nil
	case *syntax.ParenExpr:
		return eval(x.X, deploy)
	case *syntax.NotExpr:
		v, err := eval(x.X, deploy)
		return !truthy(v), err
	case *syntax.Ref:
		return readDeploy(x, deploy)
	case *syntax.BinaryExpr:
		return evalBinary(x, deploy)
	}
	return nil, errors.New("the expression is not complete")
}

func evalBinary(x *syntax.BinaryExpr, deploy any) (any, error) {
	// The left spine is followed by a loop, since chains may be long.
	spine := []*syntax.BinaryExpr{x}
	for {
		left, ok := spine[len(spine)-1].X.(*syntax.BinaryExpr)
		if !ok {
			break
		}
		spine = append(spine, left)
	}
	value, err := eval(spine[len(spine)-1].X, deploy)
	for n := len(spine) - 1; n >= 0 && err == nil; n-- {
		op := spine[n].Op
		if op == "and" && !truthy(value) || op == "or" && truthy(value) {
			continue
		}
		var right any
		if right, err = eval(spine[n].Y, deploy); err == nil {
			value = operate(op, value, right)
		}
	}
	return value, err
}

// readDeploy reads a DEPLOY variable.
func readDeploy(r *syntax.Ref, deploy any) (any, error) {
	value := property(deploy, r.Name.Name)
	name := "DEPLOY." + r.Name.Name
	for _, a := range r.Path {
		if value == nil || value == (any)(Undefined{}) {
			return nil, fmt.Errorf("%s is %s, so nothing can be read from it", name, toString(value))
		}
		key := a.Member
		switch {
		case a.Member != "":
			name += "." + a.Member
		case a.IsKey:
			key = a.Key
			name += fmt.Sprintf("[%q]", a.Key)
		default:
			key = strconv.Itoa(a.Index)
			name += "[" + key + "]"
		}
		value = property(value, key)
	}
	return value, nil
}
