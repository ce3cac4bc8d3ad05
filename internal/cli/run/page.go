package run

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"

	"github.com/litexa-go/litexa/internal/cli/live"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// pageData is what the page shows.
type pageData struct {
	Name, Root, Stored string
	States             []string
	Languages          []language
}

type language struct {
	Name   string
	Assets []link
}

type link struct{ Text, Path string }

// page serves what says what is running.
func page(skill *live.Skill) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := skill.Current()
		data := pageData{Name: v.Name, Root: skill.Root(), Stored: skill.Stored(), States: v.States}
		for _, name := range v.Languages {
			l := language{Name: name}
			for _, asset := range v.Assets.Names(name) {
				l.Assets = append(l.Assets, link{asset, (&url.URL{Path: "/assets/" + name + "/" + asset}).String()})
			}
			data.Languages = append(data.Languages, l)
		}
		var b bytes.Buffer
		if err := pageTemplate.Execute(&b, data); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = b.WriteTo(w) // whoever left does not read it
	}
}
