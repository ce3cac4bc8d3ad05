package main

import (
	"testing"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/asktest"
)

func TestHello(t *testing.T) {
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.OnLaunch, hello).MustCreate()
	asktest.New(t, skill).Launch().Speech("Hello from Go!").SessionEnded()
}
