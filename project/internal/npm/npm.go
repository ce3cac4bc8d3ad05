// Package npm knows where npm keeps packages.
package npm

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Environ are environment variables by name.
type Environ map[string]string

// NewEnviron reads a list of "name=value"; nil is that of the process.
func NewEnviron(list []string) Environ {
	if list == nil {
		list = os.Environ()
	}
	env := make(Environ, len(list))
	for _, entry := range list {
		if name, value, ok := strings.Cut(entry, "="); ok {
			env[name] = value
		}
	}
	return env
}

// GlobalModules returns the directory of npm's global packages, found by the
// rules of npm without running it; "" if there seems to be no npm.
func GlobalModules(env Environ) string {
	prefix := npmPrefix(env)
	if prefix == "" {
		return ""
	}
	if runtime.GOOS == "windows" {
		return filepath.Join(prefix, "node_modules")
	}
	return filepath.Join(prefix, "lib", "node_modules")
}

func npmPrefix(env Environ) string {
	for _, name := range []string{"npm_config_prefix", "NPM_CONFIG_PREFIX"} {
		if prefix := env[name]; prefix != "" {
			return prefix
		}
	}
	home := env["HOME"]
	if runtime.GOOS == "windows" {
		home = env["USERPROFILE"]
	}
	if home != "" {
		if prefix := prefixIn(filepath.Join(home, ".npmrc"), env); prefix != "" {
			return prefix
		}
	}
	if prefix := env["PREFIX"]; prefix != "" {
		return prefix
	}
	node := nodeProgram(env)
	if node == "" {
		return ""
	}
	if runtime.GOOS == "windows" {
		return filepath.Dir(node)
	}
	installed := filepath.Dir(filepath.Dir(node))
	if prefix := prefixIn(filepath.Join(installed, "etc", "npmrc"), env); prefix != "" {
		return prefix
	}
	return installed
}

// prefixIn returns the prefix that an npmrc file sets, or "".
func prefixIn(file string, env Environ) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if strings.TrimSpace(key) == "prefix" {
			value = strings.Trim(strings.TrimSpace(value), `"'`)
			return os.Expand(value, func(name string) string { return env[name] })
		}
	}
	return ""
}

// nodeProgram returns the real path of the node program, or "".
func nodeProgram(env Environ) string {
	name := "node"
	if runtime.GOOS == "windows" {
		name = "node.exe"
	}
	for _, dir := range filepath.SplitList(env["PATH"]) {
		if dir == "" {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			if path, err = filepath.EvalSymlinks(path); err == nil {
				return path
			}
		}
	}
	return ""
}
