package shape

import "github.com/litexa-go/litexa/project/internal/jsontree"

// Schema returns the JSON schema, of draft 2020-12, of the values that have the
// shape. Names that are not known are forbidden there, so that editors point
// them out.
func (s *Shape) Schema() map[string]any { return s.schema(false) }

// schema returns the schema; orNull allows null as well.
func (s *Shape) schema(orNull bool) map[string]any {
	if s.any {
		return map[string]any{}
	}
	if s.or != nil {
		first := *s
		first.or = nil
		return map[string]any{"anyOf": []any{first.schema(orNull), s.or.schema(orNull)}}
	}
	if s.oneOf != nil {
		values := []any{}
		for _, v := range s.oneOf {
			values = append(values, v)
		}
		if orNull {
			values = append(values, nil)
		}
		return map[string]any{"enum": values}
	}
	kind := map[jsontree.Kind]string{
		jsontree.Bool: "boolean", jsontree.Number: "number", jsontree.String: "string",
		jsontree.Array: "array", jsontree.Object: "object",
	}[s.kind]
	out := map[string]any{"type": kind}
	if orNull {
		out["type"] = []any{kind, "null"}
	}
	switch s.kind {
	case jsontree.String:
		s.match(out)
	case jsontree.Array:
		out["items"] = s.each.schema(false)
	case jsontree.Object:
		s.object(out)
	}
	return out
}

func (s *Shape) match(out map[string]any) {
	if s.pattern != "" {
		out["pattern"] = s.pattern
	}
	if s.minimum > 0 {
		out["minLength"] = s.minimum
	}
}

func (s *Shape) object(out map[string]any) {
	if s.pattern != "" {
		names := map[string]any{}
		s.match(names)
		out["propertyNames"] = names
	}
	switch {
	case s.free:
	case s.each != nil:
		out["additionalProperties"] = s.each.schema(true)
	default:
		properties := map[string]any{}
		for _, f := range s.fields {
			p := f.Shape.schema(true)
			p["description"] = f.Doc
			if f.Instead != "" {
				p["deprecated"] = true
				p["description"] = f.Doc + " Use " + f.Instead + " instead."
			}
			properties[f.Name] = p
		}
		out["properties"] = properties
		out["additionalProperties"] = false
	}
}
