package alexa

// SmartVisionGetSnapshotDirective asks a camera for a picture.
//
//wire:member Directive Alexa.SmartVision.SnapshotProvider.GetSnapshotDirective
type SmartVisionGetSnapshotDirective struct {
	PreferOnDemandSnapshot bool  `json:"preferOnDemandSnapshot,omitempty"` // rather than the latest there is
	Extra                  Extra `json:"-"`
}

// NavigationAnnounceRoadRegulationDirective tells the driver about a rule of
// the road.
//
//wire:member Directive Navigation.Assistance.AnnounceRoadRegulation
type NavigationAnnounceRoadRegulationDirective struct {
	Extra Extra `json:"-"`
}

// VoicePlayerSpeakDirective says something while the skill still prepares its
// response. It is sent through the directive service, not in a response.
//
//wire:member Directive VoicePlayer.Speak
type VoicePlayerSpeakDirective struct {
	Speech string `json:"speech,omitempty"` // text or SSML
	Extra  Extra  `json:"-"`
}
