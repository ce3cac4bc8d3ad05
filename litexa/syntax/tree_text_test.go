package syntax

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// treeText returns a compact form of a node: statements on lines of their own,
// below those they belong to, and all else in one line.
func treeText(n Node) string {
	d := &treeWriter{}
	d.line(reflect.ValueOf(n))
	return d.String()
}

type treeWriter struct {
	strings.Builder
	indent int
}

// line dumps a statement, a declaration or a clause.
func (d *treeWriter) line(v reflect.Value) {
	v = reflect.Indirect(v)
	d.WriteString(strings.Repeat("  ", d.indent) + v.Type().Name())
	var below []reflect.Value
	for i := range v.NumField() {
		name, f := v.Type().Field(i).Name, v.Field(i)
		switch {
		case name == "extent", f.IsZero():
		case isBlock(f):
			below = append(below, f)
		default:
			d.WriteString(" " + name + "=" + inline(f))
		}
	}
	d.WriteByte('\n')
	d.indent++
	for _, f := range below {
		for i := range f.Len() {
			e := f.Index(i)
			if e.Kind() == reflect.Interface {
				e = e.Elem()
			}
			d.line(e)
		}
	}
	d.indent--
}

// isBlock reports whether a field holds lines.
func isBlock(f reflect.Value) bool {
	switch f.Interface().(type) {
	case []Decl, []Stmt, []TestStmt, []*Branch, []*Case, []*SayAlternate, []*AssetAlternate, []*Attribute, []*TableRow:
		return true
	}
	return false
}

// inline returns what is part of a line.
func inline(v reflect.Value) string {
	if v.Kind() == reflect.Struct && v.CanAddr() {
		v = v.Addr()
	}
	switch n := v.Interface().(type) {
	case *Ident:
		return n.Name
	case *Quoted:
		return strconv.Quote(n.Value)
	case *Template:
		return [...]string{"say", "card", "utterance", "expect"}[n.Form] + inlineParts(n.Parts)
	case *Text:
		return strconv.Quote(n.Raw)
	case *Escape:
		return `\` + string(n.Char)
	case *Interpolation:
		if n.Braces {
			return "{" + inline(reflect.ValueOf(n.Expr)) + "}"
		}
		return inline(reflect.ValueOf(n.Expr))
	case *Group:
		var branches []string
		for _, b := range n.Branches {
			branches = append(branches, inlineParts(b))
		}
		if n.Paren {
			return "(" + strings.Join(branches, "|") + ")"
		}
		return strings.Join(branches, "|")
	case *BinaryExpr:
		return fmt.Sprintf("(%s %s %s)", inline(reflect.ValueOf(n.X)), n.Op, inline(reflect.ValueOf(n.Y)))
	case *NotExpr:
		return "(not " + inline(reflect.ValueOf(n.X)) + ")"
	case *ParenExpr:
		return "paren" + inline(reflect.ValueOf(n.X))
	case *CallExpr:
		s := "call " + inline(reflect.ValueOf(n.Fun)) + "["
		for i, a := range n.Args {
			if i > 0 {
				s += ", "
			}
			s += inline(reflect.ValueOf(a))
		}
		return s + "]"
	case *Ref:
		s := scopeSigns[n.Scope] + n.Name.Name
		for i := range n.Path {
			a := &n.Path[i]
			switch {
			case a.Member != "":
				s += "." + a.Member
			case a.IsKey:
				s += "[" + strconv.Quote(a.Key) + "]"
			default:
				s += "[" + strconv.Itoa(a.Index) + "]"
			}
		}
		return s
	case *StringLit:
		return string(n.Quote) + n.Raw + string(n.Quote)
	case *NumberLit:
		return n.Raw
	case *BoolLit:
		return strconv.FormatBool(n.Value)
	case *Regex:
		return "/" + n.Pattern + "/" + n.Flags
	case *JSONFile:
		return "json:" + n.Name
	case *Asset:
		return [...]string{"file:", "url:", "bank:"}[n.Kind] + n.Name + ":" + n.Type
	}
	switch v.Kind() {
	case reflect.Slice:
		var list []string
		for i := range v.Len() {
			list = append(list, inline(v.Index(i)))
		}
		return "[" + strings.Join(list, ", ") + "]"
	case reflect.Interface, reflect.Pointer:
		e := v.Elem()
		if v.Kind() == reflect.Interface {
			return inline(e)
		}
		s := e.Type().Name() + "("
		for i := range e.NumField() {
			if f := e.Field(i); e.Type().Field(i).Name != "extent" && !f.IsZero() {
				s += " " + e.Type().Field(i).Name + "=" + inline(f)
			}
		}
		return s + ")"
	default:
		return fmt.Sprint(v.Interface())
	}
}

func inlineParts(parts []Part) string {
	var list []string
	for _, p := range parts {
		list = append(list, inline(reflect.ValueOf(p)))
	}
	return "<" + strings.Join(list, " ") + ">"
}
