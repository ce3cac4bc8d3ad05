# A configuration in CoffeeScript.
module.exports =
  name: "slot-types"
  deployments:
    development:
      module: "@litexa/deploy-aws"
      DEPLOY:
        EXTRA_CITY: "Oslo"
