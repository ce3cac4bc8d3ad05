package verify

import (
	"net/url"
	"path"
	"strings"
	"testing"
)

func TestNormalizeURL(t *testing.T) {
	const plain = "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"
	for _, test := range []struct {
		name, raw, want string
	}{
		// The examples of Alexa's documentation.
		{"plain", plain, plain},
		{"default port", "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem", plain},
		{"dot segments", "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem", plain},
		// The rest of the rules.
		{"scheme and host in capitals", "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem", plain},
		{"empty port", "https://s3.amazonaws.com:/echo.api/echo-api-cert.pem", plain},
		{"encoded dots within", "https://s3.amazonaws.com/echo.api/%2E/echo-api-cert%2epem", plain},
		{"encoded letter", "https://s3.amazonaws.com/%65cho.api/echo-api-cert.pem", plain},
		{"folder", "https://s3.amazonaws.com/echo.api/eu/cert.pem", "https://s3.amazonaws.com/echo.api/eu/cert.pem"},
		{"other name", "https://s3.amazonaws.com/echo.api/a-b_c~d+e=f.pem", "https://s3.amazonaws.com/echo.api/a-b_c~d+e=f.pem"},
		{"empty segment", "https://s3.amazonaws.com/echo.api//x.pem", "https://s3.amazonaws.com/echo.api//x.pem"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := normalizeURL(test.raw)
			if err != nil || got != test.want {
				t.Errorf("normalizeURL(%q) = %q, %v; want %q", test.raw, got, err, test.want)
			}
		})
	}
}

func TestNormalizeURLRefuses(t *testing.T) {
	for _, test := range []struct {
		name, raw, want string
	}{
		// The examples of Alexa's documentation.
		{"scheme", "http://s3.amazonaws.com/echo.api/echo-api-cert.pem", `its scheme is "http", not https`},
		{"host", "https://notamazon.com/echo.api/echo-api-cert.pem", `its host is "notamazon.com"`},
		{"case of the path", "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem", `its path is "/EcHo.aPi/echo-api-cert.pem"`},
		{"path", "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem", `its path is "/invalid.path/echo-api-cert.pem"`},
		{"port", "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem", "its port is 563"},
		// Ways out of the folder.
		{"dot segments", "https://s3.amazonaws.com/echo.api/../cert.pem", `its path is "/cert.pem"`},
		{"deep dot segments", "https://s3.amazonaws.com/echo.api/a/../../b/cert.pem", `its path is "/b/cert.pem"`},
		{"dot segments after an empty one", "https://s3.amazonaws.com/echo.api//../../cert.pem", `its path is "/cert.pem"`},
		{"encoded dot segments", "https://s3.amazonaws.com/echo.api/%2e%2E/cert.pem", `its path is "/cert.pem"`},
		{"half encoded dot segments", "https://s3.amazonaws.com/echo.api/.%2e/cert.pem", `its path is "/cert.pem"`},
		{"encoded slash", "https://s3.amazonaws.com/echo.api/..%2fcert.pem", `its path contains "%2f"`},
		{"encoded backslash", "https://s3.amazonaws.com/echo.api/..%5Ccert.pem", `its path contains "%5C"`},
		{"backslash", `https://s3.amazonaws.com/echo.api/..\cert.pem`, `it contains "\\"`},
		{"twice encoded dots", "https://s3.amazonaws.com/echo.api/%252e%252e/cert.pem", `its path contains "%25"`},
		{"encoded zero", "https://s3.amazonaws.com/echo.api/cert.pem%00", `its path contains "%00"`},
		{"encoded quote", `https://s3.amazonaws.com/echo.api/"cert.pem`, `its path contains "%22"`},
		{"ends in dots", "https://s3.amazonaws.com/echo.api/..", `its path is "/"`},
		{"longer folder name", "https://s3.amazonaws.com/echo.api.evil/cert.pem", `its path is "/echo.api.evil/cert.pem"`},
		{"empty first segment", "https://s3.amazonaws.com//echo.api/cert.pem", `its path is "//echo.api/cert.pem"`},
		{"folder itself", "https://s3.amazonaws.com/echo.api/", "not a file below /echo.api/"},
		{"folder by dots", "https://s3.amazonaws.com/echo.api/x/..", "not a file below /echo.api/"},
		{"no path", "https://s3.amazonaws.com", `its path is ""`},
		// Other hosts.
		{"host prefix", "https://evil-s3.amazonaws.com/echo.api/cert.pem", "its host is"},
		{"host suffix", "https://s3.amazonaws.com.evil.example/echo.api/cert.pem", "its host is"},
		{"bucket host", "https://echo.api.s3.amazonaws.com/echo.api/cert.pem", "its host is"},
		{"final dot", "https://s3.amazonaws.com./echo.api/cert.pem", "its host is"},
		{"long s", "https://ſ3.amazonaws.com/echo.api/cert.pem", "it contains"},
		{"user information as host", "https://s3.amazonaws.com@evil.example/echo.api/cert.pem", "it has user information"},
		{"user information", "https://user:pass@s3.amazonaws.com/echo.api/cert.pem", "it has user information"},
		{"backslash host", `https://s3.amazonaws.com\@evil.example/echo.api/cert.pem`, "it contains"},
		{"port with a zero", "https://s3.amazonaws.com:0443/echo.api/cert.pem", "its port is 0443"},
		{"port of http", "https://s3.amazonaws.com:80/echo.api/cert.pem", "its port is 80"},
		{"no number as port", "https://s3.amazonaws.com:4x3/echo.api/cert.pem", "it is not a URL"},
		// What is never part of it.
		{"query", "https://s3.amazonaws.com/echo.api/cert.pem?versionId=1", "it has a query"},
		{"empty query", "https://s3.amazonaws.com/echo.api/cert.pem?", "it has a query"},
		{"fragment", "https://s3.amazonaws.com/echo.api/cert.pem#x", "it has a fragment"},
		{"empty fragment", "https://s3.amazonaws.com/echo.api/cert.pem#", "it has a fragment"},
		{"no scheme", "s3.amazonaws.com/echo.api/cert.pem", `its scheme is ""`},
		{"relative", "//s3.amazonaws.com/echo.api/cert.pem", `its scheme is ""`},
		{"opaque", "https:s3.amazonaws.com/echo.api/cert.pem", "it has no host"},
		{"file", "file:///etc/passwd", `its scheme is "file"`},
		{"space before", " https://s3.amazonaws.com/echo.api/cert.pem", `it contains " "`},
		{"line break", "https://s3.amazonaws.com/echo.api/cert.pem\r\nX: y", "it contains"},
		{"garbage", "%", "it is not a URL"},
		{"length", "https://s3.amazonaws.com/echo.api/" + strings.Repeat("a", maxURLLength), "it has 1058 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := normalizeURL(test.raw)
			if err == nil {
				t.Fatalf("normalizeURL(%q) = %q, want an error", test.raw, got)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("normalizeURL(%q): %v; want %q in it", test.raw, err, test.want)
			}
		})
	}
}

