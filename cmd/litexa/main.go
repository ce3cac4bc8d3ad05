// Litexa builds Alexa skills in the Litexa language.
package main

import (
	"os"

	"github.com/litexa-go/litexa/internal/cli"
)

// version is set by the linker for a release.
var version string

func main() { os.Exit(cli.Main(version)) }
