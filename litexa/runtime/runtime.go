// Package runtime answers requests with a compiled Litexa program.
//
// A [Skill] keeps engines, each of which runs one request at a time; requests
// in flight share no JavaScript state. What a request changes in the database
// variables is written at its end, on condition that nobody else wrote since it
// read them; else the whole request is answered anew.
package runtime

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/compile"
)

//go:embed library.js
var library string

// The limits of a request.
const (
	// MaxHandoffs is how many handlers an intent may be handed to.
	MaxHandoffs = 10
	// MaxTransitions is how many states a request may enter.
	MaxTransitions = 500
	// DefaultMaxTries is how often a request is answered anew because others
	// write the same record.
	DefaultMaxTries = 10
	// DefaultTimeout is how long a request may take. Alexa waits 8 seconds,
	// the way there and back included.
	DefaultTimeout = 7 * time.Second
	// DefaultMaxEngines is how many requests are answered at once.
	DefaultMaxEngines = 32
	// DefaultMaxResponse is the size in bytes that Alexa accepts of a response.
	DefaultMaxResponse = ask.DefaultMaxResponseSize
)

// Config is what a skill is made of.
type Config struct {
	Image *compile.Image
	// ModulesRoot is the directory from which inline code requires packages.
	ModulesRoot string
	// AssetsRoot is the address, with a slash at its end, below which assets
	// are served.
	AssetsRoot string
	// Store keeps the database variables; nil keeps them in the session
	// attributes.
	Store Store
	// JS are the options of the engines. Functions among them, and writers,
	// may be used by several engines at once; Timeout is that below.
	JS js.Options
	// Timeout is how long a request, or loading the inline code, may take; 0
	// is DefaultTimeout, a negative value is as long as the context lasts.
	Timeout time.Duration
	// MaxResponse is the size in bytes of the largest response; 0 is
	// DefaultMaxResponse, a negative value is no limit.
	MaxResponse int
	// UserAgent is what responses name as their origin.
	UserAgent string
	// Logger takes what the run-time has to tell; nil discards it.
	Logger *slog.Logger
	// Metric takes the metrics that the skill reports; nil discards them.
	Metric func(ctx context.Context, name string, value float64, unit string)
	// Products fetches the in-skill products as Alexa's service returns them;
	// nil has none.
	Products func(ctx context.Context, endpoint, token, locale string) (json.RawMessage, error)
	// Strict makes an intent that nobody handles an error.
	Strict bool
	// Prelude is JavaScript that runs after the library and before the code
	// of the languages, or "".
	Prelude string
	// Globals are further values that all code sees, by name; they are as the
	// params of [js.VM.Run].
	Globals map[string]any
	// Functions are Go functions, and objects of such, that all code sees, by
	// name; they are as Globals.
	Functions map[string]any
	// LogLevel is "verbose" or "terse" to log requests and responses, or "".
	LogLevel string
	// LogStateTraces logs each state and handler as it is reached.
	LogStateTraces bool
	// TraceStates keeps in context.traceHistory what a request has reached.
	TraceStates bool
	// Observer is told which states and handlers run; it may be nil.
	Observer Observer
	// MaxTries bounds how often a request is answered anew; 0 is
	// DefaultMaxTries.
	MaxTries int
	// MaxEngines bounds the engines, and so the requests that are answered at
	// once; others wait. 0 is DefaultMaxEngines.
	MaxEngines int
	// Apologies are what users hear if a request fails, by locale or language:
	// "de-AT" comes before "de", and "" is for all others. What is missing is
	// taken from [DefaultApologies].
	Apologies map[string]string
}

// Observer is told what a request reaches. Its methods may be called from
// several goroutines.
type Observer interface {
	// Reach is called before the code of a state runs: handler is the name of
	// an intent, "entry", "exit" or "otherwise".
	Reach(language, state, handler string)
}

// Store keeps the records of database variables, which are JSON objects.
// Implementations are safe for concurrent use.
type Store interface {
	// Get returns the record of a key and its version; nil and "" if there is
	// none.
	Get(ctx context.Context, key string) (record json.RawMessage, version string, err error)
	// Put stores the record unless the version is not the stored one, which
	// is an error that matches ErrConflict.
	Put(ctx context.Context, key string, record json.RawMessage, version string) error
}

// ErrConflict is the error of a Store that somebody else wrote to.
var ErrConflict = errors.New("the record was changed by another request")

// Result is the answer to a request.
type Result struct {
	// Response is the response envelope.
	Response json.RawMessage
	// Trace are the states and handlers that the request reached: "state" for
	// a state entered, "state:Intent" for an intent delivered.
	Trace []string
	// Tries is how often the request was answered, 1 if nobody interfered.
	Tries int
	// Record is the record of database variables after the request, if it
	// was written.
	Record json.RawMessage
	// Key is the key of the record.
	Key string
}

// Skill answers requests. It is safe for concurrent use.
type Skill struct {
	config Config
	pool   *pool
	states map[string]bool
	names  []string
}

