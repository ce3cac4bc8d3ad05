// Package litexa runs skills written in the Litexa language within Go programs.
//
//	program, err := litexa.Load(ctx, "skills/quiz", litexa.Func("rollDice", rollDice))
//	if err != nil { ... }
//	defer program.Close()
//	skill, err := program.Skill(ctx, litexa.Adapter(store))
//
// The skill is an [ask.Skill], which any host of
// [github.com/litexa-go/litexa/ask/host] serves. A program that does nothing
// else calls [Main]:
//
//	func main() { litexa.Main(litexa.Func("rollDice", rollDice)) }
package litexa

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/file"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/runtime"
	"github.com/litexa-go/litexa/project"
)

// Option says how to load and run a program. Those that say how to run it may be
// given to [Load] or to [Program.Skill], where they count for that skill.
type Option func(*options)

// options are what Options set.
type options struct {
	dir        string
	files      fs.FS
	target     string
	console    io.Writer
	functions  map[string]any
	store      runtime.Store
	hasStore   bool
	assetsRoot string
	logger     *slog.Logger
	configure  []func(*runtime.Config)
	builders   []func(*ask.SkillBuilder)
	errs       []error
}

func (o *options) fail(format string, args ...any) {
	o.errs = append(o.errs, fmt.Errorf("litexa: "+format, args...))
}

// Target names the deployment target whose settings and DEPLOY values count; the
// default is "development". For [Load].
func Target(name string) Option { return func(o *options) { o.target = name } }

// Dir is the directory of the project for [Main], instead of the working
// directory or, on AWS Lambda, that of the program.
func Dir(path string) Option { return func(o *options) { o.dir = path } }

// Files are the files of the project for [Main], such as those that a directive
// like "go:embed" embeds, instead of a directory.
func Files(files fs.FS) Option { return func(o *options) { o.files = files } }

// Console takes what inline code prints; the default is the standard error. For
// [Load].
func Console(w io.Writer) Option { return func(o *options) { o.console = w } }

// Store keeps the database variables; nil keeps them in the session.
func Store(store runtime.Store) Option {
	return func(o *options) { o.store, o.hasStore = store, true }
}

// Adapter keeps the database variables with a persistence adapter, which the
// caller closes.
func Adapter(adapter persistence.Adapter) Option { return Store(runtime.NewStore(adapter)) }

// AssetsRoot is the URL below which assets are served; a slash is added to its
// end if there is none. The default is the environment variable assetsRoot, or
// what the config says as overrideAssetsRoot.
func AssetsRoot(url string) Option { return func(o *options) { o.assetsRoot = url } }

// Logger takes what the run-time has to tell; the default is [slog.Default].
func Logger(logger *slog.Logger) Option { return func(o *options) { o.logger = logger } }

// Configure changes the configuration of the run-time before it starts: limits,
// apologies, metrics.
func Configure(change func(*runtime.Config)) Option {
	return func(o *options) { o.configure = append(o.configure, change) }
}

// Build adds to the builder of the skill: interceptors, and error handlers that
// come before the one that apologises.
func Build(add func(*ask.SkillBuilder)) Option {
	return func(o *options) { o.builders = append(o.builders, add) }
}

// Program is a compiled project. Close it after use. It is safe for concurrent
// use.
type Program struct {
	project *project.Project
	config  runtime.Config
	options options
	list    diag.List

	mu      sync.Mutex
	closers []func() error
	// opened is the store that the config names, once it is open.
	opened runtime.Store
}

// Load compiles the project that a directory is in. An error in its files is a
// [*diag.Errors].
func Load(ctx context.Context, dir string, opts ...Option) (*Program, error) {
	p := &Program{options: options{console: os.Stderr}}
	if err := p.options.add(opts); err != nil {
		return nil, err
	}
	if err := p.load(ctx, dir); err != nil {
		return nil, err
	}
	return p, nil
}

// LoadFS compiles the project at the root of a file system, of which it makes a
// copy in a temporary directory until the program is closed.
func LoadFS(ctx context.Context, files fs.FS, opts ...Option) (*Program, error) {
	p := &Program{options: options{console: os.Stderr}}
	if err := p.options.add(opts); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "litexa-*")
	if err != nil {
		return nil, fmt.Errorf("making room for the files of the project: %w", err)
	}
	remove := func() error { return os.RemoveAll(dir) }
	if err := os.CopyFS(dir, files); err != nil {
		return nil, errors.Join(fmt.Errorf("unpacking the files of the project: %w", err), remove())
	}
	if err := p.load(ctx, dir); err != nil {
		return nil, errors.Join(err, remove())
	}
	p.closers = append(p.closers, remove)
	return p, nil
}

