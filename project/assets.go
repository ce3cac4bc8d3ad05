package project

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
)

// assetExtensions are what assets end in if nothing else is asked for.
var assetExtensions = []string{".png", ".jpg", ".jpeg", ".svg", ".mp3", ".json", ".txt"}

// notAssets are names that tools use, anywhere among the assets.
var notAssets = []string{
	"package.json", "package-lock.json", "tsconfig.json", "tslint.json",
	"mocha.opts", ".mocharc.json", ".DS_Store",
}

// mostAssets is the number of files that the assets of a language may have.
const mostAssets = 200_000

// Processor is an asset processor of an extension at work for a language.
type Processor struct {
	// Name is the processor's name, Extension the name of its extension.
	Name, Extension string
	// Options are from the config's "plugins"; nil if it has none.
	Options json.RawMessage
	// Inputs are the assets that it reads, Outputs those that it makes.
	Inputs, Outputs []string

	outputs func(asset string) []string
}

// loadAssets reads the assets folder of a language.
func (l *loader) loadAssets(lang *Language) {
	s := &assetScan{loader: l, lang: lang, exts: slices.Clone(assetExtensions), seen: map[string]bool{}, most: mostAssets}
	s.exts = append(s.exts, l.Config.AdditionalAssetExtensions...)
	if l.Deployment != nil {
		s.exts = append(s.exts, l.Deployment.AdditionalAssetExtensions...)
	}
	for _, e := range l.Extensions {
		s.exts = append(s.exts, e.AssetExtensions...)
		for i, p := range e.processors {
			if p.Name == "" {
				p.Name = fmt.Sprintf("%s[%d]", e.Name, i)
			}
			p.Extension, p.Options = e.Name, l.Config.Plugins[e.Name]
			lang.Processors = append(lang.Processors, &p)
		}
	}
	s.dir("", nil)
}

// assetScan is a walk through the assets of a language.
type assetScan struct {
	*loader
	lang *Language
	// exts are the extensions of assets.
	exts []string
	// seen are the names of assets, and of outputs.
	seen map[string]bool
	// files counts the files, of which there may be most.
	files, most int
}

// dir reads the directory of that name, relative to the assets, and those in
// it. above are the real paths of the directories that lead to it through
// symbolic links.
func (s *assetScan) dir(name string, above []string) {
	entries := s.readDir(filepath.Join(s.lang.AssetsRoot, filepath.FromSlash(name)))
	if name != "" {
		name += "/"
	}
	for _, e := range entries {
		if s.files > s.most || s.ctx.Err() != nil {
			return
		}
		file := name + e.Name()
		switch {
		case slices.Contains(notAssets, e.Name()):
		case e.IsDir() && file[0] == '.':
			s.skip(file, "the folder is hidden", "")
		case e.IsDir():
			s.dir(file, above)
		case e.Type()&fs.ModeSymlink != 0:
			s.link(file, above)
		default:
			s.file(file, e.Type().IsRegular())
		}
	}
}

// link follows a symbolic link to a directory, unless that leads back to where
// it comes from.
func (s *assetScan) link(file string, above []string) {
	path := filepath.Join(s.lang.AssetsRoot, filepath.FromSlash(file))
	info, err := os.Stat(path)
	switch {
	case err != nil:
		s.skip(file, fmt.Sprintf("following the symbolic link: %v", plain(err)), "")
		return
	case !info.IsDir():
		s.file(file, false)
		return
	case file[0] == '.':
		s.skip(file, "the folder is hidden", "")
		return
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		s.skip(file, fmt.Sprintf("following the symbolic link: %v", plain(err)), "")
		return
	}
	from, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		s.skip(file, fmt.Sprintf("following the symbolic link: %v", plain(err)), "")
		return
	}
	above = append(slices.Clip(above), from)
	if slices.ContainsFunc(above, func(dir string) bool { return within(dir, target) }) {
		s.skip(file, "the symbolic link leads back to a folder that it is in", "")
		return
	}
	s.dir(file, above)
}

// within reports whether a path is a directory or something in it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

