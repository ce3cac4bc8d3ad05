package terminal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/ask/alexa"
)

// command is something that is done besides talking.
type command struct {
	name, argument, help string
	scripts              bool // scripts may use it
	run                  func(c *conversation, ctx context.Context, argument string) error
}

var commands = []command{
	{"user", "ID", "speak from another account", true, (*conversation).setUser},
	{"device", "ID", "speak to another device", true, (*conversation).setDevice},
	{"person", "[ID]", "be recognised as a person, or as nobody", true, (*conversation).setPerson},
	{"locale", "LOCALE", "change the language of the device", true, (*conversation).changeLocale},
	{"new", "", "open the skill without saying its name", true, (*conversation).openNew},
	{"end", "", "end the session, as saying \"exit\" does", true, (*conversation).endNow},
	{"attributes", "", "show session and persistent attributes", true, (*conversation).showAttributes},
	{"event", "FILE", "send the request in a JSON file", true, (*conversation).sendEvent},
	{"json", "", "show requests and responses, or stop showing them", true, (*conversation).toggleJSON},
	{"help", "", "show the commands", false, nil},
	{"quit", "", "end the conversation", false, nil},
}

// maxEvent is the size of the largest request file.
const maxEvent = 1 << 20

// command carries out a command. It reports whether the conversation is over.
func (c *conversation) command(ctx context.Context, text string) (quit bool) {
	command, argument, err := parseCommand(text)
	switch {
	case err != nil:
		c.note("%v", err)
	case command.name == "quit":
		return true
	case command.name == "help":
		c.help()
	default:
		if err := command.run(c, ctx, argument); err != nil {
			c.fail("%v", err)
		}
	}
	return false
}

// parseCommand reads a command without its slash.
func parseCommand(text string) (*command, string, error) {
	name, argument, _ := strings.Cut(strings.TrimSpace(text), " ")
	argument = strings.TrimSpace(argument)
	for i := range commands {
		command := &commands[i]
		if command.name != name {
			continue
		}
		switch {
		case command.argument == "" && argument != "":
			return nil, "", fmt.Errorf("/%s takes nothing after it", name)
		case command.argument != "" && !strings.HasPrefix(command.argument, "[") && argument == "":
			return nil, "", fmt.Errorf("/%s wants %s after it", name, command.argument)
		}
		return command, argument, nil
	}
	return nil, "", fmt.Errorf("there is no command /%s; /help lists the commands", name)
}

func (c *conversation) help() {
	var b strings.Builder
	fmt.Fprintf(&b, "Say %q, then talk to the skill. An empty line is silence.\n", c.invocationExample())
	for _, command := range commands {
		fmt.Fprintf(&b, "/%-16s %s\n", command.name+" "+command.argument, command.help)
	}
	c.out.block(b.String())
}

// leave ends an open session, because the user goes elsewhere.
func (c *conversation) leave(ctx context.Context) {
	if c.session != nil {
		c.end(ctx, alexa.SessionEndedByUser)
	}
}

func (c *conversation) setUser(ctx context.Context, id string) error {
	c.leave(ctx)
	c.options.UserID = id
	return nil
}

func (c *conversation) setDevice(ctx context.Context, id string) error {
	c.leave(ctx)
	c.options.DeviceID = id
	return nil
}

func (c *conversation) setPerson(_ context.Context, id string) error {
	c.options.PersonID = id
	return nil
}

func (c *conversation) changeLocale(ctx context.Context, locale string) error {
	before := c.options.Locale
	if err := c.setLocale(locale); err != nil {
		return err
	}
	c.options.Locale = before
	c.leave(ctx) // in the language it began in
	return c.setLocale(locale)
}

func (c *conversation) openNew(ctx context.Context, _ string) error {
	c.leave(ctx)
	c.open()
	c.send(ctx, &alexa.LaunchRequest{})
	return nil
}

func (c *conversation) endNow(ctx context.Context, _ string) error {
	if c.session == nil {
		return errors.New("no session is open")
	}
	c.leave(ctx)
	return nil
}

func (c *conversation) showAttributes(ctx context.Context, _ string) error {
	if c.session != nil {
		c.tell(labelSessionAttributes, string(compact(orEmpty(c.session.attributes))))
	}
	if c.options.PersistentAttributes == nil {
		if c.session == nil {
			c.note("No session is open, and this program does not tell how to read persistent attributes.")
		}
		return nil
	}
	attributes, err := c.persistent(ctx, c.owner())
	if err != nil {
		return err
	}
	c.tell(labelAttributes, string(compact(attributes)))
	return nil
}

// owner returns a request that tells whose attributes are meant: those of the
// user, device and person of the next request.
func (c *conversation) owner() *alexa.RequestEnvelope {
	return c.envelope(&alexa.LaunchRequest{})
}

func (c *conversation) toggleJSON(context.Context, string) error {
	c.showJSON = !c.showJSON
	if c.showJSON {
		c.note("Requests and responses are shown.")
	} else {
		c.note("Requests and responses are not shown any more.")
	}
	return nil
}

// sendEvent sends a request from a file: a whole envelope as it is, or just a
// request, which is then part of the conversation.
func (c *conversation) sendEvent(ctx context.Context, name string) error {
	data, err := c.options.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the request: %w", err)
	}
	if len(data) > maxEvent {
		return fmt.Errorf("reading the request: %s is larger than %d bytes", name, maxEvent)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return fmt.Errorf("%s is no JSON object: %w", name, err)
	}
	if _, whole := members["request"]; whole {
		envelope, err := alexa.DecodeRequestEnvelope(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		c.sendEnvelope(ctx, envelope)
		return nil
	}
	request, err := alexa.Decode[alexa.Request](data)
	if err == nil && request.RequestType() == "" {
		err = errors.New("the request has no type")
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	switch request := request.(type) {
	case *alexa.LaunchRequest, *alexa.IntentRequest:
		if c.session == nil {
			c.open()
		}
	case *alexa.SessionEndedRequest:
		if c.session != nil {
			c.endWith(ctx, request)
			return nil
		}
	}
	c.send(ctx, request)
	return nil
}
