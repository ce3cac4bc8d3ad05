package syntax

import "github.com/litexa-go/litexa/litexa/diag"

// Node is any part of the tree of a file.
type Node interface {
	// Span returns the part of the source that the node covers.
	Span() diag.Span
}

// extent is embedded by all nodes and says where they are.
type extent struct {
	at diag.Span
}

// Span returns the part of the source that the node covers.
func (e extent) Span() diag.Span { return e.at }

// File is a .litexa file. A file with syntax errors has the parts that could
// be read.
type File struct {
	extent
	// Name is the file's name as given to Parse.
	Name string
	// Source is the text that was parsed, line ends normalised to LF.
	Source string
	Decls  []Decl
	// Comments are all comments in the order of the source, those after a
	// statement on the same line included.
	Comments []*Comment
}

// Comment is a "#" and the text up to the end of the line.
type Comment struct {
	extent
	// Text includes the "#".
	Text string
}

// Ident is a name in the source.
type Ident struct {
	extent
	Name string
}

// Decl is something that stands at the start of a line: *State, *Test,
// *Define, *Pronounce, *ExcludeFile or *Table.
type Decl interface {
	Node
	decl()
}

// State is a state and what is indented below its name.
type State struct {
	extent
	Name Ident
	// Body holds the statements in the order of the source: the entry code,
	// then the handlers, then the exit code.
	Body []Stmt
}

// Entry returns the statements before the first handler.
func (s *State) Entry() []Stmt {
	for i, stmt := range s.Body {
		if _, ok := stmt.(*Handler); ok {
			return s.Body[:i:i]
		}
	}
	return s.Body
}

// Handlers returns the handlers, "otherwise" included, in source order.
func (s *State) Handlers() []*Handler {
	var handlers []*Handler
	for _, stmt := range s.Body {
		if h, ok := stmt.(*Handler); ok {
			handlers = append(handlers, h)
		}
	}
	return handlers
}

// Exit returns the statements after the last handler, or nil if there is no
// handler.
func (s *State) Exit() []Stmt {
	for i := len(s.Body) - 1; i >= 0; i-- {
		if _, ok := s.Body[i].(*Handler); ok {
			return s.Body[i+1:]
		}
	}
	return nil
}

// Test is a TEST block.
type Test struct {
	extent
	Name *Quoted
	Body []TestStmt
}

// Define is "define @name as Type".
type Define struct {
	extent
	Name Ident
	// Type is a dotted name.
	Type Ident
}

// Pronounce is `pronounce "from" as "to"`.
type Pronounce struct {
	extent
	From, To *Quoted
}

// ExcludeFile is "exclude file if ..." or "exclude file unless ...".
type ExcludeFile struct {
	extent
	Condition *Qualifier
}

// Table is "TABLE name = col, col" with its rows. No skill that has one ever
// worked; the tree holds it so that it can be reported as such.
type Table struct {
	extent
	Name    Ident
	Columns []Ident
	Rows    []*TableRow
}

// TableRow is a row of a table: cells separated by "|", trimmed.
type TableRow struct {
	extent
	Cells []string
}

func (*State) decl()       {}
func (*Test) decl()        {}
func (*Define) decl()      {}
func (*Pronounce) decl()   {}
func (*ExcludeFile) decl() {}
func (*Table) decl()       {}

// Qualifier is "if expr" or "unless expr" after a "when" or an "exclude file".
type Qualifier struct {
	extent
	Unless bool
	Expr   Expr
}

// Quoted is a double-quoted string without interpolation: leading blanks are
// dropped, \" is a quote, anything else is as written.
type Quoted struct {
	extent
	Value string
}

// Stmt is a statement in a state.
type Stmt interface {
	Node
	stmt()
}

// Handler is "when ..." or "otherwise" with what is indented below it.
type Handler struct {
	extent
	// Otherwise is set for "otherwise", which has neither Name nor Utterance.
	Otherwise bool
	// Name is the intent or event name of "when Name", or nil.
	Name *Ident
	// Utterance is the utterance of `when "utterance"`, or nil.
	Utterance *Template
	// Filter is the name in `when Connections.Response "Name"`, or nil.
	Filter *Quoted
	// Qualifier is the condition after the name or utterance, or nil.
	Qualifier *Qualifier
	// Body holds the statements below in source order; *Alternative and
	// *SlotType statements at its level belong to the handler itself.
	Body []Stmt
}

