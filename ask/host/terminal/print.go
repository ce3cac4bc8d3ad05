package terminal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/ssml"
)

// The labels of lines in transcripts and scripts.
const (
	labelUser              = "User"
	labelAlexa             = "Alexa"
	labelReprompt          = "Reprompt"
	labelCard              = "Card"
	labelDirective         = "Directive"
	labelSession           = "Session"
	labelAttributes        = "Attributes"
	labelSessionAttributes = "Session attributes"
	labelError             = "Error"
)

// labels are all labels.
var labels = []string{
	labelUser, labelAlexa, labelReprompt, labelCard, labelDirective, labelSession, labelAttributes,
	labelSessionAttributes, labelError,
}

// printer writes a transcript. After an error it writes nothing more.
type printer struct {
	w     io.Writer
	color bool
	width int
	err   error

	muted bool // writes nothing
	lines int  // written so far
	gap   bool // a blank line is due before the next action
}

func (p *printer) write(text string) {
	if p.err == nil && !p.muted {
		if _, err := io.WriteString(p.w, text); err != nil {
			p.err = fmt.Errorf("writing the transcript: %w", err)
		}
	}
}

const (
	bold  = "\x1b[1m"
	dim   = "\x1b[2m"
	red   = "\x1b[31m"
	cyan  = "\x1b[36m"
	reset = "\x1b[0m"
)

func (p *printer) styled(style, text string) string {
	if !p.color || style == "" {
		return text
	}
	return style + text + reset
}

var styles = map[string]string{labelUser: bold + cyan, labelAlexa: bold, labelError: bold + red}

// labelled writes a line with a label.
func (p *printer) labelled(label, text string) {
	head := label + ":"
	style, ok := styles[label]
	if !ok {
		style = dim
	}
	indent := utf8.RuneCountInString(head) + 1
	line := p.styled(style, head)
	if text = clean(text); text != "" {
		line += " " + strings.Join(wrap(text, p.width-indent), "\n"+strings.Repeat(" ", indent))
	}
	p.write(line + "\n")
	p.lines++
}

// note writes a line that is not part of the conversation.
func (p *printer) note(text string) {
	for line := range strings.Lines(text) {
		for _, part := range wrap(clean(strings.TrimRight(line, "\r\n")), p.width-2) {
			p.write(p.styled(dim, "# "+part) + "\n")
		}
	}
	p.lines++
}

// action writes what the user says, or a command.
func (p *printer) action(text string) {
	text = strings.TrimSpace(text)
	if p.gap && p.lines > 0 {
		p.newline()
	}
	p.gap = false
	if strings.HasPrefix(text, "/") {
		p.write(clean(text) + "\n")
		p.lines++
		return
	}
	p.labelled(labelUser, text)
}

// prompt asks for what the user says.
func (p *printer) prompt() {
	if p.gap {
		p.newline()
	}
	p.gap = false
	p.write(p.styled(styles[labelUser], labelUser+":") + " ")
	p.lines++
}

// title writes the headline of a scene.
func (p *printer) title(text string) {
	if p.lines > 0 {
		p.newline()
	}
	p.gap = false
	p.write(p.styled(bold, "## "+clean(text)) + "\n")
	p.lines++
}

func (p *printer) newline() { p.write("\n") }

// clean makes text one line, without control characters that could steer a
// terminal.
func clean(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.Map(func(r rune) rune {
		if r < ' ' || 0x7f <= r && r < 0xa0 {
			return -1
		}
		return r
	}, text)
}

// wrap breaks text at blanks into lines of at most width columns, if it can; it
// leaves the text whole if width is too small to be useful.
func wrap(text string, width int) []string {
	if width < 20 {
		return []string{text}
	}
	var lines []string
	line, columns := "", 0
	for word := range strings.FieldsSeq(text) {
		length := utf8.RuneCountInString(word)
		if columns > 0 && columns+1+length > width {
			lines = append(lines, line)
			line, columns = "", 0
		}
		if columns > 0 {
			line += " "
			columns++
		}
		line += word
		columns += length
	}
	return append(lines, line)
}

// spoken returns speech as text, with the addresses of sounds.
func spoken(speech alexa.OutputSpeech) string {
	switch speech := speech.(type) {
	case *alexa.SSMLOutputSpeech:
		return clean(ssml.PlainTextFunc(speech.SSML, func(source string) string { return "[audio: " + source + "]" }))
	case *alexa.PlainTextOutputSpeech:
		return clean(speech.Text)
	}
	return ""
}

// cardText returns a card as one line.
func cardText(card alexa.Card) string {
	join := func(title string, rest ...string) string {
		text := strings.Join(strings.Fields(strings.Join(rest, " ")), " ")
		if title == "" || text == "" {
			return title + text
		}
		return title + ": " + text
	}
	switch card := card.(type) {
	case *alexa.SimpleCard:
		return join(card.Title, card.Content)
	case *alexa.StandardCard:
		image := ""
		if card.Image != nil {
			if url := cmp.Or(card.Image.LargeImageURL, card.Image.SmallImageURL); url != "" {
				image = "[image: " + url + "]"
			}
		}
		return join(card.Title, card.Text, image)
	case *alexa.LinkAccountCard:
		return "please link your account"
	case *alexa.AskForPermissionsConsentCard:
		return "please grant permissions: " + strings.Join(card.Permissions, ", ")
	}
	return card.CardType()
}

// maxDirective is the length of a directive in a transcript.
const maxDirective = 160

// directiveText returns a directive as one line: its type and the beginning of
// the rest.
func directiveText(directive alexa.Directive) string {
	text := directive.DirectiveType()
	value, _ := decodeJSON(compact(directive)) // in JSON without needless escapes
	members, _ := value.(map[string]any)
	delete(members, "type")
	if len(members) > 0 {
		text += " " + string(compact(members))
	}
	if runes := []rune(text); len(runes) > maxDirective {
		text = string(runes[:maxDirective]) + "…"
	}
	return text
}

// compact returns a value as JSON on one line.
func compact(value any) []byte {
	data, err := encodeJSON(value)
	if err != nil {
		return []byte("null")
	}
	return data
}

// block writes lines that are not part of the conversation, as they are.
func (p *printer) block(text string) {
	for line := range strings.Lines(text) {
		p.write(p.styled(dim, "# "+strings.TrimRight(line, " \r\n")) + "\n")
	}
	p.lines++
}

// json writes an envelope.
func (p *printer) json(name string, data []byte) {
	var b bytes.Buffer
	if json.Indent(&b, data, "", "  ") != nil {
		b.Write(data)
	}
	p.block(name + ":\n" + b.String())
}
