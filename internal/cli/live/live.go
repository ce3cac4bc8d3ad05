// Package live keeps the compiled skill of a project up to date while its
// sources change, for commands that work with it for a while.
package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project"
)

// Options say what to load.
type Options struct {
	Env *command.Env
	// Dir is a directory in the project, as the user wrote it; "" is the working
	// directory.
	Dir string
	// Target is the deployment target.
	Target string
	// Store names where database variables are kept: see [store.Forms]. "" is
	// DefaultStore.
	Store string
	// AssetsRoot is the address of assets; "" is that of the surroundings.
	AssetsRoot string
	// Models is set if interaction models are needed.
	Models bool
}

// Skill is the skill of a project. Close it after use. Its methods may be called
// from several goroutines.
type Skill struct {
	opts   Options
	at     project.Location
	store  *store.Store
	stored string
	// watch is nil, with the reason, if changes cannot be noticed.
	watch    *watch
	watchErr error

	mu      sync.Mutex
	current *Version
}

// Version is what one state of the sources has been compiled to.
type Version struct {
	// Name is the name of the project.
	Name string
	// States are the names of the states, Languages those of the folders with
	// what languages replace, after the default.
	States, Languages []string
	// Assets finds the files of assets.
	Assets Assets
	// Models are the interaction models by locale, if Options.Models is set.
	Models map[string]*interactionmodel.Model

	skill   *runtime.Skill
	ask     *ask.Skill
	sources map[string]bool
	// users are the requests under way.
	users sync.WaitGroup
}

// Open loads a skill, and shows the diagnostics. The error is
// [command.ErrReported] if these hold errors.
func Open(ctx context.Context, opts Options) (*Skill, error) {
	env := *opts.Env
	if opts.Dir != "" {
		env.Dir = env.Abs(opts.Dir)
	}
	at, err := project.Find(env.Dir)
	if err != nil {
		return nil, err
	}
	s := &Skill{opts: opts, at: at}
	// Before the sources are read, so that no change is missed.
	s.watch, s.watchErr = s.newWatch()
	list, err := s.load(ctx)
	if reportErr := opts.Env.Report(at.Root, list); reportErr != nil {
		err = errors.Join(err, reportErr)
	}
	if err == nil {
		return s, nil
	}
	s.Close()
	if found := new(diag.Errors); errors.As(err, &found) {
		return nil, command.ErrReported
	}
	return nil, err
}

// Close closes the skill and its store.
func (s *Skill) Close() error {
	if s.watch != nil {
		s.watch.watcher.Close()
	}
	s.replace(nil)
	if s.store == nil {
		return nil
	}
	return s.store.Close()
}

// Root returns the absolute path of the project.
func (s *Skill) Root() string { return s.at.Root }

// Stored says where database variables are kept.
func (s *Skill) Stored() string { return s.stored }

// Current returns the current version.
func (s *Skill) Current() *Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// load compiles the project and makes it the current version.
func (s *Skill) load(ctx context.Context) (diag.List, error) {
	at, err := project.Find(s.at.Root)
	if err != nil {
		return nil, err
	}
	return s.opts.Env.Open(ctx, at, s.opts.Target, func(p *project.Project) (diag.List, error) {
		config, list, err := command.Runtime(ctx, s.opts.Env, p)
		if err != nil || list.HasErrors() {
			return list, err
		}
		v := newVersion(p, config.Image)
		if s.opts.Models {
			more, err := v.addModels(ctx, p, s.opts.Env.Region)
			list = append(list, more...)
			if err != nil || list.HasErrors() {
				return list, err
			}
		}
		if s.store == nil {
			if err := s.openStore(ctx, p); err != nil {
				return list, err
			}
		}
		config.Store = s.store.Store
		config.Logger = s.opts.Env.Logger()
		if s.opts.AssetsRoot != "" {
			config.AssetsRoot = s.opts.AssetsRoot
		}
		if v.skill, err = runtime.New(ctx, config); err != nil {
			return list, err
		}
		if v.ask, err = v.skill.Ask(); err != nil {
			v.skill.Close()
			return list, err
		}
		s.replace(v)
		return list, nil
	})
}

// replace makes a version the current one. It waits for requests that the old
// one is answering.
func (s *Skill) replace(v *Version) {
	s.mu.Lock()
	old := s.current
	s.current = v
	s.mu.Unlock()
	if old != nil {
		old.users.Wait()
		old.skill.Close()
	}
}

// errClosed is the error of requests to a skill that has been closed.
var errClosed = errors.New("the skill is closed")

// use calls f with the current version, which stays open until f returns.
func (s *Skill) use(f func(*Version) error) error {
	s.mu.Lock()
	v := s.current
	if v == nil {
		s.mu.Unlock()
		return errClosed
	}
	v.users.Add(1)
	s.mu.Unlock()
	defer v.users.Done()
	return f(v)
}

// InvokeJSON answers a request as a deployed skill does: errors of its code are
// logged, and the user hears an apology.
func (s *Skill) InvokeJSON(ctx context.Context, event []byte) (response []byte, err error) {
	err = s.use(func(v *Version) error {
		response, err = v.ask.InvokeJSON(ctx, event)
		return err
	})
	return response, err
}

// Invoke answers a request. Errors of the skill's code are returned.
func (s *Skill) Invoke(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
	event, err := json.Marshal(envelope)
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	response := new(alexa.ResponseEnvelope)
	err = s.use(func(v *Version) error {
		result, err := v.skill.Handle(ctx, event)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(result.Response, response); err != nil {
			return fmt.Errorf("reading the response of the skill: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return response, nil
}

// internal begins the names of what the run-time itself keeps in a record.
const internal = "__"

// Variables returns the database variables of the user of a request.
func (s *Skill) Variables(ctx context.Context, envelope *alexa.RequestEnvelope) (map[string]any, error) {
	event, err := json.Marshal(envelope)
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	var record json.RawMessage
	err = s.use(func(v *Version) error {
		record, err = v.skill.Record(ctx, event)
		return err
	})
	if err != nil || record == nil {
		return nil, err
	}
	var variables map[string]any
	decoder := json.NewDecoder(strings.NewReader(string(record)))
	decoder.UseNumber()
	if err := decoder.Decode(&variables); err != nil {
		return nil, fmt.Errorf("reading the database variables: %w", err)
	}
	for name := range variables {
		if strings.HasPrefix(name, internal) {
			delete(variables, name)
		}
	}
	return variables, nil
}
