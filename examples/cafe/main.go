// Command cafe is a sample skill: a cafe that remembers what each user drinks.
//
//	cafe talk                  order in the terminal
//	cafe serve                 serve the skill over HTTP
//	cafe replay FILE           replay a conversation and check it
//	cafe -store s3:BUCKET talk keep the orders in an S3 bucket
//
// On AWS Lambda it answers Alexa; the environment variable CAFE_STORE chooses
// the store there.
package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/litexa-go/litexa/ask/host"
)

//go:embed skill-package/interactionModels/custom
var models embed.FS

func main() {
	os.Exit(run())
}

func run() int {
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "%s\nFlags:\n", describe())
		flag.PrintDefaults()
	}
	storeName := flag.String("store", defaultStore(), "where attributes are kept: `NAME[:WHERE]`")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := openStore(ctx, *storeName)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cafe:", err)
		return 1
	}
	skill, err := newSkill(store)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cafe:", err)
		return 1
	}
	defer skill.Close()
	return host.Run(ctx, skill, flag.Args(), host.WithModels(models, "skill-package/interactionModels/custom"))
}
