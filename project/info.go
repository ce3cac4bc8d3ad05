package project

import "github.com/litexa-go/litexa/project/internal/jsontree"

// Info returns what is known of the project as JSON, indented by two blanks:
// the config, and what was found beside it.
func (p *Project) Info() []byte {
	info := jsontree.NewObject()
	info.Set("variant", jsontree.NewString(p.Target))
	info.Set("doNotParseExtensions", jsontree.NewBool(false))
	for _, m := range p.Config.tree.Members {
		info.Set(m.Name, m.Value.Clone())
	}
	info.Set("variant", jsontree.NewString(p.Target))
	info.Set("root", jsontree.NewString(p.Root))
	info.Set("name", jsontree.NewString(p.Config.Name))
	if deployments := info.Get("deployments"); deployments != nil {
		for _, m := range deployments.Members {
			if m.Value.Kind == jsontree.Object {
				m.Value.Set("name", jsontree.NewString(m.Name))
			}
		}
	}
	info.Set("litexaRoot", jsontree.NewString(p.path(litexaFolder)))
	deploy := info.Path("deployments", p.Target, "DEPLOY").Clone()
	if deploy.IsNull() {
		deploy = jsontree.NewObject()
	}
	info.Set("DEPLOY", deploy)
	if v := info.Path("deployments", p.Target, "disableAssetReferenceValidation"); v != nil {
		info.Set("disableAssetReferenceValidation", v.Clone())
	}
	info.Set("useSessionAttributesForPersistentStore", jsontree.NewBool(p.SessionAttributes()))
	info.Set("userAgent", jsontree.NewString(p.UserAgent))
	extensions := jsontree.NewObject()
	for _, e := range p.Extensions {
		extensions.Set(e.Name, extensionInfo(e))
	}
	info.Set("extensions", extensions)
	if info.Get("extensionOptions").IsNull() {
		info.Set("extensionOptions", jsontree.NewObject())
	}
	languages := jsontree.NewObject()
	for _, l := range p.Languages {
		languages.Set(l.Name, languageInfo(l))
	}
	info.Set("languages", languages)
	info.Set("languagesRoot", jsontree.NewString(p.path(litexaFolder, "languages")))
	info.Set("localization", p.localization)
	return info.Indented()
}

func extensionInfo(e *Extension) *jsontree.Value {
	info := jsontree.NewObject()
	if len(e.processors) > 0 {
		pipeline := jsontree.NewArray()
		for _, p := range e.processors {
			processor := jsontree.NewObject()
			if p.Name != "" {
				processor.Set("name", jsontree.NewString(p.Name))
			}
			pipeline.Items = append(pipeline.Items, processor)
		}
		info.Set("assetPipeline", pipeline)
	}
	if len(e.AssetExtensions) > 0 {
		info.Set("additionalAssetExtensions", jsontree.NewStrings(e.AssetExtensions))
	}
	info.Set("__sourceFilename", jsontree.NewString(e.File))
	return info
}

func languageInfo(l *Language) *jsontree.Value {
	folder := func(root string, files []string) *jsontree.Value {
		v := jsontree.NewObject()
		v.Set("root", jsontree.NewString(root))
		v.Set("files", jsontree.NewStrings(files))
		return v
	}
	processors := jsontree.NewObject()
	for _, p := range l.Processors {
		v := jsontree.NewObject()
		v.Set("name", jsontree.NewString(p.Name))
		v.Set("inputs", jsontree.NewStrings(p.Inputs))
		v.Set("outputs", jsontree.NewStrings(p.Outputs))
		if p.Options != nil {
			if options, _, err := jsontree.Parse(p.Options); err == nil {
				v.Set("options", options)
			}
		}
		processors.Set(p.Name, v)
	}
	var code []string
	for _, f := range l.Code {
		code = append(code, f.Name)
	}
	info := jsontree.NewObject()
	info.Set("assetProcessors", processors)
	info.Set("convertedAssets", folder(l.ConvertedRoot, l.Converted))
	info.Set("assets", folder(l.AssetsRoot, l.Assets))
	info.Set("code", folder(l.Root, code))
	return info
}
