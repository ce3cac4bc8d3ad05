package suggest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/internal/suggest"
)

func TestNearest(t *testing.T) {
	tests := []struct {
		word       string
		candidates []string
		want       string
	}{
		{"brake", []string{"break", "emphasis"}, "break"}, // a swap and more
		{"Break", []string{"break", "emphasis"}, "break"}, // case only
		{"emphasys", []string{"break", "emphasis"}, "emphasis"},
		{"hello", []string{"held out", "goodbye"}, ""},
		{"hell", []string{"help", "hello"}, "hello"}, // equally near: first by name
		{"break", []string{"break"}, ""},             // not what it is already
		{"", []string{"a"}, "a"},
		{"ab", nil, ""},
		{strings.Repeat("x", 100), []string{strings.Repeat("x", 99)}, ""},
		{"wlecome", []string{"welcome"}, "welcome"},
	}
	for _, test := range tests {
		if got := suggest.Nearest(test.word, slices.Values(test.candidates)); got != test.want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", test.word, test.candidates, got, test.want)
		}
	}
}

func TestQuestion(t *testing.T) {
	if got, want := suggest.Question("wlcome", slices.Values([]string{"welcome"})), ` (did you mean "welcome"?)`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := suggest.Question("other", slices.Values([]string{"welcome"})); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}
