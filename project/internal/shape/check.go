package shape

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/project/internal/jsontree"
)

// Check compares a value with its shape. It returns the part of the value that
// the shape knows, without nulls, to be decoded; nil if there is nothing.
func (s *Shape) Check(v *jsontree.Value, src jsontree.Source) (known *jsontree.Value, diags diag.List) {
	c := &checker{src: src, root: s}
	known = c.check(v, s, nil)
	c.functions()
	return known, c.diags
}

// checker compares a value with its shape.
type checker struct {
	src   jsontree.Source
	root  *Shape
	diags diag.List
}

// report reports something between two offsets, or, if they are 0, in the whole
// text.
func (c *checker) report(severity diag.Severity, code string, start, end int, message, hint string) {
	d := diag.Diagnostic{Severity: severity, Code: code, File: c.src.File, Message: message, Hint: hint}
	if end > 0 {
		d.Span = c.src.Span(start, end)
	}
	c.diags.Add(d)
}

// enough reports whether there are as many diagnostics of a severity as anybody
// wants to see.
func (c *checker) enough(severity diag.Severity) bool {
	return len(c.diags) >= jsontree.MostFindings && c.diags.Count(severity) >= jsontree.MostFindings
}

func (c *checker) check(v *jsontree.Value, s *Shape, path []string) *jsontree.Value {
	if v.IsNull() {
		return nil
	}
	if s.any {
		return v
	}
	fits := s
	for fits != nil && fits.kind != v.Kind {
		fits = fits.or
	}
	switch {
	case (fits == nil || fits.oneOf != nil) && c.enough(diag.Error):
		return nil
	case fits == nil:
		c.report(diag.Error, "config-type", v.Offset, v.End, fmt.Sprintf("%s must be %s, not %s", Name(path), s, v.Kind), "")
		return nil
	case fits.free:
		return v
	case fits.oneOf != nil && !slices.Contains(fits.oneOf, v.Text):
		c.report(diag.Error, "config-value", v.Offset, v.End,
			fmt.Sprintf("%s must be %s, not %q%s", Name(path), s, v.Text, suggest.Question(v.Text, slices.Values(fits.oneOf))), "")
		return nil
	case fits.kind == jsontree.Array:
		return c.items(v, fits, path)
	case fits.kind == jsontree.Object:
		return c.members(v, fits, path)
	}
	return v
}

func (c *checker) items(v *jsontree.Value, s *Shape, path []string) *jsontree.Value {
	known := jsontree.NewArray()
	for i, item := range v.Items {
		if item = c.check(item, s.each, append(path, strconv.Itoa(i))); item != nil {
			known.Items = append(known.Items, item)
		}
	}
	return known
}

func (c *checker) members(v *jsontree.Value, s *Shape, path []string) *jsontree.Value {
	known := jsontree.NewObject()
	for _, m := range v.Members {
		child := s.Child(m.Name)
		if child == nil {
			c.unknown(m, s, path)
			continue
		}
		if value := c.check(m.Value, child, append(path, m.Name)); value != nil {
			known.Members = append(known.Members, jsontree.Member{Name: m.Name, Value: value})
		}
	}
	return known
}

// unknown warns of a member that nothing reads.
func (c *checker) unknown(m jsontree.Member, s *Shape, path []string) {
	if c.enough(diag.Warning) {
		return
	}
	message := fmt.Sprintf("unknown key %q", m.Name)
	if len(path) > 0 {
		message += " in " + Name(path)
	}
	hint := ""
	if near := suggest.Nearest(m.Name, s.current()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if homes := slices.Sorted(maps.Keys(c.root.homes(m.Name, nil))); len(homes) > 0 {
		hint = fmt.Sprintf("%q belongs in %s", m.Name, strings.Join(homes, " or "))
	}
	c.report(diag.Warning, "config-key", m.Offset, m.End, message, hint)
}

// homes returns the names of the objects that have a member of that name.
func (s *Shape) homes(member string, path []string) map[string]bool {
	found := map[string]bool{}
	if f := s.field(member); f != nil && f.Instead == "" {
		found[Name(path)] = true
	}
	for _, f := range s.fields {
		maps.Copy(found, f.Shape.homes(member, append(path, f.Name)))
	}
	if s.each != nil && s.kind == jsontree.Object {
		maps.Copy(found, s.each.homes(member, append(path, "<target>")))
	}
	return found
}

// functions reports functions among the values, which are no JSON. Where any
// value is allowed, they are as well.
func (c *checker) functions() {
	for _, path := range c.src.Functions {
		s := c.root
		for _, p := range path {
			if s = s.Child(p); s == nil {
				break
			}
		}
		switch {
		case s == nil:
			c.report(diag.Warning, "config-type", 0, 0, Name(path)+" is a function, and is dropped", "")
		case !s.any:
			c.report(diag.Error, "config-type", 0, 0, fmt.Sprintf("%s must be %s, not a function", Name(path), s), "")
		}
	}
}

// Name joins the names of nested members, as messages have them.
func Name(path []string) string {
	if len(path) == 0 {
		return "the config"
	}
	var b strings.Builder
	for i, p := range path {
		switch {
		case p != "" && strings.Trim(p, "0123456789") == "":
			b.WriteString("[" + p + "]")
		case strings.ContainsAny(p, ". /@"):
			b.WriteString("[" + strconv.Quote(p) + "]")
		case i > 0:
			b.WriteString("." + p)
		default:
			b.WriteString(p)
		}
	}
	return b.String()
}
