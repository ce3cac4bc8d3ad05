package template

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf8"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/ssml"
	"github.com/litexa-go/litexa/internal/suggest"
)

// JSON is text that a [TextRenderer] puts into its output as it is.
type JSON string

// TextOptions change what a [TextRenderer] does. The zero value is fine.
type TextOptions struct {
	Funcs   map[string]any // more functions for templates, as for text/template
	NoCache bool           // parse a template each time that it is rendered
}

// TextRenderer is a [Renderer] of templates in the language of [text/template]
// that write a response in JSON. It is safe for concurrent use.
//
//	{
//		"outputSpeech": {"type": "SSML", "ssml": "<speak>Hello {{.Name | ssml}}.</speak>"},
//		"shouldEndSession": {{.Done}}{{if .Card}},
//		"card": {{json .Card}}{{end}}
//	}
//
// What an action writes is made fit for the inside of a JSON string, so that
// data cannot break the response; numbers and booleans stay as they are, also
// outside strings. Beside the functions of text/template there are
//
//   - json, which writes a value as JSON, a string with its quotes; it is for
//     use outside strings
//   - ssml, which escapes text for speech, except an [ssml.Fragment]
//
// Data that a template asks for and that is not there is an error.
type TextRenderer struct {
	base  *template.Template
	cache *lru[parsed] // nil if there is none
}

type parsed struct {
	content  string
	template *template.Template
}

// escaper is the name of the function that is put behind each action.
const escaper = "_write"

// NewTextRenderer returns a renderer. Like [template.Template.Funcs] it panics
// if a function is none or has an impossible name.
func NewTextRenderer(options TextOptions) *TextRenderer {
	r := &TextRenderer{base: template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"json": encode,
		"ssml": speech,
	}).Funcs(options.Funcs).Funcs(template.FuncMap{escaper: inString})}
	if !options.NoCache {
		r.cache = newLRU[parsed](0, 0, nil)
	}
	return r
}

// Render makes a response of t. What it wrote that is not a response is in an
// [*OutputError].
func (r *TextRenderer) Render(ctx context.Context, t *Template, data any) (*alexa.Response, error) {
	text, err := r.parse(t)
	if err != nil {
		return nil, err // has the name of the file, line and column
	}
	output := output{ctx: ctx}
	if err := text.Execute(&output, data); err != nil {
		return nil, err
	}
	return decode(t.Name, output.Bytes())
}

func (r *TextRenderer) parse(t *Template) (*template.Template, error) {
	if r.cache != nil {
		if p, ok := r.cache.get(t.Name); ok && p.content == t.Content {
			return p.template, nil
		}
	}
	text, err := r.base.Clone()
	if err == nil {
		text, err = text.New(t.Name).Parse(t.Content)
	}
	if err != nil {
		return nil, err
	}
	for _, associated := range text.Templates() {
		escape(associated.Root)
	}
	if r.cache != nil {
		r.cache.put(t.Name, parsed{t.Content, text}, len(t.Name)+len(t.Content))
	}
	return text, nil
}

// escape puts the escaper behind each action that writes.
func escape(node parse.Node) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				escape(child)
			}
		}
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{
				NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{parse.NewIdentifier(escaper).SetPos(n.Pos)},
			})
		}
	case *parse.IfNode:
		escape(n.List)
		escape(n.ElseList)
	case *parse.RangeNode:
		escape(n.List)
		escape(n.ElseList)
	case *parse.WithNode:
		escape(n.List)
		escape(n.ElseList)
	}
}

// inString makes a value fit for the inside of a JSON string.
func inString(value any) (string, error) {
	switch value := value.(type) {
	case JSON:
		return string(value), nil
	case nil:
		return "", errors.New("the value is nil; ask for it with {{if}} or {{with}} first")
	}
	quoted, err := encode(fmt.Sprint(value))
	return strings.TrimSuffix(strings.TrimPrefix(string(quoted), `"`), `"`), err
}

// encode writes a value as JSON.
func encode(value any) (JSON, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return "", err
	}
	return JSON(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// speech escapes values for SSML.
func speech(values ...any) ssml.Fragment { return ssml.Join(values...) }

// output collects what a template writes.
type output struct {
	bytes.Buffer
	ctx context.Context
}

func (o *output) Write(p []byte) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	if o.Len()+len(p) > maxOutput {
		return 0, fmt.Errorf("the response is %w: more than %d KiB", ErrTooLarge, maxOutput>>10)
	}
	return o.Buffer.Write(p)
}

// OutputError says why what a template wrote is not a response.
type OutputError struct {
	Template     string // where the template was found
	Line, Column int    // in the output, from 1; 0 if the place is not known
	Output       string // is not part of the message, since there may be user data in it
	Err          error
}

func (e *OutputError) Error() string {
	place := ""
	if e.Line > 0 {
		place = fmt.Sprintf(" at line %d, column %d of its output", e.Line, e.Column)
	}
	return fmt.Sprintf("%s does not write a response in JSON%s: %v", e.Template, place, e.Err)
}

func (e *OutputError) Unwrap() error { return e.Err }

// members are those of a response that templates are likely to write.
var members = []string{
	"apiResponse", "canFulfillIntent", "card", "directives", "experimentation", "outputSpeech", "reprompt", "shouldEndSession",
}

func decode(name string, data []byte) (*alexa.Response, error) {
	fail := func(offset int64, err error) (*alexa.Response, error) {
		e := &OutputError{Template: name, Output: string(data), Err: err}
		if offset > 0 {
			before := data[:offset-1]
			e.Line = 1 + bytes.Count(before, []byte("\n"))
			e.Column = 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
		}
		return nil, e
	}
	// The types of package alexa decode their members by themselves, so that
	// only here the place of a mistake is known.
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			return fail(syntax.Offset, err)
		}
		return fail(0, err)
	}
	if start := bytes.IndexFunc(data, func(r rune) bool { return r > ' ' }); data[start] != '{' {
		return fail(int64(start+1), errors.New("it is not an object"))
	}
	response := new(alexa.Response)
	if err := json.Unmarshal(raw, response); err != nil {
		return fail(0, err)
	}
	for _, name := range slices.Sorted(maps.Keys(response.Extra)) {
		// Alexa may have members that the types do not know yet, so only what
		// looks like a typing mistake is one.
		if known := suggest.Nearest(name, slices.Values(members)); known != "" {
			return fail(0, fmt.Errorf("a response has no member %q (did you mean %q?)", name, known))
		}
	}
	return response, nil
}
