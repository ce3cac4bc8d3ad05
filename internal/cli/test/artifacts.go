package test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/skilltest"
	"github.com/litexa-go/litexa/project"
)

// The files of the coverage report.
const (
	coveragePage = "coverage.html"
	coverageLCOV = "lcov.info"
)

// artifacts are the files that a run leaves in .test.
type artifacts struct {
	options *Options
	project *project.Project
	report  *skilltest.Report
	image   *compile.Image
	at      time.Time
}

func (a *artifacts) path(name string) string { return filepath.Join(a.project.TestFolder(), name) }

// log returns the report as text.
func (a *artifacts) log() string {
	return a.at.Format(localTime) + "\n" + strings.Join(a.entries(), "\n")
}

// shown returns the part of the log that is new.
func (a *artifacts) shown() string {
	recent := *a
	recent.report = a.report.Recent()
	return recent.log()
}

func (a *artifacts) entries() []string {
	return append([]string{a.report.Summary()}, a.report.Transcript()...)
}

// write writes all files.
func (a *artifacts) write(ctx context.Context, prog *program.Program) (diag.List, error) {
	if err := os.MkdirAll(a.project.TestFolder(), 0o755); err != nil {
		return nil, fmt.Errorf("making the folder for the results: %w", err)
	}
	m, list := a.project.Model(ctx, prog, a.report.Region)
	if list.HasErrors() {
		return list, nil
	}
	model, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the model: %w", err)
	}
	output, err := a.output()
	if err != nil {
		return nil, fmt.Errorf("writing the results: %w", err)
	}
	files := map[string][]byte{
		"project-config.json": a.project.Info(),
		"lambda.js":           a.code(),
		"model.json":          model,
		"output.json":         output,
		"output.log":          []byte(a.log()),
	}
	if a.report.Coverage != nil {
		if err := a.addCoverage(files); err != nil {
			return nil, err
		}
	}
	for name, content := range files {
		if err := os.WriteFile(a.path(name), content, 0o644); err != nil {
			return nil, fmt.Errorf("writing the results: %w", err)
		}
	}
	if a.options.JUnit != "" {
		var b bytes.Buffer
		if err := skilltest.WriteJUnit(&b, a.report, a.image.Name, a.at); err != nil {
			return nil, err
		}
		if err := os.WriteFile(a.options.Env.Abs(a.options.JUnit), b.Bytes(), 0o644); err != nil {
			return nil, fmt.Errorf("writing the JUnit report: %w", err)
		}
	}
	return nil, nil
}

// code returns the compiled code of all languages.
func (a *artifacts) code() []byte {
	var b bytes.Buffer
	for _, l := range a.image.Languages {
		fmt.Fprintf(&b, "// %s\n", l.Name)
		b.WriteString(l.Unit.Text)
		for _, f := range l.Code.Files {
			fmt.Fprintf(&b, "// %s\n%s\n", f.Path, f.Text)
		}
		b.WriteString(l.Unit.Result + ";\n")
	}
	return b.Bytes()
}

// output returns the results in the form of Litexa 0.9.
func (a *artifacts) output() ([]byte, error) {
	type tallies struct {
		Successes int `json:"successes"`
		Fails     int `json:"fails"`
	}
	out := struct {
		Log        []string          `json:"log"`
		Cards      []json.RawMessage `json:"cards"`
		Directives []json.RawMessage `json:"directives"`
		Raw        []*skilltest.Raw  `json:"raw"`
		Summary    string            `json:"summary"`
		Tallies    tallies           `json:"tallies"`
		Success    bool              `json:"success"`
	}{
		Log: a.entries(), Cards: []json.RawMessage{}, Directives: []json.RawMessage{}, Raw: []*skilltest.Raw{},
		Summary: a.report.Summary(), Tallies: tallies{a.report.Passed, a.report.Failed}, Success: a.report.OK(),
	}
	for _, t := range a.report.Tests {
		for _, s := range t.Steps {
			if s.Raw != nil {
				out.Raw = append(out.Raw, s.Raw)
			}
			if r := s.Response; r != nil {
				if r.Card != nil {
					out.Cards = append(out.Cards, r.Card)
				}
				out.Directives = append(out.Directives, r.Directives...)
			}
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(out)
	return b.Bytes(), err
}

// addCoverage adds the coverage reports.
func (a *artifacts) addCoverage(files map[string][]byte) error {
	source := func(path string) (string, error) {
		text, err := os.ReadFile(filepath.Join(a.project.Root, filepath.FromSlash(path)))
		return string(text), err
	}
	var page, lcov bytes.Buffer
	if err := skilltest.WriteCoverageHTML(&page, a.report.Coverage, source); err != nil {
		return err
	}
	if err := skilltest.WriteLCOV(&lcov, a.report.Coverage); err != nil {
		return err
	}
	files[coveragePage], files[coverageLCOV] = page.Bytes(), lcov.Bytes()
	return nil
}
