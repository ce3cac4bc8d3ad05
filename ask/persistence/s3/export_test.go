package s3

// ErrRace is what a write fails with that S3 refuses again and again.
var ErrRace = errRace
