package terminal

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/nlu"
)

// conversation is a user with a device, and Alexa between them and the skill.
type conversation struct {
	skill     Skill
	options   Options // complete, and changed by commands
	locales   []string
	out       *printer
	ids       *rand.Rand
	resolvers map[string]*nlu.Resolver // by locale
	prompts   map[string]int           // how often each prompt was said
	showJSON  bool
	session   *session               // nil when none is open
	latest    *alexa.RequestEnvelope // sent to the skill
	record    func(event)            // what the transcript says, if set
}

// event is a line of the transcript that tells what Alexa did.
type event struct{ label, text string }

// session is an open session.
type session struct {
	id         string
	used       bool // a request has been sent in it
	attributes map[string]any
	reprompt   string
	reprompted bool
	silent     bool // it stays open on a screen without listening
	resolver   *nlu.Resolver
	entities   []interactionmodel.Type // dynamic, which resolver knows
	dialog     *dialog                 // nil when none is under way
}

// tell writes what Alexa did.
func (c *conversation) tell(label, text string) {
	c.out.labelled(label, text)
	if c.record != nil {
		c.record(event{label, text})
	}
}

func (c *conversation) note(format string, args ...any) { c.out.note(fmt.Sprintf(format, args...)) }

// fail tells of something that went wrong.
func (c *conversation) fail(format string, args ...any) {
	c.tell(labelError, fmt.Sprintf(format, args...))
}

func (c *conversation) model() *interactionmodel.Model { return c.options.Models[c.options.Locale] }

// resolver returns what understands the user now.
func (c *conversation) resolver() *nlu.Resolver {
	if c.session != nil {
		return c.session.resolver
	}
	return c.resolvers[c.options.Locale]
}

// setLocale changes the locale of the device.
func (c *conversation) setLocale(locale string) error {
	model := c.options.Models[locale]
	if model == nil {
		return fmt.Errorf("there is no interaction model for %s, only for %s", locale, strings.Join(c.locales, ", "))
	}
	if c.resolvers[locale] == nil {
		resolver, err := nlu.New(model, locale, nlu.Options{
			SkillID: c.options.SkillID, Now: c.options.Now, Location: c.options.Location,
		})
		if err != nil {
			return err
		}
		c.resolvers[locale] = resolver
	}
	c.options.Locale = locale
	return nil
}

// invocationExample returns an utterance that opens the skill.
func (c *conversation) invocationExample() string {
	name := c.model().LanguageModel.InvocationName
	for _, example := range []string{"open " + name, "öffne " + name, "ouvre " + name, "abre " + name, "apri " + name, name + "を開いて", name + " खोलो"} {
		if invocation, ok := c.resolvers[c.options.Locale].ParseInvocation(example); ok && invocation.Launch() {
			return example
		}
	}
	return name
}

// hear takes what the user says; nothing is silence.
func (c *conversation) hear(ctx context.Context, utterance string) {
	if utterance == "" {
		c.silence(ctx)
		return
	}
	r := c.resolver()
	invocation, invoked := r.ParseInvocation(utterance)
	if c.session == nil {
		if !invoked {
			c.fail("no session is open: say %q", c.invocationExample())
			return
		}
		c.invoke(ctx, invocation)
		return
	}
	if r.IsExit(utterance) {
		c.end(ctx, alexa.SessionEndedByUser)
		return
	}
	d := c.session.dialog
	if d != nil && d.confirming() {
		if yes, ok := r.Confirmation(utterance); ok {
			d.confirm(yes)
			c.proceed(ctx)
			return
		}
	}
	var result nlu.Result
	var err error
	if d != nil && d.slot != "" {
		result, err = r.ResolveAnswer(d.intent.Name, d.slot, utterance)
	} else {
		result, err = r.Resolve(utterance)
	}
	if err != nil {
		c.fail("%v", err)
		return
	}
	match := result.Best()
	switch {
	case invoked && (match == nil || match.Score < 0.5): // no intent fits well
		c.end(ctx, alexa.SessionEndedByUser)
		c.invoke(ctx, invocation)
	case match == nil:
		c.fail("no intent fits %q, and the interaction model has no %s", utterance, nlu.FallbackIntent)
		c.silence(ctx)
	case d != nil && match.Intent == d.intent.Name:
		d.fill(match)
		c.proceed(ctx)
	default:
		c.begin(ctx, match.AlexaIntent())
	}
}

