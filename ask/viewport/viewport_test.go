package viewport_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/viewport"
)

func TestOrientationOf(t *testing.T) { // A-VIEW-01
	tests := []struct {
		width, height int
		want          string
	}{{2, 1, "LANDSCAPE"}, {1, 2, "PORTRAIT"}, {1, 1, "EQUAL"}}
	for _, test := range tests {
		if got := viewport.OrientationOf(test.width, test.height).String(); got != test.want {
			t.Errorf("OrientationOf(%d, %d) = %s, want %s", test.width, test.height, got, test.want)
		}
	}
}

func TestSizeGroupOf(t *testing.T) { // A-VIEW-02
	tests := []struct {
		pixels int
		want   viewport.SizeGroup
		name   string
	}{
		{0, viewport.XSmall, "XSMALL"}, {599, viewport.XSmall, "XSMALL"},
		{600, viewport.Small, "SMALL"}, {959, viewport.Small, "SMALL"},
		{960, viewport.Medium, "MEDIUM"}, {1279, viewport.Medium, "MEDIUM"},
		{1280, viewport.Large, "LARGE"}, {1919, viewport.Large, "LARGE"},
		{1920, viewport.XLarge, "XLARGE"}, {1 << 40, viewport.XLarge, "XLARGE"},
	}
	for _, test := range tests {
		got, err := viewport.SizeGroupOf(test.pixels)
		if err != nil || got != test.want || got.String() != test.name {
			t.Errorf("SizeGroupOf(%d) = %v, %v, want %v", test.pixels, got, err, test.name)
		}
	}
	if _, err := viewport.SizeGroupOf(-1); err == nil || !strings.Contains(err.Error(), "unknown size group value -1") { // A-VIEW-04
		t.Errorf("SizeGroupOf(-1): %v", err)
	}
	if got, want := viewport.SizeGroup(9).String(), "UNKNOWN(9)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDPIGroupOf(t *testing.T) { // A-VIEW-03
	tests := []struct {
		dpi  int
		want viewport.DPIGroup
		name string
	}{
		{0, viewport.DPIXLow, "XLOW"}, {120, viewport.DPIXLow, "XLOW"},
		{121, viewport.DPILow, "LOW"}, {160, viewport.DPILow, "LOW"},
		{161, viewport.DPIMedium, "MEDIUM"}, {240, viewport.DPIMedium, "MEDIUM"},
		{241, viewport.DPIHigh, "HIGH"}, {320, viewport.DPIHigh, "HIGH"},
		{321, viewport.DPIXHigh, "XHIGH"}, {480, viewport.DPIXHigh, "XHIGH"},
		{481, viewport.DPIXXHigh, "XXHIGH"}, {1 << 40, viewport.DPIXXHigh, "XXHIGH"},
	}
	for _, test := range tests {
		got, err := viewport.DPIGroupOf(test.dpi)
		if err != nil || got != test.want || got.String() != test.name {
			t.Errorf("DPIGroupOf(%d) = %v, %v, want %v", test.dpi, got, err, test.name)
		}
	}
	if _, err := viewport.DPIGroupOf(-1); err == nil || !strings.Contains(err.Error(), "unknown dpi group value -1") { // A-VIEW-04
		t.Errorf("DPIGroupOf(-1): %v", err)
	}
}

func TestOrder(t *testing.T) { // A-VIEW-05
	if !(viewport.XSmall < viewport.Small && viewport.Small < viewport.Medium &&
		viewport.Medium < viewport.Large && viewport.Large < viewport.XLarge) {
		t.Error("the size groups are not in order")
	}
	if !(viewport.DPIXLow < viewport.DPILow && viewport.DPILow < viewport.DPIMedium && viewport.DPIMedium < viewport.DPIHigh &&
		viewport.DPIHigh < viewport.DPIXHigh && viewport.DPIXHigh < viewport.DPIXXHigh) {
		t.Error("the density groups are not in order")
	}
}

