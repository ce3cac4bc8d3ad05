package alexa

import "encoding/json"

// Context is the state of the device and of the account at the time of the
// request.
type Context struct {
	System          System               `json:"System"`
	Presentation    *PresentationState   `json:"Alexa.Presentation,omitempty"`
	APL             *APLState            `json:"Alexa.Presentation.APL,omitempty"` // the APL document on the screen
	AudioPlayer     *AudioPlayerState    `json:"AudioPlayer,omitempty"`
	Automotive      *AutomotiveState     `json:"Automotive,omitempty"`
	Display         *DisplayState        `json:"Display,omitempty"`
	Geolocation     *GeolocationState    `json:"Geolocation,omitempty"`
	Viewport        *Viewport            `json:"Viewport,omitempty"`
	Viewports       []TypedViewport      `json:"Viewports,omitempty"`
	Extensions      *ExtensionsState     `json:"Extensions,omitempty"`
	PackageManager  *PackageManagerState `json:"Alexa.DataStore.PackageManager,omitempty"`
	AppLink         *AppLinkState        `json:"AppLink,omitempty"`
	Experimentation *ExperimentsState    `json:"Experimentation,omitempty"`
	Extra           Extra                `json:"-"`
}

// System says which skill, user and device the request belongs to, and how to
// reach the Alexa services for them.
type System struct {
	Application    Application `json:"application"`
	User           User        `json:"user"`
	Device         *Device     `json:"device,omitempty"`
	Person         *Person     `json:"person,omitempty"` // the recognised speaker, if any
	Unit           *Unit       `json:"unit,omitempty"`
	APIEndpoint    string      `json:"apiEndpoint"` // base address of the services in the user's region
	APIAccessToken string      `json:"apiAccessToken,omitempty"`
	Extra          Extra       `json:"-"`
}

// Device is the device that the user speaks to.
type Device struct {
	DeviceID             string              `json:"deviceId"`
	PersistentEndpointID string              `json:"persistentEndpointId,omitempty"` // stays the same when the skill is enabled anew
	SupportedInterfaces  SupportedInterfaces `json:"supportedInterfaces"`
	Extra                Extra               `json:"-"`
}

// Unit is a place such as a hotel room that devices are assigned to.
type Unit struct {
	UnitID           string `json:"unitId,omitempty"`
	PersistentUnitID string `json:"persistentUnitId,omitempty"` // stays the same when the skill is enabled anew
	Extra            Extra  `json:"-"`
}

// SupportedInterfaces are the interfaces that the device offers to the skill.
// A nil member is not supported; interfaces without a member are in Extra.
type SupportedInterfaces struct {
	Advertisement *AdvertisementInterface `json:"Alexa.Advertisement,omitempty"`
	APL           *APLInterface           `json:"Alexa.Presentation.APL,omitempty"`
	APLT          *APLTInterface          `json:"Alexa.Presentation.APLT,omitempty"`
	HTML          *HTMLInterface          `json:"Alexa.Presentation.HTML,omitempty"`
	AppLink       *AppLinkInterface       `json:"AppLink,omitempty"`
	AudioPlayer   *AudioPlayerInterface   `json:"AudioPlayer,omitempty"`
	Display       *DisplayInterface       `json:"Display,omitempty"`
	VideoApp      *VideoAppInterface      `json:"VideoApp,omitempty"`
	Geolocation   *GeolocationInterface   `json:"Geolocation,omitempty"`
	Navigation    *NavigationInterface    `json:"Navigation,omitempty"`
	Extra         Extra                   `json:"-"`
}

// AdvertisementInterface says that the device plays advertisements.
type AdvertisementInterface struct {
	Extra Extra `json:"-"`
}

// APLInterface says that the device shows APL documents.
type APLInterface struct {
	Runtime *APLRuntime `json:"runtime,omitempty"`
	Extra   Extra       `json:"-"`
}

// APLRuntime is what the device renders APL with.
type APLRuntime struct {
	MaxVersion string `json:"maxVersion,omitempty"` // highest APL version it understands, such as "2024.3"
	Extra      Extra  `json:"-"`
}

