package js

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// NewDiskCache returns a cache that also keeps, in a directory, what the
// CoffeeScript compiler made, as that takes a tenth of a second to start. The
// directory is made when it is needed. What cannot be read or written there is
// compiled again, and nothing else happens.
func NewDiskCache(dir string) *Cache { return &Cache{dir: dir} }

// maxCached is how many files the directory of a cache holds.
const maxCached = 500

// cachedCoffee is the content of a file of the cache.
type cachedCoffee struct {
	Code      string `json:"code"`
	SourceMap string `json:"sourceMap"`
}

// coffeeFile is the name of the file for a source: it changes with all that
// the output depends on.
func (c *Cache) coffeeFile(compiler, text string, lang language) string {
	version := ""
	if info, err := os.Stat(compiler); err == nil {
		version = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
	}
	sum := sha256.Sum256([]byte(fmt.Sprintf("1\x00%s\x00%s\x00%d\x00%s", compiler, version, lang, text)))
	return filepath.Join(c.dir, hex.EncodeToString(sum[:16])+".coffee.json")
}

func (c *Cache) readCoffee(compiler, text string, lang language) (coffeeOutput, bool) {
	if c.dir == "" {
		return coffeeOutput{}, false
	}
	data, err := os.ReadFile(c.coffeeFile(compiler, text, lang))
	if err != nil {
		return coffeeOutput{}, false
	}
	var held cachedCoffee
	if json.Unmarshal(data, &held) != nil || held.SourceMap == "" {
		return coffeeOutput{}, false
	}
	return coffeeOutput{text: text, code: held.Code, sourceMap: held.SourceMap}, true
}

func (c *Cache) writeCoffee(compiler string, lang language, out coffeeOutput) {
	if c.dir == "" {
		return
	}
	data, err := json.Marshal(cachedCoffee{Code: out.code, SourceMap: out.sourceMap})
	if err != nil || os.MkdirAll(c.dir, 0o755) != nil {
		return
	}
	// Another process sees the whole file or none.
	f, err := os.CreateTemp(c.dir, "*.tmp")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if f.Close() != nil || err != nil || os.Rename(f.Name(), c.coffeeFile(compiler, out.text, lang)) != nil {
		_ = os.Remove(f.Name())
		return
	}
	c.prune()
}

// prune removes the oldest files if there are too many.
func (c *Cache) prune() {
	entries, err := os.ReadDir(c.dir)
	if err != nil || len(entries) <= maxCached {
		return
	}
	age := func(e os.DirEntry) int64 {
		info, err := e.Info()
		if err != nil {
			return 0
		}
		return info.ModTime().UnixNano()
	}
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return cmp.Compare(age(a), age(b)) })
	for _, e := range entries[:len(entries)-maxCached/2] {
		_ = os.Remove(filepath.Join(c.dir, e.Name()))
	}
}