func TestProfile(t *testing.T) { // A-VIEW-07, A-VIEW-08
	const rectangle, round = alexa.ViewportShapeRectangle, alexa.ViewportShapeRound
	tests := []struct {
		shape              alexa.ViewportShape
		width, height, dpi int
		want               viewport.Profile
	}{
		{round, 480, 480, 160, "HUB-ROUND-SMALL"},
		{round, 600, 600, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{round, 480, 400, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{round, 480, 480, 161, "UNKNOWN-VIEWPORT-PROFILE"},

		{rectangle, 960, 480, 160, "HUB-LANDSCAPE-SMALL"}, // verified
		{rectangle, 500, 400, 121, "HUB-LANDSCAPE-SMALL"},
		{rectangle, 960, 599, 160, "HUB-LANDSCAPE-SMALL"},
		{rectangle, 1024, 600, 160, "HUB-LANDSCAPE-MEDIUM"}, // verified
		{rectangle, 1279, 959, 160, "HUB-LANDSCAPE-MEDIUM"},
		{rectangle, 1280, 800, 160, "HUB-LANDSCAPE-LARGE"}, // verified
		{rectangle, 1920, 1080, 160, "HUB-LANDSCAPE-LARGE"},
		{rectangle, 1280, 599, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 1279, 960, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 480, 960, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 480, 480, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 960, 480, 120, "UNKNOWN-VIEWPORT-PROFILE"},

		{rectangle, 960, 600, 240, "MOBILE-LANDSCAPE-MEDIUM"},
		{rectangle, 1920, 1280, 161, "MOBILE-LANDSCAPE-MEDIUM"},
		{rectangle, 600, 960, 240, "MOBILE-PORTRAIT-MEDIUM"},
		{rectangle, 960, 599, 240, "MOBILE-LANDSCAPE-SMALL"},
		{rectangle, 600, 300, 240, "MOBILE-LANDSCAPE-SMALL"},
		{rectangle, 599, 300, 240, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 599, 960, 240, "MOBILE-PORTRAIT-SMALL"},
		{rectangle, 300, 600, 240, "MOBILE-PORTRAIT-SMALL"},
		{rectangle, 300, 599, 240, "UNKNOWN-VIEWPORT-PROFILE"},

		{rectangle, 1920, 1080, 320, "TV-LANDSCAPE-XLARGE"},
		{rectangle, 3840, 2160, 640, "TV-LANDSCAPE-XLARGE"},
		{rectangle, 1920, 959, 320, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 300, 1920, 320, "TV-PORTRAIT-MEDIUM"},
		{rectangle, 300, 1919, 320, "UNKNOWN-VIEWPORT-PROFILE"},
		{rectangle, 960, 600, 320, "TV-LANDSCAPE-MEDIUM"},      // verified
		{rectangle, 960, 540, 320, "UNKNOWN-VIEWPORT-PROFILE"}, // verified: a common television set
		{rectangle, 960, 600, 241, "TV-LANDSCAPE-MEDIUM"},

		{rectangle, -960, 480, 160, "UNKNOWN-VIEWPORT-PROFILE"},
		{"", 960, 480, 160, "UNKNOWN-VIEWPORT-PROFILE"},
	}
	for _, test := range tests {
		s := viewport.Screen{Shape: test.shape, Width: test.width, Height: test.height, DPI: test.dpi}
		if got := s.Profile(); got != test.want {
			t.Errorf("%+v: got %s, want %s", s, got, test.want)
		}
	}
}

func TestProfileOf(t *testing.T) { // A-VIEW-06
	const hub = `"shape": "RECTANGLE", "dpi": 160, "presentationType": "STANDARD", "canRotate": false,
		"configuration": {"current": {"mode": "HUB", "size": {"type": "DISCRETE", "pixelWidth": 1024, "pixelHeight": 600}}}`
	tests := []struct {
		name, context string
		want          viewport.Profile
	}{
		{"no screen", `{}`, viewport.UnknownProfile},
		{"Viewport", `{"Viewport": {"shape": "ROUND", "dpi": 160, "currentPixelWidth": 480, "currentPixelHeight": 480}}`, viewport.HubRoundSmall},
		{"Viewport without current size", `{"Viewport": {"shape": "ROUND", "dpi": 160, "pixelWidth": 480, "pixelHeight": 480}}`, viewport.HubRoundSmall},
		{"the part in use", `{"Viewport": {"shape": "RECTANGLE", "dpi": 160, "pixelWidth": 1280, "pixelHeight": 800,
			"currentPixelWidth": 1024, "currentPixelHeight": 600}}`, viewport.HubLandscapeMedium},
		{"Viewports", `{"Viewports": [{"type": "APLT", "supportedProfiles": [], "lineLength": 4, "lineCount": 1, "characterFormat": "SEVEN_SEGMENT"},
			{"type": "APL", ` + hub + `}]}`, viewport.HubLandscapeMedium},
		{"Viewport goes first", `{"Viewport": {"shape": "ROUND", "dpi": 160, "currentPixelWidth": 480, "currentPixelHeight": 480},
			"Viewports": [{"type": "APL", ` + hub + `}]}`, viewport.HubRoundSmall},
		{"overlay goes last", `{"Viewports": [{"type": "APL", "shape": "ROUND", "dpi": 160, "presentationType": "OVERLAY",
			"configuration": {"current": {"size": {"type": "DISCRETE", "pixelWidth": 480, "pixelHeight": 480}}}},
			{"type": "APL", ` + hub + `}]}`, viewport.HubLandscapeMedium},
		{"overlay alone, of variable size", `{"Viewports": [{"type": "APL", "shape": "RECTANGLE", "dpi": 320, "presentationType": "OVERLAY",
			"configuration": {"current": {"size": {"type": "CONTINUOUS", "minPixelWidth": 1, "minPixelHeight": 1,
			"maxPixelWidth": 1920, "maxPixelHeight": 1080}}}}]}`, viewport.TVLandscapeXLarge},
		{"size of an unknown type", `{"Viewports": [{"type": "APL", "shape": "ROUND", "dpi": 160,
			"configuration": {"current": {"size": {"type": "ELASTIC"}}}}]}`, viewport.UnknownProfile},
		{"characters only", `{"Viewports": [{"type": "APLT", "supportedProfiles": [], "lineLength": 4, "lineCount": 1,
			"characterFormat": "SEVEN_SEGMENT"}]}`, viewport.UnknownProfile},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var c alexa.Context
			if err := json.Unmarshal([]byte(test.context), &c); err != nil {
				t.Fatal(err)
			}
			if got := viewport.ProfileOf(&c); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	if got := viewport.ProfileOf(nil); got != viewport.UnknownProfile {
		t.Errorf("without a context: got %s", got)
	}
}

func ExampleProfileOf() {
	context := &alexa.Context{Viewport: &alexa.Viewport{
		Shape: alexa.ViewportShapeRectangle, DPI: 160, CurrentPixelWidth: 1024, CurrentPixelHeight: 600,
	}}
	fmt.Println(viewport.ProfileOf(context))
	if screen, ok := viewport.ScreenOf(context); ok {
		width, err := viewport.SizeGroupOf(screen.Width)
		fmt.Println(width, width >= viewport.Medium, err)
	}
	// Output:
	// HUB-LANDSCAPE-MEDIUM
	// MEDIUM true <nil>
}
