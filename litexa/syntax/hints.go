package syntax

import (
	"fmt"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
)

// statementWords are the words that statements of states begin with.
var statementWords = []string{
	"if", "unless", "else", "for", "switch", "match", "log", "otherwise", "END", "LISTEN", "metric",
	"setResponseSpacing", "set", "soundEffect", "playMusic", "stopMusic", "say", "reprompt", "card",
	"directive", "when", "or", "with", "local", "buyInSkillProduct", "cancelInSkillProduct", "upsellInSkillProduct",
}

// testWords are the words that statements of tests begin with.
var testWords = []string{
	"launch", "user:", "request:", "wait", "quit", "alexa:", "END", "LISTEN", "directive:", "setRegion",
	"capture", "resume", "logStateTraces",
}

// lonelyWords are the words that can be all of a statement.
var lonelyWords = []string{"else", "END", "LISTEN", "otherwise", "stopMusic", "switch"}

// foreignWords are hints for words that other languages have.
var foreignWords = map[string]string{
	"elif": `write "else if"`, "elseif": `write "else if"`, "elsif": `write "else if"`, "elseunless": `write "else unless"`,
	"var": `write "local"`, "let": `write "local"`, "const": `write "local"`,
	"case": `a case is an operator, a value and "then": == 1 then`, "default": `write "else"`,
	"while": `write "for", or a state that leads to itself`, "return": "a handler always goes on to its end",
	"break": "a loop always goes on to its end", "goto": `write "->"`, "function": "write functions in a code file",
}

// needs says what must follow a keyword.
var needs = map[string]string{
	"if": "a condition", "unless": "a condition", "log": "a value", "for": "the name of a variable",
	"match": "a regular expression such as /yes|no/", "metric": "a name", "set": "a name",
	"soundEffect": "a file or an address", "playMusic": "a file or an address", "say": "a text in double quotes",
	"reprompt": "a text in double quotes", "card": "a title in double quotes, or an image",
	"when": "an intent, or an utterance in double quotes", "or": "an alternative", "with": "a slot such as $name",
	"local": "a name", "define": "a database variable such as @name", "pronounce": "a text in double quotes",
	"TEST": "a name in double quotes", "TABLE": "a name", "exclude file": `"if" or "unless" and a condition`,
	"request:": "the name of a JSON file", "wait": "a number", "setRegion": "a region such as de-DE",
	"capture": "a name", "resume": "a name",
}

// rootWords are the words that lines without indentation begin with, beside the
// names of states.
var rootWords = []string{"define", "exclude", "pronounce", "TEST"}

// suggestion returns a hint for a word at the cursor that is none of those that
// can stand there.
func (p *parser) suggestion(words []string) string {
	word := p.src[p.off:p.name(p.off)]
	if len(word) < 2 {
		return ""
	}
	if n := suggest.Nearest(word, slices.Values(words)); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	return ""
}

// isRestBlank reports whether the rest of the line is blank or a comment.
func (p *parser) isRestBlank(off int) bool {
	off = p.afterBlanks(off)
	return p.atEnd(off) || p.peekAt(off) == '#'
}

// operatorHint returns a hint for what stands where an operator, or the end of
// an expression, could.
func (p *parser) operatorHint() string {
	switch {
	case p.has("&&"):
		return `write "and" instead of "&&"`
	case p.has("||"):
		return `write "or" instead of "||"`
	case p.has("=>"), p.has("=<"):
		return `write ">=" or "<="`
	case p.has("="):
		return `"==" compares; "=" only gives a variable a value`
	case p.has("%"), p.has("?"), p.has("["), p.has("{"), p.has("&"), p.has("|"), p.has("^"), p.has("~"):
		return "expressions have no more than and, or, not, comparisons and + - * /: for anything else call a function of a code file"
	}
	return ""
}

const metricHint = `names of metrics have letters, digits and "-"`

const writeOut = "write the calculation out, as in @x = @x + 1"

const indexHint = "an index is a number, or a text in double quotes"

// valueHint returns a hint for what stands where a value should.
func (p *parser) valueHint() string {
	switch c := p.peek(); {
	case c == '[' || c == '{':
		return "lists and objects are made by functions of code files"
	case c == '!' && p.peekAt(p.off+1) != '=':
		return `write "not" instead of "!"`
	case c == '-':
		return "only a number can have a minus sign before it: write (0 - x)"
	case c == '.' && p.is(p.off+1, classDigit):
		return "a number begins with a digit, as in 0.5"
	case c == '`':
		return "a text is in double or single quotes"
	case c == '=' && (strings.HasSuffix(p.src[p.start:p.off], "==") || strings.HasSuffix(p.src[p.start:p.off], "!=")):
		return `"==" and "!=" compare without conversion, as "===" does elsewhere`
	case p.off > p.start && (c == '=' || c == '+' || c == '-') && strings.IndexByte("+-*/", p.src[p.off-1]) >= 0:
		return writeOut
	}
	return p.operatorHint()
}

