package project

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
	"github.com/litexa-go/litexa/project/internal/shape"
)

// Config is what the config file says.
type Config struct {
	// Name is the name of the project, that of its directory if the config
	// gives none.
	Name string
	// Deployments are the targets in the order of the file.
	Deployments []*Deployment
	// ExtensionOptions and Plugins are the options of extensions and of their
	// asset processors by module name.
	ExtensionOptions, Plugins map[string]json.RawMessage
	// AdditionalAssetExtensions are further extensions of assets, with dots.
	AdditionalAssetExtensions []string
	// UseSessionAttributes is what targets do that do not say it themselves.
	UseSessionAttributes bool
	// ValidDirectives are the directives that tests accept.
	ValidDirectives []string
	// Persistence is one of the Store constants, or "".
	Persistence string
	// InteractionModel are paths of fragments by locale; "" is for all others.
	InteractionModel map[string]string
	// Extra are the keys that nothing here knows.
	Extra map[string]json.RawMessage

	tree *jsontree.Value
	// source is where the tree is from.
	source jsontree.Source
}

// Deployment is what the config says about a target.
type Deployment struct {
	// Name is the name of the target.
	Name string
	// Module names what deploys the target, as written. See Kind.
	Module string
	// Bucket is the name of the bucket for assets, or "".
	Bucket       string
	UploadParams []UploadParams
	// AskProfile and AWSProfile are "" if they are missing.
	AskProfile, AWSProfile string
	// LambdaConfiguration is an object, or nil.
	LambdaConfiguration json.RawMessage
	// TimeToLive says when stored data expire; nil: never.
	TimeToLive *TimeToLive
	// OverrideAssetsRoot is the URL that assets are served from, or "".
	OverrideAssetsRoot string
	// DisableAssetReferenceValidation accepts assets that do not exist.
	DisableAssetReferenceValidation bool
	// Invocation are invocation names by locale.
	Invocation map[string]string
	// InvocationSuffix is added to all invocation names.
	InvocationSuffix string
	// Deploy is the DEPLOY object, or nil.
	Deploy json.RawMessage
	// UseSessionAttributes is nil if the config does not say it of the target.
	UseSessionAttributes      *bool
	AdditionalAssetExtensions []string
	// Persistence is one of the Store constants, or "".
	Persistence string
	// InteractionModel are paths of fragments by locale; "" is for all others.
	InteractionModel map[string]string
	// Extra are the keys that nothing here knows.
	Extra map[string]json.RawMessage
}

// UploadParams are parameters of uploads for assets that a filter chooses.
type UploadParams struct {
	// Filter are globs; none chooses all assets.
	Filter []string `json:"filter"`
	// Params is an object.
	Params json.RawMessage `json:"params"`
}

// TimeToLive says when records expire.
type TimeToLive struct {
	AttributeName string
	Seconds       float64
}

// Kind is what deploys a target.
type Kind int

// The kinds of deployments.
const (
	NoModule    Kind = iota // the config names no module
	AWS                     // @litexa/deploy-aws, aws
	Local                   // local
	OtherModule             // a module that does not exist here
)

// Kind returns what deploys the target.
func (d *Deployment) Kind() Kind {
	switch d.Module {
	case "":
		return NoModule
	case "@litexa/deploy-aws", "aws":
		return AWS
	case "local":
		return Local
	default:
		return OtherModule
	}
}

// LambdaName returns the name of the Lambda function of a target, which may
// have up to 64 characters.
func (c *Config) LambdaName(target string) string {
	return c.Name + "_" + target + "_litexa_handler"
}

const longestLambdaName = 64

