package project

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The folders in a project that hold nothing but what can be made again.
const (
	deployFolder = ".deploy"
	testFolder   = ".test"
	hashFile     = "litexaConfig.hash"
)

// ConfigHash returns the SHA-256 hash of the config file in base64.
func (loc Location) ConfigHash() (string, error) {
	text, err := readFile(filepath.Join(loc.Root, loc.ConfigName))
	if err != nil {
		return "", fmt.Errorf("hashing the config: %w", err)
	}
	sum := sha256.Sum256(text)
	return base64.StdEncoding.EncodeToString(sum[:]), nil
}

// Refresh deletes the folders .deploy and .test if the config has changed since
// it was last called, and reports whether it did. It keeps the hash of the
// config in .deploy.
func (loc Location) Refresh() (changed bool, err error) {
	hash, err := loc.ConfigHash()
	if err != nil {
		return false, err
	}
	file := filepath.Join(loc.Root, deployFolder, hashFile)
	stored, err := os.ReadFile(file)
	switch {
	case err == nil && string(stored) == hash:
		return false, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, fmt.Errorf("reading the hash of the last config: %w", err)
	}
	for _, folder := range []string{deployFolder, testFolder} {
		if err := os.RemoveAll(filepath.Join(loc.Root, folder)); err != nil {
			return true, fmt.Errorf("deleting what was made with an earlier config: %w", err)
		}
	}
	if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return true, fmt.Errorf("storing the hash of the config: %w", err)
	}
	if err := os.WriteFile(file, []byte(hash), 0o644); err != nil {
		return true, fmt.Errorf("storing the hash of the config: %w", err)
	}
	return true, nil
}