// APLTInterface says that the device shows APL for Text.
type APLTInterface struct {
	Runtime *APLTRuntime `json:"runtime,omitempty"`
	Extra   Extra        `json:"-"`
}

// APLTRuntime is what the device renders APL for Text with.
type APLTRuntime struct {
	MaxVersion string `json:"maxVersion,omitempty"`
	Extra      Extra  `json:"-"`
}

// HTMLInterface says that the device runs web apps.
type HTMLInterface struct {
	Runtime *HTMLRuntime `json:"runtime,omitempty"`
	Extra   Extra        `json:"-"`
}

// HTMLRuntime is what the device runs web apps with.
type HTMLRuntime struct {
	MaxVersion string `json:"maxVersion"`
	Extra      Extra  `json:"-"`
}

// AppLinkInterface says that the device can open apps.
type AppLinkInterface struct {
	Version string `json:"version,omitempty"`
	Extra   Extra  `json:"-"`
}

// AudioPlayerInterface says that the device streams audio.
type AudioPlayerInterface struct {
	Extra Extra `json:"-"`
}

// DisplayInterface says that the device shows display templates.
type DisplayInterface struct {
	TemplateVersion string `json:"templateVersion,omitempty"`
	MarkupVersion   string `json:"markupVersion,omitempty"`
	Extra           Extra  `json:"-"`
}

// VideoAppInterface says that the device plays videos.
type VideoAppInterface struct {
	Extra Extra `json:"-"`
}

// GeolocationInterface says that the device can tell where it is.
type GeolocationInterface struct {
	Extra Extra `json:"-"`
}

// NavigationInterface says that the device navigates.
type NavigationInterface struct {
	Extra Extra `json:"-"`
}

// PresentationState lists what the skill shows on the device.
type PresentationState struct {
	Contexts []PresentationContext `json:"contexts,omitempty"`
	Extra    Extra                 `json:"-"`
}

// PresentationContext is something that the skill shows:
// [*APLPresentationContext].
//
//wire:union type UnknownPresentationContext
type PresentationContext interface {
	PresentationContextType() string
}

// APLPresentationContext is an APL document that the skill shows.
//
//wire:member PresentationContext Alexa.Presentation.APL
type APLPresentationContext struct {
	Context *APLState `json:"context,omitempty"`
	Extra   Extra     `json:"-"`
}

// AutomotiveState is present when the device is a vehicle.
type AutomotiveState struct {
	Extra Extra `json:"-"`
}

// DisplayState is what a display template shows.
type DisplayState struct {
	Token string `json:"token,omitempty"` // of the template
	Extra Extra  `json:"-"`
}

// ExtensionsState lists the APL extensions that the device offers.
type ExtensionsState struct {
	Available map[string]AvailableExtension `json:"available"` // by the address of the extension
	Extra     Extra                         `json:"-"`
}

// AvailableExtension is an APL extension that the device offers.
type AvailableExtension struct {
	Extra Extra `json:"-"`
}

// PackageManagerState lists the data store packages on the device.
type PackageManagerState struct {
	InstalledPackages []PackageState `json:"installedPackages,omitempty"`
	Extra             Extra          `json:"-"`
}

// PackageState is a data store package on the device.
type PackageState struct {
	PackageID string `json:"packageId"`
	Version   string `json:"version"`
	Extra     Extra  `json:"-"`
}

// AppLinkState says how the device can open apps.
type AppLinkState struct {
	SupportedCatalogTypes []CatalogType `json:"supportedCatalogTypes,omitempty"`
	DirectLaunch          *DirectLaunch `json:"directLaunch,omitempty"`
	SendToDevice          *SendToDevice `json:"sendToDevice,omitempty"`
	Extra                 Extra         `json:"-"`
}

// CatalogType names an app store.
type CatalogType string

// The app stores.
const (
	CatalogIOSAppStore     CatalogType = "IOS_APP_STORE"
	CatalogGooglePlayStore CatalogType = "GOOGLE_PLAY_STORE"
)