// Deployment returns the target of that name, or nil.
func (c *Config) Deployment(name string) *Deployment {
	for _, d := range c.Deployments {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Deployable returns the deployment of the target if it can be deployed with
// one of the kinds that exist; the error says what the config lacks.
func (p *Project) Deployable() (*Deployment, error) {
	fail := func(code, hint, format string, args ...any) (*Deployment, error) {
		return nil, diag.List{{
			Code: code, File: p.ConfigName, Message: fmt.Sprintf(format, args...), Hint: hint,
		}}.Err()
	}
	const example = `add "deployments": {"%s": {"module": "@litexa/deploy-aws"}}`
	d := p.Deployment
	switch {
	case len(p.Config.Deployments) == 0:
		return fail("no-deployments", fmt.Sprintf(example, p.Target), `the config has no "deployments", so there is nothing that says where to deploy`)
	case d == nil:
		names := targetNames(p.Config)
		return fail("unknown-target", "the targets are "+strings.Join(names, ", "),
			"there is no deployment target %q in the config%s", p.Target, suggest.Question(p.Target, slices.Values(names)))
	case d.Kind() == NoModule:
		return fail("no-module", `add "module": "@litexa/deploy-aws" or "module": "local"`, `deployments.%s has no "module", which says what deploys it`, d.Name)
	case d.Kind() == OtherModule:
		known := []string{"@litexa/deploy-aws", "aws", "local"}
		return fail("unknown-module", "the modules are "+strings.Join(known, ", "),
			"deployments.%s.module is %q, which does not exist here%s", d.Name, d.Module, suggest.Question(d.Module, slices.Values(known)))
	case d.Kind() == AWS && len(p.Config.LambdaName(d.Name)) > longestLambdaName:
		return fail("long-name", "", "%s", longName(p.Config, d))
	}
	return d, nil
}

func targetNames(c *Config) []string {
	names := make([]string, len(c.Deployments))
	for i, d := range c.Deployments {
		names[i] = d.Name
	}
	return names
}

func longName(c *Config, d *Deployment) string {
	lambda := c.LambdaName(d.Name)
	return fmt.Sprintf("the project's name and the target %q are together too long: the Lambda function would be called %s, which has %d characters instead of at most %d",
		d.Name, lambda, len(lambda), longestLambdaName)
}

// loadConfig reads and checks the config file.
func (l *loader) loadConfig() {
	tree, src, ok := l.readValue(l.path(l.ConfigName))
	if !ok {
		return
	}
	if tree.Kind != jsontree.Object {
		l.add(diag.Error, "config-type", l.path(l.ConfigName), fmt.Sprintf("the config must be an object, not %s", tree.Kind), exportHint(l.ConfigName))
		return
	}
	known, diags := configShape.Check(tree, src)
	l.diags = append(l.diags, diags...)
	if diags.HasErrors() {
		return
	}
	config, err := decodeConfig(known)
	if err != nil {
		l.add(diag.Error, "config-type", l.path(l.ConfigName), err.Error(), "")
		return
	}
	config.tree, config.source = tree, src
	config.Extra = configShape.Extra(tree)
	for _, d := range config.Deployments {
		d.Extra = deploymentShape.Extra(tree.Path("deployments", d.Name))
	}
	l.Config = config
	l.checkName(tree)
	l.checkTargets(tree)
	l.Deployment = config.Deployment(l.Target)
}

// exportHint says how a config or manifest file gives its value.
func exportHint(name string) string {
	switch filepath.Ext(name) {
	case ".json":
		return ""
	case ".ts":
		return "export it with \"export default {...}\" or \"export = {...}\""
	default:
		return "export it with \"module.exports = {...}\""
	}
}

// decoded is a config as it is in JSON.
type decoded struct {
	Name                                   string                     `json:"name"`
	Deployments                            map[string]json.RawMessage `json:"deployments"`
	ExtensionOptions                       map[string]json.RawMessage `json:"extensionOptions"`
	Plugins                                map[string]json.RawMessage `json:"plugins"`
	AdditionalAssetExtensions              []string                   `json:"additionalAssetExtensions"`
	UseSessionAttributesForPersistentStore bool                       `json:"useSessionAttributesForPersistentStore"`
	ValidDirectivesList                    []string                   `json:"validDirectivesList"`
	DirectiveWhitelist                     []string                   `json:"directiveWhitelist"`
	Persistence                            string                     `json:"persistence"`
	InteractionModel                       paths                      `json:"interactionModel"`
}

type decodedDeployment struct {
	Module          string `json:"module"`
	S3Configuration struct {
		BucketName   string         `json:"bucketName"`
		UploadParams []UploadParams `json:"uploadParams"`
	} `json:"s3Configuration"`
	S3BucketName          string          `json:"S3BucketName"`
	AskProfile            string          `json:"askProfile"`
	AWSProfile            string          `json:"awsProfile"`
	LambdaConfiguration   json.RawMessage `json:"lambdaConfiguration"`
	DynamoDBConfiguration struct {
		TimeToLive struct {
			AttributeName string  `json:"AttributeName"`
			SecondsToLive float64 `json:"secondsToLive"`
		} `json:"timeToLive"`
	} `json:"dynamoDbConfiguration"`
	OverrideAssetsRoot                     string            `json:"overrideAssetsRoot"`
	DisableAssetReferenceValidation        bool              `json:"disableAssetReferenceValidation"`
	Invocation                             map[string]string `json:"invocation"`
	InvocationSuffix                       string            `json:"invocationSuffix"`
	Deploy                                 json.RawMessage   `json:"DEPLOY"`
	UseSessionAttributesForPersistentStore *bool             `json:"useSessionAttributesForPersistentStore"`
	AdditionalAssetExtensions              []string          `json:"additionalAssetExtensions"`
	Persistence                            string            `json:"persistence"`
	InteractionModel                       paths             `json:"interactionModel"`
}

// paths are paths by locale; a single path has the locale "".
type paths map[string]string

func (p *paths) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		*p = paths{}
		var path string
		err := json.Unmarshal(text, &path)
		(*p)[""] = path
		return err
	}
	return json.Unmarshal(text, (*map[string]string)(p))
}