// Alternatives returns the "or" lines of the handler.
func (h *Handler) Alternatives() []*Alternative { return pick[*Alternative](h.Body) }

// SlotTypes returns the "with" lines of the handler.
func (h *Handler) SlotTypes() []*SlotType { return pick[*SlotType](h.Body) }

// Code returns the statements that run: all but "or" and "with" lines.
func (h *Handler) Code() []Stmt {
	var code []Stmt
	for _, s := range h.Body {
		switch s.(type) {
		case *Alternative, *SlotType:
		default:
			code = append(code, s)
		}
	}
	return code
}

func pick[T Stmt](stmts []Stmt) []T {
	var found []T
	for _, s := range stmts {
		if t, ok := s.(T); ok {
			found = append(found, t)
		}
	}
	return found
}

// Alternative is an "or" line below a handler. One of its fields is set.
type Alternative struct {
	extent
	Name *Ident
	// Utterance has the form SayForm, with its escapes, if it can be read so,
	// else UtteranceForm.
	Utterance *Template
}

// SlotType is "with $slot = type" below a handler. One of Type, Values and
// Builder is set.
type SlotType struct {
	extent
	Slot *Ref
	// Type is a dotted type name.
	Type *Ident
	// Values are the strings of a list of values.
	Values []*StringLit
	// Builder is a function in a code file: file.js:function.
	Builder *FileFunction
}

// FileFunction names a function in a code file.
type FileFunction struct {
	extent
	File, Function string
}

// Speech says where a Say statement's text goes.
type Speech int

// The three statements that speak.
const (
	ToSpeech   Speech = iota // say
	ToReprompt               // reprompt
	ToBoth                   // say reprompt
)

// Say is "say", "reprompt" or "say reprompt" with its "or" lines.
type Say struct {
	extent
	To         Speech
	Text       *Template
	Alternates []*SayAlternate
}

// SayAlternate is an "or" line below a Say.
type SayAlternate struct {
	extent
	Text *Template
}

// SoundEffect is "soundEffect asset" with its "or" lines.
type SoundEffect struct {
	extent
	Asset      *Asset
	Alternates []*AssetAlternate
}

// AssetAlternate is an "or" line below a SoundEffect.
type AssetAlternate struct {
	extent
	Asset *Asset
}

// PlayMusic is "playMusic asset".
type PlayMusic struct {
	extent
	Asset *Asset
}

// StopMusic is "stopMusic".
type StopMusic struct{ extent }

// Card is a "card" statement. Any of Title, Image and Content may be missing
// and be given by an attribute instead.
type Card struct {
	extent
	Title   *Template
	Image   *ImageRef
	Content *Template
	// Attributes are the "key: value" lines below.
	Attributes []*Attribute
}

// ImageRef is an image of a card. One of its fields is set.
type ImageRef struct {
	extent
	Asset *Asset
	Ref   *Ref
}

// Attribute is a "key: value" line below a card, an upsell or an extension's
// statement.
type Attribute struct {
	extent
	Key   Ident
	Value AttributeValue
}

// AttributeValue is the value of an attribute, by the first form that fits:
// *NumberLit, *Asset (a URL), *JSONFile, *Asset (a file), *BoolLit, *Template
// (a card string), *Quoted, *Ref or an Expr.
type AttributeValue interface {
	Node
}

// JSONFile is the name of a JSON file whose content is an attribute's value.
type JSONFile struct {
	extent
	Name string
}

// AssetKind says what an Asset names.
type AssetKind int

// The kinds of assets.
const (
	AssetFile      AssetKind = iota // a file of the project's assets
	AssetURL                        // http:// or https://
	AssetSoundBank                  // soundbank://
)

// Asset is a file name, a URL or a sound bank path, with or without quotes.
type Asset struct {
	extent
	Kind AssetKind
	// Name is the whole name, path or URL, without quotes.
	Name string
	// Type is what follows the last dot of the last segment, lower case for
	// URLs; "mp3" for sound bank paths; "" if there is none.
	Type string
}

