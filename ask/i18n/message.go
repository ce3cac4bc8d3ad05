package i18n

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/litexa-go/litexa/ask/ssml"
	"github.com/litexa-go/litexa/internal/suggest"
)

// maxGroups bounds how deep groups are inside one another.
const maxGroups = 16

// count is the argument that chooses the plural form.
const count = "count"

// message is what a name stands for in one locale.
type message struct {
	variations []pattern            // if it has no plural forms
	forms      map[string][]pattern // by the names of plural forms, and "=n"
}

// pattern is text with arguments: literal, argument, literal, … literal.
type pattern []string

// compile adds the messages of a group, or of a whole locale, by their names.
func compile(into map[string]*message, prefix string, group map[string]any, depth int) error {
	if depth > maxGroups {
		return fmt.Errorf("message %q: more than %d groups are inside one another", prefix, maxGroups)
	}
	for _, name := range slices.Sorted(maps.Keys(group)) {
		key := name
		if prefix != "" {
			key = prefix + "." + name
		}
		if name == "" {
			return fmt.Errorf("group %q: a message has no name", prefix)
		}
		value := group[name]
		if m, ok := value.(map[string]string); ok {
			converted := make(map[string]any, len(m))
			for k, v := range m {
				converted[k] = v
			}
			value = converted
		}
		object, ok := value.(map[string]any)
		if _, plural := object["other"]; ok && !plural {
			if err := compile(into, key, object, depth+1); err != nil {
				return err
			}
			continue
		}
		if into[key] != nil {
			return fmt.Errorf("message %q is there twice, in a group and with a dot in its name", key)
		}
		m := new(message)
		var err error
		if ok {
			m.forms, err = compileForms(object)
		} else {
			m.variations, err = compileVariations(value)
		}
		if err != nil {
			return fmt.Errorf("message %q: %w", key, err)
		}
		into[key] = m
	}
	return nil
}

// formNames are the plural forms of the CLDR.
var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

func compileForms(object map[string]any) (map[string][]pattern, error) {
	forms := make(map[string][]pattern, len(object))
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if n, exact := strings.CutPrefix(name, "="); exact {
			if _, err := strconv.Atoi(n); err != nil {
				return nil, fmt.Errorf(`the plural form %q is not = and a whole number`, name)
			}
		} else if known := slices.Collect(maps.Values(formNames)); !slices.Contains(known, name) {
			return nil, fmt.Errorf("there is no plural form %q%s", name, suggest.Question(name, slices.Values(known)))
		}
		variations, err := compileVariations(object[name])
		if err != nil {
			return nil, fmt.Errorf("plural form %q: %w", name, err)
		}
		forms[name] = variations
	}
	return forms, nil
}

func compileVariations(value any) ([]pattern, error) {
	var texts []string
	switch value := value.(type) {
	case string:
		texts = []string{value}
	case []string:
		texts = value
	case []any:
		for _, v := range value {
			text, ok := v.(string)
			if !ok {
				return nil, fmt.Errorf("a list has strings only, not %T", v)
			}
			texts = append(texts, text)
		}
	default:
		return nil, fmt.Errorf("it is %T; want a string, a list of strings or an object", value)
	}
	if len(texts) == 0 {
		return nil, errors.New("the list is empty")
	}
	variations := make([]pattern, len(texts))
	for i, text := range texts {
		p, err := compilePattern(text)
		if err != nil {
			return nil, err
		}
		variations[i] = p
	}
	return variations, nil
}

func compilePattern(text string) (pattern, error) {
	var p pattern
	rest := text
	for {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			return append(p, rest), nil
		}
		at := len(text) - len(rest) + i
		if rest[i] == '}' {
			return nil, fmt.Errorf("} at offset %d of %q was not opened; write &#125; for the character", at, text)
		}
		open, closing := "{", "}"
		if strings.HasPrefix(rest[i:], "{{") {
			open, closing = "{{", "}}"
		}
		name, after, closed := strings.Cut(rest[i+len(open):], closing)
		if !closed {
			return nil, fmt.Errorf("%s at offset %d of %q is not closed; write &#123; for the character", open, at, text)
		}
		name = strings.TrimSpace(name)
		if !isName(name) {
			return nil, fmt.Errorf("%q at offset %d of %q is not the name of an argument (letters, digits and _)", name, at, text)
		}
		p = append(p, rest[:i], name)
		rest = after
	}
}

func isName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0
}

// arguments returns the names of the arguments that m takes, in order.
func (m *message) arguments() []string {
	names := make(map[string]bool)
	add := func(variations []pattern) {
		for _, p := range variations {
			for i := 1; i < len(p); i += 2 {
				names[p[i]] = true
			}
		}
	}
	add(m.variations)
	for _, variations := range m.forms {
		add(variations)
		names[count] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func (m *message) render(locale string, args Args, intN func(n int) int) (ssml.Fragment, error) {
	variations := m.variations
	if m.forms != nil {
		n, ok := args[count]
		if !ok {
			return "", missing(count, args)
		}
		var err error
		if variations, err = m.form(locale, n); err != nil {
			return "", err
		}
	}
	p := variations[0]
	if n := len(variations); n > 1 {
		p = variations[intN(n)]
	}
	content := make([]any, len(p))
	for i, part := range p {
		content[i] = ssml.Fragment(part)
		if i%2 == 1 {
			value, ok := args[part]
			if !ok {
				return "", missing(part, args)
			}
			content[i] = value
		}
	}
	return ssml.Join(content...), nil
}

func missing(name string, args Args) error {
	given := slices.Sorted(maps.Keys(args))
	return fmt.Errorf("the argument %q is missing%s; given: %s",
		name, suggest.Question(name, slices.Values(given)), strings.Join(given, ", "))
}

// form returns the plural form for a number.
func (m *message) form(locale string, n any) ([]pattern, error) {
	text := fmt.Sprint(n)
	if exact := m.forms["="+text]; exact != nil {
		return exact, nil
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if whole == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			return nil, fmt.Errorf("the argument %q is not a number", count)
		}
		return m.forms["other"], nil // 1e+21, NaN
	}
	shown := strings.TrimRight(fraction, "0")
	form := plural.Cardinal.MatchPlural(language.Make(locale),
		lastDigits(whole), len(fraction), len(shown), lastDigits(fraction), lastDigits(shown))
	if variations := m.forms[formNames[form]]; variations != nil {
		return variations, nil
	}
	return m.forms["other"], nil
}

// lastDigits returns the number that digits end in, which is all that plural
// rules look at when there are many.
func lastDigits(digits string) int {
	n, _ := strconv.Atoi(digits[max(0, len(digits)-7):])
	return n
}
