package dynamodb

import (
	"strings"
	"testing"
)

func TestIsVersionNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"0": true, "1": true, "-1": true, "9007199254740991": true, strings.Repeat("9", 38): true,
		"": false, "-": false, "-0": false, "00": false, "01": false, "1.5": false, "1e3": false, " 1": false, "1 ": false, "+1": false, "١": false,
		strings.Repeat("9", 39): false, "sha256:00": false,
	} {
		if got := isVersionNumber(text); got != want {
			t.Errorf("isVersionNumber(%q) = %v", text, got)
		}
	}
	seen := make(map[string]bool)
	for range 1000 {
		version := newVersion()
		if !isVersionNumber(version) || seen[version] || len(version) > 16 {
			t.Fatalf("newVersion returned %q", version)
		}
		seen[version] = true
	}
}
