package project

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// ArtifactsFile is the name of the file, in the project's root, that keeps what
// deployments made.
const ArtifactsFile = "artifacts.json"

// Artifacts are what the deployments of one target made.
type Artifacts struct {
	tree *jsontree.Value
}

// Artifacts reads what the target's deployments made; there need not be any.
// The error is a *diag.Errors if the file is not valid JSON.
func (p *Project) Artifacts() (Artifacts, error) {
	text, err := readFile(p.path(ArtifactsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Artifacts{}, nil
	}
	if err != nil {
		return Artifacts{}, fmt.Errorf("reading artifacts: %w", err)
	}
	tree, _, err := jsontree.Parse(text)
	if err != nil {
		return Artifacts{}, diag.List{jsontree.Source{File: ArtifactsFile, Text: string(text)}.SyntaxError(err)}.Err()
	}
	versions := tree.Path("variants", p.Target, "versions")
	if versions == nil || len(versions.Items) == 0 {
		return Artifacts{}, nil
	}
	return Artifacts{tree: versions.Items[len(versions.Items)-1]}, nil
}

// NewArtifacts returns the artifacts that a JSON object has by key.
func NewArtifacts(object []byte) (Artifacts, error) {
	tree, _, err := jsontree.Parse(object)
	if err == nil && tree.Kind != jsontree.Object {
		err = fmt.Errorf("expected an object, not %s", tree.Kind)
	}
	if err != nil {
		return Artifacts{}, fmt.Errorf("reading artifacts: %w", err)
	}
	return Artifacts{tree: tree}, nil
}

// Get returns the artifact of that key, or nil.
func (a Artifacts) Get(key string) json.RawMessage { return a.tree.Get(key).Raw() }

// text returns the artifact of that key if it is a string, or "".
func (a Artifacts) text(key string) string {
	if v := a.tree.Get(key); v != nil && v.Kind == jsontree.String {
		return v.Text
	}
	return ""
}

// icon returns the address and MD5 of an icon that was deployed from the
// assets of a language.
func (a Artifacts) icon(language, file string) (url, md5 string, ok bool) {
	icon := a.tree.Path("deployedIconAssets", language, file)
	u := icon.Get("url")
	if u == nil || u.Kind != jsontree.String {
		return "", "", false
	}
	if sum := icon.Get("md5"); sum != nil {
		md5 = sum.Text
	}
	return u.Text, md5, true
}
