package main

import (
	"os"
	"testing"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/bench/skill"
)

func envelope(b *testing.B) []byte {
	b.Helper()
	data, err := os.ReadFile("envelope.json")
	if err != nil {
		b.Fatal(err)
	}
	return data
}

func BenchmarkOrder(b *testing.B) {
	skill, err := skill.New(memory.New())
	if err != nil {
		b.Fatal(err)
	}
	request := envelope(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := skill.InvokeJSON(b.Context(), request); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	request := envelope(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := alexa.DecodeRequestEnvelope(request); err != nil {
			b.Fatal(err)
		}
	}
}
