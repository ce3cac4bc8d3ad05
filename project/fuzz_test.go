package project

import (
	"testing"

	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// Whatever a config holds, it is decoded or found to be wrong.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(sampleConfig))
	f.Add([]byte(`{"name": 1, "deployments": {"a": null, "b": {"DEPLOY": [], "x": 1e999}}, "interactionModel": {}}`))
	f.Add([]byte(`{"deployments": {"a": {"dynamoDbConfiguration": {"timeToLive": {"secondsToLive": 1e999}}}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		tree, _, err := jsontree.Parse(text)
		if err != nil || tree.Kind != jsontree.Object {
			return
		}
		known, diags := configShape.Check(tree, jsontree.Source{File: "f", Text: string(text)})
		for _, d := range diags {
			if !d.Span.Start.IsValid() || d.Message == "" {
				t.Fatalf("%s: %+v", text, d)
			}
		}
		if diags.HasErrors() {
			return
		}
		c, err := decodeConfig(known)
		if err != nil {
			return // a number that is too large
		}
		for _, d := range c.Deployments {
			if c.Deployment(d.Name) == nil {
				t.Fatalf("%s: the target %q gets lost", text, d.Name)
			}
		}
	})
}
