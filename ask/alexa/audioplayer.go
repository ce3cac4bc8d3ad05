package alexa

// AudioPlayerState is what the audio player does, or did last.
type AudioPlayerState struct {
	OffsetInMilliseconds int            `json:"offsetInMilliseconds,omitempty"` // into the stream
	Token                string         `json:"token,omitempty"`                // of the stream
	PlayerActivity       PlayerActivity `json:"playerActivity,omitempty"`
	Extra                Extra          `json:"-"`
}

// PlayerActivity is what a player does.
type PlayerActivity string

// The activities of a player.
const (
	PlayerPlaying        PlayerActivity = "PLAYING"
	PlayerPaused         PlayerActivity = "PAUSED"
	PlayerFinished       PlayerActivity = "FINISHED"
	PlayerBufferUnderrun PlayerActivity = "BUFFER_UNDERRUN" // waits for data
	PlayerIdle           PlayerActivity = "IDLE"            // nothing was played yet
	PlayerStopped        PlayerActivity = "STOPPED"
)

// AudioPlayerPlaybackStartedRequest says that a stream began to play.
//
//wire:member Request AudioPlayer.PlaybackStarted
type AudioPlayerPlaybackStartedRequest struct {
	RequestHeader
	OffsetInMilliseconds int    `json:"offsetInMilliseconds"`
	Token                string `json:"token,omitempty"`
}

// AudioPlayerPlaybackStoppedRequest says that a stream was stopped, by the user
// or by a directive.
//
//wire:member Request AudioPlayer.PlaybackStopped
type AudioPlayerPlaybackStoppedRequest struct {
	RequestHeader
	OffsetInMilliseconds int    `json:"offsetInMilliseconds"`
	Token                string `json:"token,omitempty"`
}

// AudioPlayerPlaybackFinishedRequest says that a stream played to its end.
//
//wire:member Request AudioPlayer.PlaybackFinished
type AudioPlayerPlaybackFinishedRequest struct {
	RequestHeader
	OffsetInMilliseconds int    `json:"offsetInMilliseconds"`
	Token                string `json:"token,omitempty"`
}

// AudioPlayerPlaybackNearlyFinishedRequest says that a stream is about to end:
// the time to enqueue the next.
//
//wire:member Request AudioPlayer.PlaybackNearlyFinished
type AudioPlayerPlaybackNearlyFinishedRequest struct {
	RequestHeader
	OffsetInMilliseconds int    `json:"offsetInMilliseconds"`
	Token                string `json:"token,omitempty"`
}

// AudioPlayerPlaybackFailedRequest says that a stream could not be played.
//
//wire:member Request AudioPlayer.PlaybackFailed
type AudioPlayerPlaybackFailedRequest struct {
	RequestHeader
	CurrentPlaybackState *AudioPlayerState `json:"currentPlaybackState,omitempty"`
	Error                *AudioPlayerError `json:"error,omitempty"`
	Token                string            `json:"token,omitempty"` // of the stream that failed, which need not be the current one
}

// AudioPlayerError says why a stream could not be played.
type AudioPlayerError struct {
	Message string               `json:"message,omitempty"`
	Type    AudioPlayerErrorType `json:"type,omitempty"`
	Extra   Extra                `json:"-"`
}

// AudioPlayerErrorType is a kind of playback error.
type AudioPlayerErrorType string

// The kinds of playback error.
const (
	MediaErrorInternalDevice     AudioPlayerErrorType = "MEDIA_ERROR_INTERNAL_DEVICE_ERROR"
	MediaErrorInternalServer     AudioPlayerErrorType = "MEDIA_ERROR_INTERNAL_SERVER_ERROR"
	MediaErrorInvalidRequest     AudioPlayerErrorType = "MEDIA_ERROR_INVALID_REQUEST"
	MediaErrorServiceUnavailable AudioPlayerErrorType = "MEDIA_ERROR_SERVICE_UNAVAILABLE"
	MediaErrorUnknown            AudioPlayerErrorType = "MEDIA_ERROR_UNKNOWN"
)

