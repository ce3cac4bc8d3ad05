package alexa

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/litexa-go/litexa/internal/wire"
)

// DecodeError says why JSON text is not what was expected. It names members but
// quotes no values.
type DecodeError struct {
	Path      string // of the value in question, such as "request.intent.name"; empty at the top
	Want      string // what was expected, such as "a string"
	Got       string // what was found, such as "a number"
	Offset    int    // where, in bytes
	Malformed bool   // whether the text is no JSON at all
}

func (e *DecodeError) Error() string { return (*wire.DecodeError)(e).Error() }

// EncodeError says why a value cannot be encoded as JSON.
type EncodeError struct {
	Path string // of the value in question, such as "response.directives[0].document"; empty at the top
	Err  error
}

func (e *EncodeError) Error() string { return (*wire.EncodeError)(e).Error() }

// Unwrap returns e.Err.
func (e *EncodeError) Unwrap() error { return e.Err }

// codec is what the generator adds to the structs of this package.
type codec interface {
	decodeJSON(d *wire.Decoder)
	encodeJSON(e *wire.Encoder)
}

// finishDecoding returns the error of a decoder as one of this package.
func finishDecoding(d *wire.Decoder) error {
	err := d.End()
	if e, ok := err.(*wire.DecodeError); ok {
		return (*DecodeError)(e)
	}
	return err
}

// finishEncoding returns the text of an encoder, or its error as one of this
// package.
func finishEncoding(e *wire.Encoder) ([]byte, error) {
	text, err := e.End()
	if e, ok := err.(*wire.EncodeError); ok {
		return text, (*EncodeError)(e)
	}
	return text, err
}

// newEncoder returns an encoder that appends to dst, and makes room at once if
// there is none.
func newEncoder(dst []byte) wire.Encoder {
	if cap(dst) == 0 {
		dst = make([]byte, 0, 512)
	}
	return wire.NewEncoder(dst, encodeKnown)
}

func marshal(v codec) ([]byte, error) {
	e := newEncoder(nil)
	v.encodeJSON(&e)
	return finishEncoding(&e)
}

func unmarshal[T any, P interface {
	*T
	codec
}](data []byte, v *T) error {
	d := wire.NewDecoder(data)
	if d.Null() {
		return finishDecoding(&d) // by convention, null changes nothing
	}
	var decoded T
	P(&decoded).decodeJSON(&d)
	if err := finishDecoding(&d); err != nil {
		return err
	}
	*v = decoded
	return nil
}

// Decode decodes one value of a type of this package, such as a [Directive] or
// an [InSkillPurchaseResponse]. Faulty text is a [*DecodeError].
func Decode[T any](data []byte) (T, error) {
	var v, none T
	d := wire.NewDecoder(data)
	d.NotNull()
	if !decodeKnown(&d, &v) {
		return none, fmt.Errorf("alexa.Decode cannot decode a %v", reflect.TypeFor[T]())
	}
	if err := finishDecoding(&d); err != nil {
		return none, err
	}
	return v, nil
}

// DecodeRequestEnvelope decodes a request as Alexa sends it. The envelope has a
// non-nil Request. Text that is not JSON, or has no request, is a
// [*DecodeError].
//
// A member whose value is of another kind than documented does not keep the
// skill from answering: its field stays zero, and its JSON text is in the Extra
// field of its object. (Unmarshalling any type by itself reports it.)
func DecodeRequestEnvelope(data []byte) (*RequestEnvelope, error) {
	v := new(RequestEnvelope)
	d := wire.NewDecoder(data)
	d.NotNull()
	d.Tolerate()
	v.decodeJSON(&d)
	if err := finishDecoding(&d); err != nil {
		return nil, err
	}
	if v.Request != nil {
		return v, nil
	}
	if v.Extra["request"] != nil { // tell what is wrong with it
		if err := unmarshal(data, new(RequestEnvelope)); err != nil {
			return nil, err
		}
	}
	return nil, &DecodeError{Path: "request", Want: "an object", Got: "nothing", Offset: len(data)}
}

// AppendJSON appends the JSON text of v to dst. What it cannot encode is an
// [*EncodeError]; then dst is returned as it was.
func (v *ResponseEnvelope) AppendJSON(dst []byte) ([]byte, error) {
	if v == nil {
		return dst, errors.New("the response envelope is nil")
	}
	e := newEncoder(dst)
	v.encodeJSON(&e)
	return finishEncoding(&e)
}
