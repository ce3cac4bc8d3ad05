package main

import (
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/litexa/program"
)

// linesPerFile is how many lines a source file of a made-up project has.
const linesPerFile = 1000

// sources makes a project of about that many lines: states of an adventure, as
// authors write them, each with speech, variables, loops, handlers and slots.
func sources(lines int) []program.Source {
	var files []program.Source
	var b strings.Builder
	b.WriteString("launch\n  say \"Welcome.\"\n  -> room0\n\n")
	total, written := 4, 4
	flush := func() {
		name := fmt.Sprintf("part%04d.litexa", len(files))
		files = append(files, program.Source{Language: program.Default, Name: name, Path: name, Text: b.String()})
		b.Reset()
		written = 0
	}
	for n := 0; total < lines; n++ {
		next := n + 1
		if total+stateLines >= lines {
			next = 0
		}
		writeState(&b, n, next)
		total += stateLines
		if written += stateLines; written >= linesPerFile {
			flush()
		}
	}
	if written > 0 {
		flush()
	}
	return files
}

// stateLines is how many lines writeState writes.
const stateLines = 40

func writeState(b *strings.Builder, n, next int) {
	fmt.Fprintf(b, `# Room %[1]d of the house, with a door to room %[2]d.
room%[1]d
  local tries = 0
  @visits = @visits + 1
  say "This is room %[1]d, {@visits} rooms so far. <!Wow>!"
    or "You are in room %[1]d(, again|). <...500ms> Look around."
  reprompt "Which way, $name?"
  for thing in @bag
    if thing == "key%[1]d"
      say "Your {thing} fits."
    else
      log thing

  when "go through door %[3]s"
    or "(open|use) the %[4]s door"
    say "The door creaks."
    -> room%[2]d

  when "look at the %[5]s $thing%[5]s"
    or "examine the %[5]s $thing%[5]s (closely|)"
    with $thing%[5]s = "lamp%[1]d", "chair%[1]d", "table"
    tries = tries + 1
    if tries > 3 and not (@lit == true or $thing%[5]s == "table")
      say "You have seen {$thing%[5]s} {tries} times, @player.name."
    else
      say "A dusty $thing%[5]s."

  when AMAZON.HelpIntent
    switch tries
      == 0 then
        say "Look at something."
      < 3 then
        say "Look at something else."
      else
        say "Go through the door."

  otherwise
    say "Nothing happens."
    LISTEN microphone

`, n, next, letters(next), letters(next)+" oak", letters(n))
}

// letters spells a number in letters, since digits do not tell intents apart.
func letters(n int) string {
	var word []byte
	for {
		word = append(word, byte('a'+n%26))
		if n /= 26; n == 0 {
			return string(word)
		}
	}
}