// Directive is "directive expr".
type Directive struct {
	extent
	Expr Expr
}

// Metric is "metric name".
type Metric struct {
	extent
	Name Ident
}

// ResponseSpacing is "setResponseSpacing = milliseconds".
type ResponseSpacing struct {
	extent
	Milliseconds *NumberLit
}

// Setting is "set name = true" or "set name = false".
type Setting struct {
	extent
	Name  Ident
	Value bool
}

// Log is "log expr".
type Log struct {
	extent
	Expr Expr
}

// End is "END".
type End struct{ extent }

// Listen is "LISTEN" with the kinds that follow it, "microphone" or "events".
type Listen struct {
	extent
	Kinds []Ident
}

// TransitionKind says how a state is left.
type TransitionKind int

// The transitions.
const (
	Goto        TransitionKind = iota // ->
	StopAndGoto                       // |->
	Handoff                           // ...
)

// Transition is "-> state", "|-> state" or "... state".
type Transition struct {
	extent
	Kind   TransitionKind
	Target Ident
}

// Local is "local name = expr".
type Local struct {
	extent
	Name  Ident
	Value Expr
}

// Wrap is "local name = @source as Class".
type Wrap struct {
	extent
	Name Ident
	// Source is a dotted name, without the "@".
	Source Ident
	Class  Ident
}

// Assign gives a new value to a local, database or request variable. A local
// variable has no accessors.
type Assign struct {
	extent
	Target *Ref
	Value  Expr
}

// Call is a function call as a statement.
type Call struct {
	extent
	Call *CallExpr
}

// ProductAction is what a Product statement does.
type ProductAction int

// The actions on in-skill products.
const (
	Buy ProductAction = iota
	Cancel
	Upsell
)

// Product is "buyInSkillProduct", "cancelInSkillProduct" or
// "upsellInSkillProduct" with the attributes below it.
type Product struct {
	extent
	Action     ProductAction
	Name       *Quoted
	Attributes []*Attribute
}

// If is "if" or "unless" with its body, and the "else" branches that follow.
type If struct {
	extent
	// Branches has the if (or unless) first, then the else branches in source
	// order. A branch without condition is a plain else.
	Branches []*Branch
}

// Branch is one branch of an If.
type Branch struct {
	extent
	// Condition is nil for a plain else.
	Condition *Qualifier
	Body      []Stmt
}

// For is "for value in source" or "for key, value in source".
type For struct {
	extent
	// Key is nil if only the value has a name.
	Key    *Ident
	Value  Ident
	Source Expr
	Body   []Stmt
}

// Switch is a "switch" with its assignments and cases.
type Switch struct {
	extent
	Assignments []*SwitchAssignment
	Cases       []*Case
}

// SwitchAssignment is "name = expr", or just an expression, after "switch".
type SwitchAssignment struct {
	extent
	// Name is nil for an expression without name.
	Name  *Ident
	Value Expr
}

// CaseKind says what makes a case eligible.
type CaseKind int

// The kinds of cases.
const (
	CaseCompare CaseKind = iota // <op> expr then: compared with the first assignment
	CaseMatch                   // match /regex/ then
	CaseExpr                    // expr then
	CaseElse                    // else
)

// Case is one case of a Switch.
type Case struct {
	extent
	Kind CaseKind
	// Op is the operator of a CaseCompare: == != < <= > >=.
	Op string
	// Expr is the expression of a CaseCompare or CaseExpr.
	Expr Expr
	// Regex is the pattern of a CaseMatch.
	Regex *Regex
	Body  []Stmt
}

// Regex is /pattern/flags. The pattern has the syntax of JavaScript.
type Regex struct {
	extent
	Pattern, Flags string
}

func (*Handler) stmt()         {}
func (*Alternative) stmt()     {}
func (*SlotType) stmt()        {}
func (*Say) stmt()             {}
func (*SoundEffect) stmt()     {}
func (*PlayMusic) stmt()       {}
func (*StopMusic) stmt()       {}
func (*Card) stmt()            {}
func (*Directive) stmt()       {}
func (*Metric) stmt()          {}
func (*ResponseSpacing) stmt() {}
func (*Setting) stmt()         {}
func (*Log) stmt()             {}
func (*End) stmt()             {}
func (*Listen) stmt()          {}
func (*Transition) stmt()      {}
func (*Local) stmt()           {}
func (*Wrap) stmt()            {}
func (*Assign) stmt()          {}
func (*Call) stmt()            {}
func (*Product) stmt()         {}
func (*If) stmt()              {}
func (*For) stmt()             {}
func (*Switch) stmt()          {}

