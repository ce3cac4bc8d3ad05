package project

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
)

// litexaFolder is the folder of a project that holds its code.
const litexaFolder = "litexa"

// largestFile is the size in bytes of the largest file that is read.
const largestFile = 32 << 20

// Language is the default language or a folder of litexa/languages.
type Language struct {
	// Name is program.Default or the name of the folder.
	Name string
	// Root is the absolute path of the folder with its code.
	Root string
	// Code are the code and data files directly in Root, by name.
	Code []*CodeFile
	// AssetsRoot is the absolute path of the folder with its assets, which
	// need not exist.
	AssetsRoot string
	// Assets are the names of the assets, with slashes.
	Assets []string
	// ConvertedRoot is the absolute path of the folder for assets made from
	// others, Converted are their names.
	ConvertedRoot string
	Converted     []string
	// Processors make the converted assets.
	Processors []*Processor
}

// Category says what a code file is for.
type Category int

// The categories of code files.
const (
	// Regular files are part of the skill.
	Regular Category = iota
	// Build files, such as x.build.js, are used to build the skill only.
	Build
	// Test files, such as x.test.js, are used by tests only.
	Test
	// Aside are files that tools or the project keep beside the code, such as
	// package.json. They are not part of the skill.
	Aside
)

// CodeFile is a file in the folder of a language.
type CodeFile struct {
	// Language is the name of the language.
	Language string
	// Name is the base name.
	Name string
	// Path is the absolute path, Shown the path relative to the project's root
	// with slashes.
	Path, Shown string
	// Ext is the extension: ".litexa", ".js", ".ts", ".coffee" or ".json".
	Ext      string
	Category Category
}

// Read returns the content of the file.
func (f *CodeFile) Read() ([]byte, error) { return readFile(f.Path) }

// readFile reads a file that is not too large to be meant.
func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, largestFile+1))
	if err == nil && len(text) > largestFile {
		err = fmt.Errorf("the file is larger than %d MiB", largestFile>>20)
	}
	return text, err
}

// asides are files in the litexa folder that are not part of the skill.
var asides = []string{
	"config.json",
	"package.json", "package-lock.json", "tsconfig.json",
	"skill.json", "skill.js", "skill.ts", "skill.coffee",
}

func category(name string) Category {
	if slices.Contains(asides, name) {
		return Aside
	}
	switch filepath.Ext(strings.TrimSuffix(name, filepath.Ext(name))) {
	case ".build":
		return Build
	case ".test":
		return Test
	}
	return Regular
}

// loadLanguages reads the folders of all languages.
func (l *loader) loadLanguages() {
	root := l.path(litexaFolder)
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		message := "the project has no litexa folder"
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			message = fmt.Sprintf("reading the folder: %v", plain(err))
		}
		l.add(diag.Error, "no-litexa-folder", root, message, "put the .litexa files in a folder litexa beside the config")
		return
	}
	l.loadLanguage(program.Default, root)
	languages := filepath.Join(root, "languages")
	for _, e := range l.readDir(languages) {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			l.loadLanguage(e.Name(), filepath.Join(languages, e.Name()))
		case e.Type()&fs.ModeSymlink != 0:
			l.notRegular(filepath.Join(languages, e.Name()), e.Type())
		}
	}
}

// readDir returns the entries of a directory by name. A directory that does
// not exist has none.
func (l *loader) readDir(dir string) []fs.DirEntry {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.add(diag.Error, "unreadable-folder", dir, fmt.Sprintf("reading the folder: %v", plain(err)), "")
	}
	return entries
}

// notRegular warns of a file that is not read, as it is a link or no file.
func (l *loader) notRegular(path string, mode fs.FileMode) {
	what := "not a regular file"
	if mode&fs.ModeSymlink != 0 {
		what = "a symbolic link"
	}
	l.add(diag.Warning, "not-regular", path, "ignored, because it is "+what, "put a copy in its place")
}

func (l *loader) loadLanguage(name, root string) {
	if l.ctx.Err() != nil {
		return
	}
	lang := &Language{
		Name:          name,
		Root:          root,
		AssetsRoot:    filepath.Join(root, "assets"),
		ConvertedRoot: l.path(".deploy", "converted-assets", name),
	}
	l.Languages = append(l.Languages, lang)
	entries := l.readDir(root)
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
	}
	for _, e := range entries {
		file := e.Name()
		ext := filepath.Ext(file)
		switch ext {
		case ".litexa", ".coffee", ".js", ".json":
		case ".ts":
			base := strings.TrimSuffix(file, ext)
			if names[base+".js"] || strings.HasSuffix(base, ".d") {
				continue
			}
		default:
			continue
		}
		if strings.HasPrefix(file, ".") || e.IsDir() {
			continue
		}
		path := filepath.Join(root, file)
		if !e.Type().IsRegular() {
			l.notRegular(path, e.Type())
			continue
		}
		lang.Code = append(lang.Code, &CodeFile{
			Language: name, Name: file, Path: path, Shown: l.shown(path), Ext: ext, Category: category(file),
		})
	}
	l.loadAssets(lang)
}

// code returns the file of that name that a language uses: its own, or else
// that of the default language, or else, for data and CoffeeScript, that of
// another language.
func (p *Project) code(language, name string) *CodeFile {
	for _, l := range []string{language, program.Default} {
		if f := p.Language(l).file(name); f != nil {
			return f
		}
	}
	if ext := filepath.Ext(name); ext != ".json" && ext != ".coffee" {
		return nil
	}
	for _, l := range p.Languages {
		if f := l.file(name); f != nil {
			return f
		}
	}
	return nil
}

// file returns the code file of that name, or nil. A TypeScript file has the
// name of the JavaScript that would be made from it.
func (l *Language) file(name string) *CodeFile {
	if l == nil {
		return nil
	}
	for _, name := range []string{name, strings.TrimSuffix(name, ".js") + ".ts"} {
		i, ok := slices.BinarySearchFunc(l.Code, name, func(f *CodeFile, name string) int { return strings.Compare(f.Name, name) })
		if ok {
			return l.Code[i]
		}
	}
	return nil
}

// javaScript returns the name of the JavaScript that would be made of a
// TypeScript file, or else the name as it is.
func javaScript(name string) string {
	if base, ok := strings.CutSuffix(name, ".ts"); ok {
		return base + ".js"
	}
	return name
}

// hasCode reports whether the language has a file that makes it a language of
// the skill; assets alone do not.
func (l *Language) hasCode() bool {
	return l.Name == program.Default || slices.ContainsFunc(l.Code, func(f *CodeFile) bool { return f.Name != "config.json" })
}

// Code returns the files of a category with one of the extensions that a
// language uses, its own instead of the default language's: those of the
// default language by name, then those that only other languages have.
func (p *Project) Code(language string, category Category, exts ...string) []*CodeFile {
	seen := map[string]bool{}
	var files []*CodeFile
	for _, l := range p.Languages {
		for _, f := range l.Code {
			name := javaScript(f.Name)
			if f.Category != category || !slices.Contains(exts, f.Ext) || seen[name] {
				continue
			}
			seen[name] = true
			if f = p.code(language, name); f != nil {
				files = append(files, f)
			}
		}
	}
	return files
}
