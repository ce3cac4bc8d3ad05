package skilltest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/litexa-go/litexa/litexa/syntax"
)

// object is a JSON object with its members in order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := encode(m.name)
		if err != nil {
			return nil, err
		}
		value, err := encode(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode returns JSON without escapes for HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// request returns the request of a step.
func (t *testRun) request(ctx context.Context, s *Step, stmt syntax.TestStmt) (json.RawMessage, error) {
	switch stmt := stmt.(type) {
	case *syntax.TestLaunch:
		s.Intent = "LaunchRequest"
		t.attributes = json.RawMessage("{}")
		return t.launchRequest(), nil
	case *syntax.TestRequest:
		t.attributes = json.RawMessage("{}")
		return t.recorded(s, stmt)
	case *syntax.TestUser:
		if err := t.understand(s, stmt); err != nil {
			return nil, err
		}
		return t.intentRequest(s), nil
	}
	return nil, errors.New("not a request")
}

func (t *testRun) launchRequest() json.RawMessage {
	return t.newEnvelope(true, object{{"type", "LaunchRequest"}, t.requestID(), t.timestamp(), {"locale", t.locale}})
}

// intentRequest returns a request with the intent and the slots of a step.
func (t *testRun) intentRequest(s *Step) json.RawMessage {
	slots := object{}
	for _, slot := range s.Slots {
		slots = append(slots, member{slot.Name, object{{"name", slot.Name}, {"value", slot.Value}}})
	}
	return t.envelope(member{"type", "IntentRequest"}, t.requestID(), t.timestamp(), member{"locale", t.locale},
		member{"intent", object{{"name", s.Intent}, {"slots", slots}}})
}

// recorded returns the request that a file holds.
func (t *testRun) recorded(s *Step, stmt *syntax.TestRequest) (json.RawMessage, error) {
	if stmt.File == nil {
		return nil, errors.New("no file is named")
	}
	missing := fmt.Errorf("couldn't find file %s for this request", stmt.File.Name)
	if t.Request == nil {
		return nil, missing
	}
	content, err := t.Request(stmt.File.Name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", missing, err)
	}
	var r struct {
		Type   string
		Intent struct{ Name string }
	}
	if err := json.Unmarshal(content, &r); err != nil {
		return nil, fmt.Errorf("the file %s does not hold a request: %w", stmt.File.Name, err)
	}
	s.Intent = r.Type
	if r.Intent.Name != "" {
		s.Intent = r.Intent.Name
	}
	return t.newEnvelope(false, content), nil
}

// understand finds out which intent a user means.
func (t *testRun) understand(s *Step, stmt *syntax.TestUser) error {
	var given []Slot
	for _, slot := range stmt.Slots {
		var value any
		switch v := slot.Value.(type) {
		case *syntax.Quoted:
			value = v.Value
		case *syntax.NumberLit:
			value = v.Value
		}
		given = setGiven(given, slot.Name.Name, value)
	}
	if stmt.Intent != nil {
		s.Intent, s.Slots = stmt.Intent.Name, given
	} else {
		s.Said = t.speech.express(stmt.Text.Parts, t.random.IntN)
		intent, slots, ok := t.matcher.match(s.Said)
		if !ok {
			return fmt.Errorf("couldn't match `%s` to any intents", s.Said)
		}
		for i := range slots {
			for _, g := range given {
				if slots[i].Name == g.Name || slots[i].Value == "$"+g.Name {
					slots[i].Value = g.Value
				}
			}
		}
		s.Intent, s.Slots = intent, slots
	}
	if !t.hasIntent(s.Intent) {
		return message("Skill does not have intent " + s.Intent)
	}
	return nil
}

func setGiven(slots []Slot, name string, value any) []Slot {
	for i := range slots {
		if slots[i].Name == name {
			slots[i].Value = value
			return slots
		}
	}
	return append(slots, Slot{name, value})
}

// hasIntent reports whether a state handles the intent in the language of the
// requests.
func (t *testRun) hasIntent(name string) bool {
	return t.intents[t.language][name]
}

func (t *testRun) timestamp() member {
	return member{"timestamp", t.now.UTC().Format("2006-01-02T15:04:05.000Z")}
}

// requestID returns a random identifier, the same in each run with one seed.
func (t *testRun) requestID() member {
	a, b := t.ids.Uint64(), t.ids.Uint64()
	a = a&^0xf000 | 0x4000
	b = b&^(3<<62) | 2<<62
	return member{"requestId", fmt.Sprintf("litexaRequestId.%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&(1<<48-1))}
}

// envelope returns the envelope of a request in a session.
func (t *testRun) envelope(members ...member) json.RawMessage {
	return t.newEnvelope(false, object(members))
}

func (t *testRun) newEnvelope(isNew bool, request any) json.RawMessage {
	var interfaces any = []any{}
	if t.Device == Show {
		interfaces = object{{"Display", object{}}, {"Alexa.Presentation.APL", object{}}, {"Alexa.Presentation.HTML", object{}}}
	}
	user := object{{"userId", "amzn1.ask.account.stuff"}}
	application := object{{"applicationId", "amzn1.ask.skill.uuid"}}
	event, err := encode(object{
		{"session", object{
			{"sessionId", "SessionId.uuid"}, {"application", application}, {"attributes", t.attributes},
			{"user", user}, {"new", isNew},
		}},
		{"context", object{{"System", object{
			{"device", object{{"deviceId", "someDeviceId"}, {"supportedInterfaces", interfaces}}},
			{"user", user}, {"application", application},
		}}}},
		{"request", request},
		{"version", "1.0"},
		{"__logStateTraces", t.traces},
	})
	if err != nil {
		return json.RawMessage("{}") // all members have JSON
	}
	return event
}

// reported returns a request as reports show it.
func reported(event json.RawMessage) json.RawMessage {
	if i := bytes.LastIndex(event, []byte(`,"__logStateTraces":`)); i >= 0 {
		return append(bytes.Clone(event[:i]), '}')
	}
	return event
}

// clock returns a time as transcripts show it.
func clock(t time.Time) string { return t.Format("3:04:05 PM") }

// slotText returns slots as transcripts show them.
func slotText(slots []Slot) string {
	parts := make([]string, len(slots))
	for i, s := range slots {
		parts[i] = fmt.Sprintf("$%s=%v", s.Name, s.Value)
	}
	return strings.Join(parts, ", ")
}
