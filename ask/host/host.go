// Package host runs a skill wherever its program finds itself: [Main] answers
// events on AWS Lambda, and elsewhere takes a command to serve the skill over
// HTTP, to converse with it in the terminal, to answer one request, or to replay
// a recorded conversation.
//
// The hosts have packages of their own, for programs that want just one:
// [github.com/litexa-go/litexa/ask/host/lambda],
// [github.com/litexa-go/litexa/ask/host/web] and
// [github.com/litexa-go/litexa/ask/host/terminal].
package host

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode"

	"golang.org/x/term"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/host/lambda"
	"github.com/litexa-go/litexa/ask/host/terminal"
	"github.com/litexa-go/litexa/ask/host/web"
	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// Option changes what [Main] and [Run] work with.
type Option func(*program)

// WithModels sets where the interaction models are that the commands talk and
// replay go by: the files LOCALE.json in a directory of fsys. The default is
// skill-package/interactionModels/custom below the current directory, where
// ask-cli keeps them. Without any, the user can only open and leave the skill.
func WithModels(fsys fs.FS, dir string) Option {
	return func(p *program) { p.models, p.modelsDir = fsys, dir }
}

// WithStreams sets what the commands read and write, instead of the streams of
// the process.
func WithStreams(in io.Reader, out, errs io.Writer) Option {
	return func(p *program) { p.in, p.out, p.errs = in, out, errs }
}

// WithName sets what the program is called in messages, instead of the name of
// its file.
func WithName(name string) Option {
	return func(p *program) { p.name = name }
}

// maxRequest is the size of the largest request that invoke reads: 6 MB, the
// limit of Lambda.
const maxRequest = 6 << 20

