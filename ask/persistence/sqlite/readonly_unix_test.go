//go:build unix

package sqlite_test

import (
	"os"
	osexec "os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/sqlite"
)

// asNobody runs the current test again in a process of a user whom file modes
// bind, as they do not bind root.
func asNobody(t *testing.T) {
	t.Helper()
	const nobody = 65534
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "nobody-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	readable := filepath.Join(dir, "test")
	if err := os.WriteFile(readable, data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	cmd := osexec.Command(readable, "-test.run", "^"+t.Name()+"$", "-test.v")
	cmd.Dir = dir
	cmd.Env = []string{"TMPDIR=" + dir, "HOME=" + dir}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("as another user: %v\n%s", err, out)
	}
}

func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		asNobody(t)
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "skill.db")
	t.Cleanup(func() { os.Chmod(dir, 0o700) })

	chmod(t, dir, 0o500)
	_, err := sqlite.Open(t.Context(), path)
	wantText(t, err, path, "check the permissions of both file and directory")
	_, err = sqlite.Open(t.Context(), filepath.Join(dir, "sub", "skill.db"))
	wantText(t, err, "permission denied")

	chmod(t, dir, 0o700)
	open(t, path).Close()
	chmod(t, path, 0o000)
	_, err = sqlite.Open(t.Context(), path)
	wantText(t, err, path, "check the permissions of both file and directory")

	chmod(t, path, 0o400)
	adapter, err := sqlite.Open(t.Context(), path)
	if err == nil {
		defer adapter.Close()
		_, err = adapter.Put(t.Context(), "k", persistence.Attributes{"n": 1}, persistence.None)
	}
	wantText(t, err, path, "this user may not write the file or its directory")
}
