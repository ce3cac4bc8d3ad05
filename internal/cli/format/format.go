// Package format is the command "fmt", which formats .litexa files.
package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/syntax"
	"github.com/litexa-go/litexa/project"
)

const (
	extension = ".litexa"
	// stdin is the argument for the standard input, stdinName its name in
	// messages.
	stdin     = "-"
	stdinName = "<standard input>"
	// maxSize bounds a file, in bytes.
	maxSize = 64 << 20
)

// Options are what the command is told.
type Options struct {
	Env *command.Env
	// Paths are files, directories and "-"; none mean the project's code.
	Paths []string
	// Write, Diff and List say what is done with files whose form changes; if
	// none is set, the formatted text of all files is printed.
	Write, Diff, List bool
	// Check makes a file whose form changes a failure.
	Check bool
}

// New returns the command.
func New(env *command.Env) *cobra.Command {
	opts := &Options{Env: env}
	cmd := &cobra.Command{
		Use:   "fmt [file|directory|-]...",
		Short: "Format .litexa files",
		Long: "Format .litexa files: those named, those in directories that are named, the\n" +
			"standard input for \"-\", or all of the project. Without -w, -d, -l or --check the\n" +
			"formatted text is printed. What a file means never changes; a file with syntax\n" +
			"errors is left as it is.",
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Paths = args
			return run(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVarP(&opts.Write, "write", "w", false, "write the result to the files")
	flags.BoolVarP(&opts.Diff, "diff", "d", false, "print differences")
	flags.BoolVarP(&opts.List, "list", "l", false, "list the files whose form changes")
	flags.BoolVar(&opts.Check, "check", false, "fail if the form of a file changes; list them, or with -d the differences")
	return cmd
}

func run(ctx context.Context, opts *Options) error {
	if opts.Check && opts.Write {
		return command.Usagef("--check and --write exclude each other")
	}
	if opts.Check && !opts.Diff {
		opts.List = true
	}
	r := &runner{Options: opts}
	paths, err := r.files()
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := r.file(ctx, path); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if r.failed {
		return command.ErrReported
	}
	return nil
}

type runner struct {
	*Options
	failed bool
}

// fail says that one file could not be formatted; the others still are.
func (r *runner) fail(err error) {
	fmt.Fprintln(r.Env.Err, r.Env.ColorErr(iostreams.Red, "error:"), err)
	r.failed = true
}

// files returns what to format: absolute paths and "-".
func (r *runner) files() ([]string, error) {
	if len(r.Paths) == 0 {
		at, err := project.Find(r.Env.Dir)
		if err != nil {
			return nil, fmt.Errorf("%w; name the files to format, or - for the standard input", err)
		}
		dir := filepath.Join(at.Root, "litexa")
		if _, err := r.Env.Stat(dir); err != nil {
			return nil, err
		}
		return codeFiles(dir)
	}
	var paths []string
	for _, path := range r.Paths {
		if path == stdin {
			if r.Write {
				return nil, command.Usagef("the standard input can not be written to: --write needs files")
			}
			paths = append(paths, stdin)
			continue
		}
		path = r.Env.Abs(path)
		info, err := r.Env.Stat(path)
		switch {
		case err != nil:
			r.fail(err)
		case info.IsDir():
			found, err := below(path)
			if err != nil {
				return nil, err
			}
			paths = append(paths, found...)
		case filepath.Ext(path) != extension:
			r.fail(fmt.Errorf("%s is not a %s file", r.Env.Rel(path), extension))
		default:
			paths = append(paths, path)
		}
	}
	return unique(paths), nil
}

// unique drops repetitions.
func unique(paths []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(paths, func(path string) bool {
		was := seen[path]
		seen[path] = true
		return was
	})
}

// codeFiles returns the .litexa files that a project consists of: those in its
// code directory and in the directories of its languages.
func codeFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, "languages"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	dirs := []string{dir}
	for _, entry := range entries {
		if entry.IsDir() && !hidden(entry) {
			dirs = append(dirs, filepath.Join(dir, "languages", entry.Name()))
		}
	}
	var paths []string
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if !entry.IsDir() && !hidden(entry) && filepath.Ext(entry.Name()) == extension {
				paths = append(paths, filepath.Join(dir, entry.Name()))
			}
		}
	}
	return paths, nil
}