func (o *options) add(opts []Option) error {
	for _, option := range opts {
		option(o)
	}
	return errors.Join(o.errs...)
}

func (p *Program) load(ctx context.Context, dir string) error {
	loaded, list, err := project.Load(ctx, dir, project.Options{
		Target: p.options.target, Console: p.options.console, Functions: p.options.functions,
	})
	if err != nil {
		return err
	}
	config, more, err := loaded.Runtime(ctx)
	list = append(list, more...)
	if err == nil {
		err = list.Err()
	}
	loaded.Close() // it starts its engine again if that is needed
	if err != nil {
		return err
	}
	p.project, p.config, p.list = loaded, config, list
	return nil
}

// Warnings returns what is questionable about the project.
func (p *Program) Warnings() diag.List { return p.list }

// Name returns the name of the project.
func (p *Program) Name() string { return p.project.Config.Name }

// Runtime starts the run-time of the program, which answers requests as JSON. It
// ends with the program, or when it is closed.
func (p *Program) Runtime(ctx context.Context, opts ...Option) (*runtime.Skill, error) {
	s, _, err := p.start(ctx, opts)
	return s, err
}

// Skill returns a skill that answers with the program; a user hears an apology
// when its code fails. It ends with the program.
//
// Without an option that says where, database variables are kept where the
// config says under "persistence": "session", "memory", or "file", which is the
// default, in .litexa/store of the project. Other stores are given as [Adapter],
// so that programs link only what they use.
func (p *Program) Skill(ctx context.Context, opts ...Option) (*ask.Skill, error) {
	s, o, err := p.start(ctx, opts)
	if err != nil {
		return nil, err
	}
	b := s.Builder()
	for _, add := range o.builders {
		add(b)
	}
	return b.AddErrorHandlers(s.ErrorHandler()).Create()
}

func (p *Program) start(ctx context.Context, opts []Option) (*runtime.Skill, *options, error) {
	o := p.options
	o.builders, o.configure = o.builders[:len(o.builders):len(o.builders)], o.configure[:len(o.configure):len(o.configure)]
	if err := o.add(opts); err != nil {
		return nil, nil, err
	}
	config := p.config
	config.Logger = cmp.Or(o.logger, slog.Default())
	config.AssetsRoot = p.assetsRoot(&o)
	config.Store = o.store
	if !o.hasStore {
		var err error
		if config.Store, err = p.store(); err != nil {
			return nil, nil, err
		}
	}
	for _, change := range o.configure {
		change(&config)
	}
	s, err := runtime.New(ctx, config)
	if err != nil {
		return nil, nil, fmt.Errorf("starting the skill: %w", err)
	}
	p.mu.Lock()
	p.closers = append(p.closers, s.Close)
	p.mu.Unlock()
	return s, &o, nil
}

func (p *Program) assetsRoot(o *options) string {
	root := cmp.Or(o.assetsRoot, os.Getenv("assetsRoot"))
	if d := p.project.Deployment; root == "" && d != nil {
		root = d.OverrideAssetsRoot
	}
	if root != "" && root[len(root)-1] != '/' {
		root += "/"
	}
	return root
}

// store opens the store that the config names.
func (p *Program) store() (runtime.Store, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	name := cmp.Or(p.project.Persistence(), project.StoreFile)
	if p.project.SessionAttributes() {
		name = project.StoreSession
	}
	switch {
	case name == project.StoreSession:
		return nil, nil
	case p.opened != nil:
	case name == project.StoreMemory:
		p.opened = new(runtime.MemoryStore)
	case name == project.StoreFile && os.Getenv("AWS_LAMBDA_FUNCTION_NAME") == "":
		dir := filepath.Join(p.project.Root, ".litexa", "store")
		if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
			return nil, fmt.Errorf("making the folder of the store: %w", err)
		}
		adapter, err := file.Open(dir)
		if err != nil {
			return nil, err
		}
		p.opened = runtime.NewStore(adapter)
	case name == project.StoreFile:
		return nil, errors.New(`litexa: the files of a Lambda function do not last: give the skill litexa.Adapter(...), such as one of DynamoDB, or set "persistence" in the config to "session"`)
	default:
		return nil, fmt.Errorf(`litexa: the config keeps data in %q, which the program does not link: give the skill litexa.Adapter(...) with an adapter of package ask/persistence/%s`, name, name)
	}
	return p.opened, nil
}

// Close ends the skills of the program and frees what it holds.
func (p *Program) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var errs []error
	for i := len(p.closers) - 1; i >= 0; i-- {
		errs = append(errs, p.closers[i]())
	}
	p.closers = nil
	p.project.Close()
	return errors.Join(errs...)
}
