// Package gcsguard makes saves safe from each other on buckets of the driver
// gocloud.dev/blob/gcsblob, Google Cloud Storage.
package gcsguard

import (
	"errors"

	"cloud.google.com/go/storage"
	cdk "gocloud.dev/blob"

	"github.com/litexa-go/litexa/ask/persistence/blob"
)

// Unchanged is a [blob.Guard] that compares generations.
func Unchanged(reader *cdk.Reader) (blob.Condition, error) {
	var object *storage.Reader
	if !reader.As(&object) || object.Attrs.Generation == 0 {
		return nil, errNotGCS
	}
	generation := object.Attrs.Generation
	return func(as func(any) bool) error {
		var handle **storage.ObjectHandle
		if !as(&handle) {
			return errNotGCS
		}
		*handle = (*handle).If(storage.Conditions{GenerationMatch: generation})
		return nil
	}, nil
}

var errNotGCS = errors.New("gcsguard is for buckets of the driver gcsblob")
