package template

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"
)

// Limits on templates.
const (
	maxContent = 1 << 20 // bytes of a template
	maxOutput  = 1 << 20 // bytes that one renders to; Alexa takes 120 KB
	maxName    = 512     // bytes of a template's name
)

// FileOptions change what a [FileLoader] does. The zero value is fine.
type FileOptions struct {
	Extension  string           // for names that have none; default ".json"
	Enumerator Enumerator       // default [LocaleNames]
	NoCache    bool             // read the file anew each time, so that edits show
	CacheBytes int              // of templates that are kept; default 5 MiB
	CacheTTL   time.Duration    // after which a file is read again; default one day
	Now        func() time.Time // default time.Now
}

// FileLoader is a [Loader] of files. It keeps what it has read, up to a total
// size and for a time; what was used last goes last. It is safe for concurrent
// use.
type FileLoader struct {
	files     fs.FS
	extension string
	names     Enumerator
	cache     *lru[*Template] // nil if there is none
}

// NewFileLoader returns a loader of files, in UTF-8. For a directory use the
// file system of an [os.Root], from which no symbolic link leads out, or
// [os.DirFS].
func NewFileLoader(files fs.FS, options FileOptions) *FileLoader {
	l := &FileLoader{files: files, extension: ".json", names: LocaleNames}
	if options.Extension != "" {
		l.extension = options.Extension
	}
	if options.Enumerator != nil {
		l.names = options.Enumerator
	}
	if !options.NoCache {
		l.cache = newLRU[*Template](options.CacheBytes, options.CacheTTL, options.Now)
	}
	return l
}

// Load returns the first file that exists among the names for the locale. The
// name is a path with slashes, without "." and ".." elements; if its last
// element has an extension, that takes the place of the usual one.
func (l *FileLoader) Load(ctx context.Context, name, locale string) (*Template, error) {
	if !isSafe(name) {
		return nil, fmt.Errorf("%w %q: want a relative path of at most %d bytes, with slashes and without . and .. elements",
			ErrInvalidName, name, maxName)
	}
	extension := path.Ext(name)
	base := strings.TrimSuffix(name, extension)
	if extension == "" || base == "" || strings.HasSuffix(base, "/") { // .hidden is a name, not an extension
		base, extension = name, l.extension
	}
	names, err := l.names(base, locale)
	if err != nil {
		return nil, err
	}
	for candidate := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		file := candidate + extension
		if !isSafe(file) {
			return nil, fmt.Errorf("%w %q from the enumerator", ErrInvalidName, file)
		}
		t, err := l.read(file)
		if err != nil {
			return nil, fmt.Errorf("reading the template file %s: %w", file, err)
		}
		if t != nil {
			return t, nil
		}
	}
	return nil, nil
}

func isSafe(name string) bool {
	return len(name) <= maxName && name != "." && fs.ValidPath(name) && !strings.ContainsAny(name, "\\:\x00")
}

// read returns nil if there is no such file.
func (l *FileLoader) read(name string) (*Template, error) {
	if l.cache != nil {
		if t, ok := l.cache.get(name); ok {
			return t, nil
		}
	}
	f, err := l.files.Open(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // t/en where t is a file
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, nil
	}
	content, err := io.ReadAll(io.LimitReader(f, maxContent+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxContent {
		return nil, fmt.Errorf("%w: more than %d KiB", ErrTooLarge, maxContent>>10)
	}
	if !utf8.Valid(content) {
		return nil, errors.New("the file is not UTF-8")
	}
	t := &Template{Name: name, Content: string(bytes.TrimPrefix(content, []byte("\uFEFF")))}
	if l.cache != nil {
		l.cache.put(name, t, len(name)+len(t.Content))
	}
	return t, nil
}
