package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// values checks what statements are given: assets, files, attributes, regular
// expressions, settings.
func (c *checker) values(f *fileFacts) {
	if f.Tree == nil {
		return
	}
	for _, d := range f.Tree.Decls {
		if _, ok := d.(*syntax.State); !ok {
			continue
		}
		syntax.Inspect(d, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Say:
				c.translations(f, n)
			case *syntax.SoundEffect:
				c.spoken(f, n.Asset, n.Asset)
			case *syntax.AssetAlternate:
				c.spoken(f, n.Asset, n.Asset)
			case *syntax.PlayMusic:
				c.exists(f, n.Asset, n.Asset)
			case *syntax.Tag:
				if n.Kind == syntax.TagSound {
					c.spoken(f, n.Asset, n.Asset)
				}
			case *syntax.JSONFile:
				for _, language := range f.languages {
					if err := c.jsonFile(language, n.Name); err != nil {
						c.error("missing-file", f.File, n, err.Error(), "give its path within the litexa folder")
						break
					}
				}
			case *syntax.Card:
				c.card(f, n)
			case *syntax.Product:
				c.product(f, n)
			case *syntax.Regex:
				if err := checkRegexp(n.Pattern, n.Flags); err != nil {
					c.error("invalid-regex", f.File, n, fmt.Sprintf("JavaScript does not accept this regular expression: %v", err), "")
				}
			case *syntax.Setting:
				c.setting(f, n)
			case *syntax.Assign:
				c.reserved(f, n)
			}
			return true
		})
	}
}

// translations checks the sounds in the translations of a statement.
func (c *checker) translations(f *fileFacts, s *syntax.Say) {
	for _, language := range f.languages {
		for _, t := range c.program.Translation(language, s) {
			for n := range syntax.Preorder(t) {
				if tag, ok := n.(*syntax.Tag); ok && tag.Kind == syntax.TagSound {
					c.spoken(f, tag.Asset, s)
				}
			}
		}
	}
}

// spoken checks an asset that becomes part of the speech.
func (c *checker) spoken(f *fileFacts, a *syntax.Asset, at syntax.Node) {
	if a == nil {
		return
	}
	if a.Type != "mp3" {
		message := fmt.Sprintf("only mp3 files can be played within speech, and %q is %s", a.Name, kindOf(a))
		c.error("unspeakable-asset", f.File, at, message, "")
		return
	}
	c.exists(f, a, at)
}

func kindOf(a *syntax.Asset) string {
	if a.Type == "" {
		return "of no known type"
	}
	return "of type " + a.Type
}

// exists checks that an asset that is a file exists in every language that has
// the reference.
func (c *checker) exists(f *fileFacts, a *syntax.Asset, at syntax.Node) {
	if a == nil || a.Kind != syntax.AssetFile {
		return
	}
	if language, ok := c.missing(f, a.Name); ok {
		c.missingAsset(f, a, at, language)
	}
}

// missing returns a language of the file that has none of the named assets, its
// own or the default language's.
func (c *checker) missing(f *fileFacts, names ...string) (language string, ok bool) {
	if c.opts.Assets == nil {
		return "", false
	}
	for _, language := range f.languages {
		if !c.hasAsset(language, names) {
			return language, true
		}
	}
	return "", false
}

func (c *checker) hasAsset(language string, names []string) bool {
	for _, name := range names {
		if c.opts.Assets.Has(language, name) || language != program.Default && c.opts.Assets.Has(program.Default, name) {
			return true
		}
	}
	return false
}

func (c *checker) missingAsset(f *fileFacts, a *syntax.Asset, at syntax.Node, language string) {
	where := "the project"
	if language != program.Default {
		where = fmt.Sprintf("the default language or in %q", language)
	}
	hint := "put the file into the assets folder"
	if n := c.nearest(a.Name, len(c.assetNames), slices.Values(c.assetNames)); n != "" {
		hint = fmt.Sprintf("did you mean %q?", n)
	}
	c.error("missing-asset", f.File, at, fmt.Sprintf("there is no asset named %q in %s", a.Name, where), hint)
}

