package terminal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/interactionmodel"
	"github.com/litexa-go/litexa/nlu"
)

// Skill answers requests; [*github.com/litexa-go/litexa/ask.Skill] is one.
type Skill interface {
	Invoke(ctx context.Context, envelope *alexa.RequestEnvelope) (*alexa.ResponseEnvelope, error)
}

// Options set up a conversation. Only Models is required.
type Options struct {
	// Models are the interaction models of the skill by locale. See
	// [interactionmodel.LoadDir].
	Models map[string]*interactionmodel.Model

	// Locale is the locale that the conversation starts in; by default en-US, or
	// else the first locale of Models in alphabetical order.
	Locale string

	// Device is the kind of device; [Speaker] by default.
	Device Device

	// The ids in requests have defaults that look like those of Alexa. PersonID
	// is the recognised speaker; empty means that Alexa recognises none.
	SkillID, UserID, DeviceID, PersonID string

	// APIEndpoint and APIAccessToken are how the skill reaches the Alexa
	// services; by default those of Amazon, with a token that they refuse.
	APIEndpoint, APIAccessToken string

	// Now is the clock for timestamps and for the meaning of "tomorrow";
	// time.Now by default.
	Now func() time.Time

	// Location is the time zone of the device; that of Now's result by default.
	Location *time.Location

	// Seed makes the ids of sessions and requests the same in every run. Zero
	// makes them random.
	Seed uint64

	// PersistentAttributes returns what the skill has stored for the user of a
	// request. If it is set, the transcript shows the attributes after each turn
	// that changed them. It may return nil.
	PersistentAttributes func(ctx context.Context, envelope *alexa.RequestEnvelope) (map[string]any, error)

	// Update is asked before each turn of Talk for interaction models that take
	// the place of Models, for a skill that changes while it is talked to. It may
	// be nil, and returns nil if nothing has changed. An open session goes on.
	Update func() map[string]*interactionmodel.Model

	// ReadFile reads the files that the command /event names; os.ReadFile by
	// default.
	ReadFile func(name string) ([]byte, error)

	// Interactive says that a person types at a terminal: Talk prompts for each
	// line. Otherwise it repeats each line, so that the output is a transcript.
	Interactive bool

	// Color marks who speaks by colours.
	Color bool

	// Width is where long lines are broken, in columns; zero leaves them whole.
	Width int
}

// Device is a kind of device.
type Device string

// The kinds of devices.
const (
	Speaker Device = "speaker" // without a screen, such as Echo Dot
	Screen  Device = "screen"  // with a touch screen, such as Echo Show
	TV      Device = "tv"      // Fire TV
	Clock   Device = "clock"   // with a display of characters, such as Echo Dot with clock
)

// Devices returns the kinds of devices.
func Devices() []Device { return []Device{Speaker, Screen, TV, Clock} }

// hasScreen reports whether a session may stay open on the device without
// listening.
func (d Device) hasScreen() bool { return d == Screen || d == TV }

func (d Device) interfaces() alexa.SupportedInterfaces {
	i := alexa.SupportedInterfaces{AudioPlayer: &alexa.AudioPlayerInterface{}}
	switch d {
	case Screen, TV:
		i.APL = &alexa.APLInterface{Runtime: &alexa.APLRuntime{MaxVersion: "2024.3"}}
		i.HTML = &alexa.HTMLInterface{Runtime: &alexa.HTMLRuntime{MaxVersion: "1.1"}}
		i.VideoApp = &alexa.VideoAppInterface{}
	case Clock:
		i.APLT = &alexa.APLTInterface{Runtime: &alexa.APLTRuntime{MaxVersion: "1.0"}}
	}
	return i
}

func (d Device) viewport() *alexa.Viewport {
	v := &alexa.Viewport{Shape: alexa.ViewportShapeRectangle, Video: &alexa.ViewportVideo{
		Codecs: []alexa.VideoCodec{alexa.VideoCodecH264Level41, alexa.VideoCodecH264Level42},
	}}
	switch d {
	case Screen:
		v.Mode, v.DPI, v.Touch = alexa.ViewportModeHub, 160, []alexa.ViewportTouch{alexa.ViewportTouchSingle}
		v.PixelWidth, v.PixelHeight = 1280, 800
		v.Experiences = []alexa.ViewportExperience{{ArcMinuteWidth: 346, ArcMinuteHeight: 216}}
	case TV:
		v.Mode, v.DPI, v.Keyboard = alexa.ViewportModeTV, 320, []alexa.ViewportKeyboard{alexa.ViewportKeyboardDirection}
		v.PixelWidth, v.PixelHeight = 1920, 1080
		v.Experiences = []alexa.ViewportExperience{{ArcMinuteWidth: 1200, ArcMinuteHeight: 675}}
	default:
		return nil
	}
	v.CurrentPixelWidth, v.CurrentPixelHeight = v.PixelWidth, v.PixelHeight
	return v
}

