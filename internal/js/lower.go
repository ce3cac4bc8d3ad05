package js

import (
	"strings"

	"github.com/dop251/goja/ast"
)

// fastPattern rewrites classes of a pattern that ignores case to ones that mean
// the same. Of the former, one of the engine's two implementations compiles the
// case of every character that there is, which takes tens of milliseconds each
// time that the expression is evaluated.
func fastPattern(pattern, flags string) string {
	if !strings.ContainsAny(pattern, `.DWS`) {
		return pattern
	}
	var b strings.Builder
	set := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern):
			i++
			class := ""
			switch {
			case set:
			case pattern[i] == 'D':
				class = "[^0-9]"
			case pattern[i] == 'S':
				class = `[^\s]`
			case pattern[i] == 'W' && !strings.Contains(flags, "u"):
				class = "[^0-9A-Za-z_]"
			}
			if class == "" {
				class = pattern[i-1 : i+1]
			}
			b.WriteString(class)
			continue
		case c == '[':
			set = true
		case c == ']':
			set = false
		case c == '.' && !set && !strings.Contains(flags, "s"):
			b.WriteString(`[^\n\r\u2028\u2029]`)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// needsLowering reports whether code that the engine's parser accepts must be
// rewritten nevertheless. It has asynchronous generators, which the engine
// lacks, or declares a function within a block of sloppy code: such a function
// is visible after the block in browsers and Node, but not in the engine.
//
// On its way it changes the regular expressions of the tree, see fastPattern
// and expandProperties.
func needsLowering(p *ast.Program) bool {
	var h lowering
	h.statements(p.Body, false)
	return h.found
}

type lowering struct{ found bool }

// statements looks through statements; inBlock is set within a block.
func (h *lowering) statements(list []ast.Statement, inBlock bool) {
	for _, s := range list {
		h.statement(s, inBlock)
	}
}

func (h *lowering) statement(s ast.Statement, inBlock bool) {
	switch s := s.(type) {
	case *ast.FunctionDeclaration:
		h.found = h.found || inBlock && !s.Function.Async && !s.Function.Generator
		h.expression(s.Function)
	case *ast.BlockStatement:
		if s != nil {
			h.statements(s.List, true)
		}
	case *ast.ExpressionStatement:
		h.expression(s.Expression)
	case *ast.IfStatement:
		h.expression(s.Test)
		h.statement(s.Consequent, true)
		h.statement(s.Alternate, true)
	case *ast.ReturnStatement:
		h.expression(s.Argument)
	case *ast.VariableStatement:
		h.bindings(s.List)
	case *ast.LexicalDeclaration:
		h.bindings(s.List)
	case *ast.ClassDeclaration:
		h.expression(s.Class)
	case *ast.ForStatement:
		switch i := s.Initializer.(type) {
		case *ast.ForLoopInitializerExpression:
			h.expression(i.Expression)
		case *ast.ForLoopInitializerVarDeclList:
			h.bindings(i.List)
		case *ast.ForLoopInitializerLexicalDecl:
			h.bindings(i.LexicalDeclaration.List)
		}
		h.expression(s.Test)
		h.expression(s.Update)
		h.statement(s.Body, true)
	case *ast.ForInStatement:
		h.expression(s.Source)
		h.statement(s.Body, true)
	case *ast.ForOfStatement:
		h.expression(s.Source)
		h.statement(s.Body, true)
	case *ast.WhileStatement:
		h.expression(s.Test)
		h.statement(s.Body, true)
	case *ast.DoWhileStatement:
		h.expression(s.Test)
		h.statement(s.Body, true)
	case *ast.LabelledStatement:
		h.statement(s.Statement, inBlock)
	case *ast.SwitchStatement:
		h.expression(s.Discriminant)
		for _, c := range s.Body {
			h.expression(c.Test)
			h.statements(c.Consequent, true)
		}
	case *ast.ThrowStatement:
		h.expression(s.Argument)
	case *ast.TryStatement:
		h.statement(s.Body, true)
		if s.Catch != nil {
			h.statement(s.Catch.Body, true)
		}
		h.statement(s.Finally, true)
	case *ast.WithStatement:
		h.expression(s.Object)
		h.statement(s.Body, true)
	}
}

