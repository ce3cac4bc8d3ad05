package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/internal/cli/iostreams"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project"
)

// WithProject loads the project around the working directory for a deployment
// target and calls f with it. It shows the diagnostics of both, and returns
// ErrReported if they hold errors.
//
// As Litexa 0.9 did, it first deletes what other commands made with an earlier
// version of the config.
func (e *Env) WithProject(ctx context.Context, target string, f func(*project.Project) (diag.List, error)) error {
	at, err := project.Find(e.Dir)
	if err != nil {
		return err
	}
	changed, err := at.Refresh()
	switch {
	case err != nil:
		fmt.Fprintln(e.Err, e.ColorErr(iostreams.Yellow, "warning:"), err)
	case changed && e.Verbose:
		fmt.Fprintln(e.Err, "the config is new: cleared .deploy and .test")
	}
	list, err := e.Open(ctx, at, target, f)
	if reportErr := e.Report(at.Root, list); reportErr != nil {
		return reportErr
	}
	if found := new(diag.Errors); errors.As(err, &found) {
		return ErrReported
	}
	return err
}

// Open loads a project for a deployment target, calls f with it, and returns
// the diagnostics of both. The error is a *diag.Errors if they hold errors.
func (e *Env) Open(ctx context.Context, at project.Location, target string, f func(*project.Project) (diag.List, error)) (diag.List, error) {
	p, list, err := project.Open(ctx, at, project.Options{Target: target, Console: e.Err})
	if err != nil {
		return list, err
	}
	defer p.Close()
	list = append(list, unknownTarget(p, list)...)
	more, err := f(p)
	list = append(list, more...)
	list.Sort()
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = list.Err()
	}
	return list, err
}

// unknownTarget warns of a target that somebody asked for and that the config
// does not have, unless the list already does.
func unknownTarget(p *project.Project, list diag.List) diag.List {
	const code = "unknown-target"
	if p.Deployment != nil || p.Target == project.DefaultTarget ||
		slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == code }) {
		return nil
	}
	d := diag.Diagnostic{
		Severity: diag.Warning, Code: code, File: p.ConfigName,
		Message: fmt.Sprintf("there is no deployment target %q in the config", p.Target),
	}
	if names := targetNames(p); len(names) > 0 {
		d.Hint = "the targets are " + strings.Join(names, ", ")
	}
	return diag.List{d}
}

func targetNames(p *project.Project) []string {
	var names []string
	for _, d := range p.Config.Deployments {
		names = append(names, d.Name)
	}
	return names
}

// Report shows diagnostics of a project on Err. Their paths, which are relative
// to the root of the project, become relative to the working directory.
func (e *Env) Report(root string, list diag.List) error {
	list = MapFiles(list, func(file string) string { return e.Rel(Absolute(root, file)) })
	return e.WriteText(list, func(file string) (string, bool) {
		text, err := os.ReadFile(e.Abs(file))
		return string(text), err == nil
	})
}

// WriteText shows diagnostics on Err. source returns the text of a file that
// they name.
func (e *Env) WriteText(list diag.List, source func(file string) (text string, ok bool)) error {
	return diag.WriteText(e.Err, list, diag.Options{Color: e.ErrColor(), Width: e.ErrWidth(), Source: source})
}

// Absolute returns the absolute path of a file that a diagnostic names, which
// is relative to the root of the project.
func Absolute(root, file string) string {
	if file = filepath.FromSlash(file); filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(root, file)
}

// MapFiles returns diagnostics with other names for the files.
func MapFiles(list diag.List, name func(file string) string) diag.List {
	mapped := make(diag.List, len(list))
	for i, d := range list {
		if d.File != "" {
			d.File = name(d.File)
		}
		d.Related = append([]diag.Related(nil), d.Related...)
		for j := range d.Related {
			if r := &d.Related[j]; r.File != "" {
				r.File = name(r.File)
			}
		}
		mapped[i] = d
	}
	return mapped
}
