package skilltest

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// evaluator evaluates the JavaScript of test statements. It sees nothing of
// the skill.
type evaluator struct {
	vm    *js.VM
	scope *js.Value
}

const evaluatorCode = `
const value = (source) => {
  try {
    return (0, eval)("(" + source + "\n)");
  } catch (e) {
    if (e instanceof SyntaxError) { return (0, eval)(source); }
    throw e;
  }
};
const compare = (record, path, op, source) => {
  let found = JSON.parse(record);
  for (const name of path) { found = found === undefined || found === null ? null : found[name]; }
  if (found === undefined || found === null) { return { missing: true }; }
  const tail = "" + JSON.stringify(value(source));
  return { met: !!new Function("value", "return value " + op + " " + tail)(found), found: JSON.stringify(found), tail };
};
const assign = (record, path, source) => {
  const variables = JSON.parse(record);
  let at = variables;
  for (const name of path.slice(0, -1)) { at = at[name]; }
  at[path[path.length - 1]] = value(source);
  return JSON.stringify(variables);
};
const matches = (pattern, flags, texts) => texts.some((text) => new RegExp(pattern, flags).test(text));
`

func newEvaluator(options js.Options) (*evaluator, error) {
	vm, err := js.New(js.Options{Timeout: options.Timeout, MemoryLimit: options.MemoryLimit, Cache: options.Cache})
	if err != nil {
		return nil, err
	}
	return &evaluator{vm: vm}, nil
}

func (e *evaluator) close() { _ = e.vm.Close() }

// call calls a function of the code, which is loaded when it is first needed.
func (e *evaluator) call(ctx context.Context, name string, args ...any) (*js.Value, error) {
	if e.scope == nil {
		scope, err := e.vm.NewScope(ctx, js.Source{
			Files: []js.File{{Name: "test.js", Text: evaluatorCode}}, Result: "({compare, assign, matches})",
		}, nil)
		if err != nil {
			return nil, err
		}
		e.scope = scope.Result()
	}
	v, err := e.scope.CallMethod(ctx, name, args...)
	if thrown := new(js.Error); errors.As(err, &thrown) {
		// The engine's syntax errors have their name and place in the message.
		return nil, errors.New(engineNoise.ReplaceAllString(thrown.Text(), ""))
	}
	return v, err
}

var engineNoise = regexp.MustCompile(`SyntaxError: <eval>: Line \d+:\d+ | \(and \d+ more errors\)`)

// comparison is the outcome of comparing a variable.
type comparison struct {
	Missing, Met bool
	// Found and Tail are the JSON of the variable and of the value.
	Found, Tail string
}

func (e *evaluator) compare(ctx context.Context, record json.RawMessage, path []any, op, source string) (comparison, error) {
	var c comparison
	v, err := e.call(ctx, "compare", string(record), path, op, source)
	if err != nil {
		return c, err
	}
	text, err := v.JSON(ctx)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(text, &c)
}

func (e *evaluator) assign(ctx context.Context, record json.RawMessage, path []any, source string) (json.RawMessage, error) {
	v, err := e.call(ctx, "assign", string(record), path, source)
	if err != nil {
		return nil, err
	}
	return json.RawMessage(v.String()), nil
}

// matches reports whether a regular expression of JavaScript matches one of
// the texts.
func (e *evaluator) matches(ctx context.Context, r *syntax.Regex, texts ...any) (bool, error) {
	v, err := e.call(ctx, "matches", r.Pattern, r.Flags, texts)
	if err != nil {
		return false, err
	}
	return v.Bool(), nil
}

// path returns the steps from the record to a variable.
func path(r *syntax.Ref) []any {
	p := []any{r.Name.Name}
	for _, a := range r.Path {
		switch {
		case a.Member != "":
			p = append(p, a.Member)
		case a.IsKey:
			p = append(p, a.Key)
		default:
			p = append(p, a.Index)
		}
	}
	return p
}
