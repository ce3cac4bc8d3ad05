package verify

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

const (
	certificateHost = "s3.amazonaws.com"
	certificatePath = "/echo.api/"
	maxURLLength    = 1024
)

// normalizeURL returns the URL to fetch a certificate chain from, built of
// constants but for the part of the path below /echo.api/, or an error if raw
// does not name a file there.
func normalizeURL(raw string) (string, error) {
	if len(raw) > maxURLLength {
		return "", fmt.Errorf("it has %d bytes", len(raw))
	}
	// Besides what no URL contains, this keeps letters out that only lower
	// to ASCII.
	for i := range len(raw) {
		if raw[i] <= ' ' || raw[i] > '~' || raw[i] == '\\' {
			return "", fmt.Errorf("it contains %q", raw[i:i+1])
		}
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return "", errors.New("it is not a URL")
	case u.Scheme != "https": // which Parse has lowered
		return "", fmt.Errorf("its scheme is %q, not https", u.Scheme)
	case u.Opaque != "" || u.Host == "":
		return "", errors.New("it has no host")
	case u.User != nil:
		return "", errors.New("it has user information")
	case strings.ToLower(u.Hostname()) != certificateHost:
		return "", fmt.Errorf("its host is %q, not %s", u.Hostname(), certificateHost)
	case u.Port() != "" && u.Port() != "443":
		return "", fmt.Errorf("its port is %s, not 443", u.Port())
	case u.RawQuery != "" || u.ForceQuery:
		return "", errors.New("it has a query")
	case strings.Contains(raw, "#"):
		return "", errors.New("it has a fragment")
	}
	path, err := decodeUnreserved(u.EscapedPath())
	if err != nil {
		return "", err
	}
	// Resolving removes dot segments the way RFC 3986 says.
	path = new(url.URL).ResolveReference(&url.URL{Scheme: "https", Host: certificateHost, Path: path, RawPath: path}).EscapedPath()
	if !strings.HasPrefix(path, certificatePath) || path == certificatePath {
		return "", fmt.Errorf("its path is %q, not a file below %s", path, certificatePath)
	}
	return "https://" + certificateHost + path, nil
}

// decodeUnreserved decodes those percent-encoded bytes of a path that mean the
// same without encoding. Others are an error: an encoded slash, say, means what
// the server pleases.
func decodeUnreserved(path string) (string, error) {
	if !strings.Contains(path, "%") {
		return path, nil
	}
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c != '%' {
			b.WriteByte(c)
			continue
		}
		decoded, err := url.PathUnescape(path[i:min(i+3, len(path))])
		if err != nil || !strings.Contains(unreserved, decoded) {
			return "", fmt.Errorf("its path contains %q", path[i:min(i+3, len(path))])
		}
		b.WriteString(decoded)
		i += 2
	}
	return b.String(), nil
}

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
