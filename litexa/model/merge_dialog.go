package model

import (
	"maps"

	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/litexa/diag"
)

// dialogs merges the rules of dialogs, and the prompts that they name.
func (g *merger) dialogs(dialog, prompts *node) {
	known := g.prompts(prompts)
	used := make(map[string]bool)
	if dialog != nil && g.object(dialog, "dialog") {
		g.doc.Dialog = dialog.raw
		g.strategy(dialog.get("delegationStrategy"))
		for _, i := range g.array(dialog.get("intents"), "dialog.intents") {
			g.dialogIntent(i, known, used)
		}
	}
	for id, at := range known {
		if !used[id] {
			g.report(diag.Warning, "unused-prompt", at, "", "no dialog uses the prompt %q", id)
		}
	}
}

// prompts merges the prompts, and returns them by id.
func (g *merger) prompts(n *node) map[string]*node {
	known := make(map[string]*node)
	if n == nil {
		return known
	}
	for _, p := range g.array(n, "prompts") {
		if !g.object(p, "a prompt") {
			continue
		}
		id := p.get("id")
		switch {
		case id.text() == "":
			g.fail("invalid-fragment", p, "", "a prompt has no id")
			continue
		case known[id.text()] != nil:
			g.fail("duplicate-prompt", id, "", "there are two prompts with the id %q", id.text())
		}
		known[id.text()] = id
		variations := p.get("variations")
		if len(g.array(variations, "variations")) == 0 {
			g.fail("empty-prompt", p, "", "the prompt %q has no variations", id.text())
		}
		for _, v := range g.array(variations, "variations") {
			kind := v.get("type")
			switch interactionmodel.VariationType(kind.text()) {
			case interactionmodel.PlainText, interactionmodel.SSML:
			default:
				if kind == nil {
					kind = v
				}
				g.fail("invalid-fragment", kind, "use PlainText or SSML", "a variation of the prompt %q has no known type", id.text())
			}
		}
	}
	if n.isArray() {
		g.doc.Prompts = n.raw
	}
	return known
}

func (g *merger) strategy(n *node) {
	if n == nil {
		return
	}
	switch interactionmodel.DelegationStrategy(n.text()) {
	case interactionmodel.Always, interactionmodel.SkillResponse:
	default:
		g.fail("invalid-fragment", n, "use ALWAYS or SKILL_RESPONSE", "there is no delegation strategy %s", n.raw)
	}
}

func (g *merger) dialogIntent(n *node, known map[string]*node, used map[string]bool) {
	if !g.object(n, "an intent of a dialog") {
		return
	}
	name := n.get("name")
	if name == nil {
		name = n
	}
	slots, ok := g.knownSlots(name)
	if !ok {
		return
	}
	if isBuiltIn(name.text()) {
		g.fail("dialog-of-built-in", name, "", "the intent %s is Alexa's own and cannot have a dialog", name.text())
	}
	g.strategy(n.get("delegationStrategy"))
	g.promptsOf(n, known, used)
	for _, s := range g.array(n.get("slots"), "slots") {
		if !g.object(s, "a slot") || !g.knownSlot(s, name.text(), slots) {
			continue
		}
		g.promptsOf(s, known, used)
		for _, v := range g.array(s.get("validations"), "validations") {
			g.prompt(v.get("prompt"), known, used)
		}
	}
}

// promptsOf checks the prompts of an intent or of a slot.
func (g *merger) promptsOf(n *node, known map[string]*node, used map[string]bool) {
	prompts := n.get("prompts")
	for _, c := range []struct{ required, prompt string }{
		{"elicitationRequired", "elicitation"}, {"confirmationRequired", "confirmation"},
	} {
		prompt := prompts.get(c.prompt)
		g.prompt(prompt, known, used)
		if required := n.get(c.required); prompt == nil && required != nil && string(required.raw) == "true" {
			g.fail("missing-prompt", required, "", "%s needs a prompt in prompts.%s", c.required, c.prompt)
		}
	}
}

func (g *merger) prompt(n *node, known map[string]*node, used map[string]bool) {
	if n == nil {
		return
	}
	used[n.text()] = true
	if known[n.text()] == nil {
		g.fail("unknown-prompt", n, didYouMean(n.text(), maps.Keys(known)), "there is no prompt with the id %q", n.text())
	}
}
