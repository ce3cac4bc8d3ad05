package project

import (
	"context"
	"net/http"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project/internal/npm"
)

// Runtime compiles and checks the program of the project and returns the
// configuration of its run-time, to which the caller adds where assets are and
// where database variables are kept. The configuration is empty if the list has
// errors.
func (p *Project) Runtime(ctx context.Context) (runtime.Config, diag.List, error) {
	prog, list := p.Compile(ctx)
	if !list.HasErrors() {
		list = append(list, p.Check(ctx, prog)...)
	}
	if err := ctx.Err(); err != nil || list.HasErrors() {
		return runtime.Config{}, list, err
	}
	image, err := p.Image(prog)
	if err != nil {
		return runtime.Config{}, list, err
	}
	return p.runtimeConfig(image), list, nil
}

// runtimeConfig returns the configuration that Runtime describes.
func (p *Project) runtimeConfig(image *compile.Image) runtime.Config {
	engine := p.engineOptions()
	engine.HTTP = new(http.Client)
	env := npm.NewEnviron(engine.Env)
	return runtime.Config{
		Image:          image,
		ModulesRoot:    p.path(litexaFolder),
		JS:             engine,
		UserAgent:      p.UserAgent,
		Functions:      p.functions(),
		Products:       runtime.FetchProducts(engine.HTTP),
		LogLevel:       env["loggingLevel"],
		LogStateTraces: env["logStateTraces"] == "true",
		TraceStates:    env["enableStateTracing"] == "true",
	}
}