// decodeConfig decodes a config of which only the known parts are left.
func decodeConfig(known *jsontree.Value) (*Config, error) {
	var in decoded
	if err := json.Unmarshal(known.Raw(), &in); err != nil {
		return nil, fmt.Errorf("decoding the config: %w", err)
	}
	c := &Config{
		Name:                      in.Name,
		ExtensionOptions:          in.ExtensionOptions,
		Plugins:                   in.Plugins,
		AdditionalAssetExtensions: in.AdditionalAssetExtensions,
		UseSessionAttributes:      in.UseSessionAttributesForPersistentStore,
		ValidDirectives:           append(in.ValidDirectivesList, in.DirectiveWhitelist...),
		Persistence:               in.Persistence,
		InteractionModel:          in.InteractionModel,
	}
	if deployments := known.Get("deployments"); deployments != nil {
		for _, m := range deployments.Members {
			d, err := decodeDeployment(m.Name, m.Value)
			if err != nil {
				return nil, err
			}
			c.Deployments = append(c.Deployments, d)
		}
	}
	return c, nil
}

func decodeDeployment(name string, known *jsontree.Value) (*Deployment, error) {
	var in decodedDeployment
	if err := json.Unmarshal(known.Raw(), &in); err != nil {
		return nil, fmt.Errorf("decoding deployments.%s: %w", name, err)
	}
	d := &Deployment{
		Name:                            name,
		Module:                          in.Module,
		Bucket:                          in.S3BucketName,
		UploadParams:                    in.S3Configuration.UploadParams,
		AskProfile:                      in.AskProfile,
		AWSProfile:                      in.AWSProfile,
		LambdaConfiguration:             in.LambdaConfiguration,
		OverrideAssetsRoot:              in.OverrideAssetsRoot,
		DisableAssetReferenceValidation: in.DisableAssetReferenceValidation,
		Invocation:                      in.Invocation,
		InvocationSuffix:                in.InvocationSuffix,
		Deploy:                          in.Deploy,
		UseSessionAttributes:            in.UseSessionAttributesForPersistentStore,
		AdditionalAssetExtensions:       in.AdditionalAssetExtensions,
		Persistence:                     in.Persistence,
		InteractionModel:                in.InteractionModel,
	}
	if d.Bucket == "" {
		d.Bucket = in.S3Configuration.BucketName
	}
	ttl := known.Path("dynamoDbConfiguration", "timeToLive")
	if ttl.Get("AttributeName") != nil && ttl.Get("secondsToLive") != nil {
		in := in.DynamoDBConfiguration.TimeToLive
		d.TimeToLive = &TimeToLive{AttributeName: in.AttributeName, Seconds: in.SecondsToLive}
	}
	return d, nil
}

// shortestName is the number of characters that a project's name must have.
const shortestName = 5

var notInNames = regexp.MustCompile(`[^a-zA-Z0-9_-]`)

// CheckName returns what is wrong with the name of a project, or nil.
func CheckName(name string) error {
	if bad := notInNames.FindString(name); bad != "" {
		return fmt.Errorf("the character %q is not allowed in a project name: use letters, digits, hyphens and underscores", bad)
	}
	if utf8.RuneCountInString(name) < shortestName {
		return fmt.Errorf("a project name needs at least %d characters", shortestName)
	}
	return nil
}

