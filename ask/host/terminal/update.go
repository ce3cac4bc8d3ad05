package terminal

import (
	"maps"
	"slices"

	"github.com/litexa-go/litexa/nlu"
)

// update takes over interaction models that have changed. The old ones stay if
// the new ones are of no use.
func (c *conversation) update() {
	if c.options.Update == nil {
		return
	}
	models := c.options.Update()
	if models == nil {
		return
	}
	oldModels, oldLocales, oldResolvers := c.options.Models, c.locales, c.resolvers
	c.options.Models, c.locales = models, slices.Sorted(maps.Keys(models))
	c.resolvers = make(map[string]*nlu.Resolver)
	if err := c.setLocale(c.options.Locale); err != nil {
		c.options.Models, c.locales, c.resolvers = oldModels, oldLocales, oldResolvers
		c.note("The old interaction models stay in use: %v.", err)
		return
	}
	if c.session != nil {
		c.session.update(c)
	}
}

// update makes an open session go by the new models.
func (s *session) update(c *conversation) {
	s.resolver = c.resolvers[c.options.Locale]
	if s.entities != nil {
		s.resolver = s.resolver.WithDynamicEntities(s.entities)
	}
	d := s.dialog
	if d == nil {
		return
	}
	rules := c.model().DialogIntent(d.intent.Name)
	slots := c.complete(d.intent).Slots
	if rules == nil || c.model().Intent(d.intent.Name) == nil || d.slot != "" && slots[d.slot] == nil {
		s.dialog = nil
		return
	}
	d.rules, d.intent.Slots = rules, slots
}
