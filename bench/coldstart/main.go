// Command coldstart answers the one request on standard input, with the S3
// adapter linked. Then it prints what Linux tells of its memory.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/bench/skill"
)

func main() {
	store, err := s3.New(s3.Config{Bucket: "bench"})
	if err != nil {
		log.Fatal(err)
	}
	skill, err := skill.New(store)
	if err != nil {
		log.Fatal(err)
	}
	request, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	response, err := skill.InvokeJSON(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(response))
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		log.Fatal(err)
	}
	os.Stdout.Write(status)
}