func (h *lowering) bindings(list []*ast.Binding) {
	for _, b := range list {
		h.expression(b.Target)
		h.expression(b.Initializer)
	}
}

func (h *lowering) expressions(list []ast.Expression) {
	for _, e := range list {
		h.expression(e)
	}
}

func (h *lowering) expression(e ast.Expression) {
	switch e := e.(type) {
	case *ast.FunctionLiteral:
		if e == nil {
			return
		}
		h.found = h.found || e.Async && e.Generator
		h.parameters(e.ParameterList)
		h.statements(e.Body.List, false)
	case *ast.ArrowFunctionLiteral:
		h.parameters(e.ParameterList)
		switch b := e.Body.(type) {
		case *ast.BlockStatement:
			h.statements(b.List, false)
		case *ast.ExpressionBody:
			h.expression(b.Expression)
		}
	case *ast.ClassLiteral:
		h.expression(e.SuperClass)
		for _, m := range e.Body {
			switch m := m.(type) {
			case *ast.FieldDefinition:
				h.expression(m.Key)
				h.expression(m.Initializer)
			case *ast.MethodDefinition:
				h.expression(m.Key)
				h.expression(m.Body)
			case *ast.ClassStaticBlock:
				h.statements(m.Block.List, false)
			}
		}
	case *ast.ArrayLiteral:
		h.expressions(e.Value)
	case *ast.ArrayPattern:
		h.expressions(e.Elements)
		h.expression(e.Rest)
	case *ast.ObjectLiteral:
		for _, p := range e.Value {
			h.expression(p)
		}
	case *ast.ObjectPattern:
		for _, p := range e.Properties {
			h.expression(p)
		}
		h.expression(e.Rest)
	case *ast.PropertyKeyed:
		h.expression(e.Key)
		h.expression(e.Value)
	case *ast.PropertyShort:
		h.expression(e.Initializer)
	case *ast.AssignExpression:
		h.expression(e.Left)
		h.expression(e.Right)
	case *ast.AwaitExpression:
		h.expression(e.Argument)
	case *ast.YieldExpression:
		h.expression(e.Argument)
	case *ast.BinaryExpression:
		h.expression(e.Left)
		h.expression(e.Right)
	case *ast.BracketExpression:
		h.expression(e.Left)
		h.expression(e.Member)
	case *ast.CallExpression:
		h.expression(e.Callee)
		h.expressions(e.ArgumentList)
	case *ast.ConditionalExpression:
		h.expression(e.Test)
		h.expression(e.Consequent)
		h.expression(e.Alternate)
	case *ast.DotExpression:
		h.expression(e.Left)
	case *ast.PrivateDotExpression:
		h.expression(e.Left)
	case *ast.OptionalChain:
		h.expression(e.Expression)
	case *ast.Optional:
		h.expression(e.Expression)
	case *ast.NewExpression:
		h.expression(e.Callee)
		h.expressions(e.ArgumentList)
	case *ast.SequenceExpression:
		h.expressions(e.Sequence)
	case *ast.SpreadElement:
		h.expression(e.Expression)
	case *ast.TemplateLiteral:
		h.expression(e.Tag)
		h.expressions(e.Expressions)
	case *ast.UnaryExpression:
		h.expression(e.Operand)
	case *ast.RegExpLiteral:
		if hasProperties(e.Pattern) && strings.Contains(e.Flags, "u") {
			if p, unknown := expandProperties(e.Pattern); unknown == "" {
				e.Pattern = p
			}
		}
		if strings.Contains(e.Flags, "i") {
			e.Pattern = fastPattern(e.Pattern, e.Flags)
		}
	}
}

func (h *lowering) parameters(list *ast.ParameterList) {
	if list == nil {
		return
	}
	h.bindings(list.List)
	h.expression(list.Rest)
}
