package alexa

import "encoding/json"

// Viewport describes the screen of the device. Devices with APL 1.1 and later
// also send [TypedViewport] values, which tell more.
type Viewport struct {
	Experiences        []ViewportExperience `json:"experiences,omitempty"`
	Mode               ViewportMode         `json:"mode,omitempty"`
	Shape              ViewportShape        `json:"shape,omitempty"`
	PixelWidth         int                  `json:"pixelWidth,omitempty"`
	PixelHeight        int                  `json:"pixelHeight,omitempty"`
	DPI                int                  `json:"dpi,omitempty"`                // pixels per inch
	CurrentPixelWidth  int                  `json:"currentPixelWidth,omitempty"`  // of the part in use
	CurrentPixelHeight int                  `json:"currentPixelHeight,omitempty"` // of the part in use
	Touch              []ViewportTouch      `json:"touch,omitempty"`
	Keyboard           []ViewportKeyboard   `json:"keyboard,omitempty"`
	Video              *ViewportVideo       `json:"video,omitempty"`
	Extra              Extra                `json:"-"`
}

// ViewportExperience is a way in which the user looks at the screen. The arc
// lengths grow as the user comes closer.
type ViewportExperience struct {
	ArcMinuteWidth  float64 `json:"arcMinuteWidth,omitempty"`
	ArcMinuteHeight float64 `json:"arcMinuteHeight,omitempty"`
	CanRotate       bool    `json:"canRotate"`
	CanResize       bool    `json:"canResize"`
	Extra           Extra   `json:"-"`
}

// ViewportMode is the kind of device that a screen belongs to.
type ViewportMode string

// The kinds of device.
const (
	ViewportModeAuto   ViewportMode = "AUTO"
	ViewportModeHub    ViewportMode = "HUB"
	ViewportModeMobile ViewportMode = "MOBILE"
	ViewportModePC     ViewportMode = "PC"
	ViewportModeTV     ViewportMode = "TV"
)

// ViewportShape is the shape of a screen.
type ViewportShape string

// The shapes of a screen.
const (
	ViewportShapeRectangle ViewportShape = "RECTANGLE"
	ViewportShapeRound     ViewportShape = "ROUND"
)

// ViewportTouch is a kind of touch that a screen supports.
type ViewportTouch string

// ViewportTouchSingle is touch by one finger.
const ViewportTouchSingle ViewportTouch = "SINGLE"

// ViewportKeyboard is a kind of keys that a device has.
type ViewportKeyboard string

// ViewportKeyboardDirection stands for keys for up, down, left and right.
const ViewportKeyboardDirection ViewportKeyboard = "DIRECTION"

// ViewportVideo lists the video formats that a screen can play.
type ViewportVideo struct {
	Codecs []VideoCodec `json:"codecs,omitempty"`
	Extra  Extra        `json:"-"`
}

// VideoCodec names a video format.
type VideoCodec string

// The video formats.
const (
	VideoCodecH264Level41 VideoCodec = "H_264_41"
	VideoCodecH264Level42 VideoCodec = "H_264_42"
)

// TypedViewport is a screen that the device can show content on:
// [*APLViewport] or [*APLTViewport].
//
//wire:union type UnknownViewport
type TypedViewport interface {
	ViewportType() string
}

// UnknownViewport is a screen of a type that this package does not know.
type UnknownViewport struct {
	Type string
	Raw  json.RawMessage
}

// APLViewport is a screen for APL documents.
//
//wire:member TypedViewport APL
type APLViewport struct {
	ID               string                   `json:"id,omitempty"` // names the screen in presentation URIs
	Shape            ViewportShape            `json:"shape"`
	DPI              int                      `json:"dpi"` // pixels per inch
	PresentationType ViewportPresentationType `json:"presentationType"`
	CanRotate        bool                     `json:"canRotate"`
	Configuration    ViewportConfiguration    `json:"configuration"`
	Extra            Extra                    `json:"-"`
}

// ViewportPresentationType says how a screen shows documents.
type ViewportPresentationType string

// The ways of showing documents.
const (
	ViewportPresentationStandard ViewportPresentationType = "STANDARD"
	ViewportPresentationOverlay  ViewportPresentationType = "OVERLAY" // over what else is on the screen
)

// ViewportConfiguration holds the settings of a screen.
type ViewportConfiguration struct {
	Current CurrentViewportConfiguration `json:"current"`
	Extra   Extra                        `json:"-"`
}

// CurrentViewportConfiguration is how a screen is set up now.
type CurrentViewportConfiguration struct {
	Mode   ViewportMode   `json:"mode"`
	Video  *ViewportVideo `json:"video,omitempty"`
	Size   ViewportSize   `json:"size"`
	Dialog ViewportDialog `json:"dialog,omitempty"`
	Extra  Extra          `json:"-"`
}

// ViewportDialog says whether the system can show a dialog over a document.
type ViewportDialog string

// The kinds of dialog support.
const (
	ViewportDialogSupported   ViewportDialog = "SUPPORTED"
	ViewportDialogUnsupported ViewportDialog = "UNSUPPORTED"
)

// ViewportSize is the size of a screen: [*DiscreteViewportSize] or
// [*ContinuousViewportSize].
//
//wire:union type UnknownViewportSize
type ViewportSize interface {
	ViewportSizeType() string
}

// UnknownViewportSize is a size of a type that this package does not know.
type UnknownViewportSize struct {
	Type string
	Raw  json.RawMessage
}

// DiscreteViewportSize is a fixed size.
//
//wire:member ViewportSize DISCRETE
type DiscreteViewportSize struct {
	PixelWidth  int   `json:"pixelWidth"`
	PixelHeight int   `json:"pixelHeight"`
	Extra       Extra `json:"-"`
}

// ContinuousViewportSize is a range of sizes that the screen can take.
//
//wire:member ViewportSize CONTINUOUS
type ContinuousViewportSize struct {
	MinPixelWidth  int   `json:"minPixelWidth"`
	MinPixelHeight int   `json:"minPixelHeight"`
	MaxPixelWidth  int   `json:"maxPixelWidth"`
	MaxPixelHeight int   `json:"maxPixelHeight"`
	Extra          Extra `json:"-"`
}

// APLTViewport is a screen of characters, such as a clock.
//
//wire:member TypedViewport APLT
type APLTViewport struct {
	ID                string                `json:"id,omitempty"`
	SupportedProfiles []APLTViewportProfile `json:"supportedProfiles"`
	LineLength        int                   `json:"lineLength"` // characters in a line
	LineCount         int                   `json:"lineCount"`
	CharacterFormat   CharacterFormat       `json:"characterFormat"`
	InterSegments     []InterSegment        `json:"interSegments,omitempty"`
	Extra             Extra                 `json:"-"`
}

// APLTViewportProfile names a kind of character screen.
type APLTViewportProfile string

// APLTViewportFourCharacterClock is a clock with four characters.
const APLTViewportFourCharacterClock APLTViewportProfile = "FOUR_CHARACTER_CLOCK"

// CharacterFormat is how a character screen draws characters.
type CharacterFormat string

// CharacterFormatSevenSegment draws characters from seven bars.
const CharacterFormatSevenSegment CharacterFormat = "SEVEN_SEGMENT"

// InterSegment is a place between two characters that can show something, such
// as the colon of a clock.
type InterSegment struct {
	X          int    `json:"x"`
	Y          int    `json:"y"`
	Characters string `json:"characters"` // those that it can show
	Extra      Extra  `json:"-"`
}
