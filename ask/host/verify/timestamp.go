package verify

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/litexa-go/litexa/internal/wire"
)

// eventPrefixes start the types of the requests that Alexa delivers again for
// up to one hour, with their first timestamp, until the skill acknowledges them.
var eventPrefixes = []string{"AlexaSkillEvent.", "AlexaHouseholdListEvent.", "Reminders."}

func (v *Verifier) checkTimestamp(body []byte) error {
	requestType, at, err := readRequest(body)
	if err != nil {
		return err
	}
	late := v.tolerance
	for _, prefix := range eventPrefixes {
		if strings.HasPrefix(requestType, prefix) {
			late = max(late, EventTolerance)
		}
	}
	switch age := v.now().Sub(at); {
	case age > late:
		return failf(CheckTimestamp, nil, "the request is from %s, %s ago; %s are allowed",
			at.UTC().Format(time.RFC3339), age.Round(time.Millisecond), late)
	case age < -v.tolerance:
		return failf(CheckTimestamp, nil, "the request is from %s, %s from now; %s are allowed: is the clock of this machine right?",
			at.UTC().Format(time.RFC3339), -age.Round(time.Millisecond), v.tolerance)
	}
	return nil
}

// readRequest returns the type and the time of the request in a body. It
// refuses bodies that repeat a member it reads, in whatever case: decoders
// differ in which of them they see.
func readRequest(body []byte) (requestType string, at time.Time, err error) {
	var (
		d            = wire.NewDecoder(body)
		found, inner members
		stamp        json.RawMessage
	)
	d.NotNull()
	for d.Object(); d.Next(); {
		if !found.see(d.Key(), "request") {
			d.Skip()
			continue
		}
		d.NotNull()
		for d.Object(); d.Next(); {
			switch key := d.Key(); {
			case inner.see(key, "type"):
				requestType = d.String()
			case inner.see(key, "timestamp"):
				stamp = d.Raw()
			default:
				d.Skip()
			}
		}
	}
	switch {
	case d.End() != nil:
		// The decoder's message may quote the body.
		return "", time.Time{}, failf(CheckBody, nil, "the body is not a JSON request envelope")
	case found.repeated || inner.repeated:
		return "", time.Time{}, failf(CheckBody, nil, "the body repeats the member request, type or timestamp")
	case !inner.has("timestamp"):
		return "", time.Time{}, failf(CheckTimestamp, nil, "the body has no request.timestamp")
	}
	if at, err = readTimestamp(stamp); err != nil {
		return "", time.Time{}, failf(CheckTimestamp, err, "request.timestamp is not valid")
	}
	return requestType, at, nil
}

// members notes which names an object has shown.
type members struct {
	seen     []string
	repeated bool
}

// see reports whether key is name. It notes names that differ in case only as
// repetitions.
func (m *members) see(key, name string) bool {
	if !strings.EqualFold(key, name) {
		return false
	}
	if m.has(name) {
		m.repeated = true
	}
	m.seen = append(m.seen, name)
	return key == name
}

func (m *members) has(name string) bool {
	return slices.Contains(m.seen, name)
}

// readTimestamp reads a timestamp from its JSON.
func readTimestamp(value json.RawMessage) (time.Time, error) {
	switch value[0] {
	case '"':
		var text string
		if err := json.Unmarshal(value, &text); err != nil {
			return time.Time{}, errors.New("it is not a JSON string")
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return time.Time{}, errors.New("it is not ISO 8601 text with a zone, such as 2026-01-31T12:00:00Z")
		}
		return at, nil
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		millis, err := strconv.ParseInt(string(value), 10, 64)
		if err != nil {
			return time.Time{}, errors.New("it is a number that does not count milliseconds")
		}
		return time.UnixMilli(millis), nil
	}
	return time.Time{}, errors.New("it is neither text nor a number")
}
