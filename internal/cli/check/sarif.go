package check

import (
	"os"
	"path/filepath"

	"github.com/litexa-go/litexa/internal/cli/command"
	"github.com/litexa-go/litexa/litexa/diag"
)

// writeSARIF prints diagnostics as SARIF. Their paths become relative to the
// root of the repository that the project is in, as services that read SARIF
// expect.
func writeSARIF(env *command.Env, root string, list diag.List) error {
	base := repository(root)
	list = command.MapFiles(list, func(file string) string {
		path := command.Absolute(root, file)
		if rel, err := filepath.Rel(base, path); err == nil && filepath.IsLocal(rel) {
			return rel
		}
		return path
	})
	return diag.WriteSARIF(env.Out, list, diag.Tool{
		Name: "litexa", Version: env.Version, URL: "https://github.com/litexa-go/litexa",
	})
}

// repository returns the root of the Git repository that a directory is in, or
// the directory if it is in none.
func repository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}
