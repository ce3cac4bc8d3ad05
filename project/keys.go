package project

import "github.com/litexa-go/litexa/project/internal/shape"

// Stores are the values of the config's "persistence" key.
const (
	StoreDynamoDB = "dynamodb"
	StoreSQLite   = "sqlite"
	StoreS3       = "s3"
	StoreSession  = "session"
	StoreMemory   = "memory"
	StoreFile     = "file"
)

var (
	stores = shape.Enum(StoreDynamoDB, StoreSQLite, StoreS3, StoreSession, StoreMemory, StoreFile)

	fragments = shape.Either(shape.String, shape.Map(shape.String))

	uploadParams = shape.List(shape.Object(
		shape.Field{Name: "filter", Shape: shape.List(shape.String), Doc: "Globs that choose the assets, relative to their language's assets folder. Without it, all are chosen."},
		shape.Field{Name: "params", Shape: shape.Free, Doc: "Parameters of the S3 upload, such as CacheControl."},
	))

	deploymentShape = shape.Object(
		shape.Field{Name: "module", Shape: shape.String, Doc: `What deploys the target: "@litexa/deploy-aws" (or "aws"), or "local".`},
		shape.Field{Name: "s3Configuration", Doc: "Where assets are uploaded to.", Shape: shape.Object(
			shape.Field{Name: "bucketName", Shape: shape.String, Doc: "Name of the S3 bucket of the assets."},
			shape.Field{Name: "uploadParams", Shape: uploadParams, Doc: "Parameters of uploads, by asset. Of several entries that choose an asset the last one counts."},
		)},
		shape.Field{Name: "S3BucketName", Shape: shape.String, Doc: "Name of the S3 bucket of the assets.", Instead: "s3Configuration.bucketName"},
		shape.Field{Name: "askProfile", Shape: shape.String, Doc: "Profile of the ASK command line tools whose vendor account owns the skill."},
		shape.Field{Name: "awsProfile", Shape: shape.String, Doc: `Profile of the AWS credentials file; "default" if it is missing.`},
		shape.Field{Name: "lambdaConfiguration", Shape: shape.Free, Doc: "Settings of the Lambda function, merged over the usual ones, such as MemorySize or Environment."},
		shape.Field{Name: "dynamoDbConfiguration", Doc: "Settings of the DynamoDB table.", Shape: shape.Object(
			shape.Field{Name: "timeToLive", Doc: "When stored data expire. Both members are required.", Shape: shape.Object(
				shape.Field{Name: "AttributeName", Shape: shape.String, Doc: "Attribute that holds the time of expiry."},
				shape.Field{Name: "secondsToLive", Shape: shape.Number, Doc: "Seconds from the last change of a record to its expiry."},
			)},
		)},
		shape.Field{Name: "overrideAssetsRoot", Shape: shape.String, Doc: `URL that assets are served from, with a final "/", instead of the bucket's.`},
		shape.Field{Name: "disableAssetReferenceValidation", Shape: shape.Bool, Doc: "Accept the names of assets that are not in the project."},
		shape.Field{Name: "invocation", Shape: shape.Map(shape.String), Doc: "Invocation names by locale, instead of those of the skill manifest."},
		shape.Field{Name: "invocationSuffix", Shape: shape.String, Doc: "Word that is added to the invocation names of all locales."},
		shape.Field{Name: "DEPLOY", Shape: shape.Free, Doc: "Values that Litexa code reads as DEPLOY.name."},
		shape.Field{Name: "useSessionAttributesForPersistentStore", Shape: shape.Bool, Doc: "Keep persistent data in session attributes instead of a store, so that they last for one session."},
		shape.Field{Name: "additionalAssetExtensions", Shape: shape.List(shape.String), Doc: `Further extensions of asset files, such as ".ogg".`},
		shape.Field{Name: "persistence", Shape: stores, Doc: "Where persistent data are kept, instead of the project's setting."},
		shape.Field{Name: "interactionModel", Shape: fragments, Doc: "Path of a JSON file with parts of the interaction model that Litexa code cannot state (dialog, prompts, modelConfiguration), or such paths by locale. Instead of the project's setting."},
	)

	configShape = shape.Object(
		shape.Field{Name: "$schema", Shape: shape.String, Doc: "URL of this schema, for editors."},
		shape.Field{Name: "name", Shape: shape.String.Matching("^[a-zA-Z0-9_-]*$", shortestName), Doc: "Name of the project: at least 5 letters, digits, hyphens and underscores. It is part of the names of what is deployed. The directory's name if it is missing."},
		shape.Field{Name: "deployments", Shape: shape.Map(deploymentShape).Matching("^[a-zA-Z0-9_-]+$", 0), Doc: "Deployment targets by name."},
		shape.Field{Name: "extensionOptions", Shape: shape.Map(shape.Any), Doc: "Options of extensions by module name."},
		shape.Field{Name: "plugins", Shape: shape.Map(shape.Any), Doc: "Options of asset processors by module name."},
		shape.Field{Name: "additionalAssetExtensions", Shape: shape.List(shape.String), Doc: `Further extensions of asset files, such as ".ogg".`},
		shape.Field{Name: "useSessionAttributesForPersistentStore", Shape: shape.Bool, Doc: "Keep persistent data in session attributes instead of a store, unless the target says otherwise."},
		shape.Field{Name: "validDirectivesList", Shape: shape.List(shape.String), Doc: "Types of directives that tests accept without knowing them."},
		shape.Field{Name: "directiveWhitelist", Shape: shape.List(shape.String), Doc: "Types of directives that tests accept without knowing them.", Instead: "validDirectivesList"},
		shape.Field{Name: "persistence", Shape: stores, Doc: "Where persistent data are kept."},
		shape.Field{Name: "interactionModel", Shape: fragments, Doc: "Path of a JSON file with parts of the interaction model that Litexa code cannot state (dialog, prompts, modelConfiguration), or such paths by locale."},
	)
)
