package syntax

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

var randomSources = flag.Int("random-sources", 300, "how many random sources TestFormatRandom formats")

// TestFormatRandom formats sources that are made at random, with blanks, line
// breaks and comments wherever they may be.
func TestFormatRandom(t *testing.T) {
	parsed := 0
	for seed := range uint64(*randomSources) {
		g := &generator{r: rand.New(rand.NewPCG(seed, 1))}
		source := g.file()
		if _, ok := checkFormat(t, fmt.Sprintf("seed %d", seed), source); ok {
			parsed++
		}
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, source)
		}
	}
	t.Logf("%d of %d sources can be parsed", parsed, *randomSources)
	if parsed < *randomSources/3 {
		t.Errorf("only %d of %d sources can be parsed", parsed, *randomSources)
	}
}

// generator makes sources from patterns, in which these have a meaning:
//
//	~ blanks, if any     _ blanks
//	%n a new name        %v an existing name   %w a dotted name
//	%e an expression     %r a reference        %i a number
//	%s a say string      %u an utterance       %c a card string
//	%q a quoted string   %x an expected text   %f a file name
type generator struct {
	r *rand.Rand
	b strings.Builder
	// careless is set if reserved words may be names.
	careless bool
}

func (g *generator) pick(list ...string) string { return list[g.r.IntN(len(list))] }

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

func (g *generator) file() string {
	g.careless = g.chance(10)
	if g.chance(10) {
		g.b.WriteString("\ufeff")
	}
	for range 1 + g.r.IntN(5) {
		g.noise("", 0)
		g.declaration()
	}
	g.noise("", 0)
	source := g.b.String()
	if g.chance(20) {
		source = strings.TrimRight(source, "\n")
	}
	if g.chance(10) {
		source = strings.ReplaceAll(source, "\n", "\r\n")
	}
	return source
}

func (g *generator) declaration() {
	switch g.r.IntN(6) {
	case 0:
		g.line("", g.pick("define_@%n_as_%w", "pronounce_%q_as_%q", "exclude file_if_DEPLOY.a~==~%i"))
	case 1:
		g.line("", "TEST_%q")
		lead := g.deeper("")
		g.line(lead, "launch")
		for range g.r.IntN(8) {
			g.line(lead, g.pick(testPatterns...))
		}
	default:
		g.line("", g.pick("launch", "global", "state", "sayings", "ifs"))
		lead := g.deeper("")
		g.block(lead, 0, false)
		for range g.r.IntN(3) {
			g.line(lead, g.pick("when_%u", "when_%w", "when_%u_if_DEPLOY.%v", "when_Connections.Response_%q", "otherwise"))
			g.block(g.deeper(lead), 0, true)
		}
		g.block(lead, 0, false)
	}
}

var simplePatterns = []string{
	"log_%e", "END", "LISTEN", "LISTEN_events~,~microphone", "->~%n", "|->~%n", "...~%n", "metric_a-1",
	"setResponseSpacing~=~5", "set_%n~=~true", "@%r~=~%e", "%v~=~%e", "$x~=~%e", "local_%n~=~%e",
	"local_%n~=~@%w_as_%n", "playMusic_%f", "stopMusic", "directive_%e", "buyInSkillProduct~%q",
	"%v~(~)", "%r~(~%e~,~%e~)", "@%r~(~%e~)", "cancelInSkillProduct~%q",
}

var testPatterns = []string{
	"launch", "user:~%s", "user:~%w", "user:~%w_with_$%n~=~%q~,~$%n~=~%i", "user:~%s~with_$%n~=~%q",
	"request:_%f", "wait_%i_minutes", "wait_%i_hour", "quit", "alexa:~%n", "alexa:~%n~,~%x", "alexa:~%n~,~e%q",
	`alexa:~%n~,~/a|b\/ c/gi`, "END", "LISTEN_microphone", "directive:~%w", "@%r~==~{ a: 1 }", "@%r~=~[ 1 ]",
	"@%r~<=5", "setRegion_de-DE", "capture_%n", "resume_%n", "logStateTraces~=~false",
}

// block makes the statements of a block.
func (g *generator) block(lead string, depth int, handler bool) {
	for range g.r.IntN(4) {
		g.noise(lead, 20)
		if handler && g.chance(20) {
			g.line(lead, g.pick("or_%s", "or_%w", "with_$x~=~%w", "with_$x~=~a.build.js:f", "with_$x~=~\"a\"~,~\"b\"",
				"with_$x~=~\"a\"~,~\n   \n\"b\"~,\"c\""))
			continue
		}
		if depth > 3 || g.chance(60) {
			g.line(lead, g.pick(simplePatterns...))
			continue
		}
		deeper := g.deeper(lead)
		switch g.r.IntN(6) {
		case 0:
			g.line(lead, g.pick("if", "unless")+"_%e")
			g.block(deeper, depth+1, false)
			for range g.r.IntN(3) {
				g.line(lead, g.pick("else_if_%e", "else_unless_%e"))
				g.block(deeper, depth+1, false)
			}
			if g.chance(50) {
				g.line(lead, "else")
				g.block(g.deeper(lead), depth+1, false)
			}
		case 1:
			g.line(lead, g.pick("for_%n_in_%e", "for_%n~,~%n_in_%e"))
			g.block(deeper, depth+1, false)
		case 2:
			g.line(lead, g.pick("switch", "switch_%e", "switch_%n~=~%e~,~%e", "switch_%v~,~%n~=~%e"))
			for range g.r.IntN(3) {
				g.line(deeper, g.pick("==~%e_then", "<~%e_then", "%e_then", "match_/a b/i_then"))
				g.block(g.deeper(deeper), depth+1, false)
			}
		case 3:
			g.line(lead, g.pick("say", "reprompt", "say reprompt")+"_%s")
			for range g.r.IntN(3) {
				if g.chance(10) {
					g.line(lead, g.pick(simplePatterns...))
				}
				g.line(deeper, "or_%s")
			}
		case 4:
			g.line(lead, "soundEffect_%f")
			for range g.r.IntN(3) {
				g.line(deeper, "or_a.mp3")
			}
		case 5:
			g.line(lead, g.pick("card_%c", "card_%f", "card_%c~,~%f~,~%c", "card_%c~,~%r", "card_%c~,~%c"))
			for range g.r.IntN(3) {
				g.line(deeper, g.pick("image~:~%f", "image:~%v", "content~:~%c", "content:~%e", "repeatSpeech:~true"))
			}
		}
	}
}

