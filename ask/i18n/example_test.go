package i18n_test

import (
	"fmt"
	"testing/fstest"

	"github.com/litexa-go/litexa/ask/i18n"
)

func Example() {
	// In a skill: //go:embed messages/*.json, and fs.Sub for the directory.
	files := fstest.MapFS{
		"en-US.json": {Data: []byte(`{
			"welcome": "Welcome, <emphasis>{name}</emphasis>.",
			"points": {"=0": "You have no points.", "one": "You have {count} point.", "other": "You have {count} points."}
		}`)},
		"de.json": {Data: []byte(`{
			"points": {"=0": "Du hast keine Punkte.", "one": "Du hast einen Punkt.", "other": "Du hast {count} Punkte."}
		}`)},
	}
	catalog, err := i18n.Load(files, "en-US")
	if err != nil {
		fmt.Println(err)
		return
	}
	messages := catalog.For("de-AT") // the locale of the request
	for _, count := range []int{0, 1, 2} {
		speech, err := messages.Speech("points", i18n.Args{"count": count})
		fmt.Println(speech, err)
	}
	fmt.Println(messages.Speech("welcome", i18n.Args{"name": "Tom & Jerry"}))
	fmt.Println(messages.Text("welcome", i18n.Args{"name": "Tom & Jerry"}))
	fmt.Println(messages.Speech("welcom"))
	fmt.Println(catalog.Check())
	// Output:
	// Du hast keine Punkte. <nil>
	// Du hast einen Punkt. <nil>
	// Du hast 2 Punkte. <nil>
	// Welcome, <emphasis>Tom &amp; Jerry</emphasis>. <nil>
	// Welcome, Tom & Jerry. <nil>
	//  i18n: no message "welcom" for locale de-AT (looked in de, en-US); did you mean "welcome"?
	// i18n: de lacks the message "welcome"
}
