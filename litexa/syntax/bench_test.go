package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// generate returns a file with about n lines that has all common statements.
func generate(n int) string {
	const state = `state%d
  say "Hello $name, you have @count points and {bonus(@count, "x") + 1} more. <!bravo>! (See you|Bye|) soon"
    or "Welcome back"
  local total = @count * 2 + DEPLOY.bonus.value
  if total > 10 and not @finished # a comment
    say "That is a lot."
    -> state%d
  else if total == 5
    @count = total - 1
  else
    soundEffect "https://example.com/sounds/door.mp3"
  for index, item in list("a", @items[0].name)
    log "item {index}"
  switch answer = compute(total)
    == 3 then
      say "three"
    match /^a.*b$/gi then
      say "match"
    else
      LISTEN microphone

  when "tell me about $thing|what (is|was) $thing"
    or "explain $thing"
    with $thing = "one", "two", "three"
    card "Title", picture.png, "content for {total}"
    store.update(@count, 'text', total)
  when AMAZON.HelpIntent
    reprompt "What now?"
    END

TEST "test %d"
  launch
  alexa: state%d, "Hello <door.mp3>"
  user: "tell me about one"
  @count == 5

`
	lines := strings.Count(state, "\n")
	var b strings.Builder
	for i := range (n + lines - 1) / lines {
		fmt.Fprintf(&b, state, i, i, i, i)
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	for _, lines := range []int{1_000, 10_000, 100_000} {
		source := generate(lines)
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			b.ReportAllocs()
			for b.Loop() {
				if _, list := Parse("a.litexa", source); len(list) > 0 {
					b.Fatal(list[0])
				}
			}
		})
	}
}

func BenchmarkExclusions(b *testing.B) {
	source := generate(10_000) + "exclude file if DEPLOY.test\n"
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		if conditions, _ := Exclusions("a.litexa", source); len(conditions) != 1 {
			b.Fatal(len(conditions))
		}
	}
}