// quotesHint returns a hint for what stands where a text in double quotes
// should.
func (p *parser) quotesHint() string {
	switch c := p.peek(); {
	case c == '\'':
		return "use double quotes: single quotes are for expressions"
	case p.has("reprompt") && strings.HasPrefix(p.src[p.start:], "say"):
		return `there is exactly one blank in "say reprompt"`
	case strings.HasPrefix(p.src[p.off:], "“"), strings.HasPrefix(p.src[p.off:], "”"), strings.HasPrefix(p.src[p.off:], "„"):
		return `use straight quotes: "`
	case p.startsValue(p.off) && !p.atEnd(p.off):
		return "put the text into double quotes"
	}
	return ""
}

// targetHint returns a hint for what stands where the "=" of an assignment
// should.
func (p *parser) targetHint() string {
	switch c := p.peek(); {
	case c == '[':
		return indexHint
	case c == '-':
		return "a variable that is given a value has no \"-\" in its name"
	case c == '.':
		return "a name after the dot begins with a letter"
	case p.atEnd(p.off):
		return "a variable alone is not a statement"
	}
	return ""
}

// rootHint returns a hint for a word that a line without indentation begins
// with, but that cannot be there.
func (p *parser) rootHint(word string) string {
	switch {
	case word == "else", slices.Contains(statementWords, word), word == "" && p.startsStatement(p.off):
		return "indent statements below the name of a state"
	case slices.Contains(testWords, word), slices.Contains(testWords, word+":"):
		return "indent the statements of a test below its TEST line"
	case strings.HasPrefix(word, "_"):
		return "it begins with a letter"
	case slices.Contains(rootWords, word) && !p.atEnd(p.off+len(word)):
		return "a blank must follow it"
	case reserved[word]:
		return "choose another name"
	}
	return ""
}

// startsStatement reports whether a line may begin with a statement at an
// offset.
func (p *parser) startsStatement(off int) bool {
	rest := p.src[off:]
	for _, arrow := range [...]string{"->", "|->", "...", "@", "$"} {
		if strings.HasPrefix(rest, arrow) {
			return true
		}
	}
	end := p.name(off)
	word := p.src[off:end]
	switch {
	case word == "":
		return false
	case slices.Contains(statementWords, word) && word != "or" && word != "if" && word != "with" && word != "for":
		return true
	case slices.Contains(testWords, word+":"):
		return p.peekAt(end) == ':'
	}
	// "or" and the like begin lines of text, too.
	return slices.Contains(statementWords, word) && p.peekAt(p.afterBlanks(end)) == '"'
}

// looksUnclosed reports whether the statement has a string that seems to lack
// its closing quote: one of the lines that it went on over, from an offset up
// to a second one, begins like a statement.
func (p *parser) looksUnclosed(from, to int) bool {
	for from < to {
		from += max(p.width(from, classEnd), 1)
		if from > to {
			return false
		}
		if p.startsStatement(p.afterBlanks(from)) {
			return true
		}
		from = p.endOfLine(from)
	}
	return false
}

// unterminated fails because the string that begins at an offset has no end.
func (p *parser) unterminated(open int) {
	f := failure{
		code: "unterminated-string", hint: "add a closing quote", swallowed: true,
		related: []diag.Related{{File: p.filename, Span: p.span(open, open+1), Message: "the string begins here"}},
		off:     len(p.src), end: len(p.src), message: "the string is not closed up to the end of the file",
	}
	if p.expression.active || p.root { // there, Litexa 0.9 reports the statement
		f.off, f.end, f.related = open, open+1, nil
	}
	p.fail(f)
}

// unknownStatement fails because the line is no statement of a state.
func (p *parser) unknownStatement() {
	end := p.name(p.off)
	word := p.src[p.off:end]
	if slices.Contains(statementWords, word) {
		p.incomplete(word, end)
	}
	p.expectedCode("unknown-statement", "a statement", p.unknownHint(word, end))
}

// unknownHint returns a hint for a word that no statement begins with, and that
// ends at end.
func (p *parser) unknownHint(word string, end int) string {
	alone := p.isRestBlank(end)
	words := statementWords
	if alone {
		words = lonelyWords
	}
	if hint, ok := foreignWords[word]; ok {
		return hint
	}
	switch hint := p.suggestion(words); {
	case slices.Contains(testWords, word), slices.Contains(testWords, word+":"):
		return "this is a statement of tests: put it below a TEST line"
	case slices.Contains(rootWords, word):
		return "write it without indentation"
	case hint != "":
		return hint
	case p.has("="):
		return `"==" compares`
	case word == "" && p.has("//"):
		return `a comment begins with "#"`
	case word == "" && (p.peek() == '|' || p.peek() == '.'):
		return `did you mean "|->" or "..."?`
	case word != "" && p.peekAt(p.afterBlanks(end)) == '"':
		return `what is said follows "say"`
	case word != "" && alone:
		return "a variable alone is not a statement; a function is called with parentheses"
	}
	return ""
}

// incomplete fails because a keyword that ends at end is not followed by what
// its statement needs.
func (p *parser) incomplete(word string, end int) {
	p.keyword(end)
	if word == "match" && p.peek() == '/' {
		p.badRegex()
	}
	p.expectedHint(needs[word]+" after \""+word+"\"", p.valueHint())
}