func (s *assetScan) skip(file, message, hint string) {
	s.add(diag.Warning, "skipped-asset", filepath.Join(s.lang.AssetsRoot, filepath.FromSlash(file)), "skipped: "+message, hint)
}

// file takes a file for an asset, for an input of processors, or for neither.
func (s *assetScan) file(file string, regular bool) {
	if s.files++; s.files > s.most {
		s.add(diag.Error, "many-assets", s.lang.AssetsRoot, fmt.Sprintf("the folder has more than %d files", s.most), "")
		return
	}
	ext := filepath.Ext(file)
	used := regular && file[0] != '.' && slices.Contains(s.exts, ext)
	if used {
		s.lang.Assets = append(s.lang.Assets, file)
		s.claim(file, "")
	}
	for _, p := range s.lang.Processors {
		outputs := p.outputs(file)
		if len(outputs) == 0 {
			continue
		}
		used = true
		p.Inputs = append(p.Inputs, file)
		p.Outputs = append(p.Outputs, outputs...)
		for _, o := range outputs {
			s.lang.Converted = append(s.lang.Converted, o)
			s.claim(o, p.Name)
		}
	}
	if !used {
		s.unused(file, ext, regular)
	}
}

// claim notes an asset or, if it is by a processor, an output. Both at once
// cannot be deployed.
func (s *assetScan) claim(file, processor string) {
	if s.seen[file] {
		by := "an asset processor"
		if processor != "" {
			by = fmt.Sprintf("the asset processor %q", processor)
		}
		s.add(diag.Error, "duplicate-asset", filepath.Join(s.lang.AssetsRoot, filepath.FromSlash(file)),
			by+" makes a file of the same name as another asset", "delete or rename one of the two")
	}
	s.seen[file] = true
}

// unused says why a file is no asset.
func (s *assetScan) unused(file, ext string, regular bool) {
	switch lower := strings.ToLower(ext); {
	case !regular:
		s.skip(file, "neither a regular file nor a link to a folder", "put a copy in its place")
	case file[0] == '.':
		s.skip(file, "the file is hidden", "")
	case ext == "":
		s.skip(file, "a file without extension is no asset", "")
	case slices.Contains(s.exts, lower):
		s.skip(file, fmt.Sprintf("assets may end in %s but not in %s", lower, ext), "rename it to "+strings.TrimSuffix(filepath.Base(file), ext)+lower)
	case lower == ".wav":
		s.skip(file, "files ending in .wav are no assets", "the extension @litexa/assets-wav makes MP3 files of them")
	default:
		s.skip(file, fmt.Sprintf("files ending in %s are no assets", ext), fmt.Sprintf("to deploy it, add %q to additionalAssetExtensions in the config", ext))
	}
}

// Assets answers which assets the project has, converted ones included. Its
// methods are what litexa/check and litexa/compile ask for.
type Assets struct {
	languages map[string]map[string]bool
	// all is set if every name is taken for an asset.
	all bool
}

// Assets returns the assets of the project.
func (p *Project) Assets() *Assets {
	a := &Assets{languages: map[string]map[string]bool{}}
	for _, l := range p.Languages {
		names := make(map[string]bool, len(l.Assets)+len(l.Converted))
		for _, list := range [][]string{l.Assets, l.Converted} {
			for _, name := range list {
				names[name] = true
			}
		}
		a.languages[l.Name] = names
	}
	a.all = p.Deployment != nil && p.Deployment.DisableAssetReferenceValidation
	return a
}

// Has reports whether the folder of a language has an asset of that name.
func (a *Assets) Has(language, name string) bool { return a.languages[language][name] }

// Names returns the names of all assets.
func (a *Assets) Names() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, names := range a.languages {
			for name := range names {
				if !yield(name) {
					return
				}
			}
		}
	}
}

// Resolve returns where an asset is that a language refers to, relative to the
// root of all assets: in the language's folder, or else in the default one.
// Where references are not validated, it is always in the language's folder.
func (a *Assets) Resolve(language, name string) (path string, ok bool) {
	switch {
	case a.all || a.Has(language, name):
		return language + "/" + name, true
	case a.Has(program.Default, name):
		return program.Default + "/" + name, true
	}
	return "", false
}