// DirectLaunch lists the app stores whose apps the device itself opens.
type DirectLaunch struct {
	IOSAppStore     json.RawMessage `json:"IOS_APP_STORE,omitempty"`
	GooglePlayStore json.RawMessage `json:"GOOGLE_PLAY_STORE,omitempty"`
	Extra           Extra           `json:"-"`
}

// SendToDevice is present when an app can be opened on the user's phone.
type SendToDevice struct {
	Extra Extra `json:"-"`
}

// ExperimentsState lists the experiments that the user takes part in.
type ExperimentsState struct {
	ActiveExperiments []ExperimentAssignment `json:"activeExperiments,omitempty"`
	Extra             Extra                  `json:"-"`
}

// ExperimentAssignment is the user's part in an experiment.
type ExperimentAssignment struct {
	ID          string      `json:"id,omitempty"`
	TreatmentID TreatmentID `json:"treatmentId,omitempty"`
	Extra       Extra       `json:"-"`
}

// TreatmentID names a group of an experiment.
type TreatmentID string

// The groups of an experiment.
const (
	TreatmentControl TreatmentID = "C"
	TreatmentOne     TreatmentID = "T1"
)

// ExperimentTriggers tells Alexa which experiments the response made use of.
type ExperimentTriggers struct {
	TriggeredExperiments []string `json:"triggeredExperiments,omitempty"`
	Extra                Extra    `json:"-"`
}

// GeolocationState is where the device is and how it moves.
type GeolocationState struct {
	Timestamp        Timestamp         `json:"timestamp,omitempty"` // when it was measured
	Coordinate       *Coordinate       `json:"coordinate,omitempty"`
	Altitude         *Altitude         `json:"altitude,omitempty"`
	Heading          *Heading          `json:"heading,omitempty"`
	Speed            *Speed            `json:"speed,omitempty"`
	LocationServices *LocationServices `json:"locationServices,omitempty"`
	Extra            Extra             `json:"-"`
}

// Coordinate is a position in WGS 84.
type Coordinate struct {
	LatitudeInDegrees  float64 `json:"latitudeInDegrees"`
	LongitudeInDegrees float64 `json:"longitudeInDegrees"`
	AccuracyInMeters   float64 `json:"accuracyInMeters"`
	Extra              Extra   `json:"-"`
}

// Altitude is the height of the device.
type Altitude struct {
	AltitudeInMeters float64 `json:"altitudeInMeters"`
	AccuracyInMeters float64 `json:"accuracyInMeters"`
	Extra            Extra   `json:"-"`
}

// Heading is the direction in which the device moves, clockwise from true
// north.
type Heading struct {
	DirectionInDegrees float64  `json:"directionInDegrees"`
	AccuracyInDegrees  *float64 `json:"accuracyInDegrees,omitempty"`
	Extra              Extra    `json:"-"`
}

// Speed is how fast the device moves.
type Speed struct {
	SpeedInMetersPerSecond    float64  `json:"speedInMetersPerSecond"`
	AccuracyInMetersPerSecond *float64 `json:"accuracyInMetersPerSecond,omitempty"`
	Extra                     Extra    `json:"-"`
}

// LocationServices says whether the device can and may tell where it is.
type LocationServices struct {
	Status LocationServicesStatus `json:"status"`
	Access LocationServicesAccess `json:"access"`
	Extra  Extra                  `json:"-"`
}

// LocationServicesStatus says whether the location services run.
type LocationServicesStatus string

// The states of the location services.
const (
	LocationServicesRunning LocationServicesStatus = "RUNNING"
	LocationServicesStopped LocationServicesStatus = "STOPPED"
)

// LocationServicesAccess says whether the user lets Alexa use the location
// services.
type LocationServicesAccess string

// The kinds of access to the location services.
const (
	LocationAccessEnabled  LocationServicesAccess = "ENABLED"
	LocationAccessDisabled LocationServicesAccess = "DISABLED"
	LocationAccessUnknown  LocationServicesAccess = "UNKNOWN"
)

// UnknownPresentationContext is content of a type that this package does not
// know.
type UnknownPresentationContext struct {
	Type string
	Raw  json.RawMessage
}
