package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// model is what the generator knows of a package.
type model struct {
	pkg     string
	structs []*structType // by name
	unions  []*union      // by name
}

// structType is a struct with a codec.
type structType struct {
	name     string
	fields   []field // with those of embedded structs
	extra    bool    // whether there is a field Extra
	embedded bool    // only ever embedded in others
	union    *union  // that the struct is a member of, or nil
	value    string  // its discriminator
	unknown  bool    // stands for members that are not known
	pos      token.Pos
	expr     *ast.StructType
	done     bool
}

// union is an interface whose members are told apart by a discriminator.
type union struct {
	name    string
	key     string
	unknown string // the struct for other members
	method  string
	members []*structType // by discriminator
	pos     token.Pos
}

type field struct {
	name string
	key  string
	omit omit
	def  string // written in place of an empty string
	typ  typ
}

// omit says when a field is left out.
type omit int

const (
	never omit = iota
	omitEmpty
	omitZero
)

type kind int

const (
	kindString kind = iota
	kindBool
	kindInt
	kindFloat
	kindScalar // a string type that also takes numbers
	kindRaw
	kindAny
	kindStruct
	kindUnion
	kindPointer
	kindSlice
	kindMap
)

// typ is the type of a field.
type typ struct {
	kind  kind
	name  string // Go expression
	bools bool   // of a scalar: takes booleans too
	elem  *typ
}

// loader turns syntax into a model and gathers what is wrong with it.
type loader struct {
	fset    *token.FileSet
	structs map[string]*structType
	unions  map[string]*union
	strings map[string]typ // string types, by name
	errs    []error
}

func (l *loader) errorf(pos token.Pos, format string, args ...any) {
	l.errs = append(l.errs, fmt.Errorf("%s: %s", l.fset.Position(pos), fmt.Sprintf(format, args...)))
}