func hidden(entry fs.DirEntry) bool { return strings.HasPrefix(entry.Name(), ".") }

// below returns the .litexa files of a directory and those below it, hidden
// ones and npm packages excepted.
func below(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == dir:
			return nil
		case hidden(entry), entry.IsDir() && entry.Name() == "node_modules":
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !entry.IsDir() && filepath.Ext(path) == extension:
			paths = append(paths, path)
		}
		return nil
	})
	return paths, err
}

// file formats a file or the standard input. An error ends the command.
func (r *runner) file(ctx context.Context, path string) error {
	name := stdinName
	if path != stdin {
		name = r.Env.Rel(path)
	}
	source, err := r.read(ctx, path)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		r.fail(fmt.Errorf("reading %s: %w", name, err))
		return nil
	}
	formatted, list := syntax.Format(name, source)
	if list.HasErrors() {
		r.failed = true
		return r.Env.WriteText(list, func(string) (string, bool) { return source, true })
	}
	if onlyCRLF(source) {
		formatted = strings.ReplaceAll(formatted, "\n", "\r\n")
	}
	changed := formatted != source
	if changed && r.Check {
		r.failed = true
	}
	if !r.Write && !r.Diff && !r.List {
		_, err := io.WriteString(r.Env.Out, formatted)
		return err
	}
	if !changed {
		return nil
	}
	if r.Write {
		if err := replace(path, []byte(formatted)); err != nil {
			r.fail(fmt.Errorf("writing %s: %w", name, err))
			return nil
		}
	}
	return r.show(name, source, formatted)
}

// read returns the text of a file or of the standard input, which may take as
// long as somebody types.
func (r *runner) read(ctx context.Context, path string) (string, error) {
	if path != stdin {
		f, err := os.Open(path)
		if err != nil {
			return "", unwrapPath(err)
		}
		defer f.Close()
		return readAll(f)
	}
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	// Nothing can end a read from a terminal but the end of the process.
	go func() {
		text, err := readAll(r.Env.In)
		done <- result{text, err}
	}()
	select {
	case got := <-done:
		return got.text, got.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func readAll(in io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxSize+1))
	switch {
	case err != nil:
		return "", unwrapPath(err)
	case len(text) > maxSize:
		return "", fmt.Errorf("it is larger than %d MiB", maxSize>>20)
	}
	return string(text), nil
}

// onlyCRLF reports whether all lines of a text end in CR LF.
func onlyCRLF(text string) bool {
	n := strings.Count(text, "\r\n")
	return n > 0 && n == strings.Count(text, "\n")
}

// show lists a changed file or prints its differences, or both.
func (r *runner) show(name, source, formatted string) error {
	if r.List {
		if _, err := fmt.Fprintln(r.Env.Out, name); err != nil {
			return err
		}
	}
	if !r.Diff {
		return nil
	}
	name = filepath.ToSlash(name)
	text := diff.Diff(name+".orig", []byte(source), name, []byte(formatted))
	// The first line names a command that nobody ran.
	if _, rest, ok := bytes.Cut(text, []byte("\n")); ok {
		text = rest
	}
	_, err := r.Env.Out.Write(r.colorDiff(text))
	return err
}

func (r *runner) colorDiff(text []byte) []byte {
	if !r.Env.OutColor() {
		return text
	}
	var b bytes.Buffer
	for line := range bytes.Lines(text) {
		style := iostreams.Style("")
		switch line[0] {
		case '+':
			style = iostreams.Green
		case '-':
			style = iostreams.Red
		case '@':
			style = iostreams.Cyan
		}
		body, hasEnd := strings.CutSuffix(string(line), "\n")
		if style != "" {
			body = r.Env.ColorOut(style, body)
		}
		b.WriteString(body)
		if hasEnd {
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}
