package alexa

// APLState is the APL document that the skill shows on the device.
type APLState struct {
	Token                     string             `json:"token,omitempty"`   // of the directive that rendered it
	Version                   string             `json:"version,omitempty"` // of the APL runtime
	ComponentsVisibleOnScreen []VisibleComponent `json:"componentsVisibleOnScreen,omitempty"`
	DataSources               []any              `json:"dataSources,omitempty"`
	Extra                     Extra              `json:"-"`
}

// VisibleComponent is a component of an APL document that the user sees.
type VisibleComponent struct {
	Children   []VisibleComponent   `json:"children,omitempty"`
	Entities   []ComponentEntity    `json:"entities,omitempty"`
	ID         string               `json:"id"`
	Position   string               `json:"position"` // width, height, left, top and depth, such as "960x480+32+64:0"
	Tags       VisibleComponentTags `json:"tags"`
	Transform  []float64            `json:"transform,omitempty"` // the six numbers of an affine transformation
	Type       string               `json:"type"`                // "text", "graphic", "video", "mixed", "group" or "empty"
	UID        string               `json:"uid"`
	Visibility float64              `json:"visibility,omitempty"` // 0 to 1
	Extra      Extra                `json:"-"`
}

// ComponentEntity is what a component stands for.
type ComponentEntity struct {
	Type  string `json:"type,omitempty"`
	Value string `json:"value,omitempty"`
	ID    string `json:"id,omitempty"`
	Extra Extra  `json:"-"`
}

// VisibleComponentTags is what a component is and what can be done with it. A
// nil member does not apply.
type VisibleComponentTags struct {
	Checked    bool           `json:"checked,omitempty"`
	Clickable  bool           `json:"clickable,omitempty"`
	Disabled   bool           `json:"disabled,omitempty"`
	Focused    bool           `json:"focused,omitempty"`
	List       *ListTag       `json:"list,omitempty"`
	ListItem   *ListItemTag   `json:"listItem,omitempty"`
	Media      *MediaTag      `json:"media,omitempty"`
	Ordinal    *int           `json:"ordinal,omitempty"` // its number as shown to the user
	Pager      *PagerTag      `json:"pager,omitempty"`
	Scrollable *ScrollableTag `json:"scrollable,omitempty"`
	Spoken     bool           `json:"spoken,omitempty"` // whether it can be read out
	Viewport   *ViewportTag   `json:"viewport,omitempty"`
	Extra      Extra          `json:"-"`
}

// ListTag says how much of a list the user has seen.
type ListTag struct {
	ItemCount          int   `json:"itemCount,omitempty"`
	LowestIndexSeen    int   `json:"lowestIndexSeen"`
	HighestIndexSeen   int   `json:"highestIndexSeen"`
	LowestOrdinalSeen  *int  `json:"lowestOrdinalSeen,omitempty"`
	HighestOrdinalSeen *int  `json:"highestOrdinalSeen,omitempty"`
	Extra              Extra `json:"-"`
}

// ListItemTag says where in its list an item is.
type ListItemTag struct {
	Index int   `json:"index"` // from 0
	Extra Extra `json:"-"`
}

// MediaTag says what a media component plays and how.
type MediaTag struct {
	PositionInMilliseconds           int               `json:"positionInMilliseconds,omitempty"`
	State                            MediaState        `json:"state,omitempty"`
	AllowAdjustSeekPositionForward   bool              `json:"allowAdjustSeekPositionForward,omitempty"`
	AllowAdjustSeekPositionBackwards bool              `json:"allowAdjustSeekPositionBackwards,omitempty"`
	AllowNext                        bool              `json:"allowNext,omitempty"`
	AllowPrevious                    bool              `json:"allowPrevious,omitempty"`
	Entities                         []ComponentEntity `json:"entities,omitempty"`
	URL                              string            `json:"url,omitempty"`
	Extra                            Extra             `json:"-"`
}

// MediaState is what a media component does.
type MediaState string

// The states of a media component.
const (
	MediaIdle    MediaState = "idle"
	MediaPlaying MediaState = "playing"
	MediaPaused  MediaState = "paused"
)

// PagerTag says which page a pager shows.
type PagerTag struct {
	Index          int   `json:"index"` // from 0
	PageCount      int   `json:"pageCount,omitempty"`
	AllowForward   bool  `json:"allowForward,omitempty"`
	AllowBackwards bool  `json:"allowBackwards,omitempty"`
	Extra          Extra `json:"-"`
}

// ScrollableTag says where a component can be scrolled to.
type ScrollableTag struct {
	Direction     ScrollDirection `json:"direction,omitempty"`
	AllowForward  bool            `json:"allowForward,omitempty"`
	AllowBackward bool            `json:"allowBackward,omitempty"`
	Extra         Extra           `json:"-"`
}

// ScrollDirection is the axis along which a component scrolls.
type ScrollDirection string

// The axes of scrolling.
const (
	ScrollHorizontal ScrollDirection = "horizontal"
	ScrollVertical   ScrollDirection = "vertical"
)

// ViewportTag marks the component that fills the screen.
type ViewportTag struct {
	Extra Extra `json:"-"`
}