// unknownTestStatement fails because the line is no statement of a test.
func (p *parser) unknownTestStatement() {
	word := p.src[p.off:p.name(p.off)]
	colon := word + ":"
	hint := ""
	switch {
	case slices.Contains(testWords, colon):
		hint = "write " + colon + " with the colon right after the word"
	case slices.Contains(statementWords, word):
		hint = "this is a statement of states; a test has " + strings.Join(testWords, " ") + " and lines that begin with @"
	default:
		if hint = p.suggestion(testWords); hint == "" {
			hint = "a test has " + strings.Join(testWords, " ") + " and lines that begin with @"
		}
	}
	p.expectedCode("unknown-statement", "a statement of a test", hint)
}

// strayExpression fails because the line is an expression that is no
// statement. The cursor is at its start.
func (p *parser) strayExpression(e Expr) {
	end := e.Span().End.Offset
	next := p.afterBlanks(end)
	hint := `a case of a "switch" ends with "then"; a value alone is not a statement`
	if ref, ok := e.(*Ref); ok {
		if p.peekAt(next) == '=' {
			message, hint := "a part of a local variable cannot be given a value", "a function of a code file can change what is in the variable"
			if ref.Scope == DeployScope {
				message, hint = "DEPLOY variables cannot be given a value", "they are part of the configuration"
			}
			p.fail(failure{off: p.off, end: end, code: "invalid-target", message: message, hint: hint})
		}
	}
	p.off = next
	if b, ok := e.(*BinaryExpr); ok && b.Op == "==" {
		hint = assignHint + `; a case of a "switch" ends with "then"`
	}
	if !p.isRestBlank(next) {
		if h := p.operatorHint(); h != "" {
			hint = h
		}
	}
	p.expectedHint(`"then"`, hint)
}

// leftover fails because of what follows a statement on its line.
func (p *parser) leftover() {
	p.expectedCode("unexpected-text", "the end of the statement", p.leftoverHint())
}

func (p *parser) leftoverHint() string {
	statement := p.src[p.start:p.off]
	line := p.src[p.off:p.endOfLine(p.off)]
	switch c := p.peek(); {
	case c == ';':
		return "a statement ends with its line"
	case strings.IndexByte(statement, '\n') >= 0:
		return ""
	case strings.HasSuffix(statement, `\"`) && strings.IndexByte(line, '"') >= 0:
		return `a string in an expression cannot have the quote that it is in: use '...' around "..."`
	case (c == '"' || c == '$') && hasList(statement):
		return "a comma is missing"
	case strings.HasSuffix(statement, `"`) && strings.IndexByte(line, '"') >= 0:
		return `a quote within a text is written \"`
	case c == '=' && committed(statement[:p.name(p.start)-p.start], true):
		return fmt.Sprintf("%q is a statement, and cannot be the name of a variable", statement[:p.name(p.start)-p.start])
	case c == '\'', strings.HasSuffix(statement, "'") && strings.IndexByte(line, '\'') >= 0:
		return `a string with a single quote in it is in double quotes: "it's"`
	case c == '_' && strings.HasPrefix(statement, "metric"):
		return metricHint
	case c == '(':
		return "only functions are called, and not what they return"
	case c == '.' && p.is(p.off-1, classDigit):
		return "what begins with a digit is read as a number: put it into quotes"
	case c == '.' && strings.IndexByte("-|.", statement[0]) >= 0:
		return "the name of a state has no dots"
	case c == '.':
		return "a member is written right after a name, and begins with a letter"
	case c == '[':
		return indexHint
	case c == ':' && p.begin.Col == 1:
		if hint := p.rootHint(statement); hint != "" {
			return hint
		}
		return "the name of a state stands alone on its line"
	case c == ':':
		return "no colon is needed"
	case c == '{' || c == '}':
		return "blocks are made by indentation alone"
	case strings.HasPrefix(line, "//"):
		return `a comment begins with "#"`
	case strings.HasPrefix(line, "then"):
		return `"then" is only for the cases of a "switch"`
	case p.conditionFollows() && strings.HasPrefix(statement, "or"):
		return `a condition is written after the "when" that the "or" belongs to`
	case p.conditionFollows():
		return "a condition comes first: put the statement on the line below it, indented"
	case p.startsStatement(p.off):
		return "each statement is on a line of its own"
	}
	return p.operatorHint()
}

// hasList reports whether a statement can have a list separated by commas.
func hasList(statement string) bool {
	return strings.HasPrefix(statement, "card ") || strings.HasPrefix(statement, "with ") || strings.Contains(statement, "\" with ")
}

// misplacedAttribute fails because of an attribute without a statement that has
// attributes.
func (p *parser) misplacedAttribute(key string) {
	hint := "attributes are indented one level more than the \"card\" or other statement they belong to"
	if slices.Contains(testWords, key+":") {
		hint = "this is a statement of tests: put it below a TEST line"
	}
	p.misplaced("misplaced-attribute", fmt.Sprintf("there is nothing above that the attribute %q could belong to", key), hint)
}
