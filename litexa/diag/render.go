package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Options say how WriteText shows diagnostics. The zero value is plain text
// without source lines.
type Options struct {
	// Color adds ANSI colours. Whether the output is a terminal, and wants
	// them, is for the caller to find out.
	Color bool
	// Width is how many columns a source line may take; of longer ones only
	// the part around the problem is shown. Zero means 120.
	Width int
	// Source returns the text of a file as named in the diagnostics, to show
	// the lines that they are about. It may be nil.
	Source func(file string) (text string, ok bool)
}

// WriteText writes diagnostics for people to read: for each a line
// "file:line:col: error: message", the source line with the place underlined,
// the hint, and in the same way the related places, and at the end how many
// errors and warnings there are. It writes nothing if the list is empty.
//
// The order is that of the list; see List.Sort.
func WriteText(w io.Writer, list List, o Options) error {
	t := &textWriter{options: o, lines: map[string][]string{}}
	for _, d := range list {
		t.diagnostic(d)
	}
	t.summary(list)
	if _, err := w.Write(t.buf.Bytes()); err != nil {
		return fmt.Errorf("writing diagnostics: %w", err)
	}
	return nil
}

// ANSI escape sequences.
const (
	styleReset = "\x1b[0m"
	styleBold  = "\x1b[1m"
	styleDim   = "\x1b[2m"
	styleHint  = "\x1b[32m"
	styleNote  = "\x1b[36m"
)

var severityStyles = map[Severity]string{
	Error:   "\x1b[1;31m",
	Warning: "\x1b[1;33m",
	Info:    "\x1b[1;36m",
}

// defaultWidth is the width of source lines if Options has none.
const defaultWidth = 120

type textWriter struct {
	options Options
	buf     bytes.Buffer
	// lines holds the lines of the files read so far; nil for those that
	// cannot be read.
	lines map[string][]string
}

func (t *textWriter) diagnostic(d Diagnostic) {
	t.headline(d.File, d.Span, d.Severity.String(), severityStyles[d.Severity], d.Message)
	t.excerpt(d.File, d.Span, severityStyles[d.Severity])
	if d.Hint != "" {
		t.buf.WriteString("  ")
		t.styled(styleHint, "hint:")
		t.buf.WriteString(" " + indented(d.Hint) + "\n")
	}
	for _, r := range d.Related {
		t.headline(r.File, r.Span, "note", styleNote, r.Message)
		t.excerpt(r.File, r.Span, styleNote)
	}
}

// headline writes "file:line:col: label: message".
func (t *textWriter) headline(file string, span Span, label, style, message string) {
	if file != "" {
		t.styled(styleBold, printable(place(file, span))+":")
		t.buf.WriteByte(' ')
	}
	t.styled(style, label+":")
	t.buf.WriteString(" " + indented(message) + "\n")
}

// excerpt writes the first source line of a span, underlined.
func (t *textWriter) excerpt(file string, span Span, style string) {
	line, ok := t.line(file, span.Start)
	if !ok {
		return
	}
	number := fmt.Sprintf("%4d", span.Start.Line)
	width := t.options.Width
	if width <= 0 {
		width = defaultWidth
	}
	text, before, under := excerptOf(line, span, width-len(number)-len(" | "))
	t.styled(styleDim, number+" |")
	if text != "" {
		t.buf.WriteString(" " + text)
	}
	t.buf.WriteByte('\n')
	t.styled(styleDim, strings.Repeat(" ", len(number))+" |")
	t.buf.WriteString(" " + strings.Repeat(" ", before))
	t.styled(style, strings.Repeat("^", under))
	t.buf.WriteByte('\n')
}

// line returns a line of a file.
func (t *textWriter) line(file string, at Pos) (line string, ok bool) {
	if t.options.Source == nil || file == "" || !at.IsValid() {
		return "", false
	}
	lines, known := t.lines[file]
	if !known {
		if text, ok := t.options.Source(file); ok {
			lines = strings.Split(lineEnds.Replace(strings.TrimPrefix(text, "\ufeff")), "\n")
		}
		t.lines[file] = lines
	}
	if at.Line > len(lines) {
		return "", false
	}
	return lines[at.Line-1], true
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// summary writes how many errors and warnings there are, if any.
func (t *textWriter) summary(list List) {
	var counts []string
	for _, s := range []Severity{Error, Warning} {
		switch n := list.Count(s); n {
		case 0:
		case 1:
			counts = append(counts, "1 "+s.String())
		default:
			counts = append(counts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if len(counts) > 0 {
		t.buf.WriteString(strings.Join(counts, ", ") + "\n")
	}
}

func (t *textWriter) styled(style, text string) {
	if !t.options.Color {
		t.buf.WriteString(text)
		return
	}
	t.buf.WriteString(style + text + styleReset)
}

// indented makes a message fit to be shown: lines after the first are indented
// so that they do not look like another diagnostic.
func indented(message string) string {
	return strings.ReplaceAll(printable(message), "\n", "\n  ")
}

// printable replaces the characters of a text that could change how a terminal
// shows what follows.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && isUnprintable(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// isUnprintable reports whether a character is a control, a line separator or
// changes the direction of text.
func isUnprintable(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