// New compiles the program and checks that its code loads, which takes one
// engine.
func New(ctx context.Context, config Config) (*Skill, error) {
	config.setDefaults()
	s := &Skill{config: config, states: make(map[string]bool)}
	for _, name := range config.Image.States {
		s.states[name] = true
	}
	for _, l := range config.Image.Languages {
		s.names = append(s.names, l.Name)
	}
	var err error
	if s.pool, err = newPool(ctx, s); err != nil {
		return nil, err
	}
	return s, nil
}

// Close closes the idle engines; those in use are closed when their request
// ends.
func (s *Skill) Close() error {
	s.pool.close()
	return nil
}

// setDefaults fills in what is left open.
func (c *Config) setDefaults() {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	setDefault(&c.MaxTries, DefaultMaxTries)
	setDefault(&c.Timeout, DefaultTimeout)
	setDefault(&c.MaxEngines, DefaultMaxEngines)
	setDefault(&c.MaxResponse, DefaultMaxResponse)
	c.JS.Timeout = c.Timeout
	if c.JS.Cache == nil {
		c.JS.Cache = js.NewCache()
	}
}

func setDefault[T comparable](field *T, value T) {
	if *field == *new(T) {
		*field = value
	}
}

// Handle answers a request given as the JSON of its envelope. The error is an
// [*Error] if code of the skill failed; then nothing was stored.
func (s *Skill) Handle(ctx context.Context, event json.RawMessage) (*Result, error) {
	if s.config.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, s.config.Timeout, js.ErrTimeout)
		defer cancel()
	}
	e, err := s.pool.get(ctx)
	if err != nil {
		return nil, err
	}
	var result *Result
	err = e.vm.Hold(ctx, func() error {
		var err error
		result, err = e.handle(ctx, event)
		return err
	})
	s.pool.put(e, !spoilt(err))
	if err != nil {
		return nil, err
	}
	return result, nil
}

// spoilt reports whether an error may have left code in the middle of something,
// as the limits do; an exception has not.
func spoilt(err error) bool {
	for _, limit := range []error{js.ErrTimeout, js.ErrMemory, js.ErrExit, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, limit) {
			return true
		}
	}
	return false
}

// handle answers a request, anew whenever another request was faster.
func (e *engine) handle(ctx context.Context, event json.RawMessage) (*Result, error) {
	s := e.skill
	for try := 1; ; try++ {
		result, version, failure := e.try(ctx, event)
		if result == nil {
			return nil, failure
		}
		result.Tries = try
		if result.Record == nil {
			return result, failure
		}
		err := s.config.Store.Put(ctx, result.Key, result.Record, version)
		switch {
		case err == nil:
			return result, failure
		case !errors.Is(err, ErrConflict):
			return nil, fmt.Errorf("writing the database variables: %w", err)
		case try >= s.config.MaxTries:
			return nil, fmt.Errorf("writing the database variables: gave up after %d tries: %w", try, err)
		}
		s.config.Logger.InfoContext(ctx, "DBCONDITION: "+err.Error())
		s.config.Logger.InfoContext(ctx, fmt.Sprintf("CONCURRENCY LOOP iteration %d, denied db write", try+1))
		if err := pause(ctx, try); err != nil {
			return nil, err
		}
	}
}

// try answers a request with what is stored now. There may be both a result,
// whose record is to be written, and an error.
func (e *engine) try(ctx context.Context, event json.RawMessage) (result *Result, version string, err error) {
	opened, err := e.open(ctx, event)
	if err != nil {
		return nil, "", err
	}
	store := e.skill.config.Store
	var record json.RawMessage
	if store != nil {
		if record, version, err = store.Get(ctx, opened.key); err != nil {
			return nil, "", fmt.Errorf("reading the database variables: %w", err)
		}
	}
	r := &request{engine: e, opened: opened}
	result, err = r.answer(ctx, record, store == nil)
	if err != nil && !errors.As(err, new(*lostState)) {
		return nil, "", err
	}
	result.Key = opened.key
	return result, version, err
}

// pause waits a little longer before each try, by a random time so that
// competing requests part.
func pause(ctx context.Context, try int) error {
	limit := min(2*time.Millisecond<<try, 200*time.Millisecond)
	timer := time.NewTimer(rand.N(limit))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Error is a failure of a skill's code.
type Error struct {
	// File, Line and Col are the place in the source; "" and 0 if it is not
	// known.
	File      string
	Line, Col int
	// State and Handler are what ran: Handler is the name of an intent,
	// "entry", "exit" or "otherwise"; "" outside of states.
	State, Handler string
	// Message says what went wrong.
	Message string
	// Err is the cause.
	Err error
}

// Error returns the place, what ran, and the message.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		fmt.Fprintf(&b, "%s:%d:%d: ", e.File, e.Line, e.Col)
	}
	b.WriteString(e.Message)
	if e.State != "" {
		fmt.Fprintf(&b, " (in %s of state %s)", e.Handler, e.State)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