// Talk holds a conversation: it reads from in what the user says, one utterance
// or command a line, and writes to out what Alexa answers. The package comment
// describes both. It ends at the end of in, at the command /quit, or when ctx
// does; a session that is still open is ended, as by a user who says "exit".
//
// What goes wrong in the skill is part of the conversation. The error says that
// the options are wrong, or that reading or writing failed; the end of ctx is no
// error. A read from in that is under way when ctx ends goes on until in has
// something to read.
func Talk(ctx context.Context, skill Skill, in io.Reader, out io.Writer, options Options) error {
	c, err := newConversation(skill, out, options)
	if err != nil {
		return err
	}
	if options.Interactive {
		c.note("Say %q; /help lists the commands.", c.invocationExample())
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	lines := readLines(reading, in)
	for {
		if options.Interactive {
			c.out.prompt()
		}
		var l line
		select {
		case <-ctx.Done():
			return c.finish(ctx)
		case l = <-lines:
		}
		switch {
		case errors.Is(l.err, errLongLine):
			c.note("This line is too long: lines have at most %d bytes.", maxLine)
			continue
		case errors.Is(l.err, io.EOF):
			if options.Interactive {
				c.out.newline()
			}
			return c.finish(ctx)
		case l.err != nil:
			c.finish(ctx)
			return fmt.Errorf("reading what the user says: %w", l.err)
		}
		c.update()
		if !options.Interactive {
			c.out.action(l.text)
		}
		quit := c.act(ctx, l.text)
		if ctx.Err() != nil || quit {
			return c.finish(ctx)
		}
		if c.out.err != nil {
			return c.out.err
		}
	}
}

// answerTime is how long Alexa waits for a skill. It limits only the answer to
// the end of a conversation, so that a skill can be debugged in the meantime.
const answerTime = 8 * time.Second

// finish ends an open session and returns the first error of writing.
func (c *conversation) finish(ctx context.Context) error {
	if c.session != nil {
		// The skill hears of the end even when an interruption is the cause.
		ending, stop := context.WithTimeout(context.WithoutCancel(ctx), answerTime)
		defer stop()
		c.end(ending, alexa.SessionEndedByUser)
	}
	return c.out.err
}

// act carries out one line of input. It reports whether the conversation is
// over.
func (c *conversation) act(ctx context.Context, text string) (quit bool) {
	text = strings.TrimSpace(text)
	if name, ok := strings.CutPrefix(text, "/"); ok {
		return c.command(ctx, name)
	}
	c.hear(ctx, text)
	return false
}

func newConversation(skill Skill, out io.Writer, options Options) (*conversation, error) {
	o := options
	if len(o.Models) == 0 {
		return nil, errors.New("there are no interaction models to converse by")
	}
	locales := slices.Sorted(maps.Keys(o.Models))
	if o.Locale == "" {
		o.Locale = locales[0]
		if o.Models[alexa.LocaleEnUS] != nil {
			o.Locale = alexa.LocaleEnUS
		}
	}
	o.Device = cmp.Or(o.Device, Speaker)
	if !slices.Contains(Devices(), o.Device) {
		return nil, fmt.Errorf("unknown kind of device %q: the kinds are %v", o.Device, Devices())
	}
	o.SkillID = cmp.Or(o.SkillID, "amzn1.ask.skill.00000000-0000-0000-0000-000000000000")
	o.UserID = cmp.Or(o.UserID, "amzn1.ask.account.TERMINAL")
	o.DeviceID = cmp.Or(o.DeviceID, "amzn1.ask.device.TERMINAL")
	o.APIEndpoint = cmp.Or(o.APIEndpoint, "https://api.amazonalexa.com")
	o.APIAccessToken = cmp.Or(o.APIAccessToken, "terminal")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.ReadFile == nil {
		o.ReadFile = os.ReadFile
	}
	seed := o.Seed
	if seed == 0 {
		seed = rand.Uint64()
	}
	c := &conversation{
		skill: skill, options: o, locales: locales,
		out:       &printer{w: out, color: o.Color, width: o.Width},
		ids:       rand.New(rand.NewPCG(seed, seed)),
		resolvers: make(map[string]*nlu.Resolver),
		prompts:   make(map[string]int),
	}
	if err := c.setLocale(o.Locale); err != nil {
		return nil, err
	}
	return c, nil
}
