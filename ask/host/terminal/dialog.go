package terminal

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/ask/ssml"
	"github.com/litexa-go/litexa/nlu"
)

// dialog is the collection of the slots of one intent, in which Alexa plays the
// part that the dialog model gives her.
type dialog struct {
	intent alexa.Intent
	rules  *interactionmodel.DialogIntent
	state  alexa.DialogState
	auto   bool   // Alexa leads, and the skill hears of the complete intent only
	slot   string // asked for, or to be confirmed
	asks   confirmation
	chain  int // how many intents handed the dialog on to this one
}

// confirmation is what a dialog asks the user to confirm.
type confirmation int

const (
	nothing confirmation = iota
	aSlot
	theIntent
)

// maxChain is how many intents may hand the dialog on to one another before the
// user gets a word in.
const maxChain = 10

func (d *dialog) confirming() bool { return d.asks != nothing }

// confirm takes the answer to a question for confirmation.
func (d *dialog) confirm(yes bool) {
	switch {
	case d.asks == theIntent && yes:
		d.intent.ConfirmationStatus = alexa.IntentConfirmed
	case d.asks == theIntent:
		d.intent.ConfirmationStatus = alexa.IntentDenied
	case yes:
		d.intent.Slots[d.slot].ConfirmationStatus = alexa.SlotConfirmed
	default:
		d.intent.Slots[d.slot].ConfirmationStatus = alexa.SlotDenied
	}
	d.answered()
}

// fill takes the slots that the user gave.
func (d *dialog) fill(match *nlu.Match) {
	for i := range match.Slots {
		if slot := &match.Slots[i]; len(slot.Values) > 0 {
			d.intent.Slots[slot.Name] = slot.AlexaSlot()
		}
	}
	d.answered()
}

func (d *dialog) answered() { d.slot, d.asks, d.chain = "", nothing, 0 }

// begin starts an intent, with a dialog if the model has one for it.
func (c *conversation) begin(ctx context.Context, intent alexa.Intent) {
	rules := c.model().DialogIntent(intent.Name)
	if rules == nil {
		c.session.dialog = nil
		c.send(ctx, &alexa.IntentRequest{Intent: intent})
		return
	}
	c.session.dialog = c.newDialog(intent, rules)
	c.advance(ctx)
}

func (c *conversation) newDialog(intent alexa.Intent, rules *interactionmodel.DialogIntent) *dialog {
	return &dialog{
		intent: c.complete(intent), rules: rules, state: alexa.DialogStarted,
		auto: c.model().DelegationStrategy(intent.Name) == interactionmodel.Always,
	}
}

// complete returns an intent with all slots that the model has for it.
func (c *conversation) complete(intent alexa.Intent) alexa.Intent {
	slots := make(map[string]*alexa.Slot)
	if model := c.model().Intent(intent.Name); model != nil {
		for _, slot := range model.Slots {
			slots[slot.Name] = &alexa.Slot{Name: slot.Name, ConfirmationStatus: alexa.SlotConfirmationNone}
		}
	}
	for name, slot := range intent.Slots {
		if slot == nil {
			continue
		}
		copied := *slot
		copied.Name = name
		if copied.ConfirmationStatus == "" {
			copied.ConfirmationStatus = alexa.SlotConfirmationNone
		}
		slots[name] = &copied
	}
	intent.Slots = slots
	if intent.ConfirmationStatus == "" {
		intent.ConfirmationStatus = alexa.IntentConfirmationNone
	}
	return intent
}

// proceed goes on with the dialog after the user answered.
func (c *conversation) proceed(ctx context.Context) {
	c.session.dialog.state = alexa.DialogInProgress
	c.advance(ctx)
}

// advance gives the next turn of the dialog to whoever leads it.
func (c *conversation) advance(ctx context.Context) {
	if c.session.dialog.auto {
		c.step(ctx)
		return
	}
	c.sendIntent(ctx)
}

func (c *conversation) sendIntent(ctx context.Context) {
	d := c.session.dialog
	c.send(ctx, &alexa.IntentRequest{DialogState: d.state, Intent: d.intent})
}

// step asks the next question of the dialog model, or sends the complete intent.
func (c *conversation) step(ctx context.Context) {
	d := c.session.dialog
	prompt, ok := c.question(d)
	if !ok {
		d.state = alexa.DialogCompleted
		c.sendIntent(ctx)
		return
	}
	c.session.reprompt, c.session.reprompted = prompt, false
	c.tell(labelAlexa, prompt)
}