// Expr is an expression: *BinaryExpr, *NotExpr, *ParenExpr, *CallExpr, *Ref,
// *StringLit, *NumberLit or *BoolLit.
type Expr interface {
	Node
	expr()
}

// BinaryExpr is "x op y". All operators associate to the left; "and" and "or"
// bind equally.
type BinaryExpr struct {
	extent
	// Op is one of: and or == != < <= > >= + - * /.
	Op   string
	X, Y Expr
}

// NotExpr is "not x".
type NotExpr struct {
	extent
	X Expr
}

// ParenExpr is "(x)".
type ParenExpr struct {
	extent
	X Expr
}

// CallExpr is a call of a bare or a database reference: "f(x)", "@a.f(x)".
type CallExpr struct {
	extent
	Fun  *Ref
	Args []Expr
}

// Scope says where a reference is looked up.
type Scope int

// The scopes of references.
const (
	LocalScope    Scope = iota // name: a local variable, inline code, a library function or a global
	DatabaseScope              // @name
	RequestScope               // $name
	DeployScope                // DEPLOY.name
)

// Ref is a reference to a variable or to a part of it. Name is without the
// "@", "$" or "DEPLOY." before it.
type Ref struct {
	extent
	Scope Scope
	Name  Ident
	Path  []Accessor
}

// Accessor is one step from a value to a part of it. One of the fields is
// meant: Member if it is not "", else Key if IsKey, else Index.
type Accessor struct {
	extent
	// Member is the name in ".name".
	Member string
	// IsKey is set for ["key"].
	IsKey bool
	Key   string
	// Index is the number in [0].
	Index int
}

// StringLit is a string in an expression, in single or double quotes. Its
// value has the escape sequences of JavaScript.
type StringLit struct {
	extent
	// Quote is '"' or '\''.
	Quote byte
	// Raw is the text between the quotes, as written.
	Raw string
}

// NumberLit is a number.
type NumberLit struct {
	extent
	// Raw is the number as written: -?digits or -?digits.digits.
	Raw   string
	Value float64
}

// BoolLit is true or false.
type BoolLit struct {
	extent
	Value bool
}

func (*BinaryExpr) expr() {}
func (*NotExpr) expr()    {}
func (*ParenExpr) expr()  {}
func (*CallExpr) expr()   {}
func (*Ref) expr()        {}
func (*StringLit) expr()  {}
func (*NumberLit) expr()  {}
func (*BoolLit) expr()    {}

// TemplateForm says which grammar a Template follows.
type TemplateForm int

// The forms of templates.
const (
	SayForm       TemplateForm = iota // say strings
	CardForm                          // titles and texts of cards and screens
	UtteranceForm                     // utterances after "when" and "or"
	ExpectForm                        // what "alexa:" expects
)

// Template is a double-quoted string with interpolation, tags and
// alternation.
type Template struct {
	extent
	Form  TemplateForm
	Parts []Part
}

// Part is a part of a template: *Text, *Escape, *Interpolation, *Tag or
// *Group.
type Part interface {
	Node
	part()
}

// Text is plain text as written, line breaks included. See NormalizeText.
type Text struct {
	extent
	Raw string
}

// Escape is a backslash and the character that it makes plain.
type Escape struct {
	extent
	Char byte
}

// Interpolation is a value in a template: {expr}, $ref, @ref, @ref(args) or
// DEPLOY.ref.
type Interpolation struct {
	extent
	// Braces is set for {expr}.
	Braces bool
	// Expr is a *Ref or a *CallExpr unless Braces is set.
	Expr Expr
}

// Group is an alternation, or a group in parentheses: (a|b|). A template whose
// whole text alternates has one Group without parentheses as its only part.
type Group struct {
	extent
	// Paren is set if the group is in parentheses.
	Paren bool
	// Branches has at least one element; an empty branch has no parts.
	Branches [][]Part
}

