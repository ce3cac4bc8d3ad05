package syntax

import "iter"

// Inspect calls f for node and then, if f returned true, for the nodes below
// it in the order of the source, each before the nodes below itself; after
// those it calls f(nil). It has the shape of go/ast.Inspect.
//
// Parts that are missing, as in a file with errors, are left out. The comments
// of a *File come after its declarations.
func Inspect(node Node, f func(Node) bool) {
	if !f(node) {
		return
	}
	switch n := node.(type) {
	case *File:
		inspectAll(f, n.Decls)
		inspectAll(f, n.Comments)
	case *State, *Test, *Define, *Pronounce, *ExcludeFile, *Table, *TableRow, *Qualifier:
		inspectDecl(f, n)
	case Stmt:
		inspectStmt(f, n)
	case *SayAlternate, *AssetAlternate, *ImageRef, *Attribute, *Branch, *SwitchAssignment, *Case:
		inspectClause(f, n)
	case Expr:
		inspectExpr(f, n)
	case *Template, *Interpolation, *Group, *Tag:
		inspectTemplate(f, n)
	case TestStmt:
		inspectTest(f, n)
	case *TestSlot:
		inspect(f, &n.Name)
		inspect(f, n.Value)
	case *Comment, *Ident, *Quoted, *Asset, *FileFunction, *JSONFile, *Regex, *Accessor, *Text, *Escape:
		// nothing below
	}
	f(nil)
}

// Preorder returns node and all nodes below it, in the order of Inspect.
func Preorder(node Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		more := true
		Inspect(node, func(n Node) bool {
			if n != nil {
				more = more && yield(n)
			}
			return more
		})
	}
}

// inspect inspects a node that may be missing.
func inspect[N interface {
	comparable
	Node
}](f func(Node) bool, n N) {
	var none N
	if n != none {
		Inspect(n, f)
	}
}

func inspectAll[N interface {
	comparable
	Node
}](f func(Node) bool, list []N) {
	for _, n := range list {
		inspect(f, n)
	}
}

func inspectIdents(f func(Node) bool, list []Ident) {
	for i := range list {
		inspect(f, &list[i])
	}
}

func inspectDecl(f func(Node) bool, n Node) {
	switch n := n.(type) {
	case *State:
		inspect(f, &n.Name)
		inspectAll(f, n.Body)
	case *Test:
		inspect(f, n.Name)
		inspectAll(f, n.Body)
	case *Define:
		inspect(f, &n.Name)
		inspect(f, &n.Type)
	case *Pronounce:
		inspect(f, n.From)
		inspect(f, n.To)
	case *ExcludeFile:
		inspect(f, n.Condition)
	case *Table:
		inspect(f, &n.Name)
		inspectIdents(f, n.Columns)
		inspectAll(f, n.Rows)
	case *TableRow:
		// nothing below
	case *Qualifier:
		inspect(f, n.Expr)
	}
}

