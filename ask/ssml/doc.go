// Package ssml builds, cleans, checks and reads the Speech Synthesis Markup
// Language that Alexa speaks.
//
// Speech is put together from functions that each make one element. Text is
// escaped, so that an ampersand in a name cannot break the response:
//
//	speech := ssml.Join(
//		"Welcome back, ", name, "! ",
//		ssml.Break(300*time.Millisecond),
//		"You have ", ssml.Emphasis(ssml.EmphasisStrong, points, " points"), ".",
//	)
//
// The functions never fail; [Validate] reports what Alexa would not accept and
// is best called in tests. [Wrap] and [Trim] put the speak element around
// speech and take it off, [PlainText] renders speech for cards and terminals.
package ssml
