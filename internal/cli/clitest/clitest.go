// Package clitest runs single commands in tests, in memory.
package clitest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/internal/cli/iostreams"
)

// Project writes the files of a txtar archive to a new directory, and returns
// its path.
func Project(t *testing.T, archive string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := txtar.Write(txtar.Parse([]byte(archive)), dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Run runs a command in a directory and returns what it printed.
func Run(t *testing.T, newCommand func(*command.Env) *cobra.Command, dir string, args ...string) (out, stderr string, err error) {
	t.Helper()
	streams, outBuf, errBuf := iostreams.Test("")
	env := &command.Env{Streams: streams, Version: "1.2.3", Dir: dir, Region: "en-US"}
	cmd := newCommand(env)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(args)
	err = cmd.ExecuteContext(t.Context())
	return outBuf.String(), errBuf.String(), err
}

// Read returns the content of a file of a project, or "" if there is none.
func Read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}