// FuzzCertificateURL checks that what is accepted names a file in Alexa's
// folder, by other means than the code under test uses.
func FuzzCertificateURL(f *testing.F) {
	for _, seed := range []string{
		"https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
		"HTTPS://S3.amazonaws.com:443/echo.api/../echo.api/%65cho-api-cert.pem",
		"https://s3.amazonaws.com/echo.api/%2e%2e/x",
		"https://s3.amazonaws.com/echo.api/a/../../b",
		"https://s3.amazonaws.com@evil.example/echo.api/x",
		"https://s3.amazonaws.com/echo.api/x?y#z",
		`https://s3.amazonaws.com/echo.api/..\x`,
		"https://s3.amazonaws.com//echo.api/..;/x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := normalizeURL(raw)
		if err != nil {
			if got != "" {
				t.Errorf("%q: %q with an error", raw, got)
			}
			return
		}
		rest, ok := strings.CutPrefix(got, "https://s3.amazonaws.com/echo.api/")
		if !ok || rest == "" {
			t.Fatalf("%q: accepted as %q", raw, got)
		}
		if strings.ContainsAny(got, "%?#\\ ") {
			t.Errorf("%q: accepted as %q", raw, got)
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "https" || u.Host != "s3.amazonaws.com" || u.User != nil || u.Opaque != "" {
			t.Fatalf("%q: accepted as %q, which is %#v, %v", raw, got, u, err)
		}
		if cleaned := path.Clean(u.Path); !strings.HasPrefix(cleaned, "/echo.api/") && cleaned != "/echo.api" {
			t.Errorf("%q: accepted as %q, which is %q", raw, got, cleaned)
		}
		if again, err := normalizeURL(got); again != got {
			t.Errorf("%q: normalised to %q and then to %q, %v", raw, got, again, err)
		}
	})
}
