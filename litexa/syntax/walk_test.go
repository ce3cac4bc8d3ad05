package syntax

import (
	"go/ast"
	goparser "go/parser"
	"go/token"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// nodeTypes has one value of every type of node.
var nodeTypes = []Node{
	&File{}, &Comment{}, &Ident{},
	&State{}, &Test{}, &Define{}, &Pronounce{}, &ExcludeFile{}, &Table{}, &TableRow{},
	&Qualifier{}, &Quoted{},
	&Handler{}, &Alternative{}, &SlotType{}, &FileFunction{},
	&Say{}, &SayAlternate{}, &SoundEffect{}, &AssetAlternate{}, &PlayMusic{}, &StopMusic{},
	&Card{}, &ImageRef{}, &Attribute{}, &JSONFile{}, &Asset{},
	&Directive{}, &Metric{}, &ResponseSpacing{}, &Setting{}, &Log{}, &End{}, &Listen{}, &Transition{},
	&Local{}, &Wrap{}, &Assign{}, &Call{}, &Product{},
	&If{}, &Branch{}, &For{}, &Switch{}, &SwitchAssignment{}, &Case{}, &Regex{},
	&BinaryExpr{}, &NotExpr{}, &ParenExpr{}, &CallExpr{}, &Ref{}, &Accessor{},
	&StringLit{}, &NumberLit{}, &BoolLit{},
	&Template{}, &Text{}, &Escape{}, &Interpolation{}, &Group{}, &Tag{},
	&TestLaunch{}, &TestUser{}, &TestSlot{}, &TestRequest{}, &TestWait{}, &TestQuit{}, &TestAlexa{}, &TestEnd{},
	&TestListen{}, &TestDirective{}, &TestCompare{}, &TestAssign{}, &TestSetRegion{}, &TestCapture{},
	&TestResume{}, &TestLogStateTraces{},
}

// TestNodeTypesComplete fails when a type of node is added to the tree and not
// to nodeTypes, so that TestInspectComplete covers it.
func TestNodeTypesComplete(t *testing.T) {
	file, err := goparser.ParseFile(token.NewFileSet(), "tree.go", nil, goparser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if s, ok := spec.Type.(*ast.StructType); ok && embedsExtent(s) {
			want = append(want, spec.Name.Name)
		}
		return false
	})
	var got []string
	for _, n := range nodeTypes {
		got = append(got, reflect.TypeOf(n).Elem().Name())
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nodeTypes differs from the types in tree.go (-tree.go +nodeTypes):\n%s", diff)
	}
}

func embedsExtent(s *ast.StructType) bool {
	return slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
		id, ok := f.Type.(*ast.Ident)
		return ok && len(f.Names) == 0 && id.Name == "extent"
	})
}

// TestInspectComplete fills every field of every type of node that can hold
// nodes, and expects Inspect to visit all of them in the order of the fields,
// which is that of the source.
func TestInspectComplete(t *testing.T) {
	for _, n := range nodeTypes {
		typ := reflect.TypeOf(n).Elem()
		t.Run(typ.Name(), func(t *testing.T) {
			root := reflect.New(typ)
			var want []Node
			for i := range typ.NumField() {
				if typ.Field(i).IsExported() {
					want = append(want, fill(t, root.Elem().Field(i))...)
				}
			}
			var got []Node
			depth := 0
			Inspect(root.Interface().(Node), func(n Node) bool {
				if n == nil {
					depth--
					return false
				}
				if depth == 1 {
					got = append(got, n)
				}
				depth++
				return true
			})
			if depth != 0 {
				t.Errorf("calls with nil do not match the nodes visited: %d left open", depth)
			}
			if !slices.EqualFunc(want, got, func(a, b Node) bool { return a == b }) {
				t.Errorf("visited %s, want %s", names(got), names(want))
			}
		})
	}
}

var nodeInterface = reflect.TypeFor[Node]()

// fill puts nodes into a field of a node and returns them.
func fill(t *testing.T, field reflect.Value) []Node {
	typ := field.Type()
	switch {
	case typ.Kind() == reflect.Slice:
		field.Set(reflect.MakeSlice(typ, 2, 2))
		return append(fill(t, field.Index(0)), fill(t, field.Index(1))...)
	case typ.Kind() == reflect.Interface && typ.Implements(nodeInterface):
		for _, n := range nodeTypes {
			if reflect.TypeOf(n).Implements(typ) && reflect.TypeOf(n) != reflect.TypeFor[*File]() {
				leaf := reflect.New(reflect.TypeOf(n).Elem())
				field.Set(leaf)
				return []Node{leaf.Interface().(Node)}
			}
		}
		t.Fatalf("no node implements %s", typ)
	case typ.Kind() == reflect.Pointer && typ.Implements(nodeInterface):
		field.Set(reflect.New(typ.Elem()))
		return []Node{field.Interface().(Node)}
	case typ.Kind() == reflect.Struct && reflect.PointerTo(typ).Implements(nodeInterface):
		return []Node{field.Addr().Interface().(Node)}
	}
	return nil
}

func names(nodes []Node) []string {
	var names []string
	for _, n := range nodes {
		names = append(names, reflect.TypeOf(n).String())
	}
	return names
}

func TestInspectStopsBelow(t *testing.T) {
	call := &CallExpr{Fun: &Ref{Name: Ident{Name: "f"}}, Args: []Expr{&NumberLit{Raw: "1"}}}
	file := &File{Decls: []Decl{&State{Body: []Stmt{&Call{Call: call}, &End{}}}}}
	var got []string
	Inspect(file, func(n Node) bool {
		if n == nil {
			got = append(got, "nil")
			return false
		}
		got = append(got, reflect.TypeOf(n).Elem().Name())
		_, isCall := n.(*CallExpr)
		return !isCall
	})
	want := []string{"File", "State", "Ident", "nil", "Call", "CallExpr", "nil", "End", "nil", "nil", "nil"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPreorder(t *testing.T) {
	sum := &BinaryExpr{Op: "+", X: &NumberLit{Raw: "1"}, Y: &NotExpr{X: &NumberLit{Raw: "2"}}}
	var got []string
	for n := range Preorder(sum) {
		got = append(got, reflect.TypeOf(n).Elem().Name())
	}
	if diff := cmp.Diff([]string{"BinaryExpr", "NumberLit", "NotExpr", "NumberLit"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	visited := 0
	for n := range Preorder(sum) {
		visited++
		if _, ok := n.(*NumberLit); ok {
			break
		}
	}
	if visited != 2 {
		t.Errorf("visited %d nodes up to the first number, want 2", visited)
	}
}
