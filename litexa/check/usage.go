package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
)

// slots warns of slots that no code reads. If code gives the context away, or
// inline code mentions slots, nobody can tell.
func (c *checker) slots() {
	if c.facts.contextPassed || c.facts.words["slots"] {
		return
	}
	for _, s := range c.program.States {
		for _, l := range c.program.Languages {
			v := s.Versions[l.Name]
			if v == nil {
				continue
			}
			for _, i := range v.Intents {
				c.unreadSlots(i)
			}
		}
	}
}

func (c *checker) unreadSlots(i *program.Intent) {
	if i.Reference != nil {
		return
	}
	for _, s := range i.Slots {
		if c.facts.slotsRead[s.Name] || c.facts.words[s.Name] || s.First == nil {
			continue
		}
		c.warn("unused-slot", s.File, s.First, fmt.Sprintf("nothing reads the slot `$%s`", s.Name), "")
	}
}

// data warns of database variables that are read although nothing ever gives
// them a value. Names that begin with "_" belong to the system or to
// extensions.
func (c *checker) data() {
	for _, r := range c.facts.databaseRead {
		name := r.ref.Name.Name
		if c.facts.databaseSet[name] || c.facts.words[name] || strings.HasPrefix(name, "_") {
			continue
		}
		hint := fmt.Sprintf("assign to `@%s` first", name)
		if r.glued {
			hint = `to say the character, write \@`
		} else if n := c.nearest(name, len(c.facts.databaseSet), maps.Keys(c.facts.databaseSet)); n != "" {
			hint = fmt.Sprintf("did you mean `@%s`?", n)
		}
		c.warn("unset-variable", r.file, r.ref, fmt.Sprintf("nothing ever gives the database variable `@%s` a value", name), hint)
	}
}

// intents warns of translated intents that do not exist.
func (c *checker) intents() {
	if len(c.program.Localization.Intents) == 0 {
		return
	}
	handled := c.handledIntents()
	for _, name := range slices.Sorted(maps.Keys(c.program.Localization.Intents)) {
		if handled[name] {
			continue
		}
		d := diag.Diagnostic{
			Severity: diag.Warning, Code: "unknown-intent", File: c.opts.LocalizationFile,
			Message: fmt.Sprintf("the localization has utterances for the intent %s, which no state handles", name),
		}
		if n := c.nearest(name, len(handled), maps.Keys(handled)); n != "" {
			d.Hint = fmt.Sprintf("did you mean %s?", n)
		}
		c.list.Add(d)
	}
}

// handledIntents returns the names of the intents and events of all states.
func (c *checker) handledIntents() map[string]bool {
	handled := map[string]bool{}
	for _, s := range c.program.States {
		for _, v := range s.Versions {
			for _, i := range v.Intents {
				if i.Name != "" {
					handled[i.Name] = true
				}
			}
		}
	}
	return handled
}
