package test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/skilltest"
	"github.com/litexa-go/litexa/project"
)

const (
	// recordFolder is the folder, in the root of the project, of recorded
	// transcripts.
	recordFolder = "transcripts"
	// recordSeed is the seed of runs that record or compare transcripts.
	recordSeed = 1
)

// hasRecords reports whether transcripts were recorded.
func hasRecords(p *project.Project) bool {
	info, err := os.Stat(filepath.Join(p.Root, recordFolder))
	return err == nil && info.IsDir()
}

// recordOf returns the path of the transcript of a file with tests, relative
// to the root of the project.
func recordOf(file string) string {
	return path.Join(recordFolder, strings.TrimPrefix(file, "litexa/")+".txt")
}

// recorded compares the transcripts with the recorded ones, or records them.
func (o *Options) recorded(p *project.Project, report *skilltest.Report) (diag.List, error) {
	if !o.Update && (o.Filter != "" || !hasRecords(p)) {
		return nil, nil
	}
	var list diag.List
	transcripts := report.FileTranscripts()
	for _, file := range slices.Sorted(maps.Keys(transcripts)) {
		name := recordOf(file)
		full := filepath.Join(p.Root, filepath.FromSlash(name))
		if o.Update {
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return nil, fmt.Errorf("recording the transcripts: %w", err)
			}
			if err := os.WriteFile(full, []byte(transcripts[file]), 0o644); err != nil {
				return nil, fmt.Errorf("recording the transcripts: %w", err)
			}
			continue
		}
		old, err := os.ReadFile(full)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the recorded transcript: %w", err)
		}
		if d := difference(name, file, string(old), transcripts[file]); d != nil {
			list.Add(*d)
		}
	}
	return list, nil
}

// difference describes the first line in which transcripts differ, or returns
// nil.
func difference(name, file, old, now string) *diag.Diagnostic {
	if old == now {
		return nil
	}
	before, after := strings.Split(old, "\n"), strings.Split(now, "\n")
	i := 0
	for i < len(before) && i < len(after) && before[i] == after[i] {
		i++
	}
	line := func(lines []string) string {
		if i < len(lines) {
			return lines[i]
		}
		return "(the end)"
	}
	at := diag.Pos{Offset: len(strings.Join(before[:i], "\n")), Line: i + 1, Col: 1}
	return &diag.Diagnostic{
		Code: "transcript-differs", File: name, Span: diag.Span{Start: at, End: at},
		Message: fmt.Sprintf("the tests of %s no longer go as recorded\n  recorded: %s\n  now:      %s", file, line(before), line(after)),
		Hint:    "if the change is right, record it with: litexa test --update",
	}
}