func (g *generator) deeper(lead string) string {
	return lead + g.pick("  ", "  ", " ", "\t", "    ", "   ", "\u00a0")
}

// noise makes comments and blank lines.
func (g *generator) noise(lead string, percent int) {
	for g.chance(30 + percent) {
		switch g.r.IntN(4) {
		case 0, 1:
			g.b.WriteString(g.pick("\n", "\n", "  \n", "\t\n"))
		case 2:
			g.b.WriteString(lead + g.comment() + "\n")
		case 3:
			g.b.WriteString(strings.Repeat(" ", g.r.IntN(9)) + g.comment() + "\n")
		}
	}
}

func (g *generator) comment() string {
	return g.pick("#", "# a comment", `#"`, "# b # c  ", "#\u00a0d")
}

// line makes a line from a pattern.
func (g *generator) line(lead, pattern string) {
	g.noise(lead, 0)
	g.b.WriteString(lead)
	g.expand(pattern, 0)
	if g.chance(15) {
		g.b.WriteString(g.blanks(0) + g.comment())
	} else if g.chance(20) {
		g.b.WriteString(g.blanks(1))
	}
	g.b.WriteString(g.pick("\n", "\n", "\n", "\n", "\n", "\n\n", "\u2028"))
}

func (g *generator) blanks(atLeast int) string {
	if atLeast == 0 && g.chance(50) {
		return ""
	}
	return g.pick(" ", " ", " ", "  ", "\t", "\u3000", " \v ")
}

func (g *generator) expand(pattern string, depth int) {
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; c {
		case '~':
			g.b.WriteString(g.blanks(0))
		case '_':
			g.b.WriteString(g.blanks(1))
		case '%':
			i++
			g.part(pattern[i], depth)
		default:
			g.b.WriteByte(c)
		}
	}
}

func (g *generator) part(kind byte, depth int) {
	switch kind {
	case 'n', 'v':
		g.b.WriteString(g.name())
	case 'w':
		g.b.WriteString(g.name())
		for g.chance(40) {
			g.b.WriteString("." + g.name())
		}
	case 'i':
		g.b.WriteString(g.pick("0", "1", "12", "-5"))
	case 'f':
		g.b.WriteString(g.pick("a.mp3", `"b.mp3"`, "'c.mp3'", "https://example.com/a.png", "d/e.png"))
	case 'q':
		g.b.WriteString(g.pick(`"a"`, `" b \" c "`, "\"d\n   e\"", `"# f"`))
	case 'x':
		g.b.WriteString(g.pick(`"a"`, "\"b\n   c @d\"", `"<a.mp3> <!e> # f"`))
	case 's', 'u', 'c':
		g.text(kind, depth)
	case 'r':
		g.b.WriteString(g.name())
		for g.chance(30) {
			g.expand(g.pick(".a", ".in", ".b1", "[~0~]", `[~" k "~]`, `["\"]"]`), depth)
		}
	case 'e':
		g.expression(depth)
	}
}

func (g *generator) name() string {
	if g.careless && g.chance(30) {
		return g.pick("in", "or", "log", "when", "say", "launch", "global", "with", "not", "trueish", "then", "and")
	}
	return g.pick("a", "b1", "_c", "été", "order", "thenState", "iffy")
}

func (g *generator) expression(depth int) {
	if depth > 4 || g.chance(40) {
		g.expand(g.pick("%i", "1.5", "true", `"t"`, "'u  v'", "\"w\n  x\"", "%r", "@%r", "$x", "$y-z", "DEPLOY.%r"), depth)
		return
	}
	g.expand(g.pick("%e~+~%e", "%e~-~%e", "%e_-_%e", "%e~*~%e", "%e~/~%e", "%e_and_%e", "(~%e~)and(~%e~)", "%e_or_%e",
		"%e~==~%e", "%e~!=~%e", "%e~<=~%e", "%e~>~%e", "not_%e", "not_(%e)", "(~%e~)", "%r~(~)", "%r~(~%e~,~%e~)", "@%r~(%e)"), depth+1)
}

// text makes a template.
func (g *generator) text(kind byte, depth int) {
	parts := []string{"a", "word  word", " ", "\n", "\n   \n", "\n      x", "# no comment", "$x", "'", "\t\n\t", "exclude files"}
	switch kind {
	case 's':
		parts = append(parts, "@%r", "{~%e~}", `\"`, `\{`, "(a|b|)", "(c\n d)", "<!oh>", "<!oh> !", "<...5s>", "<sfx a.mp3>", "DEPLOY.a", "<b>", "<i it\n   is>")
	case 'u':
		parts = append(parts, "(a|b|)", "<>@{")
	case 'c':
		parts = append(parts, "@%r", "{~%e~}", "<b>", "<f3 it>")
	}
	g.b.WriteString(`"x`)
	for range g.r.IntN(5) {
		g.expand(g.pick(parts...), min(depth, 2)+3)
	}
	g.b.WriteString(`"`)
}