// TagKind says which of the tags a Tag is.
type TagKind int

// The kinds of tags.
const (
	TagNamed        TagKind = iota // <code text>
	TagInterjection                // <!text>
	TagPause                       // <...500ms>
	TagSound                       // <sfx asset>
	TagFontSize                    // <f3 text>
	TagAsset                       // <name.mp3>, in what "alexa:" expects
)

// Tag is a shorthand for SSML in a template.
type Tag struct {
	extent
	Kind TagKind
	// Code is the code of a TagNamed.
	Code string
	// Text is the text within, blanks before it dropped. For a
	// TagInterjection it is followed by Punctuation.
	Text string
	// Punctuation are the characters , . ! ? that directly follow a
	// TagInterjection, blanks between allowed; they are spoken as part of it.
	Punctuation string
	// Duration is the time of a TagPause with its unit: 500ms, 2s.
	Duration string
	// Size is the size of a TagFontSize.
	Size int
	// Asset is the asset of a TagSound or TagAsset.
	Asset *Asset
}

func (*Text) part()          {}
func (*Escape) part()        {}
func (*Interpolation) part() {}
func (*Tag) part()           {}
func (*Group) part()         {}

// TestStmt is a statement in a TEST block.
type TestStmt interface {
	Node
	testStmt()
}

// TestLaunch is "launch".
type TestLaunch struct{ extent }

// TestUser is `user: "text"` or "user: Intent", with slot values.
type TestUser struct {
	extent
	// Text and Intent: one of them is set.
	Text   *Template
	Intent *Ident
	Slots  []*TestSlot
}

// TestSlot is "$name = value" after "with".
type TestSlot struct {
	extent
	Name Ident
	// Value is a *Quoted or a *NumberLit.
	Value Node
}

// TestRequest is "request: file.json".
type TestRequest struct {
	extent
	File *Asset
}

// TestWait is "wait 5 minutes".
type TestWait struct {
	extent
	Amount *NumberLit
	// Unit is second, minute, hour or day.
	Unit string
}

// TestQuit is "quit".
type TestQuit struct{ extent }

// TestAlexa is "alexa: state" with the speech that is expected, if any: one of
// Exact, Regex and Text, or none.
type TestAlexa struct {
	extent
	// State is "null" for an ended session.
	State Ident
	Exact *Quoted
	Regex *Regex
	Text  *Template
}

// TestEnd is "END".
type TestEnd struct{ extent }

// TestListen is "LISTEN" with the kinds that follow it.
type TestListen struct {
	extent
	Kinds []Ident
}

// TestDirective is "directive: Type".
type TestDirective struct {
	extent
	Type Ident
}

// TestCompare is "@ref op value": an expectation about the database.
type TestCompare struct {
	extent
	Ref *Ref
	// Op is one of == != >= <= > <.
	Op string
	// Value is the rest of the line, JavaScript.
	Value string
}

// TestAssign is "@ref = value": a change of the database.
type TestAssign struct {
	extent
	Ref *Ref
	// Value is the rest of the line, JavaScript.
	Value string
}

// TestSetRegion is "setRegion de-DE".
type TestSetRegion struct {
	extent
	Region Ident
}

// TestCapture is "capture name".
type TestCapture struct {
	extent
	Name Ident
}

// TestResume is "resume name".
type TestResume struct {
	extent
	Name Ident
}

// TestLogStateTraces is "logStateTraces = true" or "= false".
type TestLogStateTraces struct {
	extent
	Value bool
}

func (*TestLaunch) testStmt()         {}
func (*TestUser) testStmt()           {}
func (*TestRequest) testStmt()        {}
func (*TestWait) testStmt()           {}
func (*TestQuit) testStmt()           {}
func (*TestAlexa) testStmt()          {}
func (*TestEnd) testStmt()            {}
func (*TestListen) testStmt()         {}
func (*TestDirective) testStmt()      {}
func (*TestCompare) testStmt()        {}
func (*TestAssign) testStmt()         {}
func (*TestSetRegion) testStmt()      {}
func (*TestCapture) testStmt()        {}
func (*TestResume) testStmt()         {}
func (*TestLogStateTraces) testStmt() {}