// invoke opens a session with an invocation.
func (c *conversation) invoke(ctx context.Context, invocation nlu.Invocation) {
	c.open()
	if invocation.Launch() {
		c.send(ctx, &alexa.LaunchRequest{})
		return
	}
	result, err := c.resolver().ResolveInvocation(invocation)
	if err != nil {
		c.fail("%v", err)
		c.session = nil
		return
	}
	if match := result.Best(); match != nil {
		c.begin(ctx, match.AlexaIntent())
		return
	}
	c.note("No intent fits %q, so that Alexa just opens the skill.", invocation.Request)
	c.send(ctx, &alexa.LaunchRequest{})
}

func (c *conversation) open() {
	c.session = &session{id: c.id("session"), resolver: c.resolvers[c.options.Locale]}
}

// silence is the user saying nothing, or nothing that Alexa understands.
func (c *conversation) silence(ctx context.Context) {
	s := c.session
	switch {
	case s == nil:
		c.note("No session is open, and the user says nothing.")
	case s.reprompt != "" && !s.reprompted:
		s.reprompted = true
		c.tell(labelAlexa, s.reprompt)
	default:
		c.end(ctx, alexa.SessionEndedBySilence)
	}
}

// end ends the session and tells the skill why.
func (c *conversation) end(ctx context.Context, reason alexa.SessionEndedReason) {
	c.endWith(ctx, &alexa.SessionEndedRequest{Reason: reason})
}

func (c *conversation) endWith(ctx context.Context, request *alexa.SessionEndedRequest) {
	if c.session.used { // else the skill does not know of it
		response, err := c.exchange(ctx, c.envelope(request))
		switch {
		case err != nil:
			c.fail("%v", err)
		case response.Response.ValidateFor(request) != nil:
			c.note("Alexa ignores what the skill answers to SessionEndedRequest.")
		}
	}
	c.close(string(request.Reason))
}

// close forgets the session.
func (c *conversation) close(reason string) {
	c.session = nil
	c.out.gap = true
	text := "ended"
	if reason != "" {
		text += " (" + reason + ")"
	}
	c.tell(labelSession, text)
}

// broken ends the session because of what the skill did.
func (c *conversation) broken(ctx context.Context, err error) {
	c.fail("%v", err)
	if c.session != nil && ctx.Err() == nil {
		c.endWith(ctx, &alexa.SessionEndedRequest{
			Reason: alexa.SessionEndedByError,
			Error:  &alexa.SessionEndedError{Type: alexa.SessionErrorInvalidResponse, Message: "An exception occurred while dispatching the request to the skill."},
		})
	}
}

// send sends a request in the session and plays the response.
func (c *conversation) send(ctx context.Context, request alexa.Request) {
	c.sendEnvelope(ctx, c.envelope(request))
}

// sendEnvelope sends a request and plays the response, if the request has the
// open session.
func (c *conversation) sendEnvelope(ctx context.Context, envelope *alexa.RequestEnvelope) {
	before := c.stored(ctx, envelope)
	response, err := c.exchange(ctx, envelope)
	if ctx.Err() != nil {
		return
	}
	if err == nil && response.Response == nil {
		response.Response = &alexa.Response{}
	}
	if err == nil {
		if invalid := response.Response.ValidateFor(envelope.Request); invalid != nil {
			err = fmt.Errorf("the response would be refused by Alexa: %s", strings.ReplaceAll(invalid.Error(), "\n", "; "))
		}
	}
	if err != nil {
		c.broken(ctx, err)
		return
	}
	next := c.play(response, envelope)
	if after := c.stored(ctx, envelope); !reflect.DeepEqual(before, after) {
		c.tell(labelAttributes, string(compact(orEmpty(after))))
	}
	if next != nil {
		next(ctx)
	}
}

