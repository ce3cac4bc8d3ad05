package diag

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"
)

// Tool names the program that found the diagnostics, for WriteSARIF.
type Tool struct {
	Name, Version string
	// URL is where to read about the program, or "".
	URL string
}

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://json.schemastore.org/sarif-2.1.0.json"
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri,omitempty"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifResult struct {
	RuleID           string          `json:"ruleId,omitempty"`
	RuleIndex        *int            `json:"ruleIndex,omitempty"`
	Level            string          `json:"level"`
	Message          sarifMessage    `json:"message"`
	Locations        []sarifLocation `json:"locations,omitempty"`
	RelatedLocations []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	PhysicalLocation *sarifPhysicalLocation `json:"physicalLocation,omitempty"`
	Message          *sarifMessage          `json:"message,omitempty"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifactLocation `json:"artifactLocation"`
	Region           *sarifRegion          `json:"region,omitempty"`
}

type sarifArtifactLocation struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn,omitempty"`
}

var sarifLevels = map[Severity]string{Error: "error", Warning: "warning", Info: "note"}

// WriteSARIF writes diagnostics as a SARIF 2.1.0 log with one run, the format
// that code scanning services read. The codes of the diagnostics are the ids of
// its rules. Files with relative paths keep them as relative URIs.
func WriteSARIF(w io.Writer, list List, tool Tool) error {
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name:           tool.Name,
			Version:        tool.Version,
			InformationURI: tool.URL,
			Rules:          []sarifRule{},
		}},
		ColumnKind: "unicodeCodePoints",
		Results:    make([]sarifResult, 0, len(list)),
	}
	rules := map[string]int{}
	for _, d := range list {
		result := sarifResult{
			RuleID:  d.Code,
			Level:   sarifLevels[d.Severity],
			Message: sarifMessage{Text: d.Message},
		}
		if d.Hint != "" {
			result.Message.Text += "\n" + d.Hint
		}
		if d.Code != "" {
			index, known := rules[d.Code]
			if !known {
				index = len(run.Tool.Driver.Rules)
				rules[d.Code] = index
				run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{ID: d.Code})
			}
			result.RuleIndex = &index
		}
		if d.File != "" {
			result.Locations = []sarifLocation{{PhysicalLocation: sarifPlace(d.File, d.Span)}}
		}
		for _, r := range d.Related {
			result.RelatedLocations = append(result.RelatedLocations, sarifLocation{
				PhysicalLocation: sarifPlace(r.File, r.Span),
				Message:          &sarifMessage{Text: r.Message},
			})
		}
		run.Results = append(run.Results, result)
	}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
}

// sarifPlace returns a place in a file, or nil if there is no file.
func sarifPlace(file string, s Span) *sarifPhysicalLocation {
	if file == "" {
		return nil
	}
	p := &sarifPhysicalLocation{ArtifactLocation: sarifArtifactLocation{URI: fileURI(file)}}
	if s.Start.IsValid() {
		end := endOf(s)
		p.Region = &sarifRegion{
			StartLine:   s.Start.Line,
			StartColumn: s.Start.Col,
			EndLine:     end.Line,
			EndColumn:   end.Col,
		}
	}
	return p
}

// fileURI returns the URI of a file, relative if its path is.
func fileURI(path string) string {
	slashed := filepath.ToSlash(path)
	if !filepath.IsAbs(path) {
		return (&url.URL{Path: slashed}).String()
	}
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows volume
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}
