package skilltest_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/litexa/compile"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/skilltest"
)

var update = flag.Bool("update", false, "rewrite the transcripts of the golden files")

// TestTranscripts runs the skills in testdata. The comment of each archive
// names the behaviours that it shows; its file "transcript" is what comes out.
// The file "options" has lines such as "region de-DE".
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := transcript(t, archive)
			last := &archive.Files[len(archive.Files)-1]
			if last.Name != "transcript" {
				t.Fatal("the last file of the archive has to be its transcript")
			}
			if *update {
				last.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(last.Data), got); diff != "" {
				t.Errorf("the transcript differs (-want +got):\n%s", diff)
			}
		})
	}
}

var took = regexp.MustCompile(`\(\d+ms\)`)

// transcript runs the tests of an archive.
func transcript(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	options := archiveOptions(t, archive)
	report, err := skilltest.Run(t.Context(), options)
	text := ""
	if report != nil {
		entries := append([]string{report.Summary()}, report.Transcript()...)
		text = took.ReplaceAllString(strings.Join(entries, "\n"), "(Nms)") + "\n"
	}
	if err != nil {
		text += "error: " + err.Error() + "\n"
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func archiveOptions(t *testing.T, archive *txtar.Archive) skilltest.Options {
	t.Helper()
	var sources []program.Source
	var code []skilltest.CodeFile
	inline := map[string]compile.Code{}
	requests := map[string]json.RawMessage{}
	settings := map[string]string{}
	for _, f := range archive.Files {
		language, name := program.Default, path.Base(f.Name)
		if parts := strings.Split(f.Name, "/"); len(parts) == 3 && parts[0] == "languages" {
			language = parts[1]
		}
		switch {
		case f.Name == "transcript":
		case f.Name == "options":
			for line := range strings.Lines(string(f.Data)) {
				key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
				settings[key] = value
			}
		case strings.HasSuffix(name, ".litexa"):
			sources = append(sources, program.Source{Language: language, Name: name, Path: "litexa/" + f.Name, Text: string(f.Data)})
		case strings.HasSuffix(name, ".test.json"):
			requests[name] = json.RawMessage(f.Data)
		case strings.Contains(name, ".test."):
			code = append(code, skilltest.CodeFile{Name: name, Path: "litexa/" + f.Name, Text: string(f.Data)})
		case strings.HasSuffix(name, ".js"):
			c := inline[language]
			c.Files = append(c.Files, compile.File{Name: name, Path: "litexa/" + f.Name, Text: string(f.Data)})
			inline[language] = c
		default:
			t.Fatalf("the archive has a file of an unknown kind: %s", f.Name)
		}
	}
	options := build(t, settings["coverage"] != "", sources...)
	for _, l := range options.Runtime.Image.Languages {
		l.Code = inline[l.Name]
	}
	options.Code = code
	options.Region = settings["region"]
	options.Device = skilltest.Device(settings["device"])
	options.Directives = strings.Fields(settings["directives"])
	_, options.Lenient = settings["no-strict"]
	if f := settings["filter"]; f != "" {
		options.Filters = strings.Split(f, ",")
	}
	options.Request = func(name string) (json.RawMessage, error) {
		if r, ok := requests[name]; ok {
			return r, nil
		}
		return nil, errors.Join(fs.ErrNotExist)
	}
	return options
}
