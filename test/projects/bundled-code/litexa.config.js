module.exports = {
  name: 'bundled-code',
  deployments: { development: { module: '@litexa/deploy-aws' } },
};
