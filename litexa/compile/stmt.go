package compile

import (
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/syntax"
)

func (g *generator) stmts(stmts []syntax.Stmt) {
	for _, s := range stmts {
		g.at = s.Span().Start
		switch s.(type) {
		case *syntax.Alternative, *syntax.SlotType:
		default:
			g.cover(StatementPoint, g.at, "")
		}
		g.stmt(s)
	}
}

func (g *generator) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.Say:
		g.say(s)
	case *syntax.SoundEffect:
		g.soundEffect(s)
	case *syntax.PlayMusic:
		g.line("context.musicCommand = {action: 'play', url: ", g.url(s.Asset), "};")
	case *syntax.StopMusic:
		g.line("context.musicCommand = {action: 'stop'};")
	case *syntax.Card:
		g.card(s)
	case *syntax.Directive:
		g.line("__directives(context, ", g.expr(s.Expr), ", ", strconv.Itoa(s.Span().Start.Line), ");")
	case *syntax.Metric:
		g.line("reportValueMetric(", quote(s.Name.Name), ", 1);")
	case *syntax.Setting:
		g.line("context.settings[", quote(s.Name.Name), "] = ", strconv.FormatBool(s.Value), ";")
	case *syntax.Log:
		g.line("exports.Logging.log(JSON.stringify(", g.expr(s.Expr), "));")
	case *syntax.End:
		g.line("__end(context);")
	case *syntax.Listen:
		g.listen(s)
	case *syntax.Transition:
		g.transition(s)
	case *syntax.Local:
		g.declare(s.Name.Name, "let ", g.expr(s.Value))
	case *syntax.Wrap:
		g.declare(s.Name.Name, "var ", "new "+s.Class.Name+"(context.db.read("+quote(s.Source.Name)+", true), context)")
	case *syntax.Assign:
		g.assign(s)
	case *syntax.Call:
		g.line(g.expr(s.Call), ";")
	case *syntax.Product:
		g.product(s)
	case *syntax.If:
		g.conditional(s)
	case *syntax.For:
		g.loop(s)
	case *syntax.Switch:
		g.choice(s)
	}
}

// declare writes a declaration. A stored local is declared at the top of each
// function of its state.
func (g *generator) declare(name, keyword, value string) {
	if g.stored[name] {
		keyword = ""
	}
	g.line(keyword, name, " = ", value, ";")
}

func (g *generator) assign(s *syntax.Assign) {
	t, value := s.Target, g.expr(s.Value)
	switch t.Scope {
	case syntax.DatabaseScope:
		if len(t.Path) == 0 {
			g.line("context.db.write(", quote(t.Name.Name), ", ", value, ");")
			return
		}
		g.line(g.ref(t), " = ", value, ";")
	default:
		g.line(g.ref(t), " = ", value, ";")
	}
}

func (g *generator) listen(s *syntax.Listen) {
	microphone := "false"
	for _, k := range s.Kinds {
		if k.Name == "microphone" {
			microphone = "true"
		}
	}
	g.line("__listen(context, ", microphone, ");")
}

func (g *generator) transition(s *syntax.Transition) {
	target := quote(s.Target.Name)
	switch s.Kind {
	case syntax.Goto:
		g.line("__goto(context, ", target, ");")
	case syntax.StopAndGoto:
		g.line("__goto(context, ", target, "); __handoff(context, ", target, "); return;")
	case syntax.Handoff:
		g.line("__handoff(context, ", target, ");")
	}
}

func (g *generator) product(s *syntax.Product) {
	function, message := "buildBuyInSkillProductDirective", ""
	switch s.Action {
	case syntax.Cancel:
		function = "buildCancelInSkillProductDirective"
	case syntax.Upsell:
		function = "buildUpsellInSkillProductDirective"
		message = ", " + quote("")
		for _, a := range s.Attributes {
			if v, ok := a.Value.(*syntax.Quoted); ok && a.Key.Name == "message" {
				message = ", " + quote(v.Value)
			}
		}
	}
	g.line("await ", function, "(context, ", quote(s.Name.Value), message, ");")
}

func (g *generator) conditional(s *syntax.If) {
	for i, b := range s.Branches {
		g.at = b.Span().Start
		head := "} else {"
		if b.Condition != nil {
			head = "if (" + g.condition(b.Condition) + ") {"
			if i > 0 {
				head = "} else " + head
			}
		}
		if i > 0 {
			g.depth--
		}
		g.open(head)
		g.stmts(b.Body)
	}
	g.close("}")
}

func (g *generator) condition(q *syntax.Qualifier) string {
	if q.Unless {
		return "!(" + g.expr(q.Expr) + ")"
	}
	return g.expr(q.Expr)
}

// loop writes a for loop. Keys are strings, as those of "for in" are, and the
// source is evaluated once.
func (g *generator) loop(s *syntax.For) {
	source, key := g.temp(), g.temp()
	g.line("const ", source, " = ", g.expr(s.Source), ";")
	g.open("for (const ", key, " in ", source, ") {")
	g.line("let ", s.Value.Name, " = ", source, "[", key, "];")
	if s.Key != nil {
		g.line("let ", s.Key.Name, " = ", key, ";")
	}
	g.stmts(s.Body)
	g.close("}")
}

