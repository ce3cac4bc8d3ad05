package check

import (
	"strings"
	"testing"
)

// TestCheckRegexp compares with what JavaScript says, as tried with Node 20.
func TestCheckRegexp(t *testing.T) {
	accepted := []string{
		``, `a`, `a|`, `|`, `()`, `(?:)`, `[]`, `[^]`, `]`, `}`, `{`, `{,2}`, `a{,2}`, `a{1`, `a{x}`, `a{1,2}?`, `a+?`, `a??`,
		`(?=a)*`, `(?!a)+`, `(?<=a)b`, `(?<!a)b`, `(?<n>a)(?<m>b)`, `[a-z0-9-]`, `[--a]`, `[\w-z]`, `[a-\d]`, `[\b]`, `\b\B`, `^$`,
		`\-`, `\/`, `(a|b(c|d))+`, `[+--]`, `[(]`, `a{2,2}`, `[[]`,
	}
	rejected := []string{
		`*`, `+a`, `?`, `a**`, `a++`, `a???`, `a{1}{2}`, `{1}`, `{1,}`, `^*`, `$+`, `\b?`, `(?<=a)*`, `|*`, `(*)`, `(?:+)`,
		`(`, `)`, `(a`, `a)`, `(?a)`, `(?i:a)`, `(?<n`, `(?<1>a)`, `(?<>a)`, `(?<n>a)(?<n>b)`, `[`, `[a`, `[z-a]`, `[\n-\t]`, `a{2,1}`,
	}
	for _, p := range accepted {
		if err := checkRegexp(p, "gi"); err != nil {
			t.Errorf("/%s/: %v", p, err)
		}
	}
	for _, p := range rejected {
		if checkRegexp(p, "") == nil {
			t.Errorf("/%s/ is accepted", p)
		}
	}
	for flags, want := range map[string]bool{"": true, "g": true, "ig": true, "gg": false, "gig": false} {
		if got := checkRegexp("a", flags) == nil; got != want {
			t.Errorf("flags %q: accepted is %v", flags, got)
		}
	}
	if checkRegexp(strings.Repeat("(", 10_000)+strings.Repeat(")", 10_000), "") == nil {
		t.Error("groups of any depth are accepted")
	}
	if err := checkRegexp("a{99999999999999999999,999999999999999999999}", ""); err != nil {
		t.Errorf("huge numbers: %v", err)
	}
}

func FuzzCheckRegexp(f *testing.F) {
	f.Add(`(?<n>a{1,2}|[^b-c]\d)*?`, "gi")
	f.Fuzz(func(t *testing.T, pattern, flags string) {
		if err := checkRegexp(pattern, flags); err != nil && err.Error() == "" {
			t.Error("an error without a message")
		}
	})
}