// direct carries out a dialog directive.
func (c *conversation) direct(ctx context.Context, directive alexa.Directive) error {
	s := c.session
	kind := directive.DirectiveType()
	var updated *alexa.Intent
	switch directive := directive.(type) {
	case *alexa.DialogDelegateDirective:
		updated = directive.UpdatedIntent
	case *alexa.DialogElicitSlotDirective:
		updated = directive.UpdatedIntent
	case *alexa.DialogConfirmSlotDirective:
		updated = directive.UpdatedIntent
	case *alexa.DialogConfirmIntentDirective:
		updated = directive.UpdatedIntent
	}
	d := s.dialog
	chained := false
	switch {
	case updated == nil && d == nil:
		return fmt.Errorf("%s needs an intent that the interaction model has a dialog for", kind)
	case updated != nil && (d == nil || d.intent.Name != updated.Name):
		rules := c.model().DialogIntent(updated.Name)
		if rules == nil {
			return fmt.Errorf("%s: the interaction model has no dialog for %s", kind, updated.Name)
		}
		next := c.newDialog(*updated, rules)
		if d != nil {
			next.chain = d.chain + 1
		}
		if next.chain > maxChain {
			return fmt.Errorf("%s: more than %d intents handed the dialog on to one another", kind, maxChain)
		}
		d, s.dialog, chained = next, next, true
	case updated != nil:
		d.intent = c.complete(*updated)
	}
	asked := func(name string) error {
		if d.intent.Slots[name] == nil {
			return fmt.Errorf("%s: intent %s has no slot %q", kind, d.intent.Name, name)
		}
		d.slot = name
		return nil
	}
	switch directive := directive.(type) {
	case *alexa.DialogDelegateDirective:
		switch {
		case chained:
			c.advance(ctx)
		case d.state == alexa.DialogCompleted:
			return fmt.Errorf("%s: the dialog of %s is complete, so that nothing is left to delegate", kind, d.intent.Name)
		default:
			c.step(ctx)
		}
		return nil
	case *alexa.DialogElicitSlotDirective:
		d.auto, d.asks = false, nothing
		return asked(directive.SlotToElicit)
	case *alexa.DialogConfirmSlotDirective:
		d.auto, d.asks = false, aSlot
		return asked(directive.SlotToConfirm)
	default: // Dialog.ConfirmIntent
		d.auto, d.asks, d.slot = false, theIntent, ""
		return nil
	}
}

// question finds what the dialog model asks next. It reports false when the
// dialog is complete.
func (c *conversation) question(d *dialog) (prompt string, ok bool) {
	d.slot, d.asks = "", nothing
	for i := range d.rules.Slots {
		rule := &d.rules.Slots[i]
		slot := d.intent.Slots[rule.Name]
		if slot == nil {
			continue
		}
		required := rule.ElicitationRequired
		if slot.ConfirmationStatus == alexa.SlotDenied {
			slot, required = c.clear(d, rule.Name), true
		}
		if !filled(slot) {
			if !required {
				continue
			}
			d.slot = rule.Name
			return c.prompt(rule.Prompts.Elicitation, d), true
		}
		for _, validation := range rule.Validations {
			if !c.valid(validation, rule.Type, slot) {
				d.slot = rule.Name
				prompt := c.prompt(validation.Prompt, d) // it may name the value
				c.clear(d, rule.Name)
				return prompt, true
			}
		}
		if rule.ConfirmationRequired && slot.ConfirmationStatus == alexa.SlotConfirmationNone {
			d.slot, d.asks = rule.Name, aSlot
			return c.prompt(rule.Prompts.Confirmation, d), true
		}
	}
	if d.rules.ConfirmationRequired && d.intent.ConfirmationStatus == alexa.IntentConfirmationNone {
		d.asks = theIntent
		return c.prompt(d.rules.Prompts.Confirmation, d), true
	}
	return "", false
}

// clear empties a slot.
func (c *conversation) clear(d *dialog, name string) *alexa.Slot {
	slot := &alexa.Slot{Name: name, ConfirmationStatus: alexa.SlotConfirmationNone}
	d.intent.Slots[name] = slot
	return slot
}

func filled(slot *alexa.Slot) bool { return slot.Value != "" || slot.SlotValue != nil }

