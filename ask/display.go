package ask

import "github.com/litexa-go/litexa/ask/alexa"

// ImageHelper builds an image for a display template out of instances in
// several sizes. The zero value is ready to use.
type ImageHelper struct{ image alexa.DisplayImage }

// WithDescription sets the text for users who cannot see the image.
func (h *ImageHelper) WithDescription(text string) *ImageHelper {
	h.image.ContentDescription = text
	return h
}

// AddImageInstance appends the image in one size. size, widthPixels and
// heightPixels may be zero.
func (h *ImageHelper) AddImageInstance(url string, size alexa.ImageSize, widthPixels, heightPixels int) *ImageHelper {
	h.image.Sources = append(h.image.Sources, alexa.ImageInstance{
		URL: url, Size: size, WidthPixels: widthPixels, HeightPixels: heightPixels,
	})
	return h
}

// Image returns the image.
func (h *ImageHelper) Image() *alexa.DisplayImage {
	image := h.image
	return &image
}

// PlainTextContent returns the texts of a display template without markup.
// Empty ones are left out.
func PlainTextContent(primary, secondary, tertiary string) *alexa.TextContent {
	return textContent(func(text string) alexa.TextField { return &alexa.PlainTextField{Text: text} }, primary, secondary, tertiary)
}

// RichTextContent returns the texts of a display template with markup, which is
// not escaped. Empty ones are left out.
func RichTextContent(primary, secondary, tertiary string) *alexa.TextContent {
	return textContent(func(text string) alexa.TextField { return &alexa.RichTextField{Text: text} }, primary, secondary, tertiary)
}

func textContent(field func(string) alexa.TextField, primary, secondary, tertiary string) *alexa.TextContent {
	content := &alexa.TextContent{}
	for _, part := range []struct {
		text string
		into *alexa.TextField
	}{
		{primary, &content.PrimaryText},
		{secondary, &content.SecondaryText},
		{tertiary, &content.TertiaryText},
	} {
		if part.text != "" {
			*part.into = field(part.text)
		}
	}
	return content
}