// checkName checks the project's name, which is its directory's if the config
// gives none.
func (l *loader) checkName(tree *jsontree.Value) {
	v := tree.Get("name")
	hint := ""
	if v.IsNull() {
		l.Config.Name = filepath.Base(l.Root)
		hint = `give the project a "name" in its config`
	}
	err := CheckName(l.Config.Name)
	if err == nil {
		return
	}
	d := diag.Diagnostic{
		Code: "project-name", File: l.ConfigName, Hint: hint,
		Message: fmt.Sprintf("the project cannot be called %q: %v", l.Config.Name, err),
	}
	if v != nil {
		d.Span = l.Config.source.Span(v.Offset, v.End)
	}
	l.diags.Add(d)
}

// checkTargets checks the targets' names and what shapes cannot express.
func (l *loader) checkTargets(tree *jsontree.Value) {
	at := func(severity diag.Severity, code string, m jsontree.Member, message, hint string) {
		l.diags.Add(diag.Diagnostic{
			Severity: severity, Code: code, File: l.ConfigName,
			Span: l.Config.source.Span(m.Offset, m.End), Message: message, Hint: hint,
		})
	}
	deployments := tree.Get("deployments")
	for _, d := range l.Config.Deployments {
		m := deployments.Members[slices.IndexFunc(deployments.Members, func(m jsontree.Member) bool { return m.Name == d.Name })]
		if err := CheckTarget(d.Name); err != nil {
			at(diag.Error, "target-name", m, err.Error(), "")
		} else if d.Kind() == AWS && len(l.Config.LambdaName(d.Name)) > longestLambdaName {
			at(diag.Warning, "long-name", m, longName(l.Config, d), "shorten one of them before you deploy the target")
		}
		ttl := m.Value.Path("dynamoDbConfiguration", "timeToLive")
		if !ttl.IsNull() && d.TimeToLive == nil {
			at(diag.Warning, "config-value", m, fmt.Sprintf("%s.dynamoDbConfiguration.timeToLive is ignored, because it needs both AttributeName and secondsToLive", shape.Name([]string{"deployments", d.Name})), "")
		}
	}
	if l.Config.Deployment(l.Target) != nil {
		return
	}
	if err := CheckTarget(l.Target); err != nil {
		l.add(diag.Error, "target-name", "", err.Error(), "")
		return
	}
	if near := suggest.Nearest(l.Target, slices.Values(targetNames(l.Config))); near != "" {
		l.add(diag.Warning, "unknown-target", l.path(l.ConfigName),
			fmt.Sprintf("there is no deployment target %q in the config", l.Target), fmt.Sprintf("did you mean %q?", near))
	}
}

// CheckTarget returns what is wrong with the name of a deployment target, or
// nil. It becomes part of the names of functions, tables and folders.
func CheckTarget(name string) error {
	if name == "" {
		return errors.New("the name of a deployment target must not be empty")
	}
	if bad := notInNames.FindString(name); bad != "" {
		return fmt.Errorf("the character %q is not allowed in the name of the deployment target %q: use letters, digits, hyphens and underscores", bad, name)
	}
	return nil
}

// readValue reads a JSON, JavaScript, TypeScript or CoffeeScript file, given by
// its absolute path, that has one value. It reports what is wrong with it.
func (l *loader) readValue(path string) (v *jsontree.Value, src jsontree.Source, ok bool) {
	src.File = l.shown(path)
	text, err := readFile(path)
	if err != nil {
		l.add(diag.Error, "unreadable-file", path, fmt.Sprintf("reading the file: %v", plain(err)), "")
		return nil, src, false
	}
	if filepath.Ext(path) != ".json" {
		v, src.Functions, err = l.engine.value(l.ctx, l.Project, path)
		if err != nil {
			l.diags.Add(l.diagnose(err, path))
		}
		return v, src, err == nil
	}
	src.Text = string(text)
	v, duplicates, err := jsontree.Parse(text)
	if err != nil {
		l.diags.Add(src.SyntaxError(err))
		return nil, src, false
	}
	for _, d := range duplicates[:min(len(duplicates), jsontree.MostFindings)] {
		l.diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "duplicate-key", File: src.File, Span: src.Span(d.Offset, d.End),
			Message: fmt.Sprintf("the object has the key %q more than once: the last one counts", d.Name),
		})
	}
	return v, src, true
}

// plain returns an error of the file system without the path, which the
// diagnostic shows.
func plain(err error) error {
	if p := (*os.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}
