// Package shape says what a JSON value that people write may hold, finds what
// they got wrong, and tells editors by a JSON schema.
package shape

import (
	"encoding/json"
	"iter"
	"strings"

	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// Shape describes the values that may be at one place. Null is always allowed,
// and means the same as no value. Shapes do not change.
type Shape struct {
	kind jsontree.Kind
	// fields are the members of an object whose names are known. Others are
	// tolerated, with a warning.
	fields []Field
	// each is the shape of every item of a list, or of every member of an
	// object whose names are free.
	each *Shape
	// free is set for objects with any members, any for values of all kinds.
	free, any bool
	// oneOf are the strings that are allowed; nil allows all.
	oneOf []string
	// or is another shape that is allowed.
	or *Shape
	// pattern and minimum are what Matching was given.
	pattern string
	minimum int
}

// Field is a member of an object.
type Field struct {
	Name  string
	Shape *Shape
	// Doc says what the member means.
	Doc string
	// Instead is the name to use instead of one that is read for the sake of
	// old projects only.
	Instead string
}

// The shapes of simple values.
var (
	String = &Shape{kind: jsontree.String}
	Number = &Shape{kind: jsontree.Number}
	Bool   = &Shape{kind: jsontree.Bool}
	// Free is an object with any members.
	Free = &Shape{kind: jsontree.Object, free: true}
	// Any is any value.
	Any = &Shape{any: true}
)

// List is a list.
func List(each *Shape) *Shape { return &Shape{kind: jsontree.Array, each: each} }

// Map is an object with any names.
func Map(each *Shape) *Shape { return &Shape{kind: jsontree.Object, each: each} }

// Object is an object with certain names.
func Object(fields ...Field) *Shape { return &Shape{kind: jsontree.Object, fields: fields} }

// Enum is one of some strings.
func Enum(values ...string) *Shape { return &Shape{kind: jsontree.String, oneOf: values} }

// Either is one of two shapes of different kinds.
func Either(a, b *Shape) *Shape {
	either := *a
	either.or = b
	return &either
}

// Matching returns the shape with a regular expression and a length in
// characters that the schema asks of strings or, of objects, of the names of
// members. Check does not look at them.
func (s *Shape) Matching(pattern string, minimum int) *Shape {
	matching := *s
	matching.pattern, matching.minimum = pattern, minimum
	return &matching
}

// Fields returns the known members of an object.
func (s *Shape) Fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for _, f := range s.fields {
			if !yield(f) {
				return
			}
		}
	}
}

// Child returns the shape of a member, or nil if it is not known.
func (s *Shape) Child(name string) *Shape {
	switch f := s.field(name); {
	case s.any:
		return s
	case s.each != nil:
		return s.each
	case f != nil:
		return f.Shape
	case s.or != nil:
		return s.or.Child(name)
	}
	return nil
}

func (s *Shape) field(name string) *Field {
	for i := range s.fields {
		if s.fields[i].Name == name {
			return &s.fields[i]
		}
	}
	return nil
}

// current returns the names of the members that are not only read for the sake
// of old projects.
func (s *Shape) current() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range s.fields {
			if f.Instead == "" && !yield(f.Name) {
				return
			}
		}
	}
}

// String says what is expected, as messages have it.
func (s *Shape) String() string {
	text := s.kind.String()
	switch {
	case s.kind == jsontree.Array && s.each.kind == jsontree.String:
		text = "a list of strings"
	case s.kind == jsontree.Array:
		text = "a list of objects"
	case len(s.oneOf) > 0:
		text = "one of " + strings.Join(s.oneOf, ", ")
	}
	if s.or != nil {
		text += " or " + s.or.String()
	}
	return text
}

// Extra returns the members of an object that its shape does not know; nil if
// there are none.
func (s *Shape) Extra(v *jsontree.Value) map[string]json.RawMessage {
	if v == nil {
		return nil
	}
	var found map[string]json.RawMessage
	for _, m := range v.Members {
		if s.Child(m.Name) != nil {
			continue
		}
		if found == nil {
			found = map[string]json.RawMessage{}
		}
		found[m.Name] = m.Value.Raw()
	}
	return found
}