func inspectStmt(f func(Node) bool, n Stmt) {
	switch n := n.(type) {
	case *Handler:
		inspect(f, n.Name)
		inspect(f, n.Utterance)
		inspect(f, n.Filter)
		inspect(f, n.Qualifier)
		inspectAll(f, n.Body)
	case *Alternative:
		inspect(f, n.Name)
		inspect(f, n.Utterance)
	case *SlotType:
		inspect(f, n.Slot)
		inspect(f, n.Type)
		inspectAll(f, n.Values)
		inspect(f, n.Builder)
	case *Say:
		inspect(f, n.Text)
		inspectAll(f, n.Alternates)
	case *SoundEffect:
		inspect(f, n.Asset)
		inspectAll(f, n.Alternates)
	case *PlayMusic:
		inspect(f, n.Asset)
	case *Card:
		inspect(f, n.Title)
		inspect(f, n.Image)
		inspect(f, n.Content)
		inspectAll(f, n.Attributes)
	case *Directive:
		inspect(f, n.Expr)
	case *Metric:
		inspect(f, &n.Name)
	case *ResponseSpacing:
		inspect(f, n.Milliseconds)
	case *Setting:
		inspect(f, &n.Name)
	case *Log:
		inspect(f, n.Expr)
	case *Listen:
		inspectIdents(f, n.Kinds)
	case *Transition:
		inspect(f, &n.Target)
	case *Local:
		inspect(f, &n.Name)
		inspect(f, n.Value)
	case *Wrap:
		inspect(f, &n.Name)
		inspect(f, &n.Source)
		inspect(f, &n.Class)
	case *Assign:
		inspect(f, n.Target)
		inspect(f, n.Value)
	case *Call:
		inspect(f, n.Call)
	case *Product:
		inspect(f, n.Name)
		inspectAll(f, n.Attributes)
	case *If:
		inspectAll(f, n.Branches)
	case *For:
		inspect(f, n.Key)
		inspect(f, &n.Value)
		inspect(f, n.Source)
		inspectAll(f, n.Body)
	case *Switch:
		inspectAll(f, n.Assignments)
		inspectAll(f, n.Cases)
	case *StopMusic, *End:
		// nothing below
	}
}

func inspectClause(f func(Node) bool, n Node) {
	switch n := n.(type) {
	case *SayAlternate:
		inspect(f, n.Text)
	case *AssetAlternate:
		inspect(f, n.Asset)
	case *ImageRef:
		inspect(f, n.Asset)
		inspect(f, n.Ref)
	case *Attribute:
		inspect(f, &n.Key)
		inspect(f, n.Value)
	case *Branch:
		inspect(f, n.Condition)
		inspectAll(f, n.Body)
	case *SwitchAssignment:
		inspect(f, n.Name)
		inspect(f, n.Value)
	case *Case:
		inspect(f, n.Expr)
		inspect(f, n.Regex)
		inspectAll(f, n.Body)
	}
}

func inspectExpr(f func(Node) bool, n Expr) {
	switch n := n.(type) {
	case *BinaryExpr:
		inspect(f, n.X)
		inspect(f, n.Y)
	case *NotExpr:
		inspect(f, n.X)
	case *ParenExpr:
		inspect(f, n.X)
	case *CallExpr:
		inspect(f, n.Fun)
		inspectAll(f, n.Args)
	case *Ref:
		inspect(f, &n.Name)
		for i := range n.Path {
			inspect(f, &n.Path[i])
		}
	case *StringLit, *NumberLit, *BoolLit:
		// nothing below
	}
}

func inspectTemplate(f func(Node) bool, n Node) {
	switch n := n.(type) {
	case *Template:
		inspectAll(f, n.Parts)
	case *Interpolation:
		inspect(f, n.Expr)
	case *Group:
		for _, branch := range n.Branches {
			inspectAll(f, branch)
		}
	case *Tag:
		inspect(f, n.Asset)
	}
}

func inspectTest(f func(Node) bool, n TestStmt) {
	switch n := n.(type) {
	case *TestUser:
		inspect(f, n.Text)
		inspect(f, n.Intent)
		inspectAll(f, n.Slots)
	case *TestRequest:
		inspect(f, n.File)
	case *TestWait:
		inspect(f, n.Amount)
	case *TestAlexa:
		inspect(f, &n.State)
		inspect(f, n.Exact)
		inspect(f, n.Regex)
		inspect(f, n.Text)
	case *TestListen:
		inspectIdents(f, n.Kinds)
	case *TestDirective:
		inspect(f, &n.Type)
	case *TestCompare:
		inspect(f, n.Ref)
	case *TestAssign:
		inspect(f, n.Ref)
	case *TestSetRegion:
		inspect(f, &n.Region)
	case *TestCapture:
		inspect(f, &n.Name)
	case *TestResume:
		inspect(f, &n.Name)
	case *TestLaunch, *TestQuit, *TestEnd, *TestLogStateTraces:
		// nothing below
	}
}
