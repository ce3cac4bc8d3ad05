// Package viewport sorts the screens of devices into groups, so that a skill
// can choose layouts and images without knowing every device.
//
//	switch viewport.ProfileOf(&envelope.Context) {
//	case viewport.HubRoundSmall:
//		…
//	case viewport.TVLandscapeXLarge:
//		…
//	}
package viewport

import (
	"fmt"

	"github.com/litexa-go/litexa/ask/alexa"
)

// Orientation says which side of a screen is longer.
type Orientation int

// The orientations.
const (
	Equal     Orientation = iota // as wide as high
	Landscape                    // wider than high
	Portrait                     // higher than wide
)

// String returns the name in capitals, such as "LANDSCAPE".
func (o Orientation) String() string { return name(int(o), "EQUAL", "LANDSCAPE", "PORTRAIT") }

// OrientationOf returns the orientation of a screen.
func OrientationOf(width, height int) Orientation {
	switch {
	case width > height:
		return Landscape
	case width < height:
		return Portrait
	}
	return Equal
}

// SizeGroup is the group of a width or height in pixels. Groups are in order:
// a < b means that a holds smaller screens.
type SizeGroup int

// The size groups, with the pixels that they start at.
const (
	XSmall SizeGroup = iota // 0
	Small                   // 600
	Medium                  // 960
	Large                   // 1280
	XLarge                  // 1920
)

// String returns the name in capitals, such as "XSMALL".
func (g SizeGroup) String() string {
	return name(int(g), "XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE")
}

// SizeGroupOf returns the group of a width or height in pixels, and an error
// if it is negative.
func SizeGroupOf(pixels int) (SizeGroup, error) {
	if pixels < 0 {
		return 0, fmt.Errorf("viewport: unknown size group value %d: pixels cannot be negative", pixels)
	}
	return SizeGroup(group(pixels, 600, 960, 1280, 1920)), nil
}

// DPIGroup is the group of a density in dots per inch. Groups are in order:
// a < b means that a holds coarser screens.
type DPIGroup int

// The density groups, with the dots per inch that they start at.
const (
	DPIXLow   DPIGroup = iota // 0
	DPILow                    // 121
	DPIMedium                 // 161
	DPIHigh                   // 241
	DPIXHigh                  // 321
	DPIXXHigh                 // 481
)

// String returns the name in capitals, such as "XLOW".
func (g DPIGroup) String() string {
	return name(int(g), "XLOW", "LOW", "MEDIUM", "HIGH", "XHIGH", "XXHIGH")
}

// DPIGroupOf returns the group of a density in dots per inch, and an error if
// it is negative.
func DPIGroupOf(dpi int) (DPIGroup, error) {
	if dpi < 0 {
		return 0, fmt.Errorf("viewport: unknown dpi group value %d: dots per inch cannot be negative", dpi)
	}
	return DPIGroup(group(dpi, 121, 161, 241, 321, 481)), nil
}

// group returns how many of the starts n has reached.
func group(n int, starts ...int) int {
	g := 0
	for g < len(starts) && n >= starts[g] {
		g++
	}
	return g
}

func name(i int, names ...string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("UNKNOWN(%d)", i)
	}
	return names[i]
}

// Screen is what the groups are made from.
type Screen struct {
	Shape         alexa.ViewportShape
	Width, Height int // in pixels
	DPI           int // dots per inch
}

// ScreenOf returns the screen that a request came from, and false if the
// device has none. It reads the member Viewport of the context, or, where the
// device sent only the newer Viewports, the first screen for APL documents
// there, those that do not overlay others first. Of a screen that can take a
// range of sizes it is the largest.
func ScreenOf(c *alexa.Context) (Screen, bool) {
	if c == nil {
		return Screen{}, false
	}
	if v := c.Viewport; v != nil {
		s := Screen{v.Shape, v.CurrentPixelWidth, v.CurrentPixelHeight, v.DPI}
		if s.Width == 0 && s.Height == 0 {
			s.Width, s.Height = v.PixelWidth, v.PixelHeight
		}
		return s, true
	}
	var found *alexa.APLViewport
	for _, typed := range c.Viewports {
		v, ok := typed.(*alexa.APLViewport)
		if !ok || v == nil {
			continue
		}
		if v.PresentationType != alexa.ViewportPresentationOverlay {
			found = v
			break
		}
		if found == nil {
			found = v
		}
	}
	if found == nil {
		return Screen{}, false
	}
	s := Screen{Shape: found.Shape, DPI: found.DPI}
	switch size := found.Configuration.Current.Size.(type) {
	case *alexa.DiscreteViewportSize:
		s.Width, s.Height = size.PixelWidth, size.PixelHeight
	case *alexa.ContinuousViewportSize:
		s.Width, s.Height = size.MaxPixelWidth, size.MaxPixelHeight
	default:
		return Screen{}, false
	}
	return s, true
}