// Main runs the skill, closes it, and ends the program. It takes the command
// from the command line, and runs until that is done or the program is
// interrupted; a second interruption ends it at once.
func Main(skill *ask.Skill, options ...Option) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	code := Run(ctx, skill, os.Args[1:], options...)
	if err := skill.Close(); err != nil {
		fmt.Fprintf(os.Stderr, "closing the store: %v\n", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// Run is [Main] for programs with flags of their own: it takes the command from
// args and returns the exit code: 0, 1 if the command failed, 2 if it was called
// wrongly. It ends when ctx does, which is up to the caller, as is the end of
// the skill.
func Run(ctx context.Context, skill *ask.Skill, args []string, options ...Option) int {
	p := &program{
		skill:     skill,
		models:    os.DirFS("."),
		modelsDir: "skill-package/interactionModels/custom",
		in:        os.Stdin,
		out:       os.Stdout,
		errs:      os.Stderr,
		name:      strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"),
	}
	for _, option := range options {
		option(p)
	}
	err := p.run(ctx, args)
	var usage usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(p.errs, "%s: %v\nRun '%s help' for the commands.\n", p.name, err, p.name)
		return 2
	}
	fmt.Fprintf(p.errs, "%s: %v\n", p.name, err)
	return 1
}

// program is what one run works with.
type program struct {
	skill     *ask.Skill
	models    fs.FS
	modelsDir string
	in        io.Reader
	out, errs io.Writer
	name      string
}

// usageError is a wrong call.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// command is one thing that the program can be told to do.
type command struct {
	name, args, help string
	// prepare declares the flags of the command and returns what it does with
	// its arguments.
	prepare func(p *program, flags *flag.FlagSet) func(ctx context.Context, args []string) error
}

func commands() []command {
	return []command{
		{"talk", "", "converse with the skill in the terminal", (*program).talk},
		{"serve", "", "serve the skill over HTTP", (*program).serve},
		{"invoke", "[FILE]", "answer one JSON request, from a file or standard input", (*program).invoke},
		{"replay", "FILE...", "replay recorded conversations and check the answers", (*program).replay},
	}
}

func (p *program) run(ctx context.Context, args []string) error {
	if lambda.Active() {
		slog.SetDefault(lambda.NewLogger())
		return lambda.Start(p.skill)
	}
	if len(args) == 0 {
		p.usage(p.errs)
		return usageError{errors.New("no command given")}
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		p.usage(p.out)
		return nil
	}
	for _, command := range commands() {
		if command.name == args[0] {
			return p.execute(ctx, command, args[1:])
		}
	}
	return usageError{fmt.Errorf("unknown command %q", args[0])}
}

func (p *program) usage(w io.Writer) {
	fmt.Fprintf(w, "Usage: %s COMMAND [FLAGS] [ARGUMENTS]\n\nCommands:\n", p.name)
	for _, command := range commands() {
		fmt.Fprintf(w, "  %-7s %-8s %s\n", command.name, command.args, command.help)
	}
	fmt.Fprintf(w, "\n'%s COMMAND -h' explains the flags. On AWS Lambda the program answers events instead.\n", p.name)
}

func (p *program) execute(ctx context.Context, command command, args []string) error {
	flags := flag.NewFlagSet(command.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the caller reports errors
	run := command.prepare(p, flags)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(p.out, "Usage: %s\n\n%s.\n\n", strings.TrimSpace(fmt.Sprintf("%s %s [FLAGS] %s", p.name, command.name, command.args)), command.help)
		flags.SetOutput(p.out)
		flags.PrintDefaults()
		return err
	case err != nil:
		return usageError{err}
	case command.args == "" && flags.NArg() > 0:
		return usageError{fmt.Errorf("%s takes no arguments, but got %q", command.name, flags.Arg(0))}
	}
	return run(ctx, flags.Args())
}

func (p *program) serve(flags *flag.FlagSet) func(context.Context, []string) error {
	server := &web.Server{}
	flags.StringVar(&server.Addr, "addr", "127.0.0.1:3000", "`address` to listen at")
	flags.StringVar(&server.CertFile, "cert", "", "PEM `file` with a certificate, to serve HTTPS")
	flags.StringVar(&server.KeyFile, "key", "", "PEM `file` with the key of the certificate")
	unverified := flags.Bool("unverified", false, "answer requests that are not signed by Alexa; for this machine only")
	return func(ctx context.Context, _ []string) error {
		if (server.CertFile == "") != (server.KeyFile == "") {
			return usageError{errors.New("-cert and -key go together")}
		}
		logger := slog.New(slog.NewTextHandler(p.errs, nil))
		options := []web.Option{web.WithLogger(logger)}
		if *unverified {
			options = append(options, web.WithVerifier(web.Unverified()))
		}
		handler, err := web.NewHandler(p.skill, options...)
		if err != nil {
			return err
		}
		server.Handler, server.Logger = handler, logger
		return server.ListenAndServe(ctx)
	}
}

func (p *program) invoke(*flag.FlagSet) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		request, err := p.readRequest(ctx, args)
		if err != nil {
			return err
		}
		response, err := p.skill.InvokeJSON(ctx, request)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.out, "%s\n", response)
		return err
	}
}

func (p *program) readRequest(ctx context.Context, args []string) ([]byte, error) {
	in := p.in
	switch {
	case len(args) > 1:
		return nil, usageError{errors.New("invoke takes one file")}
	case len(args) == 1 && args[0] != "-":
		file, err := os.Open(args[0])
		if err != nil {
			return nil, fmt.Errorf("reading the request: %w", err)
		}
		defer file.Close()
		in = file
	}
	type read struct {
		request []byte
		err     error
	}
	done := make(chan read, 1)
	go func() { // a read cannot be interrupted, so it may outlive ctx until there is input
		request, err := io.ReadAll(io.LimitReader(in, maxRequest+1))
		done <- read{request, err}
	}()
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("reading the request: %w", ctx.Err())
	case r := <-done:
		if r.err != nil {
			return nil, fmt.Errorf("reading the request: %w", r.err)
		}
		if len(r.request) > maxRequest {
			return nil, fmt.Errorf("reading the request: it is larger than %d bytes", maxRequest)
		}
		return r.request, nil
	}
}

