package alexa

import "encoding/json"

// VideoItem is a video at an address.
type VideoItem struct {
	Source   string         `json:"source"` // https
	Metadata *VideoMetadata `json:"metadata,omitempty"`
	Extra    Extra          `json:"-"`
}

// VideoMetadata is what the screen shows about a video.
type VideoMetadata struct {
	Title    string `json:"title,omitempty"`
	Subtitle string `json:"subtitle,omitempty"`
	Extra    Extra  `json:"-"`
}

// DisplayElementSelectedRequest says that the user chose an item of a display
// template.
//
//wire:member Request Display.ElementSelected
type DisplayElementSelectedRequest struct {
	RequestHeader
	Token string `json:"token"` // of the item
}

// DisplayRenderTemplateDirective shows a display template. Amazon recommends
// APL instead.
//
//wire:member Directive Display.RenderTemplate
type DisplayRenderTemplateDirective struct {
	Template DisplayTemplate `json:"template,omitempty"`
	Extra    Extra           `json:"-"`
}

// DisplayTemplate is a ready-made layout: [*BodyTemplate1], [*BodyTemplate2],
// [*BodyTemplate3], [*BodyTemplate6], [*BodyTemplate7], [*ListTemplate1] or
// [*ListTemplate2].
//
//wire:union type UnknownDisplayTemplate
type DisplayTemplate interface {
	DisplayTemplateType() string
}

// UnknownDisplayTemplate is a template of a type that this package does not
// know.
type UnknownDisplayTemplate struct {
	Type string
	Raw  json.RawMessage
}

// BackButtonBehavior says whether a template has a back button.
type BackButtonBehavior string

// The behaviours of the back button.
const (
	BackButtonHidden  BackButtonBehavior = "HIDDEN"
	BackButtonVisible BackButtonBehavior = "VISIBLE"
)

// BodyTemplate1 shows text over the whole screen.
//
//wire:member DisplayTemplate BodyTemplate1
type BodyTemplate1 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	Title           string             `json:"title,omitempty"`
	TextContent     *TextContent       `json:"textContent,omitempty"`
	Extra           Extra              `json:"-"`
}

// BodyTemplate2 shows text with an image at the right.
//
//wire:member DisplayTemplate BodyTemplate2
type BodyTemplate2 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	Image           *DisplayImage      `json:"image,omitempty"`
	Title           string             `json:"title,omitempty"`
	TextContent     *TextContent       `json:"textContent,omitempty"`
	Extra           Extra              `json:"-"`
}

// BodyTemplate3 shows text with an image at the left.
//
//wire:member DisplayTemplate BodyTemplate3
type BodyTemplate3 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	Image           *DisplayImage      `json:"image,omitempty"`
	Title           string             `json:"title,omitempty"`
	TextContent     *TextContent       `json:"textContent,omitempty"`
	Extra           Extra              `json:"-"`
}

// BodyTemplate6 shows text over an image that fills the screen.
//
//wire:member DisplayTemplate BodyTemplate6
type BodyTemplate6 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	TextContent     *TextContent       `json:"textContent,omitempty"`
	Image           *DisplayImage      `json:"image,omitempty"`
	Extra           Extra              `json:"-"`
}

// BodyTemplate7 shows an image with a title.
//
//wire:member DisplayTemplate BodyTemplate7
type BodyTemplate7 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	Title           string             `json:"title,omitempty"`
	Image           *DisplayImage      `json:"image,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	Extra           Extra              `json:"-"`
}

// ListTemplate1 shows items from top to bottom.
//
//wire:member DisplayTemplate ListTemplate1
type ListTemplate1 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	Title           string             `json:"title,omitempty"`
	ListItems       []DisplayListItem  `json:"listItems,omitempty"`
	Extra           Extra              `json:"-"`
}

// ListTemplate2 shows items from left to right.
//
//wire:member DisplayTemplate ListTemplate2
type ListTemplate2 struct {
	Token           string             `json:"token,omitempty"`
	BackButton      BackButtonBehavior `json:"backButton,omitempty"`
	BackgroundImage *DisplayImage      `json:"backgroundImage,omitempty"`
	Title           string             `json:"title,omitempty"`
	ListItems       []DisplayListItem  `json:"listItems,omitempty"`
	Extra           Extra              `json:"-"`
}

// DisplayListItem is an item of a list template.
type DisplayListItem struct {
	Token       string        `json:"token"` // told to the skill when the user chooses the item
	Image       *DisplayImage `json:"image,omitempty"`
	TextContent *TextContent  `json:"textContent,omitempty"`
	Extra       Extra         `json:"-"`
}

// DisplayImage is an image in one or several sizes.
type DisplayImage struct {
	ContentDescription string          `json:"contentDescription,omitempty"` // for screen readers
	Sources            []ImageInstance `json:"sources,omitempty"`
	Extra              Extra           `json:"-"`
}

// ImageInstance is an image in one size.
type ImageInstance struct {
	URL          string    `json:"url"`
	Size         ImageSize `json:"size,omitempty"`
	WidthPixels  int       `json:"widthPixels,omitempty"`
	HeightPixels int       `json:"heightPixels,omitempty"`
	Extra        Extra     `json:"-"`
}

// ImageSize is the size of an image relative to the screen.
type ImageSize string

// The sizes of images.
const (
	ImageXSmall ImageSize = "X_SMALL"
	ImageSmall  ImageSize = "SMALL"
	ImageMedium ImageSize = "MEDIUM"
	ImageLarge  ImageSize = "LARGE"
	ImageXLarge ImageSize = "X_LARGE"
)

// TextContent is the text of a template.
type TextContent struct {
	PrimaryText   TextField `json:"primaryText,omitempty"`
	SecondaryText TextField `json:"secondaryText,omitempty"`
	TertiaryText  TextField `json:"tertiaryText,omitempty"`
	Extra         Extra     `json:"-"`
}

// TextField is text of a template: [*PlainTextField] or [*RichTextField].
//
//wire:union type UnknownTextField
type TextField interface {
	TextFieldType() string
}

// UnknownTextField is text of a type that this package does not know.
type UnknownTextField struct {
	Type string
	Raw  json.RawMessage
}

// PlainTextField is text without markup.
//
//wire:member TextField PlainText
type PlainTextField struct {
	Text  string `json:"text"`
	Extra Extra  `json:"-"`
}

// RichTextField is text with markup for bold, italics, size, line breaks and
// the like.
//
//wire:member TextField RichText
type RichTextField struct {
	Text  string `json:"text"`
	Extra Extra  `json:"-"`
}

// HintDirective shows what the user might say next.
//
//wire:member Directive Hint
type HintDirective struct {
	Hint  Hint  `json:"hint"`
	Extra Extra `json:"-"`
}

// Hint is something the user might say: [*PlainTextHint].
//
//wire:union type UnknownHint
type Hint interface {
	HintType() string
}

// UnknownHint is a hint of a type that this package does not know.
type UnknownHint struct {
	Type string
	Raw  json.RawMessage
}

// PlainTextHint is a hint without markup.
//
//wire:member Hint PlainText
type PlainTextHint struct {
	Text  string `json:"text"`
	Extra Extra  `json:"-"`
}