// PlaybackControllerPlayCommandIssuedRequest says that the user pressed play.
//
//wire:member Request PlaybackController.PlayCommandIssued
type PlaybackControllerPlayCommandIssuedRequest struct {
	RequestHeader
}

// PlaybackControllerPauseCommandIssuedRequest says that the user pressed pause.
//
//wire:member Request PlaybackController.PauseCommandIssued
type PlaybackControllerPauseCommandIssuedRequest struct {
	RequestHeader
}

// PlaybackControllerNextCommandIssuedRequest says that the user pressed next.
//
//wire:member Request PlaybackController.NextCommandIssued
type PlaybackControllerNextCommandIssuedRequest struct {
	RequestHeader
}

// PlaybackControllerPreviousCommandIssuedRequest says that the user pressed
// previous.
//
//wire:member Request PlaybackController.PreviousCommandIssued
type PlaybackControllerPreviousCommandIssuedRequest struct {
	RequestHeader
}

// AudioPlayerPlayDirective plays a stream, now or after those in the queue.
//
//wire:member Directive AudioPlayer.Play
type AudioPlayerPlayDirective struct {
	PlayBehavior PlayBehavior `json:"playBehavior,omitempty"`
	AudioItem    *AudioItem   `json:"audioItem,omitempty"`
	Extra        Extra        `json:"-"`
}

// AudioItem is a stream and what to show while it plays.
type AudioItem struct {
	Stream   *AudioStream       `json:"stream,omitempty"`
	Metadata *AudioItemMetadata `json:"metadata,omitempty"`
	Extra    Extra              `json:"-"`
}

// AudioStream is audio at an address.
type AudioStream struct {
	ExpectedPreviousToken string       `json:"expectedPreviousToken,omitempty"` // with [PlayEnqueue], and only then: the stream that this one follows
	Token                 string       `json:"token"`                           // names the stream in later requests; at most 1024 characters
	URL                   string       `json:"url"`                             // https
	OffsetInMilliseconds  int          `json:"offsetInMilliseconds"`            // where to begin
	CaptionData           *CaptionData `json:"captionData,omitempty"`
	Extra                 Extra        `json:"-"`
}

// CaptionData is text to show in time with a stream.
type CaptionData struct {
	Content string      `json:"content,omitempty"`
	Type    CaptionType `json:"type,omitempty"`
	Extra   Extra       `json:"-"`
}

// CaptionType is a format of captions.
type CaptionType string

// CaptionWebVTT is the format of the W3C's Web Video Text Tracks.
const CaptionWebVTT CaptionType = "WEBVTT"

// AudioItemMetadata is what a screen shows while a stream plays.
type AudioItemMetadata struct {
	Title           string        `json:"title,omitempty"`
	Subtitle        string        `json:"subtitle,omitempty"`
	Art             *DisplayImage `json:"art,omitempty"`
	BackgroundImage *DisplayImage `json:"backgroundImage,omitempty"`
	Extra           Extra         `json:"-"`
}

// AudioPlayerStopDirective stops the stream that plays.
//
//wire:member Directive AudioPlayer.Stop
type AudioPlayerStopDirective struct {
	Extra Extra `json:"-"`
}

// AudioPlayerClearQueueDirective empties the queue of streams.
//
//wire:member Directive AudioPlayer.ClearQueue
type AudioPlayerClearQueueDirective struct {
	ClearBehavior ClearBehavior `json:"clearBehavior,omitempty"`
	Extra         Extra         `json:"-"`
}

// ClearBehavior says what becomes of the stream that plays when the queue is
// emptied.
type ClearBehavior string

// The ways to empty the queue.
const (
	ClearAll      ClearBehavior = "CLEAR_ALL"      // it stops as well
	ClearEnqueued ClearBehavior = "CLEAR_ENQUEUED" // it goes on
)
