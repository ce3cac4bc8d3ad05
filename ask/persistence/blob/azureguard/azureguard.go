// Package azureguard makes saves safe from each other on buckets of the driver
// gocloud.dev/blob/azureblob, Azure Blob Storage.
package azureguard

import (
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	azblobblob "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/blob"
	cdk "gocloud.dev/blob"

	"github.com/litexa-go/litexa/ask/persistence/blob"
)

// Unchanged is a [blob.Guard] that compares ETags.
func Unchanged(reader *cdk.Reader) (blob.Condition, error) {
	var object azblobblob.DownloadStreamResponse
	if !reader.As(&object) || object.ETag == nil {
		return nil, errNotAzure
	}
	unchanged := &azblobblob.AccessConditions{ModifiedAccessConditions: &azblobblob.ModifiedAccessConditions{IfMatch: object.ETag}}
	return func(as func(any) bool) error {
		var upload *azblob.UploadStreamOptions
		var deletion *azblobblob.DeleteOptions
		switch {
		case as(&upload):
			upload.AccessConditions = unchanged
		case as(&deletion):
			deletion.AccessConditions = unchanged
		default:
			return errNotAzure
		}
		return nil
	}, nil
}

var errNotAzure = errors.New("azureguard is for buckets of the driver azureblob")
