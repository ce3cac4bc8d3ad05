package js

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"

	"github.com/dop251/goja"
)

// readOnly says why writing fails.
const readOnly = "files cannot be written where Litexa runs code"

func (vm *VM) fileNatives() map[string]any {
	// Each takes an absolute path and returns [value] or [null, code, message].
	wrap := func(f func(path string, call goja.FunctionCall) (goja.Value, error)) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			path := call.Argument(0).String()
			if !vm.mayRead(path) {
				return vm.rt.NewArray(goja.Null(), "EACCES", "code may only read files of the project and of packages that it uses")
			}
			v, err := f(path, call)
			if err != nil {
				code, message := errorCode(err)
				return vm.rt.NewArray(goja.Null(), code, message)
			}
			return vm.rt.NewArray(v)
		}
	}
	return map[string]any{
		"readOnly": readOnly,
		"read": wrap(func(path string, _ goja.FunctionCall) (goja.Value, error) {
			info, err := os.Stat(path)
			if err != nil {
				return nil, err
			}
			if info.IsDir() {
				return nil, syscall.EISDIR
			}
			if info.Size() > maxBuffer {
				return nil, errTooLarge
			}
			b, err := os.ReadFile(path)
			return vm.arrayBuffer(b), err
		}),
		"stat": wrap(func(path string, call goja.FunctionCall) (goja.Value, error) {
			stat := os.Lstat
			if call.Argument(1).ToBoolean() {
				stat = os.Stat
			}
			info, err := stat(path)
			if err != nil {
				return nil, err
			}
			o := vm.rt.NewObject()
			must(o.Set("mode", fileMode(info.Mode())))
			must(o.Set("size", info.Size()))
			must(o.Set("mtime", milliseconds(info.ModTime())))
			return o, nil
		}),
		"list": wrap(func(path string, _ goja.FunctionCall) (goja.Value, error) {
			entries, err := os.ReadDir(path)
			if err != nil {
				return nil, err
			}
			list := make([]any, len(entries))
			for i, e := range entries {
				list[i] = vm.rt.NewArray(e.Name(), fileMode(e.Type()))
			}
			return vm.rt.NewArray(list...), nil
		}),
		"real": wrap(func(path string, _ goja.FunctionCall) (goja.Value, error) {
			if _, err := os.Stat(path); err != nil {
				return nil, err
			}
			return vm.rt.ToValue(realPath(path)), nil
		}),
		"link": wrap(func(path string, _ goja.FunctionCall) (goja.Value, error) {
			target, err := os.Readlink(path)
			return vm.rt.ToValue(target), err
		}),
	}
}

// fileMode turns a mode of Go into one of Unix.
func fileMode(m fs.FileMode) int {
	mode := int(m.Perm())
	switch {
	case m.IsDir():
		return mode | 0o040000
	case m&fs.ModeSymlink != 0:
		return mode | 0o120000
	}
	return mode | 0o100000
}

// errorCode returns what Node calls an error of the file system.
func errorCode(err error) (code, message string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "ENOENT", "no such file or directory"
	case errors.Is(err, fs.ErrPermission):
		return "EACCES", "permission denied"
	case errors.Is(err, syscall.EISDIR):
		return "EISDIR", "illegal operation on a directory"
	case errors.Is(err, syscall.ENOTDIR):
		return "ENOTDIR", "not a directory"
	case errors.Is(err, errTooLarge):
		return "ERR_FS_FILE_TOO_LARGE", "the file is too large"
	case errors.Is(err, syscall.EINVAL), runtime.GOOS == "windows":
		return "EINVAL", "invalid argument"
	}
	return "EIO", err.Error()
}