// choice writes a switch as a chain of ifs. Its names live in a block of their
// own; the first is what cases compare with.
func (g *generator) choice(s *syntax.Switch) {
	g.open("{")
	reference := "undefined"
	for i, a := range s.Assignments {
		g.at = a.Span().Start
		name := g.temp()
		if a.Name != nil {
			name = a.Name.Name
		}
		g.line("let ", name, " = ", g.expr(a.Value), ";")
		if i == 0 {
			reference = name
		}
	}
	for i, c := range s.Cases {
		g.at = c.Span().Start
		head := "if (" + g.eligible(c, reference) + ") {"
		switch {
		case c.Kind == syntax.CaseElse && i == 0:
			head = "{"
		case c.Kind == syntax.CaseElse:
			head = "} else {"
		case i > 0:
			head = "} else " + head
		}
		if i > 0 {
			g.depth--
		}
		g.open(head)
		g.stmts(c.Body)
	}
	if len(s.Cases) > 0 {
		g.close("}")
	}
	g.close("}")
}

func (g *generator) eligible(c *syntax.Case, reference string) string {
	switch c.Kind {
	case syntax.CaseCompare:
		return reference + " " + operator(c.Op) + " " + g.operand(c.Expr)
	case syntax.CaseMatch:
		return "/" + c.Regex.Pattern + "/" + c.Regex.Flags + ".test(" + reference + ")"
	case syntax.CaseExpr:
		return g.expr(c.Expr)
	default:
		return "true"
	}
}

func (g *generator) soundEffect(s *syntax.SoundEffect) {
	assets := []*syntax.Asset{s.Asset}
	for _, a := range s.Alternates {
		assets = append(assets, a.Asset)
	}
	if len(assets) == 1 {
		g.line("context.say.push(", g.audio(s.Asset), ");")
		return
	}
	g.open("switch (pickSayString(context, ", g.key(), ", ", strconv.Itoa(len(assets)), ")) {")
	for i, a := range assets {
		g.at = a.Span().Start
		g.line(strings.TrimSuffix(label(i, len(assets)), " "))
		g.cover(VariationPoint, g.at, a.Name)
		g.line("context.say.push(", g.audio(a), "); break;")
	}
	g.close("}")
}

// label returns the label of the i-th of n cases.
func label(i, n int) string {
	if i == n-1 {
		return "default: "
	}
	return "case " + strconv.Itoa(i) + ": "
}

// say writes what is spoken: one text, or one of several.
func (g *generator) say(s *syntax.Say) {
	texts := g.translation(s)
	if texts == nil {
		texts = []*syntax.Template{s.Text}
		for _, a := range s.Alternates {
			texts = append(texts, a.Text)
		}
	}
	if len(texts) == 1 {
		g.speak(s.To, g.template(texts[0]))
		return
	}
	key := g.key()
	g.open("switch (pickSayString(context, ", key, ", ", strconv.Itoa(len(texts)), ")) {")
	for i, t := range texts {
		g.line(strings.TrimSuffix(label(i, len(texts)), " "))
		g.depth++
		g.cover(VariationPoint, t.Span().Start, syntax.SourceText(t))
		g.speak(s.To, g.template(t))
		g.line("break;")
		g.depth--
	}
	g.close("}")
}

// speak writes a text to where a statement speaks. What goes to both places is
// evaluated for each, as Litexa 0.9 does.
func (g *generator) speak(to syntax.Speech, text string) {
	if to != syntax.ToReprompt {
		g.line("context.say.push(__fragment(", text, "));")
	}
	if to != syntax.ToSpeech {
		g.line("context.reprompt.push(__fragment(", text, "));")
	}
}

func (g *generator) card(s *syntax.Card) {
	content, image := check.CardParts(s)
	g.open("context.card = {")
	if s.Title != nil {
		g.line("title: ", g.template(s.Title), ",")
	}
	switch {
	case content != nil:
		g.line("content: ", g.value(content), ",")
	case repeatsSpeech(s):
		g.line("repeatSpeech: true,")
	}
	if image != nil {
		g.line("imageURLs: {cardSmall: ", g.image(image, "cardSmall"), ", cardLarge: ", g.image(image, "cardLarge"), "},")
	}
	g.close("};")
}

func repeatsSpeech(s *syntax.Card) bool {
	for _, a := range s.Attributes {
		if a.Key.Name != "repeatSpeech" {
			continue
		}
		if b, ok := a.Value.(*syntax.BoolLit); !ok || b.Value {
			return true
		}
	}
	return false
}

// value returns the value of an attribute as an expression.
func (g *generator) value(v syntax.AttributeValue) string {
	switch v := v.(type) {
	case *syntax.Template:
		return g.template(v)
	case *syntax.Quoted:
		return quote(v.Value)
	case *syntax.Asset:
		return g.url(v)
	case syntax.Expr:
		return g.expr(v)
	default:
		return "undefined"
	}
}

// image returns the URL of an image of a card: a variant of the file if there
// is one.
func (g *generator) image(v syntax.AttributeValue, variant string) string {
	a, ok := v.(*syntax.Asset)
	if !ok {
		return "litexa.assetsRoot + " + quote(g.language.Name+"/") + " + " + g.value(v)
	}
	if a.Kind == syntax.AssetFile {
		base := strings.TrimSuffix(a.Name, "."+a.Type)
		if name := base + "-" + variant + "." + a.Type; g.hasAsset(name) {
			return "litexa.assetsRoot + " + quote(g.asset(name))
		}
	}
	return g.url(a)
}

// url returns the URL of an asset as an expression.
func (g *generator) url(a *syntax.Asset) string {
	if a.Kind != syntax.AssetFile {
		return quote(a.Name)
	}
	return "litexa.assetsRoot + " + quote(g.asset(a.Name))
}

// audio returns the SSML that plays an asset, as an expression.
func (g *generator) audio(a *syntax.Asset) string {
	if a.Kind != syntax.AssetFile {
		return quote("<audio src='" + a.Name + "'/>")
	}
	return "\"<audio src='\" + litexa.assetsRoot + " + quote(g.asset(a.Name)+"'/>")
}
