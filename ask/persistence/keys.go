package persistence

import (
	"fmt"
	"unicode/utf8"
)

// MaxKeyBytes is the length of the longest key that [CheckKey] accepts. Ids
// given out by Alexa are some 250 bytes long.
const MaxKeyBytes = 2048

// CheckKey reports what makes key unfit for any store, as an error matching
// [ErrInvalidKey]: it is empty, longer than [MaxKeyBytes], or not UTF-8.
// Adapters call it first and then add the rules of their store. The error does
// not contain the key.
func CheckKey(key string) error {
	switch {
	case key == "":
		return fmt.Errorf("%w: it is empty", ErrInvalidKey)
	case len(key) > MaxKeyBytes:
		return fmt.Errorf("%w: it is %d bytes long, %d is the limit", ErrInvalidKey, len(key), MaxKeyBytes)
	case !utf8.ValidString(key):
		return fmt.Errorf("%w: it is not UTF-8 text", ErrInvalidKey)
	}
	return nil
}