// card checks the attributes of a card, and its image.
func (c *checker) card(f *fileFacts, s *syntax.Card) {
	for _, a := range s.Attributes {
		switch a.Key.Name {
		case "content":
			c.cardContent(f, a)
		case "image":
			if !isImage(a.Value) {
				c.error("invalid-image", f.File, a, "an image is a file, a URL or a variable", `write for example "image: picture.jpg"`)
			}
		case "repeatSpeech":
		default:
			c.error("unknown-attribute", f.File, a, fmt.Sprintf("a card has no attribute %q", a.Key.Name), "its attributes are content, image and repeatSpeech")
		}
	}
	if _, image := CardParts(s); image != nil {
		if a, ok := image.(*syntax.Asset); ok {
			c.cardImage(f, a)
		}
	}
}

func isImage(v syntax.AttributeValue) bool {
	switch v := v.(type) {
	case *syntax.Asset:
		return true
	case *syntax.Ref:
		return v.Scope == syntax.LocalScope
	}
	return false
}

// cardContent reports contents that have no text. Litexa 0.9 takes only
// strings with interpolation and variables.
func (c *checker) cardContent(f *fileFacts, a *syntax.Attribute) {
	what := ""
	switch v := a.Value.(type) {
	case *syntax.Asset:
		what = fmt.Sprintf("%q is read as the name of a file", v.Name)
	case *syntax.JSONFile:
		what = fmt.Sprintf("%q is read as the name of a file", v.Name)
	case *syntax.NumberLit, *syntax.BoolLit:
		what = "this is a value without quotes"
	default:
		return
	}
	c.error("invalid-content", f.File, a, "the content of a card is a text, but "+what, "write the text in double quotes, and as more than a file name")
}

// cardImage checks that the asset exists: in both sizes, or without a size.
func (c *checker) cardImage(f *fileFacts, a *syntax.Asset) {
	if a.Kind != syntax.AssetFile {
		return
	}
	stem, dot, ext := a.Name, "", ""
	if i := strings.LastIndexByte(a.Name, '.'); i >= 0 {
		stem, dot, ext = a.Name[:i], ".", a.Name[i+1:]
	}
	for _, variant := range []string{"-cardSmall", "-cardLarge"} {
		if language, ok := c.missing(f, stem+variant+dot+ext, a.Name); ok {
			c.missingAsset(f, a, a, language)
			return
		}
	}
}

// product checks the attributes of a statement about an in-skill product.
func (c *checker) product(f *fileFacts, s *syntax.Product) {
	for _, a := range s.Attributes {
		if a.Key.Name != "message" {
			c.error("unknown-attribute", f.File, a, fmt.Sprintf("an upsell has no attribute %q", a.Key.Name), "its only attribute is message")
		}
	}
}

// setting warns of settings that nothing reads.
func (c *checker) setting(f *fileFacts, s *syntax.Setting) {
	const known = "resetOnLaunch"
	if s.Name.Name == known || c.facts.words[s.Name.Name] {
		return
	}
	c.warn("unknown-setting", f.File, &s.Name, fmt.Sprintf("the setting `%s` has no effect", s.Name.Name), "the only setting is "+known)
}

// reserved reports assignments to the request variables that are not the
// skill's.
func (c *checker) reserved(f *fileFacts, s *syntax.Assign) {
	if t := s.Target; t != nil && t.Scope == syntax.RequestScope && (t.Name.Name == "request" || t.Name.Name == "event") {
		c.error("reserved-name", f.File, s, fmt.Sprintf("`$%s` cannot be assigned to", t.Name.Name), "choose another name")
	}
}

// jsonFile checks that a file exists, for a language or for all, and is JSON.
func (c *checker) jsonFile(language, name string) error {
	if c.opts.Files == nil {
		return nil
	}
	text, err := c.opts.Files.Read(language, name)
	if errors.Is(err, fs.ErrNotExist) && language != program.Default {
		text, err = c.opts.Files.Read(program.Default, name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %q in the litexa folder", name)
	case err != nil:
		return fmt.Errorf("%q cannot be read: %w", name, err)
	case !json.Valid(text):
		return fmt.Errorf("%q is not valid JSON", name)
	}
	return nil
}
