package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/internal/js"
)

// libraryResult is the object of the library's functions that Go calls.
const libraryResult = `({__open, __begin, __prepare, __finish, __record, __enter, __error, __forget, __terminate, __logResponse})`

// opened is an event as the library has read it.
type opened struct {
	value    *js.Value
	language string
	kind     string
	// key is the key of the user's record, which inline code may decide.
	key      string
	terminal bool
	// logTraces says to log each state and handler as it is reached, and
	// keepTraces to note them in the context.
	logTraces, keepTraces bool
}

// requestJSON returns the request for the log.
func (o opened) requestJSON(ctx context.Context) string {
	event, err := o.value.Get("event")
	if err != nil {
		return ""
	}
	request, err := event.Get("request")
	if err != nil {
		return ""
	}
	text, err := request.JSON(ctx)
	if err != nil {
		return ""
	}
	return string(text)
}

// library calls a function of the library.
func (e *engine) library(ctx context.Context, name string, args ...any) (*js.Value, error) {
	f := e.lib.get(name)
	if f == nil {
		return nil, fmt.Errorf("the run-time library has no %s", name)
	}
	v, err := f.Call(ctx, args...)
	if err != nil {
		return nil, e.skill.failure(err)
	}
	return v, nil
}

// open reads the event.
func (e *engine) open(ctx context.Context, event json.RawMessage) (opened, error) {
	e.ctx = ctx
	if len(event) == 0 {
		return opened{}, errors.New("reading the request: it is empty")
	}
	v, err := e.library(ctx, "__open", event)
	if err != nil {
		return opened{}, fmt.Errorf("reading the request: %w", err)
	}
	o := opened{value: v}
	for name, to := range map[string]*string{"language": &o.language, "type": &o.kind, "key": &o.key} {
		m, err := v.Get(name)
		if err != nil {
			return opened{}, err
		}
		*to = m.String()
	}
	traces, err := v.Get("logStateTraces")
	if err != nil {
		return opened{}, err
	}
	o.logTraces = e.skill.config.LogStateTraces
	if !traces.IsUndefined() && !traces.IsNull() {
		o.logTraces = traces.Truthy()
	}
	report, err := v.Get("reportStateTrace")
	if err != nil {
		return opened{}, err
	}
	o.keepTraces = o.logTraces || e.skill.config.TraceStates || report.Truthy()
	o.terminal = o.kind == "SessionEndedRequest" || o.kind == "System.ExceptionEncountered"
	e.code = e.langs[o.language]
	return o, nil
}

// settings are what the library knows about the skill.
func (s *Skill) settings() map[string]any {
	events := s.config.Image.Events
	if events == nil {
		events = []string{}
	}
	pronounce := map[string]any{}
	for _, l := range s.config.Image.Languages {
		mappings := []any{}
		for _, p := range l.Pronounce {
			mappings = append(mappings, map[string]any{"from": p.From, "to": p.To})
		}
		if len(mappings) > 0 {
			pronounce[l.Name] = mappings
		}
	}
	return map[string]any{
		"functions": s.config.Functions,
		"globals":   s.config.Globals,
		"logLevel":  s.config.LogLevel,
		"languages": s.names,
		"userAgent": s.config.UserAgent,
		"pronounce": pronounce,
		"litexa": map[string]any{
			"DEPLOY":             s.config.Image.Deploy,
			"assetsRoot":         s.config.AssetsRoot,
			"projectName":        s.config.Image.Name,
			"modulesRoot":        s.config.ModulesRoot,
			"language":           "default",
			"sayMapping":         map[string]any{},
			"extendedEventNames": events,
			"extensions":         map[string]any{},
		},
	}
}

// metric is what the library reports metrics to.
func (e *engine) metric() js.Func {
	return func(ctx context.Context, args []*js.Value) (any, error) {
		if e.skill.config.Metric == nil || len(args) < 3 {
			return nil, nil
		}
		e.skill.config.Metric(ctx, args[0].String(), args[1].Number(), args[2].String())
		return nil, nil
	}
}

// products fetches the in-skill products for the library.
func (e *engine) products() js.Func {
	return func(ctx context.Context, args []*js.Value) (any, error) {
		if e.skill.config.Products == nil || len(args) < 3 {
			return `{"inSkillProducts":[]}`, nil
		}
		data, err := e.skill.config.Products(ctx, args[0].String(), args[1].String(), args[2].String())
		if err != nil {
			return nil, fmt.Errorf("fetching the in-skill products: %w", err)
		}
		return string(data), nil
	}
}
