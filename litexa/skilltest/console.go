package skilltest

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/internal/js"
)

// consoleName is the global through which code prints in tests.
const consoleName = "__testConsole"

// prelude is the code that makes a test of a run: values speak without line
// breaks between their words, and what is printed goes to the step.
func (r *runner) prelude() string {
	var b strings.Builder
	b.WriteString(`globalThis.escapeSpeech = (value) => ("" + value).replace(/ /g, "\u00A0");`)
	b.WriteString(`for (const kind of ["log", "info", "debug", "error", "warn"]) {
  console[kind] = (...args) => { for (const a of args) { ` + consoleName + `(kind, typeof a === "string" ? a : kind === "error" ? "" + a : "" + JSON.stringify(a)); } };
}
litexa.localTesting = true;
litexa.reportProgress ??= () => {};
`)
	names := make([]string, 0, len(r.Literals))
	for name := range r.Literals {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "litexa[%q] = %s;\n", name, quote(r.Literals[name]))
	}
	return b.String()
}

// quote returns a string literal of JavaScript.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\u2028", `\u2028`, "\u2029", `\u2029`).Replace(s) + `"`
}

// printed is what code printed since it was last taken.
type printed struct {
	logs, errors []string
}

func (p *printed) take() (logs, errs []string) {
	logs, errs = p.logs, p.errors
	*p = printed{}
	return logs, errs
}

func (p *printed) print(kind, text string) {
	switch kind {
	case "error", "warn":
		p.logs = append(p.logs, "ERROR: "+text)
		p.errors = append(p.errors, text)
	default:
		p.logs = append(p.logs, text)
	}
}

// console returns the function that prints to p.
func console(print func(kind, text string)) js.Func {
	return func(_ context.Context, args []*js.Value) (any, error) {
		if len(args) == 2 {
			print(args[0].String(), args[1].String())
		}
		return nil, nil
	}
}

// loading prints what code says while it is loaded for the first time.
func (r *runner) loading() js.Func {
	return console(func(_, text string) {
		if r.Console != nil {
			fmt.Fprintln(r.Console, text)
		}
	})
}

// logger returns a logger that prints to p.
func (p *printed) logger() *slog.Logger { return slog.New(logHandler{p}) }

type logHandler struct{ to *printed }

func (h logHandler) Enabled(context.Context, slog.Level) bool { return true }
func (h logHandler) WithAttrs([]slog.Attr) slog.Handler       { return h }
func (h logHandler) WithGroup(string) slog.Handler            { return h }

func (h logHandler) Handle(_ context.Context, r slog.Record) error {
	kind := "log"
	if r.Level >= slog.LevelError {
		kind = "error"
	}
	h.to.print(kind, r.Message)
	return nil
}
