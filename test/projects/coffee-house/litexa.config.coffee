# Everything here that can be CoffeeScript is.
name = "coffee-house"
module.exports =
  name: name
  deployments:
    development:
      module: "@litexa/deploy-aws"
      s3Configuration: bucketName: "#{name}-assets"
      DEPLOY: { SHOTS: 2 }