// prompt returns a prompt of the model, taking its variations in turn.
func (c *conversation) prompt(id string, d *dialog) string {
	prompt := c.model().Prompt(id)
	if prompt == nil || len(prompt.Variations) == 0 {
		return fmt.Sprintf("(The interaction model has no prompt %q.)", id)
	}
	variation := prompt.Variations[c.prompts[id]%len(prompt.Variations)]
	c.prompts[id]++
	text := variation.Value
	if variation.Type == interactionmodel.SSML {
		text = ssml.PlainText(text)
	}
	return clean(slotReference.ReplaceAllStringFunc(text, func(reference string) string {
		slot := d.intent.Slots[strings.Trim(reference, "{} ")]
		if slot == nil {
			return reference
		}
		var values []string
		for _, v := range valuesOf(slot) {
			values = append(values, v.Value)
		}
		return strings.Join(values, ", ")
	}))
}

var slotReference = regexp.MustCompile(`\{ *[A-Za-z_.]+ *\}`)

// valuesOf returns the single values of a slot.
func valuesOf(slot *alexa.Slot) []*alexa.SimpleSlotValue {
	if values := alexa.SimpleSlotValues(slot.SlotValue); values != nil {
		return values
	}
	return []*alexa.SimpleSlotValue{{Value: slot.Value, Resolutions: slot.Resolutions}}
}

// valid reports whether all values of a slot meet a rule.
func (c *conversation) valid(rule interactionmodel.Validation, slotType string, slot *alexa.Slot) bool {
	for _, value := range valuesOf(slot) {
		if !c.validValue(rule, slotType, value) {
			return false
		}
	}
	return true
}

func (c *conversation) validValue(rule interactionmodel.Validation, slotType string, value *alexa.SimpleSlotValue) bool {
	resolved, matched := value.Resolved()
	in := func() bool {
		for _, member := range rule.Values {
			if strings.EqualFold(member, value.Value) || matched && strings.EqualFold(member, resolved.Name) {
				return true
			}
		}
		return false
	}
	// A comparison of what cannot be compared does not stand in the way.
	compared := func(bound string, accept func(int) bool) bool {
		order, ok := compare(value.Value, c.bound(bound, slotType))
		return !ok || accept(order)
	}
	within := func() bool {
		return compared(rule.Start, func(order int) bool { return order >= 0 }) &&
			compared(rule.End, func(order int) bool { return order <= 0 })
	}
	switch rule.Type {
	case interactionmodel.HasEntityResolutionMatch:
		return matched
	case interactionmodel.IsInSet:
		return in()
	case interactionmodel.IsNotInSet:
		return !in()
	case interactionmodel.IsInDuration:
		return within()
	case interactionmodel.IsNotInDuration:
		return !within()
	case interactionmodel.IsGreaterThan:
		return compared(rule.Value, func(order int) bool { return order > 0 })
	case interactionmodel.IsGreaterThanOrEqualTo:
		return compared(rule.Value, func(order int) bool { return order >= 0 })
	case interactionmodel.IsLessThan:
		return compared(rule.Value, func(order int) bool { return order < 0 })
	case interactionmodel.IsLessThanOrEqualTo:
		return compared(rule.Value, func(order int) bool { return order <= 0 })
	}
	return true
}

// compare compares numbers, dates or times. It reports false if a and b are not
// of the same kind.
func compare(a, b string) (order int, ok bool) {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	switch {
	case err1 == nil && err2 == nil:
		switch {
		case x < y:
			return -1, true
		case x > y:
			return 1, true
		}
		return 0, true
	case shape(a) != shape(b):
		return 0, false
	}
	return strings.Compare(a, b), true
}

// shape returns the form of a value, such as 0000-00-00 for dates.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, s)
}

// bound returns the bound of a rule as a value of the slot's type. For dates and
// times, rules may give it as a duration from now, such as P3D or -PT1H.
func (c *conversation) bound(text, slotType string) string {
	var layout string
	switch slotType {
	case "AMAZON.DATE":
		layout = time.DateOnly
	case "AMAZON.TIME":
		layout = "15:04"
	default:
		return text
	}
	m := isoDuration.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	sign := 1
	if m[1] != "" {
		sign = -1
	}
	n := func(i int) int {
		value, _ := strconv.Atoi(m[i]) // digits, at most six
		return sign * value
	}
	now := c.options.Now()
	if c.options.Location != nil {
		now = now.In(c.options.Location)
	}
	then := now.AddDate(n(2), n(3), 7*n(4)+n(5)).
		Add(time.Duration(n(6))*time.Hour + time.Duration(n(7))*time.Minute + time.Duration(n(8))*time.Second)
	return then.Format(layout)
}

var isoDuration = regexp.MustCompile(`^(-?)P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$`)