// load reads the package in dir.
func load(dir string) (*model, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	l := &loader{
		fset:    token.NewFileSet(),
		structs: make(map[string]*structType),
		unions:  make(map[string]*union),
		strings: make(map[string]typ),
	}
	m := new(model)
	var members []member
	for _, name := range names {
		base := filepath.Base(name)
		if strings.HasSuffix(base, "_test.go") || base == codeFile {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(l.fset, base, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		m.pkg = file.Name.Name
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.GenDecl)
			if !ok || decl.Tok != token.TYPE {
				continue
			}
			for _, spec := range decl.Specs {
				spec := spec.(*ast.TypeSpec)
				doc := spec.Doc
				if doc == nil {
					doc = decl.Doc
				}
				members = append(members, l.declare(spec, markers(doc))...)
			}
		}
	}
	if m.pkg == "" {
		return nil, fmt.Errorf("%s has no Go files", dir)
	}
	l.join(members)
	for _, s := range l.structs {
		l.resolve(s)
	}
	for _, s := range l.structs {
		if s.unknown || len(s.fields) > 0 || s.extra {
			m.structs = append(m.structs, s)
			if !s.extra && !s.embedded && !s.unknown {
				l.errorf(s.pos, "struct %s needs a field Extra", s.name)
			}
		}
	}
	for _, u := range l.unions {
		m.unions = append(m.unions, u)
	}
	slices.SortFunc(m.structs, func(a, b *structType) int { return strings.Compare(a.name, b.name) })
	slices.SortFunc(m.unions, func(a, b *union) int { return strings.Compare(a.name, b.name) })
	slices.SortFunc(l.errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return m, errors.Join(l.errs...)
}

// marker is a comment line like "//wire:member Card Simple".
type marker struct {
	pos  token.Pos
	name string
	args []string
}

func markers(doc *ast.CommentGroup) []marker {
	var found []marker
	if doc == nil {
		return nil
	}
	for _, c := range doc.List {
		if rest, ok := strings.CutPrefix(c.Text, "//wire:"); ok {
			words := strings.Fields(rest)
			if len(words) == 0 {
				words = []string{""}
			}
			found = append(found, marker{pos: c.Pos(), name: words[0], args: words[1:]})
		}
	}
	return found
}

// member is a struct that says it belongs to a union.
type member struct {
	pos          token.Pos
	name, union  string
	discriminant string
}

// declare notes a type and returns what it says it is a member of.
func (l *loader) declare(spec *ast.TypeSpec, marks []marker) []member {
	name := spec.Name.Name
	var members []member
	var u *union
	scalar := false
	for _, m := range marks {
		_, isStruct := spec.Type.(*ast.StructType)
		_, isInterface := spec.Type.(*ast.InterfaceType)
		switch {
		case m.name == "union" && len(m.args) == 2 && isInterface && u == nil:
			u = &union{name: name, key: m.args[0], unknown: m.args[1], pos: spec.Pos()}
		case m.name == "member" && len(m.args) == 2 && isStruct:
			members = append(members, member{pos: spec.Pos(), name: name, union: m.args[0], discriminant: m.args[1]})
		case m.name == "scalar" && (slices.Equal(m.args, []string{"number"}) || slices.Equal(m.args, []string{"number", "bool"})):
			l.strings[name] = typ{kind: kindScalar, name: name, bools: len(m.args) == 2}
			scalar = true
		case m.name == "union":
			l.errorf(m.pos, "want //wire:union key Unknown, once, on an interface")
		case m.name == "member":
			l.errorf(m.pos, "want //wire:member Union discriminator, on a struct")
		case m.name == "scalar":
			l.errorf(m.pos, "want //wire:scalar number, or //wire:scalar number bool, on a string type")
		default:
			l.errorf(m.pos, "unknown marker //wire:%s", m.name)
		}
	}
	if ident, ok := spec.Type.(*ast.Ident); scalar && (!ok || ident.Name != "string") {
		l.errorf(spec.Pos(), "scalar %s is not a string type", name)
	}
	switch t := spec.Type.(type) {
	case *ast.StructType:
		l.structs[name] = &structType{name: name, pos: spec.Pos(), expr: t}
	case *ast.InterfaceType:
		if u == nil {
			break
		}
		if len(t.Methods.List) == 0 || len(t.Methods.List[0].Names) == 0 {
			l.errorf(u.pos, "union %s needs a first method that returns the discriminator", name)
			break
		}
		u.method = t.Methods.List[0].Names[0].Name
		l.unions[name] = u
	case *ast.Ident:
		if t.Name == "string" && !scalar {
			l.strings[name] = typ{kind: kindString, name: name}
		}
	}
	return members
}

// join connects unions with their members.
func (l *loader) join(members []member) {
	for _, u := range l.unions {
		s := l.structs[u.unknown]
		switch {
		case s == nil:
			l.errorf(u.pos, "union %s: there is no struct %s", u.name, u.unknown)
		case s.union != nil:
			l.errorf(u.pos, "struct %s belongs to two unions", s.name)
		default:
			s.union, s.unknown = u, true
		}
	}
	for _, m := range members {
		s, u := l.structs[m.name], l.unions[m.union]
		switch {
		case u == nil:
			l.errorf(m.pos, "struct %s: there is no union %s", m.name, m.union)
		case s.union != nil:
			l.errorf(m.pos, "struct %s belongs to two unions", m.name)
		case slices.ContainsFunc(u.members, func(o *structType) bool { return o.value == m.discriminant }):
			l.errorf(m.pos, "struct %s: union %s has another member %s", m.name, u.name, m.discriminant)
		default:
			s.union, s.value = u, m.discriminant
			u.members = append(u.members, s)
		}
	}
	for _, u := range l.unions {
		slices.SortFunc(u.members, func(a, b *structType) int { return strings.Compare(a.value, b.value) })
	}
}

// resolve fills in the fields of a struct.
func (l *loader) resolve(s *structType) {
	if s.done {
		return
	}
	s.done = true
	raw := 0
	for _, f := range s.expr.Fields.List {
		if len(f.Names) == 0 {
			ident, ok := f.Type.(*ast.Ident)
			if !ok || l.structs[ident.Name] == nil {
				l.errorf(f.Pos(), "struct %s: only structs of the package can be embedded", s.name)
				continue
			}
			in := l.structs[ident.Name]
			l.resolve(in)
			in.embedded = true
			s.fields = append(s.fields, in.fields...)
			l.setExtra(s, in.extra)
			continue
		}
		var tags reflect.StructTag
		if f.Tag != nil {
			text, err := strconv.Unquote(f.Tag.Value)
			if err != nil { // the parser has checked it
				return
			}
			tags = reflect.StructTag(text)
		}
		tag := tags.Get("json")
		for _, name := range f.Names {
			switch {
			case name.Name == "Extra":
				l.setExtra(s, true)
				if ident, ok := f.Type.(*ast.Ident); !ok || ident.Name != "Extra" || tag != "-" {
					l.errorf(f.Pos(), "struct %s: want Extra Extra `json:\"-\"`", s.name)
				}
			case s.unknown && (name.Name == "Type" || name.Name == "Raw"):
				raw++
			case tag != "" && tag != "-":
				s.fields = append(s.fields, l.field(s, f, name.Name, tags))
			}
		}
	}
	if s.unknown && raw != 2 {
		l.errorf(s.pos, "struct %s needs the fields Type and Raw", s.name)
	}
	keys := make(map[string]bool)
	if s.union != nil {
		keys[s.union.key] = true
	}
	for _, f := range s.fields {
		if keys[f.key] {
			l.errorf(s.pos, "struct %s: two members %s", s.name, f.key)
		}
		keys[f.key] = true
	}
}

func (l *loader) setExtra(s *structType, extra bool) {
	if s.extra && extra {
		l.errorf(s.pos, "struct %s has two fields Extra", s.name)
	}
	s.extra = s.extra || extra
}

func (l *loader) field(s *structType, f *ast.Field, name string, tags reflect.StructTag) field {
	key, option, _ := strings.Cut(tags.Get("json"), ",")
	out := field{name: name, key: key, def: tags.Get("default")}
	t, ok := l.typ(f.Type)
	if !ok {
		l.errorf(f.Pos(), "struct %s: field %s has a type without codec", s.name, name)
	}
	out.typ = t
	switch option {
	case "":
	case "omitempty":
		out.omit = omitEmpty
		if t.kind == kindStruct {
			l.errorf(f.Pos(), "struct %s: omitempty has no effect on field %s, a struct", s.name, name)
		}
	case "omitzero":
		out.omit = omitZero
		if t.kind == kindStruct {
			l.errorf(f.Pos(), "struct %s: omitzero is not supported on field %s, a struct", s.name, name)
		}
	default:
		l.errorf(f.Pos(), "struct %s: field %s has the unknown option %s", s.name, name, option)
	}
	if out.def != "" && (t.kind != kindString || out.omit != never) {
		l.errorf(f.Pos(), "struct %s: the default of field %s needs a string that is always written", s.name, name)
	}
	if key == "" {
		l.errorf(f.Pos(), "struct %s: the tag of field %s has no name", s.name, name)
	}
	return out
}

// typ returns the type that an expression stands for, and whether the generator
// knows how to encode it.
func (l *loader) typ(expr ast.Expr) (typ, bool) {
	switch e := expr.(type) {
	case *ast.Ident:
		switch e.Name {
		case "string":
			return typ{kind: kindString, name: "string"}, true
		case "bool":
			return typ{kind: kindBool, name: "bool"}, true
		case "int":
			return typ{kind: kindInt, name: "int"}, true
		case "float64":
			return typ{kind: kindFloat, name: "float64"}, true
		case "any":
			return typ{kind: kindAny, name: "any"}, true
		}
		if t, ok := l.strings[e.Name]; ok {
			return t, true
		}
		if l.structs[e.Name] != nil {
			return typ{kind: kindStruct, name: e.Name}, true
		}
		return typ{kind: kindUnion, name: e.Name}, l.unions[e.Name] != nil
	case *ast.SelectorExpr:
		pkg, ok := e.X.(*ast.Ident)
		return typ{kind: kindRaw, name: "json.RawMessage"}, ok && pkg.Name == "json" && e.Sel.Name == "RawMessage"
	case *ast.StarExpr:
		elem, ok := l.typ(e.X)
		switch elem.kind {
		case kindStruct, kindString, kindBool, kindInt, kindFloat:
		default:
			ok = false
		}
		return typ{kind: kindPointer, name: "*" + elem.name, elem: &elem}, ok
	case *ast.ArrayType:
		elem, ok := l.typ(e.Elt)
		return typ{kind: kindSlice, name: "[]" + elem.name, elem: &elem}, ok && e.Len == nil
	case *ast.MapType:
		key, keyOK := e.Key.(*ast.Ident)
		elem, ok := l.typ(e.Value)
		return typ{kind: kindMap, name: "map[string]" + elem.name, elem: &elem}, ok && keyOK && key.Name == "string"
	default:
		return typ{}, false
	}
}
