package syntax

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// formatCases are sources and their canonical forms.
var formatCases = []struct {
	name, source, want string
}{
	{"empty", "", ""},
	{"only blanks", " \n\t\n\n", ""},
	{"only a comment", "\n\n   # one  \n", "# one\n"},
	{"no line end", "launch\n  END", "launch\n  END\n"},
	{"carriage returns", "launch\r\n  say \"a\r\n   b\"\r  END\r\n", "launch\n  say \"a\n    b\"\n  END\n"},
	{"byte order mark", "\ufefflaunch\n  END\n", "launch\n  END\n"},
	{"line separators", "launch # a\u2028  END\u2029\u2028  END\n", "launch  # a\n  END\n\n  END\n"},
	{
		"tabs and odd blanks",
		"launch\n\tif true\n\t\u3000->\u00a0a\t\n\t\u3000\u2028\t\u3000END\u00a0#\u00a0b\u00a0\n\tlocal\va\f=\u00a01\n",
		"launch\n  if true\n    -> a\n\n    END  #\u00a0b\n  local a = 1\n",
	},
	{
		"widths differ by block",
		"launch\n   if a\n        log 1\n        if b\n         log 2\n   log 3\nb\n log 4\n",
		"launch\n  if a\n    log 1\n    if b\n      log 2\n  log 3\n\nb\n  log 4\n",
	},
	{
		"blank lines in a body",
		"\n\nlaunch\n\n\n  log 1\n  \n\t\n  log 2\n  log 3\n\n  when \"a\"\n\n    log 4\n\n\n  when \"b\"\n\n\n",
		"launch\n  log 1\n\n  log 2\n  log 3\n\n  when \"a\"\n    log 4\n\n  when \"b\"\n",
	},
	{
		"blank lines before else",
		"a\n  if b\n    log 1\n\n  else if c\n\n    log 2\n  # d\n\n  else\n    log 3\n",
		"a\n  if b\n    log 1\n  else if c\n    log 2\n  # d\n  else\n    log 3\n",
	},
	{
		"blank lines between cases",
		"a\n  switch b\n\n    == 1 then\n\n      log 1\n\n    else\n      log 2\n",
		"a\n  switch b\n    == 1 then\n      log 1\n\n    else\n      log 2\n",
	},
	{
		"blank lines between declarations",
		"define @a as A\ndefine @b as B\n\n\npronounce \"a\" as \"b\"\nlaunch\nb\n\n\n\nc\n  END\nTEST \"t\"\ndefine @c as C\n",
		"define @a as A\ndefine @b as B\n\npronounce \"a\" as \"b\"\n\nlaunch\n\nb\n\nc\n  END\n\nTEST \"t\"\n\ndefine @c as C\n",
	},
	{
		"comments between declarations",
		"# file\n# header\ndefine @a as A\n# about launch\n# indeed\nlaunch\n  END\n# about b\n\nb\n# about c\nc\n  # in c\n# about d\nd\n# the end\n",
		"# file\n# header\ndefine @a as A\n\n# about launch\n# indeed\nlaunch\n  END\n\n# about b\n\nb\n\n# about c\nc\n  # in c\n\n# about d\nd\n\n# the end\n",
	},
	{
		"comments that lead nothing",
		"define @a as A\n# loose\n\nlaunch\n",
		"define @a as A\n# loose\n\nlaunch\n",
	},
	{
		"comments before those that lead a block",
		"define @a as A # one\n# two\n\n# three\n# four\nlaunch\ndefine @b as B # five\n# six\nb\n",
		"define @a as A  # one\n# two\n\n# three\n# four\nlaunch\n\ndefine @b as B  # five\n\n# six\nb\n",
	},
	{
		"comments at the end of blocks",
		`a
  when "b"
    log 1
    # still b
  # before c
  when "c"
    if true
      log 2
      # still if
    # after if
  # after c
# before d
d
`,
		`a
  when "b"
    log 1
    # still b
  # before c
  when "c"
    if true
      log 2
      # still if
    # after if
  # after c

# before d
d
`,
	},
	{
		"comments of empty blocks",
		"a\n  when \"b\"\n    # nothing to do\n  when \"c\"\n     # nor here\nb\n  # nor here\n",
		"a\n  when \"b\"\n    # nothing to do\n  when \"c\"\n    # nor here\n\nb\n  # nor here\n",
	},
	{
		"comments at the wrong indentation",
		"a\n# one\n      # two\n  log 1\n      # three\n# four\n  log 2\n  when \"b\"\n  # five\n      log 3\n    # six\n",
		"a\n  # one\n  # two\n  log 1\n  # three\n  # four\n  log 2\n  when \"b\"\n    # five\n    log 3\n    # six\n",
	},
	{
		"comments between say and or",
		"a\n  say \"b\" # one\n    # two\n    or \"c\"#three\n  # four\n    or \"d\"\n    # or \"e\"\n  log 1\n",
		"a\n  say \"b\"  # one\n    # two\n    or \"c\"  #three\n    # four\n    or \"d\"\n    # or \"e\"\n  log 1\n",
	},
	{
		"trailing comments",
		"launch#a\n  log 1#b\n  log 2     #  c \n  say \"# no\"#d\n  when \"x\" # e\n    END# f\n    -> a#g\nTEST \"t\"#h\n  launch#h\n  @a==1#i\n  @a=[1]  # j\n",
		"launch  #a\n  log 1  #b\n  log 2  #  c\n  say \"# no\"  #d\n  when \"x\"  # e\n    END  # f\n    -> a  #g\n\nTEST \"t\"  #h\n  launch  #h\n  @a == 1  #i\n  @a = [1]  # j\n",
	},
	{
		// Litexa 0.9 does not accept these words before a blank.
		"names that are reserved words",
		`a
  -> launch# back
  ->global#x
  -> launch  # y
  local in=3
  local order=4
  for when,k in b
    @c.in=foo.or+1
    log foo.or-foo.with# z
    log DEPLOY.log+DEPLOY.set
  switch if=3,wait+1
    say.log==1 then
      ...wait# w
  when=3
  set resume=true
TEST "t"
  launch
  alexa:launch# a
  capture say# b
  user: A with $in="b"
`,
		`a
  -> launch# back
  -> global#x
  -> launch  # y
  local in= 3
  local order = 4
  for when, k in b
    @c.in= foo.or+ 1
    log foo.or- foo.with# z
    log DEPLOY.log+ DEPLOY.set
  switch if= 3, wait+ 1
    say.log== 1 then
      ... wait# w
  when= 3
  set resume= true

TEST "t"
  launch
  alexa: launch# a
  capture say# b
  user: A with $in= "b"
`,
	},
	{
		"expressions",
		`a
  local b=1+2*3
  b=-1-  -1
  b = ( 1 +2 )/( ( b ) )
  b=not  ( b )and not not c
  b=f ( )+f( 1,"x"  ,'y y' )*@o.p[ 0 ][  "k  k" ].q
  f (1,g( 2 ),  h.i ( ) )
  @o.p ( )
  log DEPLOY.a.b[ 01 ]<=$slot-name
  log a and(b)or(c)
`,
		`a
  local b = 1 + 2 * 3
  b = -1 - -1
  b = (1 + 2) / ((b))
  b = not (b) and not not c
  b = f() + f(1, "x", 'y y') * @o.p[0]["k  k"].q
  f(1, g(2), h.i())
  @o.p()
  log DEPLOY.a.b[01] <= $slot-name
  log a and (b) or (c)
`,
	},
	{
		"every statement",
		`define   @a   as   A.B
pronounce   "a  b"   as "c"
exclude file   unless   DEPLOY.a==1
launch
  say   "a"
    or   "b"
  reprompt   "a"
  say reprompt   "a"
  soundEffect   a.mp3
    or   b.mp3
  soundEffect "soundbank://soundlibrary/a/b_01"
  playMusic   https://example.com/a.mp3
  stopMusic
  card   "a" ,  "b.png" ,"c"
  card "a",  b
  card a.png
    image  :  b.png
    content:"a"
    repeatSpeech:  true
  directive   f ( )
  metric   a-B-1
  setResponseSpacing   =500
  set   resetOnLaunch   =   false
  log   a
  LISTEN
  LISTEN   microphone,events
  LISTEN events ,microphone
  END
  ->   a
  |->b
  ...   c
  local   a=1
  local   b   =@c.d   as   E
  a=2
  @b  =  3
  $c=4
  @d.e[0]=5
  buyInSkillProduct"a"
  cancelInSkillProduct   "a"
  upsellInSkillProduct   "a"
    message:"b  {c}"
  if   a
    log 1
  else   if b
    log 2
  else   unless   c
    log 3
  else
    log 4
  unless   a
  for   a   in   b
    log a
  for   a  ,b   in   c
    log a
  switch   a  ,b=1
    <1   then
    ==   "a"   then
      log 1
    match   /a b/i   then
    a>b   then
    else
  when   A.B
  when   "a $b"   if   DEPLOY.a
    or   "b"
    or   C
    with   $b=AMAZON.NUMBER
  when "c $d $e"
    with $d   =   "a","b"  ,   "c"
    with   $e=a.build.js:f
  when   Connections.Response   "Buy"
  when Connections.Response
  otherwise
  log 1
TEST   "a"
  launch
  user:"a"
  user:   "$a"   with   $a="b"  ,$c=5
  user:A.B   with   $a   =   "b"
  user: C
  request:   a.json
  wait   5   minutes
  wait -1 hour
  quit
  alexa:a
  alexa:   a  ,  "b  c"
  alexa:a,e"b"
  alexa:a,/b \/ c/gi
  END
  LISTEN   microphone
  directive:A.B
  @a   ==1+  2
  @a.b[0]>=2
  @a=  { a: 1 }
  setRegion   de-DE
  capture   a
  resume   a
  logStateTraces   =   true
`,
		`define @a as A.B
pronounce "a  b" as "c"
exclude file unless DEPLOY.a == 1

launch
  say "a"
    or "b"
  reprompt "a"
  say reprompt "a"
  soundEffect a.mp3
    or b.mp3
  soundEffect "soundbank://soundlibrary/a/b_01"
  playMusic https://example.com/a.mp3
  stopMusic
  card "a", "b.png", "c"
  card "a", b
  card a.png
    image: b.png
    content: "a"
    repeatSpeech: true
  directive f()
  metric a-B-1
  setResponseSpacing = 500
  set resetOnLaunch = false
  log a
  LISTEN
  LISTEN microphone, events
  LISTEN events, microphone
  END
  -> a
  |-> b
  ... c
  local a = 1
  local b = @c.d as E
  a = 2
  @b = 3
  $c = 4
  @d.e[0] = 5
  buyInSkillProduct "a"
  cancelInSkillProduct "a"
  upsellInSkillProduct "a"
    message: "b  {c}"
  if a
    log 1
  else if b
    log 2
  else unless c
    log 3
  else
    log 4
  unless a
  for a in b
    log a
  for a, b in c
    log a
  switch a, b = 1
    < 1 then
    == "a" then
      log 1
    match /a b/i then
    a > b then
    else
  when A.B
  when "a $b" if DEPLOY.a
    or "b"
    or C
    with $b = AMAZON.NUMBER
  when "c $d $e"
    with $d = "a", "b", "c"
    with $e = a.build.js:f
  when Connections.Response "Buy"
  when Connections.Response
  otherwise
  log 1

TEST "a"
  launch
  user: "a"
  user: "$a" with $a = "b", $c = 5
  user: A.B with $a = "b"
  user: C
  request: a.json
  wait 5 minutes
  wait -1 hour
  quit
  alexa: a
  alexa: a, "b  c"
  alexa: a, e"b"
  alexa: a, /b \/ c/gi
  END
  LISTEN microphone
  directive: A.B
  @a == 1+  2
  @a.b[0] >= 2
  @a = { a: 1 }
  setRegion de-DE
  capture a
  resume a
  logStateTraces = true
`,
	},
	{
		"strings over several lines",
		`launch
  say "a
         b   c   
	d

  e{f}
      {g}
{h} <b>i
            j (k
   |l)"
    or "m
n"
  card "a
b", "c
            d"
    content: "e
   f"
  when "a
    b"
    or "c
 d"
`,
		`launch
  say "a
    b   c   
    d

    e{f}
    {g}
    {h} <b>i
    j (k
    |l)"
    or "m
      n"
  card "a
    b", "c
    d"
    content: "e
      f"
  when "a
    b"
    or "c
      d"
`,
	},
	{
		"strings whose line breaks say something",
		`launch
  local a="b
          c"
  log 'd
   e'
  say "{"f
         g"} <!h
           i> <...1s>
        j"
  upsellInSkillProduct "k"
    message: "l
  m"
TEST "n
      o"
  user: "p
         q"
  alexa: a, "r
         s"
  alexa: a, e"t
         u"
`,
		`launch
  local a = "b
          c"
  log 'd
   e'
  say "{"f
         g"} <!h
           i> <...1s>
    j"
  upsellInSkillProduct "k"
    message: "l
  m"

TEST "n
      o"
  user: "p
         q"
  alexa: a, "r
         s"
  alexa: a, e"t
         u"
`,
	},
	{
		"values of attributes",
		`launch
  card "a"
    a:5
    b:-2.50
    c:"https://example.com/a.png"
    d:a.png
    e:"a.png"
    f:true
    g:"a {b}"
    h:a
    i:a[0]
    k:f(1,2)+1
    l:@x+1
    m:'text'
    n:$x
    o:(a)
`,
		`launch
  card "a"
    a: 5
    b: -2.50
    c: "https://example.com/a.png"
    d: a.png
    e: "a.png"
    f: true
    g: "a {b}"
    h: a
    i: a[0]
    k: f(1, 2) + 1
    l: @x + 1
    m: 'text'
    n: $x
    o: (a)
`,
	},
	{
		"lists over several lines",
		`launch
  when "$a $b"
    with $a="one",
             "two"   ,"three",


  "four"
    with $b = "x" , "y"  # z
`,
		`launch
  when "$a $b"
    with $a = "one",
      "two", "three",
      "four"
    with $b = "x", "y"  # z
`,
	},
	{
		"or and with after code",
		`launch
  when "a $b"
    say "c"
    or "d $b"
    # e
    with $b = C
    log 1
    or F
`,
		`launch
  when "a $b"
    say "c"
    or "d $b"
    # e
    with $b = C
    log 1
    or F
`,
	},
	{
		// The first deeper line belongs to the say, whatever is between.
		"lines that do not follow their owner",
		`launch
  say "a" # 1
  log 1 # 2
  # 3
      or "b" # 4
  if true
  log 2
    log 3
`,
		`launch
  say "a"  # 1
  log 1  # 2
    # 3
    or "b"  # 4
  if true
  log 2
    log 3
`,
	},
	{
		"table",
		"TABLE a   =   b,c\n  x   |y # z\n     # w\n  |\n  1|2|\n",
		"TABLE a = b, c\n  x | y # z\n  # w\n  |\n  1 | 2 |\n",
	},
}

func TestFormat(t *testing.T) {
	for _, tt := range formatCases {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := checkFormat(t, "a.litexa", tt.source)
			if !ok {
				_, list := Parse("a.litexa", tt.source)
				t.Fatalf("syntax errors: %v", list)
			}
			if diff := cmp.Diff(strings.SplitAfter(tt.want, "\n"), strings.SplitAfter(got, "\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
