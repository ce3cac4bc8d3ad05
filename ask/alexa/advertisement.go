package alexa

// AdvertisementAdCompletedRequest says that an advertisement played to its end.
//
//wire:member Request Alexa.Advertisement.AdCompleted
type AdvertisementAdCompletedRequest struct {
	RequestHeader
	Token string `json:"token,omitempty"`
}

// AdvertisementAdNotRenderedRequest says that no advertisement was played.
//
//wire:member Request Alexa.Advertisement.AdNotRendered
type AdvertisementAdNotRenderedRequest struct {
	RequestHeader
	Reason *AdNotRenderedReason `json:"reason,omitempty"`
}

// AdNotRenderedReason says why no advertisement was played.
type AdNotRenderedReason struct {
	Type    AdNotRenderedReasonType `json:"type,omitempty"`
	Message string                  `json:"message,omitempty"`
	Extra   Extra                   `json:"-"`
}

// AdNotRenderedReasonType is a kind of reason.
type AdNotRenderedReasonType string

// The reasons for not playing an advertisement.
const (
	AdDeviceOccupied             AdNotRenderedReasonType = "DEVICE_OCCUPIED"
	AdUnsupportedDevice          AdNotRenderedReasonType = "UNSUPPORTED_DEVICE"
	AdSkillDailyCapLimitReached  AdNotRenderedReasonType = "SKILL_DAILY_CAP_LIMIT_REACHED"
	AdDomainDailyCapLimitReached AdNotRenderedReasonType = "DOMAIN_DAILY_CAP_LIMIT_REACHED"
	AdInternalServerError        AdNotRenderedReasonType = "INTERNAL_SERVER_ERROR"
	AdNotAvailable               AdNotRenderedReasonType = "AD_NOT_AVAILABLE"
)

// AdvertisementReadyToEnqueueAudioRequest says that the skill may enqueue the
// audio that follows the advertisement.
//
//wire:member Request Alexa.Advertisement.ReadyToEnqueueAudio
type AdvertisementReadyToEnqueueAudioRequest struct {
	RequestHeader
	Token         string `json:"token,omitempty"`
	PreviousToken string `json:"previousToken,omitempty"` // of the audio before the advertisement
}

// AdvertisementInjectAdsDirective plays an advertisement after the audio that
// plays.
//
//wire:member Directive Alexa.Advertisement.InjectAds
type AdvertisementInjectAdsDirective struct {
	ExpectedPreviousToken string `json:"expectedPreviousToken,omitempty"` // of the audio that plays
	Extra                 Extra  `json:"-"`
}
