// Package s3guard makes saves safe from each other on buckets of the driver
// gocloud.dev/blob/s3blob. The server must honour If-Match, as Amazon S3 does.
package s3guard

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	cdk "gocloud.dev/blob"

	"github.com/litexa-go/litexa/ask/persistence/blob"
)

// Unchanged is a [blob.Guard] that compares ETags.
func Unchanged(reader *cdk.Reader) (blob.Condition, error) {
	var object s3.GetObjectOutput
	if !reader.As(&object) || object.ETag == nil {
		return nil, errNotS3
	}
	return func(as func(any) bool) error {
		var upload *transfermanager.UploadObjectInput
		var deletion *s3.DeleteObjectInput
		switch {
		case as(&upload):
			upload.IfMatch = object.ETag
		case as(&deletion):
			deletion.IfMatch = object.ETag
		default:
			return errNotS3
		}
		return nil
	}, nil
}

var errNotS3 = errors.New("s3guard is for buckets of the driver s3blob")
