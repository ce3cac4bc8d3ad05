// Package test is the command that runs the tests of a project.
package test

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/skilltest"
	"github.com/litexa-go/litexa/project"
)

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Deployment is the deployment target.
	Deployment string
	// Filter chooses tests: parts of their names or of the names of their
	// files, with commas between.
	Filter string
	// Device is what requests come from.
	Device string
	// Lenient lets intents that nobody handles pass.
	Lenient bool
	// Raw keeps requests and responses in output.json.
	Raw bool
	// Seed makes random choices repeatable, unless it is "".
	Seed string
	// JSON shows the report as JSON.
	JSON bool
	// JUnit is the file for a report in JUnit's format, or "".
	JUnit string
	// Coverage reports which parts of the skill the tests reach.
	Coverage bool
	// Random is how many random requests to send in place of the tests, or 0.
	Random int
	// Update records the transcripts of all tests.
	Update bool
	// Watch runs the tests again whenever a file changes.
	Watch bool
	// Now is the clock; nil is time.Now.
	Now func() time.Time

	// memory has the outcomes of the last run, for Watch.
	memory *skilltest.Memory
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "test [filter]",
		Short: "Run the tests of the skill",
		Long: "Run the TEST blocks of the .litexa files and the cases of *.test.js, *.test.ts\n" +
			"and *.test.coffee files, and show what was said.\n\n" +
			"A filter is one or more parts of names, with commas between: a test runs if its\n" +
			"name or that of its file contains one of them.\n\n" +
			"With transcripts recorded by --update, tests also fail if they say anything else.\n\n" +
			"The command fails if a test fails, or if the filter matches none.",
		Args: command.MaxArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.Filter = args[0]
			}
			return run(cmd.Context(), opts)
		},
	}
	command.AddDeployment(cmd, &opts.Deployment)
	flags := cmd.Flags()
	opts.Device = string(skilltest.Show)
	command.AddOptional(flags, &opts.Device, "device", "", "device", "what requests come from: dot, echo or show")
	command.Complete(cmd, "device", "dot", "echo", "show")
	flags.BoolVar(&opts.Lenient, "no-strict", false, "let intents that no state handles pass")
	flags.BoolVar(&opts.Raw, "log-raw-data", false, "keep requests and responses in output.json")
	flags.StringVar(&opts.Seed, "seed", "", "seed of random choices (default: another in each run)")
	flags.IntVar(&opts.Random, "random", 0, "instead of the tests, send that many random requests and report what goes wrong")
	flags.BoolVar(&opts.Update, "update", false, "record the transcripts of all tests in the folder "+recordFolder)
	flags.BoolVarP(&opts.Watch, "watch", "w", false, "run again what a change can affect, until interrupted")
	flags.BoolVar(&opts.JSON, "json", false, "show the report as JSON")
	flags.StringVar(&opts.JUnit, "junit", "", "file for a report in JUnit's format")
	flags.BoolVar(&opts.Coverage, "coverage", false, "report which parts of the skill the tests reach")
	return cmd
}

func run(ctx context.Context, opts *Options) error {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if err := opts.check(); err != nil {
		return err
	}
	if opts.Watch {
		return opts.watch(ctx)
	}
	return opts.once(ctx)
}

// check refuses options that do not go together.
func (o *Options) check() error {
	switch {
	case o.Random < 0:
		return command.Usagef("option --random cannot be %d: it takes the number of requests", o.Random)
	case o.Watch && o.Coverage:
		return command.Usagef("options --watch and --coverage do not go together: coverage needs all tests to run")
	case o.Watch && o.Random > 0:
		return command.Usagef("options --watch and --random do not go together")
	case o.Update && o.Filter != "":
		return command.Usagef("option --update takes no filter: it records all tests")
	}
	return nil
}

// once runs the tests.
func (o *Options) once(ctx context.Context) error {
	return o.Env.WithProject(ctx, o.Deployment, func(p *project.Project) (diag.List, error) {
		return o.test(ctx, p)
	})
}

// test runs the tests of a project and shows what came of it.
func (o *Options) test(ctx context.Context, p *project.Project) (diag.List, error) {
	options, list, err := p.Tests(ctx, o.Coverage)
	if err != nil || list.HasErrors() {
		return list, err
	}
	list = o.quieten(list)
	if err := o.complete(&options, p); err != nil {
		return list, err
	}
	if o.Random > 0 {
		return list, o.explore(ctx, options)
	}
	if !o.JSON {
		o.header(p)
		options.Progress = o.progress
	}
	report, err := skilltest.Run(ctx, options)
	if err != nil && !errors.Is(err, skilltest.ErrNoTests) {
		return list, err
	}
	noTests := err
	recorded, err := o.recorded(p, report)
	if err != nil {
		return list, err
	}
	a := &artifacts{options: o, project: p, report: report, image: options.Runtime.Image, at: o.Now()}
	more, err := a.write(ctx, options.Program)
	list = append(list, more...)
	if err != nil {
		return list, err
	}
	if err := o.show(a); err != nil {
		return list, err
	}
	list = append(list, recorded...)
	switch {
	case noTests != nil:
		return list, fmt.Errorf("%w %q", noTests, o.Filter)
	case !report.OK():
		return list, command.ErrReported
	}
	return list, nil
}

