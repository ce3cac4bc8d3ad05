package testenv

import (
	"os/exec"
	"syscall"
)

// endWithParent has the kernel kill the child if this process dies without
// stopping it, as after a test timeout.
func endWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

func hasExtendedAttributes(dir string) bool {
	return syscall.Setxattr(dir, "user.testenv", []byte("1"), 0) == nil
}
