// Package manifest builds skill manifests of what a skill file says and of what
// is known of a deployment. It reads no files.
package manifest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/model"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// Input is what a manifest is made of.
type Input struct {
	// File is the manifest of the skill file, an object, and Source where it is
	// from.
	File   *jsontree.Value
	Source jsontree.Source
	// Target is the deployment target.
	Target string
	// Invocations are invocation names by locale that replace those of the
	// file. InvocationSuffix is added to all.
	Invocations      map[string]string
	InvocationSuffix string
	// LambdaARN is the function that answers for the skill; "" if there is
	// none yet.
	LambdaARN string
	Icons     Icons
	// Stubs lets texts stand in for what only deployments make known.
	Stubs bool
}

// Icons are the icons among a project's assets.
type Icons interface {
	// Deployed returns the address and the MD5 of an icon that was deployed
	// from the assets of a language.
	Deployed(language, file string) (url, md5 string, ok bool)
	// Exists reports whether a language has the icon among its assets.
	Exists(language, file string) bool
}

// Manifest is what Build makes.
type Manifest struct {
	// Tree is the manifest itself.
	Tree    *jsontree.Value
	Locales []Locale
	// IconsMD5 has the MD5 sums of the icons that come from assets.
	IconsMD5 string
}

// Locale is a locale of a manifest.
type Locale struct {
	// Code is the locale, Invocation its invocation name.
	Code, Invocation string
	// At is where the file names it.
	At diag.Span
}

// Build builds the manifest, without the interfaces that only the code needs.
// If the list has errors, it is not complete.
func Build(in Input) (Manifest, diag.List) {
	b := &builder{Input: in, Manifest: Manifest{Tree: jsontree.NewObject()}}
	// The order of these is that of the members.
	b.Tree.Set("manifestVersion", or(in.File.Get("manifestVersion"), jsontree.NewString("1.0")))
	b.publishing()
	b.privacy()
	b.apis()
	copyRest(b.Tree, in.File)
	return b.Manifest, b.diags
}

// Interfaces returns the types of the interfaces that the manifest asks for.
func (m Manifest) Interfaces() []string {
	var types []string
	for _, v := range m.Tree.Path("apis", "custom", "interfaces").Items {
		if t := v.Get("type"); t != nil {
			types = append(types, t.Text)
		}
	}
	return types
}

// Enable adds those of the interfaces that are not there yet, and returns them.
func (m Manifest) Enable(names []string) []string {
	var added []string
	present := m.Interfaces()
	interfaces := m.Tree.Path("apis", "custom", "interfaces")
	for _, name := range names {
		if slices.Contains(present, name) {
			continue
		}
		v := jsontree.NewObject()
		v.Set("type", jsontree.NewString(name))
		interfaces.Items = append(interfaces.Items, v)
		added = append(added, name)
	}
	return added
}

// builder is a Build under way.
type builder struct {
	Input
	Manifest
	diags diag.List
}

// or returns a value, or else another one if it is missing or null.
func or(v, fallback *jsontree.Value) *jsontree.Value {
	if v.IsNull() {
		return fallback
	}
	return v
}

// report reports something in the skill file.
func (b *builder) report(severity diag.Severity, at diag.Span, message, hint string) {
	b.diags.Add(diag.Diagnostic{Severity: severity, Code: "manifest", File: b.Source.File, Span: at, Message: message, Hint: hint})
}

// wrong reports a value of the wrong kind.
func (b *builder) wrong(v *jsontree.Value, what, want string) {
	b.report(diag.Error, b.Source.Span(v.Offset, v.End), fmt.Sprintf("%s must be %s, not %s", what, want, v.Kind), "")
}

// section returns a member of the skill file that must be an object; an empty
// one if it is missing.
func (b *builder) section(v *jsontree.Value, what string) *jsontree.Value {
	if v.IsNull() {
		return jsontree.NewObject()
	}
	if v.Kind != jsontree.Object {
		b.wrong(v, what, "an object")
		return jsontree.NewObject()
	}
	return v
}

// copyRest copies the members that are not there yet, but for those named.
func copyRest(to, from *jsontree.Value, but ...string) {
	for _, m := range from.Members {
		if to.Get(m.Name) == nil && !slices.Contains(but, m.Name) {
			to.Set(m.Name, m.Value)
		}
	}
}

// mostLocales is more than Alexa will ever have.
const mostLocales = 200

