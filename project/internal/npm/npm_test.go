package npm

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Where npm keeps global packages, as npm itself finds it.
func TestGlobalModules(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the places are others there")
	}
	root := t.TempDir()
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, content string, mode os.FileMode) string {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("home/.npmrc", "; a comment\nregistry = x\nprefix = \"${HOME}/packages\"\n", 0o644)
	write("empty/.npmrc", "registry=x\n", 0o644)
	node := write("node/v1/bin/node", "", 0o755)
	write("configured/bin/node", "", 0o755)
	write("configured/etc/npmrc", "prefix=/opt/shared\n", 0o644)
	if err := os.Mkdir(filepath.Join(root, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(node, filepath.Join(root, "bin", "node")); err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(root, name) }
	tests := []struct {
		env  []string
		want string
	}{
		{nil, ""},
		{[]string{"PATH=" + in("nowhere") + ":"}, ""},
		{[]string{"NPM_CONFIG_PREFIX=/a", "HOME=" + in("home")}, "/a/lib/node_modules"},
		{[]string{"npm_config_prefix=/b", "NPM_CONFIG_PREFIX=/a"}, "/b/lib/node_modules"},
		{[]string{"HOME=" + in("home"), "PREFIX=/c"}, in("home/packages/lib/node_modules")},
		{[]string{"HOME=" + in("empty"), "PREFIX=/c", "PATH=" + in("bin")}, "/c/lib/node_modules"},
		{[]string{"HOME=" + in("empty"), "PATH=:" + in("nowhere") + ":" + in("bin")}, in("node/v1/lib/node_modules")},
		{[]string{"PATH=" + in("configured/bin")}, "/opt/shared/lib/node_modules"},
	}
	for _, tt := range tests {
		env := tt.env
		if env == nil {
			env = []string{}
		}
		if got := GlobalModules(NewEnviron(env)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.env, got, tt.want)
		}
	}
}
