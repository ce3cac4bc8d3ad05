package file

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestFileName(t *testing.T) {
	long := strings.Repeat("x", 101)
	for _, test := range []struct{ key, want string }{
		{"visitor", "visitor.json"},
		{"amzn1.ask.device.a-b_c9", "amzn1.ask.device.a-b_c9.json"},
		{"a.", "a..json"},
		{"a.json", "a.json.json"},
		{long[:100], long[:100] + ".json"},
		{"amzn1.ask.account.AB12", "amzn1.ask.account.AB12~b5f57eefe6551445c2a41558ae8aa08d.json"},
		{long, long[:100] + "~DIGEST.json"},
		{"a/b", "a_b~DIGEST.json"},
		{"../../etc/passwd", "_.._.._etc_passwd~DIGEST.json"},
		{".lock", "_.lock~DIGEST.json"},
		{"-rf", "_-rf~DIGEST.json"},
		{"con", "_con~DIGEST.json"},
		{"CON.txt", "_CON.txt~DIGEST.json"},
		{"com1", "_com1~DIGEST.json"},
		{"lpt9.x.y", "_lpt9.x.y~DIGEST.json"},
		{"com10", "com10.json"},
		{"console", "console.json"},
		{"日本", "___~DIGEST.json"},
		{"a\x00b", "a_b~DIGEST.json"},
		{"a~b", "a_b~DIGEST.json"},
		{"", "_~e3b0c44298fc1c149afbf4c8996fb924.json"},
	} {
		t.Run(test.key, func(t *testing.T) {
			got := fileName(test.key)
			if before, after, found := strings.Cut(test.want, "DIGEST"); found {
				if !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) || len(got) != len(before)+32+len(after) {
					t.Errorf("got %s, want %s", got, test.want)
				}
			} else if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// FuzzFileName checks that names stay in their directory and fit everywhere,
// and that keys which differ keep different names even when case does not count.
func FuzzFileName(f *testing.F) {
	for _, key := range []string{"a", "A", "a/b", "..", "con", "\x00", strings.Repeat("x", 300), "a~b", "é"} {
		f.Add(key, "a_b")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		name := fileName(a)
		if len(name) > 143 || !filepath.IsLocal(name) || filepath.Base(name) != name || name[0] == '.' || name[0] == '-' || !strings.HasSuffix(name, extension) {
			t.Errorf("the key %q has the name %q", a, name)
		}
		if isReserved(name) {
			t.Errorf("the key %q has the reserved name %q", a, name)
		}
		if a != b && strings.EqualFold(name, fileName(b)) {
			t.Errorf("the keys %q and %q share the name %q", a, b, name)
		}
	})
}

func TestDepth(t *testing.T) {
	for _, test := range []struct {
		json string
		want int
	}{
		{`{}`, 1},
		{`{"a":1,"b":[],"c":{}}`, 2},
		{`{"[[[[":"{{{{"}`, 1},
		{`{"\"[":"\\","b":[[]]}`, 3},
		{`{"\\":[]}`, 2},
	} {
		if got := depth([]byte(test.json)); got != test.want {
			t.Errorf("depth of %s is %d, want %d", test.json, got, test.want)
		}
	}
}
