package project

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/litexa-go/litexa/project/internal/jsontree"
	"github.com/litexa-go/litexa/project/internal/shape"
)

var update = flag.Bool("update", false, "rewrite golden files and the schema of configs")

const schemaFile = "../docs/litexa.config.schema.json"

// The published schema is made from what the code knows.
func TestSchemaIsCurrent(t *testing.T) {
	want := schema()
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not current (-want +got); run the test with -update:\n%s", schemaFile, diff)
	}
}

// What is decoded from configs and what their shape knows are the same.
func TestShapeMatchesConfig(t *testing.T) {
	check := func(s *shape.Shape, typ reflect.Type) {
		t.Helper()
		var known []string
		for f := range s.Fields() {
			if f.Doc == "" {
				t.Errorf("%s has no description", f.Name)
			}
			if f.Name != "$schema" {
				known = append(known, f.Name)
			}
		}
		var decoded []string
		for _, f := range reflect.VisibleFields(typ) {
			decoded = append(decoded, f.Tag.Get("json"))
		}
		slices.Sort(known)
		slices.Sort(decoded)
		if diff := cmp.Diff(known, decoded); diff != "" {
			t.Errorf("%s (-shape +decoded):\n%s", typ, diff)
		}
	}
	check(configShape, reflect.TypeFor[decoded]())
	check(deploymentShape, reflect.TypeFor[decodedDeployment]())
	check(uploadParams.Child("0"), reflect.TypeFor[UploadParams]())
	deployment := reflect.TypeFor[decodedDeployment]()
	for _, name := range []string{"S3Configuration", "DynamoDBConfiguration"} {
		f, _ := deployment.FieldByName(name)
		check(deploymentShape.Child(f.Tag.Get("json")), f.Type)
	}
}

func TestSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource("config.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		config string
		// wrong is a part of the schema's message; "" if the config is right.
		wrong string
	}{
		{config: `{}`},
		{config: sampleConfig},
		{config: `{"deployments": {"development": {"module": "@litexa/deploy-aws", "s3Configuration": {"bucketName": null}, "askProfile": null, "awsProfile": null}}, "extensionOptions": {}}`},
		{config: `{"deployments": {"dev": {"S3BucketName": "litexa-skills", "lambdaConfiguration": {"Runtime": "nodejs12.x"}}}, "directiveWhitelist": ["X"]}`},
		{config: `{"interactionModel": {"en-US": "en.json"}, "persistence": "sqlite"}`},
		{config: `[]`, wrong: "got array, want object"},
		{config: `{"name": "tiny"}`, wrong: "minLength"},
		{config: `{"name": "a name"}`, wrong: "pattern"},
		{config: `{"nmae": "hello"}`, wrong: "additional properties 'nmae' not allowed"},
		{config: `{"deployments": {"a b": {}}}`, wrong: "invalid propertyName"},
		{config: `{"deployments": {"dev": {"DEPLOY": "x"}}}`, wrong: "got string, want null or object"},
		{config: `{"deployments": {"dev": {"persistence": "redis"}}}`, wrong: "value must be one of"},
		{config: `{"interactionModel": 1}`, wrong: "anyOf"},
		{config: `{"additionalAssetExtensions": [1]}`, wrong: "got number, want string"},
	}
	for _, tt := range tests {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(tt.config))
		if err != nil {
			t.Fatal(err)
		}
		err = compiled.Validate(value)
		switch {
		case tt.wrong == "" && err != nil:
			t.Errorf("%s: %v", tt.config, err)
		case tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)):
			t.Errorf("%s: got %v, want an error with %q", tt.config, err, tt.wrong)
		}

		// The code finds as much wrong as the schema does.
		tree, _, err := jsontree.Parse([]byte(tt.config))
		if err != nil {
			t.Fatal(err)
		}
		_, diags := configShape.Check(tree, jsontree.Source{})
		nameOnly := strings.Contains(tt.wrong, "minLength") || strings.Contains(tt.wrong, "pattern") || strings.Contains(tt.wrong, "propertyName")
		if (len(diags) > 0) != (tt.wrong != "" && !nameOnly) {
			t.Errorf("%s: the code finds %v", tt.config, diags)
		}
	}
}

// sampleConfig has every key that is not deprecated.
const sampleConfig = `{
	"$schema": "https://example.com/litexa.config.schema.json",
	"name": "hello-litexa",
	"deployments": {
		"development": {
			"module": "@litexa/deploy-aws",
			"s3Configuration": {
				"bucketName": "hello-assets",
				"uploadParams": [{"filter": ["*.mp3"], "params": {"CacheControl": "no-cache"}}, {"params": {}}]
			},
			"askProfile": "me",
			"awsProfile": "us",
			"lambdaConfiguration": {"MemorySize": 128, "Environment": {"Variables": {"X": "1"}}},
			"dynamoDbConfiguration": {"timeToLive": {"AttributeName": "ttl", "secondsToLive": 3600.5}},
			"overrideAssetsRoot": "https://example.com/assets/",
			"disableAssetReferenceValidation": true,
			"invocation": {"en-US": "hello there", "de-DE": "hallo du"},
			"invocationSuffix": "dev",
			"DEPLOY": {"on": true, "list": [1, {"a": null}]},
			"useSessionAttributesForPersistentStore": false,
			"additionalAssetExtensions": [".ogg"],
			"persistence": "s3",
			"interactionModel": {"en-US": "models/en.json"}
		}
	},
	"extensionOptions": {"@litexa/apl": {"x": 1}, "other": false},
	"plugins": {"@litexa/assets-wav": {"forceMono": true}},
	"additionalAssetExtensions": [".gltf"],
	"useSessionAttributesForPersistentStore": true,
	"validDirectivesList": ["A.B"],
	"persistence": "dynamodb",
	"interactionModel": "models/all.json"
}`

func TestSampleHasEveryKey(t *testing.T) {
	tree, _, err := jsontree.Parse([]byte(sampleConfig))
	if err != nil {
		t.Fatal(err)
	}
	has := func(v *jsontree.Value, s *shape.Shape, what string) {
		for f := range s.Fields() {
			if f.Instead == "" && v.Get(f.Name) == nil {
				t.Errorf("the sample has no %s%s", what, f.Name)
			}
		}
	}
	has(tree, configShape, "")
	has(tree.Path("deployments", "development"), deploymentShape, "deployments.development.")
}

// schema returns the JSON schema of configs.
func schema() []byte {
	root := configShape.Schema()
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = "https://raw.githubusercontent.com/litexa-go/litexa/main/docs/litexa.config.schema.json"
	root["title"] = "Litexa project"
	root["description"] = "What a litexa.config.json says about a project."
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(text, '\n')
}
