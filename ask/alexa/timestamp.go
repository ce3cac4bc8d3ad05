package alexa

import (
	"errors"
	"strconv"
	"time"
)

// Timestamp is a moment as Alexa wrote it, kept to the letter: ISO 8601 text
// such as "2026-11-22T04:50:00Z", or the digits of a JSON number that counts
// milliseconds since 1970. Text made of a number only is written back as a
// number.
//
//wire:scalar number
type Timestamp string

// NewTimestamp returns t the way Alexa writes it: in UTC, to the second.
func NewTimestamp(t time.Time) Timestamp {
	return Timestamp(t.UTC().Format(time.RFC3339))
}

// Time returns the moment. It fails when the timestamp is empty or in a form
// that Alexa does not use.
func (t Timestamp) Time() (time.Time, error) {
	text := string(t)
	if text == "" {
		return time.Time{}, errors.New("timestamp is empty")
	}
	if millis, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.UnixMilli(millis).UTC(), nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil { // the error would quote the text
		return time.Time{}, errors.New("timestamp is neither an ISO 8601 date and time with a zone nor a count of milliseconds")
	}
	return at, nil
}
