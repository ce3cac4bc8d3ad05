package format

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/robustio"
)

// replace gives a file a new content in one step: whatever happens, it has the
// old content or the new one. It keeps its permissions; if it is a symbolic
// link, what it points to is replaced. A file that may not be written is left
// alone.
func replace(path string, content []byte) (err error) {
	path, err = filepath.EvalSymlinks(path)
	if err != nil {
		return unwrapPath(err)
	}
	mode, err := writable(path)
	if err != nil {
		return unwrapPath(err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".litexa-fmt-*")
	if err != nil {
		return unwrapPath(err)
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Chmod(mode)
	}
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = robustio.Rename(temp.Name(), path)
	}
	return unwrapPath(err)
}

// writable checks that a file may be written, which a rename would not, and
// returns its permissions.
func writable(path string) (fs.FileMode, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Mode().Perm(), nil
}

// unwrapPath returns the cause of an error that names a path, for messages
// that name it already.
func unwrapPath(err error) error {
	if pathErr := new(fs.PathError); errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