// stored returns the persistent attributes, if they can be had.
func (c *conversation) stored(ctx context.Context, envelope *alexa.RequestEnvelope) any {
	if c.options.PersistentAttributes == nil {
		return nil
	}
	attributes, err := c.persistent(ctx, envelope)
	if err != nil {
		return nil // reported when asked for
	}
	return attributes
}

// persistent returns the persistent attributes in the form of decoded JSON.
func (c *conversation) persistent(ctx context.Context, envelope *alexa.RequestEnvelope) (any, error) {
	if c.options.PersistentAttributes == nil {
		return nil, errors.New("the persistent attributes are out of reach: this program does not tell how to read them")
	}
	attributes, err := c.options.PersistentAttributes(ctx, envelope)
	if err != nil {
		return nil, fmt.Errorf("reading the persistent attributes: %w", err)
	}
	data, err := encodeJSON(orEmpty(attributes))
	if err != nil {
		return nil, fmt.Errorf("reading the persistent attributes: %w", err)
	}
	return decodeJSON(data)
}

// orEmpty returns the empty object for no attributes.
func orEmpty(attributes any) any {
	if v := reflect.ValueOf(attributes); attributes == nil || v.Kind() == reflect.Map && v.IsNil() {
		return map[string]any{}
	}
	return attributes
}

// exchange passes a request and its response through their JSON form, as in
// production.
func (c *conversation) exchange(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error) {
	data, err := encodeJSON(envelope)
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	c.dump("Request", data)
	request, err := alexa.DecodeRequestEnvelope(data)
	if err != nil {
		return nil, fmt.Errorf("decoding the request: %w", err)
	}
	c.latest = request
	if c.session != nil && envelope.Session != nil && envelope.Session.SessionID == c.session.id {
		c.session.used = true
	}
	answer, err := c.skill.Invoke(ctx, request)
	if err != nil {
		return nil, err
	}
	if answer == nil {
		return nil, errors.New("the skill answered nothing")
	}
	data, err = encodeJSON(answer)
	if err != nil {
		return nil, fmt.Errorf("encoding the response: %w", err)
	}
	c.dump("Response", data)
	response := new(alexa.ResponseEnvelope)
	if err := json.Unmarshal(data, response); err != nil {
		return nil, fmt.Errorf("decoding the response: %w", err)
	}
	return response, nil
}

// dump shows an envelope, if the user wants to see them.
func (c *conversation) dump(name string, data []byte) {
	if !c.showJSON {
		return
	}
	c.out.json(name, data)
}

