package alexa

import "encoding/json"

// DataStoreErrorRequest says that commands of the skill to the data store of a
// device failed.
//
//wire:member Request Alexa.DataStore.Error
type DataStoreErrorRequest struct {
	RequestHeader
	Error DataStoreError `json:"error"`
}

// DataStoreError is a failure of data store commands:
// [*DataStoreStorageLimitExceededError], [*DataStoreInternalError],
// [*DataStoreDeviceUnavailableError] or
// [*DataStoreDevicePermanentlyUnavailableError].
//
//wire:union type UnknownDataStoreError
type DataStoreError interface {
	DataStoreErrorType() string
}

// UnknownDataStoreError is an error of a type that this package does not know.
type UnknownDataStoreError struct {
	Type string
	Raw  json.RawMessage
}

// DataStoreStorageLimitExceededError says that the data store is full.
//
//wire:member DataStoreError STORAGE_LIMIT_EXCEEDED
type DataStoreStorageLimitExceededError struct {
	Content DataStoreExecutionError `json:"content"`
	Extra   Extra                   `json:"-"`
}

// DataStoreInternalError says that the device could not carry out a command.
//
//wire:member DataStoreError DATASTORE_INTERNAL_ERROR
type DataStoreInternalError struct {
	Content DataStoreExecutionError `json:"content"`
	Extra   Extra                   `json:"-"`
}

// DataStoreDeviceUnavailableError says that the device could not be reached.
//
//wire:member DataStoreError DEVICE_UNAVAILABLE
type DataStoreDeviceUnavailableError struct {
	Content DataStoreDispatchError `json:"content"`
	Extra   Extra                  `json:"-"`
}

// DataStoreDevicePermanentlyUnavailableError says that the device will not be
// reached again: it was deregistered, for instance.
//
//wire:member DataStoreError DEVICE_PERMANENTLY_UNAVAILABLE
type DataStoreDevicePermanentlyUnavailableError struct {
	Content DataStoreDispatchError `json:"content"`
	Extra   Extra                  `json:"-"`
}

// DataStoreExecutionError names the command that a device could not carry out.
type DataStoreExecutionError struct {
	DeviceID      string           `json:"deviceId"`
	FailedCommand DataStoreCommand `json:"failedCommand"`
	Message       string           `json:"message,omitempty"`
	Extra         Extra            `json:"-"`
}

// DataStoreDispatchError lists the commands that did not reach a device.
type DataStoreDispatchError struct {
	DeviceID string             `json:"deviceId"`
	Commands []DataStoreCommand `json:"commands"`
	Extra    Extra              `json:"-"`
}

// DataStoreCommand changes the data store of a device:
// [*DataStorePutNamespaceCommand], [*DataStoreRemoveNamespaceCommand],
// [*DataStorePutObjectCommand], [*DataStoreRemoveObjectCommand] or
// [*DataStoreClearCommand].
//
//wire:union type UnknownDataStoreCommand
type DataStoreCommand interface {
	DataStoreCommandType() string
}

// UnknownDataStoreCommand is a command of a type that this package does not
// know.
type UnknownDataStoreCommand struct {
	Type string
	Raw  json.RawMessage
}

// DataStorePutNamespaceCommand creates a namespace unless it exists.
//
//wire:member DataStoreCommand PUT_NAMESPACE
type DataStorePutNamespaceCommand struct {
	Namespace string `json:"namespace"`
	Extra     Extra  `json:"-"`
}

// DataStoreRemoveNamespaceCommand removes a namespace with all its objects.
//
//wire:member DataStoreCommand REMOVE_NAMESPACE
type DataStoreRemoveNamespaceCommand struct {
	Namespace string `json:"namespace"`
	Extra     Extra  `json:"-"`
}

// DataStorePutObjectCommand creates or replaces an object.
//
//wire:member DataStoreCommand PUT_OBJECT
type DataStorePutObjectCommand struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Content   any    `json:"content"`
	Extra     Extra  `json:"-"`
}

// DataStoreRemoveObjectCommand removes an object.
//
//wire:member DataStoreCommand REMOVE_OBJECT
type DataStoreRemoveObjectCommand struct {
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
	Extra     Extra  `json:"-"`
}

// DataStoreClearCommand removes everything that the skill has in the data store.
//
//wire:member DataStoreCommand CLEAR
type DataStoreClearCommand struct {
	Extra Extra `json:"-"`
}

// DataStorePackageManagerUsagesInstalledRequest says that a user put a package
// of the skill, such as a widget, to use.
//
//wire:member Request Alexa.DataStore.PackageManager.UsagesInstalled
type DataStorePackageManagerUsagesInstalledRequest struct {
	RequestHeader
	Payload PackageUsages `json:"payload"`
}

// DataStorePackageManagerUsagesRemovedRequest says that a user no longer uses a
// package of the skill.
//
//wire:member Request Alexa.DataStore.PackageManager.UsagesRemoved
type DataStorePackageManagerUsagesRemovedRequest struct {
	RequestHeader
	Payload PackageUsages `json:"payload"`
}

// PackageUsages lists the places at which a package is put to use or removed.
type PackageUsages struct {
	PackageID      string         `json:"packageId"`
	PackageVersion string         `json:"packageVersion"`
	Usages         []PackageUsage `json:"usages"`
	Extra          Extra          `json:"-"`
}

// PackageUsage is a place at which a package is used.
type PackageUsage struct {
	Location   PackageLocation `json:"location"`
	InstanceID string          `json:"instanceId,omitempty"`
	Extra      Extra           `json:"-"`
}

// PackageLocation is a kind of place for packages.
type PackageLocation string

// PackageLocationFavorite is among the user's favourites.
const PackageLocationFavorite PackageLocation = "FAVORITE"

// DataStorePackageManagerUpdateRequest says that the device got another version
// of a package.
//
//wire:member Request Alexa.DataStore.PackageManager.UpdateRequest
type DataStorePackageManagerUpdateRequest struct {
	RequestHeader
	PackageID   string `json:"packageId"`
	FromVersion string `json:"fromVersion"`
	ToVersion   string `json:"toVersion"`
}

// DataStorePackageManagerInstallationErrorRequest says that a package could not
// be installed.
//
//wire:member Request Alexa.DataStore.PackageManager.InstallationError
type DataStorePackageManagerInstallationErrorRequest struct {
	RequestHeader
	PackageID string       `json:"packageId"`
	Version   string       `json:"version"`
	Error     PackageError `json:"error"`
}

// PackageError says why a package could not be installed.
type PackageError struct {
	Type    PackageErrorType `json:"type"`
	Content json.RawMessage  `json:"content,omitempty"`
	Extra   Extra            `json:"-"`
}

// PackageErrorType is a kind of installation error.
type PackageErrorType string

// PackageInternalError is an error inside the device.
const PackageInternalError PackageErrorType = "INTERNAL_ERROR"
