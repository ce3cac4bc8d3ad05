package program

import (
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Included reports whether the condition of an intent, if it has one, lets it
// enter the model. The diagnostics say why a condition cannot be evaluated.
func (p *Program) Included(i *Intent) (bool, diag.List) {
	if i.Qualifier == nil || i.Qualifier.Expr == nil {
		return true, nil
	}
	value, err := EvalStatic(i.Qualifier.Expr, p.Deploy)
	if err != nil {
		return true, diag.List{staticDiagnostic(i.State.File.Source.Path, i.Qualifier, err, "the condition of an intent")}
	}
	return truthy(value) != i.Qualifier.Unless, nil
}

// staticDiagnostic describes a condition that cannot be evaluated when a skill
// is built. what names the condition.
func staticDiagnostic(path string, q *syntax.Qualifier, err error, what string) diag.Diagnostic {
	d := diag.Diagnostic{
		Code: "static-evaluation", File: path, Span: q.Expr.Span(),
		Message: fmt.Sprintf("evaluating %s: %v", what, err),
	}
	var notStatic *NotStaticError
	if errors.As(err, &notStatic) {
		d.Code = "not-static"
		d.Span = notStatic.Span
		d.Message = fmt.Sprintf("%s is evaluated when the skill is built: it cannot use %s", what, notStatic.What)
		d.Hint = "use only literals and DEPLOY variables"
	}
	return d
}
