package skilltest

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/runtime"
)

//go:embed testlib.js
var testLibrary string

// code runs a file of code with its cases.
func (r *runner) code(ctx context.Context, file *chosenFile) (*CodeTest, error) {
	result := &CodeTest{File: file.Name}
	start := time.Now()
	var current *CodeCase
	note := func(line string) {
		if current != nil {
			current.Notes = append(current.Notes, line)
		} else {
			result.Notes = append(result.Notes, line)
		}
	}
	random := rand.New(rand.NewPCG(r.Seed, uint64(len(file.Name))))
	skill := r.skill.Fork(func(c *runtime.Config) {
		c.JS.Rand = random.Float64
		c.Globals = map[string]any{
			consoleName: console(func(kind, text string) {
				if kind == "error" || kind == "warn" {
					note(" c✘! " + text)
				} else {
					note("  c! " + text)
				}
			}),
			"__testReport": console(func(kind, text string) {
				switch kind {
				case "begin":
					current = &CodeCase{Name: text}
					result.Cases = append(result.Cases, current)
				case "pass", "fail":
					current.Passed, current.Message = kind == "pass", text
					current = nil
				default:
					note(text)
				}
			}),
			"__testChosen": js.Func(func(_ context.Context, args []*js.Value) (any, error) {
				return len(file.filters) == 0 || matchesAny(file.filters, args[0].String()), nil
			}),
			"__testDirective": js.Func(func(_ context.Context, args []*js.Value) (any, error) {
				return r.checkDirective(args[0].String()), nil
			}),
		}
	})
	defer skill.Close()
	err := skill.RunFile(ctx, r.language.Name, testLibrary, js.File{Name: file.Name, Path: file.Path, Text: file.Text})
	result.Duration = time.Since(start)
	if ctx.Err() != nil {
		return result, ctx.Err()
	}
	if thrown := new(js.Error); errors.As(err, &thrown) {
		// What ran before does not count: nobody knows what is missing.
		for _, k := range result.Cases {
			result.Notes = append(result.Notes, k.Notes...)
		}
		result.Cases = nil
		result.Error = thrown.Text()
		if thrown.File != "" {
			result.Error = fmt.Sprintf("%s:%d:%d: %s", thrown.File, thrown.Line, thrown.Col, thrown.Text())
		}
		return result, nil
	}
	return result, err
}
