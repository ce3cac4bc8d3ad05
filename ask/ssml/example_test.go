package ssml_test

import (
	"fmt"
	"time"

	"github.com/litexa-go/litexa/ask/ssml"
)

func Example() {
	name, points := "Tom & Jerry", 12
	speech := ssml.Join(
		"Welcome back, ", name, "! ",
		ssml.Break(300*time.Millisecond),
		"You have ", ssml.Emphasis(ssml.EmphasisStrong, points, " points"), ".",
	)
	fmt.Println(speech)
	// Output: Welcome back, Tom &amp; Jerry! <break time="300ms"/>You have <emphasis level="strong">12 points</emphasis>.
}

func ExampleSprintf() {
	fmt.Println(ssml.Sprintf(`<p>Hello %s.</p><p>It is %.1f degrees.</p>`, "<you>", 21.46))
	// Output: <p>Hello &lt;you&gt;.</p><p>It is 21.5 degrees.</p>
}

func ExampleValidate() {
	fmt.Println(ssml.Validate(`<speak>Wait. <break time="20s"/> Fish & chips.</speak>`))
	// Output:
	// ssml: line 1, column 27: <break>: time "20s" is longer than 10 seconds: near 20s"/> Fish & chips.</speak>
	// ssml: line 1, column 39: & must be written &amp;: near & chips.</speak>
}

func ExampleWrap() {
	fmt.Println(ssml.Wrap("Hello"))
	fmt.Println(ssml.Wrap("<SPEAK> Hello </SPEAK>"))
	fmt.Println(ssml.Wrap(`<speak xml:lang="fr-FR">Bonjour</speak>`))
	// Output:
	// <speak>Hello</speak>
	// <speak>Hello</speak>
	// <speak><lang xml:lang="fr-FR">Bonjour</lang></speak>
}

func ExamplePlainTextFunc() {
	speech := `<speak><audio src="https://example.com/bell.mp3"/>Fish &amp; <sub alias="potatoes">chips</sub>.</speak>`
	fmt.Println(ssml.PlainText(speech))
	fmt.Println(ssml.PlainTextFunc(speech, func(source string) string { return "[audio: " + source + "]" }))
	// Output:
	// Fish & chips.
	// [audio: https://example.com/bell.mp3] Fish & chips.
}