// publishing builds the publishing information.
func (b *builder) publishing() {
	const hint = "the skill store needs it: see the documentation of skill manifests"
	if b.File.Get("publishingInformation").IsNull() {
		b.report(diag.Error, b.Source.Span(b.File.Offset, b.File.Offset+1), "the manifest has no publishingInformation", hint)
		return
	}
	in := b.section(b.File.Get("publishingInformation"), "publishingInformation")
	out := jsontree.NewObject()
	b.Tree.Set("publishingInformation", out)
	out.Set("isAvailableWorldwide", or(in.Get("isAvailableWorldwide"), jsontree.NewBool(false)))
	out.Set("distributionCountries", or(in.Get("distributionCountries"), jsontree.NewStrings([]string{"US"})))
	out.Set("distributionMode", or(in.Get("distributionMode"), jsontree.NewString("PUBLIC")))
	out.Set("category", or(in.Get("category"), jsontree.NewString("GAMES")))
	out.Set("testingInstructions", or(in.Get("testingInstructions"), jsontree.NewString("no instructions")))
	if gadgets := in.Get("gadgetSupport"); !gadgets.IsNull() {
		out.Set("gadgetSupport", gadgets)
	}
	locales := b.section(in.Get("locales"), "publishingInformation.locales")
	if len(locales.Members) == 0 && !b.diags.HasErrors() {
		b.report(diag.Error, b.Source.Span(in.Offset, in.Offset+1), "publishingInformation has no locales", "add at least one, such as \"en-US\"")
		return
	}
	if len(locales.Members) > mostLocales {
		b.report(diag.Error, b.Source.Span(in.Offset, in.Offset+1), fmt.Sprintf("publishingInformation has more than %d locales", mostLocales), "")
		return
	}
	outLocales := jsontree.NewObject()
	out.Set("locales", outLocales)
	for _, m := range locales.Members {
		if m.Value.Kind != jsontree.Object {
			b.wrong(m.Value, "publishingInformation.locales."+m.Name, "an object")
			continue
		}
		outLocales.Set(m.Name, b.locale(m))
	}
	copyRest(out, in)
}

// locale builds a locale of the publishing information.
func (b *builder) locale(m jsontree.Member) *jsontree.Value {
	where := "publishingInformation.locales." + m.Name
	in, at := m.Value, b.Source.Span(m.Offset, m.End)
	title := b.text(in.Get("name"), where+".name")
	if in.Get("name").IsNull() {
		b.report(diag.Error, at, fmt.Sprintf("the locale %s has no name", m.Name), "")
	}
	invocation := b.invocation(m, title)
	b.Locales = append(b.Locales, Locale{Code: m.Name, Invocation: invocation, At: at})
	if !strings.Contains(b.Target, "production") {
		title += " (" + b.Target + ")"
	}
	out := jsontree.NewObject()
	out.Set("name", jsontree.NewString(title))
	if summary := b.summary(in, m); summary != "" {
		out.Set("summary", jsontree.NewString(summary))
	}
	if v := in.Get("description"); v != nil {
		out.Set("description", v)
	}
	out.Set("examplePhrases", b.phrases(in.Get("examplePhrases"), where+".examplePhrases", invocation))
	if v := in.Get("keywords"); v != nil {
		out.Set("keywords", v)
	}
	out.Set("smallIconUri", or(in.Get("smallIconUri"), b.icon(m, in.Get("smallIconUri"), "smallIconUri", "icon-108.png")))
	out.Set("largeIconUri", or(in.Get("largeIconUri"), b.icon(m, in.Get("largeIconUri"), "largeIconUri", "icon-512.png")))
	copyRest(out, in, "invocation")
	return out
}

// text returns a string of the skill file, or "" if it is missing.
func (b *builder) text(v *jsontree.Value, what string) string {
	if v.IsNull() {
		return ""
	}
	if v.Kind != jsontree.String {
		b.wrong(v, what, "a string")
		return ""
	}
	return v.Text
}

// invocation returns the invocation name of a locale.
func (b *builder) invocation(m jsontree.Member, title string) string {
	name := b.Invocations[m.Name]
	if name == "" {
		name = b.text(m.Value.Get("invocation"), "publishingInformation.locales."+m.Name+".invocation")
	}
	if name == "" {
		name = title
	}
	if b.InvocationSuffix != "" {
		name += " " + b.InvocationSuffix
	}
	if name == "" {
		return ""
	}
	for _, d := range model.ValidateInvocationName(name, m.Name) {
		d.File, d.Span = b.Source.File, b.Source.Span(m.Offset, m.End)
		b.diags.Add(d)
	}
	return name
}

const longestSummary = 160

