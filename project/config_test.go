package project

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/diag"
)

// writeFiles makes a project of name and content pairs and returns its root.
func writeFiles(t *testing.T, dir string, files ...string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), dir)
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(root, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// noEnviron keeps global packages of the machine out of tests.
var noEnviron = []string{}

// shown returns diagnostics as lines.
func shown(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		b.WriteString(d.Error())
		if d.Hint != "" {
			b.WriteString(" // " + d.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// What is wrong with a JSON config, and where (T-CFG-08 to 11, T-CFG-13,
// T-CFG-17, T-ISS-01, T-ISS-02).
func TestConfigDiagnostics(t *testing.T) {
	tests := []struct{ name, config, want string }{
		{"empty file", " \n", "litexa.config.json: error: the file is empty // a JSON file holds at least {}"},
		{"comment", "{\n  // the name\n  \"name\": \"hello\"\n}",
			"litexa.config.json:2:3: error: not valid JSON: invalid character '/' looking for beginning of object key string // JSON has no comments; delete them"},
		{"trailing comma", "{\n  \"name\": \"hello\",\n}",
			"litexa.config.json:3:1: error: not valid JSON: invalid character '}' looking for beginning of object key string // delete the comma before it"},
		{"single quotes", "{'name': 'hello'}",
			"litexa.config.json:1:2: error: not valid JSON: invalid character '\\'' looking for beginning of object key string // JSON has double quotes only"},
		{"no quotes", "{name: 1}",
			"litexa.config.json:1:2: error: not valid JSON: invalid character 'n' looking for beginning of object key string // names and strings need double quotes in JSON"},
		{"missing comma", "{\"name\": \"hello\"\n \"deployments\": {}}",
			"litexa.config.json:2:2: error: not valid JSON: invalid character '\"' after object key:value pair // a comma or a colon may be missing before it"},
		{"ends early", "{\"name\": \"hello\"",
			"litexa.config.json:1:17: error: not valid JSON: the file ends too early, an object, list or string is still open"},
		{"place after a byte order mark and umlauts", "\ufeff{\"ä\": \"ö\", 1}",
			"litexa.config.json:1:12: error: not valid JSON: invalid character '1' looking for beginning of object key string"},
		{"no object", "[]", "litexa.config.json: error: the config must be an object, not a list"},

		{"unknown key", `{"name": "hello", "deploymens": {}}`,
			`litexa.config.json:1:19: warning: unknown key "deploymens" // did you mean "deployments"?`},
		{"unknown key of a target", `{"name": "hello", "deployments": {"dev": {"askprofile": "x"}}}`,
			`litexa.config.json:1:43: warning: unknown key "askprofile" in deployments.dev // did you mean "askProfile"?`},
		{"key in the wrong place", `{"name": "hello", "DEPLOY": {}, "deployments": {"dev": {"bucketName": "x", "plugins": {}}}}`,
			`litexa.config.json:1:19: warning: unknown key "DEPLOY" // "DEPLOY" belongs in deployments.<target>
litexa.config.json:1:57: warning: unknown key "bucketName" in deployments.dev // "bucketName" belongs in deployments.<target>.s3Configuration
litexa.config.json:1:76: warning: unknown key "plugins" in deployments.dev // "plugins" belongs in the config`},
		{"a key like no other", `{"name": "hello", "zzzzzzzz": {}}`, `litexa.config.json:1:19: warning: unknown key "zzzzzzzz"`},
		{"capital letters matter", `{"Name": "hello-there"}`,
			`litexa.config.json:1:2: warning: unknown key "Name" // did you mean "name"?`},
		{"old keys", `{"name": "hello", "directiveWhitelist": [], "deployments": {"dev": {"S3BucketName": "x"}}}`, ``},
		{"twice", `{"name": "hello", "name": "hello-there"}`,
			`litexa.config.json:1:19: warning: the object has the key "name" more than once: the last one counts`},

		{"types", `{"name": 12, "deployments": [], "validDirectivesList": "x", "useSessionAttributesForPersistentStore": "yes"}`,
			`litexa.config.json:1:10: error: name must be a string, not a number
litexa.config.json:1:29: error: deployments must be an object, not a list
litexa.config.json:1:56: error: validDirectivesList must be a list of strings, not a string
litexa.config.json:1:103: error: useSessionAttributesForPersistentStore must be a boolean, not a string`},
		{"types in a target", `{"name": "hello", "deployments": {"my-dev": {"s3Configuration": {"uploadParams": {}}, "additionalAssetExtensions": [1], "invocation": {"en-US": 3},
 "dynamoDbConfiguration": {"timeToLive": {"AttributeName": "x", "secondsToLive": "10"}}, "interactionModel": 3, "persistence": "sqllite", "DEPLOY": []}}}`,
			`litexa.config.json:1:82: error: deployments.my-dev.s3Configuration.uploadParams must be a list of objects, not an object
litexa.config.json:1:117: error: deployments.my-dev.additionalAssetExtensions[0] must be a string, not a number
litexa.config.json:1:145: error: deployments.my-dev.invocation.en-US must be a string, not a number
litexa.config.json:2:82: error: deployments.my-dev.dynamoDbConfiguration.timeToLive.secondsToLive must be a number, not a string
litexa.config.json:2:110: error: deployments.my-dev.interactionModel must be a string or an object, not a number
litexa.config.json:2:128: error: deployments.my-dev.persistence must be one of dynamodb, sqlite, s3, session, memory, file, not "sqllite" (did you mean "sqlite"?)
litexa.config.json:2:149: error: deployments.my-dev.DEPLOY must be an object, not a list`},
		{"null is nothing", `{"name": null, "deployments": {"dev": {"module": null, "DEPLOY": null, "s3Configuration": {"bucketName": null}}, "qa": null}}`, ``},
		{"half a time to live", `{"name": "hello", "deployments": {"dev": {"dynamoDbConfiguration": {"timeToLive": {"AttributeName": "x"}}}}}`,
			`litexa.config.json:1:35: warning: deployments.dev.dynamoDbConfiguration.timeToLive is ignored, because it needs both AttributeName and secondsToLive`},

		{"short name", `{"name": "four"}`, `litexa.config.json:1:10: error: the project cannot be called "four": a project name needs at least 5 characters`},
		{"bad name", `{"name": "my skill"}`, `litexa.config.json:1:10: error: the project cannot be called "my skill": the character " " is not allowed in a project name: use letters, digits, hyphens and underscores`},
		{"long name", `{"name": "` + strings.Repeat("n", 40) + `", "deployments": {"development": {"module": "aws"}, "here": {"module": "local"}}}`,
			`litexa.config.json:1:70: warning: the project's name and the target "development" are together too long: the Lambda function would be called ` + strings.Repeat("n", 40) + `_development_litexa_handler, which has 67 characters instead of at most 64 // shorten one of them before you deploy the target`},
		{"bad target", `{"name": "hello", "deployments": {"../x": {}, "": {}}}`,
			`litexa.config.json:1:35: error: the character "." is not allowed in the name of the deployment target "../x": use letters, digits, hyphens and underscores
litexa.config.json:1:47: error: the name of a deployment target must not be empty`},
		{"mistyped target", `{"name": "hello", "deployments": {"developmen": {}}}`,
			`litexa.config.json: warning: there is no deployment target "development" in the config // did you mean "developmen"?`},
		{"other target", `{"name": "hello", "deployments": {"live": {}}}`, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := writeFiles(t, "sample", "litexa.config.json", tt.config, "litexa/main.litexa", "launch\n")
			p, diags, err := Load(t.Context(), root, Options{Environ: noEnviron})
			if diff := cmp.Diff(tt.want, strings.TrimSpace(shown(diags))); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
			found := (*diag.Errors)(nil)
			if diags.HasErrors() != errors.As(err, &found) || (p == nil) != diags.HasErrors() {
				t.Errorf("Load returned %v, %v with %v", p, err, diags)
			}
		})
	}
}

func TestConfig(t *testing.T) {
	root := writeFiles(t, "sample", "litexa.config.json", sampleConfig, "litexa/main.litexa", "")
	p, diags, err := Load(t.Context(), root, Options{Environ: noEnviron})
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	d := p.Deployment
	got := map[string]any{
		"name": p.Config.Name, "directives": p.Config.ValidDirectives, "assets": p.Config.AdditionalAssetExtensions,
		"apl": string(p.Config.ExtensionOptions["@litexa/apl"]), "wav": string(p.Config.Plugins["@litexa/assets-wav"]),
		"models": p.Config.InteractionModel, "persistence": p.Config.Persistence, "session": p.Config.UseSessionAttributes,
		"target": d.Name, "module": d.Module, "kind": d.Kind(), "bucket": d.Bucket, "ask": d.AskProfile, "aws": d.AWSProfile,
		"lambda": string(d.LambdaConfiguration), "ttl": *d.TimeToLive, "root": d.OverrideAssetsRoot,
		"any asset": d.DisableAssetReferenceValidation, "invocation": d.Invocation, "suffix": d.InvocationSuffix,
		"deploy": string(p.Deploy()), "target session": *d.UseSessionAttributes, "target assets": d.AdditionalAssetExtensions,
		"target persistence": d.Persistence, "target models": d.InteractionModel,
		"upload":    []string{d.UploadParams[0].Filter[0], string(d.UploadParams[0].Params), string(d.UploadParams[1].Params)},
		"in effect": []any{p.SessionAttributes(), p.Persistence()}, "lambda name": p.Config.LambdaName("qa"),
	}
	want := map[string]any{
		"name": "hello-litexa", "directives": []string{"A.B"}, "assets": []string{".gltf"},
		"apl": `{"x":1}`, "wav": `{"forceMono":true}`,
		"models": map[string]string{"": "models/all.json"}, "persistence": StoreDynamoDB, "session": true,
		"target": "development", "module": "@litexa/deploy-aws", "kind": AWS, "bucket": "hello-assets", "ask": "me", "aws": "us",
		"lambda": `{"MemorySize":128,"Environment":{"Variables":{"X":"1"}}}`, "ttl": TimeToLive{AttributeName: "ttl", Seconds: 3600.5},
		"root": "https://example.com/assets/", "any asset": true,
		"invocation": map[string]string{"en-US": "hello there", "de-DE": "hallo du"}, "suffix": "dev",
		"deploy": `{"on":true,"list":[1,{"a":null}]}`, "target session": false, "target assets": []string{".ogg"},
		"target persistence": StoreS3, "target models": map[string]string{"en-US": "models/en.json"},
		"upload":    []string{"*.mp3", `{"CacheControl":"no-cache"}`, `{}`},
		"in effect": []any{false, StoreS3}, "lambda name": "hello-litexa_qa_litexa_handler",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for locale, want := range map[string]string{"en-US": "models/en.json", "de-DE": "models/all.json"} {
		if got := p.fragment(locale); got != want {
			t.Errorf("the fragment of %s is %q, want %q", locale, got, want)
		}
	}
}

// What a config leaves out (T-CFG-09, T-CFG-15, T-KEY-06, T-DKEY-03).
func TestConfigDefaults(t *testing.T) {
	const config = `{"useSessionAttributesForPersistentStore": true, "persistence": "file", "own": {"b": 1, "a": 2}, "deployments": {
		"old": {"S3BucketName": "old", "s3Configuration": {"bucketName": "new"}, "mine": 1},
		"own": {"useSessionAttributesForPersistentStore": false}}}`
	root := writeFiles(t, "my-project", "litexa.config.json", config, "litexa/main.litexa", "")
	for target, session := range map[string]bool{"": true, "old": true, "own": false} {
		p, _, err := Load(t.Context(), root, Options{Target: target, Environ: noEnviron})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.SessionAttributes(); got != session {
			t.Errorf("target %q: session attributes %v, want %v", target, got, session)
		}
		if p.Config.Name != "my-project" || p.Persistence() != StoreFile || string(p.Deploy()) != "{}" {
			t.Errorf("target %q: %q, %q, %s", target, p.Config.Name, p.Persistence(), p.Deploy())
		}
		if got := string(p.Config.Extra["own"]); got != `{"b":1,"a":2}` {
			t.Errorf("the extra key is %s", got)
		}
		if old := p.Config.Deployment("old"); old.Bucket != "old" || string(old.Extra["mine"]) != "1" {
			t.Errorf("the target old is %+v", old)
		}
	}
	if got := newProject(t, `{"name": "hello"}`).Target; got != DefaultTarget {
		t.Errorf("the target is %q", got)
	}
}

// newProject loads a project with an empty program.
func newProject(t *testing.T, config string, files ...string) *Project {
	t.Helper()
	root := writeFiles(t, "sample-project", append(files, "litexa.config.json", config, "litexa/main.litexa", "")...)
	p, diags, err := Load(t.Context(), root, Options{Environ: noEnviron})
	if err != nil {
		t.Fatal(err, diags)
	}
	t.Cleanup(p.Close)
	return p
}

// Which targets can be deployed (T-CFG-15, T-CFG-16, T-DKEY-01, T-MODL-05).
func TestDeployable(t *testing.T) {
	tests := []struct{ config, want string }{
		{`{}`, `litexa.config.json: error: the config has no "deployments", so there is nothing that says where to deploy // add "deployments": {"development": {"module": "@litexa/deploy-aws"}}`},
		{`{"deployments": {"developmemt": {}, "live": {}}}`, `litexa.config.json: error: there is no deployment target "development" in the config (did you mean "developmemt"?) // the targets are developmemt, live`},
		{`{"deployments": {"development": {}}}`, `litexa.config.json: error: deployments.development has no "module", which says what deploys it // add "module": "@litexa/deploy-aws" or "module": "local"`},
		{`{"deployments": {"development": {"module": "@litexa/deploy-asw"}}}`, `litexa.config.json: error: deployments.development.module is "@litexa/deploy-asw", which does not exist here (did you mean "@litexa/deploy-aws"?) // the modules are @litexa/deploy-aws, aws, local`},
		{`{"name": "` + strings.Repeat("n", 38) + `", "deployments": {"development": {"module": "aws"}}}`, `litexa.config.json: error: the project's name and the target "development" are together too long: the Lambda function would be called ` + strings.Repeat("n", 38) + `_development_litexa_handler, which has 65 characters instead of at most 64`},
		{`{"name": "` + strings.Repeat("n", 37) + `", "deployments": {"development": {"module": "aws"}}}`, ``},
		{`{"deployments": {"development": {"module": "@litexa/deploy-aws"}}}`, ``},
		{`{"deployments": {"development": {"module": "local"}}}`, ``},
	}
	for _, tt := range tests {
		d, err := newProject(t, tt.config).Deployable()
		if tt.want == "" {
			if err != nil || d == nil || d.Name != "development" {
				t.Errorf("%s: got %v, %v", tt.config, d, err)
			}
			continue
		}
		found := (*diag.Errors)(nil)
		if !errors.As(err, &found) || d != nil {
			t.Errorf("%s: got %v, %v, want an error", tt.config, d, err)
			continue
		}
		if diff := cmp.Diff(tt.want, strings.TrimSpace(shown(found.List))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.config, diff)
		}
	}
}

func TestCheckNames(t *testing.T) {
	for name, want := range map[string]string{
		"hello": "", "Hello_World-2": "", "hell": "at least 5 characters", "héllo": `"é" is not allowed`, "hello!": `"!" is not allowed`,
	} {
		if err := CheckName(name); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("CheckName(%q) = %v, want %q", name, err, want)
		}
	}
	if err := CheckTarget("de_v-1"); err != nil {
		t.Error(err)
	}
}
