// Command wiregen generates the JSON codec of a package of wire types: for every
// struct, methods that decode and encode it with package wire, and for every
// family of structs told apart by a discriminator, the dispatch on it.
//
//	go run ./internal/wiregen [directory]
//
// It reads the Go files of the directory, the present one by default, and writes
// codec_gen.go and codec_gen_test.go there. It generates code for every struct
// that has a field with a json tag or a field Extra. Markers in doc comments say
// the rest:
//
//	//wire:union key Unknown
//
// on an interface: its members are told apart by the string member key, and
// those that are not known decode into the struct Unknown, which has the fields
// Type and Raw. The interface's first method returns the discriminator.
//
//	//wire:member Union discriminator
//
// on a struct: its pointer is a member of the union.
//
//	//wire:scalar number
//	//wire:scalar number bool
//
// on a string type: JSON numbers, or numbers and booleans, are kept as their
// text.
//
// The tags mean what they mean to encoding/json, but for two things: a nil
// slice or map that is not left out is written as [] or {}, and an empty array
// or object decodes as nil unless the tag says omitzero. A struct keeps members
// it has no field for in its field Extra. The fields of embedded structs count
// as the struct's own. A further tag, default:"text", gives what is written in
// place of an empty string.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

const (
	codeFile = "codec_gen.go"
	testFile = "codec_gen_test.go"
)

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := run(dir); err != nil {
		fmt.Fprintln(os.Stderr, "wiregen:", err)
		os.Exit(1)
	}
}

// run generates the codec of the package in dir. It leaves files alone that
// would not change.
func run(dir string) error {
	files, err := generate(dir)
	if err != nil {
		return err
	}
	for _, name := range []string{codeFile, testFile} {
		file := filepath.Join(dir, name)
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, files[name]) {
			continue
		}
		if err := os.WriteFile(file, files[name], 0o666); err != nil {
			return err
		}
	}
	return nil
}

// generate returns the files to be written to dir, by name.
func generate(dir string) (map[string][]byte, error) {
	m, err := load(dir)
	if err != nil {
		return nil, err
	}
	code, err := emitCode(m)
	if err != nil {
		return nil, err
	}
	test, err := emitTest(m)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{codeFile: code, testFile: test}, nil
}
