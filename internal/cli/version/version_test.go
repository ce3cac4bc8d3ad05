package version

import (
	"testing"

	"github.com/litexa-go/litexa/internal/cli/clitest"
)

func TestVersion(t *testing.T) {
	out, stderr, err := clitest.Run(t, New, "")
	if out != "1.2.3\n" || stderr != "" || err != nil {
		t.Errorf("got %q, %q, %v", out, stderr, err)
	}
	if _, _, err := clitest.Run(t, New, "", "more"); err == nil {
		t.Error("an argument is accepted")
	}
}
