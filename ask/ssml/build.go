package ssml

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Fragment is markup. The functions of this package return fragments that are
// well-formed; converting a string to Fragment says that it is markup already.
//
// Where a function takes content of any type, a Fragment is used as it is, and
// everything else is formatted as fmt.Sprint would and escaped.
type Fragment string

// String returns the markup.
func (f Fragment) String() string { return string(f) }

// Join puts content together without anything in between.
func Join(content ...any) Fragment {
	var b strings.Builder
	write(&b, content)
	return Fragment(b.String())
}

// Sprintf formats like fmt.Sprintf. The format is markup; what the arguments
// become is escaped, unless they are fragments. The width * is not supported.
func Sprintf(format string, arguments ...any) Fragment {
	wrapped := make([]any, len(arguments))
	for i, a := range arguments {
		if f, ok := a.(Fragment); ok {
			wrapped[i] = string(f)
		} else {
			wrapped[i] = escaped{a}
		}
	}
	return Fragment(fmt.Sprintf(format, wrapped...))
}

// escaped formats a value as fmt does and escapes the result.
type escaped struct{ value any }

func (e escaped) Format(state fmt.State, verb rune) {
	fmt.Fprint(state, Escape(fmt.Sprintf(fmt.FormatString(state, verb), e.value)))
}

// Speak makes a whole document: content in one speak element, see [Wrap]. The
// response builder does so by itself.
func Speak(content ...any) Fragment { return Fragment(Wrap(string(Join(content...)))) }

// P is a paragraph, with a long pause before and after.
func P(content ...any) Fragment { return element("p", content) }

// S is a sentence, with a pause before and after.
func S(content ...any) Fragment { return element("s", content) }

// Break is a pause of up to 10 seconds.
func Break(pause time.Duration) Fragment {
	pause = max(pause, 0).Round(time.Millisecond)
	value := strconv.FormatInt(pause.Milliseconds(), 10) + "ms"
	if pause > 0 && pause%time.Second == 0 {
		value = strconv.FormatInt(int64(pause/time.Second), 10) + "s"
	}
	return empty("break", "time", value)
}

// BreakOf is a pause of a certain strength.
func BreakOf(strength BreakStrength) Fragment { return empty("break", "strength", string(strength)) }

// Audio plays a sound: an MP3 file at an https URL, or one of Alexa's sound
// library (soundbank://soundlibrary/…). A response plays at most five, of 240
// seconds together.
func Audio(source string) Fragment { return empty("audio", "src", source) }

// Emphasis changes rate and volume to stress content, or the contrary.
func Emphasis(level EmphasisLevel, content ...any) Fragment {
	return element("emphasis", content, "level", string(level))
}

// Lang speaks content with the pronunciation of another locale, such as
// "fr-FR".
func Lang(locale string, content ...any) Fragment {
	return element("lang", content, "xml:lang", locale)
}

// Phoneme speaks a pronunciation in place of text.
func Phoneme(alphabet Alphabet, pronunciation, text string) Fragment {
	return element("phoneme", []any{text}, "alphabet", string(alphabet), "ph", pronunciation)
}

// ProsodyOptions are the changes that [Prosody] makes; what is empty stays.
type ProsodyOptions struct {
	Rate   Rate
	Pitch  Pitch
	Volume Volume
}

// Prosody changes rate, pitch and volume.
func Prosody(options ProsodyOptions, content ...any) Fragment {
	return element("prosody", content,
		"rate", string(options.Rate), "pitch", string(options.Pitch), "volume", string(options.Volume))
}

// SayAs reads text in a certain way: as digits, as an ordinal number and so on.
func SayAs(as InterpretAs, text string) Fragment {
	return element("say-as", []any{text}, "interpret-as", string(as))
}

// SayDate reads text as a date. The format says in what order its parts are;
// it may be empty for text such as 20250131. Question marks leave a part out:
// ????0131.
func SayDate(format DateFormat, text string) Fragment {
	return element("say-as", []any{text}, "interpret-as", string(Date), "format", string(format))
}

// Sub says alias for the written text.
func Sub(alias, text string) Fragment { return element("sub", []any{text}, "alias", alias) }

// Word reads a word as a part of speech.
func Word(role Role, word string) Fragment {
	return element("w", []any{word}, "role", string(role))
}

// Voice speaks content in another voice.
func Voice(name VoiceName, content ...any) Fragment {
	return element("voice", content, "name", string(name))
}

// Domain speaks content in a style.
func Domain(name DomainName, content ...any) Fragment {
	return element("amazon:domain", content, "name", string(name))
}

// Effect applies an effect to the voice.
func Effect(name EffectName, content ...any) Fragment {
	return element("amazon:effect", content, "name", string(name))
}

// Emotion speaks content with an emotion.
func Emotion(name EmotionName, intensity Intensity, content ...any) Fragment {
	return element("amazon:emotion", content, "name", string(name), "intensity", string(intensity))
}

// PersonName says the first name of a recognised speaker without the skill
// learning it. The id is that of the request's person.
func PersonName(personID string) Fragment {
	return empty("alexa:name", "type", "first", "personId", personID)
}

// Mark is a named point in speech that an APL document can act on.
func Mark(name string) Fragment { return empty("mark", "name", name) }

// element makes an element with content. Attributes are pairs of name and
// value; those with an empty value are left out.
func element(name string, content []any, attributes ...string) Fragment {
	var b strings.Builder
	open(&b, name, attributes)
	b.WriteByte('>')
	write(&b, content)
	b.WriteString("</")
	b.WriteString(name)
	b.WriteByte('>')
	return Fragment(b.String())
}

// empty makes an element without content.
func empty(name string, attributes ...string) Fragment {
	var b strings.Builder
	open(&b, name, attributes)
	b.WriteString("/>")
	return Fragment(b.String())
}

func open(b *strings.Builder, name string, attributes []string) {
	b.WriteByte('<')
	b.WriteString(name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] == "" {
			continue
		}
		b.WriteByte(' ')
		b.WriteString(attributes[i])
		b.WriteString(`="`)
		b.WriteString(Escape(attributes[i+1]))
		b.WriteByte('"')
	}
}

func write(b *strings.Builder, content []any) {
	for _, c := range content {
		switch c := c.(type) {
		case Fragment:
			b.WriteString(string(c))
		case string:
			b.WriteString(Escape(c))
		default:
			b.WriteString(Escape(fmt.Sprint(c)))
		}
	}
}