// summary returns the summary of a locale, cut if it is too long.
func (b *builder) summary(in *jsontree.Value, m jsontree.Member) string {
	v := in.Get("summary")
	text := b.text(v, "publishingInformation.locales."+m.Name+".summary")
	if v.IsNull() {
		b.report(diag.Warning, b.Source.Span(m.Offset, m.End), fmt.Sprintf("the locale %s has no summary, without which it cannot be published", m.Name), "")
		return ""
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= longestSummary {
		return text
	}
	b.report(diag.Warning, b.Source.Span(v.Offset, v.End), fmt.Sprintf("the summary of %s has %d characters, of which %d are allowed: it is cut", m.Name, len(units), longestSummary), "")
	end := longestSummary - len("...")
	if utf16.IsSurrogate(rune(units[end-1])) && utf16.IsSurrogate(rune(units[end])) && units[end-1] < 0xdc00 {
		end-- // not within a character
	}
	return string(utf16.Decode(units[:end])) + "..."
}

var invocationMark = regexp.MustCompile(`(?i)<invocation>`)

// phrases returns the example phrases of a locale.
func (b *builder) phrases(v *jsontree.Value, what, invocation string) *jsontree.Value {
	phrases := []string{"Alexa, launch <invocation>", "Alexa, open <invocation>", "Alexa, play <invocation>"}
	if !v.IsNull() {
		if v.Kind != jsontree.Array {
			b.wrong(v, what, "a list of strings")
			return v
		}
		phrases = nil
		for _, item := range v.Items {
			phrases = append(phrases, b.text(item, "each of "+what))
		}
	}
	for i, phrase := range phrases {
		phrases[i] = invocationMark.ReplaceAllLiteralString(phrase, invocation)
	}
	return jsontree.NewStrings(phrases)
}

// icon returns the address of an icon that comes from the assets of the
// locale's language or of the default one; nil if the skill file gives it.
func (b *builder) icon(m jsontree.Member, given *jsontree.Value, key, file string) *jsontree.Value {
	if !given.IsNull() {
		return nil
	}
	languages := []string{m.Name, m.Name[:min(2, len(m.Name))], program.Default}
	at := b.Source.Span(m.Offset, m.End)
	for _, l := range languages {
		if url, md5, ok := b.Icons.Deployed(l, file); ok {
			b.IconsMD5 += md5
			return jsontree.NewString(url)
		}
	}
	exists := slices.ContainsFunc(languages, func(l string) bool { return b.Icons.Exists(l, file) })
	switch {
	case exists && b.Stubs:
		return stub("deployedIconAssets")
	case exists:
		b.report(diag.Error, at, fmt.Sprintf("the locale %s has no %s, and %s has not been deployed with the assets yet", m.Name, key, file), "deploy the assets first")
	default:
		b.report(diag.Error, at, fmt.Sprintf("the locale %s has no %s", m.Name, key), fmt.Sprintf("set it, or put an icon into litexa/assets/%s", file))
	}
	return jsontree.NewString("")
}

// stub stands in for an artifact that does not exist yet.
func stub(key string) *jsontree.Value {
	return jsontree.NewString("** STUB, " + key + " not available yet **")
}

// privacy builds the section on privacy and compliance.
func (b *builder) privacy() {
	in := b.section(b.File.Get("privacyAndCompliance"), "privacyAndCompliance")
	out := jsontree.NewObject()
	b.Tree.Set("privacyAndCompliance", out)
	for _, key := range []string{"allowsPurchases", "usesPersonalInfo", "isChildDirected", "isExportCompliant", "containsAds"} {
		out.Set(key, or(in.Get(key), jsontree.NewBool(key == "isExportCompliant")))
	}
	if locales := in.Get("locales"); !locales.IsNull() {
		outLocales := jsontree.NewObject()
		out.Set("locales", outLocales)
		for _, m := range b.section(locales, "privacyAndCompliance.locales").Members {
			from := b.section(m.Value, "privacyAndCompliance.locales."+m.Name)
			to := jsontree.NewObject()
			for _, key := range []string{"privacyPolicyUrl", "termsOfUseUrl"} {
				if v := from.Get(key); v != nil {
					to.Set(key, v)
				}
			}
			copyRest(to, from)
			outLocales.Set(m.Name, to)
		}
	}
	copyRest(out, in)
}

// apis builds the section on the interfaces of the skill, but for those that
// the code needs.
func (b *builder) apis() {
	uri := jsontree.NewString(b.LambdaARN)
	if b.LambdaARN == "" {
		uri = stub("lambdaARN")
		if !b.Stubs {
			b.report(diag.Error, diag.Span{}, "there is no Lambda function that could answer for the skill yet: artifacts.json has no lambdaARN for the target "+b.Target, "deploy the Lambda function first")
		}
	}
	endpoint := func() *jsontree.Value {
		v := jsontree.NewObject()
		v.Set("uri", uri)
		return v
	}
	in := b.section(b.File.Get("apis"), "apis")
	inCustom := b.section(in.Get("custom"), "apis.custom")
	inRegions := b.section(inCustom.Get("regions"), "apis.custom.regions")

	na := jsontree.NewObject()
	na.Set("endpoint", endpoint())
	copyRest(na, b.section(inRegions.Get("NA"), "apis.custom.regions.NA"))
	regions := jsontree.NewObject()
	regions.Set("NA", na)
	copyRest(regions, inRegions)
	interfaces := jsontree.NewArray()
	if v := inCustom.Get("interfaces"); !v.IsNull() {
		if v.Kind != jsontree.Array {
			b.wrong(v, "apis.custom.interfaces", "a list of objects")
		}
		interfaces.Items = slices.Clone(v.Items)
	}
	custom := jsontree.NewObject()
	custom.Set("endpoint", endpoint())
	custom.Set("regions", regions)
	custom.Set("interfaces", interfaces)
	copyRest(custom, inCustom)
	out := jsontree.NewObject()
	out.Set("custom", custom)
	copyRest(out, in)
	b.Tree.Set("apis", out)
}
