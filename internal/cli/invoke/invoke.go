// Package invoke is the command that answers recorded requests with a project.
package invoke

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project"
)

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Deployment is the deployment target.
	Deployment string
	// Project is a directory in the project; "" is the working directory.
	Project string
	// Events is the file of the requests, "-" for the standard input.
	Events string
	// Store names where database variables are kept: see [store.Forms].
	Store string
	// Seed makes random choices repeatable, unless it is "".
	Seed string
	// Locale replaces the locale of the requests, unless it is "".
	Locale string
	// Trace shows the states that each request reaches.
	Trace bool
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "invoke --events FILE",
		Short: "Answer recorded requests",
		Long: "Run request envelopes, one JSON object a line, through the compiled skill and\n" +
			"print one JSON object for each: {\"response\": ...} or {\"error\": ...}.\n\n" +
			"A request of a session that is not new and has no attributes gets those of the\n" +
			"last response.",
		Args: command.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return run(cmd.Context(), opts) },
	}
	command.AddDeployment(cmd, &opts.Deployment)
	flags := cmd.Flags()
	flags.StringVar(&opts.Project, "project", "", "directory in the project (default: the working directory)")
	flags.StringVar(&opts.Events, "events", "-", "file of request envelopes, or - for the standard input")
	flags.StringVar(&opts.Store, "store", "memory", "where database variables are kept: "+store.Forms)
	flags.StringVar(&opts.Seed, "seed", "", "seed of random choices; 0 always starts with the first (default: not repeatable)")
	flags.StringVar(&opts.Locale, "locale", "", "locale to put into the requests")
	flags.BoolVar(&opts.Trace, "trace", false, "show visited states and times on the standard error")
	return cmd
}

func run(ctx context.Context, opts *Options) error {
	dir := opts.Env.Dir
	if opts.Project != "" {
		dir = opts.Env.Abs(opts.Project)
	}
	events, err := opts.open()
	if err != nil {
		return err
	}
	defer events.Close()
	return opts.Env.WithProjectIn(ctx, dir, opts.Deployment, func(p *project.Project) (diag.List, error) {
		config, list, err := command.Runtime(ctx, opts.Env, p)
		if err != nil || list.HasErrors() {
			return list, err
		}
		opened, err := command.OpenStore(ctx, opts.Env, p, opts.Store)
		if err != nil {
			return list, err
		}
		defer opened.Close()
		if !p.SessionAttributes() {
			config.Store = opened.Store
		}
		config.Logger = opts.Env.Logger()
		if opts.Seed != "" {
			if config.JS.Rand, err = seeded(opts.Seed); err != nil {
				return list, err
			}
		}
		skill, err := runtime.New(ctx, config)
		if err != nil {
			return list, err
		}
		defer skill.Close()
		return list, opts.each(ctx, skill, events)
	})
}

// open opens the requests.
func (o *Options) open() (io.ReadCloser, error) {
	if o.Events == "-" {
		return io.NopCloser(o.Env.In), nil
	}
	f, err := os.Open(o.Env.Abs(o.Events))
	if err != nil {
		return nil, fmt.Errorf("reading the requests: %w", err)
	}
	return f, nil
}

// seeded returns a source of random numbers. Seed 0 is the simplest: all its
// numbers are 0, so that every choice starts with the first option.
func seeded(seed string) (func() float64, error) {
	var n uint64
	if _, err := fmt.Sscan(seed, &n); err != nil {
		return nil, command.Usagef("option --seed cannot be %q: it takes a whole number", seed)
	}
	if n == 0 {
		return func() float64 { return 0 }, nil
	}
	return rand.New(rand.NewPCG(n, n)).Float64, nil
}

// maxEvent is the size in bytes of the longest request.
const maxEvent = 16 << 20

// each answers the requests in order.
func (o *Options) each(ctx context.Context, skill *runtime.Skill, events io.Reader) error {
	lines := bufio.NewScanner(events)
	lines.Buffer(make([]byte, 0, 1<<16), maxEvent)
	out := bufio.NewWriter(o.Env.Out)
	defer out.Flush()
	var attributes json.RawMessage
	failed := false
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		event, err := o.prepare(line, attributes)
		if err != nil {
			return fmt.Errorf("request in line %d: %w", n, err)
		}
		start := time.Now()
		result, err := skill.Handle(ctx, event)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if o.Trace {
			o.trace(n, result, time.Since(start))
		}
		if err != nil {
			failed = true
		} else if a := sessionAttributes(result.Response); a != nil {
			attributes = a
		}
		if err := write(out, result, err); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the requests: %w", err)
	}
	if failed {
		o.Env.Verbosef("some requests failed")
	}
	return nil
}

// prepare gives a request what the one before it left in the session.
func (o *Options) prepare(line []byte, attributes json.RawMessage) (json.RawMessage, error) {
	var event map[string]json.RawMessage
	if err := json.Unmarshal(line, &event); err != nil {
		return nil, fmt.Errorf("it is not a JSON object: %w", err)
	}
	changed := false
	var session map[string]json.RawMessage
	if json.Unmarshal(event["session"], &session) == nil && string(session["new"]) == "false" && attributes != nil && isEmpty(session["attributes"]) {
		session["attributes"] = attributes
		event["session"] = encode(session)
		changed = true
	}
	var request map[string]json.RawMessage
	if o.Locale != "" && json.Unmarshal(event["request"], &request) == nil && request != nil {
		request["locale"] = encode(o.Locale)
		event["request"] = encode(request)
		changed = true
	}
	if !changed {
		return bytes.Clone(line), nil
	}
	return encode(event), nil
}

// isEmpty reports whether session attributes are missing or empty.
func isEmpty(attributes json.RawMessage) bool {
	var members map[string]json.RawMessage
	return json.Unmarshal(attributes, &members) != nil || len(members) == 0
}

// encode returns the JSON of what was decoded from JSON.
func encode(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return text
}

func sessionAttributes(response json.RawMessage) json.RawMessage {
	var r struct {
		SessionAttributes json.RawMessage `json:"sessionAttributes"`
	}
	if json.Unmarshal(response, &r) != nil {
		return nil
	}
	return r.SessionAttributes
}

// failure is the line of a request that failed.
type failure struct {
	Error   string `json:"error"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	State   string `json:"state,omitempty"`
	Handler string `json:"handler,omitempty"`
}

// write writes the line for a request.
func write(out io.Writer, result *runtime.Result, failed error) error {
	line := bytes.NewBuffer(nil)
	encoder := json.NewEncoder(line)
	encoder.SetEscapeHTML(false)
	var err error
	if failed == nil {
		err = encoder.Encode(map[string]json.RawMessage{"response": result.Response})
	} else {
		f := failure{Error: failed.Error()}
		if e := new(runtime.Error); errors.As(failed, &e) {
			f = failure{Error: e.Message, File: e.File, Line: e.Line, Column: e.Col, State: e.State, Handler: e.Handler}
		}
		err = encoder.Encode(f)
	}
	if err != nil {
		return err
	}
	_, err = out.Write(line.Bytes())
	return err
}

// trace shows what a request reached.
func (o *Options) trace(n int, result *runtime.Result, took time.Duration) {
	fmt.Fprintf(o.Env.Err, "%d: %v", n, took.Round(time.Microsecond))
	if result != nil {
		for _, item := range result.Trace {
			fmt.Fprintf(o.Env.Err, " %s", item)
		}
	}
	fmt.Fprintln(o.Env.Err)
}
