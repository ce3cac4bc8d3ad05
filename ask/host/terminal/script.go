package terminal

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// maxScript is the size of the largest script.
const maxScript = 4 << 20

// ScriptError reports a line that is not part of the language of scripts.
type ScriptError struct {
	Script string // the name given to [Replay]
	Line   int    // from 1
	Msg    string
}

func (e *ScriptError) Error() string { return fmt.Sprintf("%s:%d: %s", e.Script, e.Line, e.Msg) }

// step is a title, an utterance or a command, with what is expected of it.
type step struct {
	line   int
	scene  bool   // a title
	action string // the title, an utterance, or a command with its slash
	expect []expectation
}

// expectation is a line that says what happens or how things are.
type expectation struct {
	line  int
	label string
	text  string
	regex *regexp.Regexp // text is one, if set
	value any            // of JSON text
}

// parseScript reads a script.
func parseScript(name string, in io.Reader) ([]step, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxScript+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if len(data) > maxScript {
		return nil, fmt.Errorf("reading %s: it is larger than %d bytes", name, maxScript)
	}
	var steps []step
	lines := joinLines(strings.TrimPrefix(string(data), "\ufeff"))
	for _, l := range lines {
		if err := parseLine(&steps, l); err != nil {
			return nil, &ScriptError{name, l.number, err.Error()}
		}
	}
	if len(steps) == 0 {
		return nil, &ScriptError{name, 1, "there is nothing to replay"}
	}
	return steps, nil
}

type scriptLine struct {
	number int
	text   string
}

// joinLines splits a script into lines, joins those that start with a blank to
// the one before, and leaves out comments and empty lines.
func joinLines(text string) []scriptLine {
	var lines []scriptLine
	number := 0
	open := false // the next line may continue the last
	for line := range strings.Lines(text) {
		number++
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			open = false
		case open && (line[0] == ' ' || line[0] == '\t'):
			lines[len(lines)-1].text += " " + trimmed
		case strings.HasPrefix(trimmed, "#") && !strings.HasPrefix(trimmed, "##"):
			open = false
		default:
			lines = append(lines, scriptLine{number, trimmed})
			open = true
		}
	}
	return lines
}

func parseLine(steps *[]step, l scriptLine) error {
	if title, ok := strings.CutPrefix(l.text, "##"); ok {
		*steps = append(*steps, step{line: l.number, scene: true, action: strings.TrimSpace(title)})
		return nil
	}
	if name, ok := strings.CutPrefix(l.text, "/"); ok {
		command, _, err := parseCommand(name)
		switch {
		case err != nil:
			return err
		case !command.scripts:
			return fmt.Errorf("/%s has no place in a script", command.name)
		}
		*steps = append(*steps, step{line: l.number, action: l.text})
		return nil
	}
	label, text, ok := strings.Cut(l.text, ":")
	if !ok || !slices.Contains(labels, label) {
		return fmt.Errorf("a line begins with a label such as %q or %q, with / or with #, not like %q", labelUser+":", labelAlexa+":", cut(l.text, 30))
	}
	text = strings.TrimSpace(text)
	if label == labelUser {
		if strings.HasPrefix(text, "/") {
			return errors.New("a command stands on a line by itself, without a label")
		}
		*steps = append(*steps, step{line: l.number, action: text})
		return nil
	}
	e := expectation{line: l.number, label: label, text: text}
	if err := e.prepare(); err != nil {
		return err
	}
	if len(*steps) == 0 {
		return fmt.Errorf("%s: stands before anything was said", label)
	}
	last := &(*steps)[len(*steps)-1]
	last.expect = append(last.expect, e)
	return nil
}

// prepare reads the text of an expectation.
func (e *expectation) prepare() (err error) {
	switch e.label {
	case labelAttributes, labelSessionAttributes:
		if e.value, err = decodeJSON([]byte(e.text)); err != nil {
			return fmt.Errorf("%s: wants a JSON object after it: %w", e.label, err)
		}
	case labelSession:
		if e.text != "open" && e.text != "ended" && !strings.HasPrefix(e.text, "ended (") {
			return fmt.Errorf("%s: wants \"open\" or \"ended\" after it", e.label)
		}
	default:
		if n := len(e.text); n > 2 && e.text[0] == '/' && e.text[n-1] == '/' {
			if e.regex, err = regexp.Compile(e.text[1 : n-1]); err != nil {
				return fmt.Errorf("%s: %w", e.label, err)
			}
		}
	}
	return nil
}

// matches reports whether text is as expected.
func (e *expectation) matches(text string) bool {
	text = clean(text)
	if e.regex != nil {
		return e.regex.MatchString(text)
	}
	return matchWild(clean(e.text), text)
}

// matchWild reports whether text is equal to pattern, in which … and * stand for
// any text.
func matchWild(pattern, text string) bool {
	parts := strings.Split(strings.ReplaceAll(pattern, "…", "*"), "*")
	text, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return text == ""
	}
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return strings.HasSuffix(text, parts[len(parts)-1])
}

// cut shortens text to at most n signs.
func cut(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return text
}