// quieten leaves warnings to "litexa check", unless the user wants to hear more:
// what is of interest here is what the tests say.
func (o *Options) quieten(list diag.List) diag.List {
	if o.Env.Verbose {
		return list
	}
	warnings := 0
	for _, d := range list {
		if d.Severity == diag.Warning {
			warnings++
		}
	}
	if warnings > 0 {
		noun := "warnings"
		if warnings == 1 {
			noun = "warning"
		}
		fmt.Fprintln(o.Env.Err, o.Env.ColorErr(iostreams.Grey, fmt.Sprintf("%d %s: see 'litexa check'", warnings, noun)))
	}
	return nil
}

// complete adds what the command line says.
func (o *Options) complete(options *skilltest.Options, p *project.Project) error {
	for _, f := range strings.Split(o.Filter, ",") {
		if f != "" {
			options.Filters = append(options.Filters, f)
		}
	}
	options.Region = o.Env.Region
	options.Lenient = o.Lenient
	options.Raw = o.Raw
	options.Console = o.Env.Err
	device, err := skilltest.ParseDevice(o.Device)
	if err != nil {
		fmt.Fprintln(o.Env.Err, o.Env.ColorErr(iostreams.Yellow, fmt.Sprintf("ignoring invalid device %q: the devices are dot, echo and show", o.Device)))
		device = skilltest.Show
	}
	options.Device = device
	if options.Seed, err = o.seed(p); err != nil {
		return err
	}
	options.Memory = o.memory
	language, err := options.Program.LanguageFor(options.Region)
	if err != nil {
		return err
	}
	options.Code, err = p.CodeTests(language.Name)
	return err
}

// seed returns the seed of the run.
func (o *Options) seed(p *project.Project) (uint64, error) {
	if o.Seed == "" && (o.Update || hasRecords(p)) {
		return recordSeed, nil
	}
	if o.Seed == "" {
		var bytes [4]byte
		rand.Read(bytes[:])
		return uint64(binary.LittleEndian.Uint32(bytes[:])), nil
	}
	seed, err := strconv.ParseUint(o.Seed, 10, 64)
	if err != nil {
		return 0, command.Usagef("option --seed cannot be %q: it takes a whole number", o.Seed)
	}
	return seed, nil
}

// localTime is how times are shown.
const localTime = "1/2/2006, 3:04:05 PM"

func (o *Options) header(p *project.Project) {
	filter := "no filter"
	if o.Filter != "" {
		filter = "filter: " + o.Filter
	}
	line := fmt.Sprintf("%s running tests in %s with %s", o.Now().Format(localTime), p.Root, filter)
	fmt.Fprintln(o.Env.Out, o.Env.ColorOut(iostreams.Inverse, line))
}

func (o *Options) progress(p skilltest.Progress) {
	fmt.Fprintf(o.Env.Out, "test step %d/%d +%dms: %s\n", p.Number, p.Total, p.Took.Milliseconds(), p.Name)
}

// show shows the report on the standard output.
func (o *Options) show(a *artifacts) error {
	if o.JSON {
		return skilltest.WriteJSON(o.Env.Out, a.report)
	}
	total := len(a.report.Tests) + len(a.report.Code)
	fmt.Fprintf(o.Env.Out, "test steps complete %d/%d %dms total\n \n", total, total, a.report.Duration.Milliseconds())
	for _, line := range strings.Split(a.shown(), "\n") {
		if strings.Contains(line, "✘") {
			line = o.Env.ColorOut(iostreams.Red, line)
		}
		fmt.Fprintln(o.Env.Out, line)
	}
	style := iostreams.Inverse
	if !a.report.OK() {
		style = iostreams.InverseRed
	}
	for _, line := range strings.Split(a.report.Summary(), "\n") {
		fmt.Fprintln(o.Env.Out, o.Env.ColorOut(style, line))
	}
	if !a.report.OK() && o.Seed == "" {
		fmt.Fprintf(o.Env.Out, "The random choices of this run come again with --seed %d.\n", a.report.Seed)
	}
	if c := a.report.Coverage; c != nil {
		fmt.Fprintln(o.Env.Out)
		if err := skilltest.WriteCoverage(o.Env.Out, c); err != nil {
			return err
		}
		fmt.Fprintf(o.Env.Out, "See %s.\n", o.Env.Rel(a.path(coveragePage)))
	}
	return nil
}
