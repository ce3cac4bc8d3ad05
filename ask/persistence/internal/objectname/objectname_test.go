package objectname_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/internal/objectname"
)

// TestName: A-S3-04 to 06.
func TestName(t *testing.T) {
	for _, test := range []struct{ prefix, key, want string }{ // want nothing: refused
		{"", "k", "k"},
		{".", "k", "k"},
		{"./", "k", "k"},
		{"p", "k", "p/k"},
		{"p/", "k", "p/k"},
		{"/p", "k", "/p/k"},
		{"p//q", "k", "p/q/k"},
		{"p/./q/", "k", "p/q/k"},
		{"/", "k", "/k"},
		{"p", "a/b", "p/a/b"},
		{"", `a\b`, `a\b`},
		{"", "...", "..."},
		{"", "~/k", "~/k"},
		{"p", "", ""},
		{"p", "/k", ""},
		{"p", "k/", ""},
		{"p", "a//b", ""},
		{"p", "/", ""},
		{"p", ".", ""},
		{"p", "..", ""},
		{"p", "../k", ""},
		{"", "../k", ""},
		{"p", "a/./b", ""},
		{"p", "a/..", ""},
		{"", "a\x00b", ""},
		{"", "a\nb", ""},
		{"", "a\x7f", ""},
		{"", "\xff", ""},
		{"p", strings.Repeat("k", 1022), "p/" + strings.Repeat("k", 1022)},
		{"p", strings.Repeat("k", 1023), ""},
	} {
		prefix, err := objectname.NewPrefix(test.prefix)
		if err != nil {
			t.Errorf("NewPrefix(%q): %v", test.prefix, err)
			continue
		}
		got, err := prefix.Name(test.key)
		if got != test.want || (err != nil) != (test.want == "") || err != nil && !errors.Is(err, persistence.ErrInvalidKey) {
			t.Errorf("name of %q + %.20q: %.20q, %v; want %.20q", test.prefix, test.key, got, err, test.want)
		}
	}
}

func TestNewPrefixRefuses(t *testing.T) {
	for prefix, want := range map[string]string{
		"..":                                 `must not contain ".."`,
		"a/../b":                             `must not contain ".."`,
		"a\nb":                               "control characters",
		strings.Repeat("p", 513):             "has 513 bytes",
		strings.Repeat("p", 511) + "/../..?": "has 518 bytes",
	} {
		if _, err := objectname.NewPrefix(prefix); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("NewPrefix(%.20q): %v, want an error with %q", prefix, err, want)
		}
	}
	if _, err := objectname.NewPrefix("a..b/..c"); err != nil {
		t.Errorf("NewPrefix with dots in names: %v", err)
	}
}
