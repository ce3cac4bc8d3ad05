package ssml

import (
	"strings"
	"unicode"
)

// bleep is written for what is bleeped out in speech.
const bleep = "****"

// PlainText renders speech as text for reading, such as on a card: without
// tags and sounds, with references resolved, white space collapsed and a blank
// line between paragraphs. Markup that is not well-formed is read as well as
// can be.
func PlainText(speech string) string { return PlainTextFunc(speech, nil) }

// PlainTextFunc is [PlainText] with the text that audio returns in the place
// of each sound; nil leaves sounds out.
func PlainTextFunc(speech string, audio func(source string) string) string {
	r := reader{}
	var expletives []bool // of the open say-as elements
	bleeped := 0
	scan := scanner{source: speech}
	for {
		t, ok := scan.lenient()
		if !ok {
			break
		}
		switch t.kind {
		case textToken, cdataToken:
			if bleeped > 0 {
				continue
			}
			text := speech[t.start:t.end]
			if t.kind == cdataToken {
				r.text(text[len("<![CDATA[") : len(text)-len("]]>")])
			} else {
				r.text(unescape(text))
			}
		case startToken, endToken:
			switch t.name {
			case "p":
				r.pause("\n\n")
			case "s", "break", "speak":
				r.pause(" ")
			case "audio":
				if audio != nil && t.kind == startToken {
					r.pause(" ")
					r.text(audio(t.attribute("src")))
					r.pause(" ")
				}
			case "say-as":
				switch n := len(expletives); {
				case t.kind == startToken && !t.empty:
					expletive := t.attribute("interpret-as") == string(Expletive)
					expletives = append(expletives, expletive)
					if expletive {
						r.text(bleep)
						bleeped++
					}
				case t.kind == endToken && n > 0:
					if expletives[n-1] {
						bleeped--
					}
					expletives = expletives[:n-1]
				}
			}
		}
	}
	return r.b.String()
}

// reader collects text and collapses the white space in it.
type reader struct {
	b     strings.Builder
	space string // wanted before the next word
}

func (r *reader) text(s string) {
	for _, c := range s {
		if unicode.IsSpace(c) {
			r.pause(" ")
			continue
		}
		if r.b.Len() > 0 {
			r.b.WriteString(r.space)
		}
		r.space = ""
		r.b.WriteRune(c)
	}
}

// pause asks for white space; more wins over less.
func (r *reader) pause(space string) {
	if len(space) > len(r.space) {
		r.space = space
	}
}
