// Package run is the command that serves the skill of a project over HTTP.
package run

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/ask/host/web"
	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/live"
	"github.com/litexa-go/litexa/internal/store"
)

// DefaultPort is where the skill is served if nothing else is asked for.
const DefaultPort = 3000

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Deployment is the deployment target.
	Deployment string
	// Dir is a directory in the project; "" is the working directory.
	Dir string
	// Port is where the skill is served; 0 is any that is free.
	Port uint16
	// Store names where database variables are kept: see [store.Forms]. "" is
	// [live.DefaultStore].
	Store string
	// AssetsRoot is the address of assets in responses; "" is that of the
	// server.
	AssetsRoot string
	// Verify answers only what Alexa has signed.
	Verify bool
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "run [directory]",
		Short: "Serve the skill over HTTP on this machine",
		Long: "Serve the skill at an address of this machine, which is printed: POST / answers\n" +
			"the JSON of a request as Alexa sends it, /assets/ has the assets, and GET / says\n" +
			"what is running. Ctrl-C ends it.\n\n" +
			"When a source changes, the next request is answered by the new code. Database\n" +
			"variables are kept where the config says, if that is on this machine, or else in\n" +
			".litexa/store.db in the project.\n\n" +
			"Requests need no signature unless --verify is given, as it should be when a\n" +
			"tunnel makes the address public.",
		Args: command.MaxArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.Dir = args[0]
			}
			return run(cmd.Context(), opts)
		},
	}
	command.AddDeployment(cmd, &opts.Deployment)
	flags := cmd.Flags()
	flags.Uint16Var(&opts.Port, "port", DefaultPort, "port to listen at; 0 is any that is free")
	flags.StringVar(&opts.Store, "store", "", "where database variables are kept: "+store.Forms)
	flags.StringVar(&opts.AssetsRoot, "assets-root", "", "address of the assets in responses, with a slash at its end (default: /assets/ of the server)")
	flags.BoolVar(&opts.Verify, "verify", false, "answer only requests that Alexa has signed")
	return cmd
}

func run(ctx context.Context, opts *Options) (err error) {
	env := live.Shared(opts.Env)
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(int(opts.Port)))
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("%w (--port chooses another port, 0 one that is free)", err)
	}
	defer listener.Close()
	url := "http://" + listener.Addr().String() + "/"
	skill, err := live.Open(ctx, live.Options{
		Env: env, Dir: opts.Dir, Target: opts.Deployment, Store: opts.Store,
		AssetsRoot: cmp.Or(opts.AssetsRoot, os.Getenv("assetsRoot"), url+"assets/"),
	})
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := skill.Close(); err == nil {
			err = closeErr
		}
	}()
	handler, err := newHandler(env, skill, opts.Verify)
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Out, url)
	fmt.Fprintf(env.Err, "database variables are kept in: %s\n", skill.Stored())
	server := &web.Server{Handler: handler, Logger: warnings(env)}
	return skill.Follow(ctx, func(text string) { fmt.Fprint(env.Err, text) }, func(ctx context.Context) error {
		return server.Serve(ctx, listener)
	})
}

// warnings returns a logger for what the server has to tell, without what the
// command says in its own words.
func warnings(env *command.Env) *slog.Logger {
	return slog.New(slog.NewTextHandler(env.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// newHandler returns what answers HTTP requests.
func newHandler(env *command.Env, skill *live.Skill, verify bool) (http.Handler, error) {
	options := []web.Option{web.WithLogger(warnings(env))}
	if !verify {
		options = append(options, web.WithVerifier(web.Unverified()))
	}
	alexa, err := web.NewHandler(skill, options...)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /{$}", alexa)
	mux.HandleFunc("GET /{$}", page(skill))
	mux.HandleFunc("GET /assets/{language}/{name...}", asset(skill))
	return mux, nil
}

// asset serves an asset of a language, or else of the default language.
func asset(skill *live.Skill) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		path := skill.Current().Assets.Find(r.PathValue("language"), r.PathValue("name"))
		if path == "" {
			http.NotFound(w, r)
			return
		}
		file, err := os.Open(path)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil || !info.Mode().IsRegular() {
			http.NotFound(w, r)
			return
		}
		// Devices and simulators load assets from pages of their own.
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, info.Name(), info.ModTime(), file)
	}
}