// Profile names a kind of screen by device, orientation and size.
type Profile string

// The profiles, those of the Alexa Skills Kit SDKs. They know the devices of
// their time; what fits none is UnknownProfile, and among that is a screen of
// 960 by 540 pixels at 320 dots per inch, which television sets report often.
// Compare the groups of [ScreenOf], or the mode of the viewport, where that
// matters.
const (
	HubRoundSmall         Profile = "HUB-ROUND-SMALL"
	HubLandscapeSmall     Profile = "HUB-LANDSCAPE-SMALL"
	HubLandscapeMedium    Profile = "HUB-LANDSCAPE-MEDIUM"
	HubLandscapeLarge     Profile = "HUB-LANDSCAPE-LARGE"
	MobileLandscapeSmall  Profile = "MOBILE-LANDSCAPE-SMALL"
	MobileLandscapeMedium Profile = "MOBILE-LANDSCAPE-MEDIUM"
	MobilePortraitSmall   Profile = "MOBILE-PORTRAIT-SMALL"
	MobilePortraitMedium  Profile = "MOBILE-PORTRAIT-MEDIUM"
	TVLandscapeMedium     Profile = "TV-LANDSCAPE-MEDIUM"
	TVLandscapeXLarge     Profile = "TV-LANDSCAPE-XLARGE"
	TVPortraitMedium      Profile = "TV-PORTRAIT-MEDIUM"
	UnknownProfile        Profile = "UNKNOWN-VIEWPORT-PROFILE"
)

// ProfileOf returns the profile of the screen that a request came from,
// UnknownProfile if there is none.
func ProfileOf(c *alexa.Context) Profile {
	s, ok := ScreenOf(c)
	if !ok {
		return UnknownProfile
	}
	return s.Profile()
}

// Profile returns the first profile that fits the screen, UnknownProfile if
// none does.
func (s Screen) Profile() Profile {
	width, errWidth := SizeGroupOf(s.Width)
	height, errHeight := SizeGroupOf(s.Height)
	dpi, errDPI := DPIGroupOf(s.DPI)
	if errWidth != nil || errHeight != nil || errDPI != nil {
		return UnknownProfile
	}
	orientation := OrientationOf(s.Width, s.Height)
	if s.Shape == alexa.ViewportShapeRound {
		if orientation == Equal && dpi == DPILow && width == XSmall && height == XSmall {
			return HubRoundSmall
		}
		return UnknownProfile
	}
	if s.Shape != alexa.ViewportShapeRectangle {
		return UnknownProfile
	}
	switch orientation {
	case Landscape:
		switch {
		case dpi == DPILow && width <= Medium && height <= XSmall:
			return HubLandscapeSmall
		case dpi == DPILow && width <= Medium && height <= Small:
			return HubLandscapeMedium
		case dpi == DPILow && width >= Large && height >= Small:
			return HubLandscapeLarge
		case dpi == DPIMedium && width >= Medium && height >= Small:
			return MobileLandscapeMedium
		case dpi == DPIMedium && width >= Small && height >= XSmall:
			return MobileLandscapeSmall
		case dpi >= DPIHigh && width >= XLarge && height >= Medium:
			return TVLandscapeXLarge
		case dpi >= DPIHigh && width == Medium && height == Small:
			return TVLandscapeMedium
		}
	case Portrait:
		switch {
		case dpi == DPIMedium && width >= Small && height >= Medium:
			return MobilePortraitMedium
		case dpi == DPIMedium && width >= XSmall && height >= Small:
			return MobilePortraitSmall
		case dpi >= DPIHigh && width == XSmall && height == XLarge:
			return TVPortraitMedium
		}
	}
	return UnknownProfile
}
