package file

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
)

const (
	// extension ends the names of the files of items. No other file has it.
	extension = ".json"
	// readable is how much of a key appears in the name of its file. With the
	// digest and the extension it stays below the 143 bytes of eCryptfs.
	readable = 100
)

func (a *Adapter) path(key string) string {
	return filepath.Join(a.dir, fileName(key))
}

// fileName returns the name of the file for key. No two keys have one name,
// even where case does not count. A key that can be a name is one; all others
// are followed by '~', which such a key does not contain, and a digest.
func fileName(key string) string {
	if isPlain(key) {
		return key + extension
	}
	name := strings.Map(func(r rune) rune {
		if r < 0x80 && (isLower(byte(r)) || 'A' <= r && r <= 'Z' || r == '.' || r == '-') {
			return r
		}
		return '_'
	}, key)
	name = name[:min(len(name), readable)]
	if name == "" || !isLower(strings.ToLower(name)[0]) || isReserved(name) {
		name = "_" + name
	}
	sum := sha256.Sum256([]byte(key))
	return name + "~" + hex.EncodeToString(sum[:16]) + extension
}

// isPlain reports whether every file system takes key as a name and tells it
// from other plain keys.
func isPlain(key string) bool {
	if key == "" || len(key) > readable || !isLower(key[0]) || isReserved(key) {
		return false
	}
	for i := range len(key) {
		if c := key[i]; !isLower(c) && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// isReserved reports whether Windows takes name for a device.
func isReserved(name string) bool {
	device, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch device {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(device) == 4 && (strings.HasPrefix(device, "com") || strings.HasPrefix(device, "lpt")) && isLower(device[3])
}
