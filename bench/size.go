package main

import (
	"archive/zip"
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// size measures what is uploaded to Lambda, zipped: the sample skill of this
// repository, with all its stores, and the Node packages that a skill on one
// store needs. Lambda's Node runtimes have not contained version 2 of the AWS
// SDK, on which the adapters rest, since Node 18.
func (b *bench) size(ctx context.Context) ([]row, error) {
	program := filepath.Join(b.dir, "bootstrap")
	if err := build(ctx, program, "./examples/cafe", "GOOS=linux", "GOARCH=arm64"); err != nil {
		return nil, err
	}
	ours, err := zipped(program)
	if err != nil {
		return nil, err
	}
	packages := map[string]bool{}
	for _, name := range []string{"ask-sdk-core", "ask-sdk-model", "ask-sdk-s3-persistence-adapter", "aws-sdk"} {
		if err := closure(filepath.Join(".tools", "node", "node_modules"), name, packages); err != nil {
			return nil, err
		}
	}
	var dirs []string
	for dir := range packages {
		dirs = append(dirs, dir)
	}
	theirs, err := zipped(dirs...)
	if err != nil {
		return nil, err
	}
	return []row{{name: "upload, zipped", ours: ours, theirs: theirs, unit: "MB"}}, nil
}

// closure adds the folders of an installed package and of what it depends on.
func closure(modules, name string, found map[string]bool) error {
	dir := filepath.Join(modules, name)
	if found[dir] {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return err
	}
	var manifest struct{ Dependencies map[string]string }
	if err := json.Unmarshal(data, &manifest); err != nil {
		return err
	}
	found[dir] = true
	for dependency := range manifest.Dependencies {
		nested := filepath.Join(dir, "node_modules")
		if _, err := os.Stat(filepath.Join(nested, dependency)); err == nil {
			continue // lies within dir, so it is counted already
		}
		if err := closure(modules, dependency, found); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// zipped returns the megabytes of an archive of files and folders.
func zipped(paths ...string) (float64, error) {
	var size counter
	archive := zip.NewWriter(&size)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			into, err := archive.Create(filepath.ToSlash(name))
			if err != nil {
				return err
			}
			file, err := os.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
			_, err = io.Copy(into, file)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	if err := archive.Close(); err != nil {
		return 0, err
	}
	return float64(size) / 1e6, nil
}