// play says and shows a response and does what it demands of Alexa. It returns
// what Alexa does next, if not to listen.
func (c *conversation) play(envelope *alexa.ResponseEnvelope, request *alexa.RequestEnvelope) func(context.Context) {
	response := envelope.Response
	if text := spoken(response.OutputSpeech); text != "" {
		c.tell(labelAlexa, text)
	}
	if response.Card != nil {
		c.tell(labelCard, cardText(response.Card))
	}
	for _, directive := range response.Directives {
		c.tell(labelDirective, directiveText(directive))
	}
	s := c.session
	if s == nil || request.Session == nil || request.Session.SessionID != s.id {
		return nil
	}
	s.attributes = envelope.SessionAttributes
	s.reprompt, s.reprompted, s.silent = "", false, false
	var dialogDirective alexa.Directive
	for _, directive := range response.Directives {
		switch directive := directive.(type) {
		case *alexa.DialogUpdateDynamicEntitiesDirective:
			s.entities = entities(directive)
			s.resolver = s.resolver.WithDynamicEntities(s.entities)
		case *alexa.DialogDelegateDirective, *alexa.DialogElicitSlotDirective,
			*alexa.DialogConfirmSlotDirective, *alexa.DialogConfirmIntentDirective:
			dialogDirective = directive
		}
	}
	end := response.ShouldEndSession
	switch {
	case end != nil && *end, end == nil && dialogDirective == nil && !c.options.Device.hasScreen():
		c.close("")
		return nil
	case end == nil && dialogDirective == nil:
		s.silent = true
	}
	if response.Reprompt != nil {
		s.reprompt = spoken(response.Reprompt.OutputSpeech)
	}
	if dialogDirective == nil {
		s.dialog = nil
		return nil
	}
	return func(ctx context.Context) {
		if err := c.direct(ctx, dialogDirective); err != nil {
			c.broken(ctx, err)
		}
	}
}

// entities returns the types of a directive in the form of an interaction model.
func entities(directive *alexa.DialogUpdateDynamicEntitiesDirective) []interactionmodel.Type {
	if directive.UpdateBehavior == alexa.DynamicEntitiesClear {
		return nil
	}
	types := make([]interactionmodel.Type, 0, len(directive.Types))
	for _, t := range directive.Types {
		to := interactionmodel.Type{Name: t.Name}
		for _, v := range t.Values {
			to.Values = append(to.Values, interactionmodel.Value{
				ID: v.ID, Name: interactionmodel.ValueName{Value: v.Name.Value, Synonyms: v.Name.Synonyms},
			})
		}
		types = append(types, to)
	}
	return types
}

// envelope returns a request with all that surrounds it. Requests are part of
// the session if one is open.
func (c *conversation) envelope(request alexa.Request) *alexa.RequestEnvelope {
	o := &c.options
	header := request.Header()
	header.RequestID = cmp.Or(header.RequestID, c.id("request"))
	header.Timestamp = cmp.Or(header.Timestamp, alexa.NewTimestamp(o.Now()))
	header.Locale = cmp.Or(header.Locale, o.Locale)
	application := alexa.Application{ApplicationID: o.SkillID}
	user := alexa.User{UserID: o.UserID}
	envelope := &alexa.RequestEnvelope{
		Version: "1.0",
		Context: alexa.Context{
			System: alexa.System{
				Application:    application,
				User:           user,
				Device:         &alexa.Device{DeviceID: o.DeviceID, SupportedInterfaces: o.Device.interfaces()},
				APIEndpoint:    o.APIEndpoint,
				APIAccessToken: o.APIAccessToken,
			},
			AudioPlayer: &alexa.AudioPlayerState{PlayerActivity: alexa.PlayerIdle},
			Viewport:    o.Device.viewport(),
		},
		Request: request,
	}
	if o.PersonID != "" {
		envelope.Context.System.Person = &alexa.Person{PersonID: o.PersonID}
	}
	if s := c.session; s != nil && alexa.InSession(request) {
		envelope.Session = &alexa.Session{
			New: !s.used, SessionID: s.id, Application: application, User: &user, Attributes: s.attributes,
		}
		if envelope.Session.Attributes == nil {
			envelope.Session.Attributes = map[string]any{}
		}
	}
	return envelope
}

// id makes an id as Alexa does.
func (c *conversation) id(kind string) string {
	a, b := c.ids.Uint64(), c.ids.Uint64()
	return fmt.Sprintf("amzn1.echo-api.%s.%08x-%04x-4%03x-%04x-%012x", kind, a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// encodeJSON encodes a value on one line, without the escapes that HTML needs.
func encodeJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// decodeJSON decodes text with all digits of its numbers.
func decodeJSON(data []byte) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if decoder.More() {
		return nil, errors.New("more text follows the value")
	}
	return value, nil
}