// conversationFlags declares the flags of the commands that converse.
func (p *program) conversationFlags(flags *flag.FlagSet) func() (terminal.Options, error) {
	var options terminal.Options
	models := flags.String("models", "", "`directory` of the interaction models, or of the project around them")
	flags.StringVar(&options.Locale, "locale", "", "`locale` to start in (default en-US, or what the models offer)")
	kinds := fmt.Sprint(terminal.Devices())
	flags.Func("device", fmt.Sprintf("`kind` of device, one of %s (default %s)", kinds, terminal.Speaker), func(kind string) error {
		options.Device = terminal.Device(kind)
		if !slices.Contains(terminal.Devices(), options.Device) {
			return fmt.Errorf("the kinds of devices are %s", kinds)
		}
		return nil
	})
	flags.StringVar(&options.APIEndpoint, "api", "", "`URL` of the Alexa services that the skill calls, such as a test server (default Amazon's)")
	flags.StringVar(&options.UserID, "user", "", "`id` of the user")
	flags.Uint64Var(&options.Seed, "seed", 0, "`number` that makes the ids in requests the same in every run")
	return func() (terminal.Options, error) {
		var err error
		switch {
		case *models != "":
			options.Models, err = interactionmodel.LoadDir(*models)
		default:
			options.Models, err = interactionmodel.LoadFS(p.models, p.modelsDir)
			if errors.Is(err, fs.ErrNotExist) {
				options.Models, err = p.bareModel(options.Locale), nil
			}
		}
		if err != nil {
			return options, err
		}
		options.SkillID = p.skill.ID()
		options.PersistentAttributes = p.persistentAttributes
		if out, ok := p.out.(*os.File); ok && term.IsTerminal(int(out.Fd())) {
			options.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
			if width, _, err := term.GetSize(int(out.Fd())); err == nil {
				options.Width = width
			}
		}
		return options, nil
	}
}

// bareModel stands in for missing interaction models. It makes the most of what
// every skill understands.
func (p *program) bareModel(locale string) map[string]*interactionmodel.Model {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, p.name)
	name = cmp.Or(strings.TrimSpace(name), "my skill")
	fmt.Fprintf(p.errs, "%s: no interaction models in %s: the skill is called %q and understands only help, stop and cancel (-models says where models are)\n",
		p.name, p.modelsDir, name)
	model := &interactionmodel.Model{LanguageModel: interactionmodel.LanguageModel{
		InvocationName: name,
		Intents:        []interactionmodel.Intent{{Name: "AMAZON.HelpIntent"}, {Name: "AMAZON.StopIntent"}, {Name: "AMAZON.CancelIntent"}},
	}}
	return map[string]*interactionmodel.Model{cmp.Or(locale, alexa.LocaleEnUS): model}
}

// persistentAttributes returns what the skill stored for the user of a request.
func (p *program) persistentAttributes(ctx context.Context, envelope *alexa.RequestEnvelope) (map[string]any, error) {
	attributes, err := p.skill.AttributesManager(envelope).PersistentAttributes(ctx)
	if errors.Is(err, ask.ErrNoAdapter) {
		return nil, nil
	}
	return attributes, err
}

func (p *program) talk(flags *flag.FlagSet) func(context.Context, []string) error {
	prepare := p.conversationFlags(flags)
	return func(ctx context.Context, _ []string) error {
		options, err := prepare()
		if err != nil {
			return err
		}
		if in, ok := p.in.(*os.File); ok {
			options.Interactive = term.IsTerminal(int(in.Fd()))
		}
		return terminal.Talk(ctx, p.skill, p.in, p.out, options)
	}
}

func (p *program) replay(flags *flag.FlagSet) func(context.Context, []string) error {
	prepare := p.conversationFlags(flags)
	keepGoing := flags.Bool("keep-going", false, "go on after a difference")
	return func(ctx context.Context, args []string) error {
		if len(args) == 0 {
			return usageError{errors.New("replay wants the scripts to replay")}
		}
		options, err := prepare()
		if err != nil {
			return err
		}
		var errs []error
		for _, name := range args {
			err := p.replayFile(ctx, name, terminal.ReplayOptions{Options: options, KeepGoing: *keepGoing})
			if err != nil && !*keepGoing {
				return err
			}
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	}
}

func (p *program) replayFile(ctx context.Context, name string, options terminal.ReplayOptions) error {
	script, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("reading the script: %w", err)
	}
	defer script.Close()
	return terminal.Replay(ctx, p.skill, name, script, p.out, options)
}
